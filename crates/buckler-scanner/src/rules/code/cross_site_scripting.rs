#![doc = include_str!("cross_site_scripting.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Hit, StepKind};
use buckler_flow::catalog::Kind;

/// Page shaped by input.
#[derive(Debug)]
pub(super) struct CrossSiteScripting;

const INFO: RuleInfo = RuleInfo {
    id: "cross-site-scripting",
    title: "page shaped by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[79, 80],
    risks: &["SAS-1", "S7"],
    page: include_str!("cross_site_scripting.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Html],
    label: "becomes markup",
    help: "escape the value for markup, or render it with a template that does",
};

impl CodeRule for CrossSiteScripting {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, may_be_text);
    }
}

/// Whether what is answered may be text. `res.send` takes objects too: what a call made of input and no text of the
/// program stands around is more likely data.
fn may_be_text(hit: &Hit) -> bool {
    let sends = hit.sink.is_some() && hit.path.contains("Response") && hit.path.ends_with(".send");
    let made = |hit: &Hit| hit.taints.iter().all(|taint| taint.steps.iter().any(|step| step.what == StepKind::Call));
    !sends || hit.text.as_ref().is_some_and(|text| text.len() > 1) || !made(hit)
}
