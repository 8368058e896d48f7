//! API Gateway HTTP APIs and function URLs: events of payload version 2.0 and their responses.

use buckler_runtime_api::{HTTP_CONTENT_TYPE, HttpPrelude};
use buckler_template::Api;
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::request::{
    HttpRequest, HttpResponse, Reply, joined_values, last_values, message, response_body, scalar_pairs, status_code,
};
use super::rest::{API_ID, Place, domain, request_id};
use super::router::ApiRoute;
use crate::clock::Moment;
use crate::event::Response;

/// What differs between an HTTP API and a function URL.
pub(crate) struct Frame<'a> {
    route_key: String,
    stage: &'a str,
    api_id: String,
    domain: String,
    /// Path the function sees, with the stage.
    raw_path: String,
    parameters: &'a [(String, String)],
}

impl<'a> Frame<'a> {
    /// Of a route of an HTTP API.
    pub(crate) fn api(
        api: &'a Api,
        route: &ApiRoute,
        parameters: &'a [(String, String)],
        path: &str,
        place: &Place<'_>,
    ) -> Self {
        let has_stage = api.stage != "$default";
        Self {
            route_key: if route.path == "$default" {
                "$default".to_owned()
            } else {
                format!("{} {}", route.method, route.path)
            },
            stage: &api.stage,
            api_id: API_ID.to_owned(),
            domain: domain(place),
            raw_path: if has_stage { format!("/{}{path}", api.stage) } else { path.to_owned() },
            parameters,
        }
    }

    /// Of a function URL.
    pub(crate) fn url(function: &str, path: String, place: &Place<'_>) -> Self {
        let letters: String =
            function.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).take(32).collect();
        Self {
            route_key: "$default".to_owned(),
            stage: "$default",
            domain: format!("{letters}.lambda-url.{}.on.aws", place.region),
            api_id: letters,
            raw_path: path,
            parameters: &[],
        }
    }
}

/// The event of a request.
/// Source: "Create AWS Lambda proxy integrations for HTTP APIs", payload format 2.0, and "Invoking Lambda function
/// URLs".
pub(crate) fn event(request: &HttpRequest, frame: &Frame<'_>, account: &str) -> Value {
    let (cookies, headers): (Vec<_>, Vec<_>) =
        request.header_pairs().into_iter().partition(|(name, _)| name == "cookie");
    let cookies: Vec<String> = cookies
        .iter()
        .flat_map(|(_, value)| value.split(';').map(str::trim).filter(|cookie| !cookie.is_empty()))
        .map(str::to_owned)
        .collect();
    let query = request.query_pairs();
    let (body, is_base64) = request.event_body(request.media_type().is_none_or(|media| is_text(&media)));
    let mut event = json!({
        "version": "2.0",
        "routeKey": frame.route_key,
        "rawPath": frame.raw_path,
        "rawQueryString": request.query,
        "headers": joined_values(&headers, ","),
        "requestContext": context(request, frame, account),
        "isBase64Encoded": is_base64,
    });
    let optional = [
        ("cookies", (!cookies.is_empty()).then(|| json!(cookies))),
        ("queryStringParameters", (!query.is_empty()).then(|| joined_values(&query, ","))),
        ("pathParameters", (!frame.parameters.is_empty()).then(|| last_values(frame.parameters))),
        ("body", body.map(Value::from)),
    ];
    if let Value::Object(fields) = &mut event {
        fields.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    event
}

fn context(request: &HttpRequest, frame: &Frame<'_>, account: &str) -> Value {
    json!({
        "accountId": account,
        "apiId": frame.api_id,
        "domainName": frame.domain,
        "domainPrefix": frame.api_id,
        "http": {
            "method": request.method,
            "path": frame.raw_path,
            "protocol": request.protocol,
            "sourceIp": request.peer.to_string(),
            "userAgent": request.header("user-agent").unwrap_or_default(),
        },
        "requestId": request_id(),
        "routeKey": frame.route_key,
        "stage": frame.stage,
        "time": Moment::from_ms(request.time_ms).common_log(),
        "timeEpoch": request.time_ms,
    })
}

/// Media types whose bodies arrive as text; all others, forms included, arrive as base64.
pub(crate) fn is_text(media: &str) -> bool {
    media.starts_with("text/")
        || matches!(media, "application/json" | "application/javascript" | "application/xml")
        || media.ends_with("+json")
        || media.ends_with("+xml")
}

/// The response to a function's result. A result without `statusCode` is itself the body.
pub(crate) fn response(result: &Response) -> Option<HttpResponse> {
    match &result.streamed {
        Some(media) => streamed(&result.body, media),
        None => buffered(&result.body)?.into_response(),
    }
}

fn buffered(result: &[u8]) -> Option<Reply> {
    let value: Value = serde_json::from_slice(result).ok()?;
    let Some(object) = value.as_object().filter(|object| object.contains_key("statusCode")) else {
        return Some(inferred(&value));
    };
    let body = match object.get("body") {
        None | Some(Value::Null) => "",
        Some(Value::String(text)) => text,
        Some(_) => return None,
    };
    let is_base64 = object.get("isBase64Encoded") == Some(&Value::Bool(true));
    let mut reply = Reply {
        status: status_code(object.get("statusCode")?)?,
        headers: headers_of(object),
        body: response_body(body, is_base64)?,
    };
    if !reply.body.is_empty() {
        reply.default_content_type("text/plain;charset=UTF-8");
    }
    Some(reply)
}

fn headers_of(object: &Map<String, Value>) -> Vec<(String, String)> {
    let mut headers = scalar_pairs(object.get("headers").unwrap_or(&Value::Null));
    let cookies = object.get("cookies").and_then(Value::as_array).into_iter().flatten();
    headers.extend(cookies.filter_map(Value::as_str).map(|cookie| ("set-cookie".to_owned(), cookie.to_owned())));
    headers
}

/// Text is the body as it is, anything else its JSON.
fn inferred(value: &Value) -> Reply {
    let body = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Reply { status: 200, headers: vec![("content-type".to_owned(), "application/json".to_owned())], body: body.into() }
}

/// A streamed response, complete: with status and headers if it begins with a prelude.
fn streamed(bytes: &Bytes, media: &str) -> Option<HttpResponse> {
    if media != HTTP_CONTENT_TYPE {
        let reply =
            Reply { status: 200, headers: vec![("content-type".to_owned(), media.to_owned())], body: bytes.clone() };
        return reply.into_response();
    }
    let (prelude, body) = HttpPrelude::split(bytes).ok()?;
    let mut headers: Vec<_> = prelude.headers.into_iter().collect();
    headers.extend(prelude.cookies.into_iter().map(|cookie| ("set-cookie".to_owned(), cookie)));
    Reply { status: prelude.status_code.unwrap_or(200), headers, body: bytes.slice_ref(body) }.into_response()
}

/// What the caller of an HTTP API gets when the function failed.
pub(crate) fn failure() -> HttpResponse {
    message(500, "message", "Internal Server Error")
}

/// What the caller of an HTTP API gets when the function takes too long.
pub(crate) fn timeout() -> HttpResponse {
    message(503, "message", "Service Unavailable")
}

/// What the caller of a function URL gets when the function failed.
pub(crate) fn url_failure() -> HttpResponse {
    let reply = Reply {
        status: 502,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: Bytes::from_static(b"Internal Server Error"),
    };
    reply.into_response().unwrap_or_default()
}
