//! Records of an Amazon Kinesis data stream: base64, often of JSON or gzip.

use crate::triggers::{Batch, Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "kinesis",
    recognizes: |event| event.comes_from("aws:kinesis"),
    fields: &[&[
        Field::caller("Records[].kinesis.data", Origin::StreamRecord),
        Field::caller("Records[].kinesis.partitionKey", Origin::StreamRecord),
    ]],
    response: Response::Batch(Batch { identifier: "kinesis.sequenceNumber", ordered: true }),
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, base64, base64_json, check, gzip_json};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "kinesis",
            include_str!("kinesis.json"),
            &[
                Case::written("Records[0].kinesis.data", Origin::StreamRecord, base64_json, ".a[1].customer"),
                Case::written("Records[1].kinesis.data", Origin::StreamRecord, gzip_json, ".a[1].customer"),
                Case::written("Records[1].kinesis.data", Origin::StreamRecord, base64, ""),
                Case::plain("Records[0].kinesis.partitionKey", Origin::StreamRecord),
                Case::plain("Records[1].kinesis.partitionKey", Origin::StreamRecord),
            ],
        );
    }
}
