//! Findings that a project has decided to live with for now: a file of fingerprints, read and written as text that
//! merges well.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::collector;
use crate::files::Files;

use super::{Reported, Status};

/// Most bytes of a baseline: several hundred thousand findings.
const MAX_BYTES: u64 = 64 << 20;

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
    let text = text(path).map_err(|error| BaselineError::File { path: path.to_path_buf(), error })?;
    let mut known = BTreeSet::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
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

/// The text of a file that may be a pipe, and may never end.
fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    fs::File::open(path)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("it is larger than a baseline can be"));
    }
    Ok(text)
}

/// Writes every finding that is open or known already. The scanned project, in which `root` lies, may hold something
/// else under that name: links are not followed, and only a regular file is replaced, as a whole.
///
/// # Errors
/// When the file does not take it.
pub fn write(path: &Path, root: &Path, files: &Files, reported: &[Reported]) -> Result<usize, BaselineError> {
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
    replace(path, root, &text).map_err(|error| BaselineError::File { path: path.to_path_buf(), error })?;
    Ok(lines.len())
}

fn replace(path: &Path, root: &Path, text: &str) -> io::Result<()> {
    if let Some(link) = link_of_project(path, root)? {
        return Err(io::Error::other(format!(
            "`{}` is a link, and links of a project are not followed",
            link.display()
        )));
    }
    let old = match path.symlink_metadata() {
        Ok(metadata) if !metadata.is_file() => return Err(io::Error::other("it is no regular file")),
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // As any other new file of the user, not only for their own eyes.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The first link on the way to `path` within the project that `root` belongs to. Links outside of it are the user's.
fn link_of_project(path: &Path, root: &Path) -> io::Result<Option<PathBuf>> {
    let root = root.canonicalize()?;
    let project = collector::repository(&root).unwrap_or(&root);
    let path = std::path::absolute(path)?;
    let mut ways: Vec<&Path> = path.ancestors().collect();
    ways.reverse();
    let mut inside = false;
    for way in ways {
        if inside && way.is_symlink() {
            return Ok(Some(way.to_path_buf()));
        }
        inside = inside || way.canonicalize().is_ok_and(|way| way == project);
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path, root: &Path) -> Result<usize, String> {
        write(path, root, &Files::default(), &[]).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline");
        fs::write(&path, format!("{HEADING}\n\n0123456789abcdef0123456789abcdef rule a.py\n")).unwrap();
        assert_eq!(read(&path).unwrap().into_iter().collect::<Vec<_>>(), ["0123456789abcdef0123456789abcdef"]);
        assert_eq!(written(&path, folder.path()), Ok(0));
        assert!(read(&path).unwrap().is_empty());
    }

    #[test]
    fn a_mark_of_encoding_and_ends_of_lines_of_other_systems_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline");
        fs::write(&path, format!("\u{feff}{HEADING}\r\n0123456789abcdef0123456789abcdef rule a.py\r\n")).unwrap();
        assert_eq!(read(&path).unwrap().len(), 1);
    }

    #[test]
    fn another_file_is_no_baseline() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline");
        fs::write(&path, "# x\n{\"runs\": []}\n").unwrap();
        assert!(read(&path).unwrap_err().to_string().ends_with("line 2 is no entry of a baseline"));
        assert!(matches!(read(&folder.path().join("none")), Err(BaselineError::File { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_of_the_project_are_not_written_through() {
        use std::os::unix::fs::symlink;
        let (outside, project) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let target = outside.path().join("target");
        fs::write(&target, "kept").unwrap();
        symlink(&target, project.path().join("baseline")).unwrap();
        symlink(outside.path(), project.path().join("folder")).unwrap();
        for path in ["baseline", "folder/target", "folder/new"] {
            let refused = written(&project.path().join(path), project.path()).unwrap_err();
            assert!(refused.contains("is a link"), "{refused}");
        }
        assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
        assert!(!outside.path().join("new").exists());
        // The way to the project is the user's own.
        let way = outside.path().join("way");
        symlink(project.path(), &way).unwrap();
        assert_eq!(written(&way.join("known.txt"), project.path()), Ok(0));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_found_in_the_whole_repository_of_a_scanned_folder() {
        let project = tempfile::tempdir().unwrap();
        fs::create_dir_all(project.path().join(".git")).unwrap();
        fs::create_dir_all(project.path().join("src")).unwrap();
        std::os::unix::fs::symlink(project.path().join("src"), project.path().join("link")).unwrap();
        assert!(written(&project.path().join("link/known.txt"), &project.path().join("src")).is_err());
        assert_eq!(written(&project.path().join("known.txt"), &project.path().join("src")), Ok(0));
    }

    #[cfg(unix)]
    #[test]
    fn only_a_regular_file_is_replaced_and_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        assert!(written(Path::new("/dev/null"), folder.path()).unwrap_err().contains("no regular file"));
        let path = folder.path().join("baseline");
        assert_eq!(written(&path, folder.path()), Ok(0));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        assert_eq!(written(&path, folder.path()), Ok(0));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o604);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
