#![doc = include_str!("switch_fall_through.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{FunctionRef, Spot};
use buckler_syntax::tree::{Language, Span, StmtKind, Tree};

/// Switch fall-through.
#[derive(Debug)]
pub(super) struct SwitchFallThrough;

const INFO: RuleInfo = RuleInfo {
    id: "switch-fall-through",
    title: "case that runs into the next one",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[484],
    risks: &["SAS-9"],
    page: include_str!("switch_fall_through.md"),
};

impl CodeRule for SwitchFallThrough {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for (module, tree) in
            calls::modules(code).into_iter().filter(|(_, tree)| tree.language() == Language::JavaScript)
        {
            for (span, after) in running_on(tree) {
                // A comment between the two says that it is meant.
                let between = code.source(Spot { module, span: after });
                if between.contains("//") || between.contains("/*") {
                    continue;
                }
                let function = FunctionRef { module, function: places::enclosing(tree, span) };
                report
                    .add(code.spot(Spot { module, span }), "this case runs into the next one")
                    .label("no `break` or `return`")
                    .help("end the case, or say in a comment that it is meant")
                    .functions(calls::functions_of(code, function));
            }
        }
    }
}

/// Cases with statements that do not end, with what stands between them and the next case.
fn running_on(tree: &Tree) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    for (_, stmt) in tree.stmts() {
        let StmtKind::Switch { cases, .. } = stmt.kind else { continue };
        let cases = tree.list(cases);
        for (case, next) in cases.iter().zip(cases.iter().skip(1)) {
            let Some(last) = tree.list(case.body).last().map(|id| tree.stmt(*id)) else { continue };
            if case.falls_through && may_go_on(tree, last.kind, 0) {
                let value = tree.list(case.values).first().map(|value| tree.expr(*value).span);
                let span = value.unwrap_or(Span::new(case.span.start, case.span.start));
                found.push((span, Span::new(last.span.end, next.span.start)));
            }
        }
    }
    found
}

/// Whether control can pass the end of a statement.
fn may_go_on(tree: &Tree, kind: StmtKind, depth: usize) -> bool {
    const MAX_DEPTH: usize = 16;
    if depth > MAX_DEPTH {
        return false;
    }
    let block = |body| match tree.list(body).last() {
        Some(last) => may_go_on(tree, tree.stmt(*last).kind, depth + 1),
        None => true,
    };
    match kind {
        StmtKind::Return(_) | StmtKind::Throw(_) | StmtKind::Break(_) | StmtKind::Continue(_) => false,
        StmtKind::Block { body, .. } => block(body),
        StmtKind::If { yes, no, .. } => block(yes) || block(no),
        StmtKind::Try { body, handlers, finally, .. } => {
            let goes_on = tree.list(finally).is_empty() || block(finally);
            goes_on && (block(body) || tree.list(handlers).iter().any(|handler| block(handler.body)))
        }
        // Loops and inner switches may leave in ways that are not looked at.
        StmtKind::While { .. } | StmtKind::Switch { .. } => false,
        _ => true,
    }
}
