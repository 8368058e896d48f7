//! `buckler.toml`: what a project decides about its scans.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::finding::Severity;
use crate::rules;

/// Name of the file in the scanned folder.
pub const FILE_NAME: &str = "buckler.toml";

/// What a project decides.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Patterns, as in a `.gitignore`, of files that are left out.
    pub exclude: Vec<String>,
    /// Whether hardening is reported as well.
    pub hardening: bool,
    /// Whether the code of tests is judged as well.
    pub tests: bool,
    /// The severity from which on a finding makes the command fail.
    pub fail_on: Option<Severity>,
    /// What is decided about single rules, by their names.
    pub rules: BTreeMap<&'static str, RuleSettings>,
}

/// What is decided about one rule.
#[derive(Clone, Debug, Default)]
pub struct RuleSettings {
    /// `Some(false)` switches it off, `Some(true)` on, also if it is hardening.
    pub enabled: Option<bool>,
    /// The severity of its findings.
    pub severity: Option<Severity>,
    /// Patterns, as in a `.gitignore`, of files in which it is switched off.
    pub exclude: Vec<String>,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there and cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// It is no TOML, or holds keys or values that mean nothing.
    #[error("`{}` line {line}, column {column}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Line of the wrong key or value.
        line: usize,
        /// Its column in characters.
        column: usize,
        /// What is wrong.
        message: String,
    },
}

impl Settings {
    /// Reads the settings of a folder; without a file they are empty.
    ///
    /// # Errors
    /// When the file is there and cannot be read or understood.
    pub fn of_folder(folder: &Path) -> Result<Self, SettingsError> {
        let path = folder.join(FILE_NAME);
        // A link could lead out of the scanned folder.
        match path.symlink_metadata() {
            Ok(metadata) if metadata.is_file() => Self::read(&path),
            // Settings that seem to be there and do not apply would mislead.
            Ok(_) => Err(SettingsError::Unreadable { path, error: std::io::Error::other("it is no regular file") }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(SettingsError::Unreadable { path, error }),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or understood.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| SettingsError::Unreadable { path: path.to_path_buf(), error })?;
        Self::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, SettingsError> {
        let malformed = |offset: usize, message: String| {
            let before = text.get(..offset).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            SettingsError::Malformed { path: path.to_path_buf(), line, column, message }
        };
        let raw: Document = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            malformed(offset, error.message().to_owned())
        })?;
        let mut settings = Self {
            exclude: raw.scan.exclude,
            hardening: raw.scan.hardening,
            tests: raw.scan.tests,
            fail_on: raw.scan.fail_on.map(Severity::from),
            rules: BTreeMap::new(),
        };
        for (name, rule) in raw.scan.rules {
            let Some(info) = rules::find(name.get_ref()) else {
                let message = format!("there is no rule `{}`; `buckler explain` lists them", name.get_ref());
                return Err(malformed(name.span().start, message));
            };
            settings.rules.insert(info.id, rule.into());
        }
        Ok(settings)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    scan: Scan,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Scan {
    exclude: Vec<String>,
    hardening: bool,
    tests: bool,
    fail_on: Option<Level>,
    rules: BTreeMap<Spanned<String>, Rule>,
}

/// `rule = "off"` and `rule = "low"` are short for a table with one key.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a rule takes \"off\", \"on\", a severity, or a table of `enabled`, `severity` and `exclude`"
)]
enum Rule {
    Level(Level),
    Switch(Switch),
    Table(RuleTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct RuleTable {
    enabled: Option<bool>,
    severity: Option<Level>,
    exclude: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Low,
    Medium,
    High,
    Critical,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Low => Self::Low,
            Level::Medium => Self::Medium,
            Level::High => Self::High,
            Level::Critical => Self::Critical,
        }
    }
}

impl From<Rule> for RuleSettings {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Level(level) => Self { enabled: Some(true), severity: Some(level.into()), ..Self::default() },
            Rule::Switch(switch) => Self { enabled: Some(matches!(switch, Switch::On)), ..Self::default() },
            Rule::Table(RuleTable { enabled, severity, exclude }) => {
                Self { enabled, severity: severity.map(Severity::from), exclude }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(Path::new("buckler.toml"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn an_empty_file_decides_nothing() {
        let settings = parse("").unwrap();
        assert!(settings.rules.is_empty() && settings.exclude.is_empty() && !settings.hardening);
    }

    #[test]
    fn rules_are_switched_and_weighted() {
        let text = "[scan]\nexclude = ['tests/']\nfail-on = 'high'\n[scan.rules]\nstale-suppression = 'off'\n";
        let settings = parse(text).unwrap();
        assert_eq!(settings.exclude, ["tests/"]);
        assert_eq!(settings.fail_on, Some(Severity::High));
        assert_eq!(settings.rules["stale-suppression"].enabled, Some(false));
        let text = "[scan.rules.stale-suppression]\nseverity = 'high'\nexclude = ['old/']\n";
        let settings = parse(text).unwrap();
        assert_eq!(settings.rules["stale-suppression"].severity, Some(Severity::High));
        assert_eq!(settings.rules["stale-suppression"].exclude, ["old/"]);
    }

    #[test]
    fn what_means_nothing_is_an_error_with_its_place() {
        let cases = [
            ("[scan]\nexcludes = []\n", "`buckler.toml` line 2, column 1: unknown field `excludes`"),
            ("[scam]\n", "`buckler.toml` line 1, column 2: unknown field `scam`"),
            ("[scan.rules]\nno-such = 'off'\n", "`buckler.toml` line 2, column 1: there is no rule `no-such`"),
            ("[scan.rules]\nstale-suppression = 'of'\n", "`buckler.toml` line 2, column 21: a rule takes"),
            ("[scan\n", "`buckler.toml` line 1"),
        ];
        for (text, expected) in cases {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
