//! Changes of an Amazon DynamoDB table.

use crate::triggers::{Batch, Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Changes of an Amazon DynamoDB table.
pub(crate) struct DynamodbStreams;

impl Trigger for DynamodbStreams {
    fn name(&self) -> &'static str {
        "dynamodb_streams"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.comes_from("aws:dynamodb")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("Records[].dynamodb.Keys", Origin::TableItem),
                Field::caller("Records[].dynamodb.NewImage", Origin::TableItem),
                Field::caller("Records[].dynamodb.OldImage", Origin::TableItem),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Batch(Batch { identifier: "dynamodb.SequenceNumber", ordered: true })
    }
}
