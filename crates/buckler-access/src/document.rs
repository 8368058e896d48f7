//! Policy documents, as a person or a tool wrote them.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use serde_json::{Map, Value};
use thiserror::Error;

/// A document: what it allows and denies, statement by statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// In the order written.
    pub statements: Vec<Statement>,
}

/// Why a text is no policy document.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The text is no JSON, or nests too deeply.
    #[error("no JSON: {0}")]
    Json(serde_json::Error),
    /// The JSON is no object with a `Statement`.
    #[error("no `Statement` in the document")]
    NoStatement,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Whether it allows or denies.
    pub effect: Effect,
    /// `Action` or `NotAction`.
    pub actions: Choice,
    /// `Resource` or `NotResource`; trust policies have neither.
    pub resources: Option<Choice>,
    /// `Principal` or `NotPrincipal`; policies of a role have neither.
    pub principals: Option<Principals>,
    /// All conditions, which must hold together.
    pub conditions: Vec<Condition>,
}

/// What a statement does where it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Grants.
    Allow,
    /// Refuses, whatever else grants.
    Deny,
}

/// Texts that a statement names, or all but those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What matches one of these.
    Only(Vec<String>),
    /// What matches none of these: `NotAction`, `NotResource`.
    Except(Vec<String>),
}

/// Who a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principals {
    /// All but the listed ones: `NotPrincipal`.
    pub except: bool,
    /// The listed ones.
    pub listed: Vec<Principal>,
}

/// One principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// `AWS`, `Service`, `Federated`, `CanonicalUser`; empty for a plain `*`.
    pub kind: String,
    /// Its ARN, account, host name, or `*`.
    pub name: String,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How it compares, such as `StringEquals`.
    pub operator: String,
    /// What it compares, such as `aws:SourceArn`.
    pub key: String,
    /// With what.
    pub values: Vec<String>,
}

impl Document {
    /// Reads a document from JSON. Elements that are missing or of the wrong kind count as not given: what a
    /// statement grants is never more than what is written.
    ///
    /// # Errors
    /// The text is no JSON, or no object with a `Statement`.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let value: Value = serde_json::from_str(text).map_err(DocumentError::Json)?;
        let statements = element(value.as_object(), "Statement").ok_or(DocumentError::NoStatement)?;
        Ok(Self { statements: one_or_many(statements).filter_map(Value::as_object).map(Statement::of).collect() })
    }
}

impl Statement {
    fn of(object: &Map<String, Value>) -> Self {
        let choice = |only: &str, except: &str| {
            let listed = |name: &str| element(Some(object), name).map(texts);
            listed(only).map(Choice::Only).or_else(|| listed(except).map(Choice::Except))
        };
        let effect = element(Some(object), "Effect").and_then(Value::as_str);
        Self {
            // Anything but a clear `Allow` grants nothing.
            effect: if effect == Some("Allow") { Effect::Allow } else { Effect::Deny },
            actions: choice("Action", "NotAction").unwrap_or_default(),
            resources: choice("Resource", "NotResource"),
            principals: Principals::of(object),
            conditions: conditions(object),
        }
    }

    /// Whether it holds only under conditions.
    pub fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }
}

impl Default for Choice {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

impl Choice {
    /// The texts as they are listed.
    pub fn listed(&self) -> &[String] {
        match self {
            Self::Only(texts) | Self::Except(texts) => texts,
        }
    }
}

impl Principals {
    fn of(object: &Map<String, Value>) -> Option<Self> {
        let (value, except) = match element(Some(object), "Principal") {
            Some(value) => (value, false),
            None => (element(Some(object), "NotPrincipal")?, true),
        };
        let listed = match value {
            Value::Object(kinds) => kinds
                .iter()
                .flat_map(|(kind, names)| texts(names).into_iter().map(|name| Principal { kind: kind.clone(), name }))
                .collect(),
            other => texts(other).into_iter().map(|name| Principal { kind: String::new(), name }).collect(),
        };
        Some(Self { except, listed })
    }

    /// Whether anybody is among them: `*` itself, `AWS: *`, or all but some.
    pub fn include_anybody(&self) -> bool {
        self.except || self.listed.iter().any(Principal::is_anybody)
    }
}

impl Principal {
    /// Whether this is everybody, callers without credentials included.
    pub fn is_anybody(&self) -> bool {
        self.name == "*" && (self.kind.is_empty() || self.kind.eq_ignore_ascii_case("AWS"))
    }
}

fn conditions(object: &Map<String, Value>) -> Vec<Condition> {
    let Some(Value::Object(operators)) = element(Some(object), "Condition") else { return Vec::new() };
    let keyed = operators.iter().flat_map(|(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten();
        keys.map(move |(key, values)| Condition { operator: operator.clone(), key: key.clone(), values: texts(values) })
    });
    keyed.collect()
}

/// The value of an element; names of elements have no case.
fn element<'a>(object: Option<&'a Map<String, Value>>, name: &str) -> Option<&'a Value> {
    let object = object?;
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// A list, or the one value that stands in its place.
fn one_or_many(value: &Value) -> impl Iterator<Item = &Value> {
    let (many, one) = match value {
        Value::Array(items) => (items.as_slice(), None),
        other => (&[][..], Some(other)),
    };
    many.iter().chain(one)
}

fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.to_owned()),
        Value::Bool(flag) => Some(if *flag { "true".to_owned() } else { "false".to_owned() }),
        Value::Number(number) => Some(alloc::format!("{number}")),
        _ => None,
    };
    one_or_many(value).filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    #[test]
    fn one_statement_and_one_text_stand_for_lists() {
        let one = Document::parse(r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#).unwrap();
        let many = r#"{"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]}"#;
        assert_eq!(one, Document::parse(many).unwrap());
    }

    #[test]
    fn every_element_is_read() {
        let text = r#"{"Version": "2012-10-17", "Statement": [{
            "Sid": "x", "Effect": "Deny", "NotAction": "iam:*", "NotResource": ["a", "b"],
            "Principal": {"AWS": ["*", "123456789012"], "Service": "s3.amazonaws.com"},
            "Condition": {"Bool": {"aws:SecureTransport": false}, "StringLike": {"aws:SourceArn": ["x", "y"]}}}]}"#;
        let document = Document::parse(text).unwrap();
        let [statement] = document.statements.as_slice() else { panic!("one statement") };
        assert_eq!(statement.effect, Effect::Deny);
        assert_eq!(statement.actions, Choice::Except(vec!["iam:*".to_owned()]));
        assert_eq!(statement.resources, Some(Choice::Except(vec!["a".to_owned(), "b".to_owned()])));
        let principals = statement.principals.as_ref().unwrap();
        assert_eq!(principals.listed.len(), 3);
        assert!(principals.include_anybody());
        assert!(statement.is_conditional());
        let [secure, source] = statement.conditions.as_slice() else { panic!("two conditions") };
        assert_eq!((secure.key.as_str(), secure.values.as_slice()), ("aws:SecureTransport", &["false".to_owned()][..]));
        assert_eq!((source.operator.as_str(), source.values.len()), ("StringLike", 2));
    }

    #[test]
    fn a_service_called_star_is_not_everybody() {
        let text = r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "*"}, "Action": "x:y"}}"#;
        let document = Document::parse(text).unwrap();
        assert!(!document.statements[0].principals.as_ref().unwrap().include_anybody());
    }

    #[test]
    fn what_is_not_clearly_allowed_is_not_granted() {
        let document = Document::parse(r#"{"Statement": [{"Action": "*", "Resource": "*"}, 7]}"#).unwrap();
        assert_eq!(document.statements.len(), 1);
        assert_eq!(document.statements[0].effect, Effect::Deny);
    }

    #[test]
    fn other_texts_are_errors() {
        for text in ["", "[]", "{}", "7", "{\"Statement\"", &"[".repeat(100_000)] {
            assert!(Document::parse(text).is_err());
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "[{}\\[\\]\":,aEfStatementcio*0-9 ]{0,80}") {
            let _ = Document::parse(&text);
        }
    }
}
