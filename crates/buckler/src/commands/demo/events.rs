//! Events as the cloud sends them, around what the table of attacks says of them.

use std::io::Write;

use anyhow::{Context, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::cases::Trigger;
use super::world::encoded;

const TIME: &str = "2026-11-02T09:30:00.000Z";
const EPOCH: i64 = 1_793_611_800;

/// The event for a trigger; `send` is the case's, in the form that the trigger asks for.
///
/// # Errors
/// When it lacks what the trigger needs, or the trigger is HTTP, where the local platform makes the event.
pub(super) fn event(trigger: Trigger, send: &Value) -> anyhow::Result<Value> {
    Ok(match trigger {
        Trigger::Direct => field(send, "payload")?.clone(),
        Trigger::Websocket => websocket(text(send, "body")?),
        Trigger::Sqs => records(texts(send, "messages")?, |message, number| sqs(message, number)),
        Trigger::SnsSqs => records(texts(send, "messages")?, |message, number| sqs(&envelope(message), number)),
        Trigger::S3 => records(vec![text(send, "key")?], |key, _| s3(key)),
        Trigger::Sns => {
            let subject = text(send, "subject")?;
            records(vec![text(send, "message")?], |message, _| sns(subject, message))
        }
        Trigger::Kinesis => {
            let gzip = send["gzip"] == true;
            let data: Result<Vec<_>, _> =
                texts(send, "records")?.into_iter().map(|record| if gzip { packed(record) } else { Ok(record.into()) }).collect();
            records(data?, |data, number| kinesis(&data, number))
        }
        Trigger::Dynamodb => records(vec![field(send, "image")?], |image, number| dynamodb(image, number)),
        Trigger::Eventbridge => event_bridge(send)?,
        Trigger::HttpApi | Trigger::RestApi | Trigger::FunctionUrl | Trigger::Alb => {
            bail!("an HTTP request becomes an event on the platform")
        }
    })
}

fn records<T>(items: Vec<T>, record: impl Fn(T, usize) -> Value) -> Value {
    let records: Vec<_> = items.into_iter().enumerate().map(|(number, item)| record(item, number)).collect();
    json!({ "Records": records })
}

fn sqs(body: &str, number: usize) -> Value {
    json!({
        "messageId": format!("0f5c1b1e-0000-4000-8000-{number:012}"),
        "receiptHandle": "c2lldmU=",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": (EPOCH * 1000).to_string(),
            "SenderId": "AIDASIEVESIEVESIEVE",
            "ApproximateFirstReceiveTimestamp": (EPOCH * 1000 + 1).to_string(),
        },
        "messageAttributes": {},
        "md5OfBody": "7c5aba41f53293b712fd86d08ed5b36e",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-central-1:000000000000:Shipping",
        "awsRegion": "eu-central-1",
    })
}

/// What a topic puts into a queue.
fn envelope(message: &str) -> String {
    json!({
        "Type": "Notification",
        "MessageId": "5e3d2a10-0000-4000-8000-000000000000",
        "TopicArn": "arn:aws:sns:eu-central-1:000000000000:Orders",
        "Message": message,
        "Timestamp": TIME,
        "SignatureVersion": "1",
        "Signature": "c2lldmU=",
    })
    .to_string()
}

fn sns(subject: &str, message: &str) -> Value {
    json!({
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": "arn:aws:sns:eu-central-1:000000000000:Notes:7d1c0000-0000-4000-8000-000000000000",
        "Sns": {
            "Type": "Notification",
            "MessageId": "5e3d2a10-0000-4000-8000-000000000001",
            "TopicArn": "arn:aws:sns:eu-central-1:000000000000:Notes",
            "Subject": subject,
            "Message": message,
            "Timestamp": TIME,
            "SignatureVersion": "1",
            "Signature": "c2lldmU=",
            "MessageAttributes": {},
        },
    })
}

fn s3(key: &str) -> Value {
    json!({
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "eu-central-1",
        "eventTime": TIME,
        "eventName": "ObjectCreated:Put",
        "userIdentity": { "principalId": "AWS:AIDASIEVESIEVESIEVE" },
        "requestParameters": { "sourceIPAddress": "192.0.2.10" },
        "responseElements": { "x-amz-request-id": "5A1E6C0D2B3F4A5B" },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "Upload",
            "bucket": {
                "name": "sieve-documents",
                "ownerIdentity": { "principalId": "A3NL1KOZZKExample" },
                "arn": "arn:aws:s3:::sieve-documents",
            },
            // As the service writes keys: encoded as in a form, but for the slashes.
            "object": { "key": encoded(key).replace("%20", "+").replace("%2F", "/"), "size": 8, "sequencer": "0055AED6DCD90281E5" },
        },
    })
}

fn kinesis(data: &[u8], number: usize) -> Value {
    let sequence = format!("4954511523325155430011201012912920191{number:017}");
    json!({
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "visitor-17",
            "sequenceNumber": sequence,
            "data": BASE64_STANDARD.encode(data),
            "approximateArrivalTimestamp": EPOCH,
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": format!("shardId-000000000000:{sequence}"),
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": "arn:aws:iam::000000000000:role/Clicks",
        "awsRegion": "eu-central-1",
        "eventSourceARN": "arn:aws:kinesis:eu-central-1:000000000000:stream/ClickStream",
    })
}

fn packed(text: &str) -> anyhow::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(text.as_bytes())?;
    Ok(gzip.finish()?)
}

fn dynamodb(image: &Value, number: usize) -> Value {
    json!({
        "eventID": "c81e728d9d4c2f636f067f89cc14862c",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-central-1",
        "dynamodb": {
            "ApproximateCreationDateTime": EPOCH,
            "Keys": { "id": image["id"] },
            "NewImage": image,
            "SequenceNumber": format!("{}", 111_000 + number),
            "SizeBytes": 59,
            "StreamViewType": "NEW_IMAGE",
        },
        "eventSourceARN": "arn:aws:dynamodb:eu-central-1:000000000000:table/sieve-documents/stream/2026-11-01T00:00:00.000",
    })
}

fn event_bridge(send: &Value) -> anyhow::Result<Value> {
    Ok(json!({
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": field(send, "detail-type")?,
        "source": field(send, "source")?,
        "account": "000000000000",
        "time": "2026-11-02T09:30:00Z",
        "region": "eu-central-1",
        "resources": [],
        "detail": field(send, "detail")?,
    }))
}

fn websocket(body: &str) -> Value {
    json!({
        "requestContext": {
            "routeKey": "$default",
            "messageId": "JKmNBcOTDoECHYA=",
            "eventType": "MESSAGE",
            "extendedRequestId": "JKmNBFyLDoEFXzA=",
            "requestTime": "02/Nov/2026:09:30:00 +0000",
            "messageDirection": "IN",
            "stage": "prod",
            "connectedAt": EPOCH * 1000,
            "requestTimeEpoch": EPOCH * 1000 + 250,
            "identity": { "sourceIp": "192.0.2.10" },
            "requestId": "JKmNBFyLDoEFXzA=",
            "domainName": "chat.execute-api.eu-central-1.amazonaws.com",
            "connectionId": "JKmMOcXCDoECFrw=",
            "apiId": "chat",
        },
        "body": body,
        "isBase64Encoded": false,
    })
}

fn field<'a>(send: &'a Value, name: &str) -> anyhow::Result<&'a Value> {
    send.get(name).with_context(|| format!("`send` lacks `{name}`"))
}

fn text<'a>(send: &'a Value, name: &str) -> anyhow::Result<&'a str> {
    field(send, name)?.as_str().with_context(|| format!("`{name}` is no text"))
}

fn texts<'a>(send: &'a Value, name: &str) -> anyhow::Result<Vec<&'a str>> {
    let items = field(send, name)?.as_array().with_context(|| format!("`{name}` is no list"))?;
    items.iter().map(|item| item.as_str().with_context(|| format!("`{name}` holds more than texts"))).collect()
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
    fn object_key_is_encoded_as_the_service_does() {
        let event = event(Trigger::S3, &json!({ "key": "uploads/a b(1)+c.csv" })).unwrap();
        assert_eq!(event["Records"][0]["s3"]["object"]["key"], "uploads/a+b%281%29%2Bc.csv");
    }

    #[test]
    fn packed_record_begins_as_gzip() {
        let event = event(Trigger::Kinesis, &json!({ "records": ["text"], "gzip": true })).unwrap();
        assert!(event["Records"][0]["kinesis"]["data"].as_str().unwrap().starts_with("H4sI"));
    }

    #[test]
    fn missing_field_is_named() {
        assert_eq!(event(Trigger::Direct, &json!({})).unwrap_err().to_string(), "`send` lacks `payload`");
    }
}
