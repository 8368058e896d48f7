//! Operators: arithmetic, comparison, membership, and what they say about data.

use super::Machine;
use crate::catalog::{Kind as Class, Origin};
use crate::heap::{Key, Kind};
use crate::value::{Cleaned, Facts, Form, LabelId, Mark, TaintId, Target, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{BinaryOperator, ExprId, ExprKind, UnaryOperator};

/// Everything that data can be cleaned for, properties aside.
pub(super) const ALL: u64 = (1 << 40) - 1;

impl Machine<'_> {
    pub(super) fn binary_values(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Value {
        match operator {
            BinaryOperator::Add => self.add(left, right),
            BinaryOperator::Modulo if self.python() && self.is_text(left) => self.percent(left, right),
            BinaryOperator::Divide if self.is_path_like(left) => self.join_path(left, right),
            BinaryOperator::BitOr if self.python() => self.merge_values(left, right),
            BinaryOperator::Multiply if self.is_text(left) => Value::unknown(left.taint),
            _ => self.arithmetic(operator, left, right),
        }
    }

    fn is_text(&self, value: Value) -> bool {
        match value.form {
            Form::Text(_) => true,
            Form::Either(either) => self.values.forms(either).iter().any(|form| matches!(form, Form::Text(_))),
            _ => false,
        }
    }

    /// In Python `/` joins paths.
    fn is_path_like(&self, value: Value) -> bool {
        self.python() && matches!(value.form, Form::External(_))
    }

    fn join_path(&mut self, left: Value, right: Value) -> Value {
        Value::new(left.form, self.values.join_taints(left.taint, right.taint))
    }

    fn merge_values(&mut self, left: Value, right: Value) -> Value {
        if let (Form::Object(_), Form::Object(_)) = (left.form, right.form) {
            let object = self.heap.add(Kind::Plain, None);
            self.take_over(object, left);
            self.take_over(object, right);
            return Value::object(object);
        }
        self.arithmetic(BinaryOperator::BitOr, left, right)
    }

    fn add(&mut self, left: Value, right: Value) -> Value {
        match (left.form, right.form) {
            (Form::Number(one), Form::Number(other)) => Value::number(f64::from_bits(one) + f64::from_bits(other)),
            (Form::Object(one), Form::Object(_)) if self.heap.kind(one) == Kind::List => {
                self.concatenated_lists(left, right)
            }
            (Form::AnyNumber, Form::AnyNumber | Form::Number(_)) | (Form::Number(_), Form::AnyNumber) => {
                self.number_from(&[left, right])
            }
            _ => {
                let (left, right) = (self.as_text(left), self.as_text(right));
                self.concatenate(left, right)
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "bit operators work on whole numbers")]
    fn arithmetic(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Value {
        let (Form::Number(one), Form::Number(other)) = (left.form, right.form) else {
            // Sets and the like know these operators too.
            let containers = matches!(left.form, Form::Object(_)) || matches!(right.form, Form::Object(_));
            if containers || (self.python() && matches!(left.form, Form::External(_))) {
                return Value::unknown(self.values.join_taints(left.taint, right.taint));
            }
            return self.number_from(&[left, right]);
        };
        let (one, other) = (f64::from_bits(one), f64::from_bits(other));
        let result = match operator {
            BinaryOperator::Subtract => one - other,
            BinaryOperator::Multiply => one * other,
            BinaryOperator::Divide if other != 0.0 => one / other,
            BinaryOperator::FloorDivide if other != 0.0 => libm_floor(one / other),
            BinaryOperator::Modulo if other != 0.0 => one % other,
            BinaryOperator::BitAnd => ((one as i64) & (other as i64)) as f64,
            BinaryOperator::BitOr => ((one as i64) | (other as i64)) as f64,
            BinaryOperator::BitXor => ((one as i64) ^ (other as i64)) as f64,
            BinaryOperator::ShiftLeft => ((one as i64).wrapping_shl(other as u32)) as f64,
            BinaryOperator::ShiftRight => ((one as i64).wrapping_shr(other as u32)) as f64,
            _ => return Value::clean(Form::AnyNumber),
        };
        Value::number(result)
    }

    /// An operator with its operands; comparisons say something about data.
    pub(super) fn compare(
        &mut self,
        operator: BinaryOperator,
        left: (ExprId, Value),
        right: (ExprId, Value),
        whole: ExprId,
    ) -> Value {
        match operator {
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                self.note_check(whole, left.1, right.1);
                let yes = self.equality(left, right);
                self.answer(yes, operator == BinaryOperator::NotEqual)
            }
            BinaryOperator::In | BinaryOperator::NotIn => {
                self.note_check(whole, left.1, right.1);
                let facts = self.membership(left, right);
                self.answer(facts, operator == BinaryOperator::NotIn)
            }
            BinaryOperator::InstanceOf => {
                let facts = self.instance_of(left, right.1);
                self.answer(facts, false)
            }
            BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual => {
                self.note_check(whole, left.1, right.1);
                self.order(operator, left.1, right.1)
            }
            _ => self.binary_values(operator, left.1, right.1),
        }
    }

    fn answer(&mut self, facts: Facts, negated: bool) -> Value {
        let facts = if negated { Facts { yes: facts.no, no: facts.yes } } else { facts };
        Value::clean(self.values.fact(facts))
    }

    fn order(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Value {
        if let (Form::Number(one), Form::Number(other)) = (left.form, right.form) {
            let (one, other) = (f64::from_bits(one), f64::from_bits(other));
            return Value::bool(match operator {
                BinaryOperator::Less => one < other,
                BinaryOperator::LessEqual => one <= other,
                BinaryOperator::Greater => one > other,
                _ => one >= other,
            });
        }
        // Positions of something that was searched: below zero means it was not found.
        if let (Form::Test(fact), Form::Number(bits)) = (left.form, right.form) {
            let number = f64::from_bits(bits);
            let facts = self.values.facts(fact);
            let found = match operator {
                BinaryOperator::Greater => number < 0.0,
                BinaryOperator::GreaterEqual => number == 0.0,
                BinaryOperator::Less if number == 0.0 => return self.answer(facts, true),
                _ => return Value::UNKNOWN,
            };
            if found {
                return self.answer(facts, false);
            }
        }
        Value::UNKNOWN
    }

    /// Some number that is made from values: it carries no text, but it may still be guessed or be a secret.
    pub(super) fn number_from(&mut self, values: &[Value]) -> Value {
        let mut taint = crate::value::CLEAN;
        for value in values {
            taint = self.values.join_taints(taint, value.taint);
        }
        let taint = self.values.map_taint(taint, &mut |values, mark| {
            let origin = values.label(mark.label).map(|label| label.origin);
            matches!(origin, Some(Origin::Random | Origin::Secret | Origin::Hash | Origin::Identity)).then_some(mark)
        });
        Value::new(Form::AnyNumber, taint)
    }

    /// A constant, as text and by its kind.
    pub(super) fn constant(&self, value: Value) -> Option<String> {
        match value.form {
            Form::Text(text) if !self.text(text).contains('\0') => Some(self.text(text).to_string()),
            Form::Number(bits) => Some(f64::from_bits(bits).to_string()),
            Form::Bool(flag) => Some((if flag { "true" } else { "false" }).to_string()),
            Form::Null => Some("null".to_string()),
            _ => None,
        }
    }

    /// Whether two values are equal, if that can be told.
    pub(super) fn equal(&self, left: Value, right: Value) -> Option<bool> {
        match (left.form, right.form) {
            (Form::Text(one), Form::Text(other)) => {
                let known = !self.text(one).contains('\0') && !self.text(other).contains('\0');
                known.then_some(one == other)
            }
            (Form::Number(one), Form::Number(other)) => {
                let (one, other) = (f64::from_bits(one), f64::from_bits(other));
                Some((one - other).abs() < f64::EPSILON * one.abs().max(1.0))
            }
            (Form::Bool(one), Form::Bool(other)) => Some(one == other),
            (Form::Null, Form::Null) => Some(true),
            (Form::Null, Form::Text(_) | Form::Number(_) | Form::Object(_) | Form::Regex(..))
            | (Form::Text(_) | Form::Number(_) | Form::Object(_) | Form::Regex(..), Form::Null)
            | (Form::Text(_), Form::Bool(_))
            | (Form::Bool(_), Form::Text(_)) => Some(false),
            (Form::Text(_), Form::Number(_)) | (Form::Number(_), Form::Text(_)) if self.python() => Some(false),
            _ => None,
        }
    }

    fn equality(&mut self, left: (ExprId, Value), right: (ExprId, Value)) -> Facts {
        if let Some(known) = self.equal(left.1, right.1) {
            return decided(known);
        }
        // A position that was not found, compared with -1.
        for (one, other) in [(left.1, right.1), (right.1, left.1)] {
            if let (Form::Test(fact), Form::Number(bits)) = (one.form, other.form) {
                let facts = self.values.facts(fact);
                return if f64::from_bits(bits) < 0.0 {
                    Facts { yes: facts.no, no: facts.yes }
                } else {
                    Facts { yes: facts.yes, no: Some(Vec::new()) }
                };
            }
            if let (Form::Test(fact), Form::Bool(flag)) = (one.form, other.form) {
                let facts = self.values.facts(fact);
                return if flag { facts } else { Facts { yes: facts.no, no: facts.yes } };
            }
            if let (Form::Test(fact), Form::Null) = (one.form, other.form) {
                let facts = self.values.facts(fact);
                return Facts { yes: facts.no, no: facts.yes };
            }
        }
        let mut yes: Cleaned = Vec::new();
        for ((expr, value), other) in [(left, right.1), (right, left.1)] {
            let mask = self.typeof_mask(expr, other);
            if let Some((operand, mask)) = mask {
                let inner = self.peek_expression(operand);
                yes.extend(self.target_of(operand, inner).map(|target| (target, mask)));
                continue;
            }
            let mask = self.equal_mask(value, other);
            let part = if mask == ALL { self.part_mask(Some(expr), value) } else { 0 };
            if part != 0 {
                yes.extend(self.label_targets(value, part));
                continue;
            }
            if mask != 0 {
                yes.extend(self.target_of(expr, value).map(|target| (target, mask)));
            }
        }
        Facts { yes: Some(yes), no: Some(Vec::new()) }
    }

    /// What a value that equals another one is clean for.
    fn equal_mask(&mut self, value: Value, other: Value) -> u64 {
        if value.taint == crate::value::CLEAN || matches!(other.form, Form::Null | Form::Bool(_)) {
            return 0;
        }
        let other_taint = self.deep_taint(other);
        if other_taint == crate::value::CLEAN {
            // It is a value that the program itself knows. Nothing that is compared with nothing is known by that.
            let empty = matches!(other.form, Form::Text(text) if self.text(text).is_empty());
            return if empty { 0 } else { ALL };
        }
        // `x === basename(x)`: it is as clean as what was made from it.
        let labels: Vec<LabelId> = self.values.marks(value.taint).iter().map(|mark| mark.label).collect();
        let others = self.values.marks(other_taint);
        let same = others.iter().map(|mark| mark.label).eq(labels.iter().copied());
        if same { others.iter().fold(ALL, |mask, mark| mask & mark.mask) } else { 0 }
    }

    /// `typeof x === "number"`, `type(x) == int`.
    fn typeof_mask(&mut self, expr: ExprId, other: Value) -> Option<(ExprId, u64)> {
        let tree = self.tree()?;
        match tree.expr(expr).kind {
            ExprKind::Unary { operator: UnaryOperator::TypeOf, operand } => {
                let name = self.constant(other)?;
                Some((operand, type_mask(&name)))
            }
            ExprKind::Call { callee, arguments, .. } => {
                let ExprKind::Name(name) = tree.expr(callee).kind else { return None };
                if tree.text(name) != "type" {
                    return None;
                }
                let argument = tree.list(arguments).first()?.value;
                let Form::External(path) = other.form else { return None };
                Some((argument, type_mask(self.paths.text(path))))
            }
            _ => None,
        }
    }

    /// The value of an expression that was evaluated a moment ago.
    fn peek_expression(&mut self, expr: ExprId) -> Value {
        let mark = self.heap.mark();
        let value = self.eval(expr);
        self.heap.undo(mark);
        self.heap.release(mark);
        value
    }

    fn instance_of(&mut self, left: (ExprId, Value), right: Value) -> Facts {
        let mut yes = Vec::new();
        if let Form::External(path) = right.form {
            let mask = type_mask(self.paths.text(path));
            if mask != 0 {
                yes.extend(self.target_of(left.0, left.1).map(|target| (target, mask)));
            }
        }
        Facts { yes: Some(yes), no: Some(Vec::new()) }
    }

    fn membership(&mut self, left: (ExprId, Value), right: (ExprId, Value)) -> Facts {
        if let Some(known) = self.contains(right.1, left.1) {
            return decided(known);
        }
        self.membership_facts(Some(left.0), left.1, Some(right.0), right.1)
    }

    /// Whether a container has an item, if that can be told.
    fn contains(&mut self, container: Value, item: Value) -> Option<bool> {
        let text = self.constant(item)?;
        match container.form {
            Form::Text(whole) if !self.text(whole).contains('\0') => Some(self.text(whole).contains(&*text)),
            Form::Object(object) if container.taint == crate::value::CLEAN => {
                let open = self.heap.read(object, Key::Rest).is_some();
                match self.heap.kind(object) {
                    Kind::Plain if !open => {
                        let key = self.key_of(item)?;
                        Some(self.heap.read(object, key).is_some())
                    }
                    Kind::List => {
                        let items = self.exact_items(container)?;
                        let mut found = false;
                        for other in items {
                            found |= self.equal(item, other)?;
                        }
                        Some(found)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What follows from an item being in a container.
    pub(super) fn membership_facts(
        &mut self,
        item_expr: Option<ExprId>,
        item: Value,
        container_expr: Option<ExprId>,
        container: Value,
    ) -> Facts {
        let nothing = Facts { yes: Some(Vec::new()), no: Some(Vec::new()) };
        // A key in a dictionary is known by its keys.
        let keys_only = matches!(container.form, Form::Object(object) if self.heap.kind(object) == Kind::Plain);
        let container_taint = if keys_only { self.keys_taint(container) } else { self.deep_taint(container) };
        if item.taint != crate::value::CLEAN && container_taint == crate::value::CLEAN {
            let part = self.part_mask(item_expr, item);
            if part != 0 {
                return Facts { yes: Some(self.label_targets(item, part)), no: Some(Vec::new()) };
            }
            let target = item_expr.and_then(|expr| self.target_of(expr, item));
            let yes = target.map(|target| (target, ALL)).into_iter().collect();
            return Facts { yes: Some(yes), no: Some(Vec::new()) };
        }
        let Some(text) = self.constant(item) else { return nothing };
        let mask = absent(&text);
        if mask == 0 || container_taint == crate::value::CLEAN {
            return nothing;
        }
        if text.starts_with("..") {
            let known = self.label_targets(container, mask);
            return Facts { yes: Some(Vec::new()), no: Some(known) };
        }
        let target = container_expr.and_then(|expr| self.target_of(expr, container));
        let no = target.map(|target| (target, mask)).into_iter().collect();
        Facts { yes: Some(Vec::new()), no: Some(no) }
    }

    fn keys_taint(&mut self, container: Value) -> TaintId {
        let Form::Object(object) = container.form else { return container.taint };
        let keys = self.heap.read(object, Key::RestKeys).map_or(crate::value::CLEAN, |keys| keys.taint);
        self.values.join_taints(keys, container.taint)
    }

    /// Whether a value counts as true, if that can be told.
    pub(super) fn truth(&self, value: Value) -> Option<bool> {
        match value.form {
            Form::Bool(flag) => Some(flag),
            Form::Null => Some(false),
            Form::Number(bits) => Some(f64::from_bits(bits) != 0.0),
            Form::Text(text) => match self.text(text) {
                "" => Some(false),
                text if text.contains('\0') && text.len() == 1 => None,
                _ => Some(true),
            },
            Form::Regex(..) => Some(true),
            Form::Object(object) => match self.heap.kind(object) {
                Kind::Plain | Kind::List if self.python() => {
                    let fields = self.heap.fields(object);
                    let some = fields.iter().any(|(key, _)| matches!(key, Key::Name(_) | Key::Index(_)));
                    let open = fields.iter().any(|(key, _)| matches!(key, Key::Rest));
                    let exact = self.heap.kind(object) == Kind::Plain || self.heap.read(object, Key::Length).is_some();
                    if some {
                        Some(true)
                    } else if !open && exact {
                        Some(false)
                    } else {
                        None
                    }
                }
                Kind::Instance { .. } => None,
                _ => Some(true),
            },
            _ => None,
        }
    }

    /// Adds masks to what a target holds, as facts do, for a value at hand.
    pub(super) fn masked(&mut self, value: Value, mask: u64) -> Value {
        let taint = self.values.map_taint(value.taint, &mut |_, mark| Some(Mark { mask: mark.mask | mask, ..mark }));
        Value::new(value.form, taint)
    }

    /// Facts about all data in a value.
    pub(super) fn facts_about_labels(&mut self, value: Value, mask: u64, when: bool) -> Value {
        let known = self.label_targets(value, mask);
        let facts = if when {
            Facts { yes: Some(known), no: Some(Vec::new()) }
        } else {
            Facts { yes: Some(Vec::new()), no: Some(known) }
        };
        Value::clean(self.values.fact(facts))
    }

    fn label_targets(&mut self, value: Value, mask: u64) -> Cleaned {
        let taint = self.deep_taint(value);
        self.values.marks(taint).iter().map(|mark_of| (Target::Label(mark_of.label), mask)).collect()
    }

    /// Whether a value is the host of an address, or the folder of a path.
    fn part_mask(&self, expr: Option<ExprId>, value: Value) -> u64 {
        let host = ["hostname", "host", "netloc", "origin", "authority"];
        let folder = ["commonpath", "dirname", "commonprefix", "parent", "parents"];
        let of = |name: &str| {
            if host.contains(&name) {
                Class::Url.bit() | Class::Redirect.bit()
            } else if folder.contains(&name) {
                Class::Path.bit()
            } else {
                0
            }
        };
        if let Form::External(path) = value.form {
            let text = self.paths.text(path);
            let text = text.split_once("()").map_or(text, |_| text.trim_end_matches("()"));
            let mask = of(text.rsplit('.').next().unwrap_or_default());
            if mask != 0 {
                return mask;
            }
        }
        let (Some(tree), Some(expr)) = (self.tree(), expr) else { return 0 };
        let named = match tree.expr(expr).kind {
            ExprKind::Call { callee, .. } => tree.expr(callee).kind,
            kind => kind,
        };
        match named {
            ExprKind::Member { name, .. } => of(tree.text(name)),
            _ => 0,
        }
    }

    /// Facts about one argument.
    pub(super) fn facts_about(&mut self, target: Option<Target>, mask: u64, when: bool) -> Value {
        let known: Cleaned = target.filter(|_| mask != 0).map(|target| (target, mask)).into_iter().collect();
        let facts = if when {
            Facts { yes: Some(known), no: Some(Vec::new()) }
        } else {
            Facts { yes: Some(Vec::new()), no: Some(known) }
        };
        Value::clean(self.values.fact(facts))
    }
}

fn decided(known: bool) -> Facts {
    if known { Facts { yes: Some(Vec::new()), no: None } } else { Facts { yes: None, no: Some(Vec::new()) } }
}

/// What data of a type is clean for.
pub(super) fn type_mask(name: &str) -> u64 {
    match name {
        "number" | "bigint" | "boolean" | "int" | "float" | "bool" | "complex" | "Number" | "Boolean" => ALL,
        "string" | "str" | "bytes" | "String" => Class::NoSql.bit() | Class::Prototype.bit(),
        "uuid.UUID" | "UUID" | "datetime.datetime" | "datetime.date" | "decimal.Decimal" => ALL,
        _ => 0,
    }
}

/// What text without a certain part is clean for.
pub(super) fn absent(part: &str) -> u64 {
    match part {
        ".." | "../" | "..\\" | "/" => Class::Path.bit(),
        "\n" | "\r" | "\r\n" => Class::Header.bit() | Class::Log.bit() | Class::Mail.bit(),
        "'" => Class::Sql.bit() | Class::XPath.bit(),
        "<" | "<script" => Class::Html.bit(),
        "://" | "//" => Class::Redirect.bit(),
        _ => 0,
    }
}

/// `floor` without the standard library.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "whole numbers of this size are exact"
)]
fn libm_floor(value: f64) -> f64 {
    if value.abs() > 9e15 {
        return value;
    }
    let whole = value as i64 as f64;
    if whole > value { whole - 1.0 } else { whole }
}
