//! Routes that stand in an OpenAPI document: inside the template, or in a file that it includes.

use crate::application::{ApiKind, Auth, Endpoint, Route, Trigger, TriggerKind};
use crate::formats::reader::Reader;
use crate::node::{Entry, Node};
use crate::source::Span;

/// Keys of a path that are operations.
const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "x-amazon-apigateway-any-method"];

/// Reads the document that `location` names, relative to the template.
pub(crate) fn routes_of_file(reader: &mut Reader<'_>, api: &str, kind: ApiKind, location: &Node) {
    let name = reader.text_field(Some(location));
    let files = reader.files;
    match name.known().and_then(|name| files.load(name, location.span.file)) {
        Some(body) => routes(reader, api, kind, &body),
        None => reader.note("routes that stand in an OpenAPI file of their own are not read", location),
    }
}

/// Adds a trigger to each function that an operation of `body` is integrated with, and an endpoint for each operation
/// that leads elsewhere.
pub(crate) fn routes(reader: &mut Reader<'_>, api: &str, kind: ApiKind, body: &Node) {
    if let Some(location) = included(body) {
        return routes_of_file(reader, api, kind, location);
    }
    let Some(paths) = body.get("paths") else {
        reader.note("routes of an OpenAPI document that is not in the template are not read", body);
        return;
    };
    for path in paths.entries() {
        for operation in path.value.entries() {
            if METHODS.contains(&operation.key.text.to_ascii_lowercase().as_str()) {
                route(reader, api, kind, body, path, operation);
            }
        }
    }
}

/// Where `Fn::Transform` with `AWS::Include` finds the document.
fn included(body: &Node) -> Option<&Node> {
    let transform = body.get("Fn::Transform")?;
    (transform.get("Name")?.text()? == "AWS::Include").then(|| transform.path("Parameters.Location"))?
}

fn route(reader: &mut Reader<'_>, api: &str, kind: ApiKind, body: &Node, path: &Entry, operation: &Entry) {
    let method = match operation.key.text.to_ascii_uppercase() {
        any if any == "X-AMAZON-APIGATEWAY-ANY-METHOD" => "ANY".to_owned(),
        method => method,
    };
    let integration = operation.value.get("x-amazon-apigateway-integration");
    let function = integration.and_then(|node| node.get("uri")).and_then(|uri| reader.referenced_function(uri));
    let (auth, auth_span) = auth(reader, body, &operation.value, operation.key.span);
    let name = format!("{method} {}", path.key.text);
    let Some(function) = function else {
        let integration = integration.and_then(|node| node.get("type")).and_then(Node::scalar);
        reader.application.endpoints.push(Endpoint {
            api: api.to_owned(),
            method,
            path: path.key.text.clone(),
            function: None,
            integration: integration.map(|kind| kind.to_ascii_uppercase()),
            name,
            span: operation.key.span,
            auth,
            auth_span,
            validated: None,
        });
        return;
    };
    let payload = reader.text_field(integration.and_then(|node| node.get("payloadFormatVersion")));
    let default_payload = if kind == ApiKind::Rest { "1.0" } else { "2.0" };
    let route = Route {
        api: api.to_owned(),
        method,
        path: path.key.text.clone(),
        payload: payload.known().unwrap_or(default_payload).to_owned(),
        authorizer: None,
    };
    if adopt(reader, &function, &route, &auth, auth_span) {
        return;
    }
    let kind = if kind == ApiKind::Rest { TriggerKind::RestApi(route) } else { TriggerKind::HttpApi(route) };
    let mut trigger = Trigger::guarded(name, operation.key.span, kind);
    (trigger.auth, trigger.auth_span) = (auth, auth_span);
    trigger.source = Some(api.to_owned());
    reader.add(&function, trigger);
}

/// An event of the function for the same route adds nothing to the document, which says who may call.
fn adopt(reader: &mut Reader<'_>, function: &str, route: &Route, auth: &Auth, auth_span: Span) -> bool {
    let functions = &mut reader.application.functions;
    let function = functions.iter_mut().find(|candidate| candidate.id == function);
    let same = |trigger: &&mut Trigger| match &trigger.kind {
        TriggerKind::RestApi(own) | TriggerKind::HttpApi(own) => {
            own.api == route.api && own.method == route.method && own.path == route.path
        }
        _ => false,
    };
    let Some(trigger) = function.and_then(|function| function.triggers.iter_mut().find(same)) else { return false };
    if trigger.auth == Auth::Unknown {
        (trigger.auth, trigger.auth_span) = (auth.clone(), auth_span);
    }
    true
}

/// Who may call an operation: what its `security` names, else what that of the document names. [`Auth::Unknown`]
/// leaves the answer to the API.
fn auth(reader: &Reader<'_>, body: &Node, operation: &Node, place: Span) -> (Auth, Span) {
    let Some(security) = operation.get("security").or_else(|| body.get("security")) else {
        return match operation.path("x-amazon-apigateway-auth.type").and_then(Node::text) {
            Some("NONE") => (Auth::None, place),
            Some("AWS_IAM") => (Auth::Iam, place),
            _ => (Auth::Unknown, place),
        };
    };
    let mut schemes = security.items().iter().filter_map(|item| item.entries().first());
    let Some(first) = schemes.next() else { return (Auth::None, security.span) };
    let name = first.key.text.as_str();
    let definitions = ["securityDefinitions", "components"].iter().filter_map(|key| body.get(key));
    let schemes = definitions.map(|node| node.get("securitySchemes").unwrap_or(node));
    let scheme = schemes.into_iter().find_map(|schemes| schemes.get(name));
    let kind = scheme.and_then(|scheme| scheme.get("x-amazon-apigateway-authtype")).and_then(Node::text);
    let is_key = scheme.and_then(|scheme| scheme.get("type")).and_then(Node::text) == Some("apiKey");
    let has_authorizer = scheme.is_some_and(|scheme| scheme.get("x-amazon-apigateway-authorizer").is_some());
    let header = reader.text_field(scheme.and_then(|scheme| scheme.get("name")));
    let auth = match kind {
        Some("awsSigv4") => Auth::Iam,
        _ if is_key && !has_authorizer && header.known().is_some_and(|name| name.eq_ignore_ascii_case("x-api-key")) => {
            Auth::ApiKey
        }
        _ => Auth::Authorizer(name.to_owned()),
    };
    (auth, first.key.span)
}
