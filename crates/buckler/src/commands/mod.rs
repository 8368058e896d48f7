//! The subcommands, one file each.

mod check;
mod demo;
mod env;
mod event;
mod explain;
mod invoke;
mod run;
mod scan;
mod serve;

use anyhow::Result;

use crate::exit::Exit;
use crate::terminal::Terminal;

/// Every subcommand.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Find what is wrong in the code and configuration of an application
    Scan(scan::ScanArguments),
    /// Run an application on this machine, protected
    Run(run::RunArguments),
    /// Invoke a function with an event
    Invoke(invoke::InvokeArguments),
    /// Print a sample event of a trigger
    Event(Box<event::EventArguments>),
    /// Attack the example app without and with Buckler
    Demo(demo::DemoArguments),
    /// Print the variables that attach Buckler to any process
    Env(env::EnvArguments),
    /// Explain a rule, a detector, or the variables
    Explain(explain::ExplainArguments),
    /// Judge operations given as JSON lines
    Check(check::CheckArguments),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(self, terminal: Terminal) -> Result<Exit> {
        match self {
            Self::Scan(arguments) => scan::run(&arguments, terminal),
            Self::Run(arguments) => run::run(&arguments, terminal),
            Self::Invoke(arguments) => invoke::run(&arguments),
            Self::Event(arguments) => event::run(&arguments),
            Self::Demo(arguments) => demo::run(&arguments, terminal),
            Self::Env(arguments) => env::run(&arguments),
            Self::Explain(arguments) => explain::run(&arguments, terminal),
            Self::Check(arguments) => {
                check::run(&arguments).map(|judged| if judged { Exit::Clean } else { Exit::Unchecked })
            }
        }
    }
}
