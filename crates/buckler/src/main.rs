//! The `buckler` command: reads arguments, runs one subcommand, tells how it ended.

mod agent_files;
mod commands;
mod exit;
mod terminal;

use std::io::Write;

use clap::Parser;

use crate::commands::Command;
use crate::exit::{Exit, Failure};
use crate::terminal::ColorChoice;

/// Protection for serverless functions.
#[derive(Debug, Parser)]
#[command(
    name = "buckler",
    version,
    about,
    after_help = "Exit codes: 0 clean, 1 findings, 2 wrong usage or Buckler failed, 3 something could not be checked, 10 and up per command."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colors; NO_COLOR switches them off as well
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: ColorChoice,
}

fn main() -> Exit {
    let cli = Cli::parse();
    cli.command.run(cli.color.terminal()).unwrap_or_else(|error| {
        // With standard error closed there is nobody to tell.
        let _untold = writeln!(std::io::stderr(), "buckler: {error:#}");
        error.downcast_ref::<Failure>().map_or(Exit::Failed, |failure| failure.exit)
    })
}
