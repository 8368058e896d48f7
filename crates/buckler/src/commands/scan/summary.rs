//! What a scan ends with: counts, functions at risk, what was not checked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use buckler_scanner::finding::Severity;
use buckler_scanner::formats::{self, visible};
use buckler_scanner::pipeline::{Reported, Status};
use buckler_scanner::scan::Outcome;

use crate::terminal::{Terminal, Tone};

use super::frame::tone;

const LEVELS: [Severity; 4] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
/// Most functions in the table.
const MOST_FUNCTIONS: usize = 12;
/// Most lines about what was not checked.
const MOST_UNCHECKED: usize = 20;

/// The summary of a scan; `compared` is how findings that are known are called.
pub(super) fn text(outcome: &Outcome, compared: Option<&str>, terminal: Terminal) -> String {
    let open: Vec<&Reported> = outcome.reported.iter().filter(|item| item.is_open()).collect();
    let mut text = table(&open, terminal);
    text += &headline(&open, outcome, terminal);
    text += &asides(outcome, compared, terminal);
    text += &unchecked(outcome, terminal);
    if let Some(first) = open.iter().max_by_key(|item| item.finding.severity) {
        let advice = format!("`buckler explain {}` tells more about a rule.", first.finding.rule.id);
        let _infallible = writeln!(text, "{}", terminal.paint(Tone::Faint, advice));
    }
    text
}

fn headline(open: &[&Reported], outcome: &Outcome, terminal: Terminal) -> String {
    let scope = format!(
        "{}, {}, {}",
        counted(outcome.functions, "function"),
        counted(outcome.templates, "template"),
        counted(outcome.sources, "source file")
    );
    let parts: Vec<String> = LEVELS
        .into_iter()
        .filter_map(|level| {
            let count = open.iter().filter(|item| item.finding.severity == level).count();
            (count > 0).then(|| terminal.paint(tone(level), format!("{count} {}", formats::severity(level))))
        })
        .collect();
    let found = match (parts.is_empty(), outcome.unchecked.is_empty() && !outcome.interrupted) {
        (true, true) => terminal.paint(Tone::Good, "No findings"),
        (true, false) => terminal.paint(Tone::Warning, "No findings in what could be checked"),
        (false, _) => parts.join(", "),
    };
    format!("{found} in {scope}.\n")
}

/// Functions by how much is wrong with them, with the risks.
fn table(open: &[&Reported], terminal: Terminal) -> String {
    let mut functions: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for item in open {
        for name in &item.finding.functions {
            functions.entry(name).or_default().add(item);
        }
    }
    if functions.is_empty() {
        return String::new();
    }
    let mut rows: Vec<_> = functions.into_iter().collect();
    rows.sort_by(|(a_name, a), (b_name, b)| b.counts.cmp(&a.counts).then(a_name.cmp(b_name)));
    let width = rows.iter().take(MOST_FUNCTIONS).map(|(name, _)| name.chars().count()).max().unwrap_or(0).clamp(8, 40);
    let heading = format!("{:<width$}  critical  high  medium  low  risks", "function");
    let mut text = format!("{}\n", terminal.paint(Tone::Strong, heading));
    for (name, row) in rows.iter().take(MOST_FUNCTIONS) {
        let name: String = visible(name).chars().take(width).collect();
        let [critical, high, medium, low] =
            row.counts.map(|count| if count == 0 { "-".to_owned() } else { count.to_string() });
        let risks = row.risks.join(" ");
        let _infallible = writeln!(text, "{name:<width$}  {critical:>8}  {high:>4}  {medium:>6}  {low:>3}  {risks}");
    }
    if let Some(more) = rows.len().checked_sub(MOST_FUNCTIONS + 1) {
        let _infallible = writeln!(text, "and {} more functions", more + 1);
    }
    text + "\n"
}

/// Counts of one function, the worst level first.
#[derive(Default)]
struct Row<'a> {
    counts: [usize; 4],
    risks: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn add(&mut self, item: &'a Reported) {
        let finding = &item.finding;
        for (count, level) in self.counts.iter_mut().zip(LEVELS) {
            *count += usize::from(level == finding.severity);
        }
        // The first risk of a rule is the one that it is about.
        if let Some(risk) = finding.rule.risks.first().filter(|risk| !self.risks.contains(*risk)) {
            self.risks.push(risk);
        }
    }
}

fn asides(outcome: &Outcome, compared: Option<&str>, terminal: Terminal) -> String {
    let count = |wanted: fn(&Status) -> bool| outcome.reported.iter().filter(|item| wanted(&item.status)).count();
    let known = count(|status| *status == Status::Known);
    let allowed = count(|status| matches!(status, Status::Allowed { .. }));
    let mut parts = Vec::new();
    if known > 0 {
        parts.push(format!("{known} {}", compared.unwrap_or("known")));
    }
    if allowed > 0 {
        parts.push(format!("{allowed} allowed by comments"));
    }
    if outcome.hidden > 0 {
        parts.push(format!("{} of hardening, shown by --hardening", outcome.hidden));
    }
    let mut text = String::new();
    for (name, parts) in [("Not counted", parts), ("Left out", left_out(outcome))] {
        if !parts.is_empty() {
            let line = format!("{name}: {}.", parts.join("; "));
            let _infallible = writeln!(text, "{}", terminal.paint(Tone::Faint, line));
        }
    }
    text
}

/// What was left out on purpose, for whoever misses something.
fn left_out(outcome: &Outcome) -> Vec<String> {
    let counts = [
        (outcome.skipped.folders, "folder", " of packages and build results"),
        (outcome.tests, "test file", ""),
        (outcome.minified, "minified file", ""),
        (outcome.skipped.links, "link", " to what is not there or read already"),
    ];
    let named = counts.into_iter().filter(|(count, ..)| *count > 0);
    named.map(|(count, word, rest)| format!("{}{rest}", counted(count, word))).collect()
}

fn unchecked(outcome: &Outcome, terminal: Terminal) -> String {
    let mut text = String::new();
    if outcome.interrupted {
        let _infallible =
            writeln!(text, "{}", terminal.paint(Tone::Warning, "Interrupted: this is what was found until then."));
    }
    if outcome.unchecked.is_empty() {
        return text;
    }
    let heading = format!("Not checked ({}):", outcome.unchecked.len());
    let _infallible = writeln!(text, "{}", terminal.paint(Tone::Warning, heading));
    for item in outcome.unchecked.iter().take(MOST_UNCHECKED) {
        let _infallible = writeln!(text, "  {}: {}", visible(&item.location()), visible(&item.reason.to_string()));
    }
    if let Some(more) = outcome.unchecked.len().checked_sub(MOST_UNCHECKED + 1) {
        let _infallible = writeln!(text, "  and {} more", more + 1);
    }
    text
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
