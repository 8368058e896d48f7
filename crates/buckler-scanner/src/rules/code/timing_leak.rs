#![doc = include_str!("timing_leak.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Check, Spot};
use buckler_flow::catalog::Origin;
use buckler_syntax::tree::{BinaryOperator, ExprKind, Span, Tree};

/// Timing leak.
#[derive(Debug)]
pub(super) struct TimingLeak;

const INFO: RuleInfo = RuleInfo {
    id: "timing-leak",
    title: "signature compared letter by letter",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[208],
    risks: &["SAS-2", "S2"],
    page: include_str!("timing_leak.md"),
};

impl CodeRule for TimingLeak {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for check in code.analysis.checks.iter().filter(|check| calls::is_entered(code, &check.entries)) {
            let Some(tree) = code.tree(check.spot.module) else { continue };
            if !compares_signature(code, tree, check) {
                continue;
            }
            report
                .add(code.spot(check.spot), "the comparison takes longer the more of the signature is right")
                .label("ends at the first difference")
                .help("compare with `hmac.compare_digest` or `crypto.timingSafeEqual`")
                .functions(code.names(&check.entries));
        }
    }
}

/// Whether one side comes from the caller, and the function makes the other one with a key.
fn compares_signature(code: &Code<'_>, tree: &Tree, check: &Check) -> bool {
    let from_caller = check.left.iter().chain(&check.right).any(|taint| taint.origin == Origin::Input);
    let Some((left, right)) = equality(tree, check.spot.span) else { return false };
    let Some(function) = places::enclosing(tree, check.spot.span).and_then(|id| tree.function(id)) else {
        return false;
    };
    let text = code.source(Spot { module: check.spot.module, span: function.span });
    let made = text.contains("createHmac") || text.contains("hmac.new");
    let named = [left, right].iter().any(|side| {
        let side = code.source(Spot { module: check.spot.module, span: *side }).to_ascii_lowercase();
        ["sign", "hmac", "digest", "expected", "mac"].iter().any(|word| side.contains(word))
    });
    // The length of a signature is no secret.
    let length = [left, right].iter().any(|side| {
        let side = code.source(Spot { module: check.spot.module, span: *side });
        side.ends_with(".length") || side.starts_with("len(")
    });
    from_caller && made && named && !length
}

/// The sides of an equality at a place.
fn equality(tree: &Tree, span: Span) -> Option<(Span, Span)> {
    tree.exprs().find_map(|(_, expr)| match expr.kind {
        ExprKind::Binary { operator: BinaryOperator::Equal | BinaryOperator::NotEqual, left, right }
            if expr.span == span =>
        {
            Some((tree.expr(left).span, tree.expr(right).span))
        }
        _ => None,
    })
}
