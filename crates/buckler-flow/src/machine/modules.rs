//! Modules: running them once, and what they give to each other.

use super::Machine;
use crate::analysis::ModuleId;
use crate::catalog::Language;
use crate::heap::{Key, Kind};
use crate::paths::Segment;
use crate::strings::Sym;
use crate::value::{Form, ObjId, PathId, Value};
use alloc::string::ToString;
use alloc::vec::Vec;
use buckler_syntax::tree::{Export, ExprId, Import, Imported, PatternId, PatternKind, Span, StmtId, StmtKind};

/// Steps that the top level of one module may take.
const MODULE_STEPS: u64 = 200_000;

/// A module that was run, or is being run.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) scope: ObjId,
    /// `module` of JavaScript, whose `exports` may be replaced.
    pub(super) holder: ObjId,
    pub(super) exports: ObjId,
    pub(super) done: bool,
    /// Packages of which everything was imported.
    pub(super) stars: Vec<PathId>,
    /// Modules of the program of which everything is exported again.
    again: Vec<ModuleId>,
}

/// An import from a module that was not done yet.
#[derive(Clone, Debug)]
pub(super) struct Fixup {
    scope: ObjId,
    key: Key,
    module: ModuleId,
    member: Option<Sym>,
}

impl Machine<'_> {
    /// Runs a module, and first those it needs.
    pub(super) fn load(&mut self, module: ModuleId) {
        let mut order: Vec<ModuleId> = Vec::new();
        let mut open: Vec<(ModuleId, bool)> = alloc::vec![(module, false)];
        let mut seen: hashbrown::HashSet<ModuleId> = hashbrown::HashSet::new();
        while let Some((next, finished)) = open.pop() {
            if finished {
                order.push(next);
                continue;
            }
            if self.modules.contains_key(&next) || !seen.insert(next) {
                continue;
            }
            open.push((next, true));
            if let Some(module) = self.program.module(next) {
                let mut links: Vec<ModuleId> = module.links.values().copied().collect();
                links.sort_unstable();
                links.dedup();
                open.extend(links.into_iter().map(|link| (link, false)));
            }
        }
        for module in order {
            self.run_module(module);
        }
        self.fix();
    }

    fn run_module(&mut self, module: ModuleId) {
        if self.modules.contains_key(&module) {
            return;
        }
        let Some(language) = self.program.module(module).map(|module| module.tree.language()) else { return };
        let scope = self.heap.add(Kind::Scope { parent: None, module, function: None }, None);
        let (exports, holder) = match language {
            Language::Python => (scope, scope),
            Language::JavaScript => {
                let exports = self.heap.add(Kind::Exports(module), None);
                let holder = self.heap.add(Kind::Plain, None);
                let name = self.constants.exports;
                self.heap.write(holder, Key::Name(name), Value::object(exports));
                self.heap.write(scope, Key::Name(name), Value::object(exports));
                let name = self.intern("module");
                self.heap.write(scope, Key::Name(name), Value::object(holder));
                (exports, holder)
            }
        };
        let state = State { scope, holder, exports, done: false, stars: Vec::new(), again: Vec::new() };
        self.modules.insert(module, state);
        let before = (self.begun, self.limit, self.stopped, self.loading, self.depth);
        (self.begun, self.limit, self.stopped, self.loading, self.depth) = (self.steps, MODULE_STEPS, false, true, 0);
        self.run_top(module, scope, Value::object(exports));
        (self.begun, self.limit, self.stopped, self.loading, self.depth) = before;
        if let Some(state) = self.modules.get_mut(&module) {
            state.done = true;
        }
    }

    fn fix(&mut self) {
        for fixup in core::mem::take(&mut self.fixups) {
            let value = match fixup.member {
                Some(member) => self.module_member(fixup.module, member),
                None => self.module_value(fixup.module),
            };
            if let Some(value) = value {
                self.heap.write(fixup.scope, fixup.key, value);
            }
        }
    }

    /// What `require` of a module gives, or its namespace.
    pub(super) fn module_value(&mut self, module: ModuleId) -> Option<Value> {
        let state = self.modules.get(&module)?.clone();
        if state.scope == state.exports {
            return Some(Value::object(state.scope));
        }
        self.heap.read(state.holder, Key::Name(self.constants.exports))
    }

    /// A name that a module of the program has for others.
    pub(super) fn module_member(&mut self, module: ModuleId, name: Sym) -> Option<Value> {
        let state = self.modules.get(&module)?.clone();
        if state.scope == state.exports {
            if let Some(value) = self.heap.read(state.scope, Key::Name(name)) {
                return Some(value);
            }
            return self.submodule(module, name);
        }
        let whole = self.module_value(module)?;
        if let Form::Object(object) = whole.form {
            if let Some(value) = self.heap.read(object, Key::Name(name)) {
                return Some(value);
            }
            if let Some(value) = self.export_of(module, name) {
                return Some(value);
            }
        }
        // `import x from` a module that has no default is all of it.
        if name == self.constants.default {
            return Some(whole);
        }
        match whole.form {
            Form::Object(object) if self.heap.kind(object) == Kind::Exports(module) => None,
            _ => Some(self.member_value(whole, name, Span::new(0, 0))),
        }
    }

    /// What a module exports of others.
    pub(super) fn export_of(&mut self, module: ModuleId, name: Sym) -> Option<Value> {
        let mut open = self.modules.get(&module)?.again.clone();
        let mut seen = alloc::vec![module];
        while let Some(next) = open.pop() {
            if seen.contains(&next) || seen.len() > 64 {
                continue;
            }
            seen.push(next);
            let state = self.modules.get(&next)?.clone();
            if let Some(value) = self.heap.read(state.exports, Key::Name(name)) {
                return Some(value);
            }
            if let Some(Form::Object(whole)) = self.module_value(next).map(|value| value.form)
                && let Some(value) = self.heap.read(whole, Key::Name(name))
            {
                return Some(value);
            }
            open.extend(state.again);
        }
        None
    }

    /// `package.module` where the package itself says nothing of it.
    fn submodule(&mut self, package: ModuleId, name: Sym) -> Option<Value> {
        let wanted = self.text(name).to_string();
        let linked = self.module()?.links.iter().find(|((text, _), _)| {
            let text = self.text(*text);
            text.rsplit('.').next() == Some(wanted.as_str())
        });
        let target = *linked?.1;
        (target != package).then(|| self.module_value(target)).flatten()
    }

    fn linked(&self, text: &str, level: u32) -> Option<ModuleId> {
        let sym = self.program.strings.find(text)?;
        self.module()?.links.get(&(sym, level)).copied()
    }

    /// A module by the text that names it.
    pub(super) fn module_by_text(&mut self, text: &str, level: u32) -> Value {
        if let Some(module) = self.linked(text, level) {
            return self.module_value(module).unwrap_or(Value::UNKNOWN);
        }
        if level > 0 || text.starts_with('.') || text.starts_with('/') {
            return Value::UNKNOWN;
        }
        Value::clean(Form::External(self.external_module(text)))
    }

    fn external_module(&mut self, text: &str) -> PathId {
        let language = self.language();
        let (program, strings) = (self.program, &mut self.strings);
        let mut intern = |text: &str| program.strings.find(text).unwrap_or_else(|| strings.intern(text));
        self.paths.module(&program.catalog, language, text, &mut intern)
    }

    pub(super) fn import(&mut self, import: &Import) {
        let Some(tree) = self.tree() else { return };
        let text = tree.text(import.module).to_string();
        let level = import.level;
        for item in tree.list(import.items) {
            let local = self.sym(item.local);
            let Some(scope) = self.frame().map(|frame| frame.scope) else { return };
            let value = match item.imported {
                Imported::Member(name) => {
                    let name = self.sym(name);
                    self.imported_member(&text, level, name, scope, local, item.span)
                }
                Imported::Module => {
                    let value = self.module_by_text(&text, level);
                    self.wait_for(&text, level, None, scope, local);
                    match (value.form, self.python()) {
                        // A namespace of a module that gives one thing: that thing.
                        (Form::Object(_), _) | (_, true) => value,
                        _ => value,
                    }
                }
                Imported::Root => {
                    let root = text.split('.').next().unwrap_or(&text).to_string();
                    self.module_by_text(&root, level)
                }
                Imported::All => {
                    self.import_all(&text, level, scope);
                    continue;
                }
            };
            self.heap.write(scope, Key::Name(local), value);
        }
    }

    fn wait_for(&mut self, text: &str, level: u32, member: Option<Sym>, scope: ObjId, local: Sym) {
        let Some(module) = self.linked(text, level) else { return };
        let waiting = self.modules.get(&module).is_none_or(|state| !state.done);
        if waiting && self.fixups.len() < 10_000 {
            self.fixups.push(Fixup { scope, key: Key::Name(local), module, member });
        }
    }

    fn imported_member(&mut self, text: &str, level: u32, name: Sym, scope: ObjId, local: Sym, span: Span) -> Value {
        if let Some(module) = self.linked(text, level) {
            self.wait_for(text, level, Some(name), scope, local);
            if let Some(value) = self.module_member(module, name) {
                return value;
            }
        }
        if self.python() {
            let dot = if text.is_empty() { "" } else { "." };
            let full = alloc::format!("{text}{dot}{}", self.text(name));
            if let Some(module) = self.linked(&full, level) {
                self.wait_for(&full, level, None, scope, local);
                return self.module_value(module).unwrap_or(Value::UNKNOWN);
            }
        }
        if self.linked(text, level).is_some() || level > 0 || text.starts_with('.') {
            return Value::UNKNOWN;
        }
        let path = self.external_module(text);
        if name == self.constants.default {
            return Value::clean(Form::External(path));
        }
        let Some(child) = self.path_step(path, Segment::Member(name)) else { return Value::UNKNOWN };
        if let Some(value) = self.source_at(child, span, false) {
            return value;
        }
        Value::clean(Form::External(child))
    }

    fn import_all(&mut self, text: &str, level: u32, scope: ObjId) {
        match self.linked(text, level) {
            Some(module) => {
                let Some(state) = self.modules.get(&module).cloned() else { return };
                let fields: Vec<(Key, Value)> = self.heap.fields(state.exports).to_vec();
                for (key, value) in fields {
                    self.heap.write(scope, key, value);
                }
            }
            None if level == 0 => {
                let path = self.external_module(text);
                let id = self.module_id();
                if let Some(state) = self.modules.get_mut(&id) {
                    state.stars.push(path);
                }
            }
            None => {}
        }
    }

    pub(super) fn export(&mut self, export: &Export) -> super::Then {
        let Some(tree) = self.tree() else { return super::Then::Next };
        let id = self.module_id();
        let Some(exports) = self.modules.get(&id).map(|state| state.exports) else { return super::Then::Next };
        match *export {
            Export::Default(value) => {
                let value = self.eval(value);
                let name = self.constants.default;
                self.heap.write(exports, Key::Name(name), value);
            }
            Export::Declaration(statement) => {
                self.run_statement(statement);
                for name in self.declared_names(statement) {
                    if let Some((_, value)) = self.find_variable(name) {
                        let key = Key::Name(self.sym(name));
                        self.heap.write(exports, key, value);
                    }
                }
            }
            Export::Names { module, items } => {
                for item in tree.list(items) {
                    let local = self.sym(item.local);
                    let value = match module {
                        Some(module) => {
                            let text = tree.text(module).to_string();
                            let key = self.sym(item.exported);
                            self.imported_member(&text, 0, local, exports, key, item.span)
                        }
                        None => self.read_variable(item.local),
                    };
                    let key = Key::Name(self.sym(item.exported));
                    self.heap.write(exports, key, value);
                }
            }
            Export::All { module, exported } => {
                let text = tree.text(module).to_string();
                match exported {
                    Some(name) => {
                        let value = self.module_by_text(&text, 0);
                        let key = Key::Name(self.sym(name));
                        self.heap.write(exports, key, value);
                    }
                    None => {
                        if let Some(target) = self.linked(&text, 0)
                            && let Some(state) = self.modules.get_mut(&id)
                        {
                            state.again.push(target);
                        }
                    }
                }
            }
        }
        super::Then::Next
    }

    fn declared_names(&self, statement: StmtId) -> Vec<buckler_syntax::tree::Name> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let mut names = Vec::new();
        match tree.stmt(statement).kind {
            StmtKind::Function(function) => names.extend(tree.function(function).and_then(|function| function.name)),
            StmtKind::Class(class) => names.extend(tree.class(class).and_then(|class| class.name)),
            StmtKind::Assign { targets, .. } => {
                let mut open: Vec<PatternId> = tree.list(targets).to_vec();
                while let Some(pattern) = open.pop() {
                    match tree.pattern(pattern).kind {
                        PatternKind::Name(name) => names.push(name),
                        PatternKind::List(items) => open.extend(tree.list(items)),
                        PatternKind::Dictionary(entries) => {
                            open.extend(tree.list(entries).iter().map(|entry| entry.pattern));
                        }
                        PatternKind::Default(inner, _) | PatternKind::Rest(inner) => open.push(inner),
                        PatternKind::Target(_) | PatternKind::Ignore => {}
                    }
                }
            }
            _ => {}
        }
        names
    }

    pub(super) fn dynamic_import(&mut self, id: ExprId, module: ExprId) -> Value {
        let name = self.eval(module);
        let spot = self.span_of(module);
        match self.constant(name) {
            Some(text) => self.module_by_text(&text, 0),
            None => {
                // A name that is not constant is a sink of its own.
                let sym = self.intern("import()");
                let language = self.language();
                let path = self.paths.global(&self.program.catalog, language, sym, "import");
                let whole = self.span_of(id);
                let site = super::Site { expr: id, spot: whole, callee: whole, dropped: false, awaited: false };
                let arg = super::Arg { expr: Some(module), ..self.plain_arg(name, spot) };
                self.call_path(path, None, crate::value::CLEAN, &[arg], site)
            }
        }
    }

    /// Evaluates an expression of a module in a scope of it.
    pub(super) fn eval_in(&mut self, module: ModuleId, scope: ObjId, this: Value, expr: ExprId) -> Value {
        let frame = self.empty_frame(module, None, scope, this);
        self.frames.push(frame);
        let value = self.eval(expr);
        self.frames.pop();
        value
    }
}
