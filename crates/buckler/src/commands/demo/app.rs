//! The example app on the local platform, once without and once with Buckler.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use buckler_local::{Agent, Event, Finding, Mode, NodeRuntime, Options, Outcome, Platform, Project, Protection};
use serde_json::Value;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

use super::cases::{self, Case};
use super::http::{self, Request};
use super::{events, requests};
use crate::commands::event::Trigger;

/// After so many deliveries a queue gives a message up.
const MOST_DELIVERIES: u32 = 5;
/// The cloud's ten seconds, and more: a laptop starts all functions at once.
const LOADING: Duration = Duration::from_secs(30);

/// The app, served.
pub(super) struct App {
    platform: Platform,
    records: Receiver<Event>,
}

/// What a caller got, and what the platform saw meanwhile.
#[derive(Debug)]
pub(super) struct Answer {
    /// Status of the HTTP response; 200 for an invocation that returned, 500 for one that failed.
    pub(super) status: u16,
    /// Kind of the error of an invocation that failed.
    pub(super) failure: Option<String>,
    /// The body of the response, or the JSON that the function returned.
    pub(super) body: String,
    /// Headers and body.
    pub(super) text: String,
    /// From the request to the end of the response.
    pub(super) latency: Duration,
    /// What the agent reported.
    pub(super) findings: Vec<Finding>,
}

impl App {
    /// Starts every function once, so that no request of the table pays for a start. Port 0 takes a free one.
    ///
    /// # Errors
    /// When the template cannot be read, a function does not load, or one that should be protected is not.
    pub(super) async fn start(
        folder: &Path,
        agent: Agent,
        variables: &BTreeMap<String, String>,
        port: u16,
    ) -> anyhow::Result<Self> {
        let protected = agent != Agent::Off;
        let project = Project::load(&folder.join("template.yaml"), &Options::deployment())?;
        let options = Options {
            port,
            agent,
            mode: Some(if protected { Mode::Block } else { Mode::Off }),
            variables: variables.clone(),
            nodes: vec![NodeRuntime::probe("node")?],
            warm: true,
            init_timeout: LOADING,
            ..Options::default()
        };
        let platform = Platform::start(project, options).await?;
        let app = Self { records: platform.subscribe(), platform };
        app.ready(protected)?;
        Ok(app)
    }

    fn ready(&self, protected: bool) -> anyhow::Result<()> {
        for function in self.platform.functions() {
            if let Some(problem) = function.problem {
                bail!("{} does not start: {problem}", function.name);
            }
            if protected {
                let live = function.protection == Protection::Live(Mode::Block);
                ensure!(live, "{} is not protected: {}", function.name, function.protection);
            }
        }
        Ok(())
    }

    /// Where the app can be reached.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.platform.address())
    }

    /// Sends one case and waits for its answer.
    pub(super) async fn send(&mut self, case: &Case) -> anyhow::Result<Answer> {
        self.collect()?;
        let mut answer =
            if cases::is_http(case.trigger) { self.request(case).await? } else { self.invoke(case).await? };
        answer.findings.extend(self.collect()?);
        Ok(answer)
    }

    async fn request(&self, case: &Case) -> anyhow::Result<Answer> {
        let sent = requests::read(case)?;
        let base = self.base(case)?;
        let begin = Instant::now();
        let mut response = http::send(&sent.request(&base)).await?;
        if let Some(location) = response.header("location").filter(|_| sent.follow && response.status == 302) {
            let next =
                Request { method: "GET".into(), base: self.url(), target: location.into(), ..Request::default() };
            response = http::send(&next).await?;
        }
        Ok(Answer {
            status: response.status,
            failure: None,
            text: response.text(),
            body: response.body,
            latency: begin.elapsed(),
            findings: Vec::new(),
        })
    }

    /// Delivers an event, and again what the function gives back of it, as a queue or a stream does.
    async fn invoke(&self, case: &Case) -> anyhow::Result<Answer> {
        let mut event = events::event(case.trigger, &case.send).with_context(|| format!("{} has no event", case.id))?;
        let begin = Instant::now();
        let mut answer = self.deliver(case, &event).await?;
        for _ in 1..MOST_DELIVERIES {
            let Some(rest) = events::given_back(case.trigger, &event, &answer.body) else { break };
            event = rest;
            answer = self.deliver(case, &event).await?;
        }
        Ok(Answer { latency: begin.elapsed(), ..answer })
    }

    async fn deliver(&self, case: &Case, event: &Value) -> anyhow::Result<Answer> {
        let completed = self.platform.invoke(&case.function, event.to_string().into_bytes().into()).await?;
        let (status, failure, body) = match completed.outcome {
            Outcome::Answered(response) => (200, None, response.body),
            Outcome::Failed { kind, body } => (500, Some(kind), body),
        };
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Answer { status, failure, text: body.clone(), body, latency: completed.duration, findings: Vec::new() })
    }

    /// Where the front end of that trigger begins.
    fn base(&self, case: &Case) -> anyhow::Result<String> {
        let front = front(case.trigger);
        let routes = self.platform.routes();
        let of_function = routes.iter().find(|route| route.front == front && *route.function == *case.function);
        let route = of_function.with_context(|| format!("the template has no {front} route to {}", case.function))?;
        // A function URL has a path of its own here; all other front ends begin at the root.
        let root = if front == "FunctionUrl" { route.path.trim_end_matches('/') } else { "" };
        Ok(format!("{}{root}", self.url()))
    }

    /// What was found since the last time, by all invocations.
    fn collect(&mut self) -> anyhow::Result<Vec<Finding>> {
        let mut findings = Vec::new();
        loop {
            match self.records.try_recv() {
                Ok(Event::Invocation(record)) => findings.extend(record.findings.iter().cloned()),
                Ok(_) => {}
                Err(TryRecvError::Empty) => return Ok(findings),
                Err(error) => return Err(error).context("the platform's reports were lost"),
            }
        }
    }

    /// Ends every function.
    pub(super) async fn stop(self) {
        self.platform.stop().await;
    }
}

fn front(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::RestApi => "Api",
        Trigger::FunctionUrl => "FunctionUrl",
        Trigger::Alb => "LoadBalancer",
        _ => "HttpApi",
    }
}
