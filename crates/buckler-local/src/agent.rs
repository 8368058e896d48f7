//! How Buckler is attached to a function, and what its agent says about itself.

use std::fmt;
use std::path::{Path, PathBuf};

use buckler_types::Mode;
use serde::Deserialize;
use serde_json::Value;

/// The files of the Node.js agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentFiles {
    /// The file that `NODE_OPTIONS=--require=…` loads.
    pub preload: PathBuf,
    /// The native add-on beside it.
    pub addon: PathBuf,
}

/// Which agent functions get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agent {
    /// None, on purpose.
    Off,
    /// None, because it could not be found; the reason is for people.
    Missing(String),
    /// This one.
    Attached(AgentFiles),
}

/// Whether a function is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protection {
    /// It has not been started yet.
    Pending,
    /// A live agent, in this mode.
    Live(Mode),
    /// No live agent: why.
    Unprotected(String),
}

impl Protection {
    /// Why the function is not protected, if it is not.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Unprotected(reason) => Some(reason),
            Self::Pending | Self::Live(_) => None,
        }
    }
}

impl fmt::Display for Protection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pending => formatter.write_str("not started yet"),
            Self::Live(mode) => formatter.write_str(mode.name()),
            Self::Unprotected(reason) => write!(formatter, "UNPROTECTED ({reason})"),
        }
    }
}

/// The line an agent writes when it starts.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AgentReport {
    /// Mode it runs in.
    pub mode: String,
    /// `armed`, `degraded` or `off`.
    pub status: String,
    /// Which layers are live, as the agent names them.
    pub layers: Value,
    /// Why it is not armed.
    pub reason: Option<String>,
}

impl AgentReport {
    /// What this says about the function's protection.
    pub fn protection(&self) -> Protection {
        let mode = Mode::from_name(&self.mode).unwrap_or_default();
        let reason = self.reason.as_deref().unwrap_or("the agent gives no reason");
        match self.status.as_str() {
            "armed" => Protection::Live(mode),
            "off" => Protection::Unprotected("the agent is switched off".to_owned()),
            status => Protection::Unprotected(format!("agent {status}: {reason}")),
        }
    }
}

/// The value of `NODE_OPTIONS` that loads `preload` before everything `existing` loads.
pub fn node_options(preload: &Path, existing: Option<&str>) -> String {
    let path = preload.display().to_string();
    // Node splits the variable at spaces outside of double quotes, in which a backslash escapes.
    let path = match path.contains([' ', '"', '\\']) {
        true => format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\"")),
        false => path,
    };
    match existing.map(str::trim) {
        Some(existing) if !existing.is_empty() => format!("--require={path} {existing}"),
        _ => format!("--require={path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preload_comes_before_other_options() {
        let options = node_options(Path::new("/opt/b/preload.cjs"), Some("--enable-source-maps -r ./x"));
        assert_eq!(options, "--require=/opt/b/preload.cjs --enable-source-maps -r ./x");
        assert_eq!(node_options(Path::new("/a b/p.cjs"), None), "--require=\"/a b/p.cjs\"");
    }

    #[test]
    fn only_an_armed_agent_protects() {
        let report = |text| serde_json::from_str::<AgentReport>(text).unwrap().protection();
        assert_eq!(report(r#"{"buckler":"start","mode":"block","status":"armed"}"#), Protection::Live(Mode::Block));
        let degraded = report(r#"{"mode":"block","status":"degraded","reason":"no process.binding"}"#);
        assert_eq!(degraded.to_string(), "UNPROTECTED (agent degraded: no process.binding)");
        assert!(report(r#"{"mode":"off","status":"off"}"#).reason().is_some());
    }
}
