//! Notifications of an Amazon S3 bucket. Object keys arrive URL-encoded, with `+` for a space.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "s3",
    recognizes: |event| event.comes_from("aws:s3"),
    fields: &[&[Field::caller("Records[].s3.object.key", Origin::ObjectKey)]],
    response: Response::Acknowledge,
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, query};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "s3",
            include_str!("s3.json"),
            &[
                Case::written("Records[0].s3.object.key", Origin::ObjectKey, query, ""),
                Case::plain("Records[0].s3.object.key", Origin::ObjectKey),
            ],
        );
    }
}
