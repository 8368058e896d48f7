#![doc = include_str!("unverified_token.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Fact, FactShape, Spot};
use std::collections::BTreeSet;

/// Unverified token.
#[derive(Debug)]
pub(super) struct UnverifiedToken;

const INFO: RuleInfo = RuleInfo {
    id: "unverified-token",
    title: "token believed without being verified",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[347, 345, 287],
    risks: &["SAS-2", "S2"],
    page: include_str!("unverified_token.md"),
};

const HELP: &str =
    "verify the token's signature with the key of whoever issued it, and name the algorithms that you accept";

/// Names that verify a token; a function that uses one may read the token before.
const VERIFIERS: &[&str] = &[
    "verify(",
    "jwtVerify",
    "verifyToken",
    "JwksClient",
    "jwksClient",
    "CognitoJwtVerifier",
    "JwtRsaVerifier",
    "PyJWKClient",
    "verify_jwt",
    "createVerify",
    "jwk_to_pem",
];

impl CodeRule for UnverifiedToken {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut told = BTreeSet::new();
        for call in calls::reached(code) {
            let Some(message) = switched_off(call).or_else(|| read_only(code, call)).or_else(|| by_hand(code, call))
            else {
                continue;
            };
            let function = (call.spot.module, places::enclosing_start(code, call.spot));
            if told.insert((function, call.spot.span.start)) {
                report
                    .add(code.spot(call.callee), message)
                    .label("the signature is not checked")
                    .help(HELP)
                    .functions(code.names(&call.entries));
            }
        }
    }
}

/// Verification that the call itself switches off.
fn switched_off(call: &Call) -> Option<String> {
    let package = calls::package(&call.path);
    if !["jwt", "jose", "authlib", "python_jwt", "jsonwebtoken", "jwt-simple", "fast-jwt"].contains(&package) {
        return None;
    }
    let is_false = |fact: Option<&Fact>| fact.and_then(Fact::constant) == Some("false");
    let options = calls::option(call, "options").map(|(options, _)| options);
    let signature = options.and_then(|options| options.entry("verify_signature"));
    let off = is_false(signature)
        || is_false(calls::option(call, "verify").map(|(value, _)| value))
        || is_false(call.position(2).map(|argument| &argument.value).filter(|_| package == "jwt"))
        || calls::constant(call, 2) == Some("true") && package == "jwt-simple";
    if off && calls::method(&call.path).starts_with("decode") {
        return Some(format!("`{}` is told not to verify the token", short(&call.path)));
    }
    let accepts_none = calls::option(call, "algorithms").is_some_and(|(list, _)| holds_none(list))
        || calls::option(call, "algorithm").is_some_and(|(name, _)| is_none(name));
    (accepts_none && !off).then(|| format!("`{}` accepts tokens without a signature", short(&call.path)))
}

fn holds_none(list: &Fact) -> bool {
    match &list.shape {
        FactShape::List { items, .. } => items.iter().any(is_none),
        _ => is_none(list),
    }
}

fn is_none(fact: &Fact) -> bool {
    fact.constant().is_some_and(|name| name.eq_ignore_ascii_case("none")) && !matches!(fact.shape, FactShape::Null)
}

/// A function that only reads, where nothing in reach verifies.
fn read_only(code: &Code<'_>, call: &Call) -> Option<String> {
    let reads = matches!(
        call.path.as_str(),
        "jsonwebtoken.decode"
            | "jwt-decode"
            | "jwt-decode.jwtDecode"
            | "jwt-decode.jwt_decode"
            | "jose.decodeJwt"
            | "jws.decode"
            | "jose.jwt.get_unverified_claims"
            | "jose.jws.get_unverified_claims"
            | "jwt.get_unverified_claims"
    );
    (reads && !verifies(code, call) && !protected(code, call))
        .then(|| format!("`{}` reads the token and does not verify it", short(&call.path)))
}

/// The middle of `header.claims.signature`, decoded by the program itself.
fn by_hand(code: &Code<'_>, call: &Call) -> Option<String> {
    let decodes = matches!(
        call.path.as_str(),
        "base64.b64decode"
            | "base64.urlsafe_b64decode"
            | "base64.decodebytes"
            | "atob"
            | "Buffer.from"
            | "buffer.Buffer.from"
            | "jose.util.base64url.decode"
            | "jose.utils.base64url_decode"
            | "jwt.utils.base64url_decode"
            | "base64url.decode"
            | "node-jose.util.base64url.decode"
    );
    if !decodes || verifies(code, call) || protected(code, call) {
        return None;
    }
    let tree = code.tree(call.spot.module)?;
    let function = tree.function(places::enclosing(tree, call.spot.span)?)?;
    let text = code.source(Spot { module: call.spot.module, span: function.span });
    let lower = text.to_ascii_lowercase();
    let splits = text.contains("split('.')") || text.contains("split(\".\")") || text.contains("split(`.`)");
    let claims = ["jwt", "token", "authorization", "claims", "bearer"].iter().any(|word| lower.contains(word));
    let checks = ["hmac", "createverify", ".verify(", "jwks", "signature_valid", "compare_digest", "timingsafeequal"];
    (splits && claims && !checks.iter().any(|word| lower.contains(word)))
        .then(|| String::from("the claims of the token are decoded and its signature is not checked"))
}

/// Whether the same invocation verifies a token as well.
fn verifies(code: &Code<'_>, call: &Call) -> bool {
    let known = |path: &str| {
        matches!(calls::method(path), "verify" | "jwtVerify" | "verify_jwt") || path.contains("createVerifier")
    };
    let shares = |other: &Call| {
        other.function == call.function || other.entries.iter().any(|entry| call.entries.contains(entry))
    };
    if code.analysis.calls.iter().any(|other| known(&other.path) && shares(other)) {
        return true;
    }
    let Some(tree) = code.tree(call.spot.module) else { return false };
    let function = places::enclosing(tree, call.spot.span).and_then(|id| tree.function(id));
    let text = function.map_or("", |function| code.source(Spot { module: call.spot.module, span: function.span }));
    VERIFIERS.iter().any(|name| text.contains(name))
}

/// Whether an authorizer in front of every function has verified the token already.
fn protected(code: &Code<'_>, call: &Call) -> bool {
    calls::behind_authorizer(code, &call.entries)
}

fn short(path: &str) -> &str {
    calls::method(path)
}
