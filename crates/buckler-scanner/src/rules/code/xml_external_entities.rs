#![doc = include_str!("xml_external_entities.md")]

use crate::code::Code;
use crate::facts::{calls, flows, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, FactShape, Hit};
use buckler_flow::catalog::Kind;
use buckler_syntax::tree::{ExprKind, StmtKind};

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
            let note = hit.sink.map_or("", |sink| sink.note);
            let external = match note {
                "parser" if !reads_entities(code, hit) => continue,
                "expansion" => is_told_to(code, hit),
                _ => true,
            };
            let Some(finding) = flows::add(code, report, &FLOWS, hit) else { continue };
            if !external {
                finding.class(Class::Hardening).severity(Severity::Low).weaknesses(&[776]);
            }
        }
    }
}

/// Calls in the module of a flow, by their last name.
fn beside<'a>(code: &'a Code<'_>, hit: &Hit, method: &'a str) -> impl Iterator<Item = &'a Call> {
    let module = hit.spot.module;
    code.analysis.calls.iter().filter(move |call| call.spot.module == module && calls::method(&call.path) == method)
}

/// Whether a parser of the module is made without being told to leave entities alone.
fn reads_entities(code: &Code<'_>, hit: &Hit) -> bool {
    let same_function = |call: &&Call| call.function == hit.function;
    let refuses =
        |call: &Call| calls::option(call, "resolve_entities").and_then(|(value, _)| value.constant()) == Some("false");
    if let Some(parser) = parser_of(code, hit) {
        return !refuses(parser);
    }
    let mut parsers = beside(code, hit, "XMLParser").peekable();
    if parsers.peek().is_none() {
        return false;
    }
    let own: Vec<&Call> = beside(code, hit, "XMLParser").filter(same_function).collect();
    if own.is_empty() { parsers.any(|call| !refuses(call)) } else { own.into_iter().any(|call| !refuses(call)) }
}

/// The making of the parser that the call is given, if it is written there or bound to a name once.
fn parser_of<'a>(code: &'a Code<'_>, hit: &Hit) -> Option<&'a Call> {
    let tree = code.tree(hit.spot.module)?;
    let ExprKind::Call { arguments, .. } = tree.expr(hit.call).kind else { return None };
    let arguments = tree.list(arguments);
    let keyword = arguments.iter().find(|argument| argument.keyword.is_some_and(|name| tree.text(name) == "parser"));
    let given = keyword.or_else(|| arguments.get(1).filter(|argument| argument.keyword.is_none()))?.value;
    let made = match tree.expr(given).kind {
        ExprKind::Name(name) => {
            let mut values = tree.stmts().filter_map(|(_, stmt)| match stmt.kind {
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    let bound = tree.list(targets).first().and_then(|target| places::pattern_name(tree, *target))?;
                    (bound == tree.text(name)).then_some(value)
                }
                _ => None,
            });
            values.next().filter(|_| values.next().is_none())?
        }
        _ => given,
    };
    let span = tree.expr(made).span;
    beside(code, hit, "XMLParser").find(|call| call.spot.span == span)
}

/// Whether a parser of the module is told to read external entities.
fn is_told_to(code: &Code<'_>, hit: &Hit) -> bool {
    beside(code, hit, "setFeature").filter(|call| call.function == hit.function).any(|call| {
        let feature = call.position(0).is_some_and(|argument| match &argument.value.shape {
            FactShape::External(path) => {
                path.ends_with("feature_external_ges") || path.ends_with("feature_external_pes")
            }
            _ => argument.value.constant().is_some_and(|text| text.contains("external-general-entities")),
        });
        feature && matches!(calls::constant(call, 1), Some("true" | "1"))
    })
}
