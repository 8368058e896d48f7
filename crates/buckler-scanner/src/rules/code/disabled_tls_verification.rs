#![doc = include_str!("disabled_tls_verification.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, FactShape, ModuleId, Spot};
use buckler_syntax::tree::{ExprKind, Language, PatternId, PatternKind, Span, StmtKind, Tree};
use std::collections::BTreeSet;

/// Disabled TLS verification.
#[derive(Debug)]
pub(super) struct DisabledTlsVerification;

const INFO: RuleInfo = RuleInfo {
    id: "disabled-tls-verification",
    title: "certificate of the other side not checked",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[295],
    risks: &["SAS-3", "S3"],
    page: include_str!("disabled_tls_verification.md"),
};

/// Packages whose calls have an option `verify`.
const CLIENTS: &[&str] = &["requests", "httpx", "boto3", "curl_cffi", "niquests", "botocore", "requests_futures"];

impl CodeRule for DisabledTlsVerification {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut found = BTreeSet::new();
        for call in calls::reached(code) {
            found.extend(in_call(call));
        }
        for (module, tree) in calls::modules(code) {
            let spans = match tree.language() {
                Language::JavaScript => in_script(tree),
                Language::Python => {
                    assigned(tree, &["verify_mode", "check_hostname", "verify", "_create_default_https_context"])
                }
            };
            found.extend(spans.into_iter().map(|span| Spot { module, span }));
        }
        for spot in found {
            report
                .add(code.spot(spot), "the certificate of the other side is not checked, so anybody between can answer")
                .label("switches the check off")
                .help("leave the option out; for a private authority hand over its certificate (`verify=\"ca.pem\"`, `ca`)")
                .functions(functions(code, spot));
        }
    }
}

/// Options of a call that switch the check off.
fn in_call(call: &Call) -> Option<Spot> {
    let path = call.path.as_str();
    if path == "ssl._create_unverified_context" {
        return Some(call.callee);
    }
    let is_false = |name: &str| {
        calls::option(call, name).filter(|(value, _)| value.constant() == Some("false")).map(|(_, spot)| spot)
    };
    let package = calls::package(path);
    if CLIENTS.contains(&package) {
        return is_false("verify");
    }
    if package == "aiohttp" {
        return is_false("ssl").or_else(|| is_false("verify_ssl"));
    }
    let (value, spot) = calls::option(call, "cert_reqs")?;
    let none = match &value.shape {
        FactShape::External(path) => path.ends_with("CERT_NONE"),
        _ => value.constant() == Some("CERT_NONE"),
    };
    none.then_some(spot)
}

/// Options in object literals, and the environment variable of Node.
fn in_script(tree: &Tree) -> Vec<Span> {
    let off = |key: &'static str, value: &'static str| {
        places::properties(tree, key)
            .filter(move |property| places::literal(tree, property.value) == Some(value))
            .map(|property| property.span)
    };
    let mut spans: Vec<Span> = off("rejectUnauthorized", "false").chain(off("strictSSL", "false")).collect();
    spans.extend(assigned(tree, &["NODE_TLS_REJECT_UNAUTHORIZED", "rejectUnauthorized"]));
    spans
}

/// Assignments to a member of one of these names that switch the check off.
fn assigned(tree: &Tree, names: &[&str]) -> Vec<Span> {
    let member = |pattern: PatternId| match tree.pattern(pattern).kind {
        PatternKind::Target(_) => places::pattern_name(tree, pattern).filter(|name| names.contains(name)),
        _ => None,
    };
    let off = |pattern, value| {
        member(pattern).is_some()
            && (matches!(places::literal(tree, value), Some("false" | "0"))
                || places::last_name(tree, value)
                    .is_some_and(|name| name == "CERT_NONE" || name == "_create_unverified_context"))
    };
    let statements = tree.stmts().filter_map(|(_, stmt)| match stmt.kind {
        StmtKind::Assign { targets, value: Some(value), .. } => {
            tree.list(targets).first().filter(|target| off(**target, value)).map(|_| stmt.span)
        }
        _ => None,
    });
    let expressions = tree.exprs().filter_map(|(_, expr)| match expr.kind {
        ExprKind::Assign { target, value, .. } if off(target, value) => Some(expr.span),
        _ => None,
    });
    statements.chain(expressions).collect()
}

fn functions(code: &Code<'_>, spot: Spot) -> Vec<String> {
    let Some(tree) = code.tree(spot.module) else { return Vec::new() };
    let function = places::enclosing(tree, spot.span);
    calls::functions_of(code, buckler_flow::analysis::FunctionRef { module: ModuleId(spot.module.0), function })
}
