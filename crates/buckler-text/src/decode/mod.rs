//! Decoders: each takes an encoded text and appends what it stands for.
//!
//! All of them are linear, hold no state and write a bounded multiple of what they read; [`gzip`], which could write
//! more, takes the most it may write. A decoder that finds nothing to decode answers `false` (or nothing) and leaves the
//! output as it was.

pub mod base64;
pub mod gzip;
pub mod hex;
pub mod html;
pub mod multipart;
pub mod nfkc;
mod nfkc_table;
pub mod pairs;
pub mod percent;
pub mod strip;

/// Whether decoded bytes are likely what somebody wrote, rather than what comes out of decoding a word that never was
/// encoded.
///
/// Text is; so is text with some rubbish among it, or else one unprintable byte in front would hide an attack.
pub fn is_plausible(bytes: &[u8]) -> bool {
    let rubbish = bytes.iter().filter(|byte| is_rubbish(**byte)).count();
    rubbish <= tolerated(bytes.len()) && !bytes.is_empty() || is_text(bytes)
}

/// How many bytes of rubbish text of that length may hold: none when it is short, else one in six.
const fn tolerated(length: usize) -> usize {
    if length < 12 { 0 } else { length / 6 }
}

/// Bytes that plain ASCII text does not hold.
const fn is_rubbish(byte: u8) -> bool {
    !matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n')
}

/// UTF-8 without control characters; the last character may be cut.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.iter().any(|byte| *byte < 0x80 && is_rubbish(*byte)) {
        return false;
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => !text.is_empty(),
        Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_plausible_and_rubbish_is_not() {
        for text in ["a", "select 1", "naïve café", "日本語", "\u{1}' or 1=1 --"] {
            assert!(is_plausible(text.as_bytes()), "{text}");
        }
        for rubbish in [&b""[..], b"\xba\xc7", b"a\x01\x02\x03", b"\x80\x81\x82abc"] {
            assert!(!is_plausible(rubbish), "{rubbish:?}");
        }
    }
}
