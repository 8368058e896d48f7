#![doc = include_str!("sql_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// SQL statement shaped by input.
#[derive(Debug)]
pub(super) struct SqlInjection;

const INFO: RuleInfo = RuleInfo {
    id: "sql-injection",
    title: "SQL statement shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[89],
    risks: &["SAS-1", "S1"],
    page: include_str!("sql_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Sql],
    label: "part of the statement",
    help: "write a placeholder where the value belongs and hand the value over as a separate argument",
};

impl CodeRule for SqlInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for hit in &code.analysis.hits {
            let is_statement = hit.kind == Kind::Sql && hit.sink.is_none_or(|sink| sink.note != "expression");
            let Some(finding) = is_statement.then(|| flows::add(code, report, &FLOWS, hit)).flatten() else { continue };
            let names = hit.text.as_deref().map(name_gaps).unwrap_or_default();
            if !names.is_empty() && names.iter().all(|is_name| *is_name) {
                finding.help("no placeholder can stand for a name or a keyword: choose it from a list of your own");
            }
        }
    }
}

/// For each part of a statement that is not constant, whether the name of a table or column, or a word such as `DESC`,
/// stands there.
fn name_gaps(statement: &str) -> Vec<bool> {
    let mut before = String::new();
    let mut parts = statement.split('\0').peekable();
    let mut gaps = Vec::new();
    while let Some(part) = parts.next() {
        before.push_str(&part.to_ascii_lowercase());
        if parts.peek().is_some() {
            let is_quoted = before.ends_with(['\'', '%']);
            let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let clause = before.split(|letter| !is_letter(letter)).rfind(|word| CLAUSES.contains(word));
            gaps.push(!is_quoted && clause.is_some_and(|word| OF_NAMES.contains(&word)));
        }
    }
    gaps
}

/// Words that begin a part of a statement.
const CLAUSES: &[&str] = &[
    "select",
    "from",
    "join",
    "into",
    "update",
    "table",
    "by",
    "where",
    "and",
    "or",
    "on",
    "set",
    "values",
    "having",
    "limit",
    "offset",
    "in",
    "like",
    "between",
    "call",
    "exec",
    "returning",
];

/// Those of them that names follow.
const OF_NAMES: &[&str] = &["from", "join", "into", "update", "table", "by"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_values() {
        let cases: [(&str, &[bool]); 10] = [
            ("SELECT * FROM t ORDER BY \0", &[true]),
            ("SELECT * FROM t ORDER BY name \0 LIMIT 9", &[true]),
            ("SELECT * FROM `\0` WHERE id = \0", &[true, false]),
            ("DROP TABLE \0", &[true]),
            ("INSERT INTO t (name) VALUES ('\0')", &[false]),
            ("SELECT * FROM t WHERE name LIKE '%\0%'", &[false]),
            ("SELECT * FROM t ORDER BY a LIMIT \0", &[false]),
            ("ALTER USER u IDENTIFIED BY '\0'", &[false]),
            ("\0", &[false]),
            ("SELECT 1", &[]),
        ];
        for (statement, expected) in cases {
            assert_eq!(name_gaps(statement), expected, "{statement}");
        }
    }
}
