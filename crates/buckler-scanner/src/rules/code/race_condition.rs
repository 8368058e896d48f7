#![doc = include_str!("race_condition.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Stored};
use buckler_flow::catalog::Origin;

/// Race condition.
#[derive(Debug)]
pub(super) struct RaceCondition;

const INFO: RuleInfo = RuleInfo {
    id: "race-condition",
    title: "item read, changed and written back without a condition",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[362, 367],
    risks: &["SAS-9", "S1"],
    page: include_str!("race_condition.md"),
};

impl CodeRule for RaceCondition {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let puts = code.analysis.stored.iter().filter(|stored| stored.store.put && stored.store.kind == "table");
        for put in puts.filter(|put| calls::is_entered(code, &put.entries)) {
            let Some(call) = code.analysis.calls.iter().find(|call| call.spot == put.spot) else { continue };
            if is_guarded(call) || !was_read(code, put) {
                continue;
            }
            report
                .add(code.spot(call.callee), format!("an item of `{}` is read, changed and written back without a condition", put.name))
                .label("overwrites what others wrote since")
                .help("write with a `ConditionExpression` on what was read, or let the table compute (`SET n = n - :one`)")
                .functions(code.names(&put.entries));
        }
    }
}

/// Whether the write itself refuses to overwrite.
fn is_guarded(call: &Call) -> bool {
    ["ConditionExpression", "Expected", "Condition"].iter().any(|name| calls::option(call, name).is_some())
        || calls::has_open_options(call)
}

/// Whether what is written was made from what the same invocation read from the same table.
fn was_read(code: &Code<'_>, put: &Stored) -> bool {
    let from_there = |label: &str| label.strip_prefix("stored in ").is_some_and(|rest| rest.starts_with(&put.name));
    put.taints.iter().any(|taint| taint.origin == Origin::Stored && from_there(&taint.label))
        && code.analysis.stored.iter().any(|get| {
            !get.store.put && get.name == put.name && get.entries.iter().any(|entry| put.entries.contains(entry))
        })
}
