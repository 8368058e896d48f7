//! Cross-origin rules that a front end applies by itself.

use buckler_template::Cors;
use hyper::HeaderMap;
use hyper::header::HeaderValue;

use super::request::{HttpRequest, HttpResponse, Reply};

/// The answer to a preflight request.
pub(crate) fn preflight(cors: &Cors, request: &HttpRequest) -> HttpResponse {
    let mut response = Reply { status: 204, ..Reply::default() }.into_response().unwrap_or_default();
    let Some(origin) = allowed_origin(cors, request) else { return response };
    let headers = response.headers_mut();
    set(headers, "access-control-allow-origin", &origin);
    set(headers, "access-control-allow-methods", &list(&cors.methods, request, "access-control-request-method"));
    set(headers, "access-control-allow-headers", &list(&cors.headers, request, "access-control-request-headers"));
    if let Some(age) = &cors.max_age {
        set(headers, "access-control-max-age", age);
    }
    if cors.credentials {
        set(headers, "access-control-allow-credentials", "true");
    }
    response
}

/// Adds the headers that an actual response gets. They take the place of the function's own, as in the cloud.
pub(crate) fn decorate(cors: &Cors, request: &HttpRequest, response: &mut HttpResponse) {
    let Some(origin) = allowed_origin(cors, request) else { return };
    let headers = response.headers_mut();
    set(headers, "access-control-allow-origin", &origin);
    if !cors.exposed.is_empty() {
        set(headers, "access-control-expose-headers", &cors.exposed.join(","));
    }
    if cors.credentials {
        set(headers, "access-control-allow-credentials", "true");
    }
}

fn allowed_origin(cors: &Cors, request: &HttpRequest) -> Option<String> {
    let origin = request.header("origin")?;
    match cors.origins.iter().any(|allowed| allowed == "*") {
        true if !cors.credentials => Some("*".to_owned()),
        true => Some(origin.into_owned()),
        false => cors.origins.iter().find(|allowed| **allowed == *origin).cloned(),
    }
}

/// What was asked for when everything is allowed, else the list.
fn list(allowed: &[String], request: &HttpRequest, asked: &str) -> String {
    match allowed.iter().any(|item| item == "*") {
        true => request.header(asked).map_or_else(|| "*".to_owned(), std::borrow::Cow::into_owned),
        false => allowed.join(","),
    }
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let (false, Ok(value)) = (value.is_empty(), HeaderValue::try_from(value)) {
        headers.insert(name, value);
    }
}
