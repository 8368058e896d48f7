//! The HTTP front end: takes requests, finds the function, makes the event of its trigger, turns the result into the
//! response that trigger gives.

mod authorizer;
mod cors;
mod http_api;
mod invocations;
mod load_balancer;
mod names;
mod request;
mod rest;
mod router;

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use buckler_runtime_api::MAX_PAYLOAD;
use buckler_template::{Api, ApiKind, InvokeMode};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::Request;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use self::names::{SentNames, Watched};
use self::request::{HttpRequest, HttpResponse, message};
use self::rest::Place;
use self::router::{ApiRoute, Rule, Target, UrlTarget};
use crate::clock::now_ms;
use crate::event::{Completed, Event, Outcome};
use crate::platform::{InvokeError, Running, Shared};
use crate::pool::Call;

pub(crate) use self::router::Router;

/// Largest request body that is read: more than any front end takes, so that each can say so in its own words.
const MAX_BODY: usize = 12 * 1024 * 1024;
/// Time a client has for its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
/// Time a REST API waits for a function. Source: API Gateway quotas, integration time-out: 29 seconds.
const REST_TIMEOUT: Duration = Duration::from_secs(29);
/// Time an HTTP API waits for a function. Source: API Gateway quotas, HTTP API integration time-out: 30 seconds.
const HTTP_TIMEOUT: Duration = Duration::from_secs(30);

/// Serves requests until the task is aborted.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of descriptors: those in use come back.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _slower = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        let names = SentNames::default();
        let stream = Watched::new(stream, names.clone());
        let service = service_fn(move |request| {
            let (shared, names) = (Arc::clone(&shared), names.clone());
            async move {
                let sent = names.take();
                let response = respond(&shared, request, peer.ip(), sent).await;
                names.rearm();
                Ok::<_, Infallible>(response)
            }
        });
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).half_close(true);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        connections.spawn(async move {
            // A client that breaks off has no answer to get.
            let _broken = connection.await;
        });
    }
}

async fn respond(
    shared: &Arc<Shared>,
    request: Request<Incoming>,
    peer: IpAddr,
    sent_names: Vec<String>,
) -> HttpResponse {
    match read(shared, request, peer, sent_names).await {
        Some(request) => dispatch(shared, &request).await,
        None => message(413, "message", "Request Entity Too Large"),
    }
}

/// Reads a whole request; `None` when it is larger than any front end takes. What says beforehand that it is too large
/// is not read at all.
async fn read(
    shared: &Shared,
    request: Request<Incoming>,
    peer: IpAddr,
    sent_names: Vec<String>,
) -> Option<HttpRequest> {
    let (head, body) = request.into_parts();
    if body.size_hint().lower() > MAX_BODY as u64 {
        return None;
    }
    let body = Limited::new(body, MAX_BODY).collect().await.ok()?;
    Some(HttpRequest {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        sent_names,
        body: body.to_bytes(),
        peer,
        protocol: format!("{:?}", head.version),
        time_ms: now_ms(),
        port: shared.address.port(),
    })
}

async fn dispatch(shared: &Arc<Shared>, request: &HttpRequest) -> HttpResponse {
    if let Some(function) = invocations::function_of(&request.path) {
        return match request.method.as_str() {
            "POST" => invocations::invoke(shared, &function, request).await,
            _ => invocations::error_response(405, "MethodNotAllowedException", "invocations take POST"),
        };
    }
    if request.method == "GET" && invocations::is_list(&request.path) {
        return invocations::list(shared);
    }
    let running = shared.running();
    let front = Front { shared, running: &running, request };
    let host = request.header("host").unwrap_or_default();
    match running.router.find(&request.method, &request.path, &host) {
        Target::Api { api, route, parameters, path } => front.api(api, route, &parameters, &path).await,
        Target::LoadBalancer(rule) => front.load_balancer(rule).await,
        Target::Url(target, path) => front.url(target, path).await,
        Target::Preflight(cors) => cors::preflight(cors, request),
        Target::None { rest } => unrouted(shared, request, rest),
    }
}

/// The status is the one the service in question gives.
fn unrouted(shared: &Shared, request: &HttpRequest, rest: bool) -> HttpResponse {
    let (status, text) = if rest { (403, "Missing Authentication Token") } else { (404, "Not Found") };
    shared.tell(Event::Unrouted { request: format!("{} {}", request.method, request.path), status });
    message(status, "message", text)
}

/// One request on its way through a front end.
struct Front<'a> {
    shared: &'a Shared,
    running: &'a Running,
    request: &'a HttpRequest,
}

impl Front<'_> {
    async fn api(&self, api: &Api, route: &ApiRoute, parameters: &[(String, String)], path: &str) -> HttpResponse {
        let place = self.place();
        // An HTTP API may be set to the older payload, which it fills like a REST API.
        let is_first_version = api.kind == ApiKind::Rest || route.payload == "1.0";
        let mut event = match is_first_version {
            true => rest::event(self.request, api, route, parameters, path, &place),
            false => {
                let frame = http_api::Frame::api(api, route, parameters, path, &place);
                http_api::event(self.request, &frame, place.account)
            }
        };
        if let Some(authorizer) = route.authorizer(api) {
            match authorizer::authorize(self.shared, authorizer, api, self.request, &event, &place).await {
                Ok(context) => rest::put_authorizer(&mut event, context),
                Err(refusal) => return refusal.response(),
            }
        }
        let (limit, too_late): (_, fn() -> HttpResponse) = match api.kind {
            ApiKind::Rest => (REST_TIMEOUT, rest::timeout),
            ApiKind::Http => (HTTP_TIMEOUT, http_api::timeout),
        };
        let failure = if api.kind == ApiKind::Rest { rest::failure } else { http_api::failure };
        let mut response = self
            .run(
                &route.function,
                &event,
                limit,
                too_late,
                |completed| match &completed.outcome {
                    Outcome::Answered(result) if is_first_version => {
                        rest::response(&result.body, api).unwrap_or_else(failure)
                    }
                    Outcome::Answered(result) => http_api::response(result).unwrap_or_else(failure),
                    Outcome::Failed { .. } => failure(),
                },
                failure,
            )
            .await;
        if let (ApiKind::Http, Some(cors)) = (api.kind, &api.cors) {
            cors::decorate(cors, self.request, &mut response);
        }
        response
    }

    async fn url(&self, target: &UrlTarget, path: String) -> HttpResponse {
        if let (Some(cors), "OPTIONS", Some(_)) =
            (&target.cors, self.request.method.as_str(), self.request.header("origin"))
        {
            return cors::preflight(cors, self.request);
        }
        let place = self.place();
        let frame = http_api::Frame::url(&target.function, path, &place);
        let event = http_api::event(self.request, &frame, place.account);
        // A URL waits as long as the function may run: 15 minutes at most.
        let limit = Duration::from_secs(900);
        let mut response = self
            .run(
                &target.function,
                &event,
                limit,
                http_api::url_failure,
                |completed| match &completed.outcome {
                    // A buffered URL takes a streamed response for what it is without the stream: an error of its
                    // function; a streaming one takes both.
                    Outcome::Answered(result)
                        if result.streamed.is_none() || target.mode == InvokeMode::ResponseStream =>
                    {
                        http_api::response(result).unwrap_or_else(http_api::url_failure)
                    }
                    _ => http_api::url_failure(),
                },
                http_api::url_failure,
            )
            .await;
        if let Some(cors) = &target.cors {
            cors::decorate(cors, self.request, &mut response);
        }
        response
    }

    async fn load_balancer(&self, rule: &Rule) -> HttpResponse {
        if self.request.body.len() > load_balancer::MAX_REQUEST {
            return load_balancer::page(413, "413 Request Entity Too Large");
        }
        let multi_value = rule.rule.multi_value_headers;
        let event = load_balancer::event(self.request, multi_value, &self.place());
        let limit = Duration::from_secs(900);
        let failure = load_balancer::failure;
        self.run(
            &rule.function,
            &event,
            limit,
            failure,
            |completed| match &completed.outcome {
                Outcome::Answered(result) => load_balancer::response(&result.body, multi_value),
                Outcome::Failed { .. } => failure(),
            },
            failure,
        )
        .await
    }

    fn place(&self) -> Place<'_> {
        Place { account: &self.running.account, region: &self.running.region }
    }

    /// Invokes the function and records the invocation with the answer's status.
    async fn run(
        &self,
        function: &str,
        event: &Value,
        limit: Duration,
        too_late: fn() -> HttpResponse,
        map: impl FnOnce(&Completed) -> HttpResponse,
        failure: fn() -> HttpResponse,
    ) -> HttpResponse {
        let payload = Bytes::from(event.to_string());
        if payload.len() > MAX_PAYLOAD {
            return message(413, "message", "Request Entity Too Large");
        }
        let call = Call { payload, ..Call::default() };
        let source = format!("{} {}", self.request.method, self.request.path);
        match tokio::time::timeout(limit, self.shared.invoke(function, call)).await {
            Ok(Ok(completed)) => {
                let response = map(&completed);
                self.shared.record(function, source, response.status().as_u16(), &completed);
                response
            }
            Ok(Err(error)) => self.refused(function, &source, &error, failure),
            Err(_) => too_late(),
        }
    }

    fn refused(
        &self,
        function: &str,
        source: &str,
        error: &InvokeError,
        failure: fn() -> HttpResponse,
    ) -> HttpResponse {
        let response = match error {
            InvokeError::Throttled => message(429, "message", "Too Many Requests"),
            InvokeError::Unknown(_) | InvokeError::Unserved(_) => failure(),
        };
        let status = response.status().as_u16();
        self.shared.tell(Event::Notice(format!("{source} {status} {function}: {error}")));
        response
    }
}
