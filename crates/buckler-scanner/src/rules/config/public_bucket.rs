#![doc = include_str!("public_bucket.md")]

use buckler_template::{Node, Resource};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_on;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "public-bucket",
    title: "bucket that anyone may list or write",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[732, 284, 276],
    risks: &["SAS-3", "S6"],
    page: include_str!("public_bucket.md"),
};

/// Judges access control lists of buckets.
pub(super) struct PublicBucket;

impl ConfigRule for PublicBucket {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for bucket in stack.application.resources_of("AWS::S3::Bucket") {
            let Some(list) = bucket.get("AccessControl") else { continue };
            let Some((severity, who)) = list.text().and_then(granted) else { continue };
            if ignores_lists(bucket) {
                continue;
            }
            report
                .add(stack.place(list.span), format!("{who} of bucket `{}`", bucket.id))
                .label("public access control list")
                .severity(severity)
                .help(
                    "remove `AccessControl`; serve a website through CloudFront, or with a policy for `s3:GetObject`",
                );
        }
    }
}

/// Whom an access control list lets do what.
fn granted(list: &str) -> Option<(Severity, &'static str)> {
    match list {
        "PublicReadWrite" => Some((Severity::Critical, "anyone may list and overwrite the content")),
        "PublicRead" => Some((Severity::High, "anyone may list the content")),
        "AuthenticatedRead" => Some((Severity::High, "everyone with an AWS account may list the content")),
        _ => None,
    }
}

/// Whether the bucket is told to ignore access control lists.
fn ignores_lists(bucket: &Resource) -> bool {
    let blocked = ["BlockPublicAcls", "IgnorePublicAcls"];
    let block = |key: &&str| is_on(bucket.get(&format!("PublicAccessBlockConfiguration.{key}")));
    let owner = bucket.get("OwnershipControls.Rules.0.ObjectOwnership").and_then(Node::text);
    blocked.iter().any(block) || owner == Some("BucketOwnerEnforced")
}
