//! The lexer: one step per token, an explicit stack instead of recursion.

use super::documents::{Delimiter, Pending};
use super::stack::{Entry, Frame, Stack};
use super::{Context, Script, Token, TokenKind};
use alloc::vec::Vec;

/// Takes a command string apart. Never fails: what cannot be read becomes tokens too.
pub fn lex(text: &str) -> Script {
    let mut lexer = Lexer::new(text);
    while lexer.at < lexer.bytes.len() {
        lexer.step();
    }
    lexer.finish()
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    script: Script,
    stack: Stack,
    /// The current simple command, and how many there have been.
    command: u32,
    commands: u32,
    /// Index of the first token of the word being read.
    word: Option<u32>,
    pending: Pending,
    /// The next word is the delimiter of a here-document; whether it strips tabs.
    expects_delimiter: Option<bool>,
    /// An opening brace of this word, and whether what makes it an expansion was seen.
    brace: Option<Brace>,
}

#[derive(Clone, Copy)]
struct Brace {
    token: usize,
    start: usize,
    has_comma: bool,
}

/// What a byte outside quotes is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Stands for itself.
    Plain,
    /// Special only at the beginning of a word.
    Initial,
    /// Decides something.
    Special,
}

const fn class(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>' => Class::Special,
        b'\'' | b'"' | b'$' | b'`' | b'\\' | b'*' | b'?' | b'[' | b'{' | b'}' | b',' => Class::Special,
        b'#' | b'~' => Class::Initial,
        _ => Class::Plain,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        // Offsets are 32 bits wide; no system takes a command that long anyway.
        let bytes = text.as_bytes().get(..u32::MAX as usize).unwrap_or(text.as_bytes());
        Self {
            bytes,
            at: 0,
            script: Script { tokens: Vec::with_capacity(16 + bytes.len().min(4096) / 6), unterminated: false },
            stack: Stack::new(),
            command: 0,
            commands: 0,
            word: None,
            pending: Pending::default(),
            expects_delimiter: None,
            brace: None,
        }
    }

    fn finish(mut self) -> Script {
        self.script.unterminated |= !self.stack.is_closed();
        self.script
    }

    fn step(&mut self) {
        let (frame, quoted) = self.stack.top().map_or((Frame::Subshell, false), |entry| (entry.frame, entry.quoted));
        match frame {
            Frame::Subshell | Frame::Array | Frame::Substitution | Frame::Backtick => self.command_step(frame),
            Frame::Double => self.double_step(),
            Frame::Document => self.document_step(),
            Frame::ParameterName => self.parameter_name_step(),
            Frame::ParameterWord => self.parameter_word_step(quoted),
            Frame::Arithmetic => self.arithmetic_step(),
        }
    }

    // ---- Outside quotes.

    fn command_step(&mut self, frame: Frame) {
        let byte = self.byte(0);
        match byte {
            b' ' | b'\t' => self.blank(),
            b'\n' if frame == Frame::Array => self.blank(),
            b'\n' => self.newline(),
            b';' | b'&' | b'|' => self.operator(),
            b'(' => self.open_parenthesis(),
            b')' => self.close_parenthesis(frame),
            b'<' | b'>' => self.redirect(),
            b'#' if self.word.is_none() => self.comment(),
            _ => {
                self.begin_word();
                self.word_step(byte);
            }
        }
    }

    fn word_step(&mut self, byte: u8) {
        match byte {
            b'\'' => self.single_quotes(),
            b'"' => self.open(TokenKind::QuoteOpen, Context::Double, 1, Frame::Double),
            b'$' => self.dollar(Context::Unquoted),
            b'`' => self.backtick(Context::Unquoted),
            b'\\' => self.escape(Context::Unquoted),
            b'*' | b'?' | b'[' => self.push(TokenKind::Glob, Context::Unquoted, 1),
            b'~' if self.is_home() => self.push(TokenKind::Tilde, Context::Unquoted, 1),
            b'{' => self.open_brace(),
            b',' | b'}' => self.brace_part(byte),
            _ => self.plain_text(),
        }
    }

    fn blank(&mut self) {
        self.end_word();
        let start = self.at;
        loop {
            match self.byte(0) {
                b' ' | b'\t' => self.at += 1,
                b'\\' if self.byte(1) == b'\n' => self.at += 2,
                b'\n' if self.stack.top().is_some_and(|entry| entry.frame == Frame::Array) => self.at += 1,
                _ => break,
            }
        }
        self.push_from(start, TokenKind::Blank, Context::Unquoted);
    }

    fn newline(&mut self) {
        self.end_word();
        self.push(TokenKind::Newline, Context::Unquoted, 1);
        self.next_command();
        self.documents();
    }

    fn operator(&mut self) {
        let length = match (self.byte(0), self.byte(1), self.byte(2)) {
            (b'&', b'>', _) => return self.redirect(),
            (b';', b';', b'&') => 3,
            (b';', b';' | b'&', _) | (b'&', b'&', _) | (b'|', b'|' | b'&', _) => 2,
            _ => 1,
        };
        self.end_word();
        self.push(TokenKind::Operator, Context::Unquoted, length);
        self.next_command();
    }

    fn open_parenthesis(&mut self) {
        // Glued to a word it opens an array or a pattern, whose words are no commands.
        let frame = if self.word.is_some() { Frame::Array } else { Frame::Subshell };
        self.end_word();
        self.open(TokenKind::Operator, Context::Unquoted, 1, frame);
        self.word = None;
        if frame == Frame::Subshell {
            self.next_command();
        }
    }

    fn close_parenthesis(&mut self, frame: Frame) {
        self.end_word();
        let ends_pattern = self.stack.top().is_some_and(|entry| entry.cases > 0);
        match frame {
            Frame::Substitution if !ends_pattern => self.close(TokenKind::ExpansionClose, 1),
            Frame::Array => {
                self.close(TokenKind::Operator, 1);
                self.word = None;
            }
            Frame::Subshell if !ends_pattern && self.stack.top().is_some() => {
                self.close(TokenKind::Operator, 1);
                self.word = None;
                self.next_command();
            }
            _ => {
                self.push(TokenKind::Operator, Context::Unquoted, 1);
                self.next_command();
            }
        }
    }

    fn redirect(&mut self) {
        if self.byte(0) != b'&' && self.byte(1) == b'(' {
            self.begin_word();
            self.open(TokenKind::ExpansionOpen, Context::Unquoted, 2, Frame::Substitution);
            return self.enter_commands();
        }
        let start = self.descriptor_start();
        let length = match (self.byte(0), self.byte(1), self.byte(2)) {
            (b'<', b'<', b'<' | b'-') | (b'&', b'>', b'>') => 3,
            (b'<', b'<' | b'&' | b'>', _) | (b'>', b'>' | b'&' | b'|', _) | (b'&', b'>', _) => 2,
            _ => 1,
        };
        let announces = self.byte(0) == b'<' && self.byte(1) == b'<' && self.byte(2) != b'<';
        let strips_tabs = length == 3;
        self.end_word();
        if self.at == self.bytes.len() {
            // The word announced one here-document too many: everything from it on stays unread.
            return;
        }
        self.at += length;
        self.push_from(start, TokenKind::Redirect, Context::Unquoted);
        if announces {
            self.expects_delimiter = Some(strips_tabs);
        }
    }

    /// Takes the digits before a redirection back: they are its file descriptor. Gives where the operator begins.
    fn descriptor_start(&mut self) -> usize {
        let tokens = &mut self.script.tokens;
        let Some(last) = tokens.last().copied() else { return self.at };
        let alone = self.word == Some(tokens.len() as u32 - 1) && last.kind == TokenKind::Text;
        let digits = self.bytes.get(last.start as usize..last.end as usize).unwrap_or_default();
        if !alone || self.byte(0) == b'&' || digits.len() > 4 || !digits.iter().all(u8::is_ascii_digit) {
            return self.at;
        }
        self.script.tokens.pop();
        self.word = None;
        last.start as usize
    }

    fn comment(&mut self) {
        let in_backticks = self.stack.in_backticks();
        let length = self.run(|byte| byte != b'\n' && !(in_backticks && byte == b'`'));
        self.push(TokenKind::Comment, Context::Unquoted, length);
    }

    fn plain_text(&mut self) {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = rest.iter().position(|byte| class(*byte) == Class::Special).unwrap_or(rest.len());
        self.push_text(Context::Unquoted, length + 1);
    }

    /// Whether the tilde here begins a word and goes on as one of a home directory does.
    fn is_home(&self) -> bool {
        let begins_word = self.word == Some(self.script.tokens.len() as u32);
        let next = self.byte(1);
        begins_word
            && (next.is_ascii_alphabetic() || !next.is_ascii_graphic() || matches!(next, b'/' | b'+' | b'-' | b'_'))
    }

    fn open_brace(&mut self) {
        self.brace = Some(Brace { token: self.script.tokens.len(), start: self.at, has_comma: false });
        self.push(TokenKind::Text, Context::Unquoted, 1);
    }

    /// A comma makes an open brace an expansion, as do two dots; the closing brace settles it.
    fn brace_part(&mut self, byte: u8) {
        if let Some(brace) = &mut self.brace {
            brace.has_comma |= byte == b',';
            if byte == b'}' {
                let interior = self.bytes.get(brace.start..self.at).unwrap_or_default();
                let is_sequence = interior.len() < 64 && interior.windows(2).any(|pair| pair == b"..");
                if let Some(token) = self.script.tokens.get_mut(brace.token)
                    && (brace.has_comma || is_sequence)
                {
                    token.kind = TokenKind::Brace;
                }
                self.brace = None;
            }
        }
        self.push_text(Context::Unquoted, 1);
    }

    fn begin_word(&mut self) {
        self.word.get_or_insert(self.script.tokens.len() as u32);
    }

    fn end_word(&mut self) {
        let Some(first) = self.word.take() else { return };
        self.brace = None;
        if let Some(strips_tabs) = self.expects_delimiter.take() {
            self.announce(first, strips_tabs);
        }
        if self.script.tokens.len() as u32 - first == 1 {
            self.note_case(first as usize);
        }
    }

    fn announce(&mut self, first: u32, strips_tabs: bool) {
        let start = self.script.tokens.get(first as usize).map_or(0, |token| token.start);
        let delimiter = Delimiter { start, end: self.at as u32, strips_tabs };
        if !self.pending.push(delimiter) {
            self.leave_unread();
        }
    }

    /// Inside `$(…)`, `)` ends a pattern as long as a `case` is open.
    fn note_case(&mut self, first: usize) {
        let Some(entry) = self.stack.top_mut() else { return };
        let Some(token) = self.script.tokens.get(first) else { return };
        match self.bytes.get(token.start as usize..token.end as usize) {
            Some(b"case") if begins_command(&self.script.tokens, first) => entry.cases = entry.cases.saturating_add(1),
            Some(b"esac") => entry.cases = entry.cases.saturating_sub(1),
            _ => {}
        }
    }

    fn next_command(&mut self) {
        self.commands += 1;
        self.command = self.commands;
    }

    // ---- Quotes.

    fn single_quotes(&mut self) {
        self.push(TokenKind::QuoteOpen, Context::Single, 1);
        let in_backticks = self.stack.in_backticks();
        loop {
            let length = self.run(|byte| byte != b'\'' && !(in_backticks && byte == b'`'));
            self.push_text(Context::Single, length);
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            match rest {
                [b'\'', b'\\', b'\'', b'\'', ..] => self.push(TokenKind::QuoteUnit, Context::Single, 4),
                [b'\'', b'"', b'\'', b'"', b'\'', ..] => self.push(TokenKind::QuoteUnit, Context::Single, 5),
                [b'\'', ..] => return self.push(TokenKind::QuoteClose, Context::Single, 1),
                _ => {
                    self.script.unterminated = true;
                    return;
                }
            }
        }
    }

    fn ansi_quotes(&mut self) {
        self.push(TokenKind::QuoteOpen, Context::Ansi, 2);
        loop {
            let length = self.run(|byte| byte != b'\'' && byte != b'\\');
            self.push_text(Context::Ansi, length);
            match self.byte(0) {
                b'\'' => return self.push(TokenKind::QuoteClose, Context::Ansi, 1),
                b'\\' => self.escape(Context::Ansi),
                _ => {
                    self.script.unterminated = true;
                    return;
                }
            }
        }
    }

    fn double_step(&mut self) {
        match self.byte(0) {
            b'"' => self.close(TokenKind::QuoteClose, 1),
            byte => self.expanding_text(byte, Context::Double),
        }
    }

    /// Text in which expansions and a few escapes are recognized.
    fn expanding_text(&mut self, byte: u8, context: Context) {
        let stops_at_quote = context == Context::Double;
        match byte {
            b'$' => self.dollar(context),
            b'`' => self.backtick(context),
            b'\\' if matches!(self.byte(1), b'$' | b'`' | b'\\' | b'\n') => self.escape(context),
            b'\\' if stops_at_quote && self.byte(1) == b'"' => self.escape(context),
            b'\\' => self.push_text(context, 1),
            _ => {
                let length = self.run(|byte| match byte {
                    b'$' | b'`' | b'\\' | b'\n' => false,
                    b'"' => !stops_at_quote,
                    _ => true,
                });
                // A line break ends the run, so that a here-document can look for its delimiter.
                self.push_text(context, length + usize::from(self.bytes.get(self.at + length) == Some(&b'\n')));
            }
        }
    }

    // ---- Here-documents.

    /// Reads, or enters, the documents whose text begins here.
    fn documents(&mut self) {
        while let Some(delimiter) = self.pending.next() {
            if !delimiter.is_quoted(self.bytes) {
                let entry = Entry { delimiter, ..self.entry(Frame::Document, Context::Document, false) };
                if !self.stack.push(entry) {
                    self.leave_unread();
                }
                return;
            }
            self.raw_document(delimiter);
            if self.byte(0) == b'\n' {
                self.push(TokenKind::Newline, Context::Unquoted, 1);
            }
        }
    }

    fn raw_document(&mut self, delimiter: Delimiter) {
        while self.at < self.bytes.len() {
            let length = self.run(|byte| byte != b'\n');
            let line = self.bytes.get(self.at..self.at + length).unwrap_or_default();
            if delimiter.ends_at(self.bytes, line) {
                return self.push(TokenKind::DocumentEnd, Context::RawDocument, length);
            }
            self.push_text(Context::RawDocument, (length + 1).min(self.bytes.len() - self.at));
        }
    }

    fn document_step(&mut self) {
        let begins_line = self.at == 0 || self.bytes.get(self.at - 1) == Some(&b'\n');
        if begins_line && self.ends_document() {
            let length = self.run(|byte| byte != b'\n');
            self.close(TokenKind::DocumentEnd, length);
            self.word = None;
            return;
        }
        self.expanding_text(self.byte(0), Context::Document);
    }

    fn ends_document(&self) -> bool {
        let length = self.run(|byte| byte != b'\n');
        let line = self.bytes.get(self.at..self.at + length).unwrap_or_default();
        self.stack.top().is_some_and(|entry| entry.delimiter.ends_at(self.bytes, line))
    }

    // ---- Expansions.

    fn dollar(&mut self, context: Context) {
        let unquoted = context == Context::Unquoted;
        match (self.byte(1), self.byte(2)) {
            (b'(', b'(') => self.open(TokenKind::ExpansionOpen, context, 3, Frame::Arithmetic),
            (b'(', _) => {
                self.open(TokenKind::ExpansionOpen, context, 2, Frame::Substitution);
                self.enter_commands();
            }
            (b'{', _) => self.open(TokenKind::ExpansionOpen, context, 2, Frame::ParameterName),
            (b'[', _) => self.push(TokenKind::ExpansionOpen, context, 2),
            (b'\'', _) if unquoted => self.ansi_quotes(),
            (b'"', _) if unquoted => self.open(TokenKind::QuoteOpen, Context::Double, 2, Frame::Double),
            (b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!' | b'0'..=b'9', _) => {
                self.push(TokenKind::Variable, context, 2);
            }
            (first, _) if is_name(first) => {
                let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
                let length = rest.iter().position(|byte| !is_name(*byte)).unwrap_or(rest.len());
                self.push(TokenKind::Variable, context, length + 1);
            }
            _ => self.push_text(context, 1),
        }
    }

    /// A backtick ends the innermost substitution of its kind, whatever is open inside; else it begins one.
    fn backtick(&mut self, context: Context) {
        if !self.stack.in_backticks() {
            self.open(TokenKind::ExpansionOpen, context, 1, Frame::Backtick);
            return self.enter_commands();
        }
        self.end_word();
        while self.stack.top().is_some_and(|entry| entry.frame != Frame::Backtick) {
            self.script.unterminated = true;
            self.stack.pop();
        }
        self.close(TokenKind::ExpansionClose, 1);
    }

    fn parameter_name_step(&mut self) {
        let byte = self.byte(0);
        let begins = self.bytes.get(self.at.wrapping_sub(1)) == Some(&b'{');
        match byte {
            b'}' => self.close(TokenKind::ExpansionClose, 1),
            b'[' | b']' => self.push_text(Context::Parameter, 1),
            b'!' | b'#' | b'@' | b'*' | b'?' | b'-' if begins => self.push_text(Context::Parameter, 1),
            _ if is_name(byte) => {
                let length = self.run(is_name);
                self.push_text(Context::Parameter, length);
            }
            _ => {
                if let Some(entry) = self.stack.top_mut() {
                    entry.frame = Frame::ParameterWord;
                }
                if byte.is_ascii_punctuation() && !matches!(byte, b'$' | b'`' | b'"' | b'\'' | b'\\') {
                    self.push_text(Context::Parameter, 1);
                }
            }
        }
    }

    fn parameter_word_step(&mut self, quoted: bool) {
        let context = if quoted { Context::Double } else { Context::Unquoted };
        match self.byte(0) {
            b'}' => self.close(TokenKind::ExpansionClose, 1),
            b'\'' if !quoted => self.single_quotes(),
            b'"' => self.open(TokenKind::QuoteOpen, Context::Double, 1, Frame::Double),
            b'$' => self.dollar(context),
            b'`' => self.backtick(context),
            b'\\' => self.escape(context),
            _ => {
                let length = self.run(|byte| !matches!(byte, b'}' | b'\'' | b'"' | b'$' | b'`' | b'\\'));
                self.push_text(context, length.max(1));
            }
        }
    }

    fn arithmetic_step(&mut self) {
        match self.byte(0) {
            b'(' => self.nest(1),
            b')' if self.stack.top().is_some_and(|entry| entry.parentheses > 0) => self.nest(-1),
            b')' if self.byte(1) == b')' => self.close(TokenKind::ExpansionClose, 2),
            b')' => {
                // One parenthesis alone: this was `$( (…) …)` all along.
                if let Some(entry) = self.stack.top_mut() {
                    entry.frame = Frame::Substitution;
                }
                self.push(TokenKind::Operator, Context::Unquoted, 1);
                self.enter_commands();
            }
            b'\'' => self.single_quotes(),
            b'"' => self.open(TokenKind::QuoteOpen, Context::Double, 1, Frame::Double),
            b'$' => self.dollar(Context::Arithmetic),
            b'`' => self.backtick(Context::Arithmetic),
            b'\\' => self.escape(Context::Arithmetic),
            _ => {
                let length = self.run(|byte| !matches!(byte, b'(' | b')' | b'\'' | b'"' | b'$' | b'`' | b'\\'));
                self.push_text(Context::Arithmetic, length);
            }
        }
    }

    fn nest(&mut self, step: i32) {
        if let Some(entry) = self.stack.top_mut() {
            entry.parentheses = entry.parentheses.saturating_add_signed(step);
        }
        self.push_text(Context::Arithmetic, 1);
    }

    // ---- Tokens and the stack.

    fn escape(&mut self, context: Context) {
        // Inside backticks an escaped backtick begins a substitution within the substitution.
        if self.byte(1) == b'`' && self.stack.in_backticks() && context != Context::Ansi {
            return self.push(TokenKind::ExpansionOpen, context, 2);
        }
        let length = match self.byte(1) {
            0xF0.. => 4,
            0xE0.. => 3,
            0xC0.. => 2,
            _ => 1,
        };
        self.push(TokenKind::Escape, context, length + 1);
    }

    fn entry(&self, frame: Frame, context: Context, quoted: bool) -> Entry {
        Entry {
            frame,
            context,
            quoted,
            cases: 0,
            parentheses: 0,
            command: self.command,
            word: self.word,
            delimiter: Delimiter::default(),
        }
    }

    fn open(&mut self, kind: TokenKind, context: Context, length: usize, frame: Frame) {
        let outer_quoted = self.stack.top().is_some_and(|entry| entry.quoted);
        let quoted = match frame {
            Frame::Double => true,
            Frame::Subshell | Frame::Array | Frame::Substitution | Frame::Backtick | Frame::Document => false,
            Frame::ParameterName | Frame::ParameterWord | Frame::Arithmetic => {
                outer_quoted || matches!(context, Context::Double | Context::Document)
            }
        };
        self.push(kind, context, length);
        if !self.stack.push(self.entry(frame, context, quoted)) {
            self.leave_unread();
        }
    }

    fn enter_commands(&mut self) {
        self.word = None;
        self.next_command();
    }

    /// Closes the innermost construct with a token that is read as its opening was.
    fn close(&mut self, kind: TokenKind, length: usize) {
        let Some(entry) = self.stack.pop() else { return };
        self.command = entry.command;
        self.word = entry.word;
        self.push(kind, entry.context, length);
    }

    /// Nested too deeply: the rest is one token.
    fn leave_unread(&mut self) {
        let length = self.bytes.len() - self.at;
        self.push(TokenKind::Unread, Context::Unquoted, length);
        self.script.unterminated = true;
    }

    fn push(&mut self, kind: TokenKind, context: Context, length: usize) {
        let start = self.at;
        self.at = (self.at + length).min(self.bytes.len());
        self.push_from(start, kind, context);
    }

    fn push_from(&mut self, start: usize, kind: TokenKind, context: Context) {
        if start < self.at {
            let (start, end) = (start as u32, self.at as u32);
            self.script.tokens.push(Token { start, end, command: self.command, kind, context });
        }
    }

    /// Pushes text, or lengthens the text that stands before it.
    fn push_text(&mut self, context: Context, length: usize) {
        let is_brace = self.brace.is_some_and(|brace| brace.token + 1 == self.script.tokens.len());
        let begins_word = self.word == Some(self.script.tokens.len() as u32);
        if let Some(last) = self.script.tokens.last_mut()
            && last.kind == TokenKind::Text
            && last.context == context
            && last.command == self.command
            && !is_brace
            && !begins_word
        {
            self.at += length;
            last.end = self.at as u32;
            return;
        }
        self.push(TokenKind::Text, context, length);
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// How many bytes from here on are of that kind.
    fn run(&self, belongs: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len())
    }
}

/// Whether the word that begins with that token is the first of a command.
fn begins_command(tokens: &[Token], first: usize) -> bool {
    let before = tokens.get(..first).unwrap_or_default();
    let previous = before.iter().rev().find(|token| token.kind != TokenKind::Blank);
    let command = tokens.get(first).map(|token| token.command);
    previous.is_none_or(|token| {
        Some(token.command) != command || matches!(token.kind, TokenKind::Operator | TokenKind::Newline)
    })
}
