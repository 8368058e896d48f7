//! A small HTTP client for servers on this machine: one request a connection, bounded in time and size.

use std::time::Duration;

use anyhow::{Context, bail};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// How long a whole exchange may take: longer than any function of the demo is allowed to run.
const PATIENCE: Duration = Duration::from_secs(30);
const LARGEST_BODY: usize = 8 << 20;

/// A request to a server on this machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    pub(super) method: String,
    /// Where to, `http://127.0.0.1:PORT` with or without a beginning of the path.
    pub(super) base: String,
    /// Path and query, percent-encoded.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Response {
    /// The first header of that name, in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Headers and body as one text, as someone reads it who looks for a secret.
    pub(super) fn text(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}\n"));
        headers.chain([self.body.clone()]).collect()
    }
}

/// Sends the request and reads the whole answer.
pub(super) async fn send(request: &Request) -> anyhow::Result<Response> {
    let answer = tokio::time::timeout(PATIENCE, exchange(request)).await;
    match answer {
        Ok(answer) => answer.with_context(|| format!("no answer from {}", request.base)),
        Err(_) => bail!("no answer from {} within {} s", request.base, PATIENCE.as_secs()),
    }
}

/// Asks for `target` with `GET`, and takes nothing but success.
pub(super) async fn text(base: &str, target: &str) -> anyhow::Result<String> {
    post(base, target, "").await
}

/// Sends `body` with `POST`, and takes nothing but success.
pub(super) async fn post(base: &str, target: &str, body: &str) -> anyhow::Result<String> {
    let request = Request {
        method: "POST".into(),
        base: base.into(),
        target: target.into(),
        body: body.as_bytes().to_vec(),
        ..Request::default()
    };
    let response = send(&request).await?;
    if response.status != 200 {
        bail!("{base}{target} answered {}: {}", response.status, response.body.trim());
    }
    Ok(response.body)
}

async fn exchange(request: &Request) -> anyhow::Result<Response> {
    let (authority, prefix) = split(&request.base)?;
    let stream = TcpStream::connect(authority).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let driver = tokio::spawn(connection);
    let answer = sender.send_request(message(request, authority, prefix)?).await?;
    let response = read(answer).await;
    driver.abort();
    response
}

fn split(base: &str) -> anyhow::Result<(&str, &str)> {
    let rest = base.strip_prefix("http://").with_context(|| format!("`{base}` is no http address"))?;
    let (authority, prefix) = rest.split_once('/').map_or((rest, ""), |(authority, _)| {
        (authority, rest.strip_prefix(authority).unwrap_or_default().trim_end_matches('/'))
    });
    Ok((authority, prefix))
}

fn message(request: &Request, authority: &str, prefix: &str) -> anyhow::Result<hyper::Request<Full<Bytes>>> {
    let mut message = hyper::Request::builder()
        .method(request.method.as_str())
        .uri(format!("{prefix}{}", request.target))
        .header("host", authority)
        .header("accept", "*/*")
        .header("user-agent", "buckler-demo");
    for (name, value) in &request.headers {
        message = message.header(name, value);
    }
    Ok(message.body(Full::from(request.body.clone()))?)
}

async fn read(answer: hyper::Response<hyper::body::Incoming>) -> anyhow::Result<Response> {
    let (head, body) = answer.into_parts();
    let body = Limited::new(body, LARGEST_BODY).collect().await.map_err(|error| anyhow::anyhow!(error))?;
    let headers = head.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    Ok(Response {
        status: head.status.as_u16(),
        headers: headers.collect(),
        body: String::from_utf8_lossy(&body.to_bytes()).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_may_end_inside_a_path() {
        assert_eq!(split("http://127.0.0.1:3000").unwrap(), ("127.0.0.1:3000", ""));
        assert_eq!(split("http://127.0.0.1:3000/").unwrap(), ("127.0.0.1:3000", ""));
        assert_eq!(split("http://127.0.0.1:3000/url/Preview/").unwrap(), ("127.0.0.1:3000", "/url/Preview"));
        assert!(split("https://127.0.0.1").is_err());
    }

    #[test]
    fn response_text_holds_headers_and_body() {
        let response =
            Response { status: 200, headers: vec![("set-cookie".into(), "session=x".into())], body: "hello".into() };
        assert_eq!(response.text(), "set-cookie: session=x\nhello");
        assert_eq!(response.header("set-cookie"), Some("session=x"));
    }
}
