//! Functions and arrows.

use super::{Lower, nowhere, span};
use crate::tree::{
    Block, ExprId, ExprKind, Function, FunctionId, List, Parameter, ParameterKind, PatternKind, Span, StmtId,
};
use alloc::vec::Vec;
use oxc_ast::ast::{self, BindingPattern};
use oxc_span::GetSpan;

impl<'p, 'a> Lower<'p, 'a> {
    /// A function with a body; an overload or a declaration of one elsewhere has none.
    pub(super) fn function(&mut self, node: &'p ast::Function<'a>) -> Option<FunctionId> {
        self.decorated(node, &[], List::default())
    }

    /// A function with decorators, and with fields that its class sets before the constructor's own statements.
    pub(super) fn decorated(
        &mut self,
        node: &'p ast::Function<'a>,
        first: &[StmtId],
        decorators: List<ExprId>,
    ) -> Option<FunctionId> {
        let body = node.body.as_ref()?;
        let place = span(node.span);
        let name = node.id.as_ref().map(|id| self.tree.name(id.name.as_str()));
        let parameters = self.parameters(&node.params);
        let mut ids = Vec::from(first);
        self.parameter_properties(&node.params, &mut ids);
        self.directives(&body.directives, &mut ids);
        self.statements(&body.statements, &mut ids);
        let body = self.tree.list(&ids);
        Some(self.tree.function(Function {
            span: place,
            name,
            name_span: node.id.as_ref().map_or(nowhere(place), |id| span(id.span)),
            parameters,
            body,
            decorators,
            arrow: false,
            asynchronous: node.r#async,
            generator: node.generator,
        }))
    }

    pub(super) fn arrow(&mut self, node: &'p ast::ArrowFunctionExpression<'a>) -> FunctionId {
        let place = span(node.span);
        let parameters = self.parameters(&node.params);
        let body = self.arrow_body(&node.body);
        self.tree.function(Function {
            span: place,
            name: None,
            name_span: nowhere(place),
            parameters,
            body,
            decorators: List::default(),
            arrow: true,
            asynchronous: node.r#async,
            generator: false,
        })
    }

    fn arrow_body(&mut self, body: &'p ast::ArrowFunctionBody<'a>) -> Block {
        let mut ids = Vec::new();
        match body {
            ast::ArrowFunctionBody::FunctionBody(body) => {
                self.directives(&body.directives, &mut ids);
                self.statements(&body.statements, &mut ids);
            }
            other => {
                let value = self.maybe(other.as_expression(), span(other.span()));
                ids.push(self.returned(value));
            }
        }
        self.tree.list(&ids)
    }

    fn parameters(&mut self, parameters: &'p ast::FormalParameters<'a>) -> List<Parameter> {
        let mut items = Vec::with_capacity(parameters.items.len() + 1);
        for item in &parameters.items {
            let pattern = self.binding(&item.pattern);
            let default = item.initializer.as_ref().map(|value| self.expr(value));
            let annotation = item.type_annotation.as_ref().map(|annotation| self.annotation(annotation));
            let decorators = self.decorators(&item.decorators);
            items.push(Parameter { pattern, default, annotation, decorators, kind: ParameterKind::Normal });
        }
        if let Some(rest) = &parameters.rest {
            let pattern = self.binding(&rest.rest.argument);
            let annotation = rest.type_annotation.as_ref().map(|annotation| self.annotation(annotation));
            let decorators = self.decorators(&rest.decorators);
            items.push(Parameter { pattern, default: None, annotation, decorators, kind: ParameterKind::Rest });
        }
        self.tree.list(&items)
    }

    pub(super) fn decorators(&mut self, decorators: &'p [ast::Decorator<'a>]) -> List<ExprId> {
        let items: Vec<ExprId> = decorators.iter().map(|decorator| self.expr(&decorator.expression)).collect();
        self.tree.list(&items)
    }

    /// `constructor(private name)` sets `this.name`.
    fn parameter_properties(&mut self, parameters: &'p ast::FormalParameters<'a>, into: &mut Vec<StmtId>) {
        for item in &parameters.items {
            let property = item.accessibility.is_some() || item.readonly || item.r#override;
            if let (true, BindingPattern::BindingIdentifier(id)) = (property, &item.pattern) {
                into.push(self.own_field(id.name.as_str(), span(id.span)));
            }
        }
    }

    fn own_field(&mut self, name: &str, place: Span) -> StmtId {
        let object = self.tree.expr(nowhere(place), ExprKind::This);
        let value = self.named(place, name);
        let name = self.tree.name(name);
        let member = self.tree.expr(nowhere(place), ExprKind::Member { object, name, name_span: nowhere(place) });
        let target = self.tree.pattern(nowhere(place), PatternKind::Target(member));
        self.assigned(target, value, place)
    }
}
