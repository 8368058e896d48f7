//! One HTTP request as the front ends see it, and the answers they give.

use std::borrow::Cow;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

/// An answer of the front end.
pub(crate) type HttpResponse = Response<Full<Bytes>>;

/// A complete request.
pub(crate) struct HttpRequest {
    pub(crate) method: String,
    /// Path as it was sent, still encoded.
    pub(crate) path: String,
    /// Query as it was sent, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    /// Names of headers as they were sent, as far as that is known.
    pub(crate) sent_names: Vec<String>,
    pub(crate) body: Bytes,
    pub(crate) peer: IpAddr,
    pub(crate) protocol: String,
    /// When it came, in milliseconds since 1970.
    pub(crate) time_ms: u64,
    /// Port of the front end, which `x-forwarded-port` tells.
    pub(crate) port: u16,
}

impl HttpRequest {
    /// A header's first value, as text.
    pub(crate) fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        self.headers.get(name).map(text)
    }

    /// Query pairs, decoded, in the order sent.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned().collect()
    }

    /// Query pairs as sent.
    pub(crate) fn raw_query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect()
    }

    /// Headers in the order of their first value, with the ones that a front end adds. Names are lower-case.
    pub(crate) fn header_pairs(&self) -> Vec<(String, String)> {
        let sent = self.headers.iter().filter(|(name, _)| !HOP_BY_HOP.contains(&name.as_str()));
        let mut pairs: Vec<_> =
            sent.map(|(name, value)| (name.as_str().to_owned(), text(value).into_owned())).collect();
        let added = [
            ("x-forwarded-for", self.peer.to_string()),
            ("x-forwarded-port", self.port.to_string()),
            ("x-forwarded-proto", "http".to_owned()),
        ];
        for (name, value) in added {
            if !self.headers.contains_key(name) {
                pairs.push((name.to_owned(), value));
            }
        }
        pairs
    }

    /// The body as an event has it: text, or base64 and `true`. `as_text` is the front end's rule for the content
    /// type; what is no UTF-8 is never text.
    pub(crate) fn event_body(&self, as_text: bool) -> (Option<String>, bool) {
        if self.body.is_empty() {
            return (None, false);
        }
        match std::str::from_utf8(&self.body) {
            Ok(body) if as_text => (Some(body.to_owned()), false),
            _ => (Some(STANDARD.encode(&self.body)), true),
        }
    }

    /// The content type without its parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        value.split(';').next().map(|media| media.trim().to_ascii_lowercase())
    }
}

/// Headers of one connection only; a front end does not pass them on.
const HOP_BY_HOP: [&str; 5] = ["connection", "keep-alive", "transfer-encoding", "te", "upgrade"];

/// A header's value; bytes that are no UTF-8 are replaced.
fn text(value: &HeaderValue) -> Cow<'_, str> {
    String::from_utf8_lossy(value.as_bytes())
}

/// Percent-decodes a part of a path.
pub(crate) fn decode(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

/// A JSON object whose keys keep the last of their values.
pub(crate) fn last_values(pairs: &[(String, String)]) -> Value {
    let mut map = Map::new();
    for (name, value) in pairs {
        map.insert(name.clone(), Value::from(value.as_str()));
    }
    Value::Object(map)
}

/// A JSON object whose keys have all their values joined.
pub(crate) fn joined_values(pairs: &[(String, String)], separator: &str) -> Value {
    let mut map = Map::new();
    for (name, value) in pairs {
        match map.get_mut(name) {
            Some(Value::String(text)) => {
                text.push_str(separator);
                text.push_str(value);
            }
            _ => drop(map.insert(name.clone(), Value::from(value.as_str()))),
        }
    }
    Value::Object(map)
}

/// A JSON object whose keys have lists of all their values.
pub(crate) fn all_values(pairs: &[(String, String)]) -> Value {
    let mut map = Map::new();
    for (name, value) in pairs {
        let list = map.entry(name.clone()).or_insert_with(|| json!([]));
        if let Value::Array(values) = list {
            values.push(Value::from(value.as_str()));
        }
    }
    Value::Object(map)
}

/// `null` in place of an empty object, as REST APIs and load balancers write it.
pub(crate) fn or_null(object: Value) -> Value {
    match object.as_object().is_some_and(Map::is_empty) {
        true => Value::Null,
        false => object,
    }
}

/// The answer that a function gave, in the parts all front ends share.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Reply {
    /// As HTTP. Headers that HTTP does not allow are left out; `None` when the status is none.
    pub(crate) fn into_response(self) -> Option<HttpResponse> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).ok().filter(|status| status.as_u16() >= 200)?;
        for (name, value) in self.headers {
            let name = HeaderName::try_from(name.to_ascii_lowercase());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value))
                && !HOP_BY_HOP.contains(&name.as_str())
                && name != hyper::header::CONTENT_LENGTH
            {
                response.headers_mut().append(name, value);
            }
        }
        Some(response)
    }

    /// Gives the response a content type when it has none.
    pub(crate) fn default_content_type(&mut self, media: &str) {
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str())) {
            self.headers.push((CONTENT_TYPE.to_string(), media.to_owned()));
        }
    }
}

/// Reads `statusCode`, which may be a number or digits.
pub(crate) fn status_code(value: &Value) -> Option<u16> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|code| u16::try_from(code).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|code| (200..600).contains(code))
}

/// Text of a header's value, which handlers also write as number or flag.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The pairs of an object of scalars.
pub(crate) fn scalar_pairs(object: &Value) -> Vec<(String, String)> {
    let entries = object.as_object().into_iter().flatten();
    entries.filter_map(|(name, value)| Some((name.clone(), scalar(value)?))).collect()
}

/// The pairs of an object of lists.
pub(crate) fn list_pairs(object: &Value) -> Vec<(String, String)> {
    let entries = object.as_object().into_iter().flatten();
    let lists = entries.flat_map(|(name, list)| list.as_array().into_iter().flatten().map(move |value| (name, value)));
    lists.filter_map(|(name, value)| Some((name.clone(), scalar(value)?))).collect()
}

/// Decodes a response's body; `None` when it is declared as base64 and is none.
pub(crate) fn response_body(body: &str, is_base64: bool) -> Option<Bytes> {
    if !is_base64 {
        return Some(Bytes::copy_from_slice(body.as_bytes()));
    }
    STANDARD.decode(body.trim()).ok().map(Bytes::from)
}

/// An answer of the front end itself, in JSON.
pub(crate) fn message(status: u16, key: &str, text: &str) -> HttpResponse {
    let reply = Reply {
        status,
        headers: vec![(CONTENT_TYPE.to_string(), "application/json".to_owned())],
        body: Bytes::from(json!({ key: text }).to_string()),
    };
    reply.into_response().unwrap_or_default()
}
