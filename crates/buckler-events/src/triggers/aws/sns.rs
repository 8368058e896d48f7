//! Messages of an Amazon SNS topic.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "sns",
    recognizes: |event| event.comes_from("aws:sns"),
    fields: &[&[
        Field::caller("Records[].Sns.Message", Origin::TopicMessage),
        Field::caller("Records[].Sns.Subject", Origin::TopicMessage),
        Field::caller("Records[].Sns.MessageAttributes", Origin::TopicMessage),
    ]],
    response: Response::Acknowledge,
};

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
