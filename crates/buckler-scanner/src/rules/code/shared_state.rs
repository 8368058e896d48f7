#![doc = include_str!("shared_state.md")]

use crate::code::Code;
use crate::facts::{calls, places, words};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Spot, StateWrite, Taint};
use buckler_flow::catalog::Origin;
use std::collections::BTreeSet;

/// Shared state.
#[derive(Debug)]
pub(super) struct SharedState;

const INFO: RuleInfo = RuleInfo {
    id: "shared-state",
    title: "data of one caller kept for the next",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[488, 668, 377],
    risks: &["SAS-12"],
    page: include_str!("shared_state.md"),
};

/// Words of variables that are meant to last and are keyed by what they hold.
const MEANT: &[&str] = &[
    "cache",
    "cached",
    "memo",
    "client",
    "clients",
    "connection",
    "pool",
    "logger",
    "config",
    "settings",
    "metrics",
    "tracer",
    "app",
    "processor",
    "count",
    "counter",
];

impl CodeRule for SharedState {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut told = BTreeSet::new();
        for write in &code.analysis.state {
            let Some(taint) = kept(code, write) else { continue };
            if told.insert((write.module, write.name.clone())) {
                report
                    .add(
                        code.spot(write.spot),
                        format!("`{}` stays in `{}`, which the next invocation sees", taint.label, write.name),
                    )
                    .label("outlives the invocation")
                    .help("keep what belongs to one invocation in variables of the handler")
                    .functions(code.names(&write.entries));
            }
        }
        for call in calls::reached(code) {
            let Some((path, place)) = temporary_file(call) else { continue };
            if !is_removed(code, call, path) && told.insert((call.spot.module, path.to_owned())) {
                report
                    .add(
                        code.spot(place),
                        format!("data of one caller stays in `{path}`, which the next invocation sees"),
                    )
                    .label("outlives the invocation")
                    .help("make a name per invocation (`tempfile`, `mkdtemp`) and remove the file at the end")
                    .functions(code.names(&call.entries));
            }
        }
    }
}

/// The input that a write keeps, unless the variable is a cache or the like.
fn kept<'a>(code: &Code<'_>, write: &'a StateWrite) -> Option<&'a Taint> {
    if !calls::is_entered(code, &write.entries) || words::names_one_of(&write.name, MEANT) {
        return None;
    }
    write.value.all_taints().into_iter().find(|taint| matches!(taint.origin, Origin::Input | Origin::Identity))
}

/// A constant file of `/tmp` that input is written into.
fn temporary_file(call: &Call) -> Option<(&str, Spot)> {
    let (path, content) = match calls::method(&call.path) {
        "writeFile" | "writeFileSync" | "appendFile" | "appendFileSync" => (call.position(0)?, call.position(1)?),
        _ => return None,
    };
    let name = path.value.constant().filter(|name| name.starts_with("/tmp/"))?;
    let from_outside = content.value.all_taints().iter().any(|taint| taint.origin == Origin::Input);
    from_outside.then_some((name, call.callee))
}

fn is_removed(code: &Code<'_>, call: &Call, path: &str) -> bool {
    const REMOVERS: &[&str] = &["unlink", "unlinkSync", "rm", "rmSync", "remove", "removeSync", "rmtree"];
    calls::reached(code).any(|other| {
        REMOVERS.contains(&calls::method(&other.path))
            && calls::constant(other, 0).is_some_and(|name| path.starts_with(name))
    }) || places::enclosing_start(code, call.spot) == 0
}
