//! Classes, and the enums of TypeScript.

use super::{Lower, nowhere, span};
use crate::tree::{
    Class, ClassId, ExprId, ExprKind, List, Member, MemberKind, Property, PropertyKey, Span, StmtId, StmtKind,
};
use alloc::string::ToString;
use alloc::vec::Vec;
use oxc_ast::ast::{self, ClassElement, MethodDefinitionKind};
use oxc_span::GetSpan;

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn class(&mut self, node: &'p ast::Class<'a>) -> ClassId {
        let place = span(node.span);
        let name = node.id.as_ref().map(|id| self.tree.name(id.name.as_str()));
        let decorators = self.decorators(&node.decorators);
        let bases: Vec<ExprId> = node.heritage.iter().map(|heritage| self.expr(&heritage.expression)).collect();
        let (mut members, mut body) = (Vec::new(), Vec::new());
        for element in &node.body.body {
            self.member(element, &mut members, &mut body);
        }
        let class = Class {
            span: place,
            name,
            name_span: node.id.as_ref().map_or(nowhere(place), |id| span(id.span)),
            bases: self.tree.list(&bases),
            members: self.tree.list(&members),
            decorators,
            body: self.tree.list(&body),
        };
        self.tree.class(class)
    }

    fn member(&mut self, element: &'p ClassElement<'a>, members: &mut Vec<Member>, body: &mut Vec<StmtId>) {
        match element {
            ClassElement::StaticBlock(node) => {
                let kind = StmtKind::Block { label: None, body: self.block(&node.body) };
                body.push(self.tree.stmt(span(node.span), kind));
            }
            ClassElement::MethodDefinition(node) => members.extend(self.method(node)),
            ClassElement::PropertyDefinition(node) if !node.declare => {
                members.push(self.field(&node.key, node.computed, node.value.as_ref(), node.r#static));
            }
            ClassElement::AccessorProperty(node) => {
                members.push(self.field(&node.key, node.computed, node.value.as_ref(), node.r#static));
            }
            _ => {}
        }
    }

    fn field(
        &mut self,
        key: &'p ast::PropertyKey<'a>,
        computed: bool,
        value: Option<&'p ast::Expression<'a>>,
        fixed: bool,
    ) -> Member {
        let (name, name_span) = self.key(key, computed);
        let value = value.map(|value| self.expr(value));
        Member { name, name_span, kind: MemberKind::Field(value), annotation: None, fixed }
    }

    fn method(&mut self, node: &'p ast::MethodDefinition<'a>) -> Option<Member> {
        let (name, name_span) = self.key(&node.key, node.computed);
        let decorators = self.decorators(&node.decorators);
        let function = self.decorated(&node.value, &[], decorators)?;
        let kind = match node.kind {
            MethodDefinitionKind::Get => MemberKind::Getter(function),
            MethodDefinitionKind::Set => MemberKind::Setter(function),
            MethodDefinitionKind::Constructor | MethodDefinitionKind::Method => MemberKind::Method(function),
        };
        Some(Member { name, name_span, kind, annotation: None, fixed: node.r#static })
    }

    /// An enum as a dictionary; members without a value count on from the last number.
    pub(super) fn enumeration(&mut self, node: &'p ast::TSEnumDeclaration<'a>) -> ExprId {
        let mut next = Some(0i64);
        let mut items = Vec::with_capacity(node.body.members.len());
        for member in &node.body.members {
            let place = span(member.span);
            let (key, key_span) = self.enum_key(&member.id);
            let value = match &member.initializer {
                Some(value) => {
                    next = number(value).and_then(|number| number.checked_add(1));
                    self.expr(value)
                }
                None => self.counted_value(&mut next, place),
            };
            items.push(Property { span: place, key, key_span, value });
        }
        let items: List<Property> = self.tree.list(&items);
        self.tree.expr(span(node.body.span), ExprKind::Dictionary(items))
    }

    fn counted_value(&mut self, next: &mut Option<i64>, place: Span) -> ExprId {
        let kind = match *next {
            Some(number) => ExprKind::Number(self.tree.name(&number.to_string())),
            None => ExprKind::Unknown,
        };
        *next = next.and_then(|number| number.checked_add(1));
        self.tree.expr(nowhere(place), kind)
    }

    fn enum_key(&mut self, name: &'p ast::TSEnumMemberName<'a>) -> (PropertyKey, Span) {
        let place = span(name.span());
        let key = match name {
            ast::TSEnumMemberName::Identifier(node) => PropertyKey::Name(self.tree.name(node.name.as_str())),
            ast::TSEnumMemberName::String(node) | ast::TSEnumMemberName::ComputedString(node) => {
                PropertyKey::Name(self.literal(&node.value, node.lone_surrogates))
            }
            ast::TSEnumMemberName::ComputedTemplateString(_) => {
                PropertyKey::Computed(self.tree.expr(place, ExprKind::Unknown))
            }
        };
        (key, place)
    }
}

/// Whole value of a number literal.
fn number(value: &ast::Expression<'_>) -> Option<i64> {
    let ast::Expression::NumericLiteral(literal) = value else { return None };
    let whole = literal.value as i64;
    (whole as f64 == literal.value).then_some(whole)
}
