#![doc = include_str!("api_key_only.md")]

use buckler_template::Auth;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::label_of;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "api-key-only",
    title: "API method that asks for nothing but an API key",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[287, 306],
    risks: &["SAS-2", "S2"],
    page: include_str!("api_key_only.md"),
};

const FIX: Fix = Fix {
    sam: "set `Auth: Authorizer` of the event or `DefaultAuthorizer` of the API; keep the key for the usage plan",
    cloudformation: "set `AuthorizationType` and `AuthorizerId` of the method; keep the key for the usage plan",
    serverless: "set `authorizer` of the event; keep `private` for the usage plan",
};

/// Judges methods whose callers show an API key and nothing else.
pub(super) struct ApiKeyOnly;

impl ConfigRule for ApiKeyOnly {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for endpoint in stack.application.endpoints.iter().filter(|endpoint| endpoint.auth == Auth::ApiKey) {
            report
                .add(
                    stack.place(endpoint.auth_span),
                    format!("`{} {}` asks its callers for an API key only", endpoint.method, endpoint.path),
                )
                .label("a key meters a client, it proves no identity")
                .group("API key only")
                .help(FIX.of(stack, &endpoint.api))
                .functions(label_of(stack.application, endpoint));
        }
    }
}
