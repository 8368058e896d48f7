#![doc = include_str!("log_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Log line shaped by input.
#[derive(Debug)]
pub(super) struct LogInjection;

const INFO: RuleInfo = RuleInfo {
    id: "log-injection",
    title: "log line shaped by input",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[117],
    risks: &["SAS-5", "S10"],
    page: include_str!("log_injection.md"),
};

const FLOWS: flows::Class =
    flows::Class { kinds: &[Kind::Log], label: "part of the line", help: "log values as fields of JSON" };

impl CodeRule for LogInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
