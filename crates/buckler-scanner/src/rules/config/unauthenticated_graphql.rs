#![doc = include_str!("unauthenticated_graphql.md")]

use buckler_template::Node;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unauthenticated-graphql",
    title: "GraphQL API that asks for nothing but an API key",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[306, 287],
    risks: &["SAS-2", "S2"],
    page: include_str!("unauthenticated_graphql.md"),
};

/// Judges AppSync APIs whose default authentication is an API key.
pub(super) struct UnauthenticatedGraphql;

impl ConfigRule for UnauthenticatedGraphql {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for api in stack.application.resources.iter().filter(|api| GRAPHQL.contains(&api.kind.as_str())) {
            let Some(setting) = api.get("AuthenticationType").or_else(|| api.get("Auth.Type")) else { continue };
            if setting.text() != Some("API_KEY") {
                continue;
            }
            let others = ["AdditionalAuthenticationProviders", "Auth.Additional"];
            // With another way to sign in, the key opens only what the schema marks for it.
            let mixed = others.iter().filter_map(|path| api.get(path)).any(|list| !Node::items(list).is_empty());
            report
                .add(
                    stack.place(setting.span),
                    format!("`{}` answers whoever has its API key, which every client carries", api.id),
                )
                .label("a key names a client, not a user")
                .class(if mixed { Class::Hardening } else { Class::Finding })
                .help("authenticate with a user pool, OpenID Connect, IAM or a function");
        }
    }
}

/// GraphQL APIs of CloudFormation and SAM.
const GRAPHQL: [&str; 2] = ["AWS::AppSync::GraphQLApi", "AWS::Serverless::GraphQLApi"];
