#![doc = include_str!("unauthenticated_identity.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_on;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unauthenticated-identity",
    title: "credentials of the cloud for anyone",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[306, 284],
    risks: &["SAS-2", "S2"],
    page: include_str!("unauthenticated_identity.md"),
};

/// Judges identity pools that give strangers a role.
pub(super) struct UnauthenticatedIdentity;

impl ConfigRule for UnauthenticatedIdentity {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        for pool in application.resources_of("AWS::Cognito::IdentityPool") {
            let Some(setting) = pool.get("AllowUnauthenticatedIdentities").filter(|it| is_on(Some(it))) else {
                continue;
            };
            let mut attached = application.resources_of("AWS::Cognito::IdentityPoolRoleAttachment");
            let role = attached.find_map(|attachment| {
                let own = attachment.get("IdentityPoolId").is_some_and(|id| id.refers_to(&pool.id));
                attachment.get("Roles.unauthenticated").filter(|_| own)
            });
            let finding = report.add(
                stack.place(setting.span),
                format!("identity pool `{}` gives anyone credentials of this account", pool.id),
            );
            finding
                .label("unauthenticated identities are allowed")
                .class(if role.is_some() { Class::Finding } else { Class::Hardening })
                .help("set it to `false`, or make sure that the role of strangers allows only what everybody may do");
            if let Some(role) = role {
                finding.step(stack.place(role.span), "strangers get this role");
            }
        }
    }
}
