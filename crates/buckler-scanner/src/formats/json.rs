//! JSON lines: one object per finding, as soon as it is found, then what was not checked, then a summary.

use std::io;

use serde::Serialize;

use crate::files::Files;
use crate::finding::Place;
use crate::pipeline::{Reported, Status};
use crate::scan::Outcome;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Finding(Finding<'a>),
    Unchecked { path: &'a str, line: Option<u32>, reason: String },
    Summary(Summary),
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'static str,
    class: &'static str,
    status: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    cwe: &'a [u16],
    risks: &'a [&'a str],
    functions: &'a [String],
    path: Vec<Step<'a>>,
    help: &'a str,
    fixable: bool,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(flatten)]
    at: At<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary {
    open: usize,
    known: usize,
    allowed: usize,
    hidden_hardening: usize,
    unchecked: usize,
    functions: usize,
    templates: usize,
    sources: usize,
    interrupted: bool,
}

/// Writes findings.
///
/// # Errors
/// When `output` does not take them.
pub fn write_findings(mut output: impl io::Write, files: &Files, batch: &[Reported]) -> io::Result<()> {
    batch.iter().try_for_each(|item| line(&mut output, &Line::Finding(finding(files, item))))
}

/// Writes how the scan ended.
///
/// # Errors
/// When `output` does not take it.
pub fn write_end(mut output: impl io::Write, outcome: &Outcome) -> io::Result<()> {
    for item in &outcome.unchecked {
        line(&mut output, &Line::Unchecked { path: &item.path, line: item.line, reason: item.reason.to_string() })?;
    }
    let count = |wanted: fn(&Status) -> bool| outcome.reported.iter().filter(|item| wanted(&item.status)).count();
    let summary = Summary {
        open: count(|status| *status == Status::Open),
        known: count(|status| *status == Status::Known),
        allowed: count(|status| matches!(status, Status::Allowed { .. })),
        hidden_hardening: outcome.hidden,
        unchecked: outcome.unchecked.len(),
        functions: outcome.functions,
        templates: outcome.templates,
        sources: outcome.sources,
        interrupted: outcome.interrupted,
    };
    line(&mut output, &Line::Summary(summary))
}

fn line(output: &mut impl io::Write, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

fn finding<'a>(files: &'a Files, item: &'a Reported) -> Finding<'a> {
    let finding = &item.finding;
    let (status, reason) = match &item.status {
        Status::Open => ("open", None),
        Status::Known => ("known", None),
        Status::Allowed { reason, .. } => ("allowed", Some(reason.as_str())),
    };
    Finding {
        rule: finding.rule.id,
        severity: super::severity(finding.severity),
        class: super::class(finding.class),
        status,
        message: &finding.message,
        at: at(files, finding.place),
        cwe: finding.weaknesses_named(),
        risks: finding.rule.risks,
        functions: &finding.functions,
        path: finding.path.iter().map(|step| Step { at: at(files, step.place), text: &step.text }).collect(),
        help: &finding.help,
        fixable: !finding.edits.is_empty(),
        fingerprint: &item.fingerprint,
        reason,
    }
}

fn at(files: &Files, place: Place) -> At<'_> {
    let position = |offset| files.get(place.file).map(|file| file.position(offset));
    let (start, end) = (position(place.start), position(place.end));
    At {
        file: files.path(place.file),
        line: start.map_or(0, |start| start.line),
        column: start.map_or(0, |start| start.column),
        end_line: end.map_or(0, |end| end.line),
        end_column: end.map_or(0, |end| end.column),
    }
}
