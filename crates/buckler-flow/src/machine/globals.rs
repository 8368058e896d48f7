//! Functions that the languages themselves have, and a few of their standard libraries that only move values about.

use super::compare::{ALL, type_mask};
use super::{Arg, Machine, Site};
use crate::catalog::{Kind as Class, Origin};
use crate::heap::{Key, Kind};
use crate::paths::Segment;
use crate::strings::Sym;
use crate::value::{CLEAN, Form, ObjId, Root, Value};
use alloc::string::ToString;
use alloc::vec::Vec;
use buckler_syntax::tree::Span;

/// The object that stands for "never comes back".
pub(super) const NEVER: ObjId = ObjId(1);

impl Machine<'_> {
    /// A name without an import.
    pub(super) fn global(&mut self, name: Sym) -> Value {
        let language = self.language();
        let text = self.text(name).to_string();
        match text.as_str() {
            "undefined" => return Value::NULL,
            "NaN" | "Infinity" => return Value::clean(Form::AnyNumber),
            "__name__" => {
                let main = self.intern("__main__");
                return Value::clean(Form::Text(main));
            }
            _ => {}
        }
        let path = self.paths.global(&self.program.catalog, language, name, &text);
        if let Some(value) = self.source_at(path, Span::new(0, 0), false) {
            return value;
        }
        Value::clean(Form::External(path))
    }

    pub(super) const fn never(&self) -> ObjId {
        NEVER
    }

    pub(super) fn never_returns(&self, value: Value) -> bool {
        value.form == Form::Object(NEVER)
    }

    /// An error that somebody else throws.
    pub(super) fn error_value(&mut self) -> Value {
        let spot = self.spot(Span::new(0, 0));
        let label = self.values.root_label("error", || Root {
            name: "error".to_string(),
            origin: Origin::Error,
            source: None,
            events: Vec::new(),
            clean: 0,
        });
        Value::new(Form::Symbol, self.values.source(label, spot))
    }

    /// A call of a name without an import; nothing if nothing is built in for it.
    pub(super) fn global_call(&mut self, text: &str, args: &[Arg], site: Site) -> Option<Value> {
        if self.python() { self.python_call(text, args, site) } else { self.javascript_call(text, args, site) }
    }

    /// A call of the standard library that only moves values about.
    pub(super) fn library_call(&mut self, text: &str, args: &[Arg], site: Site) -> Option<Value> {
        if text.len() > 32 {
            return None;
        }
        if let Some(schema) = self.made_schema(text, args) {
            return Some(schema);
        }
        let first = args.first().map(|arg| arg.value);
        match text {
            "functools.partial" | "functools.partialmethod" => {
                Some(self.partial(first?, Value::NULL, args.get(1..).unwrap_or_default()))
            }
            "functools.wraps()"
            | "functools.lru_cache()"
            | "functools.lru_cache"
            | "functools.cache"
            | "contextlib.contextmanager"
            | "util.promisify"
            | "util.callbackify"
            | "promisify"
            | "contextlib.asynccontextmanager"
            | "copy.copy"
            | "functools.singledispatch"
            | "util.promisify()" => {
                let value = first?;
                (self.is_function(value) || text.starts_with("copy") || matches!(value.form, Form::External(_)))
                    .then_some(value)
            }
            "copy.deepcopy" => first,
            "re.match" | "re.search" | "re.fullmatch" | "regex.fullmatch" | "regex.match" => {
                let pattern = self.pattern_text(first?)?;
                let how = text.rsplit('.').next().unwrap_or_default();
                Some(self.matched(&pattern, how, args.get(1)?))
            }
            "re.sub" => {
                let pattern = self.pattern_text(first?)?;
                Some(self.substituted(&pattern, args.get(1)?.value, args.get(2)?.value))
            }
            "uuid.UUID"
            | "ipaddress.ip_address"
            | "ipaddress.ip_network"
            | "ipaddress.IPv4Address"
            | "decimal.Decimal"
            | "datetime.datetime.strptime"
            | "datetime.datetime.fromisoformat"
            | "datetime.date.fromisoformat" => {
                // It throws unless the text is one.
                if let Some(target) = args.first()?.target {
                    self.assume(Some(&alloc::vec![(target, ALL)]));
                }
                Some(Value::UNKNOWN)
            }
            "os.path.realpath"
            | "os.path.abspath"
            | "os.path.normpath"
            | "path.resolve"
            | "path.normalize"
            | "fs.realpathSync"
            | "fs.promises.realpath" => {
                let taint = self.taint_of(args);
                Some(self.masked(Value::unknown(taint), crate::properties::RESOLVED))
            }
            "functools.reduce" => {
                let (function, list) = (first?, args.get(1)?.value);
                let item = self.item_of(list, false);
                let start = args.get(2).map_or(item, |arg| arg.value);
                let next = self.invoke(function, &[start, item], site.spot);
                Some(self.values.join(start, next))
            }
            "json.loads" | "json.load" | "simplejson.loads" | "ujson.loads" | "orjson.loads" => {
                let value = first?;
                Some(self.decoded(value))
            }
            "json.dumps" | "orjson.dumps" | "ujson.dumps" | "simplejson.dumps" => {
                let taint = self.deep_taint(first?);
                let taint = self.values.clean(taint, 0);
                Some(Value::unknown(taint))
            }
            "collections.OrderedDict" | "collections.defaultdict" | "collections.Counter" => {
                let object = self.heap.add(Kind::Plain, None);
                if text == "collections.defaultdict"
                    && let Some(factory) = first.filter(|first| self.is_callable(*first))
                {
                    self.heap.write(object, Key::Factory, factory);
                }
                for arg in args {
                    if !self.is_function(arg.value) && !matches!(arg.value.form, Form::External(_)) {
                        self.take_over(object, arg.value);
                    }
                }
                Some(Value::object(object))
            }
            "queue.Queue" | "queue.SimpleQueue" | "queue.LifoQueue" | "multiprocessing.Queue" | "asyncio.Queue" => {
                Some(self.new_list(&[]))
            }
            "collections.deque" => {
                let list = self.new_list(&[]);
                if let (Form::Object(id), Some(items)) = (list.form, first) {
                    self.extend_list(id, items);
                }
                Some(list)
            }
            "itertools.chain" => {
                let mut list = self.new_list(&[]);
                for arg in args {
                    list = self.concatenated_lists(list, arg.value);
                }
                Some(list)
            }
            "base64.b64encode"
            | "base64.urlsafe_b64encode"
            | "base64.encodebytes"
            | "binascii.hexlify"
            | "base64.b32encode"
            | "base64.standard_b64encode"
            | "binascii.b2a_base64"
            | "codecs.encode" => Some(Value::unknown(first?.taint)),
            "base64.b64decode"
            | "base64.urlsafe_b64decode"
            | "base64.standard_b64decode"
            | "base64.decodebytes"
            | "base64.b32decode"
            | "binascii.unhexlify"
            | "binascii.a2b_base64"
            | "codecs.decode"
            | "urllib.parse.unquote"
            | "urllib.parse.unquote_plus"
            | "html.unescape"
            | "bytes.fromhex" => Some(self.undone(first?)),
            "flask.abort"
            | "werkzeug.exceptions.abort"
            | "quart.abort"
            | "bottle.abort"
            | "sys.exit"
            | "os._exit"
            | "os.abort"
            | "process.exit"
            | "process.abort" => Some(Value::clean(Form::Object(NEVER))),
            "importlib.import_module" => self.required(first?),
            "asyncio.run"
            | "asyncio.gather"
            | "asyncio.wait_for"
            | "asyncio.create_task"
            | "asyncio.shield"
            | "asyncio.ensure_future" => {
                if text == "asyncio.gather" {
                    let items: Vec<Value> = args.iter().map(|arg| arg.value).collect();
                    return Some(self.new_list(&items));
                }
                first
            }
            "asyncio.to_thread" => {
                let function = first?;
                Some(self.call_value(function, Value::NULL, args.get(1..).unwrap_or_default(), site.spot, Some(site)))
            }
            "threading.Thread" | "multiprocessing.Process" | "threading.Timer" => {
                self.start_thread(args, site);
                None
            }
            _ => None,
        }
    }

    /// Data that was encoded, as it was before: what an encoding cleaned it for is undone.
    fn undone(&mut self, value: Value) -> Value {
        let form = if value.form == Form::Symbol { Form::Symbol } else { Form::Unknown };
        let text = Class::NoSql.bit() | Class::Prototype.bit();
        let taint = self.values.map_taint(value.taint, &mut |values, mark| {
            let clean = values.label(mark.label).map_or(0, |label| label.clean);
            Some(crate::value::Mark { mask: clean | text, ..mark })
        });
        Value::new(form, taint)
    }

    /// A thread runs its target with its arguments.
    fn start_thread(&mut self, args: &[Arg], site: Site) {
        let keyword = |machine: &Self, name: &str| {
            args.iter()
                .find(|arg| arg.keyword.is_some_and(|keyword| machine.text(keyword) == name))
                .map(|arg| arg.value)
        };
        let target = keyword(self, "target").or_else(|| args.get(1).map(|arg| arg.value));
        let given = keyword(self, "args").unwrap_or(Value::NULL);
        let named = keyword(self, "kwargs");
        let Some(target) = target.filter(|target| self.is_function(*target)) else { return };
        let mut list: Vec<Arg> = match self.exact_items(given) {
            Some(items) => items.into_iter().map(|item| self.plain_arg(item, site.spot)).collect(),
            None => {
                let item = self.item_of(given, false);
                alloc::vec![Arg { many: true, ..self.plain_arg(item, site.spot) }]
            }
        };
        if let Some(Form::Object(object)) = named.map(|named| named.form) {
            for (key, value) in self.heap.fields(object).to_vec() {
                if let Key::Name(name) = key {
                    list.push(Arg { keyword: Some(name), ..self.plain_arg(value, site.spot) });
                }
            }
        }
        self.call_value(target, Value::NULL, &list, site.spot, None);
    }

    fn taint_of(&mut self, args: &[Arg]) -> crate::value::TaintId {
        let mut taint = CLEAN;
        for arg in args {
            let inner = self.deep_taint(arg.value);
            taint = self.values.join_taints(taint, inner);
        }
        taint
    }

    fn python_call(&mut self, name: &str, args: &[Arg], site: Site) -> Option<Value> {
        let first = args.first().map(|arg| arg.value);
        match name {
            "int" | "float" | "complex" => {
                if let (Some(target), 1) = (args.first().and_then(|arg| arg.target), args.len()) {
                    // It throws unless the text is a number.
                    self.assume(Some(&alloc::vec![(target, ALL)]));
                }
                if let Some(Form::Text(text)) = first.map(|first| first.form)
                    && let Some(number) = super::expression::number(self.text(text).trim())
                {
                    return Some(Value::number(number));
                }
                Some(match first {
                    Some(Value { form: Form::Number(_), .. }) => first?,
                    Some(value) => self.number_from(&[value]),
                    None => Value::clean(Form::AnyNumber),
                })
            }
            "len" => Some(match first {
                Some(first) => self.length_of(first),
                None => Value::clean(Form::AnyNumber),
            }),
            "abs" | "round" | "sum" | "ord" | "hash" | "id" | "divmod" | "pow" => {
                let values: Vec<Value> = args.iter().map(|arg| arg.value).collect();
                Some(self.number_from(&values))
            }
            "bool" | "callable" | "hasattr" | "issubclass" => Some(match first {
                Some(first) if name == "bool" => {
                    let facts = self.facts_of(first);
                    Value::clean(self.values.fact(facts))
                }
                _ => Value::UNKNOWN,
            }),
            "str" | "repr" | "bytes" | "bytearray" | "ascii" | "format" | "memoryview" => {
                let Some(value) = first else { return Some(Value::clean(Form::Text(self.constants.empty))) };
                self.textual(value)
            }
            "list" | "tuple" | "set" | "frozenset" | "sorted" | "reversed" | "iter" => {
                let list = self.new_list(&[]);
                if let (Form::Object(id), Some(value)) = (list.form, first) {
                    self.extend_list(id, value);
                    if name == "sorted" || name == "reversed" {
                        let item = self.any_entry(id, CLEAN);
                        return Some(self.list_of(item));
                    }
                    return Some(Value::new(list.form, value.taint));
                }
                Some(list)
            }
            "dict" => {
                let object = self.heap.add(Kind::Plain, None);
                for arg in args {
                    match arg.keyword {
                        Some(name) => self.heap.put(&mut self.values, object, Key::Name(name), arg.value),
                        None => self.dictionary_from(object, arg.value),
                    }
                }
                Some(Value::object(object))
            }
            "range" => Some(self.list_of(Value::clean(Form::AnyNumber))),
            "enumerate" => {
                let item = self.item_of(first?, false);
                let pair = self.new_list(&[Value::clean(Form::AnyNumber), item]);
                Some(self.list_of(pair))
            }
            "zip" => {
                let mut items = Vec::new();
                for arg in args {
                    items.push(self.item_of(arg.value, false));
                }
                let pair = self.new_list(&items);
                Some(self.list_of(pair))
            }
            "map" => {
                let list = args.get(1)?.value;
                let function = first?;
                if let Form::External(_) = function.form {
                    let item = self.item_of(list, false);
                    let result = self.call_value(
                        function,
                        Value::NULL,
                        &[self.plain_arg(item, site.spot)],
                        site.spot,
                        Some(site),
                    );
                    return Some(self.list_of(result));
                }
                Some(self.mapped(list, function, site))
            }
            "filter" => {
                let (function, list) = (first?, args.get(1)?.value);
                let item = self.item_of(list, false);
                let answer = self.invoke(function, &[item], site.spot);
                let facts = self.facts_of(answer);
                let mark = self.heap.mark();
                self.assume(facts.yes.as_ref());
                let kept = self.found_clean(item);
                self.heap.undo(mark);
                self.heap.release(mark);
                Some(self.list_of(kept))
            }
            "min" | "max" | "next" => {
                let value = first?;
                if args.len() > 1 && name != "next" {
                    let mut joined = value;
                    for arg in args.iter().skip(1).filter(|arg| arg.keyword.is_none()) {
                        joined = self.values.join(joined, arg.value);
                    }
                    return Some(joined);
                }
                let item = self.item_of(value, false);
                Some(match args.get(1) {
                    Some(default) => self.either_default(item, default.value),
                    None => item,
                })
            }
            "any" => Some(Value::UNKNOWN),
            "all" => {
                let item = self.item_of(first?, false);
                let facts = self.facts_of(item);
                Some(self.all_of(facts.yes))
            }
            "isinstance" => {
                let subject = args.first()?;
                let kind = args.get(1)?.value;
                let mask = self.types_mask(kind);
                Some(self.facts_about(subject.target, mask, true))
            }
            "type" => Some(Value::UNKNOWN),
            "getattr" => {
                let (object, attribute) = (first?, args.get(1)?.value);
                let value = match self.key_of(attribute) {
                    Some(Key::Name(name)) => self.member_value(object, name, site.spot.span),
                    _ => match object.form {
                        Form::Object(id) => {
                            let value = self.any_entry(id, object.taint);
                            self.values.join(value, Value::unknown(attribute.taint))
                        }
                        _ => Value::unknown(self.values.join_taints(object.taint, attribute.taint)),
                    },
                };
                Some(match args.get(2) {
                    Some(default) => self.either_default(value, default.value),
                    None => value,
                })
            }
            "setattr" => {
                let (object, attribute, value) = (first?, args.get(1)?.value, args.get(2)?.value);
                match (object.form, self.key_of(attribute)) {
                    (Form::Object(id), Some(key)) => self.heap.put(&mut self.values, id, key, value),
                    (Form::Object(id), None) => self.heap.add_to(&mut self.values, id, Key::Rest, value),
                    (Form::External(path), Some(key)) => self.remember(path, key, value),
                    _ => {}
                }
                Some(Value::NULL)
            }
            "chr" => {
                let Some(Form::Number(bits)) = first.map(|first| first.form) else { return Some(Value::UNKNOWN) };
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
                let letter = char::from_u32(f64::from_bits(bits) as u32)?;
                let mut buffer = [0; 4];
                Some(Value::clean(Form::Text(self.intern(letter.encode_utf8(&mut buffer)))))
            }
            "exit" | "quit" => Some(Value::clean(Form::Object(NEVER))),
            "super" => Some(self.parent_value()),
            "object" | "print" | "vars" | "locals" | "dir" => None,
            "Exception" | "ValueError" | "RuntimeError" | "TypeError" | "KeyError" | "BaseException" => {
                Some(self.new_error(args))
            }
            _ if name.ends_with("Error") || name.ends_with("Exception") => Some(self.new_error(args)),
            _ => None,
        }
    }

    fn textual(&mut self, value: Value) -> Option<Value> {
        Some(match value.form {
            Form::Symbol | Form::Text(_) => self.masked(value, Class::NoSql.bit() | Class::Prototype.bit()),
            Form::Number(_) => self.as_text(value),
            Form::Object(object) => {
                let method = match self.heap.kind(object) {
                    Kind::Instance { class } => {
                        let name = self.intern("__str__");
                        self.class_member(class, name, value, Span::new(0, 0))
                    }
                    _ => None,
                };
                match method.filter(|method| matches!(method.form, Form::Object(_))) {
                    Some(method) => {
                        let spot = self.spot(Span::new(0, 0));
                        self.call_value(method, Value::NULL, &[], spot, None)
                    }
                    None => Value::unknown(self.deep_taint(value)),
                }
            }
            _ => {
                let value = Value::unknown(self.deep_taint(value));
                self.masked(value, Class::NoSql.bit())
            }
        })
    }

    /// Entries from pairs or another dictionary.
    fn dictionary_from(&mut self, object: ObjId, value: Value) {
        if let Some(items) = self.exact_items(value) {
            for item in items {
                let pair = self.exact_items(item);
                let (key, entry) = match pair.as_deref() {
                    Some([key, entry]) => (*key, *entry),
                    _ => (Value::UNKNOWN, self.item_of(item, false)),
                };
                match self.key_of(key) {
                    Some(key) => self.heap.put(&mut self.values, object, key, entry),
                    None => self.heap.add_to(&mut self.values, object, Key::Rest, entry),
                }
            }
            return;
        }
        self.take_over(object, value);
    }

    fn types_mask(&mut self, kind: Value) -> u64 {
        let items = self.exact_items(kind).unwrap_or_else(|| alloc::vec![kind]);
        items
            .into_iter()
            .map(|item| match item.form {
                Form::External(path) => type_mask(self.paths.text(path)),
                _ => 0,
            })
            .fold(u64::MAX, |mask, other| mask & other)
            & ALL
    }

    /// An error of the program's own making.
    fn new_error(&mut self, args: &[Arg]) -> Value {
        let error = self.heap.add(Kind::Plain, None);
        let message = args.first().map_or(Value::UNKNOWN, |arg| arg.value);
        let name = self.constants.message;
        self.heap.write(error, Key::Name(name), message);
        let items: Vec<Value> = args.iter().map(|arg| arg.value).collect();
        let list = self.new_list(&items);
        let name = self.intern("args");
        self.heap.write(error, Key::Name(name), list);
        if !self.python() {
            let stack = self.intern("stack");
            let caught = self.error_value();
            let stack_value = self.symbol_entry(caught.taint, stack);
            let taint = self.values.join_taints(stack_value.taint, message.taint);
            self.heap.write(error, Key::Name(stack), Value::unknown(taint));
        }
        Value::object(error)
    }

    fn javascript_call(&mut self, name: &str, args: &[Arg], site: Site) -> Option<Value> {
        let first = args.first().map(|arg| arg.value);
        match name {
            "parseInt" | "parseFloat" | "Number" | "BigInt" | "Number.parseInt" | "Number.parseFloat" => {
                Some(match first {
                    Some(Value { form: Form::Number(_), .. }) => first?,
                    Some(value) => self.number_from(&[value]),
                    None => Value::clean(Form::AnyNumber),
                })
            }
            "String" | "String.raw" => {
                let value = first?;
                self.textual(value)
            }
            "Boolean" => {
                let facts = self.facts_of(first?);
                Some(Value::clean(self.values.fact(facts)))
            }
            "isNaN" | "Number.isNaN" => Some(self.facts_about(args.first()?.target, ALL, false)),
            "Number.isInteger" | "Number.isFinite" | "Number.isSafeInteger" | "isFinite" => {
                Some(self.facts_about(args.first()?.target, ALL, true))
            }
            "Array.isArray" => Some(Value::UNKNOWN),
            "Array.from" | "Array.of" | "Array" => self.array_from(name, args, site),
            "Set" | "WeakSet" => {
                let list = self.new_list(&[]);
                if let (Form::Object(id), Some(value)) = (list.form, first) {
                    self.extend_list(id, value);
                    return Some(Value::new(list.form, value.taint));
                }
                Some(list)
            }
            "Map" | "WeakMap" | "Object.fromEntries" | "Headers" => {
                let object = self.heap.add(Kind::Plain, None);
                if let Some(value) = first {
                    self.dictionary_from(object, value);
                }
                Some(Value::object(object))
            }
            "Object" | "Object.freeze" | "Object.seal" | "structuredClone" | "Object.preventExtensions" => {
                Some(first.unwrap_or_else(|| Value::object(self.heap.add(Kind::Plain, None))))
            }
            "Object.create" => {
                let object = self.heap.add(Kind::Plain, None);
                self.take_over(object, first?);
                Some(Value::object(object))
            }
            "Object.keys" | "Object.getOwnPropertyNames" | "Reflect.ownKeys" => {
                let key = self.item_of(first?, true);
                Some(self.list_of(key))
            }
            "Object.values" => {
                let value = first?;
                let item = match value.form {
                    Form::Object(object) => self.any_entry(object, value.taint),
                    _ => self.item_of(value, false),
                };
                Some(self.list_of(item))
            }
            "Object.entries" => {
                let value = first?;
                Some(self.pairs(value))
            }
            "Object.assign" => {
                let target = first?;
                if let Form::Object(object) = target.form {
                    for arg in args.iter().skip(1) {
                        self.take_over(object, arg.value);
                    }
                    return Some(target);
                }
                let object = self.heap.add(Kind::Plain, None);
                for arg in args {
                    self.take_over(object, arg.value);
                }
                Some(Value::object(object))
            }
            "Object.defineProperty" => {
                let (target, key) = (first?, args.get(1)?.value);
                let name = self.intern("value");
                let value = self.member_value(args.get(2)?.value, name, site.spot.span);
                if let (Form::Object(object), Some(key)) = (target.form, self.key_of(key)) {
                    self.heap.put(&mut self.values, object, key, value);
                }
                Some(target)
            }
            "JSON.parse" => {
                let value = first?;
                Some(self.decoded(value))
            }
            "JSON.stringify" => {
                let value = first?;
                let taint = self.deep_taint(value);
                Some(Value::unknown(taint))
            }
            "Promise.resolve" => Some(first.unwrap_or(Value::NULL)),
            "Promise.reject" => {
                let value = first.unwrap_or(Value::UNKNOWN);
                self.throw(value, site.spot.span);
                Some(Value::UNKNOWN)
            }
            "Promise.all" | "Promise.any" | "Promise.race" => Some(match name {
                "Promise.all" => first?,
                _ => self.item_of(first?, false),
            }),
            "Promise.allSettled" => {
                let item = self.item_of(first?, false);
                let outcome = self.heap.add(Kind::Plain, None);
                let value = self.intern("value");
                self.heap.write(outcome, Key::Name(value), item);
                Some(self.list_of(Value::object(outcome)))
            }
            "Promise" => Some(self.new_promise(first?, site)),
            "atob" | "decodeURIComponent" | "decodeURI" | "unescape" => Some(self.undone(first?)),
            "Buffer.from" | "Buffer" | "btoa" => {
                let value = first?;
                let taint = self.deep_taint(value);
                let form = if value.form == Form::Symbol { Form::Symbol } else { Form::Unknown };
                Some(Value::new(form, taint))
            }
            "require" => self.required(first?),
            "setTimeout" | "setImmediate" | "queueMicrotask" | "setInterval" | "process.nextTick" => {
                let function = first?;
                if self.is_function(function) {
                    let rest: Vec<Value> = args.iter().skip(2).map(|arg| arg.value).collect();
                    self.aside(|machine| {
                        machine.invoke(function, &rest, site.spot);
                    });
                    return Some(Value::UNKNOWN);
                }
                None
            }
            "process.exit" | "process.abort" => Some(Value::clean(Form::Object(NEVER))),
            "Reflect.get" => Some(self.index_value(first?, args.get(1)?.value, site.spot.span)),
            "Error" | "TypeError" | "RangeError" | "SyntaxError" | "EvalError" | "URIError" => {
                Some(self.new_error(args))
            }
            "Date.now" | "Math.floor" | "Math.round" | "Math.ceil" | "Math.abs" | "Math.min" | "Math.max"
            | "Math.trunc" => {
                let values: Vec<Value> = args.iter().map(|arg| arg.value).collect();
                Some(self.number_from(&values))
            }
            "Symbol" | "Symbol.for" => Some(Value::UNKNOWN),
            _ => None,
        }
    }

    fn array_from(&mut self, name: &str, args: &[Arg], site: Site) -> Option<Value> {
        let items: Vec<Value> = args.iter().map(|arg| arg.value).collect();
        if name == "Array.of" || (name == "Array" && args.len() != 1) {
            return Some(self.new_list(&items));
        }
        if name == "Array" {
            return Some(self.list_of(Value::NULL));
        }
        let source = *items.first()?;
        if let Some(function) = items.get(1).copied().filter(|function| self.is_function(*function)) {
            return Some(self.mapped(source, function, site));
        }
        let list = self.new_list(&[]);
        if let Form::Object(id) = list.form {
            self.extend_list(id, source);
        }
        Some(list)
    }

    /// `new Promise((resolve, reject) => …)`: it comes to what `resolve` is called with.
    fn new_promise(&mut self, executor: Value, site: Site) -> Value {
        let holder = self.heap.add(Kind::Plain, None);
        let resolve = self.heap.add(Kind::Bound { function: Value::NULL, this: Value::object(holder) }, None);
        let reject = self.heap.add(Kind::Bound { function: Value::NULL, this: Value::NULL }, None);
        self.records.resolvers.push((resolve, holder));
        self.invoke(executor, &[Value::object(resolve), Value::object(reject)], site.spot);
        self.heap.read(holder, Key::Rest).unwrap_or(Value::UNKNOWN)
    }

    /// Calls the function that a promise gave out.
    pub(super) fn resolve_promise(&mut self, object: ObjId, args: &[Arg]) -> Option<Value> {
        let (_, holder) = *self.records.resolvers.iter().rev().find(|(resolve, _)| *resolve == object)?;
        let value = args.first().map_or(Value::NULL, |arg| arg.value);
        self.heap.add_to(&mut self.values, holder, Key::Rest, value);
        Some(Value::NULL)
    }

    /// `require(name)`.
    pub(super) fn required(&mut self, name: Value) -> Option<Value> {
        let text = self.constant(name)?;
        Some(self.module_by_text(&text, 0))
    }

    /// A name that an import of everything may have brought.
    pub(super) fn starred(&mut self, name: buckler_syntax::tree::Name) -> Option<Value> {
        let sym = self.sym(name);
        let stars = self.modules.get(&self.module_id())?.stars.clone();
        for path in stars {
            let child = self.path_step(path, Segment::Member(sym))?;
            let known = self.paths.get(child).is_some_and(|path| !path.nodes.is_empty());
            if known {
                return Some(
                    self.source_at(child, Span::new(0, 0), false).unwrap_or(Value::clean(Form::External(child))),
                );
            }
        }
        None
    }
}
