//! Requests of an Amazon API Gateway HTTP API in payload format 2.0.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "api_gateway_v2",
    recognizes: |event| event.text_at("version") == Some(b"2.0") && event.has("requestContext.http"),
    fields: &[FIELDS],
    response: Response::Gateway,
};

/// The parts of a request in payload format 2.0.
pub(super) const FIELDS: &[Field] = &[
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
];

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, base64, base64_form, check, form, json, path, query, single_cookie};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "api_gateway_v2",
            include_str!("api_gateway_v2.json"),
            &[
                Case::written("body", Origin::FormField, base64_form, ".customer"),
                Case::written("body", Origin::Body, json, ".a[1].customer"),
                Case::written("body", Origin::Body, base64, ""),
                Case::plain("body", Origin::Body),
                Case::written("rawPath", Origin::Path, path, ""),
                Case::written("requestContext.http.path", Origin::Path, path, ""),
                Case::written("rawQueryString", Origin::Query, form, ".customer"),
                Case::written("cookies[0]", Origin::Cookie, single_cookie, ".theme"),
                Case::written("cookies[1]", Origin::Cookie, single_cookie, ".theme"),
                Case::plain("headers.referer", Origin::Header),
                Case::plain(r#"headers["x-search"]"#, Origin::Header),
                Case::written(r#"headers["x-search"]"#, Origin::Header, query, r#""#),
                Case::plain("queryStringParameters.sort", Origin::Query),
                Case::plain("queryStringParameters.tag", Origin::Query),
                Case::plain("pathParameters.id", Origin::Path),
                Case::plain("requestContext.authorizer.jwt.claims.email", Origin::Header),
                Case::plain("requestContext.authorizer.jwt.claims.sub", Origin::Header),
            ],
        );
    }
}
