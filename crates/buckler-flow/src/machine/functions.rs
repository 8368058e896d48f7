//! Functions of the program: as values, and running them.

use super::{Arg, DEEPEST_CALLS, Frame, Given, LIBRARY_CALLS, Machine, REMEMBER_AFTER, Then};
use crate::analysis::{FunctionRef, ModuleId, Spot, StepKind};
use crate::heap::{Key, Kind};
use crate::value::{CLEAN, Cleaned, Facts, Form, ObjId, Target, Value};
use alloc::vec::Vec;
use buckler_syntax::tree::{Binding, FunctionId, ParameterKind, PatternKind};
use core::hash::{Hash, Hasher};

/// Times that a function may call itself before the result is taken as unknown.
const MOST_RECURSION: usize = 2;

impl Machine<'_> {
    pub(super) fn function_value(&mut self, function: FunctionId) -> Value {
        let Some(frame) = self.frame() else { return Value::UNKNOWN };
        let (module, scope, this) = (frame.module, frame.scope, frame.this);
        let arrow = self.tree().and_then(|tree| tree.function(function)).is_some_and(|function| function.arrow);
        let this = arrow.then_some(this);
        Value::object(self.heap.add(Kind::Function { module, function, scope, this }, None))
    }

    pub(super) fn function_statement(&mut self, id: FunctionId) {
        let Some(tree) = self.tree() else { return };
        let Some(function) = tree.function(id) else { return };
        let Some(name) = function.name else { return };
        let decorators = tree.list(function.decorators);
        if decorators.is_empty() {
            // In JavaScript it is there already, and may have been given properties.
            let there = !self.python()
                && self.find_variable(name).is_some_and(|(scope, value)| {
                    let own = self.frame().is_some_and(|frame| frame.scope == scope);
                    own && matches!(value.form, Form::Object(object) if matches!(
                        self.heap.kind(object),
                        Kind::Function { function, .. } if function == id
                    ))
                });
            if !there {
                let value = self.function_value(id);
                self.declare_in_place(name, value);
            }
            return;
        }
        let mut value = self.function_value(id);
        for decorator in decorators.iter().rev() {
            value = self.decorate(*decorator, value);
        }
        self.declare_in_place(name, value);
    }

    fn declare_in_place(&mut self, name: buckler_syntax::tree::Name, value: Value) {
        self.declare(name, value);
    }

    /// Runs a function of the program.
    pub(super) fn call_function(&mut self, callee: ObjId, this: Value, args: &[Arg], site: Spot) -> Value {
        let Kind::Function { module, function, scope, this: own_this } = self.heap.kind(callee) else {
            return Value::UNKNOWN;
        };
        let running =
            self.frames.iter().filter(|frame| frame.function == Some(function) && frame.module == module).count();
        let library = self.entry.is_none() && !self.loading;
        let deepest = if library { LIBRARY_CALLS } else { DEEPEST_CALLS };
        if self.frames.len() >= deepest && running == 0 && !library {
            self.note_depth(site);
        }
        if running > MOST_RECURSION || self.frames.len() >= deepest || !self.enter(site.span) {
            return self.unknown_result(None, args);
        }
        let key = (library || self.steps - self.begun > REMEMBER_AFTER).then(|| self.call_key(callee, this, args));
        if let Some(known) = key.and_then(|key| self.calls.get(&key)) {
            let known = *known;
            self.leave();
            return known;
        }
        let this = own_this.unwrap_or(this);
        let result = self.run_function(FunctionRef { module, function: Some(function) }, scope, this, args, site);
        if let Some(key) = key {
            self.calls.insert(key, result);
        }
        self.leave();
        result
    }

    /// Calls that go deep without one of them coming back to itself leave something out.
    fn note_depth(&mut self, site: Spot) {
        let mut running: Vec<FunctionRef> =
            self.frames.iter().map(|frame| FunctionRef { module: frame.module, function: frame.function }).collect();
        let count = running.len();
        running.sort_unstable();
        running.dedup();
        let known = self.part.incomplete.iter().any(|incomplete| incomplete.spot == site);
        if running.len() == count && !known {
            self.part.incomplete.push(crate::analysis::Incomplete { spot: site, reason: "calls go too deep" });
        }
    }

    /// Two calls with the same key do the same.
    fn call_key(&self, callee: ObjId, this: Value, args: &[Arg]) -> u64 {
        let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
        callee.hash(&mut hasher);
        for value in core::iter::once(this).chain(args.iter().map(|arg| arg.value)) {
            value.form.hash(&mut hasher);
            for mark in self.values.marks(value.taint) {
                (mark.label, mark.mask).hash(&mut hasher);
            }
            if let Form::Object(object) = value.form {
                self.heap.get(object).map(|object| object.version).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    fn run_function(&mut self, here: FunctionRef, parent: ObjId, this: Value, args: &[Arg], site: Spot) -> Value {
        let Some(module) = self.program.module(here.module) else { return Value::UNKNOWN };
        let Some(function) = here.function.and_then(|function| module.tree.function(function)) else {
            return Value::UNKNOWN;
        };
        let kind = Kind::Scope { parent: Some(parent), module: here.module, function: here.function };
        let mark = self.heap.mark();
        let scope = self.heap.add(kind, None);
        let answer = self.records.take_answer(&self.frames, site);
        if answer.is_some()
            && let Some(frame) = self.frames.last_mut()
        {
            frame.answered = true;
        }
        let yielded = function.generator.then(|| self.heap.add(Kind::List, None));
        let class = self.class_of_method(parent, this, here);
        let empty = self.empty_frame(here.module, here.function, scope, this);
        self.frames.push(Frame { class, mark, answer, yielded, ..empty });
        self.note_reached(here);
        self.begin_checked();
        self.bind_parameters(here, args, site);
        let then = self.block(function.body);
        if then == Then::Next {
            self.leave_function(Value::NULL);
        }
        self.finish_function(site)
    }

    /// Joins the ways out of the function that is on top, and leaves it.
    fn finish_function(&mut self, site: Spot) -> Value {
        let Some(frame) = self.frames.pop() else { return Value::UNKNOWN };
        let returned = frame.returned;
        if frame.exits.is_empty() {
            // It never comes back: what it wrote matters to nobody but handlers, which have it.
            self.heap.undo(frame.mark);
            self.heap.release(frame.mark);
            return match frame.yielded {
                Some(list) => Value::object(list),
                None => Value::clean(Form::Object(self.never())),
            };
        }
        self.heap.undo(frame.mark);
        self.heap.release(frame.mark);
        self.heap.merge(&mut self.values, &frame.exits);
        self.hand_back(&frame);
        let value = match frame.yielded {
            Some(list) => Value::object(list),
            None => returned.unwrap_or(Value::NULL),
        };
        let value = self.translate_facts(&frame, value);
        Value::new(value.form, self.values.step(value.taint, site, StepKind::Return))
    }

    /// What the callee found out about its parameters holds for what the caller gave.
    fn hand_back(&mut self, frame: &Frame) {
        for given in &frame.given {
            let (Some(Target::Cell(object, key)), Some(now)) = (given.target, self.heap.read(frame.scope, given.key))
            else {
                continue;
            };
            let mask = self.gained(given.value, now);
            if mask != 0 {
                let known = alloc::vec![(Target::Cell(object, key), mask)];
                self.assume(Some(&known));
            }
        }
    }

    /// What a value became clean for, if it still is the same data.
    pub(super) fn gained(&self, before: Value, now: Value) -> u64 {
        if before.taint == CLEAN || before.form != now.form {
            return 0;
        }
        let (before, now) = (self.values.marks(before.taint), self.values.marks(now.taint));
        let same = before.iter().map(|mark| mark.label).eq(now.iter().map(|mark| mark.label));
        if !same {
            return 0;
        }
        before.iter().zip(now).fold(u64::MAX, |mask, (before, now)| mask & (now.mask & !before.mask))
    }

    /// Facts of a result speak of the callee's parameters; the caller has other names for them.
    fn translate_facts(&mut self, frame: &Frame, value: Value) -> Value {
        let Form::Test(fact) = value.form else { return value };
        let facts = self.values.facts(fact);
        let facts = Facts {
            yes: facts.yes.map(|known| translate(frame, known)),
            no: facts.no.map(|known| translate(frame, known)),
        };
        let form = self.values.fact(facts);
        Value::new(form, value.taint)
    }

    fn begin_checked(&mut self) {
        let checked: Vec<(Key, Value)> = self.heap.fields(crate::heap::CHECKED).to_vec();
        if let Some(frame) = self.frames.last_mut() {
            frame.checked = checked;
        }
    }

    /// What was found clean between the beginning of the function and here.
    pub(super) fn known_at_exit(&self) -> Cleaned {
        let Some(frame) = self.frames.last() else { return Vec::new() };
        let mut known: Cleaned = Vec::new();
        for (key, value) in self.heap.fields(crate::heap::CHECKED) {
            let before = frame.checked.iter().find(|(other, _)| other == key).map(|(_, value)| value.form);
            let before = if let Some(Form::Number(bits)) = before { bits } else { 0 };
            if let (Key::Index(label), Form::Number(now)) = (*key, value.form)
                && now & !before != 0
            {
                known.push((Target::Label(crate::value::LabelId(label)), now & !before));
            }
        }
        for given in &frame.given {
            if let Some(now) = self.heap.read(frame.scope, given.key) {
                let mask = self.gained(given.value, now);
                if mask != 0 {
                    known.push((Target::Cell(frame.scope, given.key), mask));
                }
            }
        }
        known
    }

    /// A returned truth value also says what was found out on the way to it.
    pub(super) fn with_known(&mut self, value: Value, known: &Cleaned) -> Value {
        let facts = match value.form {
            Form::Bool(true) => Facts { yes: Some(known.clone()), no: None },
            Form::Bool(false) | Form::Null => Facts { yes: None, no: Some(known.clone()) },
            Form::Test(fact) => {
                let facts = self.values.facts(fact);
                Facts {
                    yes: crate::value::all(facts.yes, Some(known.clone())),
                    no: crate::value::all(facts.no, Some(known.clone())),
                }
            }
            _ => return value,
        };
        match (&facts.yes, &facts.no) {
            (None, Some(no)) if no.is_empty() => value,
            (Some(yes), None) if yes.is_empty() => value,
            _ => Value::new(self.values.kept_fact(facts), value.taint),
        }
    }

    pub(super) fn note_given(&mut self, given: (Key, Value, Option<Target>)) {
        if let Some(frame) = self.frames.last_mut() {
            frame.given.push(Given { key: given.0, value: given.1, target: given.2 });
        }
    }

    fn bind_parameters(&mut self, here: FunctionRef, args: &[Arg], site: Spot) {
        let Some(module) = self.program.module(here.module) else { return };
        let tree = &module.tree;
        let Some(function) = here.function.and_then(|function| tree.function(function)) else { return };
        let mut positional = args.iter().filter(|arg| arg.keyword.is_none()).copied();
        let many = args.iter().find(|arg| arg.many).copied();
        let parameters = tree.list(function.parameters);
        let names: Vec<Option<crate::strings::Sym>> = parameters
            .iter()
            .map(|parameter| match tree.pattern(parameter.pattern).kind {
                PatternKind::Name(name) => Some(module.sym(name)),
                _ => None,
            })
            .collect();
        if self.language() == buckler_syntax::tree::Language::JavaScript {
            self.bind_arguments(args);
        }
        for (parameter, name) in parameters.iter().zip(&names) {
            let keyword = name.and_then(|name| args.iter().find(|arg| arg.keyword == Some(name)).copied());
            let arg = match parameter.kind {
                ParameterKind::Normal => keyword.or_else(|| positional.next()).or(many),
                ParameterKind::Keyword => keyword,
                ParameterKind::Rest => {
                    let rest: Vec<Value> = positional.by_ref().map(|arg| arg.value).collect();
                    let list = self.new_list(&rest);
                    if let (Some(many), Form::Object(id)) = (many, list.form) {
                        self.heap.remove(id, Key::Length);
                        self.heap.add_to(&mut self.values, id, Key::Rest, many.value);
                    }
                    self.bind(parameter.pattern, list, Binding::Let);
                    continue;
                }
                ParameterKind::KeywordRest => {
                    let value = self.further_keywords(args, &names);
                    self.bind(parameter.pattern, value, Binding::Let);
                    continue;
                }
            };
            let value = match (arg, parameter.default) {
                (Some(arg), Some(default)) if arg.value.form == Form::Null && !self.python() => self.eval(default),
                (Some(arg), _) => {
                    let value = self.found_clean(arg.value);
                    let taint = self.values.step(
                        value.taint,
                        if arg.spot.span.end == 0 { site } else { arg.spot },
                        StepKind::Pass,
                    );
                    Value::new(value.form, taint)
                }
                (None, Some(default)) => self.eval(default),
                (None, None) if self.python() => Value::UNKNOWN,
                (None, None) => Value::NULL,
            };
            self.bind(parameter.pattern, value, Binding::Let);
            if let (Some(arg), Some(name)) = (arg, *name)
                && value.taint != CLEAN
                && let Some(scope) = self.frame().map(|frame| frame.scope)
                && let Some(bound) = self.heap.read(scope, Key::Name(name))
            {
                self.note_given((Key::Name(name), bound, arg.target));
            }
        }
    }

    /// `arguments` of JavaScript.
    fn bind_arguments(&mut self, args: &[Arg]) {
        if args.iter().all(|arg| arg.value.taint == CLEAN && !matches!(arg.value.form, Form::Object(_))) {
            return;
        }
        let Some(name) = self.program.strings.find("arguments") else { return };
        let uses = self.module().is_some_and(|module| module.syms.contains(&name));
        if !uses {
            return;
        }
        let items: Vec<Value> = args.iter().map(|arg| arg.value).collect();
        let list = self.new_list(&items);
        if let Some(scope) = self.frame().map(|frame| frame.scope) {
            self.heap.write(scope, Key::Name(name), list);
        }
    }

    fn further_keywords(&mut self, args: &[Arg], names: &[Option<crate::strings::Sym>]) -> Value {
        let object = self.heap.add(Kind::Plain, None);
        for arg in args {
            match arg.keyword {
                Some(keyword) if !names.contains(&Some(keyword)) => {
                    self.heap.write(object, Key::Name(keyword), arg.value);
                }
                _ => {}
            }
            if arg.many && arg.keyword.is_none() && arg.value.taint != CLEAN {
                self.heap.add_to(&mut self.values, object, Key::Rest, arg.value);
            }
        }
        Value::object(object)
    }

    /// Runs the top level of a module.
    pub(super) fn run_top(&mut self, module: ModuleId, scope: ObjId, this: Value) {
        let Some(tree) = self.program.module(module).map(|module| &module.tree) else { return };
        let mark = self.heap.mark();
        let frame = Frame { mark, ..self.empty_frame(module, None, scope, this) };
        self.frames.push(frame);
        if tree.language() == buckler_syntax::tree::Language::JavaScript {
            self.hoist(tree.list(tree.body()));
        }
        // A statement that never comes back ends a script; what follows may still be used by others.
        for statement in tree.list(tree.body()) {
            let list = core::slice::from_ref(statement);
            self.run_statements(list);
        }
        self.heap.release(mark);
        self.frames.pop();
    }
}

/// The hash of Fowler, Noll and Vo, which is the same in every run.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn translate(frame: &Frame, known: Cleaned) -> Cleaned {
    let known = known.into_iter().filter_map(|(target, mask)| match target {
        Target::Label(_) => Some((target, mask)),
        Target::Cell(object, key) if object == frame.scope => {
            let given = frame.given.iter().find(|given| given.key == key)?;
            Some((given.target?, mask))
        }
        Target::Cell(..) => Some((target, mask)),
    });
    known.collect()
}
