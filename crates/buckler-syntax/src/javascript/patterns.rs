//! What assignments, parameters and loops bind.

use super::{Lower, nowhere, span};
use crate::tree::{ExprKind, PatternId, PatternKind, PatternProperty, PropertyKey, Span};
use alloc::vec::Vec;
use oxc_ast::ast::{self, AssignmentTarget, BindingPattern, SimpleAssignmentTarget};
use oxc_span::GetSpan;

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn binding(&mut self, pattern: &'p BindingPattern<'a>) -> PatternId {
        let place = span(pattern.span());
        self.deeper(place, |this| this.binding_here(pattern, place)).unwrap_or_else(|| self.ignore(place))
    }

    fn binding_here(&mut self, pattern: &'p BindingPattern<'a>, place: Span) -> PatternId {
        match pattern {
            BindingPattern::BindingIdentifier(node) => self.bound(&node.name, span(node.span)),
            BindingPattern::ObjectPattern(node) => {
                let mut entries = Vec::with_capacity(node.properties.len() + 1);
                for property in &node.properties {
                    let (key, key_span) = self.key(&property.key, property.computed);
                    let pattern = self.binding(&property.value);
                    entries.push(PatternProperty { key, key_span, pattern });
                }
                if let Some(rest) = &node.rest {
                    let pattern = self.binding(&rest.argument);
                    entries.push(self.rest_entry(pattern, span(rest.span)));
                }
                let entries = self.tree.list(&entries);
                self.tree.pattern(place, PatternKind::Dictionary(entries))
            }
            BindingPattern::ArrayPattern(node) => {
                let mut items = Vec::with_capacity(node.elements.len() + 1);
                for element in &node.elements {
                    items.push(match element {
                        Some(pattern) => self.binding(pattern),
                        None => self.ignore(nowhere(place)),
                    });
                }
                if let Some(rest) = &node.rest {
                    let pattern = self.binding(&rest.argument);
                    items.push(self.tree.pattern(span(rest.span), PatternKind::Rest(pattern)));
                }
                let items = self.tree.list(&items);
                self.tree.pattern(place, PatternKind::List(items))
            }
            BindingPattern::AssignmentPattern(node) => {
                let pattern = self.binding(&node.left);
                let value = self.expr(&node.right);
                self.tree.pattern(place, PatternKind::Default(pattern, value))
            }
        }
    }

    pub(super) fn assignment_target(&mut self, target: &'p AssignmentTarget<'a>) -> PatternId {
        let place = span(target.span());
        self.deeper(place, |this| this.target_here(target, place)).unwrap_or_else(|| self.ignore(place))
    }

    fn target_here(&mut self, target: &'p AssignmentTarget<'a>, place: Span) -> PatternId {
        match target {
            AssignmentTarget::ObjectAssignmentTarget(node) => {
                let mut entries = Vec::with_capacity(node.properties.len() + 1);
                for property in &node.properties {
                    entries.push(self.target_property(property));
                }
                if let Some(rest) = &node.rest {
                    let pattern = self.assignment_target(&rest.target);
                    entries.push(self.rest_entry(pattern, span(rest.span)));
                }
                let entries = self.tree.list(&entries);
                self.tree.pattern(place, PatternKind::Dictionary(entries))
            }
            AssignmentTarget::ArrayAssignmentTarget(node) => {
                let mut items = Vec::with_capacity(node.elements.len() + 1);
                for element in &node.elements {
                    items.push(match element {
                        Some(target) => self.target_or_default(target),
                        None => self.ignore(nowhere(place)),
                    });
                }
                if let Some(rest) = &node.rest {
                    let pattern = self.assignment_target(&rest.target);
                    items.push(self.tree.pattern(span(rest.span), PatternKind::Rest(pattern)));
                }
                let items = self.tree.list(&items);
                self.tree.pattern(place, PatternKind::List(items))
            }
            other => match other.as_simple_assignment_target() {
                Some(simple) => self.simple_target(simple),
                None => self.ignore(place),
            },
        }
    }

    pub(super) fn simple_target(&mut self, target: &'p SimpleAssignmentTarget<'a>) -> PatternId {
        let place = span(target.span());
        let expression = match target {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(node) => return self.bound(&node.name, place),
            SimpleAssignmentTarget::TSAsExpression(node) => self.expr(&node.expression),
            SimpleAssignmentTarget::TSSatisfiesExpression(node) => self.expr(&node.expression),
            SimpleAssignmentTarget::TSNonNullExpression(node) => self.expr(&node.expression),
            SimpleAssignmentTarget::TSTypeAssertion(node) => self.expr(&node.expression),
            SimpleAssignmentTarget::ComputedMemberExpression(node) => {
                let object = self.expr(&node.object);
                let index = self.expr(&node.expression);
                self.tree.expr(place, ExprKind::Index { object, index })
            }
            SimpleAssignmentTarget::StaticMemberExpression(node) => {
                let object = self.expr(&node.object);
                let name = self.tree.name(node.property.name.as_str());
                self.tree.expr(place, ExprKind::Member { object, name, name_span: span(node.property.span) })
            }
            SimpleAssignmentTarget::PrivateFieldExpression(node) => {
                let object = self.expr(&node.object);
                let name_span = span(node.field.span);
                let name = self.tree.name(self.text(name_span));
                self.tree.expr(place, ExprKind::Member { object, name, name_span })
            }
        };
        let kind = match self.tree.built_expr(expression).kind {
            ExprKind::Name(name) => PatternKind::Name(name),
            _ => PatternKind::Target(expression),
        };
        self.tree.pattern(place, kind)
    }

    fn target_property(&mut self, property: &'p ast::AssignmentTargetProperty<'a>) -> PatternProperty {
        match property {
            ast::AssignmentTargetProperty::AssignmentTargetPropertyIdentifier(node) => {
                let key_span = span(node.binding.span);
                let key = PropertyKey::Name(self.tree.name(node.binding.name.as_str()));
                let mut pattern = self.bound(&node.binding.name, key_span);
                if let Some(init) = &node.init {
                    let value = self.expr(init);
                    pattern = self.tree.pattern(span(node.span), PatternKind::Default(pattern, value));
                }
                PatternProperty { key, key_span, pattern }
            }
            ast::AssignmentTargetProperty::AssignmentTargetPropertyProperty(node) => {
                let (key, key_span) = self.key(&node.name, node.computed);
                let pattern = self.target_or_default(&node.binding);
                PatternProperty { key, key_span, pattern }
            }
        }
    }

    fn target_or_default(&mut self, target: &'p ast::AssignmentTargetMaybeDefault<'a>) -> PatternId {
        match target {
            ast::AssignmentTargetMaybeDefault::AssignmentTargetWithDefault(node) => {
                let pattern = self.assignment_target(&node.binding);
                let value = self.expr(&node.init);
                self.tree.pattern(span(node.span), PatternKind::Default(pattern, value))
            }
            other => match other.as_assignment_target() {
                Some(target) => self.assignment_target(target),
                None => self.ignore(span(other.span())),
            },
        }
    }

    pub(super) fn bound(&mut self, name: &str, place: Span) -> PatternId {
        let name = self.tree.name(name);
        self.tree.pattern(place, PatternKind::Name(name))
    }

    pub(super) fn ignore(&mut self, place: Span) -> PatternId {
        self.tree.pattern(place, PatternKind::Ignore)
    }

    fn rest_entry(&mut self, pattern: PatternId, place: Span) -> PatternProperty {
        PatternProperty { key: PropertyKey::Spread, key_span: nowhere(place), pattern }
    }
}
