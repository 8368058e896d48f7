//! Where a range meets the border of a literal, a quoted name or a comment.

use buckler_text::token::{Token, TokenKind};
use core::ops::Range;

/// What a range within one delimited token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Content.
    Content,
    /// Content, or a delimiter that happens to equal the input's last byte: an attack only if the text turns out broken.
    Doubt,
    /// The token from its first to its last byte.
    All,
    /// More than content.
    Attack(&'static str),
}

/// Judges a range that lies within `token`.
pub(super) fn within(token: &Token, range: &Range<usize>, whole: bool, bytes: &[u8]) -> Within {
    let inner = token.inner();
    if range.start < inner.start && range.end <= inner.start && !is_mark(bytes, range) {
        return Within::Content;
    }
    if !token.ended() && range.start < inner.start {
        return Within::Attack(unended(token));
    }
    if token.kind() == TokenKind::Comment {
        return within_comment(token, range, whole, bytes);
    }
    if *range == token.range() && !inner.is_empty() {
        return Within::All;
    }
    if token.closing() > 1 && range.end > inner.end && range.end < token.end() {
        return Within::Doubt;
    }
    if range.end <= inner.end && escapes_end(token, range, bytes) {
        let content = bytes.get(range.clone()).is_some_and(|text| text.iter().any(|byte| *byte != b'\\'));
        return if content { Within::Attack("escapes the closing quote") } else { Within::Doubt };
    }
    let quote = closing_quote(token, bytes);
    let edges = [range.start, range.end.saturating_sub(1)];
    // Paths begin and end with the slash of a regular expression, and mean nothing by it.
    let on_edge = edges.iter().any(|edge| bytes.get(*edge).copied() == quote);
    let doubtful = quote != Some(b'/') && (on_edge || !token.ended() && holds(quote, bytes, range));
    if doubtful { Within::Doubt } else { Within::Content }
}

/// What is to end the literal: the last byte of its opening delimiter tells.
fn closing_quote(token: &Token, bytes: &[u8]) -> Option<u8> {
    match bytes.get(token.inner().start.checked_sub(1)?).copied()? {
        b'[' => Some(b']'),
        b'}' => Some(b'`'),
        quote => Some(quote),
    }
}

fn within_comment(token: &Token, range: &Range<usize>, whole: bool, bytes: &[u8]) -> Within {
    let inner = token.inner();
    // Of a piece, the mark may be the application's own, and so may be half a mark.
    let mark = range.start < inner.start && (range.end <= inner.start || !whole);
    if mark && range.start == token.start() && (range.end == inner.start || !whole) {
        Within::All
    } else if mark || range.start > inner.end || range.end > inner.end && range.end < token.end() {
        Within::Content
    } else if range.start < inner.start {
        Within::Attack("opens a comment")
    } else if range.end > inner.end {
        Within::Attack("ends a comment")
    } else if !token.ended() && bytes.get(range.clone()).is_some_and(|text| text.windows(2).any(|pair| pair == b"/*")) {
        Within::Doubt
    } else {
        Within::Content
    }
}

/// How a range crosses the border of a delimited token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Crossing {
    /// Not at all: the token lies within the range.
    None,
    /// All or half of a delimiter is the application's.
    Half,
    /// The range begins inside and goes on behind.
    Ends(&'static str),
    /// The range begins before and goes on inside.
    Opens(&'static str),
    /// The range changes more than where a literal begins or ends.
    Attack(&'static str),
}

/// How a range that is more than a part of `token` crosses its border.
pub(super) fn crossing(token: &Token, range: &Range<usize>, whole: bool) -> Crossing {
    let inner = token.inner();
    let comment = token.kind() == TokenKind::Comment;
    let mark = comment && range.start == token.start() && (range.end == inner.start || !whole);
    if !token.ended() && range.start <= token.start() {
        Crossing::Attack(unended(token))
    } else if mark {
        Crossing::None
    } else if range.start > inner.end || range.end < inner.start || comment && !whole && is_mark_of(token, range) {
        Crossing::Half
    } else if comment {
        Crossing::Attack(if range.start < inner.start { "opens a comment" } else { "ends a comment" })
    } else if range.start >= inner.start {
        Crossing::Ends(ends(token))
    } else if range.end < token.end() {
        Crossing::Opens(opens(token))
    } else {
        Crossing::None
    }
}

/// Whether a range that is a piece begins within a mark of a comment, which may be the application's own.
fn is_mark_of(token: &Token, range: &Range<usize>) -> bool {
    let inner = token.inner();
    range.start == inner.end || range.start > token.start() && range.start < inner.start
}

fn ends(token: &Token) -> &'static str {
    if matches!(token.kind(), TokenKind::Name) { "ends a quoted name" } else { "ends a string literal" }
}

fn opens(token: &Token) -> &'static str {
    if matches!(token.kind(), TokenKind::Name) { "opens a quoted name" } else { "opens a string literal" }
}

fn unended(token: &Token) -> &'static str {
    if matches!(token.kind(), TokenKind::Comment) { "leaves a comment open" } else { "leaves a literal open" }
}

/// More backslashes in a row than any application writes count as an escape.
const BACKSLASHES: usize = 1024;

/// A backslash at the end of the range takes away the delimiter that the application put behind it.
fn escapes_end(token: &Token, range: &Range<usize>, bytes: &[u8]) -> bool {
    let before = bytes.get(token.inner().start..range.end).unwrap_or_default();
    if !token.backslash() || before.last() != Some(&b'\\') {
        return false;
    }
    let quote = closing_quote(token, bytes);
    let behind = bytes.get(range.end).copied();
    let substitution = quote == Some(b'`') && behind == Some(b'$');
    let run = before.iter().rev().take(BACKSLASHES).take_while(|byte| **byte == b'\\').count();
    (behind == quote || substitution) && (run % 2 == 1 || run == BACKSLASHES)
}

fn holds(quote: Option<u8>, bytes: &[u8], range: &Range<usize>) -> bool {
    bytes.get(range.clone()).is_some_and(|text| text.iter().any(|byte| Some(*byte) == quote))
}

/// Whether the range holds more than the letters of a prefix (`E` before `'`).
fn is_mark(bytes: &[u8], range: &Range<usize>) -> bool {
    bytes.get(range.clone()).is_none_or(|text| !text.iter().all(u8::is_ascii_alphanumeric))
}
