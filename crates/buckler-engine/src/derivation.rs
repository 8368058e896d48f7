//! Texts that the application built from a base and parts, remembered for the sink that follows.

use alloc::{string::String, vec::Vec};

/// How a text was derived from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivationKind {
    /// `path.join`, `resolve` or `normalize`.
    Path,
    /// `new URL(input, base)`.
    Url,
}

/// A text that the application built from a base and parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation<'a> {
    /// What built it.
    pub kind: DerivationKind,
    /// The parts in order, the base first.
    pub parts: &'a [&'a str],
    /// What came out.
    pub result: &'a str,
}

/// The latest derivations, in slots whose buffers are used again.
#[derive(Debug, Default)]
pub(crate) struct Derivations {
    slots: Vec<Slot>,
    /// How many were pushed: the next one goes into slot `pushed % SLOTS`.
    pushed: usize,
}

#[derive(Debug)]
struct Slot {
    kind: DerivationKind,
    /// The result, and then the parts, one after the other.
    text: String,
    /// Where in `text` each of them ends.
    ends: Vec<u32>,
}

const SLOTS: usize = 32;
/// A derivation whose texts are longer in sum is not remembered; one may be as long as ten paths can be.
const LONGEST: usize = 1 << 16;
const KEPT: usize = 1 << 10;

impl Derivations {
    pub(crate) fn clear(&mut self) {
        self.pushed = 0;
        for slot in &mut self.slots {
            slot.text.clear();
            slot.text.shrink_to(KEPT);
        }
    }

    pub(crate) fn push(&mut self, derivation: Derivation<'_>) {
        let texts = || core::iter::once(&derivation.result).chain(derivation.parts);
        if texts().map(|text| text.len()).sum::<usize>() > LONGEST {
            return;
        }
        let number = self.pushed % SLOTS;
        if number >= self.slots.len() {
            self.slots.push(Slot { kind: derivation.kind, text: String::new(), ends: Vec::new() });
        }
        let Some(slot) = self.slots.get_mut(number) else { return };
        slot.kind = derivation.kind;
        slot.text.clear();
        slot.ends.clear();
        for text in texts() {
            slot.text.push_str(text);
            slot.ends.push(slot.text.len() as u32);
        }
        self.pushed += 1;
    }

    /// The parts of the latest derivation with that result.
    pub(crate) fn parts(&self, kind: DerivationKind, result: &str) -> Option<impl Iterator<Item = &str> + Clone> {
        let live = self.pushed.min(SLOTS);
        let newest_first = (0..live).filter_map(|back| self.slots.get((self.pushed - 1 - back) % SLOTS));
        let slot = newest_first.into_iter().find(|slot| slot.kind == kind && slot.result() == result)?;
        Some(slot.texts().skip(1))
    }
}

impl Slot {
    fn result(&self) -> &str {
        self.texts().next().unwrap_or_default()
    }

    fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        let starts = core::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(|(start, end)| self.text.get(start as usize..*end as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join<'a>(parts: &'a [&'a str], result: &'a str) -> Derivation<'a> {
        Derivation { kind: DerivationKind::Path, parts, result }
    }

    #[test]
    fn latest_derivation_of_a_result_is_found() {
        let mut derivations = Derivations::default();
        derivations.push(join(&["/a", "b"], "/a/b"));
        derivations.push(join(&["/", "a", "b"], "/a/b"));
        let parts = derivations.parts(DerivationKind::Path, "/a/b").unwrap();
        assert_eq!(parts.collect::<Vec<_>>(), ["/", "a", "b"]);
        assert!(derivations.parts(DerivationKind::Url, "/a/b").is_none());
        assert!(derivations.parts(DerivationKind::Path, "/a").is_none());
    }

    #[test]
    fn oldest_is_forgotten_and_clear_forgets_all() {
        let mut derivations = Derivations::default();
        derivations.push(join(&["/first", "x"], "/first/x"));
        for _ in 0..SLOTS {
            derivations.push(join(&["/a", "b"], "/a/b"));
        }
        assert!(derivations.parts(DerivationKind::Path, "/first/x").is_none());
        assert!(derivations.parts(DerivationKind::Path, "/a/b").is_some());
        derivations.clear();
        assert!(derivations.parts(DerivationKind::Path, "/a/b").is_none());
    }
}
