//! JSON as a flat row of tokens.
//!
//! No recursion and no stack: whether a string is a key is told by the colon behind it, so that three million brackets
//! cost what three million letters cost. Malformed text gives what tokens it has; what is no token is counted.

use crate::classes::Classes;
use alloc::vec::Vec;

/// One token. Commas, colons and white space are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A string.
    Text(Text<'a>),
    /// A number.
    Number {
        /// Offset of its first byte.
        at: usize,
        /// As it is written.
        bytes: &'a [u8],
    },
    /// `true`, `false` or `null`, or what stands in their place.
    Literal,
    /// `{`
    ObjectStart,
    /// `[`
    ArrayStart,
    /// `}` or `]`
    End,
}

/// A string of JSON, still escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Offset of its opening quote.
    pub at: usize,
    /// The bytes between the quotes.
    pub raw: &'a [u8],
    /// Classes of those bytes. A backslash among them means that the text has to be [unescaped](unescape).
    pub classes: Classes,
    /// A colon follows: it is the name of a member.
    pub key: bool,
}

/// What stood in a text and is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A string without an end.
    Unterminated,
    /// Bytes that belong to no token.
    Stray,
}

/// Reads tokens one after the other.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
    faults: u32,
    first_fault: Option<(usize, Fault)>,
}

impl<'a> Tokens<'a> {
    /// Reads that text from its beginning.
    pub const fn new(text: &'a [u8]) -> Self {
        Self::starting_at(text, 0)
    }

    /// Reads that text from an offset on, which should be the start of a token.
    pub const fn starting_at(text: &'a [u8], at: usize) -> Self {
        Self { text, at, faults: 0, first_fault: None }
    }

    /// The next token.
    pub fn next_token(&mut self) -> Option<Token<'a>> {
        self.advance::<true>()
    }

    /// The next string or number.
    #[inline]
    pub fn next_value(&mut self) -> Option<Token<'a>> {
        self.advance::<false>()
    }

    /// Offset of the byte behind the last token.
    pub const fn offset(&self) -> usize {
        self.at
    }

    /// How many places so far were no JSON, and the first of them.
    pub const fn faults(&self) -> (u32, Option<(usize, Fault)>) {
        (self.faults, self.first_fault)
    }

    #[inline(always)]
    fn advance<const STRUCTURE: bool>(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.text.get(self.at)?;
            match byte {
                b'"' => return Some(Token::Text(self.text())),
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => self.at += 1,
                b'{' | b'}' | b'[' | b']' => {
                    self.at += 1;
                    if STRUCTURE {
                        return Some(match byte {
                            b'{' => Token::ObjectStart,
                            b'[' => Token::ArrayStart,
                            _ => Token::End,
                        });
                    }
                }
                b'-' | b'0'..=b'9' => return Some(self.number()),
                _ => {
                    self.literal();
                    if STRUCTURE {
                        return Some(Token::Literal);
                    }
                }
            }
        }
    }

    #[inline]
    fn text(&mut self) -> Text<'a> {
        let at = self.at;
        let (end, classes) = scan(self.text, at + 1);
        self.at = end + 1;
        if end >= self.text.len() {
            self.at = self.text.len();
            self.fault(at, Fault::Unterminated);
            return Text { at, raw: self.text.get(at + 1..).unwrap_or_default(), classes, key: false };
        }
        let raw = self.text.get(at + 1..end).unwrap_or_default();
        Text { at, raw, classes, key: self.colon_follows() }
    }

    #[inline]
    fn colon_follows(&self) -> bool {
        match self.text.get(self.at) {
            Some(b':') => true,
            Some(b' ' | b'\n' | b'\r' | b'\t') => self.colon_follows_white_space(),
            _ => false,
        }
    }

    /// White space is walked twice, here and by the next token, never more often.
    fn colon_follows_white_space(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
    }

    fn number(&mut self) -> Token<'a> {
        let at = self.at;
        let rest = self.text.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_number_byte(**byte)).count();
        self.at = at + length;
        Token::Number { at, bytes: rest.get(..length).unwrap_or_default() }
    }

    fn literal(&mut self) {
        let at = self.at;
        let rest = self.text.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| !is_structure(**byte)).count().max(1);
        self.at = at + length;
        if !matches!(rest.get(..length), Some(b"true" | b"false" | b"null")) {
            self.fault(at, Fault::Stray);
        }
    }

    #[cold]
    fn fault(&mut self, at: usize, fault: Fault) {
        self.faults = self.faults.saturating_add(1);
        self.first_fault.get_or_insert((at, fault));
    }
}

/// Whether a text that stood inside a string is JSON worth reading: an object, an array or one quoted string.
///
/// A look at both ends, no parse. `[see "it's"]` and `"a"b"'"c` are not JSON, whatever they begin with.
pub fn looks_like_json(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let Some((first, inner)) = text.split_first() else { return false };
    let next = inner.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
    match (first, text.last(), next) {
        (b'{', Some(b'}'), Some(b'"' | b'}')) => true,
        (b'[', Some(b']'), Some(b'"' | b'{' | b'[' | b']' | b'-' | b'0'..=b'9')) => true,
        (b'[', Some(b']'), Some(b't' | b'f' | b'n')) => {
            let inner = inner.trim_ascii_start();
            [&b"true"[..], b"false", b"null"].iter().any(|literal| inner.starts_with(literal))
        }
        (b'"', Some(b'"'), _) => scan(text, 1).0 + 1 == text.len() && text.len() > 1,
        _ => false,
    }
}

/// What unescaping found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unescaped {
    /// Classes of the bytes that came out.
    pub classes: Classes,
    /// An escape that JSON does not know; its characters were kept.
    pub bad_escape: bool,
    /// Half of a surrogate pair; U+FFFD stands in its place, as in every runtime that writes it out as UTF-8.
    pub lone_surrogate: bool,
}

/// Resolves the escapes of a JSON string and appends the text to `out`: never more bytes than `raw` has.
pub fn unescape(raw: &[u8], out: &mut Vec<u8>) -> Unescaped {
    let mut found = Unescaped::default();
    let mut rest = raw;
    out.reserve(raw.len());
    while let Some((&byte, tail)) = rest.split_first() {
        if byte != b'\\' {
            found.classes = found.classes.with(Classes::of_byte(byte));
            out.push(byte);
            rest = tail;
            continue;
        }
        let Some((&escape, tail)) = tail.split_first() else {
            found.bad_escape = true;
            break;
        };
        rest = tail;
        let plain = match escape {
            b'"' | b'\\' | b'/' => escape,
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            b'u' => {
                rest = unicode_escape(tail, out, &mut found);
                continue;
            }
            other => {
                found.bad_escape = true;
                other
            }
        };
        found.classes = found.classes.with(Classes::of_byte(plain));
        out.push(plain);
    }
    found
}

/// Offset of the closing quote (or the length of the text) and the classes of what stands before it.
#[inline]
fn scan(text: &[u8], start: usize) -> (usize, Classes) {
    let mut classes = Classes::NONE;
    let mut end = start;
    while let Some(&byte) = text.get(end) {
        let class = Classes::of_byte(byte);
        if class.has(Classes::QUOTE.with(Classes::BACKSLASH)) {
            if byte == b'"' {
                return (end, classes);
            }
            end += 1;
        }
        classes = classes.with(class);
        end += 1;
    }
    (text.len(), classes)
}

const fn is_number_byte(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

const fn is_structure(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b':' | b'"' | b' ' | b'\n' | b'\r' | b'\t')
}

#[cold]
fn unicode_escape<'a>(digits: &'a [u8], out: &mut Vec<u8>, found: &mut Unescaped) -> &'a [u8] {
    let Some((unit, rest)) = code_unit(digits) else {
        found.bad_escape = true;
        found.classes = found.classes.with(Classes::of_byte(b'u'));
        out.push(b'u');
        return digits;
    };
    let low = rest.strip_prefix(b"\\u").and_then(code_unit);
    let (code, rest) = match (unit, low) {
        (0xd800..=0xdbff, Some((low @ 0xdc00..=0xdfff, rest))) => {
            (0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), rest)
        }
        _ => (unit, rest),
    };
    let character = char::from_u32(code).unwrap_or_else(|| {
        found.lone_surrogate = true;
        char::REPLACEMENT_CHARACTER
    });
    let mut bytes = [0; 4];
    let bytes = character.encode_utf8(&mut bytes).as_bytes();
    found.classes = found.classes.with(Classes::of(bytes));
    out.extend_from_slice(bytes);
    rest
}

fn code_unit(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(4)?;
    let mut unit = 0;
    for &digit in digits {
        unit = unit << 4 | char::from(digit).to_digit(16)?;
    }
    Some((unit, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};
    use core::fmt::Write as _;

    fn row(text: &str) -> String {
        let mut tokens = Tokens::new(text.as_bytes());
        let mut row = String::new();
        while let Some(token) = tokens.next_token() {
            let _ = match token {
                Token::Text(text) => {
                    let colon = if text.key { ":" } else { "" };
                    write!(row, "{}\"{}\"{colon} ", text.at, String::from_utf8_lossy(text.raw))
                }
                Token::Number { at, bytes } => write!(row, "{at}{} ", String::from_utf8_lossy(bytes)),
                Token::Literal => write!(row, "word "),
                Token::ObjectStart => write!(row, "{{ "),
                Token::ArrayStart => write!(row, "[ "),
                Token::End => write!(row, "end "),
            };
        }
        format!("{row}{}", tokens.faults().0)
    }

    #[test]
    fn tokens_come_in_order_and_keys_are_told_by_their_colon() {
        assert_eq!(row(r#"{"a" : [1, "b\"", true, null]}"#), r#"{ 1"a": [ 81 11"b\"" word word end end 0"#);
        assert_eq!(row(r#"-1.5e+3"#), "0-1.5e+3 0");
        assert_eq!(row(""), "0");
    }

    #[test]
    fn what_is_no_json_is_counted_and_the_rest_read() {
        assert_eq!(row(r#"{a: "b"}"#), r#"{ word 4"b" end 1"#);
        assert_eq!(row(r#"["open"#), r#"[ 1"open" 1"#);
        assert_eq!(row(r#"["open\"#), r#"[ 1"open\" 1"#);
        assert_eq!(row("\u{1}\u{2}"), "word 1");
        assert_eq!(row("\""), "0\"\" 1");
    }

    fn unescaped(raw: &str) -> (String, bool, bool) {
        let mut out = Vec::new();
        let found = unescape(raw.as_bytes(), &mut out);
        assert_eq!(found.classes, Classes::of(&out));
        assert!(out.len() <= raw.len());
        (String::from_utf8(out).unwrap(), found.bad_escape, found.lone_surrogate)
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescaped(r#"a\"b\\c\/d\n\t\r\b\f"#), ("a\"b\\c/d\n\t\r\u{8}\u{c}".into(), false, false));
        assert_eq!(unescaped(r"\u0027 \ud83d\ude00"), ("' 😀".into(), false, false));
        assert_eq!(unescaped(r"\ud83dx\udc00"), ("\u{fffd}x\u{fffd}".into(), false, true));
        assert_eq!(unescaped(r"\q\u12"), ("qu12".into(), true, false));
        assert_eq!(unescaped(r"\u1"), ("u1".into(), true, false));
        assert_eq!(unescaped("\\"), ("".into(), true, false));
    }

    #[test]
    fn only_text_with_the_right_ends_looks_like_json() {
        for json in [r#"{"a":1}"#, "{}", " [ 1 ]\n", "[true]", r#""a\"b""#, r#"{"a":1}{"b":2}"#, "[]"] {
            assert!(looks_like_json(json.as_bytes()), "{json}");
        }
        for other in ["", "{", "\"", "{a}", "[see \"it's\"]", "[not]", r#""a"b"'"c"#, r#""a" = "b""#, "a", r#"{"a":1"#]
        {
            assert!(!looks_like_json(other.as_bytes()), "{other}");
        }
    }
}
