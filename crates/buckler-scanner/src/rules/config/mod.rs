//! Rules that judge what templates say.

use super::ConfigRule;

/// Every rule of this group. A test compares this list with the folder.
pub const ALL: &[&dyn ConfigRule] = &[];
