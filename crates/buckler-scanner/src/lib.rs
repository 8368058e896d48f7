//! Walks a project and reports what is wrong in its code and configuration.
//!
//! Files are read once, by the collector; rules see parsed inputs, never paths or sockets.

mod assembly;
mod bundles;
// Generated; its lines are as long as they are.
#[rustfmt::skip]
pub mod catalog;
pub mod code;
pub mod collector;
pub mod date;
mod facts;
pub mod files;
pub mod finding;
pub mod fix;
mod flow;
pub mod formats;
mod grants;
mod guarded;
#[cfg(feature = "history")]
pub mod history;
pub mod pipeline;
pub mod rules;
pub mod scan;
pub mod settings;
mod sources;
pub mod stack;
mod templates;
pub mod unchecked;
