#![doc = include_str!("cross_site_scripting.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Page shaped by input.
#[derive(Debug)]
pub(super) struct CrossSiteScripting;

const INFO: RuleInfo = RuleInfo {
    id: "cross-site-scripting",
    title: "page shaped by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[79, 80],
    risks: &["SAS-1", "S7"],
    page: include_str!("cross_site_scripting.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Html],
    label: "becomes markup",
    help: "escape the value for markup, or render it with a template that does",
};

impl CodeRule for CrossSiteScripting {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
