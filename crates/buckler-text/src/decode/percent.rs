//! Percent-encoding (RFC 3986, section 2.1; forms: the WHATWG URL standard, section 5).

use alloc::vec::Vec;

/// What a `+` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plus {
    /// Itself, as in a path.
    Keep,
    /// A space, as in a form or a query.
    Space,
}

/// Appends `text` with `%41` (and the old `%u0041`) resolved. A `%` without digits stays. `false` when nothing changed.
pub fn decode(text: &[u8], plus: Plus, out: &mut Vec<u8>) -> bool {
    let mut changed = false;
    let mut rest = text;
    out.reserve(text.len());
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'%' => match escape(tail, out) {
                Some(behind) => {
                    changed = true;
                    rest = behind;
                }
                None => out.push(b'%'),
            },
            b'+' if plus == Plus::Space => {
                changed = true;
                out.push(b' ');
            }
            _ => out.push(byte),
        }
    }
    if !changed {
        out.truncate(out.len() - text.len());
    }
    changed
}

fn escape<'a>(text: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    if let Some(digits) = text.strip_prefix(b"u").or_else(|| text.strip_prefix(b"U")) {
        let (high, rest) = byte(digits)?;
        let (low, rest) = byte(rest)?;
        let character = char::from_u32(u32::from(high) << 8 | u32::from(low))?;
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        return Some(rest);
    }
    let (byte, rest) = byte(text)?;
    out.push(byte);
    Some(rest)
}

fn byte(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<2>()?;
    let [high, low] = *digits;
    let value = char::from(high).to_digit(16)? << 4 | char::from(low).to_digit(16)?;
    Some((value as u8, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, plus: Plus, expected: Option<&str>) {
        let mut out = b"kept".to_vec();
        let changed = decode(text.as_bytes(), plus, &mut out);
        assert_eq!(changed.then(|| &out[4..]), expected.map(str::as_bytes), "{text}");
        assert!(changed || out == b"kept");
    }

    #[test]
    fn escapes_are_resolved_once_and_stray_percents_stay() {
        check("a%20b%27", Plus::Keep, Some("a b'"));
        check("%2527", Plus::Keep, Some("%27"));
        check("%u0027%U0022", Plus::Keep, Some("'\""));
        check("100% of %zz %2", Plus::Keep, None);
        check("100% %41", Plus::Keep, Some("100% A"));
        check("%c3%A9", Plus::Keep, Some("é"));
        check("", Plus::Keep, None);
    }

    #[test]
    fn plus_is_a_space_only_in_forms() {
        check("a+b", Plus::Keep, None);
        check("a+b", Plus::Space, Some("a b"));
        check("a+b%2B", Plus::Space, Some("a b+"));
    }
}
