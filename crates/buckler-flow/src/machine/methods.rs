//! Methods of text, lists, dictionaries, promises and functions, which need no package.

use super::compare::ALL;
use super::{Arg, Machine, Site};
use crate::catalog::Kind as Class;
use crate::heap::{Key, Kind};
use crate::regex;
use crate::strings::Sym;
use crate::value::{CLEAN, Form, Mark, ObjId, PathId, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::Span;

impl Machine<'_> {
    /// A method that the language itself gives a value; nothing if it has none of that name.
    pub(super) fn native_method(&mut self, receiver: Value, name: Sym, args: &[Arg], site: Site) -> Option<Value> {
        let method = self.text(name).to_string();
        if let Some(value) = self.promise_method(receiver, name, args, site) {
            return Some(value);
        }
        match receiver.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::List => self.list_method(receiver, object, &method, args, site),
                Kind::Plain if self.python() => self.dictionary_method(receiver, object, &method, args),
                Kind::Plain => self.object_method(receiver, object, &method, args),
                Kind::Function { .. } | Kind::Bound { .. } | Kind::Class { .. } => {
                    self.function_method(receiver, &method, args, site)
                }
                _ => None,
            },
            Form::Regex(pattern, _) => self.regex_method(pattern, &method, args),
            Form::Text(_) | Form::Unknown | Form::Symbol | Form::AnyNumber | Form::Number(_) | Form::Test(_) => {
                self.value_method(receiver, &method, args, site)
            }
            _ => None,
        }
    }

    /// `then`, `catch` and `finally`: a promise is what it comes to.
    pub(super) fn promise_method(&mut self, receiver: Value, name: Sym, args: &[Arg], site: Site) -> Option<Value> {
        if self.python() {
            return None;
        }
        if name == self.constants.then {
            let mut result = receiver;
            if let Some(function) = args.first().filter(|arg| self.is_function(arg.value)) {
                result = self.invoke(function.value, &[receiver], site.spot);
            }
            if let Some(function) = args.get(1).filter(|arg| self.is_function(arg.value)) {
                let error = self.error_value();
                self.aside(|machine| {
                    machine.invoke(function.value, &[error], site.spot);
                });
            }
            return Some(result);
        }
        match self.text(name) {
            "catch" if args.len() == 1 => {
                let function = args.first()?.value;
                let error = self.error_value();
                let mut recovered = receiver;
                self.aside(|machine| recovered = machine.invoke(function, &[error], site.spot));
                Some(match recovered.form {
                    Form::Null | Form::Unknown => receiver,
                    _ => self.values.join(receiver, recovered),
                })
            }
            "finally" if args.len() == 1 => {
                let function = args.first()?.value;
                self.invoke(function, &[], site.spot);
                Some(receiver)
            }
            "promise" if args.is_empty() => Some(receiver),
            _ => None,
        }
    }

    fn function_method(&mut self, receiver: Value, method: &str, args: &[Arg], site: Site) -> Option<Value> {
        match method {
            "call" => {
                let this = args.first().map_or(Value::NULL, |arg| arg.value);
                Some(self.call_value(receiver, this, args.get(1..).unwrap_or_default(), site.spot, None))
            }
            "apply" => {
                let this = args.first().map_or(Value::NULL, |arg| arg.value);
                let list = args.get(1).map_or(Value::NULL, |arg| arg.value);
                let items = match self.exact_items(list) {
                    Some(items) => items.into_iter().map(|item| self.plain_arg(item, site.spot)).collect(),
                    None => {
                        let item = self.item_of(list, false);
                        alloc::vec![Arg { many: true, ..self.plain_arg(item, site.spot) }]
                    }
                };
                Some(self.call_value(receiver, this, &items, site.spot, None))
            }
            "bind" => {
                let this = args.first().map_or(Value::NULL, |arg| arg.value);
                Some(self.partial(receiver, this, args.get(1..).unwrap_or_default()))
            }
            // Wrappers of handlers are told more in a chain.
            "use" | "before" | "after" | "onError" => Some(receiver),
            _ => None,
        }
    }

    /// A function with some arguments given beforehand.
    pub(super) fn partial(&mut self, function: Value, this: Value, args: &[Arg]) -> Value {
        let bound = self.heap.add(Kind::Bound { function, this }, None);
        let mut place = 0;
        for arg in args {
            match arg.keyword {
                Some(keyword) => self.heap.write(bound, Key::Name(keyword), arg.value),
                None => {
                    self.heap.write(bound, Key::Index(place), arg.value);
                    place += 1;
                }
            }
        }
        Value::object(bound)
    }

    fn list_method(&mut self, receiver: Value, list: ObjId, method: &str, args: &[Arg], site: Site) -> Option<Value> {
        let first = args.first().map(|arg| arg.value);
        match method {
            "get" | "get_nowait" if self.python() && self.constants_only(args) => {
                Some(self.take_item(receiver, list, "popleft", None))
            }
            "append" | "push" | "add" | "appendleft" | "put" | "put_nowait" => {
                for arg in args {
                    self.push(list, arg.value);
                }
                Some(Value::clean(Form::AnyNumber))
            }
            "unshift" | "insert" => {
                let value = args.last().map_or(Value::UNKNOWN, |arg| arg.value);
                match (self.exact_items(receiver), method, first.and_then(|at| self.key_of(at))) {
                    (Some(mut items), "unshift", _) => {
                        items.insert(0, value);
                        self.set_items(list, &items);
                    }
                    (Some(mut items), _, Some(Key::Index(at))) => {
                        items.insert((at as usize).min(items.len()), value);
                        self.set_items(list, &items);
                    }
                    _ => {
                        self.heap.remove(list, Key::Length);
                        self.heap.add_to(&mut self.values, list, Key::Rest, value);
                    }
                }
                Some(Value::NULL)
            }
            "extend" | "update" => {
                for arg in args {
                    self.extend_list(list, arg.value);
                }
                Some(Value::NULL)
            }
            "pop" | "shift" | "popleft" => Some(self.take_item(receiver, list, method, first)),
            "remove" | "discard" => {
                self.remove_item(receiver, list, first);
                Some(Value::NULL)
            }
            "clear" => {
                self.set_items(list, &[]);
                Some(Value::NULL)
            }
            "reverse" | "sort" => {
                if let (Some(mut items), true) = (self.exact_items(receiver), method == "reverse") {
                    items.reverse();
                    self.set_items(list, &items);
                } else {
                    let any = self.any_entry(list, CLEAN);
                    self.set_items(list, &[]);
                    self.heap.remove(list, Key::Length);
                    self.heap.write(list, Key::Rest, any);
                }
                Some(receiver)
            }
            "copy" | "slice" if args.is_empty() => Some(self.cut(receiver, None, None)),
            "slice" => Some(self.cut(receiver, first, args.get(1).map(|arg| arg.value))),
            "concat" => {
                let mut result = receiver;
                for arg in args {
                    result = match arg.value.form {
                        Form::Object(_) => self.concatenated_lists(result, arg.value),
                        _ => {
                            let one = self.new_list(&[arg.value]);
                            self.concatenated_lists(result, one)
                        }
                    };
                }
                Some(result)
            }
            "join" => {
                let separator = first.unwrap_or(Value::NULL);
                Some(self.joined_text(separator, receiver))
            }
            "map" | "flatMap" => {
                let function = first?;
                Some(self.mapped(receiver, function, site))
            }
            "forEach" | "every" | "some" | "find" | "filter" | "findIndex" | "findLast" => {
                Some(self.each_item(receiver, method, first?, site))
            }
            "reduce" | "reduceRight" => Some(self.reduced(receiver, first?, args.get(1).map(|arg| arg.value), site)),
            "includes" | "has" | "indexOf" | "lastIndexOf" | "index" | "count" => {
                let item = args.first()?;
                Some(self.searched(receiver, *item))
            }
            "keys" => Some(Value::UNKNOWN),
            "values" | "flat" | "toArray" => Some(receiver),
            "entries" => {
                let item = self.any_entry(list, receiver.taint);
                let pair = self.new_list(&[Value::clean(Form::AnyNumber), item]);
                Some(self.list_of(pair))
            }
            "at" | "__getitem__" => Some(self.index_value(receiver, first?, site.spot.span)),
            "splice" => {
                let removed = self.any_entry(list, receiver.taint);
                for arg in args.iter().skip(2) {
                    self.heap.add_to(&mut self.values, list, Key::Rest, arg.value);
                }
                self.heap.remove(list, Key::Length);
                Some(self.list_of(removed))
            }
            "union" | "intersection" | "difference" => {
                let other = first.unwrap_or(Value::UNKNOWN);
                Some(self.concatenated_lists(receiver, other))
            }
            "get" | "set" | "delete" | "getAll" => self.object_method(receiver, list, method, args),
            "fill" => {
                self.heap.add_to(&mut self.values, list, Key::Rest, first?);
                Some(receiver)
            }
            _ => None,
        }
    }

    /// Whether no argument says which item is meant: then it is a queue that is read.
    fn constants_only(&self, args: &[Arg]) -> bool {
        args.iter().all(|arg| arg.keyword.is_some() || matches!(arg.value.form, Form::Bool(_)))
    }

    fn take_item(&mut self, receiver: Value, list: ObjId, method: &str, at: Option<Value>) -> Value {
        if let Some(mut items) = self.exact_items(receiver)
            && !self.heap.get(list).is_some_and(|object| object.many)
        {
            let place = match (method, at.map(|at| at.form)) {
                ("shift" | "popleft", _) => Some(0),
                ("pop", None) => items.len().checked_sub(1),
                ("pop", Some(Form::Number(bits))) if f64::from_bits(bits) >= 0.0 =>
                {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
                    Some(f64::from_bits(bits) as usize)
                }
                ("pop", Some(Form::Number(_))) => items.len().checked_sub(1),
                _ => None,
            };
            if let Some(place) = place.filter(|place| *place < items.len()) {
                let item = items.remove(place);
                self.set_items(list, &items);
                return item;
            }
        }
        let item = self.any_entry(list, receiver.taint);
        self.heap.remove(list, Key::Length);
        let known: Vec<Key> = self.heap.fields(list).iter().map(|(key, _)| *key).collect();
        for key in known.into_iter().filter(|key| matches!(key, Key::Index(_))) {
            self.heap.remove(list, key);
        }
        self.heap.write(list, Key::Rest, item);
        item
    }

    fn remove_item(&mut self, receiver: Value, list: ObjId, item: Option<Value>) {
        let Some(item) = item else { return };
        let Some(mut items) = self.exact_items(receiver) else { return };
        if let Some(place) = items.iter().position(|other| self.equal(*other, item) == Some(true)) {
            items.remove(place);
            self.set_items(list, &items);
        }
    }

    /// `separator.join(items)`.
    pub(super) fn joined_text(&mut self, separator: Value, items: Value) -> Value {
        if let Some(items) = self.exact_items(items)
            && items.len() <= 16
        {
            let default = self.intern(",");
            let separator = match separator.form {
                Form::Null => Value::clean(Form::Text(default)),
                _ => self.as_text(separator),
            };
            let mut text = Value::clean(Form::Text(self.constants.empty));
            for (index, item) in items.into_iter().enumerate() {
                if index > 0 {
                    text = self.concatenate(text, separator);
                }
                let item = self.as_text(item);
                text = self.concatenate(text, item);
            }
            return text;
        }
        let taint = self.deep_taint(items);
        Value::new(Form::Text(self.constants.hole), self.values.join_taints(taint, separator.taint))
    }

    /// A list with a function applied to each item.
    pub(super) fn mapped(&mut self, list: Value, function: Value, site: Site) -> Value {
        if let Some(items) = self.exact_items(list).filter(|items| items.len() <= 8) {
            let mut results = Vec::new();
            for item in items {
                results.push(self.invoke(function, &[item, Value::clean(Form::AnyNumber), list], site.spot));
            }
            return self.new_list(&results);
        }
        let item = self.item_of(list, false);
        let mut result = Value::UNKNOWN;
        self.aside(|machine| {
            let given = [item, Value::clean(Form::AnyNumber), list];
            result = machine.invoke(function, &given, site.spot);
            result = machine.found_clean(result);
        });
        self.list_of(result)
    }

    fn each_item(&mut self, list: Value, method: &str, function: Value, site: Site) -> Value {
        if let Some(items) = self.exact_items(list).filter(|items| method == "forEach" && items.len() <= 8) {
            for item in items {
                self.invoke(function, &[item, Value::clean(Form::AnyNumber), list], site.spot);
            }
            return Value::NULL;
        }
        let item = self.item_of(list, false);
        let mut answer = Value::UNKNOWN;
        // Stands for the item, which has no name here.
        let nameless = crate::value::Target::Cell(super::globals::NEVER, Key::Length);
        self.aside(|machine| {
            let mut given =
                [item, Value::clean(Form::AnyNumber), list].map(|value| machine.plain_arg(value, site.spot));
            let [first, ..] = &mut given;
            first.target = Some(nameless);
            answer = machine.call_value(function, Value::NULL, &given, site.spot, None);
        });
        let mut facts = self.facts_of(answer);
        let said = facts.yes.iter().flatten().find(|(target, _)| *target == nameless).map(|(_, mask)| *mask);
        if let (Some(mask), Some(yes)) = (said, &mut facts.yes) {
            let labels: Vec<_> = self.values.marks(item.taint).iter().map(|mark| mark.label).collect();
            yes.extend(labels.into_iter().map(|label| (crate::value::Target::Label(label), mask)));
        }
        match method {
            "filter" => {
                // What passes the test is as clean as the test says.
                let mark = self.heap.mark();
                self.assume(facts.yes.as_ref());
                let kept = self.found_clean(item);
                self.heap.undo(mark);
                self.heap.release(mark);
                self.list_of(kept)
            }
            "find" | "findLast" => {
                let mark = self.heap.mark();
                self.assume(facts.yes.as_ref());
                let kept = self.found_clean(item);
                self.heap.undo(mark);
                self.heap.release(mark);
                kept
            }
            "every" => self.all_of(facts.yes),
            "some" | "findIndex" => Value::UNKNOWN,
            _ => Value::NULL,
        }
    }

    /// What holds for every item holds for the whole.
    pub(super) fn all_of(&mut self, known: Option<crate::value::Cleaned>) -> Value {
        let any = self.constants.any;
        let mut yes = Vec::new();
        for (target, mask) in known.unwrap_or_default() {
            if let crate::value::Target::Label(label) = target
                && let Some((Some(parent), Some(key))) = self.values.label(label).map(|label| (label.parent, label.key))
                && key == any
            {
                yes.push((crate::value::Target::Label(parent), mask));
            }
            yes.push((target, mask));
        }
        let facts = crate::value::Facts { yes: Some(yes), no: Some(Vec::new()) };
        Value::clean(self.values.fact(facts))
    }

    fn reduced(&mut self, list: Value, function: Value, initial: Option<Value>, site: Site) -> Value {
        if let Some(items) = self.exact_items(list).filter(|items| items.len() <= 8) {
            let mut items = items.into_iter();
            let Some(mut total) = initial.or_else(|| items.next()) else { return Value::NULL };
            for item in items {
                total = self.invoke(function, &[total, item, Value::clean(Form::AnyNumber)], site.spot);
            }
            return total;
        }
        let item = self.item_of(list, false);
        let mut total = initial.unwrap_or(item);
        for _ in 0..2 {
            let mut next = total;
            self.aside(|machine| {
                next = machine.invoke(function, &[total, item, Value::clean(Form::AnyNumber)], site.spot);
            });
            total = self.values.join(total, next);
        }
        total
    }

    /// Whether an item was found in a container, or where.
    fn searched(&mut self, container: Value, item: Arg) -> Value {
        let expr = item.expr;
        let facts = self.membership_facts(expr, item.value, None, container);
        let mut value = Value::clean(self.values.fact(facts));
        if self.constant(item.value).is_some_and(|text| text.starts_with("..")) && container.taint != CLEAN {
            return self.facts_about_labels(container, Class::Path.bit(), false);
        }
        if let (Some(text), Some(target)) = (self.constant(item.value), self.records.receiver)
            && container.taint != CLEAN
        {
            let mask = super::compare::absent(&text);
            value = self.facts_about(Some(target), mask, false);
        }
        value
    }

    fn dictionary_method(&mut self, receiver: Value, object: ObjId, method: &str, args: &[Arg]) -> Option<Value> {
        let first = args.first().map(|arg| arg.value);
        let span = Span::new(0, 0);
        match method {
            "get" | "pop" | "setdefault" | "__getitem__" => {
                let key = first?;
                let known = self.key_of(key).and_then(|key| self.heap.read(object, key));
                let default = args.get(1).map(|arg| arg.value);
                let open = self.heap.read(object, Key::Rest).is_some() || receiver.taint != CLEAN;
                let exact = self.key_of(key).is_some();
                let value = match (known, exact) {
                    (Some(value), _) => value,
                    (None, true) if !open => default.unwrap_or(Value::NULL),
                    _ => {
                        let value = self.index_value(receiver, key, span);
                        match default {
                            Some(default) => self.either_default(value, default),
                            None => value,
                        }
                    }
                };
                match (method, self.key_of(key), default) {
                    ("pop", Some(key), _) => self.heap.remove(object, key),
                    ("setdefault", Some(key), Some(default)) if known.is_none() => {
                        self.heap.put(&mut self.values, object, key, default);
                    }
                    _ => {}
                }
                Some(value)
            }
            "items" | "iteritems" => Some(self.pairs(receiver)),
            "keys" => {
                let key = self.some_key(object, receiver.taint);
                Some(self.list_of(key))
            }
            "values" => {
                let item = self.any_entry(object, receiver.taint);
                Some(self.list_of(item))
            }
            "update" => {
                for arg in args {
                    match arg.keyword {
                        Some(name) => self.heap.put(&mut self.values, object, Key::Name(name), arg.value),
                        None => self.take_over(object, arg.value),
                    }
                }
                Some(Value::NULL)
            }
            "copy" => {
                let copy = self.heap.add(Kind::Plain, None);
                self.take_over(copy, receiver);
                Some(Value::new(Form::Object(copy), receiver.taint))
            }
            "has_key" | "__contains__" => Some(Value::UNKNOWN),
            "clear" => {
                let keys: Vec<Key> = self.heap.fields(object).iter().map(|(key, _)| *key).collect();
                for key in keys {
                    self.heap.remove(object, key);
                }
                Some(Value::NULL)
            }
            "popitem" => {
                let key = self.some_key(object, receiver.taint);
                let item = self.any_entry(object, receiver.taint);
                Some(self.new_list(&[key, item]))
            }
            _ => None,
        }
    }

    /// Maps and plain objects of JavaScript.
    fn object_method(&mut self, receiver: Value, object: ObjId, method: &str, args: &[Arg]) -> Option<Value> {
        let first = args.first().map(|arg| arg.value);
        match method {
            "get" | "getAll" => Some(self.index_value(receiver, first?, Span::new(0, 0))),
            "set" | "append" => {
                let value = args.get(1)?.value;
                match self.key_of(first?) {
                    Some(key) => self.heap.put(&mut self.values, object, key, value),
                    None => {
                        self.heap.add_to(&mut self.values, object, Key::Rest, value);
                        self.add_key(object, first?);
                    }
                }
                Some(receiver)
            }
            "delete" => {
                if let Some(key) = self.key_of(first?) {
                    self.heap.remove(object, key);
                }
                Some(Value::UNKNOWN)
            }
            "has" | "hasOwnProperty" => {
                let item = *args.first()?;
                let facts = self.membership_facts(item.expr, item.value, None, receiver);
                Some(Value::clean(self.values.fact(facts)))
            }
            "toString" | "toJSON" => {
                let taint = self.deep_taint(receiver);
                Some(Value::unknown(taint))
            }
            "values" => {
                let item = self.any_entry(object, receiver.taint);
                Some(self.list_of(item))
            }
            "keys" => {
                let key = self.some_key(object, receiver.taint);
                Some(self.list_of(key))
            }
            "entries" => Some(self.pairs(receiver)),
            _ => None,
        }
    }

    fn regex_method(&mut self, pattern: Sym, method: &str, args: &[Arg]) -> Option<Value> {
        let subject = args.first()?;
        match method {
            "test" | "exec" => {
                let mask = regex::clean_for(self.text(pattern), false);
                let bad = absent_by_pattern(self.text(pattern));
                let yes = subject.target.filter(|_| mask != 0).map(|target| (target, mask));
                let no = subject.target.filter(|_| bad != 0).map(|target| (target, bad));
                let facts =
                    crate::value::Facts { yes: Some(yes.into_iter().collect()), no: Some(no.into_iter().collect()) };
                let form = self.values.fact(facts);
                let taint = if method == "exec" { subject.value.taint } else { CLEAN };
                Some(Value::new(form, taint))
            }
            _ => None,
        }
    }

    /// `re.match(pattern, subject)` and its like.
    pub(super) fn matched(&mut self, pattern: &str, how: &str, subject: &Arg) -> Value {
        let whole = how == "fullmatch";
        // `match` begins at the beginning.
        let anchored = alloc::format!("^{pattern}");
        let begun = if how == "match" && !pattern.starts_with(['^', '(']) { anchored.as_str() } else { pattern };
        let mask = regex::clean_for(begun, whole);
        let bad = absent_by_pattern(pattern);
        let yes = subject.target.filter(|_| mask != 0).map(|target| (target, mask));
        let no = subject.target.filter(|_| bad != 0 && how == "search").map(|target| (target, bad));
        let facts = crate::value::Facts { yes: Some(yes.into_iter().collect()), no: Some(no.into_iter().collect()) };
        Value::new(self.values.fact(facts), subject.value.taint)
    }

    /// `re.sub(pattern, other, subject)`.
    pub(super) fn substituted(&mut self, pattern: &str, other: Value, subject: Value) -> Value {
        let mask = removed_by(pattern);
        let taint = self.values.clean(subject.taint, mask & ALL);
        let other = self.deep_taint(other);
        Value::unknown(self.values.join_taints(taint, other))
    }

    /// Buffers and queues give what was put into them.
    fn buffer_method(&mut self, path: PathId, name: Sym, args: &[Arg]) -> Option<Value> {
        let text = self.paths.text(path);
        let made = text.rsplit_once('(').map_or(text, |(made, _)| made);
        let made = made.rsplit('.').next().unwrap_or_default();
        if !["StringIO", "BytesIO", "PriorityQueue"].contains(&made) {
            return None;
        }
        match (self.text(name), args.first()) {
            ("write" | "writelines" | "put", Some(arg)) => {
                self.remember(path, Key::Rest, arg.value);
                Some(Value::clean(Form::AnyNumber))
            }
            ("getvalue" | "read" | "readline" | "readlines" | "getbuffer" | "get", _) => {
                self.remembered(path, Key::Rest)
            }
            _ => None,
        }
    }

    /// Methods of a compiled expression.
    pub(super) fn compiled_method(&mut self, path: PathId, name: Sym, args: &[Arg]) -> Option<Value> {
        if let Some(value) = self.buffer_method(path, name, args) {
            return Some(value);
        }
        if !self.paths.text(path).starts_with("re.compile(") {
            return None;
        }
        let pattern = self.pattern_text(Value::clean(Form::External(path)))?;
        let method = self.text(name).to_string();
        match method.as_str() {
            "match" | "search" | "fullmatch" => Some(self.matched(&pattern, &method, args.first()?)),
            "sub" => Some(self.substituted(&pattern, args.first()?.value, args.get(1)?.value)),
            _ => None,
        }
    }

    /// Methods of text, numbers and data.
    fn value_method(&mut self, receiver: Value, method: &str, args: &[Arg], site: Site) -> Option<Value> {
        let python = self.python();
        if let Some(value) = self.folded(receiver, method, args) {
            return Some(value);
        }
        let first = args.first().map(|arg| arg.value);
        match method {
            "format" if python => Some(self.format_braces(receiver, args)),
            "format_map" if python => {
                let taint = self.union_of(receiver, args);
                Some(Value::unknown(taint))
            }
            "join" if python => Some(self.joined_text(receiver, first?)),
            "strip" | "lstrip" | "rstrip" | "trim" | "trimStart" | "trimEnd" | "lower" | "upper" | "toLowerCase"
            | "toUpperCase" | "casefold" | "title" | "capitalize" | "normalize" | "decode" | "encode" | "toString"
            | "valueOf" | "swapcase" | "expandtabs" | "isoformat" => {
                let form = match receiver.form {
                    Form::Symbol => Form::Symbol,
                    Form::Text(text) => Form::Text(text),
                    _ => Form::Unknown,
                };
                let text = Class::NoSql.bit() | Class::Prototype.bit();
                let value = Value::new(form, receiver.taint);
                Some(self.masked(value, text))
            }
            "split" | "rsplit" | "splitlines" | "partition" | "rpartition" | "match" | "matchAll" | "findall" => {
                if let ("match", Some(pattern)) = (method, first)
                    && let Some(text) = self.pattern_text(pattern)
                {
                    let mask = regex::clean_for(&text, false);
                    let value = self.facts_about(self.records.receiver, mask, true);
                    return Some(Value::new(value.form, receiver.taint));
                }
                let separator = first.map(|first| match first.form {
                    Form::External(path) => self.paths.text(path).to_string(),
                    _ => self.constant(first).unwrap_or_default(),
                });
                let mask = match separator.as_deref() {
                    // A part between slashes names nothing elsewhere.
                    Some("/" | "\\" | "os.sep" | "os.path.sep" | "path.sep") if args.len() == 1 => Class::Path.bit(),
                    Some("\n" | "\r\n") => Class::Header.bit() | Class::Log.bit(),
                    _ => 0,
                };
                let part = self.masked(Value::unknown(receiver.taint), mask);
                Some(self.list_of(part))
            }
            "charAt" | "substring" | "substr" | "slice" | "padStart" | "padEnd" | "repeat" | "at" | "zfill"
            | "ljust" | "rjust" | "center" => {
                let taint = self.union_of(receiver, args);
                Some(Value::unknown(taint))
            }
            "concat" => {
                let mut text = self.as_text(receiver);
                for arg in args {
                    let part = self.as_text(arg.value);
                    text = self.concatenate(text, part);
                }
                Some(text)
            }
            "replace" | "replaceAll" | "translate" => Some(self.replaced(receiver, method, args, site)),
            "startsWith" | "startswith" => Some(self.starts_with(receiver, first?)),
            "endsWith" | "endswith" => Some(Value::UNKNOWN),
            "includes" | "indexOf" | "find" | "search" | "count" | "index" | "rfind" | "lastIndexOf" | "contains"
            | "__contains__"
                if receiver.form != Form::Symbol || first.is_some_and(|first| self.constant(first).is_some()) =>
            {
                Some(self.searched(receiver, *args.first()?))
            }
            "isdigit" | "isnumeric" | "isdecimal" | "isalnum" | "isalpha" | "isidentifier" if python => {
                Some(self.facts_about(self.records.receiver, ALL, true))
            }
            "charCodeAt" | "codePointAt" | "localeCompare" | "toFixed" | "getTime" => {
                Some(Value::clean(Form::AnyNumber))
            }
            "get" | "getlist" | "getfirst" | "get_list" | "getAll" | "getvalue" | "pop" | "to_dict"
                if receiver.form == Form::Symbol =>
            {
                Some(self.read_entry(receiver, method, args, site))
            }
            "items" if receiver.form == Form::Symbol => Some(self.pairs(receiver)),
            "keys" if receiver.form == Form::Symbol => {
                let key = Value::unknown(receiver.taint);
                Some(self.list_of(key))
            }
            "values" | "lists" if receiver.form == Form::Symbol => {
                let item = self.symbol_entry(receiver.taint, self.constants.any);
                Some(self.list_of(item))
            }
            "copy" | "json" | "text" | "read" | "dict" | "model_dump" | "toJSON" if args.is_empty() => {
                Some(if method == "json" { self.decoded(receiver) } else { receiver })
            }
            "map" | "flatMap" if self.is_callable(first?) => Some(self.mapped(receiver, first?, site)),
            "forEach" | "every" | "some" | "filter" | "find" if first.is_some_and(|first| self.is_function(first)) => {
                Some(self.each_item(receiver, method, first?, site))
            }
            "reduce" if self.is_function(first?) => {
                Some(self.reduced(receiver, first?, args.get(1).map(|arg| arg.value), site))
            }
            _ => None,
        }
    }

    fn union_of(&mut self, receiver: Value, args: &[Arg]) -> crate::value::TaintId {
        let mut taint = receiver.taint;
        for arg in args {
            let inner = self.deep_taint(arg.value);
            taint = self.values.join_taints(taint, inner);
        }
        taint
    }

    /// `data.get(name, default)`.
    fn read_entry(&mut self, receiver: Value, method: &str, args: &[Arg], site: Site) -> Value {
        let Some(name) = args.first() else { return receiver };
        let value = self.index_value(receiver, name.value, site.spot.span);
        let value = match method {
            "getlist" | "get_list" | "getAll" => self.list_of(value),
            _ => value,
        };
        let default = args.iter().find(|arg| arg.keyword.is_some_and(|keyword| self.text(keyword) == "default"));
        match default.or_else(|| args.get(1).filter(|arg| arg.keyword.is_none())) {
            Some(default) => self.either_default(value, default.value),
            None => value,
        }
    }

    /// Methods of constant text that come to a constant.
    fn folded(&mut self, receiver: Value, method: &str, args: &[Arg]) -> Option<Value> {
        let Form::Text(text) = receiver.form else { return None };
        let text = self.text(text).to_string();
        let plain = !text.contains('\0');
        let constant = |machine: &Self, index: usize| args.get(index).and_then(|arg| machine.constant(arg.value));
        let result: String = match method {
            "lower" | "toLowerCase" | "casefold" if plain => text.to_lowercase(),
            "upper" | "toUpperCase" if plain => text.to_uppercase(),
            "strip" | "trim" if plain && args.is_empty() => text.trim().to_string(),
            "toString" | "decode" | "encode" | "valueOf" if plain => text,
            "replace" | "replaceAll" if plain && args.len() == 2 => {
                let (from, to) = (constant(self, 0)?, constant(self, 1)?);
                if method == "replace" && !self.python() {
                    text.replacen(&from, &to, 1)
                } else {
                    text.replace(&from, &to)
                }
            }
            "charAt" if plain => {
                let Form::Number(bits) = args.first()?.value.form else { return None };
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
                let letter = text.chars().nth(f64::from_bits(bits) as usize);
                letter.map(String::from).unwrap_or_default()
            }
            "substring" | "slice" if plain => {
                return Some(self.cut(receiver, args.first().map(|arg| arg.value), args.get(1).map(|arg| arg.value)));
            }
            "split" if plain && args.len() == 1 => {
                let separator = constant(self, 0)?;
                if separator.is_empty() {
                    return None;
                }
                let mut items = Vec::new();
                for part in text.split(&*separator).take(64) {
                    items.push(Value::clean(Form::Text(self.intern(part))));
                }
                return Some(self.new_list(&items));
            }
            "startsWith" | "startswith" if plain => return Some(Value::bool(text.starts_with(&*constant(self, 0)?))),
            "endsWith" | "endswith" if plain => return Some(Value::bool(text.ends_with(&*constant(self, 0)?))),
            _ => return None,
        };
        Some(Value::new(Form::Text(self.intern(&result)), receiver.taint))
    }

    /// `text.replace(part, other)`: what is taken out harms no more.
    fn replaced(&mut self, receiver: Value, method: &str, args: &[Arg], site: Site) -> Value {
        let pattern = args.first().map(|arg| arg.value);
        let (text, everywhere, expression) = match pattern.map(|pattern| pattern.form) {
            Some(Form::Regex(text, global)) => {
                (Some(self.text(text).to_string()), global || method == "replaceAll", true)
            }
            Some(Form::Text(text)) => {
                (Some(self.text(text).to_string()), self.python() || method == "replaceAll", false)
            }
            _ => (None, false, false),
        };
        let mut mask = 0;
        if let Some(text) = text.filter(|_| everywhere) {
            mask = if expression { removed_by(&text) } else { replaced_mask(&text) };
        }
        let mut taint = receiver.taint;
        for arg in args.iter().skip(1) {
            if self.is_function(arg.value) {
                let given = Value::unknown(receiver.taint);
                let mut result = Value::UNKNOWN;
                self.aside(|machine| result = machine.invoke(arg.value, &[given; 2], site.spot));
                taint = self.values.join_taints(taint, result.taint);
            } else {
                let inner = self.deep_taint(arg.value);
                taint = self.values.join_taints(taint, inner);
            }
        }
        let taint = self
            .values
            .map_taint(taint, &mut |_, mark| Some(Mark { mask: mark.mask | mask | Class::NoSql.bit(), ..mark }));
        Value::unknown(taint)
    }

    fn starts_with(&mut self, receiver: Value, prefix: Value) -> Value {
        let prefix_taint = self.deep_taint(prefix);
        let mut mask = 0;
        if let Some(text) = self.constant(prefix) {
            match text.as_str() {
                "/" => return self.facts_about(self.records.receiver, crate::properties::BEGINS_WITH_SLASH, true),
                "//" => return self.facts_about(self.records.receiver, crate::properties::NO_DOUBLE_SLASH, false),
                _ => {}
            }
            let host = text.split_once("://").map(|(_, rest)| rest);
            if host.is_some_and(|rest| rest.find('/').is_some_and(|at| at > 0)) {
                mask |= Class::Url.bit() | Class::Redirect.bit();
            }
        }
        let resolved =
            self.values.marks(receiver.taint).iter().all(|mark| mark.mask & crate::properties::RESOLVED != 0);
        if prefix_taint == CLEAN && resolved && receiver.taint != CLEAN {
            return self.facts_about_labels(receiver, Class::Path.bit() | mask, true);
        }
        if self.constant(prefix).is_some_and(|text| text.starts_with("..")) {
            return self.facts_about_labels(receiver, Class::Path.bit(), false);
        }
        self.facts_about(self.records.receiver, mask, true)
    }

    /// Methods that keep things apart by name in something of a package: `get` and `set` of a parser or cache.
    pub(super) fn external_native(&mut self, receiver: Value, path: PathId, name: Sym, args: &[Arg]) -> Option<Value> {
        let method = self.text(name).to_string();
        let key = |machine: &mut Self, args: &[Arg]| {
            let mut shown = String::new();
            for arg in args {
                shown.push_str(&machine.constant(arg.value)?);
                shown.push('\u{1}');
            }
            Some(Key::Name(machine.intern(&shown)))
        };
        match (method.as_str(), args.len()) {
            ("is_relative_to" | "relative_to", 1..) => {
                let value = self.facts_about_labels(receiver, Class::Path.bit(), true);
                if method == "relative_to" {
                    let facts = self.facts_of(value);
                    self.assume(facts.yes.as_ref());
                    return Some(Value::new(receiver.form, receiver.taint));
                }
                Some(value)
            }
            ("resolve" | "absolute", 0 | 1) if self.python() => {
                Some(self.masked(receiver, crate::properties::RESOLVED))
            }
            ("set" | "put" | "setItem" | "setAttribute", 2 | 3) => {
                let (value, keys) = args.split_last()?;
                match key(self, keys) {
                    Some(key) => self.remember(path, key, value.value),
                    None => self.remember(path, Key::Rest, value.value),
                }
                Some(receiver)
            }
            ("get" | "getItem" | "getAttribute", 1 | 2) => {
                let key = key(self, args)?;
                self.remembered(path, key)
            }
            _ => None,
        }
    }
}

/// What text is clean for once a part is gone everywhere.
fn replaced_mask(part: &str) -> u64 {
    match part {
        "'" => Class::Sql.bit() | Class::XPath.bit(),
        "\"" => Class::XPath.bit(),
        "<" => Class::Html.bit() | Class::Xml.bit(),
        "\n" | "\r" => Class::Header.bit() | Class::Log.bit() | Class::Mail.bit(),
        "/" => Class::Path.bit(),
        _ => 0,
    }
}

/// What text is clean for once all that an expression fits is gone.
fn removed_by(pattern: &str) -> u64 {
    let mut mask = 0;
    if let Some(inside) = pattern.strip_prefix("[^").and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside) {
        let kept = alloc::format!("^[{inside}]*$");
        return regex::clean_for(&kept, true);
    }
    if pattern == "\\W" || pattern == "\\W+" || pattern == "\\D" || pattern == "\\D+" {
        return ALL;
    }
    let set = pattern.starts_with('[') || pattern.len() <= 2 || pattern.starts_with('(') || pattern.contains('|');
    if set {
        let has = |text: &str| text.chars().all(|letter| pattern.contains(letter));
        if has("<") || pattern.contains("&<>") {
            mask |= Class::Html.bit() | Class::Xml.bit();
        }
        if has("'") {
            mask |= Class::Sql.bit() | Class::XPath.bit();
        }
        if pattern.contains("\\n") || pattern.contains("\\r") || pattern.contains("\\s") {
            mask |= Class::Header.bit() | Class::Log.bit() | Class::Mail.bit();
        }
        if pattern.contains('/') && !pattern.contains("..") {
            mask |= Class::Path.bit();
        }
    }
    mask
}

/// What text is clean for in which an expression finds nothing.
fn absent_by_pattern(pattern: &str) -> u64 {
    match pattern {
        "\\.\\." | "\\.\\.\\/" | "\\.\\./" => Class::Path.bit(),
        _ => match pattern.strip_prefix("[^").and_then(|rest| rest.split_once(']')) {
            // Nothing but what the set lists.
            Some((inside, "" | "+" | "*")) => regex::clean_for(&alloc::format!("^[{inside}]*$"), true),
            _ => removed_by(pattern),
        },
    }
}
