//! An application in a temporary folder, running, and a client for it.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::sync::Arc;
use std::time::Duration;

use buckler_local::{Event, NodeRuntime, Options, Platform, Project, Record};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

/// A running application.
pub(crate) struct App {
    pub(crate) platform: Platform,
    pub(crate) folder: TempDir,
    pub(crate) events: Receiver<Event>,
}

impl App {
    /// Starts the functions of `resources`, which get Node.js and their code from `files`.
    pub(crate) async fn start(resources: &str, files: &[(&str, &str)]) -> Self {
        Self::with(resources, files, |_| {}).await
    }

    /// The same with other options.
    pub(crate) async fn with(resources: &str, files: &[(&str, &str)], change: impl FnOnce(&mut Options)) -> Self {
        let globals = "Transform: AWS::Serverless-2016-10-31\nGlobals: {Function: {Runtime: nodejs20.x, CodeUri: ., Timeout: 5}}\n";
        let template = format!("{globals}Resources:\n{resources}");
        let files: Vec<_> = files.iter().copied().chain([("template.yaml", template.as_str())]).collect();
        Self::of(&files, change).await
    }

    /// Starts what the files describe; one of them is a template.
    pub(crate) async fn of(files: &[(&str, &str)], change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut options = Options { nodes: vec![NodeRuntime::probe("node").unwrap()], ..Options::default() };
        change(&mut options);
        let project = Project::load(folder.path(), &Options::deployment()).unwrap();
        let platform = Platform::start(project, options).await.unwrap();
        let events = platform.subscribe();
        Self { platform, folder, events }
    }

    /// Sends a request.
    pub(crate) async fn http(&self, request: Request<Full<Bytes>>) -> Response<Bytes> {
        let stream = tokio::net::TcpStream::connect(self.platform.address()).await.unwrap();
        let connection =
            hyper::client::conn::http1::Builder::new().title_case_headers(false).handshake(TokioIo::new(stream));
        let (mut sender, connection) = connection.await.unwrap();
        tokio::spawn(connection);
        let (head, body) = sender.send_request(request).await.unwrap().into_parts();
        Response::from_parts(head, body.collect().await.unwrap().to_bytes())
    }

    /// Sends a request without a body.
    pub(crate) async fn get(&self, path: &str) -> Response<Bytes> {
        self.http(Request::get(path).header("host", "app.test").body(Full::default()).unwrap()).await
    }

    /// Invokes through the Lambda API.
    pub(crate) async fn invoke(&self, function: &str, event: &str) -> Response<Bytes> {
        let path = format!("/2015-03-31/functions/{function}/invocations");
        let body = Full::new(Bytes::copy_from_slice(event.as_bytes()));
        self.http(Request::post(path).header("host", "app.test").body(body).unwrap()).await
    }

    /// Invokes and reads the result.
    pub(crate) async fn result(&self, function: &str, event: &str) -> Value {
        json(&self.invoke(function, event).await)
    }

    /// The next completed invocation.
    pub(crate) async fn record(&mut self) -> Arc<Record> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.events.recv());
            if let Event::Invocation(record) = next.await.expect("an invocation within ten seconds").unwrap() {
                return record;
            }
        }
    }
}

/// The JSON of an answer.
pub(crate) fn json(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).unwrap_or_else(|_| panic!("no JSON: {:?}", response.body()))
}

/// All values of a header.
pub(crate) fn header<'a>(response: &'a Response<Bytes>, name: &str) -> Vec<&'a str> {
    response.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
}

/// Whether a process still runs.
pub(crate) fn is_alive(pid: u64) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.trim_start().starts_with('Z') && !rest.is_empty())
}

/// A function with one route.
pub(crate) fn function(id: &str, properties: &str) -> String {
    format!("  {id}:\n    Type: AWS::Serverless::Function\n    Properties: {{{properties}}}\n")
}
