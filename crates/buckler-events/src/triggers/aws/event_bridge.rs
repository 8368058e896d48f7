//! Events of an Amazon EventBridge bus. Source and type are what the sender says they are.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "event_bridge",
    recognizes: |event| event.has("detail-type") && event.has("source") && event.has("detail"),
    fields: &[&[
        Field::caller("detail", Origin::BusDetail),
        Field::ambient("detail-type", Origin::BusDetail),
        Field::ambient("source", Origin::BusDetail),
        Field::ambient("resources", Origin::BusDetail),
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
            "event_bridge",
            include_str!("event_bridge.json"),
            &[
                Case::plain("detail.order", Origin::BusDetail),
                Case::plain("detail.customer.name", Origin::BusDetail),
                Case::plain("detail.notes[0]", Origin::BusDetail),
                Case::written("detail.notes[0]", Origin::BusDetail, json, ".a[1].customer"),
            ],
        );
    }
}
