//! Sets of actions: one bit per action of the catalogue.

use crate::catalog::ActionId;
use alloc::{vec, vec::Vec};

const WORD: usize = u64::BITS as usize;

/// A set of actions of one catalogue. Every operation is exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionSet {
    /// No trailing zero words are promised: sets of one catalogue have one length, the empty default has none.
    words: Vec<u64>,
}

impl ActionSet {
    /// The empty set with room for `count` actions.
    pub(crate) fn with_room(count: usize) -> Self {
        Self { words: vec![0; count.div_ceil(WORD)] }
    }

    /// The set of the first `count` actions.
    pub(crate) fn first(count: usize) -> Self {
        let mut all = Self { words: vec![u64::MAX; count.div_ceil(WORD)] };
        let rest = count % WORD;
        if let (true, Some(last)) = (rest != 0, all.words.last_mut()) {
            *last = (1 << rest) - 1;
        }
        all
    }

    /// Adds one action.
    pub fn insert(&mut self, action: ActionId) {
        let (word, bit) = place(action);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether `action` is in the set.
    pub fn contains(&self, action: ActionId) -> bool {
        let (word, bit) = place(action);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// How many actions it holds.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Adds all of `other`.
    pub fn union_with(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }

    /// Keeps only what `other` holds too.
    pub fn intersect_with(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine &= theirs;
        }
    }

    /// Takes away all that `other` holds.
    pub fn subtract(&mut self, other: &Self) {
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine &= !theirs;
        }
    }

    /// What both hold.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.intersect_with(other);
        both
    }

    /// What this one holds and `other` does not.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        rest.subtract(other);
        rest
    }

    /// Whether both hold at least one action in common.
    pub fn intersects(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(mine, theirs)| mine & theirs != 0)
    }

    /// Whether `other` holds all of this set.
    pub fn is_subset(&self, other: &Self) -> bool {
        let theirs = other.words.iter().copied().chain(core::iter::repeat(0));
        self.words.iter().zip(theirs).all(|(mine, theirs)| mine & !theirs == 0)
    }

    /// The actions in the order of the catalogue.
    pub fn iter(&self) -> impl Iterator<Item = ActionId> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| Bits { word: *word, base: at * WORD })
    }
}

impl FromIterator<ActionId> for ActionSet {
    fn from_iter<T: IntoIterator<Item = ActionId>>(actions: T) -> Self {
        let mut set = Self::default();
        for action in actions {
            set.insert(action);
        }
        set
    }
}

fn place(action: ActionId) -> (usize, u64) {
    let index = action.index();
    (index / WORD, 1 << (index % WORD))
}

struct Bits {
    word: u64,
    base: usize,
}

impl Iterator for Bits {
    type Item = ActionId;

    fn next(&mut self) -> Option<ActionId> {
        (self.word != 0).then(|| {
            let bit = self.word.trailing_zeros() as usize;
            self.word &= self.word - 1;
            ActionId::new(self.base + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use proptest::prelude::*;

    const COUNT: usize = 300;

    fn members() -> impl Strategy<Value = BTreeSet<usize>> {
        proptest::collection::btree_set(0..COUNT, 0..60)
    }

    fn set(members: &BTreeSet<usize>) -> ActionSet {
        let mut set = ActionSet::with_room(COUNT);
        members.iter().for_each(|member| set.insert(ActionId::new(*member)));
        set
    }

    fn list(set: &ActionSet) -> BTreeSet<usize> {
        set.iter().map(ActionId::index).collect()
    }

    proptest! {
        #[test]
        fn operations_agree_with_ordered_sets(a in members(), b in members()) {
            let (left, right) = (set(&a), set(&b));
            let mut union = left.clone();
            union.union_with(&right);
            prop_assert_eq!(list(&union), &a | &b);
            prop_assert_eq!(list(&left.intersection(&right)), &a & &b);
            prop_assert_eq!(list(&left.difference(&right)), &a - &b);
            prop_assert_eq!(left.is_subset(&right), a.is_subset(&b));
            prop_assert_eq!(left.intersects(&right), !a.is_disjoint(&b));
            prop_assert_eq!(left.len(), a.len());
            prop_assert_eq!(left.is_empty(), a.is_empty());
        }

        #[test]
        fn sets_of_different_room_compare_by_members(a in members(), b in members()) {
            let narrow: ActionSet = a.iter().map(|member| ActionId::new(*member)).collect();
            prop_assert_eq!(narrow.is_subset(&set(&b)), a.is_subset(&b));
            prop_assert_eq!(set(&b).is_subset(&narrow), b.is_subset(&a));
        }
    }

    #[test]
    fn all_actions_are_as_many_as_asked_for() {
        for count in [0, 1, 63, 64, 65, 22_091] {
            assert_eq!(ActionSet::first(count).len(), count);
        }
    }
}
