//! The engine's answer.

use crate::{DetectorId, Input, OperationKind};
use alloc::{borrow::Cow, boxed::Box, string::String, vec::Vec};
use core::ops::Range;

/// What is to happen to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It goes ahead.
    Allow,
    /// It is refused.
    Block,
}

/// The answer about one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What is to happen.
    pub action: Action,
    /// Why, when a detector objected. In mode `monitor` there is evidence although the action is [`Action::Allow`].
    pub evidence: Option<Box<Evidence>>,
}

impl Verdict {
    /// Nothing stands against the operation.
    pub const ALLOW: Self = Self { action: Action::Allow, evidence: None };
}

/// Why a detector objected: which input, which range of the operation, which tokens it created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Who objected.
    pub detector: DetectorId,
    /// What kind of operation it was.
    pub kind: OperationKind,
    /// The text that was judged: the statement, command, path or URL; of an argument vector the one argument.
    pub text: String,
    /// Position of that text among the arguments, when the operation has an argument vector (the program is `None`).
    pub argument: Option<u32>,
    /// Bytes of `text` that came from the input.
    pub range: Range<u32>,
    /// Bytes of `text` of each token that the input created or cut, in order.
    pub tokens: Vec<Range<u32>>,
    /// What is wrong, in a few words: `ends a string literal`.
    pub reason: Cow<'static, str>,
    /// The input. `None` when the operation is refused whoever wrote it.
    pub input: Option<Input>,
    /// Some inputs could not be told apart within the budget, so the range is an over-approximation.
    pub coarse: bool,
}
