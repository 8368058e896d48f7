#![doc = include_str!("weak_cipher.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, FactShape};

/// Weak cipher.
#[derive(Debug)]
pub(super) struct WeakCipher;

const INFO: RuleInfo = RuleInfo {
    id: "weak-cipher",
    title: "cipher that can be broken",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[327, 326],
    risks: &["SAS-7", "S3"],
    page: include_str!("weak_cipher.md"),
};

/// Names of ciphers that are broken or too short, as they stand in paths and in names of OpenSSL.
const BROKEN: &[&str] = &[
    "des",
    "des3",
    "3des",
    "tripledes",
    "arc4",
    "rc4",
    "arc2",
    "rc2",
    "blowfish",
    "bf",
    "idea",
    "cast5",
    "seed",
    "xor",
    "rabbit",
];

/// Fewest bits of an RSA key.
const RSA_BITS: u32 = 2048;

impl CodeRule for WeakCipher {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for call in calls::reached(code) {
            let Some(message) = weakness(call) else { continue };
            report
                .add(code.spot(call.callee), message)
                .label("weak cipher")
                .help("use AES-256 in GCM mode, or ChaCha20-Poly1305")
                .functions(code.names(&call.entries));
        }
    }
}

fn weakness(call: &Call) -> Option<String> {
    let path = call.path.as_str();
    if let Some(rest) = path.strip_prefix("crypto.") {
        return node(rest, call);
    }
    let parts: Vec<String> = path.split('.').map(str::to_ascii_lowercase).collect();
    let ciphers = path.starts_with("Crypto.Cipher.")
        || path.starts_with("Cryptodome.Cipher.")
        || path.contains(".ciphers.algorithms.")
        || path.starts_with("crypto-js.");
    if ciphers && let Some(cipher) = parts.iter().find(|part| BROKEN.contains(&part.as_str())) {
        return Some(format!("{} can be broken", cipher.to_ascii_uppercase()));
    }
    if path.ends_with(".ciphers.modes.ECB") || path.ends_with(".AES.new") && uses_ecb(call) {
        return Some(String::from("ECB shows which blocks of the text are equal"));
    }
    if path.ends_with("rsa.generate_private_key") || path.ends_with("RSA.generate") {
        let bits = calls::argument(call, 1, "key_size").and_then(|argument| argument.value.constant())?;
        return short_key(bits);
    }
    None
}

fn node(method: &str, call: &Call) -> Option<String> {
    match method {
        "createCipher" | "createDecipher" => {
            Some(String::from("`createCipher` makes its key from the password without salt or cost"))
        }
        "createCipheriv" | "createDecipheriv" => {
            let name = calls::constant(call, 0)?.to_ascii_lowercase();
            let cipher = name.split('-').next().unwrap_or_default();
            if BROKEN.contains(&cipher) {
                return Some(format!("{} can be broken", cipher.to_ascii_uppercase()));
            }
            name.ends_with("-ecb").then(|| String::from("ECB shows which blocks of the text are equal"))
        }
        "generateKeyPair" | "generateKeyPairSync" if calls::constant(call, 0) == Some("rsa") => {
            short_key(calls::option(call, "modulusLength")?.0.constant()?)
        }
        _ => None,
    }
}

fn uses_ecb(call: &Call) -> bool {
    let mode = calls::argument(call, 1, "mode");
    mode.is_some_and(|mode| matches!(&mode.value.shape, FactShape::External(path) if path.ends_with("MODE_ECB")))
}

fn short_key(bits: &str) -> Option<String> {
    let bits: u32 = bits.parse().ok()?;
    (bits < RSA_BITS).then(|| format!("an RSA key of {bits} bits can be factored"))
}
