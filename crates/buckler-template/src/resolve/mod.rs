//! Intrinsic functions: `Ref`, `Sub`, `If`, … evaluated with parameters and conditions, as far as that is possible
//! before deployment. The rest is [`Unknown`] and says why.

mod evaluation;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::node::{Node, Value};
use crate::source::Span;
use crate::symbol::{NOTHING, symbol};

use self::evaluation::Evaluation;

/// Work for one value: nodes visited plus bytes produced. Keeps doubling substitutions from growing without bound.
const BUDGET: usize = 4 << 20;
/// Work for all values of one template together. The largest template that is deployed needs a tenth of it.
const TOTAL_BUDGET: usize = 64 << 20;

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
    /// Parameters whose values another template passes down; known or not, they count before the defaults.
    pub passed: BTreeMap<String, Node>,
    /// Outputs of nested stacks, by `Stack.Outputs.Name`.
    pub outputs: BTreeMap<String, Node>,
    /// Values that other stacks export, by the name of the export.
    pub exports: BTreeMap<String, Node>,
}

/// How a reference to a resource is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhysicalNames {
    /// Not known before the cloud has chosen one.
    Unknown,
    /// The deployment calls each resource by its name in the template, as a local platform does.
    Logical,
    /// Never answered, not even when the template gives the name: every reference to a resource stays a symbol such
    /// as `${Table.Arn}`, and so do region, account and stack. For those who ask what belongs to what.
    Symbolic,
}

impl Deployment {
    /// A deployment of which nothing is decided but the defaults of parameters.
    pub fn symbolic() -> Self {
        Self { physical_names: PhysicalNames::Symbolic, ..Self::default() }
    }
}

impl Default for Deployment {
    fn default() -> Self {
        Self {
            parameters: BTreeMap::new(),
            region: "us-east-1".to_owned(),
            account: "123456789012".to_owned(),
            stack: "local".to_owned(),
            physical_names: PhysicalNames::Unknown,
            passed: BTreeMap::new(),
            outputs: BTreeMap::new(),
            exports: BTreeMap::new(),
        }
    }
}

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The reason.
    pub reason: Reason,
    /// Where the function stands that could not be answered.
    pub span: Span,
    /// As much of the text as is known, with [symbols](crate::symbol) for what is not.
    pub text: String,
    /// The values it can have, when an undecided condition chooses between them.
    pub choices: Vec<Node>,
}

impl Unknown {
    /// A value of which nothing is known but the reason for that.
    pub(crate) fn new(reason: Reason, span: Span) -> Self {
        let text = match &reason {
            Reason::Resource(name) | Reason::Parameter(name) | Reason::Undefined(name) | Reason::Cycle(name) => {
                symbol(name)
            }
            Reason::Import(name) => symbol(&format!("Import::{name}")),
            Reason::Dynamic(text) => text.clone(),
            Reason::Function(_) | Reason::Bound => NOTHING.to_owned(),
        };
        Self { reason, span, text, choices: Vec::new() }
    }

    /// The same without its choices, which may be large.
    pub(crate) fn without_choices(&self) -> Self {
        Self { reason: self.reason.clone(), span: self.span, text: self.text.clone(), choices: Vec::new() }
    }

    /// The node that this is the value of.
    pub(crate) fn node(self) -> Node {
        Node { span: self.span, value: Value::Unknown(Box::new(self)) }
    }
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

/// Evaluates values of one template for one deployment.
pub struct Resolver<'a> {
    deployment: &'a Deployment,
    resources: HashMap<&'a str, &'a Node>,
    parameters: HashMap<&'a str, &'a Node>,
    conditions: HashMap<&'a str, &'a Node>,
    mappings: Option<&'a Node>,
    budget: Cell<usize>,
    /// Conditions that have been evaluated.
    decided: RefCell<HashMap<String, Node>>,
}

impl<'a> Resolver<'a> {
    /// A resolver for values that stand in `root`.
    pub fn new(root: &'a Node, deployment: &'a Deployment) -> Self {
        let section = |name: &str| {
            let entries = root.get(name).map_or(&[][..], Node::entries);
            entries.iter().rev().map(|entry| (entry.key.text.as_str(), &entry.value)).collect()
        };
        Self {
            deployment,
            resources: section("Resources"),
            parameters: section("Parameters"),
            conditions: section("Conditions"),
            mappings: root.get("Mappings"),
            budget: Cell::new(TOTAL_BUDGET),
            decided: RefCell::default(),
        }
    }

    /// What `node` is once its functions have run: the same tree, with `null` and `AWS::NoValue` left out. Each value
    /// keeps the place where it, or the function that it is the result of, was written.
    pub fn resolve(&self, node: &Node) -> Node {
        self.evaluate(|evaluation| evaluation.value(node))
    }

    /// Whether the condition `name` holds; `None` when that is not known.
    pub fn condition(&self, name: &str) -> Option<bool> {
        self.evaluate(|evaluation| evaluation.named_condition(name, Span::default())).bool()
    }

    /// The resource with this key.
    pub(crate) fn resource(&self, id: &str) -> Option<&'a Node> {
        self.resources.get(id).copied()
    }

    fn evaluate(&self, run: impl FnOnce(&mut Evaluation<'_, 'a>) -> Node) -> Node {
        let budget = self.budget.get().min(BUDGET);
        let mut evaluation = Evaluation::new(self, budget);
        let value = run(&mut evaluation);
        self.budget.set(self.budget.get().saturating_sub(budget - evaluation.budget()));
        value
    }
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
        let got = match resolver.resolve(template.root().get("Value").unwrap()).value {
            Value::Unknown(unknown) => format!("unknown: {}", unknown.reason),
            Value::Text(text) | Value::Number(text) => text,
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
        assert_eq!(resolver.resolve(node.root()).text(), Some(arn));
    }

    #[test]
    fn a_symbolic_deployment_keeps_what_belongs_to_what() {
        let template = Template::parse("t", TEMPLATE).unwrap();
        let deployment = Deployment::symbolic();
        let resolver = Resolver::new(template.root(), &deployment);
        for (expression, expected) in [
            ("!GetAtt Table.Arn", "${Table.Arn}"),
            ("!Ref Named", "${Named}"),
            ("!Sub '${Table.Arn}/index/*'", "${Table.Arn}/index/*"),
            ("!Join ['', ['arn:', !Ref AWS::Partition, ':s3:::', !Ref Thing, '/*']]", "arn:aws:s3:::${Thing}/*"),
            ("!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:x'", "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:x"),
            ("!Sub '${Bare}-${Colour}'", "${Bare}-blue"),
            ("!ImportValue net", "${Import::net}"),
            ("!Cidr [a, 1, 2]", "${}"),
        ] {
            let node = Template::parse("v", expression).unwrap();
            assert_eq!(resolver.resolve(node.root()).symbolic().as_deref(), Some(expected), "{expression}");
        }
    }

    #[test]
    fn an_undecided_condition_leaves_both_values_to_look_at() {
        let template = Template::parse("t", TEMPLATE).unwrap();
        let deployment = Deployment::symbolic();
        let node = Template::parse("v", "!If [Open, 'on', !Ref Table]").unwrap();
        let value = Resolver::new(template.root(), &deployment).resolve(node.root());
        let choices = &value.unknown().unwrap().choices;
        assert_eq!(choices.iter().filter_map(Node::symbolic).collect::<Vec<_>>(), ["on", "${Table}"]);
        assert!(value.refers_to("Table"));
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
    fn conditions_that_fan_out_are_evaluated_once_each() {
        let fan = |levels: usize| {
            let mut text = "Conditions:\n  C0: !Equals [a, a]\n".to_owned();
            for level in 1..=levels {
                let below = format!("!Condition C{}", level - 1);
                text.push_str(&format!("  C{level}: !And [{below}, {below}]\n"));
            }
            let template = Template::parse("t", &text).unwrap();
            let deployment = Deployment::default();
            Resolver::new(template.root(), &deployment).condition(&format!("C{levels}"))
        };
        assert_eq!(fan(25), Some(true));
        // Nested deeper than is followed.
        assert_eq!(fan(60), None);
    }
}
