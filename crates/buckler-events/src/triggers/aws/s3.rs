//! Notifications of an Amazon S3 bucket. Object keys arrive URL-encoded, with `+` for a space.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Notifications of an Amazon S3 bucket.
pub(crate) struct S3;

impl Trigger for S3 {
    fn name(&self) -> &'static str {
        "s3"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:s3")
    }

    fn fields(&self) -> &'static [Field] {
        const { &[Field::caller("Records[].s3.object.key", Origin::ObjectKey)] }
    }

    fn response(&self) -> Response {
        Response::Acknowledge
    }
}

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
