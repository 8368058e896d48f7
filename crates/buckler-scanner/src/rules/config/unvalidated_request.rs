#![doc = include_str!("unvalidated_request.md")]

use buckler_template::ApiKind;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::{label_of, listed};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unvalidated-request",
    title: "requests that no model checks",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[20],
    risks: &["SAS-1", "S1"],
    page: include_str!("unvalidated_request.md"),
};

const FIX: Fix = Fix {
    sam: "declare a model in `Models` of the API, and set `RequestModel` of the event with `ValidateBody: true`",
    cloudformation: "set `RequestModels` and `RequestValidatorId` of the method",
    serverless: "set `request.schemas` of the event",
};

/// Judges methods of REST APIs that take a body and have no validator.
pub(super) struct UnvalidatedRequest;

impl ConfigRule for UnvalidatedRequest {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        let rest = application.apis.iter().filter(|api| api.kind == ApiKind::Rest);
        for api in rest {
            let bodies = ["POST", "PUT", "PATCH"];
            let unchecked: Vec<_> = application
                .endpoints
                .iter()
                .filter(|it| it.api == api.id && it.validated == Some(false) && bodies.contains(&it.method.as_str()))
                .collect();
            let Some(first) = unchecked.first() else { continue };
            let calls: Vec<_> = unchecked.iter().map(|it| format!("{} {}", it.method, it.path)).collect();
            report
                .add(
                    stack.place(first.span),
                    format!("the API hands over {} without a look at the body", listed(&calls)),
                )
                .label("no request validator")
                .group("no request validator")
                .help(FIX.of(stack, &api.id))
                .functions(unchecked.iter().filter_map(|endpoint| label_of(application, endpoint)));
        }
    }
}
