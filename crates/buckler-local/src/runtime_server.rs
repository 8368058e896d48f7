//! The Runtime API of one process, on a port of its own.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use buckler_runtime_api::{
    ERROR_TYPE, Failure, InvocationHeaders, MAX_RESPONSE, MAX_STREAM, RESPONSE_MODE, Route, STREAMING,
    TRAILER_ERROR_BODY, TRAILER_ERROR_TYPE, kinds,
};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::{JoinHandle, JoinSet};

use crate::event::{Outcome, Response as Answer};
use crate::process::lock;

/// An event on its way to a process.
pub(crate) struct Delivery {
    pub(crate) headers: InvocationHeaders,
    pub(crate) payload: Bytes,
    pub(crate) reply: oneshot::Sender<Outcome>,
}

/// What the server of one process and its instance share.
pub(crate) struct Link {
    inbox: tokio::sync::Mutex<mpsc::Receiver<Delivery>>,
    current: Mutex<Option<(String, oneshot::Sender<Outcome>)>>,
    init_error: Mutex<Option<Outcome>>,
    /// Signalled whenever the process asks for an event.
    pub(crate) ready: Notify,
    /// Signalled when the process reports that it cannot load.
    pub(crate) failed: Notify,
}

/// A running server; it ends when this is dropped.
pub(crate) struct RuntimeServer {
    pub(crate) address: SocketAddr,
    pub(crate) link: Arc<Link>,
    pub(crate) outbox: mpsc::Sender<Delivery>,
    accepting: JoinHandle<()>,
}

impl RuntimeServer {
    /// Starts to listen on a free loopback port.
    pub(crate) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (outbox, inbox) = mpsc::channel(1);
        let link = Arc::new(Link {
            inbox: tokio::sync::Mutex::new(inbox),
            current: Mutex::default(),
            init_error: Mutex::default(),
            ready: Notify::new(),
            failed: Notify::new(),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&link)));
        Ok(Self { address, link, outbox, accepting })
    }
}

impl Drop for RuntimeServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Link {
    /// The failure the process reported while it loaded, if any.
    pub(crate) fn take_init_error(&self) -> Option<Outcome> {
        lock(&self.init_error).take()
    }

    fn finish(&self, id: &str, outcome: Outcome) -> bool {
        let mut current = lock(&self.current);
        match current.take_if(|(expected, _)| expected == id) {
            // Whoever waited may have given up at the time-out.
            Some((_, reply)) => reply.send(outcome).is_ok(),
            None => false,
        }
    }
}

async fn accept(listener: TcpListener, link: Arc<Link>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let _slower = stream.set_nodelay(true);
        let link = Arc::clone(&link);
        let service = service_fn(move |request| {
            let link = Arc::clone(&link);
            async move { Ok::<_, Infallible>(serve(&link, request).await) }
        });
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        connections.spawn(async move {
            // A connection that breaks off is the process's affair; its end is noticed elsewhere.
            let _broken = connection.await;
        });
    }
}

async fn serve(link: &Link, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    match Route::parse(head.method.as_str(), head.uri.path()) {
        Some(Route::Next) => next(link).await,
        Some(Route::Response(id)) => response(link, id, &head.headers, body).await,
        Some(Route::Error(id)) => match failure(&head.headers, body).await {
            Some(outcome) => finished(link.finish(id, outcome)),
            None => too_large(),
        },
        Some(Route::InitError) => {
            *lock(&link.init_error) = failure(&head.headers, body).await;
            link.failed.notify_one();
            accepted()
        }
        None => refused(StatusCode::NOT_FOUND, "InvalidRequest", "no such path in the runtime API"),
    }
}

async fn next(link: &Link) -> Response<Full<Bytes>> {
    link.ready.notify_one();
    let delivery = link.inbox.lock().await.recv().await;
    let Some(Delivery { headers, payload, reply }) = delivery else {
        return refused(StatusCode::GONE, "Shutdown", "the platform is stopping");
    };
    let mut response = Response::new(Full::new(payload));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in headers.pairs() {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    *lock(&link.current) = Some((headers.request_id, reply));
    response
}

async fn response(link: &Link, id: &str, headers: &HeaderMap, body: Incoming) -> Response<Full<Bytes>> {
    let is_streaming = text(headers, RESPONSE_MODE).is_some_and(|mode| mode.eq_ignore_ascii_case(STREAMING));
    let limit = if is_streaming { MAX_STREAM } else { MAX_RESPONSE };
    let Ok(collected) = Limited::new(body, limit).collect().await else {
        link.finish(id, response_too_large(limit));
        return too_large();
    };
    let broken = collected.trailers().and_then(broken_off);
    let streamed = is_streaming.then(|| text(headers, CONTENT_TYPE.as_str()).unwrap_or_default().to_owned());
    let outcome = broken.unwrap_or_else(|| Outcome::Answered(Answer { body: collected.to_bytes(), streamed }));
    finished(link.finish(id, outcome))
}

/// The answer to a result, which is refused when nobody waits for it.
fn finished(expected: bool) -> Response<Full<Bytes>> {
    match expected {
        true => accepted(),
        false => refused(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID"),
    }
}

/// The failure that the trailers of a streamed response report.
fn broken_off(trailers: &HeaderMap) -> Option<Outcome> {
    use base64::Engine as _;
    let kind = text(trailers, TRAILER_ERROR_TYPE)?.to_owned();
    let body = text(trailers, TRAILER_ERROR_BODY).unwrap_or_default();
    let body = base64::engine::general_purpose::STANDARD.decode(body).unwrap_or_default();
    Some(Outcome::Failed { body: Failure::body_of_report(&body, Some(&kind)).into(), kind })
}

async fn failure(headers: &HeaderMap, body: Incoming) -> Option<Outcome> {
    let body = Limited::new(body, MAX_RESPONSE).collect().await.ok()?.to_bytes();
    let header = text(headers, ERROR_TYPE);
    let body = Failure::body_of_report(&body, header);
    let in_body = serde_json::from_slice::<Failure>(&body).map(|failure| failure.error_type).unwrap_or_default();
    let kind = match header {
        Some(kind) => kind.to_owned(),
        None if in_body.is_empty() => kinds::UNKNOWN.to_owned(),
        None => in_body,
    };
    Some(Outcome::Failed { kind, body: body.into() })
}

fn response_too_large(limit: usize) -> Outcome {
    let message = format!("Response payload size exceeded maximum allowed payload size ({limit} bytes).");
    let body = Failure::new(kinds::RESPONSE_SIZE, message).to_json().into();
    Outcome::Failed { kind: kinds::RESPONSE_SIZE.to_owned(), body }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn accepted() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(br#"{"status":"OK"}"#)));
    *response.status_mut() = StatusCode::ACCEPTED;
    response
}

fn too_large() -> Response<Full<Bytes>> {
    refused(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", "the response is too large")
}

fn refused(status: StatusCode, kind: &str, message: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Failure::new(kind, message).to_json().into()));
    *response.status_mut() = status;
    response
}
