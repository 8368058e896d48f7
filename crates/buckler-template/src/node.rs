//! The tree of a template: what YAML and JSON have in common, each part with its place.

use crate::source::Span;

/// Deepest nesting that is read; real templates stay below 30.
pub(crate) const MAX_DEPTH: usize = 100;
/// Most nodes of one template, aliases expanded. The largest template that is deployed (1 MB) has fewer.
pub(crate) const MAX_NODES: usize = 400_000;

/// One value of a template and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The whole value, a short-form tag such as `!Sub` included.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value can be. Numbers keep the text they were written as, since it is that text that gets deployed.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order written. `!Ref X` is the mapping `{Ref: X}`.
    Map(Vec<Entry>),
}

/// One entry of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its key.
    pub key: Key,
    /// Its value.
    pub value: Node,
}

/// The key of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key without quotes; for a short-form tag the long name, such as `Fn::Sub`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// The value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key.text == key).map(|entry| &entry.value)
    }

    /// The value found by following `keys` through nested mappings.
    pub fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The entries of a mapping, none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a sequence, none for anything else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a text value.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of any scalar: `5` is "5" and `true` is "true", as an environment variable gets it.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// The only entry of a mapping of one, the form every intrinsic function has.
    pub(crate) fn single(&self) -> Option<(&str, &Self)> {
        match self.entries() {
            [entry] => Some((&entry.key.text, &entry.value)),
            _ => None,
        }
    }
}
