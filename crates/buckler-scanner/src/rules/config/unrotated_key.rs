#![doc = include_str!("unrotated_key.md")]

use buckler_template::Node;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_not_on;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unrotated-key",
    title: "key that is never replaced",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[324],
    risks: &["SAS-3", "S6"],
    page: include_str!("unrotated_key.md"),
};

/// Judges whether keys are replaced from time to time.
pub(super) struct UnrotatedKey;

impl ConfigRule for UnrotatedKey {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for key in stack.application.resources_of("AWS::KMS::Key") {
            // Only symmetric keys that the service made itself can be rotated by it.
            let symmetric = key.get("KeySpec").and_then(Node::text).is_none_or(|spec| spec == "SYMMETRIC_DEFAULT");
            let own = key.get("Origin").and_then(Node::text).is_none_or(|origin| origin == "AWS_KMS");
            if symmetric && own && is_not_on(key.get("EnableKeyRotation")) {
                report
                    .add(stack.place(key.place("EnableKeyRotation")), format!("the key `{}` is never replaced", key.id))
                    .label("no rotation")
                    .help("set `EnableKeyRotation: true`");
            }
        }
    }
}
