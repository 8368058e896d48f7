//! Requests of an Application Load Balancer: query and path arrive still encoded.

use crate::triggers::{Field, Outline, Response, Trigger};
use buckler_types::Origin;

/// Requests of an Application Load Balancer.
pub(crate) struct Alb;

impl Trigger for Alb {
    fn name(&self) -> &'static str {
        "alb"
    }

    fn recognizes(&self, event: &Outline<'_>) -> bool {
        event.has("requestContext.elb")
    }

    fn fields(&self) -> &'static [Field] {
        const {
            &[
                Field::caller("body", Origin::Body),
                Field::caller("queryStringParameters", Origin::Query),
                Field::caller("multiValueQueryStringParameters", Origin::Query),
                Field::caller("path", Origin::Path),
                Field::caller("headers", Origin::Header),
                Field::caller("multiValueHeaders", Origin::Header),
            ]
        }
    }

    fn response(&self) -> Response {
        Response::LoadBalancer
    }
}

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, form, json, path, query};
    use alloc::{format, string::String};
    use buckler_types::Origin;

    #[test]
    fn an_attack_in_any_field_of_the_caller_is_found_and_located() {
        check(
            "alb",
            include_str!("alb.json"),
            &[
                Case::written("path", Origin::Path, path, ""),
                Case::written("queryStringParameters.name", Origin::Query, query, ""),
                Case::plain("queryStringParameters.page", Origin::Query),
                Case::written("headers.cookie", Origin::Cookie, cookie, ".theme"),
                Case::plain(r#"headers["x-tenant"]"#, Origin::Header),
                Case::written("body", Origin::FormField, form, ".customer"),
                Case::written("body", Origin::Body, json, ".a[1].customer"),
            ],
        );
    }

    fn cookie(attack: &str) -> String {
        format!("session=8f14e45f; theme={}", query(attack))
    }
}
