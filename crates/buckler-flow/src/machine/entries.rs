//! Functions that are called from outside: those that were given, those that frameworks call, those of handler shape,
//! and last those that nothing seems to call.

use super::{Arg, ENTRY_STEPS, Frame, LIBRARY_STEPS, Machine, models};
use crate::analysis::{
    Call, Check, EntryId, EntryInfo, FunctionRef, Hit, Incomplete, Loop, ModuleId, Return, Role, Spot, StateWrite,
    Stored,
};
use crate::catalog::{Answering, Event, Form as Taking, Given, Origin, Package, Route, View};
use crate::heap::{Key, Kind};
use crate::paths::Segment;
use crate::program::{Entry, Shard};
use crate::strings::Sym;
use crate::value::{CLEAN, Form, ObjId, PathId, Root, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{ClassId, ExprId, FunctionId, MemberKind, ParameterKind, PatternKind, PropertyKey, Span};
use hashbrown::{HashMap, HashSet};

/// Stores that somebody puts input into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    stores: HashSet<(&'static str, String)>,
}

impl Memory {
    pub(super) fn has(&self, kind: &str, name: &str) -> bool {
        self.stores.iter().any(|(known, store)| *known == kind && store == name)
    }

    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.stores.is_empty()
    }

    /// What the analyses of all shards put into stores.
    pub fn of(parts: &[Part]) -> Self {
        let mut stores = HashSet::new();
        for stored in parts.iter().flat_map(|part| &part.stored) {
            if stored.store.put && !stored.taints.is_empty() {
                stores.insert((stored.store.kind, stored.name.clone()));
            }
        }
        Self { stores }
    }
}

/// What the analysis of one shard found.
#[derive(Debug, Default)]
pub struct Part {
    pub(crate) entries: Vec<EntryInfo>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) calls: Vec<Call>,
    pub(crate) returns: Vec<Return>,
    pub(crate) state: Vec<StateWrite>,
    pub(crate) checks: Vec<Check>,
    pub(crate) loops: Vec<Loop>,
    pub(crate) reached: Vec<(FunctionRef, Vec<EntryId>)>,
    pub(crate) stored: Vec<Stored>,
    pub(crate) incomplete: Vec<Incomplete>,
    pub(crate) steps: u64,
}

impl Part {
    /// Whether something is fetched from a store that input is put into.
    pub fn reads(&self, memory: &Memory) -> bool {
        self.stored.iter().any(|stored| !stored.store.put && memory.has(stored.store.kind, &stored.name))
    }
}

/// What a parameter of an entry is given.
#[derive(Clone, Copy, Debug)]
enum Filling {
    Value(Value),
    Catalog(Given, &'static Package),
}

/// An entry that is still to be run.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    function: Value,
    this: Value,
    fillings: Vec<Filling>,
    name: String,
    role: Role,
    trigger: String,
    answer: Answering,
    given: Option<usize>,
    /// The text of its route.
    pattern: Option<Sym>,
}

impl Machine<'_> {
    pub(super) fn empty_frame(
        &self,
        module: ModuleId,
        function: Option<FunctionId>,
        scope: ObjId,
        this: Value,
    ) -> Frame {
        Frame {
            module,
            function,
            scope,
            this,
            class: None,
            mark: crate::heap::Point::default(),
            exits: Vec::new(),
            returned: None,
            repeats: Vec::new(),
            depth: 0,
            sites: HashMap::new(),
            answer: None,
            answered: false,
            given: Vec::new(),
            checked: Vec::new(),
            yielded: None,
        }
    }

    /// Runs everything of a shard.
    pub(crate) fn run(mut self, shard: &Shard) -> Part {
        for module in &shard.modules {
            self.load(*module);
        }
        let all = self.heap.len();
        self.heap.forget_from(all);
        self.limit = ENTRY_STEPS;
        self.drain();
        self.run_given(shard);
        if self.program.entries.is_empty() {
            self.run_shaped(shard);
        }
        self.run_library(shard);
        self.part.steps = self.steps;
        self.part
    }

    pub(super) fn entry_given(&self) -> Option<&Entry> {
        let index = self.waiting_given()?;
        self.program.entries.get(index)
    }

    fn waiting_given(&self) -> Option<usize> {
        self.current_given
    }

    fn drain(&mut self) {
        let mut rounds = 0;
        while !self.waiting.is_empty() && rounds < 10_000 {
            let waiting = core::mem::take(&mut self.waiting);
            for entry in waiting {
                self.run_entry(entry);
                rounds += 1;
            }
        }
    }

    fn run_given(&mut self, shard: &Shard) {
        let program = self.program;
        for (index, entry) in program.entries.iter().enumerate() {
            let module = ModuleId(entry.module);
            if shard.modules.binary_search(&module).is_err() {
                continue;
            }
            let events: Vec<&'static Event> = program
                .catalog
                .events
                .iter()
                .filter(|event| entry.triggers.iter().any(|trigger| trigger == event.trigger))
                .copied()
                .collect();
            let answer = events.first().map_or(Answering::Proxy, |event| event.answer);
            let function = self.symbol(module, &entry.symbol);
            let trigger = entry.triggers.first().cloned().unwrap_or_default();
            let event = self.event_value(module, events, &entry.name);
            let waiting = Waiting {
                function: function.unwrap_or(Value::UNKNOWN),
                this: Value::NULL,
                fillings: self.handler_fillings(event),
                name: entry.name.clone(),
                role: Role::Given,
                trigger,
                answer,
                given: Some(index),
                pattern: None,
            };
            self.run_entry(waiting);
            self.drain();
        }
    }

    /// What a handler is called with: the event, its context, and in JavaScript a function to answer by.
    fn handler_fillings(&mut self, event: Value) -> Vec<Filling> {
        let mut answer_by = |place: usize| {
            let function = self.heap.add(Kind::Bound { function: Value::NULL, this: Value::NULL }, None);
            self.records.answers.push((function, place));
            Value::object(function)
        };
        let (callback, succeed, done) = (answer_by(1), answer_by(0), answer_by(1));
        let context = self.heap.add(Kind::Plain, None);
        for (name, value) in [("succeed", succeed), ("done", done)] {
            let name = self.intern(name);
            self.heap.write(context, Key::Name(name), value);
        }
        self.heap.write(context, Key::Rest, Value::UNKNOWN);
        alloc::vec![
            Filling::Value(event),
            Filling::Value(Value::object(context)),
            Filling::Value(callback),
            Filling::Value(Value::UNKNOWN),
        ]
    }

    /// The event of a handler.
    fn event_value(&mut self, module: ModuleId, events: Vec<&'static Event>, name: &str) -> Value {
        let spot = Spot { module, span: Span::new(0, 0) };
        let key = alloc::format!("event:{}:{name}", module.0);
        let label = self.values.root_label(&key, || Root {
            name: "event".to_string(),
            origin: Origin::Input,
            source: None,
            events,
            clean: 0,
        });
        Value::new(Form::Symbol, self.values.source(label, spot))
    }

    /// What a symbol such as `handler` or `Class.method` of a module is.
    fn symbol(&mut self, module: ModuleId, symbol: &str) -> Option<Value> {
        let mut parts = symbol.split('.');
        let first = parts.next()?;
        let first = self.intern(first);
        let state = self.modules.get(&module)?.clone();
        let mut value = self.module_member(module, first).or_else(|| self.heap.read(state.scope, Key::Name(first)))?;
        for part in parts {
            let part = self.intern(part);
            value = self.member_value(value, part, Span::new(0, 0));
        }
        Some(value)
    }

    pub(super) fn function_ref(&self, value: Value) -> Option<FunctionRef> {
        let mut value = value;
        // A function may be bound, and bound again.
        for _ in 0..16 {
            match value.form {
                Form::Object(object) => match self.heap.kind(object) {
                    Kind::Function { module, function, .. } => {
                        return Some(FunctionRef { module, function: Some(function) });
                    }
                    Kind::Bound { function, .. } => value = function,
                    _ => return None,
                },
                Form::Either(either) => {
                    let object = self.values.forms(either).iter().find(|form| match form {
                        Form::Object(object) => matches!(self.heap.kind(*object), Kind::Function { .. }),
                        _ => false,
                    });
                    value = Value::clean(*object?);
                }
                _ => return None,
            }
        }
        None
    }

    fn run_entry(&mut self, waiting: Waiting) {
        let function = self.function_ref(waiting.function);
        if waiting.role != Role::Given
            && let Some(FunctionRef { module, function: Some(id) }) = function
            && !self.found.insert((module, id))
        {
            return;
        }
        let id = EntryId(u32::try_from(self.part.entries.len()).unwrap_or(u32::MAX));
        let name = if waiting.name.is_empty() { self.function_name(function) } else { waiting.name.clone() };
        if waiting.role != Role::Library {
            self.part.entries.push(EntryInfo {
                name,
                role: waiting.role,
                trigger: waiting.trigger.clone(),
                function,
                answer: waiting.answer,
                steps: 0,
            });
        }
        if let (Some(FunctionRef { module, function: Some(id) }), Role::Given) = (function, waiting.role) {
            self.found.insert((module, id));
        }
        let Some(here) = function else { return };
        let before = (self.heap.len(), self.entry, self.limit, self.current_given);
        self.entry = (waiting.role != Role::Library).then_some(id);
        self.current_given = waiting.given;
        self.limit = if waiting.role == Role::Library { LIBRARY_STEPS } else { ENTRY_STEPS };
        (self.begun, self.stopped, self.depth) = (self.steps, false, 0);
        self.calls.clear();
        let args = self.entry_arguments(here, &waiting);
        self.records.answer_of_entry = self.entry.map(|entry| (waiting.answer, entry));
        self.records.current_answer = self.records.answer_of_entry;
        let spot = self.definition(here);
        let mark = self.heap.mark();
        self.call_method_of_args(waiting.function, waiting.this, &args, spot);
        self.records.answer_of_entry = None;
        if let (Some(info), Some(_)) = (self.part.entries.get_mut(id.0 as usize), self.entry) {
            info.steps = self.steps - self.begun;
        }
        // Routes that the entry itself registers belong to objects that live as long as it does.
        if !self.waiting.is_empty() && self.frames.is_empty() {
            let outer = (self.entry, self.current_given);
            self.drain();
            (self.entry, self.current_given) = outer;
        }
        self.keep_state(mark, before.0);
        (self.entry, self.limit, self.current_given) = (before.1, before.2, before.3);
        self.stopped = false;
    }

    /// Keeps what the entry wrote into things that outlive it, in case another call reads it; forgets the rest.
    fn keep_state(&mut self, mark: crate::heap::Point, before: usize) {
        let delta = self.heap.peek(mark);
        let mut kept = Vec::new();
        for (object, key, value) in delta {
            let Some(value) = value else { continue };
            let outlives = (object.0 as usize) < before && object != crate::heap::CHECKED;
            if !outlives {
                continue;
            }
            let flat = match value.form {
                Form::Object(inner) if inner.0 as usize >= before => Value::unknown(self.deep_taint(value)),
                Form::Either(_) => Value::unknown(self.deep_taint(value)),
                _ => value,
            };
            if flat.taint != CLEAN {
                kept.push((object, key, flat));
            }
        }
        self.heap.undo(mark);
        self.heap.release(mark);
        self.heap.forget_from(before);
        self.shadows.retain(|_, object| (object.0 as usize) < before);
        self.remembered_objects.retain(|_, object| (object.0 as usize) < before);
        self.records
            .resolvers
            .retain(|(resolve, holder)| (resolve.0 as usize) < before && (holder.0 as usize) < before);
        for (object, key, value) in kept {
            self.heap.add_to(&mut self.values, object, key, value);
        }
    }

    fn function_name(&self, function: Option<FunctionRef>) -> String {
        let Some(function) = function else { return String::new() };
        let Some(module) = self.program.module(function.module) else { return String::new() };
        let name = function.function.and_then(|id| module.tree.function(id)).and_then(|function| function.name);
        name.map_or_else(|| module.name.to_string(), |name| module.tree.text(name).to_string())
    }

    fn definition(&self, function: FunctionRef) -> Spot {
        let span = self
            .program
            .module(function.module)
            .and_then(|module| module.tree.function(function.function?))
            .map_or(Span::new(0, 0), |function| function.name_span);
        Spot { module: function.module, span }
    }

    /// Arguments for the parameters of an entry.
    fn entry_arguments(&mut self, here: FunctionRef, waiting: &Waiting) -> Vec<Arg> {
        let Some(module) = self.program.module(here.module) else { return Vec::new() };
        let tree = &module.tree;
        let Some(function) = here.function.and_then(|function| tree.function(function)) else { return Vec::new() };
        let mut parameters = tree.list(function.parameters);
        let method = self.python_method(waiting.this);
        if method {
            parameters = parameters.get(1..).unwrap_or_default();
        }
        let mut args = Vec::new();
        for (index, parameter) in parameters.iter().enumerate() {
            let span = tree.pattern(parameter.pattern).span;
            let spot = Spot { module: here.module, span };
            let filling = waiting.fillings.get(index).or(waiting.fillings.last()).copied();
            let name = match tree.pattern(parameter.pattern).kind {
                PatternKind::Name(name) => tree.text(name),
                _ => "",
            };
            if waiting.pattern.is_some_and(|pattern| is_number_in(self.text(pattern), name)) {
                args.push(self.plain_arg(Value::clean(Form::AnyNumber), spot));
                continue;
            }
            let annotated = parameter.annotation.and_then(|annotation| self.annotated(here, annotation));
            let value = match (filling, annotated) {
                (Some(Filling::Value(value)), _) => value,
                (Some(Filling::Catalog(..)), Some(Some(value))) => value,
                (Some(Filling::Catalog(Given::Input(_), _)), Some(None)) => Value::clean(Form::AnyNumber),
                (Some(Filling::Catalog(given, package)), _) => {
                    if parameter.default.is_some_and(|default| self.is_dependency(here, default)) {
                        Value::UNKNOWN
                    } else {
                        let value = self.given_to_entry(given, package, name, spot);
                        match (given, self.modules.get(&here.module).map(|module| module.scope)) {
                            (Given::Input(_), Some(scope)) => {
                                let place = models::Place { module: here.module, scope };
                                self.fitted_parameter(value, place, parameter.annotation, parameter.default)
                            }
                            _ => value,
                        }
                    }
                }
                (None, _) => Value::UNKNOWN,
            };
            let value = match value.form {
                Form::Symbol if waiting.role != Role::Library => self.placed(value, spot),
                _ => value,
            };
            let (keyword, many) = match parameter.kind {
                ParameterKind::Normal => (None, false),
                ParameterKind::Keyword => (Some(self.intern(name)), false),
                ParameterKind::Rest | ParameterKind::KeywordRest => (None, true),
            };
            args.push(Arg { keyword, value, spot, expr: None, target: None, many });
        }
        args
    }

    /// A value whose way begins here.
    fn placed(&mut self, value: Value, spot: Spot) -> Value {
        let marks: Vec<_> = self.values.marks(value.taint).to_vec();
        let mut taint = CLEAN;
        for mark in marks {
            let fresh = self.values.source(mark.label, spot);
            let fresh = self.values.clean(fresh, mark.mask);
            taint = self.values.join_taints(taint, fresh);
        }
        Value::new(value.form, taint)
    }

    fn python_method(&self, this: Value) -> bool {
        let Form::Object(object) = this.form else { return false };
        let Kind::Instance { class } = self.heap.kind(object) else { return false };
        let Kind::Class { module, .. } = self.heap.kind(class) else { return false };
        self.program
            .module(module)
            .is_some_and(|module| module.tree.language() == buckler_syntax::tree::Language::Python)
    }

    /// What an annotation says: an object of a package, or (`Some(None)`) a type that carries no text.
    fn annotated(&mut self, here: FunctionRef, annotation: ExprId) -> Option<Option<Value>> {
        let scope = self.modules.get(&here.module)?.scope;
        let value = self.eval_in(here.module, scope, Value::NULL, annotation);
        match value.form {
            Form::External(path) => {
                let text = self.paths.text(path).to_string();
                let name = text.rsplit('.').next().unwrap_or_default();
                if models::carries_no_text(name) {
                    return Some(None);
                }
                if ["BackgroundTasks", "Session", "AsyncSession"].contains(&name) {
                    return Some(Some(Value::UNKNOWN));
                }
                let known = self.paths.get(path).is_some_and(|path| !path.nodes.is_empty() && !path.global);
                known.then_some(Some(Value::clean(Form::External(path))))
            }
            _ => None,
        }
    }

    /// `Depends(…)`: something that the program itself makes.
    fn is_dependency(&self, here: FunctionRef, default: ExprId) -> bool {
        let Some(module) = self.program.module(here.module) else { return false };
        let tree = &module.tree;
        match tree.expr(default).kind {
            buckler_syntax::tree::ExprKind::Call { callee, .. } => match tree.expr(callee).kind {
                buckler_syntax::tree::ExprKind::Name(name) | buckler_syntax::tree::ExprKind::Member { name, .. } => {
                    ["Depends", "Security"].contains(&tree.text(name))
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn given_to_entry(&mut self, given: Given, package: &'static Package, name: &str, spot: Spot) -> Value {
        match given {
            Given::Input(shown) => {
                let shown = if shown.is_empty() { name } else { shown };
                self.input(shown, spot)
            }
            Given::Object(path) => self.package_object(package, path),
            _ => Value::UNKNOWN,
        }
    }

    /// An object of a package by its path.
    fn package_object(&mut self, package: &'static Package, path: &str) -> Value {
        let Some(module) = package.modules.first() else { return Value::UNKNOWN };
        let (program, strings) = (self.program, &mut self.strings);
        let mut intern = |text: &str| program.strings.find(text).unwrap_or_else(|| strings.intern(text));
        let mut at = self.paths.module(&program.catalog, package.language, module, &mut intern);
        for name in path.split('.') {
            let (name, call) = name.strip_suffix("()").map_or((name, false), |name| (name, true));
            let name = self.intern(name);
            let Some(next) = self.path_step(at, Segment::Member(name)) else { return Value::UNKNOWN };
            at = next;
            if call {
                let Some(next) = self.path_step(at, Segment::Call) else { return Value::UNKNOWN };
                at = next;
            }
        }
        Value::clean(Form::External(at))
    }

    /// Registers the functions that a call hands to a framework.
    pub(super) fn register_routes(&mut self, routes: &[(&'static Route, &'static Package)], args: &[Arg]) -> bool {
        let pattern = args.iter().find_map(|arg| match arg.value.form {
            Form::Text(text) => Some(text),
            _ => None,
        });
        let mut registered = false;
        for (route, package) in routes {
            if matches!(route.form, Taking::Decorator) {
                continue;
            }
            let mut functions: Vec<Value> = Vec::new();
            for arg in args {
                self.collect_functions(arg.value, &mut functions, 3);
            }
            for function in functions {
                self.wait(function, Value::NULL, route.parameters, package, route.answer, pattern);
                registered = true;
            }
        }
        registered
    }

    fn collect_functions(&mut self, value: Value, functions: &mut Vec<Value>, depth: u32) {
        if self.is_function(value) {
            functions.push(value);
            return;
        }
        if let Form::Object(object) = value.form
            && depth > 0
            && matches!(self.heap.kind(object), Kind::List | Kind::Plain)
        {
            let fields: Vec<Value> = self.heap.fields(object).iter().map(|(_, value)| *value).collect();
            for field in fields {
                self.collect_functions(field, functions, depth - 1);
            }
        }
    }

    fn wait(
        &mut self,
        function: Value,
        this: Value,
        parameters: &'static [Given],
        package: &'static Package,
        answer: Answering,
        pattern: Option<Sym>,
    ) {
        let fillings = parameters.iter().map(|given| Filling::Catalog(*given, package)).collect();
        self.waiting.push(Waiting {
            function,
            this,
            fillings,
            name: String::new(),
            role: Role::Route,
            trigger: String::new(),
            answer,
            given: self.current_given,
            pattern,
        });
    }

    /// The function that a wrapper gives back.
    pub(super) fn wrapped(&self, routes: &[(&'static Route, &'static Package)], args: &[Arg]) -> Option<Value> {
        let wraps = routes.iter().any(|(route, _)| route.form == Taking::Wrapper);
        args.iter().map(|arg| arg.value).find(|value| wraps && self.is_function(*value))
    }

    /// A decorator of a framework.
    pub(super) fn route_decorator(&mut self, path: PathId, function: Value, markup: bool) {
        let pattern = self.paths.get(path).and_then(|path| path.constant);
        let mut places = alloc::vec![path];
        places.extend(self.paths.get(path).and_then(|path| path.parent));
        let mut routes: Vec<(&'static Route, &'static Package)> = Vec::new();
        for place in &places {
            routes.extend(self.paths.known(&self.program.catalog, *place).flat_map(|known| known.routes.clone()));
        }
        if routes.is_empty() {
            routes = self.star_routes(&places);
        }
        for (route, package) in routes {
            if route.form == Taking::Decorator {
                let answer = if markup { Answering::Html } else { route.answer };
                self.wait(function, Value::NULL, route.parameters, package, answer, pattern);
                return;
            }
        }
    }

    fn star_routes(&mut self, places: &[PathId]) -> Vec<(&'static Route, &'static Package)> {
        for place in places {
            let text = self.paths.text(*place).to_string();
            let name = text.rsplit('.').next().unwrap_or_default().to_string();
            let name = name.split('(').next().unwrap_or_default().to_string();
            let name = self.intern(&name);
            let language = self.language();
            if let Some(known) = self.program.catalog.star(language, &[Segment::Member(name)])
                && !known.routes.is_empty()
            {
                return known.routes.clone();
            }
        }
        Vec::new()
    }

    /// Methods of a class that a framework calls.
    pub(super) fn register_view(&mut self, class: ObjId, view: &'static View, package: &'static Package) {
        let Kind::Class { module, class: id, .. } = self.heap.kind(class) else { return };
        let this = self.heap.add(Kind::Instance { class }, None);
        for (name, given) in view.attributes {
            let spot = Spot { module, span: Span::new(0, 0) };
            let value = self.given_to_entry(*given, package, name, spot);
            let name = self.intern(name);
            self.heap.write(this, Key::Name(name), value);
        }
        for (name, function) in self.methods(module, id) {
            let text = self.text(name).to_string();
            let wanted = if view.methods.is_empty() {
                !text.starts_with('_') && text != "constructor"
            } else {
                view.methods.contains(&text.as_str())
            };
            if wanted {
                let method = self.method_value(class, function);
                self.wait(method, Value::object(this), view.parameters, package, view.answer, None);
            }
        }
    }

    fn methods(&self, module: ModuleId, class: ClassId) -> Vec<(Sym, FunctionId)> {
        let Some(module) = self.program.module(module) else { return Vec::new() };
        let Some(class) = module.tree.class(class) else { return Vec::new() };
        let members = module.tree.list(class.members).iter().filter_map(|member| match (member.name, member.kind) {
            (PropertyKey::Name(name), MemberKind::Method(function)) => Some((module.sym(name), function)),
            _ => None,
        });
        members.collect()
    }

    /// Without any given entry, functions of handler shape are taken.
    fn run_shaped(&mut self, shard: &Shard) {
        for module in &shard.modules {
            for (name, function) in self.outer_functions(*module) {
                let parameters = self.parameter_names(function);
                let first = parameters.first().map_or("", String::as_str);
                let handler = name.ends_with("handler") || name.ends_with("Handler");
                let event = ["event", "_event", "evt"].contains(&first)
                    || (parameters.is_empty() && ["handler", "lambda_handler"].contains(&name.as_str()));
                if event
                    || (handler && (1..=3).contains(&parameters.len()) && !["req", "request", "self"].contains(&first))
                {
                    let value = self.event_value(*module, Vec::new(), &name);
                    let fillings = self.handler_fillings(value);
                    self.run_entry(Waiting {
                        function,
                        this: Value::NULL,
                        fillings,
                        name,
                        role: Role::Shape,
                        trigger: String::new(),
                        answer: Answering::Proxy,
                        given: None,
                        pattern: None,
                    });
                    self.drain();
                }
            }
        }
    }

    /// Functions that a module has at its top, by name, and those it exports.
    fn outer_functions(&mut self, module: ModuleId) -> Vec<(String, Value)> {
        let Some(state) = self.modules.get(&module).cloned() else { return Vec::new() };
        let mut found: Vec<(String, Value)> = Vec::new();
        let mut holders = alloc::vec![state.scope];
        if state.exports != state.scope {
            holders.push(state.exports);
            if let Some(Form::Object(whole)) = self.module_value(module).map(|value| value.form) {
                holders.push(whole);
            }
        }
        for holder in holders {
            if matches!(self.heap.kind(holder), Kind::Function { .. }) {
                found.push((String::from("exports"), Value::object(holder)));
            }
            for (key, value) in self.heap.fields(holder).to_vec() {
                let Key::Name(name) = key else { continue };
                let inside = self.function_ref(value).is_some_and(|function| function.module == module);
                if inside {
                    found.push((self.text(name).to_string(), value));
                }
                if let Form::Object(object) = value.form
                    && self.heap.kind(object) == Kind::Plain
                {
                    for (key, value) in self.heap.fields(object).to_vec() {
                        if let (Key::Name(name), true) = (key, self.is_function(value)) {
                            found.push((self.text(name).to_string(), value));
                        }
                    }
                }
            }
        }
        found
    }

    /// Functions that nothing reached: what they call matters, their parameters do not.
    fn run_library(&mut self, shard: &Shard) {
        for uncalled_first in [true, false] {
            for module in &shard.modules {
                let functions = self.outer_functions(*module);
                for (name, function) in functions {
                    self.run_unreached(*module, &name, function, Value::NULL, uncalled_first);
                }
                for (class, id) in self.outer_classes(*module) {
                    let mut instance = None;
                    for (name, method) in self.methods(*module, id) {
                        let here = FunctionRef { module: *module, function: Some(method) };
                        if self.is_reached(here) {
                            continue;
                        }
                        let this = *instance.get_or_insert_with(|| self.heap.add(Kind::Instance { class }, None));
                        let function = self.method_value(class, method);
                        let name = self.text(name).to_string();
                        self.run_unreached(*module, &name, function, Value::object(this), uncalled_first);
                    }
                }
            }
        }
    }

    fn outer_classes(&self, module: ModuleId) -> Vec<(ObjId, ClassId)> {
        let Some(state) = self.modules.get(&module) else { return Vec::new() };
        let fields = self.heap.fields(state.scope).iter().filter_map(|(_, value)| match value.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::Class { module: own, class, .. } if own == module => Some((object, class)),
                _ => None,
            },
            _ => None,
        });
        fields.collect()
    }

    fn run_unreached(&mut self, module: ModuleId, name: &str, function: Value, this: Value, uncalled: bool) {
        let Some(here) = self.function_ref(function) else { return };
        if self.is_reached(here) || here.module != module {
            return;
        }
        let called = self.program.strings.find(name).is_some_and(|sym| {
            self.program
                .module(module)
                .is_some_and(|module| module.scopes.called.iter().any(|called| module.sym(*called) == sym))
        });
        if called == uncalled {
            return;
        }
        let waiting = self.web_shaped(function, this).unwrap_or_else(|| Waiting {
            function,
            this,
            fillings: alloc::vec![Filling::Value(Value::UNKNOWN)],
            name: String::from(name),
            role: Role::Library,
            trigger: String::new(),
            answer: Answering::Nothing,
            given: None,
            pattern: None,
        });
        self.run_entry(waiting);
        self.drain();
    }

    /// A view of Django: routes name it in ways that are seldom seen from here.
    fn django_shaped(&mut self, function: Value, this: Value, names: &[String], here: FunctionRef) -> Option<Waiting> {
        let first = names.iter().find(|name| !["self", "cls"].contains(&name.as_str()))?;
        let module = self.program.module(here.module)?;
        let uses = |package: &str| {
            module.tree.stmts().any(|(_, statement)| match statement.kind {
                buckler_syntax::tree::StmtKind::Import(import) => {
                    module.tree.text(import.module).split('.').next() == Some(package)
                }
                _ => false,
            })
        };
        if first != "request" || !uses("django") {
            return None;
        }
        let request = self.object_at(crate::catalog::Language::Python, "django", &["http", "HttpRequest"])?;
        let (module, function_id) = (here.module, here.function?);
        let parameters = self.program.module(module)?.tree.function(function_id)?.parameters.len();
        let mut fillings = alloc::vec![Filling::Value(request)];
        for name in names.iter().skip(1).take(parameters) {
            let spot = self.definition(here);
            fillings.push(Filling::Value(self.input(name, spot)));
        }
        Some(self.web_entry(function, this, fillings))
    }

    fn object_at(&mut self, language: crate::catalog::Language, module: &str, path: &[&str]) -> Option<Value> {
        let (program, strings) = (self.program, &mut self.strings);
        let mut intern = |text: &str| program.strings.find(text).unwrap_or_else(|| strings.intern(text));
        let mut at = self.paths.module(&program.catalog, language, module, &mut intern);
        for name in path {
            let name = self.intern(name);
            at = self.path_step(at, Segment::Member(name))?;
        }
        Some(Value::clean(Form::External(at)))
    }

    const fn web_entry(&self, function: Value, this: Value, fillings: Vec<Filling>) -> Waiting {
        Waiting {
            function,
            this,
            fillings,
            name: String::new(),
            role: Role::Route,
            trigger: String::new(),
            answer: Answering::Nothing,
            given: None,
            pattern: None,
        }
    }

    /// A function that looks like what a web framework calls, although nobody is seen to register it.
    fn web_shaped(&mut self, function: Value, this: Value) -> Option<Waiting> {
        let names = self.parameter_names(function);
        let here = self.function_ref(function)?;
        let language = self.program.module(here.module)?.tree.language();
        if language != crate::catalog::Language::JavaScript {
            return self.django_shaped(function, this, &names, here);
        }
        let [first, second, ..] = names.as_slice() else { return None };
        let request = ["req", "request"].contains(&first.as_str());
        let response = ["res", "response", "reply"].contains(&second.as_str());
        if !request || !response {
            return None;
        }
        let express = self.intern("express");
        if !self.program.catalog.has_module(language, express) {
            return None;
        }
        let mut fillings = Vec::new();
        for name in ["Request", "Response"] {
            fillings.push(Filling::Value(self.object_at(language, "express", &[name])?));
        }
        fillings.push(Filling::Value(Value::UNKNOWN));
        Some(self.web_entry(function, this, fillings))
    }
}

/// Whether a route says that a parameter is a number or the like: `/items/<int:id>`.
fn is_number_in(pattern: &str, name: &str) -> bool {
    ["int", "float", "uuid"].iter().any(|kind| pattern.contains(&alloc::format!("<{kind}:{name}>")))
}
