//! A Lambda platform on one machine: it starts each function as a process of its own, serves it the Runtime API, and
//! puts the application's HTTP front ends before it.
//!
//! Nothing here knows of detection. Buckler is attached to a function by the variables a deployment sets, exactly as
//! in the cloud, and what the attached agent says on its standard output is picked out of the function's log.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use buckler_local::{Options, Platform, Project};
//!
//! let project = Project::load("template.yaml".as_ref(), &Options::deployment())?;
//! let platform = Platform::start(project, Options::default()).await?;
//! let mut events = platform.subscribe();
//! let completed = platform.invoke("Hello", b"{}".as_slice().into()).await?;
//! println!("{:?} {:?}", completed.outcome, events.recv().await?);
//! platform.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Everything runs on the tokio runtime it is started on; a `current_thread` one gives the shortest round trips.

mod agent;
mod clock;
mod environment;
mod event;
mod front;
mod guard;
mod instance;
mod logs;
mod node;
mod options;
mod platform;
mod pool;
mod process;
mod project;
mod runtime_server;
mod spec;
mod watch;

pub use agent::{Agent, AgentFiles, AgentReport, Protection, node_options};
pub use buckler_types::Mode;
pub use event::{Completed, Event, FunctionStatus, Outcome, Record, Response, RouteLine};
pub use logs::{Finding, LogLine, Stream};
pub use node::{NodeError, NodeRuntime};
pub use options::Options;
pub use platform::{InvokeError, Platform, StartError};
pub use project::{Project, ProjectError};
pub use spec::Unserved;
