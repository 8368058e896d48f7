//! The detectors, by the usual names of the weaknesses they stop.

/// Which detector spoke. The engine's list of detectors is indexed by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DetectorId {
    /// An input changes the structure of a SQL statement (CWE-89).
    SqlInjection,
    /// An input changes a shell command, chooses the program or adds an option (CWE-78, CWE-88).
    CommandInjection,
    /// An input leaves the directory the application named, or names a sensitive file (CWE-22).
    PathTraversal,
    /// An input chooses the server that is spoken to, and it is an internal one (CWE-918).
    Ssrf,
    /// An input becomes JavaScript code (CWE-94).
    CodeInjection,
}

impl DetectorId {
    /// Every detector, in the order of the enum.
    pub const ALL: [Self; 5] =
        [Self::SqlInjection, Self::CommandInjection, Self::PathTraversal, Self::Ssrf, Self::CodeInjection];

    /// The name in code, data and output: `sql_injection`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SqlInjection => "sql_injection",
            Self::CommandInjection => "command_injection",
            Self::PathTraversal => "path_traversal",
            Self::Ssrf => "ssrf",
            Self::CodeInjection => "code_injection",
        }
    }

    /// The name inside environment variables: `SQL_INJECTION`.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::SqlInjection => "SQL_INJECTION",
            Self::CommandInjection => "COMMAND_INJECTION",
            Self::PathTraversal => "PATH_TRAVERSAL",
            Self::Ssrf => "SSRF",
            Self::CodeInjection => "CODE_INJECTION",
        }
    }

    /// The number of the weakness in the Common Weakness Enumeration.
    pub const fn cwe(self) -> u16 {
        match self {
            Self::SqlInjection => 89,
            Self::CommandInjection => 78,
            Self::PathTraversal => 22,
            Self::Ssrf => 918,
            Self::CodeInjection => 94,
        }
    }

    /// The detector of that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|detector| detector.name() == name)
    }
}
