//! Python.
//!
//! Its parser takes more stack as it needs it, so the fine bound only keeps memory small. Freeing what it gives is
//! recursive, along long chains of operators and calls too: that the coarse bound makes safe.

use super::{BASE_BYTES, DEEPEST, Depth, FREE_BYTES, LEVEL_BYTES, Need, is_word};
use crate::tree::Span;
use alloc::vec::Vec;

/// What a source needs.
pub(crate) fn python(source: &str, deepest: u32) -> Need {
    let coarse = source.bytes().filter(|byte| LINKS.contains(byte)).count();
    let depth = if coarse > DEEPEST as usize { Scan::new(source).run() } else { Depth::new() };
    match depth.too_deep {
        Some(start) => Need::TooDeep(Span::new(start, start + 1)),
        None => Need::Stack(BASE_BYTES + coarse.min(deepest as usize) * LEVEL_BYTES + coarse * FREE_BYTES),
    }
}

/// Signs that make a tree deeper, if only to the left. Words such as `not` have a space or bracket with them.
const LINKS: &[u8] = b"([{.<>~+-*/%@&|^=: ";

/// An open bracket, a text with values in it, or the lines of one indentation.
#[derive(Clone, Copy)]
struct Level {
    kind: Kind,
    outside: u32,
    /// Prefixes and powers of the present operand.
    prefixes: u32,
    /// Conditions and lambdas since the last comma.
    chain: u32,
}

impl Level {
    fn depth(&self) -> u32 {
        self.outside + 1 + self.prefixes + self.chain
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bracket(u8),
    /// A text that may hold values, with its quote, and whether it has three of them.
    Text(u8, bool),
    /// The format behind a value in a text.
    Format,
}

struct Scan<'s> {
    bytes: &'s [u8],
    at: usize,
    level: Level,
    around: Vec<Level>,
    /// Widths of the open indentations.
    indents: Vec<usize>,
    /// Whether the next token could begin an operand.
    operand: bool,
    depth: Depth,
}

impl<'s> Scan<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            bytes: source.as_bytes(),
            at: 0,
            level: Level { kind: Kind::Bracket(0), outside: 0, prefixes: 0, chain: 0 },
            around: Vec::new(),
            indents: Vec::new(),
            operand: true,
            depth: Depth::new(),
        }
    }

    fn run(mut self) -> Depth {
        self.indentation();
        while let (Some(byte), None) = (self.peek(0), self.depth.too_deep) {
            match self.level.kind {
                Kind::Text(quote, triple) => self.text(byte, quote, triple),
                Kind::Format => self.format(byte),
                Kind::Bracket(open) => self.code(byte, open),
            }
        }
        self.depth
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'s [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn reach(&mut self) {
        let indents = u32::try_from(self.indents.len()).unwrap_or(u32::MAX);
        self.depth.reach(self.level.depth().saturating_add(indents), self.at);
    }

    fn push(&mut self, kind: Kind) {
        let inner = Level { kind, outside: self.level.depth(), prefixes: 0, chain: 0 };
        self.around.push(core::mem::replace(&mut self.level, inner));
        self.reach();
    }

    fn pop(&mut self) {
        if let Some(level) = self.around.pop() {
            self.level = level;
        }
    }

    fn chain(&mut self) {
        self.level.chain += 1;
        self.reach();
    }

    fn prefix(&mut self) {
        self.level.prefixes += 1;
        self.reach();
    }

    fn code(&mut self, byte: u8, open: u8) {
        let operand = core::mem::replace(&mut self.operand, true);
        match byte {
            b'\n' => {
                self.at += 1;
                if self.around.is_empty() {
                    (self.level.prefixes, self.level.chain) = (0, 0);
                    self.indentation();
                }
            }
            b' ' | b'\t' | b'\r' | 0x0c => {
                self.operand = operand;
                self.at += 1;
            }
            b'\\' => self.at += 2,
            b'#' => {
                let end = self.rest().iter().position(|byte| *byte == b'\n');
                self.at = end.map_or(self.bytes.len(), |length| self.at + length);
            }
            b'\'' | b'"' => self.quote(byte, false),
            b'(' | b'[' | b'{' => {
                self.push(Kind::Bracket(byte));
                self.at += 1;
            }
            b')' | b']' | b'}' => {
                self.operand = false;
                self.at += 1;
                self.pop();
            }
            b',' | b';' => {
                (self.level.prefixes, self.level.chain) = (0, 0);
                self.at += 1;
            }
            b'~' | b'+' | b'-' if operand => {
                self.at += 1;
                self.prefix();
            }
            b'*' if self.peek(1) == Some(b'*') => {
                self.at += 2;
                self.prefix();
            }
            b':' if open == b'{' && self.in_text() => {
                self.at += 1;
                self.push(Kind::Format);
            }
            _ if is_word(byte) => self.word(),
            _ => {
                if !operand && byte != b'.' {
                    self.level.prefixes = 0;
                }
                self.at += 1;
            }
        }
    }

    /// Whether the innermost bracket holds a value of a text.
    fn in_text(&self) -> bool {
        self.around.last().is_some_and(|level| matches!(level.kind, Kind::Text(..) | Kind::Format))
    }

    fn word(&mut self) {
        let length = self.rest().iter().take_while(|byte| is_word(**byte)).count();
        let word = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        if let (Some(quote @ (b'\'' | b'"')), true) = (self.peek(0), length <= 2) {
            let has = |letter: u8| word.iter().any(|byte| byte.to_ascii_lowercase() == letter);
            return self.quote(quote, has(b'f') || has(b't'));
        }
        match word {
            b"not" | b"await" => self.prefix(),
            b"lambda" | b"yield" | b"else" => self.chain(),
            b"and" | b"or" | b"if" => self.level.prefixes = 0,
            b"in" | b"is" | b"return" => {}
            _ => self.operand = false,
        }
    }

    /// A text; its values are read like code if it has some. In a raw text too, a backslash keeps the quote after it.
    fn quote(&mut self, quote: u8, values: bool) {
        self.operand = false;
        let triple = self.rest().starts_with(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        if values {
            self.push(Kind::Text(quote, triple));
            return;
        }
        while let Some(byte) = self.peek(0) {
            if self.ends(byte, quote, triple) {
                return;
            }
            self.at += if byte == b'\\' { 2 } else { 1 };
        }
    }

    /// Skips the end of a text, if this is it. A text with one quote ends with its line.
    fn ends(&mut self, byte: u8, quote: u8, triple: bool) -> bool {
        if !triple && byte == b'\n' {
            return true;
        }
        let end = byte == quote && (!triple || self.rest().starts_with(&[quote; 3]));
        if end {
            self.at += if triple { 3 } else { 1 };
        }
        end
    }

    fn text(&mut self, byte: u8, quote: u8, triple: bool) {
        if self.ends(byte, quote, triple) {
            self.operand = false;
            return self.pop();
        }
        match byte {
            b'\\' => self.at += 2,
            b'{' if self.peek(1) == Some(b'{') => self.at += 2,
            b'{' => {
                self.push(Kind::Bracket(byte));
                self.at += 1;
                self.operand = true;
            }
            _ => self.at += 1,
        }
    }

    fn format(&mut self, byte: u8) {
        match byte {
            b'{' => {
                self.push(Kind::Bracket(byte));
                self.operand = true;
            }
            // Ends the format and the value it belongs to.
            b'}' => {
                self.pop();
                self.pop();
            }
            _ => {}
        }
        self.at += 1;
    }

    /// Reads the indentation of a line; empty lines have none.
    fn indentation(&mut self) {
        let width = self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0c)).count();
        self.at += width;
        if matches!(self.peek(0), None | Some(b'\n' | b'\r' | b'#')) {
            return;
        }
        while self.indents.last().is_some_and(|indent| *indent > width) {
            self.indents.pop();
        }
        if width > self.indents.last().copied().unwrap_or(0) {
            self.indents.push(width);
            self.reach();
        }
    }
}
