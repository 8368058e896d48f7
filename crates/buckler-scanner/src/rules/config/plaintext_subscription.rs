#![doc = include_str!("plaintext_subscription.md")]

use buckler_template::{Node, Span};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "plaintext-subscription",
    title: "messages delivered without encryption",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[319],
    risks: &["SAS-3", "S3"],
    page: include_str!("plaintext_subscription.md"),
};

/// Judges subscriptions of topics that deliver over plain HTTP.
pub(super) struct PlaintextSubscription;

impl ConfigRule for PlaintextSubscription {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let resources = stack.application.resources.iter();
        for resource in resources {
            match resource.kind.as_str() {
                "AWS::SNS::Subscription" => judge(stack, &resource.properties, report),
                "AWS::SNS::Topic" => {
                    let list = resource.get("Subscription").map_or(&[][..], Node::items);
                    list.iter().for_each(|subscription| judge(stack, subscription, report));
                }
                _ => {}
            }
        }
    }
}

fn judge(stack: &Stack<'_>, subscription: &Node, report: &mut Report) {
    if let Some(span) = plain(subscription) {
        report
            .add(stack.place(span), "messages of the topic cross the network as plain text")
            .label("plain HTTP")
            .help("subscribe an `https` endpoint");
    }
}

fn plain(subscription: &Node) -> Option<Span> {
    let protocol = subscription.get("Protocol").filter(|protocol| protocol.text() == Some("http"))?;
    Some(protocol.span)
}
