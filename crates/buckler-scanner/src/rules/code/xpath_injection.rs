#![doc = include_str!("xpath_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// XPath expression shaped by input.
#[derive(Debug)]
pub(super) struct XpathInjection;

const INFO: RuleInfo = RuleInfo {
    id: "xpath-injection",
    title: "XPath expression shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[643],
    risks: &["SAS-1", "S1"],
    page: include_str!("xpath_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::XPath],
    label: "part of the expression",
    help: "hand the value over as a variable of the expression",
};

impl CodeRule for XpathInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
