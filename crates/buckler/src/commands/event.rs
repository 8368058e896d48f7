//! `buckler event`: sample events, in the shapes the cloud gives them.

use std::io::Write;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::exit::Exit;

/// Arguments of `buckler event`.
#[derive(Debug, clap::Args)]
pub(crate) struct EventArguments {
    /// What invokes the function
    #[arg(value_enum)]
    trigger: Trigger,

    #[command(flatten)]
    fields: Fields,
}

/// Everything that has a sample event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Trigger {
    /// API Gateway REST API (payload 1.0)
    RestApi,
    /// API Gateway HTTP API (payload 2.0)
    HttpApi,
    /// Function URL
    FunctionUrl,
    /// Application Load Balancer
    Alb,
    /// API Gateway WebSocket API
    Websocket,
    /// S3 notification
    S3,
    /// SQS queue
    Sqs,
    /// SNS topic
    Sns,
    /// SNS notification that arrives through an SQS queue
    SnsSqs,
    /// S3 notification that arrives through an SQS queue
    S3Sqs,
    /// DynamoDB stream
    Dynamodb,
    /// Kinesis stream
    Kinesis,
    /// EventBridge rule
    Eventbridge,
    /// Schedule
    Schedule,
    /// An SDK call with any JSON
    Direct,
}

/// What can be chosen; each trigger takes what it has a place for.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Fields {
    /// HTTP method
    #[arg(long)]
    pub(crate) method: Option<String>,
    /// HTTP path
    #[arg(long)]
    pub(crate) path: Option<String>,
    /// Query parameter; may be given again
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) query: Vec<(String, String)>,
    /// HTTP header; may be given again
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) header: Vec<(String, String)>,
    /// Path parameter; may be given again
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) path_parameter: Vec<(String, String)>,
    /// Body of a request or message
    #[arg(long)]
    pub(crate) body: Option<String>,
    /// Name of the bucket
    #[arg(long)]
    pub(crate) bucket: Option<String>,
    /// Key of the object, as it is; the event has it encoded
    #[arg(long)]
    pub(crate) key: Option<String>,
    /// Name of the queue
    #[arg(long)]
    pub(crate) queue: Option<String>,
    /// Name of the topic
    #[arg(long)]
    pub(crate) topic: Option<String>,
    /// Subject of a notification
    #[arg(long)]
    pub(crate) subject: Option<String>,
    /// Text of a notification
    #[arg(long)]
    pub(crate) message: Option<String>,
    /// Name of the table
    #[arg(long)]
    pub(crate) table: Option<String>,
    /// Attribute of the item; may be given again
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) attribute: Vec<(String, String)>,
    /// Name of the stream
    #[arg(long)]
    pub(crate) stream: Option<String>,
    /// Data of a record, as it is; the event has it in base64
    #[arg(long)]
    pub(crate) data: Option<String>,
    /// Source of an event
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Type of an event's detail
    #[arg(long)]
    pub(crate) detail_type: Option<String>,
    /// JSON of an event's detail, or of a direct call
    #[arg(long, value_name = "JSON")]
    pub(crate) detail: Option<String>,
    /// Region
    #[arg(long)]
    pub(crate) region: Option<String>,
}

/// Prints one event.
pub(crate) fn run(arguments: &EventArguments) -> Result<Exit> {
    if let Some(detail) = &arguments.fields.detail {
        serde_json::from_str::<Value>(detail).context("--detail is no JSON")?;
    }
    let event = sample(arguments.trigger, &arguments.fields);
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&event)?)?;
    Ok(Exit::Clean)
}

/// The event of `trigger` with `fields` in their places.
pub(crate) fn sample(trigger: Trigger, fields: &Fields) -> Value {
    match trigger {
        Trigger::RestApi => rest_api(fields),
        Trigger::HttpApi => http_api(fields, &format!("{API_ID}.execute-api.{}.amazonaws.com", fields.region())),
        Trigger::FunctionUrl => http_api(fields, &format!("{API_ID}.lambda-url.{}.on.aws", fields.region())),
        Trigger::Alb => alb(fields),
        Trigger::Websocket => websocket(fields),
        Trigger::S3 => s3(fields),
        Trigger::Sqs => sqs(fields, fields.body.as_deref().unwrap_or("Hello from a queue")),
        Trigger::Sns => sns(fields),
        Trigger::SnsSqs => sqs(fields, &sns_envelope(fields).to_string()),
        Trigger::S3Sqs => sqs(fields, &s3(fields).to_string()),
        Trigger::Dynamodb => dynamodb(fields),
        Trigger::Kinesis => kinesis(fields),
        Trigger::Eventbridge => eventbridge(fields),
        Trigger::Schedule => schedule(fields),
        Trigger::Direct => fields.detail_json().unwrap_or_else(|| json!({"name": "world"})),
    }
}

const ACCOUNT: &str = "123456789012";
const API_ID: &str = "a1b2c3d4e5";
const REQUEST_ID: &str = "6f1f2f9c-0d5b-4f0e-9f6a-3f6f6d1c2b7e";
const MESSAGE_ID: &str = "059f36b4-87a3-44ab-83d2-661975830a7d";
const TIME: &str = "2026-11-25T10:00:00.000Z";
const TIME_MS: u64 = 1_795_600_800_000;
const LOG_TIME: &str = "25/Nov/2026:10:00:00 +0000";
const CLIENT: &str = "203.0.113.9";
const AGENT: &str = "curl/8.5.0";

impl Fields {
    fn region(&self) -> &str {
        self.region.as_deref().unwrap_or("us-east-1")
    }

    fn method(&self) -> String {
        let usual = if self.body.is_some() { "POST" } else { "GET" };
        self.method.as_deref().unwrap_or(usual).to_ascii_uppercase()
    }

    fn path(&self) -> &str {
        self.path.as_deref().unwrap_or("/hello")
    }

    fn message(&self) -> &str {
        self.message.as_deref().or(self.body.as_deref()).unwrap_or("Hello from a topic")
    }

    fn detail_json(&self) -> Option<Value> {
        self.detail.as_deref().and_then(|detail| serde_json::from_str(detail).ok())
    }

    fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{ACCOUNT}:{resource}", self.region())
    }

    /// The usual headers with the chosen ones over them.
    fn headers(&self, host: &str) -> Vec<(String, String)> {
        let usual = [
            ("accept", "*/*"),
            ("host", host),
            ("user-agent", AGENT),
            ("x-forwarded-for", CLIENT),
            ("x-forwarded-port", "443"),
            ("x-forwarded-proto", "https"),
        ];
        let is_chosen = |name: &str| self.header.iter().any(|(chosen, _)| chosen.eq_ignore_ascii_case(name));
        let usual = usual
            .iter()
            .filter(|(name, _)| !is_chosen(name))
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        usual.chain(self.header.iter().cloned()).collect()
    }
}

fn rest_api(fields: &Fields) -> Value {
    let host = format!("{API_ID}.execute-api.{}.amazonaws.com", fields.region());
    let headers = fields.headers(&host);
    json!({
        "resource": fields.path(),
        "path": fields.path(),
        "httpMethod": fields.method(),
        "headers": last(&headers),
        "multiValueHeaders": lists(&headers),
        "queryStringParameters": or_null(last(&fields.query)),
        "multiValueQueryStringParameters": or_null(lists(&fields.query)),
        "pathParameters": or_null(last(&fields.path_parameter)),
        "stageVariables": null,
        "requestContext": {
            "resourceId": "123456", "resourcePath": fields.path(), "httpMethod": fields.method(),
            "extendedRequestId": "JKJaXmPLvHcESHA=", "requestTime": LOG_TIME, "path": format!("/Prod{}", fields.path()),
            "accountId": ACCOUNT, "protocol": "HTTP/1.1", "stage": "Prod", "domainPrefix": API_ID,
            "requestTimeEpoch": TIME_MS, "requestId": REQUEST_ID,
            "identity": {
                "cognitoIdentityPoolId": null, "accountId": null, "cognitoIdentityId": null, "caller": null,
                "sourceIp": CLIENT, "principalOrgId": null, "accessKey": null, "cognitoAuthenticationType": null,
                "cognitoAuthenticationProvider": null, "userArn": null, "userAgent": AGENT, "user": null,
            },
            "domainName": host, "apiId": API_ID,
        },
        "body": fields.body,
        "isBase64Encoded": false,
    })
}

fn http_api(fields: &Fields, host: &str) -> Value {
    let is_url = host.contains(".lambda-url.");
    let route = if is_url { "$default".to_owned() } else { format!("{} {}", fields.method(), fields.path()) };
    let (cookies, headers): (Vec<_>, Vec<_>) =
        fields.headers(host).into_iter().partition(|(name, _)| name.eq_ignore_ascii_case("cookie"));
    let headers: Vec<_> = headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields.query).finish();
    let mut event = json!({
        "version": "2.0",
        "routeKey": route,
        "rawPath": fields.path(),
        "rawQueryString": query,
        "headers": last(&headers),
        "requestContext": {
            "accountId": ACCOUNT, "apiId": API_ID, "domainName": host, "domainPrefix": API_ID,
            "http": {
                "method": fields.method(), "path": fields.path(), "protocol": "HTTP/1.1", "sourceIp": CLIENT, "userAgent": AGENT,
            },
            "requestId": "JKJaXmPLvHcESHA=", "routeKey": route, "stage": "$default", "time": LOG_TIME, "timeEpoch": TIME_MS,
        },
        "isBase64Encoded": false,
    });
    let cookies: Vec<_> = cookies.iter().flat_map(|(_, value)| value.split(';').map(str::trim)).collect();
    let optional = [
        ("cookies", (!cookies.is_empty()).then(|| json!(cookies))),
        ("queryStringParameters", (!fields.query.is_empty()).then(|| joined(&fields.query))),
        ("pathParameters", (!fields.path_parameter.is_empty()).then(|| last(&fields.path_parameter))),
        ("body", fields.body.as_deref().map(Value::from)),
    ];
    if let Some(event) = event.as_object_mut() {
        event.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    event
}

fn alb(fields: &Fields) -> Value {
    let query: Vec<_> = fields.query.iter().map(|(name, value)| (encoded(name), encoded(value))).collect();
    json!({
        "requestContext": {"elb": {"targetGroupArn": fields.arn("elasticloadbalancing", "targetgroup/app/49e9d65c45c6791a")}},
        "httpMethod": fields.method(),
        "path": fields.path(),
        "queryStringParameters": last(&query),
        "headers": last(&fields.headers(&format!("app-1234567890.{}.elb.amazonaws.com", fields.region()))),
        "body": fields.body.as_deref().unwrap_or_default(),
        "isBase64Encoded": false,
    })
}

fn websocket(fields: &Fields) -> Value {
    json!({
        "requestContext": {
            "routeKey": "$default", "messageId": "JKJaXcPLvHcCIFg=", "eventType": "MESSAGE", "extendedRequestId": "JKJaXmPLvHcESHA=",
            "requestTime": LOG_TIME, "messageDirection": "IN", "stage": "production", "connectedAt": TIME_MS - 60_000,
            "requestTimeEpoch": TIME_MS, "identity": {"sourceIp": CLIENT, "userAgent": AGENT}, "requestId": "JKJaXmPLvHcESHA=",
            "domainName": format!("{API_ID}.execute-api.{}.amazonaws.com", fields.region()),
            "connectionId": "JKJaWdfPvHcCF2g=", "apiId": API_ID,
        },
        "body": fields.body.as_deref().or(fields.message.as_deref()).unwrap_or(r#"{"action":"hello"}"#),
        "isBase64Encoded": false,
    })
}

fn s3(fields: &Fields) -> Value {
    let bucket = fields.bucket.as_deref().unwrap_or("uploads");
    let key = fields.key.as_deref().unwrap_or("incoming/report 1.pdf");
    json!({"Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": fields.region(),
        "eventTime": TIME,
        "eventName": "ObjectCreated:Put",
        "userIdentity": {"principalId": "AWS:AIDAJDPLRKLG7EXAMPLE"},
        "requestParameters": {"sourceIPAddress": CLIENT},
        "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "upload",
            "bucket": {
                "name": bucket, "ownerIdentity": {"principalId": "A3NL1KOZZKExample"}, "arn": format!("arn:aws:s3:::{bucket}"),
            },
            "object": {"key": encoded(key).replace("%2F", "/"), "size": 1024, "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                "sequencer": "0055AED6DCD90281E5"},
        },
    }]})
}

fn sqs(fields: &Fields, body: &str) -> Value {
    let queue = fields.queue.as_deref().unwrap_or("jobs");
    json!({"Records": [{
        "messageId": MESSAGE_ID,
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1", "SentTimestamp": TIME_MS.to_string(), "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": (TIME_MS + 4).to_string(),
        },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": fields.arn("sqs", queue),
        "awsRegion": fields.region(),
    }]})
}

/// A notification as it stands in the body of a queue's message.
fn sns_envelope(fields: &Fields) -> Value {
    let mut envelope = sns_notification(fields);
    if let Some(fields) = envelope.as_object_mut() {
        fields.remove("MessageAttributes");
        for (event_name, message_name) in [("SigningCertUrl", "SigningCertURL"), ("UnsubscribeUrl", "UnsubscribeURL")] {
            if let Some(value) = fields.remove(event_name) {
                fields.insert(message_name.to_owned(), value);
            }
        }
    }
    envelope
}

fn sns_notification(fields: &Fields) -> Value {
    let topic = fields.arn("sns", fields.topic.as_deref().unwrap_or("news"));
    let host = format!("https://sns.{}.amazonaws.com", fields.region());
    json!({
        "Type": "Notification",
        "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
        "TopicArn": topic,
        "Subject": fields.subject.as_deref().unwrap_or("Hello"),
        "Message": fields.message(),
        "Timestamp": TIME,
        "SignatureVersion": "1",
        "Signature": "RVhBTVBMRQ==",
        "SigningCertUrl": format!("{host}/SimpleNotificationService-0000000000000000000000.pem"),
        "UnsubscribeUrl": format!("{host}/?Action=Unsubscribe&SubscriptionArn={topic}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55"),
        "MessageAttributes": {},
    })
}

fn sns(fields: &Fields) -> Value {
    let topic = fields.arn("sns", fields.topic.as_deref().unwrap_or("news"));
    json!({"Records": [{
        "EventVersion": "1.0",
        "EventSubscriptionArn": format!("{topic}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55"),
        "EventSource": "aws:sns",
        "Sns": sns_notification(fields),
    }]})
}

fn dynamodb(fields: &Fields) -> Value {
    let table = fields.table.as_deref().unwrap_or("orders");
    let usual = [("id".to_owned(), "101".to_owned()), ("note".to_owned(), "New item".to_owned())];
    let attributes = if fields.attribute.is_empty() { &usual[..] } else { &fields.attribute };
    let typed = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| (name.clone(), json!({"S": value}))).collect::<Map<String, Value>>()
    };
    let keys = attributes.get(..1).unwrap_or_default();
    json!({"Records": [{
        "eventID": "c4ca4238a0b923820dcc509a6f75849b",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": fields.region(),
        "dynamodb": {
            "ApproximateCreationDateTime": TIME_MS / 1000,
            "Keys": typed(keys),
            "NewImage": typed(attributes),
            "SequenceNumber": "4421584500000000017450439091",
            "SizeBytes": 26,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
        "eventSourceARN": fields.arn("dynamodb", &format!("table/{table}/stream/2026-11-25T00:00:00.000")),
    }]})
}

fn kinesis(fields: &Fields) -> Value {
    let data = fields.data.as_deref().or(fields.body.as_deref()).unwrap_or("Hello from a stream");
    json!({"Records": [{
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "1",
            "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
            "data": STANDARD.encode(data),
            "approximateArrivalTimestamp": TIME_MS as f64 / 1000.0,
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": "shardId-000000000006:49590338271490256608559692538361571095921575989136588898",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": format!("arn:aws:iam::{ACCOUNT}:role/lambda-role"),
        "awsRegion": fields.region(),
        "eventSourceARN": fields.arn("kinesis", &format!("stream/{}", fields.stream.as_deref().unwrap_or("clicks"))),
    }]})
}

fn eventbridge(fields: &Fields) -> Value {
    json!({
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": fields.detail_type.as_deref().unwrap_or("order.created"),
        "source": fields.source.as_deref().unwrap_or("shop.orders"),
        "account": ACCOUNT,
        "time": "2026-11-25T10:00:00Z",
        "region": fields.region(),
        "resources": [],
        "detail": fields.detail_json().unwrap_or_else(|| json!({"id": 101})),
    })
}

fn schedule(fields: &Fields) -> Value {
    json!({
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": "2026-11-25T10:00:00Z",
        "region": fields.region(),
        "resources": [fields.arn("events", "rule/nightly")],
        "detail": {},
    })
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn last(pairs: &[(String, String)]) -> Value {
    pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect::<Map<_, _>>().into()
}

fn lists(pairs: &[(String, String)]) -> Value {
    let mut map = Map::new();
    for (name, value) in pairs {
        if let Some(values) = map.entry(name.clone()).or_insert_with(|| json!([])).as_array_mut() {
            values.push(Value::from(value.as_str()));
        }
    }
    map.into()
}

fn joined(pairs: &[(String, String)]) -> Value {
    let mut map: Map<String, Value> = Map::new();
    for (name, value) in pairs {
        let text = match map.get(name).and_then(Value::as_str) {
            Some(present) => format!("{present},{value}"),
            None => value.clone(),
        };
        map.insert(name.clone(), Value::from(text));
    }
    map.into()
}

fn or_null(object: Value) -> Value {
    if object.as_object().is_some_and(Map::is_empty) { Value::Null } else { object }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    fn at(event: &Value, pointer: &str) -> String {
        event.pointer(pointer).and_then(Value::as_str).unwrap_or("nothing").to_owned()
    }

    #[test]
    fn chosen_fields_are_in_their_places() {
        let fields = Fields {
            bucket: Some("b".into()),
            key: Some("a b/ü+.txt".into()),
            body: Some("x".into()),
            query: vec![("q".into(), "1 2".into()), ("q".into(), "3".into())],
            attribute: vec![("id".into(), "7".into())],
            ..Fields::default()
        };
        let check = |trigger, pointer, expected: &str| assert_eq!(at(&sample(trigger, &fields), pointer), expected);
        check(Trigger::S3, "/Records/0/s3/object/key", "a+b/%C3%BC%2B.txt");
        check(Trigger::Sqs, "/Records/0/body", "x");
        check(Trigger::RestApi, "/queryStringParameters/q", "3");
        check(Trigger::RestApi, "/multiValueQueryStringParameters/q/0", "1 2");
        check(Trigger::HttpApi, "/queryStringParameters/q", "1 2,3");
        check(Trigger::HttpApi, "/rawQueryString", "q=1+2&q=3");
        check(Trigger::FunctionUrl, "/requestContext/http/method", "POST");
        check(Trigger::Alb, "/queryStringParameters/q", "3");
        check(Trigger::Kinesis, "/Records/0/kinesis/data", "eA==");
        check(Trigger::Dynamodb, "/Records/0/dynamodb/NewImage/id/S", "7");
        check(Trigger::Sns, "/Records/0/Sns/Message", "x");
    }

    #[test]
    fn envelopes_in_a_queue_are_json_texts() {
        let inner: Value =
            serde_json::from_str(&at(&sample(Trigger::SnsSqs, &Fields::default()), "/Records/0/body")).unwrap();
        assert_eq!(at(&inner, "/Type"), "Notification");
        assert!(inner.get("SigningCertURL").is_some());
        let inner: Value =
            serde_json::from_str(&at(&sample(Trigger::S3Sqs, &Fields::default()), "/Records/0/body")).unwrap();
        assert_eq!(at(&inner, "/Records/0/eventSource"), "aws:s3");
    }

    #[test]
    fn every_trigger_has_an_event() {
        for trigger in Trigger::value_variants() {
            assert!(sample(*trigger, &Fields::default()).is_object(), "{trigger:?}");
        }
    }
}
