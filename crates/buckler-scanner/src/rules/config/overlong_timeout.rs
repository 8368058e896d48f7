#![doc = include_str!("overlong_timeout.md")]

use std::collections::HashMap;

use buckler_template::{Auth, Field, Span, TriggerKind};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
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

const FIX: Fix = Fix {
    sam: "set `Timeout: 29` or less; do longer work behind a queue",
    cloudformation: "set `Timeout: 29` or less; do longer work behind a queue",
    serverless: "set `timeout: 29` or less; do longer work behind a queue",
};

/// Judges time-outs of functions that are called over HTTP.
pub(super) struct OverlongTimeout;

impl ConfigRule for OverlongTimeout {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        // A time-out of `Globals` is one line to change.
        let mut found: HashMap<Span, Overlong<'_>> = HashMap::new();
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
                Overlong { seconds: *seconds, open: false, waits: true, first: &function.id, functions: Vec::new() }
            });
            entry.open |= open;
            entry.waits &= waits;
            entry.functions.push(&function.label);
        }
        for (span, overlong) in order.iter().filter_map(|span| Some((span, found.get(span)?))) {
            overlong.report(stack, *span, report);
        }
    }
}

/// A time-out, and the functions that have it.
struct Overlong<'a> {
    seconds: u32,
    /// Whether anyone may call one of the functions.
    open: bool,
    /// Whether callers of all of them wait as long as they run.
    waits: bool,
    first: &'a str,
    functions: Vec<&'a str>,
}

impl Overlong<'_> {
    fn report(&self, stack: &Stack<'_>, span: Span, report: &mut Report) {
        let (seconds, functions) = (self.seconds, listed(&self.functions));
        let costly = self.open && seconds >= COSTLY;
        let strangers = if costly { ", and anyone may call it" } else { "" };
        let message = match self.waits {
            true => format!("each request to the URL of {functions} may take {seconds} s{strangers}"),
            false => {
                format!(
                    "{functions} may run for {seconds} s, though a caller waits {LONGEST_ANSWER} s at most{strangers}"
                )
            }
        };
        report
            .add(stack.place(span), message)
            .label("longer than anyone waits")
            .class(if costly { Class::Finding } else { Class::Hardening })
            .group("overlong time-out")
            .help(FIX.of(stack, self.first))
            .functions(self.functions.iter().copied());
    }
}
