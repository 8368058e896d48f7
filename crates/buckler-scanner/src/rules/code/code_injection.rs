#![doc = include_str!("code_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Program text shaped by input.
#[derive(Debug)]
pub(super) struct CodeInjection;

const INFO: RuleInfo = RuleInfo {
    id: "code-injection",
    title: "program text shaped by input",
    severity: Severity::Critical,
    class: Class::Finding,
    cwe: &[94, 95],
    risks: &["SAS-1", "S1"],
    page: include_str!("code_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Code],
    label: "becomes program text",
    help: "look the value up in a dictionary of your own functions",
};

impl CodeRule for CodeInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        // What a document store runs is reported as the query that it is part of.
        flows::report(code, report, &FLOWS, |hit| hit.sink.is_none_or(|sink| sink.note != "query"));
    }
}
