//! Findings that were there before.

use std::collections::BTreeSet;

use crate::files::Files;

use super::Reported;

/// What is known of earlier findings.
#[derive(Clone, Debug, Default)]
pub struct Known {
    fingerprints: BTreeSet<String>,
    /// Of findings in files that are no longer there, without the file's name.
    moved: BTreeSet<String>,
    /// Files that were there before.
    paths: BTreeSet<String>,
    /// Folders that are not compared.
    folders: Vec<String>,
}

impl Known {
    /// Adds the fingerprints of a baseline.
    pub fn add(&mut self, fingerprints: BTreeSet<String>) {
        self.fingerprints.extend(fingerprints);
    }

    /// Adds the findings of an earlier state, `before`, of the project that is now `after`. What lies in one of
    /// `folders` belongs to other projects and is not compared.
    pub fn add_state(&mut self, before: &Files, after: &Files, reported: Vec<Reported>, folders: Vec<String>) {
        self.paths.extend(before.iter().map(|(_, file)| file.path.clone()));
        self.folders.extend(folders);
        for item in reported {
            if after.find(before.path(item.finding.place.file)).is_none() {
                self.moved.insert(item.content);
            }
            self.fingerprints.insert(item.fingerprint);
        }
    }

    /// Whether a finding was there before: by its fingerprint, or, in a file that was not, as one of a file that is
    /// gone.
    pub(super) fn knows(&self, path: &str, fingerprint: &str, content: &str) -> bool {
        let is_moved = || !self.paths.contains(path) && self.moved.contains(content);
        let is_foreign = || {
            self.folders
                .iter()
                .any(|folder| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')))
        };
        self.fingerprints.contains(fingerprint) || is_moved() || is_foreign()
    }
}
