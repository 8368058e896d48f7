//! Expressions.

use super::Machine;
use crate::heap::{Delta, Key, Kind};
use crate::value::{Facts, Form, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{
    BinaryOperator, Binding, Clause, ComprehensionKind, Expr, ExprId, ExprKind, List, LogicalOperator, Piece, Property,
    PropertyKey, UnaryOperator,
};

impl Machine<'_> {
    pub(super) fn eval(&mut self, id: ExprId) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let expr = tree.expr(id);
        if let Some(value) = self.simple(&expr) {
            return value;
        }
        if !self.step(expr.span) || !self.enter(expr.span) {
            return Value::UNKNOWN;
        }
        let value = self.compound(id, &expr);
        self.leave();
        value
    }

    /// Expressions without parts.
    fn simple(&mut self, expr: &Expr) -> Option<Value> {
        Some(match expr.kind {
            ExprKind::Text(text) | ExprKind::Bytes(text) => Value::clean(Form::Text(self.sym(text))),
            ExprKind::Number(text) => {
                let text = self.tree()?.text(text).replace('_', "");
                number(&text).map_or(Value::clean(Form::AnyNumber), Value::number)
            }
            ExprKind::Bool(value) => Value::bool(value),
            ExprKind::Null => Value::NULL,
            ExprKind::Name(name) => self.read_variable(name),
            ExprKind::Regex { pattern, flags } => {
                let global = self.tree()?.text(flags).contains('g');
                let multiline = self.tree()?.text(flags).contains('m');
                let pattern = self.sym(pattern);
                let shown = if multiline { alloc::format!("(?m){}", self.text(pattern)) } else { String::new() };
                let pattern = if multiline { self.intern(&shown) } else { pattern };
                Value::clean(Form::Regex(pattern, global))
            }
            ExprKind::This => self.frame()?.this,
            ExprKind::Super => self.parent_value(),
            ExprKind::Unknown => Value::UNKNOWN,
            _ => return None,
        })
    }

    fn compound(&mut self, id: ExprId, expr: &Expr) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        match expr.kind {
            ExprKind::Member { object, name, name_span } => {
                let object = self.eval(object);
                self.member_value(object, self.sym(name), name_span)
            }
            ExprKind::Index { object, index } => {
                let object = self.eval(object);
                let index = self.eval(index);
                self.index_value(object, index, expr.span)
            }
            ExprKind::Slice { object, lower, upper } => self.slice(object, lower, upper),
            ExprKind::Call { .. } => self.call_expression(id, false, false),
            ExprKind::Format(pieces) => self.format(pieces),
            ExprKind::Tagged { tag, pieces } => self.tagged(id, tag, pieces),
            ExprKind::Binary { .. } => self.binary(id),
            ExprKind::Logical { operator, left, right } => self.logical(operator, left, right),
            ExprKind::Unary { operator, operand } => self.unary(operator, operand),
            ExprKind::Conditional { test, yes, no } => self.choice(test, yes, no),
            ExprKind::List(items) => self.list_literal(id, items),
            ExprKind::Dictionary(properties) => self.dictionary(id, properties),
            ExprKind::Spread(value) => {
                let value = self.eval(value);
                self.item_of(value, false)
            }
            ExprKind::Function(function) => self.function_value(function),
            ExprKind::Class(class) => self.class_value(class),
            ExprKind::Comprehension { kind, element, value, clauses } => {
                self.comprehension(id, kind, element, value, clauses)
            }
            ExprKind::Await(inner) => match tree.expr(inner).kind {
                ExprKind::Call { .. } => self.call_expression(inner, false, true),
                _ => self.eval(inner),
            },
            ExprKind::Yield { value, delegate } => self.yielded(value, delegate),
            ExprKind::Assign { target, operator, value } => match operator {
                Some(operator) => self.augment_expression(target, operator, value),
                None => {
                    let value = self.eval(value);
                    self.bind(target, value, Binding::Assign);
                    value
                }
            },
            ExprKind::Sequence(items) => {
                let mut last = Value::UNKNOWN;
                for item in tree.list(items) {
                    last = self.eval(*item);
                }
                last
            }
            ExprKind::Import(module) => self.dynamic_import(id, module),
            ExprKind::Markup { tag, attributes, children } => self.markup(tag, attributes, children),
            _ => Value::UNKNOWN,
        }
    }

    /// Left-deep chains of operators are taken one by one: generated code has thousands of parts.
    fn binary(&mut self, id: ExprId) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let mut spine: Vec<(BinaryOperator, ExprId, ExprId, ExprId)> = Vec::new();
        let mut next = id;
        while let ExprKind::Binary { operator, left, right } = tree.expr(next).kind {
            spine.push((operator, left, right, next));
            next = left;
        }
        let mut value = self.eval(next);
        let mut left = next;
        for (operator, _, right, whole) in spine.into_iter().rev() {
            self.steps += 1;
            let right_value = self.eval(right);
            value = self.compare(operator, (left, value), (right, right_value), whole);
            left = whole;
        }
        value
    }

    fn logical(&mut self, operator: LogicalOperator, left: ExprId, right: ExprId) -> Value {
        // Chains of one operator lean to the left and get long.
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let mut rights = alloc::vec![right];
        let mut first = left;
        while let ExprKind::Logical { operator: inner, left, right } = tree.expr(first).kind {
            if inner != operator {
                break;
            }
            rights.push(right);
            first = left;
        }
        let mark = self.heap.mark();
        let mut value = self.eval(first);
        let mut states: Vec<Delta> = Vec::new();
        while let Some(right) = rights.pop() {
            let facts = self.facts_of(value);
            let (go, stay) = match operator {
                LogicalOperator::And => (&facts.yes, &facts.no),
                LogicalOperator::Or => (&facts.no, &facts.yes),
                LogicalOperator::Coalesce => match value.form {
                    Form::Null => (&facts.no, &None),
                    Form::Unknown | Form::Symbol | Form::Either(_) | Form::External(_) => (&facts.no, &facts.yes),
                    _ => (&None, &facts.yes),
                },
            };
            let Some(go) = go
                .clone()
                .or_else(|| (operator == LogicalOperator::Coalesce && value.form == Form::Null).then(Vec::new))
            else {
                break;
            };
            if stay.is_some() {
                states.push(self.heap.peek(mark));
            }
            self.assume(Some(&go));
            let stays = stay.is_some();
            let second = self.eval(right);
            value = if stays { self.joined_logical(operator, value, second) } else { second };
        }
        if !states.is_empty() {
            states.push(self.heap.take(mark));
            self.heap.merge(&mut self.values, &states);
        }
        self.heap.release(mark);
        value
    }

    /// What two operands of which either may be the result come to.
    fn joined_logical(&mut self, operator: LogicalOperator, first: Value, second: Value) -> Value {
        let (one, other) = (self.facts_of(first), self.facts_of(second));
        let facts = match operator {
            LogicalOperator::And => {
                Facts { yes: crate::value::all(one.yes, other.yes), no: crate::value::both(one.no, other.no) }
            }
            _ => Facts { yes: crate::value::both(one.yes, other.yes), no: crate::value::all(one.no, other.no) },
        };
        let says = |cleaned: &Option<crate::value::Cleaned>| cleaned.as_ref().is_none_or(|known| !known.is_empty());
        let tests = |form: Form| matches!(form, Form::Test(_) | Form::Bool(_));
        if (tests(first.form) || tests(second.form)) && (says(&facts.yes) || says(&facts.no)) {
            let form = self.values.fact(facts);
            return Value::new(form, self.values.join_taints(first.taint, second.taint));
        }
        match operator {
            // `a && b` is `b`, or something that counts as false.
            LogicalOperator::And => match first.form {
                Form::Symbol | Form::Unknown | Form::Object(_) | Form::External(_) | Form::Test(_) => second,
                _ => self.values.join(first, second),
            },
            _ => self.either_default(first, second),
        }
    }

    fn unary(&mut self, operator: UnaryOperator, operand: ExprId) -> Value {
        match operator {
            UnaryOperator::Not => {
                let (value, facts) = self.test(operand);
                let form = self.values.fact(Facts { yes: facts.no, no: facts.yes });
                let form = if form == Form::Unknown { Form::Unknown } else { form };
                Value::new(form, self.values.clean(value.taint, u64::MAX))
            }
            UnaryOperator::Delete => {
                self.delete_target(operand);
                Value::bool(true)
            }
            UnaryOperator::Minus | UnaryOperator::Plus | UnaryOperator::Invert => {
                let value = self.eval(operand);
                match (value.form, operator) {
                    (Form::Number(bits), UnaryOperator::Minus) => Value::number(-f64::from_bits(bits)),
                    (Form::Number(_), UnaryOperator::Plus) => value,
                    (Form::Bool(flag), UnaryOperator::Plus) => Value::number(f64::from(u8::from(flag))),
                    _ => self.number_from(&[value]),
                }
            }
            UnaryOperator::TypeOf => {
                let value = self.eval(operand);
                let known = match value.form {
                    Form::Text(_) => "string",
                    Form::Number(_) | Form::AnyNumber => "number",
                    Form::Bool(_) => "boolean",
                    Form::Object(object)
                        if matches!(self.heap.kind(object), Kind::Function { .. } | Kind::Class { .. }) =>
                    {
                        "function"
                    }
                    Form::Object(_) => "object",
                    _ => return Value::UNKNOWN,
                };
                Value::clean(Form::Text(self.intern(known)))
            }
            UnaryOperator::Void => {
                self.eval(operand);
                Value::NULL
            }
        }
    }

    fn choice(&mut self, test: ExprId, yes: ExprId, no: ExprId) -> Value {
        let (_, facts) = self.test(test);
        match (&facts.yes, &facts.no) {
            (Some(known), None) => {
                self.assume(Some(known));
                return self.eval(yes);
            }
            (None, Some(known)) => {
                self.assume(Some(known));
                return self.eval(no);
            }
            _ => {}
        }
        let mark = self.heap.mark();
        self.assume(facts.yes.as_ref());
        let first = self.eval(yes);
        let first = self.found_clean(first);
        let one = self.heap.take(mark);
        self.assume(facts.no.as_ref());
        let second = self.eval(no);
        let second = self.found_clean(second);
        let other = self.heap.take(mark);
        self.heap.release(mark);
        self.heap.merge(&mut self.values, &[one, other]);
        match (first.form, second.form) {
            (Form::Symbol, _) => self.either_default(first, second),
            (_, Form::Symbol) => self.either_default(second, first),
            _ => self.values.join(first, second),
        }
    }

    /// What was found out about data in a branch stays with a value that leaves it.
    pub(super) fn found_clean(&mut self, value: Value) -> Value {
        if value.taint == crate::value::CLEAN {
            return value;
        }
        let masks: Vec<u64> =
            self.values.marks(value.taint).to_vec().iter().map(|mark| self.checked(mark.label)).collect();
        if masks.iter().all(|mask| *mask == 0) {
            return value;
        }
        let mut masks = masks.into_iter();
        let taint = self.values.map_taint(value.taint, &mut |_, mark| {
            Some(crate::value::Mark { mask: mark.mask | masks.next().unwrap_or(0), ..mark })
        });
        Value::new(value.form, taint)
    }

    fn dictionary(&mut self, id: ExprId, properties: List<Property>) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let object = self.allocate(Kind::Plain, id);
        for property in tree.list(properties) {
            match property.key {
                PropertyKey::Name(name) => {
                    let value = self.property_value(object, property.value);
                    let value = self.stepped(value, property.span);
                    let key = self.dictionary_key(name);
                    self.heap.put(&mut self.values, object, key, value);
                }
                PropertyKey::Computed(key) => {
                    let key_value = self.eval(key);
                    let value = self.eval(property.value);
                    let value = self.stepped(value, property.span);
                    match self.key_of(key_value) {
                        Some(key) => self.heap.put(&mut self.values, object, key, value),
                        None => {
                            self.heap.add_to(&mut self.values, object, Key::Rest, value);
                            self.add_key(object, key_value);
                        }
                    }
                }
                PropertyKey::Spread => {
                    let value = self.eval(property.value);
                    self.take_over(object, value);
                }
            }
        }
        Value::object(object)
    }

    fn dictionary_key(&self, name: buckler_syntax::tree::Name) -> Key {
        let sym = self.sym(name);
        match self.text(sym).parse::<u32>() {
            Ok(number) if number < 1_000_000 && (number == 0 || !self.text(sym).starts_with('0')) => Key::Index(number),
            _ => Key::Name(sym),
        }
    }

    /// Methods of an object literal have it as `this`.
    fn property_value(&mut self, object: crate::value::ObjId, value: ExprId) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let result = self.eval(value);
        if let (ExprKind::Function(function), Form::Object(id)) = (tree.expr(value).kind, result.form)
            && tree.function(function).is_some_and(|function| !function.arrow)
            && let Kind::Function { module, function, scope, .. } = self.heap.kind(id)
        {
            let this = Some(Value::object(object));
            self.heap.set_kind(id, Kind::Function { module, function, scope, this });
        }
        result
    }

    pub(super) fn stepped(&mut self, value: Value, span: buckler_syntax::tree::Span) -> Value {
        let spot = self.spot(span);
        Value::new(value.form, self.values.step(value.taint, spot, crate::analysis::StepKind::Assign))
    }

    /// Copies the entries of a value into an object.
    pub(super) fn take_over(&mut self, object: crate::value::ObjId, value: Value) {
        let forms: Vec<Form> = match value.form {
            Form::Either(either) => self.values.forms(either).to_vec(),
            form => alloc::vec![form],
        };
        let several = forms.len() > 1;
        for form in forms {
            if let Form::Object(from) = form
                && matches!(self.heap.kind(from), Kind::Plain | Kind::Instance { .. } | Kind::Exports(_) | Kind::List)
            {
                let fields: Vec<(Key, Value)> = self.heap.fields(from).to_vec();
                for (key, entry) in fields {
                    let entry = Value::new(entry.form, self.values.join_taints(entry.taint, value.taint));
                    if several {
                        self.heap.add_to(&mut self.values, object, key, entry);
                    } else {
                        self.heap.put(&mut self.values, object, key, entry);
                    }
                }
            } else if value.taint != crate::value::CLEAN {
                let rest = Value::new(form, value.taint);
                self.heap.add_to(&mut self.values, object, Key::Rest, rest);
                self.heap.add_to(&mut self.values, object, Key::RestKeys, Value::unknown(value.taint));
            } else if !matches!(form, Form::Null | Form::Bool(_)) {
                self.heap.add_to(&mut self.values, object, Key::Rest, Value::UNKNOWN);
            }
        }
    }

    /// An object made by a literal or call; in a loop the same one each time.
    pub(super) fn allocate(&mut self, kind: Kind, id: ExprId) -> crate::value::ObjId {
        let module = self.module_id();
        let known = self.frame().filter(|frame| frame.depth > 0).and_then(|frame| frame.sites.get(&id)).copied();
        if let Some(object) = known {
            self.heap.set_many(object);
            return object;
        }
        let object = self.heap.add(kind, Some((module, id)));
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.depth > 0) {
            frame.sites.insert(id, object);
        }
        object
    }

    fn format(&mut self, pieces: List<Piece>) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let empty = self.constants.empty;
        let mut text = Value::clean(Form::Text(empty));
        for piece in tree.list(pieces) {
            let part = match piece {
                Piece::Text(text, _) => Value::clean(Form::Text(self.sym(*text))),
                Piece::Value(value) => {
                    let value = self.eval(*value);
                    self.as_text(value)
                }
            };
            text = self.concatenate(text, part);
        }
        text
    }

    fn tagged(&mut self, id: ExprId, tag: ExprId, pieces: List<Piece>) -> Value {
        let tag_value = self.eval(tag);
        let text = self.format(pieces);
        self.call_tag(id, tag_value, text)
    }

    fn comprehension(
        &mut self,
        id: ExprId,
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: List<Clause>,
    ) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        let mark = self.heap.mark();
        let mut exact = None;
        for clause in tree.list(clauses) {
            let iterable = self.eval(clause.iterable);
            if clauses.len() == 1 && clause.conditions.is_empty() && kind != ComprehensionKind::Dictionary {
                exact = self.exact_items(iterable).filter(|items| items.len() <= 8);
                if exact.is_some() {
                    break;
                }
            }
            let item = self.item_of(iterable, false);
            self.bind(clause.target, item, Binding::Let);
            for condition in tree.list(clause.conditions) {
                let (_, facts) = self.test(*condition);
                self.assume(facts.yes.as_ref());
            }
        }
        let result = self.heap.add(
            if kind == ComprehensionKind::Dictionary { Kind::Plain } else { Kind::List },
            Some((self.module_id(), id)),
        );
        match (exact, tree.list(clauses).first()) {
            (Some(items), Some(clause)) => {
                for item in items {
                    self.bind(clause.target, item, Binding::Let);
                    let value = self.eval(element);
                    self.push(result, value);
                }
            }
            _ => {
                let first = self.eval(element);
                let first = self.found_clean(first);
                let rest = match value {
                    Some(value) => {
                        let value = self.eval(value);
                        let value = self.found_clean(value);
                        self.add_key(result, first);
                        value
                    }
                    None => first,
                };
                let rest = self.over_whole(rest, clauses);
                // Conditions only hold inside.
                self.heap.undo(mark);
                self.heap.write(result, Key::Rest, rest);
                if value.is_some() {
                    self.add_key(result, first);
                }
            }
        }
        self.heap.release(mark);
        Value::object(result)
    }

    /// What an element says about its variable is said about all of what is gone through: `all(…)` asks for that.
    fn over_whole(&mut self, element: Value, clauses: List<Clause>) -> Value {
        let Form::Test(fact) = element.form else { return element };
        let Some(tree) = self.tree() else { return element };
        let [clause] = tree.list(clauses) else { return element };
        let buckler_syntax::tree::PatternKind::Name(name) = tree.pattern(clause.target).kind else { return element };
        let Some((scope, _)) = self.find_variable(name) else { return element };
        let variable = crate::value::Target::Cell(scope, Key::Name(self.sym(name)));
        let ExprKind::Name(_) = tree.expr(clause.iterable).kind else { return element };
        let iterable = self.eval(clause.iterable);
        let Some(whole) = self.target_of(clause.iterable, iterable) else { return element };
        let mut facts = self.values.facts(fact);
        for (target, _) in facts.yes.iter_mut().flatten() {
            if *target == variable {
                *target = whole;
            }
        }
        Value::new(self.values.fact(facts), element.taint)
    }

    fn yielded(&mut self, value: Option<ExprId>, delegate: bool) -> Value {
        let value = value.map_or(Value::NULL, |value| self.eval(value));
        let value = if delegate { self.item_of(value, false) } else { value };
        if let Some(list) = self.frame().and_then(|frame| frame.yielded) {
            self.heap.add_to(&mut self.values, list, Key::Rest, value);
        }
        Value::UNKNOWN
    }

    fn markup(&mut self, tag: Option<ExprId>, attributes: List<Property>, children: List<ExprId>) -> Value {
        let Some(tree) = self.tree() else { return Value::UNKNOWN };
        if let Some(tag) = tag {
            self.eval(tag);
        }
        let mut taint = crate::value::CLEAN;
        for property in tree.list(attributes) {
            let value = self.eval(property.value);
            if let PropertyKey::Name(name) = property.key {
                let name = self.sym(name);
                self.assign_unknown(name, value, property.value);
            }
        }
        for child in tree.list(children) {
            let value = self.eval(*child);
            taint = self.values.join_taints(taint, value.taint);
        }
        // Markup escapes what is put into it.
        Value::unknown(self.values.clean(taint, crate::catalog::Kind::Html.bit()))
    }
}

/// The value of a number as source text writes it.
pub(super) fn number(text: &str) -> Option<f64> {
    let lower = text.to_ascii_lowercase();
    let lower = lower.trim_end_matches(['n', 'l']);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            let value = u64::from_str_radix(digits, radix).ok()?;
            #[expect(clippy::cast_precision_loss, reason = "numbers of that size are no keys")]
            return Some(value as f64);
        }
    }
    lower.to_string().parse().ok()
}
