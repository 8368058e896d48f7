//! The table of grams: where in the arena a piece of text can stand.
//!
//! Every value is sampled at a fixed stride, and a text is probed at every position: a gram of [`GRAM`] bytes every
//! [`STRIDE`] bytes finds every common piece of `GRAM + STRIDE - 1` = 8 bytes. Values of at most [`SHORT`] bytes are
//! found as a whole only, by their packed bytes and length.
//!
//! One word of the table holds the newest entry of a chain (24 bits) and a filter of eight bits over the grams in that
//! chain, so that a probe that finds nothing touches one cache line. Entries are positions in the arena, in units of
//! the stride: each value starts at such a position.
#![expect(
    clippy::indexing_slicing,
    reason = "measured hot loops; every index is masked, or bounded just above its use"
)]

use alloc::vec::Vec;

/// Bytes of a gram.
pub(crate) const GRAM: usize = 5;
/// Bytes from one sampled gram of a value to the next.
pub(crate) const STRIDE: usize = 4;
/// Length of the longest value that is matched as a whole only.
pub(crate) const SHORT: usize = 7;
/// Length of the shortest piece that is found wherever it stands.
pub(crate) const PIECE: usize = GRAM + STRIDE - 1;
/// Bytes that the arena can hold: 24 bits of entries.
pub(crate) const ARENA_LIMIT: usize = ((1 << 24) - 2) * STRIDE;

const GRAM_SLOTS: usize = 128;
const SHORT_SLOTS: usize = 64;
const KEPT_SLOTS: usize = 1 << 14;

/// Up to eight bytes of `bytes` from `at` on, the first one lowest; what lies past the end is zero.
#[inline(always)]
pub(crate) fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes[at.min(bytes.len())..].first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => last_word(bytes, at),
    }
}

#[inline]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.len().saturating_sub(at);
    match bytes.last_chunk::<8>() {
        Some(_) if rest == 0 => 0,
        // The last eight bytes, with those before `at` shifted out.
        Some(chunk) => u64::from_le_bytes(*chunk) >> (8 * (8 - rest)),
        None => bytes.iter().skip(at).rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// The gram that a word begins with.
#[inline(always)]
pub(crate) const fn gram(word: u64) -> u64 {
    word & 0xff_ffff_ffff
}

/// The key of a short value: its bytes and its length (1 to 7).
#[inline(always)]
pub(crate) const fn short_key(word: u64, length: usize) -> u64 {
    (word & ((1 << (8 * length)) - 1)) | (length as u64) << 56
}

/// How many bytes two texts have in common from two positions on, at most `limit`.
#[inline]
pub(crate) fn common(a: &[u8], b: &[u8], limit: usize) -> usize {
    let limit = limit.min(a.len()).min(b.len());
    let mut at = 0;
    while at < limit {
        let difference = word(a, at) ^ word(b, at);
        if difference != 0 {
            return (at + difference.trailing_zeros() as usize / 8).min(limit);
        }
        at += 8;
    }
    limit
}

/// Heads of chains by hash. A word holds the newest entry of the chain and the filter.
#[derive(Debug)]
struct Heads {
    words: Vec<u32>,
    shift: u32,
    entries: usize,
}

impl Heads {
    fn new(slots: usize) -> Self {
        Self { words: alloc::vec![0; slots], shift: 64 - slots.ilog2(), entries: 0 }
    }

    fn clear(&mut self, first_slots: usize) {
        if self.words.len() > KEPT_SLOTS {
            *self = Self::new(first_slots);
        } else {
            self.words.fill(0);
            self.entries = 0;
        }
    }

    fn is_crowded(&self) -> bool {
        self.entries > self.words.len()
    }

    #[inline(always)]
    fn slot(&self, hash: u64) -> (usize, u32) {
        ((hash >> self.shift) as usize & (self.words.len() - 1), 1 << (hash >> (self.shift - 3) & 7))
    }

    /// Puts an entry at the head of its chain and gives the entry that stood there, plus one.
    #[inline(always)]
    fn push(&mut self, hash: u64, entry: usize) -> u32 {
        let (slot, bit) = self.slot(hash);
        let word = self.words[slot];
        self.words[slot] = ((entry + 1) as u32) << 8 | word & 0xff | bit;
        self.entries += 1;
        word >> 8
    }

    #[inline(always)]
    fn first(&self, hash: u64) -> Option<usize> {
        let (slot, bit) = self.slot(hash);
        let word = self.words[slot];
        if word & bit == 0 { None } else { Some(((word >> 8) as usize - 1) * STRIDE) }
    }
}

/// What is known of an entry.
#[derive(Clone, Copy, Debug)]
struct Link {
    /// The entry before it in its chain, plus one.
    before: u32,
    /// Number of the value that it is part of.
    owner: u32,
}

/// Chains of entries: one set for the grams of long values, which may repeat without end, and one for short values,
/// each of which is there once, so that its chains stay short.
#[derive(Debug)]
pub(crate) struct Index {
    seed: u64,
    multiplier: u64,
    grams: Heads,
    shorts: Heads,
    /// By entry.
    links: Vec<Link>,
    /// By the first byte of a short value: which lengths there are, bit L for length L.
    lengths: [u8; 256],
    /// The same for values longer than one byte, by their first two bytes.
    pairs: [u8; 256],
}

impl Index {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed: scramble(seed),
            multiplier: scramble(!seed) | 1,
            grams: Heads::new(GRAM_SLOTS),
            shorts: Heads::new(SHORT_SLOTS),
            links: Vec::new(),
            lengths: [0; 256],
            pairs: [0; 256],
        }
    }

    /// Forgets everything. Keeps buffers of ordinary size.
    pub(crate) fn clear(&mut self) {
        self.grams.clear(GRAM_SLOTS);
        self.shorts.clear(SHORT_SLOTS);
        if self.links.capacity() > KEPT_SLOTS {
            self.links = Vec::new();
        }
        self.links.clear();
        self.lengths = [0; 256];
        self.pairs = [0; 256];
    }

    /// Makes room for an arena of that many bytes. The table must be empty.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        let bytes = bytes.min(ARENA_LIMIT);
        let slots = (bytes / STRIDE).next_power_of_two();
        if self.grams.entries == 0 && slots > self.grams.words.len() {
            self.grams = Heads::new(slots);
        }
        self.links.reserve(bytes / STRIDE);
    }

    /// Whether chains have become long for the number of slots.
    pub(crate) fn is_crowded(&self) -> bool {
        self.grams.is_crowded() || self.shorts.is_crowded()
    }

    /// Makes more slots and drops all entries: the caller enters them anew.
    pub(crate) fn grow(&mut self) {
        let roomy = |heads: &Heads| heads.words.len() * if heads.is_crowded() { 4 } else { 1 };
        self.grams = Heads::new(roomy(&self.grams));
        self.shorts = Heads::new(roomy(&self.shorts));
    }

    /// Tells that the arena has that many bytes now, the new ones being of that value.
    #[inline]
    pub(crate) fn cover(&mut self, bytes: usize, owner: u32) {
        self.links.resize(bytes.div_ceil(STRIDE), Link { before: 0, owner });
    }

    /// The value that an entry is part of.
    #[inline(always)]
    pub(crate) fn owner(&self, at: usize) -> usize {
        self.links[at / STRIDE].owner as usize
    }

    #[inline(always)]
    fn hash(&self, key: u64) -> u64 {
        (key ^ self.seed).wrapping_mul(self.multiplier)
    }

    /// Enters a gram that stands at that position of the arena, a multiple of the stride.
    #[inline]
    pub(crate) fn insert(&mut self, gram: u64, at: usize) {
        let hash = self.hash(gram);
        self.links[at / STRIDE].before = self.grams.push(hash, at / STRIDE);
    }

    /// Enters a short value that stands at that position of the arena and begins with that word.
    #[inline]
    pub(crate) fn insert_short(&mut self, word: u64, length: usize, at: usize) {
        self.lengths[usize::from(word as u8)] |= 1 << length;
        self.pairs[pair(word)] |= 1 << length;
        let hash = self.hash(short_key(word, length));
        self.links[at / STRIDE].before = self.shorts.push(hash, at / STRIDE);
    }

    /// The lengths that a short value beginning like this may have: bit L for length L.
    #[inline(always)]
    pub(crate) fn short_lengths(&self, word: u64) -> u8 {
        let lengths = self.lengths[usize::from(word as u8)];
        if lengths == 0 { 0 } else { lengths & (self.pairs[pair(word)] | 2) }
    }

    /// The newest entry that may be that gram.
    #[inline(always)]
    pub(crate) fn first(&self, gram: u64) -> Option<usize> {
        self.grams.first(self.hash(gram))
    }

    /// The newest short value that may have that key.
    #[inline(always)]
    pub(crate) fn first_short(&self, key: u64) -> Option<usize> {
        self.shorts.first(self.hash(key))
    }

    /// The entry before that one in its chain.
    #[inline(always)]
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        match self.links[at / STRIDE].before {
            0 => None,
            entry => Some((entry as usize - 1) * STRIDE),
        }
    }
}

#[inline(always)]
fn pair(word: u64) -> usize {
    ((word ^ word >> 5) & 0xff) as usize
}

fn scramble(seed: u64) -> u64 {
    // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}
