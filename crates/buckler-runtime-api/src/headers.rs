//! What comes with an event besides its body.

/// Identifier of the invocation.
pub const REQUEST_ID: &str = "lambda-runtime-aws-request-id";
/// When the invocation times out, in milliseconds since 1970.
pub const DEADLINE: &str = "lambda-runtime-deadline-ms";
/// ARN the function was invoked by.
pub const ARN: &str = "lambda-runtime-invoked-function-arn";
/// Trace header of the invocation.
pub const TRACE_ID: &str = "lambda-runtime-trace-id";
/// JSON about a mobile client.
pub const CLIENT_CONTEXT: &str = "lambda-runtime-client-context";
/// JSON about a Cognito identity.
pub const COGNITO_IDENTITY: &str = "lambda-runtime-cognito-identity";
/// In a report of a failure: its kind.
pub const ERROR_TYPE: &str = "lambda-runtime-function-error-type";

/// The headers of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvocationHeaders {
    /// Identifier of the invocation, a UUID.
    pub request_id: String,
    /// When it times out, in milliseconds since 1970.
    pub deadline_ms: u64,
    /// ARN the function was invoked by.
    pub arn: String,
    /// Trace header, for `_X_AMZN_TRACE_ID`.
    pub trace_id: String,
    /// JSON about a mobile client, if the caller gave any.
    pub client_context: Option<String>,
    /// JSON about a Cognito identity, if there is one.
    pub cognito_identity: Option<String>,
}

impl InvocationHeaders {
    /// Names and values, as the API sends them.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let fixed = [
            (REQUEST_ID, self.request_id.clone()),
            (DEADLINE, self.deadline_ms.to_string()),
            (ARN, self.arn.clone()),
            (TRACE_ID, self.trace_id.clone()),
        ];
        let client = self.client_context.clone().map(|json| (CLIENT_CONTEXT, json));
        let identity = self.cognito_identity.clone().map(|json| (COGNITO_IDENTITY, json));
        fixed.into_iter().chain(client).chain(identity)
    }

    /// Reads them from a response; `value` looks a lower-case name up. `None` without an identifier.
    pub fn read<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let text = |name| value(name).unwrap_or_default().to_owned();
        Some(Self {
            request_id: value(REQUEST_ID)?.to_owned(),
            deadline_ms: value(DEADLINE).and_then(|text| text.parse().ok()).unwrap_or_default(),
            arn: text(ARN),
            trace_id: text(TRACE_ID),
            client_context: value(CLIENT_CONTEXT).map(str::to_owned),
            cognito_identity: value(COGNITO_IDENTITY).map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_survive_the_wire() {
        let headers = InvocationHeaders {
            request_id: "r-1".into(),
            deadline_ms: 1_795_600_800_000,
            arn: "arn:aws:lambda:eu-west-1:123456789012:function:Fn".into(),
            trace_id: "Root=1-0-0".into(),
            client_context: Some("{}".into()),
            cognito_identity: None,
        };
        let pairs: Vec<_> = headers.pairs().collect();
        let find = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        assert_eq!(InvocationHeaders::read(find), Some(headers));
    }
}
