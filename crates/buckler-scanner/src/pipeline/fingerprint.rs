//! Names of findings that outlive edits elsewhere in the file.

use std::collections::HashMap;

use crate::files::Files;
use crate::finding::Finding;

/// Names of one finding.
pub(super) struct Fingerprint {
    /// With the file it is in.
    pub(super) own: String,
    /// Without.
    pub(super) content: String,
}

/// Counts findings that look the same, so that each has a name of its own.
#[derive(Debug, Default)]
pub(super) struct Ordinals {
    seen: HashMap<u128, u32>,
}

impl Ordinals {
    /// The fingerprint of a finding: its rule, file and line as they read, and how often that came before. Line numbers
    /// and spaces are no part of it.
    pub(super) fn fingerprint(&mut self, files: &Files, finding: &Finding) -> Fingerprint {
        let (mut own, mut content) = (Fnv::default(), Fnv::default());
        own.part(finding.rule.id);
        content.part(finding.rule.id);
        if let Some(file) = files.get(finding.place.file) {
            own.part(&file.path);
            let line = file.line_text(file.line(finding.place.start));
            for word in line.split_whitespace() {
                own.part(word);
                content.part(word);
            }
        }
        let count = self.seen.entry(own.0).or_default();
        let ordinal = *count;
        *count += 1;
        if ordinal > 0 {
            own.part(&ordinal.to_string());
            content.part(&ordinal.to_string());
        }
        Fingerprint { own: format!("{:032x}", own.0), content: format!("{:032x}", content.0) }
    }
}

/// The 128-bit hash of Fowler, Noll and Vo (FNV-1a): the same on every machine and in every version.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    fn part(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
