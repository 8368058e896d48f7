#![doc = include_str!("plaintext_listener.md")]

use buckler_template::{Node, Resource};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::entries_within;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "plaintext-listener",
    title: "requests taken without encryption",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[319, 311],
    risks: &["SAS-3", "S3"],
    page: include_str!("plaintext_listener.md"),
};

/// Judges load balancers and distributions that serve plain HTTP.
pub(super) struct PlaintextListener;

impl ConfigRule for PlaintextListener {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            match resource.kind.as_str() {
                "AWS::ElasticLoadBalancingV2::Listener" => listener(stack, resource, report),
                "AWS::CloudFront::Distribution" => distribution(stack, resource, report),
                _ => {}
            }
        }
    }
}

fn listener(stack: &Stack<'_>, listener: &Resource, report: &mut Report) {
    let Some(protocol) = listener.get("Protocol").filter(|protocol| protocol.text() == Some("HTTP")) else { return };
    let actions = listener.get("DefaultActions").map_or(&[][..], Node::items);
    let forwards = actions.iter().any(|action| action.get("Type").and_then(Node::text) == Some("forward"));
    // Which balancer it belongs to may not be known; one inside a network is not reached from outside.
    let balancer = listener.get("LoadBalancerArn").and_then(|arn| stack.application.resource_named(arn));
    let Some(balancer) = balancer.filter(|_| forwards) else { return };
    if balancer.get("Scheme").and_then(Node::text) == Some("internal") {
        return;
    }
    report
        .add(
            stack.place(protocol.span),
            format!("`{}` forwards requests that cross the Internet as plain text", listener.id),
        )
        .label("plain HTTP")
        .help("listen with `HTTPS`, and let the listener for HTTP redirect there");
}

fn distribution(stack: &Stack<'_>, distribution: &Resource, report: &mut Report) {
    for entry in entries_within(&distribution.properties) {
        if entry.key.text == "ViewerProtocolPolicy" && entry.value.text() == Some("allow-all") {
            report
                .add(stack.place(entry.value.span), format!("`{}` answers plain HTTP as well", distribution.id))
                .label("`allow-all`")
                .class(Class::Hardening)
                .severity(Severity::Low)
                .help("set `redirect-to-https`")
                .edit(stack.place(entry.value.span), "redirect-to-https");
        }
    }
}
