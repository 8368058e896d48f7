//! Text in, tokens out.

use super::role;
use crate::token::{Cursor, Token, TokenKind};
use alloc::vec::Vec;

/// Templates within templates: no program that a person wrote goes deeper, and the memory of a lexer stays small.
const DEEPEST: usize = 256;

/// The tokens of a program, in order.
///
/// A template literal with substitutions is several tokens of kind `Text`, whose delimiters are `` ` ``, `${` and `}`.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    cursor: Cursor<'a>,
    /// Open `{` within each open `${`, the innermost last.
    substitutions: Vec<u32>,
    /// The token before ends an operand, so that `/` divides.
    operand: bool,
    /// The word before is a member's name, or the `(` here follows `if` and its like.
    member: bool,
    condition: bool,
    /// Of each open parenthesis, the innermost lowest, whether a statement follows it; of the outermost beyond 128 not.
    conditions: u128,
    /// No regular expression that begins before this position ends on its line.
    no_regex_before: usize,
}

impl<'a> Lexer<'a> {
    /// Reads `text`.
    pub const fn new(text: &'a str) -> Self {
        Self {
            cursor: Cursor::new(text.as_bytes()),
            substitutions: Vec::new(),
            operand: false,
            member: false,
            condition: false,
            conditions: 0,
            no_regex_before: 0,
        }
    }

    /// The next token, or [`Token::END`].
    fn advance(&mut self) -> Token {
        loop {
            match space(self.cursor.rest()) {
                0 => break,
                length => self.cursor.skip(length),
            }
        }
        match self.cursor.peek() {
            Some(first) => self.token(first),
            None => Token::END,
        }
    }

    fn token(&mut self, first: u8) -> Token {
        let ahead = self.cursor.peek_at(1);
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 0x80.. => self.word(),
            b'\\' if ahead == Some(b'u') => self.word(),
            b'#' if ahead.is_some_and(is_word) => self.word(),
            b'0'..=b'9' => self.number(),
            b'.' if ahead.is_some_and(|byte| byte.is_ascii_digit()) => self.number(),
            b'\'' | b'"' => self.string(first),
            b'`' => self.template(),
            b'}' if self.substitutions.last() == Some(&0) => {
                self.substitutions.pop();
                self.template()
            }
            b'/' if ahead == Some(b'/') => self.line_comment(2),
            b'/' if ahead == Some(b'*') => self.block_comment(),
            b'/' if !self.operand => self.regex(),
            b'<' if self.cursor.starts_with(b"<!--") => self.line_comment(4),
            b'#' if ahead == Some(b'!') && self.cursor.position == 0 => self.line_comment(2),
            b'+' | b'-' if ahead == Some(first) => self.plain(TokenKind::Operator, 2),
            _ => self.punctuation(first),
        }
    }

    fn plain(&mut self, kind: TokenKind, length: usize) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(length);
        Token::plain(kind, start, self.cursor.position)
    }

    fn word(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(1);
        loop {
            self.cursor.skip_while(|byte| is_word(byte) && byte < 0x80);
            match self.cursor.peek() {
                Some(0x80..) if space(self.cursor.rest()) == 0 => self.cursor.skip(1),
                Some(b'\\') if self.cursor.peek_at(1) == Some(b'u') => self.cursor.skip(2),
                // `\u{6f}`
                Some(b'{') if self.cursor.since(start).ends_with(b"\\u") => {
                    self.cursor.skip_while(|byte| byte == b'{' || byte.is_ascii_hexdigit());
                    self.cursor.skip(usize::from(self.cursor.peek() == Some(b'}')));
                }
                _ => break,
            }
        }
        let word = self.cursor.since(start);
        self.operand = self.member || !role(word).expects_operand();
        self.condition = !self.member && matches!(word, b"if" | b"while" | b"for" | b"with");
        self.member = false;
        Token::plain(TokenKind::Word, start, self.cursor.position)
    }

    fn number(&mut self) -> Token {
        let start = self.cursor.position;
        let hexadecimal = matches!(self.cursor.rest(), [b'0', b'x' | b'X', ..]);
        self.digits(hexadecimal);
        // A second dot is a member of the number: `1..toString`.
        if self.cursor.peek() == Some(b'.') && !hexadecimal {
            self.cursor.skip(1);
            self.digits(false);
        }
        self.operand = true;
        Token::plain(TokenKind::Number, start, self.cursor.position)
    }

    /// Digits, with their exponent and suffix.
    fn digits(&mut self, hexadecimal: bool) {
        self.cursor.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let exponent = matches!(self.cursor.before(), Some(b'e' | b'E')) && !hexadecimal;
        let sign = matches!(self.cursor.peek(), Some(b'+' | b'-'));
        if exponent && sign && self.cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit()) {
            self.cursor.skip(1);
            self.cursor.skip_while(|byte| byte.is_ascii_digit());
        }
    }

    fn string(&mut self, quote: u8) -> Token {
        let start = self.cursor.position;
        self.operand = true;
        self.cursor.skip(1);
        while let Some(byte) = self.cursor.find(|byte| byte == quote || matches!(byte, b'\\' | b'\n' | b'\r')) {
            match byte {
                b'\\' => self.cursor.skip(2),
                b'\n' | b'\r' => break,
                _ => {
                    self.cursor.skip(1);
                    return self.text(start, 1, 1);
                }
            }
        }
        self.text(start, 1, 0)
    }

    /// From the backtick or the brace here to the next substitution, or to the end of the template.
    fn template(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(1);
        while let Some(byte) = self.cursor.find(|byte| matches!(byte, b'`' | b'\\' | b'$')) {
            match byte {
                b'\\' => self.cursor.skip(2),
                b'$' if self.cursor.peek_at(1) == Some(b'{') => {
                    self.cursor.skip(2);
                    return self.substitution(start);
                }
                b'$' => self.cursor.skip(1),
                _ => {
                    self.cursor.skip(1);
                    self.operand = true;
                    return self.text(start, 1, 1);
                }
            }
        }
        self.text(start, 1, 0)
    }

    fn substitution(&mut self, start: usize) -> Token {
        if self.substitutions.len() >= DEEPEST {
            self.cursor.position = start;
            return self.plain(TokenKind::Bad, usize::MAX / 2);
        }
        self.substitutions.push(0);
        self.operand = false;
        self.text(start, 1, 2)
    }

    fn text(&self, start: usize, open: usize, close: usize) -> Token {
        Token::delimited(TokenKind::Text, start, self.cursor.position, open, close).escaping(true)
    }

    fn line_comment(&mut self, open: usize) -> Token {
        let start = self.cursor.position;
        while let Some(byte) = self.cursor.find(|byte| matches!(byte, b'\n' | b'\r' | 0xe2)) {
            if byte != 0xe2 || is_line_separator(self.cursor.rest()) {
                break;
            }
            self.cursor.skip(1);
        }
        Token::plain(TokenKind::Comment, start, self.cursor.position).opened_by(open)
    }

    fn block_comment(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(2);
        let mut close = 0;
        while self.cursor.find(|byte| byte == b'*').is_some() {
            self.cursor.skip(1);
            if self.cursor.peek() == Some(b'/') {
                self.cursor.skip(1);
                close = 2;
                break;
            }
        }
        Token::delimited(TokenKind::Comment, start, self.cursor.position, 2, close)
    }

    /// A regular expression, or a division sign if the line ends first.
    fn regex(&mut self) -> Token {
        let start = self.cursor.position;
        if start >= self.no_regex_before {
            self.cursor.skip(1);
            if self.skip_regex() {
                let flags = self.cursor.position;
                self.cursor.skip_while(is_word);
                self.operand = true;
                return self.text(start, 1, 1 + self.cursor.position - flags);
            }
            self.no_regex_before = self.cursor.position;
            self.cursor.position = start;
        }
        self.plain(TokenKind::Operator, 1)
    }

    fn skip_regex(&mut self) -> bool {
        let mut class = false;
        while let Some(byte) = self.cursor.find(|byte| matches!(byte, b'\\' | b'[' | b']' | b'/' | b'\n' | b'\r')) {
            match byte {
                b'\n' | b'\r' => return false,
                b'\\' => self.cursor.skip(1),
                b'[' => class = true,
                b']' => class = false,
                _ if !class => {
                    self.cursor.skip(1);
                    return true;
                }
                _ => {}
            }
            self.cursor.skip(1);
        }
        false
    }

    fn punctuation(&mut self, byte: u8) -> Token {
        let kind = match byte {
            b'(' | b'[' | b'{' => TokenKind::Open,
            b')' | b']' | b'}' => TokenKind::Close,
            b',' => TokenKind::Comma,
            b'.' => TokenKind::Dot,
            b';' => TokenKind::Semicolon,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'=' | b'<' | b'>' | b'!' | b'~' | b'^' | b'&' | b'|' | b'?' | b':' => {
                TokenKind::Operator
            }
            _ => TokenKind::Bad,
        };
        if let Some(braces) = self.substitutions.last_mut() {
            match byte {
                b'{' => *braces += 1,
                b'}' => *braces -= 1,
                _ => {}
            }
        }
        self.operand = matches!(byte, b')' | b']');
        self.member = byte == b'.';
        match byte {
            b'(' => self.conditions = self.conditions << 1 | u128::from(self.condition),
            b')' => {
                // `if (x) /a/.test(y)`
                self.operand = self.conditions & 1 == 0;
                self.conditions >>= 1;
            }
            _ => {}
        }
        self.condition = false;
        self.plain(kind, 1)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let token = self.advance();
        (token != Token::END).then_some(token)
    }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Length of the white space that a text begins with, one character of it: also what Unicode counts as a space.
const fn space(text: &[u8]) -> usize {
    match text {
        [b' ' | b'\t'..=b'\r', ..] => 1,
        [0xc2, 0xa0, ..] => 2,
        [0xe1, 0x9a, 0x80, ..] | [0xe2, 0x81, 0x9f, ..] | [0xe3, 0x80, 0x80, ..] | [0xef, 0xbb, 0xbf, ..] => 3,
        [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..] => 3,
        _ => 0,
    }
}

/// U+2028 or U+2029.
const fn is_line_separator(text: &[u8]) -> bool {
    matches!(text, [0xe2, 0x80, 0xa8 | 0xa9, ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};
    use proptest::prelude::*;

    /// `kind:text` of each token, its delimiters told apart by `‹›`, `…` where it has no end.
    fn tokens(text: &str) -> String {
        let shown = Lexer::new(text).map(|token| {
            let inner = token.inner();
            let part = |range| text.get(range).unwrap();
            let (open, close) = (part(token.start()..inner.start), part(inner.end..token.end()));
            let end = if token.ended() { "" } else { "…" };
            let inside = part(inner);
            match (open, close) {
                ("", "") => format!("{:?}:{inside}", token.kind()),
                _ => format!("{:?}:{open}‹{inside}›{close}{end}", token.kind()),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(tokens(text), expected, "{text}");
    }

    #[test]
    fn strings_end_at_their_quote_or_at_the_line() {
        check(r#"'a\'b' "c" d"#, r#"Text:'‹a\'b›' Text:"‹c›" Word:d"#);
        check("'a\nb", "Text:'‹a›… Word:b");
        check("'a\\\nb'", "Text:'‹a\\\nb›'");
    }

    #[test]
    fn templates_nest() {
        check("`a${b}c`", "Text:`‹a›${ Word:b Text:}‹c›`");
        check("`${`${a}`}`", "Text:`‹›${ Text:`‹›${ Word:a Text:}‹›` Text:}‹›`");
        check("`${{a:1}}`", "Text:`‹›${ Open:{ Word:a Operator:: Number:1 Close:} Text:}‹›`");
        check(r"`\${a}$`", r"Text:`‹\${a}$›`");
    }

    #[test]
    fn a_slash_divides_behind_an_operand_only() {
        check("a / b / c", "Word:a Operator:/ Word:b Operator:/ Word:c");
        check("x = /[/]'/g.test", "Word:x Operator:= Text:/‹[/]'›/g Dot:. Word:test");
        check("return /a/", "Word:return Text:/‹a›/");
        check("if (f(a)) /'/.test", "Word:if Open:( Word:f Open:( Word:a Close:) Close:) Text:/‹'›/ Dot:. Word:test");
        check("f(a) / 2 / 1", "Word:f Open:( Word:a Close:) Operator:/ Number:2 Operator:/ Number:1");
        check("a.return / 2 / 1", "Word:a Dot:. Word:return Operator:/ Number:2 Operator:/ Number:1");
        check("a++ / 2 / 1", "Word:a Operator:++ Operator:/ Number:2 Operator:/ Number:1");
        check("= /a[\n1", "Operator:= Operator:/ Word:a Open:[ Number:1");
    }

    #[test]
    fn numbers_have_one_dot() {
        check("1.5e-3 .5 0x1e+1 1n", "Number:1.5e-3 Number:.5 Number:0x1e Operator:+ Number:1 Number:1n");
        check("1..x 1e+5", "Number:1. Dot:. Word:x Number:1e+5");
    }

    #[test]
    fn comments_end_at_any_end_of_line() {
        check("1 // a\n2", "Number:1 Comment://‹ a› Number:2");
        check("1 // a\u{2028}2", "Number:1 Comment://‹ a› Number:2");
        check("1 /* a\n */ 2", "Number:1 Comment:/*‹ a\n ›*/ Number:2");
        check("1 <!-- a", "Number:1 Comment:<!--‹ a›");
    }

    #[test]
    fn white_space_of_unicode_separates_words() {
        check("a\u{a0}b\u{feff}c\u{3000}d", "Word:a Word:b Word:c Word:d");
        check(r"\u0061b ä", r"Word:\u0061b Word:ä");
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_and_within_the_text(
            text in r#"[a1 '"`\\$\{\}/*.,;()\[\]=+<!\n-]{0,60}|.{0,40}"#,
        ) {
            let mut end = 0;
            for token in Lexer::new(&text) {
                let inner = token.inner();
                prop_assert!(end <= token.start() && token.start() <= inner.start);
                prop_assert!(inner.start <= inner.end && inner.end <= token.end() && token.start() < token.end());
                end = token.end();
            }
            prop_assert!(end <= text.len());
        }
    }

    /// A loop that looks at anything twice would not come to an end here.
    #[test]
    fn floods_of_openers_are_read_once() {
        for unit in ["(", "'", "`", "`${", "/*", "//", "/a[", "/", "\\", "\\u", "{", "}", "<!--", "++", "$", "1e+"] {
            let text = unit.repeat(200_000 / unit.len());
            assert!(Lexer::new(&text).count() <= text.len(), "{unit}");
        }
    }
}
