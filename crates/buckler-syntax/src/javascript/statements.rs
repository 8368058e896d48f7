//! Statements. One of theirs may become several of ours (`let a = 1, b = 2`), or none.

use super::expressions::{assignment, update};
use super::{Lower, nowhere, span};
use crate::tree::{
    Binding, Block, Case, ExprId, ExprKind, Handler, List, Name, PatternId, Span, StmtId, StmtKind, WithItem,
};
use alloc::vec::Vec;
use oxc_ast::ast::{self, Expression, Statement};
use oxc_span::GetSpan;

/// One `if` of a chain of `else if`, its parts lowered.
struct Branch {
    place: Span,
    test: ExprId,
    yes: Block,
}

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn statements(&mut self, statements: &'p [Statement<'a>], into: &mut Vec<StmtId>) {
        for statement in statements {
            self.statement(statement, into);
        }
    }

    pub(super) fn directives(&mut self, directives: &'p [ast::Directive<'a>], into: &mut Vec<StmtId>) {
        for directive in directives {
            let literal = &directive.expression;
            let name = self.literal(&literal.value, literal.lone_surrogates);
            let text = self.tree.expr(span(literal.span), ExprKind::Text(name));
            into.push(self.tree.stmt(span(directive.span), StmtKind::Expr(text)));
        }
    }

    pub(super) fn block(&mut self, statements: &'p [Statement<'a>]) -> Block {
        let mut ids = Vec::with_capacity(statements.len());
        self.statements(statements, &mut ids);
        self.tree.list(&ids)
    }

    /// The body of an `if` or a loop.
    fn body(&mut self, statement: &'p Statement<'a>) -> Block {
        if let Statement::BlockStatement(block) = statement {
            return self.block(&block.body);
        }
        let mut ids = Vec::new();
        self.statement(statement, &mut ids);
        self.tree.list(&ids)
    }

    fn statement(&mut self, statement: &'p Statement<'a>, into: &mut Vec<StmtId>) {
        let place = span(statement.span());
        if self.deeper(place, |this| this.statement_here(statement, place, into)).is_none() {
            into.push(self.tree.stmt(place, StmtKind::Empty));
        }
    }

    fn statement_here(&mut self, statement: &'p Statement<'a>, place: Span, into: &mut Vec<StmtId>) {
        let kind = match statement {
            Statement::BlockStatement(node) => StmtKind::Block { label: None, body: self.block(&node.body) },
            Statement::BreakStatement(node) => StmtKind::Break(self.label(node.label.as_ref())),
            Statement::ContinueStatement(node) => StmtKind::Continue(self.label(node.label.as_ref())),
            Statement::DebuggerStatement(_) | Statement::EmptyStatement(_) => return,
            Statement::DoWhileStatement(node) => {
                let body = self.body(&node.body);
                let test = Some(self.expr(&node.test));
                StmtKind::While { test, body, update: None, otherwise: List::default(), after: true }
            }
            Statement::ExpressionStatement(node) => self.effect(&node.expression),
            Statement::ForInStatement(node) => {
                let (binding, target) = self.loop_target(&node.left);
                let iterable = self.expr(&node.right);
                let body = self.body(&node.body);
                StmtKind::For { binding, target, iterable, keys: true, body, otherwise: List::default() }
            }
            Statement::ForOfStatement(node) => {
                let (binding, target) = self.loop_target(&node.left);
                let iterable = self.expr(&node.right);
                let body = self.body(&node.body);
                StmtKind::For { binding, target, iterable, keys: false, body, otherwise: List::default() }
            }
            Statement::ForStatement(node) => self.counted(node),
            Statement::IfStatement(node) => {
                into.push(self.branches(node));
                return;
            }
            Statement::LabeledStatement(node) => {
                let label = Some(self.tree.name(node.label.name.as_str()));
                StmtKind::Block { label, body: self.body(&node.body) }
            }
            Statement::ReturnStatement(node) => StmtKind::Return(node.argument.as_ref().map(|value| self.expr(value))),
            Statement::SwitchStatement(node) => {
                let subject = self.expr(&node.discriminant);
                let cases: Vec<Case> = node.cases.iter().map(|case| self.case(case)).collect();
                StmtKind::Switch { subject, cases: self.tree.list(&cases) }
            }
            Statement::ThrowStatement(node) => StmtKind::Throw(Some(self.expr(&node.argument))),
            Statement::TryStatement(node) => self.attempt(node),
            Statement::WhileStatement(node) => {
                let test = Some(self.expr(&node.test));
                let body = self.body(&node.body);
                StmtKind::While { test, body, update: None, otherwise: List::default(), after: false }
            }
            Statement::WithStatement(node) => {
                let context = self.expr(&node.object);
                let items = self.tree.list(&[WithItem { context, target: None }]);
                StmtKind::With { items, body: self.body(&node.body) }
            }
            other => {
                if let Some(declaration) = other.as_declaration() {
                    self.declaration(declaration, into);
                } else if let Some(module) = other.as_module_declaration() {
                    self.module_declaration(module, into);
                }
                return;
            }
        };
        into.push(self.tree.stmt(place, kind));
    }

    /// An expression for its effect; assignments are statements of their own.
    fn effect(&mut self, expression: &'p Expression<'a>) -> StmtKind {
        match expression {
            Expression::AssignmentExpression(node) => {
                let target = self.assignment_target(&node.left);
                let value = self.expr(&node.right);
                match assignment(node.operator) {
                    Some(operator) => StmtKind::Augment { target, operator, value },
                    None => {
                        let targets = self.tree.list(&[target]);
                        StmtKind::Assign { binding: Binding::Assign, targets, value: Some(value) }
                    }
                }
            }
            Expression::UpdateExpression(node) => {
                let target = self.simple_target(&node.argument);
                let value = self.one(span(node.span));
                StmtKind::Augment { target, operator: update(node.operator), value }
            }
            other => StmtKind::Expr(self.expr(other)),
        }
    }

    fn label(&mut self, label: Option<&ast::LabelIdentifier<'a>>) -> Option<Name> {
        label.map(|label| self.tree.name(label.name.as_str()))
    }

    /// A chain of `else if`, without recursion: generated code has thousands.
    fn branches(&mut self, first: &'p ast::IfStatement<'a>) -> StmtId {
        let mut branches = Vec::new();
        let mut next = first;
        let mut no = loop {
            let test = self.expr(&next.test);
            let yes = self.body(&next.consequent);
            branches.push(Branch { place: span(next.span), test, yes });
            match &next.alternate {
                Some(Statement::IfStatement(node)) => next = node,
                Some(other) => break self.body(other),
                None => break List::default(),
            }
        };
        let mut id = None;
        while let Some(Branch { place, test, yes }) = branches.pop() {
            let inner = self.tree.stmt(place, StmtKind::If { test, yes, no });
            no = self.tree.list(&[inner]);
            id = Some(inner);
        }
        id.unwrap_or_else(|| self.tree.stmt(span(first.span), StmtKind::Empty))
    }

    /// `for (start; test; update)`: a block with the start and a `while`.
    fn counted(&mut self, node: &'p ast::ForStatement<'a>) -> StmtKind {
        let mut ids = Vec::new();
        match &node.init {
            Some(ast::ForStatementInit::VariableDeclaration(declaration)) => self.variables(declaration, &mut ids),
            Some(other) => {
                if let Some(expression) = other.as_expression() {
                    let kind = self.effect(expression);
                    ids.push(self.tree.stmt(span(expression.span()), kind));
                }
            }
            None => {}
        }
        let test = node.test.as_ref().map(|test| self.expr(test));
        let body = self.body(&node.body);
        let update = node.update.as_ref().map(|update| self.expr(update));
        let kind = StmtKind::While { test, body, update, otherwise: List::default(), after: false };
        if ids.is_empty() {
            return kind;
        }
        ids.push(self.tree.stmt(span(node.span), kind));
        StmtKind::Block { label: None, body: self.tree.list(&ids) }
    }

    fn loop_target(&mut self, left: &'p ast::ForStatementLeft<'a>) -> (Binding, PatternId) {
        match left {
            ast::ForStatementLeft::VariableDeclaration(node) => {
                let target = match node.declarations.first() {
                    Some(declarator) => self.binding(&declarator.id),
                    None => self.ignore(span(node.span)),
                };
                (binding(node.kind), target)
            }
            other => match other.as_assignment_target() {
                Some(target) => (Binding::Assign, self.assignment_target(target)),
                None => (Binding::Assign, self.ignore(span(other.span()))),
            },
        }
    }

    fn case(&mut self, case: &'p ast::SwitchCase<'a>) -> Case {
        let test = case.test.as_ref().map(|test| self.expr(test));
        let values = match test {
            Some(test) => self.tree.list(&[test]),
            None => List::default(),
        };
        let body = self.block(&case.consequent);
        let place = span(case.span);
        Case { values, bindings: None, guard: None, default: test.is_none(), body, falls_through: true, span: place }
    }

    fn attempt(&mut self, node: &'p ast::TryStatement<'a>) -> StmtKind {
        let body = self.block(&node.block.body);
        let handlers = match &node.handler {
            Some(handler) => {
                let target = handler.param.as_ref().map(|param| self.binding(&param.pattern));
                let body = self.block(&handler.body.body);
                self.tree.list(&[Handler { types: None, target, body, span: span(handler.span) }])
            }
            None => List::default(),
        };
        let finally = match &node.finalizer {
            Some(finalizer) => self.block(&finalizer.body),
            None => List::default(),
        };
        StmtKind::Try { body, handlers, otherwise: List::default(), finally }
    }

    pub(super) fn variables(&mut self, node: &'p ast::VariableDeclaration<'a>, into: &mut Vec<StmtId>) {
        if node.declare {
            return;
        }
        for declarator in &node.declarations {
            let target = self.binding(&declarator.id);
            let value = declarator.init.as_ref().map(|init| self.expr(init));
            let targets = self.tree.list(&[target]);
            let kind = StmtKind::Assign { binding: binding(node.kind), targets, value };
            into.push(self.tree.stmt(span(declarator.span), kind));
        }
    }

    pub(super) fn declaration(&mut self, declaration: &'p ast::Declaration<'a>, into: &mut Vec<StmtId>) {
        match declaration {
            ast::Declaration::VariableDeclaration(node) => self.variables(node, into),
            ast::Declaration::FunctionDeclaration(node) => {
                if let Some(function) = self.function(node) {
                    into.push(self.tree.stmt(span(node.span), StmtKind::Function(function)));
                }
            }
            ast::Declaration::ClassDeclaration(node) if !node.declare => {
                let class = self.class(node);
                into.push(self.tree.stmt(span(node.span), StmtKind::Class(class)));
            }
            ast::Declaration::TSEnumDeclaration(node) if !node.declare => {
                let value = self.enumeration(node);
                self.constant(&node.id, value, span(node.span), into);
            }
            ast::Declaration::TSNamespaceDeclaration(node) if !node.declare => {
                let value = self.namespace(node);
                self.constant(&node.id, value, span(node.span), into);
            }
            ast::Declaration::TSImportEqualsDeclaration(node) if node.import_kind.is_value() => {
                let value = self.reference(&node.module_reference);
                self.constant(&node.id, value, span(node.span), into);
            }
            _ => {}
        }
    }

    fn constant(&mut self, id: &ast::BindingIdentifier<'a>, value: ExprId, place: Span, into: &mut Vec<StmtId>) {
        let target = self.bound(&id.name, span(id.span));
        let targets = self.tree.list(&[target]);
        let kind = StmtKind::Assign { binding: Binding::Const, targets, value: Some(value) };
        into.push(self.tree.stmt(place, kind));
    }

    /// `return` of what an arrow or a namespace gives.
    pub(super) fn returned(&mut self, value: ExprId) -> StmtId {
        let place = self.tree.built_expr(value).span;
        self.tree.stmt(place, StmtKind::Return(Some(value)))
    }

    /// `target = value` that nobody wrote, at a place.
    pub(super) fn assigned(&mut self, target: PatternId, value: ExprId, place: Span) -> StmtId {
        let targets = self.tree.list(&[target]);
        let kind = StmtKind::Assign { binding: Binding::Assign, targets, value: Some(value) };
        self.tree.stmt(nowhere(place), kind)
    }
}

fn binding(kind: ast::VariableDeclarationKind) -> Binding {
    match kind {
        ast::VariableDeclarationKind::Var => Binding::Var,
        ast::VariableDeclarationKind::Let => Binding::Let,
        _ => Binding::Const,
    }
}
