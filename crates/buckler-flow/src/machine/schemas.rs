//! Schemas written in the program (zod, Joi): they decide what the parts of data may hold that they let through.

use super::compare::ALL;
use super::{Arg, Machine};
use crate::catalog::Kind as Class;
use crate::heap::{Key, Kind, Schema};
use crate::regex;
use crate::strings::Sym;
use crate::value::{CLEAN, Form, ObjId, Value};
use alloc::string::ToString;
use alloc::vec::Vec;
use buckler_syntax::tree::Span;

/// Schemas looked into one inside the other.
const DEEPEST_SCHEMA: u32 = 8;
/// Where a schema keeps what it is made of.
pub(super) const INNER: Key = Key::Index(0);

/// What lets through nothing that could do harm.
const PLAIN: [&str; 24] = [
    "number",
    "int",
    "int32",
    "float32",
    "float64",
    "bigint",
    "boolean",
    "date",
    "time",
    "datetime",
    "isoDate",
    "enum",
    "nativeEnum",
    "literal",
    "valid",
    "uuid",
    "guid",
    "cuid",
    "cuid2",
    "ulid",
    "nanoid",
    "ipv4",
    "ipv6",
    "alphanum",
];

impl Machine<'_> {
    /// `z.object({…})`, `Joi.string()`: a schema.
    pub(super) fn made_schema(&mut self, path: &str, args: &[Arg]) -> Option<Value> {
        let packages = ["zod.", "zod/v4.", "joi.", "@hapi/joi."];
        let rest = packages.iter().find_map(|package| path.strip_prefix(package))?;
        if rest.contains('(') {
            return None;
        }
        let name = rest.rsplit('.').next().unwrap_or_default();
        let first = args.first().map(|arg| arg.value);
        let (schema, inner) = match name {
            name if PLAIN.contains(&name) => (Schema::Clean(u64::MAX), None),
            "string" | "email" | "url" => (Schema::Clean(Class::NoSql.bit() | Class::Prototype.bit()), None),
            "object" | "strictObject" | "looseObject" => {
                let Some(first) = first else {
                    // Joi lets any entries through until it is told which.
                    let entries = self.schema_entries(Value::UNKNOWN);
                    return Some(self.new_schema(Schema::Object { open: true }, Some(entries)));
                };
                // Entries that are not known may be any.
                let Form::Object(_) = first.form else { return Some(self.new_schema(Schema::Any, None)) };
                (Schema::Object { open: name == "looseObject" }, Some(self.schema_entries(first)))
            }
            "array" => (Schema::List, first),
            "any" | "unknown" => (Schema::Any, None),
            _ => return None,
        };
        Some(self.new_schema(schema, inner))
    }

    fn new_schema(&mut self, schema: Schema, inner: Option<Value>) -> Value {
        let object = self.heap.add(Kind::Schema(schema), None);
        if let Some(inner) = inner {
            self.heap.write(object, INNER, inner);
        }
        Value::object(object)
    }

    /// The entries that an object must have, in an object of their own.
    fn schema_entries(&mut self, entries: Value) -> Value {
        let object = self.heap.add(Kind::Plain, None);
        self.take_over(object, entries);
        Value::object(object)
    }

    /// A method of a schema: one that checks data, or one that makes another schema.
    pub(super) fn schema_method(&mut self, schema: ObjId, kind: Schema, name: Sym, args: &[Arg]) -> Value {
        let method = self.text(name).to_string();
        let first = args.first().map(|arg| arg.value);
        let inner = self.heap.read(schema, INNER);
        match method.as_str() {
            "parse" | "parseAsync" | "validateAsync" => {
                self.accepted(first.unwrap_or(Value::UNKNOWN), Value::object(schema), DEEPEST_SCHEMA)
            }
            "safeParse" | "safeParseAsync" => self.answered_with("data", schema, first),
            "validate" => self.answered_with("value", schema, first),
            "array" => self.new_schema(Schema::List, Some(Value::object(schema))),
            "items" => self.new_schema(Schema::List, first.filter(|_| args.len() == 1)),
            "keys" | "extend" | "append" | "merge" => {
                let more = first.map(|first| self.entries_of(first));
                match (kind, inner, more) {
                    (Schema::Object { .. }, Some(inner), Some(more)) if matches!(more.form, Form::Object(_)) => {
                        let entries = self.schema_entries(inner);
                        if let Form::Object(entries) = entries.form {
                            self.take_over(entries, more);
                        }
                        self.new_schema(kind, Some(entries))
                    }
                    _ => self.new_schema(Schema::Any, None),
                }
            }
            "passthrough" | "loose" | "catchall" | "unknown" if matches!(kind, Schema::Object { .. }) => {
                self.new_schema(Schema::Object { open: true }, inner)
            }
            "regex" | "pattern" => {
                let pattern = first.and_then(|first| self.pattern_text(first));
                let mask = pattern.map_or(0, |pattern| regex::clean_for(&pattern, false)) & ALL;
                match kind {
                    Schema::Clean(known) => self.new_schema(Schema::Clean(known | mask), None),
                    _ => Value::object(schema),
                }
            }
            method if PLAIN.contains(&method) && matches!(kind, Schema::Clean(_) | Schema::Any) => {
                self.new_schema(Schema::Clean(u64::MAX), None)
            }
            "or" | "and" | "pipe" | "transform" | "preprocess" | "concat" | "when" | "external" | "custom" | "rest"
            | "alternatives" | "keyof" | "unwrap" => {
                self.call_back(args, CLEAN);
                self.new_schema(Schema::Any, None)
            }
            _ => {
                self.call_back(args, CLEAN);
                Value::object(schema)
            }
        }
    }

    /// The entries of another schema of an object, or of a plain object.
    fn entries_of(&self, value: Value) -> Value {
        match value.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::Schema(_) => self.heap.read(object, INNER).unwrap_or(Value::UNKNOWN),
                _ => value,
            },
            _ => value,
        }
    }

    /// `{ data }` or `{ value }`, next to the error.
    fn answered_with(&mut self, name: &str, schema: ObjId, data: Option<Value>) -> Value {
        let data = data.unwrap_or(Value::UNKNOWN);
        let accepted = self.accepted(data, Value::object(schema), DEEPEST_SCHEMA);
        let answer = self.heap.add(Kind::Plain, None);
        let error = Value::unknown(self.deep_taint(data));
        for (name, value) in [(name, accepted), ("error", error), ("success", Value::UNKNOWN)] {
            let name = self.intern(name);
            self.heap.write(answer, Key::Name(name), value);
        }
        Value::object(answer)
    }

    /// Data that a schema let through.
    fn accepted(&mut self, data: Value, schema: Value, depth: u32) -> Value {
        let (Form::Object(schema), Some(depth)) = (schema.form, depth.checked_sub(1)) else { return data };
        let Kind::Schema(kind) = self.heap.kind(schema) else { return data };
        let inner = self.heap.read(schema, INNER);
        match (kind, inner.map(|inner| inner.form)) {
            (Schema::Clean(u64::MAX), _) => Value::UNKNOWN,
            (Schema::Clean(mask), _) => self.masked(data, mask),
            (Schema::Object { open }, Some(Form::Object(entries))) if self.holds_something(data) => {
                self.accepted_object(data, entries, open, depth)
            }
            (Schema::List, _) => {
                let item = self.item_of(data, false);
                let fitted = self.accepted(item, inner.unwrap_or(Value::UNKNOWN), depth);
                if fitted == item { data } else { self.list_of(fitted) }
            }
            _ => data,
        }
    }

    fn holds_something(&self, data: Value) -> bool {
        data.taint != CLEAN || matches!(data.form, Form::Object(_) | Form::Either(_))
    }

    fn accepted_object(&mut self, data: Value, entries: ObjId, open: bool, depth: u32) -> Value {
        let result = self.heap.add(Kind::Plain, None);
        let schemas: Vec<(Key, Value)> = self.heap.fields(entries).to_vec();
        for (key, schema) in schemas {
            let Key::Name(name) = key else {
                // What comes with a name that is not known is let through.
                self.heap.add_to(&mut self.values, result, Key::Rest, data);
                continue;
            };
            let entry = self.index_value(data, Value::clean(Form::Text(name)), Span::new(0, 0));
            let entry = self.accepted(entry, schema, depth);
            self.heap.put(&mut self.values, result, key, entry);
        }
        if open {
            let rest = Value::unknown(self.deep_taint(data));
            self.heap.add_to(&mut self.values, result, Key::Rest, rest);
        }
        Value::object(result)
    }
}
