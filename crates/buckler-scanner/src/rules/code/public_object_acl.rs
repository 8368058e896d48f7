#![doc = include_str!("public_object_acl.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_syntax::tree::{Argument, ExprKind, Span, Tree};

use crate::facts::places;
use buckler_flow::analysis::{FunctionRef, Spot};

/// Public object ACL.
#[derive(Debug)]
pub(super) struct PublicObjectAcl;

const INFO: RuleInfo = RuleInfo {
    id: "public-object-acl",
    title: "object that everybody can read",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[732, 284],
    risks: &["SAS-3", "S6"],
    page: include_str!("public_object_acl.md"),
};

impl CodeRule for PublicObjectAcl {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for (module, tree) in calls::modules(code) {
            for (span, acl) in grants(tree) {
                let spot = Spot { module, span };
                let function = FunctionRef { module, function: places::enclosing(tree, span) };
                let finding = report.add(code.spot(spot), format!("`{acl}` lets everybody at the object"));
                finding
                    .label("everybody")
                    .help("leave the ACL out and hand out pre-signed URLs, or serve the bucket through CloudFront")
                    .functions(calls::functions_of(code, function));
                if acl == "public-read-write" {
                    finding.severity(Severity::High);
                }
            }
        }
    }
}

/// Properties and keywords that give everybody a permission.
fn grants(tree: &Tree) -> Vec<(Span, &str)> {
    let public = |value| {
        places::literal(tree, value)
            .filter(|text| matches!(*text, "public-read" | "public-read-write" | "authenticated-read"))
    };
    let properties =
        places::properties(tree, "ACL").filter_map(|property| Some((property.span, public(property.value)?)));
    let arguments = tree
        .exprs()
        .filter_map(|(_, expr)| if let ExprKind::Call { arguments, .. } = expr.kind { Some(arguments) } else { None });
    let keyword = |argument: &Argument| {
        let name = tree.text(argument.keyword?);
        (name == "ACL").then_some(())?;
        Some((argument.span, public(argument.value)?))
    };
    properties.chain(arguments.flat_map(|list| tree.list(list)).filter_map(keyword)).collect()
}
