//! Variables of the Serverless Framework: `${self:custom.name}`, `${opt:stage, 'dev'}`, `${file(x.yml):key}`, nested
//! and with fallbacks.
//!
//! A text that is one variable becomes its value; a mapping or list keeps the place where it is written, also in
//! another file, a scalar stands where it is used. What only a deployment knows stays unknown.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use crate::files::Files;
use crate::node::{Entry, Node, Value};
use crate::resolve::{Deployment, PhysicalNames, Reason, Unknown};
use crate::source::Span;
use crate::symbol::symbol;

/// Nesting that is followed: of values, and of variables in variables.
const MAX_DEPTH: usize = 48;
/// Work for one configuration: values copied plus bytes produced.
const BUDGET: usize = 4 << 20;

/// Resolves the variables of one configuration.
pub(super) struct Variables<'a> {
    root: &'a Node,
    files: &'a Files<'a>,
    deployment: &'a Deployment,
    budget: Cell<usize>,
    depth: Cell<usize>,
    /// Addresses being resolved, to notice a cycle.
    open: RefCell<Vec<String>>,
}

/// What one source of a variable answers.
enum Answer {
    /// Its value.
    Value(Node),
    /// It has none: the next fallback counts.
    Missing(Reason),
    /// It has one, which only the deployment knows.
    Later(Reason),
}

impl<'a> Variables<'a> {
    pub(super) fn new(root: &'a Node, files: &'a Files<'a>, deployment: &'a Deployment) -> Self {
        let budget = Cell::new(BUDGET);
        Self { root, files, deployment, budget, depth: Cell::new(0), open: RefCell::new(Vec::new()) }
    }

    /// The whole configuration with its variables resolved.
    /// Sections that only serve others are left as they are.
    pub(super) fn all(&self) -> Node {
        let resolved = |entry: &Entry| {
            let is_used = !matches!(entry.key.text.as_str(), "custom" | "params" | "stages");
            Entry { key: entry.key.clone(), value: if is_used { self.node(&entry.value) } else { entry.value.clone() } }
        };
        Node { span: self.root.span, value: Value::Map(self.root.entries().iter().map(resolved).collect()) }
    }

    /// Whether the work that one configuration may cost was not enough.
    pub(super) fn is_exhausted(&self) -> bool {
        self.budget.get() == 0
    }

    fn node(&self, node: &Node) -> Node {
        if self.depth.get() >= MAX_DEPTH || !self.charge(1) {
            return Unknown::new(Reason::Bound, node.span).node();
        }
        self.depth.set(self.depth.get() + 1);
        let value = match &node.value {
            Value::Text(text) if text.contains("${") => self.text(text, node.span),
            Value::List(items) => {
                Node { span: node.span, value: Value::List(items.iter().map(|item| self.node(item)).collect()) }
            }
            Value::Map(entries) => {
                let entries =
                    entries.iter().map(|entry| Entry { key: entry.key.clone(), value: self.node(&entry.value) });
                Node { span: node.span, value: Value::Map(entries.collect()) }
            }
            Value::Text(text) if !self.charge(text.len()) => Unknown::new(Reason::Bound, node.span).node(),
            _ => node.clone(),
        };
        self.depth.set(self.depth.get() - 1);
        value
    }

    /// A text with variables in it.
    fn text(&self, text: &str, span: Span) -> Node {
        let parts = parts(text);
        if let [Part::Variable(variable)] = parts.as_slice() {
            return self.variable(variable, span);
        }
        let mut out = String::new();
        let mut unknown: Option<Unknown> = None;
        for part in parts {
            match part {
                Part::Literal(literal) => out.push_str(literal),
                Part::Variable(variable) => {
                    let value = self.variable(variable, span);
                    match value.symbolic() {
                        Some(text) if self.charge(text.len()) => out.push_str(&text),
                        Some(_) => return Unknown::new(Reason::Bound, span).node(),
                        None => out.push_str(&symbol(variable)),
                    }
                    let reason = match &value.value {
                        Value::Unknown(inner) => Some(inner.without_choices()),
                        Value::List(_) | Value::Map(_) => Some(Unknown::new(Reason::Function(symbol(variable)), span)),
                        _ => None,
                    };
                    unknown = unknown.or(reason);
                }
            }
        }
        match unknown {
            Some(unknown) => Unknown { text: out, ..unknown }.node(),
            None => Node { span, value: Value::Text(out) },
        }
    }

    /// What stands between `${` and `}`: sources by preference, separated by commas.
    fn variable(&self, variable: &str, span: Span) -> Node {
        if self.depth.get() >= MAX_DEPTH || !self.charge(variable.len()) {
            return Unknown::new(Reason::Bound, span).node();
        }
        self.depth.set(self.depth.get() + 1);
        let mut first_missing = None;
        let mut found = None;
        for source in split(variable, ',') {
            let source = source.trim();
            let (reason, is_final) = match self.source(source, span) {
                Answer::Value(value) => match &value.value {
                    Value::Unknown(unknown) if is_missing(&unknown.reason) => {
                        first_missing = first_missing.or(Some(value));
                        continue;
                    }
                    _ => {
                        found = Some(value);
                        break;
                    }
                },
                Answer::Later(reason) => (reason, true),
                Answer::Missing(reason) => (reason, false),
            };
            let unknown = Unknown { text: symbol(source), ..Unknown::new(reason, span) }.node();
            if is_final {
                found = Some(unknown);
                break;
            }
            first_missing = first_missing.or(Some(unknown));
        }
        self.depth.set(self.depth.get() - 1);
        let nothing = || Unknown::new(Reason::Undefined(variable.to_owned()), span).node();
        let value = found.or(first_missing).unwrap_or_else(nothing);
        match value.value {
            Value::List(_) | Value::Map(_) => value,
            _ => Node { span, ..value },
        }
    }

    fn source(&self, source: &str, span: Span) -> Answer {
        if let Some(literal) = literal(source, span) {
            return Answer::Value(literal);
        }
        // Variables inside the address come first: `self:custom.${opt:stage}`.
        let address: Cow<'_, str> = match source.contains("${") {
            true => match self.text(source, span) {
                Node { value: Value::Text(text), .. } => Cow::Owned(text),
                Node { value: Value::Unknown(unknown), .. } => return Answer::Missing(unknown.reason),
                _ => return Answer::Missing(Reason::Function(source.to_owned())),
            },
            false => Cow::Borrowed(source),
        };
        if let Some(literal) = literal(&address, span) {
            return Answer::Value(literal);
        }
        if self.open.borrow().iter().any(|open| *open == address) {
            return Answer::Missing(Reason::Cycle(address.into_owned()));
        }
        self.open.borrow_mut().push(address.clone().into_owned());
        let answer = self.address(&address, span);
        self.open.borrow_mut().pop();
        answer
    }

    fn address(&self, address: &str, span: Span) -> Answer {
        let (kind, argument, path) = source_parts(address);
        let given = |name: &str| self.deployment.parameters.get(name).map(|text| text_node(text, span));
        let missing = || Answer::Missing(Reason::Undefined(address.to_owned()));
        match kind {
            "self" => self.own(path, address),
            "opt" => given(path).map_or_else(|| Answer::Missing(Reason::Parameter(address.to_owned())), Answer::Value),
            "env" => {
                given(address).map_or_else(|| Answer::Missing(Reason::Parameter(address.to_owned())), Answer::Value)
            }
            "sls" if path == "stage" => match given("stage") {
                Some(stage) => Answer::Value(stage),
                None => self.own("provider.stage", address),
            },
            "param" => self.parameter(path, address),
            "file" => self.file(argument, path, address, span),
            "strToBool" => match literal(argument, span).or_else(|| Some(text_node(argument, span))) {
                Some(value) if value.bool().is_some() => {
                    Answer::Value(Node { span, value: Value::Bool(value.bool() == Some(true)) })
                }
                _ => missing(),
            },
            "aws" if path == "region" => match self.own("provider.region", address) {
                Answer::Value(region) if self.root.path("provider.region").is_some() => Answer::Value(region),
                _ => self.pseudo("AWS::Region", &self.deployment.region, span),
            },
            "aws" if path == "accountId" => self.pseudo("AWS::AccountId", &self.deployment.account, span),
            "cf" => Answer::Later(Reason::Import(path.to_owned())),
            "ssm" | "s3" | "secretsManager" => Answer::Later(Reason::Dynamic(symbol(address))),
            _ => Answer::Later(Reason::Function(symbol(address))),
        }
    }

    /// Region and account, which a symbolic deployment leaves open.
    fn pseudo(&self, name: &str, value: &str, span: Span) -> Answer {
        match self.deployment.physical_names {
            PhysicalNames::Symbolic => Answer::Value(Unknown::new(Reason::Resource(name.to_owned()), span).node()),
            _ => Answer::Value(text_node(value, span)),
        }
    }

    /// A value of the configuration itself.
    fn own(&self, path: &str, address: &str) -> Answer {
        match self.at(self.root, path) {
            Some(value) if !value.is_null() => Answer::Value(value),
            _ => match path {
                // What the framework takes where the configuration says nothing.
                "provider.stage" => Answer::Value(text_node("dev", self.root.span)),
                "provider.region" => Answer::Value(text_node("us-east-1", self.root.span)),
                _ => Answer::Missing(Reason::Undefined(address.to_owned())),
            },
        }
    }

    /// Parameters stand under `params.STAGE`, `params.default`, or `stages.STAGE.params`.
    fn parameter(&self, name: &str, address: &str) -> Answer {
        if let Some(given) = self.deployment.parameters.get(name) {
            return Answer::Value(text_node(given, self.root.span));
        }
        let stage = match self.address("sls:stage", self.root.span) {
            Answer::Value(stage) => stage.scalar().unwrap_or_default(),
            _ => "dev".to_owned(),
        };
        let places = [
            format!("params.{stage}.{name}"),
            format!("stages.{stage}.params.{name}"),
            format!("params.default.{name}"),
            format!("stages.default.params.{name}"),
        ];
        let found = places.iter().find_map(|path| self.at(self.root, path));
        found.map_or_else(|| Answer::Missing(Reason::Parameter(address.to_owned())), Answer::Value)
    }

    fn file(&self, name: &str, path: &str, address: &str, span: Span) -> Answer {
        let is_data = [".yml", ".yaml", ".json"].iter().any(|end| name.ends_with(end));
        if !is_data {
            return Answer::Later(Reason::Function(symbol(address)));
        }
        let Some(root) = self.files.load(name.trim().trim_matches(['\'', '"']), span.file) else {
            return Answer::Missing(Reason::Undefined(address.to_owned()));
        };
        match self.at(&root, path) {
            Some(value) if !value.is_null() => Answer::Value(value),
            _ => Answer::Missing(Reason::Undefined(address.to_owned())),
        }
    }

    /// The value at a path with its variables resolved; values on the way may be variables too.
    fn at(&self, root: &Node, path: &str) -> Option<Node> {
        let mut node = Cow::Borrowed(root);
        for key in path.split('.').filter(|key| !key.is_empty()) {
            if node.text().is_some_and(|text| text.contains("${")) {
                node = Cow::Owned(self.node(&node));
            }
            let next = match &node.value {
                Value::List(items) => items.get(key.parse::<usize>().ok()?)?,
                _ => node.get(key)?,
            };
            node = match &node {
                Cow::Borrowed(node) => Cow::Borrowed(match &node.value {
                    Value::List(items) => items.get(key.parse::<usize>().ok()?)?,
                    _ => node.get(key)?,
                }),
                Cow::Owned(_) => Cow::Owned(next.clone()),
            };
        }
        Some(self.node(&node))
    }

    fn charge(&self, amount: usize) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(amount));
        left >= amount
    }
}

/// Whether a source with this reason has no value, so that the next one counts.
fn is_missing(reason: &Reason) -> bool {
    matches!(reason, Reason::Parameter(_) | Reason::Undefined(_) | Reason::Cycle(_))
}

/// A part of a text.
#[derive(Debug, PartialEq)]
enum Part<'t> {
    Literal(&'t str),
    /// What stands between `${` and `}`.
    Variable(&'t str),
}

/// Splits a text into literals and variables. `${Name}` without a source, which `Fn::Sub` replaces, is a literal.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut literal, mut at) = (0, 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("${")).map(|found| at + found) {
        let Some(end) = closing(text, start + 2) else { break };
        let inside = text.get(start + 2..end).unwrap_or_default();
        at = end + 1;
        if is_variable(inside) {
            if start > literal {
                parts.extend(text.get(literal..start).map(Part::Literal));
            }
            parts.push(Part::Variable(inside));
            literal = at;
        }
    }
    if literal < text.len() {
        parts.extend(text.get(literal..).map(Part::Literal));
    }
    parts
}

/// Where the brace that was opened before `from` is closed.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.get(from..)?.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(from + at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether it names a source: `self:x`, `file(x)`, `ssm(region):x`. `AWS::Region` is CloudFormation's.
fn is_variable(inside: &str) -> bool {
    let name: usize = inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').count();
    let rest = inside.get(name..).unwrap_or_default();
    name > 0 && (rest.starts_with('(') || (rest.starts_with(':') && !rest.starts_with("::")))
}

/// `kind(argument):path` in its three parts.
fn source_parts(address: &str) -> (&str, &str, &str) {
    let name = address.find(['(', ':']).unwrap_or(address.len());
    let (kind, rest) = address.split_at_checked(name).unwrap_or((address, ""));
    if let Some(rest) = rest.strip_prefix('(') {
        let (argument, path) = rest.rsplit_once(')').unwrap_or((rest, ""));
        return (kind, argument, path.strip_prefix(':').unwrap_or_default());
    }
    (kind, "", rest.strip_prefix(':').unwrap_or_default())
}

/// Splits at a separator that stands neither in quotes nor in braces or parentheses.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '{' | '(') => depth += 1,
            (None, '}' | ')') => depth = depth.saturating_sub(1),
            (None, _) if c == separator && depth == 0 => {
                pieces.extend(text.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.extend(text.get(start..));
    pieces
}

/// A fallback that is a value itself.
fn literal(source: &str, span: Span) -> Option<Node> {
    let value = match source {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        _ if source.parse::<f64>().is_ok() => Value::Number(source.to_owned()),
        _ => {
            let quote = source.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
            let inside = source.strip_prefix(quote)?.strip_suffix(quote)?;
            (!inside.contains("${")).then(|| Value::Text(inside.to_owned()))?
        }
    };
    Some(Node { span, value })
}

fn text_node(text: &str, span: Span) -> Node {
    Node { span, value: Value::Text(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::source::FileId;

    const CONFIGURATION: &str = "
service: shop
provider: {name: aws, stage: \"${opt:stage, 'test'}\"}
params: {default: {size: 1}, test: {size: 2}}
custom:
  name: '${self:service}-${sls:stage}'
  stages: {test: {colour: blue}, prod: {colour: red}}
  colour: ${self:custom.stages.${self:provider.stage}.colour}
  loop: ${self:custom.back}
  back: ${self:custom.loop}
  all: ${file(./common.yml)}
  inner: ${self:custom.all.list.1}
  quoted: \"${opt:x, 'a, ${sls:stage}'}\"
";

    fn check(expression: &str, expected: &str) {
        let read = |path: &str| (path == "app/common.yml").then(|| "list: [a, b]\nname: ${self:service}\n".to_owned());
        let files = Files::new("app/serverless.yml", &read);
        let root = parse(&format!("{CONFIGURATION}value: {expression}\n"), FileId(0)).unwrap();
        let deployment = Deployment::symbolic();
        let all = Variables::new(&root, &files, &deployment).all();
        let value = all.get("value").unwrap();
        let shown = match &value.value {
            Value::Unknown(unknown) => format!("{} ({})", unknown.text, unknown.reason),
            Value::List(items) => format!("{} items of file {}", items.len(), value.span.file.0),
            _ => value.scalar().unwrap_or_default(),
        };
        assert_eq!(shown, expected, "{expression}");
    }

    #[test]
    fn variables_are_resolved() {
        check("${self:custom.name}", "shop-test");
        check("x-${self:custom.colour}-y", "x-blue-y");
        check("${opt:stage, self:provider.stage}", "test");
        check("${opt:none, env:NONE, 7}", "7");
        check("${self:custom.missing, 'fall back'}", "fall back");
        check("${param:size}", "2");
        check("${file(./common.yml):name}", "shop");
        check("${self:custom.all.list}", "2 items of file 1");
        check("${self:custom.inner}", "b");
        check("${strToBool('true')}", "true");
        check("arn:${AWS::Region}:${self:service}", "arn:${AWS::Region}:shop");
        check("${Plain}", "${Plain}");
        check("'${open'", "${open");
    }

    #[test]
    fn what_is_not_known_stays_so_with_its_reason() {
        check("${env:STAGE}", "${env:STAGE} (parameter `env:STAGE` has no value)");
        check("x-${env:STAGE}", "x-${env:STAGE} (parameter `env:STAGE` has no value)");
        check("${ssm:/a/b, 'no'}", "${ssm:/a/b} (`${ssm:/a/b}` is replaced during deployment)");
        check("${cf:other.Name}", "${cf:other.Name} (`other.Name` is exported by another stack)");
        check("${aws:accountId}", "${AWS::AccountId} (`AWS::AccountId` exists only once it is deployed)");
        check("${file(x.js):a}", "${file(x.js):a} (`${file(x.js):a}` cannot be evaluated here)");
        check("${file(none.yml):a}", "${file(none.yml):a} (the template does not define `file(none.yml):a`)");
        check("${self:custom.loop}", "${self:custom.loop} (`self:custom.loop` is defined by itself)");
    }

    #[test]
    fn variables_that_double_are_bounded() {
        let mut text = "a0: x\n".to_owned();
        for level in 1..60 {
            let below = format!("${{self:a{}}}", level - 1);
            text.push_str(&format!("a{level}: '{below}{below}'\n"));
        }
        let root = parse(&text, FileId(0)).unwrap();
        let read = |_: &str| None;
        let files = Files::new("s.yml", &read);
        let deployment = Deployment::default();
        let all = Variables::new(&root, &files, &deployment).all();
        assert!(all.get("a59").unwrap().unknown().is_some());
    }
}
