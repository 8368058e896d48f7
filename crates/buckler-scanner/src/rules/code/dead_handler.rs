#![doc = include_str!("dead_handler.md")]

use crate::code::Code;
use crate::facts::places;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{FunctionRef, ModuleId, Role, Spot};
use buckler_syntax::tree::{Function, FunctionId, Tree};
use std::collections::BTreeSet;

/// Dead handler.
#[derive(Debug)]
pub(super) struct DeadHandler;

const INFO: RuleInfo = RuleInfo {
    id: "dead-handler",
    title: "handler that no template names",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[561, 1164],
    risks: &["SAS-11"],
    page: include_str!("dead_handler.md"),
};

impl CodeRule for DeadHandler {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let given = code.analysis.entries.iter().filter(|entry| entry.role == Role::Given);
        let handlers: BTreeSet<FunctionRef> = given.filter_map(|entry| entry.function).collect();
        if handlers.is_empty() {
            return;
        }
        let folders: BTreeSet<String> = handlers.iter().map(|handler| folder(code, handler.module)).collect();
        let reached: BTreeSet<ModuleId> = code
            .analysis
            .reached
            .iter()
            .filter(|(_, entries)| !entries.is_empty())
            .map(|(function, _)| function.module)
            .collect();
        for module in code.modules() {
            // Code beside the handlers of a template is deployed with them; what lies elsewhere may belong to anything.
            if reached.contains(&module) || !folders.contains(&folder(code, module)) || is_aside(code.path(module)) {
                continue;
            }
            let Some(tree) = code.tree(module) else { continue };
            for (_, function) in tree.functions().filter(|(id, function)| has_shape(tree, *id, function)) {
                report
                    .add(
                        code.spot(Spot { module, span: function.name_span }),
                        "no template names this handler, and nothing calls it",
                    )
                    .label("deployed and never used")
                    .help("remove it, or add the function to the template");
            }
        }
    }
}

/// Whether a path leads to what is no part of an application: examples of a library, tests, documentation.
fn is_aside(path: &str) -> bool {
    path.split('/').any(|part| {
        matches!(
            part.to_ascii_lowercase().as_str(),
            "example" | "examples" | "test" | "tests" | "__tests__" | "docs" | "scripts"
        )
    })
}

/// The folder of a module.
fn folder(code: &Code<'_>, module: ModuleId) -> String {
    let path = code.path(module);
    path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// Whether a function is named and shaped like a handler.
fn has_shape(tree: &Tree, id: FunctionId, function: &Function) -> bool {
    let parameters = tree.list(function.parameters);
    let first = parameters.first().and_then(|parameter| places::pattern_name(tree, parameter.pattern));
    let named = places::function_name(tree, id)
        .is_some_and(|name| matches!(name, "handler" | "lambda_handler" | "lambdaHandler"));
    named && matches!(first, Some("event" | "_event")) && parameters.len() <= 3
}
