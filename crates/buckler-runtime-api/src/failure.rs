//! How a failure is reported, by a runtime to the platform and by the platform to a caller.

use serde::{Deserialize, Serialize};

/// Kinds of failures that the platform itself reports.
pub mod kinds {
    /// The process ended before it answered.
    pub const EXIT: &str = "Runtime.ExitError";
    /// The process could not be started.
    pub const ENTRYPOINT: &str = "Runtime.InvalidEntrypoint";
    /// The invocation took longer than the function may.
    pub const TIMEOUT: &str = "Sandbox.Timedout";
    /// The response is larger than [`MAX_RESPONSE`](crate::MAX_RESPONSE).
    pub const RESPONSE_SIZE: &str = "Function.ResponseSizeTooLarge";
    /// The response is no JSON.
    pub const INVALID_RESPONSE: &str = "Runtime.InvalidResponse";
    /// Anything a runtime reported without a kind.
    pub const UNKNOWN: &str = "Function.Unknown";
}

/// The body of a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Failure {
    /// Kind, such as `TypeError` or `Runtime.ExitError`.
    pub error_type: String,
    /// What happened.
    pub error_message: String,
    /// Lines of the stack, where the runtime knows them.
    #[serde(skip_serializing_if = "Option::is_none", alias = "trace")]
    pub stack_trace: Option<Vec<String>>,
}

impl Failure {
    /// A failure without a stack.
    pub fn new(kind: &str, message: impl Into<String>) -> Self {
        Self { error_type: kind.to_owned(), error_message: message.into(), stack_trace: None }
    }

    /// What the caller of an invocation gets for a report: the body as the runtime wrote it when that is JSON, else a
    /// failure of the kind the header named.
    pub fn body_of_report(body: &[u8], header: Option<&str>) -> Vec<u8> {
        match serde_json::from_slice::<serde::de::IgnoredAny>(body) {
            Ok(_) => body.to_vec(),
            Err(_) => Self::new(header.unwrap_or(kinds::UNKNOWN), "the runtime reported no reason").to_json(),
        }
    }

    /// As JSON.
    pub fn to_json(&self) -> Vec<u8> {
        // Strings and a list of strings always serialize.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_have_the_names_callers_know() {
        let failure = Failure::new(kinds::EXIT, "exit status 1");
        assert_eq!(failure.to_json(), br#"{"errorType":"Runtime.ExitError","errorMessage":"exit status 1"}"#);
        let read: Failure = serde_json::from_str(r#"{"errorMessage":"x","trace":["a"]}"#).unwrap();
        assert_eq!(read.stack_trace, Some(vec!["a".to_owned()]));
    }

    #[test]
    fn a_report_that_is_no_json_still_becomes_one() {
        assert_eq!(Failure::body_of_report(b"{\"a\":1}", None), b"{\"a\":1}");
        let body = Failure::body_of_report(b"oops", Some("Runtime.Oops"));
        assert_eq!(serde_json::from_slice::<Failure>(&body).unwrap().error_type, "Runtime.Oops");
    }
}
