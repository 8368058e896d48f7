//! The subcommands, one file each.

mod check;
mod event;
mod invoke;
mod run;
mod serve;

use anyhow::Result;

use crate::exit::Exit;
use crate::terminal::Terminal;

/// Every subcommand.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Run an application on this machine, protected
    Run(run::RunArguments),
    /// Invoke a function with an event
    Invoke(invoke::InvokeArguments),
    /// Print a sample event of a trigger
    Event(event::EventArguments),
    /// Judge operations given as JSON lines
    Check(check::CheckArguments),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(self, terminal: Terminal) -> Result<Exit> {
        match self {
            Self::Run(arguments) => run::run(&arguments, terminal),
            Self::Invoke(arguments) => invoke::run(&arguments),
            Self::Event(arguments) => event::run(&arguments),
            Self::Check(arguments) => {
                check::run(&arguments).map(|judged| if judged { Exit::Clean } else { Exit::Unchecked })
            }
        }
    }
}
