//! How deep a source nests, told before a recursive parser sees it.
//!
//! The parsers call themselves once or a few times for each bracket, prefix operator and the like, and a stack that
//! overflows is the end of the process. Two bounds stand before them. The coarse one counts everything that could
//! make a parser call itself, anywhere; it is never too low. The fine one follows the tokens and tells the depth; in
//! the few places where JavaScript cannot be cut into tokens without parsing it, it says so. A source is refused if
//! it nests too deeply by the fine bound, and otherwise read on a stack that suffices for the bound that is certain.

mod javascript;
mod python;

use crate::tree::Span;
use crate::{Parsed, Problem};

pub(crate) use javascript::javascript;
pub(crate) use python::python;

/// Sources that nest deeper are refused.
const DEEPEST: u32 = 1_000;

/// A source that cannot be cut into tokens for certain is refused if it could nest deeper than this.
const DEEPEST_UNCERTAIN: u32 = 10_000;

/// What parser and lowering take of the stack for one level, measured in a debug build: at most 4.4 kB.
const LEVEL_BYTES: usize = 6 << 10;

/// What they take without any nesting.
const BASE_BYTES: usize = 128 << 10;

/// What freeing one level of a deep tree takes, measured in a debug build: at most 150 bytes.
const FREE_BYTES: usize = 256;

/// What reading a source needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Bytes of stack.
    Stack(usize),
    /// It nests too deeply, first here.
    TooDeep(Span),
}

impl Need {
    /// Runs `read` with as much stack as it needs; the present one is taken if enough of it is left.
    pub(crate) fn run(self, read: impl FnOnce() -> Parsed) -> Parsed {
        match self {
            Self::Stack(bytes) => stacker::maybe_grow(bytes, bytes, read),
            Self::TooDeep(span) => Parsed::nothing(Problem::new("nested too deeply to be read", span)),
        }
    }
}

/// What the fine bound found.
struct Depth {
    /// The deepest level.
    most: u32,
    /// Where a level deeper than [`DEEPEST`] begins.
    too_deep: Option<u32>,
    /// Whether every token was recognized for certain.
    certain: bool,
}

impl Depth {
    fn new() -> Self {
        Self { most: 0, too_deep: None, certain: true }
    }

    fn reach(&mut self, depth: u32, position: usize) {
        if depth > self.most {
            self.most = depth;
            if depth > DEEPEST && self.too_deep.is_none() {
                self.too_deep = Some(u32::try_from(position).unwrap_or(u32::MAX));
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}
