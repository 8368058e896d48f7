#![doc = include_str!("mail_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Mail shaped by input.
#[derive(Debug)]
pub(super) struct MailInjection;

const INFO: RuleInfo = RuleInfo {
    id: "mail-injection",
    title: "mail shaped by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[93],
    risks: &["SAS-1", "S1"],
    page: include_str!("mail_injection.md"),
};

const FLOWS: flows::Class =
    flows::Class { kinds: &[Kind::Mail], label: "part of a mail", help: "remove line breaks from the value" };

impl CodeRule for MailInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
