#![doc = include_str!("race_condition.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Spot, Stored};
use buckler_flow::catalog::Origin;
use buckler_syntax::tree::{PatternId, PatternKind, Span, StmtKind, Tree};

/// Race condition.
#[derive(Debug)]
pub(super) struct RaceCondition;

const INFO: RuleInfo = RuleInfo {
    id: "race-condition",
    title: "item read, changed and written back without a condition",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[362, 367],
    risks: &["SAS-9", "S1"],
    page: include_str!("race_condition.md"),
};

impl CodeRule for RaceCondition {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let puts = code.analysis.stored.iter().filter(|stored| stored.store.put && stored.store.kind == "table");
        for put in puts.filter(|put| calls::is_entered(code, &put.entries)) {
            let Some(call) = code.analysis.calls.iter().find(|call| call.spot == put.spot) else { continue };
            if is_guarded(call) || !(was_read(code, put) || is_changed(code, put)) {
                continue;
            }
            report
                .add(code.spot(call.callee), format!("an item of `{}` is read, changed and written back without a condition", put.name))
                .label("overwrites what others wrote since")
                .help("write with a `ConditionExpression` on what was read, or let the table compute (`SET n = n - :one`)")
                .functions(code.names(&put.entries));
        }
    }
}

/// Whether the write itself refuses to overwrite.
fn is_guarded(call: &Call) -> bool {
    ["ConditionExpression", "Expected", "Condition"].iter().any(|name| calls::option(call, name).is_some())
        || calls::has_open_options(call)
}

/// Whether what is written was made from what the same invocation read from the same table.
fn was_read(code: &Code<'_>, put: &Stored) -> bool {
    let from_there = |label: &str| label.strip_prefix("stored in ").is_some_and(|rest| rest.starts_with(&put.name));
    put.taints.iter().any(|taint| taint.origin == Origin::Stored && from_there(&taint.label))
        && code.analysis.stored.iter().any(|get| {
            !get.store.put && get.name == put.name && get.entries.iter().any(|entry| put.entries.contains(entry))
        })
}

/// Whether the function computes with what it read from the same table, or changes it, and writes that.
fn is_changed(code: &Code<'_>, put: &Stored) -> bool {
    let same = |get: &&Stored| !get.store.put && get.name == put.name && get.function == put.function;
    let Some(get) = code.analysis.stored.iter().find(same) else { return false };
    let module = put.spot.module;
    let Some(tree) = code.tree(module).filter(|_| get.spot.span.start < put.spot.span.start) else { return false };
    let function = put.function.function.and_then(|id| tree.function(id)).map(|function| function.span);
    let inside = |span: Span| function.is_none_or(|outer| outer.start <= span.start && span.end <= outer.end);
    let text = |span: Span| code.source(Spot { module, span });
    let mut statements: Vec<(Span, Vec<&str>)> = tree
        .stmts()
        .filter(|(_, stmt)| inside(stmt.span))
        .filter_map(|(_, stmt)| match stmt.kind {
            StmtKind::Assign { targets, value: Some(_), .. } => {
                Some((stmt.span, tree.list(targets).iter().flat_map(|target| bound(tree, *target, 0)).collect()))
            }
            _ => None,
        })
        .collect();
    statements.sort_by_key(|(span, _)| span.start);
    let mut read: Vec<&str> = Vec::new();
    let mut changed = false;
    for (span, names) in &statements {
        let holds = span.start <= get.spot.span.start && get.spot.span.end <= span.end;
        let derived = !holds && read.iter().any(|name| uses(text(*span), name).is_some());
        if derived && span.start < put.spot.span.start {
            changed |= read.iter().any(|name| uses(text(*span), name) == Some(Use::Changed));
        }
        if holds || derived {
            read.extend(names);
        }
    }
    let written = text(put.spot.span);
    let mut written_uses = read.iter().filter_map(|name| uses(written, name));
    written_uses.any(|used| used == Use::Changed || changed)
}

/// How a text uses a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It is read.
    Read,
    /// It is computed with or assigned to.
    Changed,
}

fn uses(text: &str, name: &str) -> Option<Use> {
    let mut found = None;
    for (at, _) in text.match_indices(name) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).unwrap_or_default();
        let part_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        if before.is_some_and(part_of_word) || after.starts_with(part_of_word) {
            continue;
        }
        let rest = after.trim_start_matches(|letter: char| {
            part_of_word(letter) || matches!(letter, '.' | '[' | ']' | '"' | '\'' | '?' | '!' | ')')
        });
        let rest = rest.trim_start();
        let computes = (rest.starts_with('+') || rest.starts_with('-') && !rest.starts_with("->"))
            || rest.starts_with('=')
                && !rest.starts_with("==")
                && !rest.starts_with("=>")
                && rest.len() < after.len()
                && !after.trim_start().starts_with('=');
        found = if computes { Some(Use::Changed) } else { found.or(Some(Use::Read)) };
        if found == Some(Use::Changed) {
            break;
        }
    }
    found
}

/// The names that a pattern binds.
fn bound(tree: &Tree, pattern: PatternId, depth: usize) -> Vec<&str> {
    const MAX_DEPTH: usize = 6;
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    match tree.pattern(pattern).kind {
        PatternKind::Name(name) => vec![tree.text(name)],
        PatternKind::Default(inner, _) | PatternKind::Rest(inner) => bound(tree, inner, depth + 1),
        PatternKind::List(items) => tree.list(items).iter().flat_map(|item| bound(tree, *item, depth + 1)).collect(),
        PatternKind::Dictionary(properties) => {
            tree.list(properties).iter().flat_map(|property| bound(tree, property.pattern, depth + 1)).collect()
        }
        _ => Vec::new(),
    }
}
