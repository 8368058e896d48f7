//! Where rules put what they find.

use crate::finding::{Class, Edit, Finding, Place, RuleInfo, Severity, Step};

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Report {
    rule: &'static RuleInfo,
    findings: Vec<Finding>,
}

impl Report {
    /// An empty report of `rule`.
    pub(crate) fn new(rule: &'static RuleInfo) -> Self {
        Self { rule, findings: Vec::new() }
    }

    /// Adds a finding; what is particular about it follows in the style of
    /// `report.add(place, "…").label("…").help("…")`.
    pub fn add(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        let index = self.findings.len();
        self.findings.push(Finding::new(self.rule, place, message));
        #[expect(clippy::indexing_slicing, reason = "the finding was pushed at this very index")]
        &mut self.findings[index]
    }

    /// What was found.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

impl Finding {
    /// What the code frame says at the place, in a few words.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.label = text.into();
        self
    }

    /// What to do about it.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = text.into();
        self
    }

    /// A severity other than the rule's.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// A class other than the rule's.
    pub fn class(&mut self, class: Class) -> &mut Self {
        self.class = class;
        self
    }

    /// A function that it concerns.
    pub fn function(&mut self, name: impl Into<String>) -> &mut Self {
        let name = name.into();
        if !self.functions.contains(&name) {
            self.functions.push(name);
        }
        self
    }

    /// Functions that it concerns.
    pub fn functions(&mut self, names: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        for name in names {
            self.function(name);
        }
        self
    }

    /// The next step on the way from source to sink.
    pub fn step(&mut self, place: Place, text: impl Into<String>) -> &mut Self {
        self.path.push(Step { place, text: text.into() });
        self
    }

    /// An edit that is part of a certain fix.
    pub fn edit(&mut self, place: Place, text: impl Into<String>) -> &mut Self {
        self.edits.push(Edit { place, text: text.into() });
        self
    }

    /// The fact it shares with other findings of its rule, which people read once: `runtime nodejs12.x`.
    pub fn group(&mut self, key: impl Into<String>) -> &mut Self {
        self.group = Some(key.into());
        self
    }

    /// Its weaknesses, by their numbers, the most fitting one first.
    pub fn weaknesses_named(&self) -> &'static [u16] {
        self.cwe.unwrap_or(self.rule.cwe)
    }

    /// Weaknesses that describe it better than those of the rule.
    pub fn weaknesses(&mut self, cwe: &'static [u16]) -> &mut Self {
        self.cwe = Some(cwe);
        self
    }
}
