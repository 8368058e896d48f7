#![doc = include_str!("weak_hash.md")]

use crate::code::Code;
use crate::facts::places::Holders;
use crate::facts::{calls, words};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Spot};
use buckler_syntax::tree::Language;
use std::collections::HashMap;

/// Weak hash.
#[derive(Debug)]
pub(super) struct WeakHash;

const INFO: RuleInfo = RuleInfo {
    id: "weak-hash",
    title: "hash that can be forged or guessed",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[328, 327, 916],
    risks: &["SAS-7", "S3"],
    page: include_str!("weak_hash.md"),
};

/// Words of names that say what a hash is for when it protects nothing.
const HARMLESS: &[&str] = &[
    "etag",
    "checksum",
    "cache",
    "cached",
    "cachekey",
    "fingerprint",
    "dedupe",
    "dedup",
    "deduplication",
    "idempotency",
    "idempotent",
    "content",
    "file",
    "integrity",
    "shard",
    "partition",
    "color",
    "avatar",
    "gravatar",
    "revision",
    "version",
    "bucket",
    "chunk",
    "asset",
    "body",
    "template",
    "config",
    "image",
    "document",
    "key",
];

/// Words of names that say that a hash protects something.
const SECRET: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "pass",
    "secret",
    "token",
    "pin",
    "credential",
    "credentials",
    "signature",
    "sign",
    "session",
    "otp",
    "auth",
    "login",
    "salt",
    "user",
    "apikey",
    "reset",
];

/// What to do in Python.
const PYTHON: &str = "hash passwords with a slow function (scrypt, Argon2, bcrypt), everything else with SHA-256; for a checksum say `usedforsecurity=False`";

/// What to do in JavaScript.
const JAVASCRIPT: &str =
    "hash passwords with a slow function (`crypto.scrypt`, Argon2, bcrypt), everything else with `sha256`";

impl CodeRule for WeakHash {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let mut holders = HashMap::new();
        for call in calls::reached(code) {
            let Some(hash) = weak(call) else { continue };
            if calls::option(call, "usedforsecurity").and_then(|(value, _)| value.constant()) == Some("false") {
                continue;
            }
            let Some(tree) = code.tree(call.spot.module) else { continue };
            let around = holders.entry(call.spot.module).or_insert_with(|| Holders::new(tree));
            let mut names: Vec<&str> = around.names(call.expr);
            let text = code.source(call.spot);
            names.push(text);
            let spot = |expr| Spot { module: call.spot.module, span: tree.expr(expr).span };
            names.extend(around.given(call.expr).into_iter().map(|expr| code.source(spot(expr))));
            let secret = names.iter().any(|name| words::names_one_of(name, SECRET));
            let harmless = names.iter().any(|name| words::names_one_of(name, HARMLESS));
            let finding = report.add(code.spot(call.callee), format!("{hash} protects nothing any more"));
            finding.label("weak hash").functions(code.names(&call.entries)).help(match tree.language() {
                Language::Python => PYTHON,
                Language::JavaScript => JAVASCRIPT,
            });
            if secret {
                finding.severity(Severity::High);
            } else if harmless {
                finding.class(Class::Hardening).severity(Severity::Low);
            }
        }
    }
}

/// The name of a weak hash that a call makes.
fn weak(call: &Call) -> Option<&'static str> {
    let named = |name: &str| match name.to_ascii_lowercase().replace('-', "").as_str() {
        "md5" | "rsamd5" => Some("MD5"),
        "md4" => Some("MD4"),
        "md2" => Some("MD2"),
        "sha1" | "sha" | "rsasha1" | "ripemd" => Some("SHA-1"),
        _ => None,
    };
    match call.path.as_str() {
        "hashlib.new" | "crypto.createHash" | "crypto.hash" => calls::constant(call, 0).and_then(named),
        "hashlib.md5" | "hashlib.sha1" => named(calls::method(&call.path)),
        "crypto-js.MD5" | "crypto-js.SHA1" => named(calls::method(&call.path)),
        "md5" | "js-md5" | "blueimp-md5" | "crypto-js/md5" => Some("MD5"),
        "sha1" | "js-sha1" | "crypto-js/sha1" => Some("SHA-1"),
        path if path.starts_with("Crypto.Hash.") || path.starts_with("Cryptodome.Hash.") => {
            path.split('.').nth(2).and_then(named)
        }
        path if path.starts_with("cryptography.hazmat.primitives.hashes.") => named(calls::method(path)),
        _ => None,
    }
}
