#![doc = include_str!("orphan_trigger.md")]

use buckler_template::resolve::Reason;
use buckler_template::{Node, Resource, Span, Value};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_off;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "orphan-trigger",
    title: "trigger that leads nowhere",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[1164],
    risks: &["SAS-11"],
    page: include_str!("orphan_trigger.md"),
};

/// Judges triggers and permissions for functions that are not there, and triggers that are switched off.
pub(super) struct OrphanTrigger;

impl ConfigRule for OrphanTrigger {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            let target = match resource.kind.as_str() {
                "AWS::Lambda::Permission" | "AWS::Lambda::EventSourceMapping" => "FunctionName",
                "AWS::SNS::Subscription" => "Endpoint",
                "AWS::Events::Rule" => "Targets.0.Arn",
                "AWS::Lambda::Url" => "TargetFunctionArn",
                _ => continue,
            };
            if let Some(node) = resource.get(target).filter(|node| is_undefined(node)) {
                report
                    .add(
                        stack.place(node.span),
                        format!("`{}` leads to a function that the template does not define", resource.id),
                    )
                    .label("no such function")
                    .help("remove the trigger, or name the function that took over");
            } else if let Some(reason) = idle(resource) {
                let (node, what) = reason;
                report
                    .add(stack.place(node), format!("`{}` {what}", resource.id))
                    .label("it does nothing")
                    .help("remove what is not needed any more");
            }
        }
    }
}

/// Whether a value names something that the template does not define.
fn is_undefined(node: &Node) -> bool {
    node.unknown().is_some_and(|unknown| matches!(unknown.reason, Reason::Undefined(_)))
}

/// Why a trigger never invokes anything.
fn idle(resource: &Resource) -> Option<(Span, &'static str)> {
    match resource.kind.as_str() {
        "AWS::Events::Rule" => {
            let state = resource.get("State").filter(|state| state.text() == Some("DISABLED"));
            let targets = resource
                .get("Targets")
                .is_none_or(|targets| matches!(&targets.value, Value::List(list) if list.is_empty()));
            match state {
                Some(state) => Some((state.span, "is switched off")),
                None => targets.then_some((resource.span, "has no target")),
            }
        }
        "AWS::Lambda::EventSourceMapping" => {
            let enabled = resource.get("Enabled").filter(|enabled| is_off(Some(enabled)))?;
            Some((enabled.span, "is switched off"))
        }
        _ => None,
    }
}
