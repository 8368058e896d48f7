//! What `run` and `invoke` share: which application is started, and how.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use buckler_local::{Mode, NodeRuntime, Options, Project};
use buckler_template::Deployment;

use crate::agent_files;
use crate::exit::{Exit, Failure};

/// Which application, and how it is run.
#[derive(Debug, clap::Args)]
pub(crate) struct Application {
    /// off: attach nothing; monitor: record attacks; block: stop them. Without it each function's BUCKLER_MODE
    /// counts, and block where there is none
    #[arg(long, value_name = "off|monitor|block", value_parser = mode)]
    mode: Option<Mode>,

    /// File of NAME=value lines for every function's environment; may be given again
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,

    /// Value of a template parameter; may be given again
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    parameter: Vec<(String, String)>,

    /// Most processes of one function at the same time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: u16,

    /// Let processes go on between their invocations, which the cloud does not
    #[arg(long)]
    no_freeze: bool,

    /// A Node.js to run functions with; may be given again, and each function gets the version it asks for
    #[arg(long, value_name = "PATH", default_value = "node")]
    node: Vec<PathBuf>,

    /// A runtime client in place of the built-in one, run as `node FILE HANDLER`, such as the official
    /// aws-lambda-ric/bin/index.mjs
    #[arg(long, value_name = "FILE")]
    client: Option<PathBuf>,
}

impl Application {
    /// The deployment that the parameters make.
    pub(crate) fn deployment(&self) -> Deployment {
        Deployment { parameters: self.parameter.iter().cloned().collect(), ..Options::deployment() }
    }

    /// Reads the application.
    pub(crate) fn project(&self, template: &Path) -> Result<Project> {
        Project::load(template, &self.deployment()).map_err(|error| Failure::with(Exit::Template)(&error))
    }

    /// The options of the platform. An interpreter that cannot be used is an error only where a function needs it.
    pub(crate) fn options(&self, project: &Project) -> Result<Options> {
        Ok(Options {
            agent: if self.mode == Some(Mode::Off) { buckler_local::Agent::Off } else { agent_files::find() },
            mode: self.mode,
            variables: self.variables()?,
            concurrency: usize::from(self.concurrency),
            freeze: !self.no_freeze,
            nodes: self.nodes(project)?,
            client: self.client()?,
            ..Options::default()
        })
    }

    fn nodes(&self, project: &Project) -> Result<Vec<NodeRuntime>> {
        let mut runtimes = project.application.functions.iter().filter_map(|function| function.runtime.known());
        if !runtimes.any(|runtime| runtime.starts_with("nodejs")) {
            return Ok(Vec::new());
        }
        let probed = self.node.iter().map(NodeRuntime::probe);
        probed.collect::<Result<_, _>>().map_err(|error| Failure::with(Exit::Runtime)(&error))
    }

    /// Functions run in folders of their own, so the path must not depend on the present one.
    fn client(&self) -> Result<Option<PathBuf>> {
        let Some(path) = &self.client else { return Ok(None) };
        match path.canonicalize() {
            Ok(path) => Ok(Some(path)),
            Err(error) => {
                Err(Failure::with(Exit::Runtime)(&format_args!("no runtime client at `{}`: {error}", path.display())))
            }
        }
    }

    fn variables(&self) -> Result<BTreeMap<String, String>> {
        let mut variables = BTreeMap::new();
        for path in &self.env_file {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
            variables.extend(env_file(&text).with_context(|| path.display().to_string())?);
        }
        Ok(variables)
    }
}

fn mode(text: &str) -> Result<Mode, String> {
    Mode::from_name(text).ok_or_else(|| "expected off, monitor or block".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

/// Lines `NAME=value`, with or without `export` and quotes; `#` begins a comment line.
fn env_file(text: &str) -> Result<Vec<(String, String)>> {
    let mut variables = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else { bail!("line {}: expected NAME=value", number + 1) };
        variables.push((name.trim().to_owned(), unquoted(value.trim()).to_owned()));
    }
    Ok(variables)
}

fn unquoted(value: &str) -> &str {
    let inside = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn env_files_have_the_usual_forms() {
        let text = "# comment\n\nA=1\nexport B=\"two words\"\nC='x=y'\nD=\n E = z \n";
        let expected = [("A", "1"), ("B", "two words"), ("C", "x=y"), ("D", ""), ("E", "z")];
        let read = env_file(text).unwrap();
        assert_eq!(read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(), expected);
        assert!(env_file("A=1\noops").unwrap_err().to_string().contains("line 2"));
    }
}
