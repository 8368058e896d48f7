#![doc = include_str!("open_trust_policy.md")]

use buckler_access::Condition;
use buckler_template::{Effect, Role, Span, Statement};

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{document, open_caller};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "open-trust-policy",
    title: "role that anybody may take",
    severity: Severity::Critical,
    class: Class::Finding,
    cwe: &[284, 732, 862, 863],
    risks: &["SAS-4", "SAS-2", "S5"],
    page: include_str!("open_trust_policy.md"),
};

/// Judges who may take the roles of an application.
pub(super) struct OpenTrustPolicy;

/// Identity providers that serve everybody, and the claim that tells whose identity it is.
const PROVIDERS: &[(&str, &str)] = &[
    ("cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com:aud"),
    ("token.actions.githubusercontent.com", "token.actions.githubusercontent.com:sub"),
    ("accounts.google.com", "accounts.google.com:aud"),
    ("graph.facebook.com", "graph.facebook.com:app_id"),
    ("www.amazon.com", "www.amazon.com:app_id"),
];

impl ConfigRule for OpenTrustPolicy {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for role in &stack.application.roles {
            let Some(trust) = &role.trust else { continue };
            for (statement, plain) in trust.statements.iter().zip(document(trust).statements) {
                judge(stack, report, role, statement, &plain.conditions);
            }
        }
    }
}

fn judge(stack: &Stack<'_>, report: &mut Report, role: &Role, statement: &Statement, conditions: &[Condition]) {
    let (span, who) = if let Some(caller) = open_caller(statement) {
        (caller.span(), "anybody with an AWS account".to_owned())
    } else if let Some((span, provider)) = open_provider(statement, conditions) {
        (span, format!("any identity of `{provider}`"))
    } else {
        return;
    };
    report
        .add(stack.place(span), format!("{who} may take the role `{}`", role.id))
        .label(format!("trusts {who}"))
        .help("name the accounts, roles or services that are meant; for a provider, compare the claim that tells whose identity it is");
}

/// An identity provider that is trusted for everybody it knows.
fn open_provider(statement: &Statement, conditions: &[Condition]) -> Option<(Span, &'static str)> {
    if statement.effect != Effect::Allow {
        return None;
    }
    let named = statement.principal.as_ref()?.get("Federated")?;
    let (node, provider, claim) = named.one_or_many().iter().find_map(|node| {
        let text = node.symbolic()?;
        let (provider, claim) = PROVIDERS.iter().find(|(provider, _)| is_named(&text, provider))?;
        Some((node, *provider, *claim))
    })?;
    let tells = conditions.iter().any(|condition| condition.key.is_empty() || tells_whose(condition, claim));
    (!tells).then_some((node.span, provider))
}

/// The name of a provider, or the ARN of it.
fn is_named(text: &str, provider: &str) -> bool {
    text == provider || text.rsplit_once("oidc-provider/").is_some_and(|(_, name)| name == provider)
}

fn tells_whose(condition: &Condition, claim: &str) -> bool {
    let operator = condition.operator.to_ascii_lowercase();
    let compares = operator.contains("equals") || operator.contains("like");
    let is_open = |value: &String| matches!(value.as_str(), "*" | "repo:*" | "repo:*/*" | "repo:*/*:*");
    compares
        && !operator.contains("not")
        && condition.key.eq_ignore_ascii_case(claim)
        && !condition.values.iter().any(is_open)
}
