#![doc = include_str!("logged_request.md")]

use std::collections::HashSet;

use buckler_template::{Field, Span};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::{all_settings, entries_within, is_on};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "logged-request",
    title: "whole requests in logs",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[532],
    risks: &["SAS-7", "S3"],
    page: include_str!("logged_request.md"),
};

/// Judges settings that write whole requests, with their tokens and bodies, into logs.
pub(super) struct LoggedRequest;

impl ConfigRule for LoggedRequest {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let mut seen = HashSet::new();
        let mut add = |span: Span, what: String| {
            if seen.insert(span) {
                report
                    .add(stack.place(span), what)
                    .label("bodies and headers are written to the log")
                    .group("whole requests in logs")
                    .help("switch it off outside of a debugging session");
            }
        };
        for settings in all_settings(stack.application) {
            for entry in entries_within(settings) {
                if entry.key.text.eq_ignore_ascii_case("DataTraceEnabled") && is_on(Some(&entry.value)) {
                    add(entry.value.span, "the API logs whole requests, tokens included".to_owned());
                }
            }
        }
        for function in &stack.application.functions {
            for variable in &function.environment {
                let Field::Known(value, span) = &variable.value else { continue };
                let logs = matches!(variable.name.as_str(), "POWERTOOLS_LOGGER_LOG_EVENT" | "POWERTOOLS_DEV");
                if logs && matches!(value.to_ascii_lowercase().as_str(), "true" | "1" | "yes") {
                    add(*span, format!("`{}` makes functions log whole events", variable.name));
                }
            }
        }
    }
}
