//! Everything one invocation brought in, indexed once, at its first sink.

use crate::climb::{self, Climber};
use crate::derivation::Derivations;
use crate::hosts::ChosenHosts;
use crate::index::{self, ARENA_LIMIT, GRAM, Index, SHORT, STRIDE};
use crate::order::Orders;
use alloc::vec::Vec;
use buckler_text::url::Url;
use buckler_types::{Decoder, DecoderChain, Value, ValueKind, ValueVisitor};
use core::cell::{OnceCell, RefCell};

pub use crate::derivation::{Derivation, DerivationKind};

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

/// The indexed values of one invocation. Equal values are stored once.
#[derive(Debug)]
pub struct Inputs {
    pub(crate) arena: Vec<u8>,
    pub(crate) values: Vec<Stored>,
    pub(crate) index: Index,
    pub(crate) orders: RefCell<Orders>,
    climbers: OnceCell<Vec<Climber>>,
    pub(crate) hosts: RefCell<ChosenHosts>,
    /// Further places of values that came more than once.
    repeats: Vec<(ValueId, u32)>,
    /// By number of decoding steps: the latest source.
    latest: [u32; DecoderChain::MAX + 1],
    complete: bool,
    derivations: Derivations,
}

/// One value. Positions are of the trimmed text; outer white space lies around it in the arena.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    /// Where the trimmed text starts, a multiple of the stride.
    pub(crate) at: u32,
    /// Length of the trimmed text.
    pub(crate) length: u32,
    pub(crate) offset: u32,
    pub(crate) chain: DecoderChain,
    /// The value of which this is another form, or its own number.
    pub(crate) source: u32,
    /// Bytes of white space before.
    pub(crate) lead: u8,
    /// Bytes of white space after.
    pub(crate) trail: u8,
    pub(crate) kind: ValueKind,
    pub(crate) container: bool,
}

impl Stored {
    /// Bytes in the arena, outer white space included.
    pub(crate) const fn outer(&self) -> core::ops::Range<usize> {
        self.at as usize - self.lead as usize..(self.at + self.length) as usize + self.trail as usize
    }

    pub(crate) const fn end(&self) -> usize {
        (self.at + self.length) as usize
    }
}

/// Entries that are looked at for an equal value before a value is stored again.
const TWIN_STEPS: usize = 8;
const REPEATS: usize = 1 << 14;
const KEPT_ARENA: usize = 1 << 18;

impl Default for Inputs {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Inputs {
    /// Empty inputs. The seed keeps callers from choosing texts that collide.
    pub fn new(seed: u64) -> Self {
        Self {
            arena: Vec::new(),
            values: Vec::new(),
            index: Index::new(seed),
            orders: RefCell::default(),
            climbers: OnceCell::new(),
            hosts: RefCell::default(),
            repeats: Vec::new(),
            latest: [0; DecoderChain::MAX + 1],
            complete: true,
            derivations: Derivations::default(),
        }
    }

    /// Forgets everything and keeps buffers of ordinary size.
    pub fn clear(&mut self) {
        if self.arena.capacity() > KEPT_ARENA {
            self.arena = Vec::new();
            self.values = Vec::new();
        }
        self.arena.clear();
        self.values.clear();
        self.index.clear();
        self.forget_lazy_parts();
        if self.repeats.capacity() > 1024 {
            self.repeats = Vec::new();
        }
        self.repeats.clear();
        self.complete = true;
        self.hosts.get_mut().clear();
        self.derivations.clear();
    }

    /// Makes room for an event of that many bytes, before its values come.
    pub fn reserve(&mut self, bytes: usize) {
        self.arena.reserve(bytes.min(ARENA_LIMIT));
        self.index.reserve(bytes);
    }

    /// Whether every value that came is indexed: false when the memory set aside for one event was too small.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// As if the event had been too large.
    #[cfg(test)]
    pub(crate) const fn forget_completeness(&mut self) {
        self.complete = false;
    }

    /// How many different values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// What is known of a value.
    pub fn known(&self, value: ValueId) -> Option<Known<'_>> {
        let stored = self.values.get(value.0 as usize)?;
        Some(Known {
            folded: self.arena.get(stored.outer())?,
            kind: stored.kind,
            offset: stored.offset,
            chain: stored.chain,
            container: stored.container,
        })
    }

    /// Offsets of all tokens that brought the value. `None` when there are too many to remember.
    pub(crate) fn offsets(&self, value: ValueId) -> Option<impl Iterator<Item = u32>> {
        let first = self.values.get(value.0 as usize)?.offset;
        let more = self.repeats.iter().filter(move |(repeated, _)| *repeated == value).map(|(_, offset)| *offset);
        (self.repeats.len() < REPEATS).then(|| core::iter::once(first).chain(more))
    }

    /// A server that an input chose answered with a redirect: where it leads to is that input's choice too.
    ///
    /// Takes the two absolute URLs. Tells whether an input had chosen the host of `from` in an operation that was judged
    /// before.
    pub fn redirect(&mut self, from: &str, to: &str) -> bool {
        let chosen = self.hosts.get_mut().find(&Url::split(from).host_name());
        let Some(known) = chosen.first().and_then(|value| self.known(*value)) else { return false };
        let (offset, chain) = (known.offset, known.chain);
        self.value(Value { bytes: to.as_bytes(), kind: ValueKind::Text, offset, chain, container: false });
        true
    }

    /// Remembers a derivation. Bounded: the oldest is forgotten first.
    pub fn derive(&mut self, derivation: Derivation<'_>) {
        self.derivations.push(derivation);
    }

    /// Directory or URL that the application named when it built this text.
    pub fn base(&self, kind: DerivationKind, result: &str) -> Option<&str> {
        self.parts(kind, result)?.next()
    }

    /// The parts from which the application built this text, the base first.
    pub fn parts(&self, kind: DerivationKind, result: &str) -> Option<impl Iterator<Item = &str> + Clone> {
        self.derivations.parts(kind, result)
    }

    /// The values that climb out of a directory.
    pub(crate) fn climbers(&self) -> &[Climber] {
        self.climbers.get_or_init(|| climb::climbers(self))
    }

    #[inline]
    fn forget_lazy_parts(&mut self) {
        if self.has_lazy_parts() {
            self.forget();
        }
    }

    fn has_lazy_parts(&mut self) -> bool {
        self.climbers.get().is_some() || !self.orders.get_mut().is_empty()
    }

    #[cold]
    fn forget(&mut self) {
        self.orders.get_mut().clear();
        self.climbers.take();
    }

    /// The value that an entry of the index is part of.
    #[inline]
    pub(crate) fn owner(&self, at: usize) -> Option<(ValueId, &Stored)> {
        let number = self.index.owner(at);
        Some((ValueId(number as u32), self.values.get(number)?))
    }

    /// The short value with that key, if there is one.
    #[inline]
    pub(crate) fn short(&self, key: u64, length: usize) -> Option<(ValueId, &Stored)> {
        let mut entry = self.index.first_short(key);
        while let Some(at) = entry {
            if index::short_key(index::word(&self.arena, at), length) == key
                && let Some((value, stored)) = self.owner(at)
                && stored.length as usize == length
            {
                return Some((value, stored));
            }
            entry = self.index.before(at);
        }
        None
    }

    /// The value of which all forms of this value were made.
    pub(crate) fn source(&self, value: ValueId) -> ValueId {
        ValueId(self.values.get(value.0 as usize).map_or(value.0, |stored| stored.source))
    }

    /// The value that a value is a form of, or its own number to be. Forms come behind their value, depth first;
    /// decoders that take a text apart make new sources of the pieces.
    fn source_of(&self, value: &Value<'_>) -> u32 {
        let own = self.values.len() as u32;
        match value.chain.iter().last() {
            Some(decoder) if !splits(decoder) => self.latest.get(value.chain.len() - 1).copied().unwrap_or(own),
            _ => own,
        }
    }

    /// Remembers the latest source with that number of decoding steps.
    fn remember_source(&mut self, value: &Value<'_>, source: u32) {
        if let Some(latest) = self.latest.get_mut(value.chain.len()) {
            *latest = source;
        }
    }

    /// The value stored before that equals the bytes of the arena from `start` on, its trimmed text being at `at`.
    fn twin(&self, start: usize, at: usize, length: usize) -> Option<ValueId> {
        let word = index::word(&self.arena, at);
        let bytes = self.arena.get(start..)?;
        if length <= SHORT {
            let (value, stored) = self.short(index::short_key(word, length), length)?;
            return (self.arena.get(stored.outer()) == Some(bytes)).then_some(value);
        }
        let mut entry = self.index.first(index::gram(word));
        for _ in 0..TWIN_STEPS {
            let at = entry?;
            if let Some((value, stored)) = self.owner(at)
                && stored.at as usize == at
                && self.arena.get(stored.outer()) == Some(bytes)
            {
                return Some(value);
            }
            entry = self.index.before(at);
        }
        None
    }

    fn repeat(&mut self, twin: ValueId, value: &Value<'_>) {
        if let Some(stored) = self.values.get_mut(twin.0 as usize) {
            stored.container &= value.container;
            if stored.kind == ValueKind::Key {
                stored.kind = value.kind;
            }
            let source = stored.source;
            self.remember_source(value, source);
        }
        if self.repeats.len() < REPEATS {
            self.repeats.push((twin, value.offset));
        }
    }

    /// Enters the grams of a value, or a short value as a whole.
    fn enter(&mut self, stored: &Stored) {
        let at = stored.at as usize;
        if stored.length as usize <= SHORT {
            let word = index::word(&self.arena, at);
            self.index.insert_short(word, stored.length as usize, at);
            return;
        }
        for at in (at..=stored.end() - GRAM).step_by(STRIDE) {
            self.index.insert(index::gram(index::word(&self.arena, at)), at);
        }
    }

    fn grow(&mut self) {
        self.index.grow();
        for number in 0..self.values.len() {
            if let Some(stored) = self.values.get(number).copied() {
                self.enter(&stored);
            }
        }
    }
}

impl ValueVisitor for Inputs {
    fn value(&mut self, value: Value<'_>) {
        let trimmed = value.bytes.trim_ascii_start();
        // White space beyond what the two counters hold says nothing.
        let lead = (value.bytes.len() - trimmed.len()).min(255);
        let length = trimmed.trim_ascii_end().len();
        let trail = (trimmed.len() - length).min(255);
        if length == 0 || matches!(trimmed, [sign] if is_insignificant(*sign)) {
            return;
        }
        let before = self.arena.len();
        let at = (before + lead).next_multiple_of(STRIDE);
        if at + length + trail > ARENA_LIMIT {
            self.complete = false;
            return;
        }
        let skipped = value.bytes.len() - trimmed.len() - lead;
        let outer = value.bytes.get(skipped..skipped + lead + length + trail).unwrap_or_default();
        self.arena.resize(at - lead, 0);
        self.arena.extend_from_slice(outer);
        if let Some(folded) = self.arena.get_mut(at - lead..) {
            folded.make_ascii_lowercase();
        }
        if let Some(twin) = self.twin(at - lead, at, length) {
            self.arena.truncate(before);
            self.repeat(twin, &value);
            return;
        }
        let source = self.source_of(&value);
        self.remember_source(&value, source);
        let stored = Stored {
            at: at as u32,
            length: length as u32,
            offset: value.offset,
            chain: value.chain,
            source,
            lead: lead as u8,
            trail: trail as u8,
            kind: value.kind,
            container: value.container,
        };
        self.index.cover(self.arena.len(), self.values.len() as u32);
        self.values.push(stored);
        self.forget_lazy_parts();
        self.enter(&stored);
        if self.index.is_crowded() {
            self.grow();
        }
    }
}

/// One sign that is nothing by itself anywhere, and stands in every text: the path of most requests is `/`.
const fn is_insignificant(sign: u8) -> bool {
    matches!(sign, b'/' | b'.' | b',' | b':' | b'-' | b'=' | b'+' | b'?' | b'@' | b'_' | b'^')
}

/// Whether a decoder takes a text apart, so that each piece is a value of its own and no other form of the whole.
const fn splits(decoder: Decoder) -> bool {
    matches!(
        decoder,
        Decoder::Json | Decoder::Form | Decoder::Jwt | Decoder::Multipart | Decoder::Header | Decoder::Segment
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_know_their_source() {
        let mut inputs = Inputs::new(1);
        buckler_events::walk_text(b"%2e%2e/etc/passwd", 0, &mut inputs);
        let sources: Vec<_> = (0..inputs.len() as u32).map(|value| inputs.source(ValueId(value))).collect();
        assert!(sources.iter().all(|source| *source == sources[0]), "{sources:?}");
    }
}
