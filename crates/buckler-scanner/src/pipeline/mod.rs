//! From what rules report to what people are told: the same hole once, decisions of the project applied, in order.

pub mod baseline;
mod comments;
mod fingerprint;
mod known;
mod merge;
pub mod suppressions;

use std::collections::HashMap;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::date::Date;
use crate::files::Files;
use crate::finding::{Class, Finding};
use crate::settings::Settings;

use self::fingerprint::Ordinals;
pub use self::known::Known;
use self::known::Memory;
use self::suppressions::Suppressions;

/// A finding with what is decided about it.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The finding.
    pub finding: Finding,
    /// Names it across scans, also when its lines move.
    pub fingerprint: String,
    /// What is decided about it.
    pub status: Status,
}

/// What is decided about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is told and counts.
    Open,
    /// It is in the baseline or was there in the earlier state.
    Known,
    /// A comment in the code allows it.
    Allowed {
        /// Why, as the comment says.
        reason: String,
        /// Last day on which it is allowed.
        until: Option<Date>,
    },
}

impl Reported {
    /// Whether it is told and counts.
    pub fn is_open(&self) -> bool {
        self.status == Status::Open
    }
}

/// What decides about findings.
#[derive(Debug)]
pub struct Decisions<'a> {
    settings: &'a Settings,
    hardening: bool,
    memory: Memory<'a>,
    excluded: HashMap<&'static str, Gitignore>,
    suppressions: Suppressions,
    ordinals: Ordinals,
    /// Hardening that was found and not asked for.
    pub hidden: usize,
}

impl<'a> Decisions<'a> {
    /// Reads the comments of the files.
    pub fn new(files: &Files, settings: &'a Settings, hardening: bool, known: &'a Known, today: Date) -> Self {
        let excluded = settings.rules.iter().filter(|(_, rule)| !rule.exclude.is_empty()).filter_map(|(id, rule)| {
            let mut builder = GitignoreBuilder::new("");
            for pattern in &rule.exclude {
                builder.add_line(None, pattern).ok()?;
            }
            Some((*id, builder.build().ok()?))
        });
        Self {
            settings,
            hardening,
            memory: Memory::new(known),
            excluded: excluded.collect(),
            suppressions: Suppressions::read(files, today),
            ordinals: Ordinals::default(),
            hidden: 0,
        }
    }

    /// What people are told of a batch of findings, ordered by file and line.
    pub fn decide(&mut self, files: &Files, batch: Vec<Finding>) -> Vec<Reported> {
        let batch = batch.into_iter().map(|finding| self.weighted(finding)).collect();
        let merged = merge::merge(files, batch);
        let mut reported = Vec::with_capacity(merged.len());
        for finding in merged {
            if !self.wants(files, &finding) {
                continue;
            }
            let fingerprint = self.ordinals.fingerprint(files, &finding);
            let status = match self.suppressions.allow(files, &finding) {
                Some(status) => status,
                None if self.memory.knows(files, &finding, &fingerprint) => Status::Known,
                None => Status::Open,
            };
            reported.push(Reported { finding, fingerprint, status });
        }
        reported
    }

    /// Findings about the comments themselves, once everything else has been decided.
    pub fn about_suppressions(&mut self, files: &Files) -> Vec<Reported> {
        let stale = self.suppressions.stale();
        self.decide(files, stale)
    }

    fn weighted(&self, mut finding: Finding) -> Finding {
        if let Some(severity) = self.settings.rules.get(finding.rule.id).and_then(|rule| rule.severity) {
            finding.severity = severity;
        }
        finding
    }

    fn wants(&mut self, files: &Files, finding: &Finding) -> bool {
        let rule = self.settings.rules.get(finding.rule.id);
        let excluded = self.excluded.get(finding.rule.id);
        let path = files.path(finding.place.file);
        if excluded.is_some_and(|patterns| patterns.matched_path_or_any_parents(path, false).is_ignore()) {
            return false;
        }
        match rule.and_then(|rule| rule.enabled) {
            Some(enabled) => enabled,
            None if finding.class == Class::Finding || self.hardening => true,
            None => {
                self.hidden += 1;
                false
            }
        }
    }
}

#[cfg(test)]
mod tests;
