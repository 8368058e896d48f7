//! Events of an Amazon EventBridge bus. Source and type are what the sender says they are.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Events of an Amazon EventBridge bus.
pub(crate) struct EventBridge;

impl Trigger for EventBridge {
    fn name(&self) -> &'static str {
        "event_bridge"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.has("detail-type") && event.has("source") && event.has("detail")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("detail", Origin::BusDetail),
                Field::ambient("detail-type", Origin::BusDetail),
                Field::ambient("source", Origin::BusDetail),
                Field::ambient("resources", Origin::BusDetail),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Acknowledge
    }
}
