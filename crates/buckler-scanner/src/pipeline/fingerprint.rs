//! Names of findings that outlive edits elsewhere in the file.

use std::collections::HashMap;

use crate::files::Files;
use crate::finding::Finding;

/// Counts findings that look the same, so that each has a name of its own.
#[derive(Debug, Default)]
pub(super) struct Ordinals {
    seen: HashMap<u128, u32>,
}

impl Ordinals {
    /// The fingerprint of a finding: its rule, file and line as they read, and how often that came before. Line numbers
    /// and spaces are no part of it.
    pub(super) fn fingerprint(&mut self, files: &Files, finding: &Finding) -> String {
        let mut hash = Fnv::default();
        hash.part(finding.rule.id);
        hash.part(files.path(finding.place.file));
        hash.line(files, finding);
        let count = self.seen.entry(hash.0).or_default();
        let ordinal = *count;
        *count += 1;
        if ordinal > 0 {
            hash.part(&ordinal.to_string());
        }
        format!("{:032x}", hash.0)
    }
}

/// What a finding says wherever it is: its rule and the line as it reads.
pub(super) fn content(files: &Files, finding: &Finding) -> u128 {
    let mut hash = Fnv::default();
    hash.part(finding.rule.id);
    hash.line(files, finding);
    hash.0
}

/// The 128-bit hash of Fowler, Noll and Vo (FNV-1a): the same on every machine and in every version.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    /// The words of the line on which a finding begins.
    fn line(&mut self, files: &Files, finding: &Finding) {
        if let Some(file) = files.get(finding.place.file) {
            file.line_text(file.line(finding.place.start)).split_whitespace().for_each(|word| self.part(word));
        }
    }

    fn part(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
