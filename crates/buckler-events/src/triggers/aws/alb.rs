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
