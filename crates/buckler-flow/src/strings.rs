//! Distinct texts as small numbers: names, keys, constants, shapes of text.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::hash::BuildHasher;
use hashbrown::{DefaultHashBuilder, HashTable};

/// A distinct text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Sym(pub(crate) u32);

/// Texts that were seen so far. A layer above another one begins where that one ends.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    offset: u32,
    texts: Vec<Box<str>>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Strings {
    /// An empty layer above `base`.
    pub(crate) fn above(base: &Self) -> Self {
        Self { offset: base.len(), ..Self::default() }
    }

    fn len(&self) -> u32 {
        self.offset.saturating_add(u32::try_from(self.texts.len()).unwrap_or(u32::MAX))
    }

    /// The number of a text that is there already.
    pub(crate) fn find(&self, text: &str) -> Option<Sym> {
        let hash = self.hasher.hash_one(text);
        self.table.find(hash, |index| self.at(*index) == Some(text)).map(|index| Sym(index.saturating_add(self.offset)))
    }

    /// The number of a text.
    pub(crate) fn intern(&mut self, text: &str) -> Sym {
        if let Some(found) = self.find(text) {
            return found;
        }
        let index = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(Box::from(text));
        let hash = self.hasher.hash_one(text);
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.table
            .insert_unique(hash, index, |index| hasher.hash_one(texts.get(*index as usize).map_or("", |text| &**text)));
        Sym(index.saturating_add(self.offset))
    }

    /// The text of a number of this layer.
    pub(crate) fn text(&self, sym: Sym) -> Option<&str> {
        self.at(sym.0.checked_sub(self.offset)?)
    }

    fn at(&self, index: u32) -> Option<&str> {
        self.texts.get(index as usize).map(|text| &**text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_goes_on_where_the_other_ends() {
        let mut base = Strings::default();
        let first = base.intern("a");
        let mut above = Strings::above(&base);
        let second = above.intern("b");
        assert_ne!(first, second);
        assert_eq!((base.text(first), above.text(second)), (Some("a"), Some("b")));
        assert_eq!((base.text(second), above.text(first)), (None, None));
        assert_eq!(above.intern("b"), second);
    }
}
