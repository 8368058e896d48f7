#![doc = include_str!("nosql_injection.md")]

use crate::code::Code;
use crate::facts::flows;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::Hit;
use buckler_flow::catalog::Kind;

/// Query of a document store shaped by input.
#[derive(Debug)]
pub(super) struct NosqlInjection;

const INFO: RuleInfo = RuleInfo {
    id: "nosql-injection",
    title: "query of a document store shaped by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[943],
    risks: &["SAS-1", "S1"],
    page: include_str!("nosql_injection.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::NoSql, Kind::Sql, Kind::Code],
    label: "decides what is asked for",
    help: "take the value as text, or hand it over as a value of the query",
};

impl CodeRule for NosqlInjection {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let runs = |hit: &Hit| hit.kind == Kind::Code && noted(hit, "query");
        // A query whose program text is the caller's is one hole, whatever else of it is.
        let told = |hit: &Hit| code.analysis.hits.iter().any(|other| other.spot == hit.spot && runs(other));
        flows::report(code, report, &FLOWS, |hit| match hit.kind {
            Kind::NoSql => !told(hit),
            Kind::Code => runs(hit),
            _ => noted(hit, "expression"),
        });
    }
}

fn noted(hit: &Hit, note: &str) -> bool {
    hit.sink.is_some_and(|sink| sink.note == note)
}
