//! The detectors, one file pair each: the judge and its page, whose examples are its tests.

pub mod code_injection;
pub mod command_injection;
pub mod path_traversal;
pub mod sql_injection;
pub mod ssrf;
mod tokens;

use crate::{Case, Hit};
use buckler_types::{DetectorId, Operation, OperationKind};

/// Judges operations at run time.
pub trait Detector: Sync {
    /// Who it is.
    fn id(&self) -> DetectorId;

    /// Its page, as Markdown: what it detects, examples, limits, how to respond.
    fn page(&self) -> &'static str;

    /// Whether it judges operations of that kind.
    fn judges(&self, kind: OperationKind) -> bool;

    /// What it objects to, if anything.
    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit>;
}

/// Every detector. A test compares this list with the folder.
pub const ALL: &[&dyn Detector] = &[
    &sql_injection::SqlInjection,
    &command_injection::CommandInjection,
    &code_injection::CodeInjection,
    &path_traversal::PathTraversal,
    &ssrf::Ssrf,
];

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn every_page_in_the_folder_has_its_detector_in_the_list() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detectors");
        let mut pages = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                assert!(ALL.iter().any(|detector| detector.id().name() == name), "{name} is not in the list");
                assert!(path.with_extension("rs").exists(), "{name}.rs is missing");
                pages += 1;
            }
        }
        assert_eq!(pages, ALL.len());
    }

    #[test]
    fn every_detector_of_the_vocabulary_is_in_the_list_once() {
        for id in DetectorId::ALL {
            assert_eq!(ALL.iter().filter(|detector| detector.id() == id).count(), 1, "{id:?}");
        }
    }
}
