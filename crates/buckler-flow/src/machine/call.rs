//! Calls.

use super::{Arg, Machine, Site};
use crate::analysis::Spot;
use crate::heap::{Key, Kind};
use crate::paths::Segment;
use crate::strings::Sym;
use crate::value::{CLEAN, Form, ObjId, PathId, TaintId, Value};
use alloc::vec::Vec;
use buckler_syntax::tree::{Argument, ExprId, ExprKind, List, Span};

impl Machine<'_> {
    pub(super) fn call_expression(&mut self, id: ExprId, dropped: bool, awaited: bool) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let expr = tree.expr(id);
        let ExprKind::Call { callee, arguments, construct } = expr.kind else { return self.eval(id) };
        if !self.step(expr.span) || !self.enter(expr.span) {
            return Value::UNKNOWN;
        }
        let site = Site { expr: id, spot: self.spot(expr.span), callee: self.span_of(callee), dropped, awaited };
        let value = match tree.expr(callee).kind {
            ExprKind::Member { object, name, .. } => {
                let receiver = self.eval(object);
                let name = self.sym(name);
                let args = self.arguments(arguments);
                self.note_mutation(object, receiver, name, &args, site);
                self.records.begin(site);
                let target = self.target_of(object, receiver);
                self.call_method(receiver, target, name, &args, site)
            }
            ExprKind::Super => {
                let parent = self.parent_value();
                let args = self.arguments(arguments);
                self.call_parent(parent, &args, site)
            }
            _ => {
                let function = self.eval(callee);
                let args = self.arguments(arguments);
                self.call_any(function, &args, site, construct)
            }
        };
        self.leave();
        value
    }

    /// A method that changes a container which a variable of a module holds changes state.
    fn note_mutation(&mut self, object: ExprId, receiver: Value, name: Sym, args: &[Arg], site: Site) {
        let changes = [
            "push",
            "append",
            "add",
            "set",
            "update",
            "extend",
            "insert",
            "unshift",
            "setdefault",
            "appendleft",
            "concat",
        ];
        if matches!(receiver.form, Form::Object(_)) && changes.contains(&self.text(name)) {
            let value = args.last().map_or(Value::UNKNOWN, |arg| arg.value);
            self.note_holder(object, receiver, site.spot, value);
        }
    }

    pub(super) fn arguments(&mut self, arguments: List<Argument>) -> Vec<Arg> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let mut args = Vec::new();
        for argument in tree.list(arguments) {
            let value = self.eval(argument.value);
            let value = self.found_clean(value);
            let spot = self.spot(argument.span);
            if argument.keywords {
                self.spread_keywords(value, spot, argument.value, &mut args);
            } else if argument.spread {
                self.spread_items(value, spot, argument.value, &mut args);
            } else {
                let target = if value.taint == CLEAN { None } else { self.target_of(argument.value, value) };
                let keyword = argument.keyword.map(|keyword| self.sym(keyword));
                args.push(Arg { keyword, value, spot, expr: Some(argument.value), target, many: false });
            }
        }
        args
    }

    fn spread_items(&mut self, value: Value, spot: Spot, expr: ExprId, args: &mut Vec<Arg>) {
        match self.exact_items(value) {
            Some(items) => args.extend(items.into_iter().map(|value| Arg {
                keyword: None,
                value,
                spot,
                expr: None,
                target: None,
                many: false,
            })),
            None => {
                let value = self.item_of(value, false);
                args.push(Arg { keyword: None, value, spot, expr: Some(expr), target: None, many: true });
            }
        }
    }

    fn spread_keywords(&mut self, value: Value, spot: Spot, expr: ExprId, args: &mut Vec<Arg>) {
        if let Form::Object(object) = value.form {
            let fields: Vec<(Key, Value)> = self.heap.fields(object).to_vec();
            for (key, value) in fields {
                if let Key::Name(name) = key {
                    args.push(Arg { keyword: Some(name), value, spot, expr: Some(expr), target: None, many: false });
                }
            }
        }
        let rest = match value.form {
            Form::Object(object) => self.heap.read(object, Key::Rest),
            _ => Some(value),
        };
        if let Some(value) = rest {
            args.push(Arg { keyword: None, value, spot, expr: Some(expr), target: None, many: true });
        }
    }

    fn call_parent(&mut self, parent: Value, args: &[Arg], site: Site) -> Value {
        let Form::Object(object) = parent.form else { return Value::UNKNOWN };
        let Kind::Parent { class, this } = self.heap.kind(object) else { return parent };
        // `super()` of Python gives the object that methods are then called on.
        if self.python() {
            return parent;
        }
        let name = self.constants.constructor;
        let (classes, _) = self.lineage(class);
        for base in classes.get(1..).unwrap_or_default() {
            if let Some((function, _)) = self.class_function(*base, name) {
                let method = self.method_value(*base, function);
                return self.call_method_of_args(method, this, args, site.spot);
            }
            if matches!(self.heap.kind(*base), Kind::Function { .. }) {
                return self.call_function(*base, this, args, site.spot);
            }
        }
        if let Form::Object(instance) = this.form
            && let Some(first) = args.first()
        {
            let message = self.constants.message;
            self.heap.put(&mut self.values, instance, Key::Name(message), first.value);
        }
        Value::NULL
    }

    fn call_any(&mut self, function: Value, args: &[Arg], site: Site, construct: bool) -> Value {
        self.records.begin(site);
        self.each_form(function, |machine, function| machine.call_one(function, args, site, construct))
    }

    fn call_one(&mut self, function: Value, args: &[Arg], site: Site, construct: bool) -> Value {
        match function.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::Function { .. } if construct => self.construct(object, args, site.spot, Some(site.expr)),
                Kind::Class { .. } => self.construct(object, args, site.spot, Some(site.expr)),
                _ => self.call_value(function, Value::NULL, args, site.spot, Some(site)),
            },
            Form::External(path) => self.call_path(path, None, function.taint, args, site),
            _ => self.call_unknown(function, args),
        }
    }

    /// Calls whatever a value is.
    pub(super) fn call_value(
        &mut self,
        function: Value,
        this: Value,
        args: &[Arg],
        spot: Spot,
        site: Option<Site>,
    ) -> Value {
        self.each_form(function, |machine, function| machine.call_form(function, this, args, spot, site))
    }

    fn call_form(&mut self, function: Value, this: Value, args: &[Arg], spot: Spot, site: Option<Site>) -> Value {
        match function.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::Function { .. } => self.call_function(object, this, args, spot),
                Kind::Bound { function, this } => {
                    if function.form == Form::Null {
                        if self.answer_by_call(object, args, spot) {
                            return Value::NULL;
                        }
                        return self.resolve_promise(object, args).unwrap_or(Value::UNKNOWN);
                    }
                    if !self.enter(spot.span) {
                        return self.unknown_result(Some(function), args);
                    }
                    let args = self.with_bound(object, args);
                    let result = self.call_bound(function, this, &args, spot);
                    self.leave();
                    result
                }
                Kind::Class { .. } => self.construct(object, args, spot, None),
                Kind::Instance { class } => {
                    let name = self.intern("__call__");
                    match self.class_member(class, name, function, spot.span) {
                        Some(method) if method.form != Form::Unknown => {
                            self.call_value(method, Value::NULL, args, spot, site)
                        }
                        _ => self.unknown_result(Some(function), args),
                    }
                }
                Kind::Exports(_) | Kind::Plain => match self.heap.read(object, Key::Name(self.constants.default)) {
                    Some(inner) if matches!(inner.form, Form::Object(other) if other != object) => {
                        self.call_value(inner, this, args, spot, site)
                    }
                    _ => self.unknown_result(Some(function), args),
                },
                _ => self.unknown_result(Some(function), args),
            },
            Form::External(path) => {
                let site = site.unwrap_or_else(|| self.records.site(spot));
                self.call_path(path, None, function.taint, args, site)
            }
            _ => {
                self.call_back(args, CLEAN);
                self.unknown_result(Some(function), args)
            }
        }
    }

    /// Arguments that were given beforehand come first.
    fn with_bound(&mut self, object: ObjId, args: &[Arg]) -> Vec<Arg> {
        let fields: Vec<(Key, Value)> = self.heap.fields(object).to_vec();
        let spot = args.first().map_or_else(|| self.spot(Span::new(0, 0)), |arg| arg.spot);
        let mut all: Vec<Arg> = Vec::new();
        for (key, value) in fields {
            let keyword = match key {
                Key::Index(_) => None,
                Key::Name(name) => Some(name),
                _ => continue,
            };
            all.push(Arg { keyword, value, spot, expr: None, target: None, many: false });
        }
        all.extend_from_slice(args);
        all
    }

    fn call_bound(&mut self, function: Value, this: Value, args: &[Arg], spot: Spot) -> Value {
        match function.form {
            Form::Object(object) if matches!(self.heap.kind(object), Kind::Function { .. }) => {
                self.call_method_of_args(function, this, args, spot)
            }
            _ => self.call_value(function, this, args, spot, None),
        }
    }

    /// Calls a method with what it is called on; in Python that is the first parameter.
    pub(super) fn call_method_of_args(&mut self, method: Value, this: Value, args: &[Arg], spot: Spot) -> Value {
        let Form::Object(object) = method.form else { return self.call_value(method, this, args, spot, None) };
        let Kind::Function { module, function, .. } = self.heap.kind(object) else {
            return self.call_value(method, this, args, spot, None);
        };
        let python = self
            .program
            .module(module)
            .is_some_and(|module| module.tree.language() == buckler_syntax::tree::Language::Python);
        if !python || this.form == Form::Null {
            return self.call_function(object, this, args, spot);
        }
        let first = self.first_parameter(this, function);
        match first {
            Some(first) => {
                let mut all =
                    alloc::vec![Arg { keyword: None, value: first, spot, expr: None, target: None, many: false }];
                all.extend_from_slice(args);
                self.call_function(object, first, &all, spot)
            }
            None => self.call_function(object, this, args, spot),
        }
    }

    /// What a method of Python gets as its first parameter: the object, its class, or nothing.
    fn first_parameter(&self, this: Value, function: buckler_syntax::tree::FunctionId) -> Option<Value> {
        let Form::Object(object) = this.form else { return Some(this) };
        let (class, instance) = match self.heap.kind(object) {
            Kind::Instance { class } => (class, true),
            Kind::Class { .. } => (object, false),
            _ => return Some(this),
        };
        let owner = self.lineage(class).0.into_iter().find(|class| self.is_fixed(*class, function));
        match owner {
            // A class method gets the class; a static one, whose first parameter has another name, nothing.
            Some(owner) => {
                let Kind::Class { module, .. } = self.heap.kind(owner) else { return None };
                let tree = &self.program.module(module)?.tree;
                let parameter = tree.list(tree.function(function)?.parameters).first()?;
                match tree.pattern(parameter.pattern).kind {
                    buckler_syntax::tree::PatternKind::Name(name) if ["cls", "klass"].contains(&tree.text(name)) => {
                        Some(Value::object(class))
                    }
                    _ => None,
                }
            }
            // Through the class a method is a plain function.
            None if !instance => None,
            None => Some(this),
        }
    }

    pub(super) fn call_method_of(&mut self, method: Value, this: Value, args: &[Value], spot: Spot) -> Value {
        let args: Vec<Arg> = args.iter().map(|value| self.plain_arg(*value, spot)).collect();
        self.call_method_of_args(method, this, &args, spot)
    }

    pub(super) const fn plain_arg(&self, value: Value, spot: Spot) -> Arg {
        Arg { keyword: None, value, spot, expr: None, target: None, many: false }
    }

    /// Calls a function with values.
    pub(super) fn invoke(&mut self, function: Value, args: &[Value], spot: Spot) -> Value {
        let args: Vec<Arg> = args.iter().map(|value| self.plain_arg(*value, spot)).collect();
        self.call_value(function, Value::NULL, &args, spot, None)
    }

    /// `receiver.name(…)`.
    fn call_method(
        &mut self,
        receiver: Value,
        target: Option<crate::value::Target>,
        name: Sym,
        args: &[Arg],
        site: Site,
    ) -> Value {
        self.records.receiver = target;
        self.each_form(receiver, |machine, receiver| machine.call_method_one(receiver, name, args, site))
    }

    fn call_method_one(&mut self, receiver: Value, name: Sym, args: &[Arg], site: Site) -> Value {
        match receiver.form {
            Form::Object(object) => self.call_object_method(receiver, object, name, args, site),
            Form::External(path) => self.call_external_method(receiver, path, name, args, site),
            _ => {
                if let Form::Symbol = receiver.form
                    && let Some(value) = self.shadow_function(receiver, name, args, site)
                {
                    return value;
                }
                let result = self.native_method(receiver, name, args, site);
                let known = self.star_call(receiver, name, args, site);
                match result.or(known) {
                    Some(result) => result,
                    None => self.unknown_method(receiver, args),
                }
            }
        }
    }

    fn shadow_function(&mut self, receiver: Value, name: Sym, args: &[Arg], site: Site) -> Option<Value> {
        let value = self.symbol_entry(receiver.taint, name);
        matches!(value.form, Form::Object(_)).then(|| self.call_value(value, receiver, args, site.spot, Some(site)))
    }

    fn call_object_method(&mut self, receiver: Value, object: ObjId, name: Sym, args: &[Arg], site: Site) -> Value {
        let own = self.heap.read(object, Key::Name(name));
        if let Some(function) = own.filter(|value| value.form != Form::Unknown) {
            let this = receiver;
            return match function.form {
                Form::Object(inner) if matches!(self.heap.kind(inner), Kind::Function { .. }) => {
                    self.call_own(object, inner, function, this, args, site)
                }
                Form::External(_) => self.call_value(function, this, args, site.spot, Some(site)),
                _ => self.call_value(function, this, args, site.spot, Some(site)),
            };
        }
        match self.heap.kind(object) {
            Kind::Instance { .. } | Kind::Parent { .. } => {
                if let Some(value) = self.model_method(receiver, name, args) {
                    return value;
                }
                let member = self.object_member(object, name, receiver.taint, site.spot.span);
                match member.form {
                    Form::Object(_) | Form::External(_) => {
                        self.call_value(member, receiver, args, site.spot, Some(site))
                    }
                    _ => self.method_of_instance(receiver, name, args, site),
                }
            }
            Kind::Class { .. } => {
                if let Some(value) = self.validated(object, name, args, site) {
                    return value;
                }
                let member = self.object_member(object, name, receiver.taint, site.spot.span);
                match member.form {
                    Form::Object(_) | Form::External(_) => {
                        self.call_value(member, receiver, args, site.spot, Some(site))
                    }
                    _ => self.unknown_method(receiver, args),
                }
            }
            Kind::Schema(schema) => self.schema_method(object, schema, name, args),
            Kind::Scope { .. } | Kind::Exports(_) => {
                let member = self.object_member(object, name, receiver.taint, site.spot.span);
                self.call_value(member, Value::NULL, args, site.spot, Some(site))
            }
            _ => match self.native_method(receiver, name, args, site) {
                Some(value) => value,
                None => {
                    let rest = self.heap.read(object, Key::Rest);
                    match rest.map(|rest| rest.form) {
                        Some(Form::Object(_) | Form::Either(_)) => {
                            self.call_value(rest.unwrap_or(Value::UNKNOWN), receiver, args, site.spot, Some(site))
                        }
                        _ => match self.star_call(receiver, name, args, site) {
                            Some(value) => value,
                            None => self.unknown_method(receiver, args),
                        },
                    }
                }
            },
        }
    }

    fn call_own(
        &mut self,
        object: ObjId,
        inner: ObjId,
        function: Value,
        this: Value,
        args: &[Arg],
        site: Site,
    ) -> Value {
        // A class holds its decorated methods itself; an object holds functions that have no `self`.
        match self.heap.kind(object) {
            Kind::Class { .. } | Kind::Instance { .. } | Kind::Plain | Kind::Function { .. } if !self.python() => {
                self.call_function(inner, this, args, site.spot)
            }
            Kind::Class { .. } => self.call_method_of_args(function, this, args, site.spot),
            _ => self.call_function(inner, Value::NULL, args, site.spot),
        }
    }

    /// A method that no class of the program has.
    fn method_of_instance(&mut self, receiver: Value, name: Sym, args: &[Arg], site: Site) -> Value {
        if let Some(value) = self.native_method(receiver, name, args, site) {
            return value;
        }
        self.unknown_method(receiver, args)
    }

    fn call_external_method(&mut self, receiver: Value, path: PathId, name: Sym, args: &[Arg], site: Site) -> Value {
        if let Some(function) = self.remembered(path, Key::Name(name))
            && matches!(function.form, Form::Object(_))
        {
            return self.call_value(function, receiver, args, site.spot, Some(site));
        }
        if let Some(value) = self.compiled_method(path, name, args) {
            return value;
        }
        let child = self.path_step(path, Segment::Member(name));
        let said = child.is_some_and(|child| self.is_said(child));
        if !said {
            if let Some(value) = self.promise_method(receiver, name, args, site) {
                return value;
            }
            if let Some(value) = self.external_native(receiver, path, name, args) {
                return value;
            }
            if self.leads_nowhere(path)
                && let Some(value) = self.star_call(receiver, name, args, site)
            {
                return value;
            }
        }
        match child {
            Some(child) => self.call_path(child, Some(receiver), receiver.taint, args, site),
            None => {
                self.call_back(args, receiver.taint);
                self.unknown_method(receiver, args)
            }
        }
    }

    /// Whether the catalog names nothing at or below a path, wherever it begins: an application keeps what it likes in
    /// an object of a framework.
    fn leads_nowhere(&self, path: PathId) -> bool {
        self.paths.get(path).is_some_and(|path| path.nodes.is_empty() || path.global)
    }

    pub(super) fn is_said(&self, path: PathId) -> bool {
        self.paths.known(&self.program.catalog, path).any(|known| known.said)
    }

    /// The result of a call of which nothing is known: what went in comes out.
    pub(super) fn unknown_result(&mut self, function: Option<Value>, args: &[Arg]) -> Value {
        let mut taint = function.map_or(CLEAN, |function| function.taint);
        for arg in args {
            let inner = self.deep_taint(arg.value);
            taint = self.values.join_taints(taint, inner);
        }
        Value::unknown(taint)
    }

    pub(super) fn unknown_method(&mut self, receiver: Value, args: &[Arg]) -> Value {
        let taint = self.deep_taint(receiver);
        self.call_back(args, taint);
        let result = self.unknown_result(None, args);
        // What is put into something of which nothing is known stays in it.
        Value::unknown(self.values.join_taints(taint, result.taint))
    }

    fn call_unknown(&mut self, function: Value, args: &[Arg]) -> Value {
        self.call_back(args, function.taint);
        self.unknown_result(Some(function), args)
    }

    /// Functions among the arguments are called with what there is.
    pub(super) fn call_back(&mut self, args: &[Arg], taint: TaintId) {
        let functions: Vec<Value> =
            args.iter().filter(|arg| self.is_function(arg.value)).map(|arg| arg.value).collect();
        if functions.is_empty() {
            return;
        }
        let mut all = taint;
        for arg in args {
            if !self.is_function(arg.value) {
                let inner = self.deep_taint(arg.value);
                all = self.values.join_taints(all, inner);
            }
        }
        let spot = args.first().map_or_else(|| self.spot(Span::new(0, 0)), |arg| arg.spot);
        for function in functions {
            self.aside(|machine| {
                machine.invoke(function, &[Value::unknown(all); 3], spot);
            });
        }
    }

    /// Runs something that may or may not happen.
    pub(super) fn aside(&mut self, run: impl FnOnce(&mut Self)) {
        let mark = self.heap.mark();
        run(self);
        let delta = self.heap.take(mark);
        self.heap.release(mark);
        self.heap.merge(&mut self.values, &[delta, Vec::new()]);
    }

    /// Whether a value may be called: a function of the program or something of a package.
    pub(super) fn is_callable(&self, value: Value) -> bool {
        matches!(value.form, Form::External(_)) || self.is_function(value)
    }

    pub(super) fn is_function(&self, value: Value) -> bool {
        match value.form {
            Form::Object(object) => matches!(self.heap.kind(object), Kind::Function { .. } | Kind::Bound { .. }),
            Form::Either(either) => self.values.forms(either).iter().any(|form| match form {
                Form::Object(object) => matches!(self.heap.kind(*object), Kind::Function { .. }),
                _ => false,
            }),
            _ => false,
        }
    }

    /// A tagged template: the tag is called with the text.
    pub(super) fn call_tag(&mut self, id: ExprId, tag: Value, text: Value) -> Value {
        let spot = self.span_of(id);
        match tag.form {
            Form::External(path) => {
                // Tags of packages take the values apart from the text: that is what they are for.
                let result = self.path_step(path, Segment::Call);
                result.map_or(Value::UNKNOWN, |path| Value::clean(Form::External(path)))
            }
            Form::Object(_) => {
                let first = self.list_of(Value::UNKNOWN);
                self.invoke(tag, &[first, Value::unknown(text.taint)], spot)
            }
            _ => Value::unknown(text.taint),
        }
    }

    /// Decorates a function or class.
    pub(super) fn decorate(&mut self, decorator: ExprId, value: Value) -> Value {
        let function = self.eval(decorator);
        let spot = self.span_of(decorator);
        match function.form {
            Form::External(path) => {
                let markup = self.answers_with_markup(decorator);
                self.route_decorator(path, value, markup);
                value
            }
            Form::Object(_) => {
                let result = self.invoke(function, &[value], spot);
                let better = matches!(result.form, Form::Object(_) | Form::Either(_));
                if better { result } else { value }
            }
            _ => value,
        }
    }

    /// Whether a decorator says that the function answers with markup: `response_class=HTMLResponse`.
    fn answers_with_markup(&self, decorator: ExprId) -> bool {
        let Some(tree) = self.tree() else { return false };
        let ExprKind::Call { arguments, .. } = tree.expr(decorator).kind else { return false };
        tree.list(arguments).iter().any(|argument| {
            let named = argument.keyword.is_some_and(|keyword| tree.text(keyword) == "response_class");
            named
                && match tree.expr(argument.value).kind {
                    ExprKind::Name(name) | ExprKind::Member { name, .. } => tree.text(name) == "HTMLResponse",
                    _ => false,
                }
        })
    }

    pub(super) fn run_statements(&mut self, statements: &[buckler_syntax::tree::StmtId]) {
        for statement in statements {
            self.run_statement(*statement);
        }
    }
}
