#![doc = include_str!("wildcard_action.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::Reason;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "wildcard-action",
    title: "all actions of a service granted",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[250, 269, 732, 284],
    risks: &["SAS-4", "S5"],
    page: include_str!("wildcard_action.md"),
};

/// Judges statements that grant all actions of a service.
pub(super) struct WildcardAction;

impl ConfigRule for WildcardAction {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for hole in &stack.grants().holes {
            let (service, on, severity) = match &hole.reason {
                Reason::ServiceEverywhere(service) => (service, "on all resources", Severity::High),
                Reason::Service(service) => (service, "deletion and changes of access included", Severity::Medium),
                _ => continue,
            };
            hole.report(stack, report, format!("{} may call every action of `{service}`, {on}", hole.holder(stack)))
                .severity(severity)
                .label("every action of the service")
                .help("name the actions that the code calls, and the resources that it calls them for");
        }
    }
}
