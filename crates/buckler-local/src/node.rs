//! Finding a Node.js that can run functions.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Oldest major version that is supported.
const OLDEST: u32 = 20;

/// An interpreter for Node.js functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRuntime {
    /// Its executable.
    pub path: PathBuf,
    /// Its major version.
    pub major: u32,
    /// Its whole version, such as `20.20.2`.
    pub version: String,
}

/// Why an interpreter cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// It could not be started.
    #[error("no Node.js at `{path}`: {source}; install version {OLDEST} or newer, or name another with --node")]
    Start {
        /// The executable that was tried.
        path: String,
        /// What happened.
        source: std::io::Error,
    },
    /// It did not say its version.
    #[error("`{path} --version` answers `{answer}`, which is no version of Node.js; name another with --node")]
    NoVersion {
        /// The executable that was tried.
        path: String,
        /// What it said.
        answer: String,
    },
    /// It is older than what is supported.
    #[error("Node.js {version} at `{path}` is too old: {OLDEST} or newer is needed; name another with --node")]
    TooOld {
        /// The executable that was tried.
        path: String,
        /// Its version.
        version: String,
    },
}

impl NodeRuntime {
    /// Asks the executable at `path` (or of that name on the `PATH`) for its version.
    ///
    /// # Errors
    /// When it cannot be started, is no Node.js or is too old.
    pub fn probe(path: impl AsRef<OsStr>) -> Result<Self, NodeError> {
        let name = path.as_ref();
        let shown = Path::new(name).display().to_string();
        // A preload or inspector meant for functions has no business in this question.
        let output = Command::new(name).arg("--version").env_remove("NODE_OPTIONS").stdin(Stdio::null()).output();
        let output = output.map_err(|source| NodeError::Start { path: shown.clone(), source })?;
        let answer = String::from_utf8_lossy(&output.stdout).trim().chars().take(80).collect::<String>();
        let version = answer.strip_prefix('v').unwrap_or_default().to_owned();
        let Some(major) = version.split('.').next().and_then(|major| major.parse().ok()) else {
            return Err(NodeError::NoVersion { path: shown, answer });
        };
        if major < OLDEST {
            return Err(NodeError::TooOld { path: shown, version });
        }
        Ok(Self { path: PathBuf::from(name), major, version })
    }

    /// The interpreter for a runtime such as `nodejs20.x`: the same major version, else the first.
    pub(crate) fn choose<'a>(nodes: &'a [Self], runtime: &str) -> Option<&'a Self> {
        let wanted = runtime.strip_prefix("nodejs")?.split('.').next().and_then(|major| major.parse::<u32>().ok());
        nodes.iter().find(|node| Some(node.major) == wanted).or_else(|| nodes.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(major: u32) -> NodeRuntime {
        NodeRuntime { path: format!("/n{major}").into(), major, version: format!("{major}.0.0") }
    }

    #[test]
    fn the_version_a_function_asks_for_is_preferred() {
        let nodes = [node(20), node(24)];
        assert_eq!(NodeRuntime::choose(&nodes, "nodejs24.x"), Some(&nodes[1]));
        assert_eq!(NodeRuntime::choose(&nodes, "nodejs22.x"), Some(&nodes[0]));
        assert_eq!(NodeRuntime::choose(&nodes, "python3.11"), None);
    }
}
