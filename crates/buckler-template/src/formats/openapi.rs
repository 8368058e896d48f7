//! Routes that stand in an OpenAPI document inside the template.

use crate::application::{ApiKind, Route, Trigger, TriggerKind};
use crate::formats::cloudformation::referenced_function;
use crate::formats::sam::Reader;
use crate::node::Node;

/// Adds a trigger to each function that an operation of `body` is integrated with.
pub(crate) fn routes(reader: &mut Reader<'_>, api: &str, kind: ApiKind, body: &Node) {
    let Some(paths) = body.get("paths") else {
        reader.note("routes of an OpenAPI document that is not in the template are not read", body);
        return;
    };
    for path in paths.entries() {
        for operation in path.value.entries() {
            let Some(integration) = operation.value.get("x-amazon-apigateway-integration") else { continue };
            let Some(function) = integration.get("uri").and_then(|uri| referenced_function(reader, uri)) else {
                continue;
            };
            let payload = reader.text_field(integration.get("payloadFormatVersion"));
            let default_payload = if kind == ApiKind::Rest { "1.0" } else { "2.0" };
            let method = match operation.key.text.to_ascii_uppercase() {
                any if any == "X-AMAZON-APIGATEWAY-ANY-METHOD" => "ANY".to_owned(),
                method => method,
            };
            let route = Route {
                api: api.to_owned(),
                method,
                path: path.key.text.clone(),
                payload: payload.known().unwrap_or(default_payload).to_owned(),
                authorizer: None,
            };
            let name = format!("{} {}", route.method, route.path);
            let kind = if kind == ApiKind::Rest { TriggerKind::RestApi(route) } else { TriggerKind::HttpApi(route) };
            reader.add(&function, Trigger::guarded(name, operation.key.span, kind));
        }
    }
}
