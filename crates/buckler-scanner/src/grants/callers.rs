//! Who a statement of a resource's policy lets in.

use buckler_access::{Condition, Statement};
use buckler_template::{Node, Span, Statement as Written, Value};

use super::statements;

/// A caller that a statement names too widely, and where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Everybody, with or without credentials.
    Anybody(Span),
    /// All but some.
    AllBut(Span),
}

impl Caller {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Anybody(span) | Self::AllBut(span) => *span,
        }
    }
}

/// The caller that an allowing statement leaves open, unless a condition binds it to somebody.
pub(crate) fn open_caller(written: &Written) -> Option<Caller> {
    if written.effect != buckler_template::Effect::Allow {
        return None;
    }
    let statement = statements::statement(written);
    let open = match (&written.principal, &written.not_principal) {
        (Some(node), _) => Caller::Anybody(anybody(node)?),
        (None, Some(node)) => Caller::AllBut(node.span),
        (None, None) => return None,
    };
    let is_bound = statement.conditions.iter().any(is_bound_to_somebody) || is_opaque(&statement);
    (!is_bound).then_some(open)
}

/// The place of the `*` in a `Principal`.
fn anybody(principal: &Node) -> Option<Span> {
    let star = |node: &Node| node.one_or_many().iter().find(|name| name.text() == Some("*")).map(|name| name.span);
    match &principal.value {
        Value::Map(kinds) => {
            let accounts = kinds.iter().filter(|kind| kind.key.text.eq_ignore_ascii_case("AWS"));
            accounts.filter_map(|kind| star(&kind.value)).next()
        }
        _ => star(principal),
    }
}

/// Whether the conditions of a statement could not be read.
fn is_opaque(statement: &Statement) -> bool {
    statement.conditions.iter().any(|condition| condition.key.is_empty())
}

/// Keys that say who is calling, or on whose behalf.
const IDENTITIES: &[&str] = &[
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:referer",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "aws:username",
    "aws:vpcsourceip",
    "kms:calleraccount",
    "lambda:eventsourcetoken",
    "s3:dataaccesspointaccount",
    "sns:endpoint",
    "sts:externalid",
];

/// Whether a condition of an allowing statement leaves only somebody who can be told.
pub(crate) fn is_bound_to_somebody(condition: &Condition) -> bool {
    let key = condition.key.to_ascii_lowercase();
    let operator = condition.operator.to_ascii_lowercase();
    let compares = !operator.contains("not") && !operator.starts_with("null") && !operator.starts_with("bool");
    let tags = key.starts_with("aws:principaltag/");
    let identifies = tags || IDENTITIES.iter().any(|known| known.eq_ignore_ascii_case(&key));
    let is_open = |value: &String| matches!(value.as_str(), "*" | "0.0.0.0/0" | "::/0" | "arn:*" | "arn:aws:*");
    compares && identifies && !condition.values.iter().any(is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_bound(operator: &str, key: &str, value: &str) -> bool {
        let values = vec![value.to_owned()];
        is_bound_to_somebody(&Condition { operator: operator.to_owned(), key: key.to_owned(), values })
    }

    #[test]
    fn conditions_that_tell_who_calls_bind() {
        for (operator, key, value) in [
            ("ArnEquals", "aws:SourceArn", "${Topic}"),
            ("StringEquals", "AWS:SourceAccount", "${AWS::AccountId}"),
            ("StringLike", "aws:PrincipalOrgID", "o-1234567890"),
            ("IpAddress", "aws:SourceIp", "192.0.2.0/24"),
            ("StringEquals", "aws:PrincipalTag/team", "shop"),
        ] {
            assert!(is_bound(operator, key, value), "{operator} {key} {value}");
        }
    }

    #[test]
    fn conditions_that_everybody_can_meet_do_not() {
        for (operator, key, value) in [
            ("Bool", "aws:SecureTransport", "true"),
            ("ArnLike", "aws:SourceArn", "*"),
            ("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
            ("StringNotEquals", "aws:SourceAccount", "123456789012"),
            ("StringEquals", "s3:x-amz-acl", "public-read"),
        ] {
            assert!(!is_bound(operator, key, value), "{operator} {key} {value}");
        }
    }
}
