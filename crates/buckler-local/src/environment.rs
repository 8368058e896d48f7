//! The environment variables of a function's process.

use std::collections::BTreeMap;
use std::env;

use buckler_template::Function;
use buckler_types::Mode;

use crate::agent::{Agent, Protection, node_options};
use crate::clock::{Moment, now_ms};
use crate::options::Options;
use crate::spec::Spec;

/// Variables that only the platform sets. Source: "Defined runtime environment variables", reserved ones.
const RESERVED: [&str; 4] = ["AWS_LAMBDA_RUNTIME_API", "_HANDLER", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"];

/// Variables on top of those this process has itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment {
    variables: BTreeMap<String, String>,
    mode: Option<Mode>,
}

impl Environment {
    /// The variables for one function: the cloud's, then the template's, then the user's, then Buckler's.
    pub(crate) fn of(spec: &Spec, function: &Function, options: &Options, region: &str, batch_failures: bool) -> Self {
        let mut variables = platform_variables(spec, region);
        for variable in &function.environment {
            if let Some(value) = variable.value.known() {
                variables.insert(variable.name.clone(), value.to_owned());
            }
        }
        variables.extend(options.variables.clone());
        variables.retain(|name, _| !RESERVED.contains(&name.as_str()));
        variables.insert("_HANDLER".to_owned(), spec.handler.clone());
        variables.insert("LAMBDA_TASK_ROOT".to_owned(), spec.root.display().to_string());
        let mut environment = Self { variables, mode: None };
        environment.attach(options, batch_failures);
        environment
    }

    /// Names and values, with the address of the Runtime API and the folder of the client.
    pub(crate) fn for_process(&self, api: &str, runtime_dir: &str) -> impl Iterator<Item = (&str, String)> {
        let fixed = [("AWS_LAMBDA_RUNTIME_API", api.to_owned()), ("LAMBDA_RUNTIME_DIR", runtime_dir.to_owned())];
        self.variables.iter().map(|(name, value)| (name.as_str(), value.clone())).chain(fixed)
    }

    /// What can be said of the protection before the function is started.
    pub(crate) fn protection(&self, options: &Options) -> Protection {
        match (&options.agent, self.mode) {
            (Agent::Off, _) | (_, Some(Mode::Off)) => Protection::Unprotected("mode is off".to_owned()),
            (Agent::Missing(reason), _) => Protection::Unprotected(reason.clone()),
            (Agent::Attached(_), _) => Protection::Pending,
        }
    }

    /// Attaches the agent as a deployment would: by `NODE_OPTIONS` and `BUCKLER_…` alone.
    fn attach(&mut self, options: &Options, batch_failures: bool) {
        let own_mode = self.variables.get("BUCKLER_MODE").and_then(|mode| Mode::from_name(mode));
        let mode = options.mode.or(own_mode).unwrap_or(Mode::Block);
        self.mode = Some(mode);
        self.variables.insert("BUCKLER_MODE".to_owned(), mode.name().to_owned());
        let Agent::Attached(files) = &options.agent else { return };
        if mode == Mode::Off {
            return;
        }
        let inherited = env::var("NODE_OPTIONS").ok();
        let existing = self.variables.get("NODE_OPTIONS").or(inherited.as_ref());
        let node_options = node_options(&files.preload, existing.map(String::as_str));
        self.variables.insert("NODE_OPTIONS".to_owned(), node_options);
        if batch_failures {
            self.variables.entry("BUCKLER_BATCH_FAILURES".to_owned()).or_insert_with(|| "1".to_owned());
        }
    }
}

fn platform_variables(spec: &Spec, region: &str) -> BTreeMap<String, String> {
    let name = &spec.name;
    let stream = uuid::Uuid::new_v4().simple();
    let mut variables = BTreeMap::from([
        ("AWS_LAMBDA_FUNCTION_NAME", name.to_string()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", spec.memory.to_string()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{name}")),
        ("AWS_LAMBDA_LOG_STREAM_NAME", format!("{}/[$LATEST]{stream}", Moment::from_ms(now_ms()).date())),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_EXECUTION_ENV", format!("AWS_Lambda_{}", spec.runtime)),
        ("AWS_REGION", region.to_owned()),
        ("AWS_DEFAULT_REGION", region.to_owned()),
        ("TZ", ":UTC".to_owned()),
        // There is no instance metadata service in Lambda, and none may be asked from here.
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
    ]);
    if !spec.layers.is_empty() {
        variables.insert("NODE_PATH", node_path(spec));
    }
    if !has_credentials() {
        variables.insert("AWS_ACCESS_KEY_ID", "local".to_owned());
        variables.insert("AWS_SECRET_ACCESS_KEY", "local".to_owned());
    }
    variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Where packages of layers are found. In the cloud all layers lie in `/opt`; here each is a folder of its own.
fn node_path(spec: &Spec) -> String {
    let folders = spec.layers.iter().flat_map(|layer| {
        let major = spec.node.as_ref().map_or(0, |node| node.major);
        ["nodejs".to_owned(), format!("nodejs/node{major}"), String::new()]
            .map(|part| layer.join(part).join("node_modules"))
    });
    folders.map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(":")
}

/// Whether the user's own credentials will be found; Lambda always sets some, and SDKs fail without any.
fn has_credentials() -> bool {
    let set = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"]
        .iter()
        .any(|name| env::var_os(name).is_some());
    let files = env::home_dir().map(|home| home.join(".aws"));
    set || files.is_some_and(|folder| folder.join("credentials").exists() || folder.join("config").exists())
}
