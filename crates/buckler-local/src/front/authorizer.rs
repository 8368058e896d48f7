//! Functions that decide who may call a REST API. Their answers are not cached.
//!
//! Source: "Use API Gateway Lambda authorizers", input to and output from an authorizer.

use buckler_template::{Api, Authorizer, AuthorizerKind};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::request::{HttpRequest, HttpResponse, message, scalar};
use super::rest::{API_ID, Place};
use super::router::wildcard;
use crate::event::Outcome;
use crate::platform::Shared;
use crate::pool::Call;

/// Why a request does not reach its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It does not say who calls, or the authorizer does not know them.
    Unauthorized,
    /// The policy denies it.
    Denied,
    /// The policy does not allow it.
    NotAllowed,
    /// The authorizer failed.
    Broken,
}

impl Refusal {
    fn status(self) -> u16 {
        match self {
            Self::Unauthorized => 401,
            Self::Denied | Self::NotAllowed => 403,
            Self::Broken => 500,
        }
    }

    /// The answer for the caller.
    pub(crate) fn response(self) -> HttpResponse {
        let (key, text) = match self {
            Self::Unauthorized => ("message", "Unauthorized"),
            Self::Denied => ("Message", "User is not authorized to access this resource with an explicit deny"),
            Self::NotAllowed => ("Message", "User is not authorized to access this resource"),
            Self::Broken => ("message", "Internal server error"),
        };
        message(self.status(), key, text)
    }
}

/// Asks the authorizer about a request whose event would be `event`. What the function then finds in
/// `requestContext.authorizer`, or why it is not called.
pub(crate) async fn authorize(
    shared: &Shared,
    authorizer: &Authorizer,
    api: &Api,
    request: &HttpRequest,
    event: &Value,
    place: &Place<'_>,
) -> Result<Value, Refusal> {
    let arn = method_arn(api, event, place);
    let question = question(authorizer, request, event, &arn).ok_or(Refusal::Unauthorized)?;
    let call = Call { payload: Bytes::from(question.to_string()), ..Call::default() };
    let completed = shared.invoke(&authorizer.function, call).await.map_err(|_| Refusal::Broken)?;
    let decided = match &completed.outcome {
        Outcome::Answered(answer) => match serde_json::from_slice(&answer.body) {
            Ok(policy) => decide(&policy, &arn),
            Err(_) => Err(Refusal::Broken),
        },
        Outcome::Failed { .. } if completed.outcome.failure_message() == "Unauthorized" => Err(Refusal::Unauthorized),
        Outcome::Failed { .. } => Err(Refusal::Broken),
    };
    let status = decided.as_ref().map_or_else(|refusal| refusal.status(), |_| 200);
    shared.record(&authorizer.function, "authorizer".to_owned(), status, &completed);
    decided
}

/// The event for the authorizer; `None` when the request lacks what identifies the caller.
fn question(authorizer: &Authorizer, request: &HttpRequest, event: &Value, arn: &str) -> Option<Value> {
    match &authorizer.kind {
        AuthorizerKind::Token { header } => {
            let token = request.header(&header.to_ascii_lowercase())?;
            Some(json!({"type": "TOKEN", "methodArn": arn, "authorizationToken": token}))
        }
        AuthorizerKind::Request { headers, query } => {
            let pairs = request.query_pairs();
            let has_headers = headers.iter().all(|name| request.header(&name.to_ascii_lowercase()).is_some());
            let has_query = query.iter().all(|name| pairs.iter().any(|(key, _)| key == name));
            let mut question: Map<String, Value> = event.as_object().cloned()?;
            question.retain(|name, _| name != "body" && name != "isBase64Encoded");
            question.insert("type".to_owned(), json!("REQUEST"));
            question.insert("methodArn".to_owned(), json!(arn));
            (has_headers && has_query).then_some(Value::Object(question))
        }
    }
}

fn method_arn(api: &Api, event: &Value, place: &Place<'_>) -> String {
    let text = |key| event.get(key).and_then(Value::as_str).unwrap_or_default();
    let (method, path) = (text("httpMethod"), text("path").trim_start_matches('/'));
    format!("arn:aws:execute-api:{}:{}:{API_ID}/{}/{method}/{path}", place.region, place.account, api.stage)
}

/// What the policy says about the method: a refusal that matches wins, without a permission nobody passes.
fn decide(policy: &Value, arn: &str) -> Result<Value, Refusal> {
    let (Some(principal), Some(statements)) =
        (policy.get("principalId").and_then(scalar), policy.pointer("/policyDocument/Statement"))
    else {
        return Err(Refusal::Broken);
    };
    let has = |effect: &str| {
        many(statements)
            .any(|statement| statement.get("Effect").and_then(Value::as_str) == Some(effect) && applies(statement, arn))
    };
    if has("Deny") {
        return Err(Refusal::Denied);
    }
    if !has("Allow") {
        return Err(Refusal::NotAllowed);
    }
    context(principal, policy.get("context"))
}

fn applies(statement: &Value, arn: &str) -> bool {
    let matches = |key: &str, text: &str| {
        statement
            .get(key)
            .is_some_and(|patterns| many(patterns).filter_map(Value::as_str).any(|pattern| wildcard(pattern, text)))
    };
    matches("Action", "execute-api:Invoke") && matches("Resource", arn)
}

/// The items of a list, or the one value that stands in its place.
fn many(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

/// The context as the function gets it: every value is text. Lists and objects are not allowed there.
fn context(principal: String, context: Option<&Value>) -> Result<Value, Refusal> {
    let mut found = Map::from_iter([("principalId".to_owned(), Value::from(principal))]);
    for (name, value) in context.and_then(Value::as_object).into_iter().flatten() {
        match scalar(value) {
            Some(text) => {
                found.insert(name.clone(), Value::from(text));
            }
            None if value.is_null() => {}
            None => return Err(Refusal::Broken),
        }
    }
    Ok(Value::Object(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:execute-api:eu-west-1:123456789012:localapi00/Prod/GET/a/b";

    fn decided(statements: Value) -> u16 {
        let policy = json!({"principalId": "u", "policyDocument": {"Statement": statements}});
        decide(&policy, ARN).map_or_else(Refusal::status, |_| 200)
    }

    #[test]
    fn a_refusal_wins_and_silence_refuses() {
        let statement = |effect: &str, resource: &str| json!({"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource});
        assert_eq!(decided(statement("Allow", ARN)), 200);
        assert_eq!(decided(json!([statement("Allow", "arn:aws:execute-api:*/GET/*")])), 200);
        assert_eq!(decided(json!([statement("Allow", "*"), statement("Deny", "*/a/*")])), 403);
        assert_eq!(decided(json!([statement("Allow", "*/POST/*")])), 403);
        assert_eq!(decided(json!([])), 403);
        assert_eq!(decided(json!([{"Action": ["s3:*"], "Effect": "Allow", "Resource": ["*"]}])), 403);
    }

    #[test]
    fn context_values_become_text() {
        let found = context("u".into(), Some(&json!({"n": 5, "ok": true, "s": "t", "none": null})));
        assert_eq!(found, Ok(json!({"principalId": "u", "n": "5", "ok": "true", "s": "t"})));
        assert!(context("u".into(), Some(&json!({"list": []}))).is_err());
    }
}
