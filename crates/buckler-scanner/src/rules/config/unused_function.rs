#![doc = include_str!("unused_function.md")]

use buckler_template::{Function, Symbol};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unused-function",
    title: "function that nothing invokes",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[1164],
    risks: &["SAS-11"],
    page: include_str!("unused_function.md"),
};

/// Judges functions without a trigger that nothing else in the template mentions.
pub(super) struct UnusedFunction;

impl ConfigRule for UnusedFunction {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let text = stack.files.get(stack.file).map_or("", |file| file.text.as_str());
        for function in &stack.application.functions {
            if function.triggers.is_empty() && !is_mentioned(stack, function, text) {
                report
                    .add(stack.place(function.span), format!("nothing in the template invokes `{}`", function.label))
                    .label("no trigger, no mention")
                    .help("remove it if nobody else invokes it by name")
                    .function(function.label.as_str());
            }
        }
    }
}

/// Whether anything but the function itself names it: another resource, an output, an environment variable, a workflow.
fn is_mentioned(stack: &Stack<'_>, function: &Function, text: &str) -> bool {
    let application = stack.application;
    let names = |symbol: &Symbol<'_>| symbol.name == function.id;
    let log_group = |kind: &str| kind == "AWS::Logs::LogGroup" || kind == "AWS::CloudWatch::Alarm";
    let referred = application.resources.iter().any(|resource| {
        resource.id != function.id && !log_group(&resource.kind) && resource.properties.references().iter().any(names)
    });
    // Outputs, workflows in texts and code call it by a name that is no symbol.
    let authorizer = application.apis.iter().flat_map(|api| &api.authorizers).any(|it| it.function == function.id);
    referred
        || authorizer
        || mentions(text, &function.label) > 1
        || (function.name != function.label && mentions(text, &function.name) > 1)
}

/// How often a word stands in a text.
fn mentions(text: &str, word: &str) -> usize {
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let found = text.match_indices(word).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !part(before) && !part(after)
    });
    found.count()
}
