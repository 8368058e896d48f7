//! The model of an application: what its template says it consists of.

use crate::resolve::Unknown;
use crate::source::Span;

/// Everything of a template that its readers share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Application {
    /// Functions in the order of the template.
    pub functions: Vec<Function>,
    /// HTTP front ends: REST APIs and HTTP APIs, the implicit ones included.
    pub apis: Vec<Api>,
    /// Layers that are part of the application.
    pub layers: Vec<Layer>,
    /// What was understood only in part, each with its place.
    pub notes: Vec<Note>,
}

impl Application {
    /// The function with this name or this key in the template.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name || function.id == name)
    }
}

/// A layer that the template brings itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its key under `Resources`.
    pub id: String,
    /// Where its content is.
    pub content: Field<Code>,
}

/// One function.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its key under `Resources`.
    pub id: String,
    /// Its name: `FunctionName`, else the key.
    pub name: String,
    /// Where the key stands.
    pub span: Span,
    /// Entry point, such as `src/app.handler`.
    pub handler: Field<String>,
    /// Runtime identifier, such as `nodejs20.x`.
    pub runtime: Field<String>,
    /// Where its code is.
    pub code: Field<Code>,
    /// Time-out in seconds.
    pub timeout: Field<u32>,
    /// Memory in MB.
    pub memory: Field<u32>,
    /// Concurrent instances it is limited to.
    pub reserved_concurrency: Field<u32>,
    /// Layers, by ARN or by key in the template.
    pub layers: Vec<Field<String>>,
    /// Environment variables, globals merged.
    pub environment: Vec<Variable>,
    /// What invokes it.
    pub triggers: Vec<Trigger>,
    /// How `sam build` makes it, such as `esbuild`; such code does not run from its source folder.
    pub build_method: Option<String>,
}

/// A value of the template: known, unknown with its reason, or not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// Not given.
    #[default]
    Absent,
    /// The value and where it stands.
    Known(T, Span),
    /// Given, but not known before deployment.
    Unknown(Unknown),
}

impl<T> Field<T> {
    /// Where it stands in the template, if it does.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Absent => None,
            Self::Known(_, span) => Some(*span),
            Self::Unknown(unknown) => Some(unknown.span),
        }
    }

    /// The value, if known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Known(value, _) => Some(value),
            _ => None,
        }
    }
}

impl Field<String> {
    /// The text, if known.
    pub fn known(&self) -> Option<&str> {
        self.value().map(String::as_str)
    }
}

/// Where the code of a function is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// A folder or archive, relative to the template.
    Path(String),
    /// The source text itself.
    Inline(String),
    /// A container image.
    Image(String),
    /// An object in a bucket, or a URI of one.
    Remote(String),
}

/// One environment variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Its value.
    pub value: Field<String>,
}

/// What invokes a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// The key it has in the template.
    pub name: String,
    /// Where that key stands.
    pub span: Span,
    /// Its kind and what that kind needs.
    pub kind: TriggerKind,
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

/// An HTTP route that leads to a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Identifier of the [`Api`] it belongs to.
    pub api: String,
    /// Upper-case method; `ANY` stands for each.
    pub method: String,
    /// Path with `{name}` and `{name+}` parts, or `$default`.
    pub path: String,
    /// Version of the event: `1.0` or `2.0`.
    pub payload: String,
    /// The authorizer the route names; `NONE` stands for none, not even the API's default one.
    pub authorizer: Option<String>,
}

/// An HTTP front end.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Its key in the template, or the name the implicit one gets.
    pub id: String,
    /// REST or HTTP API.
    pub kind: ApiKind,
    /// Stage name; `$default` does not appear in paths.
    pub stage: String,
    /// Cross-origin rules.
    pub cors: Option<Cors>,
    /// Content types that are handed over and answered in binary; HTTP APIs decide this by themselves.
    pub binary_types: Vec<String>,
    /// Functions that decide who may call.
    pub authorizers: Vec<Authorizer>,
    /// The authorizer of routes that name none.
    pub default_authorizer: Option<String>,
}

impl Api {
    /// A front end without any settings.
    pub fn new(id: String, kind: ApiKind, stage: String) -> Self {
        Self {
            id,
            kind,
            stage,
            cors: None,
            binary_types: Vec::new(),
            authorizers: Vec::new(),
            default_authorizer: None,
        }
    }
}

/// A function that decides whether a request to a REST API may reach its function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorizer {
    /// Name by which routes refer to it.
    pub name: String,
    /// Key of its function in the template.
    pub function: String,
    /// What it gets.
    pub kind: AuthorizerKind,
}

/// Kinds of [`Authorizer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizerKind {
    /// The value of one header.
    Token {
        /// Its name.
        header: String,
    },
    /// The whole request, provided that these are there.
    Request {
        /// Names of headers.
        headers: Vec<String>,
        /// Names of query parameters.
        query: Vec<String>,
    },
}

/// Kinds of [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKind {
    /// API Gateway REST API.
    Rest,
    /// API Gateway HTTP API.
    Http,
}

/// Cross-origin rules that the front end applies by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cors {
    /// Allowed origins.
    pub origins: Vec<String>,
    /// Allowed methods.
    pub methods: Vec<String>,
    /// Allowed request headers.
    pub headers: Vec<String>,
    /// Headers a page may read.
    pub exposed: Vec<String>,
    /// Whether credentials are allowed.
    pub credentials: bool,
    /// Seconds a preflight answer may be kept.
    pub max_age: Option<String>,
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

/// Something a reader of the template should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub message: String,
    /// Where.
    pub span: Span,
}
