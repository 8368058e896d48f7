#![doc = include_str!("missing_workflow_log.md")]

use buckler_template::Node;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "missing-workflow-log",
    title: "state machine without a log",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[778],
    risks: &["SAS-5", "S10"],
    page: include_str!("missing_workflow_log.md"),
};

const FIX: Fix = Fix {
    sam: "set `Logging` with a `Level` and a log group that has a retention",
    cloudformation: "set `LoggingConfiguration` with a `Level` and a log group that has a retention",
    serverless: "set `loggingConfig` with a `level` and a log group that has a retention",
};

/// Judges whether state machines write down what they do.
pub(super) struct MissingWorkflowLog;

impl ConfigRule for MissingWorkflowLog {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for machine in &stack.application.resources {
            let keys = match machine.kind.as_str() {
                "AWS::StepFunctions::StateMachine" => ("LoggingConfiguration", "StateMachineType"),
                "AWS::Serverless::StateMachine" => ("Logging", "Type"),
                _ => continue,
            };
            // A standard machine keeps the history of its runs for 90 days; an express one keeps nothing.
            let express = machine.get(keys.1).and_then(Node::text) == Some("EXPRESS");
            let level = machine.get(keys.0).and_then(|logging| logging.get("Level"));
            let off = level.is_none_or(|level| level.text() == Some("OFF"));
            if off && machine.get(keys.0).is_none_or(|logging| logging.unknown().is_none()) {
                report
                    .add(stack.place(machine.place(keys.0)), format!("`{}` leaves no log of its runs", machine.id))
                    .label(if express { "an express machine without a log keeps nothing" } else { "no log" })
                    .group("no workflow log")
                    .help(FIX.of(stack, &machine.id));
            }
        }
    }
}
