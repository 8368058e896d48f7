//! Functions and lambdas.

use super::{Lower, nowhere, place, span};
use crate::tree::{Function, FunctionId, List, Parameter, ParameterKind, StmtKind};
use alloc::vec::Vec;
use ruff_python_ast::{self as ast, Parameters, StmtFunctionDef};

impl<'p> Lower<'p> {
    pub(super) fn function(&mut self, node: &'p StmtFunctionDef) -> FunctionId {
        let decorators = self.decorators(&node.decorator_list);
        let name = self.identifier(&node.name);
        let parameters = self.parameters(&node.parameters);
        let outer = core::mem::replace(&mut self.yields, false);
        let body = self.block(&node.body);
        let generator = core::mem::replace(&mut self.yields, outer);
        self.tree.function(Function {
            span: place(node),
            name: Some(name),
            name_span: span(node.name.range),
            parameters,
            body,
            decorators,
            arrow: false,
            asynchronous: node.is_async,
            generator,
        })
    }

    pub(super) fn lambda(&mut self, node: &'p ast::ExprLambda) -> FunctionId {
        let parameters = match &node.parameters {
            Some(parameters) => self.parameters(parameters),
            None => List::default(),
        };
        let outer = core::mem::replace(&mut self.yields, false);
        let value = self.expr(&node.body);
        let generator = core::mem::replace(&mut self.yields, outer);
        let returned = self.tree.stmt(place(&*node.body), StmtKind::Return(Some(value)));
        let body = self.tree.list(&[returned]);
        self.tree.function(Function {
            span: place(node),
            name: None,
            name_span: nowhere(place(node)),
            parameters,
            body,
            decorators: List::default(),
            arrow: true,
            asynchronous: false,
            generator,
        })
    }

    fn parameters(&mut self, parameters: &'p Parameters) -> List<Parameter> {
        let mut items = Vec::new();
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args) {
            items.push(self.with_default(parameter, ParameterKind::Normal));
        }
        if let Some(parameter) = &parameters.vararg {
            items.push(self.parameter(parameter, ParameterKind::Rest));
        }
        for parameter in &parameters.kwonlyargs {
            items.push(self.with_default(parameter, ParameterKind::Keyword));
        }
        if let Some(parameter) = &parameters.kwarg {
            items.push(self.parameter(parameter, ParameterKind::KeywordRest));
        }
        self.tree.list(&items)
    }

    fn with_default(&mut self, node: &'p ast::ParameterWithDefault, kind: ParameterKind) -> Parameter {
        let parameter = self.parameter(&node.parameter, kind);
        let default = node.default.as_ref().map(|default| self.expr(default));
        Parameter { default, ..parameter }
    }

    fn parameter(&mut self, node: &'p ast::Parameter, kind: ParameterKind) -> Parameter {
        let pattern = self.bound(&node.name);
        let annotation = node.annotation.as_ref().map(|annotation| self.expr(annotation));
        Parameter { pattern, default: None, annotation, decorators: List::default(), kind }
    }
}
