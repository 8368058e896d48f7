//! Base64 and base64url (RFC 4648), padded or not, with line ends as in MIME.
#![expect(clippy::indexing_slicing, reason = "a table of 256 entries, indexed by a byte")]

use super::{is_rubbish, tolerated};
use alloc::vec::Vec;

/// Whether decoding is worth a try: a compressed stream would come out, or mostly text, as far as whole groups of four
/// digits tell.
///
/// Ordinary words and identifiers fail at one of their first groups, before anything is written.
#[inline]
pub fn is_probable(text: &[u8]) -> bool {
    let mut patience = tolerated(text.len() / 4 * 3);
    let mut awaited = 0u8;
    for (number, quad) in text.as_chunks::<4>().0.iter().enumerate() {
        let [a, b, c, d] = quad.map(sextet);
        if a | b | c | d >= 64 {
            // Padding, or a line end: what came so far must do.
            break;
        }
        let bytes = triple([a, b, c, d]);
        if number == 0 && is_compressed(bytes) {
            return true;
        }
        for byte in bytes {
            let fits = if awaited > 0 { byte & 0xc0 == 0x80 } else { !is_rubbish(byte) || matches!(byte, 0xc2..=0xf4) };
            if !fits {
                let Some(left) = patience.checked_sub(1) else { return false };
                patience = left;
            }
            // How many more bytes a character of UTF-8 has.
            awaited = match byte {
                0xf0..=0xf4 => 3,
                0xe0..=0xef => 2,
                0xc2..=0xdf => 1,
                _ => awaited.saturating_sub(1),
            };
        }
    }
    text.len() >= 4
}

/// Whether gzip or zlib begins so.
const fn is_compressed(bytes: [u8; 3]) -> bool {
    matches!(bytes, [0x1f, 0x8b, _] | [0x78, 0x01 | 0x5e | 0x9c | 0xda, _])
}

/// Appends the bytes that `text` stands for. `false`, and nothing appended, when a character is foreign, padding stands
/// in the middle, or bits are left over that no byte explains.
pub fn decode(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    let text = text.trim_ascii_end();
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let digits = text.get(..text.len() - padding).unwrap_or_default();
    out.reserve(digits.len() / 4 * 3 + 3);
    if padding <= 2 && append(digits, out) && out.len() > start {
        return true;
    }
    out.truncate(start);
    false
}

fn append(digits: &[u8], out: &mut Vec<u8>) -> bool {
    let (quads, rest) = digits.as_chunks::<4>();
    for (number, quad) in quads.iter().enumerate() {
        let [a, b, c, d] = quad.map(sextet);
        if a | b | c | d >= 64 {
            // A line end shifts all that follows: go on digit by digit.
            return append_slowly(digits.get(number * 4..).unwrap_or_default(), out);
        }
        out.extend_from_slice(&triple([a, b, c, d]));
    }
    append_slowly(rest, out)
}

fn append_slowly(digits: &[u8], out: &mut Vec<u8>) -> bool {
    let (mut bits, mut held) = (0u32, 0u32);
    for &digit in digits {
        if matches!(digit, b'\r' | b'\n') {
            continue;
        }
        let value = sextet(digit);
        if value >= 64 {
            return false;
        }
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    held < 6
}

#[inline]
const fn triple([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}

#[inline]
fn sextet(digit: u8) -> u8 {
    SEXTETS[digit as usize]
}

const SEXTETS: [u8; 256] = {
    let mut table = [0xff; 256];
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut value = 0;
    while value < 64 {
        table[digits[value] as usize] = value as u8;
        value += 1;
    }
    table[b'-' as usize] = 62;
    table[b'_' as usize] = 63;
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&[u8]>) {
        let mut out = b"kept".to_vec();
        let decoded = decode(text.as_bytes(), &mut out);
        assert_eq!(decoded.then(|| &out[4..]), expected, "{text}");
        assert!(decoded || out == b"kept");
    }

    #[test]
    fn padded_bare_url_safe_and_wrapped_text_is_decoded() {
        check("JyBvciAxPTEgLS0=", Some(b"' or 1=1 --"));
        check("JyBvciAxPTEgLS0", Some(b"' or 1=1 --"));
        check("JyBv\r\nciAx\r\nPTEg\r\nLS0=\r\n", Some(b"' or 1=1 --"));
        check("-_8", Some(b"\xfb\xff"));
        check("+/8=", Some(b"\xfb\xff"));
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "=", "a", "a b c d ", "JyBv=ciAx", "JyBvc", "JyBv===", "é"] {
            check(text, None);
        }
    }

    #[test]
    fn words_are_rarely_probable_and_encoded_text_always_is() {
        for encoded in
            ["JyBvciAxPTEgLS0=", "eyJhIjoxfQ==", "H4sIAAAA", "eJwDAAAAAAE=", "5pel5pys", "CQkJ", "/ycgb3IgMT0xIC0t"]
        {
            assert!(is_probable(encoded.as_bytes()), "{encoded}");
        }
        for word in [
            "username",
            "application",
            "password",
            "orderlines",
            "Content-Type",
            "ab",
            "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
        ] {
            assert!(!is_probable(word.as_bytes()), "{word}");
        }
    }
}
