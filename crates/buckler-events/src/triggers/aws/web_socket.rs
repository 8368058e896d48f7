//! Frames and connection requests of an Amazon API Gateway WebSocket API.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "web_socket",
    recognizes: |event| event.has("requestContext.connectionId") && event.has("requestContext.eventType"),
    fields: &[
        &[
            Field::caller("body", Origin::SocketFrame),
            Field::ambient("requestContext.identity.userAgent", Origin::Header),
            Field::caller("requestContext.authorizer", Origin::Header),
        ],
        super::alb::FIELDS,
    ],
    response: Response::Gateway,
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, json};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "web_socket",
            include_str!("web_socket.json"),
            &[
                Case::plain("body", Origin::SocketFrame),
                Case::written("body", Origin::SocketFrame, json, ".a[1].customer"),
            ],
        );
    }
}
