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
                if !switches_off(&variable.name, value) || !seen.insert((span.file.0, span.start)) {
                    continue;
                }
                report
                    .add(
                        stack.place(*span),
                        format!("`{}` switches the verification of certificates off", variable.name),
                    )
                    .label("anyone on the way may answer for any server")
                    .help("remove it; give a private authority with `NODE_EXTRA_CA_CERTS` or `REQUESTS_CA_BUNDLE`")
                    .function(function.label.as_str());
            }
        }
    }
}

fn switches_off(name: &str, value: &str) -> bool {
    match name {
        "NODE_TLS_REJECT_UNAUTHORIZED" | "PYTHONHTTPSVERIFY" => value == "0",
        "GIT_SSL_NO_VERIFY" => matches!(value, "1" | "true"),
        "CURL_CA_BUNDLE" | "REQUESTS_CA_BUNDLE" => value.is_empty(),
        "NODE_OPTIONS" => value.contains("--tls-min-v1.0"),
        _ => false,
    }
}
