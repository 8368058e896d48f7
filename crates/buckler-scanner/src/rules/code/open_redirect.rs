#![doc = include_str!("open_redirect.md")]

use crate::code::Code;
use crate::facts::{flows, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Fact, FactShape, Return, Taint};
use buckler_flow::catalog::{Kind, Origin};
use buckler_syntax::tree::{BinaryOperator, ExprKind};

/// Redirect to a place chosen by input.
#[derive(Debug)]
pub(super) struct OpenRedirect;

const INFO: RuleInfo = RuleInfo {
    id: "open-redirect",
    title: "redirect to a place chosen by input",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[601],
    risks: &["SAS-1", "S1"],
    page: include_str!("open_redirect.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Redirect],
    label: "decides where the browser goes",
    help: "compare the target with a list of your own paths",
};

impl CodeRule for OpenRedirect {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |hit| !hit.taints.iter().all(is_limited));
        for answer in &code.analysis.returns {
            let Some(headers) = answer.value.entry("headers") else { continue };
            let FactShape::Object { entries, .. } = &headers.shape else { continue };
            let Some((_, spot, value)) = entries.iter().find(|(name, ..)| name.eq_ignore_ascii_case("location")) else {
                continue;
            };
            let Some(taint) = chosen(value).filter(|taint| !is_looked_up(code, answer, taint)) else { continue };
            let place = spot.unwrap_or(answer.spot);
            let finding = report.add(code.spot(place), format!("`{}` decides where the browser goes", taint.label));
            finding.label(FLOWS.label).help(FLOWS.help).functions(code.names(&[answer.entry]));
            for step in &taint.steps {
                finding.step(code.spot(step.spot), flows::excerpt(code.source(step.spot)));
            }
            finding.step(code.spot(place), "is where the browser goes");
        }
    }
}

/// Input that decides the host of a target: nothing constant stands before it.
fn chosen(value: &Fact) -> Option<&Taint> {
    if let FactShape::Text(text) = &value.shape
        && !text.starts_with('\0')
        && !["https://\0", "http://\0", "//\0"].iter().any(|start| text.starts_with(start))
    {
        return None;
    }
    value
        .taints
        .iter()
        .find(|taint| taint.origin == Origin::Input && !taint.clean_for(Kind::Redirect) && !is_limited(taint))
}

/// Whether a check has left so few characters that no other host can be named.
fn is_limited(taint: &Taint) -> bool {
    [Kind::Html, Kind::Sql, Kind::Command].iter().all(|kind| taint.clean_for(*kind))
}

/// Whether the answering function looks the value up in a list.
fn is_looked_up(code: &Code<'_>, answer: &Return, taint: &Taint) -> bool {
    let Some(tree) = code.tree(answer.spot.module) else { return false };
    let function = places::enclosing(tree, answer.spot.span);
    code.analysis.checks.iter().any(|check| {
        check.spot.module == answer.spot.module
            && places::enclosing(tree, check.spot.span) == function
            && check.left.iter().any(|left| left.label == taint.label)
            && tree.exprs().any(|(_, expr)| {
                expr.span == check.spot.span
                    && matches!(
                        expr.kind,
                        ExprKind::Binary { operator: BinaryOperator::In | BinaryOperator::NotIn, .. }
                    )
            })
    })
}
