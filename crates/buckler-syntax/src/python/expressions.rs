//! Expressions and what assignments bind.

use super::{Lower, nowhere, place, span};
use crate::tree::{
    Argument, BinaryOperator, Clause, ComprehensionKind, ExprId, ExprKind, List, LogicalOperator, Name, PatternId,
    PatternKind, Piece, Property, PropertyKey, Span, UnaryOperator,
};
use alloc::string::String;
use alloc::vec::Vec;
use ruff_python_ast::{
    self as ast, ArgOrKeyword, BoolOp, CmpOp, Comprehension, Expr, FStringPart, InterpolatedStringElement, Operator,
    UnaryOp,
};
use ruff_text_size::Ranged;

/// One link of a chain that leans left: what stands around the expression to its left.
#[derive(Clone, Copy)]
pub(super) enum Link<'p> {
    Binary(&'p ast::ExprBinOp),
    Attribute(&'p ast::ExprAttribute),
    Subscript(&'p ast::ExprSubscript),
    Call(&'p ast::ExprCall),
}

impl<'p> Lower<'p> {
    pub(super) fn expr(&mut self, expression: &'p Expr) -> ExprId {
        let here = place(expression);
        self.deeper(here, |this| this.chain(expression)).unwrap_or_else(|| self.unknown(here))
    }

    pub(super) fn unknown(&mut self, here: Span) -> ExprId {
        self.tree.expr(here, ExprKind::Unknown)
    }

    fn chain(&mut self, mut expression: &'p Expr) -> ExprId {
        let mark = self.spine.len();
        loop {
            let (link, left) = match expression {
                Expr::BinOp(node) => (Link::Binary(node), &node.left),
                Expr::Attribute(node) => (Link::Attribute(node), &node.value),
                Expr::Subscript(node) => (Link::Subscript(node), &node.value),
                Expr::Call(node) => (Link::Call(node), &node.func),
                _ => break,
            };
            self.spine.push(link);
            expression = left;
        }
        let mut value = self.leaf(expression);
        while self.spine.len() > mark {
            let Some(link) = self.spine.pop() else { break };
            value = self.around(value, link);
        }
        value
    }

    fn around(&mut self, left: ExprId, link: Link<'p>) -> ExprId {
        let (range, kind) = match link {
            Link::Binary(node) => {
                let right = self.expr(&node.right);
                (node.range, ExprKind::Binary { operator: operator(node.op), left, right })
            }
            Link::Attribute(node) => {
                let name = self.tree.name(node.attr.as_str());
                (node.range, ExprKind::Member { object: left, name, name_span: span(node.attr.range) })
            }
            Link::Subscript(node) => (node.range, self.subscript(left, &node.slice)),
            Link::Call(node) => {
                let arguments = self.arguments(&node.arguments);
                (node.range(), ExprKind::Call { callee: left, arguments, construct: false })
            }
        };
        self.tree.expr(span(range), kind)
    }

    fn subscript(&mut self, object: ExprId, index: &'p Expr) -> ExprKind {
        match index {
            Expr::Slice(slice) => {
                let lower = slice.lower.as_ref().map(|bound| self.expr(bound));
                let upper = slice.upper.as_ref().map(|bound| self.expr(bound));
                ExprKind::Slice { object, lower, upper }
            }
            index => ExprKind::Index { object, index: self.expr(index) },
        }
    }

    fn leaf(&mut self, expression: &'p Expr) -> ExprId {
        let here = place(expression);
        let kind = match expression {
            Expr::BoolOp(node) => return self.logical(node),
            Expr::Compare(node) => return self.compare(node),
            Expr::Named(node) => {
                let target = self.target(&node.target);
                ExprKind::Assign { target, operator: None, value: self.expr(&node.value) }
            }
            Expr::UnaryOp(node) => ExprKind::Unary { operator: unary(node.op), operand: self.expr(&node.operand) },
            Expr::Lambda(node) => ExprKind::Function(self.lambda(node)),
            Expr::If(node) => {
                let test = self.expr(&node.test);
                let yes = self.expr(&node.body);
                ExprKind::Conditional { test, yes, no: self.expr(&node.orelse) }
            }
            Expr::Dict(node) => ExprKind::Dictionary(self.entries(node)),
            Expr::Set(node) => ExprKind::List(self.items(&node.elts)),
            Expr::List(node) => ExprKind::List(self.items(&node.elts)),
            Expr::Tuple(node) => ExprKind::List(self.items(&node.elts)),
            Expr::ListComp(node) => self.comprehension(ComprehensionKind::List, &node.elt, None, &node.generators),
            Expr::SetComp(node) => self.comprehension(ComprehensionKind::List, &node.elt, None, &node.generators),
            Expr::Generator(node) => {
                self.comprehension(ComprehensionKind::Generator, &node.elt, None, &node.generators)
            }
            Expr::DictComp(node) => {
                let key = node.key.as_deref().unwrap_or(&node.value);
                self.comprehension(ComprehensionKind::Dictionary, key, Some(&node.value), &node.generators)
            }
            Expr::Await(node) => ExprKind::Await(self.expr(&node.value)),
            Expr::Yield(node) => {
                self.yields = true;
                let value = node.value.as_ref().map(|value| self.expr(value));
                ExprKind::Yield { value, delegate: false }
            }
            Expr::YieldFrom(node) => {
                self.yields = true;
                ExprKind::Yield { value: Some(self.expr(&node.value)), delegate: true }
            }
            Expr::FString(node) => self.formatted(node),
            Expr::TString(node) => {
                let mut pieces = Vec::new();
                for part in &node.value {
                    self.interpolated(&part.elements, &mut pieces);
                }
                ExprKind::Format(self.tree.list(&pieces))
            }
            Expr::StringLiteral(node) => ExprKind::Text(self.tree.name(node.value.to_str())),
            Expr::BytesLiteral(node) => {
                let text: String = node.value.bytes().map(char::from).collect();
                ExprKind::Bytes(self.tree.name(&text))
            }
            Expr::NumberLiteral(_) => ExprKind::Number(self.tree.name(self.text(here))),
            Expr::BooleanLiteral(node) => ExprKind::Bool(node.value),
            Expr::NoneLiteral(_) => ExprKind::Null,
            Expr::Starred(node) => ExprKind::Spread(self.expr(&node.value)),
            Expr::Name(node) if node.id.is_empty() => ExprKind::Unknown,
            Expr::Name(node) => ExprKind::Name(self.tree.name(node.id.as_str())),
            // One dimension of several: `[a:b, c]`.
            Expr::Slice(node) => {
                let bounds = [&node.lower, &node.upper].into_iter().flatten();
                let bounds: Vec<ExprId> = bounds.map(|bound| self.expr(bound)).collect();
                ExprKind::List(self.tree.list(&bounds))
            }
            _ => ExprKind::Unknown,
        };
        self.tree.expr(here, kind)
    }

    fn logical(&mut self, node: &'p ast::ExprBoolOp) -> ExprId {
        let operator = match node.op {
            BoolOp::And => LogicalOperator::And,
            BoolOp::Or => LogicalOperator::Or,
        };
        let mut whole = None;
        for value in &node.values {
            let right = self.expr(value);
            whole = Some(match whole {
                None => right,
                Some(left) => {
                    let here = self.reach(left, right);
                    self.tree.expr(here, ExprKind::Logical { operator, left, right })
                }
            });
        }
        whole.unwrap_or_else(|| self.unknown(place(node)))
    }

    /// `a < b < c` is `a < b and b < c`, with one `b`.
    fn compare(&mut self, node: &'p ast::ExprCompare) -> ExprId {
        let mut left = self.expr(&node.left);
        let mut whole = None;
        for (operator, comparator) in node.ops.iter().zip(&node.comparators) {
            let right = self.expr(comparator);
            let here = self.reach(left, right);
            let here = if node.ops.len() == 1 { place(node) } else { here };
            let link = self.tree.expr(here, ExprKind::Binary { operator: comparison(*operator), left, right });
            whole = Some(match whole {
                None => link,
                Some(before) => {
                    let here = self.reach(before, link);
                    let kind = ExprKind::Logical { operator: LogicalOperator::And, left: before, right: link };
                    self.tree.expr(here, kind)
                }
            });
            left = right;
        }
        whole.unwrap_or(left)
    }

    fn reach(&self, first: ExprId, last: ExprId) -> Span {
        Span::new(self.tree.built_expr(first).span.start, self.tree.built_expr(last).span.end)
    }

    fn items(&mut self, items: &'p [Expr]) -> List<ExprId> {
        let items: Vec<ExprId> = items.iter().map(|item| self.expr(item)).collect();
        self.tree.list(&items)
    }

    fn entries(&mut self, node: &'p ast::ExprDict) -> List<Property> {
        let mut entries = Vec::with_capacity(node.items.len());
        for item in &node.items {
            let value_place = place(&item.value);
            let (key, key_span) = match &item.key {
                Some(key) => (self.key(key), place(key)),
                None => (PropertyKey::Spread, nowhere(value_place)),
            };
            let value = self.expr(&item.value);
            let here = Span::new(key_span.start, value_place.end);
            entries.push(Property { span: here, key, key_span, value });
        }
        self.tree.list(&entries)
    }

    pub(super) fn key(&mut self, key: &'p Expr) -> PropertyKey {
        match key {
            Expr::StringLiteral(node) => PropertyKey::Name(self.tree.name(node.value.to_str())),
            Expr::NumberLiteral(_) => PropertyKey::Name(self.tree.name(self.text(place(key)))),
            other => PropertyKey::Computed(self.expr(other)),
        }
    }

    fn arguments(&mut self, arguments: &'p ast::Arguments) -> List<Argument> {
        let mut items = Vec::with_capacity(arguments.args.len() + arguments.keywords.len());
        for argument in arguments.iter_source_order() {
            items.push(match argument {
                ArgOrKeyword::Arg(Expr::Starred(node)) => Argument {
                    keyword: None,
                    span: place(node),
                    value: self.expr(&node.value),
                    spread: true,
                    keywords: false,
                },
                ArgOrKeyword::Arg(value) => Argument {
                    keyword: None,
                    span: place(value),
                    value: self.expr(value),
                    spread: false,
                    keywords: false,
                },
                ArgOrKeyword::Keyword(node) => Argument {
                    keyword: node.arg.as_ref().map(|name| self.tree.name(name.as_str())),
                    span: place(node),
                    value: self.expr(&node.value),
                    spread: false,
                    keywords: node.arg.is_none(),
                },
            });
        }
        self.tree.list(&items)
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: &'p Expr,
        value: Option<&'p Expr>,
        generators: &'p [Comprehension],
    ) -> ExprKind {
        let mut clauses = Vec::with_capacity(generators.len());
        for generator in generators {
            let iterable = self.expr(&generator.iter);
            let target = self.target(&generator.target);
            let conditions = self.items(&generator.ifs);
            clauses.push(Clause { target, iterable, conditions });
        }
        let clauses = self.tree.list(&clauses);
        let element = self.expr(element);
        let value = value.map(|value| self.expr(value));
        ExprKind::Comprehension { kind, element, value, clauses }
    }

    fn formatted(&mut self, node: &'p ast::ExprFString) -> ExprKind {
        let mut pieces = Vec::new();
        for part in &node.value {
            match part {
                FStringPart::Literal(literal) => {
                    if !literal.value.is_empty() {
                        pieces.push(Piece::Text(self.tree.name(&literal.value), place(literal)));
                    }
                }
                FStringPart::FString(part) => self.interpolated(&part.elements, &mut pieces),
            }
        }
        ExprKind::Format(self.tree.list(&pieces))
    }

    fn interpolated(&mut self, elements: &'p ast::InterpolatedStringElements, pieces: &mut Vec<Piece>) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => {
                    pieces.push(Piece::Text(self.tree.name(&literal.value), place(literal)));
                }
                InterpolatedStringElement::Interpolation(value) => {
                    if let Some(debug) = &value.debug_text {
                        let here = nowhere(place(value));
                        pieces.push(Piece::Text(self.tree.name(debug.as_str()), here));
                    }
                    pieces.push(Piece::Value(self.expr(&value.expression)));
                    if let Some(format) = &value.format_spec {
                        self.format_values(format, pieces);
                    }
                }
            }
        }
    }

    /// Values inside a format, as the width in `{x:{width}}`. Its text is no part of the result.
    fn format_values(&mut self, format: &'p ast::InterpolatedStringFormatSpec, pieces: &mut Vec<Piece>) {
        for element in &format.elements {
            let InterpolatedStringElement::Interpolation(value) = element else { continue };
            let here = place(value);
            pieces.push(Piece::Value(self.expr(&value.expression)));
            if let Some(format) = &value.format_spec {
                let _ = self.deeper(here, |this| this.format_values(format, pieces));
            }
        }
    }

    /// What `=`, `for` and `with` bind.
    pub(super) fn target(&mut self, target: &'p Expr) -> PatternId {
        let here = place(target);
        self.deeper(here, |this| this.target_here(target, here)).unwrap_or_else(|| self.ignore(here))
    }

    fn target_here(&mut self, target: &'p Expr, here: Span) -> PatternId {
        let kind = match target {
            Expr::Name(node) if node.id.is_empty() => PatternKind::Ignore,
            Expr::Name(node) => PatternKind::Name(self.tree.name(node.id.as_str())),
            Expr::List(node) => PatternKind::List(self.targets(&node.elts)),
            Expr::Tuple(node) => PatternKind::List(self.targets(&node.elts)),
            Expr::Starred(node) => PatternKind::Rest(self.target(&node.value)),
            other => PatternKind::Target(self.expr(other)),
        };
        self.tree.pattern(here, kind)
    }

    pub(super) fn targets(&mut self, targets: &'p [Expr]) -> List<PatternId> {
        let targets: Vec<PatternId> = targets.iter().map(|target| self.target(target)).collect();
        self.tree.list(&targets)
    }

    pub(super) fn decorators(&mut self, decorators: &'p [ast::Decorator]) -> List<ExprId> {
        let items: Vec<ExprId> = decorators.iter().map(|decorator| self.expr(&decorator.expression)).collect();
        self.tree.list(&items)
    }

    pub(super) fn identifier(&mut self, identifier: &ast::Identifier) -> Name {
        self.tree.name(identifier.as_str())
    }
}

pub(super) fn operator(operator: Operator) -> BinaryOperator {
    match operator {
        Operator::Add => BinaryOperator::Add,
        Operator::Sub => BinaryOperator::Subtract,
        Operator::Mult => BinaryOperator::Multiply,
        Operator::MatMult => BinaryOperator::MatrixMultiply,
        Operator::Div => BinaryOperator::Divide,
        Operator::Mod => BinaryOperator::Modulo,
        Operator::Pow => BinaryOperator::Power,
        Operator::LShift => BinaryOperator::ShiftLeft,
        Operator::RShift => BinaryOperator::ShiftRight,
        Operator::BitOr => BinaryOperator::BitOr,
        Operator::BitXor => BinaryOperator::BitXor,
        Operator::BitAnd => BinaryOperator::BitAnd,
        Operator::FloorDiv => BinaryOperator::FloorDivide,
    }
}

fn comparison(operator: CmpOp) -> BinaryOperator {
    match operator {
        CmpOp::Eq | CmpOp::Is => BinaryOperator::Equal,
        CmpOp::NotEq | CmpOp::IsNot => BinaryOperator::NotEqual,
        CmpOp::Lt => BinaryOperator::Less,
        CmpOp::LtE => BinaryOperator::LessEqual,
        CmpOp::Gt => BinaryOperator::Greater,
        CmpOp::GtE => BinaryOperator::GreaterEqual,
        CmpOp::In => BinaryOperator::In,
        CmpOp::NotIn => BinaryOperator::NotIn,
    }
}

fn unary(operator: UnaryOp) -> UnaryOperator {
    match operator {
        UnaryOp::Invert => UnaryOperator::Invert,
        UnaryOp::Not => UnaryOperator::Not,
        UnaryOp::UAdd => UnaryOperator::Plus,
        UnaryOp::USub => UnaryOperator::Minus,
    }
}
