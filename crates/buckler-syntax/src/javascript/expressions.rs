//! Expressions.

use super::{Lower, nowhere, span};
use crate::tree::{
    Argument, AssignOperator, BinaryOperator, ExprId, ExprKind, List, LogicalOperator, Piece, Property, PropertyKey,
    Span, UnaryOperator,
};
use alloc::vec::Vec;
use oxc_ast::ast::{self, Expression};
use oxc_span::GetSpan;

/// One link of a chain that leans left: what stands around the expression to its left.
#[derive(Clone, Copy)]
pub(super) enum Link<'p, 'a> {
    Binary(&'p ast::BinaryExpression<'a>),
    Logical(&'p ast::LogicalExpression<'a>),
    Member(&'p ast::StaticMemberExpression<'a>),
    Private(&'p ast::PrivateFieldExpression<'a>),
    Index(&'p ast::ComputedMemberExpression<'a>),
    Call(&'p ast::CallExpression<'a>),
    New(&'p ast::NewExpression<'a>),
    Tagged(&'p ast::TaggedTemplateExpression<'a>),
}

/// What an expression leans on, if it does.
enum Step<'p, 'a> {
    /// Casts and parentheses mean what they hold.
    Same(&'p Expression<'a>),
    Left(Link<'p, 'a>, &'p Expression<'a>),
    Leaf,
}

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn expr(&mut self, expression: &'p Expression<'a>) -> ExprId {
        let place = span(expression.span());
        self.deeper(place, |this| this.chain(expression)).unwrap_or_else(|| self.tree.expr(place, ExprKind::Unknown))
    }

    fn chain(&mut self, mut expression: &'p Expression<'a>) -> ExprId {
        let mark = self.spine.len();
        loop {
            match step(expression) {
                Step::Same(inner) => expression = inner,
                Step::Left(link, left) => {
                    self.spine.push(link);
                    expression = left;
                }
                Step::Leaf => break,
            }
        }
        let mut value = self.leaf(expression);
        while self.spine.len() > mark {
            let Some(link) = self.spine.pop() else { break };
            value = self.around(value, link);
        }
        value
    }

    fn around(&mut self, left: ExprId, link: Link<'p, 'a>) -> ExprId {
        let (place, kind) = match link {
            Link::Binary(node) => {
                let right = self.expr(&node.right);
                (node.span, ExprKind::Binary { operator: binary(node.operator), left, right })
            }
            Link::Logical(node) => {
                let right = self.expr(&node.right);
                (node.span, ExprKind::Logical { operator: logical(node.operator), left, right })
            }
            Link::Member(node) => {
                let name = self.tree.name(node.property.name.as_str());
                (node.span, ExprKind::Member { object: left, name, name_span: span(node.property.span) })
            }
            Link::Private(node) => {
                let name_span = span(node.field.span);
                let name = self.tree.name(self.text(name_span));
                (node.span, ExprKind::Member { object: left, name, name_span })
            }
            Link::Index(node) => {
                let index = self.expr(&node.expression);
                (node.span, ExprKind::Index { object: left, index })
            }
            Link::Call(node) => {
                let arguments = self.arguments(&node.arguments);
                (node.span, ExprKind::Call { callee: left, arguments, construct: false })
            }
            Link::New(node) => {
                let arguments = self.arguments(&node.arguments);
                (node.span, ExprKind::Call { callee: left, arguments, construct: true })
            }
            Link::Tagged(node) => {
                let pieces = self.pieces(&node.quasi);
                (node.span, ExprKind::Tagged { tag: left, pieces })
            }
        };
        self.tree.expr(span(place), kind)
    }

    fn leaf(&mut self, expression: &'p Expression<'a>) -> ExprId {
        let place = span(expression.span());
        let kind = match expression {
            Expression::BooleanLiteral(node) => ExprKind::Bool(node.value),
            Expression::NullLiteral(_) => ExprKind::Null,
            Expression::NumericLiteral(_) | Expression::BigIntLiteral(_) => {
                ExprKind::Number(self.tree.name(self.text(place)))
            }
            Expression::StringLiteral(node) => ExprKind::Text(self.literal(&node.value, node.lone_surrogates)),
            Expression::RegExpLiteral(node) => {
                let pattern = self.tree.name(node.regex.pattern.text.as_str());
                let flags = self.text(place).rsplit('/').next().unwrap_or_default();
                ExprKind::Regex { pattern, flags: self.tree.name(flags) }
            }
            Expression::TemplateLiteral(node) => self.template(node),
            Expression::Identifier(node) => match node.name.as_str() {
                "undefined" => ExprKind::Null,
                name => ExprKind::Name(self.tree.name(name)),
            },
            Expression::Super(_) => ExprKind::Super,
            Expression::ThisExpression(_) => ExprKind::This,
            Expression::ArrayExpression(node) => ExprKind::List(self.elements(node)),
            Expression::ObjectExpression(node) => ExprKind::Dictionary(self.properties(node)),
            Expression::ArrowFunctionExpression(node) => ExprKind::Function(self.arrow(node)),
            Expression::FunctionExpression(node) => match self.function(node) {
                Some(function) => ExprKind::Function(function),
                None => ExprKind::Unknown,
            },
            Expression::ClassExpression(node) => ExprKind::Class(self.class(node)),
            Expression::AssignmentExpression(node) => {
                let target = self.assignment_target(&node.left);
                let value = self.expr(&node.right);
                ExprKind::Assign { target, operator: assignment(node.operator), value }
            }
            Expression::UpdateExpression(node) => {
                let target = self.simple_target(&node.argument);
                let value = self.one(place);
                ExprKind::Assign { target, operator: Some(update(node.operator)), value }
            }
            Expression::AwaitExpression(node) => ExprKind::Await(self.expr(&node.argument)),
            Expression::YieldExpression(node) => {
                let value = node.argument.as_ref().map(|value| self.expr(value));
                ExprKind::Yield { value, delegate: node.delegate }
            }
            Expression::UnaryExpression(node) => {
                ExprKind::Unary { operator: unary(node.operator), operand: self.expr(&node.argument) }
            }
            Expression::ConditionalExpression(node) => {
                let test = self.expr(&node.test);
                let yes = self.expr(&node.consequent);
                ExprKind::Conditional { test, yes, no: self.expr(&node.alternate) }
            }
            Expression::SequenceExpression(node) => {
                let items: Vec<ExprId> = node.expressions.iter().map(|item| self.expr(item)).collect();
                ExprKind::Sequence(self.tree.list(&items))
            }
            Expression::ImportExpression(node) => ExprKind::Import(self.expr(&node.source)),
            Expression::ImportMeta(_) => {
                let object = self.named(Span::new(place.start, place.start + 6), "import");
                let name_span = Span::new(place.end.saturating_sub(4), place.end);
                ExprKind::Member { object, name: self.tree.name("meta"), name_span }
            }
            Expression::PrivateInExpression(node) => {
                let left_span = span(node.left.span);
                let name = self.tree.name(self.text(left_span));
                let left = self.tree.expr(left_span, ExprKind::Text(name));
                ExprKind::Binary { operator: BinaryOperator::In, left, right: self.expr(&node.right) }
            }
            Expression::JSXElement(node) => self.element(node),
            Expression::JSXFragment(node) => self.fragment(node),
            _ => ExprKind::Unknown,
        };
        self.tree.expr(place, kind)
    }

    /// The 1 of `++` and `--`.
    pub(super) fn one(&mut self, place: Span) -> ExprId {
        let name = self.tree.name("1");
        self.tree.expr(nowhere(place), ExprKind::Number(name))
    }

    pub(super) fn arguments(&mut self, arguments: &'p [ast::Argument<'a>]) -> List<Argument> {
        let items: Vec<Argument> = arguments.iter().map(|argument| self.argument(argument)).collect();
        self.tree.list(&items)
    }

    fn argument(&mut self, argument: &'p ast::Argument<'a>) -> Argument {
        let place = span(argument.span());
        let (value, spread) = match argument {
            ast::Argument::SpreadElement(node) => (self.expr(&node.argument), true),
            other => (self.maybe(other.as_expression(), place), false),
        };
        Argument { keyword: None, span: place, value, spread, keywords: false }
    }

    /// An expression where the parser allows other things too.
    pub(super) fn maybe(&mut self, expression: Option<&'p Expression<'a>>, place: Span) -> ExprId {
        match expression {
            Some(expression) => self.expr(expression),
            None => self.tree.expr(place, ExprKind::Unknown),
        }
    }

    fn elements(&mut self, array: &'p ast::ArrayExpression<'a>) -> List<ExprId> {
        let mut items = Vec::with_capacity(array.elements.len());
        for element in &array.elements {
            let place = span(element.span());
            items.push(match element {
                ast::ArrayExpressionElement::SpreadElement(node) => {
                    let value = self.expr(&node.argument);
                    self.tree.expr(place, ExprKind::Spread(value))
                }
                ast::ArrayExpressionElement::Elision(_) => self.tree.expr(place, ExprKind::Null),
                other => self.maybe(other.as_expression(), place),
            });
        }
        self.tree.list(&items)
    }

    fn properties(&mut self, object: &'p ast::ObjectExpression<'a>) -> List<Property> {
        let mut items = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            items.push(match property {
                ast::ObjectPropertyKind::ObjectProperty(node) => self.property(node),
                ast::ObjectPropertyKind::SpreadProperty(node) => {
                    let place = span(node.span);
                    let value = self.expr(&node.argument);
                    Property { span: place, key: PropertyKey::Spread, key_span: nowhere(place), value }
                }
            });
        }
        self.tree.list(&items)
    }

    /// A getter is the value its function gives; a setter is a function under no known key.
    fn property(&mut self, property: &'p ast::ObjectProperty<'a>) -> Property {
        let place = span(property.span);
        let (mut key, key_span) = self.key(&property.key, property.computed);
        let mut value = self.expr(&property.value);
        match property.kind {
            ast::PropertyKind::Init => {}
            ast::PropertyKind::Get => {
                let kind = ExprKind::Call { callee: value, arguments: List::default(), construct: false };
                value = self.tree.expr(span(property.value.span()), kind);
            }
            ast::PropertyKind::Set => {
                key = PropertyKey::Computed(self.tree.expr(nowhere(key_span), ExprKind::Unknown));
            }
        }
        Property { span: place, key, key_span, value }
    }

    pub(super) fn key(&mut self, key: &'p ast::PropertyKey<'a>, computed: bool) -> (PropertyKey, Span) {
        let place = span(key.span());
        let known = match key {
            ast::PropertyKey::StaticIdentifier(node) => PropertyKey::Name(self.tree.name(node.name.as_str())),
            ast::PropertyKey::PrivateIdentifier(_) => PropertyKey::Name(self.tree.name(self.text(place))),
            ast::PropertyKey::StringLiteral(node) => PropertyKey::Name(self.literal(&node.value, node.lone_surrogates)),
            ast::PropertyKey::NumericLiteral(_) if !computed => PropertyKey::Name(self.tree.name(self.text(place))),
            other => PropertyKey::Computed(self.maybe(other.as_expression(), place)),
        };
        (known, place)
    }

    fn template(&mut self, template: &'p ast::TemplateLiteral<'a>) -> ExprKind {
        match (template.quasis.first(), template.expressions.is_empty()) {
            (Some(text), true) => ExprKind::Text(self.quasi(text)),
            _ => ExprKind::Format(self.pieces(template)),
        }
    }

    fn pieces(&mut self, template: &'p ast::TemplateLiteral<'a>) -> List<Piece> {
        let mut pieces = Vec::with_capacity(template.quasis.len() + template.expressions.len());
        let mut values = template.expressions.iter();
        for text in &template.quasis {
            if !text.value.raw.is_empty() {
                pieces.push(Piece::Text(self.quasi(text), span(text.span)));
            }
            if let Some(value) = values.next() {
                pieces.push(Piece::Value(self.expr(value)));
            }
        }
        self.tree.list(&pieces)
    }

    fn quasi(&mut self, text: &'p ast::TemplateElement<'a>) -> crate::tree::Name {
        match &text.value.cooked {
            Some(cooked) => self.literal(cooked, text.lone_surrogates),
            None => self.tree.name(text.value.raw.as_str()),
        }
    }
}

fn step<'p, 'a>(expression: &'p Expression<'a>) -> Step<'p, 'a> {
    match expression {
        Expression::ParenthesizedExpression(node) => Step::Same(&node.expression),
        Expression::TSAsExpression(node) => Step::Same(&node.expression),
        Expression::TSSatisfiesExpression(node) => Step::Same(&node.expression),
        Expression::TSTypeAssertion(node) => Step::Same(&node.expression),
        Expression::TSNonNullExpression(node) => Step::Same(&node.expression),
        Expression::TSInstantiationExpression(node) => Step::Same(&node.expression),
        Expression::ChainExpression(node) => match &node.expression {
            ast::ChainElement::CallExpression(node) => Step::Left(Link::Call(node), &node.callee),
            ast::ChainElement::TSNonNullExpression(node) => Step::Same(&node.expression),
            ast::ChainElement::ComputedMemberExpression(node) => Step::Left(Link::Index(node), &node.object),
            ast::ChainElement::StaticMemberExpression(node) => Step::Left(Link::Member(node), &node.object),
            ast::ChainElement::PrivateFieldExpression(node) => Step::Left(Link::Private(node), &node.object),
        },
        Expression::BinaryExpression(node) => Step::Left(Link::Binary(node), &node.left),
        Expression::LogicalExpression(node) => Step::Left(Link::Logical(node), &node.left),
        Expression::StaticMemberExpression(node) => Step::Left(Link::Member(node), &node.object),
        Expression::PrivateFieldExpression(node) => Step::Left(Link::Private(node), &node.object),
        Expression::ComputedMemberExpression(node) => Step::Left(Link::Index(node), &node.object),
        Expression::CallExpression(node) => Step::Left(Link::Call(node), &node.callee),
        Expression::NewExpression(node) => Step::Left(Link::New(node), &node.callee),
        Expression::TaggedTemplateExpression(node) => Step::Left(Link::Tagged(node), &node.tag),
        _ => Step::Leaf,
    }
}

fn binary(operator: ast::BinaryOperator) -> BinaryOperator {
    match operator {
        ast::BinaryOperator::Equality | ast::BinaryOperator::StrictEquality => BinaryOperator::Equal,
        ast::BinaryOperator::Inequality | ast::BinaryOperator::StrictInequality => BinaryOperator::NotEqual,
        ast::BinaryOperator::LessThan => BinaryOperator::Less,
        ast::BinaryOperator::LessEqualThan => BinaryOperator::LessEqual,
        ast::BinaryOperator::GreaterThan => BinaryOperator::Greater,
        ast::BinaryOperator::GreaterEqualThan => BinaryOperator::GreaterEqual,
        ast::BinaryOperator::Addition => BinaryOperator::Add,
        ast::BinaryOperator::Subtraction => BinaryOperator::Subtract,
        ast::BinaryOperator::Multiplication => BinaryOperator::Multiply,
        ast::BinaryOperator::Division => BinaryOperator::Divide,
        ast::BinaryOperator::Remainder => BinaryOperator::Modulo,
        ast::BinaryOperator::Exponential => BinaryOperator::Power,
        ast::BinaryOperator::ShiftLeft => BinaryOperator::ShiftLeft,
        ast::BinaryOperator::ShiftRight | ast::BinaryOperator::ShiftRightZeroFill => BinaryOperator::ShiftRight,
        ast::BinaryOperator::BitwiseOR => BinaryOperator::BitOr,
        ast::BinaryOperator::BitwiseXOR => BinaryOperator::BitXor,
        ast::BinaryOperator::BitwiseAnd => BinaryOperator::BitAnd,
        ast::BinaryOperator::In => BinaryOperator::In,
        ast::BinaryOperator::Instanceof => BinaryOperator::InstanceOf,
    }
}

fn logical(operator: ast::LogicalOperator) -> LogicalOperator {
    match operator {
        ast::LogicalOperator::And => LogicalOperator::And,
        ast::LogicalOperator::Or => LogicalOperator::Or,
        ast::LogicalOperator::Coalesce => LogicalOperator::Coalesce,
    }
}

fn unary(operator: ast::UnaryOperator) -> UnaryOperator {
    match operator {
        ast::UnaryOperator::UnaryPlus => UnaryOperator::Plus,
        ast::UnaryOperator::UnaryNegation => UnaryOperator::Minus,
        ast::UnaryOperator::LogicalNot => UnaryOperator::Not,
        ast::UnaryOperator::BitwiseNot => UnaryOperator::Invert,
        ast::UnaryOperator::Typeof => UnaryOperator::TypeOf,
        ast::UnaryOperator::Void => UnaryOperator::Void,
        ast::UnaryOperator::Delete => UnaryOperator::Delete,
    }
}

pub(super) fn update(operator: ast::UpdateOperator) -> AssignOperator {
    AssignOperator::Binary(match operator {
        ast::UpdateOperator::Increment => BinaryOperator::Add,
        ast::UpdateOperator::Decrement => BinaryOperator::Subtract,
    })
}

pub(super) fn assignment(operator: ast::AssignmentOperator) -> Option<AssignOperator> {
    let operator = match operator {
        ast::AssignmentOperator::Assign => return None,
        ast::AssignmentOperator::LogicalOr => return Some(AssignOperator::Logical(LogicalOperator::Or)),
        ast::AssignmentOperator::LogicalAnd => return Some(AssignOperator::Logical(LogicalOperator::And)),
        ast::AssignmentOperator::LogicalNullish => return Some(AssignOperator::Logical(LogicalOperator::Coalesce)),
        ast::AssignmentOperator::Addition => BinaryOperator::Add,
        ast::AssignmentOperator::Subtraction => BinaryOperator::Subtract,
        ast::AssignmentOperator::Multiplication => BinaryOperator::Multiply,
        ast::AssignmentOperator::Division => BinaryOperator::Divide,
        ast::AssignmentOperator::Remainder => BinaryOperator::Modulo,
        ast::AssignmentOperator::Exponential => BinaryOperator::Power,
        ast::AssignmentOperator::ShiftLeft => BinaryOperator::ShiftLeft,
        ast::AssignmentOperator::ShiftRight | ast::AssignmentOperator::ShiftRightZeroFill => BinaryOperator::ShiftRight,
        ast::AssignmentOperator::BitwiseOR => BinaryOperator::BitOr,
        ast::AssignmentOperator::BitwiseXOR => BinaryOperator::BitXor,
        ast::AssignmentOperator::BitwiseAnd => BinaryOperator::BitAnd,
    };
    Some(AssignOperator::Binary(operator))
}
