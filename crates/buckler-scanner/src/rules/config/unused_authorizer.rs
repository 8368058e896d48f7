#![doc = include_str!("unused_authorizer.md")]

use buckler_template::{Api, Application, Auth, DeclaredAuthorizer, Node, Value};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::entries_within;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unused-authorizer",
    title: "authorizer that no method uses",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[862, 306],
    risks: &["SAS-2", "S2"],
    page: include_str!("unused_authorizer.md"),
};

const FIX: Fix = Fix {
    sam: "make it the `DefaultAuthorizer` of the API or name it in `Auth: Authorizer` of events; or remove it",
    cloudformation: "name it in `AuthorizerId` of the methods or routes; or remove it",
    serverless: "name it in `authorizer` of the events; or remove it",
};

/// Judges authorizers that are declared and never attached.
pub(super) struct UnusedAuthorizer;

impl ConfigRule for UnusedAuthorizer {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        for api in &application.apis {
            // Without a method of the template nothing is left open: they may all come from elsewhere.
            if !application.endpoints.iter().any(|endpoint| endpoint.api == api.id) {
                continue;
            }
            for authorizer in api.declared.iter().filter(|it| !is_used(application, api, it)) {
                report
                    .add(
                        stack.place(authorizer.span),
                        format!("no method of `{}` asks the authorizer `{}`", api.id, authorizer.name),
                    )
                    .label("declared, never attached")
                    .help(FIX.of(stack, &api.id));
            }
        }
    }
}

fn is_used(application: &Application, api: &Api, authorizer: &DeclaredAuthorizer) -> bool {
    let name = authorizer.name.as_str();
    let default = api.default_authorizer.as_deref() == Some(name)
        || api.settings.path("Auth.DefaultAuthorizer").and_then(Node::text) == Some(name);
    // An authorizer that serves several APIs is asked where any of their methods names it.
    let named = |auth: &Auth| matches!(auth, Auth::Authorizer(asked) if asked == name);
    let unknown = |auth: &Auth| *auth == Auth::Unknown;
    let asked = application.endpoints.iter().any(|endpoint| named(&endpoint.auth) || unknown(&endpoint.auth));
    let referred = application.resources.iter().any(|other| {
        other.id != name
            && other.id != api.id
            && entries_within(&other.properties)
                .iter()
                .any(|entry| entry.key.text == "AuthorizerId" && entry.value.refers_to(name))
    });
    default || asked || referred || in_definition(api, name)
}

/// Whether the API's own description mentions the authorizer where a method lists its security.
fn in_definition(api: &Api, name: &str) -> bool {
    let body = ["DefinitionBody", "Body"].iter().find_map(|key| api.settings.get(key));
    let remote = ["DefinitionUri", "BodyS3Location"].iter().any(|key| api.settings.get(key).is_some());
    let include = |body: &Node| entries_within(body).iter().any(|entry| entry.key.text == "Fn::Transform");
    let security = |body: &Node| {
        let entries = entries_within(body);
        let mut lists = entries.iter().filter(|entry| entry.key.text == "security");
        lists.any(|list| entries_within(&list.value).iter().any(|entry| entry.key.text == name))
    };
    remote || body.is_some_and(|body| include(body) || security(body) || !matches!(body.value, Value::Map(_)))
}
