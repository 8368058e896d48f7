//! Programs and options by their names, as hash tables that the compiler makes: adding a program needs no second list.

#![expect(
    clippy::indexing_slicing,
    reason = "only in functions that the compiler evaluates: it refuses what is out of bounds"
)]

use super::{GROUPS, Program, Value};

/// The program of that name.
pub(super) fn program(name: &str) -> Option<&'static Program> {
    let mut slot = hash(0, name.as_bytes()) % PROGRAM_SLOTS;
    loop {
        let place = PROGRAMS.get(slot)?;
        let program = place.program()?;
        if place.name(program.names) == Some(name) {
            return Some(program);
        }
        slot = (slot + 1) % PROGRAM_SLOTS;
    }
}

/// What the value of an option of a program means.
pub(super) fn option(program: &Program, name: &str) -> Option<Value> {
    let mut slot = hash(program.seed, name.as_bytes()) % OPTION_SLOTS;
    loop {
        let place = OPTIONS.get(slot)?;
        let owner = place.program()?;
        let (names, value) = owner.options.get(usize::from(place.option))?;
        if owner.seed == program.seed && place.name(names) == Some(name) {
            return Some(*value);
        }
        slot = (slot + 1) % OPTION_SLOTS;
    }
}

/// Where a name stands: which program, which of its lists of options, and where in the list.
#[derive(Clone, Copy)]
struct Place {
    group: u8,
    number: u8,
    option: u8,
    length: u8,
    start: u16,
}

impl Place {
    const EMPTY: Self = Self { group: u8::MAX, number: 0, option: 0, length: 0, start: 0 };

    fn program(self) -> Option<&'static Program> {
        GROUPS.get(usize::from(self.group))?.get(usize::from(self.number))
    }

    fn name(self, names: &str) -> Option<&str> {
        let start = usize::from(self.start);
        names.get(start..start + usize::from(self.length))
    }
}

const PROGRAM_SLOTS: usize = 2048;
const OPTION_SLOTS: usize = 8192;

static PROGRAMS: [Place; PROGRAM_SLOTS] = programs();
static OPTIONS: [Place; OPTION_SLOTS] = options();

const fn programs() -> [Place; PROGRAM_SLOTS] {
    let mut table = Table::<PROGRAM_SLOTS>::new();
    let mut group = 0;
    while group < GROUPS.len() {
        let mut number = 0;
        while number < GROUPS[group].len() {
            let place = Place { group: group as u8, number: number as u8, ..Place::EMPTY };
            table.add(0, GROUPS[group][number].names, place);
            number += 1;
        }
        group += 1;
    }
    table.places
}

const fn options() -> [Place; OPTION_SLOTS] {
    let mut table = Table::<OPTION_SLOTS>::new();
    let mut group = 0;
    while group < GROUPS.len() {
        let mut number = 0;
        while number < GROUPS[group].len() {
            let program = &GROUPS[group][number];
            let mut option = 0;
            while option < program.options.len() {
                let place = Place { group: group as u8, number: number as u8, option: option as u8, ..Place::EMPTY };
                table.add(program.seed, program.options[option].0, place);
                option += 1;
            }
            number += 1;
        }
        group += 1;
    }
    table.places
}

/// A table being filled. Half of the slots stay empty, so that a search ends soon.
struct Table<const SLOTS: usize> {
    places: [Place; SLOTS],
    filled: usize,
}

impl<const SLOTS: usize> Table<SLOTS> {
    const fn new() -> Self {
        Self { places: [Place::EMPTY; SLOTS], filled: 0 }
    }

    /// Adds each of the names, which are separated by blanks.
    const fn add(&mut self, seed: usize, names: &str, place: Place) {
        let bytes = names.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let mut end = start;
            while end < bytes.len() && bytes[end] != b' ' {
                end += 1;
            }
            let (_, tail) = bytes.split_at(start);
            let (name, _) = tail.split_at(end - start);
            self.insert(hash(seed, name), Place { start: start as u16, length: (end - start) as u8, ..place });
            start = end + 1;
        }
    }

    const fn insert(&mut self, hash: usize, place: Place) {
        self.filled += 1;
        assert!(self.filled * 2 <= SLOTS, "the table is too small for its names");
        let mut slot = hash % SLOTS;
        while self.places[slot].group != Place::EMPTY.group {
            slot = (slot + 1) % SLOTS;
        }
        self.places[slot] = place;
    }
}

/// FNV-1a.
pub(super) const fn hash(seed: usize, name: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5 ^ seed as u32;
    let mut rest = name;
    while let [first, tail @ ..] = rest {
        hash = (hash ^ *first as u32).wrapping_mul(0x0100_0193);
        rest = tail;
    }
    hash as usize
}
