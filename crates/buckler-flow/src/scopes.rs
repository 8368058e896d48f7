//! Which names belong to which function: told by one walk over a tree.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use buckler_syntax::tree::{
    Binding, Block, Export, ExprId, ExprKind, FunctionId, Language, Name, PatternId, PatternKind, StmtId, StmtKind,
    Tree,
};

/// What is known about the names of one function, or of the top level.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Names that are its own.
    own: Vec<Name>,
    /// Names it takes from further out by saying so.
    outer: Vec<Name>,
    /// Whether other functions are written inside it.
    pub(crate) inner: bool,
}

/// The names of all functions of a tree.
#[derive(Debug)]
pub(crate) struct Scopes {
    functions: Vec<Names>,
    pub(crate) top: Names,
    /// Names that are called somewhere, to tell functions that nothing seems to call.
    pub(crate) called: BTreeSet<Name>,
}

impl Scopes {
    pub(crate) fn new(tree: &Tree) -> Self {
        let mut functions = Vec::new();
        for (_, function) in tree.functions() {
            let mut names = Names::default();
            for parameter in tree.list(function.parameters) {
                names.pattern(tree, parameter.pattern);
            }
            names.block(tree, function.body);
            functions.push(names);
        }
        let mut top = Names::default();
        top.block(tree, tree.body());
        let mut this = Self { functions, top, called: BTreeSet::new() };
        this.mark_inner(tree);
        this.mark_called(tree);
        this
    }

    pub(crate) fn of(&self, function: Option<FunctionId>) -> &Names {
        function.and_then(|function| self.functions.get(function.index())).unwrap_or(&self.top)
    }

    /// A function that holds another one begins before it and ends after it.
    fn mark_inner(&mut self, tree: &Tree) {
        let spans: Vec<_> = tree.functions().map(|(_, function)| function.span).collect();
        let mut order: Vec<usize> = (0..spans.len()).collect();
        let key = |index: &usize| spans.get(*index).map_or((0, 0), |span| (span.start, u32::MAX - span.end));
        order.sort_by_key(key);
        let mut open: Vec<usize> = Vec::new();
        for index in order {
            let Some(span) = spans.get(index) else { continue };
            while open.last().and_then(|last| spans.get(*last)).is_some_and(|last| last.end < span.end) {
                open.pop();
            }
            if let Some(names) = open.last().and_then(|last| self.functions.get_mut(*last)) {
                names.inner = true;
            }
            open.push(index);
        }
    }

    fn mark_called(&mut self, tree: &Tree) {
        for (_, expr) in tree.exprs() {
            if let ExprKind::Call { callee, .. } = expr.kind {
                match tree.expr(callee).kind {
                    ExprKind::Name(name) | ExprKind::Member { name, .. } => {
                        self.called.insert(name);
                    }
                    _ => {}
                }
            }
        }
    }
}

impl Names {
    /// Whether a name is the function's own.
    pub(crate) fn owns(&self, name: Name) -> bool {
        self.own.binary_search(&name).is_ok()
    }

    /// Whether a name is said to be one of further out.
    pub(crate) fn says_outer(&self, name: Name) -> bool {
        self.outer.contains(&name)
    }

    fn settle(&mut self) {
        let outer = core::mem::take(&mut self.outer);
        self.own.retain(|name| !outer.contains(name));
        self.own.sort_unstable();
        self.own.dedup();
        self.own.shrink_to_fit();
        self.outer = outer;
    }

    fn block(&mut self, tree: &Tree, block: Block) {
        let mut open: Vec<StmtId> = tree.list(block).iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            let mut push = |block: Block| open.extend(tree.list(block).iter().rev());
            match tree.stmt(id).kind {
                StmtKind::Assign { binding, targets, .. } => {
                    let own = tree.language() == Language::Python || binding != Binding::Assign;
                    for target in tree.list(targets).iter().filter(|_| own) {
                        self.pattern(tree, *target);
                    }
                }
                StmtKind::Augment { target, .. } if tree.language() == Language::Python => self.pattern(tree, target),
                StmtKind::If { yes, no, .. } => {
                    push(yes);
                    push(no);
                }
                StmtKind::While { body, otherwise, .. } => {
                    push(body);
                    push(otherwise);
                }
                StmtKind::For { binding, target, body, otherwise, .. } => {
                    if tree.language() == Language::Python || binding != Binding::Assign {
                        self.pattern(tree, target);
                    }
                    push(body);
                    push(otherwise);
                }
                StmtKind::Try { body, handlers, otherwise, finally } => {
                    push(body);
                    push(otherwise);
                    push(finally);
                    for handler in tree.list(handlers) {
                        if let Some(target) = handler.target {
                            self.pattern(tree, target);
                        }
                        push(handler.body);
                    }
                }
                StmtKind::Function(function) => {
                    self.own.extend(tree.function(function).and_then(|function| function.name));
                }
                StmtKind::Class(class) => self.own.extend(tree.class(class).and_then(|class| class.name)),
                StmtKind::Import(import) => {
                    self.own.extend(tree.list(import.items).iter().map(|item| item.local));
                }
                StmtKind::Export(Export::Declaration(inner)) => open.push(inner),
                StmtKind::Switch { cases, .. } => {
                    for case in tree.list(cases) {
                        if let Some(bindings) = case.bindings {
                            self.pattern(tree, bindings);
                        }
                        push(case.body);
                    }
                }
                StmtKind::With { items, body } => {
                    for target in tree.list(items).iter().filter_map(|item| item.target) {
                        self.pattern(tree, target);
                    }
                    push(body);
                }
                StmtKind::Outer(names) => self.outer.extend(tree.list(names)),
                StmtKind::Block { body, .. } => push(body),
                _ => {}
            }
        }
        self.settle();
    }

    fn pattern(&mut self, tree: &Tree, pattern: PatternId) {
        let mut open = alloc::vec![pattern];
        while let Some(id) = open.pop() {
            match tree.pattern(id).kind {
                PatternKind::Name(name) => self.own.push(name),
                PatternKind::List(items) => open.extend(tree.list(items)),
                PatternKind::Dictionary(entries) => {
                    open.extend(tree.list(entries).iter().map(|entry| entry.pattern));
                }
                PatternKind::Default(inner, _) | PatternKind::Rest(inner) => open.push(inner),
                PatternKind::Target(_) | PatternKind::Ignore => {}
            }
        }
    }
}

/// The expressions a pattern assigns to.
pub(crate) fn targets(tree: &Tree, pattern: PatternId) -> Option<ExprId> {
    match tree.pattern(pattern).kind {
        PatternKind::Target(target) => Some(target),
        _ => None,
    }
}
