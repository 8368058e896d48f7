#![doc = include_str!("trust_boundary_violation.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Input kept as a fact about the session.
#[derive(Debug)]
pub(super) struct TrustBoundaryViolation;

const INFO: RuleInfo = RuleInfo {
    id: "trust-boundary-violation",
    title: "input kept as a fact about the session",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[501],
    risks: &["SAS-1", "S5"],
    page: include_str!("trust_boundary_violation.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Session],
    label: "is trusted from now on",
    help: "store what the program itself found out about the caller",
};

impl CodeRule for TrustBoundaryViolation {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
