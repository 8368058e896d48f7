#![doc = include_str!("missing_timeout.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::Call;

/// Missing timeout.
#[derive(Debug)]
pub(super) struct MissingTimeout;

const INFO: RuleInfo = RuleInfo {
    id: "missing-timeout",
    title: "request without a time-out",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[1088, 400],
    risks: &["SAS-8"],
    page: include_str!("missing_timeout.md"),
};

impl CodeRule for MissingTimeout {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for call in calls::reached(code).filter(|call| waits(call)) {
            report
                .add(code.spot(call.callee), "a server that does not answer holds the function until its own time-out")
                .label("waits without end")
                .help("set a time-out that is shorter than the function's")
                .functions(code.names(&call.entries));
        }
    }
}

/// Whether a call waits for an answer without end.
fn waits(call: &Call) -> bool {
    let method = calls::method(&call.path);
    let verb = matches!(method, "get" | "post" | "put" | "patch" | "delete" | "head" | "request" | "options");
    let without = |name: &str| calls::option(call, name).is_none();
    match calls::package(&call.path) {
        "requests" => verb && without("timeout") && call.keyword("**").is_none(),
        "urllib" => method == "urlopen" && without("timeout") && call.position(2).is_none(),
        "axios" => {
            (verb || call.path == "axios")
                && !call.path.contains("create(")
                && without("timeout")
                && without("signal")
                && !calls::has_open_options(call)
        }
        _ => false,
    }
}
