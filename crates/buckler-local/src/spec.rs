//! What is needed to start one function.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use buckler_template::{Code, Deployment, Field, Function, TriggerKind};

use crate::agent::Protection;
use crate::environment::Environment;
use crate::node::NodeRuntime;
use crate::options::Options;
use crate::project::Project;

/// Time-out where the template gives none. Source: `Timeout` of `AWS::Lambda::Function`.
const DEFAULT_TIMEOUT: u32 = 3;
/// Memory where the template gives none, in MB. Source: `MemorySize` of `AWS::Lambda::Function`.
const DEFAULT_MEMORY: u32 = 128;

/// A function, ready to be started or with the reason why not.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) name: Arc<str>,
    pub(crate) id: String,
    /// What its author calls it.
    pub(crate) label: String,
    pub(crate) handler: String,
    pub(crate) runtime: String,
    pub(crate) root: PathBuf,
    pub(crate) node: Option<NodeRuntime>,
    pub(crate) timeout: Duration,
    pub(crate) memory: u32,
    pub(crate) reserved: Option<usize>,
    pub(crate) arn: String,
    /// Folders of the layers that are on this machine, in their order.
    pub(crate) layers: Vec<PathBuf>,
    pub(crate) environment: Environment,
    pub(crate) unserved: Option<Unserved>,
    pub(crate) notes: Vec<String>,
    function: Arc<Function>,
}

/// Why a function cannot be served.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unserved {
    /// Its runtime is none that is run here.
    #[error("not started: {0} functions are not run yet")]
    Runtime(String),
    /// Its code is not on this machine.
    #[error("its code is not here: {0}")]
    Code(String),
    /// The file of its handler does not exist.
    #[error("handler `{handler}` not found: there is no {file} (.js, .mjs or .cjs); {advice}")]
    Handler {
        /// The handler as the template gives it.
        handler: String,
        /// The path without extension.
        file: String,
        /// What to do.
        advice: String,
    },
    /// No interpreter was found.
    #[error("no Node.js to run it with")]
    Node,
}

impl Spec {
    /// Reads one function of the project.
    pub(crate) fn new(function: &Function, project: &Project, options: &Options) -> Self {
        let Deployment { region, account, .. } = &project.deployment;
        let directory = &project.directory;
        let runtime = function.runtime.known().unwrap_or("unknown").to_owned();
        let handler = function.handler.known().unwrap_or_default().to_owned();
        let node = NodeRuntime::choose(&options.nodes, &runtime).cloned();
        let root = match function.code.value() {
            Some(Code::Path(path)) => directory.join(path),
            _ => directory.to_owned(),
        };
        let root = root.canonicalize().unwrap_or(root);
        let mut spec = Self {
            name: function.name.as_str().into(),
            id: function.id.clone(),
            label: function.label.clone(),
            arn: format!("arn:aws:lambda:{region}:{account}:function:{}", function.name),
            timeout: Duration::from_secs(u64::from(function.timeout.value().copied().unwrap_or(DEFAULT_TIMEOUT))),
            memory: function.memory.value().copied().unwrap_or(DEFAULT_MEMORY),
            reserved: function.reserved_concurrency.value().and_then(|count| usize::try_from(*count).ok()),
            environment: Environment::default(),
            layers: layers(function, project),
            unserved: unserved(function, &runtime, &handler, &root, node.as_ref()),
            notes: Vec::new(),
            function: Arc::new(function.clone()),
            handler,
            runtime,
            root,
            node,
        };
        spec.notes = notes(function, project, spec.node.as_ref(), options);
        spec.environment = Environment::of(&spec, function, options, region, reports_batch_failures(function));
        spec
    }

    /// The same function after its code has changed.
    pub(crate) fn refreshed(&self) -> Self {
        let unserved = unserved(&self.function, &self.runtime, &self.handler, &self.root, self.node.as_ref());
        Self { unserved, ..self.clone() }
    }

    /// Whether the function can be protected, before it has been started.
    pub(crate) fn protection(&self, options: &Options) -> Protection {
        match &self.unserved {
            Some(reason) => Protection::Unprotected(reason.to_string()),
            None => self.environment.protection(options),
        }
    }
}

fn reports_batch_failures(function: &Function) -> bool {
    function.triggers.iter().any(|trigger| match &trigger.kind {
        TriggerKind::Sqs(batch) | TriggerKind::Kinesis(batch) | TriggerKind::DynamoDb(batch) => batch.partial_failures,
        _ => false,
    })
}

fn unserved(
    function: &Function,
    runtime: &str,
    handler: &str,
    root: &Path,
    node: Option<&NodeRuntime>,
) -> Option<Unserved> {
    match function.code.value() {
        Some(Code::Image(image)) => return Some(Unserved::Code(format!("it is the container image {image}"))),
        Some(Code::Remote(uri)) => return Some(Unserved::Code(format!("it is in {uri}"))),
        Some(Code::Inline(_)) => return Some(Unserved::Code("it stands in the template".to_owned())),
        Some(Code::Path(_)) | None => {}
    }
    if !runtime.starts_with("nodejs") {
        let language = runtime.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == 'x');
        return Some(Unserved::Runtime(if language == "python" { "Python".to_owned() } else { runtime.to_owned() }));
    }
    if node.is_none() {
        return Some(Unserved::Node);
    }
    missing_handler(function, handler, root)
}

/// A handler in a package cannot be looked for without Node's own rules, so only a missing folder or file of the
/// function itself is reported.
fn missing_handler(function: &Function, handler: &str, root: &Path) -> Option<Unserved> {
    let base = handler.rsplit('/').next().unwrap_or_default();
    let Some((_, names)) = base.split_once('.') else {
        let advice = "give it as `file.function`".to_owned();
        return Some(Unserved::Handler { handler: handler.to_owned(), file: root.display().to_string(), advice });
    };
    let module = handler.strip_suffix(names).and_then(|rest| rest.strip_suffix('.')).unwrap_or(handler);
    let file = root.join(module);
    let exists = ["js", "mjs", "cjs"].iter().any(|extension| {
        let mut path = file.clone().into_os_string();
        path.push(".");
        path.push(extension);
        Path::new(&path).is_file()
    });
    let package = module.split('/').next().unwrap_or_default();
    if exists || (!package.is_empty() && root.join("node_modules").join(package).exists()) {
        return None;
    }
    let advice = match &function.build_method {
        Some(method) => format!("it is built by {method}: type `sam build` first"),
        None if file.with_extension("ts").is_file() => "it is TypeScript: type `sam build` first".to_owned(),
        None => "check CodeUri and Handler".to_owned(),
    };
    Some(Unserved::Handler { handler: handler.to_owned(), file: file.display().to_string(), advice })
}

/// Folders of the function's layers, as far as the template brings them.
fn layers(function: &Function, project: &Project) -> Vec<PathBuf> {
    let folders = function.layers.iter().filter_map(|layer| local_layer(layer.known()?, project));
    folders.map(|folder| folder.canonicalize().unwrap_or(folder)).collect()
}

fn local_layer(id: &str, project: &Project) -> Option<PathBuf> {
    let layer = project.application.layers.iter().find(|layer| layer.id == id)?;
    match layer.content.value() {
        Some(Code::Path(path)) => Some(project.directory.join(path)),
        _ => None,
    }
}

fn notes(function: &Function, project: &Project, node: Option<&NodeRuntime>, options: &Options) -> Vec<String> {
    let runtime = function.runtime.known().unwrap_or_default();
    let mut notes = Vec::new();
    if let Some(node) = node
        && !runtime.starts_with(&format!("nodejs{}.", node.major))
    {
        notes.push(format!("asks for {runtime}, runs on Node.js {}", node.version));
    }
    for variable in &function.environment {
        if let Field::Unknown(unknown) = &variable.value
            && !options.variables.contains_key(&variable.name)
        {
            let name = &variable.name;
            let line = unknown.span.line;
            notes.push(format!("{name} is not set: {} (line {line}); give it in --env-file", unknown.reason));
        }
    }
    for layer in &function.layers {
        let name = layer.known().unwrap_or("whose ARN is not known");
        if local_layer(name, project).is_none() {
            notes.push(format!("layer {name} is not loaded: it is not in this template"));
        }
    }
    notes
}
