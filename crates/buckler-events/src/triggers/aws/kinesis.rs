//! Records of an Amazon Kinesis data stream: base64, often of JSON or gzip.

use crate::triggers::{Batch, Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Records of an Amazon Kinesis data stream.
pub(crate) struct Kinesis;

impl Trigger for Kinesis {
    fn name(&self) -> &'static str {
        "kinesis"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:kinesis")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("Records[].kinesis.data", Origin::StreamRecord),
                Field::caller("Records[].kinesis.partitionKey", Origin::StreamRecord),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Batch(Batch { identifier: "kinesis.sequenceNumber", ordered: true })
    }
}
