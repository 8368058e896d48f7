//! The vocabulary of Buckler: words that two or more crates share.
//!
//! Data flows one way: an event becomes a stream of [`Value`]s that a [`ValueVisitor`] takes in; a hooked call becomes
//! an [`Operation`]; the engine answers with a [`Verdict`]; the agent makes a [`Finding`] of it. [`Policy`] is read once
//! at start and is an argument from then on.
//!
//! Touches `core` and `alloc` only. No serde derives: each boundary owns its wire types.
#![no_std]

extern crate alloc;

mod detector;
mod finding;
mod input;
mod operation;
mod policy;
mod value;
mod verdict;

pub use detector::DetectorId;
pub use finding::{Finding, Layer, Outcome};
pub use input::{Input, Locate, Location, Origin, Trust};
pub use operation::{FileAccess, Observer, Operation, OperationKind, ShellDialect, Site, SqlDialect};
pub use policy::{Fallback, Mode, Policy, Setting, Switch};
pub use value::{Decoder, DecoderChain, Value, ValueKind, ValueVisitor};
pub use verdict::{Action, Evidence, Verdict};
