//! The Invoke operation of the Lambda API, so that SDKs and command-line tools can invoke functions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use buckler_runtime_api::{Failure, MAX_ASYNC_PAYLOAD, MAX_PAYLOAD};
use bytes::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use serde_json::json;

use super::request::{HttpRequest, HttpResponse, Reply, decode};
use crate::event::{Completed, Outcome};
use crate::platform::{InvokeError, Shared};
use crate::pool::Call;
use crate::spec::Unserved;

/// Bytes of the log that a caller may ask for. Source: `LogType` of the Invoke operation.
const LOG_TAIL: usize = 4096;

/// Name of the function when the path is one of this operation's.
pub(crate) fn function_of(path: &str) -> Option<String> {
    let name = path.strip_prefix("/2015-03-31/functions/")?.strip_suffix("/invocations")?;
    (!name.is_empty() && !name.contains('/')).then(|| decode(name))
}

/// Whether the path is that of the ListFunctions operation.
pub(crate) fn is_list(path: &str) -> bool {
    matches!(path, "/2015-03-31/functions" | "/2015-03-31/functions/")
}

/// The functions of the application.
pub(crate) fn list(shared: &Shared) -> HttpResponse {
    let running = shared.running();
    let functions: Vec<_> = running
        .pools
        .iter()
        .map(|pool| {
            let spec = &pool.spec;
            json!({
                "FunctionName": *spec.name, "FunctionArn": spec.arn, "Runtime": spec.runtime, "Handler": spec.handler,
                "Timeout": spec.timeout.as_secs(), "MemorySize": spec.memory, "Version": "$LATEST",
            })
        })
        .collect();
    reply(200, Bytes::from(json!({ "Functions": functions }).to_string()))
}

/// Answers one request.
pub(crate) async fn invoke(shared: &std::sync::Arc<Shared>, function: &str, request: &HttpRequest) -> HttpResponse {
    let kind = request.header("x-amz-invocation-type").unwrap_or_default().into_owned();
    let limit = if kind == "Event" { MAX_ASYNC_PAYLOAD } else { MAX_PAYLOAD };
    let payload = if request.body.is_empty() { Bytes::from_static(b"{}") } else { request.body.clone() };
    if payload.len() > limit {
        return too_large(limit);
    }
    if let Err(error) = serde_json::from_slice::<serde::de::IgnoredAny>(&payload) {
        let text = format!("Could not parse request body into json: {error}");
        return error_response(400, "InvalidRequestContentException", &text);
    }
    let call = Call {
        payload,
        trace_id: request.header("x-amzn-trace-id").map(std::borrow::Cow::into_owned),
        client_context: request.header("x-amz-client-context").and_then(|text| client_context(&text)),
    };
    match kind.as_str() {
        "" | "RequestResponse" => {
            let wants_log = request.header("x-amz-log-type").is_some_and(|kind| kind == "Tail");
            answer(shared, function, call, wants_log).await
        }
        "Event" => accept(shared, function, call),
        "DryRun" => match shared.running().pool(function) {
            Some(_) => reply(204, Bytes::new()),
            None => not_found(shared, function),
        },
        other => error_response(400, "InvalidParameterValueException", &format!("`{other}` is no invocation type")),
    }
}

async fn answer(shared: &Shared, function: &str, call: Call, wants_log: bool) -> HttpResponse {
    match shared.invoke(function, call).await {
        Ok(completed) => {
            shared.record(function, "invoke".to_owned(), 200, &completed);
            let mut response = completed_response(&completed);
            if wants_log && let Ok(log) = HeaderValue::try_from(log_tail(&completed)) {
                response.headers_mut().insert("x-amz-log-result", log);
            }
            response
        }
        Err(error) => refused(shared, function, &error),
    }
}

/// An asynchronous invocation: accepted now, run meanwhile.
fn accept(shared: &std::sync::Arc<Shared>, function: &str, call: Call) -> HttpResponse {
    if shared.running().pool(function).is_none() {
        return not_found(shared, function);
    }
    let (shared, function) = (std::sync::Arc::clone(shared), function.to_owned());
    tokio::spawn(async move {
        if let Ok(completed) = shared.invoke(&function, call).await {
            shared.record(&function, "invoke (event)".to_owned(), 202, &completed);
        }
    });
    reply(202, Bytes::new())
}

fn completed_response(completed: &Completed) -> HttpResponse {
    let (body, failed) = match &completed.outcome {
        Outcome::Answered(response) => (response.body.clone(), false),
        Outcome::Failed { body, .. } => (body.clone(), true),
    };
    let mut response = reply(200, body);
    let headers = response.headers_mut();
    headers.insert("x-amz-executed-version", HeaderValue::from_static("$LATEST"));
    if let Ok(id) = HeaderValue::try_from(&completed.request_id) {
        headers.insert("x-amzn-requestid", id);
    }
    if failed {
        headers.insert("x-amz-function-error", HeaderValue::from_static("Unhandled"));
    }
    response
}

/// The last 4 KB of what the function printed, in base64.
fn log_tail(completed: &Completed) -> String {
    let log: String = completed.logs.iter().map(|line| format!("{}\n", line.text)).collect();
    let bytes = log.as_bytes();
    STANDARD.encode(bytes.get(bytes.len().saturating_sub(LOG_TAIL)..).unwrap_or_default())
}

/// The answer when a function was not invoked.
fn refused(shared: &Shared, function: &str, error: &InvokeError) -> HttpResponse {
    match error {
        InvokeError::Unknown(_) => not_found(shared, function),
        // In the cloud this shows only once the function is loaded, as a failure of the invocation.
        InvokeError::Unserved(reason @ Unserved::Handler { .. }) => {
            let mut response =
                reply(200, Failure::new("Runtime.ImportModuleError", reason.to_string()).to_json().into());
            response.headers_mut().insert("x-amz-function-error", HeaderValue::from_static("Unhandled"));
            response
        }
        InvokeError::Unserved(reason) => {
            error_response(502, "InvalidRuntimeException", &format!("{function}: {reason}"))
        }
        InvokeError::Throttled => error_response(429, "TooManyRequestsException", "Rate Exceeded."),
    }
}

fn not_found(shared: &Shared, function: &str) -> HttpResponse {
    let running = shared.running();
    let arn = format!("arn:aws:lambda:{}:{}:function:{function}", running.region, running.account);
    let names: Vec<_> = running.pools.iter().map(|pool| pool.spec.name.to_string()).collect();
    error_response(
        404,
        "ResourceNotFoundException",
        &format!("Function not found: {arn} (there is: {})", names.join(", ")),
    )
}

fn too_large(limit: usize) -> HttpResponse {
    let text = format!("Request must be smaller than {limit} bytes for the InvokeFunction operation");
    error_response(413, "RequestTooLargeException", &text)
}

/// An error in the form that SDKs turn into an exception of that name.
pub(crate) fn error_response(status: u16, kind: &'static str, text: &str) -> HttpResponse {
    let user = if status < 500 { "User" } else { "Service" };
    let mut response =
        reply(status, Bytes::from(json!({ "Type": user, "message": text, "Message": text }).to_string()));
    response.headers_mut().insert(HeaderName::from_static("x-amzn-errortype"), HeaderValue::from_static(kind));
    response
}

fn reply(status: u16, body: Bytes) -> HttpResponse {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Reply { status, headers, body }.into_response().unwrap_or_default()
}

/// The header has base64 of JSON; runtimes get the JSON.
fn client_context(text: &str) -> Option<String> {
    let bytes = STANDARD.decode(text.trim()).ok()?;
    let json = String::from_utf8(bytes).ok()?;
    serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok().then(|| json.replace(['\r', '\n'], " "))
}
