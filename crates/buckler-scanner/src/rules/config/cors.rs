//! Cross-origin settings in all forms that templates have for them. No rule of its own: it has no page.

use buckler_template::{Application, Entry, Node};

use crate::rules::config::support::{all_settings, entries_within};

/// Cross-origin settings that admit every origin.
pub(super) struct AnyOrigin<'a> {
    /// The value that says so.
    pub(super) origin: &'a Node,
    /// The setting that admits credentials, if there is one and it does.
    pub(super) credentials: Option<&'a Node>,
    /// The methods that are admitted.
    pub(super) methods: Vec<&'a str>,
}

/// All cross-origin settings of an application that admit every origin.
pub(super) fn any_origins(application: &Application) -> Vec<AnyOrigin<'_>> {
    let mut found: Vec<AnyOrigin<'_>> = Vec::new();
    for settings in all_settings(application) {
        for entry in entries_within(settings) {
            let name = entry.key.text.to_ascii_lowercase();
            if name.contains("cors") {
                found.extend(rules(entry).filter_map(any_origin));
            } else if name == "responseparameters" || name == "headers" {
                found.extend(response(&entry.value));
            }
        }
    }
    // Settings that several resources share through `Globals` are one.
    let mut seen = std::collections::HashSet::new();
    found.retain(|any| seen.insert((any.origin.span.file.0, any.origin.span.start)));
    found
}

/// The mappings of a cross-origin setting: one, or one per rule.
fn rules(entry: &Entry) -> impl Iterator<Item = &Node> {
    let several = entry.value.get("CorsRules");
    several.map_or(std::slice::from_ref(&entry.value), Node::one_or_many).iter()
}

fn any_origin(rule: &Node) -> Option<AnyOrigin<'_>> {
    if rule.text().is_some_and(admits_all) {
        return Some(AnyOrigin { origin: rule, credentials: None, methods: Vec::new() });
    }
    let value = |names: &[&str]| {
        rule.entries().iter().find(|entry| names.contains(&entry.key.text.to_ascii_lowercase().as_str()))
    };
    let origins = value(&["alloworigin", "alloworigins", "allowedorigins", "origin", "origins"])?;
    let origin = origins.value.one_or_many().iter().find(|origin| origin.text().is_some_and(admits_all))?;
    let credentials = value(&["allowcredentials"]).map(|entry| &entry.value);
    let methods = value(&["allowmethods", "allowedmethods", "methods"]);
    Some(AnyOrigin {
        origin,
        credentials: credentials.filter(|node| admits_credentials(node)),
        methods: methods.map_or(&[][..], |entry| entry.value.one_or_many()).iter().filter_map(Node::text).collect(),
    })
}

/// Headers that an API sets by itself.
fn response(headers: &Node) -> Option<AnyOrigin<'_>> {
    let header = |name: &str| {
        let entries = headers.entries().iter();
        entries.map(|entry| (entry.key.text.to_ascii_lowercase(), &entry.value)).find(|(key, _)| key.ends_with(name))
    };
    let (_, origin) = header("access-control-allow-origin")?;
    origin.text().filter(|text| admits_all(text))?;
    let credentials = header("access-control-allow-credentials").map(|(_, node)| node);
    Some(AnyOrigin { origin, credentials: credentials.filter(|node| admits_credentials(node)), methods: Vec::new() })
}

/// Whether a text admits every origin. HTTP APIs also know a scheme followed by a star, which they answer with the
/// caller's own origin.
fn admits_all(text: &str) -> bool {
    matches!(text.trim_matches(['\'', '"', ' ']), "*" | "http://*" | "https://*")
}

fn admits_credentials(node: &Node) -> bool {
    node.bool() == Some(true) || node.text().is_some_and(|text| text.trim_matches('\'') == "true")
}
