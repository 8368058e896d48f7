//! Roles and policy documents: who may do what to which resource, each statement at the place where its user wrote it.

use crate::node::{Node, Value};
use crate::source::Span;

/// A role that functions run with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its key under `Resources`, the key that an implied one gets, or the ARN of one from elsewhere.
    pub id: String,
    /// Where it stands: its key, or what implies or names it.
    pub span: Span,
    /// Where it comes from.
    pub origin: RoleOrigin,
    /// Its policies, those attached by other resources and those that the format itself adds included.
    pub documents: Vec<PolicyDocument>,
    /// Managed policies that its user gave it, by ARN or name, with symbols for what is not known.
    pub managed: Vec<PlacedText>,
    /// Managed policies that the format adds by itself, such as the one for logs; each at what it is needed for.
    pub implied: Vec<PlacedText>,
    /// Who may take the role; none for an implied one, which only functions take.
    pub trust: Option<PolicyDocument>,
    /// The managed policy that bounds it.
    pub boundary: Option<PlacedText>,
}

/// Where a [`Role`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleOrigin {
    /// The template writes it out.
    Written,
    /// The format makes it for a function.
    Implied,
    /// It is defined elsewhere; what it grants is not known.
    External,
}

/// One policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDocument {
    /// Its name, or the key of the resource it is.
    pub name: Option<String>,
    /// How it came to be.
    pub source: PolicySource,
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub statements: Vec<Statement>,
}

/// How a [`PolicyDocument`] came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicySource {
    /// It is written out.
    Written,
    /// A policy template of SAM stands for it, such as `S3ReadPolicy`.
    Template(String),
    /// A connector of SAM grants it.
    Connector,
    /// The format adds it for something the function has, such as a queue to poll.
    Implied,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Where it stands: the statement itself, or the line that stands for it.
    pub span: Span,
    /// `Sid`.
    pub sid: Option<String>,
    /// `Effect`.
    pub effect: Effect,
    /// `Action`.
    pub actions: Vec<PlacedText>,
    /// `NotAction`.
    pub not_actions: Vec<PlacedText>,
    /// `Resource`. In policies of roles the ARN of a resource of the template stands as `${Id.Arn}`, however it was
    /// written.
    pub resources: Vec<PlacedText>,
    /// `NotResource`.
    pub not_resources: Vec<PlacedText>,
    /// `Principal`: `*`, or a mapping of kinds to names.
    pub principal: Option<Node>,
    /// `NotPrincipal`.
    pub not_principal: Option<Node>,
    /// `Condition`.
    pub condition: Option<Node>,
    /// Whether an undecided `Fn::If` chooses if it is there at all.
    pub optional: bool,
}

/// Effects of a [`Statement`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It grants.
    Allow,
    /// It takes away.
    Deny,
    /// It is not known which.
    Unknown,
}

/// A text with [symbols](crate::symbol) for what is not known, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText {
    /// The text.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl PolicyDocument {
    /// Reads a resolved document: a mapping with `Statement`, or the statements alone.
    pub fn read(document: &Node, name: Option<String>, source: PolicySource) -> Self {
        let mut statements = Vec::new();
        let list = match &document.value {
            Value::Map(_) if document.get("Effect").is_none() => document.get("Statement"),
            _ => Some(document),
        };
        if let Some(list) = list {
            collect(list, false, &mut statements);
        }
        Self { name, source, span: document.span, statements }
    }
}

/// The statements of a list, also those that an undecided condition chooses between.
fn collect(list: &Node, optional: bool, statements: &mut Vec<Statement>) {
    for node in list.one_or_many() {
        match &node.value {
            Value::Map(_) => statements.push(Statement::read(node, optional)),
            Value::Unknown(unknown) => unknown.choices.iter().for_each(|choice| collect(choice, true, statements)),
            // A choice may be a list of statements in the place of one.
            Value::List(_) if optional => collect(node, true, statements),
            _ => {}
        }
    }
}

impl Statement {
    /// Reads one resolved statement.
    fn read(node: &Node, optional: bool) -> Self {
        let effect = match node.get("Effect").and_then(Node::text) {
            Some(effect) if effect.eq_ignore_ascii_case("allow") => Effect::Allow,
            Some(effect) if effect.eq_ignore_ascii_case("deny") => Effect::Deny,
            _ => Effect::Unknown,
        };
        Self {
            span: node.span,
            sid: node.get("Sid").and_then(Node::scalar),
            effect,
            actions: placed_texts(node.get("Action")),
            not_actions: placed_texts(node.get("NotAction")),
            resources: placed_texts(node.get("Resource")),
            not_resources: placed_texts(node.get("NotResource")),
            principal: node.get("Principal").cloned(),
            not_principal: node.get("NotPrincipal").cloned(),
            condition: node.get("Condition").cloned(),
            optional,
        }
    }

    /// A statement that allows actions on resources, all at one place.
    pub(crate) fn allow(actions: &[&str], resources: &[String], span: Span) -> Self {
        let placed = |text: &str| PlacedText { text: text.to_owned(), span };
        Self {
            span,
            sid: None,
            effect: Effect::Allow,
            actions: actions.iter().map(|action| placed(action)).collect(),
            not_actions: Vec::new(),
            resources: resources.iter().map(|resource| placed(resource)).collect(),
            not_resources: Vec::new(),
            principal: None,
            not_principal: None,
            condition: None,
            optional: false,
        }
    }
}

/// The texts of one value or a list, choices included.
pub(crate) fn placed_texts(node: Option<&Node>) -> Vec<PlacedText> {
    let mut found = Vec::new();
    let mut pending: Vec<&Node> = node.into_iter().collect();
    while let Some(node) = pending.pop() {
        match &node.value {
            Value::List(items) => pending.extend(items.iter().rev()),
            Value::Unknown(unknown) if !unknown.choices.is_empty() => pending.extend(unknown.choices.iter().rev()),
            _ => found.extend(node.symbolic().map(|text| PlacedText { text: text.into_owned(), span: node.span })),
        }
    }
    found
}
