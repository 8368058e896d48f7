//! Inclusion of patterns with `?`: both are run as automata, side by side.

use crate::pattern::{Inclusion, Token};
use alloc::{collections::BTreeSet, vec, vec::Vec};

/// Most pairs of states that are looked at. Resource patterns of real policies need below a hundred.
const MAX_PAIRS: usize = 4_096;
/// Longest pattern that is compared so.
const MAX_TOKENS: usize = 512;

/// Whether `wide` matches all that `narrow` can.
///
/// A pair is a position in `narrow` and all positions that `wide` can be in after the same text. Where `narrow` is at
/// its end and `wide` cannot be, a text is found that only `narrow` matches.
pub(crate) fn includes(wide: &[Token], narrow: &[Token]) -> Inclusion {
    if wide.len() > MAX_TOKENS || narrow.len() > MAX_TOKENS {
        return Inclusion::Unknown;
    }
    let letters = alphabet(wide, narrow);
    let first = (0, closure(wide, vec![0]));
    let mut seen = BTreeSet::from([first.clone()]);
    let mut open = vec![first];
    while let Some((at, states)) = open.pop() {
        let Some(token) = narrow.get(at) else {
            if states.contains(&wide.len()) {
                continue;
            }
            return Inclusion::No;
        };
        let mut next = Vec::new();
        if *token == Token::Star {
            next.push((at + 1, states.clone()));
            next.extend(letters.iter().map(|letter| (at, step(wide, &states, *letter))));
        } else {
            let allowed = letters.iter().filter(|letter| *token == Token::Any || *token == Token::One(**letter));
            next.extend(allowed.map(|letter| (at + 1, step(wide, &states, *letter))));
        }
        for pair in next {
            if seen.contains(&pair) {
                continue;
            }
            if seen.len() >= MAX_PAIRS {
                return Inclusion::Unknown;
            }
            seen.insert(pair.clone());
            open.push(pair);
        }
    }
    Inclusion::Yes
}

/// The characters that either names, and one that stands for all others.
fn alphabet(wide: &[Token], narrow: &[Token]) -> Vec<char> {
    let named: BTreeSet<char> = wide
        .iter()
        .chain(narrow)
        .filter_map(|token| match token {
            Token::One(letter) => Some(*letter),
            _ => None,
        })
        .collect();
    let other = (0..).filter_map(char::from_u32).find(|letter| !named.contains(letter));
    named.into_iter().chain(other).collect()
}

/// The positions of `wide` after one more letter.
fn step(wide: &[Token], states: &[usize], letter: char) -> Vec<usize> {
    let mut next = Vec::new();
    for state in states {
        match wide.get(*state) {
            Some(Token::Star) => next.push(*state),
            Some(Token::Any) => next.push(state + 1),
            Some(Token::One(wanted)) if *wanted == letter => next.push(state + 1),
            _ => {}
        }
    }
    closure(wide, next)
}

/// Adds the positions behind stars, which may match nothing. The result is in order and without repetition.
fn closure(wide: &[Token], states: Vec<usize>) -> Vec<usize> {
    let mut all = BTreeSet::new();
    for state in states {
        let mut state = state;
        all.insert(state);
        while wide.get(state) == Some(&Token::Star) {
            state += 1;
            all.insert(state);
        }
    }
    all.into_iter().collect()
}
