//! One evaluation: nested functions with what they have cost so far.

use base64::Engine as _;

use crate::node::{Entry, Node, Value};
use crate::resolve::{PhysicalNames, Reason, Resolver, Unknown};
use crate::resources::Shape;
use crate::source::Span;
use crate::symbol::{NOTHING, symbol};

/// Nesting that is followed; CloudFormation itself allows far less.
const MAX_DEPTH: usize = 64;

/// Variables of a `Fn::Sub` with a second argument.
type Variables = [(String, Node)];

pub(super) struct Evaluation<'r, 'a> {
    resolver: &'r Resolver<'a>,
    depth: usize,
    budget: usize,
    /// Conditions and references being evaluated, to notice a cycle.
    names: Vec<String>,
}

impl<'r, 'a> Evaluation<'r, 'a> {
    pub(super) fn new(resolver: &'r Resolver<'a>, budget: usize) -> Self {
        Self { resolver, depth: 0, budget, names: Vec::new() }
    }

    /// What is left of the budget.
    pub(super) fn budget(&self) -> usize {
        self.budget
    }

    pub(super) fn value(&mut self, node: &Node) -> Node {
        if self.depth >= MAX_DEPTH || !self.charge(1) {
            return unknown(Reason::Bound, node.span);
        }
        self.depth += 1;
        let resolved = self.value_inside(node);
        self.depth -= 1;
        resolved
    }

    fn value_inside(&mut self, node: &Node) -> Node {
        let value = match &node.value {
            Value::Text(text) => return self.text(text, node.span),
            Value::List(items) => {
                let items = items.iter().map(|item| self.value(item));
                Value::List(items.filter(|item| !item.is_null()).collect())
            }
            Value::Map(entries) => match node.single() {
                Some((name, argument)) if is_function(name, argument) => {
                    return self.function(name, argument, node.span);
                }
                _ => {
                    let entries =
                        entries.iter().map(|entry| Entry { key: entry.key.clone(), value: self.value(&entry.value) });
                    Value::Map(entries.filter(|entry| !entry.value.is_null()).collect())
                }
            },
            other => other.clone(),
        };
        Node { span: node.span, value }
    }

    fn text(&mut self, text: &str, span: Span) -> Node {
        if !self.charge(text.len()) {
            return unknown(Reason::Bound, span);
        }
        if text.contains("{{resolve:") {
            return unknown(Reason::Dynamic(text.to_owned()), span);
        }
        Node { span, value: Value::Text(text.to_owned()) }
    }

    fn function(&mut self, name: &str, argument: &Node, span: Span) -> Node {
        match name {
            "Ref" => match argument.scalar() {
                Some(target) => self.reference(&target, span),
                None => unknown(Reason::Function(name.to_owned()), span),
            },
            "Condition" => match argument.scalar() {
                Some(condition) => self.named_condition(&condition, span),
                None => unknown(Reason::Function(name.to_owned()), span),
            },
            "Fn::GetAtt" => self.get_att(argument, span),
            "Fn::Sub" => self.sub(argument, span),
            "Fn::Join" => self.join(argument, span),
            "Fn::If" => self.if_else(argument, span),
            "Fn::FindInMap" => self.find_in_map(argument, span),
            "Fn::Select" => self.select(argument, span),
            "Fn::Split" => self.split(argument, span),
            "Fn::Base64" => self.base64(argument, span),
            "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" => self.logic(name, argument, span),
            "Fn::ImportValue" => self.import(argument, span),
            "Fn::Length" => {
                let list = self.value(argument);
                match &list.value {
                    Value::List(items) => Node { span, value: Value::Number(items.len().to_string()) },
                    _ => not_taken(name, &list, span),
                }
            }
            "Fn::GetAZs" => self.zones(argument, span),
            _ => unknown(Reason::Function(name.to_owned()), span),
        }
    }

    /// `Ref`, and `${Name}` inside `Fn::Sub`.
    fn reference(&mut self, name: &str, span: Span) -> Node {
        let deployment = self.resolver.deployment;
        let decided = deployment.physical_names != PhysicalNames::Symbolic;
        let text = match name {
            "AWS::NoValue" => return Node { span, value: Value::Null },
            "AWS::Partition" => "aws",
            "AWS::URLSuffix" => "amazonaws.com",
            "AWS::Region" if decided => &deployment.region,
            "AWS::AccountId" if decided => &deployment.account,
            "AWS::StackName" if decided => &deployment.stack,
            _ if name.starts_with("AWS::") => return unknown(Reason::Resource(name.to_owned()), span),
            _ => return self.own_reference(name, span),
        };
        Node { span, value: Value::Text(text.to_owned()) }
    }

    /// A reference to what the template itself defines.
    fn own_reference(&mut self, name: &str, span: Span) -> Node {
        if let Some(parameter) = self.resolver.parameters.get(name) {
            return self.parameter(name, parameter, span);
        }
        match self.resolver.resource(name) {
            Some(resource) => self.resource(name, resource, None, span),
            None => unknown(Reason::Undefined(name.to_owned()), span),
        }
    }

    fn parameter(&mut self, name: &str, parameter: &Node, span: Span) -> Node {
        let kind = parameter.get("Type").and_then(Node::text).unwrap_or("String");
        let deployment = self.resolver.deployment;
        if let (None, Some(passed)) = (deployment.parameters.get(name), deployment.passed.get(name)) {
            return self.passed(passed, span);
        }
        let given = deployment.parameters.get(name).cloned();
        // The default of an SSM parameter type is the name of the parameter that holds the value.
        let default = (!kind.starts_with("AWS::SSM::Parameter::Value")).then(|| parameter.get("Default")).flatten();
        match given.or_else(|| default.and_then(Node::scalar)) {
            Some(text) if kind == "CommaDelimitedList" || kind.starts_with("List<") => {
                let items = text.split(',').map(|item| Node { span, value: Value::Text(item.trim().to_owned()) });
                Node { span, value: Value::List(items.collect()) }
            }
            Some(text) => self.text(&text, span),
            None => unknown(Reason::Parameter(name.to_owned()), span),
        }
    }

    /// A value of another template. It is what it is there, but stands here.
    fn passed(&mut self, passed: &Node, span: Span) -> Node {
        let mut value = passed.value.clone();
        match &mut value {
            Value::Unknown(unknown) => unknown.span = span,
            Value::List(items) => items.iter_mut().for_each(|item| item.span = span),
            _ => {}
        }
        if self.charge(1) { Node { span, value } } else { unknown(Reason::Bound, span) }
    }

    /// A resource's physical name (`attribute` is `None`) or one of its attributes.
    fn resource(&mut self, name: &str, resource: &Node, attribute: Option<&str>, span: Span) -> Node {
        let label = attribute.map_or_else(|| name.to_owned(), |attribute| format!("{name}.{attribute}"));
        let names = self.resolver.deployment.physical_names;
        if names == PhysicalNames::Symbolic {
            return unknown(Reason::Resource(label), span);
        }
        if self.names.contains(&label) {
            return unknown(Reason::Cycle(label), span);
        }
        let kind = resource.get("Type").and_then(Node::text).unwrap_or_default();
        let Some(shape) = Shape::of(kind) else {
            return unknown(Reason::Resource(label), span);
        };
        self.names.push(label.clone());
        let own_name = resource.at(&["Properties", shape.name_property]).map(|node| self.value(node));
        self.names.pop();
        let physical = match own_name.map(|node| node.value) {
            Some(Value::Text(own)) => own,
            Some(Value::Unknown(inner)) => return inner.node(),
            _ if names == PhysicalNames::Logical => name.to_owned(),
            _ => return unknown(Reason::Resource(label), span),
        };
        match shape.answer(attribute, &physical, self.resolver.deployment) {
            Some(text) => Node { span, value: Value::Text(text) },
            None => unknown(Reason::Resource(label), span),
        }
    }

    fn get_att(&mut self, argument: &Node, span: Span) -> Node {
        let (resource, attribute) = match (&argument.value, argument.items()) {
            (Value::Text(text), _) => match text.split_once('.') {
                Some((resource, attribute)) => (resource.to_owned(), attribute.to_owned()),
                None => return unknown(Reason::Function("Fn::GetAtt".to_owned()), span),
            },
            (_, [resource, attribute]) => {
                let attribute = self.value(attribute);
                match (resource.scalar(), attribute.scalar()) {
                    (Some(resource), Some(attribute)) => (resource, attribute),
                    _ => return not_taken("Fn::GetAtt", &attribute, span),
                }
            }
            _ => return unknown(Reason::Function("Fn::GetAtt".to_owned()), span),
        };
        self.attribute(&resource, &attribute, span)
    }

    fn attribute(&mut self, name: &str, attribute: &str, span: Span) -> Node {
        let outputs = &self.resolver.deployment.outputs;
        if !outputs.is_empty()
            && let Some(output) = outputs.get(&format!("{name}.{attribute}"))
        {
            return self.passed(output, span);
        }
        match self.resolver.resource(name) {
            Some(resource) => self.resource(name, resource, Some(attribute), span),
            None => unknown(Reason::Undefined(format!("{name}.{attribute}")), span),
        }
    }

    fn import(&mut self, argument: &Node, span: Span) -> Node {
        let export = self.value(argument);
        let name = export.symbolic();
        if let Some(value) = name.as_deref().and_then(|name| self.resolver.deployment.exports.get(name)) {
            return self.passed(value, span);
        }
        match &export.value {
            Value::Unknown(_) => {
                let text = name.map(|name| symbol(&format!("Import::{}", name.replace(['{', '}', '$'], ""))));
                match not_taken("Fn::ImportValue", &export, span).value {
                    Value::Unknown(inner) => {
                        Unknown { text: text.unwrap_or_else(|| inner.text.clone()), ..*inner }.node()
                    }
                    _ => unknown(Reason::Function("Fn::ImportValue".to_owned()), span),
                }
            }
            _ => unknown(Reason::Import(export.scalar().unwrap_or_default()), span),
        }
    }

    fn sub(&mut self, argument: &Node, span: Span) -> Node {
        match (&argument.value, argument.items()) {
            (Value::Text(text), _) => self.substitute(text, &[], span),
            // A text that another format has put together, as far as it could.
            (Value::Unknown(inner), _) => self.substitute(&inner.text, &[], span),
            (_, [template, variables]) => {
                let entries = variables.entries().iter();
                let variables: Vec<_> =
                    entries.map(|entry| (entry.key.text.clone(), self.value(&entry.value))).collect();
                match template.text() {
                    Some(text) => self.substitute(text, &variables, span),
                    None => unknown(Reason::Function("Fn::Sub".to_owned()), span),
                }
            }
            _ => unknown(Reason::Function("Fn::Sub".to_owned()), span),
        }
    }

    /// Replaces `${Name}` and `${Name.Attribute}`; `${!Name}` is the way to write a literal `${Name}`.
    fn substitute(&mut self, text: &str, variables: &Variables, span: Span) -> Node {
        let mut out = Text::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            out.text.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                out.text.push_str("${");
                rest = after;
                continue;
            };
            rest = after;
            if let Some(literal) = name.strip_prefix('!') {
                out.text.push_str(&format!("${{{literal}}}"));
                continue;
            }
            let value = self.variable(name.trim(), variables, span);
            if !out.push(&value, "Fn::Sub", span) {
                return unknown(Reason::Function("Fn::Sub".to_owned()), span);
            }
            if !self.charge(value.symbolic().map_or(0, |text| text.len())) {
                return unknown(Reason::Bound, span);
            }
        }
        out.text.push_str(rest);
        self.composed(out, span)
    }

    fn variable(&mut self, name: &str, variables: &Variables, span: Span) -> Node {
        if let Some((_, value)) = variables.iter().find(|(variable, _)| variable == name) {
            return scalar(value, span);
        }
        match name.split_once('.') {
            Some((resource, attribute)) => self.attribute(resource, attribute, span),
            None => self.reference(name, span),
        }
    }

    fn join(&mut self, argument: &Node, span: Span) -> Node {
        let [separator, parts] = argument.items() else {
            return unknown(Reason::Function("Fn::Join".to_owned()), span);
        };
        let separator = separator.scalar().unwrap_or_default();
        let parts = self.value(parts);
        let Value::List(items) = &parts.value else {
            return not_taken("Fn::Join", &parts, span);
        };
        let mut out = Text::default();
        for (index, part) in items.iter().enumerate() {
            if index > 0 {
                out.text.push_str(&separator);
            }
            if !out.push(part, "Fn::Join", span) {
                return unknown(Reason::Function("Fn::Join".to_owned()), span);
            }
            if !self.charge(out.text.len() / items.len()) {
                return unknown(Reason::Bound, span);
            }
        }
        self.composed(out, span)
    }

    /// A text made of parts: known when all of them are.
    fn composed(&mut self, text: Text, span: Span) -> Node {
        if !self.charge(text.text.len()) {
            return unknown(Reason::Bound, span);
        }
        match text.unknown {
            None => self.text(&text.text, span),
            Some(inner) => Unknown { text: text.text, ..inner }.node(),
        }
    }

    fn if_else(&mut self, argument: &Node, span: Span) -> Node {
        let [condition, yes, no] = argument.items() else {
            return unknown(Reason::Function("Fn::If".to_owned()), span);
        };
        let holds = match condition.text() {
            Some(name) => self.named_condition(name, condition.span),
            None => self.value(condition),
        };
        match holds.bool() {
            Some(true) => self.value(yes),
            Some(false) => self.value(no),
            None => {
                let choices = vec![self.value(yes), self.value(no)];
                let inner = not_taken("Fn::If", &holds, span);
                match inner.value {
                    Value::Unknown(inner) => Unknown { text: NOTHING.to_owned(), choices, ..*inner }.node(),
                    _ => inner,
                }
            }
        }
    }

    pub(super) fn named_condition(&mut self, name: &str, span: Span) -> Node {
        let Some(condition) = self.resolver.conditions.get(name).copied() else {
            return unknown(Reason::Undefined(name.to_owned()), span);
        };
        if let Some(known) = self.resolver.decided.borrow().get(name) {
            return Node { span, ..known.clone() };
        }
        let label = format!("Conditions.{name}");
        if self.names.contains(&label) {
            return unknown(Reason::Cycle(name.to_owned()), span);
        }
        self.names.push(label);
        let value = scalar(&self.value(condition), span);
        self.names.pop();
        // Also when a cycle or a bound has cut it off: asking again would cost as much each time.
        self.resolver.decided.borrow_mut().insert(name.to_owned(), value.clone());
        value
    }

    fn logic(&mut self, name: &str, argument: &Node, span: Span) -> Node {
        let operands: Vec<_> = argument.items().iter().map(|operand| self.value(operand)).collect();
        let decided = match (name, operands.as_slice()) {
            ("Fn::Equals", [left, right]) => equal(left, right),
            ("Fn::Not", [operand]) => operand.bool().map(|flag| !flag),
            ("Fn::And", all) if all.iter().any(|operand| operand.bool() == Some(false)) => Some(false),
            ("Fn::And", all) if all.iter().all(|operand| operand.bool() == Some(true)) => Some(true),
            ("Fn::Or", all) if all.iter().any(|operand| operand.bool() == Some(true)) => Some(true),
            ("Fn::Or", all) if all.iter().all(|operand| operand.bool() == Some(false)) => Some(false),
            _ => None,
        };
        match (decided, operands.iter().find(|operand| operand.unknown().is_some())) {
            (Some(flag), _) => Node { span, value: Value::Bool(flag) },
            (None, Some(operand)) => not_taken(name, operand, span),
            (None, None) => unknown(Reason::Function(name.to_owned()), span),
        }
    }

    fn find_in_map(&mut self, argument: &Node, span: Span) -> Node {
        let [map, first, second, rest @ ..] = argument.items() else {
            return unknown(Reason::Function("Fn::FindInMap".to_owned()), span);
        };
        let keys = [map, first, second].map(|key| self.value(key));
        if let Some(key) = keys.iter().find(|key| key.unknown().is_some()) {
            return not_taken("Fn::FindInMap", key, span);
        }
        let texts: Vec<_> = keys.iter().filter_map(Node::scalar).collect();
        let [map, first, second] = texts.as_slice() else {
            return unknown(Reason::Function("Fn::FindInMap".to_owned()), span);
        };
        let found = self.resolver.mappings.and_then(|mappings| mappings.at(&[map, first, second]));
        match found.or_else(|| rest.first().and_then(|options| options.get("DefaultValue"))) {
            Some(found) => Node { span, ..self.value(found) },
            None => unknown(Reason::Undefined(format!("{map}.{first}.{second}")), span),
        }
    }

    fn select(&mut self, argument: &Node, span: Span) -> Node {
        let [index, list] = argument.items() else {
            return unknown(Reason::Function("Fn::Select".to_owned()), span);
        };
        let index = self.value(index);
        let list = self.value(list);
        let position = index.scalar().and_then(|text| text.parse::<usize>().ok());
        match position.and_then(|position| list.items().get(position)) {
            Some(item) => item.clone(),
            None => not_taken("Fn::Select", if index.unknown().is_some() { &index } else { &list }, span),
        }
    }

    fn split(&mut self, argument: &Node, span: Span) -> Node {
        let [separator, text] = argument.items() else {
            return unknown(Reason::Function("Fn::Split".to_owned()), span);
        };
        let text = self.value(text);
        match (separator.scalar(), text.scalar()) {
            (Some(separator), Some(text)) if !separator.is_empty() => {
                let parts = text.split(&separator).map(|part| Node { span, value: Value::Text(part.to_owned()) });
                Node { span, value: Value::List(parts.collect()) }
            }
            _ => not_taken("Fn::Split", &text, span),
        }
    }

    fn base64(&mut self, argument: &Node, span: Span) -> Node {
        let value = self.value(argument);
        match value.scalar() {
            Some(text) => {
                let encoded = base64::engine::general_purpose::STANDARD.encode(text.as_bytes());
                Node { span, value: Value::Text(encoded) }
            }
            None => not_taken("Fn::Base64", &value, span),
        }
    }

    fn zones(&mut self, argument: &Node, span: Span) -> Node {
        let given = self.value(argument);
        let deployment = self.resolver.deployment;
        let region = match given.value {
            Value::Text(region) if !region.is_empty() => region,
            Value::Unknown(inner) => return inner.node(),
            _ if deployment.physical_names == PhysicalNames::Symbolic => {
                return unknown(Reason::Function("Fn::GetAZs".to_owned()), span);
            }
            _ => deployment.region.clone(),
        };
        let zones = ["a", "b", "c"].iter().map(|zone| Node { span, value: Value::Text(format!("{region}{zone}")) });
        Node { span, value: Value::List(zones.collect()) }
    }

    fn charge(&mut self, amount: usize) -> bool {
        let enough = self.budget >= amount;
        self.budget = self.budget.saturating_sub(amount);
        enough
    }
}

/// A text being put together, with the first part that is not known.
#[derive(Default)]
struct Text {
    text: String,
    unknown: Option<Unknown>,
}

impl Text {
    /// Appends a scalar or the symbol of an unknown one; false for what is neither.
    fn push(&mut self, part: &Node, function: &str, span: Span) -> bool {
        if let Some(inner) = part.unknown()
            && self.unknown.is_none()
        {
            self.unknown = Some(inner.without_choices());
        }
        match part.symbolic() {
            Some(text) => self.text.push_str(&text),
            None if part.unknown().is_some() => self.text.push_str(NOTHING),
            None => {
                self.unknown = Some(Unknown::new(Reason::Function(function.to_owned()), span));
                return false;
            }
        }
        true
    }
}

/// A copy of a value that goes into a text; what is none, and may be large, is not copied.
fn scalar(value: &Node, span: Span) -> Node {
    match &value.value {
        Value::Unknown(inner) => inner.without_choices().node(),
        Value::List(_) | Value::Map(_) => not_taken("Fn::Sub", value, span),
        _ => value.clone(),
    }
}

/// Whether two values are equal, if both are known.
fn equal(left: &Node, right: &Node) -> Option<bool> {
    if left.unknown().is_some() || right.unknown().is_some() {
        return None;
    }
    match (left.scalar(), right.scalar()) {
        (Some(left), Some(right)) => Some(left == right),
        _ => Some(left.value == right.value),
    }
}

/// The answer when a function got something it does not take: the reason that thing is unknown, else itself.
fn not_taken(name: &str, value: &Node, span: Span) -> Node {
    match value.unknown() {
        Some(inner) => Unknown { text: NOTHING.to_owned(), ..inner.without_choices() }.node(),
        None => unknown(Reason::Function(name.to_owned()), span),
    }
}

fn unknown(reason: Reason, span: Span) -> Node {
    Unknown::new(reason, span).node()
}

/// Whether a mapping of one entry is an intrinsic function. A `Condition` with a mapping is one of a policy.
fn is_function(name: &str, argument: &Node) -> bool {
    match name {
        "Ref" => true,
        "Condition" => argument.text().is_some(),
        _ => name.starts_with("Fn::"),
    }
}
