//! The table of requests and attacks: `attacks.json` of the example app, with the names of this run filled in.

use std::collections::BTreeMap;

use anyhow::Context;
use clap::ValueEnum;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::commands::event::Trigger;

/// What the app is sent, without and with Buckler.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// What ordinary users do; must go on working.
    pub(super) benign: Vec<Case>,
    /// What must succeed without Buckler and be blocked with it.
    pub(super) attacks: Vec<Case>,
}

/// One request, message or event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// A short name that stays.
    pub(super) id: String,
    /// What it is, for people.
    pub(super) title: String,
    /// The detector that is expected to see it; attacks only.
    #[serde(default)]
    pub(super) weakness: Option<String>,
    /// How it reaches the function.
    #[serde(deserialize_with = "trigger")]
    pub(super) trigger: Trigger,
    /// The function's name in the template.
    pub(super) function: String,
    /// The request or event, in the shape that the trigger asks for.
    pub(super) send: Value,
    /// What shows that it had its effect: an attack's loot, an ordinary request's result.
    #[serde(alias = "loot", alias = "expect")]
    pub(super) effect: Proof,
    /// What shows that the records beside the attack were handled all the same.
    #[serde(default)]
    pub(super) innocent: Option<Proof>,
}

/// Where to look, and for which text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    /// `response`, `attacker`, `admin`, `file:NAME` or `sql:SELECT …`.
    #[serde(rename = "where", default = "in_response")]
    pub(super) place: String,
    pub(super) text: String,
}

fn in_response() -> String {
    "response".into()
}

/// A trigger as the table of results calls it.
pub(super) fn trigger_name(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::HttpApi => "HTTP API",
        Trigger::RestApi => "REST API",
        Trigger::FunctionUrl => "function URL",
        Trigger::Alb => "load balancer",
        Trigger::Websocket => "WebSocket",
        Trigger::Direct => "direct call",
        Trigger::Sqs => "SQS",
        Trigger::SnsSqs => "SNS in SQS",
        Trigger::S3Sqs => "S3 in SQS",
        Trigger::S3 => "S3",
        Trigger::Sns => "SNS",
        Trigger::Kinesis => "Kinesis",
        Trigger::Dynamodb => "DynamoDB",
        Trigger::Eventbridge => "EventBridge",
        Trigger::Schedule => "schedule",
    }
}

/// Whether it arrives as an HTTP request, and not as an invocation.
pub(super) fn is_http(trigger: Trigger) -> bool {
    matches!(trigger, Trigger::HttpApi | Trigger::RestApi | Trigger::FunctionUrl | Trigger::Alb)
}

fn trigger<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Trigger, D::Error> {
    let name = String::deserialize(deserializer)?;
    Trigger::from_str(&name, false).map_err(serde::de::Error::custom)
}

/// The values that `{{name}}` stands for in the table.
pub(super) type Names = BTreeMap<String, String>;

/// Reads the table and fills in the names.
///
/// # Errors
/// When the text is not such a table, or names something that this run does not have.
pub(super) fn read(text: &str, names: &Names) -> anyhow::Result<Table> {
    let mut value: Value = serde_json::from_str(text).context("attacks.json is not JSON")?;
    fill(&mut value, names)?;
    serde_json::from_value(value).context("attacks.json is not a table of attacks")
}

fn fill(value: &mut Value, names: &Names) -> anyhow::Result<()> {
    match value {
        Value::String(text) => *text = filled(text, names)?,
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill(item, names))?,
        Value::Object(fields) => fields.values_mut().try_for_each(|item| fill(item, names))?,
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

fn filled(text: &str, names: &Names) -> anyhow::Result<String> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").with_context(|| format!("`{text}` lacks a `}}}}`"))?;
        let value = names.get(name).with_context(|| format!("attacks.json names `{name}`, which nothing provides"))?;
        whole.push_str(before);
        whole.push_str(value);
        rest = after;
    }
    whole.push_str(rest);
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::from([("web".into(), "127.0.0.2:80".into())])
    }

    #[test]
    fn names_are_filled_in_at_any_depth() {
        let mut value = serde_json::json!({ "a": ["http://{{web}}/{{web}}", 1], "b": null });
        fill(&mut value, &names()).unwrap();
        assert_eq!(value, serde_json::json!({ "a": ["http://127.0.0.2:80/127.0.0.2:80", 1], "b": null }));
    }

    #[test]
    fn unknown_name_is_an_error_that_says_which() {
        assert!(filled("{{moon}}", &names()).unwrap_err().to_string().contains("`moon`"));
        assert!(filled("{{web", &names()).is_err());
    }

    #[test]
    fn table_of_the_example_is_complete() {
        let text = include_str!("../../../../../examples/sieve/attacks.json");
        let known = ["web", "metadata", "attacker", "admin", "port", "data", "app"];
        let loot = ["paymentKey", "apiToken", "adminPassword", "adminSession", "metadataSecret", "awsSecret"];
        let names = known.iter().chain(&loot).map(|name| ((*name).to_owned(), format!("value-of-{name}"))).collect();
        let table = read(text, &names).unwrap();
        let triggers: std::collections::BTreeSet<_> =
            table.attacks.iter().map(|case| trigger_name(case.trigger)).collect();
        assert!(table.attacks.len() >= 25, "{} attacks", table.attacks.len());
        assert!(triggers.len() >= 8, "{triggers:?}");
        assert!(table.attacks.iter().all(|case| case.weakness.is_some()));
        let functions = |cases: &[Case]| cases.iter().map(|case| case.function.clone()).collect();
        let (benign, attacked): (std::collections::BTreeSet<_>, std::collections::BTreeSet<_>) =
            (functions(&table.benign), functions(&table.attacks));
        assert!(benign.is_superset(&attacked), "every attacked function also has an ordinary request");
    }
}
