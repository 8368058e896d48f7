//! Places and conditions of the catalog, asked of a call.

use super::{Arg, Machine};
use crate::analysis::Spot;
use crate::catalog::{Base, Condition, Key as Step, Like, Place, Test, Type};
use crate::heap::{Key, Kind};
use crate::value::{CLEAN, Form, Value};
use alloc::string::ToString;
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprKind, PropertyKey, Span};

/// A value at a place, with where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) spot: Spot,
}

impl Machine<'_> {
    /// The values at a place of a call.
    pub(super) fn at(&mut self, place: &Place, args: &[Arg], receiver: Option<Value>, whole: Spot) -> Vec<Found> {
        let mut found = self.at_base(place.base, args, receiver, whole);
        for step in place.path {
            let mut next = Vec::new();
            for item in found {
                self.step_into(item, *step, &mut next);
            }
            found = next;
        }
        found
    }

    fn at_base(&mut self, base: Base, args: &[Arg], receiver: Option<Value>, whole: Spot) -> Vec<Found> {
        let found = |arg: &Arg| Found { value: arg.value, spot: arg.spot };
        let position = |index: usize| {
            let mut positional = args.iter().filter(|arg| arg.keyword.is_none());
            // A spread argument may stand at any position behind it.
            let before = positional.clone().take(index + 1).find(|arg| arg.many);
            before.or_else(|| positional.nth(index))
        };
        let keyword = |machine: &Self, name: &str| {
            args.iter().find(|arg| arg.keyword.is_some_and(|keyword| machine.text(keyword) == name))
        };
        match base {
            Base::Position(index) => position(index as usize).map(found).into_iter().collect(),
            Base::Named(index, name) => {
                keyword(self, name).or_else(|| position(index as usize)).map(found).into_iter().collect()
            }
            Base::Keyword(name) => keyword(self, name).map(found).into_iter().collect(),
            Base::From(index) => {
                let mut place = 0usize;
                let mut all = Vec::new();
                for arg in args {
                    if arg.keyword.is_some() || arg.many || place >= index as usize {
                        all.push(found(arg));
                    }
                    place += usize::from(arg.keyword.is_none());
                }
                all
            }
            Base::Last => args.iter().rev().find(|arg| arg.keyword.is_none()).map(found).into_iter().collect(),
            Base::Receiver => receiver.map(|value| Found { value, spot: whole }).into_iter().collect(),
            Base::Result => Vec::new(),
        }
    }

    fn step_into(&mut self, item: Found, step: Step, next: &mut Vec<Found>) {
        match step {
            Step::Name(name) => {
                let name = self.intern(name);
                if let Some(value) = self.entry_at(item.value, Key::Name(name)) {
                    let spot = self.entry_spot(item.value, name).unwrap_or(item.spot);
                    next.push(Found { value, spot });
                }
            }
            Step::Index(index) => {
                if let Some(value) = self.entry_at(item.value, Key::Index(index)) {
                    next.push(Found { value, spot: item.spot });
                }
            }
            Step::Any => {
                let values: Vec<(Key, Value)> = match item.value.form {
                    Form::Object(object) => self.heap.fields(object).to_vec(),
                    Form::Symbol | Form::Unknown => {
                        next.push(item);
                        return;
                    }
                    _ => return,
                };
                for (key, value) in values {
                    let spot = match key {
                        Key::Name(name) => self.entry_spot(item.value, name).unwrap_or(item.spot),
                        Key::Length | Key::RestKeys | Key::Factory => continue,
                        _ => item.spot,
                    };
                    next.push(Found { value, spot });
                }
            }
            Step::Deep => self.deep_places(item, next, 4),
            Step::Keys => {
                let taint = match item.value.form {
                    Form::Object(object) => self.heap.read(object, Key::RestKeys).map_or(CLEAN, |keys| keys.taint),
                    _ => item.value.taint,
                };
                next.push(Found { value: Value::unknown(taint), spot: item.spot });
            }
        }
    }

    /// A value and all inside it, each with its own place.
    fn deep_places(&mut self, item: Found, next: &mut Vec<Found>, depth: u32) {
        let forms: Vec<Form> = match item.value.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        next.push(item);
        if depth == 0 || next.len() > 64 {
            return;
        }
        for form in forms {
            let Form::Object(object) = form else { continue };
            if !matches!(self.heap.kind(object), Kind::Plain | Kind::List) {
                continue;
            }
            let fields: Vec<(Key, Value)> = self.heap.fields(object).to_vec();
            for (key, value) in fields {
                let spot = match key {
                    Key::Name(name) => self.entry_spot(item.value, name).unwrap_or(item.spot),
                    Key::Length | Key::RestKeys | Key::Factory => continue,
                    _ => item.spot,
                };
                self.deep_places(Found { value, spot }, next, depth - 1);
            }
        }
    }

    /// An entry if there is one; nothing if the object is known not to have it.
    fn entry_at(&mut self, value: Value, key: Key) -> Option<Value> {
        let forms: Vec<Form> = match value.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        let mut joined: Option<Value> = None;
        for form in forms {
            let entry = match form {
                Form::Object(object) => match self.heap.read(object, key).or_else(|| self.heap.read(object, Key::Rest))
                {
                    Some(entry) => Some(entry),
                    None if value.taint != CLEAN => Some(Value::unknown(value.taint)),
                    None => None,
                },
                Form::Symbol => match key {
                    Key::Name(name) => Some(self.symbol_entry(value.taint, name)),
                    _ => Some(Value::unknown(value.taint)),
                },
                Form::Unknown if value.taint != CLEAN => Some(Value::unknown(value.taint)),
                Form::External(path) => self.remembered(path, key),
                _ => None,
            };
            if let Some(entry) = entry {
                joined = Some(joined.map_or(entry, |before| self.values.join(before, entry)));
            }
        }
        joined
    }

    /// Where the entry of an object literal stands.
    pub(super) fn entry_spot(&self, value: Value, name: crate::strings::Sym) -> Option<Spot> {
        let Form::Object(object) = value.form else { return None };
        let (module_id, expr) = self.heap.get(object)?.site?;
        let module = self.program.module(module_id)?;
        let ExprKind::Dictionary(properties) = module.tree.expr(expr).kind else { return None };
        let property = module.tree.list(properties).iter().find(|property| match property.key {
            PropertyKey::Name(key) => module.sym(key) == name,
            _ => false,
        })?;
        Some(Spot { module: module_id, span: property.span })
    }

    /// Whether all conditions hold; what is unknown does not stand in the way, but where text must look like something.
    pub(super) fn all_hold(&mut self, conditions: &[Condition], args: &[Arg], receiver: Option<Value>) -> bool {
        conditions.iter().all(|condition| {
            let spot = Spot { module: self.module_id(), span: Span::new(0, 0) };
            let found = self.at(&condition.place, args, receiver, spot);
            let holds = self.test_holds(condition.test, &found, condition.not);
            holds != condition.not
        })
    }

    fn test_holds(&mut self, test: Test, found: &[Found], not: bool) -> bool {
        match test {
            Test::Exists => !found.is_empty(),
            Test::Equals(text) => found.iter().any(|found| self.may_equal(found.value, text)),
            Test::Is(kind) => match found.first() {
                Some(found) => self.has_type(found.value, kind).unwrap_or(!not),
                // An argument that is not there is of no type.
                None => false,
            },
            Test::Like(like) => found.iter().any(|found| self.looks_like(found.value, like)),
        }
    }

    fn may_equal(&self, value: Value, text: &str) -> bool {
        let same = |constant: &str| {
            constant == text
                || (constant == "true" && text == "True")
                || (constant == "false" && text == "False")
                || (constant == "null" && text == "None")
        };
        match value.form {
            Form::Either(either) => self
                .values
                .forms(either)
                .iter()
                .any(|form| self.constant(Value::clean(*form)).is_some_and(|constant| same(&constant))),
            Form::External(path) => {
                let shown = self.paths.text(path);
                shown == text || shown.rsplit('.').next() == Some(text)
            }
            _ => self.constant(value).is_some_and(|constant| same(&constant)),
        }
    }

    /// Whether a value is of a type, if that can be told.
    pub(super) fn has_type(&self, value: Value, kind: Type) -> Option<bool> {
        let is = match value.form {
            Form::Text(_) => Type::Text,
            Form::Number(_) | Form::AnyNumber => Type::Number,
            Form::Object(object) => match self.heap.kind(object) {
                Kind::List => Type::List,
                Kind::Function { .. } | Kind::Bound { .. } => Type::Function,
                _ => Type::Object,
            },
            Form::Null | Form::Bool(_) => return Some(false),
            _ => return None,
        };
        Some(is == kind)
    }

    fn looks_like(&self, value: Value, like: Like) -> bool {
        let texts: Vec<Form> = match value.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        texts.iter().any(|form| match form {
            Form::Text(text) => like_text(self.text(*text), like),
            _ => false,
        })
    }
}

/// Whether the constant parts of text look like something.
pub(crate) fn like_text(text: &str, like: Like) -> bool {
    match like {
        Like::Sql => like_sql(text),
        Like::Html => {
            let mut letters = text.chars().peekable();
            while let Some(letter) = letters.next() {
                if letter == '<'
                    && letters.peek().is_some_and(|next| next.is_ascii_alphabetic() || "/!".contains(*next))
                {
                    return true;
                }
            }
            false
        }
        Like::Shell => {
            let name = text.rsplit(['/', '\\']).next().unwrap_or(text);
            ["sh", "bash", "zsh", "dash", "ksh", "cmd", "cmd.exe", "powershell", "pwsh"].contains(&name)
        }
        Like::XPath => text.contains("//") || text.contains("[@") || text.starts_with('/') || text.contains("text()"),
        Like::Ldap => text.contains("(&") || text.contains("(|") || (text.contains('(') && text.contains('=')),
        Like::Url => text.contains("://"),
    }
}

fn like_sql(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let first = words.first().map_or("", |word| word).to_string();
    match first.as_str() {
        "select" | "delete" => has("from") || has("where") || words.len() > 2,
        "insert" | "replace" | "merge" => has("into"),
        "update" => has("set"),
        "create" | "drop" | "alter" | "truncate" => {
            has("table") || has("database") || has("view") || has("index") || has("user")
        }
        "with" => has("select"),
        "call" | "exec" | "execute" | "pragma" | "grant" | "explain" => words.len() > 1,
        _ => (has("select") && has("from")) || (has("where") && text.contains('=') && has("and")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_prose() {
        for (text, sql) in [
            ("SELECT * FROM users WHERE id = \0", true),
            ("  insert into a values (\0)", true),
            ("update the record", false),
            ("Select one of \0", true),
            ("user \0 not found", false),
        ] {
            assert_eq!(like_text(text, Like::Sql), sql, "{text}");
        }
        assert!(like_text("<b>\0</b>", Like::Html) && !like_text("a < b", Like::Html));
    }
}
