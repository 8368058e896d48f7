//! Code that another program will run, of whatever language: only what most of them share is known.

use super::vector::TELLING;
use crate::{Taint, TaintRange};
use alloc::vec::Vec;
use core::ops::Range;

/// What is wrong with the first range that does not stay inside one string literal or number: where it starts, and why.
pub(super) fn judge(text: &str, taint: &Taint) -> Option<(usize, &'static str)> {
    let literals = literals(text);
    taint.ranges.iter().find_map(|range| {
        let reason = judge_range(text, &literals, range)?;
        Some((range.start, reason))
    })
}

/// The same for a graph of filters, in which a quote in a text is a mishap and only a setting does harm.
pub(super) fn judge_filter(text: &str, taint: &Taint) -> Option<(usize, &'static str)> {
    let literals = literals(text);
    taint.ranges.iter().find_map(|range| {
        let piece = text.get(range.start..range.end)?;
        judge_range(text, &literals, range).filter(|_| piece.contains('='))?;
        Some((range.start, "adds a filter"))
    })
}

fn judge_range(text: &str, literals: &[Literal], range: &TaintRange) -> Option<&'static str> {
    let piece = text.get(range.start..range.end)?;
    if is_operand(piece) {
        return None;
    }
    let before = literals.partition_point(|literal| literal.start <= range.start);
    if let Some(literal) = before.checked_sub(1).and_then(|last| literals.get(last))
        && range.start < literal.end
    {
        return literal.judge(text, &(range.start..range.end));
    }
    // Three characters, or a short piece of a value, equal code of the application by chance.
    if piece.len() <= 3 || !(range.whole || piece.len() >= TELLING) {
        return None;
    }
    let is_all = piece.trim() == text.trim();
    Some(if is_all { "is code of its own" } else { "writes code outside of a string literal" })
}

/// Whether a text is a number or one name: no structure in any language.
fn is_operand(text: &str) -> bool {
    let unsigned = text.trim().trim_start_matches(['-', '+']);
    unsigned.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || byte >= 0x80)
}

/// The interior of a string literal.
struct Literal {
    start: usize,
    end: usize,
    quote: u8,
}

impl Literal {
    fn judge(&self, text: &str, range: &Range<usize>) -> Option<&'static str> {
        if range.end > self.end {
            return Some("ends a string literal");
        }
        let piece = text.get(range.clone()).unwrap_or_default();
        let expands =
            self.quote != b'\'' && ["${", "#{", "`", "@{", "$("].iter().any(|opening| piece.contains(opening));
        if expands {
            return Some("adds an expression to a string literal");
        }
        // An odd number of backslashes at the end protects the application's closing quote.
        let trailing = piece.len() - piece.trim_end_matches('\\').len();
        let protects = trailing % 2 == 1 && text.as_bytes().get(range.end) == Some(&self.quote);
        protects.then_some("takes away the meaning of the character after it")
    }
}

/// The interiors of string literals, with backslashes protecting the character after them.
fn literals(text: &str) -> Vec<Literal> {
    let mut literals: Vec<Literal> = Vec::new();
    let mut open: Option<(usize, u8)> = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match open {
            _ if byte == b'\\' => {
                bytes.next();
            }
            Some((start, quote)) if byte == quote => {
                literals.push(Literal { start, end: at, quote });
                open = None;
            }
            None if matches!(byte, b'\'' | b'"' | b'`') => open = Some((at + 1, byte)),
            _ => {}
        }
    }
    if let Some((start, quote)) = open {
        literals.push(Literal { start, end: text.len(), quote });
    }
    literals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ValueId;

    fn objects(text: &str, input: &str) -> bool {
        let start = text.find(input).unwrap();
        let end = start + input.len();
        let range = TaintRange { start, end, value: ValueId(0), whole: true, prefix: true, joined: false };
        judge(text, &Taint { ranges: alloc::vec![range], coarse: false }).is_some()
    }

    #[test]
    fn input_stays_inside_one_literal() {
        assert!(!objects("print('some text')", "some text"));
        assert!(!objects("print('it\\'s fine')", "s fine"));
        assert!(!objects("take(4711)", "4711"));
        assert!(objects("print('x'); import os #')", "x'); import os #"));
        assert!(objects("print \"${x}\"", "${x}"));
        assert!(objects("print('some\\')", "some\\"));
        assert!(objects("take(a, b)", "a, b"));
        assert!(objects("system('id')", "system('id')"));
    }
}
