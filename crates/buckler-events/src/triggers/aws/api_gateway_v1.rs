//! Requests of an Amazon API Gateway REST API, and of an HTTP API in payload format 1.0.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "api_gateway_v1",
    recognizes: |event| event.has("httpMethod") && event.has("resource") && event.has("requestContext.stage"),
    fields: &[
        super::alb::FIELDS,
        &[
            Field::caller("pathParameters", Origin::Path),
            Field::caller("requestContext.authorizer", Origin::Header),
            Field::caller("requestContext.path", Origin::Path),
            Field::ambient("requestContext.identity.userAgent", Origin::Header),
        ],
    ],
    response: Response::Gateway,
};

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{
        Case, base64, base64_form, base64_json, check, cookie, form, json, multipart, path,
    };
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "api_gateway_v1",
            include_str!("api_gateway_v1.json"),
            &[
                Case::written("body", Origin::Body, json, ".a[1].customer"),
                Case::written("body", Origin::FormField, form, ".customer"),
                Case::written("body", Origin::FormField, base64_form, ".customer"),
                Case::written("body", Origin::Body, base64_json, ".a[1].customer"),
                Case::plain("body", Origin::Body),
                Case::written("body", Origin::Body, base64, ""),
                Case::written("body", Origin::FormField, multipart, ".customer"),
                Case::written("path", Origin::Path, path, ""),
                Case::plain("pathParameters.id", Origin::Path),
                Case::plain("queryStringParameters.sort", Origin::Query),
                Case::plain("queryStringParameters.page", Origin::Query),
                Case::plain("multiValueQueryStringParameters.sort[0]", Origin::Query),
                Case::plain("multiValueQueryStringParameters.sort[1]", Origin::Query),
                Case::plain("multiValueQueryStringParameters.page[0]", Origin::Query),
                Case::written("headers.Cookie", Origin::Cookie, cookie, ".theme"),
                Case::written("multiValueHeaders.Cookie[0]", Origin::Cookie, cookie, ".theme"),
                Case::plain("requestContext.authorizer.principalId", Origin::Header),
                Case::plain("requestContext.authorizer.claims.email", Origin::Header),
                Case::written("requestContext.path", Origin::Path, path, ""),
            ],
        );
    }
}
