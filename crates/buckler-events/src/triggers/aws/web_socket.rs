//! Frames and connection requests of an Amazon API Gateway WebSocket API.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Frames and connection requests of an Amazon API Gateway WebSocket API.
pub(crate) struct WebSocket;

impl Trigger for WebSocket {
    fn name(&self) -> &'static str {
        "web_socket"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.has("requestContext.connectionId") && event.has("requestContext.eventType")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("body", Origin::SocketFrame),
                Field::caller("queryStringParameters", Origin::Query),
                Field::caller("multiValueQueryStringParameters", Origin::Query),
                Field::caller("headers", Origin::Header),
                Field::caller("multiValueHeaders", Origin::Header),
                Field::caller("requestContext.authorizer", Origin::Header),
                Field::ambient("requestContext.identity.userAgent", Origin::Header),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Gateway
    }
}

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
