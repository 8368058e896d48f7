//! Requests of an Application Load Balancer: query and path arrive still encoded.

use crate::triggers::{Field, Response, Trigger};
use buckler_types::Origin;

pub(crate) const TRIGGER: Trigger = Trigger {
    name: "alb",
    recognizes: |event| event.has("requestContext.elb"),
    fields: &[FIELDS],
    response: Response::LoadBalancer,
};

/// The parts of a request in the oldest of the HTTP formats.
pub(super) const FIELDS: &[Field] = &[
    Field::caller("body", Origin::Body),
    Field::caller("queryStringParameters", Origin::Query),
    Field::caller("multiValueQueryStringParameters", Origin::Query),
    Field::caller("path", Origin::Path),
    Field::caller("headers", Origin::Header),
    Field::caller("multiValueHeaders", Origin::Header),
];

#[cfg(test)]
mod tests {
    use crate::triggers::testing::{Case, check, cookie, form, json, path, query};
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
}
