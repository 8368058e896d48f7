//! Which bytes of a text came from which input.

use crate::ValueId;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// Bytes of a text that equal (part of) a value, letter case aside.
///
/// Ranges of different values are never merged: bytes that nobody sent as one value are not evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaintRange {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The value.
    pub value: ValueId,
    /// The range is the whole value (its outer white space aside).
    pub whole: bool,
    /// The range begins where the value begins.
    pub prefix: bool,
    /// Several whole values, joined by one blank or comma, stand here one after the other; `value` is the first.
    pub joined: bool,
}

/// All ranges of one text, by start, then longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taint {
    /// The ranges.
    pub ranges: Vec<TaintRange>,
    /// The budget ran out: more of the text may be tainted than the ranges say, and ranges may be too long.
    pub coarse: bool,
}

impl Taint {
    /// Puts the ranges in order.
    pub(crate) fn sort(&mut self) {
        self.ranges.sort_unstable_by_key(|range| (range.start, Reverse(range.end), range.value));
    }

    /// Whether nothing of the text came from an input.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty() && !self.coarse
    }
}
