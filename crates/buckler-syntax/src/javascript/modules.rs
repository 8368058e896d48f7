//! Imports, exports and the namespaces of TypeScript. What is imported or exported as a type only is left out.

use super::{Lower, nowhere, span};
use crate::tree::{
    Argument, Export, ExportItem, ExprId, ExprKind, Function, Import, ImportItem, Imported, List, Name, PatternKind,
    Property, PropertyKey, Span, StmtId, StmtKind,
};
use alloc::vec::Vec;
use oxc_ast::ast::{self, ImportDeclarationSpecifier, ModuleExportName};
use oxc_span::GetSpan;

impl<'p, 'a> Lower<'p, 'a> {
    pub(super) fn module_declaration(&mut self, node: &'p ast::ModuleDeclaration<'a>, into: &mut Vec<StmtId>) {
        let place = span(node.span());
        match node {
            ast::ModuleDeclaration::ImportDeclaration(node) => {
                if let Some(import) = self.import(node) {
                    into.push(self.tree.stmt(place, StmtKind::Import(import)));
                }
            }
            ast::ModuleDeclaration::ExportAllDeclaration(node) if node.export_kind.is_value() => {
                let module = self.literal(&node.source.value, node.source.lone_surrogates);
                let exported = node.exported.as_ref().map(|name| self.export_name(name));
                into.push(self.tree.stmt(place, StmtKind::Export(Export::All { module, exported })));
            }
            ast::ModuleDeclaration::ExportDefaultDeclaration(node) => {
                self.export_default(&node.declaration, place, into);
            }
            ast::ModuleDeclaration::ExportDeclaration(node) => {
                let mut ids = Vec::new();
                self.declaration(&node.declaration, &mut ids);
                for id in ids {
                    into.push(self.tree.stmt(place, StmtKind::Export(Export::Declaration(id))));
                }
            }
            ast::ModuleDeclaration::ExportNamedDeclaration(node) if node.export_kind.is_value() => {
                let items = self.export_items(&node.specifiers);
                into.push(self.tree.stmt(place, StmtKind::Export(Export::Names { module: None, items })));
            }
            ast::ModuleDeclaration::ExportFromDeclaration(node) if node.export_kind.is_value() => {
                let module = Some(self.literal(&node.source.value, node.source.lone_surrogates));
                let items = self.export_items(&node.specifiers);
                into.push(self.tree.stmt(place, StmtKind::Export(Export::Names { module, items })));
            }
            ast::ModuleDeclaration::TSExportAssignment(node) => {
                let id = self.export_assignment(&node.expression, place);
                into.push(id);
            }
            _ => {}
        }
    }

    fn import(&mut self, node: &'p ast::ImportDeclaration<'a>) -> Option<Import> {
        if node.import_kind.is_type() {
            return None;
        }
        let mut items = Vec::new();
        for specifier in node.specifiers.iter().flatten() {
            items.extend(self.import_item(specifier));
        }
        let only_types = items.is_empty() && node.specifiers.as_ref().is_some_and(|list| !list.is_empty());
        let module = self.literal(&node.source.value, node.source.lone_surrogates);
        let items = self.tree.list(&items);
        (!only_types).then_some(Import { module, level: 0, items, module_span: span(node.source.span) })
    }

    fn import_item(&mut self, specifier: &'p ImportDeclarationSpecifier<'a>) -> Option<ImportItem> {
        let (imported, local) = match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(node) => {
                if node.import_kind.is_type() {
                    return None;
                }
                (Imported::Member(self.export_name(&node.imported)), &node.local)
            }
            ImportDeclarationSpecifier::ImportDefaultSpecifier(node) => {
                (Imported::Member(self.tree.name("default")), &node.local)
            }
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(node) => (Imported::Module, &node.local),
        };
        Some(ImportItem { imported, local: self.tree.name(local.name.as_str()), span: span(local.span) })
    }

    fn export_name(&mut self, name: &'p ModuleExportName<'a>) -> Name {
        match name {
            ModuleExportName::IdentifierName(node) => self.tree.name(node.name.as_str()),
            ModuleExportName::IdentifierReference(node) => self.tree.name(node.name.as_str()),
            ModuleExportName::StringLiteral(node) => self.literal(&node.value, node.lone_surrogates),
        }
    }

    fn export_items(&mut self, specifiers: &'p [ast::ExportSpecifier<'a>]) -> List<ExportItem> {
        let mut items = Vec::with_capacity(specifiers.len());
        for specifier in specifiers.iter().filter(|specifier| specifier.export_kind.is_value()) {
            let local = self.export_name(&specifier.local);
            let exported = self.export_name(&specifier.exported);
            items.push(ExportItem { local, exported, span: span(specifier.span) });
        }
        self.tree.list(&items)
    }

    /// A named function or class is declared as well, so that the module itself can use it.
    fn export_default(&mut self, node: &'p ast::ExportDefaultDeclarationKind<'a>, place: Span, into: &mut Vec<StmtId>) {
        let inner = span(node.span());
        let (name, declared, value) = match node {
            ast::ExportDefaultDeclarationKind::FunctionDeclaration(node) => {
                let Some(function) = self.function(node) else { return };
                (node.id.as_ref(), StmtKind::Function(function), ExprKind::Function(function))
            }
            ast::ExportDefaultDeclarationKind::ClassDeclaration(node) => {
                let class = self.class(node);
                (node.id.as_ref(), StmtKind::Class(class), ExprKind::Class(class))
            }
            ast::ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => return,
            other => {
                let value = self.maybe(other.as_expression(), inner);
                into.push(self.tree.stmt(place, StmtKind::Export(Export::Default(value))));
                return;
            }
        };
        let export = match name {
            Some(id) => {
                into.push(self.tree.stmt(inner, declared));
                let local = self.tree.name(id.name.as_str());
                let exported = self.tree.name("default");
                let items = self.tree.list(&[ExportItem { local, exported, span: span(id.span) }]);
                Export::Names { module: None, items }
            }
            None => Export::Default(self.tree.expr(inner, value)),
        };
        into.push(self.tree.stmt(place, StmtKind::Export(export)));
    }

    /// `export = value` is `module.exports = value`.
    fn export_assignment(&mut self, value: &'p ast::Expression<'a>, place: Span) -> StmtId {
        let value = self.expr(value);
        let object = self.named(nowhere(place), "module");
        let name = self.tree.name("exports");
        let member = self.tree.expr(nowhere(place), ExprKind::Member { object, name, name_span: nowhere(place) });
        let target = self.tree.pattern(nowhere(place), PatternKind::Target(member));
        self.assigned(target, value, place)
    }

    /// What `import name = …` refers to.
    pub(super) fn reference(&mut self, node: &'p ast::TSModuleReference<'a>) -> ExprId {
        let place = span(node.span());
        match node {
            ast::TSModuleReference::ExternalModuleReference(node) => {
                let literal = &node.expression;
                let name = self.literal(&literal.value, literal.lone_surrogates);
                let value = self.tree.expr(span(literal.span), ExprKind::Text(name));
                let callee = self.named(nowhere(place), "require");
                self.call(callee, &[value], place)
            }
            ast::TSModuleReference::IdentifierReference(node) => self.named(place, node.name.as_str()),
            ast::TSModuleReference::QualifiedName(node) => self.qualified(node),
        }
    }

    fn call(&mut self, callee: ExprId, values: &[ExprId], place: Span) -> ExprId {
        let mut arguments = Vec::with_capacity(values.len());
        for value in values {
            let span = self.tree.built_expr(*value).span;
            arguments.push(Argument { keyword: None, span, value: *value, spread: false, keywords: false });
        }
        let arguments = self.tree.list(&arguments);
        self.tree.expr(place, ExprKind::Call { callee, arguments, construct: false })
    }

    /// A namespace as a function that runs its statements and gives what it exports.
    pub(super) fn namespace(&mut self, node: &'p ast::TSNamespaceDeclaration<'a>) -> ExprId {
        let place = span(node.span);
        let value = self.deeper(place, |this| this.namespace_here(node, place));
        value.unwrap_or_else(|| self.tree.expr(place, ExprKind::Unknown))
    }

    fn namespace_here(&mut self, node: &'p ast::TSNamespaceDeclaration<'a>, place: Span) -> ExprId {
        let (mut ids, mut exports) = (Vec::new(), Vec::new());
        match &node.body {
            ast::TSNamespaceDeclarationBody::TSNamespaceDeclaration(inner) => {
                let value = self.namespace(inner);
                let key_span = span(inner.id.span);
                let key = PropertyKey::Name(self.tree.name(inner.id.name.as_str()));
                exports.push(Property { span: span(inner.span), key, key_span, value });
            }
            ast::TSNamespaceDeclarationBody::TSModuleBlock(block) => {
                for statement in &block.body {
                    match statement {
                        ast::Statement::ExportDeclaration(node) => {
                            let first = ids.len();
                            self.declaration(&node.declaration, &mut ids);
                            self.exported(ids.get(first..).unwrap_or_default(), &mut exports);
                        }
                        other => self.statements(core::slice::from_ref(other), &mut ids),
                    }
                }
            }
        }
        let exports = self.tree.list(&exports);
        let value = self.tree.expr(nowhere(place), ExprKind::Dictionary(exports));
        ids.push(self.returned(value));
        let body = self.tree.list(&ids);
        let function = self.tree.function(Function {
            span: place,
            name: None,
            name_span: nowhere(place),
            parameters: List::default(),
            body,
            decorators: List::default(),
            arrow: true,
            asynchronous: false,
            generator: false,
        });
        let callee = self.tree.expr(place, ExprKind::Function(function));
        self.call(callee, &[], place)
    }

    /// The variables that declarations bind, as entries of what a namespace gives.
    fn exported(&mut self, declared: &[StmtId], into: &mut Vec<Property>) {
        for id in declared {
            for name in self.declared_names(*id) {
                let place = nowhere(name.1);
                let value = self.tree.expr(place, ExprKind::Name(name.0));
                into.push(Property { span: place, key: PropertyKey::Name(name.0), key_span: place, value });
            }
        }
    }

    fn declared_names(&self, id: StmtId) -> Vec<(Name, Span)> {
        let mut names = Vec::new();
        match self.tree.built_stmt(id).kind {
            StmtKind::Function(function) => {
                let function = self.tree.built_function(function);
                names.extend(function.and_then(|function| Some((function.name?, function.name_span))));
            }
            StmtKind::Class(class) => {
                let class = self.tree.built_class(class);
                names.extend(class.and_then(|class| Some((class.name?, class.name_span))));
            }
            StmtKind::Assign { targets, .. } => {
                for target in self.tree.built_list(targets) {
                    let pattern = self.tree.built_pattern(*target);
                    if let PatternKind::Name(name) = pattern.kind {
                        names.push((name, pattern.span));
                    }
                }
            }
            _ => {}
        }
        names
    }
}
