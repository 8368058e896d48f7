//! Variables and patterns.

use super::Machine;
use crate::analysis::StepKind;
use crate::heap::{Key, Kind};
use crate::value::{Form, ObjId, Target, Value};
use buckler_syntax::tree::{Binding, ExprId, ExprKind, Name, PatternId, PatternKind, PropertyKey, Span};

impl Machine<'_> {
    /// The nearest scope that has a variable.
    pub(super) fn find_variable(&self, name: Name) -> Option<(ObjId, Value)> {
        let key = Key::Name(self.sym(name));
        let mut next = self.frame().map(|frame| frame.scope);
        while let Some(scope) = next {
            if let Some(value) = self.heap.read(scope, key) {
                return Some((scope, value));
            }
            next = match self.heap.kind(scope) {
                Kind::Scope { parent, .. } => parent,
                _ => None,
            };
        }
        None
    }

    pub(super) fn read_variable(&mut self, name: Name) -> Value {
        if let Some((_, value)) = self.find_variable(name) {
            return value;
        }
        if let Some(value) = self.starred(name) {
            return value;
        }
        self.global(self.sym(name))
    }

    /// The scope that an assignment without a declaration writes to.
    fn scope_of(&self, name: Name) -> Option<ObjId> {
        let module = self.module()?;
        let key = Key::Name(module.sym(name));
        let mut next = self.frame().map(|frame| frame.scope);
        // In Python a name is the function's own unless that says otherwise.
        if self.python()
            && let Some(scope) = next
            && !self.says_outer(scope, name)
        {
            return Some(scope);
        }
        let mut outermost = next;
        while let Some(scope) = next {
            outermost = Some(scope);
            let Kind::Scope { parent, module: owner, function } = self.heap.kind(scope) else { break };
            let own = self.program.module(owner).is_some_and(|module| module.scopes.of(function).owns(name));
            // Names of a tree only mean something in its own module.
            if (own && owner == self.module_id()) || self.heap.read(scope, key).is_some() {
                let outer = self.python() && self.says_outer(scope, name);
                if !outer {
                    return Some(scope);
                }
            }
            next = parent;
        }
        outermost
    }

    fn says_outer(&self, scope: ObjId, name: Name) -> bool {
        match self.heap.kind(scope) {
            Kind::Scope { module, function, .. } => {
                self.program.module(module).is_some_and(|module| module.scopes.of(function).says_outer(name))
            }
            _ => false,
        }
    }

    pub(super) fn declare(&mut self, name: Name, value: Value) {
        let Some(scope) = self.frame().map(|frame| frame.scope) else { return };
        self.heap.write(scope, Key::Name(self.sym(name)), value);
    }

    /// Binds a pattern to a value.
    pub(super) fn bind(&mut self, pattern: PatternId, value: Value, binding: Binding) {
        let Some(tree) = self.tree() else { return };
        let pattern = tree.pattern(pattern);
        if !self.enter(pattern.span) {
            return;
        }
        match pattern.kind {
            PatternKind::Name(name) => self.bind_name(name, value, binding, pattern.span),
            PatternKind::Target(target) => self.assign_target(target, value, pattern.span),
            PatternKind::List(items) => {
                let mut from_end = None;
                let items = tree.list(items);
                for (index, item) in (0u32..).zip(items) {
                    let is_rest = matches!(tree.pattern(*item).kind, PatternKind::Rest(_));
                    let part = if is_rest {
                        from_end = Some(index);
                        self.rest_items(value, index)
                    } else if from_end.is_some() {
                        self.item_of(value, false)
                    } else {
                        self.index_value(value, Value::number(f64::from(index)), pattern.span)
                    };
                    self.bind(*item, part, binding);
                }
            }
            PatternKind::Dictionary(entries) => {
                for entry in tree.list(entries) {
                    let part = match entry.key {
                        PropertyKey::Name(name) => self.member_value(value, self.sym(name), entry.key_span),
                        PropertyKey::Computed(key) => {
                            let key = self.eval(key);
                            self.index_value(value, key, entry.key_span)
                        }
                        PropertyKey::Spread => value,
                    };
                    self.bind(entry.pattern, part, binding);
                }
            }
            PatternKind::Default(inner, default) => {
                let value = match self.truth(value) {
                    _ if value.form == Form::Null => self.eval(default),
                    None if matches!(value.form, Form::Unknown | Form::Symbol | Form::Either(_)) => {
                        let default = self.eval(default);
                        self.either_default(value, default)
                    }
                    _ => value,
                };
                self.bind(inner, value, binding);
            }
            PatternKind::Rest(inner) => self.bind(inner, value, binding),
            PatternKind::Ignore => {}
        }
        self.leave();
    }

    /// A value or what stands in for it; the stand-in only counts if it tells more than "anything".
    pub(super) fn either_default(&mut self, value: Value, default: Value) -> Value {
        let empty = match default.form {
            Form::Null | Form::Bool(_) | Form::Unknown | Form::Number(_) => true,
            Form::Text(_) => value.form == Form::Symbol,
            Form::Object(object) => self.heap.fields(object).iter().all(|(key, _)| *key == Key::Length),
            _ => false,
        };
        if empty && matches!(value.form, Form::Symbol | Form::Unknown) {
            return Value::new(value.form, self.values.join_taints(value.taint, default.taint));
        }
        self.values.join(value, default)
    }

    fn bind_name(&mut self, name: Name, value: Value, binding: Binding, span: Span) {
        let spot = self.spot(span);
        let value = self.found_clean(value);
        let value = Value::new(value.form, self.values.step(value.taint, spot, StepKind::Assign));
        let declared = matches!(binding, Binding::Let | Binding::Const | Binding::Var);
        let scope = if declared { self.frame().map(|frame| frame.scope) } else { self.scope_of(name) };
        let Some(scope) = scope else { return };
        self.heap.write(scope, Key::Name(self.sym(name)), value);
        let outside = matches!(self.heap.kind(scope), Kind::Scope { parent: None, function: None, .. });
        if outside && self.frame().is_some_and(|frame| frame.function.is_some()) {
            self.note_state(scope, self.sym(name), spot, value);
        }
    }

    fn assign_target(&mut self, target: ExprId, value: Value, span: Span) {
        let Some(tree) = self.tree() else { return };
        let spot = self.spot(span);
        let value = self.found_clean(value);
        let value = Value::new(value.form, self.values.step(value.taint, spot, StepKind::Assign));
        match tree.expr(target).kind {
            ExprKind::Member { object, name, .. } => {
                let holder = self.eval(object);
                let name = self.sym(name);
                self.write_member(holder, name, value, target);
                self.note_holder(object, holder, spot, value);
            }
            ExprKind::Index { object, index } => {
                let holder = self.eval(object);
                let index = self.eval(index);
                self.write_index(holder, index, value, target);
                self.note_holder(object, holder, spot, value);
            }
            ExprKind::Slice { object, .. } => {
                let holder = self.eval(object);
                let item = self.item_of(value, false);
                if let Form::Object(list) = holder.form {
                    self.heap.add_to(&mut self.values, list, Key::Rest, item);
                }
            }
            ExprKind::Name(name) => self.bind_name(name, value, Binding::Assign, span),
            _ => {}
        }
    }

    /// A write into an object that a variable of a module holds is a write to state.
    pub(super) fn note_holder(&mut self, object: ExprId, holder: Value, spot: crate::analysis::Spot, value: Value) {
        let Some(tree) = self.tree() else { return };
        let in_function = self.frame().is_some_and(|frame| frame.function.is_some());
        if let (ExprKind::Name(name), Form::Object(_), true) = (tree.expr(object).kind, holder.form, in_function)
            && let Some((scope, _)) = self.find_variable(name)
            && matches!(self.heap.kind(scope), Kind::Scope { parent: None, function: None, .. })
        {
            self.note_state(scope, self.sym(name), spot, value);
        }
    }

    /// What a check of an expression says something about.
    pub(super) fn target_of(&mut self, expr: ExprId, value: Value) -> Option<Target> {
        let tree = self.tree()?;
        if value.form == Form::Symbol
            && let [mark] = self.values.marks(value.taint)
        {
            return Some(Target::Label(mark.label));
        }
        match tree.expr(expr).kind {
            ExprKind::Name(name) => {
                let (scope, _) = self.find_variable(name)?;
                Some(Target::Cell(scope, Key::Name(self.sym(name))))
            }
            ExprKind::Member { object, name, .. } => {
                let holder = self.peek_value(object)?;
                match holder.form {
                    Form::Object(object) => Some(Target::Cell(object, Key::Name(self.sym(name)))),
                    _ => None,
                }
            }
            ExprKind::Assign { target, operator: None, .. } => match tree.pattern(target).kind {
                PatternKind::Name(name) => {
                    let (scope, _) = self.find_variable(name)?;
                    Some(Target::Cell(scope, Key::Name(self.sym(name))))
                }
                _ => None,
            },
            ExprKind::Await(inner) => self.target_of(inner, value),
            _ => None,
        }
    }

    /// The value of a name or member without side effects.
    fn peek_value(&mut self, expr: ExprId) -> Option<Value> {
        let tree = self.tree()?;
        match tree.expr(expr).kind {
            ExprKind::Name(name) => self.find_variable(name).map(|(_, value)| value),
            ExprKind::This => self.frame().map(|frame| frame.this),
            ExprKind::Member { object, name, .. } => match tree.expr(object).kind {
                ExprKind::Name(inner) => {
                    let (_, holder) = self.find_variable(inner)?;
                    match holder.form {
                        Form::Object(object) => self.heap.read(object, Key::Name(self.sym(name))),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        }
    }
}
