//! The tree of a template: what YAML and JSON have in common, each part with its place.

use std::borrow::Cow;
use std::slice;

use crate::resolve::Unknown;
use crate::source::Span;
use crate::symbol::{Symbol, symbols};

/// Deepest nesting that is read; real templates stay below 30.
pub(crate) const MAX_DEPTH: usize = 100;
/// Most nodes of one template, aliases expanded. The largest template that is deployed (1 MB) has fewer.
pub(crate) const MAX_NODES: usize = 400_000;

/// One value of a template and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The whole value, a short-form tag such as `!Sub` included.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value can be. Numbers keep the text they were written as, since it is that text that gets deployed.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Not known before deployment. Parsing gives none of these, evaluating intrinsic functions does.
    Unknown(Box<Unknown>),
}

/// One entry of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// The entry of `key` in a mapping: for the place of the key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.text == key)
    }

    /// The value at a path such as `Cors.AllowOrigins` or `Statement.0.Effect`; a number chooses from a list.
    pub fn path(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |node, key| match &node.value {
            Value::List(items) => items.get(key.parse::<usize>().ok()?),
            _ => node.get(key),
        })
    }

    /// The entry at a path such as `Cors.AllowOrigins`.
    pub fn entry_at(&self, path: &str) -> Option<&Entry> {
        match path.rsplit_once('.') {
            Some((parent, key)) => self.path(parent)?.entry(key),
            None => self.entry(path),
        }
    }

    /// The items of a list, or the value itself as the only one; nothing for `null`.
    pub fn one_or_many(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Null => &[],
            _ => slice::from_ref(self),
        }
    }

    /// The value of a flag, also of one in quotes or in the words of YAML 1.1, which CloudFormation still takes.
    pub fn bool(&self) -> Option<bool> {
        let is_one_of = |text: &str, words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        match &self.value {
            Value::Bool(flag) => Some(*flag),
            Value::Text(text) if is_one_of(text, ["true", "yes", "on"]) => Some(true),
            Value::Text(text) if is_one_of(text, ["false", "no", "off"]) => Some(false),
            _ => None,
        }
    }

    /// A whole number, also one written in quotes.
    pub fn number(&self) -> Option<i64> {
        match &self.value {
            Value::Number(text) | Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The text of a scalar in which what is not known stands as a symbol, such as `${Table.Arn}/*`.
    pub fn symbolic(&self) -> Option<Cow<'_, str>> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(Cow::Borrowed(text)),
            Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
            Value::Unknown(unknown) => Some(Cow::Borrowed(&unknown.text)),
            _ => None,
        }
    }

    /// The resource or parameter whose name or attribute this value is, and nothing else.
    pub fn reference(&self) -> Option<Symbol<'_>> {
        match &self.value {
            Value::Text(text) => Symbol::whole(text),
            Value::Unknown(unknown) => Symbol::whole(&unknown.text),
            _ => None,
        }
    }

    /// Every symbol in this value, at any depth, in order.
    pub fn references(&self) -> Vec<Symbol<'_>> {
        let mut found = Vec::new();
        let mut pending = vec![self];
        while let Some(node) = pending.pop() {
            match &node.value {
                Value::Text(text) => found.extend(symbols(text)),
                Value::Unknown(unknown) => {
                    found.extend(symbols(&unknown.text));
                    pending.extend(unknown.choices.iter().rev());
                }
                Value::List(items) => pending.extend(items.iter().rev()),
                Value::Map(entries) => pending.extend(entries.iter().rev().map(|entry| &entry.value)),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        found
    }

    /// Whether this value names the resource `id`, at any depth.
    pub fn refers_to(&self, id: &str) -> bool {
        self.references().iter().any(|symbol| symbol.is_own(id))
    }

    /// The first part of this value that is not known.
    pub fn unknown(&self) -> Option<&Unknown> {
        match &self.value {
            Value::Unknown(unknown) => Some(unknown),
            Value::List(items) => items.iter().find_map(Self::unknown),
            Value::Map(entries) => entries.iter().find_map(|entry| entry.value.unknown()),
            _ => None,
        }
    }

    /// Whether it is `null` or was not written.
    pub(crate) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// A mapping without entries at a place.
    pub(crate) fn nothing(span: Span) -> Self {
        Self { span, value: Value::Map(Vec::new()) }
    }

    /// The only entry of a mapping of one, the form every intrinsic function has.
    pub(crate) fn single(&self) -> Option<(&str, &Self)> {
        match self.entries() {
            [entry] => Some((&entry.key.text, &entry.value)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Template;

    #[test]
    fn values_are_found_by_path_and_read_in_every_form() {
        let text = "A:\n  B: [{C: 'x'}, yes, 'off', '7', 7, null]\n  D: one\n";
        let template = Template::parse("t", text).unwrap();
        let at = |path: &str| template.root().path(path).unwrap();
        assert_eq!(at("A.B.0.C").text(), Some("x"));
        assert_eq!((at("A.B.1").bool(), at("A.B.2").bool(), at("A.B.3").bool()), (Some(true), Some(false), None));
        assert_eq!((at("A.B.3").number(), at("A.B.4").number()), (Some(7), Some(7)));
        assert_eq!(at("A.B").one_or_many().len(), 6);
        assert_eq!((at("A.D").one_or_many().len(), at("A.B.5").one_or_many().len()), (1, 0));
        let entry = template.root().entry_at("A.D").unwrap();
        assert_eq!((entry.key.span.of(text), template.root().path("A.B.9")), ("D", None));
    }
}
