#![doc = include_str!("shared_role.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{Holder, Reason};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::listed;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "shared-role",
    title: "role that several functions share",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[250, 269, 653],
    risks: &["SAS-4", "S5"],
    page: include_str!("shared_role.md"),
};

const FIX: Fix = Fix {
    sam: "give each function a role of its own: `Policies` of the function instead of one `Role` for all",
    cloudformation: "give each function a role of its own with what its own code calls",
    serverless: "give each function a `role` of its own, with what its own code calls; without one all share that of `provider`",
};

/// Judges roles that functions share.
pub(super) struct SharedRole;

/// So many functions do not all need the same.
const MANY_FUNCTIONS: usize = 3;

impl ConfigRule for SharedRole {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let grants = stack.grants();
        for role in grants.roles.iter().filter(|role| role.functions.len() > 1 && !role.services.is_empty()) {
            let labels: Vec<_> = role
                .functions
                .iter()
                .filter_map(|id| stack.application.function(id))
                .map(|function| function.label.as_str())
                .collect();
            let mut holes = grants.holes.iter().filter(|hole| hole.role == role.id);
            let is_wide = holes.clone().any(|hole| !hole.is_minor());
            // Who may do everything does not get more by sharing.
            if holes.any(|hole| hole.reason == Reason::Administrator) {
                continue;
            }
            let message = format!(
                "{} functions share one role: each has the rights of all of them on {}",
                labels.len(),
                listed(&role.services)
            );
            let first = role.functions.first().map_or("", String::as_str);
            let finding = report.add(stack.place(role.span), message);
            finding.label(format!("role of {}", listed(&labels))).functions(labels).help(FIX.of(stack, first));
            // A role without a fault of its own is what frameworks give by default.
            let is_exposed = role.holder == Holder::Exposed && is_wide && role.functions.len() >= MANY_FUNCTIONS;
            if !is_exposed {
                finding.severity(Severity::Low).class(Class::Hardening);
            }
        }
    }
}
