//! Streamed responses. An HTTP response begins with a prelude: JSON with status, headers and cookies, then eight NUL
//! bytes, then the body.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Header that says how the response is delivered.
pub const RESPONSE_MODE: &str = "lambda-runtime-function-response-mode";
/// Value of [`RESPONSE_MODE`] for a streamed response.
pub const STREAMING: &str = "streaming";
/// Content type of a streamed response that begins with a prelude.
pub const HTTP_CONTENT_TYPE: &str = "application/vnd.awslambda.http-integration-response";
/// Trailer with the kind of a failure in the middle of a stream.
pub const TRAILER_ERROR_TYPE: &str = "lambda-runtime-function-error-type";
/// Trailer with the base64 text of a failure in the middle of a stream.
pub const TRAILER_ERROR_BODY: &str = "lambda-runtime-function-error-body";

const SEPARATOR: [u8; 8] = [0; 8];

/// Status, headers and cookies of a streamed HTTP response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HttpPrelude {
    /// Status code, 200 when not given.
    pub status_code: Option<u16>,
    /// Response headers.
    pub headers: BTreeMap<String, String>,
    /// Values of `Set-Cookie`.
    pub cookies: Vec<String>,
}

/// A prelude that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PreludeError {
    /// The eight NUL bytes are missing.
    #[error("no separator after the prelude")]
    Separator,
    /// What stands before them is not the JSON expected.
    #[error("malformed prelude: {0}")]
    Json(#[from] serde_json::Error),
}

impl HttpPrelude {
    /// Splits a complete response into prelude and body.
    ///
    /// # Errors
    /// When the separator is missing or the JSON before it is malformed.
    pub fn split(response: &[u8]) -> Result<(Self, &[u8]), PreludeError> {
        let at =
            response.windows(SEPARATOR.len()).position(|window| window == SEPARATOR).ok_or(PreludeError::Separator)?;
        let (json, rest) = response.split_at_checked(at).ok_or(PreludeError::Separator)?;
        let body = rest.get(SEPARATOR.len()..).unwrap_or_default();
        Ok((serde_json::from_slice(json)?, body))
    }

    /// The bytes that come before the body.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Numbers, strings and lists of strings always serialize.
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.extend(SEPARATOR);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prelude_and_body_come_apart() {
        let prelude = HttpPrelude {
            status_code: Some(201),
            headers: BTreeMap::from([("content-type".into(), "text/html".into())]),
            cookies: vec!["a=1".into()],
        };
        let mut bytes = prelude.to_bytes();
        bytes.extend(b"body\0\0\0\0\0\0\0\0more");
        let (read, body) = HttpPrelude::split(&bytes).unwrap();
        assert_eq!((read, body), (prelude, &b"body\0\0\0\0\0\0\0\0more"[..]));
    }

    #[test]
    fn a_response_without_prelude_is_an_error() {
        assert!(matches!(HttpPrelude::split(b"{}"), Err(PreludeError::Separator)));
        assert!(matches!(HttpPrelude::split(b"x\0\0\0\0\0\0\0\0"), Err(PreludeError::Json(_))));
    }
}
