#![doc = include_str!("endless_stream_retry.md")]

use buckler_template::{Application, Function, Node, Trigger, TriggerKind};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::setting;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "endless-stream-retry",
    title: "one bad record that stops a stream",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[770, 835],
    risks: &["SAS-8"],
    page: include_str!("endless_stream_retry.md"),
};

const FIX: Fix = Fix {
    sam: "set `MaximumRetryAttempts`, `BisectBatchOnFunctionError` and `DestinationConfig: OnFailure`",
    cloudformation: "set `MaximumRetryAttempts`, `BisectBatchOnFunctionError` and `DestinationConfig: OnFailure`",
    serverless: "set `maximumRetryAttempts`, `bisectBatchOnFunctionError` and `destinations.onFailure` of the stream",
};

/// Judges how often a function tries the same records of a stream.
pub(super) struct EndlessStreamRetry;

impl ConfigRule for EndlessStreamRetry {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for function in &stack.application.functions {
            let streams = function.triggers.iter();
            let streams = streams.filter(|it| matches!(it.kind, TriggerKind::Kinesis(_) | TriggerKind::DynamoDb(_)));
            for trigger in streams {
                // Where the settings cannot be found nothing is known about them.
                let Some(settings) = settings(stack.application, function, trigger) else { continue };
                let limits = [
                    "MaximumRetryAttempts",
                    "MaximumRecordAgeInSeconds",
                    "maximumRetryAttempts",
                    "maximumRecordAgeInSeconds",
                ];
                if limits.iter().any(|limit| settings.get(limit).is_some()) {
                    continue;
                }
                report
                    .add(
                        stack.place(trigger.span),
                        format!("a record that `{}` fails on is tried until it expires", function.label),
                    )
                    .label("no limit of retries")
                    .group("no limit of retries")
                    .help(FIX.of(stack, &function.id))
                    .function(function.label.as_str());
            }
        }
    }
}

/// The settings of a trigger: of the event of a function, or of a mapping of its own.
fn settings<'a>(application: &'a Application, function: &'a Function, trigger: &Trigger) -> Option<&'a Node> {
    let event = setting(application, function, &format!("Events.{}.Properties", trigger.name));
    event.or_else(|| application.resource(&trigger.name).map(|mapping| &mapping.properties))
}
