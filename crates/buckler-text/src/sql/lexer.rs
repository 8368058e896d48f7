//! Text in, tokens out.

use super::Dialect;
use crate::token::{Cursor, Token, TokenKind};

/// The tokens of a statement, in order.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    cursor: Cursor<'a>,
    dialect: Dialect,
    /// Inside `/*! …`, whose `*/` ends no other comment.
    executable: bool,
}

impl<'a> Lexer<'a> {
    /// Reads `text` by the rules of `dialect`.
    pub const fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { cursor: Cursor::new(text.as_bytes()), dialect, executable: false }
    }

    /// The next token, or [`Token::END`].
    fn advance(&mut self) -> Token {
        self.cursor.skip_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r'));
        match self.cursor.peek() {
            Some(first) => self.token(first),
            None => Token::END,
        }
    }

    fn token(&mut self, first: u8) -> Token {
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b'0'..=b'9' => self.number(),
            b'\'' => self.quoted(TokenKind::Text, 0, first, self.dialect.backslash),
            b'"' if self.dialect.double_quoted_text => self.quoted(TokenKind::Text, 0, first, self.dialect.backslash),
            b'"' => self.quoted(TokenKind::Name, 0, first, false),
            b'`' if self.dialect.backtick => self.quoted(TokenKind::Name, 0, first, false),
            b'[' if self.opens_name() => self.quoted(TokenKind::Name, 0, b']', false),
            b'$' => self.dollar(),
            b'-' if self.dashes() => self.line_comment(2),
            b'#' if self.dialect.hash_comment => self.line_comment(1),
            b'/' if self.cursor.peek_at(1) == Some(b'*') => self.block_comment(),
            b'*' if self.executable && self.cursor.peek_at(1) == Some(b'/') => {
                self.executable = false;
                self.plain(TokenKind::Comment, 2)
            }
            b'.' if self.is_fraction() => self.number(),
            b'@' | b':' => self.variable(),
            b'?' => self.plain(TokenKind::Parameter, 1),
            b'#' if self.cursor.peek_at(1).is_some_and(is_word) => self.temporary(),
            _ => self.plain(punctuation(first), 1),
        }
    }

    fn plain(&mut self, kind: TokenKind, length: usize) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(length);
        Token::plain(kind, start, self.cursor.position)
    }

    fn word(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip_while(is_word);
        let length = self.cursor.position - start;
        match self.cursor.peek() {
            Some(b'\'') if self.is_prefix(start) => self.prefixed(start),
            Some(b'&') if length == 1 && self.cursor.peek_at(1) == Some(b'\'') => {
                self.cursor.skip(1);
                if self.is_prefix(start) {
                    return self.prefixed(start);
                }
                self.cursor.position -= 1;
                Token::plain(TokenKind::Word, start, self.cursor.position)
            }
            _ => Token::plain(TokenKind::Word, start, self.cursor.position),
        }
    }

    fn is_prefix(&self, start: usize) -> bool {
        let word = self.cursor.since(start);
        let introducer = self.dialect.executable_comments && word.first() == Some(&b'_');
        introducer || self.dialect.prefixes.iter().any(|prefix| word.eq_ignore_ascii_case(prefix.as_bytes()))
    }

    /// A string after a word that says how to read it.
    #[inline(never)]
    fn prefixed(&mut self, start: usize) -> Token {
        let word = self.cursor.since(start);
        let length = word.len();
        match word.last().map(u8::to_ascii_lowercase) {
            Some(b'q') => self.alternative(start),
            Some(b'e') => self.quoted(TokenKind::Text, length, b'\'', true),
            Some(b'r') => self.quoted(TokenKind::Text, length, b'\'', false),
            _ => self.quoted(TokenKind::Text, length, b'\'', self.dialect.backslash),
        }
    }

    /// Oracle's `q'[ … ]'`, whose delimiter is any character.
    #[inline(never)]
    fn alternative(&mut self, start: usize) -> Token {
        let close = match self.cursor.peek_at(1) {
            Some(b'[') => b']',
            Some(b'(') => b')',
            Some(b'{') => b'}',
            Some(b'<') => b'>',
            Some(byte) => byte,
            None => b'\'',
        };
        self.cursor.skip(2);
        let open = self.cursor.position - start;
        while self.cursor.find(|byte| byte == close).is_some() {
            self.cursor.skip(1);
            if self.cursor.peek() == Some(b'\'') {
                self.cursor.skip(1);
                return self.delimited(TokenKind::Text, start, open, 2, false);
            }
        }
        self.delimited(TokenKind::Text, start, open, 0, false)
    }

    /// From the quote here to its end. `prefix` bytes before the quote belong to the token.
    #[inline(never)]
    fn quoted(&mut self, kind: TokenKind, prefix: usize, quote: u8, backslash: bool) -> Token {
        let start = self.cursor.position - prefix;
        self.cursor.skip(1);
        loop {
            match self.cursor.find(|byte| byte == quote || backslash && byte == b'\\') {
                None => return self.delimited(kind, start, prefix + 1, 0, backslash),
                Some(byte) if byte != quote => self.cursor.skip(2),
                Some(_) if self.cursor.peek_at(1) == Some(quote) => self.cursor.skip(2),
                Some(_) => {
                    self.cursor.skip(1);
                    return self.delimited(kind, start, prefix + 1, 1, backslash);
                }
            }
        }
    }

    fn delimited(&self, kind: TokenKind, start: usize, open: usize, close: usize, backslash: bool) -> Token {
        Token::delimited(kind, start, self.cursor.position, open, close).escaping(backslash)
    }

    /// A bracket right behind an operand is a subscript.
    fn opens_name(&self) -> bool {
        self.dialect.brackets && !self.cursor.before().is_some_and(|byte| is_word(byte) || matches!(byte, b']' | b')'))
    }

    #[inline(never)]
    fn dollar(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(1);
        if self.cursor.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.cursor.skip_while(|byte| byte.is_ascii_digit());
            return Token::plain(TokenKind::Parameter, start, self.cursor.position);
        }
        self.cursor.skip_while(|byte| is_word(byte) && byte != b'$');
        if self.dialect.dollar_quotes && self.cursor.peek() == Some(b'$') {
            self.cursor.skip(1);
            return self.dollar_quoted(start);
        }
        let kind = if self.cursor.position == start + 1 { TokenKind::Bad } else { TokenKind::Parameter };
        Token::plain(kind, start, self.cursor.position)
    }

    /// The tag holds no `$`, so every comparison ends at the next `$` at the latest: linear.
    fn dollar_quoted(&mut self, start: usize) -> Token {
        let tag = self.cursor.since(start);
        while self.cursor.find(|byte| byte == b'$').is_some() {
            if self.cursor.starts_with(tag) {
                self.cursor.skip(tag.len());
                return self.delimited(TokenKind::Text, start, tag.len(), tag.len(), false);
            }
            self.cursor.skip(1);
        }
        self.delimited(TokenKind::Text, start, tag.len(), 0, false)
    }

    fn dashes(&self) -> bool {
        let space = self.cursor.peek_at(2).is_none_or(|byte| byte <= b' ');
        self.cursor.peek_at(1) == Some(b'-') && (space || !self.dialect.dashes_need_space)
    }

    #[inline(never)]
    fn line_comment(&mut self, open: usize) -> Token {
        let start = self.cursor.position;
        self.cursor.skip_while(|byte| byte != b'\n');
        self.plain_comment(start).opened_by(open)
    }

    #[inline(never)]
    fn block_comment(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(2);
        if self.dialect.executable_comments && self.opens_executable() {
            self.executable = true;
            return self.plain_comment(start).opened_by(self.cursor.position - start);
        }
        let mut depth = 1_usize;
        while let Some(byte) = self.cursor.find(|byte| byte == b'*' || byte == b'/') {
            match (byte, self.cursor.peek_at(1)) {
                (b'*', Some(b'/')) => {
                    self.cursor.skip(2);
                    depth -= 1;
                    if depth == 0 {
                        return self.delimited(TokenKind::Comment, start, 2, 2, false);
                    }
                }
                (b'/', Some(b'*')) if self.dialect.nested_comments => {
                    self.cursor.skip(2);
                    depth += 1;
                }
                _ => self.cursor.skip(1),
            }
        }
        self.delimited(TokenKind::Comment, start, 2, 0, false)
    }

    fn plain_comment(&self, start: usize) -> Token {
        Token::plain(TokenKind::Comment, start, self.cursor.position)
    }

    /// `/*!50110` of MySQL and `/*M!100100` of MariaDB, the version taken along.
    fn opens_executable(&mut self) -> bool {
        let mark = if self.cursor.starts_with(b"!") { 1 } else { 2 };
        if mark == 2 && !self.cursor.starts_with(b"M!") {
            return false;
        }
        self.cursor.skip(mark);
        self.cursor.skip_while(|byte| byte.is_ascii_digit());
        true
    }

    #[inline(never)]
    fn number(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | 0x80..));
        let text = self.cursor.since(start);
        if text.last().is_some_and(|byte| matches!(byte, b'e' | b'E')) && is_decimal(text) && self.signed_exponent() {
            self.cursor.skip(1);
            self.cursor.skip_while(|byte| byte.is_ascii_digit());
        }
        let kind = if is_number(self.cursor.since(start)) { TokenKind::Number } else { TokenKind::Word };
        Token::plain(kind, start, self.cursor.position)
    }

    fn signed_exponent(&self) -> bool {
        let sign = self.cursor.peek().is_some_and(|byte| matches!(byte, b'+' | b'-'));
        sign && self.cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit())
    }

    fn is_fraction(&self) -> bool {
        let digit = self.cursor.peek_at(1).is_some_and(|byte| byte.is_ascii_digit());
        let member =
            self.cursor.before().is_some_and(|byte| is_word(byte) || matches!(byte, b']' | b')' | b'"' | b'`'));
        digit && !member
    }

    /// `@name`, `@@name`, `:name`; a lone `@` or `:` is an operator.
    #[inline(never)]
    fn variable(&mut self) -> Token {
        let start = self.cursor.position;
        let sign = self.cursor.peek();
        self.cursor.skip(1);
        if sign == Some(b'@') && self.cursor.peek() == Some(b'@') {
            self.cursor.skip(1);
        }
        let name = self.cursor.position;
        let cast = sign == Some(b':') && start > 0 && self.cursor.before_at(start) == Some(b':');
        if !cast && self.cursor.peek().is_some_and(|byte| is_word(byte) && !byte.is_ascii_digit()) {
            self.cursor.skip_while(is_word);
        }
        if self.cursor.position > name {
            return Token::plain(TokenKind::Parameter, start, self.cursor.position);
        }
        self.cursor.position = start + 1;
        Token::plain(TokenKind::Operator, start, start + 1)
    }

    /// A temporary table of SQL Server: `#orders`.
    #[inline(never)]
    fn temporary(&mut self) -> Token {
        let start = self.cursor.position;
        self.cursor.skip(1);
        self.cursor.skip_while(is_word);
        Token::plain(TokenKind::Word, start, self.cursor.position)
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

/// Digits with at most one point, and an exponent that has begun.
fn is_decimal(text: &[u8]) -> bool {
    let digits = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    !digits.is_empty() && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// `12`, `1.5`, `.5`, `1e-3`, `0x1F`, `0b1`, `1_000`; a word otherwise, since MySQL allows names that begin with digits.
fn is_number(text: &[u8]) -> bool {
    if let [b'0', b'x' | b'X', digits @ ..] = text {
        return !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    }
    if let [b'0', b'b' | b'B', digits @ ..] = text {
        return !digits.is_empty() && digits.iter().all(|byte| matches!(byte, b'0' | b'1'));
    }
    let exponent = text.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, power) = text.split_at(exponent.unwrap_or(text.len()));
    let power = power.get(1..).map(|digits| digits.strip_prefix(b"-").or(digits.strip_prefix(b"+")).unwrap_or(digits));
    mantissa.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_'))
        && power.is_none_or(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

const fn punctuation(byte: u8) -> TokenKind {
    match byte {
        b'(' | b'[' | b'{' => TokenKind::Open,
        b')' | b']' | b'}' => TokenKind::Close,
        b',' => TokenKind::Comma,
        b'.' => TokenKind::Dot,
        b';' => TokenKind::Semicolon,
        b'+' | b'-' | b'*' | b'/' | b'%' | b'=' | b'<' | b'>' | b'!' | b'~' | b'^' | b'&' | b'|' | b'#' => {
            TokenKind::Operator
        }
        _ => TokenKind::Bad,
    }
}
