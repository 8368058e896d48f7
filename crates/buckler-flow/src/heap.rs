//! Objects and variables, with a journal: what a branch wrote can be taken back, kept, and joined with another branch.

use crate::analysis::ModuleId;
use crate::strings::Sym;
use crate::value::{Form, ObjId, PathId, Value, Values};
use alloc::vec::Vec;
use buckler_syntax::tree::{ClassId, ExprId, FunctionId};
use hashbrown::HashMap;

/// A place in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    Name(Sym),
    Index(u32),
    /// Any place that is not known by itself.
    Rest,
    /// Keys that are not known by themselves.
    RestKeys,
    /// The number of items, while it is known.
    Length,
    /// What makes entries that are not there yet.
    Factory,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Plain,
    List,
    Scope {
        parent: Option<ObjId>,
        module: ModuleId,
        function: Option<FunctionId>,
    },
    Function {
        module: ModuleId,
        function: FunctionId,
        scope: ObjId,
        this: Option<Value>,
    },
    Class {
        module: ModuleId,
        class: ClassId,
        scope: ObjId,
    },
    Instance {
        class: ObjId,
    },
    /// What a module exports.
    Exports(ModuleId),
    /// A function together with what it is called on.
    Bound {
        function: Value,
        this: Value,
    },
    /// What is remembered of something of a package.
    Memory(PathId),
    /// A schema that data is checked by.
    Schema(Schema),
    /// Labels that were found clean.
    Checked,
    /// `super`: methods are looked up from this class on.
    Parent {
        class: ObjId,
        this: Value,
    },
}

/// What a schema lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schema {
    Any,
    /// What is clean for these classes; all bits when nothing of it is of anybody's own choice.
    Clean(u64),
    /// Entries that have schemas of their own; others too if it is open.
    Object {
        open: bool,
    },
    List,
}

#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) kind: Kind,
    fields: Vec<(Key, Value)>,
    index: Option<HashMap<Key, u32>>,
    /// The literal or call that made it.
    pub(crate) site: Option<(ModuleId, ExprId)>,
    /// Whether it stands for several: then writes add to what is there.
    pub(crate) many: bool,
    /// Whether it can be reached without knowing it, so that its writes are taken back in any case.
    shared: bool,
    pub(crate) version: u32,
}

/// Entries kept apart in one object.
const MOST_FIELDS: usize = 256;
/// From here on entries are found by a table.
const INDEXED: usize = 12;

/// The object that holds which labels were found clean.
pub(crate) const CHECKED: ObjId = ObjId(0);

#[derive(Debug)]
pub(crate) struct Heap {
    objects: Vec<Object>,
    journal: Vec<(ObjId, Key, Option<Value>)>,
    /// Objects from here on were made since the last point: nobody else can know them, so they need no journal.
    fresh_from: u32,
}

/// A state that can be gone back to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Point {
    at: usize,
    own: u32,
    outer: u32,
}

/// What a branch wrote, by object and place.
pub(crate) type Delta = Vec<(ObjId, Key, Option<Value>)>;

impl Heap {
    pub(crate) fn new() -> Self {
        let mut heap = Self { objects: Vec::new(), journal: Vec::new(), fresh_from: 0 };
        // What was found clean, and what never comes back.
        heap.add(Kind::Checked, None);
        heap.add(Kind::Checked, None);
        heap
    }

    pub(crate) fn add(&mut self, kind: Kind, site: Option<(ModuleId, ExprId)>) -> ObjId {
        let id = ObjId(u32::try_from(self.objects.len()).unwrap_or(u32::MAX));
        self.objects.push(Object {
            kind,
            fields: Vec::new(),
            index: None,
            site,
            many: false,
            shared: false,
            version: 0,
        });
        id
    }

    pub(crate) fn len(&self) -> usize {
        self.objects.len()
    }

    /// Forgets objects made after the first `length` ones, and all that could be taken back.
    pub(crate) fn forget_from(&mut self, length: usize) {
        self.objects.truncate(length);
        self.journal.clear();
        self.fresh_from = 0;
    }

    pub(crate) fn get(&self, id: ObjId) -> Option<&Object> {
        self.objects.get(id.0 as usize)
    }

    pub(crate) fn kind(&self, id: ObjId) -> Kind {
        self.get(id).map_or(Kind::Plain, |object| object.kind)
    }

    pub(crate) fn set_kind(&mut self, id: ObjId, kind: Kind) {
        if let Some(object) = self.objects.get_mut(id.0 as usize) {
            object.kind = kind;
        }
    }

    pub(crate) fn set_many(&mut self, id: ObjId) {
        if let Some(object) = self.objects.get_mut(id.0 as usize) {
            object.many = true;
        }
    }

    pub(crate) fn share(&mut self, id: ObjId) {
        if let Some(object) = self.objects.get_mut(id.0 as usize) {
            object.shared = true;
        }
    }

    pub(crate) fn read(&self, id: ObjId, key: Key) -> Option<Value> {
        self.get(id)?.read(key)
    }

    /// Entries in the order in which they were first written.
    pub(crate) fn fields(&self, id: ObjId) -> &[(Key, Value)] {
        self.get(id).map_or(&[], |object| &object.fields)
    }

    /// Writes, replacing what was there.
    pub(crate) fn write(&mut self, id: ObjId, key: Key, value: Value) {
        self.set(id, key, Some(value));
    }

    pub(crate) fn remove(&mut self, id: ObjId, key: Key) {
        if self.read(id, key).is_some() {
            self.set(id, key, None);
        }
    }

    /// Writes into an object that may stand for several, or too full: then adding to what is there.
    pub(crate) fn put(&mut self, values: &mut Values, id: ObjId, key: Key, value: Value) {
        let Some(object) = self.get(id) else { return };
        let full = object.fields.len() >= MOST_FIELDS && object.read(key).is_none();
        let key = if full { Key::Rest } else { key };
        if object.many || full || key == Key::Rest || key == Key::RestKeys {
            self.add_to(values, id, key, value);
        } else {
            self.write(id, key, value);
        }
    }

    /// Adds to what is there.
    pub(crate) fn add_to(&mut self, values: &mut Values, id: ObjId, key: Key, value: Value) {
        let joined = self.read(id, key).map_or(value, |old| values.join(old, value));
        self.write(id, key, joined);
    }

    fn set(&mut self, id: ObjId, key: Key, value: Option<Value>) {
        let Some(object) = self.objects.get_mut(id.0 as usize) else { return };
        let old = object.set(key, value);
        if old != value {
            object.version = object.version.wrapping_add(1);
            if id.0 < self.fresh_from || object.shared {
                self.journal.push((id, key, old));
            }
        }
    }

    /// Begins something that may be taken back.
    pub(crate) fn mark(&mut self) -> Point {
        let own = u32::try_from(self.objects.len()).unwrap_or(u32::MAX);
        let point = Point { at: self.journal.len(), own, outer: self.fresh_from };
        self.fresh_from = own;
        point
    }

    /// Ends it: from here on it is not gone back to.
    pub(crate) const fn release(&mut self, point: Point) {
        self.fresh_from = point.outer;
    }

    /// What was written since a point.
    pub(crate) fn peek(&self, point: Point) -> Delta {
        let entries = self.journal.get(point.at..).unwrap_or_default();
        let mut delta: Delta = entries.iter().map(|(id, key, _)| (*id, *key, self.read(*id, *key))).collect();
        delta.sort_unstable_by_key(|(id, key, _)| (*id, *key));
        delta.dedup_by_key(|(id, key, _)| (*id, *key));
        delta
    }

    /// Like [`Heap::peek`], and takes it back.
    pub(crate) fn take(&mut self, point: Point) -> Delta {
        let delta = self.peek(point);
        self.undo(point);
        delta
    }

    /// Goes back.
    pub(crate) fn undo(&mut self, point: Point) {
        self.fresh_from = point.own;
        while self.journal.len() > point.at {
            let Some((id, key, old)) = self.journal.pop() else { break };
            if let Some(object) = self.objects.get_mut(id.0 as usize) {
                object.set(key, old);
                object.version = object.version.wrapping_add(1);
            }
        }
    }

    pub(crate) fn apply(&mut self, delta: &Delta) {
        for (id, key, value) in delta {
            self.set(*id, *key, *value);
        }
    }

    /// The state after one of several branches, all taken back to the same state.
    pub(crate) fn merge(&mut self, values: &mut Values, branches: &[Delta]) {
        match branches {
            [] => return,
            [one] => return self.apply(one),
            _ => {}
        }
        let mut cells: Vec<(ObjId, Key)> = branches.iter().flatten().map(|(id, key, _)| (*id, *key)).collect();
        cells.sort_unstable();
        cells.dedup();
        let mut places: Vec<usize> = alloc::vec![0; branches.len()];
        let mut merged: Delta = Vec::with_capacity(cells.len());
        for (id, key) in cells {
            let base = self.read(id, key);
            let mut result: Option<Option<Value>> = None;
            for (branch, place) in branches.iter().zip(&mut places) {
                let value = match branch.get(*place) {
                    Some((other, other_key, value)) if (*other, *other_key) == (id, key) => {
                        *place += 1;
                        *value
                    }
                    _ => base,
                };
                result = Some(match result {
                    None => value,
                    Some(before) => join_cells(values, id, key, before, value),
                });
            }
            merged.push((id, key, result.flatten()));
        }
        self.apply(&merged);
    }

    /// Whether a branch changed something that was there before it.
    pub(crate) fn changes(&self, values: &Values, before: usize, delta: &Delta) -> bool {
        delta.iter().any(|(id, key, value)| {
            (id.0 as usize) < before
                && match (self.read(*id, *key), value) {
                    (Some(old), Some(new)) => !values.same(old, *new),
                    (None, Some(_)) => !matches!(self.kind(*id), Kind::Scope { .. }),
                    (_, None) => false,
                }
        })
    }
}

fn join_cells(values: &mut Values, id: ObjId, key: Key, first: Option<Value>, second: Option<Value>) -> Option<Value> {
    if id == CHECKED {
        return match (first?.form, second?.form) {
            (Form::Number(one), Form::Number(other)) => Some(Value::clean(Form::Number(one & other))),
            _ => None,
        };
    }
    match (first, second) {
        (Some(first), Some(second)) if key == Key::Length && first != second => None,
        (Some(first), Some(second)) => Some(values.join(first, second)),
        (Some(_), None) | (None, Some(_)) if key == Key::Length => None,
        (first, second) => first.or(second),
    }
}

impl Object {
    pub(crate) fn read(&self, key: Key) -> Option<Value> {
        self.position(key).and_then(|place| self.fields.get(place)).map(|(_, value)| *value)
    }

    fn position(&self, key: Key) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(&key).map(|place| *place as usize),
            None => self.fields.iter().position(|(other, _)| *other == key),
        }
    }

    fn set(&mut self, key: Key, value: Option<Value>) -> Option<Value> {
        match (self.position(key), value) {
            (Some(place), Some(value)) => self.fields.get_mut(place).map(|(_, old)| core::mem::replace(old, value)),
            (Some(place), None) => {
                let last = place + 1 == self.fields.len();
                let (_, old) = self.fields.remove(place);
                match &mut self.index {
                    // Taking writes back removes the last one each time.
                    Some(index) if last => {
                        index.remove(&key);
                    }
                    Some(_) => self.rebuild(),
                    None => {}
                }
                Some(old)
            }
            (None, Some(value)) => {
                self.fields.push((key, value));
                match &mut self.index {
                    Some(index) => {
                        index.insert(key, u32::try_from(self.fields.len() - 1).unwrap_or(u32::MAX));
                    }
                    None if self.fields.len() > INDEXED => self.rebuild(),
                    None => {}
                }
                None
            }
            (None, None) => None,
        }
    }

    fn rebuild(&mut self) {
        self.index = Some(self.fields.iter().zip(0u32..).map(|((key, _), place)| (*key, place)).collect());
    }
}
