//! Statements. One of theirs may become several of ours (`import a, b`), or none.

use super::expressions::operator;
use super::{Lower, place, span};
use crate::tree::{
    AssignOperator, Binding, Block, ExprId, Handler, Import, ImportItem, Imported, List, Name, Span, StmtId, StmtKind,
    WithItem,
};
use alloc::vec::Vec;
use ruff_python_ast::{self as ast, ExceptHandler, Identifier, Stmt};

impl<'p> Lower<'p> {
    pub(super) fn block(&mut self, statements: &'p [Stmt]) -> Block {
        let mut ids = Vec::with_capacity(statements.len());
        for statement in statements {
            self.statement(statement, &mut ids);
        }
        self.tree.list(&ids)
    }

    pub(super) fn statement(&mut self, statement: &'p Stmt, into: &mut Vec<StmtId>) {
        let here = place(statement);
        if self.deeper(here, |this| this.statement_here(statement, here, into)).is_none() {
            into.push(self.tree.stmt(here, StmtKind::Empty));
        }
    }

    fn statement_here(&mut self, statement: &'p Stmt, here: Span, into: &mut Vec<StmtId>) {
        let kind = match statement {
            Stmt::FunctionDef(node) => StmtKind::Function(self.function(node)),
            Stmt::ClassDef(node) => StmtKind::Class(self.class(node)),
            Stmt::Return(node) => StmtKind::Return(node.value.as_ref().map(|value| self.expr(value))),
            Stmt::Delete(node) => {
                let targets: Vec<ExprId> = node.targets.iter().map(|target| self.expr(target)).collect();
                StmtKind::Delete(self.tree.list(&targets))
            }
            Stmt::Assign(node) => {
                let targets = self.targets(&node.targets);
                let value = Some(self.expr(&node.value));
                StmtKind::Assign { binding: Binding::Assign, targets, value }
            }
            Stmt::AugAssign(node) => {
                let target = self.target(&node.target);
                let operator = AssignOperator::Binary(operator(node.op));
                StmtKind::Augment { target, operator, value: self.expr(&node.value) }
            }
            Stmt::AnnAssign(node) => {
                let Some(value) = &node.value else { return };
                let target = self.target(&node.target);
                let targets = self.tree.list(&[target]);
                StmtKind::Assign { binding: Binding::Assign, targets, value: Some(self.expr(value)) }
            }
            Stmt::For(node) => {
                let iterable = self.expr(&node.iter);
                let target = self.target(&node.target);
                let body = self.block(&node.body);
                let otherwise = self.block(&node.orelse);
                StmtKind::For { binding: Binding::Assign, target, iterable, keys: false, body, otherwise }
            }
            Stmt::While(node) => {
                let test = Some(self.expr(&node.test));
                let body = self.block(&node.body);
                let otherwise = self.block(&node.orelse);
                StmtKind::While { test, body, update: None, otherwise, after: false }
            }
            Stmt::If(node) => self.branches(node),
            Stmt::With(node) => {
                let mut items = Vec::with_capacity(node.items.len());
                for item in &node.items {
                    let context = self.expr(&item.context_expr);
                    let target = item.optional_vars.as_ref().map(|target| self.target(target));
                    items.push(WithItem { context, target });
                }
                let items = self.tree.list(&items);
                StmtKind::With { items, body: self.block(&node.body) }
            }
            Stmt::Match(node) => self.matching(node),
            Stmt::Raise(node) => StmtKind::Throw(node.exc.as_ref().map(|value| self.expr(value))),
            Stmt::Try(node) => self.attempt(node),
            Stmt::Assert(node) => StmtKind::Assert(self.expr(&node.test)),
            Stmt::Import(node) => return self.imports(node, here, into),
            Stmt::ImportFrom(node) => StmtKind::Import(self.import_from(node, here)),
            Stmt::Global(node) => StmtKind::Outer(self.outer(&node.names)),
            Stmt::Nonlocal(node) => StmtKind::Outer(self.outer(&node.names)),
            Stmt::Expr(node) => StmtKind::Expr(self.expr(&node.value)),
            Stmt::Break(_) => StmtKind::Break(None),
            Stmt::Continue(_) => StmtKind::Continue(None),
            Stmt::Pass(_) | Stmt::TypeAlias(_) | Stmt::IpyEscapeCommand(_) => return,
        };
        into.push(self.tree.stmt(here, kind));
    }

    /// `if` and its `elif`s, from the last to the first.
    fn branches(&mut self, node: &'p ast::StmtIf) -> StmtKind {
        let end = place(node).end;
        let test = self.expr(&node.test);
        let yes = self.block(&node.body);
        let mut clauses = Vec::with_capacity(node.elif_else_clauses.len());
        for clause in &node.elif_else_clauses {
            let test = clause.test.as_ref().map(|test| self.expr(test));
            clauses.push((Span::new(place(clause).start, end), test, self.block(&clause.body)));
        }
        let mut no = List::default();
        while let Some((here, test, yes)) = clauses.pop() {
            no = match test {
                Some(test) => {
                    let inner = self.tree.stmt(here, StmtKind::If { test, yes, no });
                    self.tree.list(&[inner])
                }
                None => yes,
            };
        }
        StmtKind::If { test, yes, no }
    }

    fn attempt(&mut self, node: &'p ast::StmtTry) -> StmtKind {
        let body = self.block(&node.body);
        let mut handlers = Vec::with_capacity(node.handlers.len());
        for ExceptHandler::ExceptHandler(handler) in &node.handlers {
            let types = handler.type_.as_ref().map(|types| self.expr(types));
            let target = handler.name.as_ref().map(|name| self.bound(name));
            let body = self.block(&handler.body);
            handlers.push(Handler { types, target, body, span: span(handler.range) });
        }
        let handlers = self.tree.list(&handlers);
        let otherwise = self.block(&node.orelse);
        StmtKind::Try { body, handlers, otherwise, finally: self.block(&node.finalbody) }
    }

    fn imports(&mut self, node: &'p ast::StmtImport, here: Span, into: &mut Vec<StmtId>) {
        for alias in &node.names {
            let written = alias.name.as_str();
            let module = self.tree.name(written);
            let item = match &alias.asname {
                Some(name) => {
                    let local = self.identifier(name);
                    ImportItem { imported: Imported::Module, local, span: span(name.range) }
                }
                None => {
                    let first = written.split('.').next().unwrap_or_default();
                    let start = span(alias.name.range).start;
                    let length = u32::try_from(first.len()).unwrap_or_default();
                    let local = self.tree.name(first);
                    ImportItem { imported: Imported::Root, local, span: Span::new(start, start + length) }
                }
            };
            let items = self.tree.list(&[item]);
            let import = Import { module, level: 0, items, module_span: span(alias.name.range) };
            into.push(self.tree.stmt(here, StmtKind::Import(import)));
        }
    }

    fn import_from(&mut self, node: &'p ast::StmtImportFrom, here: Span) -> Import {
        let (module, module_span) = match &node.module {
            Some(module) => (self.identifier(module), span(module.range)),
            None => (self.tree.name(""), super::nowhere(here)),
        };
        let mut items = Vec::with_capacity(node.names.len());
        for alias in &node.names {
            let local = alias.asname.as_ref().unwrap_or(&alias.name);
            let imported = match alias.name.as_str() {
                "*" => Imported::All,
                name => Imported::Member(self.tree.name(name)),
            };
            items.push(ImportItem { imported, local: self.identifier(local), span: span(local.range) });
        }
        Import { module, level: node.level, items: self.tree.list(&items), module_span }
    }

    fn outer(&mut self, names: &'p [Identifier]) -> List<Name> {
        let names: Vec<Name> = names.iter().map(|name| self.identifier(name)).collect();
        self.tree.list(&names)
    }
}
