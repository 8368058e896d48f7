//! Reading and writing members, items and entries.

use super::Machine;
use crate::heap::{Key, Kind};
use crate::paths::Segment;
use crate::strings::Sym;
use crate::value::{Form, LabelId, Mark, ObjId, PathId, TaintId, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprId, MemberKind, Span};

/// Base classes looked through for a member.
const MOST_BASES: usize = 12;
/// Levels of objects looked into for what is inside a value.
const DEEPEST_LOOK: u32 = 24;

impl Machine<'_> {
    /// Does something with each thing that a value may be, and joins the answers.
    pub(super) fn each_form(&mut self, value: Value, mut ask: impl FnMut(&mut Self, Value) -> Value) -> Value {
        let Form::Either(either) = value.form else { return ask(self, value) };
        let forms: Vec<Form> = self.values.forms(either).to_vec();
        let mut joined: Option<Value> = None;
        for form in forms {
            // What is nothing has no members: another form is meant.
            if form == Form::Null {
                continue;
            }
            let answer = ask(self, Value::new(form, value.taint));
            joined = Some(match joined {
                Some(before) => self.values.join(before, answer),
                None => answer,
            });
        }
        joined.unwrap_or(Value::unknown(value.taint))
    }

    /// The key that a value stands for.
    pub(super) fn key_of(&mut self, index: Value) -> Option<Key> {
        match index.form {
            Form::Number(bits) => {
                let number = f64::from_bits(bits);
                let whole = (0.0..1e6).contains(&number) && number % 1.0 == 0.0;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
                whole.then_some(Key::Index(number as u32))
            }
            Form::Text(text) if !self.text(text).contains('\0') => match self.text(text).parse::<u32>() {
                Ok(number) if !self.python() && number < 1_000_000 => Some(Key::Index(number)),
                _ => Some(Key::Name(text)),
            },
            Form::Bool(value) => Some(Key::Index(u32::from(value))),
            _ => None,
        }
    }

    /// `value.name`.
    pub(super) fn member_value(&mut self, value: Value, name: Sym, span: Span) -> Value {
        self.each_form(value, |machine, value| machine.member_of(value, name, span))
    }

    fn member_of(&mut self, value: Value, name: Sym, span: Span) -> Value {
        match value.form {
            Form::Object(object) => self.object_member(object, name, value.taint, span),
            Form::External(path) => self.external_member(path, name, value.taint, span),
            Form::Symbol => self.symbol_entry(value.taint, name),
            Form::Text(text) if self.text(name) == "length" => self.text_length(text),
            Form::Null => Value::UNKNOWN,
            Form::Unknown | Form::Text(_) if self.text(name) == "length" => {
                Value::new(Form::AnyNumber, self.values.clean(value.taint, u64::MAX))
            }
            _ => Value::unknown(value.taint),
        }
    }

    fn text_length(&self, text: Sym) -> Value {
        let known = self.text(text);
        if known.contains('\0') {
            return Value::clean(Form::AnyNumber);
        }
        Value::number(f64::from(u32::try_from(known.chars().count()).unwrap_or(u32::MAX)))
    }

    /// An entry of an object, its class, or what it stands for.
    pub(super) fn object_member(&mut self, object: ObjId, name: Sym, taint: TaintId, span: Span) -> Value {
        if let Some(value) = self.own_member(object, name, span) {
            return self.with_taint_of_holder(value, taint);
        }
        match self.heap.kind(object) {
            Kind::Instance { class } => {
                let this = Value::new(Form::Object(object), taint);
                if self.text(name) == "__dict__" {
                    let entries = self.heap.add(Kind::Plain, None);
                    self.take_over(entries, this);
                    return Value::object(entries);
                }
                if let Some(value) = self.class_member(class, name, this, span) {
                    return value;
                }
                self.missing_member(object, name, taint)
            }
            Kind::Class { .. } => {
                let this = Value::object(object);
                match self.class_member(object, name, this, span) {
                    Some(value) => value,
                    None => self.missing_member(object, name, taint),
                }
            }
            Kind::Parent { class, this } => self.parent_member(class, name, this, span).unwrap_or(Value::UNKNOWN),
            Kind::Exports(module) => self.export_of(module, name).unwrap_or(Value::UNKNOWN),
            Kind::Scope { module, .. } => self.module_member(module, name).unwrap_or(Value::UNKNOWN),
            Kind::Function { .. } if name == self.constants.prototype => {
                let prototype = Value::object(self.heap.add(Kind::Plain, None));
                self.heap.write(object, Key::Name(name), prototype);
                prototype
            }
            Kind::Schema(_) if self.text(name) == "shape" => {
                self.heap.read(object, super::schemas::INNER).unwrap_or(Value::UNKNOWN)
            }
            Kind::List if self.text(name) == "length" => self.length_of(Value::object(object)),
            _ => self.missing_member(object, name, taint),
        }
    }

    fn own_member(&mut self, object: ObjId, name: Sym, span: Span) -> Option<Value> {
        let value = self.heap.read(object, Key::Name(name))?;
        let Kind::Bound { function, this } = self.bound(value)? else { return Some(value) };
        // A getter of an object literal.
        if this.form == Form::Null && function.form != Form::Null {
            let spot = self.spot(span);
            return Some(self.call_method_of(function, Value::object(object), &[], spot));
        }
        Some(value)
    }

    fn bound(&self, value: Value) -> Option<Kind> {
        match value.form {
            Form::Object(id) => Some(self.heap.kind(id)),
            _ => Some(Kind::Plain),
        }
    }

    fn missing_member(&mut self, object: ObjId, name: Sym, taint: TaintId) -> Value {
        if let Some(rest) = self.heap.read(object, Key::Rest) {
            return self.with_taint_of_holder(rest, taint);
        }
        if taint != crate::value::CLEAN {
            return self.symbol_entry(taint, name);
        }
        match self.heap.kind(object) {
            Kind::Plain if !self.python() => Value::NULL,
            _ => Value::UNKNOWN,
        }
    }

    /// What an object brings is in its entries too.
    fn with_taint_of_holder(&mut self, value: Value, taint: TaintId) -> Value {
        if taint == crate::value::CLEAN {
            value
        } else {
            Value::new(value.form, self.values.join_taints(value.taint, taint))
        }
    }

    /// Classes and external things that a class extends, nearest first, itself included.
    pub(super) fn lineage(&self, class: ObjId) -> (Vec<ObjId>, Vec<PathId>) {
        let mut classes = alloc::vec![class];
        let mut externals = Vec::new();
        let mut place = 0;
        while let Some(class) = classes.get(place).copied() {
            for (key, value) in self.heap.fields(class) {
                let Key::Index(_) = key else { continue };
                match value.form {
                    Form::Object(base) if !classes.contains(&base) && classes.len() < MOST_BASES => classes.push(base),
                    Form::External(path) => externals.push(path),
                    _ => {}
                }
            }
            place += 1;
        }
        (classes, externals)
    }

    /// A member that a class or one it extends gives its instances.
    pub(super) fn class_member(&mut self, class: ObjId, name: Sym, this: Value, span: Span) -> Option<Value> {
        let (classes, externals) = self.lineage(class);
        self.member_in(&classes, &externals, name, this, span)
    }

    fn parent_member(&mut self, class: ObjId, name: Sym, this: Value, span: Span) -> Option<Value> {
        let (classes, externals) = self.lineage(class);
        self.member_in(classes.get(1..).unwrap_or_default(), &externals, name, this, span)
    }

    fn member_in(
        &mut self,
        classes: &[ObjId],
        externals: &[PathId],
        name: Sym,
        this: Value,
        span: Span,
    ) -> Option<Value> {
        for class in classes {
            if let Some(value) = self.heap.read(*class, Key::Name(name)) {
                return Some(self.bind_this(value, this));
            }
            // A constructor function of the old kind has its methods on its prototype.
            if let Some(Form::Object(prototype)) =
                self.heap.read(*class, Key::Name(self.constants.prototype)).map(|value| value.form)
                && let Some(value) = self.heap.read(prototype, Key::Name(name))
            {
                return Some(self.bind_this(value, this));
            }
            if let Some((function, kind)) = self.class_function(*class, name) {
                let value = self.method_value(*class, function);
                return Some(match kind {
                    MemberKind::Getter(_) => {
                        let spot = self.spot(span);
                        self.call_method_of(value, this, &[], spot)
                    }
                    _ => self.bind_this(value, this),
                });
            }
        }
        let external = externals.first()?;
        let instance = self.path_step(*external, Segment::Call)?;
        Some(self.external_member(instance, name, this.taint, span))
    }

    /// A function that is called on something.
    pub(super) fn bind_this(&mut self, value: Value, this: Value) -> Value {
        match value.form {
            Form::Object(object) if matches!(self.heap.kind(object), Kind::Function { .. }) => {
                let bound = self.heap.add(Kind::Bound { function: value, this }, None);
                Value::object(bound)
            }
            _ => value,
        }
    }

    pub(super) fn path_step(&mut self, path: PathId, segment: Segment) -> Option<PathId> {
        let (program, strings) = (self.program, &self.strings);
        let text = |sym: Sym| Self::owned(program, strings, sym);
        self.paths.step(&program.catalog, path, segment, &text)
    }

    /// A member of something of a package.
    pub(super) fn external_member(&mut self, path: PathId, name: Sym, taint: TaintId, span: Span) -> Value {
        if let Some(value) = self.remembered(path, Key::Name(name)) {
            return value;
        }
        let Some(child) = self.path_step(path, Segment::Member(name)) else { return Value::unknown(taint) };
        if let Some(value) = self.source_at(child, span, false) {
            return value;
        }
        // An attribute may be clean by itself, as the last part of a path is.
        let cleaned = self.cleaned_attribute(child);
        let taint = if cleaned == 0 { taint } else { self.values.clean(taint, cleaned) };
        Value::new(Form::External(child), taint)
    }

    pub(super) fn remembered(&self, path: PathId, key: Key) -> Option<Value> {
        let object = self.remembered_objects.get(&path)?;
        self.heap.read(*object, key)
    }

    pub(super) fn remember(&mut self, path: PathId, key: Key, value: Value) {
        let object = match self.remembered_objects.get(&path) {
            Some(object) => *object,
            None => {
                let object = self.heap.add(Kind::Memory(path), None);
                self.heap.share(object);
                self.remembered_objects.insert(path, object);
                object
            }
        };
        self.heap.put(&mut self.values, object, key, value);
    }

    /// An entry of data whose parts are told apart.
    pub(super) fn symbol_entry(&mut self, taint: TaintId, name: Sym) -> Value {
        if let [mark] = self.values.marks(taint)
            && let Some(shadow) = self.shadows.get(&mark.label)
            && let Some(value) = self.heap.read(*shadow, Key::Name(name))
        {
            return value;
        }
        let taint = self.entry_taint(taint, name);
        Value::new(Form::Symbol, taint)
    }

    pub(super) fn entry_taint(&mut self, taint: TaintId, name: Sym) -> TaintId {
        let (program, strings) = (self.program, &self.strings);
        let text = |sym: Sym| Self::owned(program, strings, sym);
        self.values.map_taint(taint, &mut |values, mark| {
            let label = values.child(mark.label, name, &text)?;
            let clean = values.label(label).map_or(0, |label| label.clean);
            Some(Mark { label, mask: mark.mask | clean, ..mark })
        })
    }

    /// `value[index]`.
    pub(super) fn index_value(&mut self, value: Value, index: Value, span: Span) -> Value {
        let key = self.key_of(index);
        self.each_form(value, |machine, value| machine.index_of(value, key, index, span))
    }

    fn index_of(&mut self, value: Value, key: Option<Key>, index: Value, span: Span) -> Value {
        match (value.form, key) {
            (Form::Object(object), Some(key)) => self.object_entry(object, key, value.taint, span),
            (Form::Object(object), None) => match self.key_from_end(object, index) {
                Some(key) => self.object_entry(object, key, value.taint, span),
                None => self.any_entry(object, value.taint),
            },
            (Form::Symbol, Some(Key::Name(name))) => self.symbol_entry(value.taint, name),
            (Form::Symbol, Some(Key::Index(number))) => {
                let name = self.intern(&number.to_string());
                self.symbol_entry(value.taint, name)
            }
            (Form::Symbol, _) => self.symbol_entry(value.taint, self.constants.any),
            (Form::External(path), Some(Key::Name(name))) => {
                if let Some(value) = self.remembered(path, Key::Name(name)) {
                    return value;
                }
                self.external_item(path, Some(name), value.taint, span)
            }
            (Form::External(path), _) => {
                let value = self.external_item(path, None, value.taint, span);
                // What an unknown key takes out may be what somebody put in.
                match self.remembered(path, Key::Rest) {
                    Some(rest) => self.values.join(value, rest),
                    None => value,
                }
            }
            (Form::Text(text), Some(Key::Index(number))) => self.character(text, number, value.taint),
            _ => Value::unknown(value.taint),
        }
    }

    /// The key that an index below zero stands for.
    fn key_from_end(&self, list: ObjId, index: Value) -> Option<Key> {
        let Form::Number(bits) = index.form else { return None };
        let length = self.list_length(list)?;
        let place = f64::from(length) + f64::from_bits(bits);
        let inside = f64::from_bits(bits) < 0.0 && place >= 0.0 && place % 1.0 == 0.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        inside.then_some(Key::Index(place as u32))
    }

    fn character(&mut self, text: Sym, number: u32, taint: TaintId) -> Value {
        let known = self.text(text).to_string();
        if known.contains('\0') {
            return Value::unknown(taint);
        }
        match known.chars().nth(number as usize) {
            Some(letter) => {
                let mut buffer = [0; 4];
                let sym = self.intern(letter.encode_utf8(&mut buffer));
                Value::clean(Form::Text(sym))
            }
            None => Value::NULL,
        }
    }

    fn external_item(&mut self, path: PathId, name: Option<Sym>, taint: TaintId, span: Span) -> Value {
        // In JavaScript an entry by a known name is a member.
        if let Some(name) = name
            && self.paths.get(path).is_some_and(|path| path.language == crate::catalog::Language::JavaScript)
        {
            return self.external_member(path, name, taint, span);
        }
        let segment = match name {
            Some(name) if self.text(name).len() <= 64 => Segment::ItemAt(name),
            _ => Segment::Item,
        };
        let Some(child) = self.path_step(path, segment) else { return Value::unknown(taint) };
        if let Some(value) = self.source_at(child, span, false) {
            return value;
        }
        Value::new(Form::External(child), taint)
    }

    fn object_entry(&mut self, object: ObjId, key: Key, taint: TaintId, span: Span) -> Value {
        if let Some(value) = self.heap.read(object, key) {
            return self.with_taint_of_holder(value, taint);
        }
        if let Some(factory) = self.heap.read(object, Key::Factory) {
            let spot = self.spot(span);
            let fresh = self.call_value(factory, Value::NULL, &[], spot, None);
            self.heap.put(&mut self.values, object, key, fresh);
            return fresh;
        }
        match (self.heap.kind(object), key) {
            (Kind::List, Key::Index(_)) => match self.heap.read(object, Key::Rest) {
                Some(rest) => self.with_taint_of_holder(rest, taint),
                None if self.heap.read(object, Key::Length).is_some() => Value::unknown(taint),
                None => self.any_entry(object, taint),
            },
            (_, Key::Name(name)) => self.object_member(object, name, taint, span),
            _ => match self.heap.read(object, Key::Rest) {
                Some(rest) => self.with_taint_of_holder(rest, taint),
                None => Value::unknown(taint),
            },
        }
    }

    /// Some entry of an object.
    pub(super) fn any_entry(&mut self, object: ObjId, taint: TaintId) -> Value {
        let values: Vec<Value> = self
            .heap
            .fields(object)
            .iter()
            .filter(|(key, _)| !matches!(key, Key::Length | Key::RestKeys | Key::Factory))
            .map(|(_, value)| *value)
            .collect();
        let mut joined: Option<Value> = None;
        for value in values {
            joined = Some(joined.map_or(value, |before| self.values.join(before, value)));
        }
        let value = joined.unwrap_or(Value::UNKNOWN);
        self.with_taint_of_holder(value, taint)
    }

    /// `holder.name = value`.
    pub(super) fn write_member(&mut self, holder: Value, name: Sym, value: Value, expr: ExprId) {
        let forms: Vec<Form> = match holder.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        let several = forms.len() > 1;
        for form in forms {
            match form {
                Form::Object(object) => self.write_object(object, Key::Name(name), value, several, expr),
                Form::External(path) => {
                    self.assign_external(path, Some(name), Value::NULL, value, expr);
                    self.remember(path, Key::Name(name), value);
                }
                Form::Symbol => {
                    self.assign_unknown(name, value, expr);
                    self.write_symbol(holder, name, value);
                }
                _ => self.assign_unknown(name, value, expr),
            }
        }
    }

    fn write_object(&mut self, object: ObjId, key: Key, value: Value, several: bool, expr: ExprId) {
        if let (Key::Name(name), Kind::Instance { class }) = (key, self.heap.kind(object))
            && let Some((function, MemberKind::Setter(_))) = self.setter(class, name)
        {
            let method = self.method_value(class, function);
            let spot = self.span_of(expr);
            self.call_method_of(method, Value::object(object), &[value], spot);
            return;
        }
        if let Key::Name(name) = key {
            self.assign_unknown(name, value, expr);
        }
        if several {
            self.heap.add_to(&mut self.values, object, key, value);
        } else {
            self.heap.put(&mut self.values, object, key, value);
        }
    }

    /// Data from outside can be written into: its entry is then what was written.
    fn write_symbol(&mut self, holder: Value, name: Sym, value: Value) {
        let [mark] = self.values.marks(holder.taint) else { return };
        let label = mark.label;
        let shadow = self.shadow(label);
        self.heap.write(shadow, Key::Name(name), value);
    }

    fn shadow(&mut self, label: LabelId) -> ObjId {
        if let Some(shadow) = self.shadows.get(&label) {
            return *shadow;
        }
        let shadow = self.heap.add(Kind::Plain, None);
        self.heap.share(shadow);
        self.shadows.insert(label, shadow);
        shadow
    }

    /// `holder[index] = value`.
    pub(super) fn write_index(&mut self, holder: Value, index: Value, value: Value, expr: ExprId) {
        let key = self.key_of(index);
        let forms: Vec<Form> = match holder.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        let several = forms.len() > 1;
        for form in forms {
            match (form, key) {
                (Form::Object(object), Some(key)) => {
                    if self.heap.kind(object) == Kind::List && self.heap.read(object, key).is_none() {
                        self.heap.remove(object, Key::Length);
                    }
                    self.write_object(object, key, value, several, expr);
                }
                (Form::Object(object), None) => {
                    self.heap.add_to(&mut self.values, object, Key::Rest, value);
                    self.add_key(object, index);
                    self.heap.remove(object, Key::Length);
                    self.note_dynamic_write(index, expr);
                }
                (Form::External(path), Some(Key::Name(name))) => {
                    self.assign_external(path, Some(name), index, value, expr);
                    self.remember(path, Key::Name(name), value);
                }
                (Form::External(path), _) => {
                    self.assign_external(path, None, index, value, expr);
                    self.remember(path, Key::Rest, value);
                }
                (Form::Symbol, Some(Key::Name(name))) => self.write_symbol(holder, name, value),
                _ => self.note_dynamic_write(index, expr),
            }
        }
    }

    /// Remembers what keys an object may have.
    pub(super) fn add_key(&mut self, object: ObjId, key: Value) {
        if key.taint != crate::value::CLEAN {
            let key = Value::unknown(key.taint);
            self.heap.add_to(&mut self.values, object, Key::RestKeys, key);
        }
    }

    /// Everything that is in a value, itself and inside.
    pub(super) fn deep_taint(&mut self, value: Value) -> TaintId {
        let mut seen: Vec<ObjId> = Vec::new();
        self.deep(value, DEEPEST_LOOK, &mut seen)
    }

    fn deep(&mut self, value: Value, depth: u32, seen: &mut Vec<ObjId>) -> TaintId {
        let mut taint = value.taint;
        let forms: Vec<Form> = match value.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        for form in forms {
            let object = match form {
                Form::Object(object) => object,
                Form::External(path) => match self.remembered_objects.get(&path) {
                    Some(object) => *object,
                    None => continue,
                },
                _ => continue,
            };
            let data =
                matches!(self.heap.kind(object), Kind::Plain | Kind::List | Kind::Instance { .. } | Kind::Memory(_));
            if !data || depth == 0 || seen.len() > 256 || seen.contains(&object) {
                continue;
            }
            seen.push(object);
            let fields: Vec<Value> = self.heap.fields(object).iter().map(|(_, value)| *value).collect();
            for field in fields {
                let inner = self.deep(field, depth - 1, seen);
                taint = self.values.join_taints(taint, inner);
            }
        }
        taint
    }

    /// The text of a key, for labels and reports.
    pub(super) fn key_text(&self, key: Key) -> String {
        match key {
            Key::Name(name) => self.text(name).to_string(),
            Key::Index(number) => number.to_string(),
            _ => String::from("*"),
        }
    }
}
