//! Nodes that stand for what a configuration says in other words, each at the place of those words.

use crate::node::{Entry, Key, Node, Value};
use crate::source::Span;

pub(super) fn text(text: impl Into<String>, span: Span) -> Node {
    Node { span, value: Value::Text(text.into()) }
}

pub(super) fn flag(flag: bool, span: Span) -> Node {
    Node { span, value: Value::Bool(flag) }
}

pub(super) fn list(items: Vec<Node>, span: Span) -> Node {
    Node { span, value: Value::List(items) }
}

pub(super) fn entry(key: impl Into<String>, span: Span, value: Node) -> Entry {
    Entry { key: Key { text: key.into(), span }, value }
}

pub(super) fn map(entries: Vec<Entry>, span: Span) -> Node {
    Node { span, value: Value::Map(entries) }
}

/// `{Ref: id}`.
pub(super) fn reference(id: &str, span: Span) -> Node {
    map(vec![entry("Ref", span, text(id, span))], span)
}

/// `{Fn::GetAtt: [id, Arn]}`.
pub(super) fn arn_of(id: &str, span: Span) -> Node {
    map(vec![entry("Fn::GetAtt", span, list(vec![text(id, span), text("Arn", span)], span))], span)
}

/// A resource.
pub(super) fn resource(id: impl Into<String>, key: Span, kind: &str, properties: Vec<Entry>, span: Span) -> Entry {
    let body = vec![entry("Type", key, text(kind, key)), entry("Properties", key, map(properties, span))];
    entry(id, key, map(body, span))
}

/// Copies the values of `from` under other keys, each keeping its place.
pub(super) fn renamed(from: &Node, keys: &[(&str, &str)]) -> Vec<Entry> {
    let pairs = keys.iter().filter_map(|(old, new)| {
        let found = from.entry(old)?;
        (!found.value.is_null()).then(|| entry(*new, found.key.span, found.value.clone()))
    });
    pairs.collect()
}

/// The name of a resource that the framework derives from a name of the configuration.
pub(super) fn normalized(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '-' => out.push_str("Dash"),
            '_' => out.push_str("Underscore"),
            c if c.is_ascii_alphanumeric() && out.is_empty() => out.push(c.to_ascii_uppercase()),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}
