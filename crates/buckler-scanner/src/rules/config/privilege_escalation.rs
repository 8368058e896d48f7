#![doc = include_str!("privilege_escalation.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{Form, Reason};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "privilege-escalation",
    title: "role that can give itself more rights",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[269, 250, 284],
    risks: &["SAS-4", "S5"],
    page: include_str!("privilege_escalation.md"),
};

/// Judges combinations of grants that lead to more than they grant.
pub(super) struct PrivilegeEscalation;

impl ConfigRule for PrivilegeEscalation {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for hole in &stack.grants().holes {
            let Reason::Escalation(deeds) = &hole.reason else { continue };
            let Some((first, others)) = deeds.split_first() else { continue };
            let others = match others.len() {
                0 => String::new(),
                1 => " (and has one more way to more rights)".to_owned(),
                count => format!(" (and has {count} more ways to more rights)"),
            };
            let by = match &hole.form {
                Form::Managed(name) => format!(" by the policy `{name}`"),
                Form::Template(_) | Form::Statement => String::new(),
            };
            hole.report(stack, report, format!("{} can {first}{others}{by}", hole.holder(stack)))
                .label(format!("can {first}"))
                .help("name the roles, functions or users it is about in `Resource`, or leave the action out");
        }
    }
}
