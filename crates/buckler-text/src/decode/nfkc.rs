//! Unicode compatibility forms of ASCII: full-width, mathematical, circled and small letters, ligatures, dot leaders.
//!
//! Not the whole of NFKC: only what turns into ASCII can turn into syntax, and its tables fit in a few kilobytes. As in
//! its case-folding form (and in the mapping of host names), characters that nobody sees are dropped.

use super::nfkc_table::{RUNS, WORDS};
use alloc::vec::Vec;

/// Appends `text` with compatibility characters replaced by the ASCII they stand for. `false` when it has none.
/// Bytes that are no UTF-8 are kept.
pub fn decode(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    let mut changed = false;
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            changed |= push_folded(character, out);
        }
        out.extend_from_slice(chunk.invalid());
    }
    if !changed {
        out.truncate(start);
    }
    changed
}

fn push_folded(character: char, out: &mut Vec<u8>) -> bool {
    if is_ignorable(character) {
        return true;
    }
    match fold(character) {
        Some(Folded::Character(byte)) => out.push(byte),
        Some(Folded::Word(word)) => out.extend_from_slice(word.as_bytes()),
        None => {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            return false;
        }
    }
    true
}

/// The characters of the property Default_Ignorable_Code_Point that stand between letters: soft hyphen, joiners, zero-width
/// spaces, variation selectors.
const fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Scripts in which nothing stands for ASCII, told apart so that their texts cost no search per letter.
const fn is_letter_of_a_large_script(character: char) -> bool {
    matches!(character, '\u{37f}'..='\u{1d2b}' | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{a6ff}' | '\u{ac00}'..='\u{d7ff}')
}

enum Folded {
    Character(u8),
    Word(&'static str),
}

fn fold(character: char) -> Option<Folded> {
    if character.is_ascii() || is_letter_of_a_large_script(character) {
        return None;
    }
    let code = u32::from(character);
    let next = RUNS.partition_point(|(first, ..)| *first <= code);
    if let Some((first, length, byte)) = next.checked_sub(1).and_then(|run| RUNS.get(run)) {
        let distance = code - first;
        if distance < u32::from(*length) {
            return Some(Folded::Character(byte + distance as u8));
        }
    }
    if let Ok(position) = LOOKALIKES.binary_search_by_key(&character, |(known, _)| *known) {
        return LOOKALIKES.get(position).map(|(_, byte)| Folded::Character(*byte));
    }
    let word = WORDS.binary_search_by_key(&code, |(code, _)| *code).ok()?;
    WORDS.get(word).map(|(_, word)| Folded::Word(word))
}

/// Not NFKC: quotes, dashes and strokes that word processors write, and that databases and terminals write back as ASCII
/// when their character set has nothing better.
const LOOKALIKES: &[(char, u8)] = &[
    ('\u{ab}', b'"'),
    ('\u{b4}', b'\''),
    ('\u{bb}', b'"'),
    ('\u{2b9}', b'\''),
    ('\u{2bb}', b'\''),
    ('\u{2bc}', b'\''),
    ('\u{2bd}', b'\''),
    ('\u{2c8}', b'\''),
    ('\u{2010}', b'-'),
    ('\u{2011}', b'-'),
    ('\u{2012}', b'-'),
    ('\u{2013}', b'-'),
    ('\u{2014}', b'-'),
    ('\u{2015}', b'-'),
    ('\u{2018}', b'\''),
    ('\u{2019}', b'\''),
    ('\u{201a}', b'\''),
    ('\u{201b}', b'\''),
    ('\u{201c}', b'"'),
    ('\u{201d}', b'"'),
    ('\u{201e}', b'"'),
    ('\u{201f}', b'"'),
    ('\u{2032}', b'\''),
    ('\u{2033}', b'"'),
    ('\u{2035}', b'`'),
    ('\u{2039}', b'<'),
    ('\u{203a}', b'>'),
    ('\u{2044}', b'/'),
    ('\u{2212}', b'-'),
    ('\u{2215}', b'/'),
    ('\u{2216}', b'\\'),
    ('\u{2223}', b'|'),
    ('\u{2236}', b':'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let mut out = b"kept".to_vec();
        let changed = decode(text.as_bytes(), &mut out);
        assert_eq!(changed.then(|| &out[4..]), expected.map(str::as_bytes), "{text}");
        assert!(changed || out == b"kept");
    }

    #[test]
    fn compatibility_characters_become_ascii_and_others_stay() {
        check("＇ ＯＲ １＝１ －－", Some("' OR 1=1 --"));
        check("‥／‥／etc", Some("../../etc"));
        check("ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", Some("localhost"));
        check("𝐒𝐄𝐋𝐄𝐂𝐓 ﬁ ㏂", Some("SELECT fi a.m."));
        check("a\u{a0}b\u{3000}c", Some("a b c"));
        check("l\u{ad}ocal\u{200b}host\u{feff}", Some("localhost"));
        check("O’Brien – “x”", Some("O'Brien - \"x\""));
        check("naïve 日本語 ß", None);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_kept() {
        let mut out = Vec::new();
        assert!(decode(b"\xff\xef\xbc\x87\xef\xbc", &mut out));
        assert_eq!(out, b"\xff'\xef\xbc");
    }

    #[test]
    fn tables_are_sorted() {
        assert!(RUNS.is_sorted_by(|one, next| one.0 + u32::from(one.1) <= next.0));
        assert!(WORDS.is_sorted_by(|one, next| one.0 < next.0));
        assert!(LOOKALIKES.is_sorted_by(|one, next| one.0 < next.0));
        let mut folded = RUNS.iter().map(|(code, ..)| *code).chain(WORDS.iter().map(|(code, _)| *code));
        assert!(!folded.any(|code| is_letter_of_a_large_script(char::from_u32(code).unwrap())));
        assert!(WORDS.iter().all(|(_, word)| word.is_ascii()));
    }
}
