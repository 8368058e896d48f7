//! Findings as they come, in the format that was asked for.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use buckler_scanner::files::Files;
use buckler_scanner::finding::Finding;
use buckler_scanner::formats::{json, markdown, sarif};
use buckler_scanner::pipeline::Reported;
use buckler_scanner::scan::{Listener, Outcome, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::frame::Style;
use super::summary;

/// How long nobody asks what is going on.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the bar moves.
const TICK: Duration = Duration::from_millis(120);

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Text for a terminal.
    #[default]
    Plain,
    /// JSON lines.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Markdown, for a comment on a change.
    Markdown,
}

/// Prints what a scan tells.
pub(super) struct Output<W> {
    format: Format,
    style: Style,
    out: W,
    progress: Option<ProgressBar>,
    failure: Option<io::Error>,
    /// How findings that are known are called, if anything is known.
    compared: Option<String>,
    /// Findings that share a fact with others, which may still come: they are printed together at the end.
    grouped: Vec<Finding>,
}

impl<W: Write> Output<W> {
    /// Prints to `out`; progress goes to standard error if a person is watching it.
    pub(super) fn new(format: Format, style: Style, out: W, compared: Option<String>) -> Self {
        let progress = io::stderr().is_terminal().then(spinner);
        Self { format, style, out, progress, failure: None, compared, grouped: Vec::new() }
    }

    /// Prints the end.
    ///
    /// # Errors
    /// The first failure to print.
    pub(super) fn finish(mut self, files: &Files, outcome: &Outcome) -> io::Result<()> {
        if let Some(progress) = self.progress.take() {
            progress.finish_and_clear();
        }
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        match self.format {
            Format::Plain => {
                for entry in entries(&self.grouped) {
                    self.out.write_all(self.style.entry(files, &entry).as_bytes())?;
                }
                self.out.write_all(summary::text(outcome, self.compared.as_deref(), self.style.terminal).as_bytes())?;
            }
            Format::Json => json::write_end(&mut self.out, outcome)?,
            Format::Sarif => {
                sarif::write(&mut self.out, files, outcome, self.compared.is_some())?;
                writeln!(self.out)?;
            }
            Format::Markdown => self.out.write_all(markdown::page(files, outcome).as_bytes())?,
        }
        self.out.flush()
    }

    fn print(&mut self, files: &Files, batch: &[Reported]) -> io::Result<()> {
        match self.format {
            Format::Plain => {
                for finding in batch.iter().filter(|item| item.is_open()).map(|item| &item.finding) {
                    match finding.group {
                        Some(_) => self.grouped.push(finding.clone()),
                        None => self.out.write_all(self.style.entry(files, &[finding]).as_bytes())?,
                    }
                }
            }
            Format::Json => json::write_findings(&mut self.out, files, batch)?,
            // Both are one document, written when all of it is known.
            Format::Sarif | Format::Markdown => {}
        }
        self.out.flush()
    }
}

impl<W: Write> Listener for Output<W> {
    fn stage(&mut self, stage: Stage) {
        let Some(progress) = &self.progress else { return };
        progress.set_message(match stage {
            Stage::Templates => "reading templates".to_owned(),
            Stage::Configuration { templates } => format!("judging {templates} templates"),
            Stage::Sources { files } => format!("parsing {files} source files"),
            Stage::Flow { modules } => format!("following input through {modules} source files"),
            _ => String::new(),
        });
    }

    fn findings(&mut self, files: &Files, batch: &[Reported]) {
        if self.failure.is_some() {
            return;
        }
        let progress = self.progress.clone();
        let printed = match progress {
            Some(progress) => progress.suspend(|| self.print(files, batch)),
            None => self.print(files, batch),
        };
        self.failure = printed.err();
    }
}

/// A bar that shows itself only when the scan takes a while.
fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    let shown = bar.clone();
    // The thread ends with the process when the scan is over before.
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if !shown.is_finished() {
            shown.set_draw_target(ProgressDrawTarget::stderr());
            shown.enable_steady_tick(TICK);
        }
    });
    bar
}

/// Findings that people read once, in the order of the first of each.
fn entries(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut entries: Vec<Vec<&Finding>> = Vec::new();
    let mut numbers: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for finding in findings {
        let number = *numbers.entry((finding.rule.id, finding.group.as_deref())).or_insert(entries.len());
        match entries.get_mut(number) {
            Some(entry) => entry.push(finding),
            None => entries.push(vec![finding]),
        }
    }
    entries
}
