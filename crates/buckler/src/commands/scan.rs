//! `buckler scan`: the code and configuration of an application.

mod frame;
mod output;
mod summary;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use buckler_scanner::collector::{self, Collected, Selected, Selection};
use buckler_scanner::date::Date;
use buckler_scanner::finding::Severity;
use buckler_scanner::fix::{self, Fixed};
use buckler_scanner::formats::visible;
use buckler_scanner::history;
use buckler_scanner::pipeline::{Known, baseline};
use buckler_scanner::scan::{self, Options, Outcome, Silent};
use buckler_scanner::settings::Settings;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

use self::frame::Style;
use self::output::{Format, Output};

/// Arguments of `buckler scan`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 clean, 1 findings, 2 failed, 3 no finding but something could not be checked (the summary says what)."
)]
pub(crate) struct ScanArguments {
    /// Folder or file to scan
    #[arg(default_value = ".")]
    path: PathBuf,

    /// How results are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,

    /// Report missing second lines of defense as well
    #[arg(long)]
    hardening: bool,

    /// Severity from which on a finding ends the command with 1
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<Level>,

    /// Leave out findings that this file knows; with --write-baseline, write it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write every finding into the baseline, so that only new ones count from now on
    #[arg(long, requires = "baseline")]
    write_baseline: bool,

    /// Report only what was not there at this revision: main, HEAD~1, v1.2
    #[arg(long, value_name = "REVISION")]
    diff: Option<String>,

    /// Change files where the fix of a finding is certain
    #[arg(long)]
    fix: bool,

    /// File of settings; without it, buckler.toml in the scanned folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Leave out files that match, as in a .gitignore; may be given again
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
}

/// Severities as arguments.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Level {
    /// Worth knowing.
    Low,
    /// Hurts under conditions.
    Medium,
    /// Somebody can do something they must not.
    High,
    /// Anybody can, at once.
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

/// Runs the scan.
pub(crate) fn run(arguments: &ScanArguments, terminal: Terminal) -> Result<Exit> {
    let settings = settings(arguments)?;
    let cancelled = interruptible()?;
    scan::prepare_threads();
    let selection = Selection { exclude: settings.exclude.iter().chain(&arguments.exclude).cloned().collect() };
    let collected = collector::collect(&arguments.path, &selection, &cancelled).map_err(failed)?;
    let mut options = Options {
        settings: &settings,
        hardening: arguments.hardening || settings.hardening,
        known: Known::default(),
        today: today(),
        cancelled: &cancelled,
    };
    options.known = known(arguments, &selection, &collected, &options)?;
    let format = if arguments.json { Format::Json } else { arguments.format };
    let style = Style { terminal, width: width() };
    let compared = match (&arguments.diff, &arguments.baseline) {
        (Some(revision), None) => Some(format!("that were there at `{}`", visible(revision))),
        (Some(revision), Some(_)) => Some(format!("from the baseline or there at `{}`", visible(revision))),
        (None, Some(_)) => Some("known from the baseline".to_owned()),
        (None, None) => None,
    };
    let mut output = Output::new(format, style, BufWriter::new(io::stdout().lock()), compared);
    let mut outcome = scan::scan(&collected.files, &options, &mut output);
    outcome.collected(&collected);
    output.finish(&collected.files, &outcome).or_else(ignore_closed_pipe)?;
    if let Some(path) = arguments.baseline.as_ref().filter(|_| arguments.write_baseline) {
        return write_baseline(arguments, path, &collected, &outcome);
    }
    if arguments.fix {
        tell_fixed(&fix::fix(&arguments.path, &collected.files, &outcome.reported))?;
    }
    let threshold = arguments.fail_on.map(Severity::from).or(settings.fail_on).unwrap_or(Severity::Low);
    Ok(exit(&outcome, threshold))
}

/// Findings that do not count: of the baseline, and of the revision that the project is compared with.
fn known(arguments: &ScanArguments, selection: &Selection, now: &Collected, options: &Options<'_>) -> Result<Known> {
    let mut known = Known::default();
    if let Some(path) = arguments.baseline.as_ref().filter(|_| !arguments.write_baseline) {
        known.add(baseline::read(path).map_err(failed)?);
    }
    if let Some(revision) = &arguments.diff {
        let selected = Selected::new(&arguments.path, selection).map_err(failed)?;
        let before = history::at(&arguments.path, revision, &selected, &now.files).map_err(failed)?;
        for folder in &before.submodules {
            let (folder, revision) = (visible(folder), visible(revision));
            let note = format!("`{folder}` is a submodule, whose files at `{revision}` are not here");
            writeln!(io::stderr(), "{note}: it is compared as it is now")?;
        }
        let outcome = scan::scan(&before.files, options, &mut Silent);
        known.add_state(&before.files, &now.files, outcome.reported);
    }
    Ok(known)
}

fn write_baseline(arguments: &ScanArguments, path: &Path, collected: &Collected, outcome: &Outcome) -> Result<Exit> {
    if outcome.interrupted {
        return Err(Failure::with(Exit::Failed)(&"the scan was interrupted, so the baseline was not written"));
    }
    let count = baseline::write(path, folder(&arguments.path), &collected.files, &outcome.reported).map_err(failed)?;
    writeln!(io::stderr(), "{count} findings written to {}", path.display())?;
    Ok(if outcome.unchecked.is_empty() { Exit::Clean } else { Exit::Unchecked })
}

fn tell_fixed(fixed: &[Fixed]) -> Result<()> {
    let mut err = io::stderr().lock();
    if fixed.is_empty() {
        writeln!(err, "No finding has a fix that is certain.")?;
    }
    for file in fixed {
        match file {
            Fixed::Changed { path, findings } => writeln!(err, "{}: {findings} fixed", visible(path))?,
            Fixed::Left { path, reason } => writeln!(err, "{}: left as it is, because {reason}", visible(path))?,
        }
    }
    Ok(())
}

fn failed(error: impl std::fmt::Display) -> anyhow::Error {
    Failure::with(Exit::Failed)(&error)
}

/// Findings first: they are there whatever else could not be checked.
fn exit(outcome: &Outcome, threshold: Severity) -> Exit {
    let counts = outcome.reported.iter().any(|item| item.is_open() && item.finding.severity >= threshold);
    match (counts, outcome.unchecked.is_empty() && !outcome.interrupted) {
        (true, _) => Exit::Findings,
        (false, true) => Exit::Clean,
        (false, false) => Exit::Unchecked,
    }
}

fn settings(arguments: &ScanArguments) -> Result<Settings> {
    let read = match &arguments.config {
        Some(path) => Settings::read(path),
        None => Settings::of_folder(folder(&arguments.path)),
    };
    read.map_err(failed)
}

/// The folder that settings are looked for in.
fn folder(path: &Path) -> &Path {
    if path.is_file() { path.parent().unwrap_or(Path::new(".")) } else { path }
}

/// A flag that Ctrl-C sets; pressed again, it ends the command at once.
fn interruptible() -> Result<Arc<AtomicBool>> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancelled);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "the user asked twice")]
            std::process::exit(130);
        }
    })
    .context("cannot wait for Ctrl-C")?;
    Ok(cancelled)
}

fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::from_seconds(since.as_secs())
}

/// Columns of the terminal; where there is none, what fits in a review.
fn width() -> usize {
    console::Term::stdout().size_checked().map_or(120, |(_, columns)| usize::from(columns)).clamp(60, 200)
}

/// Whoever closes the pipe has seen enough.
fn ignore_closed_pipe(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}
