//! What an input does as a program or as an argument of one.

use super::super::{Detector, code_injection::CodeInjection, path_traversal, sql_injection::SqlInjection, ssrf};
use super::programs::{self, Program, Style, Trailing, Value};
use super::vector::{Piece, Source, Span, Vector};
use super::{DEPTH, code, judge_command, sed};
use crate::{Case, Hit};
use buckler_text::shell::Redirection;
use buckler_types::{FileAccess, Mode, Operation, Switch, Trust, ValueKind};

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
            .or_else(|| self.redirections(vector))
    }

    /// Judges the files that the shell opens for the program.
    fn redirections(&mut self, vector: &Vector<'_>) -> Option<Hit> {
        vector.redirections.iter().find_map(|(redirection, piece)| {
            let access = match redirection {
                Redirection::Read => FileAccess::Read,
                Redirection::Write => FileAccess::Write,
                Redirection::Delimiter | Redirection::Text | Redirection::Descriptor => return None,
            };
            piece.spans.first()?;
            path_traversal::judge_part(&piece.text, access, None, self.case)
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
        let written = text.get(..span.end).unwrap_or_default();
        span.is_telling() && programs::is_option_like(written) && !program.allows(name)
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
        if let Some(span) = host_option(text).and_then(|at| piece.span_at(from + at)) {
            return Some(vector.hit(position, span, "adds an option in the place of a host"));
        }
        if let Some(span) = first
            && (value == program.arguments || matches!(value, Value::Read | Value::Write | Value::Link | Value::Url))
            && program.protocols.iter().any(|protocol| has_protocol(text, protocol))
        {
            return Some(vector.hit(position, span, "chooses how the program reads its argument"));
        }
        match value {
            Value::Plain => None,
            Value::AtFile | Value::Form => self.at_file(vector, position, text, from, value),
            Value::Command => self.command(vector, position, piece, from),
            Value::Program => None,
            Value::Code | Value::Filter | Value::Sed => {
                let taint = piece.taint_from(from, vector.coarse);
                let (at, reason) = match value {
                    Value::Sed => sed::judge(text, &taint)?,
                    Value::Filter => code::judge_filter(text, &taint)?,
                    _ => code::judge(text, &taint)?,
                };
                Some(vector.hit(position, piece.span_at(from + at)?, reason))
            }
            Value::JavaScript => self.ask(vector, position, &CodeInjection, &Operation::Code { text }),
            Value::Sql(dialect) => self.ask(vector, position, &SqlInjection, &Operation::Sql { text, dialect }),
            Value::Script => {
                let span = first.filter(|span| names_something(piece, span))?;
                Some(vector.hit(position, span, "chooses the script that is run"))
            }
            Value::Danger => {
                let span = first.filter(|span| names_something(piece, span))?;
                Some(vector.hit(position, span, "decides what the program runs or loads"))
            }
            Value::Url | Value::Link | Value::Read | Value::Write if is_object(text) => None,
            Value::Url => self.url(vector, position, text),
            Value::Link | Value::Read | Value::Write if is_url(text) => self.url(vector, position, text),
            Value::Link => None,
            Value::Read => self.path(vector, position, text, FileAccess::Read),
            Value::Write => self.path(vector, position, text, FileAccess::Write),
        }
    }

    /// Judges text that may name a file behind a mark: the mark must not come from an input, nor the file escape.
    fn at_file(&mut self, vector: &Vector<'_>, position: usize, text: &str, from: usize, value: Value) -> Option<Hit> {
        let at = reads_file(text, value)?;
        let piece = vector.words.get(position)?;
        if let Some(span) = piece.span_at(from + at) {
            return Some(vector.hit(position, span, "makes the program read a file"));
        }
        self.path(vector, position, text.get(at + 1..)?, FileAccess::Read)
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
        let words = vector.words.get(position..).unwrap_or_default();
        // What follows three colons is quoted for the shell.
        let end = words.iter().position(|word| word.text.starts_with(":::")).unwrap_or(words.len());
        let joined = Piece::joined(words.get(..end).unwrap_or_default());
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

    /// Asks the detector of a language about code that the program will run.
    fn ask(
        &mut self,
        vector: &Vector<'_>,
        position: usize,
        detector: &dyn Detector,
        operation: &Operation<'_>,
    ) -> Option<Hit> {
        if self.case.policy().mode(detector.id()) == Mode::Off {
            return None;
        }
        detector.detect(operation, self.case).map(|hit| vector.part(position, hit))
    }

    /// Asks the detector of URLs about a destination, and of a local one the detector of paths.
    fn url(&mut self, vector: &Vector<'_>, position: usize, text: &str) -> Option<Hit> {
        let file = starts_with_ignoring_case(text, "file:");
        let hit = if file { path_traversal::judge_part(text, FileAccess::Read, None, self.case) } else { None };
        let hit = hit.or_else(|| ssrf::judge_part(text, self.case));
        hit.map(|hit| vector.part(position, hit))
    }

    /// Asks the detector of paths about a file.
    fn path(&mut self, vector: &Vector<'_>, position: usize, text: &str, access: FileAccess) -> Option<Hit> {
        if matches!(text, "/dev/null" | "/dev/stdin" | "/dev/stdout" | "/dev/stderr") {
            return None;
        }
        let hit = path_traversal::judge_part(text, access, None, self.case)?;
        Some(vector.part(position, hit))
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
    /// The one after that means the same.
    expects_second: bool,
    /// What follows is no option, because of `--` or because it belongs to a script.
    options: Options,
    /// Arguments that were no options, so far.
    arguments: usize,
    /// The subcommand starts a program.
    runs: bool,
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
        Self { program, expects: None, expects_second: false, options: Options::Read, arguments: 0, runs: false }
    }

    fn next(&mut self, text: &str) -> Step {
        match self.expects.take() {
            Some(Value::Program) => return Step::Program,
            Some(value) => {
                if core::mem::take(&mut self.expects_second) {
                    self.expects = Some(value);
                }
                return Step::Argument { value };
            }
            None => {}
        }
        if self.options != Options::Read || self.program.style == Style::None {
            return self.argument(text);
        }
        if text == "--" {
            self.options = Options::EndedByDashes;
            return Step::Argument { value: Value::Plain };
        }
        if programs::is_option_like(text) { self.option(text) } else { self.argument(text) }
    }

    fn option(&mut self, text: &str) -> Step {
        if text.starts_with("--") || self.program.style == Style::Single {
            let (name, from) = match text.split_once('=') {
                Some((name, _)) => (name, Some(name.len() + 1)),
                None => (text, None),
            };
            return self.take(name, self.program.option(name), from);
        }
        for (at, letter) in text.char_indices().skip(1) {
            let Some(value) = self.program.letter(letter) else { continue };
            let from = at + letter.len_utf8();
            let is_inline = from < text.len() && self.program.style != Style::Shell;
            return self.take(text, Some(value), is_inline.then_some(from));
        }
        Step::Option { value: Value::Plain, from: text.len() }
    }

    /// An option takes its value from the same argument, from that byte on, or from the next one.
    fn take(&mut self, name: &str, value: Option<Value>, from: Option<usize>) -> Step {
        let end = name.len();
        if value.is_some_and(Value::is_code) {
            // The code is given here, so the first argument is none.
            self.arguments += 1;
        }
        if let (Some(value), None) = (value, from) {
            self.expects = Some(value);
            self.expects_second = self.program.pairs.split(' ').any(|pair| pair == name);
            return Step::Option { value: Value::Plain, from: end };
        }
        Step::Option { value: value.unwrap_or(Value::Plain), from: from.unwrap_or(end) }
    }

    fn argument(&mut self, text: &str) -> Step {
        if let Some((name, _)) = text.split_once('=')
            && let Some(value) = self.program.option(name)
        {
            return Step::Option { value, from: name.len() + 1 };
        }
        let number = self.arguments;
        match self.program.trailing {
            Trailing::Program { .. } if programs::is_assignment(text) => {
                return Step::Argument { value: Value::Danger };
            }
            Trailing::Program { after } if number >= after => return Step::Program,
            Trailing::Shell { after } if number >= after => return Step::Shell,
            Trailing::Subcommand { names, after } => {
                if number == 0 {
                    self.runs = names.split(' ').any(|name| name == text);
                } else if self.runs && (number > after || self.options == Options::EndedByDashes) {
                    return Step::Program;
                }
            }
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

/// Whether a span at the beginning of an argument decides what it names: all of it, or all of its path.
fn names_something(piece: &Piece<'_>, span: &Span) -> bool {
    let tail = piece.text.get(span.end..).unwrap_or_default();
    let text = piece.text.get(span.start..span.end).unwrap_or_default();
    !tail.contains('/') && text.contains(|character: char| character.is_alphanumeric())
}

/// Whether a text begins with a prefix that changes how it is read. After a plus sign, a number is only a place.
fn has_protocol(text: &str, protocol: &str) -> bool {
    let is_number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    starts_with_ignoring_case(text, protocol) && !(protocol == "+" && text.get(1..).is_some_and(is_number))
}

/// Where in a URL an option stands in the place of the host: `ssh://-oProxyCommand=…`.
fn host_option(text: &str) -> Option<usize> {
    text.find("://-").map(|at| at + 3)
}

/// Where in a text the mark stands that makes the program read a file: `@` at the beginning, in forms also `@` or `<`
/// after the name of a field.
fn reads_file(text: &str, value: Value) -> Option<usize> {
    if text.starts_with('@') {
        return Some(0);
    }
    let content = text.find('=').filter(|_| value == Value::Form)? + 1;
    text.get(content..)?.starts_with(['@', '<']).then_some(content)
}

/// Whether a text names an object in a bucket: what stands in the place of a host is none.
fn is_object(text: &str) -> bool {
    ["s3://", "gs://", "az://", "abfs://"].iter().any(|scheme| starts_with_ignoring_case(text, scheme))
}

/// Whether a text is a URL: a scheme before `://`, or `file:`.
fn is_url(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.trim_start());
    starts_with_ignoring_case(text, "file:")
        || scheme.is_some_and(|scheme| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        })
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
