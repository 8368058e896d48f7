//! Tokens of languages with literals, operators and brackets: what the SQL and the JavaScript lexer have in common.

use core::{fmt, ops::Range};

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

impl TokenKind {
    const ALL: [Self; 13] = [
        Self::Word,
        Self::Number,
        Self::Text,
        Self::Name,
        Self::Parameter,
        Self::Operator,
        Self::Dot,
        Self::Comma,
        Self::Open,
        Self::Close,
        Self::Semicolon,
        Self::Comment,
        Self::Bad,
    ];
}

/// A piece of a text. Tokens do not overlap; between them there is nothing but white space.
///
/// Two words, so that it travels in registers: a token that goes through memory costs as much as reading it. Positions
/// have 32 bits: a text of four gigabytes does not come by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, and above that where it ends.
    place: u64,
    /// Lengths of its delimiters, its kind and its flags, sixteen bits each.
    shape: u64,
}

const ENDED: u64 = 1 << 48;
const BACKSLASH: u64 = 1 << 49;

impl Token {
    /// What a lexer answers at the end of a text: no token has no bytes.
    pub(crate) const END: Self = Self { place: 0, shape: 0 };

    /// A token without delimiters, at those bytes.
    pub const fn plain(kind: TokenKind, start: usize, end: usize) -> Self {
        Self { place: start as u64 & 0xffff_ffff | (end as u64) << 32, shape: (kind as u64) << 32 | ENDED }
    }

    /// A token that begins with a delimiter of `open` bytes, prefixes included (`E'`), and ends with one of `close`
    /// bytes, or has no end when that is 0.
    pub const fn delimited(kind: TokenKind, start: usize, end: usize, open: usize, close: usize) -> Self {
        let Self { place, shape } = Self::plain(kind, start, end).opened_by(open);
        let shape = if close > 0 { shape } else { shape & !ENDED };
        Self { place, shape: shape | short(close) << 16 }
    }

    /// The token, with a delimiter of `open` bytes at its beginning and none at its end, which it needs not.
    #[must_use]
    pub const fn opened_by(self, open: usize) -> Self {
        Self { shape: self.shape | short(open), ..self }
    }

    /// The token, with backslashes that escape or do not.
    #[must_use]
    pub const fn escaping(self, backslash: bool) -> Self {
        Self { shape: if backslash { self.shape | BACKSLASH } else { self.shape }, ..self }
    }

    /// What it is.
    pub fn kind(&self) -> TokenKind {
        TokenKind::ALL.get((self.shape >> 32 & 0xff) as usize).copied().unwrap_or(TokenKind::Bad)
    }

    /// Whether its closing delimiter was found, or it needs none.
    pub const fn ended(&self) -> bool {
        self.shape & ENDED != 0
    }

    /// Whether a backslash inside takes the next byte along.
    pub const fn backslash(&self) -> bool {
        self.shape & BACKSLASH != 0
    }

    /// Its first byte.
    pub const fn start(&self) -> usize {
        (self.place & 0xffff_ffff) as usize
    }

    /// The byte after its last.
    pub const fn end(&self) -> usize {
        (self.place >> 32) as usize
    }

    /// Its bytes.
    pub const fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Its bytes without delimiters.
    pub const fn inner(&self) -> Range<usize> {
        self.start() + self.opening()..self.end() - self.closing()
    }

    /// Length of its opening delimiter; 0 where there is none.
    pub const fn opening(&self) -> usize {
        (self.shape & 0xffff) as usize
    }

    /// Length of its closing delimiter; 0 where there is none.
    pub const fn closing(&self) -> usize {
        (self.shape >> 16 & 0xffff) as usize
    }

    /// Whether its inside is content that a reader takes as it is.
    pub fn is_delimited(&self) -> bool {
        matches!(self.kind(), TokenKind::Text | TokenKind::Name | TokenKind::Comment)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} {:?} inside {:?}", self.kind(), self.range(), self.inner())?;
        formatter.write_str(if self.ended() { "" } else { ", without end" })
    }
}

/// No delimiter that anyone writes is longer; of one that is, the rest counts as content.
const fn short(length: usize) -> u64 {
    if length > 0xffff { 0xffff } else { length as u64 }
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
    bytes: &'a [u8],
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
        self.before_at(self.position)
    }

    /// The byte before that position.
    pub(crate) fn before_at(&self, position: usize) -> Option<u8> {
        self.bytes.get(position.checked_sub(1)?).copied()
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
