#![doc = include_str!("self_assigned_attribute.md")]

use buckler_template::{Node, Resource};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::{is_off, words};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "self-assigned-attribute",
    title: "privilege that users may give themselves",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[269, 915, 639],
    risks: &["SAS-2", "S5"],
    page: include_str!("self_assigned_attribute.md"),
};

/// Judges user pools whose users may write an attribute that says what they may do.
pub(super) struct SelfAssignedAttribute;

impl ConfigRule for SelfAssignedAttribute {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for pool in stack.application.resources_of("AWS::Cognito::UserPool") {
            for attribute in pool.get("Schema").map_or(&[][..], Node::items) {
                let Some(name) = attribute.get("Name") else { continue };
                let Some(text) = name.text().filter(|text| is_privilege(text)) else { continue };
                if is_off(attribute.get("Mutable")) && !signs_up(pool) || is_withheld(stack, pool, text) {
                    continue;
                }
                report
                    .add(stack.place(name.span), format!("users of `{}` may set their own `custom:{text}`", pool.id))
                    .label("every client may write it")
                    .help(
                        "list `WriteAttributes` of the clients without it, or use groups, which only operators assign",
                    );
            }
        }
    }
}

/// Whether an attribute says what its user may do.
fn is_privilege(name: &str) -> bool {
    let words = words(name);
    let joined = words.concat();
    let known = ["isadmin", "superuser", "isstaff"];
    words.iter().any(|word| WORDS.contains(&word.as_str())) || known.contains(&joined.as_str())
}

const WORDS: &[&str] =
    &["admin", "role", "roles", "permission", "permissions", "privilege", "privileges", "tenant", "scope"];

/// Whether strangers create their own accounts, and with that choose the attributes of it.
fn signs_up(pool: &Resource) -> bool {
    pool.get("AdminCreateUserConfig.AllowAdminCreateUserOnly").and_then(Node::bool) != Some(true)
}

/// Whether every client of the pool lists the attributes that it may write, without this one.
fn is_withheld(stack: &Stack<'_>, pool: &Resource, attribute: &str) -> bool {
    let clients = stack.application.resources_of("AWS::Cognito::UserPoolClient");
    let mut clients = clients.filter(|it| it.get("UserPoolId").is_some_and(|id| id.refers_to(&pool.id))).peekable();
    if clients.peek().is_none() {
        return true;
    }
    clients.all(|client| {
        let listed = client.get("WriteAttributes").map(Node::items);
        listed.is_some_and(|listed| {
            let names = listed.iter().filter_map(Node::text);
            !names.map(|name| name.trim_start_matches("custom:")).any(|name| name == attribute)
        })
    })
}
