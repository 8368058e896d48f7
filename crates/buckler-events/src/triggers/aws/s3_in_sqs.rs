//! Notifications of an Amazon S3 bucket, delivered through an SQS queue. Whoever may write to the queue can imitate the envelope.

use crate::triggers::{Batch, Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Notifications of an Amazon S3 bucket, delivered through an SQS queue.
pub(crate) struct S3InSqs;

impl Trigger for S3InSqs {
    fn name(&self) -> &'static str {
        "s3_in_sqs"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:sqs") && event.body().is_some_and(|body| Outline::of(&body).comes_from("aws:s3"))
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::envelope("Records[].body", Origin::QueueMessage),
                Field::caller("Records[].body.Records[].s3.object.key", Origin::ObjectKey),
                Field::ambient("Records[].body", Origin::QueueMessage),
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
