//! Hooked calls as data.

use crate::Verdict;
use core::net::IpAddr;

/// How a SQL statement is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SqlDialect {
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    MySql,
    /// SQLite.
    Sqlite,
    /// Anything else, or not known.
    #[default]
    Generic,
}

/// Which shell reads a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ShellDialect {
    /// A POSIX shell.
    #[default]
    Sh,
    /// GNU Bash.
    Bash,
}

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileAccess {
    /// Read, listed or looked at.
    Read,
    /// Written or changed.
    Write,
    /// Made.
    Create,
    /// Taken away.
    Delete,
}

/// One hooked call. Texts are as the application handed them over.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Operation<'a> {
    /// A SQL statement is prepared or run.
    Sql {
        /// The statement.
        text: &'a str,
        /// Who reads it.
        dialect: SqlDialect,
    },
    /// A command string is given to a shell.
    Shell {
        /// The command.
        text: &'a str,
        /// Who reads it.
        dialect: ShellDialect,
    },
    /// A program is started with arguments, without a shell in between.
    Exec {
        /// Name or path of the program.
        program: &'a str,
        /// Its arguments, without the program itself.
        args: &'a [&'a str],
    },
    /// A file is touched.
    Path {
        /// Its path. Relative ones stand for a place below `cwd`.
        path: &'a str,
        /// What is done to it.
        access: FileAccess,
        /// The working directory, when it is known.
        cwd: Option<&'a str>,
    },
    /// A URL is requested.
    Url {
        /// The URL.
        url: &'a str,
    },
    /// A connection is opened, or a name was resolved for one.
    Connect {
        /// Name or address that was asked for.
        host: &'a str,
        /// Address that is about to be used, when it is known.
        address: Option<IpAddr>,
        /// Port, 0 when it is not known.
        port: u16,
    },
    /// Text is compiled or run as JavaScript.
    Code {
        /// The source text.
        text: &'a str,
    },
    /// An AWS service is called through its SDK.
    AwsCall {
        /// Service: `s3`.
        service: &'a str,
        /// Operation: `GetObject`.
        operation: &'a str,
        /// Parameters that name a resource, with their values.
        resources: &'a [(&'a str, &'a str)],
    },
    /// The function answers.
    Response {
        /// The answer as JSON text.
        text: &'a str,
    },
    /// The function writes to its log.
    LogWrite {
        /// What it writes.
        text: &'a str,
    },
}

/// The kind of an [`Operation`], without its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperationKind {
    /// [`Operation::Sql`].
    Sql,
    /// [`Operation::Shell`].
    Shell,
    /// [`Operation::Exec`].
    Exec,
    /// [`Operation::Path`].
    Path,
    /// [`Operation::Url`].
    Url,
    /// [`Operation::Connect`].
    Connect,
    /// [`Operation::Code`].
    Code,
    /// [`Operation::AwsCall`].
    AwsCall,
    /// [`Operation::Response`].
    Response,
    /// [`Operation::LogWrite`].
    LogWrite,
}

impl OperationKind {
    /// The name in data and output: `sql`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Shell => "shell",
            Self::Exec => "exec",
            Self::Path => "path",
            Self::Url => "url",
            Self::Connect => "connect",
            Self::Code => "code",
            Self::AwsCall => "aws_call",
            Self::Response => "response",
            Self::LogWrite => "log_write",
        }
    }
}

impl Operation<'_> {
    /// Which kind it is.
    pub const fn kind(&self) -> OperationKind {
        match self {
            Self::Sql { .. } => OperationKind::Sql,
            Self::Shell { .. } => OperationKind::Shell,
            Self::Exec { .. } => OperationKind::Exec,
            Self::Path { .. } => OperationKind::Path,
            Self::Url { .. } => OperationKind::Url,
            Self::Connect { .. } => OperationKind::Connect,
            Self::Code { .. } => OperationKind::Code,
            Self::AwsCall { .. } => OperationKind::AwsCall,
            Self::Response { .. } => OperationKind::Response,
            Self::LogWrite { .. } => OperationKind::LogWrite,
        }
    }
}

/// The place in the application that a call came from, as a number: calls of one place share what is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Site(pub u64);

impl Site {
    /// The place is not known; nothing is remembered for it.
    pub const UNKNOWN: Self = Self(0);
}

/// Sees every operation, not only suspicious ones.
pub trait Observer {
    /// Called once an operation has been judged.
    fn operation(&mut self, operation: &Operation<'_>, site: Site, verdict: &Verdict);
}
