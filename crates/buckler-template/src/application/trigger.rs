//! What invokes a function, and who may cause that.

use crate::application::{Cors, Field, Route};
use crate::source::Span;

/// What invokes a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// The key it has in the template.
    pub name: String,
    /// Where that key stands.
    pub span: Span,
    /// Its kind and what that kind needs.
    pub kind: TriggerKind,
    /// The key of the queue, bucket, topic, table, stream, bus or API it comes from, if that is in the template.
    pub source: Option<String>,
    /// Who may cause it.
    pub auth: Auth,
    /// Where that is said: the place of the setting that decides, else of the trigger.
    pub auth_span: Span,
}

impl Trigger {
    /// A trigger that the cloud itself guards: whoever causes it needs a permission for its source.
    pub(crate) fn guarded(name: String, span: Span, kind: TriggerKind) -> Self {
        Self { name, span, kind, source: None, auth: Auth::Iam, auth_span: span }
    }
}

/// Who may cause a trigger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    /// Anyone.
    None,
    /// Whoever has a permission of the cloud for it.
    Iam,
    /// Whom this authorizer lets in: by its name, or its key in the template.
    Authorizer(String),
    /// Whoever has an API key, and nothing else is asked for.
    ApiKey,
    /// It cannot be told from the template.
    #[default]
    Unknown,
}

/// Kinds of triggers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TriggerKind {
    /// A method of an API Gateway REST API (payload 1.0, synchronous).
    RestApi(Route),
    /// A route of an API Gateway HTTP API.
    HttpApi(Route),
    /// The function's own URL.
    FunctionUrl {
        /// Whether the response is buffered or streamed.
        invoke_mode: InvokeMode,
        /// Cross-origin rules, if the URL answers preflight requests itself.
        cors: Option<Cors>,
    },
    /// A rule of an Application Load Balancer.
    LoadBalancer(LoadBalancerRule),
    /// A route of an API Gateway WebSocket API.
    WebSocket {
        /// Its route key, such as `$connect`.
        key: String,
    },
    /// An SQS queue.
    Sqs(Batch),
    /// An SNS topic.
    Sns {
        /// ARN of the topic.
        topic: Field<String>,
    },
    /// Notifications of an S3 bucket.
    S3 {
        /// Name of the bucket.
        bucket: Field<String>,
        /// Kinds of events, such as `s3:ObjectCreated:*`.
        events: Vec<String>,
    },
    /// A Kinesis stream.
    Kinesis(Batch),
    /// A DynamoDB stream.
    DynamoDb(Batch),
    /// An EventBridge rule.
    EventBridge {
        /// Name of the bus, when it is not the default one.
        bus: Field<String>,
    },
    /// A rate or cron expression.
    Schedule {
        /// The expression.
        expression: Field<String>,
    },
    /// Anything else, by the name the template uses.
    Other(String),
}

/// Modes of a function URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvokeMode {
    /// The response is complete before it is delivered.
    #[default]
    Buffered,
    /// The response is streamed.
    ResponseStream,
}

/// Which requests an Application Load Balancer sends to a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadBalancerRule {
    /// Path patterns with `*` and `?`; none means every path.
    pub paths: Vec<String>,
    /// Methods; none means every method.
    pub methods: Vec<String>,
    /// Host patterns; none means every host.
    pub hosts: Vec<String>,
    /// Order of evaluation, lower first.
    pub priority: u32,
    /// Whether headers and query arrive as lists (`lambda.multi_value_headers.enabled`).
    pub multi_value_headers: bool,
}

/// A source that is read in batches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// ARN of the queue, stream or table stream.
    pub source: Field<String>,
    /// Most records of one event.
    pub size: Field<u32>,
    /// Whether the function reports single failed records (`ReportBatchItemFailures`).
    pub partial_failures: bool,
}
