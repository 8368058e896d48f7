#![doc = include_str!("prototype_pollution.md")]

use crate::code::Code;
use crate::facts::{calls, flows, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{FunctionRef, Spot};
use buckler_flow::catalog::Kind;
use buckler_syntax::tree::{
    ExprId, ExprKind, Function, FunctionId, Language, PatternId, PatternKind, Span, StmtKind, Tree,
};

/// Prototype pollution.
#[derive(Debug)]
pub(super) struct PrototypePollution;

const INFO: RuleInfo = RuleInfo {
    id: "prototype-pollution",
    title: "prototype of every object changed by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[1321],
    risks: &["SAS-1", "S1"],
    page: include_str!("prototype_pollution.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Prototype],
    label: "names the property",
    help: "refuse the keys `__proto__`, `constructor` and `prototype`, or write into a `Map`",
};

impl CodeRule for PrototypePollution {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |_| true);
        for (module, tree) in
            calls::modules(code).into_iter().filter(|(_, tree)| tree.language() == Language::JavaScript)
        {
            for (id, function) in tree.functions() {
                let here = FunctionRef { module, function: Some(id) };
                let text = code.source(Spot { module, span: function.span });
                if ["__proto__", "prototype", "constructor", "hasOwn"].iter().any(|word| text.contains(word)) {
                    continue;
                }
                let functions = calls::functions_of(code, here);
                let Some(span) = merges(tree, id, function).filter(|_| !functions.is_empty()) else { continue };
                report
                    .add(
                        code.spot(Spot { module, span }),
                        "the merge follows any key, `__proto__` too, into the prototype of every object",
                    )
                    .label(FLOWS.label)
                    .help(FLOWS.help)
                    .functions(functions);
            }
        }
    }
}

/// The write `target[key] = …` of a function that calls itself with `target[key]`.
fn merges(tree: &Tree, id: FunctionId, function: &Function) -> Option<Span> {
    let name = places::function_name(tree, id)?;
    let inside = |span: Span| function.span.start <= span.start && span.end <= function.span.end;
    let first =
        tree.list(function.parameters).first().and_then(|parameter| places::pattern_name(tree, parameter.pattern))?;
    let recursive = tree.exprs().filter(|(_, expr)| inside(expr.span)).any(|(_, expr)| match expr.kind {
        ExprKind::Call { callee, arguments, .. } => {
            places::last_name(tree, callee) == Some(name)
                && tree.list(arguments).first().is_some_and(|argument| is_entry(tree, argument.value, first))
        }
        _ => false,
    });
    if !recursive {
        return None;
    }
    let written = |target: PatternId| match tree.pattern(target).kind {
        PatternKind::Target(target) => is_entry(tree, target, first),
        _ => false,
    };
    tree.stmts().filter(|(_, stmt)| inside(stmt.span)).find_map(|(_, stmt)| match stmt.kind {
        StmtKind::Assign { targets, value: Some(value), .. } if places::literal(tree, value).is_none() => tree
            .list(targets)
            .first()
            .filter(|target| {
                written(**target) && matches!(tree.expr(value).kind, ExprKind::Index { .. } | ExprKind::Name(_))
            })
            .map(|_| stmt.span),
        _ => None,
    })
}

/// Whether an expression is `name[key]` with a key that is not constant.
fn is_entry(tree: &Tree, id: ExprId, name: &str) -> bool {
    match tree.expr(id).kind {
        // `target[key] || {}`
        ExprKind::Logical { left, .. } => {
            matches!(tree.expr(left).kind, ExprKind::Index { .. }) && is_entry(tree, left, name)
        }
        ExprKind::Index { object, index } => {
            places::last_name(tree, object) == Some(name) && matches!(tree.expr(index).kind, ExprKind::Name(_))
        }
        _ => false,
    }
}
