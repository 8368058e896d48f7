//! The corpus: operations with a label, one JSON line each, in the input format of `buckler check`.

use buckler_engine::{Check, Engine, Inputs};
use buckler_events::Event;
use buckler_types::{
    FileAccess, Locate, Location, Mode, Operation, Origin, Policy, ShellDialect, Site, SqlDialect, Trust, Verdict,
};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

/// One line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name within its file. Examples of a detector's page have none.
    #[serde(default)]
    pub id: String,
    kind: String,
    #[serde(default)]
    dialect: Option<String>,
    operation: Text,
    #[serde(default)]
    inputs: Vec<String>,
    #[serde(default)]
    event: Option<Value>,
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    cwd: Option<String>,
    /// `block` or `allow`.
    #[serde(default)]
    pub expect: String,
    #[serde(default)]
    class: String,
    #[serde(default)]
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Vector { program: String, args: Vec<String> },
}

impl Case {
    /// Reads every line of a text. Says which one is wrong.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, String> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(n, line)| serde_json::from_str(line).map_err(|error| format!("line {}: {error}", n + 1))).collect()
    }

    /// Judges it as a function in mode `block` would.
    pub fn judge(&self) -> Verdict {
        let event = self.event.as_ref().map(Value::to_string).unwrap_or_default();
        let mut inputs = Inputs::new(0x5eed);
        for (number, input) in self.inputs.iter().enumerate() {
            buckler_events::walk_text(input.as_bytes(), number as u32, &mut inputs);
        }
        buckler_events::walk(event.as_bytes(), &mut inputs);
        let place = Event::new(event.as_bytes());
        let args: Vec<&str> = match &self.operation {
            Text::Vector { args, .. } => args.iter().map(String::as_str).collect(),
            Text::One(_) => Vec::new(),
        };
        let check = Check {
            operation: &self.operation(&args),
            site: Site::UNKNOWN,
            base: self.base.as_deref(),
            inputs: &inputs,
            locate: if self.event.is_some() { &place } else { &InputNumbers },
            policy: &Policy::new(Mode::Block),
        };
        Engine::new().check(&check, None)
    }

    fn operation<'a>(&'a self, args: &'a [&'a str]) -> Operation<'a> {
        let text = match &self.operation {
            Text::Vector { program, .. } => return Operation::Exec { program, args },
            Text::One(text) => text,
        };
        match self.kind.as_str() {
            "sql" => Operation::Sql { text, dialect: self.sql_dialect() },
            "shell" => Operation::Shell { text, dialect: self.shell_dialect() },
            "path" => Operation::Path { path: text, access: FileAccess::Read, cwd: self.cwd.as_deref() },
            "url" => Operation::Url { url: text },
            _ => Operation::Code { text },
        }
    }

    fn sql_dialect(&self) -> SqlDialect {
        match self.dialect.as_deref() {
            Some("postgres") => SqlDialect::Postgres,
            Some("mysql") => SqlDialect::MySql,
            Some("sqlite") => SqlDialect::Sqlite,
            _ => SqlDialect::Generic,
        }
    }

    fn shell_dialect(&self) -> ShellDialect {
        if self.dialect.as_deref() == Some("bash") { ShellDialect::Bash } else { ShellDialect::Sh }
    }

    /// What went wrong, when the verdict is not the one that the label asks for.
    pub fn fault(&self) -> Option<String> {
        let verdict = self.judge();
        let got = if verdict.evidence.is_some() { "block" } else { "allow" };
        let sentence = verdict.evidence.map(|evidence| evidence.sentence()).unwrap_or_default();
        (got != self.expect).then(|| {
            format!("{} ({} {}): expected {}, got {got} {sentence}", self.id, self.class, self.why, self.expect)
        })
    }
}

struct InputNumbers;

impl Locate for InputNumbers {
    fn locate(&self, offset: u32) -> Location {
        Location { path: format!("inputs[{offset}]"), origin: Origin::Unknown, trust: Trust::Caller, record: None }
    }
}

/// Every file of one half of the corpus, with its cases: `own` or `independent`.
pub fn half(name: &str) -> Result<Vec<(String, Vec<Case>)>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name);
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
        let cases = Case::parse_all(&text).map_err(|error| format!("{file}: {error}"))?;
        Ok((format!("{name}/{file}"), cases))
    };
    files.iter().map(read).collect()
}
