//! Words of simple commands, and what a program will see of them.

use super::{Context, Script, Token, TokenKind};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What follows a redirection operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirection {
    /// A file to read.
    Read,
    /// A file to write.
    Write,
    /// Delimiter of a here-document.
    Delimiter,
    /// Text to read.
    Text,
    /// Another file descriptor.
    Descriptor,
}

impl Redirection {
    /// What follows that operator.
    fn of(operator: Option<&str>) -> Self {
        match operator.map(|operator| operator.trim_start_matches(|first: char| first.is_ascii_digit())) {
            Some("<" | "<>") => Self::Read,
            Some(">" | ">>" | ">|" | "&>" | "&>>") => Self::Write,
            Some("<<" | "<<-") => Self::Delimiter,
            Some("<<<") => Self::Text,
            _ => Self::Descriptor,
        }
    }
}

/// One word as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Index of its first token, and the one after its last. Tokens of nested commands lie between.
    pub tokens: (u32, u32),
    /// It belongs to a redirection and is no argument.
    pub redirection: Option<Redirection>,
}

/// One simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// Its number, as in [`Token::command`].
    pub number: u32,
    /// Its words in order.
    pub words: Vec<Word>,
}

/// Bytes that stand in a word and, unchanged, in what the program sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where they stand in the command.
    pub raw: u32,
    /// Where they stand in the argument.
    pub at: u32,
    /// How many they are.
    pub length: u32,
}

/// A word as the program sees it: without quotes and escapes. Expansions stay as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argument {
    /// The text.
    pub text: String,
    /// Where its parts come from, in order.
    pub segments: Vec<Segment>,
}

/// The words of the commands with these numbers (ascending), in the order of the numbers.
pub fn commands(text: &str, script: &Script, wanted: &[u32]) -> Vec<Command> {
    let empty =
        |number: &u32| Builder { command: Command { number: *number, words: Vec::new() }, ..Builder::default() };
    let mut builders: Vec<Builder> = wanted.iter().map(empty).collect();
    for (index, token) in script.tokens.iter().enumerate() {
        let Ok(position) = wanted.binary_search(&token.command) else { continue };
        if let Some(builder) = builders.get_mut(position) {
            builder.token(text, index as u32, token);
        }
    }
    builders.into_iter().map(Builder::finish).collect()
}

#[derive(Default)]
struct Builder {
    command: Command,
    open: Option<Word>,
    redirection: Option<Redirection>,
}

impl Builder {
    fn token(&mut self, text: &str, index: u32, token: &Token) {
        if matches!(token.context, Context::Document | Context::RawDocument) {
            return;
        }
        match token.kind {
            TokenKind::Blank => self.end_word(),
            TokenKind::Redirect => {
                self.end_word();
                self.redirection = Some(Redirection::of(text.get(token.start as usize..token.end as usize)));
            }
            TokenKind::Newline | TokenKind::Operator | TokenKind::Comment => {
                self.end_word();
                self.redirection = None;
            }
            _ => {
                let redirection = self.redirection;
                let tokens = (index, index);
                let word = self.open.get_or_insert(Word { start: token.start, end: token.end, tokens, redirection });
                word.end = token.end;
                word.tokens.1 = index + 1;
            }
        }
    }

    fn end_word(&mut self) {
        if let Some(word) = self.open.take() {
            self.command.words.push(word);
            self.redirection = None;
        }
    }

    fn finish(mut self) -> Command {
        self.end_word();
        self.command
    }
}

impl Command {
    /// Index of the word that names the program: the first that is no assignment, redirection or reserved word.
    pub fn program(&self, text: &str) -> Option<usize> {
        for (index, word) in self.words.iter().enumerate() {
            let written = text.get(word.start as usize..word.end as usize).unwrap_or_default();
            match written {
                _ if word.redirection.is_some() => {}
                "if" | "then" | "elif" | "else" | "while" | "until" | "do" | "!" | "{" | "time" | "exec"
                | "command" | "builtin" | "nohup" => {}
                "for" | "case" | "select" | "function" | "fi" | "done" | "esac" | "}" | "in" => return None,
                _ if is_assignment(written) => {}
                _ => return Some(index),
            }
        }
        None
    }
}

/// Whether a word, as it is written, assigns a variable: `NAME=…` or `NAME+=…`.
fn is_assignment(written: &str) -> bool {
    let Some((name, _)) = written.split_once('=') else { return false };
    let name = name.strip_suffix('+').unwrap_or(name);
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl Word {
    /// What the program will see.
    pub fn argument(&self, text: &str, script: &Script) -> Argument {
        let mut argument = Argument::default();
        let range = self.tokens.0 as usize..self.tokens.1 as usize;
        for token in script.tokens.get(range).unwrap_or_default() {
            argument.token(text, token);
        }
        argument
    }
}

impl Argument {
    fn token(&mut self, text: &str, token: &Token) {
        let (start, end) = (token.start as usize, token.end as usize);
        match token.kind {
            TokenKind::QuoteOpen | TokenKind::QuoteClose => {}
            TokenKind::QuoteUnit => self.text.push('\''),
            TokenKind::Escape if token.context == Context::Ansi => self.ansi_escape(text, start..end),
            TokenKind::Escape => {
                if text.get(start + 1..end).is_some_and(|escaped| escaped != "\n") {
                    self.copy(text, start + 1..end);
                }
            }
            _ => self.copy(text, start..end),
        }
    }

    /// Only the escapes of one character; the others stay as they are written.
    fn ansi_escape(&mut self, text: &str, range: Range<usize>) {
        match text.get(range.start + 1..range.end) {
            Some("n") => self.text.push('\n'),
            Some("t") => self.text.push('\t'),
            Some("r") => self.text.push('\r'),
            Some("'" | "\"" | "\\") => self.copy(text, range.start + 1..range.end),
            _ => self.copy(text, range),
        }
    }

    fn copy(&mut self, text: &str, range: Range<usize>) {
        let Some(copied) = text.get(range.clone()) else { return };
        let (raw, at, length) = (range.start as u32, self.text.len() as u32, copied.len() as u32);
        self.text.push_str(copied);
        match self.segments.last_mut() {
            Some(last) if last.raw + last.length == raw && last.at + last.length == at => last.length += length,
            _ => self.segments.push(Segment { raw, at, length }),
        }
    }

    /// The bytes of the argument that stand in that range of the command, with escapes between them.
    pub fn range(&self, raw: Range<u32>) -> Option<Range<u32>> {
        let first = self.segments.partition_point(|segment| segment.raw + segment.length <= raw.start);
        let end = self.segments.partition_point(|segment| segment.raw < raw.end);
        let mut inside = self.segments.get(first..end)?.iter().map(|segment| {
            let start = raw.start.max(segment.raw);
            let end = raw.end.min(segment.raw + segment.length);
            segment.at + (start - segment.raw)..segment.at + (end - segment.raw)
        });
        let first = inside.next()?;
        let end = inside.next_back().map_or(first.end, |last| last.end);
        Some(first.start..end)
    }
}
