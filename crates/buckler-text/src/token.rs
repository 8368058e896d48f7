//! Tokens of languages with literals, operators and brackets: what the SQL and the JavaScript lexer have in common.

use core::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name or a keyword.
    Word,
    /// A number.
    Number,
    /// A literal with delimiters: a string, a part of a template, a regular expression.
    Text,
    /// A name with delimiters.
    Name,
    /// A place for a bound value, or a variable: `$1`, `?`, `:id`, `@p`.
    Parameter,
    /// One character of an operator. Longer operators are several tokens, so that a border inside one is seen.
    Operator,
    /// `.`
    Dot,
    /// `,`
    Comma,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `;`
    Semicolon,
    /// A comment, or one end of a comment whose inside is read.
    Comment,
    /// Anything that the language has no use for.
    Bad,
}

/// A piece of a text. Tokens do not overlap; between them there is nothing but white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Length of the opening delimiter, prefixes included (`E'`); 0 where there is none.
    pub open: usize,
    /// Length of the closing delimiter; 0 where there is none.
    pub close: usize,
    /// Its closing delimiter was found, or it needs none.
    pub ended: bool,
    /// A backslash inside takes the next byte along.
    pub backslash: bool,
}

impl Token {
    /// A token without delimiters.
    pub const fn plain(kind: TokenKind, start: usize, end: usize) -> Self {
        Self { kind, start, end, open: 0, close: 0, ended: true, backslash: false }
    }

    /// Its bytes.
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its bytes without delimiters.
    pub const fn inner(&self) -> Range<usize> {
        self.start + self.open..self.end - self.close
    }

    /// Whether its inside is content that a reader takes as it is.
    pub const fn is_delimited(&self) -> bool {
        matches!(self.kind, TokenKind::Text | TokenKind::Name | TokenKind::Comment)
    }
}

/// What a token does in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Stands for a value and may be any name: `price`, `"price"`.
    Name,
    /// Stands for a value: `42`, `null`.
    Value,
    /// Stands between two operands: `+`, `and`.
    Infix,
    /// Stands before an operand and after none: `not`, `select`, `(`.
    Prefix,
    /// Ends one operand and stands before the next: `where`, `limit`.
    Clause,
    /// Ends an operand and stands before none: `order` (before `by`), `)`.
    Suffix,
    /// Says in which direction is sorted: `desc`.
    Direction,
    /// Stands before no operand and after none.
    Other,
}

impl Role {
    /// Whether an operand is to follow.
    pub const fn expects_operand(self) -> bool {
        matches!(self, Self::Infix | Self::Prefix | Self::Clause)
    }

    /// Whether it may stand right after an operand.
    pub const fn follows_operand(self) -> bool {
        matches!(self, Self::Infix | Self::Clause | Self::Suffix | Self::Direction)
    }
}

/// Bytes that go by without being looked at twice: a position in a text that cannot leave it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) position: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    /// The byte here, if the text goes on.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// The byte that many further on.
    pub(crate) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.position + ahead).copied()
    }

    /// The byte before this one.
    pub(crate) fn before(&self) -> Option<u8> {
        self.bytes.get(self.position.checked_sub(1)?).copied()
    }

    /// Everything from here on.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// The bytes from there to here.
    pub(crate) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.position).unwrap_or_default()
    }

    pub(crate) fn starts_with(&self, text: &[u8]) -> bool {
        self.rest().starts_with(text)
    }

    pub(crate) fn skip(&mut self, bytes: usize) {
        self.position = (self.position + bytes).min(self.bytes.len());
    }

    pub(crate) fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.position += rest.iter().position(|byte| !wanted(*byte)).unwrap_or(rest.len());
    }

    /// Goes to the next byte that is wanted, or to the end of the text; tells which.
    pub(crate) fn find(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        self.skip_while(|byte| !wanted(byte));
        self.peek()
    }
}
