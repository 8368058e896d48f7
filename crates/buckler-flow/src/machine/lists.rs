//! Lists: items by position while their number is known.

use super::Machine;
use crate::heap::{Key, Kind};
use crate::value::{CLEAN, Form, ObjId, Value};
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprId, ExprKind, List};

/// Items kept apart in one list.
const MOST_ITEMS: u32 = 128;

impl Machine<'_> {
    pub(super) fn list_literal(&mut self, id: ExprId, items: List<ExprId>) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let list = self.allocate(Kind::List, id);
        let fresh = self.heap.fields(list).is_empty();
        if fresh {
            self.heap.write(list, Key::Length, Value::number(0.0));
        }
        for item in tree.list(items) {
            if let ExprKind::Spread(inner) = tree.expr(*item).kind {
                let inner = self.eval(inner);
                self.extend_list(list, inner);
                continue;
            }
            let value = self.eval(*item);
            if fresh {
                self.push(list, value);
            } else {
                self.heap.add_to(&mut self.values, list, Key::Rest, value);
                self.heap.remove(list, Key::Length);
            }
        }
        Value::object(list)
    }

    pub(super) fn new_list(&mut self, items: &[Value]) -> Value {
        let list = self.heap.add(Kind::List, None);
        self.heap.write(list, Key::Length, Value::number(0.0));
        for item in items {
            self.push(list, *item);
        }
        Value::object(list)
    }

    /// A list of which only some item is known.
    pub(super) fn list_of(&mut self, item: Value) -> Value {
        let list = self.heap.add(Kind::List, None);
        self.heap.write(list, Key::Rest, item);
        Value::object(list)
    }

    pub(super) fn list_length(&self, list: ObjId) -> Option<u32> {
        match self.heap.read(list, Key::Length)?.form {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are small and whole")]
            Form::Number(bits) => Some(f64::from_bits(bits) as u32),
            _ => None,
        }
    }

    fn set_length(&mut self, list: ObjId, length: u32) {
        self.heap.write(list, Key::Length, Value::number(f64::from(length)));
    }

    /// Adds an item at the end.
    pub(super) fn push(&mut self, list: ObjId, value: Value) {
        let many = self.heap.get(list).is_some_and(|object| object.many);
        let empty = self.heap.fields(list).is_empty() && self.heap.kind(list) == Kind::List;
        match self.list_length(list).or(empty.then_some(0)) {
            Some(length) if length < MOST_ITEMS && !many => {
                self.heap.write(list, Key::Index(length), value);
                self.set_length(list, length + 1);
            }
            _ => {
                self.heap.remove(list, Key::Length);
                self.heap.add_to(&mut self.values, list, Key::Rest, value);
            }
        }
    }

    pub(super) fn extend_list(&mut self, list: ObjId, value: Value) {
        match self.exact_items(value) {
            Some(items) => {
                for item in items {
                    self.push(list, item);
                }
            }
            None => {
                let item = self.item_of(value, false);
                self.heap.remove(list, Key::Length);
                self.heap.add_to(&mut self.values, list, Key::Rest, item);
            }
        }
    }

    pub(super) fn concatenated_lists(&mut self, left: Value, right: Value) -> Value {
        let result = self.heap.add(Kind::List, None);
        self.heap.write(result, Key::Length, Value::number(0.0));
        self.extend_list(result, left);
        self.extend_list(result, right);
        Value::new(Form::Object(result), self.values.join_taints(left.taint, right.taint))
    }

    /// All items, if they are known one by one.
    pub(super) fn exact_items(&mut self, value: Value) -> Option<Vec<Value>> {
        match value.form {
            Form::Object(list) => {
                let length = self.list_length(list)?;
                let rest = self.heap.read(list, Key::Rest);
                if rest.is_some() {
                    return None;
                }
                let items: Option<Vec<Value>> =
                    (0..length).map(|index| self.heap.read(list, Key::Index(index))).collect();
                let items = items?;
                if value.taint == CLEAN {
                    return Some(items);
                }
                let taint = value.taint;
                Some(
                    items
                        .into_iter()
                        .map(|item| Value::new(item.form, self.values.join_taints(item.taint, taint)))
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// Replaces all items.
    pub(super) fn set_items(&mut self, list: ObjId, items: &[Value]) {
        let old: Vec<Key> = self.heap.fields(list).iter().map(|(key, _)| *key).collect();
        for key in old {
            self.heap.remove(list, key);
        }
        self.set_length(list, 0);
        for item in items {
            self.push(list, *item);
        }
    }

    /// What a loop over a value takes from it; the keys of an object in Python and where JavaScript asks for keys.
    pub(super) fn item_of(&mut self, value: Value, keys: bool) -> Value {
        self.each_form(value, |machine, value| machine.item_of_one(value, keys))
    }

    fn item_of_one(&mut self, value: Value, keys: bool) -> Value {
        match value.form {
            Form::Object(object) => match self.heap.kind(object) {
                Kind::List if keys => Value::clean(Form::AnyNumber),
                Kind::List => self.any_entry(object, value.taint),
                Kind::Plain if keys || self.python() => self.some_key(object, value.taint),
                Kind::Instance { class } => self.iterated_instance(object, class, value),
                _ => self.any_entry(object, value.taint),
            },
            Form::Symbol if keys => Value::unknown(value.taint),
            Form::Symbol => self.symbol_entry(value.taint, self.constants.any),
            Form::External(path) => match self.path_step(path, crate::paths::Segment::Item) {
                Some(item) => {
                    let span = buckler_syntax::tree::Span::new(0, 0);
                    self.source_at(item, span, false).unwrap_or(Value::new(Form::External(item), value.taint))
                }
                None => Value::unknown(value.taint),
            },
            Form::Text(_) | Form::Unknown => Value::unknown(value.taint),
            _ => Value::unknown(value.taint),
        }
    }

    /// Some key of an object.
    pub(super) fn some_key(&mut self, object: ObjId, taint: crate::value::TaintId) -> Value {
        let keys: Vec<Key> = self.heap.fields(object).iter().map(|(key, _)| *key).collect();
        let mut joined: Option<Value> = None;
        for key in keys {
            let key = match key {
                Key::Name(name) => Value::clean(Form::Text(name)),
                Key::Index(number) => Value::number(f64::from(number)),
                Key::RestKeys => self.heap.read(object, Key::RestKeys).unwrap_or(Value::UNKNOWN),
                Key::Rest => Value::UNKNOWN,
                Key::Length | Key::Factory => continue,
            };
            joined = Some(joined.map_or(key, |before| self.values.join(before, key)));
        }
        let key = joined.unwrap_or(Value::UNKNOWN);
        Value::new(key.form, self.values.join_taints(key.taint, taint))
    }

    /// Keys and values as pairs.
    pub(super) fn pairs(&mut self, value: Value) -> Value {
        let Form::Object(object) = value.form else {
            let (key, item) = match value.form {
                Form::Symbol => (Value::unknown(value.taint), self.symbol_entry(value.taint, self.constants.any)),
                _ => (Value::unknown(value.taint), self.item_of(value, false)),
            };
            let pair = self.new_list(&[key, item]);
            return self.list_of(pair);
        };
        let fields: Vec<(Key, Value)> = self.heap.fields(object).to_vec();
        let closed = fields.iter().all(|(key, _)| matches!(key, Key::Name(_) | Key::Index(_) | Key::Length));
        if closed && fields.len() <= 16 && value.taint == CLEAN {
            let mut pairs = Vec::new();
            for (key, entry) in fields {
                let key = match key {
                    Key::Name(name) => Value::clean(Form::Text(name)),
                    Key::Index(number) => Value::number(f64::from(number)),
                    _ => continue,
                };
                pairs.push(self.new_list(&[key, entry]));
            }
            return self.new_list(&pairs);
        }
        let key = self.some_key(object, value.taint);
        let entry = self.any_entry(object, value.taint);
        let pair = self.new_list(&[key, entry]);
        self.list_of(pair)
    }

    /// The items from a position on, for `[a, *rest]`.
    pub(super) fn rest_items(&mut self, value: Value, from: u32) -> Value {
        if let Some(items) = self.exact_items(value) {
            let rest: Vec<Value> = items.into_iter().skip(from as usize).collect();
            return self.new_list(&rest);
        }
        let item = self.item_of(value, false);
        self.list_of(item)
    }

    pub(super) fn length_of(&mut self, value: Value) -> Value {
        match value.form {
            Form::Object(object) => match (self.heap.kind(object), self.list_length(object)) {
                (Kind::List, Some(length)) => Value::number(f64::from(length)),
                (Kind::Plain, _) if self.heap.read(object, Key::Rest).is_none() && self.python() => {
                    let count = self.heap.fields(object).len();
                    Value::number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)))
                }
                _ => Value::clean(Form::AnyNumber),
            },
            Form::Text(text) if !self.text(text).contains('\0') => {
                let count = self.text(text).chars().count();
                Value::number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)))
            }
            _ => Value::clean(Form::AnyNumber),
        }
    }
}
