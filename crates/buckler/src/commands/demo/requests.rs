//! HTTP requests as the table of attacks writes them.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;

use super::cases::Case;
use super::http::Request;
use super::world::encoded;

/// The `send` of a case that arrives over HTTP.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    #[serde(default)]
    method: Option<String>,
    path: String,
    #[serde(default)]
    query: BTreeMap<String, OneOrMore>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    form: Option<BTreeMap<String, String>>,
    #[serde(default)]
    json: Option<Value>,
    #[serde(default)]
    body: Option<String>,
    /// Whether to go where the answer sends the caller.
    #[serde(default)]
    pub(super) follow: bool,
}

/// A parameter may be repeated.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::More(values) => values,
        }
    }
}

/// Reads the request of a case.
///
/// # Errors
/// When it is not in that form.
pub(super) fn read(case: &Case) -> anyhow::Result<Sent> {
    serde_json::from_value(case.send.clone()).with_context(|| format!("{} is no HTTP request", case.id))
}

impl Sent {
    /// The request, to the front end that begins at `base`.
    pub(super) fn request(&self, base: &str) -> Request {
        let (kind, body) = self.content();
        let mut headers: Vec<_> = self.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        headers.extend(kind.map(|kind| ("content-type".to_owned(), kind.to_owned())));
        let usual = if body.is_empty() { "GET" } else { "POST" };
        Request {
            method: self.method.clone().unwrap_or_else(|| usual.to_owned()),
            base: base.to_owned(),
            target: self.target(),
            headers,
            body: body.into_bytes(),
        }
    }

    fn target(&self) -> String {
        let pairs = self.query.iter().flat_map(|(name, values)| values.values().iter().map(move |value| (name, value)));
        let query: Vec<_> = pairs.map(|(name, value)| pair(name, value)).collect();
        if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) }
    }

    fn content(&self) -> (Option<&'static str>, String) {
        if let Some(form) = &self.form {
            let pairs: Vec<_> = form.iter().map(|(name, value)| pair(name, value)).collect();
            return (Some("application/x-www-form-urlencoded"), pairs.join("&"));
        }
        if let Some(json) = &self.json {
            return (Some("application/json"), json.to_string());
        }
        (self.body.as_ref().map(|_| "text/plain"), self.body.clone().unwrap_or_default())
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", encoded(name), encoded(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(send: Value) -> Request {
        serde_json::from_value::<Sent>(send).unwrap().request("http://127.0.0.1:1")
    }

    #[test]
    fn repeated_parameters_stay_repeated() {
        let request = request(json!({ "path": "/orders", "query": { "item": ["a b", "c&d"], "sort": "id" } }));
        assert_eq!(
            (request.method.as_str(), request.target.as_str()),
            ("GET", "/orders?item=a%20b&item=c%26d&sort=id")
        );
    }

    #[test]
    fn form_is_posted_as_a_form() {
        let request = request(json!({ "path": "/login", "form": { "name": "root' --" } }));
        assert_eq!(request.method, "POST");
        assert_eq!(request.body, b"name=root%27%20--");
        assert_eq!(request.headers, [("content-type".into(), "application/x-www-form-urlencoded".into())]);
    }

    #[test]
    fn method_of_the_case_wins() {
        assert_eq!(request(json!({ "path": "/", "method": "PUT", "body": "x" })).method, "PUT");
        assert_eq!(request(json!({ "path": "/", "method": "DELETE" })).method, "DELETE");
    }
}
