#![doc = include_str!("format_string_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Format chosen by input.
#[derive(Debug)]
pub(super) struct FormatStringInjection;

const INFO: RuleInfo = RuleInfo {
    id: "format-string-injection",
    title: "format chosen by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[134],
    risks: &["SAS-1", "S1"],
    page: include_str!("format_string_injection.md"),
};

const FLOWS: flows::Class =
    flows::Class { kinds: &[Kind::Format], label: "becomes a format", help: "keep the format constant" };

impl CodeRule for FormatStringInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
