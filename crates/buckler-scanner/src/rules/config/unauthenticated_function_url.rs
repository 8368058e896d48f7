#![doc = include_str!("unauthenticated_function_url.md")]

use buckler_template::{Auth, TriggerKind};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::data_access;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unauthenticated-function-url",
    title: "function URL that anyone may call",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[306, 862],
    risks: &["SAS-2", "S2"],
    page: include_str!("unauthenticated_function_url.md"),
};

const FIX: Fix = Fix {
    sam: "set `AuthType: AWS_IAM` and let callers, such as a CloudFront distribution, sign requests",
    cloudformation: "set `AuthType: AWS_IAM` and let callers, such as a CloudFront distribution, sign requests",
    serverless: "set `url: {authorizer: aws_iam}` and let callers, such as a CloudFront distribution, sign requests",
};

/// Judges function URLs whose `AuthType` is `NONE`.
pub(super) struct UnauthenticatedFunctionUrl;

impl ConfigRule for UnauthenticatedFunctionUrl {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for function in &stack.application.functions {
            let urls = function.triggers.iter().filter(|it| matches!(it.kind, TriggerKind::FunctionUrl { .. }));
            for trigger in urls.filter(|trigger| trigger.auth == Auth::None) {
                let writes = data_access(stack, function).writes;
                let what = if writes { ", and the function may change data" } else { "" };
                report
                    .add(
                        stack.place(trigger.auth_span),
                        format!("anyone may call the URL of `{}`: it asks for no credentials{what}", function.label),
                    )
                    .label("no authentication")
                    .severity(if writes { Severity::High } else { Severity::Medium })
                    .help(FIX.of(stack, &function.id))
                    .function(function.label.as_str());
            }
        }
    }
}
