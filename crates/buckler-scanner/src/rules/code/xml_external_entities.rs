#![doc = include_str!("xml_external_entities.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::catalog::Kind;

/// XML of the caller read with entities.
#[derive(Debug)]
pub(super) struct XmlExternalEntities;

const INFO: RuleInfo = RuleInfo {
    id: "xml-external-entities",
    title: "XML of the caller read with entities",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[611],
    risks: &["SAS-1", "S4"],
    page: include_str!("xml_external_entities.md"),
};

const FLOWS: flows::Class =
    flows::Class { kinds: &[Kind::Xml], label: "may hold entities", help: "use a parser that reads no entities" };

impl CodeRule for XmlExternalEntities {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for hit in code.analysis.hits.iter().filter(|hit| FLOWS.kinds.contains(&hit.kind)) {
            let expansion = hit.sink.is_some_and(|sink| sink.note == "expansion");
            let Some(finding) = flows::add(code, report, &FLOWS, hit) else { continue };
            if expansion {
                finding.class(Class::Hardening).severity(Severity::Low).weaknesses(&[776]);
            }
        }
    }
}
