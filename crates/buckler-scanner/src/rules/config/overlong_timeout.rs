#![doc = include_str!("overlong_timeout.md")]

use std::collections::HashMap;

use buckler_template::{Auth, Field, Span, TriggerKind};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::{http_triggers, listed};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "overlong-timeout",
    title: "time-out longer than anyone waits",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[400, 770],
    risks: &["SAS-8", "S6"],
    page: include_str!("overlong_timeout.md"),
};

/// Seconds after which an HTTP API answers for the function. A REST API does so one second earlier.
const LONGEST_ANSWER: u32 = 30;
/// Seconds from which a stranger's request costs so much that it is a finding.
const COSTLY: u32 = 300;

/// Judges time-outs of functions that are called over HTTP.
pub(super) struct OverlongTimeout;

impl ConfigRule for OverlongTimeout {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        // A time-out of `Globals` is one line to change.
        let mut found: HashMap<Span, (u32, bool, Vec<&str>)> = HashMap::new();
        let mut order = Vec::new();
        for function in stack.application.functions.iter().filter(|it| http_triggers(it).next().is_some()) {
            let Field::Known(seconds, span) = &function.timeout else { continue };
            // The address of a function waits as long as the function runs.
            let waits = function.triggers.iter().any(|it| matches!(it.kind, TriggerKind::FunctionUrl { .. }));
            if *seconds <= LONGEST_ANSWER || waits && *seconds < COSTLY {
                continue;
            }
            let open = http_triggers(function).any(|trigger| trigger.auth == Auth::None);
            let entry = found.entry(*span).or_insert_with(|| {
                order.push(*span);
                (*seconds, false, Vec::new())
            });
            entry.1 |= open;
            entry.2.push(&function.label);
        }
        for (span, (seconds, open, functions)) in order.iter().filter_map(|span| Some((span, found.get(span)?))) {
            let costly = *open && *seconds >= COSTLY;
            let strangers = if costly { ", and anyone may call it" } else { "" };
            report
                .add(
                    stack.place(*span),
                    format!(
                        "{} may run for {seconds} s, though a caller waits {LONGEST_ANSWER} s at most{strangers}",
                        listed(functions)
                    ),
                )
                .label("longer than anyone waits")
                .class(if costly { Class::Finding } else { Class::Hardening })
                .group("overlong time-out")
                .help(format!("set `Timeout: {}` or less; do longer work behind a queue", LONGEST_ANSWER - 1))
                .functions(functions.iter().copied());
        }
    }
}
