#![doc = include_str!("missing_access_log.md")]

use buckler_template::{Api, Application, Node, Span};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "missing-access-log",
    title: "API without an access log",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[778],
    risks: &["SAS-5", "S10"],
    page: include_str!("missing_access_log.md"),
};

const FIX: Fix = Fix {
    sam: "set `AccessLogSetting` of an `Api`, `AccessLogSettings` of an `HttpApi`, with time, caller, method, path and status",
    cloudformation: "set `AccessLogSetting` of a REST stage, `AccessLogSettings` of an HTTP stage, `LogConfig` of a GraphQL API",
    serverless: "set `restApi`, `httpApi` or `websocket` in `provider.logs`, as the API is",
};

/// Judges whether requests to APIs are written down.
pub(super) struct MissingAccessLog;

impl ConfigRule for MissingAccessLog {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            let setting = match resource.kind.as_str() {
                "AWS::ApiGateway::Stage" | "AWS::Serverless::Api" => "AccessLogSetting",
                "AWS::ApiGatewayV2::Stage" | "AWS::Serverless::HttpApi" => "AccessLogSettings",
                "AWS::AppSync::GraphQLApi" => "LogConfig",
                _ => continue,
            };
            if resource.get(setting).is_none() {
                add(stack, resource.span, &resource.id, report);
            }
        }
        for api in implied(stack.application) {
            add(stack, api.span, &api.id, report);
        }
    }
}

/// APIs that events imply, and for which `Globals` set no log.
fn implied(application: &Application) -> impl Iterator<Item = &Api> {
    let written = |id: &str| application.resource(id).is_some();
    let kept = |settings: &Node| settings.entries().iter().any(|entry| is_log(&entry.key.text));
    application.apis.iter().filter(move |api| !written(&api.id) && !kept(&api.settings))
}

/// Names of the setting in all formats.
fn is_log(key: &str) -> bool {
    matches!(key, "AccessLogSetting" | "AccessLogSettings" | "logs" | "restApi" | "httpApi")
}

fn add(stack: &Stack<'_>, span: Span, api: &str, report: &mut Report) {
    report
        .add(stack.place(span), format!("nobody can tell later who called `{api}`"))
        .label("no access log")
        .group("no access log")
        .help(FIX.of(stack, api));
}
