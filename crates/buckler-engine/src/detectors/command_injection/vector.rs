//! Argument vectors: handed over as such, or read from a command string.

use crate::{Case, Hit, Taint, TaintRange};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use buckler_text::shell::{Command, Redirection, Script, TokenKind, Word};
use buckler_types::DetectorId;
use core::ops::Range;

/// A program with its arguments, as the program will see them.
pub(super) struct Vector<'a> {
    pub(super) source: Source<'a>,
    /// The program first, then the arguments.
    pub(super) words: Vec<Piece<'a>>,
    /// Files that the shell opens for it.
    pub(super) redirections: Vec<(Redirection, Piece<'a>)>,
    pub(super) coarse: bool,
}

/// What the vector was made of.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// The arguments of a call.
    Arguments,
    /// A command string.
    Command(&'a str),
}

/// One argument, or the program.
pub(super) struct Piece<'a> {
    /// Its text, without quotes and escapes.
    pub(super) text: Cow<'a, str>,
    /// What came from inputs, by start.
    pub(super) spans: Vec<Span>,
}

/// Bytes of a piece that came from an input.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The range as it was linked, in the text that a finding shows.
    pub(super) range: TaintRange,
}

impl<'a> Vector<'a> {
    /// Links the arguments of a call, all at once: an input that the application split at blanks is still found.
    pub(super) fn linked(program: &'a str, args: &'a [&'a str], case: &mut Case<'_>) -> Self {
        let mut joined =
            String::with_capacity(args.iter().map(|argument| argument.len() + 1).sum::<usize>() + program.len());
        joined.push_str(program);
        for argument in args {
            joined.push(' ');
            joined.push_str(argument);
        }
        let taint = case.link(&joined);
        let mut ranges = taint.ranges.as_slice();
        let mut words = Vec::with_capacity(args.len() + 1);
        let mut at = 0;
        for text in core::iter::once(program).chain(args.iter().copied()) {
            let place = at..at + text.len();
            let spans =
                ranges.iter().take_while(|range| range.start < place.end).filter(|range| range.end > place.start);
            words.push(Piece {
                text: Cow::Borrowed(text),
                spans: spans.map(|range| Span::inside(range, &place)).collect(),
            });
            at = place.end + 1;
            while let [first, rest @ ..] = ranges
                && first.end <= at
            {
                ranges = rest;
            }
        }
        Self { source: Source::Arguments, words, redirections: Vec::new(), coarse: taint.coarse }
    }

    /// Reads the words of a command; `None` when it starts no program.
    pub(super) fn of_command(text: &'a str, script: &Script, command: &Command, taint: &Taint) -> Option<Self> {
        let program = command.program(text)?;
        let mut words = Vec::with_capacity(command.words.len());
        let mut redirections = Vec::new();
        for (position, word) in command.words.iter().enumerate() {
            match word.redirection {
                Some(redirection) => redirections.push((redirection, Piece::of_word(text, script, word, taint))),
                None if position >= program => words.push(Piece::of_word(text, script, word, taint)),
                None => {}
            }
        }
        Some(Self { source: Source::Command(text), words, redirections, coarse: taint.coarse })
    }

    /// What is reported about a span of one of the words.
    pub(super) fn hit(&self, position: usize, span: &Span, reason: &'static str) -> Hit {
        let (text, argument) = match self.source {
            Source::Command(text) => (String::from(text), None),
            Source::Arguments => {
                let text = self.words.get(position).map(|piece| piece.text.as_ref()).unwrap_or_default();
                (String::from(text), (position as u32).checked_sub(1))
            }
        };
        let range = span.range.start..span.range.end;
        Hit {
            detector: DetectorId::CommandInjection,
            text,
            argument,
            tokens: alloc::vec![range.clone()],
            range,
            value: Some(span.range.value),
            reason,
            coarse: self.coarse,
        }
    }
}

/// A part of a word: its text from a byte on.
pub(super) struct Part<'v, 't> {
    pub(super) vector: &'v Vector<'t>,
    pub(super) piece: &'v Piece<'t>,
    pub(super) position: usize,
    pub(super) from: usize,
}

impl<'v> Part<'v, '_> {
    pub(super) fn text(&self) -> &'v str {
        self.piece.text.get(self.from..).unwrap_or_default()
    }

    pub(super) fn is_tainted(&self) -> bool {
        self.piece.spans.iter().any(|span| span.end > self.from)
    }

    /// The span that wrote a byte of the part, if any did.
    pub(super) fn span_at(&self, at: usize) -> Option<&'v Span> {
        self.piece.span_at(self.from + at)
    }

    /// The span that wrote its beginning.
    pub(super) fn first(&self) -> Option<&'v Span> {
        self.span_at(0)
    }

    /// What came from inputs, as ranges of the part.
    pub(super) fn taint(&self) -> Taint {
        self.piece.taint_from(self.from, self.vector.coarse)
    }

    pub(super) fn hit(&self, span: &Span, reason: &'static str) -> Hit {
        self.vector.hit(self.position, span, reason)
    }

    /// What another detector reported about it.
    pub(super) fn adopt(&self, hit: Hit) -> Hit {
        let argument = match self.vector.source {
            Source::Arguments => (self.position as u32).checked_sub(1),
            Source::Command(_) => None,
        };
        Hit { argument, ..hit }
    }
}

impl<'a> Piece<'a> {
    fn of_word(text: &'a str, script: &Script, word: &Word, taint: &Taint) -> Self {
        let first = taint.ranges.partition_point(|range| range.start < word.start as usize);
        // Ranges that begin before the word may reach into it; only those that overlap the word are looked at.
        let before = taint.ranges.get(..first).unwrap_or_default();
        let reaching = before.iter().rev().take(REACHING).filter(|range| range.end > word.start as usize);
        let inside = taint.ranges.get(first..).unwrap_or_default();
        let inside = inside.iter().take_while(|range| range.start < word.end as usize);
        if let (first, end) = word.tokens
            && first + 1 == end
            && script.tokens.get(first as usize).is_some_and(|token| token.kind == TokenKind::Text)
        {
            let written = word.start as usize..word.end as usize;
            let spans = reaching.chain(inside).map(|range| Span::within(range, &written));
            return Self { text: Cow::Borrowed(text.get(written.clone()).unwrap_or_default()), spans: spans.collect() };
        }
        let argument = word.argument(text, script);
        let spans = reaching.chain(inside).filter_map(|range| {
            let place = argument.range(range.start as u32..range.end as u32)?;
            Some(Span { start: place.start as usize, end: place.end as usize, range: *range })
        });
        Self { spans: spans.collect(), text: Cow::Owned(argument.text) }
    }

    /// Words with blanks between them, as a program joins them that hands them to a shell.
    pub(super) fn joined(words: &[Piece<'_>]) -> Piece<'static> {
        let mut text = String::new();
        let mut spans = Vec::new();
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            let at = text.len();
            text.push_str(&word.text);
            spans.extend(word.spans.iter().map(|span| Span { start: span.start + at, end: span.end + at, ..*span }));
        }
        Piece { text: Cow::Owned(text), spans }
    }

    /// Whether any of it came from an input.
    pub(super) fn is_tainted(&self) -> bool {
        !self.spans.is_empty()
    }

    /// The span that wrote that byte, if any did.
    pub(super) fn span_at(&self, at: usize) -> Option<&Span> {
        self.spans.iter().find(|span| span.start <= at && at < span.end)
    }

    /// Ranges of its text from a byte on, moved so that they fit the text from there on.
    fn taint_from(&self, from: usize, coarse: bool) -> Taint {
        let moved = |span: &Span| TaintRange {
            start: span.start.saturating_sub(from),
            end: span.end - from,
            prefix: span.range.prefix && span.start >= from,
            ..span.range
        };
        Taint { ranges: self.spans.iter().filter(|span| span.end > from).map(moved).collect(), coarse }
    }
}

impl Span {
    /// Whether it is more than a short piece from the middle of a value, which equals text of the application by
    /// chance.
    pub(super) fn is_telling(&self) -> bool {
        self.range.whole || self.range.prefix || self.range.end - self.range.start >= TELLING
    }

    /// The part of a range that lies in an argument of a call, which is the text that a finding shows.
    fn inside(range: &TaintRange, argument: &Range<usize>) -> Self {
        let start = range.start.max(argument.start) - argument.start;
        let end = range.end.min(argument.end) - argument.start;
        Self { start, end, range: TaintRange { start, end, ..*range } }
    }

    fn within(range: &TaintRange, word: &Range<usize>) -> Self {
        let start = range.start.max(word.start) - word.start;
        Self { start, end: range.end.min(word.end) - word.start, range: *range }
    }
}

/// How many ranges before a word are looked at for reaching into it.
const REACHING: usize = 8;

/// A piece of this many bytes from the middle of a value does not equal text of the application by chance.
pub(super) const TELLING: usize = 12;
