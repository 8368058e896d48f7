#![doc = include_str!("open_redirect.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Redirect to a place chosen by input.
#[derive(Debug)]
pub(super) struct OpenRedirect;

const INFO: RuleInfo = RuleInfo {
    id: "open-redirect",
    title: "redirect to a place chosen by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[601],
    risks: &["SAS-1", "S1"],
    page: include_str!("open_redirect.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Redirect],
    label: "decides where the browser goes",
    help: "compare the target with a list of your own paths",
};

impl CodeRule for OpenRedirect {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
