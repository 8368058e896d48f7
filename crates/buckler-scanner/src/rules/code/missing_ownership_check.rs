#![doc = include_str!("missing_ownership_check.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, EntryId, Fact, FactShape, Spot, Taint};
use buckler_flow::catalog::Origin;
use std::collections::BTreeSet;

/// Missing ownership check.
#[derive(Debug)]
pub(super) struct MissingOwnershipCheck;

const INFO: RuleInfo = RuleInfo {
    id: "missing-ownership-check",
    title: "item of any user fetched by an id of the caller",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[639, 862, 863],
    risks: &["SAS-2", "S5"],
    page: include_str!("missing_ownership_check.md"),
};

impl CodeRule for MissingOwnershipCheck {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        let accesses: Vec<Access<'_>> = calls::reached(code).filter_map(access).collect();
        let owned: BTreeSet<&str> = accesses
            .iter()
            .filter(|access| access.by(Origin::Identity).is_some())
            .filter_map(|access| access.owner)
            .collect();
        for access in &accesses {
            let Some(taint) = access.by(Origin::Input).filter(|_| access.by(Origin::Identity).is_none()) else {
                continue;
            };
            let names_owner = access.owner.is_some_and(is_owner);
            let generic = |attribute: &str| {
                matches!(attribute.to_ascii_lowercase().as_str(), "pk" | "sk" | "id" | "key" | "hash" | "range")
            };
            let keyed_by_identity =
                access.owner.is_some_and(|attribute| owned.contains(attribute) && !generic(attribute));
            // The key of a record or message was written by another function.
            let asked = ["event.pathParameters", "event.queryStringParameters", "event.body", "req.", "request."]
                .iter()
                .any(|start| taint.label.starts_with(start));
            if !asked || !calls::from_requests(code, &access.call.entries) {
                continue;
            }
            let asks_who = calls::behind_authorizer(code, &access.call.entries);
            if !(keyed_by_identity || names_owner && asks_who) || knows_caller(code, &access.call.entries, access.call)
            {
                continue;
            }
            report
                .add(
                    code.spot(access.place),
                    format!("`{}` decides whose item it is, and nothing compares it with the caller", taint.label),
                )
                .label("anybody's")
                .help("take the owner from the verified claims of the request, or compare it with them")
                .functions(code.names(&access.call.entries));
        }
    }
}

/// A call that fetches or changes an item by its key.
struct Access<'a> {
    call: &'a Call,
    /// Where the key stands.
    place: Spot,
    /// What is in the key.
    taints: Vec<&'a Taint>,
    /// The attribute of the key that a value from outside is given for.
    owner: Option<&'a str>,
}

impl Access<'_> {
    fn by(&self, origin: Origin) -> Option<&Taint> {
        self.taints.iter().copied().find(|taint| taint.origin == origin)
    }
}

fn access(call: &Call) -> Option<Access<'_>> {
    let method = calls::method(&call.path);
    let by_key = matches!(
        method,
        "get_item"
            | "delete_item"
            | "update_item"
            | "get"
            | "delete"
            | "update"
            | "getItem"
            | "deleteItem"
            | "updateItem"
            | "GetCommand"
            | "DeleteCommand"
            | "UpdateCommand"
            | "GetItemCommand"
            | "DeleteItemCommand"
            | "UpdateItemCommand"
    );
    if !by_key {
        return None;
    }
    let (key, place) = calls::option(call, "Key")?;
    let FactShape::Object { entries, .. } = &key.shape else { return None };
    let outside =
        |fact: &Fact| fact.all_taints().iter().any(|taint| matches!(taint.origin, Origin::Input | Origin::Identity));
    let owner = entries.iter().find(|(_, _, value)| outside(value)).map(|(name, ..)| name.as_str());
    Some(Access { call, place, taints: key.all_taints(), owner })
}

/// Whether an attribute says whose an item is.
fn is_owner(attribute: &str) -> bool {
    let plain: String = attribute.chars().filter(|letter| letter.is_alphanumeric()).collect();
    matches!(
        plain.to_ascii_lowercase().as_str(),
        "userid"
            | "user"
            | "owner"
            | "ownerid"
            | "customerid"
            | "accountid"
            | "username"
            | "tenantid"
            | "memberid"
            | "patientid"
            | "clientid"
    )
}

/// Whether the invocation compares something with who the caller is, or uses it in another part of the call.
fn knows_caller(code: &Code<'_>, entries: &[EntryId], call: &Call) -> bool {
    let identity = |taints: &[Taint]| taints.iter().any(|taint| taint.origin == Origin::Identity);
    let shares = |others: &[EntryId]| others.iter().any(|entry| entries.contains(entry));
    code.analysis.checks.iter().any(|check| shares(&check.entries) && (identity(&check.left) || identity(&check.right)))
        || call
            .arguments
            .iter()
            .any(|argument| argument.value.all_taints().iter().any(|taint| taint.origin == Origin::Identity))
}
