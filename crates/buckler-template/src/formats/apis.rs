//! HTTP front ends that SAM makes, their authorizers, and who may call what.

use crate::application::{
    Api, ApiKind, Auth, Authorizer, AuthorizerKind, AuthorizerMeans, DeclaredAuthorizer, Endpoint, Format, Route,
    Trigger, TriggerKind,
};
use crate::formats::openapi;
use crate::formats::reader::Reader;
use crate::formats::sam::{IMPLICIT_HTTP, IMPLICIT_REST};
use crate::node::{Entry, Node};
use crate::resources::canonical_arns;
use crate::source::Span;
use crate::symbol::Symbol;

/// Adds the APIs of `AWS::Serverless::…`, the implicit ones included.
pub(crate) fn read(reader: &mut Reader<'_>) {
    for (entry, kind) in reader.resources("AWS::Serverless::") {
        let (kind, section) = match kind {
            "AWS::Serverless::Api" => (ApiKind::Rest, "Api"),
            "AWS::Serverless::HttpApi" => (ApiKind::Http, "HttpApi"),
            _ => continue,
        };
        let properties = reader.with_globals(section, entry.value.get("Properties"));
        let api = api(reader, entry.key.text.clone(), kind, &properties, entry.key.span);
        reader.application.apis.push(api);
        if let Some(body) = properties.get("DefinitionBody") {
            openapi::routes(reader, &entry.key.text, kind, body);
        } else if let Some(uri) = properties.get("DefinitionUri") {
            openapi::routes_of_file(reader, &entry.key.text, kind, uri);
        }
    }
    implicit_api(reader, IMPLICIT_REST, ApiKind::Rest, "Api");
    implicit_api(reader, IMPLICIT_HTTP, ApiKind::Http, "HttpApi");
}

fn implicit_api(reader: &mut Reader<'_>, id: &str, kind: ApiKind, section: &str) {
    let triggers = reader.application.functions.iter().flat_map(|function| &function.triggers);
    let Some(first) = triggers.into_iter().find(|trigger| route_of(trigger).is_some_and(|route| route.api == id))
    else {
        return;
    };
    let span = first.span;
    let properties = reader.with_globals(section, None);
    let api = api(reader, id.to_owned(), kind, &properties, span);
    reader.application.apis.push(api);
}

fn route_of(trigger: &Trigger) -> Option<&Route> {
    match &trigger.kind {
        TriggerKind::RestApi(route) | TriggerKind::HttpApi(route) => Some(route),
        _ => None,
    }
}

fn api(reader: &mut Reader<'_>, id: String, kind: ApiKind, properties: &Node, span: Span) -> Api {
    let cors = if kind == ApiKind::Rest { "Cors" } else { "CorsConfiguration" };
    let stage = reader.text_field(properties.get("StageName"));
    let default_stage = if kind == ApiKind::Rest { "Prod" } else { "$default" };
    let default_authorizer = reader.text_field(properties.path("Auth.DefaultAuthorizer"));
    let binary_types = reader.texts(properties.get("BinaryMediaTypes"));
    let declared = properties.path("Auth.Authorizers").map_or(&[][..], Node::entries);
    let declared = declared.iter().map(|entry| declared_authorizer(reader, entry)).collect();
    Api {
        cors: properties.get(cors).and_then(|cors| reader.cors(cors)),
        // SAM writes the slash of a media type as `~1`.
        binary_types: binary_types.iter().map(|kind| kind.replace("~1", "/")).collect(),
        authorizers: authorizers(reader, kind, properties.path("Auth.Authorizers")),
        default_authorizer: default_authorizer.known().map(str::to_owned),
        span,
        declared,
        settings: reader.resolver.resolve(properties),
        ..Api::new(id, kind, stage.known().unwrap_or(default_stage).to_owned())
    }
}

fn declared_authorizer(reader: &Reader<'_>, entry: &Entry) -> DeclaredAuthorizer {
    let has = |key: &str| entry.value.get(key).is_some();
    let function = entry.value.get("FunctionArn").or_else(|| entry.value.get("FunctionInvokeUri"));
    let means = match function {
        Some(arn) => AuthorizerMeans::Function(reader.referenced_function(arn)),
        None if has("UserPoolArn") => AuthorizerMeans::UserPool,
        None if has("JwtConfiguration") || has("OpenIdConnectUrl") => AuthorizerMeans::Jwt,
        None => AuthorizerMeans::Unknown,
    };
    DeclaredAuthorizer { name: entry.key.text.clone(), span: entry.key.span, means }
}

/// Functions that decide who may call; other authorizers, such as those of a user pool, are noted.
fn authorizers(reader: &mut Reader<'_>, kind: ApiKind, authorizers: Option<&Node>) -> Vec<Authorizer> {
    let mut found = Vec::new();
    for entry in authorizers.map_or(&[][..], Node::entries) {
        let arn = entry.value.get("FunctionArn");
        match arn.and_then(|arn| reader.referenced_function(arn)) {
            Some(function) if kind == ApiKind::Rest => {
                let kind = authorizer_kind(reader, &entry.value);
                found.push(Authorizer { name: entry.key.text.clone(), function, kind });
            }
            _ => reader.note_for_platform(
                "this authorizer is not applied: requests reach their functions without it",
                &entry.value,
            ),
        }
    }
    found
}

fn authorizer_kind(reader: &Reader<'_>, authorizer: &Node) -> AuthorizerKind {
    let identity = authorizer.get("Identity");
    let of = |key| identity.and_then(|identity| identity.get(key));
    if reader.text_field(authorizer.get("FunctionPayloadType")).known() == Some("REQUEST") {
        return AuthorizerKind::Request {
            headers: reader.texts(of("Headers")),
            query: reader.texts(of("QueryStrings")),
        };
    }
    let header = reader.text_field(of("Header")).known().unwrap_or("Authorization").to_owned();
    AuthorizerKind::Token { header }
}

/// Finds the queue, bucket or topic of triggers that name it by a text and not by its key.
fn find_sources(reader: &mut Reader<'_>) {
    let arns = canonical_arns(&reader.application.resources);
    let application = &mut reader.application;
    let (resources, functions) = (&application.resources, &mut application.functions);
    for trigger in functions.iter_mut().flat_map(|function| &mut function.triggers) {
        let named = match &trigger.kind {
            TriggerKind::Sqs(batch) | TriggerKind::Kinesis(batch) | TriggerKind::DynamoDb(batch) => &batch.source,
            TriggerKind::Sns { topic: named } | TriggerKind::S3 { bucket: named, .. } => named,
            TriggerKind::EventBridge { bus: named } => named,
            _ => continue,
        };
        let Some(mut text) = named.symbolic().map(|text| text.into_owned()).filter(|_| trigger.source.is_none()) else {
            continue;
        };
        arns.replace(&mut text);
        let by_arn = Symbol::whole(&text).and_then(|symbol| resources.iter().find(|it| symbol.is_own(&it.id)));
        let found = by_arn.or_else(|| resources.iter().find(|resource| resource.is_called(&text)));
        trigger.source = found.map(|resource| resource.id.clone());
    }
}

/// Gives the routes that leave it to their API who may call them, and lists the endpoints of all functions.
pub(crate) fn decide(reader: &mut Reader<'_>) {
    find_sources(reader);
    let application = &mut reader.application;
    // Who may open a connection decides about everything that is sent through it.
    let triggers = application.functions.iter().flat_map(|function| &function.triggers);
    let connect = triggers.into_iter().find(|trigger| {
        matches!(&trigger.kind, TriggerKind::WebSocket { key } if key == "$connect") && trigger.auth != Auth::Unknown
    });
    let connect = connect.map(|trigger| (trigger.auth.clone(), trigger.auth_span));
    for function in &mut application.functions {
        for trigger in &mut function.triggers {
            let Some(route) = route_of(trigger) else {
                if trigger.auth == Auth::Unknown && application.format == Format::Serverless {
                    let guard = match trigger.kind {
                        TriggerKind::WebSocket { .. } => connect.clone(),
                        TriggerKind::LoadBalancer(_) => None,
                        _ => continue,
                    };
                    (trigger.auth, trigger.auth_span) = guard.unwrap_or((Auth::None, trigger.span));
                }
                continue;
            };
            let api = application.apis.iter().find(|api| api.id == route.api);
            if trigger.auth == Auth::Unknown {
                trigger.source = trigger.source.take().or_else(|| api.map(|api| api.id.clone()));
                if let Some((auth, span)) = api.and_then(|api| default_auth(api, trigger.auth_span)) {
                    (trigger.auth, trigger.auth_span) = (auth, span);
                }
            }
        }
    }
    for endpoint in application.endpoints.iter_mut().filter(|endpoint| endpoint.auth == Auth::Unknown) {
        let api = application.apis.iter().find(|api| api.id == endpoint.api);
        if let Some((auth, span)) = api.and_then(|api| default_auth(api, endpoint.auth_span)) {
            (endpoint.auth, endpoint.auth_span) = (auth, span);
        }
    }
    let endpoints: Vec<Endpoint> = application
        .functions
        .iter()
        .flat_map(|function| function.triggers.iter().filter_map(|trigger| endpoint(&function.id, trigger)))
        .collect();
    for mut endpoint in endpoints {
        endpoint.validated = validated(reader, &endpoint);
        reader.application.endpoints.push(endpoint);
    }
    authorizer_triggers(reader);
}

/// Who may call the routes of an API that say nothing themselves. `None` for APIs whose routes all say it.
fn default_auth(api: &Api, place: Span) -> Option<(Auth, Span)> {
    let auth = api.settings.get("Auth");
    let default = auth.and_then(|auth| auth.get("DefaultAuthorizer"));
    if let Some(default) = default {
        return Some(match default.text() {
            Some("AWS_IAM") => (Auth::Iam, default.span),
            Some("NONE") => (Auth::None, default.span),
            Some(name) => (Auth::Authorizer(name.to_owned()), default.span),
            None => (Auth::Unknown, default.span),
        });
    }
    if auth.is_some_and(|auth| auth.unknown().is_some_and(|unknown| unknown.span == auth.span)) {
        return None;
    }
    let key = auth.and_then(|auth| auth.get("ApiKeyRequired"));
    match key.and_then(Node::bool) {
        Some(true) => Some((Auth::ApiKey, key.map_or(place, |key| key.span))),
        _ => Some((Auth::None, place)),
    }
}

fn endpoint(function: &str, trigger: &Trigger) -> Option<Endpoint> {
    let (api, method, path) = match &trigger.kind {
        TriggerKind::RestApi(route) | TriggerKind::HttpApi(route) => {
            (route.api.clone(), route.method.clone(), route.path.clone())
        }
        TriggerKind::WebSocket { key } => {
            (trigger.source.clone().unwrap_or_default(), "WEBSOCKET".to_owned(), key.clone())
        }
        _ => return None,
    };
    Some(Endpoint {
        api,
        method,
        path,
        function: Some(function.to_owned()),
        integration: Some("AWS_PROXY".to_owned()),
        name: trigger.name.clone(),
        span: trigger.span,
        auth: trigger.auth.clone(),
        auth_span: trigger.auth_span,
        validated: None,
    })
}

/// Whether the API checks the requests of an endpoint, as far as SAM events and methods say it. HTTP APIs cannot.
fn validated(reader: &Reader<'_>, endpoint: &Endpoint) -> Option<bool> {
    let api = reader.application.api(&endpoint.api)?;
    if api.kind != ApiKind::Rest {
        return None;
    }
    if let Some(method) = reader.application.resource(&endpoint.name).filter(|r| r.kind == "AWS::ApiGateway::Method") {
        return Some(method.get("RequestValidatorId").is_some());
    }
    let function = reader.application.resource(endpoint.function.as_deref()?)?;
    let event = function.get("Events")?.get(&endpoint.name)?.get("Properties")?;
    let model = event.path("RequestModel.ValidateBody").or_else(|| event.path("RequestModel.ValidateParameters"));
    let validates = |node: &Node| node.path("RequestModel.ValidateBody").is_some();
    Some(
        model.and_then(Node::bool) == Some(true)
            || validates(event)
            || event.get("RequestParameters").is_some_and(|parameters| {
                parameters
                    .items()
                    .iter()
                    .any(|item| item.entries().iter().any(|entry| entry.value.path("Required").is_some()))
            }),
    )
}

/// A function that decides who may call is itself reached by anyone.
fn authorizer_triggers(reader: &mut Reader<'_>) {
    let mut found = Vec::new();
    for api in &reader.application.apis {
        for authorizer in &api.declared {
            if let AuthorizerMeans::Function(Some(function)) = &authorizer.means {
                let kind = TriggerKind::Other("Authorizer".to_owned());
                let mut trigger = Trigger::guarded(authorizer.name.clone(), authorizer.span, kind);
                trigger.auth = Auth::None;
                trigger.source = Some(api.id.clone());
                found.push((function.clone(), trigger));
            }
        }
    }
    for (function, trigger) in found {
        reader.add(&function, trigger);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Deployment, Template};

    /// Method, path and who may call, with the text that says so.
    fn endpoints(text: &str) -> Vec<String> {
        let application = Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic());
        let show = |endpoint: &Endpoint| {
            let auth = match &endpoint.auth {
                Auth::Authorizer(name) => name.clone(),
                other => format!("{other:?}"),
            };
            format!("{} {} {auth} {}", endpoint.method, endpoint.path, endpoint.auth_span.of(text))
        };
        application.endpoints.iter().map(show).collect()
    }

    #[test]
    fn routes_take_the_authorizer_of_their_api_unless_they_say_otherwise() {
        let text = "
Globals: {Api: {Auth: {DefaultAuthorizer: AWS_IAM}}}
Resources:
  Main: {Type: AWS::Serverless::Api, Properties: {Auth: {DefaultAuthorizer: Pool, Authorizers: {Pool: {UserPoolArn: x}}}}}
  Keys: {Type: AWS::Serverless::Api, Properties: {Auth: {DefaultAuthorizer: !Ref AWS::NoValue, ApiKeyRequired: true}}}
  Http: {Type: AWS::Serverless::HttpApi}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionUrlConfig: {AuthType: NONE}
      Events:
        A: {Type: Api, Properties: {RestApiId: !Ref Main, Path: /a, Method: get}}
        B: {Type: Api, Properties: {RestApiId: !Ref Main, Path: /b, Method: get, Auth: {Authorizer: NONE}}}
        C: {Type: Api, Properties: {Path: /c, Method: get}}
        D: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /d, Method: post}}
        E: {Type: Api, Properties: {RestApiId: !Ref Elsewhere, Path: /e, Method: get}}
";
        let expected =
            ["GET /a Pool Pool", "GET /b None NONE", "GET /c Iam AWS_IAM", "POST /d None D", "GET /e Unknown E"];
        assert_eq!(endpoints(text), expected);
        let application = Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic());
        let url = application.functions[0].triggers.last().unwrap();
        assert_eq!((&url.auth, url.auth_span.of(text)), (&Auth::None, "NONE"));
    }

    #[test]
    fn a_source_is_found_by_its_name_too() {
        let text = "
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Q: {Type: SQS, Properties: {Queue: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs'}}
        N: {Type: SNS, Properties: {Topic: 'arn:aws:sns:us-east-1:123456789012:news'}}
        O: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:us-east-1:123456789012:other'}}
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  News: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
";
        let application = Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic());
        let sources: Vec<_> = application.functions[0].triggers.iter().map(|it| it.source.as_deref()).collect();
        assert_eq!(sources, [Some("Jobs"), Some("News"), None]);
    }

    #[test]
    fn methods_and_routes_say_who_may_call() {
        let text = "
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
  Rest: {Type: AWS::ApiGateway::RestApi}
  Check: {Type: AWS::ApiGateway::Authorizer, Properties: {RestApiId: !Ref Rest, Type: COGNITO_USER_POOLS}}
  R: {Type: AWS::ApiGateway::Resource, Properties: {ParentId: !GetAtt Rest.RootResourceId, PathPart: r}}
  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Rest, ResourceId: !Ref R, HttpMethod: GET, AuthorizationType: NONE, Integration: {Uri: !GetAtt Fn.Arn}}}
  Put: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Rest, ResourceId: !Ref R, HttpMethod: PUT, AuthorizationType: COGNITO_USER_POOLS, AuthorizerId: !Ref Check, Integration: {Uri: !GetAtt Fn.Arn}}}
  Options: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Rest, ResourceId: !Ref R, HttpMethod: OPTIONS, AuthorizationType: NONE, Integration: {Type: MOCK}}}
  Chat: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}
  To: {Type: AWS::ApiGatewayV2::Integration, Properties: {IntegrationUri: !GetAtt Fn.Arn}}
  Open: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: AWS_IAM, Target: !Sub 'integrations/${To}'}}
  Say: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Chat, RouteKey: say, Target: !Sub 'integrations/${To}'}}
";
        let expected = [
            "OPTIONS /r None NONE",
            "GET /r None NONE",
            "PUT /r Check COGNITO_USER_POOLS",
            "WEBSOCKET $connect Iam AWS_IAM",
            "WEBSOCKET say Iam AWS_IAM",
        ];
        assert_eq!(endpoints(text), expected);
        let application = Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic());
        assert_eq!(application.endpoints[0].integration.as_deref(), Some("MOCK"));
        assert_eq!(application.apis[0].declared[0].means, AuthorizerMeans::UserPool);
    }

    #[test]
    fn operations_of_an_openapi_document_say_who_may_call() {
        let text = "
Resources:
  Fn: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        security: [{sig: []}]
        securityDefinitions: {sig: {type: apiKey, x-amazon-apigateway-authtype: awsSigv4}, key: {type: apiKey, name: x-api-key, in: header}}
        paths:
          /p:
            get: {x-amazon-apigateway-integration: {uri: !GetAtt Fn.Arn}}
            put: {security: [{key: []}], x-amazon-apigateway-integration: {uri: !GetAtt Fn.Arn}}
            post: {security: [], x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://x'}}
            parameters: []
  Also:
    Type: AWS::Serverless::Function
    Properties: {Events: {E: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /also, Method: get}}}}
";
        let with = text
            .replace("parameters: []", "delete: {x-amazon-apigateway-integration: {uri: !GetAtt Also.Arn}}")
            .replace("Path: /also, Method: get", "Path: /p, Method: delete");
        assert_eq!(endpoints(text), ["POST /p None []", "GET /p Iam sig", "PUT /p ApiKey key", "GET /also None E"]);
        assert_eq!(endpoints(&with)[3], "DELETE /p Iam sig");
    }
}
