//! What a scan did not look at. "Not checked" must never read as "nothing found".

use std::fmt;

/// A file, folder or function that was not checked, or only in part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unchecked {
    /// Path below the scanned folder; `.` is the folder itself.
    pub path: String,
    /// Line, where it concerns one.
    pub line: Option<u32>,
    /// Why.
    pub reason: Reason,
}

/// Why something was not checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// The system refuses to open or list it.
    Unreadable(String),
    /// It is larger than what is read.
    TooLarge(u64),
    /// It should hold text and does not.
    Binary,
    /// It holds bytes that are no UTF-8; it was read with replacements.
    Encoding,
    /// More files or bytes than one scan holds.
    Full,
    /// It does not parse; what could be read of it was.
    Syntax(String),
    /// The code of a function is not where the template says.
    NoCode {
        /// The function.
        function: String,
        /// What is missing or cannot be read.
        detail: String,
    },
    /// Analysis came to one of its bounds.
    Bound(String),
    /// What a template refers to was not read.
    Template(String),
}

impl Unchecked {
    /// The whole of `path` was not checked.
    pub fn new(path: impl Into<String>, reason: Reason) -> Self {
        Self { path: path.into(), line: None, reason }
    }

    /// The same with the line it concerns.
    pub fn at(path: impl Into<String>, line: u32, reason: Reason) -> Self {
        Self { path: path.into(), line: Some(line), reason }
    }

    /// Where it is, as `path` or `path:line`.
    pub fn location(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.path),
            None => self.path.clone(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(formatter, "cannot be read: {error}"),
            Self::TooLarge(bytes) => write!(formatter, "is too large ({} MB)", bytes.div_ceil(1_000_000)),
            Self::Binary => formatter.write_str("is not text"),
            Self::Encoding => formatter.write_str("is not valid UTF-8; read with replacements"),
            Self::Full => formatter.write_str("is beyond what one scan holds"),
            Self::Syntax(message) => write!(formatter, "does not parse: {message}"),
            Self::NoCode { function, detail } => {
                write!(formatter, "the code of `{function}` was not checked: {detail}")
            }
            Self::Bound(message) | Self::Template(message) => formatter.write_str(message),
        }
    }
}
