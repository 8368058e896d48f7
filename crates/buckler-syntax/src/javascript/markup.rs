//! Markup in JavaScript.

use super::{Lower, nowhere, span};
use crate::tree::{ExprId, ExprKind, List, Property, PropertyKey, Span};
use alloc::vec::Vec;
use oxc_ast::ast::{self, JSXAttributeItem, JSXAttributeValue, JSXChild, JSXElementName, JSXMemberExpressionObject};
use oxc_span::GetSpan;

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn element(&mut self, node: &'p ast::JSXElement<'a>) -> ExprKind {
        let opening = &node.opening_element;
        let tag = Some(self.tag(&opening.name));
        let mut attributes = Vec::with_capacity(opening.attributes.len());
        for attribute in &opening.attributes {
            attributes.push(self.attribute(attribute));
        }
        let attributes = self.tree.list(&attributes);
        ExprKind::Markup { tag, attributes, children: self.children(&node.children) }
    }

    pub(super) fn fragment(&mut self, node: &'p ast::JSXFragment<'a>) -> ExprKind {
        ExprKind::Markup { tag: None, attributes: List::default(), children: self.children(&node.children) }
    }

    fn tag(&mut self, name: &'p JSXElementName<'a>) -> ExprId {
        let place = span(name.span());
        let kind = match name {
            JSXElementName::IdentifierReference(node) => ExprKind::Name(self.tree.name(node.name.as_str())),
            JSXElementName::MemberExpression(node) => return self.tag_member(node),
            JSXElementName::ThisExpression(_) => ExprKind::This,
            JSXElementName::Identifier(_) | JSXElementName::NamespacedName(_) => {
                ExprKind::Text(self.tree.name(self.text(place)))
            }
        };
        self.tree.expr(place, kind)
    }

    /// `<a.b.c>`, walked from the left without recursion.
    fn tag_member(&mut self, node: &'p ast::JSXMemberExpression<'a>) -> ExprId {
        let mut links = Vec::from([node]);
        let mut object = &node.object;
        let mut value = loop {
            match object {
                JSXMemberExpressionObject::MemberExpression(inner) => {
                    links.push(inner);
                    object = &inner.object;
                }
                JSXMemberExpressionObject::IdentifierReference(inner) => {
                    break self.named(span(inner.span), inner.name.as_str());
                }
                JSXMemberExpressionObject::ThisExpression(inner) => {
                    break self.tree.expr(span(inner.span), ExprKind::This);
                }
            }
        };
        while let Some(link) = links.pop() {
            let name = self.tree.name(link.property.name.as_str());
            let kind = ExprKind::Member { object: value, name, name_span: span(link.property.span) };
            value = self.tree.expr(span(link.span), kind);
        }
        value
    }

    fn attribute(&mut self, attribute: &'p JSXAttributeItem<'a>) -> Property {
        match attribute {
            JSXAttributeItem::Attribute(node) => {
                let place = span(node.span);
                let key_span = span(node.name.span());
                let key = PropertyKey::Name(self.tree.name(self.text(key_span)));
                let value = match &node.value {
                    Some(value) => self.attribute_value(value),
                    None => self.tree.expr(nowhere(place), ExprKind::Bool(true)),
                };
                Property { span: place, key, key_span, value }
            }
            JSXAttributeItem::SpreadAttribute(node) => {
                let place = span(node.span);
                let value = self.expr(&node.argument);
                Property { span: place, key: PropertyKey::Spread, key_span: nowhere(place), value }
            }
        }
    }

    fn attribute_value(&mut self, value: &'p JSXAttributeValue<'a>) -> ExprId {
        let place = span(value.span());
        match value {
            JSXAttributeValue::StringLiteral(node) => {
                let name = self.literal(&node.value, node.lone_surrogates);
                self.tree.expr(place, ExprKind::Text(name))
            }
            JSXAttributeValue::ExpressionContainer(node) => self.held(node, place),
            JSXAttributeValue::Element(node) => self.nested(place, |this| this.element(node)),
            JSXAttributeValue::Fragment(node) => self.nested(place, |this| this.fragment(node)),
        }
    }

    fn children(&mut self, children: &'p [JSXChild<'a>]) -> List<ExprId> {
        let mut items = Vec::with_capacity(children.len());
        for child in children {
            let place = span(child.span());
            match child {
                // Lines that only lay the markup out are no text of the page.
                JSXChild::Text(node) if node.value.trim().is_empty() && node.value.contains('\n') => {}
                JSXChild::Text(node) => {
                    let name = self.tree.name(node.value.as_str());
                    items.push(self.tree.expr(place, ExprKind::Text(name)));
                }
                JSXChild::Element(node) => items.push(self.nested(place, |this| this.element(node))),
                JSXChild::Fragment(node) => items.push(self.nested(place, |this| this.fragment(node))),
                JSXChild::ExpressionContainer(node) => {
                    if !matches!(node.expression, ast::JSXExpression::EmptyExpression(_)) {
                        items.push(self.held(node, place));
                    }
                }
                JSXChild::Spread(node) => {
                    let value = self.expr(&node.expression);
                    items.push(self.tree.expr(place, ExprKind::Spread(value)));
                }
            }
        }
        self.tree.list(&items)
    }

    fn held(&mut self, node: &'p ast::JSXExpressionContainer<'a>, place: Span) -> ExprId {
        self.maybe(node.expression.as_expression(), place)
    }

    fn nested(&mut self, place: Span, step: impl FnOnce(&mut Self) -> ExprKind) -> ExprId {
        let kind = self.deeper(place, step).unwrap_or(ExprKind::Unknown);
        self.tree.expr(place, kind)
    }
}
