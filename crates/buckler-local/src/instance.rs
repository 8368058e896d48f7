//! One execution environment: a process, its Runtime API and what is known about it.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use buckler_runtime_api::{Failure, InvocationHeaders, kinds};
use bytes::Bytes;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::agent::AgentReport;
use crate::event::Outcome;
use crate::guard::Guard;
use crate::logs::LogLine;
use crate::process::{Kept, Process};
use crate::runtime_server::{Delivery, RuntimeServer};
use crate::spec::Spec;

/// How long a report of a process that has ended may still be on its way.
const LAST_WORDS: Duration = Duration::from_millis(20);

/// A process that has loaded its function.
pub(crate) struct Instance {
    process: Process,
    server: RuntimeServer,
    frozen: bool,
    /// What the agent said when it started, if it did.
    pub(crate) report: Option<AgentReport>,
    /// What was said while it loaded.
    pub(crate) loading: Kept,
    /// Time it took to load.
    pub(crate) init: Duration,
}

/// A process that did not load its function.
pub(crate) struct InitFailure {
    /// What a caller gets.
    pub(crate) outcome: Outcome,
    /// What was said meanwhile.
    pub(crate) output: Kept,
    /// Time until it failed.
    pub(crate) init: Duration,
    /// Whether it was still loading.
    pub(crate) timed_out: bool,
}

/// What starting a process needs from the platform.
pub(crate) struct Launcher {
    pub(crate) guard: Arc<Guard>,
    /// The runtime client's file and its folder.
    pub(crate) client: std::path::PathBuf,
    /// Whether the client expects the handler as an argument.
    pub(crate) names_handler: bool,
    pub(crate) runtime_dir: String,
}

impl Instance {
    /// Starts a process and waits until it asks for its first event, at most `limit`.
    pub(crate) async fn start(
        spec: &Spec,
        launcher: &Launcher,
        limit: Duration,
        listener: Box<dyn Fn(&LogLine) + Send + Sync>,
    ) -> Result<Self, InitFailure> {
        let begin = Instant::now();
        let failed = |kind, message: String| failure_before_start(kind, message, begin.elapsed());
        let Some(node) = &spec.node else { return Err(failed(kinds::ENTRYPOINT, "no interpreter".to_owned())) };
        let server = RuntimeServer::start().await.map_err(|error| failed(kinds::ENTRYPOINT, error.to_string()))?;
        let mut command = Command::new(&node.path);
        command.arg(&launcher.client).current_dir(&spec.root);
        if launcher.names_handler {
            command.arg(&spec.handler);
        }
        command.envs(spec.environment.for_process(&server.address.to_string(), &launcher.runtime_dir));
        let process = Process::start(command, Arc::clone(&launcher.guard), listener)
            .map_err(|error| failed(kinds::ENTRYPOINT, format!("{}: {error}", node.path.display())))?;
        let mut instance =
            Self { process, server, frozen: false, report: None, loading: Kept::default(), init: Duration::ZERO };
        match instance.loaded(limit).await {
            Ok(()) => {
                instance.init = begin.elapsed();
                instance.loading = instance.process.take_output();
                instance.report = instance.loading.report.take();
                Ok(instance)
            }
            Err((outcome, timed_out)) => {
                let output = instance.process.take_output();
                Err(InitFailure { outcome, output, init: begin.elapsed(), timed_out })
            }
        }
    }

    /// Waits for the first request for an event; else how it failed, and whether that was a time-out.
    async fn loaded(&self, limit: Duration) -> Result<(), (Outcome, bool)> {
        tokio::select! {
            biased;
            () = self.server.link.ready.notified() => Ok(()),
            () = self.server.link.failed.notified() => Err((self.reported_init_error(), false)),
            exit = self.process.ended() => {
                let _reported = timeout(LAST_WORDS, self.server.link.failed.notified()).await;
                Err((self.init_error_or(failed_exit(None, exit)), false))
            }
            () = tokio::time::sleep(limit) => Err((init_timeout(limit), true)),
        }
    }

    fn reported_init_error(&self) -> Outcome {
        self.init_error_or(failed(kinds::UNKNOWN, "the function could not be loaded".to_owned()))
    }

    fn init_error_or(&self, otherwise: Outcome) -> Outcome {
        self.server.link.take_init_error().unwrap_or(otherwise)
    }

    /// Whether the process still runs.
    pub(crate) fn is_alive(&self) -> bool {
        self.process.exit().is_none()
    }

    /// Hands an event over and waits for the result, at most `limit`. A process that does not answer in time or
    /// ends is of no further use: see [`Instance::is_alive`].
    pub(crate) async fn invoke(&mut self, headers: InvocationHeaders, payload: Bytes, limit: Duration) -> Outcome {
        let (reply, mut answer) = oneshot::channel();
        let id = headers.request_id.clone();
        if std::mem::take(&mut self.frozen) {
            self.process.thaw();
        }
        if self.server.outbox.try_send(Delivery { headers, payload, reply }).is_err() {
            self.process.kill();
            return failed_exit(Some(&id), self.process.ended().await);
        }
        tokio::select! {
            biased;
            outcome = &mut answer => match outcome {
                Ok(outcome) => outcome,
                Err(_) => failed_exit(Some(&id), self.process.ended().await),
            },
            exit = self.process.ended() => match timeout(LAST_WORDS, answer).await {
                Ok(Ok(outcome)) => outcome,
                _ => failed_exit(Some(&id), exit),
            },
            () = tokio::time::sleep(limit) => {
                self.process.kill();
                timed_out(&id, limit)
            }
        }
    }

    /// Waits until the process asks for the next event, at most `limit`; false when it will not.
    pub(crate) async fn settle(&mut self, limit: Duration, freeze: bool) -> bool {
        let settled = timeout(limit, async {
            tokio::select! {
                biased;
                () = self.server.link.ready.notified() => true,
                _ = self.process.ended() => false,
            }
        });
        let is_ready = settled.await.unwrap_or(false);
        if is_ready && freeze {
            self.freeze();
        }
        is_ready
    }

    /// Stops the process until its next event.
    pub(crate) fn freeze(&mut self) {
        self.process.freeze();
        self.frozen = true;
    }

    /// What has been said since the last call.
    pub(crate) fn take_output(&self) -> Kept {
        self.process.take_output()
    }
}

fn failed(kind: &str, message: String) -> Outcome {
    Outcome::Failed { kind: kind.to_owned(), body: Failure::new(kind, message).to_json().into() }
}

fn failure_before_start(kind: &str, message: String, init: Duration) -> InitFailure {
    InitFailure { outcome: failed(kind, message), output: Kept::default(), init, timed_out: false }
}

fn failed_exit(id: Option<&str>, exit: impl std::fmt::Display) -> Outcome {
    let request = id.map(|id| format!("RequestId: {id} ")).unwrap_or_default();
    failed(kinds::EXIT, format!("{request}Error: Runtime exited with error: {exit}"))
}

/// The text is the one callers of the cloud know.
fn timed_out(id: &str, limit: Duration) -> Outcome {
    failed(kinds::TIMEOUT, format!("RequestId: {id} Error: Task timed out after {:.2} seconds", limit.as_secs_f64()))
}

fn init_timeout(limit: Duration) -> Outcome {
    failed(kinds::TIMEOUT, format!("Error: loading the function timed out after {:.2} seconds", limit.as_secs_f64()))
}
