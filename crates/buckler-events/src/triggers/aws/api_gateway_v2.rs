//! Requests of an Amazon API Gateway HTTP API in payload format 2.0.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Requests of an Amazon API Gateway HTTP API in payload format 2.
pub(crate) struct ApiGatewayV2;

impl Trigger for ApiGatewayV2 {
    fn name(&self) -> &'static str {
        "api_gateway_v2"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.text_at("version") == Some(b"2.0") && event.has("requestContext.http")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("body", Origin::Body),
                Field::caller("rawQueryString", Origin::Query),
                Field::caller("queryStringParameters", Origin::Query),
                Field::caller("pathParameters", Origin::Path),
                Field::caller("rawPath", Origin::Path),
                Field::caller("cookies", Origin::Cookie),
                Field::caller("headers", Origin::Header),
                Field::caller("requestContext.authorizer", Origin::Header),
                Field::caller("requestContext.http.path", Origin::Path),
                Field::ambient("requestContext.http.userAgent", Origin::Header),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Gateway
    }
}
