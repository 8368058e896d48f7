//! The payload of a direct invocation: anything that is no envelope of a service.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "direct",
    recognizes: |event| !ENVELOPES.iter().any(|name| event.has(name)),
    fields: &[&[Field::caller("", Origin::Payload)]],
    response: Response::Error,
};

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
