#![doc = include_str!("sensitive_data_in_logs.md")]

use crate::code::Code;
use crate::facts::{calls, places, words};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, EntryId, FunctionRef, Spot};
use buckler_flow::catalog::Origin;
use buckler_syntax::tree::{BinaryOperator, ExprId, ExprKind, Piece, Tree};
use std::collections::BTreeSet;

/// Sensitive data in logs.
#[derive(Debug)]
pub(super) struct SensitiveDataInLogs;

const INFO: RuleInfo = RuleInfo {
    id: "sensitive-data-in-logs",
    title: "credentials or personal data in logs",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[532, 312],
    risks: &["SAS-5", "SAS-7", "S3"],
    page: include_str!("sensitive_data_in_logs.md"),
};

/// Triggers whose events carry credentials, or what persons said about themselves.
const TELLING: &[&str] =
    &["api_gateway_v1", "api_gateway_v2", "function_url", "alb", "web_socket", "authorizer", "cognito", "cloud_front"];

/// Calls that make text of a value and hide nothing of it.
const TELLERS: &[&str] = &[
    "stringify",
    "dumps",
    "str",
    "repr",
    "String",
    "inspect",
    "toString",
    "format",
    "join",
    "encode",
    "decode",
    "pformat",
];

/// Most parts of an argument that are looked at.
const MAX_PARTS: usize = 200;

impl CodeRule for SensitiveDataInLogs {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut whole = BTreeSet::new();
        for call in calls::reached(code).filter(|call| calls::is_log(&call.path)) {
            if let Some(secret) = logged(code, call) {
                let place = secret.place.unwrap_or(call.spot);
                let finding = report.add(code.spot(place), format!("`{}` is written to the log", secret.name));
                finding.label(secret.kind.label()).functions(code.names(&call.entries));
                finding.help("leave it out of the log, or log that it is there");
                if matches!(secret.kind, Kind::Credential) {
                    finding.severity(Severity::High);
                }
            } else if let Some(place) = whole_event(code, call)
                && whole.insert(holder(call))
            {
                let finding = report.add(code.spot(place), "the whole event is written to the log");
                finding
                    .severity(Severity::Low)
                    .label("holds headers, tokens and what the caller said")
                    .help("log the fields that are needed")
                    .group("the whole event is written to the log")
                    .functions(code.names(&call.entries));
            }
        }
    }
}

/// What was found in the arguments of a call.
struct Logged {
    name: String,
    kind: Kind,
    place: Option<Spot>,
}

#[derive(Clone, Copy)]
enum Kind {
    Credential,
    Personal,
    Environment,
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Self::Credential => "lets its reader in",
            Self::Personal => "is about a person",
            Self::Environment => "holds the credentials of the function",
        }
    }
}

fn holder(call: &Call) -> FunctionRef {
    call.function
}

/// A sensitive value among the arguments: by the name of the expression, or by where its data comes from.
fn logged(code: &Code<'_>, call: &Call) -> Option<Logged> {
    let tree = code.tree(call.spot.module)?;
    let ExprKind::Call { arguments, .. } = tree.expr(call.expr).kind else { return None };
    let mut open: Vec<ExprId> = tree.list(arguments).iter().map(|argument| argument.value).collect();
    for _ in 0..MAX_PARTS {
        let Some(part) = open.pop() else { break };
        if let Some((name, kind)) = sensitive(tree, part) {
            let place = Spot { module: call.spot.module, span: tree.expr(part).span };
            return Some(Logged { name, kind, place: Some(place) });
        }
        open.extend(told_parts(tree, part));
    }
    let taints = call.arguments.iter().flat_map(|argument| argument.value.all_taints());
    let label = taints.filter(|taint| taint.origin == Origin::Input).map(|taint| &taint.label).find(|label| {
        let last = label.rsplit('.').next().unwrap_or(label);
        label.contains('.') && (words::names_credential(last) || words::names_personal(last))
    })?;
    let last = label.rsplit('.').next().unwrap_or(label);
    let kind = if words::names_credential(last) { Kind::Credential } else { Kind::Personal };
    Some(Logged { name: label.clone(), kind, place: None })
}

/// The name of an expression that holds a secret, a person's data, or the whole environment.
fn sensitive(tree: &Tree, id: ExprId) -> Option<(String, Kind)> {
    let expr = tree.expr(id);
    if !matches!(expr.kind, ExprKind::Name(_) | ExprKind::Member { .. } | ExprKind::Index { .. }) {
        return None;
    }
    let name = places::last_name(tree, id)?;
    if name == "environ"
        || name == "env"
            && matches!(expr.kind, ExprKind::Member { object, .. } if places::last_name(tree, object) == Some("process"))
    {
        return Some((String::from(if name == "env" { "process.env" } else { "os.environ" }), Kind::Environment));
    }
    if words::names_credential(name) {
        return Some((name.to_owned(), Kind::Credential));
    }
    words::names_personal(name).then(|| (name.to_owned(), Kind::Personal))
}

/// Parts of an expression that a log line shows.
fn told_parts(tree: &Tree, id: ExprId) -> Vec<ExprId> {
    match tree.expr(id).kind {
        ExprKind::Format(pieces) => tree
            .list(pieces)
            .iter()
            .filter_map(|piece| if let Piece::Value(value) = piece { Some(*value) } else { None })
            .collect(),
        ExprKind::Binary { operator: BinaryOperator::Add | BinaryOperator::Modulo, left, right } => vec![left, right],
        ExprKind::Logical { left, right, .. } => vec![left, right],
        ExprKind::List(items) => tree.list(items).to_vec(),
        ExprKind::Dictionary(properties) => tree.list(properties).iter().map(|property| property.value).collect(),
        ExprKind::Await(value) | ExprKind::Spread(value) => vec![value],
        ExprKind::Call { callee, arguments, .. }
            if places::last_name(tree, callee).is_some_and(|name| TELLERS.contains(&name)) =>
        {
            tree.list(arguments).iter().map(|argument| argument.value).collect()
        }
        _ => Vec::new(),
    }
}

/// The argument that is the whole event, where events carry something to hide.
fn whole_event(code: &Code<'_>, call: &Call) -> Option<Spot> {
    if !carries_secrets(code, &call.entries) {
        return None;
    }
    let whole = |label: &str| label == "event";
    call.arguments
        .iter()
        .find(|argument| argument.value.taints.iter().any(|taint| taint.origin == Origin::Input && whole(&taint.label)))
        .map(|argument| argument.spot)
}

fn carries_secrets(code: &Code<'_>, entries: &[EntryId]) -> bool {
    calls::triggers(code, entries)
        .iter()
        .any(|triggers| triggers.split([',', ' ']).any(|trigger| TELLING.contains(&trigger)))
}
