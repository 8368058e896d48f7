#![doc = include_str!("path_traversal.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Path of a file chosen by input.
#[derive(Debug)]
pub(super) struct PathTraversal;

const INFO: RuleInfo = RuleInfo {
    id: "path-traversal",
    title: "path of a file chosen by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[22, 23, 36, 73],
    risks: &["SAS-1", "S1"],
    page: include_str!("path_traversal.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Path],
    label: "part of the path",
    help: "keep the last part of the name only, or resolve the path and check that it is still below the base",
};

impl CodeRule for PathTraversal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
