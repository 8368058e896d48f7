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

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, locations, query};
    use alloc::string::{String, ToString};
    use buckler_types::{Origin, Trust};

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "s3_in_sqs",
            include_str!("s3_in_sqs.json"),
            &[Case::written("Records[0].body", Origin::ObjectKey, notification, ".Records[0].s3.object.key")],
        );
    }

    fn notification(attack: &str) -> String {
        let event = serde_json::json!({ "Records": [{ "eventSource": "aws:s3", "s3": { "object": { "key": query(attack) } } }] });
        event.to_string()
    }

    #[test]
    fn what_the_bucket_adds_is_not_the_callers() {
        let bucket = &locations(include_str!("s3_in_sqs.json"), "arn:aws:s3:::uploads")[0];
        assert_eq!((bucket.path.as_str(), bucket.trust), ("Records[0].body.Records[0].s3.bucket.arn", Trust::Ambient));
    }
}
