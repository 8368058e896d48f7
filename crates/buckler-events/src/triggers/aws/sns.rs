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
