#![doc = include_str!("public_access_not_blocked.md")]

use buckler_template::{Application, Node, Resource};

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
            // A bucket that is public on purpose is told by what makes it public.
            let whole = off.len() == 4 && !is_public(stack.application, bucket);
            let finding = report
                .add(stack.place(first.value.span), format!("bucket `{}` may be made public by accident", bucket.id))
                .label(if whole { "all four blocks are switched off" } else { "this block is switched off" })
                .class(if whole { Class::Finding } else { Class::Hardening })
                .severity(if whole { Severity::Medium } else { Severity::Low })
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

/// Whether a list, a policy or a website makes a bucket public.
fn is_public(application: &Application, bucket: &Resource) -> bool {
    let list = bucket.get("AccessControl").and_then(Node::text).is_some_and(|list| list.starts_with("Public"));
    let mut policies = application.resources_of("AWS::S3::BucketPolicy");
    let policy = policies.any(|policy| policy.get("Bucket").is_some_and(|named| named.refers_to(&bucket.id)));
    list || policy || bucket.get("WebsiteConfiguration").is_some()
}
