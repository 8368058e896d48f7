//! Functions of a configuration, with what the provider gives all of them.

use crate::formats::reader::merge;
use crate::formats::serverless::build::{arn_of, entry, flag, map, normalized, reference, renamed, resource, text};
use crate::formats::serverless::{Configuration, events, roles};
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// Time-out in seconds and memory in MB where the configuration gives none.
/// Source: "Serverless.yml reference" of the framework.
const DEFAULTS: [(&str, u32); 2] = [("Timeout", 6), ("MemorySize", 1024)];

/// Settings of a function and of the provider that mean the same.
const SHARED: [(&str, &str); 7] = [
    ("runtime", "Runtime"),
    ("timeout", "Timeout"),
    ("memorySize", "MemorySize"),
    ("vpc", "VpcConfig"),
    ("kmsKeyArn", "KmsKeyArn"),
    ("layers", "Layers"),
    ("logRetentionInDays", "LogRetentionInDays"),
];

impl Configuration {
    pub(super) fn add_functions(&mut self) {
        let functions = self.section("functions");
        self.labels = functions
            .iter()
            .map(|function| (format!("{}LambdaFunction", normalized(&function.key.text)), function.key.text.clone()))
            .collect();
        for function in functions {
            self.add_function(&function);
        }
        self.add_layers();
    }

    fn add_function(&mut self, function: &Entry) {
        let (span, body) = (function.key.span, &function.value);
        if body.unknown().is_some_and(|unknown| unknown.span == body.span) {
            self.notes.push(("this function stands in a file that is not read".to_owned(), body.span));
        }
        let mut properties = renamed(body, &SHARED);
        if let Some(provider) = self.root.get("provider") {
            for shared in renamed(provider, &SHARED) {
                if !properties.iter().any(|own| own.key.text == shared.key.text) {
                    properties.push(shared);
                }
            }
        }
        for (key, value) in DEFAULTS {
            if !properties.iter().any(|own| own.key.text == key) {
                properties.push(entry(key, span, Node { span, value: Value::Number(value.to_string()) }));
            }
        }
        properties.extend(renamed(
            body,
            &[
                ("handler", "Handler"),
                ("reservedConcurrency", "ReservedConcurrentExecutions"),
                ("provisionedConcurrency", "ProvisionedConcurrency"),
                ("description", "Description"),
                ("ephemeralStorageSize", "EphemeralStorage"),
                ("awsKmsKeyArn", "KmsKeyArn"),
                ("architecture", "Architectures"),
            ],
        ));
        properties.extend(self.name_of(function));
        properties.push(self.code_of(body, span));
        properties.extend(self.environment_of(body));
        properties.extend(self.tracing_of(body));
        properties.extend(failures(body));
        properties.extend(self.url_of(body));
        properties.extend(self.role_of(function));
        let found = self.events_of(function);
        if !found.is_empty() {
            properties.push(entry("Events", span, map(found, body.span)));
        }
        let id = format!("{}LambdaFunction", normalized(&function.key.text));
        let mut made = resource(id, span, "AWS::Serverless::Function", properties, body.span);
        if let Value::Map(attributes) = &mut made.value.value {
            attributes.extend(renamed(body, &[("condition", "Condition"), ("dependsOn", "DependsOn")]));
        }
        self.resources.push(made);
    }

    /// `name`, else what the framework puts together, if that is known.
    fn name_of(&self, function: &Entry) -> Option<Entry> {
        if let Some(named) = function.value.entry("name") {
            return Some(entry("FunctionName", named.key.span, named.value.clone()));
        }
        let service = self.root.get("service").map(|service| service.get("name").unwrap_or(service))?.text()?;
        let stage = match self.provider("stage") {
            Some(stage) => stage.text()?.to_owned(),
            None => "dev".to_owned(),
        };
        let span = function.key.span;
        Some(entry("FunctionName", span, text(format!("{service}-{stage}-{}", function.key.text), span)))
    }

    /// Everything beside the configuration is packed, unless an archive or image is named.
    fn code_of(&self, body: &Node, span: Span) -> Entry {
        if let Some(image) = body.entry("image") {
            let uri = image.value.get("uri").or_else(|| image.value.get("name")).unwrap_or(&image.value);
            return entry("ImageUri", image.key.span, uri.clone());
        }
        let artifact = body.path("package.artifact").or_else(|| self.root.path("package.artifact"));
        match artifact.filter(|artifact| artifact.text().is_some()) {
            Some(artifact) => entry("CodeUri", artifact.span, artifact.clone()),
            None => entry("CodeUri", span, text(".", span)),
        }
    }

    fn environment_of(&self, body: &Node) -> Option<Entry> {
        let own = body.entry("environment");
        let shared = self.root.get("provider").and_then(|provider| provider.entry("environment"));
        let (key, variables) = match (own, shared) {
            (Some(own), Some(shared)) => (own.key.span, merge(&shared.value, &own.value)),
            (Some(one), None) | (None, Some(one)) => (one.key.span, one.value.clone()),
            (None, None) => return None,
        };
        let span = variables.span;
        Some(entry("Environment", key, map(vec![entry("Variables", key, variables)], span)))
    }

    fn tracing_of(&self, body: &Node) -> Option<Entry> {
        let tracing = body.get("tracing").or_else(|| self.provider("tracing.lambda"))?;
        let mode = match tracing.bool() {
            Some(true) => text("Active", tracing.span),
            Some(false) => text("Disabled", tracing.span),
            None => tracing.clone(),
        };
        Some(entry("Tracing", tracing.span, mode))
    }

    fn url_of(&self, body: &Node) -> Option<Entry> {
        let url = body.entry("url").filter(|url| url.value.bool() != Some(false))?;
        let span = url.key.span;
        let authorizer = url.value.get("authorizer");
        let auth = match authorizer {
            Some(authorizer) => match authorizer.text() {
                Some(name) if name.eq_ignore_ascii_case("aws_iam") => text("AWS_IAM", authorizer.span),
                Some(_) => text("NONE", authorizer.span),
                None => authorizer.clone(),
            },
            None => text("NONE", span),
        };
        let mut settings = vec![entry("AuthType", span, auth)];
        settings.extend(renamed(&url.value, &[("invokeMode", "InvokeMode")]));
        if let Some(cors) = url.value.entry("cors") {
            settings.push(entry("Cors", cors.key.span, events::cors(&cors.value)));
        }
        Some(entry("FunctionUrlConfig", span, map(settings, url.value.span)))
    }

    /// The role of a function: the one it names, one of its own, or the one that all share.
    fn role_of(&mut self, function: &Entry) -> Option<Entry> {
        let body = &function.value;
        let named = body.entry("role").or_else(|| {
            let provider = self.root.get("provider")?;
            let iam = provider.get("iam").and_then(|iam| iam.entry("role"));
            provider.entry("role").or(iam.filter(|role| !roles::is_settings(&role.value)))
        });
        if let Some(named) = named {
            let value = match named.value.text() {
                // A name without an ARN is a resource of the configuration.
                Some(id) if !id.contains([':', '/']) => arn_of(id, named.value.span),
                _ => named.value.clone(),
            };
            return Some(entry("Role", named.key.span, value));
        }
        let span = function.key.span;
        let id = self.add_own_role(function).unwrap_or_else(|| super::SHARED_ROLE.to_owned());
        Some(entry("Role", span, arn_of(&id, span)))
    }

    /// Layers that the configuration brings itself; functions name them by the key that the framework gives them.
    fn add_layers(&mut self) {
        for layer in self.section("layers") {
            let properties = renamed(&layer.value, &[("path", "ContentUri"), ("name", "LayerName")]);
            let id = format!("{}LambdaLayer", normalized(&layer.key.text));
            let made = resource(id, layer.key.span, "AWS::Serverless::LayerVersion", properties, layer.value.span);
            self.resources.push(made);
        }
    }

    fn events_of(&mut self, function: &Entry) -> Vec<Entry> {
        let mut found = Vec::new();
        for event in function.value.get("events").map_or(&[][..], Node::one_or_many) {
            for kind in event.entries() {
                let name = format!("{}{}", kind.key.text, found.len() + 1);
                let (converted, implied) = events::convert(kind, &self.labels);
                self.resources.extend(implied);
                found.push(entry(name, kind.key.span, converted));
            }
        }
        found
    }
}

/// Where failed asynchronous events go.
fn failures(body: &Node) -> Vec<Entry> {
    let mut found = Vec::new();
    if let Some(queue) = body.entry("onError").or_else(|| body.entry("deadLetter")) {
        let target = vec![entry("TargetArn", queue.key.span, queue.value.clone())];
        found.push(entry("DeadLetterConfig", queue.key.span, map(target, queue.value.span)));
    }
    let mut settings = renamed(body, &[("maximumRetryAttempts", "MaximumRetryAttempts")]);
    if let Some(destinations) = body.entry("destinations") {
        let target = |value: &Node| match value.get("arn") {
            Some(arn) => arn.clone(),
            // A name that is no ARN is another function of the configuration.
            None => match value.text() {
                Some(name) if !name.contains(':') => arn_of(&format!("{}LambdaFunction", normalized(name)), value.span),
                _ => value.clone(),
            },
        };
        let kinds = renamed(&destinations.value, &[("onFailure", "OnFailure"), ("onSuccess", "OnSuccess")]);
        let kinds = kinds.into_iter().map(|kind| {
            let span = kind.value.span;
            entry(kind.key.text, kind.key.span, map(vec![entry("Destination", span, target(&kind.value))], span))
        });
        let span = destinations.value.span;
        settings.push(entry("DestinationConfig", destinations.key.span, map(kinds.collect(), span)));
    }
    if !settings.is_empty() {
        found.push(entry("EventInvokeConfig", body.span, map(settings, body.span)));
    }
    found
}

/// The APIs that events imply.
impl Configuration {
    pub(super) fn add_apis(&mut self) {
        let uses = |kind: &str| {
            let functions = self.resources.iter().filter_map(|entry| entry.value.path("Properties.Events"));
            let events = functions.flat_map(Node::entries);
            let events: Vec<Entry> =
                events.filter(|event| event.value.get("Type").and_then(Node::text) == Some(kind)).cloned().collect();
            events
        };
        let (rest, http) = (uses("Api"), uses("HttpApi"));
        if let Some(first) = rest.first() {
            let span = first.key.span;
            let mut properties = vec![entry("StageName", span, self.stage(span))];
            properties.extend(self.rest_auth(&rest, span));
            if let Some(cors) = rest.iter().find_map(|event| event.value.path("Properties.Cors")) {
                properties.push(entry("Cors", cors.span, cors.clone()));
            }
            if let Some(kind) = self.provider("endpointType") {
                let kind = Node {
                    span: kind.span,
                    value: kind.text().map_or(kind.value.clone(), |text| Value::Text(text.to_ascii_uppercase())),
                };
                properties.push(entry("EndpointConfiguration", kind.span, kind));
            }
            if let Some(logs) = self.provider("logs.restApi").filter(|logs| logs.bool() != Some(false)) {
                properties.push(entry("AccessLogSetting", logs.span, logs.clone()));
            }
            if let Some(tracing) = self.provider("tracing.apiGateway").filter(|tracing| tracing.bool() == Some(true)) {
                properties.push(entry("TracingEnabled", tracing.span, flag(true, tracing.span)));
            }
            self.resources.push(resource(super::REST_API, span, "AWS::Serverless::Api", properties, span));
        }
        if let Some(first) = http.first() {
            let span = first.key.span;
            let mut properties = Vec::new();
            if let Some(cors) = self.provider("httpApi.cors") {
                properties.push(entry("CorsConfiguration", cors.span, events::cors(cors)));
            }
            if let Some(logs) = self.provider("logs.httpApi").filter(|logs| logs.bool() != Some(false)) {
                properties.push(entry("AccessLogSettings", logs.span, logs.clone()));
            }
            if let Some(authorizers) = self.provider("httpApi.authorizers") {
                let declared = authorizers.entries().iter().map(|declared| self.http_authorizer(declared)).collect();
                let auth = vec![entry("Authorizers", authorizers.span, map(declared, authorizers.span))];
                properties.push(entry("Auth", authorizers.span, map(auth, authorizers.span)));
            }
            self.resources.push(resource(super::HTTP_API, span, "AWS::Serverless::HttpApi", properties, span));
        }
    }

    fn stage(&self, span: Span) -> Node {
        self.provider("stage").cloned().unwrap_or_else(|| text("dev", span))
    }

    /// The authorizers that events name, and the policy of the API.
    fn rest_auth(&self, events: &[Entry], span: Span) -> Option<Entry> {
        let mut declared: Vec<Entry> = Vec::new();
        for event in events {
            let Some(own) = event.value.path("Properties.Declares") else { continue };
            for authorizer in own.entries() {
                if !declared.iter().any(|known| known.key.text == authorizer.key.text) {
                    declared.push(authorizer.clone());
                }
            }
        }
        let mut auth = Vec::new();
        if !declared.is_empty() {
            auth.push(entry("Authorizers", span, map(declared, span)));
        }
        let policy = self.provider("apiGateway.resourcePolicy").or_else(|| self.provider("resourcePolicy"));
        if let Some(policy) = policy {
            auth.push(entry("ResourcePolicy", policy.span, policy.clone()));
        }
        (!auth.is_empty()).then(|| entry("Auth", span, map(auth, span)))
    }

    fn http_authorizer(&self, declared: &Entry) -> Entry {
        let body = &declared.value;
        let mut settings = Vec::new();
        if let Some(name) = body.get("functionName").and_then(Node::text) {
            let id = format!("{}LambdaFunction", normalized(name));
            settings.push(entry("FunctionArn", body.span, arn_of(&id, body.span)));
        } else if let Some(arn) = body.entry("functionArn") {
            settings.push(entry("FunctionArn", arn.key.span, arn.value.clone()));
        } else if body.get("issuerUrl").is_some() {
            let jwt = renamed(body, &[("issuerUrl", "issuer"), ("audience", "audience")]);
            settings.push(entry("JwtConfiguration", body.span, map(jwt, body.span)));
        }
        entry(declared.key.text.clone(), declared.key.span, map(settings, body.span))
    }
}

/// `{Ref: REST_API}` for events.
pub(super) fn api_reference(id: &str, span: Span) -> Entry {
    let key = if id == super::REST_API { "RestApiId" } else { "ApiId" };
    entry(key, span, reference(id, span))
}
