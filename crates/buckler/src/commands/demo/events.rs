//! The events of the table of attacks: samples of each trigger around what the table says.

use std::io::Write;

use anyhow::{Context, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::commands::event::{Fields, Trigger, sample};

/// The bucket of the example app.
const BUCKET: &str = "sieve-documents";

/// The event for a trigger; `send` is the case's, in the form that the trigger asks for.
///
/// # Errors
/// When it lacks what the trigger needs, or the trigger is HTTP, where the local platform makes the event.
pub(super) fn event(trigger: Trigger, send: &Value) -> anyhow::Result<Value> {
    let usual = Fields::default();
    Ok(match trigger {
        Trigger::Direct => field(send, "payload")?.clone(),
        Trigger::Websocket => sample(trigger, &Fields { body: Some(text(send, "body")?), ..usual }),
        Trigger::Sqs => batch(texts(send, "messages")?, |message| {
            sample(trigger, &Fields { body: Some(message), ..Fields::default() })
        }),
        Trigger::SnsSqs => batch(texts(send, "messages")?, |message| {
            sample(trigger, &Fields { message: Some(message), ..Fields::default() })
        }),
        Trigger::S3 | Trigger::S3Sqs => {
            sample(trigger, &Fields { bucket: Some(BUCKET.into()), key: Some(text(send, "key")?), ..usual })
        }
        Trigger::Sns => {
            let (subject, message) = (text(send, "subject")?, text(send, "message")?);
            sample(trigger, &Fields { subject: Some(subject), message: Some(message), ..usual })
        }
        Trigger::Kinesis => {
            let pack = if send.get("gzip") == Some(&Value::Bool(true)) {
                packed
            } else {
                |text: &str| Ok(text.as_bytes().to_vec())
            };
            let data = texts(send, "records")?.iter().map(|text| pack(text)).collect::<anyhow::Result<Vec<_>>>()?;
            batch(data, |data| kinesis(&data))
        }
        Trigger::Dynamodb => {
            let images = list(send, "images")?.iter().map(attributes).collect::<anyhow::Result<Vec<_>>>()?;
            batch(images, |attribute| sample(trigger, &Fields { attribute, ..Fields::default() }))
        }
        Trigger::Eventbridge => sample(
            trigger,
            &Fields {
                source: Some(text(send, "source")?),
                detail_type: Some(text(send, "detail-type")?),
                detail: Some(field(send, "detail")?.to_string()),
                ..usual
            },
        ),
        other => bail!("{other:?} is sent in another way"),
    })
}

/// Where the identifier of a record stands, by which a function gives it back.
const IDENTIFIERS: [&str; 3] = ["/messageId", "/kinesis/sequenceNumber", "/dynamodb/SequenceNumber"];

/// What is delivered again after that answer: the records that it names, in a stream everything from the first of them
/// on. `None` when there is nothing.
pub(super) fn given_back(trigger: Trigger, event: &Value, answer: &str) -> Option<Value> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let failures = answer.get("batchItemFailures")?.as_array()?;
    let is_named = |record: &Value| {
        let identifier = IDENTIFIERS.iter().find_map(|pointer| record.pointer(pointer));
        failures.iter().any(|failure| failure.get("itemIdentifier") == identifier)
    };
    let records = event.get("Records")?.as_array()?;
    let rest: Vec<_> = match trigger {
        Trigger::Kinesis | Trigger::Dynamodb => records.iter().skip_while(|record| !is_named(record)).collect(),
        _ => records.iter().filter(|record| is_named(record)).collect(),
    };
    (!rest.is_empty()).then(|| json!({ "Records": rest }))
}

/// One event with the records of many, each with identifiers of its own.
fn batch<T>(items: Vec<T>, event: impl Fn(T) -> Value) -> Value {
    let events = items.into_iter().map(event).enumerate();
    let records = events.filter_map(|(number, mut event)| {
        let mut record = event.pointer_mut("/Records/0")?.take();
        IDENTIFIERS.iter().for_each(|pointer| number_identifier(&mut record, pointer, number));
        Some(record)
    });
    json!({ "Records": records.collect::<Vec<_>>() })
}

fn number_identifier(record: &mut Value, pointer: &str, number: usize) {
    if let Some(Value::String(identifier)) = record.pointer_mut(pointer) {
        identifier.pop();
        identifier.push_str(&number.to_string());
    }
}

fn kinesis(data: &[u8]) -> Value {
    let mut event = sample(Trigger::Kinesis, &Fields::default());
    if let Some(place) = event.pointer_mut("/Records/0/kinesis/data") {
        *place = BASE64_STANDARD.encode(data).into();
    }
    event
}

fn packed(text: &str) -> anyhow::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(text.as_bytes())?;
    Ok(gzip.finish()?)
}

/// The attributes of an item, its key first.
fn attributes(image: &Value) -> anyhow::Result<Vec<(String, String)>> {
    let image = image.as_object().context("an image is no object")?;
    let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    let (keys, others): (Vec<_>, Vec<_>) = image.iter().filter_map(text).partition(|(name, _)| name == "id");
    Ok(keys.into_iter().chain(others).collect())
}

fn field<'a>(send: &'a Value, name: &str) -> anyhow::Result<&'a Value> {
    send.get(name).with_context(|| format!("`send` lacks `{name}`"))
}

fn text(send: &Value, name: &str) -> anyhow::Result<String> {
    Ok(field(send, name)?.as_str().with_context(|| format!("`{name}` is no text"))?.to_owned())
}

fn list<'a>(send: &'a Value, name: &str) -> anyhow::Result<&'a Vec<Value>> {
    field(send, name)?.as_array().with_context(|| format!("`{name}` is no list"))
}

fn texts(send: &Value, name: &str) -> anyhow::Result<Vec<String>> {
    let text = |item: &Value| Some(item.as_str()?.to_owned());
    list(send, name)?.iter().map(|item| text(item).with_context(|| format!("`{name}` holds more than texts"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_has_an_identifier_of_its_own() {
        let event = event(Trigger::Sqs, &json!({ "messages": ["a", "b"] })).unwrap();
        assert_eq!(event["Records"][1]["body"], "b");
        assert_ne!(event["Records"][0]["messageId"], event["Records"][1]["messageId"]);
    }

    #[test]
    fn message_of_a_topic_lies_in_an_envelope() {
        let event = event(Trigger::SnsSqs, &json!({ "messages": ["{\"order\":1}"] })).unwrap();
        let envelope: Value = serde_json::from_str(event["Records"][0]["body"].as_str().unwrap()).unwrap();
        assert_eq!(envelope["Message"], "{\"order\":1}");
    }

    #[test]
    fn packed_record_begins_as_gzip() {
        let event = event(Trigger::Kinesis, &json!({ "records": ["text"], "gzip": true })).unwrap();
        assert!(event["Records"][0]["kinesis"]["data"].as_str().unwrap().starts_with("H4sI"));
    }

    #[test]
    fn key_of_an_item_is_its_id() {
        let event = event(Trigger::Dynamodb, &json!({ "images": [{ "color": "red", "id": "7" }] })).unwrap();
        assert_eq!(event["Records"][0]["dynamodb"]["Keys"], json!({ "id": { "S": "7" } }));
    }

    #[test]
    fn queue_delivers_the_named_records_again() {
        let event = event(Trigger::Sqs, &json!({ "messages": ["a", "b", "c"] })).unwrap();
        let name = |number: usize| event["Records"][number]["messageId"].clone();
        let answer = json!({ "batchItemFailures": [{ "itemIdentifier": name(1) }] }).to_string();
        let rest = given_back(Trigger::Sqs, &event, &answer).unwrap();
        assert_eq!(rest["Records"].as_array().unwrap().len(), 1);
        assert_eq!(rest["Records"][0]["body"], "b");
        assert_eq!(given_back(Trigger::Sqs, &event, r#"{"batchItemFailures":[]}"#), None);
    }

    #[test]
    fn stream_goes_on_from_the_named_record() {
        let event = event(Trigger::Kinesis, &json!({ "records": ["a", "b", "c"] })).unwrap();
        let name = event["Records"][1]["kinesis"]["sequenceNumber"].clone();
        let answer = json!({ "batchItemFailures": [{ "itemIdentifier": name }] }).to_string();
        assert_eq!(given_back(Trigger::Kinesis, &event, &answer).unwrap()["Records"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn missing_field_is_named() {
        assert_eq!(event(Trigger::Direct, &json!({})).unwrap_err().to_string(), "`send` lacks `payload`");
    }
}
