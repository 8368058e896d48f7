//! `buckler env`: the variables that attach Buckler to any process.

use std::io::Write;

use anyhow::Result;
use buckler_local::{Agent, node_options};

use crate::agent_files;
use crate::exit::{Exit, Failure};

/// Arguments of `buckler env`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "One NAME=value a line, so that `env $(buckler env node) node app.js` starts any process with the \
agent. What NODE_OPTIONS holds already is kept, behind ours."
)]
pub(crate) struct EnvArguments {
    /// Runtime of the process
    #[arg(value_enum)]
    runtime: Runtime,

    /// What is done about attacks: off, monitor or block
    #[arg(long, default_value = "monitor", value_parser = ["off", "monitor", "block"])]
    mode: String,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Runtime {
    /// Node.js 20 and later
    Node,
}

/// Prints the variables.
pub(crate) fn run(arguments: &EnvArguments) -> Result<Exit> {
    let Runtime::Node = arguments.runtime;
    let files = match agent_files::find() {
        Agent::Attached(files) => files,
        Agent::Missing(reason) => return Err(Failure { exit: Exit::Failed, message: reason }.into()),
        Agent::Off => return Ok(Exit::Clean),
    };
    let existing = std::env::var("NODE_OPTIONS").ok();
    let mut output = std::io::stdout().lock();
    writeln!(output, "NODE_OPTIONS={}", node_options(&files.preload, existing.as_deref()))?;
    writeln!(output, "BUCKLER_MODE={}", arguments.mode)?;
    Ok(Exit::Clean)
}
