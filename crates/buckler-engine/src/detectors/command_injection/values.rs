//! What an input does in an argument, by what the program makes of it.

use super::super::{Detector, code_injection::CodeInjection, path_traversal, sql_injection::SqlInjection, ssrf};
use super::arguments::Judge;
use super::programs::{Program, Value};
use super::vector::{Part, Span};
use super::{code, sed};
use crate::Hit;
use buckler_types::{FileAccess, Mode, Operation};

impl Judge<'_, '_> {
    /// Judges what an input wrote into a part of an argument.
    pub(super) fn value(&mut self, part: &Part<'_, '_>, value: Value, program: &Program) -> Option<Hit> {
        if !part.is_tainted() {
            return None;
        }
        let text = part.text();
        if let Some(span) = host_option(text).and_then(|at| part.span_at(at)) {
            return Some(part.hit(span, "adds an option in the place of a host"));
        }
        if let Some(span) = part.first().filter(|_| has_protocol(text, value, program)) {
            return Some(part.hit(span, "chooses how the program reads its argument"));
        }
        match value {
            Value::Plain | Value::Program => None,
            Value::AtFile | Value::Form => self.at_file(part, value),
            Value::Command => self.command(part),
            Value::Code => judged(part, code::judge(text, &part.taint())),
            Value::Filter => judged(part, code::judge_filter(text, &part.taint())),
            Value::Sed => judged(part, sed::judge(text, &part.taint())),
            Value::JavaScript => self.ask(part, &CodeInjection, &Operation::Code { text }),
            Value::Sql(dialect) => self.ask(part, &SqlInjection, &Operation::Sql { text, dialect }),
            Value::Script => named(part, "chooses the script that is run"),
            Value::Setting if !text.contains('=') => None,
            Value::Danger | Value::Setting => named(part, "decides what the program runs or loads")
                .or_else(|| if text.contains('/') { self.path(part, text, FileAccess::Read) } else { None }),
            Value::Url | Value::Link | Value::Read | Value::Write => self.place(part, value),
        }
    }

    /// Judges text that may name a file behind a mark: the mark must not come from an input, nor the file escape.
    fn at_file(&mut self, part: &Part<'_, '_>, value: Value) -> Option<Hit> {
        let at = reads_file(part.text(), value)?;
        match part.span_at(at) {
            Some(span) => Some(part.hit(span, "makes the program read a file")),
            None => self.path(part, part.text().get(at + 1..)?, FileAccess::Read),
        }
    }

    /// Judges a destination or a file.
    fn place(&mut self, part: &Part<'_, '_>, value: Value) -> Option<Hit> {
        let text = part.text();
        match value {
            _ if is_object(text) => None,
            Value::Url => self.url(part, text),
            _ if is_url(text) => self.url(part, text),
            Value::Read => self.path(part, text, FileAccess::Read),
            Value::Write => self.path(part, text, FileAccess::Write),
            _ => None,
        }
    }

    /// Asks the detector of a language about code that the program will run.
    fn ask(&mut self, part: &Part<'_, '_>, detector: &dyn Detector, operation: &Operation<'_>) -> Option<Hit> {
        if self.case.policy().mode(detector.id()) == Mode::Off {
            return None;
        }
        detector.detect(operation, self.case).map(|hit| part.adopt(hit))
    }

    /// Asks the detector of URLs about a destination, and of a local one the detector of paths.
    fn url(&mut self, part: &Part<'_, '_>, text: &str) -> Option<Hit> {
        let is_local = starts_with_ignoring_case(text, "file:");
        let hit = if is_local { self.path(part, text, FileAccess::Read) } else { None };
        hit.or_else(|| ssrf::judge_part(text, self.case).map(|hit| part.adopt(hit)))
    }

    /// Asks the detector of paths about a file.
    fn path(&mut self, part: &Part<'_, '_>, text: &str, access: FileAccess) -> Option<Hit> {
        if is_standard(text) {
            return None;
        }
        path_traversal::judge_part(text, access, None, self.case).map(|hit| part.adopt(hit))
    }
}

/// Whether a path is one of those that every program may use.
pub(super) fn is_standard(path: &str) -> bool {
    matches!(path, "/dev/null" | "/dev/stdin" | "/dev/stdout" | "/dev/stderr")
}

/// What a judge of code said about a part.
fn judged(part: &Part<'_, '_>, objection: Option<(usize, &'static str)>) -> Option<Hit> {
    let (at, reason) = objection?;
    Some(part.hit(part.span_at(at)?, reason))
}

/// An input at the beginning of a part that decides what the part names.
fn named(part: &Part<'_, '_>, reason: &'static str) -> Option<Hit> {
    let span = part.first().filter(|span| names_something(part, span))?;
    Some(part.hit(span, reason))
}

/// Whether a span at the beginning of an argument decides what it names: all of it, or all of its path.
fn names_something(part: &Part<'_, '_>, span: &Span) -> bool {
    let tail = part.piece.text.get(span.end..).unwrap_or_default();
    let text = part.piece.text.get(span.start..span.end).unwrap_or_default();
    !tail.contains('/') && text.contains(|character: char| character.is_alphanumeric())
}

/// Whether a text begins with a prefix that changes how the program reads it. After a plus sign, a number is only a
/// place in a text.
fn has_protocol(text: &str, value: Value, program: &Program) -> bool {
    let is_read = value == program.arguments || matches!(value, Value::Read | Value::Write | Value::Link | Value::Url);
    let is_number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    let matches = |protocol: &&str| {
        starts_with_ignoring_case(text, protocol) && !(*protocol == "+" && text.get(1..).is_some_and(is_number))
    };
    is_read && program.protocols.iter().any(matches)
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
