#![doc = include_str!("header_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Header shaped by input.
#[derive(Debug)]
pub(super) struct HeaderInjection;

const INFO: RuleInfo = RuleInfo {
    id: "header-injection",
    title: "header shaped by input",
    severity: Severity::Medium,
    class: Class::Hardening,
    cwe: &[113, 93],
    risks: &["SAS-1", "S1"],
    page: include_str!("header_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Header],
    label: "part of a header",
    help: "encode the value, or remove line breaks from it",
};

impl CodeRule for HeaderInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
