//! From the statements of a template to those of a policy document.

use buckler_access::{Choice, Condition, Document, Effect, Principal, Principals, Statement};
use buckler_template::{Node, PlacedText, PolicyDocument, Statement as Written, Value};

/// The document of a template as plain data. Positions of statements, actions and resources stay what they are.
pub(crate) fn document(written: &PolicyDocument) -> Document {
    Document { statements: written.statements.iter().map(statement).collect() }
}

/// Whether a statement holds only under conditions.
fn is_conditional(written: &Written) -> bool {
    written.condition.as_ref().is_some_and(|node| !matches!(node.value, Value::Null))
}

/// One statement as plain data.
pub(super) fn statement(written: &Written) -> Statement {
    let known = !matches!(written.effect, buckler_template::Effect::Unknown);
    let mut conditions = written.condition.as_ref().map(conditions).unwrap_or_default();
    if conditions.is_empty() && is_conditional(written) {
        conditions.push(Condition { operator: String::new(), key: String::new(), values: Vec::new() });
    }
    let denies = written.effect == buckler_template::Effect::Deny;
    if denies && written.optional && conditions.is_empty() {
        // Nobody knows whether this denial will be there, so it takes nothing away.
        conditions.push(Condition { operator: String::new(), key: String::new(), values: Vec::new() });
    }
    Statement {
        effect: if denies { Effect::Deny } else { Effect::Allow },
        actions: choice(&written.actions, &written.not_actions).unwrap_or_default(),
        resources: choice(&written.resources, &written.not_resources).filter(|_| known),
        principals: principals(written.principal.as_ref(), false)
            .or_else(|| principals(written.not_principal.as_ref(), true)),
        conditions,
    }
}

fn choice(only: &[PlacedText], except: &[PlacedText]) -> Option<Choice> {
    let texts = |placed: &[PlacedText]| placed.iter().map(|placed| placed.text.clone()).collect();
    match (only, except) {
        ([], []) => None,
        ([], except) => Some(Choice::Except(texts(except))),
        (only, _) => Some(Choice::Only(texts(only))),
    }
}

fn conditions(node: &Node) -> Vec<Condition> {
    let keyed = node.entries().iter().flat_map(|operator| {
        operator.value.entries().iter().map(|key| Condition {
            operator: operator.key.text.clone(),
            key: key.key.text.clone(),
            values: key.value.one_or_many().iter().filter_map(text).collect(),
        })
    });
    keyed.collect()
}

/// The principals of a statement; `None` where it names none.
pub(super) fn principals(node: Option<&Node>, except: bool) -> Option<Principals> {
    let node = node?;
    let named = |kind: &str, node: &Node| {
        let names = node.one_or_many().iter().filter_map(text);
        names.map(|name| Principal { kind: kind.to_owned(), name }).collect::<Vec<_>>()
    };
    let listed = match &node.value {
        Value::Map(kinds) => kinds.iter().flat_map(|kind| named(&kind.key.text, &kind.value)).collect(),
        _ => named("", node),
    };
    Some(Principals { except, listed })
}

/// The names of all principals in a `Principal`, whatever their kind.
pub(super) fn names(node: &Node) -> Vec<String> {
    principals(Some(node), false).into_iter().flat_map(|all| all.listed).map(|principal| principal.name).collect()
}

fn text(node: &Node) -> Option<String> {
    node.symbolic().map(std::borrow::Cow::into_owned)
}
