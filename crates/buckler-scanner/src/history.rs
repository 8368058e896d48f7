//! An earlier state of a project, read from its repository: for reports of what a change brings.
//!
//! Objects are read by a library; `git` is never run. Settings of the repository, its hooks and filters count for
//! nothing, since whoever wrote the code that is scanned may have written them too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;

use crate::assembly::{folder as folder_of, joined};
use crate::collector::{self, Selected};
use crate::files::Files;

/// An earlier state that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no repository.
    #[error("`{}` lies in no git repository: {error}", path.display())]
    Repository {
        /// The scanned folder.
        path: PathBuf,
        /// What is wrong.
        error: String,
    },
    /// The repository does not hold that state.
    #[error("`{revision}` names no commit of this repository{hint}")]
    Revision {
        /// As it was given.
        revision: String,
        /// What may help.
        hint: &'static str,
    },
    /// What that revision names cannot be read.
    #[error("cannot read `{revision}`: {error}")]
    Object {
        /// As it was given.
        revision: String,
        /// What is wrong.
        error: String,
    },
    /// That state is larger than what is read.
    #[error("there are too many files at `{revision}` to compare with")]
    TooLarge {
        /// As it was given.
        revision: String,
    },
}

/// A state of a project.
#[derive(Debug, Default)]
pub struct State {
    /// Its texts.
    pub files: Files,
    /// Folders that are repositories of their own (submodules): their files are not part of it.
    pub foreign: Vec<String>,
}

/// Most entries of folders that are looked at. Real projects stay far below; a tree can name itself again and again.
const MAX_ENTRIES: usize = 1_000_000;
/// Most bytes of texts.
const MAX_BYTES: usize = 512 << 20;

/// The texts below `root` as they were at `revision`, of the same kinds that the collector reads.
///
/// # Errors
/// When there is no repository or no such revision in it.
pub fn at(root: &Path, revision: &str, select: &Selected) -> Result<State, HistoryError> {
    let refused =
        |error: &dyn std::fmt::Display| HistoryError::Repository { path: root.to_path_buf(), error: error.to_string() };
    let root = root.canonicalize().map_err(|error| refused(&error))?;
    let folder = if root.is_file() { root.parent().unwrap_or(&root) } else { root.as_path() };
    let git = folder
        .ancestors()
        .find(|folder| folder.join(".git").exists())
        .ok_or_else(|| refused(&"no `.git` here or above"))?;
    let options = gix::open::Options::isolated().open_path_as_is(false);
    let repository = gix::open_opts(git, options).map_err(|error| refused(&error))?;
    let unknown = |error: &dyn std::fmt::Display| HistoryError::Object {
        revision: revision.to_owned(),
        error: error.to_string(),
    };
    let id = repository.rev_parse_single(revision).map_err(|_| HistoryError::Revision {
        revision: revision.to_owned(),
        hint: if repository.is_shallow().unwrap_or(false) {
            "; the clone is shallow: fetch more of it (`fetch-depth: 0`)"
        } else {
            ""
        },
    })?;
    let object = id.object().map_err(|error| unknown(&error))?;
    let tree = object.peel_to_tree().map_err(|error| unknown(&error))?;
    let below = collector::slashes(folder.strip_prefix(git).unwrap_or(Path::new("")));
    let mut state = State::default();
    let tree = match below.is_empty() {
        true => tree,
        false => match tree.lookup_entry_by_path(&below).map_err(|error| unknown(&error))? {
            Some(entry) => {
                entry.object().map_err(|error| unknown(&error))?.peel_to_tree().map_err(|error| unknown(&error))?
            }
            // The scanned folder is new: all of it is the change.
            None => return Ok(state),
        },
    };
    let (mut links, mut entries, mut bytes) = (BTreeMap::new(), 0, 0);
    // Folders wait in a list, so that deep trees cost no stack.
    let mut open = vec![(String::new(), tree)];
    while let Some((folder, tree)) = open.pop() {
        for entry in tree.iter().flatten() {
            entries += 1;
            if entries > MAX_ENTRIES || bytes > MAX_BYTES {
                return Err(HistoryError::TooLarge { revision: revision.to_owned() });
            }
            let name = entry.filename().to_str_lossy();
            let path = if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") };
            let object = || {
                // A blob is decompressed as a whole, so its size is asked for first.
                let size = repository.find_header(entry.object_id()).map_err(|error| unknown(&error))?.size();
                if size > collector::MAX_SOURCE {
                    Ok(None)
                } else {
                    entry.object().map(Some).map_err(|error| unknown(&error))
                }
            };
            match entry.kind() {
                EntryKind::Tree if select.folder(&path) => {
                    open.push((path, entry.object().map_err(|error| unknown(&error))?.into_tree()));
                }
                EntryKind::Blob | EntryKind::BlobExecutable if select.file(&path) => {
                    if let Some(text) = object()?.and_then(|blob| select.text(&path, blob.data.clone())) {
                        bytes += text.len();
                        state.files.add(path, text);
                    }
                }
                EntryKind::Link => {
                    let target = object()?.and_then(|blob| joined(folder_of(&path), blob.data.to_str().ok()?));
                    links.extend(target.map(|target| (path, target)));
                }
                EntryKind::Commit => state.foreign.push(path),
                _ => {}
            }
        }
    }
    state.files.set_links(links);
    state.files.read_maps();
    Ok(state)
}
