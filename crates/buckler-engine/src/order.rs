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
    /// `None`: too long to sort.
    by_gram: BTreeMap<u64, Option<Order>>,
    /// Entries that were walked to sort chains.
    walked: usize,
}

/// The entries of one gram.
#[derive(Debug, Default)]
pub(crate) struct Order {
    entries: Vec<Entry>,
    /// Bytes that all entries begin with.
    shared: usize,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The eight bytes behind the shared ones, first byte highest: most comparisons end here, without the arena.
    key: u64,
    position: u32,
    end: u32,
    /// The nearest entry before this one that is a whole value and the beginning of this one's text, plus one.
    parent: u32,
}

/// Bytes that entries are sorted by. Where more are equal, their order says nothing.
const DEPTH: usize = 64;
/// Entries that are walked to sort one chain, and all chains of one invocation. More are over-approximated.
const LONGEST_CHAIN: usize = 1 << 15;
const WALKED_IN_ALL: usize = 1 << 18;
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
        self.walked = 0;
    }

    /// Whether no chain was sorted yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_gram.is_empty()
    }

    /// Writes down what is nearest to a text that begins with that gram. `false`: its chain was not met before.
    pub(crate) fn nearest(&self, inputs: &Inputs, gram: u64, text: &[u8], nearest: &mut Nearest) -> bool {
        nearest.positions.clear();
        nearest.exact = false;
        let Some(order) = self.by_gram.get(&gram) else { return false };
        if let Some(order) = order {
            nearest.exact = true;
            order.nearest(inputs, text, nearest);
        }
        true
    }

    /// Sorts the chain of a gram.
    pub(crate) fn sort(&mut self, inputs: &Inputs, gram: u64) {
        let order = if self.walked < WALKED_IN_ALL { Order::new(inputs, gram, &mut self.walked) } else { None };
        self.by_gram.insert(gram, order);
    }
}

impl Order {
    /// Sorts the chain of a gram. `None`: it is too long.
    fn new(inputs: &Inputs, gram: u64, walked: &mut usize) -> Option<Self> {
        let mut entries = Vec::new();
        let mut next = inputs.index.first(gram);
        let limit = *walked + LONGEST_CHAIN;
        while let Some(at) = next {
            *walked += 1;
            if *walked > limit {
                return None;
            }
            if index::gram(index::word(&inputs.arena, at)) == gram
                && let Some((_, stored)) = inputs.owner(at)
            {
                entries.push(Entry { key: 0, position: at as u32, end: stored.end() as u32, parent: 0 });
            }
            next = inputs.index.before(at);
        }
        let mut order = Self { shared: shared(inputs, &entries), entries };
        for entry in &mut order.entries {
            entry.key = key(entry.text(inputs), order.shared);
        }
        let texts = |a: &Entry, b: &Entry| compare(a.text(inputs), b.text(inputs));
        order.entries.sort_unstable_by(|a, b| a.key.cmp(&b.key).then_with(|| texts(a, b)));
        order.adopt(inputs);
        Some(order)
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

    /// How many entries stand before the text or are equal to it.
    fn place(&self, inputs: &Inputs, text: &[u8]) -> usize {
        let begins_alike = match self.entries.first() {
            Some(first) => common(first.text(inputs), text, self.shared) >= self.shared,
            None => false,
        };
        let wanted = key(text, self.shared);
        self.entries.partition_point(|entry| {
            let by_key = if begins_alike { entry.key.cmp(&wanted) } else { Ordering::Equal };
            by_key.then_with(|| compare(entry.text(inputs), text)) != Ordering::Greater
        })
    }

    fn nearest(&self, inputs: &Inputs, text: &[u8], nearest: &mut Nearest) {
        let after = self.place(inputs, text);
        let (before, behind) = self.entries.split_at_checked(after).unwrap_or_default();
        let shared = |entry: Option<&Entry>| entry.map_or(0, |entry| common(entry.text(inputs), text, DEPTH));
        let (left, right) = (shared(before.last()), shared(behind.first()));
        if left >= right {
            nearest.take(before.iter().rev(), left, inputs, text);
        }
        if right >= left {
            nearest.take(behind.iter(), right, inputs, text);
        }
        nearest.positions.extend(self.whole_beginning(after, inputs, text));
    }

    /// The longest whole value that the text begins with, among the entries before `after`.
    fn whole_beginning(&self, after: usize, inputs: &Inputs, text: &[u8]) -> Option<usize> {
        let mut number = after;
        for _ in 0..ANCESTORS {
            let entry = self.entries.get(number.checked_sub(1)?)?;
            if entry.is_whole(inputs) && text.starts_with(entry.text(inputs)) {
                return Some(entry.position as usize);
            }
            number = entry.parent as usize;
        }
        None
    }
}

impl Nearest {
    /// Takes the nearest entry, and those behind it that are as near as far as entries are sorted.
    fn take<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>, length: usize, inputs: &Inputs, text: &[u8]) {
        for (number, entry) in entries.enumerate() {
            if number >= TIES {
                self.exact = false;
                return;
            }
            if number > 0 && (length < DEPTH || common(entry.text(inputs), text, DEPTH) < DEPTH) {
                return;
            }
            self.positions.push(entry.position as usize);
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

/// How many bytes all entries begin with, at most `DEPTH`.
fn shared(inputs: &Inputs, entries: &[Entry]) -> usize {
    let Some((first, rest)) = entries.split_first() else { return 0 };
    let first = first.text(inputs);
    rest.iter().fold(first.len().min(DEPTH), |shared, entry| common(first, entry.text(inputs), shared))
}

/// Eight bytes of a text from `at` on, in an order that is that of the texts.
fn key(text: &[u8], at: usize) -> u64 {
    index::word(text, at).swap_bytes()
}

fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let a = a.get(..DEPTH).unwrap_or(a);
    let b = b.get(..DEPTH).unwrap_or(b);
    let shared = common(a, b, DEPTH);
    a.get(shared).cmp(&b.get(shared))
}
