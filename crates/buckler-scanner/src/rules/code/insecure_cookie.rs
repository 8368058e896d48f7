#![doc = include_str!("insecure_cookie.md")]

use crate::code::Code;
use crate::facts::{calls, words};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Fact, FactShape, Spot};

/// Insecure cookie.
#[derive(Debug)]
pub(super) struct InsecureCookie;

const INFO: RuleInfo = RuleInfo {
    id: "insecure-cookie",
    title: "cookie that others can read",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[614, 1004],
    risks: &["SAS-2", "S2"],
    page: include_str!("insecure_cookie.md"),
};

/// Cookies that hold nothing worth taking.
const HARMLESS: &[&str] =
    &["theme", "lang", "language", "locale", "consent", "banner", "tz", "timezone", "csrf", "xsrf", "csrftoken"];

impl CodeRule for InsecureCookie {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for call in calls::reached(code) {
            let Some((place, missing)) = weakness(call) else { continue };
            report
                .add(code.spot(place), format!("the cookie is set without {missing}"))
                .label("others can read it")
                .help("set it with `Secure` and `HttpOnly`, and with `SameSite`")
                .functions(code.names(&call.entries));
        }
        for answer in &code.analysis.returns {
            let Some(headers) = answer.value.entry("headers") else { continue };
            let FactShape::Object { entries, .. } = &headers.shape else { continue };
            let cookie = entries.iter().find(|(name, ..)| name.eq_ignore_ascii_case("set-cookie"));
            if let Some((_, spot, value)) = cookie
                && let Some(missing) = missing_in_text(value)
            {
                report
                    .add(code.spot(spot.unwrap_or(answer.spot)), format!("the cookie is set without {missing}"))
                    .label("others can read it")
                    .help("set it with `Secure` and `HttpOnly`, and with `SameSite`")
                    .functions(code.names(&[answer.entry]));
            }
        }
    }
}

fn weakness(call: &Call) -> Option<(Spot, &'static str)> {
    let method = calls::method(&call.path);
    let python = matches!(method, "set_cookie" | "set_signed_cookie");
    let script = method == "cookie" && call.path.contains("Response") || call.path == "cookie.serialize";
    if !python && !script {
        return None;
    }
    let name = calls::constant(call, 0).or_else(|| call.keyword("key")?.value.constant());
    if name.is_some_and(|name| words::names_one_of(name, HARMLESS)) || deletes(call) {
        return None;
    }
    let (secure, http_only) = if python { ("secure", "httponly") } else { ("secure", "httpOnly") };
    if script && calls::has_open_options(call) && call.arguments.len() > 2 {
        return None;
    }
    if call.arguments.iter().any(|argument| argument.keyword.is_none() && argument.spot.span.end == 0) {
        return None;
    }
    match (says(call, secure), says(call, http_only)) {
        (Some(true) | None, Some(true)) if says(call, secure).is_some() => None,
        (Some(true), _) => Some((call.spot, "`HttpOnly`")),
        (_, Some(true)) => Some((call.spot, "`Secure`")),
        _ => Some((call.spot, "`Secure` and `HttpOnly`")),
    }
}

/// Whether an option is on; an option whose value is not known counts as on.
fn says(call: &Call, name: &str) -> Option<bool> {
    let (value, _) = calls::option(call, name)?;
    Some(value.constant() != Some("false") && value.constant() != Some("null"))
}

/// A cookie that is set to end at once.
fn deletes(call: &Call) -> bool {
    let ends = |name: &str| calls::option(call, name).and_then(|(value, _)| value.constant()) == Some("0");
    ends("max_age") || ends("maxAge") || ends("expires")
}

fn missing_in_text(value: &Fact) -> Option<&'static str> {
    let FactShape::Text(text) = &value.shape else { return None };
    let text = text.to_ascii_lowercase();
    let name = text.split('=').next().unwrap_or_default();
    if !text.contains('=')
        || words::names_one_of(name, HARMLESS)
        || text.contains("max-age=0")
        || text.contains("expires=thu, 01 jan 1970")
    {
        return None;
    }
    // What is not constant at the end may hold the attributes.
    if text.ends_with('\0') && !text.contains(';') {
        return None;
    }
    match (text.contains("secure"), text.contains("httponly")) {
        (true, true) => None,
        (true, false) => Some("`HttpOnly`"),
        (false, true) => Some("`Secure`"),
        (false, false) => Some("`Secure` and `HttpOnly`"),
    }
}
