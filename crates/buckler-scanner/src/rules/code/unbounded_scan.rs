#![doc = include_str!("unbounded_scan.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::Call;

/// Unbounded scan.
#[derive(Debug)]
pub(super) struct UnboundedScan;

const INFO: RuleInfo = RuleInfo {
    id: "unbounded-scan",
    title: "whole table read for one request",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[770, 400],
    risks: &["SAS-8"],
    page: include_str!("unbounded_scan.md"),
};

impl CodeRule for UnboundedScan {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for call in calls::reached(code).filter(|call| is_scan(call)) {
            if calls::option(call, "Limit").is_some() || call.keyword("**").is_some() {
                continue;
            }
            let requested = calls::from_requests(code, &call.entries);
            let (class, message) = match requested {
                true => (Class::Finding, "every request reads the whole table"),
                false => (Class::Hardening, "every event reads the whole table"),
            };
            report
                .add(code.spot(call.callee), message)
                .class(class)
                .label("no limit")
                .help("query by a key or an index, or set `Limit` and let the caller ask for the next page")
                .functions(code.names(&call.entries));
        }
    }
}

fn is_scan(call: &Call) -> bool {
    let path = call.path.as_str();
    let dynamo =
        path.to_ascii_lowercase().contains("dynamo") || path.contains(".Table(") || path.contains("DocumentClient");
    dynamo && matches!(calls::method(path), "scan" | "ScanCommand")
}
