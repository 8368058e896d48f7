//! `buckler check`: judges operations given as JSON lines.
//!
//! One line in, one line out, in the same order, each written before the next one is waited for. The answer is what a
//! function in mode `block` would do; `BUCKLER_…` variables apply as they do there.

use anyhow::{Context, Result};
use buckler_engine::{Check, Engine, Inputs};
use buckler_events::{Event, Walker};
use buckler_types::{
    Action, DetectorId, Evidence, FileAccess, Locate, Location, Mode, Operation, Origin, Policy, Setting, ShellDialect,
    Site, SqlDialect, Trust, Verdict,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

/// What a line holds, and what is answered.
const FORMAT: &str = "\
Reads one operation a line from standard input:
  {\"id\", \"kind\": \"sql|shell|exec|path|url|code\", \"dialect\"?, \"operation\": \"text\" or {\"program\", \"args\"},
   \"inputs\": [\"…\"] or \"event\": {…}, \"cwd\"?, \"base\"?, \"site\"?}
and answers each in the same order:
  {\"id\", \"verdict\": \"allow|block|unsupported\", \"detector\", \"explanation\"}
A line that cannot be read is answered by {\"line\": N, \"error\": \"…\"}.

Dialects: postgres, mysql, sqlite (sql); sh, bash (shell); posix (path); js (code).
Exit code 0: every line was judged; 3: some line was malformed or unsupported.";

/// Arguments of the command: none, everything is in the lines.
#[derive(Debug, clap::Args)]
#[command(after_help = FORMAT)]
pub(crate) struct CheckArguments {}

/// Longest line that is read. An event is at most 6 MB.
const LONGEST_LINE: u64 = 64 << 20;

/// Runs the command on standard input and output. Tells whether every line was judged.
pub(crate) fn run(_arguments: &CheckArguments) -> Result<bool> {
    let mut judge = Judge::new(policy(std::env::vars())?);
    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut output = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    judge.run(&mut input, &mut output)
}

/// The policy of the environment, in mode `block` unless a detector is off.
fn policy(variables: impl Iterator<Item = (String, String)>) -> Result<Policy> {
    let mut policy = Policy::new(Mode::Block);
    for (name, value) in variables.filter(|(name, _)| name.starts_with("BUCKLER_") && name != "BUCKLER_MODE") {
        anyhow::ensure!(
            policy.set(&name, &value) != Setting::Invalid,
            "{name}: `{value}` is not a value that it takes"
        );
    }
    for detector in DetectorId::ALL {
        if policy.mode(detector) == Mode::Monitor {
            policy.set_mode(detector, Mode::Block);
        }
    }
    Ok(policy)
}

/// One line, borrowed from its text as far as it holds no escapes.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    dialect: Option<Cow<'a, str>>,
    #[serde(borrow)]
    operation: &'a RawValue,
    #[serde(borrow, default)]
    inputs: Option<Vec<Text<'a>>>,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    cwd: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    base: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    site: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct Arguments<'a> {
    #[serde(borrow)]
    program: Cow<'a, str>,
    #[serde(borrow, default)]
    args: Vec<Text<'a>>,
}

/// Why there is no verdict.
enum Refusal {
    /// The line is not what it should be.
    Malformed(String),
    /// There is no detector for it.
    Unsupported(String),
}

struct Judge {
    policy: Policy,
    engine: Engine,
    inputs: Inputs,
    walker: Walker,
    sites: std::hash::RandomState,
    complete: bool,
}

impl Judge {
    fn new(policy: Policy) -> Self {
        let sites = std::hash::RandomState::new();
        let inputs = Inputs::new(sites.hash_one("inputs"));
        Self { policy, engine: Engine::new(), inputs, walker: Walker::default(), sites, complete: true }
    }

    fn run(&mut self, input: &mut BufReader<impl Read>, output: &mut impl Write) -> Result<bool> {
        let mut line = Vec::new();
        let mut number = 0_u64;
        loop {
            if input.buffer().is_empty() {
                output.flush().context("cannot write to standard output")?;
            }
            line.clear();
            let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
            if read.context("cannot read standard input")? == 0 {
                break;
            }
            number += 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
                input.skip_until(b'\n').context("cannot read standard input")?;
                self.malformed(output, number, &format!("longer than {LONGEST_LINE} bytes"))?;
                continue;
            }
            self.line(&line, number, output)?;
        }
        output.flush().context("cannot write to standard output")?;
        Ok(self.complete)
    }

    fn malformed(&mut self, output: &mut impl Write, number: u64, error: &str) -> Result<()> {
        self.complete = false;
        let error = serde_json::to_string(error)?;
        writeln!(output, r#"{{"line":{number},"error":{error}}}"#).context("cannot write to standard output")
    }

    fn line(&mut self, text: &[u8], number: u64, output: &mut impl Write) -> Result<()> {
        let line: Line<'_> = match serde_json::from_slice(text) {
            Ok(line) => line,
            Err(error) => return self.malformed(output, number, &without_line(&error)),
        };
        let id = line.id.get();
        match self.judge(&line) {
            Ok(verdict) => answer(output, id, &verdict),
            Err(Refusal::Malformed(error)) => self.malformed(output, number, &error),
            Err(Refusal::Unsupported(reason)) => {
                self.complete = false;
                let reason = serde_json::to_string(&reason)?;
                writeln!(output, r#"{{"id":{id},"verdict":"unsupported","detector":null,"explanation":{reason}}}"#)
                    .context("cannot write to standard output")
            }
        }
    }

    fn judge(&mut self, line: &Line<'_>) -> Result<Verdict, Refusal> {
        let kind = Kind::of(&line.kind, line.dialect.as_deref())?;
        match kind {
            Kind::Exec => {
                let arguments: Arguments<'_> = parse(line.operation, "operation of kind `exec`")?;
                let args: Vec<&str> = arguments.args.iter().map(|argument| argument.0.as_ref()).collect();
                self.check(line, &Operation::Exec { program: &arguments.program, args: &args })
            }
            text_kind => {
                let text: Text<'_> = parse(line.operation, "operation")?;
                self.check(line, &text_kind.operation(&text.0, line.cwd.as_deref()))
            }
        }
    }

    fn check(&mut self, line: &Line<'_>, operation: &Operation<'_>) -> Result<Verdict, Refusal> {
        self.inputs.clear();
        let event;
        let locate: &dyn Locate = match (&line.inputs, line.event) {
            (Some(inputs), None) => {
                for (number, input) in inputs.iter().enumerate() {
                    self.walker.walk_text(input.0.as_bytes(), number as u32, &mut self.inputs);
                }
                &InputNumbers
            }
            (None, Some(text)) => {
                self.inputs.reserve(text.get().len());
                self.walker.walk(text.get().as_bytes(), &mut self.inputs);
                event = Event::new(text.get().as_bytes());
                &event
            }
            (None, None) => return Err(Refusal::Malformed("missing field `inputs` or `event`".into())),
            (Some(_), Some(_)) => return Err(Refusal::Malformed("`inputs` and `event` exclude each other".into())),
        };
        let site = line.site.map_or(Site::UNKNOWN, |site| Site(self.sites.hash_one(site.get()).max(1)));
        let check =
            Check { operation, site, base: line.base.as_deref(), inputs: &self.inputs, locate, policy: &self.policy };
        Ok(self.engine.check(&check, None))
    }
}

/// A kind of line with its dialect.
#[derive(Clone, Copy)]
enum Kind {
    Sql(SqlDialect),
    Shell(ShellDialect),
    Exec,
    Path,
    Url,
    Code,
}

impl Kind {
    fn of(kind: &str, dialect: Option<&str>) -> Result<Self, Refusal> {
        let unsupported = || {
            Refusal::Unsupported(match dialect {
                Some(dialect) => format!("there is no detector for kind `{kind}` and dialect `{dialect}`"),
                None => format!("there is no detector for kind `{kind}`"),
            })
        };
        Ok(match (kind, dialect) {
            ("sql", Some("postgres")) => Self::Sql(SqlDialect::Postgres),
            ("sql", Some("mysql")) => Self::Sql(SqlDialect::MySql),
            ("sql", Some("sqlite")) => Self::Sql(SqlDialect::Sqlite),
            ("sql", _) => Self::Sql(SqlDialect::Generic),
            ("shell", None | Some("sh")) => Self::Shell(ShellDialect::Sh),
            ("shell", Some("bash")) => Self::Shell(ShellDialect::Bash),
            ("exec", None | Some("posix")) => Self::Exec,
            ("path", None | Some("posix")) => Self::Path,
            ("url", _) => Self::Url,
            ("code", None | Some("js")) => Self::Code,
            _ => return Err(unsupported()),
        })
    }

    /// The operation of a text. `Exec` has no text and is made by the caller.
    fn operation<'a>(self, text: &'a str, cwd: Option<&'a str>) -> Operation<'a> {
        match self {
            Self::Sql(dialect) => Operation::Sql { text, dialect },
            Self::Shell(dialect) => Operation::Shell { text, dialect },
            Self::Exec => Operation::Exec { program: text, args: &[] },
            Self::Path => Operation::Path { path: text, access: FileAccess::Read, cwd },
            Self::Url => Operation::Url { url: text },
            Self::Code => Operation::Code { text },
        }
    }
}

/// Bare inputs are told by their number.
struct InputNumbers;

impl Locate for InputNumbers {
    fn locate(&self, offset: u32) -> Location {
        Location { path: format!("inputs[{offset}]"), origin: Origin::Unknown, trust: Trust::Caller, record: None }
    }
}

fn parse<'a, T: Deserialize<'a>>(value: &'a RawValue, what: &str) -> Result<T, Refusal> {
    serde_json::from_str(value.get()).map_err(|error| Refusal::Malformed(format!("{what}: {}", without_line(&error))))
}

/// The error without its position, which counts lines within this one.
fn without_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((message, _)) => format!("{message} (column {})", error.column()),
        None => text,
    }
}

fn answer(output: &mut impl Write, id: &str, verdict: &Verdict) -> Result<()> {
    let written = match (&verdict.evidence, verdict.action) {
        (Some(evidence), Action::Block) => block(output, id, evidence),
        _ => writeln!(output, r#"{{"id":{id},"verdict":"allow","detector":null,"explanation":null}}"#),
    };
    written.context("cannot write to standard output")
}

fn block(output: &mut impl Write, id: &str, evidence: &Evidence) -> std::io::Result<()> {
    let detector = evidence.detector.name();
    let explanation = serde_json::to_string(&evidence.sentence())?;
    writeln!(output, r#"{{"id":{id},"verdict":"block","detector":"{detector}","explanation":{explanation}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(lines: &str) -> (String, bool) {
        let mut output = Vec::new();
        let mut judge = Judge::new(Policy::new(Mode::Block));
        let complete = judge.run(&mut BufReader::new(lines.as_bytes()), &mut output).unwrap();
        (String::from_utf8(output).unwrap(), complete)
    }

    #[test]
    fn answers_come_in_order_and_keep_the_id_as_it_was_written() {
        let (output, complete) = run(concat!(
            r#"{"id": "a", "kind": "path", "operation": "/srv/in/x.txt", "inputs": ["x.txt"]}"#,
            "\n\n",
            r#"{"id": 7, "kind": "path", "operation": "/srv/in/../../etc/passwd", "inputs": ["../../etc/passwd"]}"#,
        ));
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines[0], r#"{"id":"a","verdict":"allow","detector":null,"explanation":null}"#);
        assert!(
            lines[1].starts_with(
                r#"{"id":7,"verdict":"block","detector":"path_traversal","explanation":"input `inputs[0]`"#
            )
        );
        assert!(complete);
    }

    #[test]
    fn kinds_and_dialects_without_a_detector_are_unsupported_and_never_allowed() {
        for (kind, dialect) in [("shell", "cmd"), ("path", "win32"), ("code", "python"), ("nosql", "mongo")] {
            let line = format!(r#"{{"id":1,"kind":"{kind}","dialect":"{dialect}","operation":"x","inputs":["x"]}}"#);
            let (output, complete) = run(&line);
            assert!(output.starts_with(r#"{"id":1,"verdict":"unsupported""#), "{output}");
            assert!(!complete);
        }
    }

    #[test]
    fn malformed_lines_are_answered_by_number_and_do_not_stop_the_run() {
        let (output, complete) = run(concat!(
            "{not json\n",
            r#"{"id":1,"kind":"sql","operation":{"program":"x"},"inputs":[]}"#,
            "\n",
            r#"{"id":2,"kind":"sql","operation":"select 1"}"#,
            "\n",
            r#"{"id":3,"kind":"sql","operation":"select 1","inputs":[]}"#,
        ));
        let lines: Vec<&str> = output.lines().collect();
        for (number, line) in lines[..3].iter().enumerate() {
            assert!(line.starts_with(&format!(r#"{{"line":{},"error":""#, number + 1)), "{line}");
        }
        assert!(lines[3].starts_with(r#"{"id":3,"verdict":"allow""#));
        assert!(!complete);
    }
}
