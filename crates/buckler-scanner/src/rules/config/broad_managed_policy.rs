#![doc = include_str!("broad_managed_policy.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{Form, Reason};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "broad-managed-policy",
    title: "managed policy that is too broad",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[250, 269, 732, 284],
    risks: &["SAS-4", "S5"],
    page: include_str!("broad_managed_policy.md"),
};

/// Judges managed policies by what they grant on all resources.
pub(super) struct BroadManagedPolicy;

impl ConfigRule for BroadManagedPolicy {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for hole in &stack.grants().holes {
            let (Reason::Managed(width) | Reason::Minor(width), Form::Managed(name)) = (&hole.reason, &hole.form)
            else {
                continue;
            };
            let minor = matches!(hole.reason, Reason::Minor(_));
            let grants = format!("`{name}` grants {} on all resources", width.listed());
            let message = match width.deed {
                Some(deed) => format!("{} can {deed}: {grants}", hole.holder(stack)),
                None => format!("{} may do more than its work: {grants}", hole.holder(stack)),
            };
            let finding = hole.report(stack, report, message);
            finding
                .label(format!("grants {} everywhere", width.listed()))
                .help("write a policy with the actions that the code calls, on the resources that it calls them for");
            if minor {
                finding.severity(Severity::Low).class(Class::Hardening);
            } else if !width.grave {
                finding.severity(Severity::Medium);
            }
        }
    }
}
