#![doc = include_str!("secret_in_environment.md")]

use buckler_template::{Field, Function, Span, symbol};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::secrets::{is_access_key, is_secret_name, is_secret_value, known_shape};
use crate::rules::config::support::{is_written_out, origin};
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
        let mut leaks: Vec<Leak<'_>> = Vec::new();
        for function in &stack.application.functions {
            for leak in leaks_of(stack, function) {
                match leaks.iter_mut().find(|known| known.span == leak.span) {
                    Some(known) => known.functions.extend(leak.functions),
                    None => leaks.push(leak),
                }
            }
        }
        leaks.iter().for_each(|leak| leak.report(stack, report));
        resolved(stack, report);
    }
}

/// Secrets that a deployment puts into the environment in the clear.
fn resolved(stack: &Stack<'_>, report: &mut Report) {
    let hidden = |name: &str| stack.application.parameters.iter().any(|it| it.no_echo && it.name == name);
    let mut seen: Vec<Span> = Vec::new();
    for function in &stack.application.functions {
        for variable in &function.environment {
            let Field::Unknown(value) = &variable.value else { continue };
            let store =
                value.text.contains("{{resolve:secretsmanager:") || value.text.contains("{{resolve:ssm-secure:");
            let parameter = symbol::symbols(&value.text).any(|symbol| hidden(symbol.name));
            if !(store || parameter) || seen.contains(&value.span) {
                continue;
            }
            seen.push(value.span);
            report
                .add(
                    stack.place(value.span),
                    format!("a deployment writes a secret into `{}` in the clear", variable.name),
                )
                .label("everyone who reads the function's settings has it")
                .class(Class::Hardening)
                .severity(Severity::Low)
                .help("pass the name of the secret, and let the function read it")
                .group("secret resolved into the environment")
                .function(function.label.as_str());
        }
    }
}

/// A secret in a variable.
struct Leak<'a> {
    name: &'a str,
    value: &'a str,
    span: Span,
    what: &'static str,
    functions: Vec<&'a str>,
}

impl Leak<'_> {
    fn report(&self, stack: &Stack<'_>, report: &mut Report) {
        let place = origin(stack, self.span, self.value);
        let finding = report.add(place, format!("environment variable `{}` holds {}", self.name, self.what));
        finding
            .label("everyone who reads the template or the function's settings has it")
            .help("keep it in Secrets Manager or Parameter Store, let the function read it, and replace it now")
            .functions(self.functions.iter().copied());
        if place != stack.place(self.span) {
            finding.step(stack.place(self.span), "the environment takes it from there");
        }
    }
}

/// The secrets in the environment of one function.
fn leaks_of<'a>(stack: &Stack<'_>, function: &'a Function) -> Vec<Leak<'a>> {
    let written = function.environment.iter().filter_map(|variable| match &variable.value {
        Field::Known(value, span) if is_written_out(stack, *span) => {
            Some((variable.name.as_str(), value.as_str(), *span))
        }
        _ => None,
    });
    let written: Vec<_> = written.collect();
    // The id of a key is no secret; it matters where the key is not beside it.
    let has_key = written.iter().any(|(_, value, _)| is_access_key(value));
    let leaks = written.into_iter().filter(|(_, value, _)| !(has_key && value.starts_with("AKIA")));
    leaks
        .filter_map(|(name, value, span)| {
            let what = secret(name, value)?;
            Some(Leak { name, value, span, what, functions: vec![function.label.as_str()] })
        })
        .collect()
}

/// What a variable gives away.
fn secret(name: &str, value: &str) -> Option<&'static str> {
    let named = is_secret_name(name) && is_secret_value(value);
    known_shape(value).or(named.then_some("a secret"))
}
