//! Messages of an Amazon SNS topic.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Messages of an Amazon SNS topic.
pub(crate) struct Sns;

impl Trigger for Sns {
    fn name(&self) -> &'static str {
        "sns"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:sns")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("Records[].Sns.Message", Origin::TopicMessage),
                Field::caller("Records[].Sns.Subject", Origin::TopicMessage),
                Field::caller("Records[].Sns.MessageAttributes", Origin::TopicMessage),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Acknowledge
    }
}

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, json};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "sns",
            include_str!("sns.json"),
            &[
                Case::plain("Records[0].Sns.Message", Origin::TopicMessage),
                Case::written("Records[0].Sns.Message", Origin::TopicMessage, json, ".a[1].customer"),
                Case::plain("Records[0].Sns.Subject", Origin::TopicMessage),
                Case::plain("Records[0].Sns.MessageAttributes.tenant.Value", Origin::TopicMessage),
                Case::plain("Records[0].Sns.MessageAttributes.tenant.Type", Origin::TopicMessage),
            ],
        );
    }
}
