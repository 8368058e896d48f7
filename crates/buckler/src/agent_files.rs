//! Where the files of the Node.js agent are.

use std::env;
use std::path::{Path, PathBuf};

use buckler_local::{Agent, AgentFiles};

/// Names of the two files every agent folder holds.
const PRELOAD: &str = "preload.cjs";
const ADDON: &str = "buckler.node";

/// Finds the agent: in the folder `BUCKLER_AGENT_DIR` names, else beside this program, else in the repository this
/// program was built from. The answer says where it was looked for when it is in none of them.
pub(crate) fn find() -> Agent {
    if let Some(named) = env::var_os("BUCKLER_AGENT_DIR") {
        let folder = PathBuf::from(named);
        return files(&folder).map_or_else(
            || Agent::Missing(format!("BUCKLER_AGENT_DIR is {}, which has no {PRELOAD} and {ADDON}", folder.display())),
            Agent::Attached,
        );
    }
    match candidates().iter().find_map(|folder| files(folder)) {
        Some(found) => Agent::Attached(found),
        None => Agent::Missing(
            "the agent's files were not found; build them with `make addon`, or set BUCKLER_AGENT_DIR".to_owned(),
        ),
    }
}

fn candidates() -> Vec<PathBuf> {
    let program = env::current_exe().and_then(|path| path.canonicalize()).unwrap_or_default();
    let installed = program.parent().map(|folder| folder.join("../lib/buckler/node"));
    // A build keeps the binary in target/PROFILE, which may lie outside of the repository.
    let built = program.ancestors().skip(1).take(4).map(|folder| folder.join("agents/node/dist"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agents/node/dist");
    installed.into_iter().chain(built).chain([source]).collect()
}

fn files(folder: &Path) -> Option<AgentFiles> {
    let folder = folder.canonicalize().ok()?;
    let files = AgentFiles { preload: folder.join(PRELOAD), addon: folder.join(ADDON) };
    (files.preload.is_file() && files.addon.is_file()).then_some(files)
}
