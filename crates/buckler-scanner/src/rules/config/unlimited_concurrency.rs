#![doc = include_str!("unlimited_concurrency.md")]

use buckler_template::{Application, Endpoint, Field, Node};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::{entries_within, is_open};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unlimited-concurrency",
    title: "function without a limit that anyone may call",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[770, 400],
    risks: &["SAS-8", "S6"],
    page: include_str!("unlimited_concurrency.md"),
};

const FIX: Fix = Fix {
    sam: "set `ReservedConcurrentExecutions`, or limits for all methods of the API: `MethodSettings` of an `Api`, `DefaultRouteSettings` of an `HttpApi`",
    cloudformation: "set `ReservedConcurrentExecutions`, or limits of the stage: `MethodSettings` for REST, `DefaultRouteSettings` for HTTP",
    serverless: "set `reservedConcurrency` of the function",
};

/// Judges functions that strangers may call as often as they like.
pub(super) struct UnlimitedConcurrency;

impl ConfigRule for UnlimitedConcurrency {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        for function in application.functions.iter().filter(|it| it.reserved_concurrency == Field::Absent) {
            let own = |endpoint: &&Endpoint| endpoint.function.as_deref() == Some(&function.id);
            let mut open = application.endpoints.iter().filter(own).filter(|endpoint| is_open(application, endpoint));
            if !open.any(|endpoint| !is_throttled(application, &endpoint.api)) {
                continue;
            }
            report
                .add(
                    stack.place(function.span),
                    format!("strangers may call `{}` as often as they like", function.label),
                )
                .label("no limit of concurrency or rate")
                .group("no limit of concurrency")
                .help(FIX.of(stack, &function.id))
                .function(function.label.as_str());
        }
    }
}

/// Whether an API, or a stage or usage plan of it, limits the rate of requests.
fn is_throttled(application: &Application, api: &str) -> bool {
    let limits = ["throttlingratelimit", "throttlingburstlimit", "throttle", "ratelimit", "burstlimit"];
    let limited = |node: &Node| {
        entries_within(node).iter().any(|entry| limits.contains(&entry.key.text.to_ascii_lowercase().as_str()))
    };
    application.api(api).is_some_and(|api| limited(&api.settings))
        || application.resources.iter().any(|resource| {
            resource.kind.starts_with("AWS::ApiGateway")
                && (resource.id == api || resource.properties.refers_to(api))
                && limited(&resource.properties)
        })
}
