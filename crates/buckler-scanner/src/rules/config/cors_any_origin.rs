#![doc = include_str!("cors_any_origin.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::cors::any_origins;
use crate::rules::config::support::has_identity;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "cors-any-origin",
    title: "answers that every origin may read",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[942],
    risks: &["SAS-3", "S6"],
    page: include_str!("cors_any_origin.md"),
};

/// Judges cross-origin settings that admit every origin, without credentials.
pub(super) struct CorsAnyOrigin;

impl ConfigRule for CorsAnyOrigin {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        // What everybody may read without signing in, every page may show.
        let identity = has_identity(stack.application);
        for any in any_origins(stack.application).iter().filter(|any| any.credentials.is_none()) {
            let writes = any.methods.iter().any(|method| ["PUT", "POST", "DELETE"].contains(method));
            if identity || writes {
                report
                    .add(stack.place(any.origin.span), "pages of every origin may call this and read the answers")
                    .label("every origin")
                    .group("every origin")
                    .help("name the origins of your own pages");
            }
        }
    }
}
