#![doc = include_str!("path_traversal.md")]

use crate::code::Code;
use crate::facts::{calls, flows};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{FactShape, Hit};
use buckler_flow::catalog::Kind;

/// Path of a file chosen by input.
#[derive(Debug)]
pub(super) struct PathTraversal;

const INFO: RuleInfo = RuleInfo {
    id: "path-traversal",
    title: "path of a file chosen by input",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[22, 23, 36, 73],
    risks: &["SAS-1", "S1"],
    page: include_str!("path_traversal.md"),
};

const FLOWS: flows::Class = flows::Class {
    kinds: &[Kind::Path],
    label: "part of the path",
    help: "keep the last part of the name only, or resolve the path and check that it is still below the base",
};

impl CodeRule for PathTraversal {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        flows::report(code, report, &FLOWS, |hit| !is_file_object(code, hit) && !is_told_elsewhere(code, hit));
    }
}

/// Whether what is opened is an object that holds bytes, not a path.
fn is_file_object(code: &Code<'_>, hit: &Hit) -> bool {
    let archive = hit.sink.is_some_and(|sink| sink.note == "archive");
    let call = code.analysis.calls.iter().find(|call| call.spot == hit.spot && call.path == hit.path);
    !archive
        && call.is_some_and(|call| {
            call.arguments.iter().filter(|argument| argument.spot == hit.argument).any(|argument| {
                match &argument.value.shape {
                    FactShape::External(path) => {
                        ["io.BytesIO", "io.StringIO", "open(", "tempfile."].iter().any(|made| path.starts_with(made))
                    }
                    _ => false,
                }
            })
        })
}

/// Making the folder of a file that the same function opens is no hole of its own.
fn is_told_elsewhere(code: &Code<'_>, hit: &Hit) -> bool {
    let makes_folder = |hit: &Hit| matches!(calls::method(&hit.path), "makedirs" | "mkdir" | "mkdirSync" | "ensureDir");
    makes_folder(hit)
        && code
            .analysis
            .hits
            .iter()
            .any(|other| other.kind == Kind::Path && other.function == hit.function && !makes_folder(other))
}
