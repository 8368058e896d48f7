#![doc = include_str!("regex_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Regular expression written by input.
#[derive(Debug)]
pub(super) struct RegexInjection;

const INFO: RuleInfo = RuleInfo {
    id: "regex-injection",
    title: "regular expression written by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[1333, 730, 400],
    risks: &["SAS-8", "SAS-1"],
    page: include_str!("regex_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Regex],
    label: "part of the expression",
    help: "escape what has a meaning in an expression",
};

impl CodeRule for RegexInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
