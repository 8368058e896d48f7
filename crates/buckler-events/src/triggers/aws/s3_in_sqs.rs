//! Notifications of an Amazon S3 bucket, delivered through an SQS queue. Whoever may write to the queue can imitate the
//! envelope, so that its own fields are not trusted as the platform's.

use super::sqs;
use crate::triggers::{Field, Outline, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "s3_in_sqs",
    recognizes: |event| {
        let body = event.body().unwrap_or_default();
        event.comes_from("aws:sqs") && Outline::of(&body).comes_from("aws:s3")
    },
    fields: &[
        &[
            Field::envelope("Records[].body", Origin::QueueMessage),
            Field::caller("Records[].body.Records[].s3.object.key", Origin::ObjectKey),
            Field::ambient("Records[].body", Origin::QueueMessage),
        ],
        sqs::ATTRIBUTES,
    ],
    response: sqs::RESPONSE,
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, bucket_notification, check, locations};
    use buckler_types::{Origin, Trust};

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "s3_in_sqs",
            include_str!("s3_in_sqs.json"),
            &[Case::written("Records[0].body", Origin::ObjectKey, bucket_notification, ".Records[0].s3.object.key")],
        );
    }

    #[test]
    fn what_the_bucket_adds_is_not_the_callers() {
        let bucket = &locations(include_str!("s3_in_sqs.json"), "arn:aws:s3:::uploads")[0];
        assert_eq!((bucket.path.as_str(), bucket.trust), ("Records[0].body.Records[0].s3.bucket.arn", Trust::Ambient));
    }
}
