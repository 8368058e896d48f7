//! Messages of an Amazon SQS queue.

use crate::triggers::{Batch, Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Messages of an Amazon SQS queue.
pub(crate) struct Sqs;

impl Trigger for Sqs {
    fn name(&self) -> &'static str {
        "sqs"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:sqs")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("Records[].body", Origin::QueueMessage),
                Field::caller("Records[].messageAttributes", Origin::QueueMessage),
                Field::caller("Records[].attributes.MessageGroupId", Origin::QueueMessage),
                Field::caller("Records[].attributes.MessageDeduplicationId", Origin::QueueMessage),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Batch(Batch { identifier: "messageId", ordered: false })
    }
}

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, base64_json, check, json};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "sqs",
            include_str!("sqs.json"),
            &[
                Case::written("Records[0].body", Origin::QueueMessage, json, ".a[1].customer"),
                Case::plain("Records[1].body", Origin::QueueMessage),
                Case::written("Records[1].body", Origin::QueueMessage, base64_json, ".a[1].customer"),
                Case::plain("Records[0].messageAttributes.tenant.stringValue", Origin::QueueMessage),
                Case::plain("Records[0].messageAttributes.tenant.dataType", Origin::QueueMessage),
                Case::plain("Records[0].attributes.MessageGroupId", Origin::QueueMessage),
                Case::plain("Records[0].attributes.MessageDeduplicationId", Origin::QueueMessage),
            ],
        );
    }
}
