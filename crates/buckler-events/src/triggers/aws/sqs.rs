//! Messages of an Amazon SQS queue.

use crate::triggers::{Batch, Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "sqs",
    recognizes: |event| event.comes_from("aws:sqs"),
    fields: &[&[Field::caller("Records[].body", Origin::QueueMessage)], ATTRIBUTES],
    response: RESPONSE,
};

pub(super) const RESPONSE: Response = Response::Batch(Batch { identifier: "messageId", ordered: false });

/// What a sender writes beside the body.
pub(super) const ATTRIBUTES: &[Field] = &[
    Field::caller("Records[].messageAttributes", Origin::QueueMessage),
    Field::caller("Records[].attributes.MessageGroupId", Origin::QueueMessage),
    Field::caller("Records[].attributes.MessageDeduplicationId", Origin::QueueMessage),
];

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
