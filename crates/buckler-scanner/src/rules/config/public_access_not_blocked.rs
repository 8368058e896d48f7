#![doc = include_str!("public_access_not_blocked.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_off;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "public-access-not-blocked",
    title: "bucket that may be made public",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[732, 284],
    risks: &["SAS-3", "S6"],
    page: include_str!("public_access_not_blocked.md"),
};

/// Judges buckets that switch the block of public access off.
pub(super) struct PublicAccessNotBlocked;

impl ConfigRule for PublicAccessNotBlocked {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for bucket in stack.application.resources_of("AWS::S3::Bucket") {
            let Some(block) = bucket.entry("PublicAccessBlockConfiguration") else { continue };
            let off = block.value.entries().iter().filter(|entry| is_off(Some(&entry.value)));
            let off: Vec<_> = off.collect();
            let Some(first) = off.first() else { continue };
            let finding = report
                .add(stack.place(first.value.span), format!("bucket `{}` may be made public by accident", bucket.id))
                .label("this block is switched off")
                .group("public access not blocked")
                .help("leave all four blocks on, as a new bucket has them");
            for entry in off {
                if ["true", "false"].contains(&stack.text(entry.value.span)) {
                    finding.edit(stack.place(entry.value.span), "true");
                }
            }
        }
    }
}
