//! Rules that judge code by the facts of its analysis.

use super::CodeRule;

/// Every rule of this group. A test compares this list with the folder.
pub const ALL: &[&dyn CodeRule] = &[];
