//! One finding as people read it: place, the lines of code with the way through them, and what to do.

use std::fmt::Write as _;

use buckler_scanner::files::{Files, SourceFile};
use buckler_scanner::finding::{FileId, Finding, Place, Severity};
use buckler_scanner::formats::{self, visible};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::{Terminal, Tone};

/// Most steps of a path that are shown; the first ones and the last ones say most.
const MOST_STEPS: usize = 8;
/// Most functions that are named for one entry.
const MOST_FUNCTIONS: usize = 6;

/// How findings are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Colors.
    pub(super) terminal: Terminal,
    /// Columns.
    pub(super) width: usize,
}

/// A marked range of a line and what is said about it.
struct Mark {
    place: Place,
    line: u32,
    text: String,
    primary: bool,
}

/// The tone of a severity.
pub(super) fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Critical | Severity::High => Tone::Bad,
        Severity::Medium => Tone::Warning,
        Severity::Low => Tone::Accent,
    }
}

impl Style {
    /// Findings that share one fact, the first of them with its code.
    pub(super) fn entry(self, files: &Files, entry: &[&Finding]) -> String {
        let Some((first, others)) = entry.split_first() else { return String::new() };
        let gutter = self.gutter(files, first);
        let mut text = self.heading(first, others.len());
        text += &self.location(files, first, gutter);
        text += &self.code(files, first, gutter);
        if !others.is_empty() {
            text += &self.note(gutter, "also", &also(files, others));
        }
        let mut functions: Vec<&str> = Vec::new();
        for name in entry.iter().flat_map(|finding| &finding.functions) {
            if !functions.contains(&name.as_str()) {
                functions.push(name);
            }
        }
        if !functions.is_empty() {
            let word = if functions.len() == 1 { "function" } else { "functions" };
            text += &self.note(gutter, word, &listed(&functions, MOST_FUNCTIONS));
        }
        if !first.help.is_empty() {
            text += &self.note(gutter, "help", &first.help);
        }
        if !first.edits.is_empty() {
            text += &self.note(gutter, "fix", "`buckler scan --fix` does this");
        }
        text + "\n"
    }

    fn heading(self, finding: &Finding, others: usize) -> String {
        let severity = formats::severity(finding.severity);
        let label = self.terminal.paint(tone(finding.severity), format!("{severity}[{}]", finding.rule.id));
        let more = if others == 0 { String::new() } else { format!(" ({} times)", others + 1) };
        format!("{label}{}\n", self.terminal.paint(Tone::Strong, format!(": {}{more}", visible(&finding.message))))
    }

    fn location(self, files: &Files, finding: &Finding, gutter: usize) -> String {
        format!("{:gutter$}{} {}\n", "", self.frame("-->"), place(files, finding.place))
    }

    fn frame(self, text: &str) -> String {
        self.terminal.paint(Tone::Accent, text)
    }

    /// Columns that the largest line number takes.
    fn gutter(self, files: &Files, finding: &Finding) -> usize {
        let places = finding.path.iter().map(|step| step.place).chain([finding.place]);
        places.map(|place| files.line(place).to_string().len()).max().unwrap_or(1) + 1
    }

    fn code(self, files: &Files, finding: &Finding, gutter: usize) -> String {
        let (marks, left_out) = marks(files, finding);
        let bar = format!("{:gutter$}{}\n", "", self.frame("|"));
        let mut text = bar.clone();
        let mut last: Option<(FileId, u32)> = None;
        for (index, mark) in marks.iter().enumerate() {
            let Some(file) = files.get(mark.place.file) else { continue };
            if left_out.is_some_and(|(at, _)| at == index) {
                let count = left_out.map_or(0, |(_, count)| count);
                let _infallible = writeln!(text, "{:gutter$}{} … {count} more steps", "", self.frame("|"));
                last = last.map(|(file, _)| (file, u32::MAX));
            }
            match last {
                Some((id, line)) if id == mark.place.file && line == mark.line => {}
                Some((id, line)) if id == mark.place.file && line.checked_add(1) == Some(mark.line) => {
                    text += &self.line(file, mark, gutter);
                }
                Some((id, _)) if id == mark.place.file => {
                    let _infallible = writeln!(text, "{}", self.frame("..."));
                    text += &self.line(file, mark, gutter);
                }
                None if mark.place.file == finding.place.file => text += &self.line(file, mark, gutter),
                _ => {
                    let at = place(files, mark.place);
                    let _infallible = writeln!(
                        text,
                        "{:gutter$}{} {at}\n{bar}{}",
                        "",
                        self.frame(":::"),
                        self.line(file, mark, gutter).trim_end_matches('\n')
                    );
                }
            }
            text += &self.underline(file, mark, finding.severity, gutter);
            last = Some((mark.place.file, mark.line));
        }
        text + &bar
    }

    fn line(self, file: &SourceFile, mark: &Mark, gutter: usize) -> String {
        let (shown, _, _) = self.window(file, mark, gutter);
        let number = self.frame(&format!("{:<gutter$}|", mark.line));
        format!("{number} {shown}\n").replace(" \n", "\n")
    }

    fn underline(self, file: &SourceFile, mark: &Mark, severity: Severity, gutter: usize) -> String {
        let (_, before, length) = self.window(file, mark, gutter);
        let sign = if mark.primary { "^" } else { "-" };
        let words = if mark.text.is_empty() { String::new() } else { format!(" {}", visible(&mark.text)) };
        let tone = if mark.primary { tone(severity) } else { Tone::Accent };
        let drawn = self.terminal.paint(tone, format!("{}{words}", sign.repeat(length.max(1))));
        format!("{:gutter$}{} {:before$}{drawn}\n", "", self.frame("|"), "")
    }

    /// The part of a line that fits, the columns before the mark in it, and the columns of the mark.
    fn window(self, file: &SourceFile, mark: &Mark, gutter: usize) -> (String, usize, usize) {
        let line = file.line_text(mark.line);
        let line_start = file.line_start(mark.line).unwrap_or_default() as usize;
        let offset = |byte: u32| (byte as usize).saturating_sub(line_start).min(line.len());
        let (start, end) = (offset(mark.place.start), offset(mark.place.end));
        let before = visible(line.get(..start).unwrap_or_default());
        let marked = visible(line.get(start..end.max(start)).unwrap_or_default());
        let after = visible(line.get(end.max(start)..).unwrap_or_default());
        let room = self.width.saturating_sub(gutter + 4).max(20);
        // The mark begins within the first half, so that there is room for it.
        let (before, cut) = match before.width() > room / 2 {
            true => (format!("…{}", last_columns(&before, room / 3)), true),
            false => (before, false),
        };
        let columns = before.width();
        let mut shown = format!("{before}{marked}{after}");
        if shown.width() > room {
            shown = format!("{}…", first_columns(&shown, room - 1));
        }
        let shown = if cut { shown } else { shown.trim_end().to_owned() };
        let length = marked.width().min(room.saturating_sub(columns + 1));
        (shown, columns, length)
    }

    fn note(self, gutter: usize, name: &str, words: &str) -> String {
        let indent = gutter + 2 + name.len() + 2;
        let lines = wrapped(&visible(words), self.width.saturating_sub(indent).max(30));
        let label = self.terminal.paint(Tone::Strong, format!("{name}:"));
        let joined = lines.join(&format!("\n{:indent$}", ""));
        format!("{:gutter$}{} {label} {joined}\n", "", self.frame("="))
    }
}

/// The marks of a finding, in the order of its path, and where how many steps were left out.
fn marks(files: &Files, finding: &Finding) -> (Vec<Mark>, Option<(usize, usize)>) {
    let mut marks: Vec<Mark> = Vec::new();
    let steps: Vec<_> = finding.path.iter().filter(|step| step.place != finding.place).collect();
    let left_out = steps.len().saturating_sub(MOST_STEPS);
    for (index, step) in steps.iter().enumerate() {
        if left_out > 0 && (2..2 + left_out).contains(&index) {
            continue;
        }
        let text = format!("{}. {}", index + 1, step.text);
        marks.push(Mark { place: step.place, line: files.line(step.place), text, primary: false });
    }
    let own = finding.path.iter().find(|step| step.place == finding.place).map(|step| step.text.as_str());
    let label = if finding.label.is_empty() { own.unwrap_or_default() } else { finding.label.as_str() };
    let text = if steps.is_empty() { label.to_owned() } else { format!("{}. {label}", steps.len() + 1) };
    marks.push(Mark { place: finding.place, line: files.line(finding.place), text, primary: true });
    (marks, (left_out > 0).then_some((2, left_out)))
}

fn also(files: &Files, others: &[&Finding]) -> String {
    let places: Vec<String> = others.iter().map(|finding| place(files, finding.place)).collect();
    let names: Vec<&str> = places.iter().map(String::as_str).collect();
    listed(&names, MOST_FUNCTIONS)
}

fn listed(names: &[&str], most: usize) -> String {
    let shown = names.iter().take(most).copied().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(most + 1) {
        Some(rest) => format!("{shown} and {} more", rest + 1),
        None => shown,
    }
}

/// `path:line:column`, as editors and terminals link it.
fn place(files: &Files, place: Place) -> String {
    let Some(file) = files.get(place.file) else { return String::new() };
    let position = file.position(place.start);
    visible(&format!("{}:{}:{}", file.path, position.line, position.column))
}

fn first_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.width().unwrap_or(0);
        used <= columns
    };
    text.chars().take_while(fits).collect()
}

fn last_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.width().unwrap_or(0);
        used <= columns
    };
    let kept: Vec<char> = text.chars().rev().take_while(fits).collect();
    kept.into_iter().rev().collect()
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line_width = lines.last().map_or(0, |line| line.width());
        if line_width > 0 && line_width + 1 + word.width() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests;
