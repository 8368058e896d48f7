#![doc = include_str!("server_side_request_forgery.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::Hit;
use buckler_flow::catalog::Kind;

/// Request to a place chosen by input.
#[derive(Debug)]
pub(super) struct ServerSideRequestForgery;

const INFO: RuleInfo = RuleInfo {
    id: "server-side-request-forgery",
    title: "request to a place chosen by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[918],
    risks: &["SAS-1", "S1"],
    page: include_str!("server_side_request_forgery.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Url],
    label: "decides where the request goes",
    help: "keep scheme and host constant, or compare the host with a list of those that may be called",
};

impl CodeRule for ServerSideRequestForgery {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        // Where a custom resource answers is written by the platform.
        let answers_platform = |hit: &Hit| hit.taints.iter().all(|taint| taint.label.ends_with(".ResponseURL"));
        flows::report(code, report, &FLOWS, |hit| !answers_platform(hit));
    }
}
