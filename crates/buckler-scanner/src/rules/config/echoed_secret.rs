#![doc = include_str!("echoed_secret.md")]

use buckler_template::Node;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::secrets::{is_secret_name, is_secret_value};
use crate::rules::config::support::entries_within;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "echoed-secret",
    title: "secret parameter that the stack shows",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[522, 200],
    risks: &["SAS-7", "S3"],
    page: include_str!("echoed_secret.md"),
};

/// Judges parameters that are secrets and are not hidden.
pub(super) struct EchoedSecret;

impl ConfigRule for EchoedSecret {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for parameter in &stack.application.parameters {
            let text = parameter.kind == "String" || parameter.kind.is_empty();
            if !text || parameter.no_echo || !is_secret_name(&parameter.name) {
                continue;
            }
            // A default that is the name of a secret says that the parameter is one too.
            let default = parameter.default.as_ref().and_then(Node::text);
            // One that is written out is the graver fault, and another rule tells it.
            let known = default.is_some_and(|text| text.contains(['/', ':']) || is_secret_value(text));
            if known || !is_used(stack, &parameter.name) {
                continue;
            }
            report
                .add(
                    stack.place(parameter.span),
                    format!("parameter `{}` is a secret that everyone with access to the stack reads", parameter.name),
                )
                .label("without `NoEcho: true`")
                .help("set `NoEcho: true`, or better pass the name of a secret in Secrets Manager");
        }
    }
}

/// Whether a resource uses the parameter for a secret.
fn is_used(stack: &Stack<'_>, name: &str) -> bool {
    let resources = stack.application.resources.iter();
    let mut entries = resources.flat_map(|resource| entries_within(&resource.properties));
    entries.any(|entry| {
        let secret = is_secret_name(&entry.key.text) || ["SecretString", "Value"].contains(&entry.key.text.as_str());
        secret && (entry.value.refers_to(name) || stack.text(entry.value.span).contains(name))
    })
}
