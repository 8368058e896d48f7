//! What all readers of templates work with: the tree, its functions' resolver, and the application so far.

use std::rc::Rc;

use crate::application::{
    Application, Batch, Cors, Field, Format, InvokeMode, Note, Output, Parameter, Resource, Trigger, TriggerKind,
};
use crate::files::Files;
use crate::formats::{apis, cloudformation, roles, sam, serverless, targets};
use crate::loops;
use crate::node::{Entry, Node, Value};
use crate::resolve::{Deployment, PhysicalNames, Reason, Resolver, Unknown};
use crate::symbol::symbols;

/// Most resources that are read; CloudFormation takes no template with more than 500.
const MAX_RESOURCES: usize = 2_000;

/// Reads the application out of a template.
pub(crate) fn application(root: &Node, deployment: &Deployment, files: &Files<'_>) -> Application {
    if !serverless::is_configuration(root) {
        let expanded = loops::expanded(root, deployment);
        return read(expanded.as_ref().unwrap_or(root), deployment, files, Format::CloudFormation);
    }
    let converted = serverless::convert(root, files, deployment);
    let mut application = read(&converted.template, deployment, files, Format::Serverless);
    for (id, label) in converted.labels {
        if let Some(function) = application.functions.iter_mut().find(|function| function.id == id) {
            function.label = label;
        }
    }
    application.notes.extend(converted.notes.into_iter().map(|(message, span)| Note { message, span }));
    application
}

fn read(root: &Node, deployment: &Deployment, files: &Files<'_>, format: Format) -> Application {
    let mut reader = Reader {
        root,
        files,
        is_symbolic: deployment.physical_names == PhysicalNames::Symbolic,
        resolver: Resolver::new(root, deployment),
        application: Application { format, ..Application::default() },
        present: Rc::default(),
    };
    reader.find_resources();
    reader.all_resources();
    reader.parameters();
    sam::functions(&mut reader);
    apis::read(&mut reader);
    cloudformation::triggers(&mut reader);
    targets::triggers(&mut reader);
    apis::decide(&mut reader);
    roles::read(&mut reader);
    reader.application
}

/// What all readers of a template work with.
pub(crate) struct Reader<'a> {
    pub(crate) root: &'a Node,
    /// What it may include.
    pub(crate) files: &'a Files<'a>,
    /// Whether the deployment decides nothing: then resources whose condition does not hold are read too, for another
    /// deployment has them.
    pub(crate) is_symbolic: bool,
    pub(crate) resolver: Resolver<'a>,
    pub(crate) application: Application,
    /// The resources that exist, with their kinds.
    present: Rc<[(&'a Entry, &'a str)]>,
}

impl<'a> Reader<'a> {
    /// The resources whose kind begins so and that exist in this deployment, each with its entry and kind.
    pub(crate) fn resources(&self, prefix: &'a str) -> impl Iterator<Item = (&'a Entry, &'a str)> + use<'a> {
        let present = Rc::clone(&self.present);
        (0..present.len())
            .filter_map(move |index| present.get(index).copied())
            .filter(move |(_, kind)| kind.starts_with(prefix))
    }

    /// Notes which resources exist in this deployment.
    fn find_resources(&mut self) {
        let entries = self.root.get("Resources").map_or(&[][..], Node::entries);
        if let Some(first) = entries.get(MAX_RESOURCES) {
            let left = entries.len() - MAX_RESOURCES;
            self.note(
                &format!("{left} resources are not read: a template with so many cannot be deployed"),
                &first.value,
            );
        }
        let present = entries.iter().take(MAX_RESOURCES).filter(|entry| !self.is_absent(entry));
        let present = present.filter_map(|entry| Some((entry, entry.value.get("Type").and_then(Node::text)?)));
        self.present = present.collect();
    }

    fn is_absent(&self, entry: &Entry) -> bool {
        let condition = entry.value.get("Condition").and_then(Node::text);
        !self.is_symbolic && condition.is_some_and(|name| self.resolver.condition(name) == Some(false))
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

    /// The parameters and outputs of the template.
    fn parameters(&mut self) {
        let section = |name: &str| self.root.get(name).map_or(&[][..], Node::entries);
        let parameters = section("Parameters").iter().map(|entry| Parameter {
            name: entry.key.text.clone(),
            span: entry.key.span,
            kind: entry.value.get("Type").and_then(Node::scalar).unwrap_or_else(|| "String".to_owned()),
            no_echo: entry.value.get("NoEcho").and_then(Node::bool) == Some(true),
            default: entry.value.get("Default").cloned(),
        });
        let outputs = section("Outputs").iter().filter_map(|entry| {
            let export = entry.value.path("Export.Name").map(|name| self.resolver.resolve(name));
            Some(Output {
                name: entry.key.text.clone(),
                span: entry.key.span,
                value: self.resolver.resolve(entry.value.get("Value")?),
                export: export.and_then(|name| name.symbolic().map(|name| name.into_owned())),
            })
        });
        let (parameters, outputs) = (parameters.collect(), outputs.collect());
        self.application.parameters = parameters;
        self.application.outputs = outputs;
    }

    /// Properties with those of `Globals` beneath them.
    pub(crate) fn with_globals(&self, section: &str, own: Option<&Node>) -> Node {
        match (self.root.at(&["Globals", section]), own) {
            (Some(globals), Some(own)) => merge(globals, own),
            (Some(node), None) | (None, Some(node)) => node.clone(),
            (None, None) => Node { span: self.root.span, value: Value::Map(Vec::new()) },
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

    /// The key of the resource that `node` refers to by `Ref`, `GetAtt` or `Sub`, at any depth.
    pub(crate) fn referenced_resource(&self, node: &Node) -> Option<String> {
        references(node).into_iter().find(|id| self.resolver.resource(id).is_some())
    }

    /// The keys of all functions that `node` refers to, at any depth, each once.
    pub(crate) fn referenced_functions(&self, node: &Node) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for id in references(node) {
            let is_function = self.application.functions.iter().any(|function| function.id == id);
            if is_function && !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// The key of the function that `node` refers to by `Ref`, `GetAtt` or `Sub`, at any depth, or by its literal
    /// name or ARN.
    pub(crate) fn referenced_function(&self, node: &Node) -> Option<String> {
        let functions = &self.application.functions;
        let is_function = |id: &str| functions.iter().any(|function| function.id == id);
        if let Some(id) = references(node).into_iter().find(|id| is_function(id)) {
            return Some(id);
        }
        let text = self.text_field(Some(node));
        let text = text.symbolic()?;
        let is_named = |name: &str| text == name || text.split([':', '/']).any(|part| part == name);
        functions.iter().find(|function| is_named(&function.name)).map(|function| function.id.clone())
    }

    /// Adds a trigger to the function with this key.
    pub(crate) fn add(&mut self, function: &str, trigger: Trigger) {
        if let Some(found) = self.application.functions.iter_mut().find(|candidate| candidate.id == function) {
            found.triggers.push(trigger);
        }
    }

    /// Notes what a local platform leaves out; nothing is left out of the model.
    pub(crate) fn note_for_platform(&mut self, message: &str, node: &Node) {
        if !self.is_symbolic {
            self.note(message, node);
        }
    }

    /// Notes something at the place of `node`.
    pub(crate) fn note(&mut self, message: &str, node: &Node) {
        self.application.notes.push(Note { message: message.to_owned(), span: node.span });
    }
}

/// Names that a value refers to, in order.
pub(crate) fn references(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        if let Value::Unknown(unknown) = &node.value {
            let own = symbols(&unknown.text).filter(|symbol| symbol.template.is_none());
            found.extend(own.map(|symbol| symbol.name.to_owned()));
        }
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
    symbols(text).map(|symbol| symbol.name.trim().to_owned()).collect()
}

/// Globals under a function's own properties: mappings merge, lists add up, anything else is replaced.
/// Source: "Globals section" of the SAM specification.
pub(crate) fn merge(globals: &Node, own: &Node) -> Node {
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

pub(crate) fn empty(entry: &Entry) -> Node {
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
