//! What sanitizers take out: markup, control characters, white space.

use alloc::vec::Vec;

/// Appends `text` without what stands between `<` and the next `>`. `false` when there is no such thing.
pub fn tags(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    let mut rest = text;
    let mut changed = false;
    while let Some(open) = rest.iter().position(|byte| *byte == b'<') {
        let (before, tag) = rest.split_at_checked(open).unwrap_or_default();
        let Some(close) = tag.iter().position(|byte| *byte == b'>') else { break };
        out.extend_from_slice(before);
        rest = tag.get(close + 1..).unwrap_or_default();
        changed = true;
    }
    if !changed {
        out.truncate(start);
        return false;
    }
    out.extend_from_slice(rest);
    true
}

/// Appends `text` without NUL and the other control characters, tabs and line ends among them. `false` when it has none.
pub fn controls(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    out.extend(text.iter().filter(|byte| !byte.is_ascii_control()));
    if out.len() - start == text.len() {
        out.truncate(start);
        return false;
    }
    true
}

/// Appends `text` without NUL and the other control characters, tabs and line ends kept. `false` when it has none, or
/// when [`controls`] gives the same.
pub fn invisible_controls(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    out.extend(text.iter().filter(|byte| !byte.is_ascii_control() || is_blank(**byte)));
    let kept = out.get(start..).unwrap_or_default();
    if kept.len() == text.len() || !kept.iter().any(u8::is_ascii_control) {
        out.truncate(start);
        return false;
    }
    true
}

/// Whether two blanks follow each other.
///
/// Asked of every text that holds a blank: no early exit, so that the compiler compares sixteen bytes at a time.
#[inline]
pub fn has_double_blank(text: &[u8]) -> bool {
    let next = text.get(1..).unwrap_or_default();
    text.iter().zip(next).fold(0, |found, (one, other)| found | u8::from((*one == b' ') & (*other == b' '))) != 0
}

/// Appends `text` with every run of white space made one blank. `false` when that changes nothing.
pub fn runs(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    let mut before = false;
    for &byte in text {
        let blank = is_blank(byte);
        if !blank {
            out.push(byte);
        } else if !before {
            out.push(b' ');
        }
        before = blank;
    }
    if out.get(start..) == Some(text) {
        out.truncate(start);
        return false;
    }
    true
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(strip: fn(&[u8], &mut Vec<u8>) -> bool, text: &str, expected: Option<&str>) {
        let mut out = b"kept".to_vec();
        let changed = strip(text.as_bytes(), &mut out);
        assert_eq!(changed.then(|| &out[4..]), expected.map(str::as_bytes), "{text}");
        assert!(changed || out == b"kept");
    }

    #[test]
    fn markup_goes_and_lone_brackets_stay() {
        check(tags, "un<b>ion</b> select", Some("union select"));
        check(tags, "<script>a</script>", Some("a"));
        check(tags, "a<b", None);
        check(tags, "a > b < c", None);
        check(tags, "<i>a < b", Some("a < b"));
    }

    #[test]
    fn control_characters_go_and_blanks_stay() {
        check(controls, "a\0b\u{7f}c\td e\r\n", Some("abcd e"));
        check(controls, "a b é", None);
    }

    #[test]
    fn what_nobody_sees_goes_and_line_ends_stay() {
        check(invisible_controls, "a\0b\nc\u{1}", Some("ab\nc"));
        check(invisible_controls, "a\nb", None);
        check(invisible_controls, "a\0b", None);
    }

    #[test]
    fn runs_of_white_space_become_one_blank() {
        check(runs, "1  or\t \n1\n", Some("1 or 1 "));
        check(runs, "1\tor 1", Some("1 or 1"));
        check(runs, "1 or 1", None);
        assert!(has_double_blank(b"a  b") && !has_double_blank(b"a b c ") && !has_double_blank(b""));
    }
}
