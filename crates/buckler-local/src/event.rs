//! What the platform tells those who watch it.

use std::sync::Arc;
use std::time::Duration;

use buckler_runtime_api::Failure;
use bytes::Bytes;

use crate::agent::Protection;
use crate::logs::{Finding, LogLine};
use crate::spec::Unserved;

/// Something that happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// An invocation is complete.
    Invocation(Arc<Record>),
    /// A function printed a line.
    Log {
        /// Its name.
        function: Arc<str>,
        /// The line; the agent's own lines do not come here.
        line: LogLine,
    },
    /// A request that leads to no function.
    Unrouted {
        /// Method and path.
        request: String,
        /// Status of the answer.
        status: u16,
    },
    /// A function was loaded, or failed to.
    Status(FunctionStatus),
    /// Something else worth a line.
    Notice(String),
}

/// One completed invocation.
#[derive(Clone, Debug)]
pub struct Record {
    /// Name of the function.
    pub function: Arc<str>,
    /// Identifier of the invocation.
    pub request_id: String,
    /// What invoked it, such as `GET /orders` or `invoke`.
    pub source: String,
    /// Status code of the answer.
    pub status: u16,
    /// Time from handing the event over to the result, the load of a new process not included.
    pub duration: Duration,
    /// Time a new process took to load, if one was needed.
    pub init: Option<Duration>,
    /// What came out.
    pub outcome: Outcome,
    /// What the agent found meanwhile.
    pub findings: Vec<Finding>,
    /// What the function printed meanwhile.
    pub logs: Vec<LogLine>,
    /// Whether the function was protected.
    pub protection: Protection,
}

impl Record {
    /// Whether an operation was blocked.
    pub fn blocked(&self) -> bool {
        self.findings.iter().any(Finding::blocked)
    }

    /// The message of a failure; nothing for an answer.
    pub fn failure_message(&self) -> String {
        self.outcome.failure_message()
    }
}

/// The result of an invocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The function answered.
    Answered(Response),
    /// It failed: with the JSON a caller gets, which has `errorType` and `errorMessage`.
    Failed {
        /// Kind of the failure, such as `TypeError` or `Sandbox.Timedout`.
        kind: String,
        /// The JSON.
        body: Bytes,
    },
}

impl Outcome {
    /// The message in the JSON of a failure, else its kind; nothing for an answer.
    pub fn failure_message(&self) -> String {
        match self {
            Self::Failed { body, kind } => match serde_json::from_slice::<Failure>(body) {
                Ok(failure) if !failure.error_message.is_empty() => failure.error_message,
                _ => kind.clone(),
            },
            Self::Answered(_) => String::new(),
        }
    }
}

/// What a function answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The JSON of the result, or the bytes of a streamed response.
    pub body: Bytes,
    /// For a streamed response, its content type.
    pub streamed: Option<String>,
}

/// An invocation and what belongs to it, before somebody has turned it into an answer.
#[derive(Clone, Debug)]
pub struct Completed {
    /// Identifier of the invocation.
    pub request_id: String,
    /// What came out.
    pub outcome: Outcome,
    /// See [`Record::duration`].
    pub duration: Duration,
    /// See [`Record::init`].
    pub init: Option<Duration>,
    /// See [`Record::findings`].
    pub findings: Vec<Finding>,
    /// See [`Record::logs`].
    pub logs: Vec<LogLine>,
    /// See [`Record::protection`].
    pub protection: Protection,
}

/// The state of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionStatus {
    /// Its name.
    pub name: Arc<str>,
    /// Its handler as the template gives it.
    pub handler: String,
    /// Its runtime as the template gives it.
    pub runtime: String,
    /// Whether it is protected.
    pub protection: Protection,
    /// Why it cannot be served at all, if so.
    pub unserved: Option<Unserved>,
    /// Why it cannot be served, or why it could not be loaded the last time.
    pub problem: Option<String>,
    /// What its user should know, such as an environment variable whose value is not known.
    pub notes: Vec<String>,
}

/// One line of the list of routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteLine {
    /// Kind of the front end: `HttpApi`, `Api`, `FunctionUrl` or `LoadBalancer`.
    pub front: &'static str,
    /// Key of the API in the template, or name of the function for a function URL.
    pub front_id: String,
    /// Method, `ANY` for each.
    pub method: String,
    /// Path pattern as it can be requested here.
    pub path: String,
    /// Name of the function it leads to.
    pub function: Arc<str>,
}
