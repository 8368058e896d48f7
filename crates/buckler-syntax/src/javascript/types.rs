//! Types of parameters, as expressions: a name, `Outer.Inner`, `Generic[Argument]`, a list, alternatives.

use super::{Lower, span};
use crate::tree::{BinaryOperator, ExprId, ExprKind};
use alloc::vec::Vec;
use oxc_ast::ast::{TSLiteral, TSQualifiedName, TSType, TSTypeAnnotation, TSTypeName};
use oxc_span::GetSpan;

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn annotation(&mut self, annotation: &'p TSTypeAnnotation<'a>) -> ExprId {
        self.type_expr(&annotation.type_annotation)
    }

    fn type_expr(&mut self, node: &'p TSType<'a>) -> ExprId {
        let place = span(node.span());
        let value = self.deeper(place, |this| this.type_here(node));
        value.unwrap_or_else(|| self.tree.expr(place, ExprKind::Unknown))
    }

    fn type_here(&mut self, node: &'p TSType<'a>) -> ExprId {
        let place = span(node.span());
        let kind = match node {
            TSType::TSParenthesizedType(node) => return self.type_expr(&node.type_annotation),
            TSType::TSTypeReference(node) => {
                let object = self.type_name(&node.type_name);
                let Some(arguments) = &node.type_arguments else { return object };
                let items: Vec<ExprId> = arguments.params.iter().map(|argument| self.type_expr(argument)).collect();
                let index = match items.as_slice() {
                    [only] => *only,
                    several => {
                        let list = self.tree.list(several);
                        self.tree.expr(span(arguments.span), ExprKind::List(list))
                    }
                };
                ExprKind::Index { object, index }
            }
            TSType::TSArrayType(node) => {
                let item = self.type_expr(&node.element_type);
                ExprKind::List(self.tree.list(&[item]))
            }
            TSType::TSUnionType(node) => return self.union(&node.types),
            TSType::TSNullKeyword(_) | TSType::TSUndefinedKeyword(_) => ExprKind::Null,
            TSType::TSLiteralType(node) => match &node.literal {
                TSLiteral::StringLiteral(node) => ExprKind::Text(self.literal(&node.value, node.lone_surrogates)),
                TSLiteral::NumericLiteral(_) => ExprKind::Number(self.tree.name(self.text(place))),
                TSLiteral::BooleanLiteral(node) => ExprKind::Bool(node.value),
                _ => ExprKind::Unknown,
            },
            TSType::TSAnyKeyword(_)
            | TSType::TSBigIntKeyword(_)
            | TSType::TSBooleanKeyword(_)
            | TSType::TSNumberKeyword(_)
            | TSType::TSObjectKeyword(_)
            | TSType::TSStringKeyword(_)
            | TSType::TSUnknownKeyword(_) => ExprKind::Name(self.tree.name(self.text(place))),
            _ => ExprKind::Unknown,
        };
        self.tree.expr(place, kind)
    }

    fn union(&mut self, types: &'p [TSType<'a>]) -> ExprId {
        let mut whole = None;
        for node in types {
            let right = self.type_expr(node);
            whole = Some(match whole {
                None => right,
                Some(left) => {
                    let place = self.tree.built_expr(left).span;
                    let place = crate::tree::Span::new(place.start, self.tree.built_expr(right).span.end);
                    self.tree.expr(place, ExprKind::Binary { operator: BinaryOperator::BitOr, left, right })
                }
            });
        }
        whole.unwrap_or_else(|| self.tree.expr(crate::tree::Span::default(), ExprKind::Unknown))
    }

    fn type_name(&mut self, name: &'p TSTypeName<'a>) -> ExprId {
        match name {
            TSTypeName::IdentifierReference(node) => self.named(span(node.span), node.name.as_str()),
            TSTypeName::QualifiedName(node) => self.qualified(node),
            TSTypeName::ThisExpression(node) => self.tree.expr(span(node.span), ExprKind::This),
        }
    }

    /// `A.B.C`, walked from the left without recursion.
    pub(super) fn qualified(&mut self, node: &'p TSQualifiedName<'a>) -> ExprId {
        let mut links = Vec::from([node]);
        let mut left = &node.left;
        while let TSTypeName::QualifiedName(inner) = left {
            links.push(inner);
            left = &inner.left;
        }
        let mut value = self.type_name(left);
        while let Some(link) = links.pop() {
            let name = self.tree.name(link.right.name.as_str());
            let kind = ExprKind::Member { object: value, name, name_span: span(link.right.span) };
            value = self.tree.expr(span(link.span), kind);
        }
        value
    }
}
