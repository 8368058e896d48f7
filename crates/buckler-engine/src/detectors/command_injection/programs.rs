//! What is known of well-known programs, as data: which options take a value and what the value means, what the other
//! arguments mean, and where another program begins.
//!
//! To add a program, add one entry to the file of its group. Options without a value need no entry: an option that an
//! input adds to a well-known program counts unless it is listed as harmless.

use buckler_types::SqlDialect;

mod data;
mod files;
mod interpreters;
mod media;
mod network;
mod runners;
mod system;
mod work;

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
        self.options.iter().find(|(names, _)| names.split(' ').any(|known| known == name)).map(|(_, value)| *value)
    }

    /// What the value of the option of that letter means, if it takes one.
    pub(super) fn letter(&self, letter: char) -> Option<Value> {
        let is_letter = |name: &str| name.strip_prefix('-').is_some_and(|rest| rest.chars().eq([letter]));
        self.options.iter().find(|(names, _)| names.split(' ').any(is_letter)).map(|(_, value)| *value)
    }

    /// Whether an input may add that option: it is harmless, or takes a value of no consequence.
    pub(super) fn allows(&self, option: &str) -> bool {
        self.harmless == "*"
            || self.harmless.split(' ').any(|name| name == option)
            || self.option(option) == Some(Value::Plain)
    }
}

const GROUPS: [&[Program]; 8] = [
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
    by_name(name).or_else(|| {
        let stem =
            name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.' || character == '-');
        (stem.len() < name.len()).then(|| by_name(stem)).flatten()
    })
}

fn by_name(name: &str) -> Option<&'static Program> {
    let mut slot = hash(name.as_bytes()) % SLOTS;
    loop {
        let entry = INDEX.get(slot)?;
        let (group, number) = (usize::from(entry.group), usize::from(entry.number));
        let program = GROUPS.get(group)?.get(number)?;
        let start = usize::from(entry.start);
        if program.names.get(start..start + usize::from(entry.length)) == Some(name) {
            return Some(program);
        }
        slot = (slot + 1) % SLOTS;
    }
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

/// Where a name stands: group, number in the group, and its place in the list of names.
#[derive(Clone, Copy)]
struct Slot {
    group: u8,
    number: u8,
    start: u16,
    length: u8,
}

const SLOTS: usize = 2048;
const EMPTY: u8 = u8::MAX;

/// Names by their hash, made by the compiler: adding a program needs no second list.
static INDEX: [Slot; SLOTS] = index();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses what is out of bounds")]
const fn index() -> [Slot; SLOTS] {
    let mut slots = [Slot { group: EMPTY, number: 0, start: 0, length: 0 }; SLOTS];
    let mut group = 0;
    while group < GROUPS.len() {
        let mut number = 0;
        while number < GROUPS[group].len() {
            let names = GROUPS[group][number].names.as_bytes();
            let mut start = 0;
            while start < names.len() {
                let mut end = start;
                while end < names.len() && names[end] != b' ' {
                    end += 1;
                }
                let (_, tail) = names.split_at(start);
                let (name, _) = tail.split_at(end - start);
                let mut slot = hash(name) % SLOTS;
                while slots[slot].group != EMPTY {
                    slot = (slot + 1) % SLOTS;
                }
                slots[slot] =
                    Slot { group: group as u8, number: number as u8, start: start as u16, length: (end - start) as u8 };
                start = end + 1;
            }
            number += 1;
        }
        group += 1;
    }
    slots
}

/// FNV-1a.
const fn hash(name: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut rest = name;
    while let [first, tail @ ..] = rest {
        hash = (hash ^ *first as u32).wrapping_mul(0x0100_0193);
        rest = tail;
    }
    hash as usize
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
        assert!(seen.len() * 2 < SLOTS, "{} names are too many for the index", seen.len());
        assert!(GROUPS.iter().all(|group| group.len() < 256));
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
