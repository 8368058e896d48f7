#![doc = include_str!("missing_source_arn.md")]

use buckler_template::{Effect, Node, PolicyDocument, PolicySource, Resource, Statement};

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{document, is_bound_to_somebody};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "missing-source-arn",
    title: "service let in on behalf of anybody",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[441, 284, 732, 862],
    risks: &["SAS-3", "S5", "S6"],
    page: include_str!("missing_source_arn.md"),
};

/// Judges permissions of services that do not say on whose behalf.
pub(super) struct MissingSourceArn;

/// Services that call on behalf of whoever set them up, in any account, and that tell their source. Not among them are
/// those that have another way to tell (skills), and those whose source is only known after the permission is needed
/// (load balancers).
const DEPUTIES: &[&str] = &[
    "apigateway.amazonaws.com",
    "cognito-idp.amazonaws.com",
    "config.amazonaws.com",
    "events.amazonaws.com",
    "iot.amazonaws.com",
    "s3.amazonaws.com",
    "ses.amazonaws.com",
    "sns.amazonaws.com",
];

/// Those of them that send to queues and topics and tell their source there.
const SENDERS: &[&str] = &["s3.amazonaws.com", "sns.amazonaws.com"];

impl ConfigRule for MissingSourceArn {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            match resource.kind.as_str() {
                "AWS::Lambda::Permission" => permission(stack, report, resource),
                "AWS::SQS::QueuePolicy" | "AWS::SNS::TopicPolicy" => policy(stack, report, resource),
                _ => {}
            }
        }
    }
}

fn permission(stack: &Stack<'_>, report: &mut Report, resource: &Resource) {
    let Some(principal) = resource.get("Principal") else { return };
    let Some(service) = principal.text().filter(|service| DEPUTIES.contains(service)) else { return };
    let binds = ["SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"];
    if binds.iter().any(|key| resource.get(key).is_some_and(|value| value.text() != Some("*"))) {
        return;
    }
    let target = resource.get("FunctionName").and_then(|name| stack.application.resource_named(name));
    let function = target.and_then(|target| stack.application.functions.iter().find(|one| one.id == target.id));
    let name = function.map_or("the function", |function| function.label.as_str());
    let finding = report
        .add(stack.place(principal.span), format!("`{service}` may invoke `{name}` on behalf of anybody"))
        .label("for whose sake is not said")
        .functions(function.map(|function| function.label.as_str()))
        .help("add `SourceArn` with the API, bucket, topic or rule that is meant, or at least `SourceAccount`");
    // Who calls through an API of their own gets no further than who calls the function's own API, unless that one
    // asks for credentials; and of all such permissions this one is written without a source most often.
    if service == "apigateway.amazonaws.com" {
        finding.severity(Severity::Low).class(Class::Hardening);
    }
}

fn policy(stack: &Stack<'_>, report: &mut Report, resource: &Resource) {
    let Some(node) = resource.get("PolicyDocument") else { return };
    let written = PolicyDocument::read(node, None, PolicySource::Written);
    for (statement, plain) in written.statements.iter().zip(document(&written).statements) {
        let allows = statement.effect == Effect::Allow;
        let is_bound =
            plain.conditions.iter().any(|condition| condition.key.is_empty() || is_bound_to_somebody(condition));
        let Some(service) = sender(statement).filter(|_| allows && !is_bound) else { continue };
        report
            .add(
                stack.place(service.span),
                format!(
                    "`{}` may send to what `{}` is about on behalf of anybody",
                    service.text().unwrap_or_default(),
                    resource.id
                ),
            )
            .label("for whose sake is not said")
            .help("add a condition with `aws:SourceArn`, or at least `aws:SourceAccount`");
    }
}

/// The service that a statement lets send.
fn sender(statement: &Statement) -> Option<&Node> {
    let services = statement.principal.as_ref()?.get("Service")?;
    services.one_or_many().iter().find(|service| service.text().is_some_and(|name| SENDERS.contains(&name)))
}
