//! Markdown, for the comment that a pipeline leaves on a change.

use std::fmt::Write as _;

use crate::files::Files;
use crate::finding::{Place, Severity};
use crate::formats;
use crate::pipeline::Reported;
use crate::scan::Outcome;

/// Longest list of what was not checked; a comment is read by people.
const MOST_UNCHECKED: usize = 20;

/// The outcome of a scan as a page.
pub fn page(files: &Files, outcome: &Outcome) -> String {
    let mut open: Vec<&Reported> = outcome.reported.iter().filter(|item| item.is_open()).collect();
    open.sort_by_key(|item| std::cmp::Reverse(item.finding.severity));
    let mut page = String::from("## Buckler scan\n\n");
    push(&mut page, format_args!("{}\n", headline(&open, outcome)));
    if !open.is_empty() {
        page.push_str("\n| severity | rule | place | finding |\n| --- | --- | --- | --- |\n");
    }
    for item in &open {
        let finding = &item.finding;
        let (severity, rule) = (formats::severity(finding.severity), finding.rule.id);
        let place = code(&place(files, finding.place));
        push(&mut page, format_args!("| {severity} | {rule} | {place} | {} |\n", cell(&finding.message)));
    }
    for item in &open {
        details(&mut page, files, item);
    }
    unchecked(&mut page, outcome);
    page
}

fn headline(open: &[&Reported], outcome: &Outcome) -> String {
    let count = |severity: Severity| open.iter().filter(|item| item.finding.severity == severity).count();
    let levels = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
    let parts: Vec<String> = levels
        .into_iter()
        .filter(|level| count(*level) > 0)
        .map(|level| format!("{} {}", count(level), formats::severity(level)))
        .collect();
    let found = if parts.is_empty() { "No findings".to_owned() } else { format!("**{}**", parts.join(", ")) };
    let rest = if outcome.unchecked.is_empty() && !outcome.interrupted { "." } else { "; not everything was checked." };
    let functions = counted(outcome.functions, "function");
    let (templates, sources) = (counted(outcome.templates, "template"), counted(outcome.sources, "source file"));
    format!("{found} in {functions}, {templates} and {sources}{rest}")
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn details(page: &mut String, files: &Files, item: &Reported) {
    let finding = &item.finding;
    if finding.path.is_empty() && finding.help.is_empty() {
        return;
    }
    let summary = format!("{}: {}", place(files, finding.place), finding.message);
    push(page, format_args!("\n<details><summary>{}</summary>\n\n", html(&summary)));
    for (number, step) in (1..).zip(&finding.path) {
        push(page, format_args!("{number}. {} {}\n", code(&place(files, step.place)), text(&step.text)));
    }
    if !finding.help.is_empty() {
        push(page, format_args!("\nFix: {}\n", text(&finding.help)));
    }
    page.push_str("\n</details>\n");
}

fn unchecked(page: &mut String, outcome: &Outcome) {
    if outcome.interrupted {
        page.push_str("\nThe scan was interrupted.\n");
    }
    if outcome.unchecked.is_empty() {
        return;
    }
    push(page, format_args!("\n### Not checked ({})\n\n", outcome.unchecked.len()));
    for item in outcome.unchecked.iter().take(MOST_UNCHECKED) {
        push(page, format_args!("- {} {}\n", code(&item.location()), text(&item.reason.to_string())));
    }
    if let Some(more) = outcome.unchecked.len().checked_sub(MOST_UNCHECKED + 1) {
        push(page, format_args!("- and {} more\n", more + 1));
    }
}

fn push(page: &mut String, text: std::fmt::Arguments<'_>) {
    let _infallible = page.write_fmt(text);
}

fn place(files: &Files, place: Place) -> String {
    format!("{}:{}", files.path(place.file), files.line(place))
}

/// Text of the scanned project on one line, so that it cannot end a table, a list or a code span.
fn code(text: &str) -> String {
    format!("`{}`", formats::visible(text).replace(['`', '|'], " "))
}

fn text(text: &str) -> String {
    html(text)
}

fn cell(words: &str) -> String {
    text(words).replace('|', "\\|")
}

fn html(text: &str) -> String {
    formats::visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
