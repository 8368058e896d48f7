//! Exit codes.

use std::process::{ExitCode, Termination};

/// How the command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Everything was done and nothing was found.
    Clean = 0,
    /// Something was found: a finding, an attack that got through.
    Findings = 1,
    /// Wrong usage, or Buckler itself failed.
    Failed = 2,
    /// Nothing was found, but something could not be checked.
    Unchecked = 3,
    /// The template is missing, malformed or describes no function.
    Template = 10,
    /// No function can be served, because their handlers are not there.
    Handler = 11,
    /// The port is taken.
    Port = 12,
    /// No usable Node.js.
    Runtime = 13,
    /// The function answered with an error.
    Function = 14,
    /// Protection was required and a function has none.
    Unprotected = 15,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}

/// An error that has an exit code of its own.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The code.
    pub(crate) exit: Exit,
    /// What happened, where, and what to do.
    pub(crate) message: String,
}

impl Failure {
    /// For use with `map_err`.
    pub(crate) fn with(exit: Exit) -> impl Fn(&dyn std::fmt::Display) -> anyhow::Error {
        move |message| Self { exit, message: message.to_string() }.into()
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
