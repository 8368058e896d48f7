//! Long chains, sorted by the text that follows: the longest match among thousands in a few comparisons.
//!
//! Built lazily, once for a gram, when a chain turns out to be longer than what is worth walking.

use crate::index::{self, common};
use crate::inputs::Inputs;
use alloc::{collections::BTreeMap, vec::Vec};
use core::cmp::Ordering;

/// The sorted chains of one invocation.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    by_gram: BTreeMap<u64, Order>,
    sorted: usize,
}

/// The entries of one gram.
#[derive(Debug, Default)]
pub(crate) struct Order {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    position: u32,
    end: u32,
    /// The nearest entry before this one that is a whole value and the beginning of this one's text, plus one.
    parent: u32,
}

/// Bytes that entries are sorted by. Where more are equal, their order says nothing.
const DEPTH: usize = 64;
/// Entries of one chain, and of all chains of one invocation, that are sorted. More are over-approximated.
const LONGEST_CHAIN: usize = 1 << 15;
const SORTED_IN_ALL: usize = 1 << 16;
/// Whole values looked at, each the beginning of the one before.
const ANCESTORS: usize = 16;

/// Entries that are looked at one by one because more than `DEPTH` bytes are equal.
const TIES: usize = 32;

/// What a look-up found: positions worth extending, and whether the longest match is among them.
#[derive(Debug, Default)]
pub(crate) struct Nearest {
    pub(crate) positions: Vec<usize>,
    pub(crate) exact: bool,
}

impl Orders {
    pub(crate) fn clear(&mut self) {
        self.by_gram.clear();
        self.sorted = 0;
    }

    /// The entries nearest to a text that begins with that gram, if its chain is sorted already.
    pub(crate) fn known(&self, inputs: &Inputs, gram: u64, text: &[u8]) -> Option<Nearest> {
        if self.by_gram.is_empty() {
            return None;
        }
        let order = self.by_gram.get(&gram).filter(|order| !order.entries.is_empty())?;
        Some(order.nearest(inputs, text))
    }

    /// The same, sorting the chain first if need be. `None`: it is too long for that.
    pub(crate) fn nearest(&mut self, inputs: &Inputs, gram: u64, text: &[u8]) -> Option<Nearest> {
        if !self.by_gram.contains_key(&gram) {
            let order = if self.sorted < SORTED_IN_ALL { Order::new(inputs, gram) } else { Order::default() };
            self.sorted += order.entries.len();
            self.by_gram.insert(gram, order);
        }
        self.known(inputs, gram, text)
    }
}

impl Order {
    /// Sorts the chain of a gram; empty when it is too long.
    fn new(inputs: &Inputs, gram: u64) -> Self {
        let mut entries = Vec::new();
        let mut next = inputs.index.first(gram);
        while let Some(at) = next {
            if index::gram(index::word(&inputs.arena, at)) == gram
                && let Some((_, stored)) = inputs.owner(at)
            {
                entries.push(Entry { position: at as u32, end: stored.end() as u32, parent: 0 });
            }
            if entries.len() > LONGEST_CHAIN {
                return Self::default();
            }
            next = inputs.index.before(at);
        }
        entries.sort_unstable_by(|a, b| compare(a.text(inputs), b.text(inputs)));
        let mut order = Self { entries };
        order.adopt(inputs);
        order
    }

    /// Fills in the parents.
    fn adopt(&mut self, inputs: &Inputs) {
        let mut ancestors: Vec<(u32, &[u8])> = Vec::new();
        for (number, entry) in self.entries.iter_mut().enumerate() {
            let text = entry.text(inputs);
            while ancestors.last().is_some_and(|(_, beginning)| !text.starts_with(beginning)) {
                ancestors.pop();
            }
            entry.parent = ancestors.last().map_or(0, |(parent, _)| *parent);
            if text.len() <= DEPTH && entry.is_whole(inputs) {
                ancestors.push((number as u32 + 1, text));
            }
        }
    }

    fn nearest(&self, inputs: &Inputs, text: &[u8]) -> Nearest {
        let after = self.entries.partition_point(|entry| compare(entry.text(inputs), text) != Ordering::Greater);
        let mut nearest = Nearest { positions: Vec::with_capacity(4), exact: true };
        let before = self.entries.get(..after).unwrap_or_default();
        let behind = self.entries.get(after..).unwrap_or_default();
        nearest.take(before.iter().rev(), inputs, text);
        nearest.take(behind.iter(), inputs, text);
        let mut parent =
            after.checked_sub(1).and_then(|number| self.entries.get(number)).map_or(0, |entry| entry.parent);
        for _ in 0..ANCESTORS {
            let Some(entry) = (parent as usize).checked_sub(1).and_then(|number| self.entries.get(number)) else {
                break;
            };
            if text.starts_with(entry.text(inputs)) {
                nearest.positions.push(entry.position as usize);
                break;
            }
            parent = entry.parent;
        }
        nearest
    }
}

impl Nearest {
    /// Takes the nearest entry, and those behind it that are as near as far as entries are sorted.
    fn take<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>, inputs: &Inputs, text: &[u8]) {
        for (number, entry) in entries.enumerate() {
            if number >= TIES {
                self.exact = false;
                return;
            }
            let length = common(entry.text(inputs), text, DEPTH);
            if number > 0 && length < DEPTH {
                return;
            }
            self.positions.push(entry.position as usize);
            if length < DEPTH {
                return;
            }
        }
    }
}

impl Entry {
    fn text<'a>(&self, inputs: &'a Inputs) -> &'a [u8] {
        inputs.arena.get(self.position as usize..self.end as usize).unwrap_or_default()
    }

    fn is_whole(&self, inputs: &Inputs) -> bool {
        inputs.owner(self.position as usize).is_some_and(|(_, stored)| stored.at == self.position)
    }
}

fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let a = a.get(..DEPTH).unwrap_or(a);
    let b = b.get(..DEPTH).unwrap_or(b);
    let shared = common(a, b, DEPTH);
    a.get(shared).cmp(&b.get(shared))
}
