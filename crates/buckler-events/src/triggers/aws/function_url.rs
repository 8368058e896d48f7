//! Requests to the URL of a Lambda function: the format of an HTTP API, told by the domain.

use crate::triggers::{Response, Trigger};

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "function_url",
    recognizes: |event| {
        let domain = event.text_at("requestContext.domainName").unwrap_or_default();
        domain.windows(DOMAIN.len()).any(|part| part == DOMAIN) && event.has("requestContext.http")
    },
    fields: &[super::api_gateway_v2::FIELDS],
    response: Response::Gateway,
};

const DOMAIN: &[u8] = b".lambda-url.";

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, base64, base64_form, check, form, json, path, single_cookie};
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
}
