//! `match`: literal alternatives are values of a case, what a pattern captures is its binding.

use super::{Lower, nowhere, place, span};
use crate::tree::{Case, ExprId, ExprKind, PatternId, PatternKind, PatternProperty, PropertyKey, StmtKind};
use alloc::vec::Vec;
use ruff_python_ast::{self as ast, Pattern, PatternArguments, Singleton};

impl<'p> Lower<'p> {
    pub(super) fn matching(&mut self, node: &'p ast::StmtMatch) -> StmtKind {
        let subject = self.expr(&node.subject);
        let mut cases = Vec::with_capacity(node.cases.len());
        for case in &node.cases {
            cases.push(self.match_case(case));
        }
        StmtKind::Switch { subject, cases: self.tree.list(&cases) }
    }

    fn match_case(&mut self, case: &'p ast::MatchCase) -> Case {
        let mut values = Vec::new();
        self.values(&case.pattern, &mut values);
        let bindings = if binds(&case.pattern, 0) { Some(self.captured(&case.pattern)) } else { None };
        let guard = case.guard.as_ref().map(|guard| self.expr(guard));
        let values = self.tree.list(&values);
        let body = self.block(&case.body);
        let default = case.pattern.is_irrefutable() && guard.is_none();
        Case { values, bindings, guard, default, body, falls_through: false, span: span(case.range) }
    }

    fn values(&mut self, pattern: &'p Pattern, into: &mut Vec<ExprId>) {
        let here = place(pattern);
        match pattern {
            Pattern::MatchValue(node) => into.push(self.expr(&node.value)),
            Pattern::MatchSingleton(node) => {
                let kind = match node.value {
                    Singleton::None => ExprKind::Null,
                    Singleton::True => ExprKind::Bool(true),
                    Singleton::False => ExprKind::Bool(false),
                };
                into.push(self.tree.expr(here, kind));
            }
            Pattern::MatchOr(node) => {
                let _ = self.deeper(here, |this| node.patterns.iter().for_each(|inner| this.values(inner, into)));
            }
            Pattern::MatchAs(ast::PatternMatchAs { pattern: Some(inner), .. }) => {
                let _ = self.deeper(here, |this| this.values(inner, into));
            }
            _ => {}
        }
    }

    fn captured(&mut self, pattern: &'p Pattern) -> PatternId {
        let here = place(pattern);
        self.deeper(here, |this| this.captured_here(pattern)).unwrap_or_else(|| self.ignore(here))
    }

    fn captured_here(&mut self, pattern: &'p Pattern) -> PatternId {
        let here = place(pattern);
        let kind = match pattern {
            Pattern::MatchAs(node) => match (&node.pattern, &node.name) {
                (Some(inner), None) => return self.captured(inner),
                (_, Some(name)) => return self.bound(name),
                (None, None) => PatternKind::Ignore,
            },
            Pattern::MatchSequence(node) => {
                let items: Vec<PatternId> = node.patterns.iter().map(|inner| self.captured(inner)).collect();
                PatternKind::List(self.tree.list(&items))
            }
            Pattern::MatchStar(node) => match &node.name {
                Some(name) => PatternKind::Rest(self.bound(name)),
                None => PatternKind::Ignore,
            },
            Pattern::MatchMapping(node) => {
                let mut entries = Vec::with_capacity(node.patterns.len() + 1);
                for (key, inner) in node.keys.iter().zip(&node.patterns) {
                    let key_span = place(key);
                    let key = self.key(key);
                    entries.push(PatternProperty { key, key_span, pattern: self.captured(inner) });
                }
                if let Some(rest) = &node.rest {
                    let pattern = self.bound(rest);
                    entries.push(PatternProperty { key: PropertyKey::Spread, key_span: nowhere(here), pattern });
                }
                PatternKind::Dictionary(self.tree.list(&entries))
            }
            Pattern::MatchClass(node) => PatternKind::Dictionary(self.attributes(&node.arguments)),
            Pattern::MatchOr(node) => {
                let first = node.patterns.iter().find(|inner| binds(inner, 0));
                let Some(inner) = first else { return self.ignore(here) };
                return self.captured(inner);
            }
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => PatternKind::Ignore,
        };
        self.tree.pattern(here, kind)
    }

    /// Attributes of a class pattern; those by position have no name that the source tells.
    fn attributes(&mut self, arguments: &'p PatternArguments) -> crate::tree::List<PatternProperty> {
        let mut entries = Vec::new();
        for inner in &arguments.patterns {
            let key_span = nowhere(place(inner));
            let key = PropertyKey::Computed(self.unknown(key_span));
            entries.push(PatternProperty { key, key_span, pattern: self.captured(inner) });
        }
        for keyword in &arguments.keywords {
            let key = PropertyKey::Name(self.identifier(&keyword.attr));
            let pattern = self.captured(&keyword.pattern);
            entries.push(PatternProperty { key, key_span: span(keyword.attr.range), pattern });
        }
        self.tree.list(&entries)
    }
}

/// Deeper than this a pattern is taken to bind something.
const DEEPEST: u32 = 64;

fn binds(pattern: &Pattern, depth: u32) -> bool {
    if depth > DEEPEST {
        return true;
    }
    let any = |patterns: &[Pattern]| patterns.iter().any(|inner| binds(inner, depth + 1));
    match pattern {
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => false,
        Pattern::MatchSequence(node) => any(&node.patterns),
        Pattern::MatchMapping(node) => node.rest.is_some() || any(&node.patterns),
        Pattern::MatchClass(node) => {
            any(&node.arguments.patterns)
                || node.arguments.keywords.iter().any(|keyword| binds(&keyword.pattern, depth + 1))
        }
        Pattern::MatchStar(node) => node.name.is_some(),
        Pattern::MatchAs(node) => {
            node.name.is_some() || node.pattern.as_ref().is_some_and(|inner| binds(inner, depth + 1))
        }
        Pattern::MatchOr(node) => any(&node.patterns),
    }
}
