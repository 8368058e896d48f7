//! Triggers that are resources of their own in CloudFormation: event source mappings, function URLs, routes of both
//! API Gateways, load balancer rules, bucket notifications, subscriptions and EventBridge rules.

use crate::application::{Api, ApiKind, Field, LoadBalancerRule, Route, Trigger, TriggerKind};
use crate::formats::openapi;
use crate::formats::sam::Reader;
use crate::node::{Entry, Node, Value};

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
                connect(reader, entry, properties.get("TargetFunctionArn"), kind);
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
                connect(reader, entry, properties.get("Endpoint"), TriggerKind::Sns { topic });
            }
            "AWS::SNS::Topic" => topic(reader, entry, properties),
            "AWS::Events::Rule" => rule(reader, entry, properties),
            "AWS::ApiGateway::Authorizer" | "AWS::ApiGatewayV2::Authorizer" => {
                reader.note(
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

/// The key of the function that `node` refers to by `Ref`, `GetAtt` or `Sub`, at any depth, or by its literal name
/// or ARN.
pub(crate) fn referenced_function(reader: &Reader<'_>, node: &Node) -> Option<String> {
    let is_function = |id: &str| reader.application.functions.iter().any(|function| function.id == id);
    if let Some(id) = references(node).into_iter().find(|id| is_function(id)) {
        return Some(id);
    }
    let text = reader.text_field(Some(node));
    let text = text.known()?;
    let function = reader
        .application
        .functions
        .iter()
        .find(|function| text == function.name || text.split([':', '/']).any(|part| part == function.name))?;
    Some(function.id.clone())
}

/// Names that a value refers to, in order.
fn references(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        for entry in node.entries() {
            match (entry.key.text.as_str(), &entry.value.value) {
                ("Ref", Value::Text(name)) => found.push(name.clone()),
                ("Fn::GetAtt", Value::Text(name)) => found.extend(name.split('.').next().map(str::to_owned)),
                ("Fn::GetAtt", Value::List(parts)) => found.extend(parts.first().and_then(Node::scalar)),
                ("Fn::Sub", Value::Text(text)) => found.extend(substituted(text)),
                ("Fn::Sub", Value::List(parts)) => {
                    found.extend(parts.first().and_then(Node::text).into_iter().flat_map(substituted));
                }
                _ => {}
            }
            pending.push(&entry.value);
        }
        pending.extend(node.items().iter().rev());
    }
    found
}

fn substituted(text: &str) -> Vec<String> {
    let names = text.split("${").skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.trim());
    names.filter_map(|name| name.split('.').next()).map(str::to_owned).collect()
}

fn connect(reader: &mut Reader<'_>, entry: &Entry, target: Option<&Node>, kind: TriggerKind) {
    if let Some(function) = target.and_then(|target| referenced_function(reader, target)) {
        reader.add(&function, Trigger::guarded(entry.key.text.clone(), entry.key.span, kind));
    }
}

fn event_source(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let batch = reader.batch(properties, "EventSourceArn");
    let source = properties.get("EventSourceArn");
    let types: Vec<String> = source.map(references).unwrap_or_default();
    let resource_kind = types.iter().find_map(|id| reader.root.at(&["Resources", id, "Type"]).and_then(Node::text));
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
    connect(reader, entry, properties.get("FunctionName"), kind);
}

fn rest_api(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let id = entry.key.text.clone();
    let stage = stage_of(reader, &id, "AWS::ApiGateway::", "RestApiId").unwrap_or_else(|| "prod".to_owned());
    let binary_types = reader.texts(properties.get("BinaryMediaTypes"));
    reader.application.apis.push(Api { binary_types, ..Api::new(id.clone(), ApiKind::Rest, stage) });
    if let Some(body) = properties.get("Body") {
        openapi::routes(reader, &id, ApiKind::Rest, body);
    }
}

fn stage_of(reader: &Reader<'_>, api: &str, prefix: &'static str, reference: &str) -> Option<String> {
    reader.root.get("Resources")?.entries().iter().find_map(|entry| {
        let kind = entry.value.get("Type").and_then(Node::text)?;
        let properties = entry.value.get("Properties")?;
        let is_stage = kind.starts_with(prefix)
            && properties.get(reference).is_some_and(|node| references(node).iter().any(|id| id == api));
        let name = if is_stage { properties.get("StageName") } else { None };
        reader.text_field(name).known().map(str::to_owned)
    })
}

fn rest_method(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let Some(api) = properties.get("RestApiId").and_then(|api| reader.resource_name(api)) else { return };
    let Some(path) = rest_path(reader, properties.get("ResourceId")) else { return };
    let method = reader.text_field(properties.get("HttpMethod")).known().unwrap_or("ANY").to_ascii_uppercase();
    let route = Route { api, method, path, payload: "1.0".to_owned(), authorizer: None };
    connect(reader, entry, properties.at(&["Integration", "Uri"]), TriggerKind::RestApi(route));
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
        reader.note("WebSocket APIs are not served; invoke their functions directly", properties);
        return;
    }
    let id = entry.key.text.clone();
    let stage = stage_of(reader, &id, "AWS::ApiGatewayV2::Stage", "ApiId").unwrap_or_else(|| "$default".to_owned());
    let cors = properties.get("CorsConfiguration").and_then(|cors| reader.cors(cors));
    reader.application.apis.push(Api { cors, ..Api::new(id.clone(), ApiKind::Http, stage) });
    if let Some(body) = properties.get("Body") {
        openapi::routes(reader, &id, ApiKind::Http, body);
    }
    let (method, path) = route_key(reader.text_field(properties.get("RouteKey")).known().unwrap_or("$default"));
    let route = Route { api: id, method, path, payload: "2.0".to_owned(), authorizer: None };
    connect(reader, entry, properties.get("Target"), TriggerKind::HttpApi(route));
}

fn is_websocket(reader: &Reader<'_>, api: &Node) -> bool {
    reader.text_field(api.get("ProtocolType")).known() == Some("WEBSOCKET")
}

fn http_route(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let Some(api) = properties.get("ApiId").and_then(|api| reader.resource_name(api)) else { return };
    let targets = properties.get("Target").map(references).unwrap_or_default();
    let integration =
        targets.iter().find_map(|id| reader.resolver.resource(id).and_then(|resource| resource.get("Properties")));
    let Some(integration) = integration else { return };
    if reader
        .resolver
        .resource(&api)
        .and_then(|resource| resource.get("Properties"))
        .is_some_and(|api| is_websocket(reader, api))
    {
        let key = reader.text_field(properties.get("RouteKey")).known().unwrap_or("$default").to_owned();
        connect(reader, entry, integration.get("IntegrationUri"), TriggerKind::WebSocket { key });
        return;
    }
    let (method, path) = route_key(reader.text_field(properties.get("RouteKey")).known().unwrap_or("$default"));
    let payload = reader.text_field(integration.get("PayloadFormatVersion")).known().unwrap_or("1.0").to_owned();
    let kind = TriggerKind::HttpApi(Route { api, method, path, payload, authorizer: None });
    connect(reader, entry, integration.get("IntegrationUri"), kind);
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
    connect(reader, entry, group.get("Targets"), TriggerKind::LoadBalancer(rule));
}

fn bucket(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    let bucket = match reader.text_field(properties.get("BucketName")) {
        Field::Absent => Field::Known(entry.key.text.clone(), entry.key.span),
        named => named,
    };
    let configurations = properties.at(&["NotificationConfiguration", "LambdaConfigurations"]);
    for configuration in configurations.map_or(&[][..], Node::items) {
        let kind = TriggerKind::S3 { bucket: bucket.clone(), events: reader.texts(configuration.get("Event")) };
        connect(reader, entry, configuration.get("Function"), kind);
    }
}

fn topic(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    for subscription in properties.get("Subscription").map_or(&[][..], Node::items) {
        let topic = Field::Known(entry.key.text.clone(), entry.key.span);
        connect(reader, entry, subscription.get("Endpoint"), TriggerKind::Sns { topic });
    }
}

fn rule(reader: &mut Reader<'_>, entry: &Entry, properties: &Node) {
    for target in properties.get("Targets").map_or(&[][..], Node::items) {
        let kind = match properties.get("ScheduleExpression") {
            Some(expression) => TriggerKind::Schedule { expression: reader.text_field(Some(expression)) },
            None => TriggerKind::EventBridge { bus: reader.text_field(properties.get("EventBusName")) },
        };
        connect(reader, entry, target.get("Arn"), kind);
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
