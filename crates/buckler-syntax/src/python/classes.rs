//! Classes. Plain functions, assignments to a name and inner classes of the body are members, all else is its body.

use super::{Lower, place, span};
use crate::tree::{Class, ClassId, ExprId, ExprKind, FunctionId, Member, MemberKind, Name, PropertyKey, Span, StmtId};
use alloc::vec::Vec;
use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};

impl<'p> Lower<'p> {
    pub(super) fn class(&mut self, node: &'p StmtClassDef) -> ClassId {
        let decorators = self.decorators(&node.decorator_list);
        let name = self.identifier(&node.name);
        let positional = node.arguments.iter().flat_map(|arguments| &arguments.args);
        let bases: Vec<ExprId> = positional.map(|base| self.expr(base)).collect();
        let (mut members, mut body) = (Vec::new(), Vec::new());
        for statement in &node.body {
            self.class_statement(statement, &mut members, &mut body);
        }
        let class = Class {
            span: place(node),
            name: Some(name),
            name_span: span(node.name.range),
            bases: self.tree.list(&bases),
            members: self.tree.list(&members),
            decorators,
            body: self.tree.list(&body),
        };
        self.tree.class(class)
    }

    fn class_statement(&mut self, statement: &'p Stmt, members: &mut Vec<Member>, body: &mut Vec<StmtId>) {
        match statement {
            Stmt::FunctionDef(node) => {
                let member = self.deeper(place(node), |this| this.method(node));
                members.extend(member);
            }
            Stmt::ClassDef(node) => {
                let class = self.deeper(place(node), |this| this.class(node));
                let kind = class.map_or(ExprKind::Unknown, ExprKind::Class);
                let value = self.tree.expr(place(node), kind);
                members.push(self.field(&node.name, span(node.name.range), Some(value), None));
            }
            Stmt::Assign(node) if node.targets.iter().all(Expr::is_name_expr) => {
                let value = self.expr(&node.value);
                for target in node.targets.iter().filter_map(Expr::as_name_expr) {
                    members.push(self.field(&target.id, span(target.range), Some(value), None));
                }
            }
            Stmt::AnnAssign(node) => match node.target.as_name_expr() {
                Some(target) => {
                    let value = node.value.as_ref().map(|value| self.expr(value));
                    let annotation = self.expr(&node.annotation);
                    members.push(self.field(&target.id, span(target.range), value, Some(annotation)));
                }
                None => self.statement(statement, body),
            },
            other => self.statement(other, body),
        }
    }

    fn field(&mut self, name: &str, name_span: Span, value: Option<ExprId>, annotation: Option<ExprId>) -> Member {
        let name = PropertyKey::Name(self.tree.name(name));
        Member { name, name_span, kind: MemberKind::Field(value), annotation, fixed: true }
    }

    fn method(&mut self, node: &'p StmtFunctionDef) -> Member {
        let function = self.function(node);
        let (mut kind, mut fixed): (fn(FunctionId) -> MemberKind, bool) = (MemberKind::Method, false);
        for decorator in &node.decorator_list {
            match last_name(&decorator.expression) {
                "staticmethod" | "classmethod" => fixed = true,
                "property" | "cached_property" | "getter" => kind = MemberKind::Getter,
                "setter" => kind = MemberKind::Setter,
                _ => {}
            }
        }
        let name: Name = self.identifier(&node.name);
        let (name, name_span) = (PropertyKey::Name(name), span(node.name.range));
        Member { name, name_span, kind: kind(function), annotation: None, fixed }
    }
}

/// `property` of `property`, `functools.property` and `property()`.
fn last_name(decorator: &Expr) -> &str {
    match decorator {
        Expr::Name(node) => node.id.as_str(),
        Expr::Attribute(node) => node.attr.as_str(),
        _ => "",
    }
}
