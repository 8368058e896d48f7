//! Classes and their instances.

use super::{Arg, Machine};
use crate::analysis::{FunctionRef, Spot};
use crate::heap::{Key, Kind};
use crate::strings::Sym;
use crate::value::{CLEAN, Form, ObjId, Value};
use alloc::vec::Vec;
use buckler_syntax::tree::{ClassId, ExprId, FunctionId, MemberKind, PropertyKey, Span};

impl Machine<'_> {
    pub(super) fn class_statement(&mut self, id: ClassId) {
        let Some(tree) = self.tree() else { return };
        let Some(class) = tree.class(id) else { return };
        let mut value = self.class_value(id);
        for decorator in tree.list(class.decorators).iter().rev() {
            value = self.decorate(*decorator, value);
        }
        if let Some(name) = class.name {
            self.declare(name, value);
        }
    }

    pub(super) fn class_value(&mut self, id: ClassId) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let Some(class) = tree.class(id) else { return Value::UNKNOWN };
        let Some((module, scope)) = self.frame().map(|frame| (frame.module, frame.scope)) else {
            return Value::UNKNOWN;
        };
        let object = self.heap.add(Kind::Class { module, class: id, scope }, None);
        for (index, base) in (0u32..).zip(tree.list(class.bases)) {
            let base = self.eval(*base);
            self.heap.write(object, Key::Index(index), base);
        }
        if let Some(name) = class.name {
            // Members may speak of the class itself.
            self.declare(name, Value::object(object));
        }
        for member in tree.list(class.members) {
            let PropertyKey::Name(name) = member.name else { continue };
            let name = self.sym(name);
            match member.kind {
                MemberKind::Field(Some(value)) if member.fixed || self.python() => {
                    let value = self.eval(value);
                    self.heap.write(object, Key::Name(name), value);
                }
                MemberKind::Method(function) => self.decorated_method(object, name, function),
                _ => {}
            }
        }
        for statement in tree.list(class.body) {
            self.run_statements(core::slice::from_ref(statement));
        }
        self.note_view(object);
        Value::object(object)
    }

    fn decorated_method(&mut self, class: ObjId, name: Sym, function: FunctionId) {
        let Some(tree) = self.tree() else { return };
        let decorators = tree.function(function).map_or(&[][..], |function| tree.list(function.decorators));
        if decorators.is_empty() {
            return;
        }
        let mut value = self.method_value(class, function);
        let plain = value;
        for decorator in decorators.iter().rev() {
            value = self.decorate(*decorator, value);
        }
        if value != plain && matches!(value.form, Form::Object(_)) {
            self.heap.write(class, Key::Name(name), value);
        }
    }

    /// A method as a function.
    pub(super) fn method_value(&mut self, class: ObjId, function: FunctionId) -> Value {
        let Kind::Class { module, scope, .. } = self.heap.kind(class) else { return Value::UNKNOWN };
        Value::object(self.heap.add(Kind::Function { module, function, scope, this: None }, None))
    }

    /// The member of this name that a class itself declares.
    pub(super) fn class_function(&self, class: ObjId, name: Sym) -> Option<(FunctionId, MemberKind)> {
        self.declared(class, name, |kind| match kind {
            MemberKind::Method(function) | MemberKind::Getter(function) => Some(function),
            _ => None,
        })
    }

    pub(super) fn setter(&self, class: ObjId, name: Sym) -> Option<(FunctionId, MemberKind)> {
        self.declared(class, name, |kind| match kind {
            MemberKind::Setter(function) => Some(function),
            _ => None,
        })
    }

    fn declared(
        &self,
        class: ObjId,
        name: Sym,
        wanted: impl Fn(MemberKind) -> Option<FunctionId>,
    ) -> Option<(FunctionId, MemberKind)> {
        let Kind::Class { module, class, .. } = self.heap.kind(class) else { return None };
        let module = self.program.module(module)?;
        let class = module.tree.class(class)?;
        module.tree.list(class.members).iter().find_map(|member| match member.name {
            PropertyKey::Name(own) if module.sym(own) == name => {
                wanted(member.kind).map(|function| (function, member.kind))
            }
            _ => None,
        })
    }

    /// Whether a method of a class belongs to the class itself.
    pub(super) fn is_fixed(&self, class: ObjId, function: FunctionId) -> bool {
        let Kind::Class { module, class, .. } = self.heap.kind(class) else { return false };
        let Some(module) = self.program.module(module) else { return false };
        let members = module.tree.class(class).map_or(&[][..], |class| module.tree.list(class.members));
        members.iter().any(|member| member.fixed && matches!(member.kind, MemberKind::Method(own) if own == function))
    }

    /// The class whose method a function is.
    pub(super) fn class_of_method(&self, _scope: ObjId, this: Value, here: FunctionRef) -> Option<ObjId> {
        let Form::Object(object) = this.form else { return None };
        let class = match self.heap.kind(object) {
            Kind::Instance { class } => class,
            Kind::Class { .. } => object,
            _ => return None,
        };
        self.lineage(class).0.into_iter().find(|class| match self.heap.kind(*class) {
            Kind::Class { module, class, .. } if module == here.module => {
                self.program.module(module).is_some_and(|module| {
                    module.tree.class(class).is_some_and(|class| {
                        module.tree.list(class.members).iter().any(|member| match member.kind {
                            MemberKind::Method(function)
                            | MemberKind::Getter(function)
                            | MemberKind::Setter(function) => Some(function) == here.function,
                            MemberKind::Field(_) => false,
                        })
                    })
                })
            }
            _ => false,
        })
    }

    /// `super`.
    pub(super) fn parent_value(&mut self) -> Value {
        let Some(frame) = self.frame() else { return Value::UNKNOWN };
        let this = if self.python() { self.python_self() } else { frame.this };
        let class = self.frame().and_then(|frame| frame.class).or_else(|| match this.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::Instance { class } => Some(class),
                _ => None,
            },
            _ => None,
        });
        match class {
            Some(class) => Value::object(self.heap.add(Kind::Parent { class, this }, None)),
            None => Value::UNKNOWN,
        }
    }

    /// What a Python method is called on: its frame has it as `this` too.
    fn python_self(&self) -> Value {
        self.frame().map_or(Value::UNKNOWN, |frame| frame.this)
    }

    /// `new Class(…)`, `Class(…)`.
    pub(super) fn construct(&mut self, class: ObjId, args: &[Arg], site: Spot, expr: Option<ExprId>) -> Value {
        let kind = Kind::Instance { class };
        let instance = match expr {
            Some(expr) => self.allocate(kind, expr),
            None => self.heap.add(kind, None),
        };
        let this = Value::object(instance);
        let (classes, externals) = self.lineage(class);
        for base in classes.iter().rev() {
            self.initial_fields(*base, instance);
        }
        let name = if self.is_python_class(class) { self.constants.init } else { self.constants.constructor };
        let constructor =
            classes.iter().find_map(|class| self.class_function(*class, name).map(|found| (*class, found.0)));
        match constructor {
            Some((class, function)) => {
                let method = self.method_value(class, function);
                self.call_method_of_args(method, this, args, site);
            }
            None => {
                let call = self.heap.get(class).is_some_and(|object| matches!(object.kind, Kind::Function { .. }));
                if call {
                    self.call_function(class, this, args, site);
                } else {
                    self.fill_fields(class, instance, args);
                }
            }
        }
        if !externals.is_empty() && !self.is_model(class) {
            self.inherit_arguments(instance, args);
        }
        this
    }

    pub(super) fn is_python_class(&self, class: ObjId) -> bool {
        match self.heap.kind(class) {
            Kind::Class { module, .. } => self
                .program
                .module(module)
                .is_some_and(|module| module.tree.language() == buckler_syntax::tree::Language::Python),
            _ => false,
        }
    }

    /// Fields with an initial value, of a class of JavaScript.
    fn initial_fields(&mut self, class: ObjId, instance: ObjId) {
        let Kind::Class { module, class: id, scope } = self.heap.kind(class) else { return };
        let Some(module_ref) = self.program.module(module) else { return };
        if module_ref.tree.language() == buckler_syntax::tree::Language::Python {
            return;
        }
        let Some(declared) = module_ref.tree.class(id) else { return };
        for member in module_ref.tree.list(declared.members) {
            if let (PropertyKey::Name(name), MemberKind::Field(Some(value)), false) =
                (member.name, member.kind, member.fixed)
            {
                let name = module_ref.sym(name);
                let value = self.eval_in(module, scope, Value::object(instance), value);
                self.heap.put(&mut self.values, instance, Key::Name(name), value);
            }
        }
    }

    /// A class without a constructor that lists its fields takes them as arguments (data classes, models).
    fn fill_fields(&mut self, class: ObjId, instance: ObjId, args: &[Arg]) {
        let model = self.is_model(class);
        let fields = self.declared_fields(class);
        let mut given: Vec<Sym> = Vec::new();
        let mut place = 0usize;
        for arg in args.iter().filter(|arg| !arg.many) {
            let field = match arg.keyword {
                Some(keyword) => fields.iter().find(|field| field.is_called(keyword)),
                None => {
                    place += 1;
                    fields.get(place - 1)
                }
            };
            match (field, arg.keyword) {
                (Some(field), _) => {
                    let value = if model { self.fitted_argument(arg.value, field) } else { arg.value };
                    self.heap.put(&mut self.values, instance, Key::Name(field.name), value);
                    given.push(field.name);
                }
                (None, Some(keyword)) => {
                    self.heap.put(&mut self.values, instance, Key::Name(keyword), arg.value);
                }
                (None, None) if arg.value.taint != CLEAN => {
                    self.heap.add_to(&mut self.values, instance, Key::Rest, arg.value);
                }
                (None, None) => {}
            }
        }
        for arg in args.iter().filter(|arg| arg.many && arg.value.taint != CLEAN) {
            for field in fields.iter().filter(|field| field.is_annotated() && !given.contains(&field.name)) {
                let value = self.spread_entry(field, arg.value);
                let value = if model { self.fitted_argument(value, field) } else { value };
                self.heap.put(&mut self.values, instance, Key::Name(field.name), value);
            }
            // A model leaves out what it does not declare.
            if !model {
                self.heap.add_to(&mut self.values, instance, Key::Rest, arg.value);
            }
        }
    }

    /// What a class of a package keeps of what it was made with: errors their text, at least.
    fn inherit_arguments(&mut self, instance: ObjId, args: &[Arg]) {
        let items: Vec<Value> = args.iter().filter(|arg| arg.keyword.is_none()).map(|arg| arg.value).collect();
        if items.iter().all(|item| item.taint == CLEAN) {
            return;
        }
        if let Some(first) = items.first() {
            let message = self.constants.message;
            if self.heap.read(instance, Key::Name(message)).is_none() {
                self.heap.put(&mut self.values, instance, Key::Name(message), *first);
            }
        }
        let list = self.new_list(&items);
        let name = self.intern("args");
        self.heap.put(&mut self.values, instance, Key::Name(name), list);
    }

    /// A loop over an instance calls its iterator.
    pub(super) fn iterated_instance(&mut self, object: ObjId, class: ObjId, value: Value) -> Value {
        let name = self.intern("__iter__");
        let span = Span::new(0, 0);
        let inside = self.deep_taint(value);
        match self.class_member(class, name, value, span) {
            // What a package iterates over is what the instance was made of.
            Some(Value { form: Form::External(_), .. }) if inside != CLEAN => Value::unknown(inside),
            Some(method) if method.form != Form::Unknown => {
                let spot = self.spot(span);
                let result = self.call_value(method, Value::NULL, &[], spot, None);
                match result.form {
                    Form::Object(other) if other == object => Value::unknown(value.taint),
                    _ => self.item_of(result, false),
                }
            }
            _ => Value::unknown(inside),
        }
    }

    /// What `with` binds.
    pub(super) fn entered(&mut self, context: Value) -> Value {
        if let Form::Object(object) = context.form
            && let Kind::Instance { class } = self.heap.kind(object)
        {
            let name = self.intern("__enter__");
            let span = Span::new(0, 0);
            if let Some(method) = self.class_member(class, name, context, span) {
                let spot = self.spot(span);
                return self.call_value(method, Value::NULL, &[], spot, None);
            }
        }
        // A generator that was made a context gives what it yields.
        if let Form::Object(object) = context.form
            && self.heap.kind(object) == Kind::List
        {
            return self.item_of(context, false);
        }
        context
    }

    /// Methods of a class that a framework calls.
    fn note_view(&mut self, class: ObjId) {
        let (_, externals) = self.lineage(class);
        for external in externals {
            let views: Vec<_> =
                self.paths.known(&self.program.catalog, external).flat_map(|known| known.views.clone()).collect();
            for (view, package) in views {
                self.register_view(class, view, package);
            }
        }
    }
}
