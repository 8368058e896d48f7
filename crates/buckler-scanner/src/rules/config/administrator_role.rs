#![doc = include_str!("administrator_role.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{Form, Reason};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "administrator-role",
    title: "role that may do everything",
    severity: Severity::Critical,
    class: Class::Finding,
    cwe: &[250, 269, 732, 284],
    risks: &["SAS-4", "S5"],
    page: include_str!("administrator_role.md"),
};

/// Judges grants of all actions on all resources.
pub(super) struct AdministratorRole;

impl ConfigRule for AdministratorRole {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let holes = &stack.grants().holes;
        for hole in holes.iter().filter(|hole| hole.reason == Reason::Administrator) {
            let by = match &hole.form {
                Form::Managed(name) => format!(" by the policy `{name}`"),
                Form::Template(_) | Form::Statement => String::new(),
            };
            hole.report(stack, report, format!("{} may do nearly everything in the account{by}", hole.holder(stack)))
                .label("nearly all actions on all resources")
                .help("grant the actions that the code calls, on the resources that it calls them for");
        }
    }
}
