//! What an input does as a program or as an argument of one.

use super::programs::{self, Program, Style, Trailing, Value};
use super::vector::{Piece, Source, Span, Vector};
use super::{DEPTH, code, judge_command, sed};
use crate::{Case, Hit, Taint};
use buckler_types::{Switch, Trust, ValueKind};

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
        self.program(vector, at, piece).or_else(|| match programs::find(&piece.text) {
            Some(program) => self.arguments(vector, at, program),
            None => self.unknown_program(vector, at),
        })
    }

    /// Whether an input chose the program.
    fn program(&mut self, vector: &Vector<'_>, at: usize, piece: &Piece<'_>) -> Option<Hit> {
        let name_start = piece.text.rfind('/').map_or(0, |slash| slash + 1);
        for span in &piece.spans {
            // A plain name inside a directory that the application named chooses among its own tools.
            let names_tool = span.start >= name_start && name_start > 0;
            let is_whole = span.start == 0 && span.end == piece.text.len();
            let is_path = piece.text.get(span.start..span.end).is_some_and(|text| text.contains('/'));
            if names_tool || !(is_whole || is_path || span.start == 0) {
                continue;
            }
            if !is_path && !self.may_choose_bare_name(vector, span) {
                continue;
            }
            return Some(vector.hit(at, span, "chooses the program"));
        }
        None
    }

    /// Whether a bare name that equals the program was meant to be one. In a command string, and for names of fields
    /// and what the platform writes (`host`, `test`, `date`), it is far more often a common word that the application's
    /// own program happens to be named by.
    fn may_choose_bare_name(&self, vector: &Vector<'_>, span: &Span) -> bool {
        let is_key = self.case.known(span.range.value).is_some_and(|known| known.kind == ValueKind::Key);
        let is_alone = vector.words.len() == 1;
        span.range.whole
            && !is_key
            && (is_alone || matches!(vector.source, Source::Arguments))
            && self.case.policy().refuses(Switch::CommandWordChoice)
            && self.case.trust(span.range.value) == Trust::Caller
    }

    /// Judges the arguments of a well-known program.
    fn arguments(&mut self, vector: &Vector<'_>, at: usize, program: &'static Program) -> Option<Hit> {
        let mut walk = Walk::new(program);
        let mut position = at + 1;
        while let Some(piece) = vector.words.get(position) {
            match walk.next(&piece.text) {
                Step::Option { value, from } => {
                    let injected = piece.span_at(0).filter(|span| self.adds_option(program, &piece.text, span));
                    if let Some(span) = injected {
                        return Some(vector.hit(position, span, "adds an option"));
                    }
                    if let Some(hit) = self.value(vector, position, value, from, program) {
                        return Some(hit);
                    }
                }
                Step::Argument { value } => {
                    if let Some(hit) = self.positional(vector, position, value, &walk, program) {
                        return Some(hit);
                    }
                }
                Step::Program => return self.nested(vector, position),
                Step::Shell => return self.joined(vector, position),
            }
            position += 1;
        }
        None
    }

    fn positional(
        &mut self,
        vector: &Vector<'_>,
        position: usize,
        value: Value,
        walk: &Walk,
        program: &'static Program,
    ) -> Option<Hit> {
        let piece = vector.words.get(position)?;
        if walk.options == Options::EndedByDashes
            && piece.text.starts_with('-')
            && self.case.policy().refuses(Switch::OptionAfterDoubleDash)
            && let Some(span) = piece.span_at(0)
        {
            return Some(vector.hit(position, span, "looks like an option"));
        }
        self.value(vector, position, value, 0, program)
    }

    /// Whether an argument whose beginning an input wrote is an option that matters.
    fn adds_option(&self, program: &Program, text: &str, span: &Span) -> bool {
        let name = text.split(['=', ' ']).next().unwrap_or_default();
        span.end > 1 && programs::is_option_like(text) && !program.allows(name)
    }

    /// Judges what an input wrote into an argument, from a byte on, by what the program makes of it.
    fn value(
        &mut self,
        vector: &Vector<'_>,
        position: usize,
        value: Value,
        from: usize,
        program: &'static Program,
    ) -> Option<Hit> {
        let piece = vector.words.get(position)?;
        if !piece.spans.iter().any(|span| span.end > from) {
            return None;
        }
        let text = piece.text.get(from..).unwrap_or_default();
        let first = piece.span_at(from);
        if let Some(span) = first
            && program.protocols.iter().any(|protocol| starts_with_ignoring_case(text, protocol))
        {
            return Some(vector.hit(position, span, "chooses how the program reads its argument"));
        }
        match value {
            Value::Plain => None,
            Value::AtFile => {
                let span = reads_file(text).and_then(|at| piece.span_at(from + at))?;
                Some(vector.hit(position, span, "makes the program read a file"))
            }
            Value::Command => self.command(vector, position, piece, from),
            Value::Program => None,
            Value::Code | Value::Sed => {
                let taint = piece.taint_from(from, vector.coarse);
                let judge = if value == Value::Sed { sed::judge } else { code::judge };
                let (at, reason) = judge(text, &taint)?;
                Some(vector.hit(position, piece.span_at(from + at)?, reason))
            }
            Value::Script => first.map(|span| vector.hit(position, span, "chooses the script that is run")),
            Value::Danger => first.map(|span| vector.hit(position, span, "decides what the program runs or loads")),
            Value::Url => self.url(text, &piece.taint_from(from, vector.coarse)),
            Value::Link if text.contains("://") => self.url(text, &piece.taint_from(from, vector.coarse)),
            Value::Link => None,
            Value::Read | Value::Write => self.path(text, &piece.taint_from(from, vector.coarse), value),
        }
    }

    /// Judges a text (from a byte of a piece on) that a shell will read.
    fn command(&mut self, vector: &Vector<'_>, position: usize, piece: &Piece<'_>, from: usize) -> Option<Hit> {
        // A command as a whole from an input needs no structure to be one.
        if let Some(span) = piece.span_at(from)
            && span.end == piece.text.len()
        {
            return Some(vector.hit(position, span, "is a command of its own"));
        }
        if self.depth >= DEPTH {
            return Some(vector.hit(position, piece.spans.first()?, "is nested too deeply to be read"));
        }
        let text = piece.text.get(from..).unwrap_or_default();
        judge_command(text, &piece.taint_from(from, vector.coarse), self.case, self.depth + 1)
    }

    /// Judges the words from a position on as the one command that a shell will read.
    fn joined(&mut self, vector: &Vector<'_>, position: usize) -> Option<Hit> {
        let joined = Piece::joined(vector.words.get(position..).unwrap_or_default());
        self.command(vector, position, &joined, 0)
    }

    /// Judges the words from a position on as a program with its arguments.
    fn nested(&mut self, vector: &Vector<'_>, position: usize) -> Option<Hit> {
        if self.depth >= DEPTH {
            let rest = vector.words.get(position..).unwrap_or_default();
            let span = rest.iter().find_map(|piece| piece.spans.first())?;
            return Some(vector.hit(position, span, "is nested too deeply to be read"));
        }
        Judge { case: self.case, depth: self.depth + 1 }.vector(vector, position)
    }

    fn url(&mut self, _text: &str, _taint: &Taint) -> Option<Hit> {
        None
    }

    fn path(&mut self, _text: &str, _taint: &Taint, _value: Value) -> Option<Hit> {
        None
    }

    /// Of a program nothing is known of, only options whose very names speak of programs and files count.
    fn unknown_program(&mut self, vector: &Vector<'_>, at: usize) -> Option<Hit> {
        for (position, piece) in vector.words.iter().enumerate().skip(at + 1) {
            if piece.text.as_ref() == "--" {
                return None;
            }
            if let Some(span) = piece.span_at(0)
                && programs::is_telling_option(&piece.text)
            {
                return Some(vector.hit(position, span, "adds an option"));
            }
        }
        None
    }
}

/// What the next argument is.
enum Step {
    /// An option, and what its value (from that byte of the argument on) means.
    Option { value: Value, from: usize },
    /// An argument of that meaning.
    Argument { value: Value },
    /// Another program begins here.
    Program,
    /// The rest is read by a shell.
    Shell,
}

/// Walks over arguments as the program itself would.
struct Walk {
    program: &'static Program,
    /// What the next argument is, when the last one was an option that takes it.
    expects: Option<Value>,
    /// What follows is no option, because of `--` or because it belongs to a script.
    options: Options,
    /// Arguments that were no options, so far.
    arguments: usize,
}

/// Whether an argument with a dash is an option.
#[derive(PartialEq, Eq)]
enum Options {
    Read,
    EndedByDashes,
    EndedByScript,
}

impl Walk {
    fn new(program: &'static Program) -> Self {
        Self { program, expects: None, options: Options::Read, arguments: 0 }
    }

    fn next(&mut self, text: &str) -> Step {
        match self.expects.take() {
            Some(Value::Program) => return Step::Program,
            Some(value) => return Step::Argument { value },
            None => {}
        }
        let is_option = self.options == Options::Read && text.len() > 1 && text.starts_with('-');
        if !is_option || self.program.style == Style::None {
            return self.argument(text);
        }
        if text == "--" {
            self.options = Options::EndedByDashes;
            return Step::Argument { value: Value::Plain };
        }
        self.option(text)
    }

    fn option(&mut self, text: &str) -> Step {
        if text.starts_with("--") || self.program.style == Style::Single {
            let (name, from) = match text.split_once('=') {
                Some((name, _)) => (name, Some(name.len() + 1)),
                None => (text, None),
            };
            return self.take(self.program.option(name), from, text.len());
        }
        for (at, letter) in text.char_indices().skip(1) {
            let Some(value) = self.program.letter(letter) else { continue };
            let from = at + letter.len_utf8();
            let is_inline = from < text.len() && self.program.style != Style::Shell;
            return self.take(Some(value), is_inline.then_some(from), text.len());
        }
        Step::Option { value: Value::Plain, from: text.len() }
    }

    /// An option takes its value from the same argument, from that byte on, or from the next one.
    fn take(&mut self, value: Option<Value>, from: Option<usize>, end: usize) -> Step {
        if matches!(value, Some(Value::Code | Value::Command | Value::Script | Value::Sed)) {
            // The code is given here, so the first argument is none.
            self.arguments += 1;
        }
        if let (Some(value), None) = (value, from) {
            self.expects = Some(value);
            return Step::Option { value: Value::Plain, from: end };
        }
        Step::Option { value: value.unwrap_or(Value::Plain), from: from.unwrap_or(end) }
    }

    fn argument(&mut self, text: &str) -> Step {
        let number = self.arguments;
        match self.program.trailing {
            Trailing::Program { .. } if programs::is_assignment(text) => return Step::Argument { value: Value::Plain },
            Trailing::Program { after } if number >= after => return Step::Program,
            Trailing::Shell { after } if number >= after => return Step::Shell,
            _ => {}
        }
        self.arguments += 1;
        let value = match self.program.trailing {
            Trailing::Script { value } => {
                self.options = Options::EndedByScript;
                if number == 0 { value } else { Value::Plain }
            }
            Trailing::First { value } if number == 0 => value,
            _ => self.program.arguments,
        };
        Step::Argument { value }
    }
}

/// Where in a text the name of a file begins that the program is to read: after an `@` or `<` at the beginning, or after
/// the first `=`.
fn reads_file(text: &str) -> Option<usize> {
    let content = text.find('=').map_or(0, |equals| equals + 1);
    [0, content].into_iter().find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(['@', '<'])))
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
