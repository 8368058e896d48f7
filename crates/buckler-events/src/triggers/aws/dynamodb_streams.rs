//! Changes of an Amazon DynamoDB table.

use crate::triggers::{Batch, Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "dynamodb_streams",
    recognizes: |event| event.comes_from("aws:dynamodb"),
    fields: &[&[
        Field::caller("Records[].dynamodb.Keys", Origin::TableItem),
        Field::caller("Records[].dynamodb.NewImage", Origin::TableItem),
        Field::caller("Records[].dynamodb.OldImage", Origin::TableItem),
    ]],
    response: Response::Batch(Batch { identifier: "dynamodb.SequenceNumber", ordered: true }),
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, base64, check};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "dynamodb_streams",
            include_str!("dynamodb_streams.json"),
            &[
                Case::plain("Records[0].dynamodb.Keys.id.N", Origin::TableItem),
                Case::plain("Records[0].dynamodb.NewImage.id.N", Origin::TableItem),
                Case::plain("Records[0].dynamodb.NewImage.title.S", Origin::TableItem),
                Case::plain("Records[0].dynamodb.NewImage.tags.SS[0]", Origin::TableItem),
                Case::plain("Records[0].dynamodb.NewImage.tags.SS[1]", Origin::TableItem),
                Case::plain("Records[0].dynamodb.NewImage.details.M.sizes.L[0].N", Origin::TableItem),
                Case::plain("Records[0].dynamodb.NewImage.details.M.sizes.L[1].S", Origin::TableItem),
                Case::plain("Records[0].dynamodb.OldImage.id.N", Origin::TableItem),
                Case::plain("Records[0].dynamodb.OldImage.title.S", Origin::TableItem),
                Case::written("Records[0].dynamodb.NewImage.details.M.photo.B", Origin::TableItem, base64, ""),
                Case::plain("Records[1].dynamodb.Keys.id.N", Origin::TableItem),
            ],
        );
    }
}
