//! Findings that a project has decided to live with for now: a file of fingerprints, read and written as text that
//! merges well.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::files::Files;

use super::{Reported, Status};

const HEADING: &str =
    "# Findings known to `buckler scan --baseline`. Lines may be removed; new ones are written by --write-baseline.";

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It cannot be read or written.
    #[error("cannot use the baseline `{}`: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A line is no entry.
    #[error("`{}` line {line} is no entry of a baseline", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
    },
}

/// Reads the fingerprints of a baseline.
///
/// # Errors
/// When it is not there or holds anything else.
pub fn read(path: &Path) -> Result<BTreeSet<String>, BaselineError> {
    let at_file = |error| BaselineError::File { path: path.to_path_buf(), error };
    let text = std::fs::read_to_string(path).map_err(at_file)?;
    let text = text.trim_start_matches('\u{feff}');
    let mut known = BTreeSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let print = line.split_whitespace().next().unwrap_or_default();
        if print.len() != 32 || !print.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(BaselineError::Line { path: path.to_path_buf(), line: number });
        }
        known.insert(print.to_owned());
    }
    Ok(known)
}

/// Writes every finding that is open or known already. A file that is there is replaced; a link is not followed, since
/// the scanned project may hold it.
///
/// # Errors
/// When the file does not take it.
pub fn write(path: &Path, files: &Files, reported: &[Reported]) -> Result<usize, BaselineError> {
    let at_file = |error| BaselineError::File { path: path.to_path_buf(), error };
    let kept = reported.iter().filter(|item| matches!(item.status, Status::Open | Status::Known));
    let lines: BTreeSet<String> = kept
        .map(|item| {
            let finding = &item.finding;
            format!(
                "{} {} {}",
                item.fingerprint,
                finding.rule.id,
                files.path(finding.place.file).replace(char::is_control, "?")
            )
        })
        .collect();
    let mut text = format!("{HEADING}\n");
    for line in &lines {
        let _infallible = writeln!(text, "{line}");
    }
    replace(path, &text).map_err(at_file)?;
    Ok(lines.len())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::other("it is no regular file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder on the way may be such a link as well.
    let links = folder.ancestors().filter(|folder| folder.is_relative() && folder.is_symlink());
    if links.count() > 0 {
        return Err(io::Error::other("a link is on the way to it"));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline");
        std::fs::write(&path, format!("{HEADING}\n\n0123456789abcdef0123456789abcdef rule a.py\n")).unwrap();
        assert_eq!(read(&path).unwrap().into_iter().collect::<Vec<_>>(), ["0123456789abcdef0123456789abcdef"]);
        assert_eq!(write(&path, &Files::default(), &[]).unwrap(), 0);
        assert!(read(&path).unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("baseline"));
        std::fs::write(&target, "kept").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(write(&link, &Files::default(), &[]).is_err());
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "kept");
    }

    #[test]
    fn another_file_is_no_baseline() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline");
        std::fs::write(&path, "# x\n{\"runs\": []}\n").unwrap();
        assert!(read(&path).unwrap_err().to_string().ends_with("line 2 is no entry of a baseline"));
        assert!(matches!(read(&folder.path().join("none")), Err(BaselineError::File { .. })));
    }
}
