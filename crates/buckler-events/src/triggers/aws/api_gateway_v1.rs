//! Requests of an Amazon API Gateway REST API, and of an HTTP API in payload format 1.0.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Requests of an Amazon API Gateway REST API, and of an HTTP API in payload format 1.
pub(crate) struct ApiGatewayV1;

impl Trigger for ApiGatewayV1 {
    fn name(&self) -> &'static str {
        "api_gateway_v1"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.has("httpMethod") && event.has("resource") && event.has("requestContext.stage")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("body", Origin::Body),
                Field::caller("queryStringParameters", Origin::Query),
                Field::caller("multiValueQueryStringParameters", Origin::Query),
                Field::caller("pathParameters", Origin::Path),
                Field::caller("path", Origin::Path),
                Field::caller("headers", Origin::Header),
                Field::caller("multiValueHeaders", Origin::Header),
                Field::caller("requestContext.authorizer", Origin::Header),
                Field::caller("requestContext.path", Origin::Path),
                Field::ambient("requestContext.identity.userAgent", Origin::Header),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::Gateway
    }
}
