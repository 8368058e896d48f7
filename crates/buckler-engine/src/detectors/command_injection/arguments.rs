//! What an input does as a program or as an argument of one.

use super::super::path_traversal;
use super::programs::{self, Program, Style};
use super::vector::{Part, Piece, Source, Span, Vector};
use super::walk::{Options, Step, Walk};
use super::{DEPTH, judge_command, values};
use crate::{Case, Hit};
use buckler_text::shell::Redirection;
use buckler_types::{FileAccess, Switch, Trust, ValueKind};

/// Judges argument vectors.
pub(super) struct Judge<'a, 'b> {
    pub(super) case: &'a mut Case<'b>,
    /// How many commands and programs this one stands in.
    pub(super) depth: usize,
}

impl Judge<'_, '_> {
    /// Judges the vector whose program is the word at that position.
    pub(super) fn vector(&mut self, vector: &Vector<'_>, at: usize) -> Option<Hit> {
        let piece = vector.words.get(at)?;
        self.program(vector, at, piece)
            .or_else(|| match programs::find(&piece.text) {
                Some(program) => self.arguments(vector, at, program),
                None => self.unknown_program(vector, at),
            })
            .or_else(|| self.redirections(vector, at))
    }

    /// Judges the files that the shell opens for the program, and the text that it hands to another shell.
    fn redirections(&mut self, vector: &Vector<'_>, at: usize) -> Option<Hit> {
        let reads_commands = vector
            .words
            .get(at)
            .and_then(|piece| programs::find(&piece.text))
            .is_some_and(|it| it.style == Style::Shell);
        let counts = |piece: &Piece<'_>| piece.is_tainted() && !values::is_standard(&piece.text);
        vector.redirections.iter().filter(|(_, piece)| counts(piece)).find_map(|(redirection, piece)| match redirection
        {
            Redirection::Read => path_traversal::judge_part(&piece.text, FileAccess::Read, None, self.case),
            Redirection::Write => path_traversal::judge_part(&piece.text, FileAccess::Write, None, self.case),
            Redirection::Text if reads_commands => self.command(&Part { vector, piece, position: at, from: 0 }),
            Redirection::Text | Redirection::Delimiter | Redirection::Descriptor => None,
        })
    }

    /// Whether an input chose the program.
    fn program(&mut self, vector: &Vector<'_>, at: usize, piece: &Piece<'_>) -> Option<Hit> {
        let name_start = piece.text.rfind('/').map_or(0, |slash| slash + 1);
        let span = piece.spans.iter().find(|span| {
            let text = piece.text.get(span.start..span.end).unwrap_or_default();
            if span.start >= name_start && name_start > 0 {
                // A plain name inside a directory that the application named chooses among its own tools.
                return false;
            }
            if text.contains('/') {
                return span.end > name_start || text.contains("..");
            }
            span.start == 0 && span.end == piece.text.len() && self.may_choose_bare_name(vector, span)
        })?;
        Some(vector.hit(at, span, "chooses the program"))
    }

    /// Whether a bare name that equals the program was meant to be one. In a command string, and for names of fields
    /// and what the platform writes (`host`, `test`, `date`), it is far more often a common word that the application's
    /// own program happens to be named by.
    fn may_choose_bare_name(&self, vector: &Vector<'_>, span: &Span) -> bool {
        let is_key = self.case.known(span.range.value).is_some_and(|known| known.kind == ValueKind::Key);
        let is_meant = match vector.source {
            Source::Arguments => true,
            Source::Command(text) => span.range.start == 0 && span.range.end == text.trim_end().len(),
        };
        span.range.whole
            && !is_key
            && is_meant
            && self.case.policy().refuses(Switch::CommandWordChoice)
            && self.case.trust(span.range.value) == Trust::Caller
    }

    /// Judges the arguments of a well-known program.
    fn arguments(&mut self, vector: &Vector<'_>, at: usize, program: &'static Program) -> Option<Hit> {
        let mut walk = Walk::new(program);
        for (position, piece) in vector.words.iter().enumerate().skip(at + 1) {
            let hit = match walk.next(&piece.text) {
                Step::Program => return self.nested(vector, position),
                Step::Shell => return self.joined(vector, position),
                _ if !piece.is_tainted() => None,
                Step::Option { value, from } => self
                    .option(vector, position, program)
                    .or_else(|| self.value(&Part { vector, piece, position, from }, value, program)),
                Step::Argument { value } => {
                    let part = Part { vector, piece, position, from: 0 };
                    self.dash(&part, &walk).or_else(|| self.value(&part, value, program))
                }
            };
            if hit.is_some() {
                return hit;
            }
        }
        None
    }

    /// Whether an input added an option that matters.
    fn option(&self, vector: &Vector<'_>, position: usize, program: &Program) -> Option<Hit> {
        let piece = vector.words.get(position)?;
        let span = piece.span_at(0)?;
        let name = piece.text.split(['=', ' ']).next().unwrap_or_default();
        let written = piece.text.get(..span.end).unwrap_or_default();
        let matters = span.is_telling() && programs::is_option_like(written) && !program.allows(name);
        matters.then(|| vector.hit(position, span, "adds an option"))
    }

    /// Whether an input looks like an option behind the double dash that ends the options.
    fn dash(&self, part: &Part<'_, '_>, walk: &Walk) -> Option<Hit> {
        let refused = walk.options == Options::EndedByDashes
            && self.case.policy().refuses(Switch::OptionAfterDoubleDash)
            && programs::is_option_like(part.text());
        part.first().filter(|_| refused).map(|span| part.hit(span, "looks like an option"))
    }

    /// Judges a text that a shell will read.
    pub(super) fn command(&mut self, part: &Part<'_, '_>) -> Option<Hit> {
        // A command as a whole from an input needs no structure to be one.
        if let Some(span) = part.first()
            && span.end == part.piece.text.len()
        {
            return Some(part.hit(span, "is a command of its own"));
        }
        if self.depth >= DEPTH {
            return Some(part.hit(part.piece.spans.first()?, "is nested too deeply to be read"));
        }
        judge_command(part.text(), &part.taint(), self.case, self.depth + 1)
    }

    /// Judges the words from a position on as the one command that a shell will read.
    fn joined(&mut self, vector: &Vector<'_>, position: usize) -> Option<Hit> {
        let words = vector.words.get(position..).unwrap_or_default();
        // What follows three colons is quoted for the shell.
        let end = words.iter().position(|word| word.text.starts_with(":::")).unwrap_or(words.len());
        let piece = Piece::joined(words.get(..end).unwrap_or_default());
        self.command(&Part { vector, piece: &piece, position, from: 0 })
    }

    /// Judges the words from a position on as a program with its arguments.
    fn nested(&mut self, vector: &Vector<'_>, position: usize) -> Option<Hit> {
        if self.depth < DEPTH {
            return Judge { case: self.case, depth: self.depth + 1 }.vector(vector, position);
        }
        let mut rest = vector.words.iter().enumerate().skip(position);
        rest.find_map(|(position, piece)| {
            let span = piece.spans.first()?;
            Some(vector.hit(position, span, "is nested too deeply to be read"))
        })
    }

    /// Of a program nothing is known of, only options whose very names speak of programs and files count.
    fn unknown_program(&mut self, vector: &Vector<'_>, at: usize) -> Option<Hit> {
        for (position, piece) in vector.words.iter().enumerate().skip(at + 1) {
            if piece.text.as_ref() == "--" {
                return None;
            }
            if let Some(span) = piece.span_at(0)
                && span.is_telling()
                && programs::is_telling_option(&piece.text)
            {
                return Some(vector.hit(position, span, "adds an option"));
            }
        }
        None
    }
}
