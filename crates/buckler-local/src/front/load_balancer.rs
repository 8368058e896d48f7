//! Application Load Balancers with a function as target.

use bytes::Bytes;
use serde_json::{Value, json};

use super::request::{
    HttpRequest, HttpResponse, Reply, all_values, last_values, list_pairs, response_body, scalar_pairs, status_code,
};
use super::rest::Place;

/// Largest request in bytes. Source: "Lambda functions as targets for Application Load Balancers", limits: 1 MB.
pub(crate) const MAX_REQUEST: usize = 1024 * 1024;

/// The event of a request. Query parameters stay encoded, as this service leaves them.
/// Source: "Lambda functions as targets", receive events from the load balancer.
pub(crate) fn event(request: &HttpRequest, multi_value: bool, place: &Place<'_>) -> Value {
    let headers = request.header_pairs();
    let query = request.raw_query_pairs();
    let (body, is_base64) = request.event_body(request.media_type().is_none_or(|media| is_text(&media)));
    let arn =
        format!("arn:aws:elasticloadbalancing:{}:{}:targetgroup/local/0123456789abcdef", place.region, place.account);
    let (headers_key, query_key) = match multi_value {
        true => ("multiValueHeaders", "multiValueQueryStringParameters"),
        false => ("headers", "queryStringParameters"),
    };
    let collect = if multi_value { all_values } else { last_values };
    json!({
        "requestContext": {"elb": {"targetGroupArn": arn}},
        "httpMethod": request.method,
        "path": request.path,
        query_key: collect(&query),
        headers_key: collect(&headers),
        "body": body.unwrap_or_default(),
        "isBase64Encoded": is_base64,
    })
}

fn is_text(media: &str) -> bool {
    media.starts_with("text/") || matches!(media, "application/json" | "application/javascript" | "application/xml")
}

/// The response to a function's result; the headers count that the target group is set to.
pub(crate) fn response(result: &[u8], multi_value: bool) -> HttpResponse {
    parse(result, multi_value).and_then(Reply::into_response).unwrap_or_else(failure)
}

fn parse(result: &[u8], multi_value: bool) -> Option<Reply> {
    let result: Value = serde_json::from_slice(result).ok()?;
    let object = result.as_object()?;
    let body = match object.get("body") {
        None | Some(Value::Null) => "",
        Some(Value::String(text)) => text,
        Some(_) => return None,
    };
    let headers = match multi_value {
        true => list_pairs(object.get("multiValueHeaders").unwrap_or(&Value::Null)),
        false => scalar_pairs(object.get("headers").unwrap_or(&Value::Null)),
    };
    let is_base64 = object.get("isBase64Encoded") == Some(&Value::Bool(true));
    let mut reply =
        Reply { status: status_code(object.get("statusCode")?)?, headers, body: response_body(body, is_base64)? };
    if !reply.body.is_empty() {
        reply.default_content_type("application/octet-stream");
    }
    Some(reply)
}

/// What a caller gets when the function failed.
pub(crate) fn failure() -> HttpResponse {
    page(502, "502 Bad Gateway")
}

/// A page of the load balancer's own.
pub(crate) fn page(status: u16, title: &str) -> HttpResponse {
    let html = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    );
    let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
    Reply { status, headers, body: Bytes::from(html) }.into_response().unwrap_or_default()
}
