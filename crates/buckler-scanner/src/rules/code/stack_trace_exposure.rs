#![doc = include_str!("stack_trace_exposure.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Spot, Taint};
use buckler_flow::catalog::{Answering, Kind, Origin};
use std::collections::BTreeSet;

/// Stack trace exposure.
#[derive(Debug)]
pub(super) struct StackTraceExposure;

const INFO: RuleInfo = RuleInfo {
    id: "stack-trace-exposure",
    title: "stack trace told to the caller",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[209, 200],
    risks: &["SAS-10", "S3"],
    page: include_str!("stack_trace_exposure.md"),
};

const HELP: &str = "log the error and answer with a text of your own";

impl CodeRule for StackTraceExposure {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut told = BTreeSet::new();
        for hit in code.analysis.hits.iter().filter(|hit| hit.kind == Kind::Answer) {
            let Some(taint) = hit.taints.iter().find(|taint| is_trace(taint)) else { continue };
            tell(code, report, &mut told, taint, hit.argument, code.names(&hit.entries));
        }
        for answer in &code.analysis.returns {
            let index = usize::try_from(answer.entry.0).unwrap_or(usize::MAX);
            let Some(entry) = code.analysis.entries.get(index) else { continue };
            if entry.answer == Answering::Nothing {
                continue;
            }
            let Some(taint) = answer.value.all_taints().into_iter().find(|taint| is_trace(taint)) else { continue };
            let place = answer.value.entry_spot("body").unwrap_or(answer.spot);
            tell(code, report, &mut told, taint, place, code.names(&[answer.entry]));
        }
    }
}

/// Whether data is the trace of an error, not just its message.
fn is_trace(taint: &Taint) -> bool {
    taint.origin == Origin::Error
        && ["stack trace", "exc_info", ".stack", "traceback"].iter().any(|word| taint.label.contains(word))
}

fn tell(
    code: &Code<'_>,
    report: &mut Report,
    told: &mut BTreeSet<Spot>,
    taint: &Taint,
    place: Spot,
    functions: Vec<String>,
) {
    // One trace that several statements answer with is one hole; it is told where it is put into the answer.
    if !told.insert(place) {
        return;
    }
    let finding = report.add(code.spot(place), "the stack trace of an error is part of the answer");
    finding.label("tells about the inside of the program").help(HELP).functions(functions);
    for step in &taint.steps {
        finding.step(code.spot(step.spot), flows::excerpt(code.source(step.spot)));
    }
    finding.step(code.spot(place), "is answered");
}
