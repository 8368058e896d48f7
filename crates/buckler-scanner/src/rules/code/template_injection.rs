#![doc = include_str!("template_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Template shaped by input.
#[derive(Debug)]
pub(super) struct TemplateInjection;

const INFO: RuleInfo = RuleInfo {
    id: "template-injection",
    title: "template shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[1336, 94],
    risks: &["SAS-1", "S1"],
    page: include_str!("template_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Template],
    label: "becomes template text",
    help: "keep the template constant and hand the value over when it is rendered",
};

impl CodeRule for TemplateInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
