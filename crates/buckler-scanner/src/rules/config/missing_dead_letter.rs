#![doc = include_str!("missing_dead_letter.md")]

use buckler_template::{Resource, TriggerKind};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "missing-dead-letter",
    title: "failed events that are lost",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[391, 778],
    risks: &["SAS-5", "S10"],
    page: include_str!("missing_dead_letter.md"),
};

const FIX: Fix = Fix {
    sam: "set `EventInvokeConfig` with `DestinationConfig: OnFailure`, or a `DeadLetterQueue`",
    cloudformation: "add an `AWS::Lambda::EventInvokeConfig` with `DestinationConfig: OnFailure`, or set `DeadLetterConfig`",
    serverless: "set `destinations.onFailure` of the function",
};

/// Judges where events go that a function could not handle.
pub(super) struct MissingDeadLetter;

impl ConfigRule for MissingDeadLetter {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        functions(stack, report);
        queues(stack, report);
    }
}

/// Functions whose events arrive without anyone waiting for the answer.
fn functions(stack: &Stack<'_>, report: &mut Report) {
    let application = stack.application;
    for function in application.functions.iter().filter(|function| function.dead_letter.is_none()) {
        let waits = |kind: &TriggerKind| {
            matches!(kind, TriggerKind::S3 { .. } | TriggerKind::Sns { .. } | TriggerKind::EventBridge { .. })
        };
        // A schedule comes again by itself.
        let Some(trigger) = function.triggers.iter().find(|trigger| waits(&trigger.kind)) else { continue };
        let mut configs = application.resources_of("AWS::Lambda::EventInvokeConfig");
        let configured = configs.any(|config| {
            let own = config.get("FunctionName").is_some_and(|name| name.refers_to(&function.id));
            own && config.get("DestinationConfig.OnFailure").is_some()
        });
        if !configured {
            report
                .add(
                    stack.place(trigger.span),
                    format!("events that `{}` fails on are dropped after two retries", function.label),
                )
                .label("asynchronous, without a place for failures")
                .group("no dead-letter queue")
                .help(FIX.of(stack, &function.id))
                .function(function.label.as_str());
        }
    }
}

/// Queues that feed a function and keep what fails until it expires.
fn queues(stack: &Stack<'_>, report: &mut Report) {
    let application = stack.application;
    let fed = |queue: &Resource| {
        let triggers = application.functions.iter().flat_map(|function| &function.triggers);
        triggers.into_iter().any(|it| matches!(it.kind, TriggerKind::Sqs(_)) && it.source.as_deref() == Some(&queue.id))
    };
    let queues = application.resources_of("AWS::SQS::Queue");
    for queue in queues.filter(|queue| queue.get("RedrivePolicy").is_none() && fed(queue)) {
        report
            .add(
                stack.place(queue.span),
                format!("a message that always fails stays in `{}` until it expires", queue.id),
            )
            .label("no redrive policy")
            .group("no redrive policy")
            .help("set a `RedrivePolicy` with a dead-letter queue");
    }
}
