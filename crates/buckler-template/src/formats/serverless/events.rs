//! Events of a configuration, each in the words that SAM has for the same thing.

use crate::formats::serverless::build::{
    arn_of, entry, flag, list, map, normalized, reference, renamed, resource, text,
};
use crate::formats::serverless::functions::api_reference;
use crate::formats::serverless::{HTTP_API, REST_API, WEBSOCKET_API};
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// An event as SAM writes it, and the resources that the framework makes for it.
pub(super) fn convert(event: &Entry, functions: &[(String, String)]) -> (Node, Option<Entry>) {
    let (span, body) = (event.key.span, &event.value);
    let mut implied = None;
    let (kind, properties) = match event.key.text.as_str() {
        "http" => ("Api", http(body, span, functions)),
        "httpApi" => ("HttpApi", http_api(body, span)),
        "websocket" => ("WebSocket", websocket(body, span)),
        "alb" => ("LoadBalancer", load_balancer(body, span)),
        "s3" => {
            let (properties, bucket) = s3(body, span);
            implied = bucket;
            ("S3", properties)
        }
        "sns" => {
            let (properties, topic) = sns(body, span);
            implied = topic;
            ("SNS", properties)
        }
        "sqs" => ("SQS", batch(body, "Queue")),
        "stream" => (if is_dynamodb(body) { "DynamoDB" } else { "Kinesis" }, batch(body, "Stream")),
        "schedule" => ("Schedule", schedule(body, span)),
        "eventBridge" if body.get("schedule").is_some() => ("Schedule", renamed(body, &[("schedule", "Schedule")])),
        "eventBridge" => ("EventBridgeRule", renamed(body, &[("eventBus", "EventBusName"), ("pattern", "Pattern")])),
        "cloudwatchEvent" => ("EventBridgeRule", renamed(body, &[("event", "Pattern")])),
        "cloudwatchLog" => ("CloudWatchLogs", one_or(body, "logGroup", "LogGroupName")),
        "cognitoUserPool" => ("Cognito", renamed(body, &[("pool", "UserPool"), ("trigger", "Trigger")])),
        "iot" => ("IoTRule", renamed(body, &[("sql", "Sql")])),
        "alexaSkill" | "alexaSmartHome" => ("AlexaSkill", Vec::new()),
        "activemq" | "rabbitmq" => ("MQ", batch(body, "Broker")),
        "msk" => ("MSK", batch(body, "Stream")),
        "kafka" => ("SelfManagedKafka", Vec::new()),
        "documentDb" => ("DocumentDB", Vec::new()),
        "cloudFront" => ("CloudFront", Vec::new()),
        other => (other, Vec::new()),
    };
    let made = vec![entry("Type", span, text(kind, span)), entry("Properties", span, map(properties, body.span))];
    (map(made, span), implied)
}

/// A method of the REST API: `GET path`, or a mapping.
fn http(body: &Node, span: Span, functions: &[(String, String)]) -> Vec<Entry> {
    let mut properties = vec![api_reference(REST_API, span)];
    properties.extend(route(body, span));
    let mut auth = Vec::new();
    if let Some(authorizer) = body.entry("authorizer") {
        let value = &authorizer.value;
        let name = authorizer_name(value);
        if let Some(declared) = declared_authorizer(value, &name, functions) {
            properties.push(entry("Declares", value.span, map(vec![declared], value.span)));
        }
        auth.push(entry("Authorizer", authorizer.key.span, name));
    }
    if let Some(private) = body.entry("private").filter(|private| private.value.bool() == Some(true)) {
        auth.push(entry("ApiKeyRequired", private.key.span, flag(true, private.value.span)));
    }
    if !auth.is_empty() {
        properties.push(entry("Auth", span, map(auth, span)));
    }
    if let Some(schema) = body.path("request.schemas").or_else(|| body.path("request.schema")) {
        let model = vec![entry("ValidateBody", schema.span, flag(true, schema.span))];
        properties.push(entry("RequestModel", schema.span, map(model, schema.span)));
    }
    if let Some(parameters) = body.path("request.parameters") {
        properties.push(entry("RequestParameters", parameters.span, required(parameters)));
    }
    if let Some(rules) = body.entry("cors").filter(|rules| rules.value.bool() != Some(false)) {
        properties.push(entry("Cors", rules.key.span, cors(&rules.value)));
    }
    properties
}

/// Required parameters in the form of SAM.
fn required(parameters: &Node) -> Node {
    let is_required =
        |value: &Node| value.bool() == Some(true) || value.get("required").and_then(Node::bool) == Some(true);
    let groups = parameters.entries().iter().flat_map(|group| group.value.entries());
    let items = groups.filter(|parameter| is_required(&parameter.value)).map(|parameter| {
        let span = parameter.value.span;
        let settings = map(vec![entry("Required", span, flag(true, span))], span);
        map(vec![entry(parameter.key.text.clone(), parameter.key.span, settings)], span)
    });
    list(items.collect(), parameters.span)
}

/// The name by which SAM knows an authorizer: `AWS_IAM`, or the name or ARN of the function or user pool.
fn authorizer_name(value: &Node) -> Node {
    let kind = value.text().or_else(|| value.get("type").and_then(Node::text));
    if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("aws_iam")) {
        return text("AWS_IAM", value.span);
    }
    let named = ["name", "arn", "authorizerId", "id"].iter().find_map(|key| value.get(key));
    match named {
        Some(named) if named.text().is_some() => named.clone(),
        Some(named) => text("Authorizer", named.span),
        None if value.text().is_some() || value.unknown().is_some() => value.clone(),
        None => text("Authorizer", value.span),
    }
}

/// What SAM declares about an authorizer that is a function of the configuration or a user pool.
fn declared_authorizer(value: &Node, name: &Node, functions: &[(String, String)]) -> Option<Entry> {
    let name_text = name.text().filter(|name| *name != "AWS_IAM")?;
    let span = value.span;
    let own = functions.iter().find(|(_, label)| label == name_text);
    let arn = value.get("arn");
    let is_pool = value.get("type").and_then(Node::text) == Some("COGNITO_USER_POOLS")
        || arn.is_some_and(|arn| arn.text().is_some_and(|arn| arn.contains(":cognito-idp:")));
    let setting = match (own, arn) {
        (Some((id, _)), _) => entry("FunctionArn", span, arn_of(id, span)),
        (None, Some(arn)) => entry(if is_pool { "UserPoolArn" } else { "FunctionArn" }, span, arn.clone()),
        (None, None) => return None,
    };
    let mut settings = vec![setting];
    if value.get("type").and_then(Node::text).is_some_and(|kind| kind.eq_ignore_ascii_case("request")) {
        settings.push(entry("FunctionPayloadType", span, text("REQUEST", span)));
    }
    Some(entry(name_text, span, map(settings, span)))
}

/// A route of the HTTP API: `*`, `GET /path`, or a mapping.
fn http_api(body: &Node, span: Span) -> Vec<Entry> {
    let mut properties = vec![api_reference(HTTP_API, span)];
    properties.extend(route(body, span));
    if let Some(authorizer) = body.entry("authorizer") {
        let auth = vec![entry("Authorizer", authorizer.key.span, authorizer_name(&authorizer.value))];
        properties.push(entry("Auth", authorizer.key.span, map(auth, authorizer.value.span)));
    }
    properties
}

/// Method and path.
fn route(body: &Node, span: Span) -> Vec<Entry> {
    let (method, path) = match body.text() {
        Some("*") => return Vec::new(),
        Some(line) => {
            let (method, path) = line.split_once(' ').unwrap_or(("ANY", line));
            (text(method, body.span), text(path.trim(), body.span))
        }
        None => match (body.get("method"), body.get("path")) {
            (method, Some(path)) => (method.cloned().unwrap_or_else(|| text("ANY", span)), path.clone()),
            (_, None) => return Vec::new(),
        },
    };
    let path = match path.text() {
        Some("*") => return vec![entry("Method", span, method)],
        Some(written) => text(format!("/{}", written.trim_start_matches('/')), path.span),
        None => path,
    };
    vec![entry("Path", span, path), entry("Method", span, method)]
}

fn websocket(body: &Node, span: Span) -> Vec<Entry> {
    let mut properties = vec![entry("ApiId", span, text(WEBSOCKET_API, span))];
    properties.extend(one_or(body, "route", "RouteKey"));
    if let Some(authorizer) = body.entry("authorizer") {
        let auth = vec![entry("Authorizer", authorizer.key.span, authorizer_name(&authorizer.value))];
        properties.push(entry("Auth", authorizer.key.span, map(auth, authorizer.value.span)));
    }
    properties
}

fn load_balancer(body: &Node, span: Span) -> Vec<Entry> {
    let mut properties = renamed(body, &[("priority", "Priority"), ("multiValueHeaders", "MultiValueHeaders")]);
    if let Some(conditions) = body.get("conditions") {
        properties.extend(renamed(conditions, &[("path", "Paths"), ("method", "Methods"), ("host", "Hosts")]));
    }
    if let Some(authorizer) = body.entry("authorizer") {
        let auth = vec![entry("Authorizer", authorizer.key.span, text("authorizer", authorizer.value.span))];
        properties.push(entry("Auth", span, map(auth, authorizer.value.span)));
    }
    properties
}

/// A bucket by its name, which the framework makes unless it exists already.
fn s3(body: &Node, span: Span) -> (Vec<Entry>, Option<Entry>) {
    let Some(bucket) = body.get("bucket").or_else(|| body.text().map(|_| body)) else {
        return (renamed(body, &[("bucket", "Bucket")]), None);
    };
    let event = body.get("event").cloned().unwrap_or_else(|| text("s3:ObjectCreated:*", span));
    let exists = body.get("existing").and_then(Node::bool) == Some(true);
    let is_plain = bucket.text().is_some_and(|name| !name.contains("${"));
    let id = format!("S3Bucket{}", normalized(bucket.text().unwrap_or_default()));
    let made = (is_plain && !exists).then(|| {
        let properties = vec![entry("BucketName", span, bucket.clone())];
        resource(id.clone(), span, "AWS::S3::Bucket", properties, bucket.span)
    });
    let named = if made.is_some() { reference(&id, bucket.span) } else { bucket.clone() };
    (vec![entry("Bucket", bucket.span, named), entry("Events", event.span, event)], made)
}

/// A topic by its ARN, or by its name, which the framework makes.
fn sns(body: &Node, span: Span) -> (Vec<Entry>, Option<Entry>) {
    if let Some(arn) = body.entry("arn") {
        return (vec![entry("Topic", arn.key.span, arn.value.clone())], None);
    }
    let Some(name) = body.get("topicName").or_else(|| body.text().map(|_| body)) else { return (Vec::new(), None) };
    let plain = name.text().filter(|name| !name.contains([':', '$']));
    let Some(plain) = plain else { return (vec![entry("Topic", name.span, name.clone())], None) };
    let id = format!("SNSTopic{}", normalized(plain));
    let properties = vec![entry("TopicName", span, name.clone())];
    let made = resource(id.clone(), span, "AWS::SNS::Topic", properties, name.span);
    (vec![entry("Topic", name.span, reference(&id, name.span))], Some(made))
}

/// A queue or stream, by its ARN alone or with settings.
fn batch(body: &Node, source: &str) -> Vec<Entry> {
    let arn = body.get("arn").unwrap_or(body);
    let mut properties = vec![entry(source, arn.span, arn.clone())];
    properties.extend(renamed(
        body,
        &[
            ("batchSize", "BatchSize"),
            ("functionResponseType", "FunctionResponseTypes"),
            ("maximumRetryAttempts", "MaximumRetryAttempts"),
            ("bisectBatchOnFunctionError", "BisectBatchOnFunctionError"),
            ("destinations", "DestinationConfig"),
            ("startingPosition", "StartingPosition"),
            ("filterPatterns", "FilterCriteria"),
            ("maximumConcurrency", "ScalingConfig"),
        ],
    ));
    properties
}

fn is_dynamodb(body: &Node) -> bool {
    if let Some(kind) = body.get("type").and_then(Node::text) {
        return kind.eq_ignore_ascii_case("dynamodb");
    }
    let arn = body.get("arn").unwrap_or(body);
    let mut pending = vec![arn];
    while let Some(node) = pending.pop() {
        if node.symbolic().is_some_and(|text| text.contains(":dynamodb:") || text.ends_with("StreamArn")) {
            return true;
        }
        pending.extend(node.items());
        pending.extend(node.entries().iter().map(|entry| &entry.value));
    }
    false
}

fn schedule(body: &Node, span: Span) -> Vec<Entry> {
    let rate = body.get("rate").unwrap_or(body);
    let first = rate.one_or_many().first().cloned().unwrap_or_else(|| text("", span));
    vec![entry("Schedule", first.span, first)]
}

/// A property that is the whole value, or stands under a key of it.
fn one_or(body: &Node, key: &str, name: &str) -> Vec<Entry> {
    let value = body.get(key).or_else(|| (!matches!(body.value, Value::Map(_))).then_some(body));
    value.map(|value| entry(name, value.span, value.clone())).into_iter().collect()
}

/// Cross-origin rules under the names that SAM has for them.
pub(super) fn cors(rules: &Node) -> Node {
    if rules.bool().is_some() || rules.text().is_some() {
        return rules.clone();
    }
    let mut settings = renamed(
        rules,
        &[
            ("origin", "AllowOrigins"),
            ("origins", "AllowOrigins"),
            ("allowedOrigins", "AllowOrigins"),
            ("headers", "AllowHeaders"),
            ("allowedHeaders", "AllowHeaders"),
            ("methods", "AllowMethods"),
            ("allowedMethods", "AllowMethods"),
            ("exposedResponseHeaders", "ExposeHeaders"),
            ("allowCredentials", "AllowCredentials"),
            ("maxAge", "MaxAge"),
        ],
    );
    settings.dedup_by(|second, first| second.key.text == first.key.text);
    map(settings, rules.span)
}
