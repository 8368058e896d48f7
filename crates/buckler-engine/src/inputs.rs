//! Everything one invocation brought in, indexed once, at its first sink.

use alloc::{string::String, vec::Vec};
use buckler_types::{DecoderChain, Value, ValueKind, ValueVisitor};

/// Number of a value within its [`Inputs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(pub u32);

/// What is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// Its bytes, ASCII letters in lower case, outer white space kept.
    pub folded: &'a [u8],
    /// What it was in the JSON.
    pub kind: ValueKind,
    /// Offset of its token in the event.
    pub offset: u32,
    /// How it was decoded.
    pub chain: DecoderChain,
    /// Decoders found values inside it.
    pub container: bool,
}

/// How a text was derived from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivationKind {
    /// `path.join`, `resolve` or `normalize`.
    Path,
    /// `new URL(input, base)`.
    Url,
}

/// A text that the application built from a base and parts, remembered for the sink that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation<'a> {
    /// What built it.
    pub kind: DerivationKind,
    /// The parts in order, the base first.
    pub parts: &'a [&'a str],
    /// What came out.
    pub result: &'a str,
}

/// The indexed values of one invocation.
#[derive(Debug, Default)]
pub struct Inputs {
    arena: Vec<u8>,
    values: Vec<Stored>,
}

#[derive(Debug)]
struct Stored {
    start: usize,
    end: usize,
    kind: ValueKind,
    offset: u32,
    chain: DecoderChain,
    container: bool,
}

impl Inputs {
    /// Empty inputs. The seed keeps callers from choosing texts that collide.
    pub fn new(_seed: u64) -> Self {
        Self::default()
    }

    /// Forgets everything and keeps the buffers.
    pub fn clear(&mut self) {
        self.arena.clear();
        self.values.clear();
    }

    /// What is known of a value.
    pub fn known(&self, value: ValueId) -> Option<Known<'_>> {
        let stored = self.values.get(value.0 as usize)?;
        Some(Known {
            folded: self.arena.get(stored.start..stored.end)?,
            kind: stored.kind,
            offset: stored.offset,
            chain: stored.chain,
            container: stored.container,
        })
    }

    /// Remembers a derivation. Bounded: the oldest is forgotten first.
    pub fn derive(&mut self, _derivation: Derivation<'_>) {}

    /// Directory or URL that the application named when it built this text.
    pub fn base(&self, _kind: DerivationKind, _result: &str) -> Option<&str> {
        None
    }

    pub(crate) fn link(&self, text: &str) -> crate::Taint {
        let folded: Vec<u8> = text.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
        let mut taint = crate::Taint::default();
        for number in 0..self.values.len() {
            let id = ValueId(number as u32);
            let Some(known) = self.known(id) else { continue };
            let needle = known.folded.trim_ascii();
            if needle.is_empty() {
                continue;
            }
            for (start, window) in folded.windows(needle.len()).enumerate() {
                if window == needle {
                    let end = start + needle.len();
                    taint.ranges.push(crate::TaintRange {
                        start,
                        end,
                        value: id,
                        whole: true,
                        prefix: true,
                        joined: false,
                    });
                }
            }
        }
        taint.ranges.sort_by_key(|range| (range.start, core::cmp::Reverse(range.end)));
        taint
    }

    /// Texts of the values, for tests.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<String> {
        let ids = (0..self.values.len() as u32).map(ValueId);
        ids.filter_map(|id| self.known(id)).map(|known| String::from_utf8_lossy(known.folded).into_owned()).collect()
    }
}

impl ValueVisitor for Inputs {
    fn value(&mut self, value: Value<'_>) {
        let start = self.arena.len();
        self.arena.extend(value.bytes.iter().map(u8::to_ascii_lowercase));
        self.values.push(Stored {
            start,
            end: self.arena.len(),
            kind: value.kind,
            offset: value.offset,
            chain: value.chain,
            container: value.container,
        });
    }
}
