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

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, base64, base64_form, check, form, json, path, query};
    use alloc::{format, string::String};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "function_url",
            include_str!("function_url.json"),
            &[
                Case::written("body", Origin::FormField, base64_form, ".customer"),
                Case::written("body", Origin::Body, json, ".a[1].customer"),
                Case::written("body", Origin::Body, base64, ""),
                Case::plain("body", Origin::Body),
                Case::written("rawPath", Origin::Path, path, ""),
                Case::written("requestContext.http.path", Origin::Path, path, ""),
                Case::written("rawQueryString", Origin::Query, form, ".customer"),
                Case::written("cookies[0]", Origin::Cookie, single_cookie, ".theme"),
                Case::plain(r#"headers["x-api-key"]"#, Origin::Header),
                Case::plain("queryStringParameters.url", Origin::Query),
            ],
        );
    }

    fn single_cookie(attack: &str) -> String {
        format!("theme={}", query(attack))
    }
}
