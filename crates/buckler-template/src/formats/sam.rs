//! Functions: `AWS::Serverless::Function` with its events, and plain `AWS::Lambda::Function`, since both kinds stand
//! side by side in one template. Triggers that are resources of their own are in `cloudformation` and `targets`.

use crate::application::{Auth, Code, Field, Function, Layer, LoadBalancerRule, Route, Trigger, TriggerKind, Variable};
use crate::formats::reader::{Reader, empty};
use crate::node::{Entry, Node};
use crate::source::Span;

/// The API that SAM makes for `Api` events without one.
pub(crate) const IMPLICIT_REST: &str = "ServerlessRestApi";
/// The API that SAM makes for `HttpApi` events without one.
pub(crate) const IMPLICIT_HTTP: &str = "ServerlessHttpApi";

/// Most events of one function that are read; each costs resources, of which a template may have 500.
const MAX_EVENTS: usize = 1_000;

/// Adds the functions and layers of the template.
pub(crate) fn functions(reader: &mut Reader<'_>) {
    for (entry, kind) in reader.resources("AWS::") {
        let function = match kind {
            "AWS::Serverless::Function" => {
                let properties = reader.with_globals("Function", entry.value.get("Properties"));
                function(reader, entry, &properties, &["CodeUri", "InlineCode", "ImageUri"])
            }
            "AWS::Lambda::Function" => {
                let properties = entry.value.get("Properties").cloned().unwrap_or_else(|| empty(entry));
                function(reader, entry, &properties, &["Code"])
            }
            "AWS::Serverless::LayerVersion" | "AWS::Lambda::LayerVersion" => {
                let content = entry.value.get("Properties").map(|node| code(reader, node, &["ContentUri", "Content"]));
                let content = asset(entry, "Content").unwrap_or_else(|| content.unwrap_or_default());
                reader.application.layers.push(Layer { id: entry.key.text.clone(), content });
                continue;
            }
            _ => continue,
        };
        reader.application.functions.push(function);
    }
}

fn function(reader: &Reader<'_>, entry: &Entry, properties: &Node, code_keys: &[&str]) -> Function {
    let id = entry.key.text.clone();
    let name = reader.text_field(properties.get("FunctionName"));
    let resolved = |path: &str| properties.path(path).map(|node| reader.resolver.resolve(node));
    let first_of = |first: &str, second: &str| match reader.text_field(properties.path(first)) {
        Field::Absent => reader.text_field(properties.path(second)),
        given => given,
    };
    Function {
        name: name.known().map_or_else(|| id.clone(), str::to_owned),
        label: id.clone(),
        span: entry.key.span,
        handler: reader.text_field(properties.get("Handler")),
        runtime: reader.text_field(properties.get("Runtime")),
        code: asset(entry, "Code").unwrap_or_else(|| code(reader, properties, code_keys)),
        timeout: reader.number_field(properties.get("Timeout")),
        memory: reader.number_field(properties.get("MemorySize")),
        reserved_concurrency: reader.number_field(properties.get("ReservedConcurrentExecutions")),
        layers: layers(reader, properties.get("Layers")),
        environment: environment(reader, properties.path("Environment.Variables")),
        triggers: events(reader, properties),
        build_method: entry.value.path("Metadata.BuildMethod").and_then(Node::scalar),
        role: None,
        vpc: resolved("VpcConfig"),
        dead_letter: resolved("DeadLetterConfig")
            .or_else(|| resolved("DeadLetterQueue"))
            .or_else(|| resolved("EventInvokeConfig.DestinationConfig.OnFailure")),
        tracing: first_of("TracingConfig.Mode", "Tracing"),
        kms_key: reader.text_field(properties.get("KmsKeyArn")),
        id,
    }
}

/// The folder that the CDK notes beside what it uploads in its place.
fn asset(entry: &Entry, property: &str) -> Option<Field<Code>> {
    let metadata = entry.value.get("Metadata")?;
    let path = metadata
        .get("aws:asset:path")
        .filter(|_| metadata.get("aws:asset:property").and_then(Node::text).is_none_or(|name| name == property))?;
    Some(Field::Known(Code::Path(path.text()?.to_owned()), path.span))
}

fn code(reader: &Reader<'_>, properties: &Node, keys: &[&str]) -> Field<Code> {
    let Some(node) = keys.iter().find_map(|key| properties.get(key)) else {
        let package = properties.get("PackageType").filter(|package| package.text() == Some("Image"));
        return package
            .map_or(Field::Absent, |node| Field::Known(Code::Image("of its Dockerfile".to_owned()), node.span));
    };
    let inline = properties.get("InlineCode").or_else(|| node.get("ZipFile"));
    let image = properties.get("ImageUri").or_else(|| node.get("ImageUri"));
    let (field, kind): (_, fn(String) -> Code) = match (inline, image) {
        (Some(inline), _) => (reader.text_field(Some(inline)), Code::Inline),
        (None, Some(image)) => (reader.text_field(Some(image)), Code::Image),
        (None, None) => match node.entries().iter().any(|entry| entry.key.text.ends_with("Bucket")) {
            true => (Field::Known("bucket object".to_owned(), node.span), Code::Remote),
            false => (reader.text_field(Some(node)), Code::Path),
        },
    };
    match field {
        Field::Known(uri, span) if uri.starts_with("s3://") => Field::Known(Code::Remote(uri), span),
        Field::Known(text, span) => Field::Known(kind(text), span),
        Field::Unknown(unknown) => Field::Unknown(unknown),
        Field::Absent => Field::Absent,
    }
}

fn layers(reader: &Reader<'_>, layers: Option<&Node>) -> Vec<Field<String>> {
    let items = layers.map_or(&[][..], Node::items).iter();
    // A layer of this template is kept by its key: its ARN carries a version that only the cloud knows.
    items
        .map(|item| match item.single() {
            Some(("Ref", target)) => match target.text() {
                Some(id) if reader.resolver.resource(id).is_some() => Field::Known(id.to_owned(), item.span),
                _ => reader.text_field(Some(item)),
            },
            _ => reader.text_field(Some(item)),
        })
        .collect()
}

fn environment(reader: &Reader<'_>, variables: Option<&Node>) -> Vec<Variable> {
    let entries = variables.map_or(&[][..], Node::entries).iter();
    let variables = entries.map(|entry| Variable {
        name: entry.key.text.clone(),
        span: entry.key.span,
        value: reader.text_field(Some(&entry.value)),
    });
    variables.filter(|variable| variable.value != Field::Absent).collect()
}

fn events(reader: &Reader<'_>, properties: &Node) -> Vec<Trigger> {
    let mut triggers = Vec::new();
    for entry in properties.get("Events").map_or(&[][..], Node::entries).iter().take(MAX_EVENTS) {
        let kind = entry.value.get("Type").and_then(Node::text).unwrap_or_default();
        let nothing = empty(entry);
        let properties = entry.value.get("Properties").unwrap_or(&nothing);
        let mut trigger = Trigger::guarded(entry.key.text.clone(), entry.key.span, event(reader, kind, properties));
        trigger.source = source(reader, properties);
        if matches!(trigger.kind, TriggerKind::RestApi(_) | TriggerKind::HttpApi(_)) {
            (trigger.auth, trigger.auth_span) = event_auth(reader, properties, entry.key.span);
        } else if matches!(trigger.kind, TriggerKind::WebSocket { .. } | TriggerKind::LoadBalancer(_)) {
            (trigger.auth, trigger.auth_span) = event_auth(reader, properties, entry.key.span);
            trigger.source = reader.text_field(properties.get("ApiId")).known().map(str::to_owned);
        } else if matches!(kind, "Cognito" | "CloudFront") {
            trigger.auth = Auth::None;
        } else if kind == "AlexaSkill" {
            trigger.auth = Auth::Unknown;
        }
        triggers.push(trigger);
    }
    if let Some(url) = properties.entry("FunctionUrlConfig") {
        let kind = reader.function_url(&url.value);
        let mut trigger = Trigger::guarded("FunctionUrl".to_owned(), url.key.span, kind);
        (trigger.auth, trigger.auth_span) = url_auth(reader, &url.value, url.key.span);
        triggers.push(trigger);
    }
    triggers
}

/// The resource that an event comes from.
fn source(reader: &Reader<'_>, event: &Node) -> Option<String> {
    const KEYS: [&str; 10] = [
        "Queue",
        "Stream",
        "Topic",
        "Bucket",
        "EventBusName",
        "UserPool",
        "RestApiId",
        "ApiId",
        "LogGroupName",
        "Cluster",
    ];
    KEYS.iter().find_map(|key| event.get(key)).and_then(|node| reader.referenced_resource(node))
}

/// What the event itself says about who may call; [`Auth::Unknown`] when it leaves that to its API.
fn event_auth(reader: &Reader<'_>, event: &Node, place: Span) -> (Auth, Span) {
    let authorizer = event.path("Auth.Authorizer");
    match reader.text_field(authorizer) {
        Field::Known(name, span) => match name.as_str() {
            "NONE" => (Auth::None, span),
            "AWS_IAM" => (Auth::Iam, span),
            _ => (Auth::Authorizer(name), span),
        },
        Field::Unknown(unknown) => (Auth::Unknown, unknown.span),
        Field::Absent => {
            let key = event.path("Auth.ApiKeyRequired").map(|node| reader.resolver.resolve(node));
            match key.as_ref().and_then(Node::bool) {
                Some(true) => (Auth::ApiKey, key.map_or(place, |key| key.span)),
                _ => (Auth::Unknown, place),
            }
        }
    }
}

/// Who may call a function URL.
pub(crate) fn url_auth(reader: &Reader<'_>, url: &Node, place: Span) -> (Auth, Span) {
    match reader.text_field(url.get("AuthType")) {
        Field::Known(kind, span) if kind == "NONE" => (Auth::None, span),
        Field::Known(kind, span) if kind == "AWS_IAM" => (Auth::Iam, span),
        other => (Auth::Unknown, other.span().unwrap_or(place)),
    }
}

fn event(reader: &Reader<'_>, kind: &str, event: &Node) -> TriggerKind {
    match kind {
        "Api" => TriggerKind::RestApi(route(reader, event, event.get("RestApiId"), IMPLICIT_REST, "1.0")),
        "HttpApi" => {
            let payload = reader.text_field(event.get("PayloadFormatVersion"));
            let payload = payload.known().unwrap_or("2.0").to_owned();
            TriggerKind::HttpApi(route(reader, event, event.get("ApiId"), IMPLICIT_HTTP, &payload))
        }
        "SQS" => TriggerKind::Sqs(reader.batch(event, "Queue")),
        "Kinesis" => TriggerKind::Kinesis(reader.batch(event, "Stream")),
        "DynamoDB" => TriggerKind::DynamoDb(reader.batch(event, "Stream")),
        "SNS" => TriggerKind::Sns { topic: reader.text_field(event.get("Topic")) },
        "S3" => TriggerKind::S3 {
            bucket: reader.text_field(event.get("Bucket")),
            events: reader.texts(event.get("Events")),
        },
        "EventBridgeRule" | "CloudWatchEvent" => {
            TriggerKind::EventBridge { bus: reader.text_field(event.get("EventBusName")) }
        }
        // SAM has no event for these two; the Serverless Framework does.
        "WebSocket" => {
            let key = reader.text_field(event.get("RouteKey"));
            TriggerKind::WebSocket { key: key.known().unwrap_or("$default").to_owned() }
        }
        "LoadBalancer" => TriggerKind::LoadBalancer(LoadBalancerRule {
            paths: reader.texts(event.get("Paths")),
            methods: reader.texts(event.get("Methods")),
            hosts: reader.texts(event.get("Hosts")),
            priority: reader.number_field(event.get("Priority")).value().copied().unwrap_or(u32::MAX),
            multi_value_headers: event.get("MultiValueHeaders").and_then(Node::bool) == Some(true),
        }),
        "Schedule" => TriggerKind::Schedule { expression: reader.text_field(event.get("Schedule")) },
        "ScheduleV2" => TriggerKind::Schedule { expression: reader.text_field(event.get("ScheduleExpression")) },
        other => TriggerKind::Other(other.to_owned()),
    }
}

fn route(reader: &Reader<'_>, event: &Node, api: Option<&Node>, implicit: &str, payload: &str) -> Route {
    let path = reader.text_field(event.get("Path")).known().map(str::to_owned);
    let method = reader.text_field(event.get("Method")).known().unwrap_or("ANY").to_ascii_uppercase();
    Route {
        api: api.and_then(|api| reader.resource_name(api)).unwrap_or_else(|| implicit.to_owned()),
        method: match method.as_str() {
            "X-AMAZON-APIGATEWAY-ANY-METHOD" | "*" => "ANY".to_owned(),
            _ => method,
        },
        path: path.unwrap_or_else(|| "$default".to_owned()),
        payload: payload.to_owned(),
        authorizer: reader.text_field(event.path("Auth.Authorizer")).known().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::{ApiKind, Application, AuthorizerKind, InvokeMode};
    use crate::{Deployment, Template};

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
    fn code_that_the_cdk_uploads_is_in_the_folder_it_notes() {
        let text = r#"{"Resources": {
            "Fn1A2B": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Code": {"S3Bucket": {"Fn::Sub": "cdk-${AWS::AccountId}"}, "S3Key": "0f.zip"},
                    "Handler": "index.handler",
                    "Role": {"Fn::GetAtt": ["Role3C4D", "Arn"]}
                },
                "Metadata": {"aws:cdk:path": "Stack/Fn/Resource", "aws:asset:path": "asset.0f", "aws:asset:property": "Code"}
            },
            "Role3C4D": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": [
                {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]]}
            ]}}
        }}"#;
        let application =
            Template::parse("cdk.out/S.template.json", text).unwrap().application(&Deployment::symbolic());
        let function = &application.functions[0];
        assert_eq!(function.code.value(), Some(&Code::Path("asset.0f".to_owned())));
        let role = application.role_of(function).unwrap();
        assert_eq!(role.managed[0].text, "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
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
