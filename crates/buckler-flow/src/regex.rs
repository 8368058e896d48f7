//! What text can hold that a regular expression lets through, and for which sinks it is harmless then.

use crate::catalog::Kind;

/// Characters of ASCII, one bit each.
type Letters = u128;

const ANY: Letters = u128::MAX;

/// The classes that text is clean for when it fits `pattern`. `whole`: the expression must fit the whole text even
/// without saying so.
pub(crate) fn clean_for(pattern: &str, whole: bool) -> u64 {
    let multiline = pattern.starts_with("(?m)");
    let body = pattern.trim_start_matches("(?m)").trim_start_matches("(?i)").trim_start_matches("(?s)");
    let begins = body.starts_with('^') || body.starts_with("\\A");
    let ends = (body.ends_with('$') && !body.ends_with("\\$")) || body.ends_with("\\Z") || body.ends_with("\\z");
    // `^a|b$` is anchored on one side of each branch only.
    let branches = top_level_branches(body);
    if !whole && (!begins || !ends || multiline || branches) {
        return fixed_beginning(body, begins, branches);
    }
    let inner = body.trim_start_matches('^').trim_start_matches("\\A");
    let inner = inner.trim_end_matches("\\Z").trim_end_matches("\\z").trim_end_matches('$');
    let letters = letters(inner);
    harmless(letters) | fixed_beginning(body, true, branches)
}

/// `^https://host/`: the rest no longer decides where a request goes.
fn fixed_beginning(body: &str, begins: bool, branches: bool) -> u64 {
    if !begins || branches {
        return 0;
    }
    let path = body.trim_start_matches('^').replace("\\/", "/");
    if let Some(rest) = path.strip_prefix('/') {
        // The first character behind the slash decides whether it stays a path.
        let first = match rest.as_bytes() {
            [b'[', rest @ ..] => set(rest).0,
            [b'\\', letter, ..] => escaped(*letter),
            [b'(', ..] | [] => ANY,
            [b'.', ..] => ANY,
            [letter, ..] => bit(*letter),
        };
        let optional =
            rest.find(']').and_then(|end| rest.as_bytes().get(end + 1)).is_some_and(|next| b"*?".contains(next));
        if first & (bit(b'/') | bit(b'\\')) == 0 && !optional {
            return Kind::Redirect.bit() | Kind::Url.bit();
        }
    }
    let text = body.trim_start_matches('^').replace("\\/", "/").replace("\\.", ".");
    let Some(rest) = text.split_once("://").map(|(_, rest)| rest) else { return 0 };
    let host = rest.split('/').next().unwrap_or_default();
    let plain = !host.is_empty() && host.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-:".contains(letter));
    if plain && rest.contains('/') { Kind::Url.bit() | Kind::Redirect.bit() } else { 0 }
}

fn harmless(letters: Letters) -> u64 {
    let none_of = |text: &str| text.bytes().all(|byte| letters & bit(byte) == 0);
    let mut mask = Kind::NoSql.bit() | Kind::Prototype.bit();
    let table = [
        (Kind::Sql, "'\"\\;(=`"),
        (Kind::Command, ";|&$`<>\n(){}'\""),
        (Kind::Argument, "- \t"),
        (Kind::Path, "/"),
        (Kind::Url, "/:@"),
        (Kind::Redirect, "/\\:"),
        (Kind::Html, "<\"'"),
        (Kind::Code, "([{.;=`+'\""),
        (Kind::Module, "/."),
        (Kind::Template, "{<$%#"),
        (Kind::Ldap, "*()\\&|"),
        (Kind::XPath, "'\"[]()/|"),
        (Kind::Xml, "<&"),
        (Kind::Header, "\r\n"),
        (Kind::Log, "\r\n"),
        (Kind::Mail, "\r\n,"),
        (Kind::Regex, "*+{(["),
        (Kind::Format, "{%"),
        (Kind::Reflection, "_"),
        (Kind::Deserialization, "\n{("),
    ];
    for (kind, dangerous) in table {
        if none_of(dangerous) {
            mask |= kind.bit();
        }
    }
    // Nothing but letters, digits, `-` and `_` harms nowhere.
    let plain = (0..128u8)
        .filter(|byte| letters & bit(*byte) != 0)
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if plain { (1 << 40) - 1 } else { mask }
}

const fn bit(byte: u8) -> Letters {
    if byte < 128 { 1 << byte } else { 0 }
}

fn range(from: u8, to: u8) -> Letters {
    (from..=to.min(127)).fold(0, |letters, byte| letters | bit(byte))
}

fn class(letter: u8) -> Option<Letters> {
    let digits = range(b'0', b'9');
    let word = digits | range(b'a', b'z') | range(b'A', b'Z') | bit(b'_');
    let space = [b' ', b'\t', b'\n', b'\r', 0x0b, 0x0c].into_iter().fold(0, |letters, byte| letters | bit(byte));
    Some(match letter {
        b'd' => digits,
        b'D' => ANY & !digits,
        b'w' => word,
        b'W' => ANY & !word,
        b's' => space,
        b'S' => ANY & !space,
        _ => return None,
    })
}

fn escaped(letter: u8) -> Letters {
    match letter {
        b'n' => bit(b'\n'),
        b'r' => bit(b'\r'),
        b't' => bit(b'\t'),
        b'b' | b'B' | b'A' | b'Z' | b'z' => 0,
        // Whatever it stands for is not looked up.
        b'x' | b'u' | b'p' | b'P' | b'N' => ANY,
        other => class(other).unwrap_or(bit(other)),
    }
}

/// All characters that may stand somewhere in text that fits.
fn letters(pattern: &str) -> Letters {
    let mut letters = 0;
    let mut rest = pattern.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'.' => letters |= ANY & !bit(b'\n'),
            b'\\' => {
                let Some((next, after)) = rest.split_first() else { break };
                letters |= escaped(*next);
                rest = after;
            }
            b'[' => {
                let (set, after) = set(rest);
                letters |= set;
                rest = after;
            }
            b'{' => {
                // A count.
                let end = rest.iter().position(|byte| *byte == b'}').map_or(rest.len(), |end| end + 1);
                rest = rest.get(end..).unwrap_or_default();
            }
            b'(' => {
                // `(?:`, `(?=`, `(?P<name>`.
                if let [b'?', after @ ..] = rest {
                    let end = after.iter().position(|byte| b":=!>".contains(byte)).map_or(0, |end| end + 1);
                    rest = after.get(end..).unwrap_or_default();
                }
            }
            b'*' | b'+' | b'?' | b')' | b'|' | b'^' | b'$' => {}
            other => letters |= bit(*other),
        }
    }
    letters
}

/// A set in brackets, and what follows it.
fn set(pattern: &[u8]) -> (Letters, &[u8]) {
    let (negated, mut rest) = match pattern {
        [b'^', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut letters = 0;
    let mut previous: Option<u8> = None;
    let mut first = true;
    while let Some((next, after)) = rest.split_first() {
        rest = after;
        match (next, rest) {
            (b']', _) if !first => break,
            (b'\\', [letter, after @ ..]) => {
                rest = after;
                letters |= escaped(*letter);
                previous = class(*letter).is_none().then_some(*letter);
            }
            (b'-', [to, after @ ..]) if *to != b']' && previous.is_some() => {
                rest = after;
                letters |= range(previous.unwrap_or(b'-'), *to);
                previous = None;
            }
            (other, _) => {
                letters |= bit(*other);
                previous = Some(*other);
            }
        }
        first = false;
    }
    (if negated { ANY & !letters } else { letters }, rest)
}

fn top_level_branches(pattern: &str) -> bool {
    let mut depth = 0u32;
    let mut bytes = pattern.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchored_expression_cleans_what_it_does_not_let_through() {
        let cases = [
            ("^[a-z0-9_-]+$", Kind::Command, true),
            ("^[a-z0-9_-]+$", Kind::Path, true),
            ("^\\d{4}$", Kind::Sql, true),
            ("[a-z]+", Kind::Command, false),
            ("^[a-z]+", Kind::Command, false),
            ("^.*$", Kind::Command, false),
            ("^[^/]+$", Kind::Path, true),
            ("^[^/]+$", Kind::Command, false),
            ("^a$|b", Kind::Command, false),
            ("(?m)^[a-z]+$", Kind::Command, false),
            ("^[\\w.]+$", Kind::Path, true),
            ("^[\\w./]+$", Kind::Path, false),
            ("^https:\\/\\/example\\.com\\/", Kind::Url, true),
            ("^https:\\/\\/example\\.com", Kind::Url, false),
            ("^(?:foo|bar)$", Kind::Code, true),
        ];
        for (pattern, kind, clean) in cases {
            assert_eq!(clean_for(pattern, false) & kind.bit() != 0, clean, "{pattern} {}", kind.name());
        }
        assert_ne!(clean_for("[a-z]+", true) & Kind::Path.bit(), 0);
    }
}
