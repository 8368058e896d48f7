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

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, json, locations};
    use alloc::string::{String, ToString};
    use buckler_types::{Origin, Trust};

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "sns_in_sqs",
            include_str!("sns_in_sqs.json"),
            &[
                Case::written("Records[0].body", Origin::TopicMessage, notification, ".Message"),
                Case::written("Records[0].body", Origin::TopicMessage, notification_of_json, ".Message.a[1].customer"),
            ],
        );
    }

    fn notification(attack: &str) -> String {
        serde_json::json!({ "Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": attack }).to_string()
    }

    fn notification_of_json(attack: &str) -> String {
        notification(&json(attack))
    }

    #[test]
    fn what_the_topic_adds_is_not_the_callers() {
        let fixture = include_str!("sns_in_sqs.json");
        let topic = &locations(fixture, "arn:aws:sns:eu-west-1:123456789012:orders")[0];
        assert_eq!((topic.path.as_str(), topic.trust), ("Records[0].body.TopicArn", Trust::Ambient));
        let tenant = &locations(fixture, "north")[0];
        assert_eq!(
            (tenant.path.as_str(), tenant.trust),
            ("Records[0].body.MessageAttributes.tenant.Value", Trust::Caller)
        );
    }
}
