//! Models: classes of pydantic, whose annotations decide what their fields may hold.

use super::compare::ALL;
use super::{Arg, Machine, Site};
use crate::analysis::ModuleId;
use crate::catalog::Kind as Class;
use crate::heap::{Key, Kind};
use crate::regex;
use crate::strings::Sym;
use crate::value::{CLEAN, Form, ObjId, Value};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use buckler_syntax::tree::{Argument, BinaryOperator, ExprId, ExprKind, List, MemberKind, PropertyKey, Span, Tree};

/// Annotations looked into one inside the other, those of nested models too.
const DEEPEST_ANNOTATION: u32 = 8;

/// Calls whose `pattern` says what a text must look like.
const CONSTRAINTS: [&str; 9] =
    ["Field", "StringConstraints", "constr", "Query", "Path", "Header", "Cookie", "Form", "Body"];

/// A field that a class declares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: Sym,
    /// Under which name data has it.
    alias: Option<Sym>,
    place: Place,
    annotation: Option<ExprId>,
    default: Option<ExprId>,
}

impl Field {
    pub(super) fn is_called(&self, name: Sym) -> bool {
        self.name == name || self.alias == Some(name)
    }

    pub(super) const fn is_annotated(&self) -> bool {
        self.annotation.is_some()
    }
}

/// Where an annotation is to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) module: ModuleId,
    pub(super) scope: ObjId,
}

/// Types that carry no text of their own choice, by the last part of their name.
pub(super) fn carries_no_text(name: &str) -> bool {
    let plain = [
        "int",
        "float",
        "bool",
        "complex",
        "UUID",
        "datetime",
        "date",
        "time",
        "timedelta",
        "Decimal",
        "IPv4Address",
        "IPv6Address",
    ];
    let checked = [
        "UUID1",
        "UUID3",
        "UUID4",
        "UUID5",
        "PositiveInt",
        "NegativeInt",
        "NonNegativeInt",
        "NonPositiveInt",
        "PositiveFloat",
        "NegativeFloat",
        "NonNegativeFloat",
        "NonPositiveFloat",
        "StrictInt",
        "StrictFloat",
        "StrictBool",
        "FiniteFloat",
        "PastDate",
        "FutureDate",
        "PastDatetime",
        "FutureDatetime",
        "AwareDatetime",
        "NaiveDatetime",
    ];
    plain.contains(&name) || checked.contains(&name)
}

impl Machine<'_> {
    /// The fields that a class declares; in Python those of what it extends come first.
    pub(super) fn declared_fields(&self, class: ObjId) -> Vec<Field> {
        let classes = if self.is_python_class(class) { self.lineage(class).0 } else { alloc::vec![class] };
        let mut fields: Vec<Field> = Vec::new();
        for class in classes.into_iter().rev() {
            let Kind::Class { module: id, class, scope } = self.heap.kind(class) else { continue };
            let Some(module) = self.program.module(id) else { continue };
            let members = module.tree.class(class).map_or(&[][..], |class| module.tree.list(class.members));
            for member in members {
                let (PropertyKey::Name(name), MemberKind::Field(default)) = (member.name, member.kind) else {
                    continue;
                };
                let alias = default.and_then(|default| alias(&module.tree, default)).map(|alias| module.sym(alias));
                let place = Place { module: id, scope };
                let field = Field { name: module.sym(name), alias, place, annotation: member.annotation, default };
                match fields.iter_mut().find(|other| other.name == field.name) {
                    Some(other) => *other = field,
                    None => fields.push(field),
                }
            }
        }
        if fields.iter().any(Field::is_annotated) {
            fields.retain(Field::is_annotated);
        }
        fields
    }

    /// Whether a class checks its fields, and all that it extends is known.
    pub(super) fn is_model(&self, class: ObjId) -> bool {
        let (classes, externals) = self.lineage(class);
        let known = classes.iter().all(|class| {
            self.heap.fields(*class).iter().all(|(key, base)| {
                !matches!(key, Key::Index(_)) || matches!(base.form, Form::Object(_) | Form::External(_))
            })
        });
        let mut models = false;
        let harmless = externals.iter().all(|external| {
            let text = self.paths.text(*external);
            let model = ["pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.v1.BaseModel"].contains(&text)
                || (text.starts_with("aws_lambda_powertools.") && text.ends_with(".BaseModel"));
            models |= model;
            model || text.contains("Generic") || text == "abc.ABC"
        });
        known && models && harmless
    }

    fn is_enumeration(&self, class: ObjId) -> bool {
        self.lineage(class).1.iter().any(|external| {
            let name = self.paths.text(*external).rsplit('.').next().unwrap_or_default();
            ["Enum", "StrEnum", "IntEnum"].contains(&name)
        })
    }

    /// `Model.model_validate(data)` and its like: an instance whose fields hold what was checked.
    pub(super) fn validated(&mut self, class: ObjId, name: Sym, args: &[Arg], site: Site) -> Option<Value> {
        let encoded = match self.text(name) {
            "model_validate_json" | "parse_raw" => true,
            "model_validate" | "parse_obj" => false,
            _ => return None,
        };
        let data = args.first().filter(|arg| !arg.many)?.value;
        if !self.is_model(class) || self.class_function(class, name).is_some() {
            return None;
        }
        let data = if encoded { self.decoded(data) } else { data };
        let instance = self.allocate(Kind::Instance { class }, site.expr);
        self.fill_model(class, instance, data, DEEPEST_ANNOTATION);
        Some(Value::object(instance))
    }

    /// Methods that every model has, and `_asdict` of named tuples.
    pub(super) fn model_method(&mut self, receiver: Value, name: Sym, args: &[Arg]) -> Option<Value> {
        let Form::Object(object) = receiver.form else { return None };
        let Kind::Instance { class } = self.heap.kind(object) else { return None };
        let method = self.text(name).to_string();
        if !["model_dump", "dict", "_asdict", "model_dump_json", "json", "model_copy", "copy"]
            .contains(&method.as_str())
            || !(method == "_asdict" || self.is_model(class))
            || self.lineage(class).0.into_iter().any(|class| self.class_function(class, name).is_some())
        {
            return None;
        }
        match method.as_str() {
            "model_dump_json" | "json" => Some(Value::unknown(self.deep_taint(receiver))),
            "model_dump" | "dict" | "_asdict" => {
                let entries = self.heap.add(Kind::Plain, None);
                self.take_over(entries, receiver);
                for field in self.declared_fields(class) {
                    if let (Some(alias), Some(value)) = (field.alias, self.heap.read(object, Key::Name(field.name))) {
                        self.heap.put(&mut self.values, entries, Key::Name(alias), value);
                    }
                }
                Some(Value::new(Form::Object(entries), receiver.taint))
            }
            _ => {
                let copy = self.heap.add(Kind::Instance { class }, None);
                self.take_over(copy, receiver);
                for arg in args {
                    self.take_over(copy, arg.value);
                }
                Some(Value::new(Form::Object(copy), receiver.taint))
            }
        }
    }

    fn fill_model(&mut self, class: ObjId, instance: ObjId, data: Value, depth: u32) {
        for field in self.declared_fields(class) {
            if let Some(value) = self.entry_for(&field, data) {
                let value = self.fitted_field(value, &field, depth);
                self.heap.put(&mut self.values, instance, Key::Name(field.name), value);
            }
        }
    }

    /// What data holds for a field; nothing if it is known to hold nothing.
    fn entry_for(&mut self, field: &Field, data: Value) -> Option<Value> {
        let names = [Some(field.name), field.alias];
        let name = match data.form {
            Form::Object(object) if data.taint == CLEAN && self.heap.read(object, Key::Rest).is_none() => {
                names.into_iter().flatten().find(|name| self.heap.read(object, Key::Name(*name)).is_some())?
            }
            Form::Object(_) | Form::Either(_) => field.name,
            _ if data.taint == CLEAN => return None,
            _ => field.alias.unwrap_or(field.name),
        };
        Some(self.index_value(data, Value::clean(Form::Text(name)), Span::new(0, 0)))
    }

    /// What comes with `**data` for a field.
    pub(super) fn spread_entry(&mut self, field: &Field, data: Value) -> Value {
        match data.form {
            // What a dictionary holds under names that are not known is an entry already.
            Form::Object(_) => data,
            _ => {
                let name = field.alias.unwrap_or(field.name);
                self.index_value(data, Value::clean(Form::Text(name)), Span::new(0, 0))
            }
        }
    }

    /// The value of a field of a model once it was checked.
    pub(super) fn fitted_argument(&mut self, value: Value, field: &Field) -> Value {
        self.fitted_field(value, field, DEEPEST_ANNOTATION)
    }

    fn fitted_field(&mut self, value: Value, field: &Field, depth: u32) -> Value {
        self.fitted_declared(value, field.place, field.annotation, field.default, depth)
    }

    /// The value of a parameter that a framework checks.
    pub(super) fn fitted_parameter(
        &mut self,
        value: Value,
        place: Place,
        annotation: Option<ExprId>,
        default: Option<ExprId>,
    ) -> Value {
        self.fitted_declared(value, place, annotation, default, DEEPEST_ANNOTATION)
    }

    fn fitted_declared(
        &mut self,
        value: Value,
        place: Place,
        annotation: Option<ExprId>,
        default: Option<ExprId>,
        depth: u32,
    ) -> Value {
        let value = annotation.map_or(value, |annotation| self.fitted(value, place, annotation, depth));
        default.map_or(value, |default| self.constrained(value, place, default))
    }

    /// A value that was checked to be what an annotation says.
    fn fitted(&mut self, value: Value, place: Place, annotation: ExprId, depth: u32) -> Value {
        let Some(module) = self.program.module(place.module) else { return value };
        let Some(depth) = depth.checked_sub(1) else { return value };
        let tree = &module.tree;
        match tree.expr(annotation).kind {
            ExprKind::Binary { operator: BinaryOperator::BitOr, left, right } => {
                self.fitted_union(value, place, &[left, right], depth)
            }
            ExprKind::Index { object, index } => {
                let head = self.eval_in(place.module, place.scope, Value::NULL, object);
                let arguments = match tree.expr(index).kind {
                    ExprKind::List(items) => tree.list(items),
                    _ => core::slice::from_ref(&index),
                };
                self.fitted_generic(value, place, head, arguments, depth)
            }
            ExprKind::Call { callee, .. } => {
                let name = called(tree, callee);
                if ["conint", "confloat", "condecimal", "condate"].contains(&name) {
                    return Value::UNKNOWN;
                }
                self.constrained(value, place, annotation)
            }
            // A class that is named before it is there.
            ExprKind::Text(name) => {
                let named = self.heap.read(place.scope, Key::Name(module.sym(name))).unwrap_or(Value::UNKNOWN);
                self.fitted_type(value, named, depth)
            }
            _ => {
                let named = self.eval_in(place.module, place.scope, Value::NULL, annotation);
                self.fitted_type(value, named, depth)
            }
        }
    }

    fn fitted_type(&mut self, value: Value, named: Value, depth: u32) -> Value {
        match named.form {
            Form::Null => Value::NULL,
            Form::External(_) => match self.type_name(named).as_str() {
                "str" => self.masked(value, Class::NoSql.bit() | Class::Prototype.bit()),
                name if carries_no_text(name) => Value::UNKNOWN,
                // An object that was made of the text: what is found out about its host is true of all of it.
                name if name.ends_with("Url") => Value::unknown(value.taint),
                _ => value,
            },
            Form::Object(class) if matches!(self.heap.kind(class), Kind::Class { .. }) => {
                if self.is_enumeration(class) {
                    Value::UNKNOWN
                } else if self.is_model(class) {
                    let instance = self.heap.add(Kind::Instance { class }, None);
                    self.fill_model(class, instance, value, depth);
                    Value::object(instance)
                } else {
                    value
                }
            }
            _ => value,
        }
    }

    fn type_name(&self, named: Value) -> String {
        match named.form {
            Form::External(path) => self.paths.text(path).rsplit('.').next().unwrap_or_default().to_string(),
            _ => String::new(),
        }
    }

    fn fitted_union(&mut self, value: Value, place: Place, types: &[ExprId], depth: u32) -> Value {
        let mut joined: Option<Value> = None;
        for one in types {
            let fitted = self.fitted(value, place, *one, depth);
            // What is not there has no text.
            if fitted.form == Form::Null {
                continue;
            }
            joined = Some(match joined {
                Some(before) => self.values.join(before, fitted),
                None => fitted,
            });
        }
        joined.unwrap_or(Value::NULL)
    }

    /// `Optional[int]`, `list[Item]`, `Annotated[str, Field(pattern="^[a-z]+$")]`.
    fn fitted_generic(&mut self, value: Value, place: Place, head: Value, types: &[ExprId], depth: u32) -> Value {
        let Some(first) = types.first() else { return value };
        match self.type_name(head).as_str() {
            "Optional" | "Union" => self.fitted_union(value, place, types, depth),
            "Literal" => Value::UNKNOWN,
            "Annotated" => {
                let fitted = self.fitted(value, place, *first, depth);
                types.iter().skip(1).fold(fitted, |value, constraint| self.constrained(value, place, *constraint))
            }
            "list" | "List" | "Sequence" | "set" | "Set" | "frozenset" | "FrozenSet" | "tuple" | "Tuple"
            | "Iterable" | "Collection" => {
                let item = self.item_of(value, false);
                let fitted = self.fitted_union(item, place, types, depth);
                if fitted == item { value } else { self.list_of(fitted) }
            }
            _ if matches!(head.form, Form::Object(_)) => self.fitted_type(value, head, depth),
            _ => value,
        }
    }

    /// A text that fits the `pattern` of a constraint.
    fn constrained(&mut self, value: Value, place: Place, constraint: ExprId) -> Value {
        let Some(module) = self.program.module(place.module) else { return value };
        let ExprKind::Call { callee, arguments, .. } = module.tree.expr(constraint).kind else { return value };
        if !CONSTRAINTS.contains(&called(&module.tree, callee)) {
            return value;
        }
        let Some(pattern) = keyword(&module.tree, arguments, &["pattern", "regex"]) else { return value };
        let pattern = self.eval_in(place.module, place.scope, Value::NULL, pattern);
        let mask = self.pattern_text(pattern).map_or(0, |pattern| regex::clean_for(&pattern, false));
        self.masked(value, mask & ALL)
    }
}

/// The name under which data has a field: `Field(alias="orderId")`.
fn alias(tree: &Tree, default: ExprId) -> Option<buckler_syntax::tree::Name> {
    let ExprKind::Call { callee, arguments, .. } = tree.expr(default).kind else { return None };
    if called(tree, callee) != "Field" {
        return None;
    }
    match tree.expr(keyword(tree, arguments, &["alias", "validation_alias"])?).kind {
        ExprKind::Text(name) => Some(name),
        _ => None,
    }
}

fn called(tree: &Tree, callee: ExprId) -> &str {
    match tree.expr(callee).kind {
        ExprKind::Name(name) | ExprKind::Member { name, .. } => tree.text(name),
        _ => "",
    }
}

fn keyword(tree: &Tree, arguments: List<Argument>, names: &[&str]) -> Option<ExprId> {
    let mut arguments = tree.list(arguments).iter();
    let found = arguments.find(|argument| argument.keyword.is_some_and(|name| names.contains(&tree.text(name))))?;
    Some(found.value)
}
