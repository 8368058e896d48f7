//! Calls of packages: sinks, sources, sanitizers and the rest of what the catalog says.

use super::compare::ALL;
use super::places::Found;
use super::{Arg, Machine, Site};
use crate::analysis::FunctionRef;
use crate::catalog::{
    Answer, Base, Callback, Given, Kind as Class, Package, Place, Propagator, Shape, Sink, Source, Validator,
};
use crate::heap::{Key, Kind};
use crate::paths::Segment;
use crate::regex;
use crate::strings::Sym;
use crate::value::{CLEAN, Form, Mark, PathId, Root, TaintId, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprId, Span};

/// Everything the catalog says about one path.
#[derive(Default)]
struct Said {
    sinks: Vec<&'static Sink>,
    sources: Vec<&'static Source>,
    propagators: Vec<&'static Propagator>,
    sanitizers: Vec<&'static crate::catalog::Sanitizer>,
    validators: Vec<&'static Validator>,
    stores: Vec<&'static crate::catalog::Store>,
    routes: Vec<(&'static crate::catalog::Route, &'static Package)>,
    said: bool,
}

impl Machine<'_> {
    fn said(&self, path: PathId) -> Said {
        let mut said = Said::default();
        for known in self.paths.known(&self.program.catalog, path) {
            said.sinks.extend(&known.sinks);
            said.sources.extend(&known.sources);
            said.propagators.extend(&known.propagators);
            said.sanitizers.extend(&known.sanitizers);
            said.validators.extend(&known.validators);
            said.stores.extend(&known.stores);
            said.routes.extend(&known.routes);
            said.said |= known.said;
        }
        said
    }

    /// Calls something of a package.
    pub(super) fn call_path(
        &mut self,
        path: PathId,
        receiver: Option<Value>,
        taint: TaintId,
        args: &[Arg],
        site: Site,
    ) -> Value {
        let said = self.said(path);
        let text = self.paths.text(path).to_string();
        if said.said {
            self.note_call(&text, receiver, args, site);
        }
        for sink in &said.sinks {
            self.check_sink(sink, &text, args, receiver, site);
        }
        if self.paths.get(path).is_some_and(|path| path.global)
            && let Some(value) = self.global_call(&text, args, site)
        {
            return self.cleaned_by(&said, args, receiver, site, value);
        }
        if let Some(value) = self.library_call(&text, args, site) {
            return self.cleaned_by(&said, args, receiver, site, value);
        }
        let routed = self.register_routes(&said.routes, args);
        if let Some(function) = self.wrapped(&said.routes, args) {
            return function;
        }
        let result = self.path_result(path, receiver, taint, args, &said, routed);
        let result = self.store_call(&said.stores, path, args, receiver, result, site);
        if let Some(value) = self.validate(&said.validators, args, receiver) {
            let taint = self.union(args, receiver);
            return Value::new(value.form, taint);
        }
        if let Some(value) = self.source_call(&said.sources, path, args, site) {
            return value;
        }
        let result = self.propagate(&said.propagators, args, receiver, site, result);
        self.cleaned_by(&said, args, receiver, site, result)
    }

    /// Classes that an attribute is clean for.
    pub(super) fn cleaned_attribute(&self, path: PathId) -> u64 {
        let whole = |sanitizer: &&crate::catalog::Sanitizer| sanitizer.at.base == crate::catalog::Base::Receiver;
        self.said(path).sanitizers.iter().copied().filter(whole).fold(0, |clean, sanitizer| clean | sanitizer.clean)
    }

    fn union(&mut self, args: &[Arg], receiver: Option<Value>) -> TaintId {
        let mut taint = receiver.map_or(CLEAN, |receiver| receiver.taint);
        for arg in args {
            let inner = self.deep_taint(arg.value);
            taint = self.values.join_taints(taint, inner);
        }
        taint
    }

    /// What a call gives when nothing special is said about its result.
    fn path_result(
        &mut self,
        path: PathId,
        receiver: Option<Value>,
        taint: TaintId,
        args: &[Arg],
        said: &Said,
        routed: bool,
    ) -> Value {
        let constant = self.call_constant(args);
        let segment = constant.map_or(Segment::Call, Segment::CallWith);
        let child = self.path_step(path, segment);
        let form = child.map_or(Form::Unknown, Form::External);
        // What a query, file or request brings back is not what was asked with.
        let fetches = said.sinks.iter().any(|sink| fetches(sink.kind)) || !said.stores.is_empty();
        let in_taint = if fetches {
            CLEAN
        } else {
            let union = self.union(args, receiver);
            self.values.join_taints(taint, union)
        };
        let handled = routed || said.propagators.iter().any(|propagator| !propagator.calls.is_empty());
        if !handled {
            self.call_back_with(args, in_taint, child);
        }
        if let Some(child) = child {
            self.keep_options(child, args);
        }
        Value::new(form, in_taint)
    }

    /// Functions given to a package are called with what the call brings.
    fn call_back_with(&mut self, args: &[Arg], taint: TaintId, child: Option<PathId>) {
        let outcome = child.and_then(|child| self.path_step(child, Segment::Item));
        let value = Value::new(outcome.map_or(Form::Unknown, Form::External), taint);
        let functions: Vec<Arg> = args.iter().filter(|arg| self.is_function(arg.value)).copied().collect();
        for function in functions {
            let parameters = self.parameter_names(function.value);
            let error_first = parameters
                .first()
                .is_some_and(|name| ["err", "error", "e", "er"].contains(&name.as_str()) || name.starts_with('_'));
            let error = self.error_value();
            let given = if error_first { [error, value, value, value] } else { [value; 4] };
            self.aside(|machine| {
                machine.invoke(function.value, &given, function.spot);
            });
        }
    }

    pub(super) fn parameter_names(&self, function: Value) -> Vec<String> {
        let Some(FunctionRef { module, function: Some(function) }) = self.function_ref(function) else {
            return Vec::new();
        };
        let Some(module) = self.program.module(module) else { return Vec::new() };
        let Some(function) = module.tree.function(function) else { return Vec::new() };
        let names = module.tree.list(function.parameters).iter().map(|parameter| {
            match module.tree.pattern(parameter.pattern).kind {
                buckler_syntax::tree::PatternKind::Name(name) => module.tree.text(name).to_string(),
                _ => String::new(),
            }
        });
        names.collect()
    }

    /// The constant that tells apart what a call makes: a first argument or keyword of a service's name, say.
    fn call_constant(&mut self, args: &[Arg]) -> Option<Sym> {
        let first = args.first()?;
        match first.value.form {
            Form::Text(text) if !self.text(text).contains('\0') && self.text(text).len() <= 160 => Some(text),
            Form::External(path) => {
                // A variable of the environment, or an object of another package.
                let text = self.paths.text(path).to_string();
                (text.len() <= 64).then(|| self.intern(&text))
            }
            _ => None,
        }
    }

    /// What an object of a package was made with can be read from it again.
    fn keep_options(&mut self, child: PathId, args: &[Arg]) {
        if let Some(Form::Object(options)) = args.first().map(|arg| arg.value.form)
            && args.len() == 1
            && self.heap.kind(options) == Kind::Plain
        {
            let name = self.intern("input");
            self.remember(child, Key::Name(name), Value::object(options));
        }
    }

    /// Records dangerous data at a sink.
    pub(super) fn check_sink(
        &mut self,
        sink: &'static Sink,
        path: &str,
        args: &[Arg],
        receiver: Option<Value>,
        site: Site,
    ) {
        if !self.all_hold(sink.when, args, receiver) {
            return;
        }
        for place in sink.at {
            for found in self.at(place, args, receiver, site.spot) {
                let spot = if place.base == Base::Receiver { site.spot } else { found.spot };
                self.check_found(sink, path, Found { value: found.value, spot }, site);
            }
        }
    }

    fn check_found(&mut self, sink: &'static Sink, path: &str, found: Found, site: Site) {
        // A function or a plain object is no text; an entry of it would be asked for by itself.
        if let Form::Object(object) = found.value.form
            && matches!(self.heap.kind(object), Kind::Function { .. } | Kind::Bound { .. } | Kind::Class { .. })
        {
            return;
        }
        // Something that is read like a file has no path.
        if let (Form::External(path), Class::Path) = (found.value.form, sink.kind)
            && ["BytesIO(", "StringIO("].iter().any(|made| self.paths.text(path).contains(made))
        {
            return;
        }
        let marks = self.dangerous(found.value.taint, sink.kind, sink.from);
        if !marks.is_empty() {
            let text = self.shown_text(found.value);
            self.note_hit(super::record::Reached {
                kind: sink.kind,
                sink: Some(sink),
                path,
                site,
                argument: found.spot,
                text,
                marks: &marks,
            });
        }
    }

    /// The marks that are dangerous for a class.
    pub(super) fn dangerous(&self, taint: TaintId, kind: Class, from: &[crate::catalog::Origin]) -> Vec<Mark> {
        let marks = self.values.marks(taint).iter().copied();
        marks
            .filter(|mark| {
                let origin = self.values.label(mark.label).map(|label| label.origin);
                let mask = mark.mask | self.checked(mark.label);
                let own_page = crate::properties::BEGINS_WITH_SLASH | crate::properties::NO_DOUBLE_SLASH;
                let stays = kind == Class::Redirect && mask & own_page == own_page;
                origin.is_some_and(|origin| from.contains(&origin)) && mask & kind.bit() == 0 && !stays
            })
            .collect()
    }

    /// The constant parts of text.
    pub(super) fn shown_text(&self, value: Value) -> Option<String> {
        match value.form {
            Form::Text(text) => Some(self.text(text).to_string()),
            Form::Either(either) => self.values.forms(either).iter().find_map(|form| match form {
                Form::Text(text) => Some(self.text(*text).to_string()),
                _ => None,
            }),
            _ => None,
        }
    }

    /// Sanitizers: what comes out is clean for some classes.
    fn cleaned_by(&mut self, said: &Said, args: &[Arg], receiver: Option<Value>, site: Site, value: Value) -> Value {
        let mut value = value;
        for sanitizer in &said.sanitizers {
            if !self.all_hold(sanitizer.when, args, receiver) {
                continue;
            }
            let inputs = self.at(&sanitizer.at, args, receiver, site.spot);
            let mut taint = CLEAN;
            for input in inputs {
                let inner = self.deep_taint(input.value);
                taint = self.values.join_taints(taint, inner);
            }
            taint = self.values.clean(taint, sanitizer.clean);
            let keeps_text = matches!(value.form, Form::Text(_));
            let form = if keeps_text { value.form } else { Form::Unknown };
            let form = match (form, sanitizer.clean == u64::MAX) {
                (Form::Unknown, true) => match value.form {
                    Form::External(path) => Form::External(path),
                    _ => Form::Unknown,
                },
                (form, _) => form,
            };
            value = Value::new(form, taint);
        }
        value
    }

    /// A check whose answer says that an argument is clean.
    fn validate(&mut self, validators: &[&'static Validator], args: &[Arg], receiver: Option<Value>) -> Option<Value> {
        let mut answer = None;
        for validator in validators {
            let target = self.target_at(&validator.at, args);
            let mask = match &validator.pattern {
                None => validator.clean,
                Some(place) => {
                    let spot = self.spot(Span::new(0, 0));
                    let pattern = self.at(place, args, receiver, spot).into_iter().next();
                    let pattern = pattern.and_then(|found| self.pattern_text(found.value));
                    pattern.map_or(0, |pattern| regex::clean_for(&pattern, validator.whole))
                }
            };
            let mask = mask & ALL;
            match validator.answer {
                Answer::Returns => {
                    if let Some(target) = target {
                        self.assume(Some(&alloc::vec![(target, mask)]));
                    }
                }
                Answer::True => answer = Some(self.facts_about(target, mask, true)),
                Answer::False => answer = Some(self.facts_about(target, mask, false)),
            }
        }
        answer
    }

    /// The text of a regular expression, compiled or not.
    pub(super) fn pattern_text(&self, value: Value) -> Option<String> {
        match value.form {
            Form::Regex(text, _) | Form::Text(text) => Some(self.text(text).to_string()),
            Form::External(path) => {
                let path = self.paths.get(path)?;
                path.constant.map(|constant| self.text(constant).to_string())
            }
            _ => None,
        }
    }

    fn target_at(&self, place: &Place, args: &[Arg]) -> Option<crate::value::Target> {
        match place.base {
            Base::Receiver => self.records.receiver,
            Base::Position(index) | Base::Named(index, _) => {
                args.iter().filter(|arg| arg.keyword.is_none()).nth(index as usize)?.target
            }
            Base::Keyword(name) => {
                args.iter().find(|arg| arg.keyword.is_some_and(|keyword| self.text(keyword) == name))?.target
            }
            _ => None,
        }
    }

    /// What a package's own call lets through.
    fn propagate(
        &mut self,
        propagators: &[&'static Propagator],
        args: &[Arg],
        receiver: Option<Value>,
        site: Site,
        result: Value,
    ) -> Value {
        let mut result = result;
        for propagator in propagators {
            result = self.propagate_one(propagator, args, receiver, site, result);
        }
        result
    }

    fn propagate_one(
        &mut self,
        propagator: &'static Propagator,
        args: &[Arg],
        receiver: Option<Value>,
        site: Site,
        result: Value,
    ) -> Value {
        let mut taint = CLEAN;
        let mut first = None;
        for place in propagator.from {
            for found in self.at(place, args, receiver, site.spot) {
                let inner = self.deep_taint(found.value);
                taint = self.values.join_taints(taint, inner);
                first = first.or(Some(found.value));
            }
        }
        let external = match result.form {
            Form::External(path) => Form::External(path),
            _ => Form::Unknown,
        };
        let mut value = match propagator.shape {
            Shape::Same => first.unwrap_or(result),
            Shape::Decoded => first.map_or(result, |value| self.decoded(value)),
            Shape::Made => Value::new(external, taint),
            Shape::List => self.list_of(Value::unknown(taint)),
            Shape::Nothing => Value::clean(external),
        };
        if propagator.shape == Shape::Made {
            value = Value::new(value.form, self.values.step(value.taint, site.spot, crate::analysis::StepKind::Call));
        }
        for callback in propagator.calls {
            let returned = self.callback(callback, args, receiver, site, result);
            if callback.result {
                value = returned;
            }
        }
        match propagator.to.base {
            Base::Result => value,
            Base::Receiver => {
                self.write_into(receiver, value);
                result
            }
            _ => {
                for found in self.at(&propagator.to, args, receiver, site.spot) {
                    self.write_into(Some(found.value), value);
                }
                result
            }
        }
    }

    fn write_into(&mut self, holder: Option<Value>, value: Value) {
        match holder.map(|holder| holder.form) {
            Some(Form::Object(object)) => self.heap.add_to(&mut self.values, object, Key::Rest, value),
            Some(Form::External(path)) => self.remember(path, Key::Rest, value),
            _ => {}
        }
    }

    /// The same data, decoded: entries are told apart by the names they are read by.
    pub(super) fn decoded(&mut self, value: Value) -> Value {
        let text_only = Class::NoSql.bit() | Class::Prototype.bit();
        let form = match value.form {
            Form::Symbol => Form::Symbol,
            Form::Object(_) => {
                let taint = self.deep_taint(value);
                return Value::unknown(taint);
            }
            Form::Either(_) => Form::Symbol,
            _ if value.taint == CLEAN => Form::Unknown,
            _ => Form::Symbol,
        };
        let taint =
            self.values.map_taint(value.taint, &mut |_, mark| Some(Mark { mask: mark.mask & !text_only, ..mark }));
        Value::new(form, taint)
    }

    fn callback(
        &mut self,
        callback: &Callback,
        args: &[Arg],
        receiver: Option<Value>,
        site: Site,
        result: Value,
    ) -> Value {
        let functions = self.at(&callback.function, args, receiver, site.spot);
        let given: Vec<Value> =
            callback.with.iter().map(|given| self.given_value(given, args, receiver, site, result)).collect();
        let mut joined = None;
        for function in functions {
            let mut returned = Value::UNKNOWN;
            self.aside(|machine| returned = machine.invoke(function.value, &given, site.spot));
            joined = Some(match joined {
                Some(before) => self.values.join(before, returned),
                None => returned,
            });
        }
        joined.unwrap_or(Value::UNKNOWN)
    }

    fn given_value(
        &mut self,
        given: &Given,
        args: &[Arg],
        receiver: Option<Value>,
        site: Site,
        result: Value,
    ) -> Value {
        match given {
            Given::Unknown | Given::Object(_) => Value::UNKNOWN,
            Given::Place(place) => {
                let found = self.at(place, args, receiver, site.spot);
                found.first().map_or(Value::UNKNOWN, |found| found.value)
            }
            Given::Outcome => result,
            Given::Input(name) => self.input(name, site.spot),
        }
    }

    /// Data that somebody outside decides.
    pub(super) fn input(&mut self, name: &str, spot: crate::analysis::Spot) -> Value {
        let name = if name.is_empty() { "input" } else { name };
        let key = alloc::format!("input:{name}:{}:{}", spot.module.0, spot.span.start);
        let label = self.values.root_label(&key, || Root {
            name: name.to_string(),
            origin: crate::catalog::Origin::Input,
            source: None,
            events: Vec::new(),
            clean: 0,
        });
        Value::new(Form::Symbol, self.values.source(label, spot))
    }

    /// Data that an attribute or call of a package gives.
    pub(super) fn source_at(&mut self, path: PathId, span: Span, call: bool) -> Option<Value> {
        let known = self.paths.known(&self.program.catalog, path);
        let sources: Vec<&'static Source> = known.flat_map(|known| known.sources.iter().copied()).collect();
        let source = sources.first()?;
        if call {
            return None;
        }
        let spot = self.spot(span);
        Some(self.source_value(source, path, spot))
    }

    fn source_call(&mut self, sources: &[&'static Source], path: PathId, args: &[Arg], site: Site) -> Option<Value> {
        let source = sources.first()?;
        let value = self.source_value(source, path, site.spot);
        // A call with a constant name reads that entry.
        match args.first().map(|arg| arg.value.form) {
            Some(Form::Text(name))
                if !self.text(name).contains('\0') && source.origin == crate::catalog::Origin::Input =>
            {
                Some(self.symbol_entry(value.taint, name))
            }
            _ => Some(value),
        }
    }

    fn source_value(&mut self, source: &'static Source, path: PathId, spot: crate::analysis::Spot) -> Value {
        let shown = self.paths.text(path).to_string();
        let name = if source.name.is_empty() { short(&shown) } else { source.name.to_string() };
        let key = alloc::format!("source:{name}:{}", source.origin.name());
        let label = self.values.root_label(&key, || Root {
            name,
            origin: source.origin,
            source: Some(source),
            events: Vec::new(),
            clean: source.clean,
        });
        Value::new(Form::Symbol, self.values.source(label, spot))
    }

    /// A method of a name on something unknown.
    pub(super) fn star_call(&mut self, receiver: Value, name: Sym, args: &[Arg], site: Site) -> Option<Value> {
        let program = self.program;
        let known = program.catalog.star(self.language(), &[Segment::Member(name)])?;
        if !known.said {
            return None;
        }
        let path = alloc::format!("*.{}", self.text(name));
        self.note_call(&path, Some(receiver), args, site);
        for sink in &known.sinks {
            self.check_sink(sink, &path, args, Some(receiver), site);
        }
        if let Some(value) = self.validate(&known.validators.clone(), args, Some(receiver)) {
            return Some(value);
        }
        if let Some(sanitizer) = known.sanitizers.first() {
            let mut taint = self.union(args, Some(receiver));
            taint = self.values.clean(taint, sanitizer.clean);
            return Some(Value::unknown(taint));
        }
        let fetched =
            known.sinks.iter().any(|sink| fetches(sink.kind) && self.all_hold(sink.when, args, Some(receiver)));
        if fetched {
            self.call_back(args, CLEAN);
            return Some(Value::UNKNOWN);
        }
        None
    }

    /// An assignment to an attribute or entry of something of a package.
    pub(super) fn assign_external(&mut self, path: PathId, name: Option<Sym>, key: Value, value: Value, expr: ExprId) {
        let mut steps = Vec::new();
        steps.extend(name.and_then(|name| self.path_step(path, Segment::Member(name))));
        steps.extend(self.path_step(path, Segment::Item));
        let spot = self.span_of(expr);
        let site = Site { expr, spot, callee: spot, dropped: true, awaited: false };
        let key = match name {
            Some(name) if key.form == Form::Null => Value::clean(Form::Text(name)),
            _ => key,
        };
        let args = [self.plain_arg(value, spot), self.plain_arg(key, spot)];
        for step in steps {
            let Some(assigned) = self.path_step(step, Segment::Assign) else { continue };
            let said = self.said(assigned);
            if !said.said {
                continue;
            }
            let text = self.paths.text(assigned).to_string();
            self.note_call(&text, None, &args, site);
            for sink in &said.sinks {
                self.check_sink(sink, &text, &args, None, site);
            }
        }
        if let Some(name) = name {
            self.assign_unknown(name, value, expr);
        }
    }

    /// An assignment to an attribute of this name, of whatever.
    pub(super) fn assign_unknown(&mut self, name: Sym, value: Value, expr: ExprId) {
        let program = self.program;
        let way = [Segment::Member(name), Segment::Assign];
        let Some(known) = program.catalog.star(self.language(), &way).filter(|known| known.said) else { return };
        let spot = self.span_of(expr);
        let site = Site { expr, spot, callee: spot, dropped: true, awaited: false };
        let args = [self.plain_arg(value, spot)];
        let path = alloc::format!("*.{}=", self.text(name));
        self.note_call(&path, None, &args, site);
        for sink in &known.sinks {
            self.check_sink(sink, &path, &args, None, site);
        }
    }
}

/// Whether what a sink of a class gives back is something else than what it was given.
const fn fetches(kind: Class) -> bool {
    matches!(
        kind,
        Class::Sql
            | Class::NoSql
            | Class::Command
            | Class::Argument
            | Class::Path
            | Class::Url
            | Class::Ldap
            | Class::XPath
            | Class::Redirect
            | Class::Log
            | Class::Key
            | Class::Put
            | Class::Resource
            | Class::Message
    )
}

/// The end of a path that people know: `flask.request.args` is `request.args`.
fn short(path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let from = parts.len().saturating_sub(2);
    let shown = parts.get(from..).unwrap_or_default().join(".").replace("()", "");
    // `Request.query` is somebody's `request.query`.
    let mut letters = shown.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => shown,
    }
}
