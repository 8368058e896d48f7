#![doc = include_str!("weak_password_policy.md")]

use buckler_template::Node;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "weak-password-policy",
    title: "short passwords",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[521],
    risks: &["SAS-2", "S2"],
    page: include_str!("weak_password_policy.md"),
};

/// Shortest password that a policy may allow; also the length that a user pool without a policy asks for.
const SHORTEST: i64 = 8;

/// Judges password policies of user pools.
pub(super) struct WeakPasswordPolicy;

impl ConfigRule for WeakPasswordPolicy {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for pool in stack.application.resources_of("AWS::Cognito::UserPool") {
            let Some(length) = pool.get("Policies.PasswordPolicy.MinimumLength") else { continue };
            let Some(number) = length.number().filter(|number| *number < SHORTEST) else { continue };
            report
                .add(
                    stack.place(length.span),
                    format!("users of `{}` may have passwords of {number} characters", pool.id),
                )
                .label("too short")
                .help(format!("ask for {SHORTEST} characters or more; length helps more than kinds of characters"));
        }
        for pool in stack.application.resources_of("AWS::Cognito::UserPool") {
            // Guessed passwords matter less where a second factor is asked for.
            let factor = pool.get("MfaConfiguration").and_then(Node::text);
            if factor == Some("OFF") {
                report
                    .add(
                        stack.place(pool.place("MfaConfiguration")),
                        format!("users of `{}` have no second factor", pool.id),
                    )
                    .label("switched off")
                    .class(Class::Hardening)
                    .help("set `OPTIONAL` or `ON`");
            }
        }
    }
}
