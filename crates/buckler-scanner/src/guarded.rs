//! The one place where a panic of a parser, the analysis or a rule ends: what it was about was not checked, and the
//! scan goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `work` gives, or nothing if it panics.
///
/// What it works on is thrown away with it: it borrows nothing that it changes but what it returns.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
