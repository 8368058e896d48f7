#![doc = include_str!("unlimited_upload.md")]

use crate::code::Code;
use crate::facts::calls;
use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{CodeRule, Report};
use buckler_flow::analysis::{Call, Fact, FactShape};
use buckler_flow::catalog::Origin;

/// Unlimited upload.
#[derive(Debug)]
pub(super) struct UnlimitedUpload;

const INFO: RuleInfo = RuleInfo {
    id: "unlimited-upload",
    title: "upload without a limit",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[434, 770],
    risks: &["SAS-8", "SAS-3"],
    page: include_str!("unlimited_upload.md"),
};

impl CodeRule for UnlimitedUpload {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, code: &Code<'_>, report: &mut Report) {
        for call in calls::reached(code) {
            let Some(upload) = upload(call) else { continue };
            let chosen = upload.key.and_then(|key| key.taints.iter().find(|taint| taint.origin == Origin::Input));
            let chosen = chosen.filter(|_| upload.whole_key);
            if upload.limited && chosen.is_none() {
                continue;
            }
            let finding = match chosen {
                Some(taint) => report
                    .add(code.spot(call.callee), format!("`{}` decides which object the upload replaces", taint.label)),
                None => report.add(code.spot(call.callee), "whoever has the URL uploads as much as they want"),
            };
            finding
                .label(if chosen.is_some() { "overwrites any object" } else { "no limit" })
                .help("make the key yourself, and limit the upload: `content-length-range` in the conditions of a POST, or `ContentLength` and `ContentType` in what is signed")
                .functions(code.names(&call.entries));
            if chosen.is_none() && !upload.post {
                finding.class(Class::Hardening).severity(Severity::Low);
            }
        }
    }
}

/// A call that signs an upload.
struct Upload<'a> {
    /// The key of the object.
    key: Option<&'a Fact>,
    /// Whether the key is nothing but one value.
    whole_key: bool,
    /// Whether the size is limited.
    limited: bool,
    /// Whether it is a form, whose conditions are the only limit.
    post: bool,
}

fn upload(call: &Call) -> Option<Upload<'_>> {
    match calls::method(&call.path) {
        "generate_presigned_post" => {
            let conditions = calls::option(call, "Conditions").map(|(conditions, _)| conditions);
            let key = calls::argument(call, 1, "Key").map(|argument| &argument.value);
            Some(Upload { key, whole_key: is_whole(key), limited: conditions.is_some_and(limits), post: true })
        }
        "createPresignedPost" => {
            let conditions = calls::option(call, "Conditions").map(|(conditions, _)| conditions);
            let key = calls::option(call, "Key").map(|(key, _)| key);
            Some(Upload { key, whole_key: is_whole(key), limited: conditions.is_some_and(limits), post: true })
        }
        "generate_presigned_url" | "getSignedUrl" | "getSignedUrlPromise" => put(call),
        _ => None,
    }
}

fn put(call: &Call) -> Option<Upload<'_>> {
    let operation = calls::argument(call, 0, "ClientMethod").and_then(|argument| argument.value.constant());
    let is_put = matches!(operation, Some("put_object" | "putObject"))
        || call.position(1).is_some_and(
            |command| matches!(&command.value.shape, FactShape::External(path) if path.contains("PutObjectCommand")),
        );
    if !is_put {
        return None;
    }
    let parameters = calls::argument(call, 1, "Params").map(|argument| &argument.value);
    let key = parameters.and_then(|parameters| parameters.entry("Key"));
    let limited = parameters.is_some_and(|parameters| parameters.entry("ContentLength").is_some());
    Some(Upload { key, whole_key: is_whole(key), limited, post: false })
}

/// Whether a key is a value of its own, not a part of a name that the program makes.
fn is_whole(key: Option<&Fact>) -> bool {
    key.is_some_and(|key| match &key.shape {
        FactShape::Unknown => true,
        FactShape::Text(text) => text == "\0",
        _ => false,
    })
}

/// Whether conditions hold a range of sizes, or may.
fn limits(conditions: &Fact) -> bool {
    let FactShape::List { items, exact } = &conditions.shape else { return true };
    !exact
        || items.iter().any(|item| {
            item.item(0).and_then(Fact::constant) == Some("content-length-range")
                || matches!(item.shape, FactShape::Unknown)
        })
}
