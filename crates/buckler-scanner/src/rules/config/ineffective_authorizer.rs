#![doc = include_str!("ineffective_authorizer.md")]

use buckler_template::Resource;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "ineffective-authorizer",
    title: "authorizer without effect",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[862, 306],
    risks: &["SAS-2", "S2"],
    page: include_str!("ineffective_authorizer.md"),
};

/// Judges settings that name an authorizer and do not make it asked.
pub(super) struct IneffectiveAuthorizer;

impl ConfigRule for IneffectiveAuthorizer {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            match resource.kind.as_str() {
                "AWS::ApiGateway::Method" | "AWS::ApiGatewayV2::Route" => method(stack, resource, report),
                "AWS::Serverless::Api" | "AWS::Serverless::HttpApi" => api(stack, resource, report),
                _ => {}
            }
        }
    }
}

/// A method that names an authorizer although its type says that nobody is asked.
fn method(stack: &Stack<'_>, method: &Resource, report: &mut Report) {
    let Some(authorizer) = method.entry("AuthorizerId") else { return };
    let kind = method.get("AuthorizationType");
    // Without a type, or with an unknown one, the cloud decides.
    if kind.is_some_and(|kind| kind.text() != Some("NONE")) {
        return;
    }
    let place = kind.map_or(authorizer.key.span, |kind| kind.span);
    report
        .add(stack.place(place), format!("`{}` names an authorizer that is never asked", method.id))
        .label("`AuthorizationType: NONE` wins over `AuthorizerId`")
        .help("set `AuthorizationType` to `CUSTOM`, `COGNITO_USER_POOLS` or `JWT`, as the authorizer is");
}

/// A default authorizer that the API does not declare.
fn api(stack: &Stack<'_>, api: &Resource, report: &mut Report) {
    let Some(default) = api.get("Auth.DefaultAuthorizer") else { return };
    let Some(name) = default.text() else { return };
    let declared = api.get("Auth.Authorizers").is_some_and(|all| all.get(name).is_some() || all.unknown().is_some());
    if declared || ["AWS_IAM", "NONE"].contains(&name) {
        return;
    }
    report
        .add(stack.place(default.span), format!("`{}` does not declare the authorizer `{name}`", api.id))
        .label("no such authorizer")
        .help("declare it under `Auth: Authorizers`");
}
