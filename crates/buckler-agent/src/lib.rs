//! The shared heart of every in-process agent.
//!
//! A binding begins an invocation, hands over its event at the first sink, checks operations, asks how a condemned
//! invocation is to be answered, and ends it:
//!
//! ```text
//! begin ─▶ (event, check)* ─▶ respond ─▶ end
//! ```
//!
//! Nothing here waits for the network. May read variables at start; findings leave as lines through an
//! [`exporters::Exporter`].

mod agent;
pub mod exporters;
mod invocation;
mod report;
mod settings;

pub use agent::{Agent, Decision, InvocationId};
pub use buckler_engine::{Derivation, DerivationKind};
pub use buckler_events::answers::{Answer, Handler};
pub use buckler_types::{FileAccess, Observer, Operation, ShellDialect, Site, SqlDialect, Verdict};
pub use report::{LINE_LIMIT, MOST_FINDINGS};
pub use settings::{Context, Settings};
