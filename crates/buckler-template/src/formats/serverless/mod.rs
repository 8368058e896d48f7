//! The Serverless Framework: `serverless.yml` becomes the SAM template that says the same, every part at the place
//! where it is written, so that whatever is known of SAM holds here too.
//!
//! Functions become `AWS::Serverless::Function` under the key that the framework gives them
//! (`hello` is `HelloLambdaFunction`), the role that they share becomes `IamRoleLambdaExecution`.

mod build;
mod events;
mod functions;
mod roles;
mod variables;

use crate::files::Files;
use crate::node::{Entry, Node, Value};
use crate::resolve::Deployment;
use crate::source::Span;

use self::build::{entry, map, resource, text};
use self::variables::Variables;

/// The APIs that the framework makes, by their keys.
pub(crate) const REST_API: &str = "ApiGatewayRestApi";
pub(crate) const HTTP_API: &str = "HttpApi";
pub(crate) const WEBSOCKET_API: &str = "WebsocketsApi";
/// The role that functions share when they name none.
pub(crate) const SHARED_ROLE: &str = "IamRoleLambdaExecution";

/// Whether a tree is a configuration of the framework.
pub(crate) fn is_configuration(root: &Node) -> bool {
    let has = |key: &str| root.get(key).is_some();
    !has("Resources") && has("provider") && (has("service") || has("functions"))
}

/// A configuration in the words of SAM.
pub(crate) struct Converted {
    /// The template.
    pub(crate) template: Node,
    /// Keys of functions beside the names that the configuration gives them.
    pub(crate) labels: Vec<(String, String)>,
    /// What was not understood.
    pub(crate) notes: Vec<(String, Span)>,
}

/// What the parts of a conversion share.
struct Configuration {
    root: Node,
    resources: Vec<Entry>,
    labels: Vec<(String, String)>,
    notes: Vec<(String, Span)>,
}

/// Converts a configuration.
pub(crate) fn convert(root: &Node, files: &Files<'_>, deployment: &Deployment) -> Converted {
    let variables = Variables::new(root, files, deployment);
    let resolved = variables.all();
    let mut configuration =
        Configuration { root: resolved, resources: Vec::new(), labels: Vec::new(), notes: Vec::new() };
    if variables.is_exhausted() {
        let message = "the variables of this configuration grow too large; what needs them is not known";
        configuration.notes.push((message.to_owned(), root.span));
    }
    configuration.run();
    let sections = configuration.sections();
    Converted {
        template: map(sections, configuration.root.span),
        labels: configuration.labels,
        notes: configuration.notes,
    }
}

impl Configuration {
    fn run(&mut self) {
        let provider = self.provider("name").and_then(Node::scalar).or_else(|| self.root.get("provider")?.scalar());
        if let Some(name) = provider.filter(|name| name != "aws") {
            let place = self.root.get("provider").map_or(self.root.span, |provider| provider.span);
            self.notes.push((format!("functions of the provider `{name}` are not read"), place));
            return;
        }
        self.add_functions();
        self.add_shared_role();
        self.add_apis();
        self.add_machines();
        self.add_own_resources();
    }

    /// A setting of the provider.
    fn provider(&self, path: &str) -> Option<&Node> {
        self.root.get("provider")?.path(path).filter(|node| !node.is_null())
    }

    /// The entries of a section that is a mapping or a list of mappings. What stands in files that are not read is
    /// noted.
    fn section(&mut self, name: &str) -> Vec<Entry> {
        let section = self.root.get(name);
        for part in section.map_or(&[][..], Node::one_or_many) {
            if matches!(part.value, Value::Unknown(_)) {
                self.notes.push((
                    format!("a part of `{name}` is not read: {}", part.symbolic().unwrap_or_default()),
                    part.span,
                ));
            }
        }
        section.map_or(&[][..], Node::one_or_many).iter().flat_map(Node::entries).cloned().collect()
    }

    /// The resources that the configuration writes out itself, and what it changes of those that it implies.
    fn add_own_resources(&mut self) {
        for (key, value) in self.own_sections("Resources") {
            self.resources.retain(|known| known.key.text != key);
            self.resources.push(value);
        }
        for (key, extension) in self.own_sections("extensions") {
            let Some(known) = self.resources.iter_mut().find(|known| known.key.text == key) else { continue };
            known.value = crate::formats::reader::merge(&known.value, &extension.value);
        }
    }

    /// One section of all parts of `resources`.
    fn own_sections(&mut self, section: &str) -> Vec<(String, Entry)> {
        let parts = self.root.get("resources").map_or(&[][..], Node::one_or_many);
        for part in parts.iter().filter(|part| section == "Resources" && matches!(part.value, Value::Unknown(_))) {
            let message = format!("a part of `resources` is not read: {}", part.symbolic().unwrap_or_default());
            self.notes.push((message, part.span));
        }
        let found = parts.iter().filter_map(|part| part.get(section)).flat_map(Node::entries);
        found.map(|entry| (entry.key.text.clone(), entry.clone())).collect()
    }

    /// The sections of the template.
    fn sections(&mut self) -> Vec<Entry> {
        let span = self.root.span;
        let mut sections = vec![entry("Resources", span, map(std::mem::take(&mut self.resources), span))];
        for name in ["Conditions", "Mappings", "Parameters", "Outputs"] {
            let entries: Vec<Entry> = self.own_sections(name).into_iter().map(|(_, entry)| entry).collect();
            if !entries.is_empty() {
                sections.push(entry(name, span, map(entries, span)));
            }
        }
        sections
    }

    /// State machines of the plugin for Step Functions.
    fn add_machines(&mut self) {
        let machines = self.root.path("stepFunctions.stateMachines").map_or(&[][..], Node::entries).to_vec();
        for machine in machines {
            let mut properties = build::renamed(
                &machine.value,
                &[
                    ("name", "StateMachineName"),
                    ("definition", "Definition"),
                    ("role", "RoleArn"),
                    ("loggingConfig", "LoggingConfiguration"),
                ],
            );
            // The definition names functions by the keys of the configuration.
            for property in &mut properties {
                self.link_functions(&mut property.value, 0);
            }
            let id = format!("{}StepFunctionsStateMachine", build::normalized(&machine.key.text));
            let kind = "AWS::StepFunctions::StateMachine";
            self.resources.push(resource(id, machine.key.span, kind, properties, machine.value.span));
        }
    }

    /// Puts the key that a function gets in the place of the one it has in the configuration.
    fn link_functions(&self, node: &mut Node, depth: usize) {
        const MAX_DEPTH: usize = 100;
        if depth > MAX_DEPTH {
            return;
        }
        let span = node.span;
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.link_functions(item, depth + 1)),
            Value::Map(entries) => {
                for entry in entries {
                    let label = match (entry.key.text.as_str(), entry.value.items()) {
                        ("Fn::GetAtt", [first, ..]) => first.text(),
                        _ => None,
                    };
                    let id = label.and_then(|label| {
                        self.labels.iter().find(|(_, known)| known == label).map(|(id, _)| id.clone())
                    });
                    match id {
                        Some(id) => {
                            entry.value = build::list(vec![text(id, span), text("Arn", span)], span);
                        }
                        None => self.link_functions(&mut entry.value, depth + 1),
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::application::{Application, Auth, Field, Format, TriggerKind};
    use crate::{Deployment, Template};

    const TEXT: &str = "
service: shop
frameworkVersion: '3'
plugins: [serverless-iam-roles-per-function]
provider:
  name: aws
  runtime: nodejs18.x
  stage: ${opt:stage, 'dev'}
  environment: {TABLE: !Ref Orders, STAGE: '${self:provider.stage}'}
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:*
          Resource: !GetAtt Orders.Arn
        - ${file(roles.yml):read}
      managedPolicies: [arn:aws:iam::aws:policy/AmazonS3FullAccess]
  httpApi:
    cors: {allowedOrigins: ['*'], allowCredentials: true}
    authorizers: {login: {type: jwt, issuerUrl: 'https://x', audience: [a], identitySource: x}}
functions:
  hello:
    handler: src/hello.handler
    timeout: 20
    environment: {STAGE: own}
    events:
      - http: GET /hello
      - http: {path: 'orders/{id}', method: post, authorizer: check, request: {parameters: {paths: {id: true}}}}
      - http: {path: admin, method: any, authorizer: aws_iam}
      - http: {path: keyed, method: get, private: true}
      - httpApi: 'PUT /http'
      - httpApi: {path: /safe, method: get, authorizer: {name: login}}
      - s3: photos
      - s3: {bucket: !Ref Uploads, event: 's3:ObjectRemoved:*', existing: true}
      - sqs: {arn: !GetAtt Jobs.Arn, batchSize: 5}
      - stream: {type: dynamodb, arn: !GetAtt Orders.StreamArn}
      - sns: alarms
      - schedule: rate(1 hour)
      - websocket: $connect
      - websocket: {route: say}
      - eventBridge: {eventBus: !Ref Bus, pattern: {source: [x]}}
      - cognitoUserPool: {pool: people, trigger: PreSignUp}
      - iot: {sql: select}
      - alb: {listenerArn: x, priority: 1, conditions: {path: '/a'}}
    url: {cors: true}
  check-it:
    name: custom-name
    handler: src/check.handler
    iamRoleStatements:
      - {Effect: Allow, Action: ['s3:GetObject'], Resource: '*'}
  check: {handler: a.b, role: !GetAtt OwnRole.Arn}
resources:
  - Resources:
      Orders: {Type: AWS::DynamoDB::Table}
      Jobs: {Type: AWS::SQS::Queue}
      Uploads: {Type: AWS::S3::Bucket, Properties: {AccessControl: PublicRead}}
      Bus: {Type: AWS::Events::EventBus}
      OwnRole: {Type: AWS::IAM::Role}
  - ${file(more.yml)}
  - extensions: {HelloLambdaFunction: {Properties: {MemorySize: 99}}}
";

    fn read(text: &str) -> Application {
        let files = |path: &str| match path {
            "app/roles.yml" => Some("read:\n  Effect: Allow\n  Action: s3:*\n  Resource: '*'\n".to_owned()),
            "app/more.yml" => Some("Resources: {Topic: {Type: AWS::SNS::Topic}}".to_owned()),
            _ => None,
        };
        Template::parse("app/serverless.yml", text).unwrap().application_with(&Deployment::symbolic(), &files)
    }

    #[test]
    fn functions_have_what_the_provider_gives_them() {
        let application = read(TEXT);
        assert_eq!(application.format, Format::Serverless);
        let hello = application.function("hello").unwrap();
        assert_eq!((hello.id.as_str(), hello.name.as_str()), ("HelloLambdaFunction", "shop-dev-hello"));
        assert_eq!((hello.runtime.known(), hello.timeout.value()), (Some("nodejs18.x"), Some(&20)));
        assert_eq!((hello.memory.value(), hello.span.of(TEXT)), (Some(&99), "hello"));
        assert_eq!(hello.handler.span().unwrap().of(TEXT), "src/hello.handler");
        let variables: Vec<_> = hello
            .environment
            .iter()
            .map(|variable| (variable.name.as_str(), variable.value.symbolic().unwrap().into_owned()))
            .collect();
        assert_eq!(variables, [("TABLE", "${Orders}".to_owned()), ("STAGE", "own".to_owned())]);
        assert_eq!(application.function("check-it").unwrap().id, "CheckDashitLambdaFunction");
        assert_eq!(application.notes.iter().map(|note| &note.message).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn every_event_becomes_a_trigger() {
        let application = read(TEXT);
        let hello = application.function("hello").unwrap();
        let shown: Vec<String> = hello
            .triggers
            .iter()
            .map(|trigger| {
                let what = match &trigger.kind {
                    TriggerKind::RestApi(route) | TriggerKind::HttpApi(route) => {
                        format!("{} {}", route.method, route.path)
                    }
                    TriggerKind::WebSocket { key } => format!("ws {key}"),
                    TriggerKind::S3 { events, .. } => events.join(","),
                    TriggerKind::Sqs(batch) => format!("sqs {:?}", batch.size.value()),
                    TriggerKind::Other(kind) => kind.clone(),
                    other => format!("{other:?}").split([' ', '(']).next().unwrap_or_default().to_owned(),
                };
                let auth = match &trigger.auth {
                    Auth::Authorizer(name) => name.clone(),
                    other => format!("{other:?}"),
                };
                format!("{what} | {auth} | {}", trigger.source.as_deref().unwrap_or("-"))
            })
            .collect();
        let expected = [
            "GET /hello | None | ApiGatewayRestApi",
            "POST /orders/{id} | check | ApiGatewayRestApi",
            "ANY /admin | Iam | ApiGatewayRestApi",
            "GET /keyed | ApiKey | ApiGatewayRestApi",
            "PUT /http | None | HttpApi",
            "GET /safe | login | HttpApi",
            "s3:ObjectCreated:* | Iam | S3BucketPhotos",
            "s3:ObjectRemoved:* | Iam | Uploads",
            "sqs Some(5) | Iam | Jobs",
            "DynamoDb | Iam | Orders",
            "Sns | Iam | SNSTopicAlarms",
            "Schedule | Iam | -",
            "ws $connect | None | WebsocketsApi",
            "ws say | None | WebsocketsApi",
            "EventBridge | Iam | Bus",
            "Cognito | None | -",
            "IoTRule | Iam | -",
            "LoadBalancer | None | -",
            "FunctionUrl | None | -",
        ];
        assert_eq!(shown, expected);
        let safe = application.endpoints.iter().find(|endpoint| endpoint.path == "/hello").unwrap();
        assert_eq!((safe.auth_span.of(TEXT), safe.validated), ("http", Some(false)));
        let checked = application.endpoints.iter().find(|endpoint| endpoint.path == "/orders/{id}").unwrap();
        assert_eq!(checked.validated, Some(true));
    }

    #[test]
    fn roles_are_shared_unless_a_function_has_its_own() {
        let application = read(TEXT);
        let role = |name: &str| application.role_of(application.function(name).unwrap()).unwrap();
        let shared = role("hello");
        assert_eq!((shared.id.as_str(), shared.managed.len()), ("IamRoleLambdaExecution", 1));
        let statements = &shared.documents[0].statements;
        let resources: Vec<_> = statements.iter().map(|statement| statement.resources[0].text.as_str()).collect();
        assert_eq!(resources, ["${Orders.Arn}", "*"]);
        assert_eq!(application.file(statements[1].span), "app/roles.yml");
        assert_eq!((statements[1].actions[0].span.line, statements[0].actions[0].span.of(TEXT)), (3, "dynamodb:*"));
        assert!(shared.implied.iter().any(|policy| policy.text.ends_with("AWSLambdaSQSQueueExecutionRole")));
        assert_eq!(role("check-it").documents[0].statements[0].actions[0].text, "s3:GetObject");
        assert_eq!(role("check").id, "OwnRole");
    }

    #[test]
    fn apis_and_resources_stand_where_they_are_written() {
        let application = read(TEXT);
        let http = application.api("HttpApi").unwrap();
        assert_eq!(http.cors.as_ref().map(|cors| (cors.credentials, cors.origins.len())), Some((true, 1)));
        assert_eq!(http.declared[0].name, "login");
        let place = http.settings.path("CorsConfiguration.AllowOrigins").unwrap().span;
        assert_eq!(place.of(TEXT), "['*']");
        let rest = application.api("ApiGatewayRestApi").unwrap();
        assert_eq!((rest.declared[0].name.as_str(), rest.authorizers.len()), ("check", 1));
        let bucket = application.resource("Uploads").unwrap();
        assert_eq!(bucket.get("AccessControl").unwrap().span.of(TEXT), "PublicRead");
        assert_eq!(application.file(application.resource("Topic").unwrap().span), "app/more.yml");
        assert_eq!(application.files, ["app/serverless.yml", "app/roles.yml", "app/more.yml"]);
    }

    #[test]
    fn a_configuration_may_be_json_and_of_another_cloud() {
        let text = r#"{"service": "s", "provider": {"name": "google"}, "functions": {"f": {"handler": "a"}}}"#;
        let application = read(text);
        assert_eq!((application.functions.len(), application.notes.len()), (0, 1));
        let text = r#"{"service": "s", "provider": "aws", "functions": {"f": {"handler": "a.b", "events": [{"http": {"path": "x", "method": "get"}}]}}}"#;
        assert_eq!(read(text).functions[0].handler.known(), Some("a.b"));
    }

    #[test]
    fn what_a_file_holds_that_is_not_read_is_noted() {
        let text = "service: s\nprovider: {name: aws}\nfunctions:\n  f: ${file(f.js)}\n";
        let application = read(text);
        assert_eq!(application.functions[0].handler, Field::Absent);
        assert_eq!(application.notes[0].span.line, 4);
        let text = "service: s\nprovider: {name: aws}\nfunctions:\n  - ${file(f.ts)}\n  - f: {handler: a.b}\nresources: ${file(r.js)}\n";
        let application = read(text);
        assert_eq!((application.functions.len(), application.notes.len()), (1, 2));
    }
}
