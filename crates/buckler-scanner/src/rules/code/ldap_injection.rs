#![doc = include_str!("ldap_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Directory filter shaped by input.
#[derive(Debug)]
pub(super) struct LdapInjection;

const INFO: RuleInfo = RuleInfo {
    id: "ldap-injection",
    title: "directory filter shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[90],
    risks: &["SAS-1", "S1"],
    page: include_str!("ldap_injection.md"),
};

const FLOWS: flows::Class =
    flows::Class { kinds: &[Kind::Ldap], label: "part of the filter", help: "escape the value for filters" };

impl CodeRule for LdapInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
