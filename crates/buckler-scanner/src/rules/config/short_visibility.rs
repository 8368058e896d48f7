#![doc = include_str!("short_visibility.md")]

use buckler_template::{Field, Node, TriggerKind};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::number;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "short-visibility",
    title: "messages that are handled twice",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[770, 837],
    risks: &["SAS-8"],
    page: include_str!("short_visibility.md"),
};

/// Visibility of a queue that does not set it, in seconds.
const DEFAULT_VISIBILITY: i64 = 30;
/// Time-out of a function that does not set it, in seconds.
const DEFAULT_TIMEOUT: u32 = 3;

/// Judges queues whose messages come back before the function that has them is done.
pub(super) struct ShortVisibility;

impl ConfigRule for ShortVisibility {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        for function in &application.functions {
            let timeout = match &function.timeout {
                Field::Absent => DEFAULT_TIMEOUT,
                field => match number(field) {
                    Some(timeout) => timeout,
                    None => continue,
                },
            };
            let sources = function.triggers.iter().filter(|it| matches!(it.kind, TriggerKind::Sqs(_)));
            for queue in sources.filter_map(|it| application.resource(it.source.as_deref()?)) {
                let setting = queue.get("VisibilityTimeout");
                let visibility = setting.map_or(Some(DEFAULT_VISIBILITY), Node::number);
                let Some(visibility) = visibility.filter(|it| *it < i64::from(timeout)) else { continue };
                report
                    .add(
                        stack.place(queue.place("VisibilityTimeout")),
                        format!(
                            "messages of `{}` come back after {visibility} s, `{}` may take {timeout} s",
                            queue.id, function.label
                        ),
                    )
                    .label("shorter than the function's time-out")
                    .help(format!("set `VisibilityTimeout` to {}, six times the time-out", u64::from(timeout) * 6))
                    .function(function.label.as_str());
            }
        }
    }
}
