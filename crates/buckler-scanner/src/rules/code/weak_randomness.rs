#![doc = include_str!("weak_randomness.md")]

use crate::code::Code;
use crate::facts::places::Holders;
use crate::facts::{calls, words};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Fact, FactShape, Spot, Taint};
use buckler_flow::catalog::{Kind, Origin};
use std::collections::{BTreeSet, HashMap};

/// Weak randomness.
#[derive(Debug)]
pub(super) struct WeakRandomness;

const INFO: RuleInfo = RuleInfo {
    id: "weak-randomness",
    title: "secret that can be guessed",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[330, 338],
    risks: &["SAS-2", "S2"],
    page: include_str!("weak_randomness.md"),
};

/// Words of names whose values must not be guessed.
const SECRET: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "passcode",
    "otp",
    "totp",
    "nonce",
    "salt",
    "session",
    "sessionid",
    "csrf",
    "xsrf",
    "apikey",
    "pin",
    "rememberme",
    "remember",
    "iv",
    "jti",
    "invitation",
    "voucher",
    "coupon",
    "verification",
    "confirmation",
    "resetcode",
    "authcode",
    "signingkey",
];

impl CodeRule for WeakRandomness {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut told = BTreeSet::new();
        for hit in code.analysis.hits.iter().filter(|hit| hit.kind == Kind::Secret) {
            let Some(taint) = hit.taints.iter().find(|taint| taint.origin == Origin::Random) else { continue };
            let what = hit.sink.map_or("a secret", |sink| match sink.note {
                "cookie" => "a cookie",
                "session" => "the session",
                "key" => "a signing key",
                _ => "a secret",
            });
            if told.insert(source(taint, hit.argument)) {
                let finding = report
                    .add(code.spot(hit.argument), format!("`{}` can be guessed, and becomes {what}", taint.label));
                finding.label("can be guessed").help(HELP).functions(code.names(&hit.entries));
            }
        }
        named(code, report, &mut told);
        given(code, report, &mut told);
    }
}

const HELP: &str = "draw secrets with `secrets.token_urlsafe()` in Python, `crypto.randomBytes()` in Node";

/// Values that a name around their making calls a secret.
fn named(code: &Code<'_>, report: &mut Report, told: &mut BTreeSet<Spot>) {
    let mut holders = HashMap::new();
    for call in calls::reached(code).filter(|call| is_weak(&call.path)) {
        let Some(tree) = code.tree(call.spot.module) else { continue };
        let around = holders.entry(call.spot.module).or_insert_with(|| Holders::new(tree));
        let Some(name) = around.names(call.expr).into_iter().find(|name| words::names_one_of(name, SECRET)) else {
            continue;
        };
        if told.insert(call.spot) {
            report
                .add(code.spot(call.callee), format!("`{name}` is made by `{}`, which can be guessed", call.path))
                .label("can be guessed")
                .help(HELP)
                .functions(code.names(&call.entries));
        }
    }
}

/// Values that come from elsewhere and are given to a call under the name of a secret.
fn given(code: &Code<'_>, report: &mut Report, told: &mut BTreeSet<Spot>) {
    for call in calls::reached(code) {
        for (name, taint, spot) in entries(call) {
            if words::names_one_of(&name, SECRET) && told.insert(source(taint, spot)) {
                report
                    .add(code.spot(spot), format!("`{name}` is made by `{}`, which can be guessed", taint.label))
                    .label("can be guessed")
                    .help(HELP)
                    .functions(code.names(&call.entries));
            }
        }
    }
}

/// Named parts of a call's arguments that hold a random value.
fn entries(call: &Call) -> Vec<(String, &Taint, Spot)> {
    let mut found = Vec::new();
    for argument in &call.arguments {
        if let (Some(keyword), Some(taint)) = (&argument.keyword, random(&argument.value)) {
            found.push((keyword.clone(), taint, argument.spot));
        }
        collect(&argument.value, argument.spot, 0, &mut found);
    }
    found
}

fn collect<'a>(fact: &'a Fact, place: Spot, depth: usize, found: &mut Vec<(String, &'a Taint, Spot)>) {
    const MAX_DEPTH: usize = 4;
    let FactShape::Object { entries, .. } = &fact.shape else { return };
    for (name, spot, value) in entries {
        let spot = spot.unwrap_or(place);
        if let Some(taint) = random(value) {
            found.push((name.clone(), taint, spot));
        }
        if depth < MAX_DEPTH {
            collect(value, spot, depth + 1, found);
        }
    }
}

fn random(fact: &Fact) -> Option<&Taint> {
    fact.taints.iter().find(|taint| taint.origin == Origin::Random)
}

/// Where a value was drawn.
fn source(taint: &Taint, otherwise: Spot) -> Spot {
    taint.steps.first().map_or(otherwise, |step| step.spot)
}

/// Whether a path draws a value that can be guessed.
fn is_weak(path: &str) -> bool {
    path == "Math.random"
        || path == "crypto.pseudoRandomBytes"
        || path.starts_with("numpy.random.")
        || path.starts_with("random.")
            && !path.contains("SystemRandom")
            && !path.ends_with("seed")
            && !path.ends_with("shuffle")
}
