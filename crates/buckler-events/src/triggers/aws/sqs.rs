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
