#![doc = include_str!("endless_paging.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{FunctionRef, ModuleId, Spot};
use buckler_syntax::tree::{Span, StmtKind, Tree};
use std::collections::BTreeSet;

/// Endless paging.
#[derive(Debug)]
pub(super) struct EndlessPaging;

const INFO: RuleInfo = RuleInfo {
    id: "endless-paging",
    title: "loop that never ends",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[835],
    risks: &["SAS-8"],
    page: include_str!("endless_paging.md"),
};

/// What an answer calls the place where it stopped, and what the next request calls it.
const POSITIONS: &[(&str, &[&str])] = &[
    ("LastEvaluatedKey", &["ExclusiveStartKey"]),
    ("NextContinuationToken", &["ContinuationToken"]),
    ("NextMarker", &["Marker"]),
    ("NextToken", &["NextToken"]),
    ("nextToken", &["nextToken"]),
];

impl CodeRule for EndlessPaging {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut told = BTreeSet::new();
        for (module, tree) in calls::modules(code) {
            for (span, name, next) in repeated_pages(code, module, tree) {
                let function = FunctionRef { module, function: places::enclosing(tree, span) };
                told.insert((module, span.start));
                report
                    .add(
                        code.spot(Spot { module, span }),
                        format!("the loop waits for `{name}` to be gone and asks for the same page each time"),
                    )
                    .label("never hands over where to go on")
                    .help(format!("hand over `{next}`"))
                    .functions(calls::functions_of(code, function));
            }
        }
        for endless in code.analysis.loops.iter().filter(|endless| calls::is_entered(code, &endless.entries)) {
            let span = head(code, endless.spot);
            if told.insert((endless.spot.module, span.start)) {
                report
                    .add(code.spot(Spot { module: endless.spot.module, span }), "nothing ends this loop")
                    .label("never ends")
                    .help("end it after a number of rounds, and when nothing is left")
                    .functions(code.names(&endless.entries));
            }
        }
    }
}

/// Loops that look at the position of an answer and never hand it to a request.
fn repeated_pages(code: &Code<'_>, module: ModuleId, tree: &Tree) -> Vec<(Span, &'static str, &'static str)> {
    let mut found = Vec::new();
    for (_, stmt) in tree.stmts() {
        let StmtKind::While { test, after, .. } = stmt.kind else { continue };
        let text = code.source(Spot { module, span: stmt.span });
        let test_text = test.map(|test| code.source(Spot { module, span: tree.expr(test).span })).unwrap_or_default();
        for (name, nexts) in POSITIONS {
            // A loop without a condition ends inside, where it looks at the position and does nothing else with it.
            let looks = match test_text {
                "" | "True" | "true" | "1" => text.matches(name).count() == 1,
                test => test.contains(name),
            };
            if !looks || *name == "NextToken" || *name == "nextToken" {
                continue;
            }
            let handed = nexts.iter().any(|next| without(text, name).contains(next));
            let passed_on = text.contains("paginat");
            if !handed && !passed_on {
                let next = nexts.first().copied().unwrap_or_default();
                let span = if after { stmt.span } else { head(code, Spot { module, span: stmt.span }) };
                found.push((span, *name, next));
            }
        }
    }
    found
}

/// A text without a word, so that another word inside it is not taken for it.
fn without(text: &str, word: &str) -> String {
    text.replace(word, "")
}

/// The first line of a statement.
fn head(code: &Code<'_>, spot: Spot) -> Span {
    let text = code.source(spot);
    let line = text.lines().next().unwrap_or_default().trim_end();
    let length = u32::try_from(line.len()).unwrap_or(0);
    Span::new(spot.span.start, spot.span.start + length)
}
