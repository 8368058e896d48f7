#![doc = include_str!("slow_regex.md")]

use crate::code::Code;
use crate::facts::regex::is_exponential;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{FunctionRef, Spot};
use buckler_syntax::tree::{ExprKind, Language, Span, Tree};

/// Slow regular expression.
#[derive(Debug)]
pub(super) struct SlowRegex;

const INFO: RuleInfo = RuleInfo {
    id: "slow-regex",
    title: "regular expression that blows up",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[1333, 400],
    risks: &["SAS-8"],
    page: include_str!("slow_regex.md"),
};

impl CodeRule for SlowRegex {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for (module, tree) in calls::modules(code) {
            for (span, pattern, ignore_case, whole) in patterns(tree) {
                if !is_exponential(pattern, ignore_case, whole) {
                    continue;
                }
                let function = FunctionRef { module, function: places::enclosing(tree, span) };
                report
                    .add(
                        code.spot(Spot { module, span }),
                        "the expression takes exponential time on text that nearly fits",
                    )
                    .label("repeats what repeats")
                    .help("repeat only once: `a+` instead of `(a+)+`, and limit the length of the text before")
                    .functions(calls::functions_of(code, function));
            }
        }
    }
}

/// Constant expressions of a module, whether they take letters of both cases, and whether they must fit the whole text.
fn patterns(tree: &Tree) -> Vec<(Span, &str, bool, bool)> {
    let mut found = Vec::new();
    for (_, expr) in tree.exprs() {
        match expr.kind {
            ExprKind::Regex { pattern, flags } => {
                found.push((expr.span, tree.text(pattern), tree.text(flags).contains('i'), false));
            }
            ExprKind::Call { callee, arguments, .. } => {
                let Some(argument) = tree.list(arguments).first() else { continue };
                let Some(name) = places::last_name(tree, callee) else { continue };
                let takes = match tree.language() {
                    Language::JavaScript => name == "RegExp",
                    Language::Python => {
                        matches!(
                            name,
                            "compile" | "match" | "search" | "fullmatch" | "findall" | "finditer" | "sub" | "split"
                        ) && matches!(tree.expr(callee).kind, ExprKind::Member { object, .. } if matches!(places::last_name(tree, object), Some("re" | "regex")))
                    }
                };
                if takes && let Some(pattern) = places::literal(tree, argument.value) {
                    found.push((tree.expr(argument.value).span, pattern, false, name == "fullmatch"));
                }
            }
            _ => {}
        }
    }
    found
}
