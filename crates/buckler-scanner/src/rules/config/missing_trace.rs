#![doc = include_str!("missing_trace.md")]

use buckler_template::Field;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::listed;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "missing-trace",
    title: "functions without tracing",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[778],
    risks: &["SAS-5", "S10"],
    page: include_str!("missing_trace.md"),
};

const FIX: Fix = Fix {
    sam: "set `Tracing: Active`, for all functions in `Globals`",
    cloudformation: "set `TracingConfig: {Mode: Active}`",
    serverless: "set `provider.tracing.lambda: true`",
};

/// Judges whether functions are traced.
pub(super) struct MissingTrace;

impl ConfigRule for MissingTrace {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let untraced = stack.application.functions.iter().filter(|function| match &function.tracing {
            Field::Absent => true,
            field => field.known().is_some_and(|mode| mode.eq_ignore_ascii_case("passthrough")),
        });
        let untraced: Vec<_> = untraced.collect();
        let Some(first) = untraced.first() else { return };
        let names: Vec<_> = untraced.iter().map(|function| function.label.as_str()).collect();
        report
            .add(stack.place(first.span), format!("no trace follows a request through {}", listed(&names)))
            .label("no tracing")
            .group("no tracing")
            .help(FIX.of(stack, &first.id))
            .functions(names);
    }
}
