//! HTML character references: the numeric ones, and the named ones that stand for ASCII.

use alloc::vec::Vec;

/// The longest reference that is looked for, from `&` to `;`.
const LONGEST: usize = 12;

/// Appends `text` with character references resolved. `false` when it has none.
///
/// As in browsers, the semicolon may be missing behind digits.
pub fn decode(text: &[u8], out: &mut Vec<u8>) -> bool {
    let start = out.len();
    let mut changed = false;
    let mut rest = text;
    while let Some(mark) = rest.iter().position(|byte| *byte == b'&') {
        let (before, reference) = rest.split_at_checked(mark).unwrap_or_default();
        out.extend_from_slice(before);
        let reference = reference.get(1..).unwrap_or_default();
        match character(reference) {
            Some((character, length)) => {
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = reference.get(length..).unwrap_or_default();
                changed = true;
            }
            None => {
                out.push(b'&');
                rest = reference;
            }
        }
    }
    if !changed {
        out.truncate(start);
        return false;
    }
    out.extend_from_slice(rest);
    true
}

/// The character that a reference (without its `&`) stands for, and how many bytes it took.
fn character(reference: &[u8]) -> Option<(char, usize)> {
    if let Some(number) = reference.strip_prefix(b"#") {
        return numeric(number).map(|(character, length)| (character, length + 1));
    }
    let end = reference.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let name = reference.get(..end)?;
    let (_, character) = NAMED.iter().find(|(known, _)| known.as_bytes() == name)?;
    Some((*character, end + 1))
}

fn numeric(number: &[u8]) -> Option<(char, usize)> {
    let (radix, prefix) = if matches!(number.first(), Some(b'x' | b'X')) { (16, 1) } else { (10, 0) };
    let digits = number.get(prefix..)?.iter().take(LONGEST).map_while(|digit| char::from(*digit).to_digit(radix));
    let (code, count) =
        digits.fold((0u32, 0), |(code, count), digit| (code.saturating_mul(radix).saturating_add(digit), count + 1));
    if count == 0 {
        return None;
    }
    let length = prefix + count;
    let semicolon = usize::from(number.get(length) == Some(&b';'));
    Some((char::from_u32(code)?, length + semicolon))
}

/// Names of HTML 5 that stand for one ASCII character (or a blank).
const NAMED: &[(&str, char)] = &[
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("LT", '<'),
    ("GT", '>'),
    ("AMP", '&'),
    ("QUOT", '"'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("grave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("VerticalLine", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
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
    fn references_are_resolved_and_lone_ampersands_stay() {
        check("&#39; or 1&equals;1", Some("' or 1=1"));
        check("&#x27;&#X3b;", Some("';"));
        check("&#39 or", Some("' or"));
        check("a&amp;b & c", Some("a&b & c"));
        check("&amp;lt;", Some("&lt;"));
        check("a=1&b=2;&unknown;&#;&#x;&#xffffffffff;", None);
        check("&", None);
        check("&#1114112;", None);
    }
}
