#![doc = include_str!("debug_mode.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::Spot;
use buckler_syntax::tree::{ExprKind, Language, PatternKind, Span, StmtKind, Tree};

/// Debug mode.
#[derive(Debug)]
pub(super) struct DebugMode;

const INFO: RuleInfo = RuleInfo {
    id: "debug-mode",
    title: "framework in debug mode",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[489, 94],
    risks: &["SAS-10", "SAS-3"],
    page: include_str!("debug_mode.md"),
};

impl CodeRule for DebugMode {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for (module, tree) in calls::modules(code).into_iter().filter(|(_, tree)| tree.language() == Language::Python) {
            for span in switched_on(tree) {
                report
                    .add(
                        code.spot(Spot { module, span }),
                        "the framework shows its inside to whoever causes an error, and lets them run code",
                    )
                    .label("debug mode")
                    .help("read the switch from the environment and leave it off where others reach the application");
            }
        }
    }
}

/// `app.run(debug=True)` and `app.debug = True`.
fn switched_on(tree: &Tree) -> Vec<Span> {
    let names_framework = tree
        .names()
        .iter()
        .any(|name| matches!(name.as_ref(), "flask" | "quart" | "bottle" | "fastapi" | "chalice" | "sanic"));
    if !names_framework {
        return Vec::new();
    }
    let runs = tree.exprs().filter_map(|(_, expr)| {
        let ExprKind::Call { callee, arguments, .. } = expr.kind else { return None };
        (places::last_name(tree, callee) == Some("run")).then_some(())?;
        let debug = tree
            .list(arguments)
            .iter()
            .find(|argument| argument.keyword.is_some_and(|name| tree.text(name) == "debug"))?;
        (places::literal(tree, debug.value) == Some("true")).then_some(debug.span)
    });
    let sets = tree.stmts().filter_map(|(_, stmt)| {
        let StmtKind::Assign { targets, value: Some(value), .. } = stmt.kind else { return None };
        let target = *tree.list(targets).first()?;
        let member = matches!(tree.pattern(target).kind, PatternKind::Target(_));
        let debug = places::pattern_name(tree, target).is_some_and(|name| name == "debug" || name == "DEBUG");
        (member && debug && places::literal(tree, value) == Some("true")).then_some(stmt.span)
    });
    runs.chain(sets).collect()
}
