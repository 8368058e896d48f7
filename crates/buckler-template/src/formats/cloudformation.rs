//! Triggers that are resources of their own in CloudFormation: event source mappings, function URLs, routes of both
//! API Gateways, load balancer rules, bucket notifications, subscriptions and EventBridge rules.

use crate::application::{
    Api, ApiKind, Auth, AuthorizerMeans, DeclaredAuthorizer, Endpoint, Field, LoadBalancerRule, Route, Trigger,
    TriggerKind,
};
use crate::formats::openapi;
use crate::formats::reader::{Reader, references};
use crate::formats::sam::url_auth;
use crate::node::{Entry, Node};
use crate::source::Span;

/// Parents of an API Gateway resource that are followed; a path has no more parts than that.
const MAX_PARENTS: usize = 64;

/// Adds to each function the triggers that other resources of the template describe.
pub(crate) fn triggers(reader: &mut Reader<'_>) {
    let resources: Vec<(&Entry, &str)> = reader.resources("AWS::").collect();
    for (entry, kind) in resources {
        let nothing = Node::nothing(entry.value.span);
        let properties = entry.value.get("Properties").unwrap_or(&nothing);
        match kind {
            "AWS::Lambda::EventSourceMapping" => event_source(reader, entry, properties),
            "AWS::Lambda::Url" => {
                let kind = reader.function_url(properties);
                let guard = url_auth(reader, properties, entry.key.span);
                connect_guarded(reader, entry, properties.get("TargetFunctionArn"), kind, guard, None);
            }
            "AWS::ApiGateway::RestApi" => rest_api(reader, entry, properties),
            "AWS::ApiGateway::Method" => rest_method(reader, entry, properties),
            "AWS::ApiGatewayV2::Api" => http_api(reader, entry, properties),
            "AWS::ApiGatewayV2::Route" => http_route(reader, entry, properties),
            "AWS::ElasticLoadBalancingV2::ListenerRule" => load_balancer(reader, entry, properties, "Actions"),
            "AWS::ElasticLoadBalancingV2::Listener" => load_balancer(reader, entry, properties, "DefaultActions"),
            "AWS::S3::Bucket" => bucket(reader, entry, properties),
            "AWS::SNS::Subscription" => {
                let topic = reader.text_field(properties.get("TopicArn"));
                let source = properties.get("TopicArn").and_then(|topic| reader.referenced_resource(topic));
                connect_from(reader, entry, properties.get("Endpoint"), TriggerKind::Sns { topic }, source);
            }
            "AWS::SNS::Topic" => topic(reader, entry, properties),
            "AWS::Events::Rule" => rule(reader, entry, properties),
            "AWS::ApiGateway::Authorizer" | "AWS::ApiGatewayV2::Authorizer" => {
                reader.note_for_platform(
                    "authorizers outside of AWS::Serverless::Api are not applied: every request reaches its function",
                    properties,
                );
            }
            "AWS::Scheduler::Schedule" => {
                let expression = reader.text_field(properties.get("ScheduleExpression"));
                connect(reader, entry, properties.at(&["Target", "Arn"]), TriggerKind::Schedule { expression });
            }
            _ => {}
        }
    }
}

/// Adds a trigger that the cloud guards and whose source is not in the template.
fn connect(reader: &mut Reader<'_>, entry: &Entry, target: Option<&Node>, kind: TriggerKind) {
    connect_from(reader, entry, target, kind, None);
}

/// Adds a trigger that the cloud guards.
fn connect_from(
    reader: &mut Reader<'_>,
    entry: &Entry,
    target: Option<&Node>,
    kind: TriggerKind,
    source: Option<String>,
) {
    connect_guarded(reader, entry, target, kind, (Auth::Iam, entry.key.span), source);
}

/// Adds a trigger to the function that `target` names; false when it names none of the template.
fn connect_guarded(
    reader: &mut Reader<'_>,
    entry: &Entry,
    target: Option<&Node>,
    kind: TriggerKind,
    (auth, auth_span): (Auth, Span),
    source: Option<String>,
) -> bool {
    let Some(function) = target.and_then(|target| reader.referenced_function(target)) else { return false };
    let (name, span) = (entry.key.text.clone(), entry.key.span);
    reader.add(&function, Trigger { name, span, kind, source, auth, auth_span });
    true
}

/// What `AuthorizationType` says, beside the authorizer and whether a key is asked for.
fn authorization(reader: &Reader<'_>, properties: &Node, place: Span) -> (Auth, Span) {
    let key = properties.get("ApiKeyRequired").map(|node| reader.resolver.resolve(node));
    let key = key.filter(|key| key.bool() == Some(true));
    match reader.text_field(properties.get("AuthorizationType")) {
        Field::Known(kind, span) if kind == "AWS_IAM" => (Auth::Iam, span),
        Field::Known(kind, span) if kind != "NONE" => {
            let id = properties.get("AuthorizerId");
            let name = id.and_then(|id| reader.referenced_resource(id).or_else(|| reader.resource_name(id)));
            (Auth::Authorizer(name.unwrap_or(kind)), span)
        }
        Field::Unknown(unknown) => (Auth::Unknown, unknown.span),
        none => match key {
            Some(key) => (Auth::ApiKey, key.span),
            None => (Auth::None, none.span().unwrap_or(place)),
        },
    }
}

fn event_source(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let batch = reader.batch(properties, "EventSourceArn");
    let source = properties.get("EventSourceArn");
    let source = source.and_then(|source| reader.referenced_resource(source));
    let resource = source.as_ref().and_then(|id| reader.resolver.resource(id));
    let resource_kind = resource.and_then(|resource| resource.get("Type")).and_then(Node::text);
    let arn = batch.source.known().unwrap_or_default();
    let is = |service: &str, resource: &str| {
        arn.split(':').nth(2) == Some(service) || resource_kind.is_some_and(|kind| kind.starts_with(resource))
    };
    let kind = if is("sqs", "AWS::SQS::") {
        TriggerKind::Sqs(batch)
    } else if is("kinesis", "AWS::Kinesis::") {
        TriggerKind::Kinesis(batch)
    } else if is("dynamodb", "AWS::DynamoDB::") {
        TriggerKind::DynamoDb(batch)
    } else {
        TriggerKind::Other("EventSourceMapping".to_owned())
    };
    connect_from(reader, entry, properties.get("FunctionName"), kind, source);
}

fn rest_api(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let id = entry.key.text.clone();
    let stage = stage_of(reader, &id, "AWS::ApiGateway::", "RestApiId").unwrap_or_else(|| "prod".to_owned());
    let binary_types = reader.texts(properties.get("BinaryMediaTypes"));
    let settings = reader.resolver.resolve(properties);
    let declared = declared_authorizers(reader, &id, "AWS::ApiGateway::Authorizer", "RestApiId");
    let span = entry.key.span;
    let api = Api { binary_types, settings, declared, span, ..Api::new(id.clone(), ApiKind::Rest, stage) };
    reader.application.apis.push(api);
    if let Some(body) = properties.get("Body") {
        openapi::routes(reader, &id, ApiKind::Rest, body);
    }
}

/// The authorizers that are resources of their own.
fn declared_authorizers(
    reader: &Reader<'_>,
    api: &str,
    kind: &'static str,
    reference: &str,
) -> Vec<DeclaredAuthorizer> {
    let of_api = |entry: &&Entry| {
        entry
            .value
            .path("Properties")
            .and_then(|node| node.get(reference))
            .is_some_and(|node| references(node).iter().any(|id| id == api))
    };
    let resources = reader.resources(kind).map(|(entry, _)| entry).filter(of_api);
    resources
        .map(|entry| {
            let property = |name: &str| entry.value.get("Properties").and_then(|node| node.get(name));
            let uri = property("AuthorizerUri");
            let means = match reader.text_field(property("Type").or_else(|| property("AuthorizerType"))).known() {
                Some("COGNITO_USER_POOLS") => AuthorizerMeans::UserPool,
                Some("JWT") => AuthorizerMeans::Jwt,
                Some("TOKEN" | "REQUEST") => {
                    AuthorizerMeans::Function(uri.and_then(|uri| reader.referenced_function(uri)))
                }
                _ => AuthorizerMeans::Unknown,
            };
            DeclaredAuthorizer { name: entry.key.text.clone(), span: entry.key.span, means }
        })
        .collect()
}

fn stage_of(reader: &Reader<'_>, api: &str, prefix: &'static str, reference: &str) -> Option<String> {
    reader.resources(prefix).find_map(|(entry, _)| {
        let properties = entry.value.get("Properties")?;
        let name = properties.get("StageName")?;
        let is_stage = references(properties.get(reference)?).iter().any(|id| id == api);
        is_stage.then(|| reader.text_field(Some(name)).known().map(str::to_owned))?
    })
}

fn rest_method(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let api = properties.get("RestApiId");
    let Some(api) = api.and_then(|api| reader.referenced_resource(api).or_else(|| reader.resource_name(api))) else {
        return;
    };
    let Some(path) = rest_path(reader, properties.get("ResourceId")) else { return };
    let method = reader.text_field(properties.get("HttpMethod")).known().unwrap_or("ANY").to_ascii_uppercase();
    let guard = authorization(reader, properties, entry.key.span);
    let route = Route { api, method, path, payload: "1.0".to_owned(), authorizer: None };
    let kind = TriggerKind::RestApi(route.clone());
    let source = Some(route.api.clone());
    if !connect_guarded(reader, entry, properties.path("Integration.Uri"), kind, guard.clone(), source) {
        let integration = reader.text_field(properties.path("Integration.Type")).known().map(str::to_owned);
        other_endpoint(reader, entry, route, integration, guard, Some(properties.get("RequestValidatorId").is_some()));
    }
}

/// An endpoint that leads to something else than a function of the template.
fn other_endpoint(
    reader: &mut Reader<'_>,
    entry: &Entry,
    route: Route,
    integration: Option<String>,
    (auth, auth_span): (Auth, Span),
    validated: Option<bool>,
) {
    reader.application.endpoints.push(Endpoint {
        api: route.api,
        method: route.method,
        path: route.path,
        function: None,
        integration,
        name: entry.key.text.clone(),
        span: entry.key.span,
        auth,
        auth_span,
        validated,
    });
}

/// The path of an API Gateway resource, from its parents.
fn rest_path(reader: &Reader<'_>, resource: Option<&Node>) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = resource?;
    for _ in 0..MAX_PARENTS {
        let name = references(at).into_iter().next()?;
        let Some(properties) = reader.root.at(&["Resources", &name, "Properties"]) else { break };
        let Some(part) = properties.get("PathPart") else { break };
        parts.push(reader.text_field(Some(part)).known()?.to_owned());
        at = properties.get("ParentId")?;
    }
    parts.reverse();
    Some(format!("/{}", parts.join("/")))
}

fn http_api(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    if is_websocket(reader, properties) {
        reader.note_for_platform("WebSocket APIs are not served; invoke their functions directly", properties);
        return;
    }
    let id = entry.key.text.clone();
    let stage = stage_of(reader, &id, "AWS::ApiGatewayV2::Stage", "ApiId").unwrap_or_else(|| "$default".to_owned());
    let cors = properties.get("CorsConfiguration").and_then(|cors| reader.cors(cors));
    let settings = reader.resolver.resolve(properties);
    let declared = declared_authorizers(reader, &id, "AWS::ApiGatewayV2::Authorizer", "ApiId");
    let span = entry.key.span;
    let api = Api { cors, settings, declared, span, ..Api::new(id.clone(), ApiKind::Http, stage) };
    reader.application.apis.push(api);
    if let Some(body) = properties.get("Body") {
        openapi::routes(reader, &id, ApiKind::Http, body);
    }
    let (method, path) = route_key(reader.text_field(properties.get("RouteKey")).known().unwrap_or("$default"));
    let source = Some(id.clone());
    let route = Route { api: id, method, path, payload: "2.0".to_owned(), authorizer: None };
    let guard = (Auth::None, entry.key.span);
    connect_guarded(reader, entry, properties.get("Target"), TriggerKind::HttpApi(route), guard, source);
}

fn is_websocket(reader: &Reader<'_>, api: &Node) -> bool {
    reader.text_field(api.get("ProtocolType")).known() == Some("WEBSOCKET")
}

fn http_route(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let api = properties.get("ApiId");
    let Some(api) = api.and_then(|api| reader.referenced_resource(api).or_else(|| reader.resource_name(api))) else {
        return;
    };
    let targets = properties.get("Target").map(references).unwrap_or_default();
    let integration = targets.iter().find_map(|id| properties_of(reader, id));
    let key = reader.text_field(properties.get("RouteKey")).known().unwrap_or("$default").to_owned();
    let mut guard = authorization(reader, properties, entry.key.span);
    let uri = integration.and_then(|integration| integration.get("IntegrationUri"));
    if properties_of(reader, &api).is_some_and(|api| is_websocket(reader, api)) {
        if key != "$connect" {
            guard = connect_auth(reader, &api, guard.1);
        }
        let source = Some(api.clone());
        connect_guarded(reader, entry, uri, TriggerKind::WebSocket { key }, guard, source);
        return;
    }
    let (method, path) = route_key(&key);
    let of = |name: &str| reader.text_field(integration.and_then(|integration| integration.get(name)));
    let payload = of("PayloadFormatVersion").known().unwrap_or("1.0").to_owned();
    let integration_kind = of("IntegrationType").known().map(str::to_owned);
    let route = Route { api, method, path, payload, authorizer: None };
    let source = Some(route.api.clone());
    if !connect_guarded(reader, entry, uri, TriggerKind::HttpApi(route.clone()), guard.clone(), source) {
        other_endpoint(reader, entry, route, integration_kind, guard, None);
    }
}

/// Who may open a connection decides about everything that is sent through it.
fn connect_auth(reader: &Reader<'_>, api: &str, place: Span) -> (Auth, Span) {
    let connect = reader.resources("AWS::ApiGatewayV2::Route").find_map(|(entry, _)| {
        let properties = entry.value.get("Properties")?;
        // The key is never anything but text.
        let is_connect = properties.get("RouteKey").and_then(Node::text) == Some("$connect");
        let same_api = is_connect && references(properties.get("ApiId")?).iter().any(|id| id == api);
        same_api.then_some((properties, entry.key.span))
    });
    connect.map_or((Auth::None, place), |(properties, place)| authorization(reader, properties, place))
}

fn properties_of<'a>(reader: &Reader<'a>, id: &str) -> Option<&'a Node> {
    reader.resolver.resource(id).and_then(|resource| resource.get("Properties"))
}

fn route_key(key: &str) -> (String, String) {
    match key.split_once(' ') {
        Some((method, path)) => (method.to_ascii_uppercase(), path.trim().to_owned()),
        None => ("ANY".to_owned(), "$default".to_owned()),
    }
}

fn load_balancer(reader: &mut Reader<'_>, entry: &Entry, properties: &Node, actions: &str) {
    let groups = properties.get(actions).map(references).unwrap_or_default();
    let is_group = |id: &&String| {
        reader.root.at(&["Resources", id, "Type"]).and_then(Node::text)
            == Some("AWS::ElasticLoadBalancingV2::TargetGroup")
    };
    let Some(group) = groups.iter().find(is_group) else { return };
    let Some(group) = reader.root.at(&["Resources", group, "Properties"]) else { return };
    let attributes = group.get("TargetGroupAttributes").map_or(&[][..], Node::items);
    let mut rule = LoadBalancerRule {
        priority: reader.number_field(properties.get("Priority")).value().copied().unwrap_or(u32::MAX),
        multi_value_headers: attributes.iter().any(|attribute| {
            reader.text_field(attribute.get("Key")).known() == Some("lambda.multi_value_headers.enabled")
                && reader.text_field(attribute.get("Value")).known() == Some("true")
        }),
        ..LoadBalancerRule::default()
    };
    for condition in properties.get("Conditions").map_or(&[][..], Node::items) {
        let field = reader.text_field(condition.get("Field"));
        let (list, config) = match field.known() {
            Some("path-pattern") => (&mut rule.paths, "PathPatternConfig"),
            Some("http-request-method") => (&mut rule.methods, "HttpRequestMethodConfig"),
            Some("host-header") => (&mut rule.hosts, "HostHeaderConfig"),
            _ => continue,
        };
        list.extend(reader.texts(condition.get("Values")));
        list.extend(reader.texts(condition.at(&[config, "Values"])));
    }
    let steps = properties.get(actions).map_or(&[][..], Node::items).iter().filter_map(|action| action.get("Type"));
    let login = steps.map(|kind| reader.text_field(Some(kind))).find_map(|kind| match kind {
        Field::Known(kind, span) if kind.starts_with("authenticate-") => Some((Auth::Authorizer(kind), span)),
        _ => None,
    });
    let guard = login.unwrap_or((Auth::None, entry.key.span));
    connect_guarded(reader, entry, group.get("Targets"), TriggerKind::LoadBalancer(rule), guard, None);
}

fn bucket(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let bucket = match reader.text_field(properties.get("BucketName")) {
        Field::Absent => Field::Known(entry.key.text.clone(), entry.key.span),
        named => named,
    };
    let configurations = properties.at(&["NotificationConfiguration", "LambdaConfigurations"]);
    for configuration in configurations.map_or(&[][..], Node::items) {
        let kind = TriggerKind::S3 { bucket: bucket.clone(), events: reader.texts(configuration.get("Event")) };
        connect_from(reader, entry, configuration.get("Function"), kind, Some(entry.key.text.clone()));
    }
}

fn topic(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    for subscription in properties.get("Subscription").map_or(&[][..], Node::items) {
        let topic = Field::Known(entry.key.text.clone(), entry.key.span);
        let source = Some(entry.key.text.clone());
        connect_from(reader, entry, subscription.get("Endpoint"), TriggerKind::Sns { topic }, source);
    }
}

fn rule(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    for target in properties.get("Targets").map_or(&[][..], Node::items) {
        let kind = match properties.get("ScheduleExpression") {
            Some(expression) => TriggerKind::Schedule { expression: reader.text_field(Some(expression)) },
            None => TriggerKind::EventBridge { bus: reader.text_field(properties.get("EventBusName")) },
        };
        let bus = properties.get("EventBusName").and_then(|bus| reader.referenced_resource(bus));
        connect_from(reader, entry, target.get("Arn"), kind, bus);
    }
}

#[cfg(test)]
mod tests {
    use crate::application::{ApiKind, TriggerKind};
    use crate::{Application, Deployment, Template};

    fn read(resources: &str) -> Application {
        let text =
            format!("Resources:\n  Fn: {{Type: AWS::Lambda::Function, Properties: {{Handler: a.b}}}}\n{resources}");
        Template::parse("t.yaml", &text).unwrap().application(&Deployment::default())
    }

    fn kinds(resources: &str) -> Vec<TriggerKind> {
        read(resources).functions[0].triggers.iter().map(|trigger| trigger.kind.clone()).collect()
    }

    fn routes(resources: &str) -> Vec<String> {
        let route = |kind: TriggerKind| match kind {
            TriggerKind::RestApi(route) => format!("rest {} {} {}", route.method, route.path, route.payload),
            TriggerKind::HttpApi(route) => format!("http {} {} {}", route.method, route.path, route.payload),
            other => format!("{other:?}"),
        };
        kinds(resources).into_iter().map(route).collect()
    }

    #[test]
    fn rest_routes_come_from_the_tree_of_resources() {
        let resources = "
  Api: {Type: AWS::ApiGateway::RestApi}
  Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live}}
  A: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: a}}
  B: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !Ref A, PathPart: '{id}'}}
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref B
      HttpMethod: GET
      Integration: {Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations'}
";
        assert_eq!(routes(resources), ["rest GET /a/{id} 1.0"]);
        assert_eq!(read(resources).apis[0].stage, "live");
    }

    #[test]
    fn parents_that_form_a_circle_are_left() {
        let resources = "
  A: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !Ref A, PathPart: a}}
  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: x, ResourceId: !Ref A, HttpMethod: GET, Integration: {Uri: !GetAtt Fn.Arn}}}
";
        assert_eq!(routes(resources).len(), 1);
    }

    #[test]
    fn http_routes_come_through_their_integration() {
        let resources = "
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ['*']}}}
  To: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationUri: !GetAtt Fn.Arn, PayloadFormatVersion: '2.0'}}
  Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: 'POST /x/{y+}', Target: !Join ['/', [integrations, !Ref To]]}}
";
        assert_eq!(routes(resources), ["http POST /x/{y+} 2.0"]);
        let api = &read(resources).apis[0];
        assert!(api.kind == ApiKind::Http && api.cors.is_some());
    }

    #[test]
    fn routes_of_a_websocket_api_are_no_http_routes() {
        let resources = "
  Chat: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}
  To: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Chat, IntegrationUri: !GetAtt Fn.Arn}}
  Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Chat, RouteKey: $default, Target: !Sub 'integrations/${To}'}}
";
        assert_eq!(kinds(resources), [TriggerKind::WebSocket { key: "$default".to_owned() }]);
        assert!(read(resources).apis.is_empty());
    }

    #[test]
    fn routes_of_an_openapi_document_are_read() {
        let resources = "
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /p:
            get: {x-amazon-apigateway-integration: {uri: !Sub '...${Fn.Arn}...', payloadFormatVersion: '2.0'}}
            x-amazon-apigateway-any-method: {x-amazon-apigateway-integration: {uri: !GetAtt Fn.Arn}}
";
        assert_eq!(routes(resources), ["http GET /p 2.0", "http ANY /p 2.0"]);
    }

    #[test]
    fn other_resources_invoke_functions_too() {
        let resources = "
  Queue: {Type: AWS::SQS::Queue}
  Map: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Queue.Arn, FunctionResponseTypes: [ReportBatchItemFailures]}}
  Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref Fn, AuthType: NONE}}
  Bucket: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: 's3:ObjectCreated:*', Function: !GetAtt Fn.Arn}]}}}
  Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: lambda, Endpoint: !GetAtt Fn.Arn}]}}
  Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [x]}, Targets: [{Id: t, Arn: !GetAtt Fn.Arn}]}}
  Nightly: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: [{Id: t, Arn: !GetAtt Fn.Arn}]}}
  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: lambda, Targets: [{Id: !GetAtt Fn.Arn}]}}
  Listen: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {Priority: 3, Conditions: [{Field: path-pattern, PathPatternConfig: {Values: ['/x/*']}}], Actions: [{Type: forward, TargetGroupArn: !Ref Group}]}}
";
        let kinds = kinds(resources);
        assert!(matches!(&kinds[0], TriggerKind::Sqs(batch) if batch.partial_failures));
        assert!(matches!(kinds[1], TriggerKind::FunctionUrl { .. }));
        assert!(matches!(&kinds[2], TriggerKind::S3 { bucket, .. } if bucket.known() == Some("Bucket")));
        assert!(matches!(kinds[3], TriggerKind::Sns { .. }));
        assert!(matches!(kinds[4], TriggerKind::EventBridge { .. }));
        assert!(matches!(kinds[5], TriggerKind::Schedule { .. }));
        assert!(matches!(&kinds[6], TriggerKind::LoadBalancer(rule) if rule.paths == ["/x/*"] && rule.priority == 3));
    }
}
