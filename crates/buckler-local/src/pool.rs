//! The processes of one function.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use buckler_runtime_api::{Failure, InvocationHeaders, kinds};
use bytes::Bytes;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, TryAcquireError, broadcast};

use crate::agent::{AgentReport, Protection};
use crate::clock::now_ms;
use crate::event::{Completed, Event, FunctionStatus, Outcome};
use crate::instance::{InitFailure, Instance, Launcher};
use crate::logs::LogLine;
use crate::options::Options;
use crate::process::{Kept, lock};
use crate::spec::{Spec, Unserved};

/// How long a process that has answered may take to ask for its next event before a new one takes its place.
const SETTLE: Duration = Duration::from_secs(5);

/// How long an event waits for a process that has just answered before a new one is started for it.
const PATIENCE: Duration = Duration::from_millis(50);

/// A function and its processes.
pub(crate) struct Pool {
    pub(crate) spec: Spec,
    launcher: Arc<Launcher>,
    idle: Mutex<Vec<Instance>>,
    /// Processes that have answered and not yet asked for their next event.
    settling: AtomicUsize,
    /// Signalled whenever one of them has asked, or has ended.
    settled: Notify,
    permits: Arc<Semaphore>,
    /// What can be said of the protection without starting a process.
    expected: Protection,
    /// What the last process that started said.
    protection: Mutex<Protection>,
    problem: Mutex<Option<String>>,
    events: broadcast::Sender<Event>,
    freeze: bool,
    init_timeout: Duration,
}

/// What an invocation may bring besides its event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    pub(crate) payload: Bytes,
    pub(crate) trace_id: Option<String>,
    pub(crate) client_context: Option<String>,
}

/// Why an event was not even handed over.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Its function cannot be served.
    Unserved(Unserved),
    /// All instances it is limited to are busy.
    Throttled,
    /// A newer version of it has taken its place.
    Retired,
}

impl Pool {
    /// A function without processes yet.
    pub(crate) fn new(
        spec: Spec,
        options: &Options,
        launcher: Arc<Launcher>,
        events: broadcast::Sender<Event>,
    ) -> Arc<Self> {
        let permits = spec.reserved.unwrap_or(options.concurrency).min(options.concurrency);
        let expected = spec.protection(options);
        Arc::new(Self {
            protection: Mutex::new(expected.clone()),
            expected,
            problem: Mutex::new(spec.unserved.as_ref().map(ToString::to_string)),
            launcher,
            idle: Mutex::default(),
            settling: AtomicUsize::new(0),
            settled: Notify::new(),
            permits: Arc::new(Semaphore::new(permits)),
            events,
            freeze: options.freeze,
            init_timeout: options.init_timeout,
            spec,
        })
    }

    /// Its state.
    pub(crate) fn status(&self) -> FunctionStatus {
        FunctionStatus {
            name: Arc::clone(&self.spec.name),
            handler: self.spec.handler.clone(),
            runtime: self.spec.runtime.clone(),
            protection: lock(&self.protection).clone(),
            unserved: self.spec.unserved.clone(),
            problem: lock(&self.problem).clone(),
            notes: self.spec.notes.clone(),
        }
    }

    /// Loads the function once, so that its problems show before the first event does. `keep` leaves the process for
    /// that event.
    pub(crate) async fn warm(&self, keep: bool) {
        if self.spec.unserved.is_some() {
            return;
        }
        let Ok(_permit) = Arc::clone(&self.permits).acquire_owned().await else { return };
        if let Ok(mut instance) = self.start(self.init_timeout).await
            && keep
        {
            self.rest(&mut instance);
            lock(&self.idle).push(instance);
        }
        // Nobody may be listening.
        let _unheard = self.events.send(Event::Status(self.status()));
    }

    /// Invokes the function: in an idle process, in a new one, or as soon as one is free.
    pub(crate) async fn invoke(self: Arc<Self>, call: Call) -> Result<Completed, Refused> {
        if let Some(reason) = &self.spec.unserved {
            return Err(Refused::Unserved(reason.clone()));
        }
        let permit = self.permit().await?;
        let request_id = uuid::Uuid::new_v4().to_string();
        let (instance, init) = match self.idle_instance().await {
            Some(instance) => (Ok(instance), None),
            None => {
                let started = self.start_for(&request_id).await;
                let init = started.as_ref().map_or_else(|failure| failure.init, |instance| instance.init);
                (started, Some(init))
            }
        };
        match instance {
            Ok(instance) => Ok(self.run(instance, call, request_id, init, permit).await),
            Err(failure) => Ok(self.completed(request_id, failure.outcome, Duration::ZERO, init, failure.output)),
        }
    }

    /// Ends all idle processes; busy ones end when they have answered, since their pool is then gone.
    pub(crate) fn retire(&self) {
        lock(&self.idle).clear();
        self.permits.close();
    }

    /// A process that waits for an event. One that has just answered is waited for: a caller who sends one event after
    /// the other would else start a second process.
    async fn idle_instance(&self) -> Option<Instance> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let idle = lock(&self.idle).pop();
            match idle {
                Some(instance) if instance.is_alive() => return Some(instance),
                Some(_) => {}
                None if self.settling.load(Ordering::Relaxed) == 0 => return None,
                None => tokio::time::timeout_at(deadline, self.settled.notified()).await.ok()?,
            }
        }
    }

    /// A function with a limit of its own refuses what exceeds it, as in the cloud; otherwise the event waits.
    async fn permit(&self) -> Result<OwnedSemaphorePermit, Refused> {
        let permits = Arc::clone(&self.permits);
        if self.spec.reserved.is_some() {
            return permits.try_acquire_owned().map_err(|error| match error {
                TryAcquireError::NoPermits => Refused::Throttled,
                TryAcquireError::Closed => Refused::Retired,
            });
        }
        permits.acquire_owned().await.map_err(|_| Refused::Retired)
    }

    async fn run(
        self: &Arc<Self>,
        mut instance: Instance,
        call: Call,
        request_id: String,
        init: Option<Duration>,
        permit: OwnedSemaphorePermit,
    ) -> Completed {
        let headers = self.headers(&request_id, &call);
        let begin = Instant::now();
        let outcome = instance.invoke(headers, call.payload, self.spec.timeout).await;
        let duration = begin.elapsed();
        let output = merge(std::mem::take(&mut instance.loading), instance.take_output());
        let completed = self.completed(request_id, outcome, duration, init, output);
        if instance.is_alive() {
            self.settling.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(Arc::clone(self).settle(instance, permit));
        }
        completed
    }

    async fn settle(self: Arc<Self>, mut instance: Instance, permit: OwnedSemaphorePermit) {
        if instance.settle(SETTLE, self.freeze).await && !self.permits.is_closed() {
            lock(&self.idle).push(instance);
        }
        self.settling.fetch_sub(1, Ordering::Relaxed);
        self.settled.notify_one();
        drop(permit);
    }

    fn rest(&self, instance: &mut Instance) {
        if self.freeze {
            instance.freeze();
        }
    }

    /// A load that takes too long is tried again as part of the invocation, with the invocation's time.
    /// Source: "Understanding the Lambda execution environment lifecycle", failures during the init phase.
    async fn start_for(&self, request_id: &str) -> Result<Instance, InitFailure> {
        match self.start(self.init_timeout).await {
            Err(failure) if failure.timed_out => {
                let second = self.start(self.spec.timeout).await;
                second.map_err(|failure| InitFailure {
                    outcome: task_timed_out(request_id, self.spec.timeout, failure.outcome, failure.timed_out),
                    ..failure
                })
            }
            started => started,
        }
    }

    async fn start(&self, limit: Duration) -> Result<Instance, InitFailure> {
        let function = Arc::clone(&self.spec.name);
        let events = self.events.clone();
        let listener = Box::new(move |line: &LogLine| {
            let _unheard = events.send(Event::Log { function: Arc::clone(&function), line: line.clone() });
        });
        let started = Instance::start(&self.spec, &self.launcher, limit, listener).await;
        let (report, problem) = match &started {
            Ok(instance) => (instance.report.as_ref(), None),
            Err(failure) => (failure.output.report.as_ref(), Some(self.problem_of(&failure.outcome))),
        };
        *lock(&self.protection) = self.protection_after(report, problem.is_none());
        *lock(&self.problem) = problem;
        started
    }

    /// What a start says about the protection: an agent has to have said that it is live before the first event is
    /// asked for. Of a process that did not come so far nothing is known.
    fn protection_after(&self, report: Option<&AgentReport>, has_loaded: bool) -> Protection {
        match (&self.expected, report) {
            (Protection::Unprotected(_), _) => self.expected.clone(),
            (_, Some(report)) => report.protection(),
            (_, None) if has_loaded => Protection::Unprotected("the agent did not start".to_owned()),
            (_, None) => self.expected.clone(),
        }
    }

    /// Why a process did not load, with what to do where that is known.
    fn problem_of(&self, outcome: &Outcome) -> String {
        let message = outcome.failure_message();
        match outcome {
            Outcome::Failed { kind, .. } if kind == "Runtime.ImportModuleError" => {
                format!("{message}; type `npm install` in {}", self.spec.root.display())
            }
            _ => message,
        }
    }

    fn headers(&self, request_id: &str, call: &Call) -> InvocationHeaders {
        let now = now_ms();
        let timeout = u64::try_from(self.spec.timeout.as_millis()).unwrap_or(u64::MAX);
        let trace_id = call.trace_id.clone().unwrap_or_else(|| {
            let random = uuid::Uuid::new_v4().simple().to_string();
            let (root, parent) = random.split_at_checked(24).unwrap_or((&random, ""));
            format!("Root=1-{:08x}-{root};Parent={parent:0<16};Sampled=0", now / 1000)
        });
        InvocationHeaders {
            request_id: request_id.to_owned(),
            deadline_ms: now.saturating_add(timeout),
            arn: self.spec.arn.clone(),
            trace_id,
            client_context: call.client_context.clone(),
            cognito_identity: None,
        }
    }

    fn completed(
        &self,
        request_id: String,
        outcome: Outcome,
        duration: Duration,
        init: Option<Duration>,
        output: Kept,
    ) -> Completed {
        let protection = lock(&self.protection).clone();
        Completed { request_id, outcome, duration, init, findings: output.findings, logs: output.lines, protection }
    }
}

fn task_timed_out(request_id: &str, limit: Duration, outcome: Outcome, timed_out: bool) -> Outcome {
    if !timed_out {
        return outcome;
    }
    let message = format!("RequestId: {request_id} Error: Task timed out after {:.2} seconds", limit.as_secs_f64());
    Outcome::Failed { kind: kinds::TIMEOUT.to_owned(), body: Failure::new(kinds::TIMEOUT, message).to_json().into() }
}

fn merge(mut first: Kept, second: Kept) -> Kept {
    first.lines.extend(second.lines);
    first.findings.extend(second.findings);
    first
}
