#![doc = include_str!("unsafe_deserialization.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Objects made from input.
#[derive(Debug)]
pub(super) struct UnsafeDeserialization;

const INFO: RuleInfo = RuleInfo {
    id: "unsafe-deserialization",
    title: "objects made from input",
    severity: Severity::Critical,
    class: Class::Finding,
    cwe: &[502],
    risks: &["SAS-1", "S8"],
    page: include_str!("unsafe_deserialization.md"),
};

const FLOWS: flows::Class =
    flows::Class { kinds: &[Kind::Deserialization], label: "becomes objects", help: "use a format of plain data" };

impl CodeRule for UnsafeDeserialization {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
