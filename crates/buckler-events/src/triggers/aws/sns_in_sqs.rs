//! Messages of an Amazon SNS topic, delivered through an SQS queue. Whoever may write to the queue can imitate the
//! envelope, so that its own fields are not trusted as the platform's.

use super::sqs;
use crate::lookup::Json;
use crate::triggers::{Field, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "sns_in_sqs",
    recognizes: |event| {
        let body = event.body().unwrap_or_default();
        event.comes_from("aws:sqs") && Json::new(&body).has("TopicArn") && Json::new(&body).has("Message")
    },
    fields: &[
        &[
            Field::envelope("Records[].body", Origin::QueueMessage),
            Field::caller("Records[].body.Message", Origin::TopicMessage),
            Field::caller("Records[].body.Subject", Origin::TopicMessage),
            Field::caller("Records[].body.MessageAttributes", Origin::TopicMessage),
            Field::ambient("Records[].body", Origin::QueueMessage),
        ],
        sqs::ATTRIBUTES,
    ],
    response: sqs::RESPONSE,
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, json, locations, notification};
    use alloc::string::String;
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
