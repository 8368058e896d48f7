//! Certain fixes, as splices of the original text: what is not replaced stays byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use buckler_syntax::Limits;
use buckler_template::Template;

use crate::files::{Files, SourceFile};
use crate::finding::{Edit, FileId};
use crate::pipeline::Reported;
use crate::sources;

/// What was done to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// So many findings were removed.
    Changed {
        /// The file.
        path: String,
        /// Findings.
        findings: usize,
    },
    /// It was left as it is.
    Left {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

/// Fixes what can be fixed with certainty among open findings, below `root`. A file is changed as a whole or not at
/// all: its new text must still parse, and it must not have changed since it was scanned.
pub fn fix(root: &Path, files: &Files, reported: &[Reported]) -> Vec<Fixed> {
    let mut plans: BTreeMap<FileId, Vec<&[Edit]>> = BTreeMap::new();
    for item in reported.iter().filter(|item| item.is_open() && !item.finding.edits.is_empty()) {
        let edits = item.finding.edits.as_slice();
        // A fix across files could be done in part, so there is none.
        if let Some(first) = edits.first()
            && edits.iter().all(|edit| edit.place.file == first.place.file)
        {
            plans.entry(first.place.file).or_default().push(edits);
        }
    }
    plans.into_iter().filter_map(|(id, plan)| Some(one(root, files.get(id)?, &plan))).collect()
}

fn one(root: &Path, file: &SourceFile, plan: &[&[Edit]]) -> Fixed {
    let left = |reason: String| Fixed::Left { path: file.path.clone(), reason };
    let Some((text, findings)) = spliced(&file.text, plan) else {
        return left("its edits do not fit together".to_owned());
    };
    if !parses(file, &text) {
        return left("it would no longer parse".to_owned());
    }
    match replace(&target(root, &file.path), &file.text, &text) {
        Ok(()) => Fixed::Changed { path: file.path.clone(), findings },
        Err(error) => left(error.to_string()),
    }
}

/// The text with the edits of as many findings as go together, and their number. Findings are taken in order; one that
/// touches what another has changed waits for the next run. Equal edits count as one.
fn spliced(text: &str, plan: &[&[Edit]]) -> Option<(String, usize)> {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut findings = 0;
    for edits in plan {
        let fits = |edit: &Edit| taken.iter().all(|other| *other == edit || apart(edit, other));
        if edits.iter().all(fits) {
            for edit in *edits {
                if !taken.contains(&edit) {
                    taken.push(edit);
                }
            }
            findings += 1;
        }
    }
    taken.sort_by_key(|edit| (edit.place.start, edit.place.end));
    let mut new = String::with_capacity(text.len());
    let mut position = 0;
    for edit in taken {
        new.push_str(text.get(position..edit.place.start as usize)?);
        new.push_str(&edit.text);
        position = edit.place.end as usize;
    }
    new.push_str(text.get(position..)?);
    Some((new, findings))
}

fn apart(a: &Edit, b: &Edit) -> bool {
    // Two insertions at one place have no order.
    a.place.start != b.place.start && (a.place.end <= b.place.start || b.place.end <= a.place.start)
}

fn parses(file: &SourceFile, text: &str) -> bool {
    match sources::dialect(file) {
        Some(dialect) => {
            let problems = |text: &str| buckler_syntax::parse(dialect, text, &Limits::default()).problems.len();
            problems(text) <= problems(&file.text)
        }
        None => Template::parse(&file.path, text).is_ok(),
    }
}

fn target(root: &Path, path: &str) -> PathBuf {
    // A single file that is scanned is the root itself.
    if root.is_file() { root.to_path_buf() } else { root.join(path) }
}

/// Puts the new text in the place of the old one at once, with the same permissions.
fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_file() || fs::read(path)? != old.as_bytes() {
        return Err(io::Error::other("it has changed since it was scanned"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(new.as_bytes())?;
    file.as_file().set_permissions(metadata.permissions())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Class, Finding, Place, RuleInfo, Severity};
    use crate::pipeline::Status;

    const RULE: RuleInfo =
        RuleInfo { id: "r", title: "", severity: Severity::Low, class: Class::Finding, cwe: &[], risks: &[], page: "" };

    fn finding(edits: &[(u32, u32, &str)]) -> Reported {
        let place = |start, end| Place { file: FileId(0), start, end };
        let mut finding = Finding::new(&RULE, place(0, 1), "m");
        finding.edits = edits
            .iter()
            .map(|(start, end, text)| Edit { place: place(*start, *end), text: (*text).to_owned() })
            .collect();
        Reported { finding, fingerprint: String::new(), status: Status::Open }
    }

    fn fixed(name: &str, text: &str, reported: &[Reported]) -> (Vec<Fixed>, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let mut files = Files::default();
        files.add(name, text);
        let done = fix(folder.path(), &files, reported);
        (done, fs::read_to_string(path).unwrap())
    }

    #[test]
    fn several_edits_of_one_file_leave_the_rest_as_it_was() {
        let text = "\u{feff}a = 1\r\nb = 'é' # c\r\n";
        let (done, new) = fixed("a.py", text, &[finding(&[(7, 8, "2")]), finding(&[(0, 0, ""), (14, 18, "''")])]);
        assert_eq!(done, [Fixed::Changed { path: "a.py".to_owned(), findings: 2 }]);
        assert_eq!(new, "\u{feff}a = 2\r\nb = '' # c\r\n");
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_run_and_equal_ones_are_one() {
        let (done, new) =
            fixed("a.py", "a = 12\n", &[finding(&[(4, 6, "3")]), finding(&[(5, 6, "4")]), finding(&[(4, 6, "3")])]);
        assert_eq!(done, [Fixed::Changed { path: "a.py".to_owned(), findings: 2 }]);
        assert_eq!(new, "a = 3\n");
    }

    #[test]
    fn a_file_that_would_not_parse_is_left_alone() {
        for (name, text) in [("a.py", "a = 1\n"), ("t.yaml", "a: 1\n")] {
            let (done, new) = fixed(name, text, &[finding(&[(3, 3, "[")])]);
            assert!(matches!(&done[..], [Fixed::Left { reason, .. }] if reason.contains("parse")), "{done:?}");
            assert_eq!(new, text);
        }
    }

    #[test]
    fn a_file_that_has_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.py"), "other\n").unwrap();
        let mut files = Files::default();
        files.add("a.py", "a = 1\n");
        let done = fix(folder.path(), &files, &[finding(&[(4, 5, "2")])]);
        assert!(matches!(&done[..], [Fixed::Left { reason, .. }] if reason.contains("changed")), "{done:?}");
    }
}
