//! Messages of an Amazon SNS topic, delivered through an SQS queue. Whoever may write to the queue can imitate the envelope.

use crate::lookup::Json;
use crate::triggers::{Batch, Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Messages of an Amazon SNS topic, delivered through an SQS queue.
pub(crate) struct SnsInSqs;

impl Trigger for SnsInSqs {
    fn name(&self) -> &'static str {
        "sns_in_sqs"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:sqs")
            && event.body().is_some_and(|body| {
                let body = Json::new(&body);
                body.has("TopicArn") && body.has("Message")
            })
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::envelope("Records[].body", Origin::QueueMessage),
                Field::caller("Records[].body.Message", Origin::TopicMessage),
                Field::caller("Records[].body.Subject", Origin::TopicMessage),
                Field::caller("Records[].body.MessageAttributes", Origin::TopicMessage),
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
