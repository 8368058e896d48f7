#![doc = include_str!("unverified_certificates.md")]

use std::collections::HashSet;

use buckler_template::Field;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unverified-certificates",
    title: "certificates that nobody verifies",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[295],
    risks: &["SAS-3", "S6"],
    page: include_str!("unverified_certificates.md"),
};

/// Judges environment variables that switch the verification of certificates off.
pub(super) struct UnverifiedCertificates;

impl ConfigRule for UnverifiedCertificates {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let mut seen = HashSet::new();
        for function in &stack.application.functions {
            for variable in &function.environment {
                let Field::Known(value, span) = &variable.value else { continue };
                let Some(weakness) = weakness(&variable.name, value) else { continue };
                if !seen.insert((span.file.0, span.start)) {
                    continue;
                }
                let finding = report.add(stack.place(*span), format!("`{}` {}", variable.name, weakness.what));
                finding.label(weakness.label).help(weakness.help).function(function.label.as_str());
                if weakness.is_version {
                    finding.severity(Severity::Medium).weaknesses(&[327, 326]);
                }
            }
        }
    }
}

/// What a variable does to connections.
struct Weakness {
    what: &'static str,
    label: &'static str,
    help: &'static str,
    /// Whether it is about versions of TLS rather than about certificates.
    is_version: bool,
}

fn weakness(name: &str, value: &str) -> Option<&'static Weakness> {
    let (holds, weakness) = match name {
        "NODE_TLS_REJECT_UNAUTHORIZED" => (value == "0", &NODE),
        "PYTHONHTTPSVERIFY" => (value == "0", &PYTHON),
        "CURL_CA_BUNDLE" => (value.is_empty(), &PYTHON),
        "GIT_SSL_NO_VERIFY" => (matches!(value, "1" | "true"), &GIT),
        "NODE_OPTIONS" => (value.contains("--tls-min-v1.0") || value.contains("--tls-min-v1.1"), &VERSION),
        _ => return None,
    };
    holds.then_some(weakness)
}

const NODE: Weakness = Weakness {
    what: "switches the verification of certificates off",
    label: "anyone on the way may answer for any server",
    help: "remove it; name the certificate of a private authority in `NODE_EXTRA_CA_CERTS`",
    is_version: false,
};

const PYTHON: Weakness = Weakness {
    what: "asks Python not to verify certificates",
    help: "remove it; name the certificates of a private authority in `REQUESTS_CA_BUNDLE` or `SSL_CERT_FILE`",
    ..NODE
};

const GIT: Weakness = Weakness {
    what: "asks git not to verify certificates",
    help: "remove it; name the certificates of a private authority in `GIT_SSL_CAINFO`",
    ..NODE
};

const VERSION: Weakness = Weakness {
    what: "admits versions of TLS with known weaknesses",
    label: "TLS 1.2 is the oldest safe version",
    help: "remove the option",
    is_version: true,
};
