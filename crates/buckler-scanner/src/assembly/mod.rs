//! From templates and texts to a program: which function of which module a function of the application is, what
//! invokes it, and which file an import means.

mod handlers;
mod inline;
mod names;
mod paths;
mod resolve;

use std::collections::HashMap;

use buckler_syntax::tree::Tree;
use buckler_template::{Field, Function, TriggerKind};

use crate::files::Files;
use crate::finding::FileId;
use crate::sources::{self, Source};
use crate::templates::Deployed;
use crate::unchecked::{Reason, Unchecked};

use self::handlers::{Found, Handlers};
pub(crate) use self::inline::Inline;
use self::names::Names;
pub(crate) use self::paths::{folder, is_below, joined};
pub(crate) use self::resolve::Resolver;

/// A module that analysis gets: a file, or code that stands in a template.
#[derive(Debug)]
pub(crate) struct Module {
    /// The file it is or stands in.
    pub(crate) file: FileId,
    /// Its name for analysis.
    pub(crate) name: String,
    /// Its text as a tree, until analysis takes it.
    pub(crate) tree: Option<Tree>,
    /// For code in a template, how its bytes lie there.
    pub(crate) inline: Option<Inline>,
}

/// Functions of the application whose code is known, with the modules of everything.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    /// Modules by number.
    pub(crate) modules: Vec<Module>,
    /// Module of each source file.
    pub(crate) by_file: HashMap<FileId, u32>,
    /// Functions of templates.
    pub(crate) entries: Vec<Entry>,
    /// Folders whose code belongs to functions of a template: of it, of its functions, of its layers.
    pub(crate) roots: Roots,
    /// What was not found.
    pub(crate) unchecked: Vec<Unchecked>,
}

/// Modules that are analyzed together.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Modules by number.
    pub(crate) modules: Vec<Module>,
    /// Module of each source file.
    pub(crate) by_file: HashMap<FileId, u32>,
    /// Functions of templates among them.
    pub(crate) entries: Vec<Entry>,
}

/// Folders that imports are looked up in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roots {
    /// Folders of functions' code.
    pub(crate) functions: Vec<String>,
    /// Folders of layers' content.
    pub(crate) layers: Vec<String>,
}

/// A function of the application, as analysis enters it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name for people.
    pub(crate) name: String,
    /// The module that has it.
    pub(crate) module: u32,
    /// What it is there.
    pub(crate) symbol: String,
    /// Events that it gets, by their names in the catalog.
    pub(crate) triggers: Vec<String>,
    /// Its environment: constants, or references to resources.
    pub(crate) environment: Vec<(String, String)>,
}

/// Puts an application together.
pub(crate) fn assemble(files: &Files, deployed: &[Deployed], sources: Vec<Source>) -> Assembly {
    let mut assembly = Assembly::default();
    for source in sources {
        assembly.add(files.path(source.file).to_owned(), source.file, Some(source.tree), None);
    }
    for stack in deployed {
        assembly.layers(files, stack);
    }
    let names = Names::new(deployed);
    for stack in deployed {
        for function in &stack.application.functions {
            assembly.function(&names, files, stack, function);
        }
    }
    let Roots { functions, layers } = &mut assembly.roots;
    for folders in [functions, layers] {
        folders.sort();
        folders.dedup();
    }
    assembly
}

impl Assembly {
    /// The modules of templates' functions, and those that lie apart from every template: what calls them stands
    /// nowhere, so that each function of the shape of a handler may be one.
    pub(crate) fn groups(self, files: &Files, deployed: &[Deployed]) -> Vec<Group> {
        let Self { modules, by_file, entries, roots, .. } = self;
        let with_functions = deployed.iter().filter(|stack| !stack.application.functions.is_empty());
        let mut territory: Vec<&str> = with_functions.map(|stack| stack.folder(files)).collect();
        territory.extend(roots.functions.iter().chain(&roots.layers).map(String::as_str));
        let is_inside = |module: &Module| {
            let path = files.path(module.file);
            module.inline.is_some() || territory.iter().any(|folder| is_below(path, folder))
        };
        if entries.is_empty() || modules.iter().all(is_inside) {
            return vec![Group { modules, by_file, entries }];
        }
        let mut groups = [Group::default(), Group::default()];
        let mut numbers = Vec::with_capacity(modules.len());
        for module in modules {
            let [inside, outside] = &mut groups;
            let group = if is_inside(&module) { inside } else { outside };
            let number = u32::try_from(group.modules.len()).unwrap_or(u32::MAX);
            if module.inline.is_none() {
                group.by_file.insert(module.file, number);
            }
            numbers.push(number);
            group.modules.push(module);
        }
        let [inside, _] = &mut groups;
        inside.entries = entries;
        for entry in &mut inside.entries {
            let number = usize::try_from(entry.module).ok().and_then(|module| numbers.get(module));
            entry.module = number.copied().unwrap_or(u32::MAX);
        }
        Vec::from(groups)
    }

    fn add(&mut self, name: String, file: FileId, tree: Option<Tree>, inline: Option<Inline>) -> u32 {
        let number = u32::try_from(self.modules.len()).unwrap_or(u32::MAX);
        if inline.is_none() {
            self.by_file.insert(file, number);
        }
        self.modules.push(Module { file, name, tree, inline });
        number
    }

    /// The module of a file. One that was made of others is parsed only now that a function needs it.
    fn module(&mut self, files: &Files, file: FileId) -> Option<u32> {
        if let Some(module) = self.by_file.get(&file) {
            return Some(*module);
        }
        let source = files.get(file)?;
        let (parsed, problem) = sources::one(file, source, sources::dialect(source)?);
        self.unchecked.extend(problem);
        Some(self.add(source.path.clone(), file, Some(parsed?.tree), None))
    }

    fn layers(&mut self, files: &Files, stack: &Deployed) {
        let base = stack.folder(files);
        for layer in &stack.application.layers {
            if let Field::Known(buckler_template::Code::Path(path), _) = &layer.content
                && let Some(root) = joined(base, path)
            {
                self.roots.layers.push(root);
            }
        }
    }

    fn function(&mut self, names: &Names, files: &Files, stack: &Deployed, function: &Function) {
        let handlers = Handlers { files, stack, function };
        match handlers.find() {
            Ok(Found::File { file, symbol, root }) => {
                if let Some(module) = self.module(files, files.bundles().original(files, file)) {
                    self.entries.push(entry(names, stack, function, module, symbol));
                    self.roots.functions.push(root);
                }
            }
            Ok(Found::Inline { inline, tree, symbol }) => {
                let name = format!("{}#{}", files.path(inline.file), function.label);
                let module = self.add(name, inline.file, Some(*tree), Some(inline));
                self.entries.push(entry(names, stack, function, module, symbol));
            }
            Ok(Found::Elsewhere) => {}
            Err(detail) => {
                let place = function.code.span().or(function.handler.span()).unwrap_or(function.span);
                let path = stack.source(files, place);
                let reason = Reason::NoCode { function: function.label.clone(), detail };
                self.unchecked.push(Unchecked::at(path, place.line, reason));
            }
        }
    }
}

fn entry(names: &Names, stack: &Deployed, function: &Function, module: u32, symbol: String) -> Entry {
    let environment = function.environment.iter().filter_map(|variable| {
        let value = variable.value.symbolic()?;
        Some((variable.name.clone(), names.of(stack, &value)))
    });
    Entry {
        name: function.label.clone(),
        module,
        symbol,
        triggers: triggers(stack, function),
        environment: environment.collect(),
    }
}

/// Names of the events that a function gets, each once.
fn triggers(stack: &Deployed, function: &Function) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for trigger in &function.triggers {
        let name = event(&trigger.kind);
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    let is_authorizer = stack.application.apis.iter().flat_map(|api| &api.authorizers);
    if is_authorizer.into_iter().any(|authorizer| authorizer.function == function.id)
        && !names.iter().any(|name| name == "authorizer")
    {
        names.push("authorizer".to_owned());
    }
    names
}

/// The name that the catalog gives to the event of a trigger.
fn event(kind: &TriggerKind) -> &str {
    match kind {
        TriggerKind::RestApi(_) => "api_gateway_v1",
        TriggerKind::HttpApi(route) if route.payload.starts_with('1') => "api_gateway_v1",
        TriggerKind::HttpApi(_) => "api_gateway_v2",
        TriggerKind::FunctionUrl { .. } => "function_url",
        TriggerKind::LoadBalancer(_) => "alb",
        TriggerKind::WebSocket { .. } => "web_socket",
        TriggerKind::Sqs(_) => "sqs",
        TriggerKind::Sns { .. } => "sns",
        TriggerKind::S3 { .. } => "s3",
        TriggerKind::Kinesis(_) => "kinesis",
        TriggerKind::DynamoDb(_) => "dynamodb_streams",
        TriggerKind::EventBridge { .. } => "event_bridge",
        TriggerKind::Schedule { .. } => "schedule",
        TriggerKind::Other(name) => other(name),
        _ => "",
    }
}

/// Kinds that have no variant, by the word that a template uses.
fn other(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    const WORDS: &[(&str, &str)] = &[
        ("cognito", "cognito"),
        ("iot", "iot"),
        ("alexa", "alexa"),
        ("msk", "kafka"),
        ("kafka", "kafka"),
        ("mq", "mq"),
        ("documentdb", "documentdb"),
        ("cloudwatchlogs", "cloudwatch_logs"),
        ("cloudfront", "cloud_front"),
        ("websocket", "web_socket"),
        ("ses", "ses"),
        ("step", "step_functions"),
        ("states", "step_functions"),
        ("appsync", "app_sync"),
        ("graphql", "app_sync"),
        ("firehose", "firehose"),
        ("lex", "lex"),
        ("connect", "connect"),
    ];
    WORDS.iter().find(|(word, _)| name.contains(word)).map_or("", |(_, event)| event)
}
