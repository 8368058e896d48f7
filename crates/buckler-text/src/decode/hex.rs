//! Hexadecimal digits.

use super::is_plausible;
use alloc::vec::Vec;

/// The fewest digits that count: a short number such as `4127` would read as `A'`.
pub const MIN_DIGITS: usize = 8;

/// Whether `0x` and at least one digit stand in front.
pub fn is_prefixed(text: &[u8]) -> bool {
    matches!(text, [b'0', b'x' | b'X', digit, ..] if digit.is_ascii_hexdigit())
}

/// Appends the bytes that the digits (`0x` in front allowed) stand for, when they are plausibly text.
pub fn decode(text: &[u8], out: &mut Vec<u8>) -> bool {
    let digits = text.strip_prefix(b"0x").or_else(|| text.strip_prefix(b"0X")).unwrap_or(text);
    let (pairs, odd) = digits.as_chunks::<2>();
    if digits.len() < MIN_DIGITS || !odd.is_empty() {
        return false;
    }
    let start = out.len();
    out.extend(pairs.iter().map_while(|[high, low]| {
        let byte = char::from(*high).to_digit(16)? << 4 | char::from(*low).to_digit(16)?;
        Some(byte as u8)
    }));
    let decoded = out.get(start..).unwrap_or_default();
    if decoded.len() == pairs.len() && is_plausible(decoded) {
        return true;
    }
    out.truncate(start);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let mut out = b"kept".to_vec();
        let decoded = decode(text.as_bytes(), &mut out);
        assert_eq!(decoded.then(|| &out[4..]), expected.map(str::as_bytes), "{text}");
        assert!(decoded || out == b"kept");
    }

    #[test]
    fn digits_of_text_are_decoded_and_others_left_alone() {
        check("27206f7220313d31", Some("' or 1=1"));
        check("0x27206F7220313D31", Some("' or 1=1"));
        check("4127", None);
        check("2720312", None);
        check("20231125093000", None);
        check("d41d8cd98f00b204e9800998ecf8427e", None);
        check("nothing here", None);
    }
}
