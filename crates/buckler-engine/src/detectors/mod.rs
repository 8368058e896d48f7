//! The detectors, one file pair each: the judge and its page, whose examples are its tests.

pub mod code_injection;
pub mod command_injection;
pub mod path_traversal;
pub mod sql_injection;
pub mod ssrf;
mod tokens;

use crate::{Case, Hit};
use buckler_types::{DetectorId, Operation, OperationKind};

/// Judges operations at run time.
pub trait Detector: Sync {
    /// Who it is.
    fn id(&self) -> DetectorId;

    /// Its page, as Markdown: what it detects, examples, limits, how to respond.
    fn page(&self) -> &'static str;

    /// Whether it judges operations of that kind.
    fn judges(&self, kind: OperationKind) -> bool;

    /// What it objects to, if anything.
    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit>;
}

/// Every detector. A test compares this list with the folder.
pub const ALL: &[&dyn Detector] = &[
    &sql_injection::SqlInjection,
    &command_injection::CommandInjection,
    &code_injection::CodeInjection,
    &path_traversal::PathTraversal,
    &ssrf::Ssrf,
];
