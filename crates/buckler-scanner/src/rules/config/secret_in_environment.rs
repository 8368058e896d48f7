#![doc = include_str!("secret_in_environment.md")]

use buckler_template::{Field, Span, Variable};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::secrets::{is_access_key, is_secret_name, is_secret_value, known_shape};
use crate::rules::config::support::is_written_out;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "secret-in-environment",
    title: "secret written into the environment of a function",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[798, 522, 312],
    risks: &["SAS-7", "S3"],
    page: include_str!("secret_in_environment.md"),
};

/// Judges environment variables of functions whose literal value is a secret.
pub(super) struct SecretInEnvironment;

impl ConfigRule for SecretInEnvironment {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        // Variables of `Globals` belong to every function and are one secret.
        let mut seen: Vec<(Span, Vec<String>, String, &'static str)> = Vec::new();
        for function in &stack.application.functions {
            // The id of a key is no secret; it matters where the key is not beside it.
            let written = |it: &&Variable| it.value.span().is_some_and(|span| is_written_out(stack, span));
            let mut values = function.environment.iter().filter(written);
            let has_key = values.any(|it| it.value.known().is_some_and(is_access_key));
            for variable in &function.environment {
                let Field::Known(value, span) = &variable.value else { continue };
                if !is_written_out(stack, *span) {
                    continue;
                }
                let Some(what) = secret(&variable.name, value) else { continue };
                if has_key && value.len() == 20 && value.starts_with("AKIA") {
                    continue;
                }
                match seen.iter_mut().find(|(known, ..)| known == span) {
                    Some((_, functions, ..)) => functions.push(function.label.clone()),
                    None => seen.push((*span, vec![function.label.clone()], variable.name.clone(), what)),
                }
            }
        }
        for (span, functions, name, what) in seen {
            report
                .add(stack.place(span), format!("environment variable `{name}` holds {what}"))
                .label("everyone who reads the template or the function's settings has it")
                .help("keep it in Secrets Manager or Parameter Store, let the function read it, and replace it now")
                .functions(functions);
        }
    }
}

/// What a variable gives away.
fn secret(name: &str, value: &str) -> Option<&'static str> {
    let named = is_secret_name(name) && is_secret_value(value);
    known_shape(value).or(named.then_some("a secret"))
}
