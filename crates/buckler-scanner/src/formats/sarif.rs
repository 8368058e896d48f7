//! SARIF 2.1.0: what code hosts and pipelines read.

mod model;

use std::collections::BTreeMap;
use std::io;

use crate::files::Files;
use crate::finding::{Finding, Place, RuleInfo, Severity};
use crate::pipeline::{Reported, Status};
use crate::scan::Outcome;
use crate::unchecked::Unchecked;

use self::model::{
    ArtifactChange, ArtifactLocation, CodeFlow, Configuration, Content, Descriptor, Driver, Fix, Help, Invocation,
    Location, Log, LogicalLocation, Message, Notification, PhysicalLocation, Region, Replacement, ResultItem,
    ResultProperties, RuleProperties, Run, Suppression, ThreadFlow, ThreadFlowLocation, Tool,
};

/// The folder that all paths are relative to.
const ROOT: &str = "ROOT";

/// Writes the outcome of a scan.
///
/// # Errors
/// When `output` does not take it.
pub fn write(output: impl io::Write, files: &Files, outcome: &Outcome, has_baseline: bool) -> io::Result<()> {
    let mut rules = Rules::default();
    let results = outcome.reported.iter().map(|item| result(files, &mut rules, item, has_baseline)).collect();
    let complete = outcome.unchecked.is_empty() && !outcome.interrupted;
    let mut notifications: Vec<_> = outcome.unchecked.iter().map(notification).collect();
    if outcome.interrupted {
        notifications.push(Notification {
            level: "error",
            message: Message::new("the scan was interrupted; not everything was checked"),
            locations: Vec::new(),
        });
    }
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Buckler",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.infos.iter().map(|info| descriptor(info)).collect(),
                },
            },
            invocations: [Invocation { execution_successful: complete, tool_execution_notifications: notifications }],
            original_uri_base_ids: BTreeMap::from([(ROOT, Help::of("the scanned folder").into())]),
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_writer_pretty(output, &log).map_err(io::Error::from)
}

/// Rules that have results, in the order of their first one.
#[derive(Default)]
struct Rules {
    infos: Vec<&'static RuleInfo>,
}

impl Rules {
    fn index(&mut self, info: &'static RuleInfo) -> usize {
        self.infos.iter().position(|known| known.id == info.id).unwrap_or_else(|| {
            self.infos.push(info);
            self.infos.len() - 1
        })
    }
}

fn descriptor(info: &RuleInfo) -> Descriptor {
    Descriptor {
        id: info.id,
        short_description: Message::new(info.title),
        full_description: Message::new(super::first_sentence(info.page)),
        help: Help { text: info.page.to_owned(), markdown: Some(info.page.to_owned()) },
        default_configuration: Configuration { level: level(info.severity) },
        properties: RuleProperties {
            tags: tags(info.cwe, info.risks),
            precision: "high",
            security_severity: security_severity(info.severity),
            class: super::class(info.class),
        },
    }
}

/// What joins a rule with other catalogs.
fn tags(cwe: &[u16], risks: &[&str]) -> Vec<String> {
    let weaknesses = cwe.iter().map(|number| format!("external/cwe/cwe-{number:03}"));
    ["security".to_owned()].into_iter().chain(weaknesses).chain(risks.iter().map(ToString::to_string)).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// A number in the range that code hosts give to each of their own four words.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}

fn result(files: &Files, rules: &mut Rules, item: &Reported, has_baseline: bool) -> ResultItem {
    let finding = &item.finding;
    let suppressions = match &item.status {
        Status::Allowed { reason, .. } => vec![Suppression { kind: "inSource", justification: reason.clone() }],
        Status::Open | Status::Known => Vec::new(),
    };
    let baseline_state = match item.status {
        Status::Known => Some("unchanged"),
        _ if has_baseline => Some("new"),
        _ => None,
    };
    let mut place = location(files, finding.place, None);
    place.logical_locations =
        finding.functions.iter().map(|name| LogicalLocation { name: name.clone(), kind: "function" }).collect();
    ResultItem {
        rule_id: finding.rule.id,
        rule_index: rules.index(finding.rule),
        level: level(finding.severity),
        message: Message { text: text(finding) },
        locations: [place],
        code_flows: code_flows(files, finding),
        partial_fingerprints: BTreeMap::from([("buckler/v1", item.fingerprint.clone())]),
        suppressions,
        baseline_state,
        fixes: fixes(files, finding),
        properties: ResultProperties {
            tags: finding.cwe.map(|cwe| tags(cwe, &[])).unwrap_or_default(),
            severity: super::severity(finding.severity),
            class: super::class(finding.class),
            functions: finding.functions.clone(),
        },
    }
}

/// The message with the help behind it, for hosts that show nothing else.
fn text(finding: &Finding) -> String {
    match finding.help.is_empty() {
        true => format!("{}.", finding.message),
        false => format!("{}. Help: {}", finding.message, finding.help),
    }
}

fn code_flows(files: &Files, finding: &Finding) -> Vec<CodeFlow> {
    if finding.path.is_empty() {
        return Vec::new();
    }
    let steps = finding.path.iter().map(|step| (step.place, step.text.as_str()));
    let is_sink = |place: Place| finding.path.last().is_some_and(|step| step.place == place);
    let sink = (!is_sink(finding.place)).then_some((finding.place, finding.label.as_str()));
    let locations =
        steps.chain(sink).map(|(place, text)| ThreadFlowLocation { location: location(files, place, Some(text)) });
    vec![CodeFlow { thread_flows: [ThreadFlow { locations: locations.collect() }] }]
}

fn fixes(files: &Files, finding: &Finding) -> Vec<Fix> {
    let mut changes: BTreeMap<&str, Vec<Replacement>> = BTreeMap::new();
    for edit in &finding.edits {
        let replacement = Replacement {
            deleted_region: region(files, edit.place),
            inserted_content: Content { text: edit.text.clone() },
        };
        changes.entry(files.path(edit.place.file)).or_default().push(replacement);
    }
    if changes.is_empty() {
        return Vec::new();
    }
    let changes = changes
        .into_iter()
        .map(|(path, replacements)| ArtifactChange { artifact_location: artifact(path), replacements });
    let description = if finding.help.is_empty() { finding.rule.title } else { finding.help.as_str() };
    vec![Fix { description: Message::new(description), artifact_changes: changes.collect() }]
}

fn notification(item: &Unchecked) -> Notification {
    let region = item.line.map(Region::of_line);
    let physical_location = PhysicalLocation { artifact_location: artifact(&item.path), region };
    Notification {
        level: "error",
        message: Message::new(format!("{}: {}", item.location(), item.reason)),
        locations: vec![Location { physical_location, logical_locations: Vec::new(), message: None }],
    }
}

fn location(files: &Files, place: Place, message: Option<&str>) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(files.path(place.file)),
            region: Some(region(files, place)),
        },
        logical_locations: Vec::new(),
        message: message.filter(|text| !text.is_empty()).map(Message::new),
    }
}

fn region(files: &Files, place: Place) -> Region {
    let Some(file) = files.get(place.file) else { return Region::of_line(1) };
    let (start, end) = (file.position(place.start), file.position(place.end));
    Region {
        start_line: start.line,
        start_column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation { uri: percent_encoded(path), uri_base_id: ROOT }
}

/// A path as a relative URI reference.
fn percent_encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    // A colon in the first part would read as a scheme.
    let first = path.split('/').next().unwrap_or_default();
    if first.contains(':') {
        uri.push_str("./");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'/'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'@'
            | b'+'
            | b':'
            | b'='
            | b',' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests;
