//! What the demo shows: progress on standard error, the table on standard output.

use std::io::{self, IsTerminal, Write};

use super::cases::{Case, trigger_name};
use super::judge::{Comparison, milliseconds};
use crate::terminal::{Terminal, Tone};

/// What is being done, while it is being done. One line that is written over on a terminal, one line a step elsewhere.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { terminal: io::stderr().is_terminal() }
    }

    /// A step begins.
    pub(super) fn step(&self, what: &str) {
        if self.terminal {
            self.line(what);
        } else {
            // Nobody may be listening, which is no reason to stop.
            let _ = writeln!(io::stderr(), "{what}");
        }
    }

    /// A step of many parts begins; each is counted when it is taken.
    pub(super) fn each<'a, T>(&self, what: &str, parts: &'a [T]) -> impl Iterator<Item = &'a T> {
        self.step(what);
        parts.iter().enumerate().map(move |(done, part)| {
            if self.terminal {
                self.line(&format!("{what}: {done} of {}", parts.len()));
            }
            part
        })
    }

    /// Makes room for other lines.
    pub(super) fn clear(&self) {
        if self.terminal {
            self.line("");
        }
    }

    fn line(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        let _ = write!(stderr, "\r\x1b[K{text}").and_then(|()| stderr.flush());
    }
}

/// The table of attacks, written row by row.
#[derive(Debug)]
pub(super) struct Table {
    terminal: Terminal,
    title: usize,
    trigger: usize,
    without: usize,
}

/// The longest outcome, `dropped command_injection`.
const WITH: usize = 25;

impl Table {
    /// A table with columns wide enough for these cases.
    pub(super) fn new<'a>(cases: impl Iterator<Item = &'a Case> + Clone, terminal: Terminal) -> Self {
        let widest =
            |text: fn(&Case) -> String| cases.clone().map(|case| text(case).chars().count()).max().unwrap_or(0);
        Self {
            terminal,
            title: widest(|case| case.title.clone()),
            trigger: widest(|case| trigger_name(case.trigger).into()),
            without: widest(loot).max("without Buckler".len()),
        }
    }

    pub(super) fn heading(&self, out: &mut impl Write) -> io::Result<()> {
        let columns = [
            pad("attack", self.title),
            pad("trigger", self.trigger),
            pad("without Buckler", self.without),
            pad("with Buckler", WITH),
            "latency in ms".to_owned(),
        ];
        writeln!(out, "{}", self.terminal.paint(Tone::Strong, columns.join("  ")))
    }

    pub(super) fn row(&self, out: &mut impl Write, comparison: &Comparison<'_>) -> io::Result<()> {
        let (taken, stopped) = (comparison.without.effect, comparison.attack_flaw().is_none());
        let without = if taken { loot(comparison.case) } else { "did not succeed".into() };
        let latency = format!(
            "{:6.1} → {:.1}",
            milliseconds(comparison.without.answer.latency),
            milliseconds(comparison.with.answer.latency)
        );
        let columns = [
            pad(&comparison.case.title, self.title),
            self.terminal.paint(Tone::Faint, pad(trigger_name(comparison.case.trigger), self.trigger)),
            self.terminal.paint(if taken { Tone::Bad } else { Tone::Warning }, pad(&without, self.without)),
            self.terminal.paint(if stopped { Tone::Good } else { Tone::Bad }, pad(&comparison.outcome(), WITH)),
            latency,
        ];
        writeln!(out, "{}", columns.join("  "))
    }

    /// A sentence of the summary.
    pub(super) fn sentence(&self, out: &mut impl Write, good: bool, text: &str) -> io::Result<()> {
        writeln!(out, "{}", self.terminal.paint(if good { Tone::Good } else { Tone::Bad }, text))
    }
}

/// What the attacker has in hand, or has changed.
fn loot(case: &Case) -> String {
    case.effect.text.replace('"', "")
}

fn pad(text: &str, width: usize) -> String {
    format!("{text:<width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_counts_characters() {
        assert_eq!(pad("é", 3), "é  ");
    }
}
