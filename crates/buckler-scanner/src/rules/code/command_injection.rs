#![doc = include_str!("command_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// Command shaped by input.
#[derive(Debug)]
pub(super) struct CommandInjection;

const INFO: RuleInfo = RuleInfo {
    id: "command-injection",
    title: "command shaped by input",
    severity: Severity::Critical,
    class: Class::Finding,
    cwe: &[78, 77, 88],
    risks: &["SAS-1", "S1"],
    page: include_str!("command_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Command],
    label: "part of the command",
    help: "start the program without a shell and hand the value over as an argument of its own",
};

impl CodeRule for CommandInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
    }
}
