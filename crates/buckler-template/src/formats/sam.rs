//! AWS SAM: `AWS::Serverless::…` resources with globals. Plain CloudFormation functions are read here as well, since
//! both kinds stand side by side in one template; triggers that are resources of their own are in `cloudformation`.

use crate::application::{
    Api, ApiKind, Application, Authorizer, AuthorizerKind, Batch, Code, Cors, Field, Function, InvokeMode, Layer, Note,
    Resource, Route, Trigger, TriggerKind, Variable,
};
use crate::formats::{cloudformation, openapi};
use crate::node::{Entry, Node, Value};
use crate::resolve::{Deployment, PhysicalNames, Reason, Resolver, Unknown};

/// The API that SAM makes for `Api` events without one.
const IMPLICIT_REST: &str = "ServerlessRestApi";
/// The API that SAM makes for `HttpApi` events without one.
const IMPLICIT_HTTP: &str = "ServerlessHttpApi";

/// Reads the application out of a template.
pub(crate) fn application(root: &Node, deployment: &Deployment) -> Application {
    let mut reader = Reader {
        root,
        keeps_absent: deployment.physical_names == PhysicalNames::Symbolic,
        resolver: Resolver::new(root, deployment),
        application: Application::default(),
    };
    reader.all_resources();
    reader.functions();
    reader.apis();
    cloudformation::triggers(&mut reader);
    reader.application
}

/// What all readers of a template work with.
pub(crate) struct Reader<'a> {
    pub(crate) root: &'a Node,
    /// Whether resources whose condition does not hold are read too: another deployment has them.
    pub(crate) keeps_absent: bool,
    pub(crate) resolver: Resolver<'a>,
    pub(crate) application: Application,
}

impl<'a> Reader<'a> {
    /// The resources of one kind that exist in this deployment, each with its entry and kind.
    pub(crate) fn resources(&self, prefix: &'a str) -> impl Iterator<Item = (&'a Entry, &'a str)> + use<'a> {
        let entries = self.root.get("Resources").map_or(&[][..], Node::entries);
        let absent: Vec<bool> = entries.iter().map(|entry| self.is_absent(entry)).collect();
        entries.iter().zip(absent).filter(|(_, absent)| !absent).filter_map(move |(entry, _)| {
            let kind = entry.value.get("Type").and_then(Node::text)?;
            kind.starts_with(prefix).then_some((entry, kind))
        })
    }

    fn is_absent(&self, entry: &Entry) -> bool {
        let condition = entry.value.get("Condition").and_then(Node::text);
        !self.keeps_absent && condition.is_some_and(|name| self.resolver.condition(name) == Some(false))
    }

    /// Every resource as it is written, with functions resolved and globals merged.
    fn all_resources(&mut self) {
        for (entry, kind) in self.resources("") {
            let section = kind.strip_prefix("AWS::Serverless::").unwrap_or_default();
            let own = entry.value.get("Properties");
            let properties = match self.root.at(&["Globals", section]) {
                Some(globals) if own.is_some() || !section.is_empty() => {
                    self.resolver.resolve(&own.map_or_else(|| globals.clone(), |own| merge(globals, own)))
                }
                _ => own.map_or_else(|| empty(entry), |own| self.resolver.resolve(own)),
            };
            let attribute = |name: &str| entry.value.get(name);
            let condition = attribute("Condition").and_then(Node::scalar);
            let depends_on = attribute("DependsOn").map_or(&[][..], Node::one_or_many);
            let resource = Resource {
                id: entry.key.text.clone(),
                kind: kind.to_owned(),
                span: entry.key.span,
                properties,
                exists: condition.as_ref().map_or(Some(true), |name| self.resolver.condition(name)),
                condition,
                depends_on: depends_on.iter().filter_map(Node::scalar).collect(),
                deletion_policy: attribute("DeletionPolicy").and_then(Node::scalar),
                update_replace_policy: attribute("UpdateReplacePolicy").and_then(Node::scalar),
                metadata: attribute("Metadata").map(|metadata| self.resolver.resolve(metadata)),
            };
            self.application.resources.push(resource);
        }
    }

    fn functions(&mut self) {
        for (entry, kind) in self.resources("AWS::") {
            let function = match kind {
                "AWS::Serverless::Function" => {
                    let properties = self.with_globals("Function", entry.value.get("Properties"));
                    self.function(entry, &properties, &["CodeUri", "InlineCode", "ImageUri"])
                }
                "AWS::Lambda::Function" => {
                    let properties = entry.value.get("Properties").cloned().unwrap_or_else(|| empty(entry));
                    self.function(entry, &properties, &["Code"])
                }
                "AWS::Serverless::LayerVersion" | "AWS::Lambda::LayerVersion" => {
                    let content = entry.value.get("Properties").map(|node| self.code(node, &["ContentUri", "Content"]));
                    let layer = Layer { id: entry.key.text.clone(), content: content.unwrap_or_default() };
                    self.application.layers.push(layer);
                    continue;
                }
                _ => continue,
            };
            self.application.functions.push(function);
        }
    }

    /// Properties with those of `Globals` beneath them.
    fn with_globals(&self, section: &str, own: Option<&Node>) -> Node {
        match (self.root.at(&["Globals", section]), own) {
            (Some(globals), Some(own)) => merge(globals, own),
            (Some(node), None) | (None, Some(node)) => node.clone(),
            (None, None) => Node { span: self.root.span, value: Value::Map(Vec::new()) },
        }
    }

    fn function(&mut self, entry: &Entry, properties: &Node, code_keys: &[&str]) -> Function {
        let id = entry.key.text.clone();
        let name = self.text_field(properties.get("FunctionName"));
        let metadata = entry.value.at(&["Metadata", "BuildMethod"]).and_then(Node::scalar);
        let resolved = |key: &str| properties.get(key).map(|node| self.resolver.resolve(node));
        Function {
            name: name.known().map_or_else(|| id.clone(), str::to_owned),
            span: entry.key.span,
            handler: self.text_field(properties.get("Handler")),
            runtime: self.text_field(properties.get("Runtime")),
            code: self.code(properties, code_keys),
            role: None,
            vpc: resolved("VpcConfig"),
            dead_letter: resolved("DeadLetterConfig").or_else(|| resolved("DeadLetterQueue")).or_else(|| {
                properties.path("EventInvokeConfig.DestinationConfig.OnFailure").map(|node| self.resolver.resolve(node))
            }),
            tracing: match self.text_field(properties.path("TracingConfig.Mode")) {
                Field::Absent => self.text_field(properties.get("Tracing")),
                mode => mode,
            },
            kms_key: self.text_field(properties.get("KmsKeyArn")),
            settings: self.resolver.resolve(properties),
            timeout: self.number_field(properties.get("Timeout")),
            memory: self.number_field(properties.get("MemorySize")),
            reserved_concurrency: self.number_field(properties.get("ReservedConcurrentExecutions")),
            layers: self.layers(properties.get("Layers")),
            environment: self.environment(properties.at(&["Environment", "Variables"])),
            triggers: self.events(properties),
            build_method: metadata,
            id,
        }
    }

    fn code(&self, properties: &Node, keys: &[&str]) -> Field<Code> {
        let Some(node) = keys.iter().find_map(|key| properties.get(key)) else {
            let package = properties.get("PackageType").filter(|package| package.text() == Some("Image"));
            return package
                .map_or(Field::Absent, |node| Field::Known(Code::Image("of its Dockerfile".to_owned()), node.span));
        };
        let inline = properties.get("InlineCode").or_else(|| node.get("ZipFile"));
        let image = properties.get("ImageUri").or_else(|| node.get("ImageUri"));
        let (field, kind): (_, fn(String) -> Code) = match (inline, image) {
            (Some(inline), _) => (self.text_field(Some(inline)), Code::Inline),
            (None, Some(image)) => (self.text_field(Some(image)), Code::Image),
            (None, None) => match node.entries().iter().any(|entry| entry.key.text.ends_with("Bucket")) {
                true => (Field::Known("bucket object".to_owned(), node.span), Code::Remote),
                false => (self.text_field(Some(node)), Code::Path),
            },
        };
        match field {
            Field::Known(uri, span) if uri.starts_with("s3://") => Field::Known(Code::Remote(uri), span),
            Field::Known(text, span) => Field::Known(kind(text), span),
            Field::Unknown(unknown) => Field::Unknown(unknown),
            Field::Absent => Field::Absent,
        }
    }

    fn layers(&self, layers: Option<&Node>) -> Vec<Field<String>> {
        let items = layers.map_or(&[][..], Node::items).iter();
        // A layer of this template is kept by its key: its ARN carries a version that only the cloud knows.
        items
            .map(|item| match item.single() {
                Some(("Ref", target)) => match target.text() {
                    Some(id) if self.root.at(&["Resources", id]).is_some() => Field::Known(id.to_owned(), item.span),
                    _ => self.text_field(Some(item)),
                },
                _ => self.text_field(Some(item)),
            })
            .collect()
    }

    fn environment(&self, variables: Option<&Node>) -> Vec<Variable> {
        let entries = variables.map_or(&[][..], Node::entries).iter();
        let variables = entries.map(|entry| Variable {
            name: entry.key.text.clone(),
            span: entry.key.span,
            value: self.text_field(Some(&entry.value)),
        });
        variables.filter(|variable| variable.value != Field::Absent).collect()
    }

    fn events(&mut self, properties: &Node) -> Vec<Trigger> {
        let mut triggers = Vec::new();
        for entry in properties.get("Events").map_or(&[][..], Node::entries) {
            let kind = entry.value.get("Type").and_then(Node::text).unwrap_or_default();
            let nothing = empty(entry);
            let event = entry.value.get("Properties").unwrap_or(&nothing);
            let kind = self.event(kind, event);
            triggers.push(Trigger::guarded(entry.key.text.clone(), entry.key.span, kind));
        }
        if let Some(url) = properties.get("FunctionUrlConfig") {
            triggers.push(Trigger::guarded("FunctionUrl".to_owned(), url.span, self.function_url(url)));
        }
        triggers
    }

    fn event(&self, kind: &str, event: &Node) -> TriggerKind {
        match kind {
            "Api" => TriggerKind::RestApi(self.route(event, event.get("RestApiId"), IMPLICIT_REST, "1.0")),
            "HttpApi" => {
                let payload = self.text_field(event.get("PayloadFormatVersion"));
                let payload = payload.known().unwrap_or("2.0").to_owned();
                TriggerKind::HttpApi(self.route(event, event.get("ApiId"), IMPLICIT_HTTP, &payload))
            }
            "SQS" => TriggerKind::Sqs(self.batch(event, "Queue")),
            "Kinesis" => TriggerKind::Kinesis(self.batch(event, "Stream")),
            "DynamoDB" => TriggerKind::DynamoDb(self.batch(event, "Stream")),
            "SNS" => TriggerKind::Sns { topic: self.text_field(event.get("Topic")) },
            "S3" => TriggerKind::S3 {
                bucket: self.text_field(event.get("Bucket")),
                events: self.texts(event.get("Events")),
            },
            "EventBridgeRule" | "CloudWatchEvent" => {
                TriggerKind::EventBridge { bus: self.text_field(event.get("EventBusName")) }
            }
            "Schedule" => TriggerKind::Schedule { expression: self.text_field(event.get("Schedule")) },
            "ScheduleV2" => TriggerKind::Schedule { expression: self.text_field(event.get("ScheduleExpression")) },
            other => TriggerKind::Other(other.to_owned()),
        }
    }

    fn route(&self, event: &Node, api: Option<&Node>, implicit: &str, payload: &str) -> Route {
        let path = self.text_field(event.get("Path")).known().map(str::to_owned);
        let method = self.text_field(event.get("Method")).known().unwrap_or("ANY").to_ascii_uppercase();
        Route {
            api: api.and_then(|api| self.resource_name(api)).unwrap_or_else(|| implicit.to_owned()),
            method: if matches!(method.as_str(), "X-AMAZON-APIGATEWAY-ANY-METHOD" | "*") {
                "ANY".to_owned()
            } else {
                method
            },
            path: path.unwrap_or_else(|| "$default".to_owned()),
            payload: payload.to_owned(),
            authorizer: self.text_field(event.at(&["Auth", "Authorizer"])).known().map(str::to_owned),
        }
    }

    /// Batch properties of an event or an event source mapping; `source` is the key that names the source.
    pub(crate) fn batch(&self, event: &Node, source: &str) -> Batch {
        Batch {
            source: self.text_field(event.get(source)),
            size: self.number_field(event.get("BatchSize")),
            partial_failures: self
                .texts(event.get("FunctionResponseTypes"))
                .iter()
                .any(|kind| kind == "ReportBatchItemFailures"),
        }
    }

    /// A function URL's configuration, in SAM or as a resource.
    pub(crate) fn function_url(&self, url: &Node) -> TriggerKind {
        let invoke_mode = match self.text_field(url.get("InvokeMode")).known() {
            Some("RESPONSE_STREAM") => InvokeMode::ResponseStream,
            _ => InvokeMode::Buffered,
        };
        TriggerKind::FunctionUrl { invoke_mode, cors: url.get("Cors").and_then(|cors| self.cors(cors)) }
    }

    fn apis(&mut self) {
        for (entry, kind) in self.resources("AWS::Serverless::") {
            let (kind, section) = match kind {
                "AWS::Serverless::Api" => (ApiKind::Rest, "Api"),
                "AWS::Serverless::HttpApi" => (ApiKind::Http, "HttpApi"),
                _ => continue,
            };
            let properties = self.with_globals(section, entry.value.get("Properties"));
            let api = self.api(entry.key.text.clone(), kind, &properties);
            self.application.apis.push(api);
            if let Some(body) = properties.get("DefinitionBody") {
                openapi::routes(self, &entry.key.text, kind, body);
            } else if let Some(uri) = properties.get("DefinitionUri") {
                self.note("routes that stand in an OpenAPI file of their own are not read", uri);
            }
        }
        self.implicit_api(IMPLICIT_REST, ApiKind::Rest, "Api");
        self.implicit_api(IMPLICIT_HTTP, ApiKind::Http, "HttpApi");
    }

    fn implicit_api(&mut self, id: &str, kind: ApiKind, section: &str) {
        let is_used = self.application.functions.iter().flat_map(|function| &function.triggers).any(|trigger| {
            matches!(&trigger.kind, TriggerKind::RestApi(route) | TriggerKind::HttpApi(route) if route.api == id)
        });
        if is_used {
            let properties = self.with_globals(section, None);
            let api = self.api(id.to_owned(), kind, &properties);
            self.application.apis.push(api);
        }
    }

    fn api(&mut self, id: String, kind: ApiKind, properties: &Node) -> Api {
        let cors = if kind == ApiKind::Rest { "Cors" } else { "CorsConfiguration" };
        let stage = self.text_field(properties.get("StageName"));
        let default_stage = if kind == ApiKind::Rest { "Prod" } else { "$default" };
        let default_authorizer = self.text_field(properties.at(&["Auth", "DefaultAuthorizer"]));
        let binary_types = self.texts(properties.get("BinaryMediaTypes"));
        Api {
            cors: properties.get(cors).and_then(|cors| self.cors(cors)),
            // SAM writes the slash of a media type as `~1`.
            binary_types: binary_types.iter().map(|kind| kind.replace("~1", "/")).collect(),
            authorizers: self.authorizers(kind, properties.at(&["Auth", "Authorizers"])),
            default_authorizer: default_authorizer.known().map(str::to_owned),
            ..Api::new(id, kind, stage.known().unwrap_or(default_stage).to_owned())
        }
    }

    /// Functions that decide who may call; other authorizers, such as those of a user pool, are noted.
    fn authorizers(&mut self, kind: ApiKind, authorizers: Option<&Node>) -> Vec<Authorizer> {
        let mut found = Vec::new();
        for entry in authorizers.map_or(&[][..], Node::entries) {
            let arn = entry.value.get("FunctionArn");
            match arn.and_then(|arn| cloudformation::referenced_function(self, arn)) {
                Some(function) if kind == ApiKind::Rest => {
                    let kind = self.authorizer_kind(&entry.value);
                    found.push(Authorizer { name: entry.key.text.clone(), function, kind });
                }
                _ => {
                    self.note("this authorizer is not applied: requests reach their functions without it", &entry.value)
                }
            }
        }
        found
    }

    fn authorizer_kind(&self, authorizer: &Node) -> AuthorizerKind {
        let identity = authorizer.get("Identity");
        let of = |key| identity.and_then(|identity| identity.get(key));
        if self.text_field(authorizer.get("FunctionPayloadType")).known() == Some("REQUEST") {
            return AuthorizerKind::Request {
                headers: self.texts(of("Headers")),
                query: self.texts(of("QueryStrings")),
            };
        }
        let header = self.text_field(of("Header")).known().unwrap_or("Authorization").to_owned();
        AuthorizerKind::Token { header }
    }

    /// Cross-origin rules, in the forms that REST APIs, HTTP APIs and function URLs have: an origin alone, `true`, or
    /// lists under keys whose case differs. REST APIs write the quotes of a header mapping around each value.
    pub(crate) fn cors(&self, node: &Node) -> Option<Cors> {
        let resolved = self.resolver.resolve(node);
        match &resolved.value {
            Value::Bool(true) => Some(Cors {
                origins: vec!["*".to_owned()],
                methods: vec!["*".to_owned()],
                headers: vec!["*".to_owned()],
                ..Cors::default()
            }),
            Value::Text(origin) => Some(Cors { origins: vec![unquote(origin)], ..Cors::default() }),
            Value::Map(_) => Some(Cors {
                origins: cors_list(&resolved, &["AllowOrigins", "AllowOrigin"]),
                methods: cors_list(&resolved, &["AllowMethods"]),
                headers: cors_list(&resolved, &["AllowHeaders"]),
                exposed: cors_list(&resolved, &["ExposeHeaders"]),
                credentials: resolved.get("AllowCredentials").and_then(Node::bool) == Some(true),
                max_age: resolved.get("MaxAge").and_then(Node::scalar).map(|age| unquote(&age)),
            }),
            _ => None,
        }
    }

    /// Texts of a list, or of one text alone.
    pub(crate) fn texts(&self, node: Option<&Node>) -> Vec<String> {
        let resolved = node.map(|node| self.resolver.resolve(node));
        resolved.iter().flat_map(Node::one_or_many).filter_map(Node::scalar).collect()
    }

    /// A text property.
    pub(crate) fn text_field(&self, node: Option<&Node>) -> Field<String> {
        let Some(node) = node else { return Field::Absent };
        let resolved = self.resolver.resolve(node);
        match resolved.value {
            Value::Null => Field::Absent,
            Value::Unknown(unknown) => Field::Unknown(*unknown),
            _ => match resolved.scalar() {
                Some(text) => Field::Known(text, node.span),
                None => Field::Unknown(Unknown::new(Reason::Function("a list or mapping".to_owned()), node.span)),
            },
        }
    }

    /// A whole number property.
    pub(crate) fn number_field(&self, node: Option<&Node>) -> Field<u32> {
        match self.text_field(node) {
            Field::Known(text, span) => match text.trim().parse() {
                Ok(number) => Field::Known(number, span),
                Err(_) => Field::Unknown(Unknown::new(Reason::Function(text), span)),
            },
            Field::Unknown(unknown) => Field::Unknown(unknown),
            Field::Absent => Field::Absent,
        }
    }

    /// The key of the resource that `node` refers to, or the text itself.
    pub(crate) fn resource_name(&self, node: &Node) -> Option<String> {
        match node.single() {
            Some(("Ref", target)) => target.scalar(),
            _ => self.text_field(Some(node)).known().map(str::to_owned),
        }
    }

    /// Adds a trigger to the function with this key.
    pub(crate) fn add(&mut self, function: &str, trigger: Trigger) {
        if let Some(found) = self.application.functions.iter_mut().find(|candidate| candidate.id == function) {
            found.triggers.push(trigger);
        }
    }

    /// Notes something at the place of `node`.
    pub(crate) fn note(&mut self, message: &str, node: &Node) {
        self.application.notes.push(Note { message: message.to_owned(), span: node.span });
    }
}

/// Globals under a function's own properties: mappings merge, lists add up, anything else is replaced.
/// Source: "Globals section" of the SAM specification.
fn merge(globals: &Node, own: &Node) -> Node {
    let is_intrinsic = |node: &Node| node.single().is_some_and(|(name, _)| name == "Ref" || name.starts_with("Fn::"));
    let value = match (&globals.value, &own.value) {
        (Value::Map(global), Value::Map(local)) if !is_intrinsic(globals) && !is_intrinsic(own) => {
            let mut entries: Vec<_> =
                global.iter().filter(|entry| own.get(&entry.key.text).is_none()).cloned().collect();
            entries.extend(local.iter().map(|entry| match globals.get(&entry.key.text) {
                Some(global) => Entry { key: entry.key.clone(), value: merge(global, &entry.value) },
                None => entry.clone(),
            }));
            Value::Map(entries)
        }
        (Value::List(global), Value::List(local)) => Value::List(global.iter().chain(local).cloned().collect()),
        (_, own) => own.clone(),
    };
    Node { span: own.span, value }
}

fn empty(entry: &Entry) -> Node {
    Node { span: entry.value.span, value: Value::Map(Vec::new()) }
}

fn cors_list(map: &Node, keys: &[&str]) -> Vec<String> {
    let found = map.entries().iter().find(|entry| keys.iter().any(|key| key.eq_ignore_ascii_case(&entry.key.text)));
    match found.map(|entry| &entry.value) {
        Some(Node { value: Value::List(items), .. }) => {
            items.iter().filter_map(Node::scalar).map(|item| unquote(&item)).collect()
        }
        Some(other) => other
            .scalar()
            .map_or_else(Vec::new, |text| unquote(&text).split(',').map(|item| item.trim().to_owned()).collect()),
        None => Vec::new(),
    }
}

fn unquote(text: &str) -> String {
    text.trim().trim_matches('\'').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Template;

    fn read(text: &str) -> Application {
        Template::parse("t.yaml", text).unwrap().application(&Deployment::default())
    }

    const TEXT: &str = "
Transform: AWS::Serverless-2016-10-31
Parameters: {Colour: {Type: String, Default: blue}}
Conditions: {Never: !Equals [a, b]}
Globals:
  Function:
    Runtime: nodejs20.x
    Timeout: 7
    Layers: [arn:one]
    Environment: {Variables: {LEVEL: info, COLOUR: !Ref Colour}}
  Api: {StageName: v1}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/app.handler
      CodeUri: code/
      MemorySize: 512
      Layers: [!Ref Lib]
      Environment: {Variables: {LEVEL: debug, TABLE: !Ref Table}}
      FunctionUrlConfig: {AuthType: NONE, InvokeMode: RESPONSE_STREAM}
      Events:
        Rest: {Type: Api, Properties: {Path: '/a/{id}', Method: get}}
        Http: {Type: HttpApi}
        Queue: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn, BatchSize: 5, FunctionResponseTypes: [ReportBatchItemFailures]}}
        Bucket: {Type: S3, Properties: {Bucket: !Ref Files, Events: s3:ObjectCreated:*}}
        Alexa: {Type: AlexaSkill}
  Off:
    Type: AWS::Serverless::Function
    Condition: Never
  Lib: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: lib/}}
  Table: {Type: AWS::DynamoDB::Table}
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  Files: {Type: AWS::S3::Bucket, Properties: {BucketName: files}}
";

    #[test]
    fn globals_lie_beneath_the_functions_own_properties() {
        let application = read(TEXT);
        let [function] = &application.functions[..] else { panic!("a resource whose condition is false is not there") };
        assert_eq!((function.runtime.known(), function.timeout.value()), (Some("nodejs20.x"), Some(&7)));
        let variables: Vec<_> =
            function.environment.iter().map(|variable| (variable.name.as_str(), variable.value.known())).collect();
        assert_eq!(variables, [("COLOUR", Some("blue")), ("LEVEL", Some("debug")), ("TABLE", None)]);
        let layers: Vec<_> = function.layers.iter().map(Field::known).collect();
        assert_eq!(layers, [Some("arn:one"), Some("Lib")]);
        assert_eq!(application.layers[0].content.value(), Some(&Code::Path("lib/".to_owned())));
        assert_eq!(application.apis.iter().find(|api| api.kind == ApiKind::Rest).unwrap().stage, "v1");
    }

    #[test]
    fn every_field_knows_its_place() {
        let application = read(TEXT);
        let function = &application.functions[0];
        assert_eq!(function.span.of(TEXT), "Fn");
        assert_eq!(function.handler.span().unwrap().of(TEXT), "src/app.handler");
        assert_eq!(function.timeout.span().unwrap().of(TEXT), "7");
        let table = function.environment.iter().find(|variable| variable.name == "TABLE").unwrap();
        assert_eq!((table.span.of(TEXT), table.value.span().unwrap().of(TEXT)), ("TABLE", "!Ref Table"));
        assert_eq!(function.triggers[2].span.of(TEXT), "Queue");
    }

    #[test]
    fn triggers_have_what_their_kind_needs() {
        let application = read(TEXT);
        let kinds: Vec<_> = application.functions[0].triggers.iter().map(|trigger| &trigger.kind).collect();
        let TriggerKind::RestApi(route) = kinds[0] else { panic!("{kinds:?}") };
        assert_eq!((route.method.as_str(), route.path.as_str(), route.payload.as_str()), ("GET", "/a/{id}", "1.0"));
        assert!(matches!(kinds[1], TriggerKind::HttpApi(route) if route.path == "$default" && route.method == "ANY"));
        let TriggerKind::Sqs(batch) = kinds[2] else { panic!("{kinds:?}") };
        assert_eq!(batch.source.known(), Some("arn:aws:sqs:us-east-1:123456789012:jobs"));
        assert!(batch.partial_failures && batch.size.value() == Some(&5));
        assert!(
            matches!(kinds[3], TriggerKind::S3 { bucket, events } if bucket.known() == Some("files") && events.len() == 1)
        );
        assert_eq!(kinds[4], &TriggerKind::Other("AlexaSkill".to_owned()));
        assert!(matches!(kinds[5], TriggerKind::FunctionUrl { invoke_mode: InvokeMode::ResponseStream, .. }));
    }

    #[test]
    fn code_may_be_anywhere() {
        for (properties, expected) in [
            ("CodeUri: src", Code::Path("src".into())),
            ("CodeUri: s3://b/k", Code::Remote("s3://b/k".into())),
            ("CodeUri: {Bucket: b, Key: k}", Code::Remote("bucket object".into())),
            ("InlineCode: 'x'", Code::Inline("x".into())),
            ("ImageUri: img", Code::Image("img".into())),
        ] {
            let application =
                read(&format!("Resources: {{F: {{Type: AWS::Serverless::Function, Properties: {{{properties}}}}}}}"));
            assert_eq!(application.functions[0].code.value(), Some(&expected), "{properties}");
        }
        let text = "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: 'x'}}}}";
        assert_eq!(read(text).functions[0].code.value(), Some(&Code::Inline("x".into())));
    }

    #[test]
    fn cors_rules_have_three_forms() {
        let cors = |value: &str| {
            let text = format!("Resources: {{A: {{Type: AWS::Serverless::Api, Properties: {{Cors: {value}}}}}}}");
            read(&text).apis[0].cors.clone().unwrap()
        };
        assert_eq!(cors("\"'*'\"").origins, ["*"]);
        let rules = cors("{AllowMethods: \"'GET,PUT'\", AllowOrigin: \"'https://a'\", MaxAge: \"'600'\"}");
        assert_eq!(
            (rules.methods.join(" "), rules.origins.join(" "), rules.max_age),
            ("GET PUT".into(), "https://a".into(), Some("600".into()))
        );
    }

    #[test]
    fn authorizers_of_rest_apis_are_functions() {
        let text = "
Resources:
  Check: {Type: AWS::Serverless::Function}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token: {FunctionArn: !GetAtt Check.Arn}
          Whole: {FunctionArn: !GetAtt Check.Arn, FunctionPayloadType: REQUEST, Identity: {Headers: [x-a], QueryStrings: [q]}}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        A: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: get, Auth: {Authorizer: NONE}}}
";
        let application = read(text);
        let api = &application.apis[0];
        assert_eq!((api.default_authorizer.as_deref(), application.notes.len()), (Some("Token"), 0));
        let kinds: Vec<_> = api.authorizers.iter().map(|authorizer| authorizer.kind.clone()).collect();
        let whole = AuthorizerKind::Request { headers: vec!["x-a".into()], query: vec!["q".into()] };
        assert_eq!(kinds, [AuthorizerKind::Token { header: "Authorization".into() }, whole]);
        assert!(
            matches!(&application.functions[1].triggers[0].kind, TriggerKind::RestApi(route) if route.authorizer.as_deref() == Some("NONE"))
        );
    }

    #[test]
    fn what_is_not_modeled_is_noted_at_its_place() {
        let text = "
Resources:
  A: {Type: AWS::Serverless::Api, Properties: {Auth: {DefaultAuthorizer: G, Authorizers: {G: {UserPoolArn: x}}}}}
  B: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: api.yaml}}
";
        let notes: Vec<_> = read(text).notes.iter().map(|note| (note.span.line, note.message.clone())).collect();
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].0 == 3 && notes[0].1.starts_with("this authorizer is not applied"));
        assert!(notes[1].0 == 4 && notes[1].1.contains("OpenAPI"));
    }

    #[test]
    fn json_and_yaml_give_the_same_application() {
        let yaml = read(
            "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Timeout: 9\n",
        );
        let json = read(
            r#"{"Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "a.b", "Timeout": 9}}}}"#,
        );
        let shape = |application: &Application| {
            let function = &application.functions[0];
            (function.id.clone(), function.handler.known().map(str::to_owned), function.timeout.value().copied())
        };
        assert_eq!(shape(&yaml), shape(&json));
    }
}
