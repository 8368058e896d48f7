//! Text that is put together: its constant parts stay known, and so does what they make harmless.

use super::Machine;
use crate::catalog::Kind as Class;
use crate::heap::{Key, Kind};
use crate::strings::Sym;
use crate::value::{CLEAN, Form, Mark, TaintId, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::ExprId;

/// Bytes kept of text with parts that are not constant.
const LONGEST_TEXT: usize = 600;

impl Machine<'_> {
    /// A value as a part of text.
    pub(super) fn as_text(&mut self, value: Value) -> Value {
        match value.form {
            Form::Text(_) => value,
            Form::Number(bits) => {
                let text = f64::from_bits(bits).to_string();
                Value::new(Form::Text(self.intern(&text)), value.taint)
            }
            Form::Either(either) => {
                let forms: Vec<Form> = self.values.forms(either).to_vec();
                if forms.iter().all(|form| matches!(form, Form::Text(_))) {
                    return value;
                }
                let taint = self.deep_taint(value);
                Value::new(Form::Text(self.constants.hole), taint)
            }
            _ => {
                let taint = self.deep_taint(value);
                Value::new(Form::Text(self.constants.hole), taint)
            }
        }
    }

    /// Two pieces of text, one behind the other.
    pub(super) fn concatenate(&mut self, left: Value, right: Value) -> Value {
        let mut forms: Vec<Form> = Vec::new();
        let lefts = self.alternatives(left);
        let rights = self.alternatives(right);
        let single = lefts.len() * rights.len() > 4;
        let mut shown = String::new();
        for one in &lefts {
            for other in &rights {
                if single && !forms.is_empty() {
                    continue;
                }
                shown.clear();
                shown.push_str(self.text(*one));
                shown.push_str(self.text(*other));
                shorten(&mut shown);
                let sym = self.intern(&shown);
                forms.push(Form::Text(sym));
            }
        }
        let prefix = lefts.first().map_or("", |left| self.text(*left)).to_string();
        let right_taint = self.behind(&prefix, left.taint, right.taint);
        let taint = self.values.join_taints(left.taint, right_taint);
        Value::new(self.values.either(forms), taint)
    }

    fn alternatives(&self, value: Value) -> Vec<Sym> {
        match value.form {
            Form::Text(text) => alloc::vec![text],
            Form::Either(either) => {
                let texts = self.values.forms(either).iter().filter_map(|form| match form {
                    Form::Text(text) => Some(*text),
                    _ => None,
                });
                texts.collect()
            }
            _ => alloc::vec![self.constants.hole],
        }
    }

    /// What data is harmless for when it follows this text.
    fn behind(&mut self, prefix: &str, before: TaintId, taint: TaintId) -> TaintId {
        if taint == CLEAN || prefix.is_empty() {
            return taint;
        }
        let mut mask = 0;
        let trusted = {
            let bits = Class::Url.bit();
            self.values.marks(before).iter().all(|mark| mark.mask & bits != 0)
        };
        if host_is_fixed(prefix, trusted) {
            mask |= Class::Url.bit() | Class::Redirect.bit();
        }
        if mask == 0 {
            return taint;
        }
        self.values.map_taint(taint, &mut |_, mark| Some(Mark { mask: mark.mask | mask, ..mark }))
    }

    /// `format % values` of Python.
    pub(super) fn percent(&mut self, left: Value, right: Value) -> Value {
        let Form::Text(format) = left.form else {
            let taint = self.deep_taint(right);
            return Value::unknown(self.values.join_taints(left.taint, taint));
        };
        let format = self.text(format).to_string();
        let items = match right.form {
            Form::Object(object) if self.heap.kind(object) == Kind::List => self.exact_items(right),
            _ => None,
        };
        let mut items = items.unwrap_or_default().into_iter();
        let whole = self.deep_taint(right);
        let mut text = Value::new(Form::Text(self.constants.empty), left.taint);
        let mut rest = format.as_str();
        while let Some(at) = rest.find('%') {
            let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            text = self.append_constant(text, head);
            let tail = tail.get(1..).unwrap_or_default();
            if let Some(after) = tail.strip_prefix('%') {
                text = self.append_constant(text, "%");
                rest = after;
                continue;
            }
            let (name, spec) = match tail.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
                Some((name, spec)) => (Some(name.to_string()), spec),
                None => (None, tail),
            };
            let end = spec.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(spec.len());
            let kind = spec.get(end..).and_then(|kind| kind.chars().next()).unwrap_or('s');
            rest = spec.get(end + 1..).unwrap_or_default();
            let value = match name {
                Some(name) => {
                    let name = self.intern(&name);
                    self.member_value(right, name, buckler_syntax::tree::Span::new(0, 0))
                }
                None => items.next().unwrap_or_else(|| match right.form {
                    Form::Object(_) => Value::unknown(whole),
                    _ => right,
                }),
            };
            text = self.append(text, value, matches!(kind, 'd' | 'i' | 'f' | 'x' | 'o' | 'e' | 'g'));
        }
        self.append_constant(text, rest)
    }

    fn append_constant(&mut self, text: Value, part: &str) -> Value {
        if part.is_empty() {
            return text;
        }
        let part = self.intern(part);
        self.concatenate(text, Value::clean(Form::Text(part)))
    }

    fn append(&mut self, text: Value, value: Value, number: bool) -> Value {
        let part = if number {
            let taint = self.number_from(&[value]).taint;
            Value::new(Form::Text(self.constants.hole), taint)
        } else {
            self.as_text(value)
        };
        self.concatenate(text, part)
    }

    /// `format.format(…)` of Python.
    pub(super) fn format_braces(&mut self, receiver: Value, args: &[super::Arg]) -> Value {
        let Form::Text(format) = receiver.form else {
            let mut taint = receiver.taint;
            for arg in args {
                let inner = self.deep_taint(arg.value);
                taint = self.values.join_taints(taint, inner);
            }
            return Value::unknown(taint);
        };
        let format = self.text(format).to_string();
        let mut text = Value::new(Form::Text(self.constants.empty), receiver.taint);
        let mut rest = format.as_str();
        let mut automatic = 0usize;
        while let Some(at) = rest.find(['{', '}']) {
            let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            text = self.append_constant(text, head);
            if tail.starts_with("{{") || tail.starts_with("}}") {
                text = self.append_constant(text, tail.get(..1).unwrap_or_default());
                rest = tail.get(2..).unwrap_or_default();
                continue;
            }
            let Some((field, after)) = tail.get(1..).and_then(|inner| inner.split_once('}')) else {
                rest = "";
                break;
            };
            rest = after;
            let name = field.split(['!', ':', '.', '[']).next().unwrap_or_default();
            let number = field.split_once(':').is_some_and(|(_, spec)| spec.ends_with(['d', 'f', 'x']));
            let value = if name.is_empty() {
                automatic += 1;
                args.iter().filter(|arg| arg.keyword.is_none()).nth(automatic - 1).map(|arg| arg.value)
            } else if let Ok(place) = name.parse::<usize>() {
                args.iter().filter(|arg| arg.keyword.is_none()).nth(place).map(|arg| arg.value)
            } else {
                let name = self.intern(name);
                args.iter().find(|arg| arg.keyword == Some(name)).map(|arg| arg.value)
            };
            let value = match value {
                Some(value) => value,
                None => {
                    let mut taint = CLEAN;
                    for arg in args {
                        let inner = self.deep_taint(arg.value);
                        taint = self.values.join_taints(taint, inner);
                    }
                    Value::unknown(taint)
                }
            };
            text = self.append(text, value, number);
        }
        self.append_constant(text, rest)
    }

    /// `object[lower:upper]`.
    pub(super) fn slice(&mut self, object: ExprId, lower: Option<ExprId>, upper: Option<ExprId>) -> Value {
        let value = self.eval(object);
        let lower = lower.map(|lower| self.eval(lower));
        let upper = upper.map(|upper| self.eval(upper));
        self.cut(value, lower, upper)
    }

    pub(super) fn cut(&mut self, value: Value, lower: Option<Value>, upper: Option<Value>) -> Value {
        match value.form {
            Form::Text(text) => {
                let known = self.text(text).to_string();
                if !known.contains('\0')
                    && let (Some(lower), Some(upper)) = (bound(lower, 0), bound(upper, known.chars().count()))
                {
                    let cut: String = known.chars().skip(lower).take(upper.saturating_sub(lower)).collect();
                    return Value::clean(Form::Text(self.intern(&cut)));
                }
                Value::unknown(value.taint)
            }
            Form::Object(object) => {
                if let Some(items) = self.exact_items(value)
                    && let (Some(lower), Some(upper)) = (bound(lower, 0), bound(upper, items.len()))
                {
                    let list = self.heap.add(Kind::List, None);
                    for item in items.into_iter().skip(lower).take(upper.saturating_sub(lower)) {
                        self.push(list, item);
                    }
                    if self.heap.read(list, Key::Length).is_none() {
                        self.heap.write(list, Key::Length, Value::number(0.0));
                    }
                    return Value::new(Form::Object(list), value.taint);
                }
                let rest = self.any_entry(object, value.taint);
                let list = self.heap.add(Kind::List, None);
                self.heap.write(list, Key::Rest, rest);
                Value::new(Form::Object(list), value.taint)
            }
            Form::Symbol => Value::unknown(value.taint),
            _ => value,
        }
    }
}

/// A bound of a slice; nothing if it cannot be told.
fn bound(value: Option<Value>, otherwise: usize) -> Option<usize> {
    match value.map(|value| value.form) {
        None | Some(Form::Null) => Some(otherwise),
        Some(Form::Number(bits)) if f64::from_bits(bits) >= 0.0 => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
            let number = f64::from_bits(bits) as usize;
            Some(number)
        }
        _ => None,
    }
}

fn shorten(text: &mut String) {
    while text.contains("\0\0") {
        *text = text.replace("\0\0", "\0");
    }
    if text.len() > LONGEST_TEXT {
        let mut end = LONGEST_TEXT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        if !text.ends_with('\0') {
            text.push('\0');
        }
    }
}

/// Whether what follows this text can no longer decide where a request goes. `trusted`: no unknown part of the text
/// comes from outside.
fn host_is_fixed(prefix: &str, trusted: bool) -> bool {
    // A path of one's own; `//` would be a host.
    if prefix.starts_with('/') && prefix.len() > 1 && !prefix.starts_with("//") && !prefix.starts_with("/\\") {
        return !prefix.starts_with("/\0");
    }
    if prefix.starts_with('?') || prefix.starts_with('#') {
        return true;
    }
    if prefix.contains('\0') && !trusted {
        return false;
    }
    match prefix.split_once("://") {
        Some((_, rest)) => match rest.find(['/', '?', '#']) {
            Some(at) => at > 0,
            None => false,
        },
        // A base of our own, then a path or query.
        None if prefix.starts_with('\0') => true,
        None => prefix.contains(['/', '?']) && !prefix.starts_with('/'),
    }
}

#[cfg(test)]
mod tests {
    use super::host_is_fixed;

    #[test]
    fn a_fixed_host_ends_with_a_slash() {
        for (prefix, fixed) in [
            ("https://api.example.com/", true),
            ("https://api.example.com/a?b=", true),
            ("https://", false),
            ("https://api.example.com", false),
            ("http:///", false),
            ("/login?next=", true),
            ("/", false),
            ("//", false),
            ("\0/v1/", true),
        ] {
            assert_eq!(host_is_fixed(prefix, true), fixed, "{prefix}");
        }
        assert!(!host_is_fixed("https://\0/", false));
    }
}
