//! The automaton of an expression, and what its loops mean for time.

use super::parser::{Part, Set};
use std::collections::BTreeMap;

/// Automata with more states are not looked at.
const MAX_STATES: usize = 300;

/// Steps of the search, after which an expression counts as too large to say.
const BUDGET: usize = 2_000_000;

/// A number of ways: none, one, or several.
type Ways = u8;

fn product(first: Ways, second: Ways) -> Ways {
    first.saturating_mul(second).min(2)
}

/// What a letter of the expression takes; nothing for a check.
#[derive(Default)]
struct Automaton {
    states: Vec<Set>,
    /// For each state the states after it, and the number of ways to them.
    after: Vec<BTreeMap<usize, Ways>>,
}

/// The edges of a part: states that it can begin and end with, and in how many ways it can be passed without a letter.
#[derive(Clone, Default)]
struct Edges {
    first: BTreeMap<usize, Ways>,
    last: BTreeMap<usize, Ways>,
    empty: Ways,
}

/// Whether time doubles with every few letters; no for an expression that is too large to say.
pub(super) fn is_exponential(part: &Part) -> bool {
    let mut automaton = Automaton::default();
    let Some(edges) = automaton.add(part) else { return false };
    automaton.has_doubling_loop(&edges).unwrap_or(false)
}

impl Automaton {
    /// Adds the states of a part; nothing when there are too many. The nesting is bounded by the parser.
    fn add(&mut self, part: &Part) -> Option<Edges> {
        match part {
            Part::Empty => Some(Edges { empty: 1, ..Edges::default() }),
            Part::Check => self.state(Set::default()),
            Part::Letter(set) => self.state(*set),
            Part::Sequence(parts) => {
                let mut whole = Edges { empty: 1, ..Edges::default() };
                for part in parts {
                    let next = self.add(part)?;
                    self.connect(&whole.last, &next.first);
                    whole = joined(whole, next);
                }
                Some(whole)
            }
            Part::Alternatives(parts) => {
                let mut whole = Edges::default();
                for part in parts {
                    let next = self.add(part)?;
                    merge(&mut whole.first, &next.first, 1);
                    merge(&mut whole.last, &next.last, 1);
                    whole.empty = whole.empty.saturating_add(next.empty).min(2);
                }
                Some(whole)
            }
            Part::Loop { body, optional } => {
                let mut inner = self.add(body)?;
                self.connect(&inner.last, &inner.first);
                // Engines leave a loop whose round took no letter, so these ways do not multiply.
                inner.empty = inner.empty.min(1).max(Ways::from(*optional));
                Some(inner)
            }
        }
    }

    fn state(&mut self, set: Set) -> Option<Edges> {
        let state = self.states.len();
        if state >= MAX_STATES {
            return None;
        }
        self.states.push(set);
        self.after.push(BTreeMap::new());
        let edge = BTreeMap::from([(state, 1)]);
        Some(Edges { first: edge.clone(), last: edge, empty: 0 })
    }

    fn connect(&mut self, last: &BTreeMap<usize, Ways>, first: &BTreeMap<usize, Ways>) {
        for (state, ways) in last {
            if let Some(after) = self.after.get_mut(*state) {
                merge(after, first, *ways);
            }
        }
    }

    fn has_doubling_loop(&self, edges: &Edges) -> Option<bool> {
        let mut loops: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (state, component) in components(&self.plain_steps()).into_iter().enumerate() {
            loops.entry(component).or_default().push(state);
        }
        let mut budget = BUDGET;
        for members in loops.values().filter(|members| self.can_fail_after(members, edges)) {
            if self.doubles(members, &mut budget)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn plain_steps(&self) -> Vec<Vec<usize>> {
        self.after.iter().map(|after| after.keys().copied().collect()).collect()
    }

    fn after_of(&self, state: usize) -> impl Iterator<Item = (usize, Ways)> {
        self.after.get(state).into_iter().flatten().map(|(next, ways)| (*next, *ways))
    }

    fn set(&self, state: usize) -> Set {
        self.states.get(state).copied().unwrap_or_default()
    }

    /// Whether leaving a loop needs anything more. If not, the match is found, and nothing is tried again.
    fn can_fail_after(&self, members: &[usize], edges: &Edges) -> bool {
        !members.iter().any(|state| edges.last.contains_key(state))
    }

    /// Whether one text leads around a loop in two ways.
    fn doubles(&self, members: &[usize], budget: &mut usize) -> Option<bool> {
        let inside = |state: &usize| members.binary_search(state).is_ok();
        for state in members {
            let mut steps = self.after_of(*state).filter(|(next, _)| inside(next) && !self.set(*next).is_empty());
            if steps.any(|(_, ways)| ways > 1) {
                return Some(true);
            }
        }
        // Pairs of states that one text leads to, from a pair of equal states.
        let mut numbers: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut steps: Vec<Vec<usize>> = Vec::new();
        let number = |pair: (usize, usize), pairs: &mut Vec<(usize, usize)>, numbers: &mut BTreeMap<_, _>| {
            *numbers.entry(pair).or_insert_with(|| {
                pairs.push(pair);
                pairs.len() - 1
            })
        };
        for state in members {
            number((*state, *state), &mut pairs, &mut numbers);
        }
        while let Some((first, second)) = pairs.get(steps.len()).copied() {
            let mut next = Vec::new();
            for (one, _) in self.after_of(first).filter(|(one, _)| inside(one)) {
                for (other, _) in self.after_of(second).filter(|(other, _)| inside(other)) {
                    *budget = budget.checked_sub(1)?;
                    if !self.set(one).common(self.set(other)).is_empty() {
                        // The order of the two does not matter.
                        let pair = (one.min(other), one.max(other));
                        next.push(number(pair, &mut pairs, &mut numbers));
                    }
                }
            }
            steps.push(next);
        }
        let groups = components(&steps);
        let mut equal = vec![false; pairs.len()];
        for (pair, group) in pairs.iter().zip(&groups) {
            if let (true, Some(mark)) = (pair.0 == pair.1, equal.get_mut(*group)) {
                *mark = true;
            }
        }
        Some(pairs.iter().zip(&groups).any(|(pair, group)| pair.0 != pair.1 && equal.get(*group) == Some(&true)))
    }
}

fn joined(before: Edges, next: Edges) -> Edges {
    let mut whole = Edges { first: before.first, last: next.last, empty: product(before.empty, next.empty) };
    merge(&mut whole.first, &next.first, before.empty);
    merge(&mut whole.last, &before.last, next.empty);
    whole
}

/// Adds ways, each multiplied.
fn merge(into: &mut BTreeMap<usize, Ways>, from: &BTreeMap<usize, Ways>, times: Ways) {
    if times == 0 {
        return;
    }
    for (state, ways) in from {
        let sum = into.entry(*state).or_insert(0);
        *sum = sum.saturating_add(product(*ways, times)).min(2);
    }
}

/// The strongly connected component of each node, by number. Without recursion.
fn components(steps: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = steps.len();
    let (mut order, mut low, mut component) = (vec![UNSEEN; count], vec![0; count], vec![UNSEEN; count]);
    let (mut seen, mut groups) = (0, 0);
    let mut open: Vec<usize> = Vec::new();
    for root in 0..count {
        if order.get(root) != Some(&UNSEEN) {
            continue;
        }
        // A node and the number of its steps that were followed.
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, step)) = path.pop() {
            if step == 0 {
                set(&mut order, node, seen);
                set(&mut low, node, seen);
                seen += 1;
                open.push(node);
            }
            match steps.get(node).and_then(|next| next.get(step)).copied() {
                Some(next) => {
                    path.push((node, step + 1));
                    if get(&order, next) == UNSEEN {
                        path.push((next, 0));
                    } else if get(&component, next) == UNSEEN {
                        let lowest = get(&low, node).min(get(&order, next));
                        set(&mut low, node, lowest);
                    }
                }
                None => {
                    if get(&low, node) == get(&order, node) {
                        while let Some(member) = open.pop() {
                            set(&mut component, member, groups);
                            if member == node {
                                break;
                            }
                        }
                        groups += 1;
                    }
                    if let Some((parent, _)) = path.last() {
                        let lowest = get(&low, *parent).min(get(&low, node));
                        set(&mut low, *parent, lowest);
                    }
                }
            }
        }
    }
    component
}

fn get(values: &[usize], at: usize) -> usize {
    values.get(at).copied().unwrap_or(usize::MAX)
}

fn set(values: &mut [usize], at: usize, value: usize) {
    if let Some(place) = values.get_mut(at) {
        *place = value;
    }
}
