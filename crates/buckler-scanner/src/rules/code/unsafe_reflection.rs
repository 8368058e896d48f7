#![doc = include_str!("unsafe_reflection.md")]

use crate::code::Code;
use crate::facts::{calls, flows};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Module, member or function chosen by input.
#[derive(Debug)]
pub(super) struct UnsafeReflection;

const INFO: RuleInfo = RuleInfo {
    id: "unsafe-reflection",
    title: "module, member or function chosen by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[470, 913],
    risks: &["SAS-1", "S1"],
    page: include_str!("unsafe_reflection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Module, Kind::Reflection, Kind::Resource],
    label: "chooses what is used",
    help: "look the name up in a dictionary of what may be chosen",
};

impl CodeRule for UnsafeReflection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for hit in code.analysis.hits.iter().filter(|hit| FLOWS.kinds.contains(&hit.kind)) {
            // A member that is looked up, or a function that is invoked, by a name of another service is data at work.
            let doubtful =
                hit.kind == Kind::Resource || hit.kind == Kind::Reflection && !calls::from_requests(code, &hit.entries);
            if let Some(finding) = flows::add(code, report, &FLOWS, hit).filter(|_| doubtful) {
                finding.class(Class::Hardening).severity(Severity::Low);
            }
        }
    }
}
