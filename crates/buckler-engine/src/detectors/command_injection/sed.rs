//! Scripts of `sed`.

use crate::Taint;

/// What is wrong with the first range that leaves the part of the script it stands in: where it starts, and why.
pub(super) fn judge(text: &str, taint: &Taint) -> Option<(usize, &'static str)> {
    let delimiter = delimiter(text);
    taint.ranges.iter().find_map(|range| {
        let piece = text.get(range.start..range.end)?;
        let is_word = piece.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_word && range.end - range.start < text.trim().len() {
            return None;
        }
        if piece.trim() == text.trim() {
            return Some((range.start, "is code of its own"));
        }
        let is_protected = text.get(..range.start).is_some_and(|before| before.ends_with('\\'));
        let ends_part = piece.char_indices().any(|(at, character)| {
            let is_end = delimiter.is_none_or(|delimiter| delimiter == character) || character == '\n';
            is_end && !(at == 0 && is_protected) && !piece.get(..at).is_some_and(|before| before.ends_with('\\'))
        });
        ends_part.then_some((range.start, "ends a part of the script"))
    })
}

/// What separates the parts of the first substitution: `/` in `s/a/b/`.
fn delimiter(text: &str) -> Option<char> {
    let mut characters = text
        .trim_start_matches(|character: char| character.is_ascii_digit() || matches!(character, ',' | '$' | ' '))
        .chars();
    match characters.next() {
        Some('s' | 'y') => characters.next(),
        Some('/') => Some('/'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TaintRange, ValueId};

    fn objects(text: &str, input: &str) -> bool {
        let start = text.find(input).unwrap();
        let end = start + input.len();
        let range = TaintRange { start, end, value: ValueId(0), whole: true, prefix: true, joined: false };
        judge(text, &Taint { ranges: alloc::vec![range], coarse: false }).is_some()
    }

    #[test]
    fn input_stays_inside_one_part_of_the_script() {
        assert!(!objects("s/NAME/Ann Lee/g", "Ann Lee"));
        assert!(!objects("s|NAME|a/b|", "a/b"));
        assert!(!objects("s/a/b\\/c/", "b\\/c"));
        assert!(objects("s/NAME/x/e;s/a/b/", "x/e;s/a/b"));
        assert!(objects("1e id", "1e id"));
    }
}
