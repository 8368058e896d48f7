//! Comments that allow a finding: `buckler: allow(rule) reason until=2027-03-31`.

use std::collections::HashMap;

use crate::date::Date;
use crate::files::{Files, SourceFile};
use crate::finding::{Class, FileId, Finding, Place, RuleInfo, Severity};
use crate::pipeline::Status;
use crate::pipeline::comments::comments;
use crate::rules::{self, Report};

/// The rule about the comments themselves.
pub const STALE: RuleInfo = RuleInfo {
    id: "stale-suppression",
    title: "suppression comment without effect",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[],
    risks: &[],
    page: include_str!("suppressions.md"),
};

const MARK: &str = "buckler: allow(";
/// Most lines that one comment speaks of.
const MAX_LINES: usize = 40;

/// Every such comment of a scan.
#[derive(Debug, Default)]
pub struct Suppressions {
    comments: Vec<Comment>,
    /// Comments by the line that they speak of.
    by_line: HashMap<(FileId, u32), Vec<usize>>,
}

#[derive(Debug)]
struct Comment {
    place: Place,
    rules: Vec<String>,
    reason: String,
    until: Option<Date>,
    problem: Option<String>,
    used: bool,
}

impl Suppressions {
    /// Finds the comments of all files.
    pub(super) fn read(files: &Files, today: Date) -> Self {
        let mut found = Self::default();
        for (id, file) in files.iter().filter(|(_, file)| file.text.contains(MARK)) {
            for (start, end) in comments(&file.path, &file.text) {
                let text = file.text.get(start..end).unwrap_or_default();
                for (offset, _) in text.match_indices(MARK) {
                    found.comment(id, file, (start, start + offset), today);
                }
            }
        }
        found
    }

    /// Notes the suppression at `mark` of the comment that begins at `start`.
    fn comment(&mut self, id: FileId, file: &SourceFile, (start, mark): (usize, usize), today: Date) {
        let offset = u32::try_from(mark).unwrap_or(u32::MAX);
        let line = file.line(offset);
        let line_start = file.line_start(line).unwrap_or_default() as usize;
        let code = file.text.get(line_start..start).unwrap_or_default();
        let text = file.text.get(mark..).and_then(|text| text.lines().next()).unwrap_or_default();
        let place = Place { file: id, start: offset, end: offset + u32::try_from(text.len()).unwrap_or_default() };
        let mut comment = parse(text, place);
        if comment.problem.is_none() && comment.until.is_some_and(|until| until < today) {
            comment.problem = Some(format!("was allowed until {}", display(comment.until)));
        }
        let target = if code.trim().is_empty() { next_code_line(file, line) } else { line };
        for covered in target..=last_line(file, target) {
            self.by_line.entry((id, covered)).or_default().push(self.comments.len());
        }
        self.comments.push(comment);
    }

    /// Whether a comment allows this finding.
    pub(super) fn allow(&mut self, files: &Files, finding: &Finding) -> Option<Status> {
        let Self { comments, by_line } = self;
        let line = files.line(finding.place);
        for index in by_line.get(&(finding.place.file, line))? {
            let Some(comment) = comments.get_mut(*index) else { continue };
            if comment.rules.iter().any(|rule| rule == finding.rule.id) {
                comment.used = true;
                if comment.problem.is_none() {
                    return Some(Status::Allowed { reason: comment.reason.clone(), until: comment.until });
                }
            }
        }
        None
    }

    /// Findings about comments that allow nothing.
    pub(super) fn stale(&self) -> Vec<Finding> {
        let mut report = Report::new(&STALE);
        for comment in &self.comments {
            let (message, help) = match &comment.problem {
                Some(problem) => (
                    format!("this comment allows nothing: it {problem}"),
                    "write `buckler: allow(rule) reason until=YYYY-MM-DD`, or remove it",
                ),
                // Whether such a comment is needed shows only after this.
                None if !comment.used && !comment.rules.iter().any(|rule| rule == STALE.id) => {
                    ("nothing is found here that this comment would allow".to_owned(), "remove the comment")
                }
                None => continue,
            };
            report.add(comment.place, message).label("without effect").help(help);
        }
        report.into_findings()
    }
}

/// The last line of what begins on a line: of a call that goes on over several, of an entry of a template.
fn last_line(file: &SourceFile, first: u32) -> u32 {
    let is_template = [".yaml", ".yml", ".template"].iter().any(|ending| file.path.ends_with(ending));
    let indent = |text: &str| text.len() - text.trim_start().len();
    let begin = indent(file.line_text(first));
    let (mut depth, mut last) = (0i32, first);
    for line in (first..).take_while(|line| file.line_start(*line).is_some()).take(MAX_LINES) {
        let text = file.line_text(line);
        if is_template && line > first && !text.trim().is_empty() && indent(text) <= begin {
            break;
        }
        last = line;
        // Braces may be the body of a function, which a comment on its first line says nothing about.
        depth += count(text, &['(', '[']) - count(text, &[')', ']']);
        if !is_template && depth <= 0 {
            break;
        }
    }
    last
}

fn count(text: &str, letters: &[char]) -> i32 {
    i32::try_from(text.matches(letters).count()).unwrap_or_default()
}

/// The next line that holds more than a comment.
fn next_code_line(file: &SourceFile, line: u32) -> u32 {
    let is_code = |text: &str| {
        let text = text.trim_start();
        !(text.is_empty() || ["#", "//", "/*", "*"].iter().any(|mark| text.starts_with(mark)))
    };
    let lines = (line + 1..).take_while(|line| file.line_start(*line).is_some()).take(20);
    lines.into_iter().find(|line| is_code(file.line_text(*line))).unwrap_or(line + 1)
}

fn parse(text: &str, place: Place) -> Comment {
    let mut comment =
        Comment { place, rules: Vec::new(), reason: String::new(), until: None, problem: None, used: false };
    let Some((names, rest)) = text.trim_start_matches(MARK).split_once(')') else {
        comment.problem = Some("has no closing parenthesis".to_owned());
        return comment;
    };
    comment.rules = names.split(',').map(|name| name.trim().to_owned()).collect();
    let mut words: Vec<&str> = rest.trim().trim_end_matches("*/").split_whitespace().collect();
    if let Some(index) = words.iter().position(|word| word.starts_with("until=")) {
        match words.remove(index).trim_start_matches("until=").parse() {
            Ok(date) => comment.until = Some(date),
            Err(error) => comment.problem = Some(format!("has no valid day: {error}")),
        }
    }
    comment.reason = words.join(" ").trim_start_matches([':', '-', ' ']).to_owned();
    if let Some(unknown) = comment.rules.iter().find(|rule| rules::find(rule).is_none()) {
        comment.problem = Some(format!("names `{unknown}`, which is no rule"));
    } else if comment.reason.is_empty() && comment.problem.is_none() {
        comment.problem = Some("gives no reason".to_owned());
    }
    comment
}

fn display(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
