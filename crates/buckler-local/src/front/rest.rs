//! API Gateway REST APIs, and HTTP APIs set to the older payload: events of version 1.0 and their responses.

use buckler_template::{Api, ApiKind};
use serde_json::{Value, json};

use super::http_api;
use super::request::{
    HttpRequest, HttpResponse, Reply, all_values, last_values, list_pairs, message, or_null, response_body,
    scalar_pairs, status_code,
};
use super::router::ApiRoute;
use crate::clock::Moment;

/// What belongs to the account rather than to the request.
pub(crate) struct Place<'a> {
    pub(crate) account: &'a str,
    pub(crate) region: &'a str,
}

/// Headers that the service itself writes, in its own way; others keep the names they were sent with.
const CAPITALIZED: [&str; 5] = ["Host", "User-Agent", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"];

/// The event of a request.
/// Source: "Lambda proxy integrations in API Gateway", input format.
pub(crate) fn event(
    request: &HttpRequest,
    api: &Api,
    route: &ApiRoute,
    parameters: &[(String, String)],
    path: &str,
    place: &Place<'_>,
) -> Value {
    let headers: Vec<_> =
        request.header_pairs().into_iter().map(|(name, value)| (event_name(request, name), value)).collect();
    let query = request.query_pairs();
    let (body, is_base64) = body(request, api);
    let mut event = json!({
        "resource": route.path,
        "path": path,
        "httpMethod": request.method,
        "headers": last_values(&headers),
        "multiValueHeaders": all_values(&headers),
        "queryStringParameters": or_null(last_values(&query)),
        "multiValueQueryStringParameters": or_null(all_values(&query)),
        "pathParameters": or_null(last_values(parameters)),
        "stageVariables": null,
        "requestContext": context(request, api, route, path, place),
        "body": body,
        "isBase64Encoded": is_base64,
    });
    if let (ApiKind::Http, Some(fields)) = (api.kind, event.as_object_mut()) {
        fields.insert("version".to_owned(), json!("1.0"));
    }
    event
}

/// Without binary types a REST API hands every body over as text; an HTTP API goes by the content type.
fn body(request: &HttpRequest, api: &Api) -> (Option<String>, bool) {
    let media = request.media_type();
    if api.kind == ApiKind::Http {
        return request.event_body(media.is_none_or(|media| http_api::is_text(&media)));
    }
    if media.is_some_and(|media| is_binary(api, &media)) {
        return request.event_body(false);
    }
    (Some(String::from_utf8_lossy(&request.body).into_owned()).filter(|body| !body.is_empty()), false)
}

fn context(request: &HttpRequest, api: &Api, route: &ApiRoute, path: &str, place: &Place<'_>) -> Value {
    let domain = domain(place);
    json!({
        "accountId": place.account,
        "apiId": API_ID,
        "domainName": domain,
        "domainPrefix": API_ID,
        "extendedRequestId": request_id(),
        "httpMethod": request.method,
        "identity": {
            "accessKey": null, "accountId": null, "caller": null, "cognitoAuthenticationProvider": null,
            "cognitoAuthenticationType": null, "cognitoIdentityId": null, "cognitoIdentityPoolId": null,
            "principalOrgId": null, "sourceIp": request.peer.to_string(), "user": null,
            "userAgent": request.header("user-agent"), "userArn": null,
        },
        "path": if api.stage == "$default" { path.to_owned() } else { format!("/{}{path}", api.stage) },
        "protocol": request.protocol,
        "requestId": request_id(),
        "requestTime": Moment::from_ms(request.time_ms).common_log(),
        "requestTimeEpoch": request.time_ms,
        "resourceId": "local0",
        "resourcePath": route.path,
        "stage": api.stage,
    })
}

/// Puts what the authorizer said where the function finds it.
pub(crate) fn put_authorizer(event: &mut Value, context: Value) {
    if let Some(request_context) = event.get_mut("requestContext").and_then(Value::as_object_mut) {
        request_context.insert("authorizer".to_owned(), context);
    }
}

/// The identifier of every API here; it stands in the domain name as well.
pub(crate) const API_ID: &str = "localapi00";

/// The domain name that events show.
pub(crate) fn domain(place: &Place<'_>) -> String {
    format!("{API_ID}.execute-api.{}.amazonaws.com", place.region)
}

/// A fresh identifier of a request.
pub(crate) fn request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn event_name(request: &HttpRequest, name: String) -> String {
    let mut known = CAPITALIZED.iter().copied().chain(request.sent_names.iter().map(String::as_str));
    known.find(|known| known.eq_ignore_ascii_case(&name)).map_or(name.clone(), str::to_owned)
}

fn is_binary(api: &Api, media: &str) -> bool {
    api.binary_types.iter().any(|kind| match kind.as_str() {
        "*/*" => true,
        kind => {
            kind.eq_ignore_ascii_case(media) || kind.strip_suffix("/*").is_some_and(|group| media.starts_with(group))
        }
    })
}

/// The response to a function's result; `None` when it is not of the documented form, which is an error of the function.
pub(crate) fn response(result: &[u8], api: &Api) -> Option<HttpResponse> {
    parse(result, api)?.into_response()
}

fn parse(result: &[u8], api: &Api) -> Option<Reply> {
    let result: Value = serde_json::from_slice(result).ok()?;
    let object = result.as_object()?;
    let status = match object.get("statusCode") {
        Some(code) => status_code(code)?,
        None if object.is_empty() => 200,
        None => return None,
    };
    let body = match object.get("body") {
        None | Some(Value::Null) => "",
        Some(Value::String(text)) => text,
        Some(_) => return None,
    };
    // Without binary types a REST API sends the base64 text itself.
    let decodes = api.kind == ApiKind::Http || !api.binary_types.is_empty();
    let is_base64 = decodes && object.get("isBase64Encoded") == Some(&Value::Bool(true));
    let mut headers = list_pairs(result.get("multiValueHeaders").unwrap_or(&Value::Null));
    for (name, value) in scalar_pairs(result.get("headers").unwrap_or(&Value::Null)) {
        if !headers.iter().any(|(present, _)| present.eq_ignore_ascii_case(&name)) {
            headers.push((name, value));
        }
    }
    let mut reply = Reply { status, headers, body: response_body(body, is_base64)? };
    reply.default_content_type("application/json");
    Some(reply)
}

/// What a caller gets when the function failed.
pub(crate) fn failure() -> HttpResponse {
    message(502, "message", "Internal server error")
}

/// What a caller gets when the function takes too long for the front end.
pub(crate) fn timeout() -> HttpResponse {
    message(504, "message", "Endpoint request timed out")
}
