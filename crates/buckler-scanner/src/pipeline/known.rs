//! Findings that were there before, so that only new ones count.

use std::collections::{BTreeSet, HashMap};

use crate::files::Files;
use crate::finding::Finding;

use super::Reported;
use super::fingerprint::content;

/// Findings that were there before.
#[derive(Clone, Debug, Default)]
pub struct Known {
    fingerprints: BTreeSet<String>,
    /// Files of the earlier state.
    paths: BTreeSet<String>,
    moved: Moved,
}

/// Findings in files that are gone, by what they say: for each, the functions that it concerned.
type Moved = HashMap<u128, Vec<Vec<String>>>;

impl Known {
    /// Adds the fingerprints of a baseline.
    pub fn add(&mut self, fingerprints: BTreeSet<String>) {
        self.fingerprints.extend(fingerprints);
    }

    /// Adds what was `reported` of an earlier state, `before`, of the project that is now `after`. What a comment
    /// allowed then is told when the comment is gone.
    pub fn add_state(&mut self, before: &Files, after: &Files, reported: Vec<Reported>) {
        self.paths.extend(before.iter().map(|(_, file)| file.path.clone()));
        for item in reported.into_iter().filter(Reported::is_open) {
            if after.find(before.path(item.finding.place.file)).is_none() {
                let key = content(before, &item.finding);
                self.moved.entry(key).or_default().push(item.finding.functions);
            }
            self.fingerprints.insert(item.fingerprint);
        }
    }
}

/// Recognizes findings, each that has moved once.
#[derive(Debug)]
pub(super) struct Memory<'a> {
    known: &'a Known,
    moved: Moved,
}

impl<'a> Memory<'a> {
    pub(super) fn new(known: &'a Known) -> Self {
        Self { known, moved: known.moved.clone() }
    }

    /// Whether a finding was there before: by its fingerprint, or, in a file that was not there, as one of a file that
    /// is gone.
    pub(super) fn knows(&mut self, files: &Files, finding: &Finding, fingerprint: &str) -> bool {
        self.known.fingerprints.contains(fingerprint) || self.has_moved(files, finding)
    }

    fn has_moved(&mut self, files: &Files, finding: &Finding) -> bool {
        if self.moved.is_empty() || self.known.paths.contains(files.path(finding.place.file)) {
            return false;
        }
        let Some(candidates) = self.moved.get_mut(&content(files, finding)) else { return false };
        let Some(index) = candidates.iter().position(|functions| concern_the_same(functions, &finding.functions))
        else {
            return false;
        };
        candidates.swap_remove(index);
        true
    }
}

/// Whether two lists of functions may be those of one finding.
fn concern_the_same(before: &[String], now: &[String]) -> bool {
    // Functions without a template are named by their files, which have moved.
    let named = |names: &[String]| -> BTreeSet<String> {
        names.iter().filter(|name| !name.contains(['/', '.'])).cloned().collect()
    };
    let (before, now) = (named(before), named(now));
    before.is_empty() || now.is_empty() || !before.is_disjoint(&now)
}
