//! What is known of well-known programs, as data: which options take a value and what the value means, what the other
//! arguments mean, and where another program begins.
//!
//! To add a program, add one entry to the file of its group. Options without a value need no entry: an option that an
//! input adds to a well-known program counts unless it is listed as harmless.

mod data;
mod files;
mod index;
mod interpreters;
mod media;
mod network;
mod runners;
mod system;
mod variables;
mod work;

use buckler_types::SqlDialect;

/// What a program makes of an argument or of the value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Text of no consequence.
    Plain,
    /// A URL, also without a scheme, that is requested.
    Url,
    /// Text that may be a URL: one if it has a scheme.
    Link,
    /// A file that is read.
    Read,
    /// A file or directory that is written.
    Write,
    /// Text; with `@` before it, a file that is read.
    AtFile,
    /// Field of a form: the same, also after its name.
    Form,
    /// A command that a shell reads.
    Command,
    /// Code of a programming language.
    Code,
    /// A graph of filters: settings, and text in quotes.
    Filter,
    /// JavaScript.
    JavaScript,
    /// A SQL statement.
    Sql(SqlDialect),
    /// A script of `sed`.
    Sed,
    /// A file of code.
    Script,
    /// Something that decides what is run, loaded or trusted: no input may name it.
    Danger,
    /// A setting, `name=value`, as dangerous; without an equals sign, text of no consequence.
    Setting,
    /// A program with arguments of its own, up to the end.
    Program,
}

impl Value {
    /// Whether it is code, so that no script follows among the arguments.
    pub(super) const fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::JavaScript | Self::Sql(_) | Self::Command | Self::Script | Self::Sed)
    }
}

/// How a program reads its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `-x`, clusters `-xyz`, `-xVALUE`, `--name`, `--name=VALUE`.
    Clusters,
    /// `-name VALUE`: one dash before a whole name.
    Single,
    /// As a shell: a cluster with `c` takes the next argument.
    Shell,
    /// There are none that matter.
    None,
}

/// What arguments that are no options mean by their position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trailing {
    /// All the same.
    Nothing,
    /// After so many, another program begins.
    Program { after: usize },
    /// After so many, the rest is one command that a shell reads.
    Shell { after: usize },
    /// After one of these subcommands and so many more arguments, or a double dash, another program begins.
    Subcommand { names: &'static str, after: usize },
    /// The first is a script; what follows is the script's own.
    Script { value: Value },
    /// The first means something else than the others.
    First { value: Value },
}

/// One program, or several that behave alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Program {
    /// Names without directory, separated by blanks.
    pub(super) names: &'static str,
    /// Options that take a value, separated by blanks, with what the value means.
    pub(super) options: &'static [(&'static str, Value)],
    /// Options that an input may add, separated by blanks; `*` for any.
    pub(super) harmless: &'static str,
    /// Beginnings that change how an argument is read.
    pub(super) protocols: &'static [&'static str],
    /// Options whose value is followed by a second one of the same meaning, separated by blanks.
    pub(super) pairs: &'static str,
    /// What arguments mean.
    pub(super) arguments: Value,
    pub(super) style: Style,
    pub(super) trailing: Trailing,
    /// Tells its options from those of other programs.
    seed: usize,
}

impl Program {
    /// A program of that name, with nothing else known yet.
    const fn new(names: &'static str, arguments: Value) -> Self {
        Self {
            names,
            options: &[],
            harmless: "",
            protocols: &[],
            pairs: "",
            arguments,
            style: Style::Clusters,
            trailing: Trailing::Nothing,
            seed: index::hash(0, names.as_bytes()),
        }
    }

    const fn options(self, options: &'static [(&'static str, Value)]) -> Self {
        Self { options, ..self }
    }

    const fn harmless(self, harmless: &'static str) -> Self {
        Self { harmless, ..self }
    }

    const fn protocols(self, protocols: &'static [&'static str]) -> Self {
        Self { protocols, ..self }
    }

    const fn pairs(self, pairs: &'static str) -> Self {
        Self { pairs, ..self }
    }

    const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    const fn trailing(self, trailing: Trailing) -> Self {
        Self { trailing, ..self }
    }

    /// What the value of the option of that whole name means, if it takes one.
    pub(super) fn option(&self, name: &str) -> Option<Value> {
        index::option(self, name)
    }

    /// What the value of the option of that letter means, if it takes one.
    pub(super) fn letter(&self, letter: char) -> Option<Value> {
        let mut name = [b'-', 0, 0, 0, 0];
        let length = letter.encode_utf8(name.get_mut(1..)?).len();
        index::option(self, core::str::from_utf8(name.get(..=length)?).ok()?)
    }

    /// Whether an input may add that option: it is harmless, or takes a value of no consequence.
    pub(super) fn allows(&self, option: &str) -> bool {
        self.harmless == "*"
            || self.harmless.split(' ').any(|name| name == option)
            || self.option(option) == Some(Value::Plain)
    }
}

static GROUPS: [&[Program]; 8] = [
    data::PROGRAMS,
    files::PROGRAMS,
    interpreters::PROGRAMS,
    media::PROGRAMS,
    network::PROGRAMS,
    runners::PROGRAMS,
    system::PROGRAMS,
    work::PROGRAMS,
];

/// The well-known program of that name or path, version numbers and `.exe` aside.
pub(super) fn find(program: &str) -> Option<&'static Program> {
    let name = program.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".exe").unwrap_or(name);
    index::program(name).or_else(|| {
        let stem =
            name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.' || character == '-');
        (stem.len() < name.len()).then(|| index::program(stem)).flatten()
    })
}

/// Whether a text reads as an option: a dash, then a name. Numbers, lists (`- x`) and a lone `-` or `--` do not.
pub(super) fn is_option_like(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-') else { return false };
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    rest.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '@' | '?' | '#' | '/' | '_'))
}

/// Whether an option of a program that nothing is known of speaks of running, loading, reading or writing something.
pub(super) fn is_telling_option(text: &str) -> bool {
    const TELLING: [&str; 24] = [
        "exec", "command", "cmd", "shell", "eval", "script", "program", "hook", "plugin", "load", "require", "import",
        "module", "config", "include", "output", "outfile", "file", "log", "proxy", "upload", "rsh", "preload",
        "pager",
    ];
    let Some(name) = text.strip_prefix("--") else { return false };
    let name = name.split('=').next().unwrap_or_default();
    name.split('-').any(|part| TELLING.contains(&part))
}

/// Whether a word before a program sets a variable for it.
pub(super) fn is_assignment(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// What setting a variable means: some decide what a program runs, loads or trusts.
pub(super) fn of_variable(assignment: &str) -> Value {
    let name = assignment.split('=').next().unwrap_or_default();
    let is_dangerous =
        variables::NAMES.contains(&name) || variables::PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    if is_dangerous { Value::Danger } else { Value::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn every_name_is_found_and_stands_once() {
        let mut seen = BTreeSet::new();
        for program in GROUPS.iter().copied().flatten() {
            for name in program.names.split(' ') {
                assert!(seen.insert(name), "{name} stands twice");
                assert_eq!(find(name).map(|found| found.names), Some(program.names), "{name}");
            }
        }
    }

    #[test]
    fn every_option_is_found_with_its_meaning() {
        for program in GROUPS.iter().copied().flatten() {
            let mut seen = BTreeSet::new();
            for (names, value) in program.options {
                for name in names.split(' ') {
                    assert!(seen.insert(name), "{}: {name} stands twice", program.names);
                    assert_eq!(program.option(name), Some(*value), "{}: {name}", program.names);
                }
            }
            assert_eq!(program.option("--no-such-option"), None);
        }
        let curl = find("curl").unwrap();
        assert_eq!((curl.letter('o'), curl.letter('é'), curl.letter('s')), (Some(Value::Write), None, None));
    }

    #[test]
    fn versions_and_directories_are_no_part_of_a_name() {
        assert!(find("/usr/bin/python3.11").is_some());
        assert!(find("python3").is_some());
        assert!(find("curl.exe").is_some());
        assert!(find("/srv/app/mytool").is_none());
        assert!(find("").is_none());
    }

    #[test]
    fn options_are_told_from_numbers_and_prose() {
        for option in ["-o", "--output=x", "-oProxyCommand=x", "-K/etc/x", "-@"] {
            assert!(is_option_like(option), "{option}");
        }
        for other in ["-", "--", "-5", "-1.5", "- item", "--- x", "a-b", ""] {
            assert!(!is_option_like(other), "{other}");
        }
        assert!(is_telling_option("--pre-exec=x") && is_telling_option("--config") && !is_telling_option("--verbose"));
    }
}
