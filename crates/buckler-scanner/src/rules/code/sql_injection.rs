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
        flows::report(code, report, &FLOWS, |hit| hit.sink.is_none_or(|sink| sink.note != "expression"));
    }
}
