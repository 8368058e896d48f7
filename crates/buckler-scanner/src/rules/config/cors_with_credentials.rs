#![doc = include_str!("cors_with_credentials.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::cors::any_origins;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "cors-with-credentials",
    title: "credentials admitted from every origin",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[942, 346],
    risks: &["SAS-3", "S6"],
    page: include_str!("cors_with_credentials.md"),
};

/// Judges cross-origin settings that admit every origin together with credentials.
pub(super) struct CorsWithCredentials;

impl ConfigRule for CorsWithCredentials {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for any in any_origins(stack.application) {
            let Some(credentials) = any.credentials else { continue };
            report
                .add(stack.place(any.origin.span), "any website may call this API with its visitors' credentials")
                .label("every origin")
                .step(stack.place(credentials.span), "credentials are admitted here")
                .help("name the origins of your own pages, or admit no credentials");
        }
    }
}
