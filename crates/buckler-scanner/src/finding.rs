//! What rules report.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Helps an attacker, or hurts under conditions.
    Medium,
    /// Somebody can do something they must not.
    High,
    /// Anybody can, at once, with much damage.
    Critical,
}

/// The two kinds of results, never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Somebody can do something they must not.
    Finding,
    /// Nobody can yet; a second line of defense is missing. Shown on request.
    Hardening,
}

/// What is fixed about a rule.
#[derive(Debug)]
pub struct RuleInfo {
    /// Name in kebab case; says the thing found and reads well after "allow".
    pub id: &'static str,
    /// The thing found in a few words that begin in lower case, such as "page shaped by input".
    pub title: &'static str,
    /// Severity unless a finding says otherwise.
    pub severity: Severity,
    /// Kind of its results.
    pub class: Class,
    /// Numbers in the Common Weakness Enumeration, the most fitting one first.
    pub cwe: &'static [u16],
    /// Risks it covers: `SAS-1` to `SAS-12` of the Cloud Security Alliance, `S1` to `S10` of the OWASP Serverless Top 10.
    pub risks: &'static [&'static str],
    /// Its page, in Markdown.
    pub page: &'static str,
}

/// A file of the scan, by its position in the list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
}

/// One step on the way from a source to a sink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub place: Place,
    /// What happens there.
    pub text: String,
}

/// A splice of a file that removes the cause with certainty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty range inserts.
    pub place: Place,
    /// By what.
    pub text: String,
}

/// One hole.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static RuleInfo,
    /// How bad it is.
    pub severity: Severity,
    /// Its kind.
    pub class: Class,
    /// The wrong call, property or statement.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop, with the names of this program.
    pub message: String,
    /// What the code frame says at `place`, in a few words.
    pub label: String,
    /// The way from source to sink; empty where there is none.
    pub path: Vec<Step>,
    /// Functions of the application that it concerns, by their names in the template.
    pub functions: Vec<String>,
    /// What to do about it.
    pub help: String,
    /// A fix that is certain.
    pub edits: Vec<Edit>,
    /// Findings of one rule with the same key are one entry for people (and still single results for machines).
    pub group: Option<String>,
    /// Weaknesses that describe it better than those of the rule.
    pub cwe: Option<&'static [u16]>,
}

impl Finding {
    /// A finding of `rule` at `place`.
    pub fn new(rule: &'static RuleInfo, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            class: rule.class,
            place,
            message: message.into(),
            label: String::new(),
            path: Vec::new(),
            functions: Vec::new(),
            help: String::new(),
            edits: Vec::new(),
            group: None,
            cwe: None,
        }
    }
}
