#![doc = include_str!("mass_assignment.md")]

use crate::code::Code;
use crate::facts::{calls, places};
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Fact, FactShape, ModuleId, Spot, Taint};
use buckler_flow::catalog::Origin;
use buckler_syntax::tree::{ExprKind, PropertyKey, Tree};
use std::collections::BTreeSet;

/// Mass assignment.
#[derive(Debug)]
pub(super) struct MassAssignment;

const INFO: RuleInfo = RuleInfo {
    id: "mass-assignment",
    title: "caller decides every attribute of an item",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[915],
    risks: &["SAS-2", "S5"],
    page: include_str!("mass_assignment.md"),
};

/// Attributes that decide what somebody may do or has to pay.
const PRIVILEGES: &[&str] = &[
    "role",
    "roles",
    "isAdmin",
    "is_admin",
    "admin",
    "permissions",
    "verified",
    "isVerified",
    "is_verified",
    "balance",
    "credit",
    "credits",
    "isStaff",
    "is_staff",
    "is_superuser",
    "privileges",
    "accountType",
    "account_type",
    "approved",
];

impl CodeRule for MassAssignment {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let decisive = decisive(code);
        if decisive.is_empty() {
            return;
        }
        for call in calls::reached(code) {
            let Some((place, taint, fixed)) = written(code, call) else { continue };
            let Some(attribute) = decisive.iter().find(|attribute| !fixed.contains(*attribute)) else { continue };
            report
                .add(
                    code.spot(place),
                    format!(
                        "`{}` is stored as it is, `{attribute}` included, which the application decides by",
                        taint.label
                    ),
                )
                .label("every attribute")
                .help("copy the attributes that the caller may set by name")
                .functions(code.names(&call.entries));
        }
    }
}

/// Privileged attributes that the program reads.
fn decisive(code: &Code<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, tree) in calls::modules(code) {
        let names = read_members(tree).chain(set_members(tree));
        found.extend(names.filter(|name| PRIVILEGES.contains(name)).map(str::to_owned));
    }
    found
}

/// Attributes that a literal gives a constant before it takes over others.
fn set_members(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.exprs()
        .filter_map(|(_, expr)| if let ExprKind::Dictionary(list) = expr.kind { Some(list) } else { None })
        .flat_map(|list| {
            let properties = tree.list(list);
            let spread =
                properties.iter().rposition(|property| matches!(property.key, PropertyKey::Spread)).unwrap_or(0);
            properties.iter().take(spread).filter_map(|property| match property.key {
                PropertyKey::Name(name) if places::literal(tree, property.value).is_some() => Some(tree.text(name)),
                _ => None,
            })
        })
}

fn read_members(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.exprs().filter_map(|(_, expr)| match expr.kind {
        ExprKind::Member { name, .. } => Some(tree.text(name)),
        ExprKind::Index { index, .. } => match tree.expr(index).kind {
            ExprKind::Text(name) => Some(tree.text(name)),
            _ => None,
        },
        _ => None,
    })
}

/// An item that is stored and holds all the caller sent, with the attributes that the program sets over it.
fn written<'a>(code: &Code<'_>, call: &'a Call) -> Option<(Spot, &'a Taint, Vec<String>)> {
    let method = calls::method(&call.path);
    let (value, place) = match method {
        "put_item" | "put" | "putItem" | "PutCommand" | "PutItemCommand" => calls::option(call, "Item")?,
        "insert_one" | "insertOne" | "create" | "insertMany" | "insert_many" => {
            let argument = call.position(0)?;
            (&argument.value, argument.spot)
        }
        "findByIdAndUpdate" | "findOneAndUpdate" | "updateOne" | "update_one" => {
            let argument = call.position(1)?;
            let set = argument.value.entry("$set");
            (set.unwrap_or(&argument.value), argument.spot)
        }
        _ => return None,
    };
    let taint = whole(value)?;
    Some((place, taint, set_over(code, call.spot.module, value)))
}

/// The body of a request that a value holds as a whole.
fn whole(value: &Fact) -> Option<&Taint> {
    if matches!(value.shape, FactShape::Text(_) | FactShape::Number(_)) {
        return None;
    }
    let is_body = |taint: &&Taint| {
        let label = taint.label.trim_end_matches("[]");
        taint.origin == Origin::Input
            && [".body", ".json", "json_body", "get_json", ".data", ".raw_body"].iter().any(|end| label.ends_with(end))
    };
    let own = value.taints.iter().find(is_body);
    // What is spread into a literal stands under no name.
    let spread = match &value.shape {
        FactShape::Object { entries, .. } => {
            entries.iter().filter(|(name, ..)| name == "*").find_map(|(.., value)| value.taints.iter().find(is_body))
        }
        _ => None,
    };
    own.or(spread)
}

/// Attributes that the program itself sets, over what it takes from the caller.
fn set_over(code: &Code<'_>, module: ModuleId, value: &Fact) -> Vec<String> {
    let FactShape::Object { entries, .. } = &value.shape else { return Vec::new() };
    let overwritten = |spot: &Option<Spot>| spot.is_some_and(|spot| is_before_spread(code, module, spot));
    entries
        .iter()
        .filter(|(_, spot, value)| {
            !overwritten(spot) && !value.taints.iter().any(|taint| taint.origin == Origin::Input)
        })
        .map(|(name, ..)| name.clone())
        .collect()
}

/// Whether a literal takes over other entries behind this one.
fn is_before_spread(code: &Code<'_>, module: ModuleId, entry: Spot) -> bool {
    let Some(tree) = code.tree(module).filter(|_| entry.module == module) else { return false };
    tree.exprs().any(|(_, expr)| {
        let ExprKind::Dictionary(list) = expr.kind else { return false };
        let properties = tree.list(list);
        let own = properties.iter().position(|property| property.span == entry.span);
        let spread = properties.iter().rposition(|property| matches!(property.key, PropertyKey::Spread));
        own.zip(spread).is_some_and(|(own, spread)| own < spread)
    })
}
