//! Intrinsic functions: `Ref`, `Sub`, `If`, … evaluated with parameters and conditions, as far as that is possible
//! before deployment. The rest is [`Unknown`] and says why.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;

use crate::node::{Node, Value};
use crate::resources::Shape;
use crate::source::Span;

/// Nesting of functions that is followed; CloudFormation itself allows far less.
const MAX_DEPTH: usize = 64;
/// Work for one value: nodes visited plus bytes produced. Keeps doubling substitutions from growing without bound.
const BUDGET: usize = 4 << 20;

/// What a deployment decides: parameters, place and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Values of parameters; the others take their defaults.
    pub parameters: BTreeMap<String, String>,
    /// Value of `AWS::Region`.
    pub region: String,
    /// Value of `AWS::AccountId`, twelve digits.
    pub account: String,
    /// Value of `AWS::StackName`.
    pub stack: String,
    /// How resources without a name of their own are called.
    pub physical_names: PhysicalNames,
}

/// How a reference to a resource without a name of its own is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhysicalNames {
    /// Not known before the cloud has chosen one.
    Unknown,
    /// The deployment calls each resource by its name in the template, as a local platform does.
    Logical,
}

impl Default for Deployment {
    fn default() -> Self {
        Self {
            parameters: BTreeMap::new(),
            region: "us-east-1".to_owned(),
            account: "123456789012".to_owned(),
            stack: "local".to_owned(),
            physical_names: PhysicalNames::Unknown,
        }
    }
}

/// A value after its intrinsic functions ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// `null`, or `AWS::NoValue`: as if it had not been written.
    Absent,
    /// Text, or a number as written.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// A list.
    List(Vec<Self>),
    /// A mapping.
    Map(Vec<(String, Self)>),
    /// Not known before deployment.
    Unknown(Unknown),
}

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The reason.
    pub reason: Reason,
    /// Where the function stands that could not be answered.
    pub span: Span,
}

/// The reasons for an [`Unknown`] value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The physical name or an attribute of a resource: `Table` or `Table.Arn`.
    Resource(String),
    /// A parameter without a default that got no value.
    Parameter(String),
    /// `Fn::ImportValue` of another stack's export.
    Import(String),
    /// A name that the template does not define.
    Undefined(String),
    /// A name whose definition leads back to itself.
    Cycle(String),
    /// A function that is not evaluated here, or with arguments it does not take.
    Function(String),
    /// A dynamic reference such as `{{resolve:ssm:…}}`, which the cloud replaces.
    Dynamic(String),
    /// The value is nested too deep or grows too large.
    Bound,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resource(name) => write!(formatter, "`{name}` exists only once it is deployed"),
            Self::Parameter(name) => write!(formatter, "parameter `{name}` has no value"),
            Self::Import(name) => write!(formatter, "`{name}` is exported by another stack"),
            Self::Undefined(name) => write!(formatter, "the template does not define `{name}`"),
            Self::Cycle(name) => write!(formatter, "`{name}` is defined by itself"),
            Self::Function(name) => write!(formatter, "`{name}` cannot be evaluated here"),
            Self::Dynamic(text) => write!(formatter, "`{text}` is replaced during deployment"),
            Self::Bound => write!(formatter, "the value is nested too deep or too large"),
        }
    }
}

impl Resolved {
    /// The text of a scalar, as an environment variable gets it.
    pub fn scalar(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
            _ => None,
        }
    }

    /// The reason this value, or the first part of it, is unknown.
    pub fn unknown(&self) -> Option<&Unknown> {
        match self {
            Self::Unknown(unknown) => Some(unknown),
            Self::List(items) => items.iter().find_map(Self::unknown),
            Self::Map(entries) => entries.iter().find_map(|(_, value)| value.unknown()),
            _ => None,
        }
    }

    /// The value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The items of a list, none for anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

/// Evaluates values of one template for one deployment.
pub struct Resolver<'a> {
    root: &'a Node,
    deployment: &'a Deployment,
}

impl<'a> Resolver<'a> {
    /// A resolver for values that stand in `root`.
    pub fn new(root: &'a Node, deployment: &'a Deployment) -> Self {
        Self { root, deployment }
    }

    /// What `node` is once its functions have run.
    pub fn resolve(&self, node: &Node) -> Resolved {
        Evaluation { resolver: self, depth: 0, budget: BUDGET, names: Vec::new() }.value(node)
    }

    /// Whether the condition `name` holds; `None` when that is not known.
    pub fn condition(&self, name: &str) -> Option<bool> {
        let mut evaluation = Evaluation { resolver: self, depth: 0, budget: BUDGET, names: Vec::new() };
        match evaluation.named_condition(name, Span::default()) {
            Resolved::Bool(flag) => Some(flag),
            _ => None,
        }
    }
}

struct Evaluation<'r, 'a> {
    resolver: &'r Resolver<'a>,
    depth: usize,
    budget: usize,
    /// Conditions and references being evaluated, to notice a cycle.
    names: Vec<String>,
}

/// Variables of a `Fn::Sub` with a second argument.
type Variables = [(String, Resolved)];

impl Evaluation<'_, '_> {
    fn value(&mut self, node: &Node) -> Resolved {
        if self.depth >= MAX_DEPTH || !self.charge(1) {
            return unknown(Reason::Bound, node.span);
        }
        self.depth += 1;
        let resolved = self.value_inside(node);
        self.depth -= 1;
        resolved
    }

    fn value_inside(&mut self, node: &Node) -> Resolved {
        match &node.value {
            Value::Null => Resolved::Absent,
            Value::Bool(flag) => Resolved::Bool(*flag),
            Value::Text(text) | Value::Number(text) => self.text(text, node.span),
            Value::List(items) => {
                let items = items.iter().map(|item| self.value(item));
                Resolved::List(items.filter(|item| *item != Resolved::Absent).collect())
            }
            Value::Map(entries) => match node.single() {
                Some((name, argument)) if is_function(name) => self.function(name, argument, node.span),
                _ => {
                    let entries = entries.iter().map(|entry| (entry.key.text.clone(), self.value(&entry.value)));
                    Resolved::Map(entries.filter(|(_, value)| *value != Resolved::Absent).collect())
                }
            },
        }
    }

    fn text(&mut self, text: &str, span: Span) -> Resolved {
        if !self.charge(text.len()) {
            return unknown(Reason::Bound, span);
        }
        if text.contains("{{resolve:") {
            return unknown(Reason::Dynamic(text.to_owned()), span);
        }
        Resolved::Text(text.to_owned())
    }

    fn function(&mut self, name: &str, argument: &Node, span: Span) -> Resolved {
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
            "Fn::ImportValue" => match self.value(argument) {
                Resolved::Unknown(inner) => Resolved::Unknown(inner),
                export => unknown(Reason::Import(export.scalar().unwrap_or_default().into_owned()), span),
            },
            "Fn::Length" => match self.value(argument) {
                Resolved::List(items) => Resolved::Text(items.len().to_string()),
                other => self.not_taken(name, other, span),
            },
            "Fn::GetAZs" => self.zones(argument),
            _ => unknown(Reason::Function(name.to_owned()), span),
        }
    }

    /// `Ref`, and `${Name}` inside `Fn::Sub`.
    fn reference(&mut self, name: &str, span: Span) -> Resolved {
        let deployment = self.resolver.deployment;
        match name {
            "AWS::NoValue" => return Resolved::Absent,
            "AWS::Region" => return Resolved::Text(deployment.region.clone()),
            "AWS::AccountId" => return Resolved::Text(deployment.account.clone()),
            "AWS::StackName" => return Resolved::Text(deployment.stack.clone()),
            "AWS::Partition" => return Resolved::Text("aws".to_owned()),
            "AWS::URLSuffix" => return Resolved::Text("amazonaws.com".to_owned()),
            "AWS::StackId" => return unknown(Reason::Resource(name.to_owned()), span),
            _ => {}
        }
        if let Some(parameter) = self.resolver.root.at(&["Parameters", name]) {
            return self.parameter(name, parameter, span);
        }
        match self.resolver.root.at(&["Resources", name]) {
            Some(resource) => self.resource(name, resource, None, span),
            None => unknown(Reason::Undefined(name.to_owned()), span),
        }
    }

    fn parameter(&mut self, name: &str, parameter: &Node, span: Span) -> Resolved {
        let kind = parameter.get("Type").and_then(Node::text).unwrap_or("String");
        let given = self.resolver.deployment.parameters.get(name).cloned();
        // The default of an SSM parameter type is the name of the parameter that holds the value.
        let default = (!kind.starts_with("AWS::SSM::Parameter::Value")).then(|| parameter.get("Default")).flatten();
        match given.or_else(|| default.and_then(Node::scalar)) {
            Some(text) if kind == "CommaDelimitedList" || kind.starts_with("List<") => {
                Resolved::List(text.split(',').map(|item| Resolved::Text(item.trim().to_owned())).collect())
            }
            Some(text) => self.text(&text, span),
            None => unknown(Reason::Parameter(name.to_owned()), span),
        }
    }

    /// A resource's physical name (`attribute` is `None`) or one of its attributes.
    fn resource(&mut self, name: &str, resource: &Node, attribute: Option<&str>, span: Span) -> Resolved {
        let label = attribute.map_or_else(|| name.to_owned(), |attribute| format!("{name}.{attribute}"));
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
        let physical = match own_name {
            Some(Resolved::Text(own)) => own,
            Some(Resolved::Unknown(inner)) => return Resolved::Unknown(inner),
            _ if self.resolver.deployment.physical_names == PhysicalNames::Logical => name.to_owned(),
            _ => return unknown(Reason::Resource(label), span),
        };
        match shape.answer(attribute, &physical, self.resolver.deployment) {
            Some(text) => Resolved::Text(text),
            None => unknown(Reason::Resource(label), span),
        }
    }

    fn get_att(&mut self, argument: &Node, span: Span) -> Resolved {
        let (resource, attribute) = match (&argument.value, argument.items()) {
            (Value::Text(text), _) => match text.split_once('.') {
                Some((resource, attribute)) => (resource.to_owned(), attribute.to_owned()),
                None => return unknown(Reason::Function("Fn::GetAtt".to_owned()), span),
            },
            (_, [resource, attribute]) => {
                let attribute = self.value(attribute);
                match (resource.scalar(), attribute.scalar()) {
                    (Some(resource), Some(attribute)) => (resource, attribute.into_owned()),
                    _ => return self.not_taken("Fn::GetAtt", attribute, span),
                }
            }
            _ => return unknown(Reason::Function("Fn::GetAtt".to_owned()), span),
        };
        self.attribute(&resource, &attribute, span)
    }

    fn attribute(&mut self, name: &str, attribute: &str, span: Span) -> Resolved {
        match self.resolver.root.at(&["Resources", name]) {
            Some(resource) => self.resource(name, resource, Some(attribute), span),
            None => unknown(Reason::Undefined(name.to_owned()), span),
        }
    }

    fn sub(&mut self, argument: &Node, span: Span) -> Resolved {
        match (&argument.value, argument.items()) {
            (Value::Text(text), _) => self.substitute(text, &[], argument.span),
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
    fn substitute(&mut self, text: &str, variables: &Variables, span: Span) -> Resolved {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                out.push_str("${");
                rest = after;
                continue;
            };
            rest = after;
            if let Some(literal) = name.strip_prefix('!') {
                out.push_str(&format!("${{{literal}}}"));
                continue;
            }
            match self.variable(name.trim(), variables, span) {
                Resolved::Unknown(inner) => return Resolved::Unknown(inner),
                value => match value.scalar() {
                    Some(value) if self.charge(value.len()) => out.push_str(&value),
                    Some(_) => return unknown(Reason::Bound, span),
                    None => return unknown(Reason::Function("Fn::Sub".to_owned()), span),
                },
            }
        }
        out.push_str(rest);
        self.text(&out, span)
    }

    fn variable(&mut self, name: &str, variables: &Variables, span: Span) -> Resolved {
        if let Some((_, value)) = variables.iter().find(|(variable, _)| variable == name) {
            return value.clone();
        }
        match name.split_once('.') {
            Some((resource, attribute)) => self.attribute(resource, attribute, span),
            None => self.reference(name, span),
        }
    }

    fn join(&mut self, argument: &Node, span: Span) -> Resolved {
        let [separator, parts] = argument.items() else {
            return unknown(Reason::Function("Fn::Join".to_owned()), span);
        };
        let separator = separator.scalar().unwrap_or_default();
        let parts = match self.value(parts) {
            Resolved::List(parts) => parts,
            other => return self.not_taken("Fn::Join", other, span),
        };
        let mut texts = Vec::new();
        for part in &parts {
            match (part.unknown(), part.scalar()) {
                (Some(inner), _) => return Resolved::Unknown(inner.clone()),
                (None, Some(text)) => texts.push(text),
                (None, None) => return unknown(Reason::Function("Fn::Join".to_owned()), span),
            }
        }
        self.text(&texts.join(&separator), span)
    }

    fn if_else(&mut self, argument: &Node, span: Span) -> Resolved {
        let [condition, yes, no] = argument.items() else {
            return unknown(Reason::Function("Fn::If".to_owned()), span);
        };
        let holds = match condition.text() {
            Some(name) => self.named_condition(name, condition.span),
            None => self.value(condition),
        };
        match holds {
            Resolved::Bool(true) => self.value(yes),
            Resolved::Bool(false) => self.value(no),
            other => self.not_taken("Fn::If", other, span),
        }
    }

    fn named_condition(&mut self, name: &str, span: Span) -> Resolved {
        let Some(condition) = self.resolver.root.at(&["Conditions", name]) else {
            return unknown(Reason::Undefined(name.to_owned()), span);
        };
        let label = format!("Conditions.{name}");
        if self.names.contains(&label) {
            return unknown(Reason::Cycle(name.to_owned()), span);
        }
        self.names.push(label);
        let value = self.value(condition);
        self.names.pop();
        value
    }

    fn logic(&mut self, name: &str, argument: &Node, span: Span) -> Resolved {
        let operands: Vec<_> = argument.items().iter().map(|operand| self.value(operand)).collect();
        if name == "Fn::Equals" {
            return match operands.as_slice() {
                [left, right] => match left.unknown().or_else(|| right.unknown()) {
                    Some(inner) => Resolved::Unknown(inner.clone()),
                    None => {
                        Resolved::Bool(left == right || (left.scalar().is_some() && left.scalar() == right.scalar()))
                    }
                },
                _ => unknown(Reason::Function(name.to_owned()), span),
            };
        }
        let is = |flag: bool| move |operand: &Resolved| *operand == Resolved::Bool(flag);
        let decided = match (name, operands.as_slice()) {
            ("Fn::Not", [Resolved::Bool(flag)]) => Some(!flag),
            ("Fn::And", all) if all.iter().any(is(false)) => Some(false),
            ("Fn::And", all) if all.iter().all(is(true)) => Some(true),
            ("Fn::Or", all) if all.iter().any(is(true)) => Some(true),
            ("Fn::Or", all) if all.iter().all(is(false)) => Some(false),
            _ => None,
        };
        match (decided, operands.iter().find_map(Resolved::unknown)) {
            (Some(flag), _) => Resolved::Bool(flag),
            (None, Some(inner)) => Resolved::Unknown(inner.clone()),
            (None, None) => unknown(Reason::Function(name.to_owned()), span),
        }
    }

    fn find_in_map(&mut self, argument: &Node, span: Span) -> Resolved {
        let [map, first, second, rest @ ..] = argument.items() else {
            return unknown(Reason::Function("Fn::FindInMap".to_owned()), span);
        };
        let keys = [map, first, second].map(|key| self.value(key));
        if let Some(inner) = keys.iter().find_map(Resolved::unknown) {
            return Resolved::Unknown(inner.clone());
        }
        let texts: Vec<_> = keys.iter().filter_map(Resolved::scalar).collect();
        let [map, first, second] = texts.as_slice() else {
            return unknown(Reason::Function("Fn::FindInMap".to_owned()), span);
        };
        match self.resolver.root.at(&["Mappings", map, first, second]) {
            Some(found) => self.value(found),
            None => match rest.first().and_then(|options| options.get("DefaultValue")) {
                Some(default) => self.value(default),
                None => unknown(Reason::Undefined(format!("{map}.{first}.{second}")), span),
            },
        }
    }

    fn select(&mut self, argument: &Node, span: Span) -> Resolved {
        let [index, list] = argument.items() else {
            return unknown(Reason::Function("Fn::Select".to_owned()), span);
        };
        let index = self.value(index);
        let list = self.value(list);
        let position = index.scalar().and_then(|text| text.parse::<usize>().ok());
        match (position.and_then(|position| list.items().get(position)), index.unknown().or_else(|| list.unknown())) {
            (Some(item), _) => item.clone(),
            (None, Some(inner)) => Resolved::Unknown(inner.clone()),
            (None, None) => unknown(Reason::Function("Fn::Select".to_owned()), span),
        }
    }

    fn split(&mut self, argument: &Node, span: Span) -> Resolved {
        let [separator, text] = argument.items() else {
            return unknown(Reason::Function("Fn::Split".to_owned()), span);
        };
        let text = self.value(text);
        match (separator.scalar(), text.scalar()) {
            (Some(separator), Some(text)) if !separator.is_empty() => {
                Resolved::List(text.split(&separator).map(|part| Resolved::Text(part.to_owned())).collect())
            }
            _ => self.not_taken("Fn::Split", text, span),
        }
    }

    fn base64(&mut self, argument: &Node, span: Span) -> Resolved {
        let value = self.value(argument);
        match value.scalar() {
            Some(text) => Resolved::Text(base64::engine::general_purpose::STANDARD.encode(text.as_bytes())),
            None => self.not_taken("Fn::Base64", value, span),
        }
    }

    fn zones(&mut self, argument: &Node) -> Resolved {
        let region = match self.value(argument) {
            Resolved::Text(region) if !region.is_empty() => region,
            Resolved::Unknown(inner) => return Resolved::Unknown(inner),
            _ => self.resolver.deployment.region.clone(),
        };
        Resolved::List(["a", "b", "c"].iter().map(|zone| Resolved::Text(format!("{region}{zone}"))).collect())
    }

    /// The answer when a function got something it does not take: the reason that thing is unknown, else itself.
    fn not_taken(&self, name: &str, value: Resolved, span: Span) -> Resolved {
        match value.unknown() {
            Some(inner) => Resolved::Unknown(inner.clone()),
            None => unknown(Reason::Function(name.to_owned()), span),
        }
    }

    fn charge(&mut self, amount: usize) -> bool {
        let enough = self.budget >= amount;
        self.budget = self.budget.saturating_sub(amount);
        enough
    }
}

fn unknown(reason: Reason, span: Span) -> Resolved {
    Resolved::Unknown(Unknown { reason, span })
}

fn is_function(name: &str) -> bool {
    name == "Ref" || name == "Condition" || name.starts_with("Fn::")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Template;

    const TEMPLATE: &str = r#"
Parameters:
  Colour: {Type: String, Default: blue}
  Size: {Type: Number, Default: 7}
  Nets: {Type: CommaDelimitedList, Default: "a, b"}
  Bare: {Type: String}
  Secret: {Type: "AWS::SSM::Parameter::Value<String>", Default: /name/of/it}
Mappings:
  Sizes: {blue: {small: 1}}
Conditions:
  IsProd: !Equals [!Ref Colour, green]
  NotProd: !Not [!Condition IsProd]
  Loop: !Not [!Condition Loop]
  Open: !Equals [!Ref Bare, x]
  Either: !Or [!Condition Open, !Condition NotProd]
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Named: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "jobs-${Colour}"}}
  Knot: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Knot}}
  Thing: {Type: AWS::EC2::VPC}
"#;

    fn check(expression: &str, expected: &str) {
        let template = Template::parse("t", &format!("{TEMPLATE}\nValue: {expression}\n")).unwrap();
        let deployment = Deployment::default();
        let resolver = Resolver::new(template.root(), &deployment);
        let got = match resolver.resolve(template.root().get("Value").unwrap()) {
            Resolved::Unknown(unknown) => format!("unknown: {}", unknown.reason),
            Resolved::Text(text) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(got, expected, "{expression}");
    }

    #[test]
    fn functions_are_evaluated() {
        check("!Ref Colour", "blue");
        check("!Ref Size", "7");
        check("!Sub 'svc-${Colour}-${Size}-${!Kept}-${ AWS::Region }'", "svc-blue-7-${Kept}-us-east-1");
        check("!Sub ['${a}/${Colour}', {a: !Ref Size}]", "7/blue");
        check("!Sub 'open ${'", "open ${");
        check("!If [IsProd, prod, dev]", "dev");
        check("!If [NotProd, {'Fn::Join': ['-', [a, !Ref Colour]]}, dev]", "a-blue");
        check("!If [Either, yes, no]", "yes");
        check("!FindInMap [Sizes, !Ref Colour, small]", "1");
        check("!FindInMap [Sizes, red, small, {DefaultValue: 9}]", "9");
        check("!Select [1, !Ref Nets]", "b");
        check("!Select ['1', !Split ['/', 'x/y/z']]", "y");
        check("!Base64 hello", "aGVsbG8=");
        check("!Ref Named", "https://sqs.us-east-1.amazonaws.com/123456789012/jobs-blue");
        check("!GetAtt Named.Arn", "arn:aws:sqs:us-east-1:123456789012:jobs-blue");
        check("!GetAtt [Named, QueueName]", "jobs-blue");
        check("!Join ['', ['a', !If [IsProd, x, !Ref 'AWS::NoValue'], 'b']]", "ab");
    }

    #[test]
    fn what_is_not_known_says_why() {
        check("!Ref Table", "unknown: `Table` exists only once it is deployed");
        check("!Sub 'x-${Thing.Id}'", "unknown: `Thing.Id` exists only once it is deployed");
        check("!Ref Bare", "unknown: parameter `Bare` has no value");
        check("!Ref Secret", "unknown: parameter `Secret` has no value");
        check("!Ref Nowhere", "unknown: the template does not define `Nowhere`");
        check("!ImportValue net-id", "unknown: `net-id` is exported by another stack");
        check("!Join [',', [a, !ImportValue b]]", "unknown: `b` is exported by another stack");
        check("!If [Open, a, b]", "unknown: parameter `Bare` has no value");
        check("!If [Loop, a, b]", "unknown: `Loop` is defined by itself");
        check("!Ref Knot", "unknown: `Knot` is defined by itself");
        check("!Cidr [a, 1, 2]", "unknown: `Fn::Cidr` cannot be evaluated here");
        check("'{{resolve:ssm:/x}}'", "unknown: `{{resolve:ssm:/x}}` is replaced during deployment");
        check("!Select [9, [a]]", "unknown: `Fn::Select` cannot be evaluated here");
    }

    #[test]
    fn a_local_deployment_names_resources_itself() {
        let template = Template::parse("t", TEMPLATE).unwrap();
        let deployment = Deployment { physical_names: PhysicalNames::Logical, ..Deployment::default() };
        let resolver = Resolver::new(template.root(), &deployment);
        let node = Template::parse("v", "!GetAtt Table.Arn").unwrap();
        let arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Table";
        assert_eq!(resolver.resolve(node.root()), Resolved::Text(arn.to_owned()));
    }

    #[test]
    fn substitutions_that_double_are_bounded() {
        let mut expression = "'xxxxxxxxxxxxxxxx'".to_owned();
        for _ in 0..24 {
            expression = format!("{{'Fn::Sub': ['${{a}}${{a}}', {{a: {expression}}}]}}");
        }
        check(&expression, "unknown: the value is nested too deep or too large");
    }

    #[test]
    fn conditions_that_fan_out_are_bounded() {
        let mut text = "Conditions:\n  C0: !Equals [a, a]\n".to_owned();
        for level in 1..60 {
            let below = format!("!Condition C{}", level - 1);
            text.push_str(&format!("  C{level}: !And [{below}, {below}]\n"));
        }
        let template = Template::parse("t", &text).unwrap();
        let deployment = Deployment::default();
        assert_eq!(Resolver::new(template.root(), &deployment).condition("C59"), None);
    }
}
