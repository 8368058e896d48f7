//! The payload of a direct invocation: anything that is no envelope of a service.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// The payload of a direct invocation.
pub(crate) struct Direct;

impl Trigger for Direct {
    fn name(&self) -> &'static str {
        "direct"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        !ENVELOPES.iter().any(|name| event.has(name))
    }

    fn fields(&self) -> &'static [Field] {
        const { &[Field::caller("", Origin::Payload)] }
    }

    fn response(&self) -> Response {
        Response::Error
    }
}

/// Members that events of services have and payloads of people rarely.
const ENVELOPES: &[&str] =
    &["Records", "records", "requestContext", "eventSource", "triggerSource", "detail-type", "awslogs", "invocationId"];

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, json};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "direct",
            include_str!("direct.json"),
            &[
                Case::plain("task", Origin::Payload),
                Case::plain("picture", Origin::Payload),
                Case::plain("sizes[0]", Origin::Payload),
                Case::plain("sizes[1]", Origin::Payload),
                Case::plain("options.format", Origin::Payload),
                Case::plain("options.quality", Origin::Payload),
                Case::written("task", Origin::Payload, json, ".a[1].customer"),
            ],
        );
    }
}
