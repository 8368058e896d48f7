//! Requests to the URL of a Lambda function: the format of an HTTP API, told by the domain.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Requests to the URL of a Lambda function.
pub(crate) struct FunctionUrl;

impl Trigger for FunctionUrl {
    fn name(&self) -> &'static str {
        "function_url"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        let domain = event.text_at("requestContext.domainName");
        domain.is_some_and(|domain| domain.windows(DOMAIN.len()).any(|part| part == DOMAIN))
            && event.has("requestContext.http")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("body", Origin::Body),
                Field::caller("rawQueryString", Origin::Query),
                Field::caller("queryStringParameters", Origin::Query),
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

const DOMAIN: &[u8] = b".lambda-url.";
