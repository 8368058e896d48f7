//! An earlier state of a project, read from its repository: for reports of what a change brings.
//!
//! Objects are read by a library; `git` is never run. Settings of the repository, its hooks and filters count for
//! nothing, since whoever wrote the code that is scanned may have written them too. A few objects can stand for any
//! number of files, so everything is counted before it is unpacked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use gix::objs::{Kind, TreeRefIter};

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
    #[error("`{revision}` names no commit of this repository; {advice}")]
    Revision {
        /// As it was given.
        revision: String,
        /// What may help.
        advice: &'static str,
    },
    /// Parts of that state cannot be read.
    #[error("the repository does not hold all of `{revision}` ({error}); was it cloned with `--filter`?")]
    Object {
        /// As it was given.
        revision: String,
        /// What is wrong.
        error: String,
    },
    /// That state is larger than what is read.
    #[error("there are too many files at `{revision}` to compare with: more than {bound}")]
    TooLarge {
        /// As it was given.
        revision: String,
        /// The bound that it goes beyond.
        bound: &'static str,
    },
}

/// An earlier state of a project.
#[derive(Debug, Default)]
pub struct State {
    /// Its texts.
    pub files: Files,
    /// Submodules. Only their commits are recorded, so their files are those of today.
    pub submodules: Vec<String>,
}

/// How much is read.
struct Bounds {
    /// Entries of folders.
    entries: usize,
    /// Files.
    files: usize,
    /// Bytes of folders, texts and paths.
    bytes: u64,
    /// Bytes of one path.
    path: usize,
}

/// Real projects stay far below.
const BOUNDS: Bounds = Bounds { entries: 1_000_000, files: 100_000, bytes: 512 << 20, path: 4096 };

/// Most folders that are kept unpacked.
const MAX_TREES: usize = 4096;

/// The texts below `root` as they were at `revision`, of the same kinds that the collector reads. `now` holds those of
/// today.
///
/// # Errors
/// When there is no repository, no such revision in it, or too much at that revision.
pub fn at(root: &Path, revision: &str, select: &Selected, now: &Files) -> Result<State, HistoryError> {
    let (repository, below) = open(root)?;
    let mut reader = Reader::new(&repository, revision, BOUNDS);
    let top = reader.top()?;
    match reader.folder(top, &below)? {
        Some(folder) => {
            let found = reader.walk(folder, select)?;
            reader.state(found, select, now)
        }
        // The scanned folder is new: all of it is the change.
        None => Ok(State::default()),
    }
}

/// The repository that `root` lies in, and the path to it there.
fn open(root: &Path) -> Result<(gix::Repository, String), HistoryError> {
    let refused = |error: &dyn Display| HistoryError::Repository { path: root.to_path_buf(), error: error.to_string() };
    let root = root.canonicalize().map_err(|error| refused(&error))?;
    let folder = if root.is_file() { root.parent().unwrap_or(&root) } else { root.as_path() };
    let git = collector::repository(folder).ok_or_else(|| refused(&"no `.git` here or above"))?;
    let options = gix::open::Options::isolated().open_path_as_is(false);
    let repository = gix::open_opts(git, options).map_err(|error| refused(&error))?;
    Ok((repository, collector::slashes(folder.strip_prefix(git).unwrap_or(Path::new("")))))
}

/// What a walk finds, not yet read.
#[derive(Default)]
struct Found {
    texts: Vec<(String, ObjectId)>,
    links: Vec<(String, ObjectId)>,
    submodules: BTreeSet<String>,
}

/// Reads objects within bounds.
struct Reader<'a> {
    repository: &'a gix::Repository,
    revision: &'a str,
    bounds: Bounds,
    /// Folders that were unpacked last: one that stands in many places is unpacked once.
    trees: HashMap<ObjectId, Rc<[u8]>>,
}

impl<'a> Reader<'a> {
    fn new(repository: &'a gix::Repository, revision: &'a str, bounds: Bounds) -> Self {
        Self { repository, revision, bounds, trees: HashMap::new() }
    }

    /// The folder that the revision stands for.
    fn top(&self) -> Result<ObjectId, HistoryError> {
        let object = self.repository.rev_parse_single(self.revision).ok().and_then(|id| id.object().ok());
        let object = object.ok_or_else(|| self.unknown())?;
        if object.kind == Kind::Tree {
            return Ok(object.id);
        }
        let commit = object.peel_to_commit().map_err(|_| self.unknown())?;
        Ok(commit.tree_id().map_err(|error| self.broken(&error))?.detach())
    }

    /// A folder below another one, if it was one.
    fn folder(&mut self, top: ObjectId, path: &str) -> Result<Option<ObjectId>, HistoryError> {
        let mut folder = top;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let tree = self.tree(folder)?;
            let entry = TreeRefIter::from_bytes(&tree, top.kind()).flatten().find(|entry| entry.filename == name);
            match entry.filter(|entry| entry.mode.kind() == EntryKind::Tree) {
                Some(entry) => folder = entry.oid.to_owned(),
                None => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    fn walk(&mut self, top: ObjectId, select: &Selected) -> Result<Found, HistoryError> {
        let mut found = Found::default();
        // Folders wait in a list, so that deep trees cost no stack.
        let mut open = vec![(String::new(), top)];
        while let Some((folder, id)) = open.pop() {
            let tree = self.tree(id)?;
            for entry in TreeRefIter::from_bytes(&tree, id.kind()) {
                let entry = entry.map_err(|error| self.broken(&error))?;
                let name = entry.filename.to_str_lossy();
                let path = if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") };
                self.count(&path, &found)?;
                match entry.mode.kind() {
                    EntryKind::Tree if select.folder(&path) => open.push((path, entry.oid.to_owned())),
                    EntryKind::Blob | EntryKind::BlobExecutable if select.limit(&path).is_some() => {
                        found.texts.push((path, entry.oid.to_owned()));
                    }
                    EntryKind::Link => found.links.push((path, entry.oid.to_owned())),
                    EntryKind::Commit if select.folder(&path) => {
                        found.submodules.insert(path);
                    }
                    _ => {}
                }
            }
        }
        // In the order in which the files of today are read.
        found.texts.sort();
        Ok(found)
    }

    /// Counts one more entry.
    fn count(&mut self, path: &str, found: &Found) -> Result<(), HistoryError> {
        self.bounds.entries =
            self.bounds.entries.checked_sub(1).ok_or_else(|| self.too_large("1,000,000 entries of folders"))?;
        if found.texts.len() + found.links.len() > self.bounds.files {
            return Err(self.too_large("100,000 files"));
        }
        if path.len() > self.bounds.path {
            return Err(self.too_large("4,096 bytes in one path"));
        }
        self.spend(path.len() as u64)
    }

    fn state(&mut self, found: Found, select: &Selected, now: &Files) -> Result<State, HistoryError> {
        let mut state = State::default();
        for (path, id) in found.texts {
            let bytes = self.read(id, select.limit(&path).unwrap_or_default())?;
            if let Some(text) = bytes.and_then(|bytes| select.text(&path, bytes)) {
                state.files.add(path, text);
            }
        }
        let mut links = BTreeMap::new();
        for (path, id) in found.links {
            let bytes = self.read(id, self.bounds.path as u64)?;
            let target = bytes.and_then(|bytes| joined(folder_of(&path), bytes.to_str().ok()?));
            links.extend(target.map(|target| (path, target)));
        }
        let mut submodules = BTreeSet::new();
        for (_, file) in now.iter() {
            let mut folders = file.path.match_indices('/').filter_map(|(end, _)| file.path.get(..end));
            if let Some(submodule) = folders.find(|folder| found.submodules.contains(*folder)) {
                submodules.insert(submodule.to_owned());
                state.files.add(&*file.path, &*file.text);
            }
        }
        state.submodules = submodules.into_iter().collect();
        state.files.set_links(links);
        state.files.read_maps();
        Ok(state)
    }

    fn tree(&mut self, id: ObjectId) -> Result<Rc<[u8]>, HistoryError> {
        if let Some(tree) = self.trees.get(&id) {
            return Ok(Rc::clone(tree));
        }
        let size = self.repository.find_header(id).map_err(|error| self.broken(&error))?.size();
        self.spend(size)?;
        let object = self.repository.find_object(id).map_err(|error| self.broken(&error))?;
        let tree = object.try_into_tree().map_err(|error| self.broken(&error))?;
        if self.trees.len() >= MAX_TREES {
            self.trees.clear();
        }
        let tree: Rc<[u8]> = tree.data.as_slice().into();
        self.trees.insert(id, Rc::clone(&tree));
        Ok(tree)
    }

    /// The bytes of an object, unless they are more than `limit`. It is unpacked as a whole, so its size is asked for
    /// first.
    fn read(&mut self, id: ObjectId, limit: u64) -> Result<Option<Vec<u8>>, HistoryError> {
        let size = self.repository.find_header(id).map_err(|error| self.broken(&error))?.size();
        if size > limit {
            return Ok(None);
        }
        self.spend(size)?;
        let object = self.repository.find_object(id).map_err(|error| self.broken(&error))?;
        Ok(Some(object.detach().data))
    }

    fn spend(&mut self, bytes: u64) -> Result<(), HistoryError> {
        self.bounds.bytes = self.bounds.bytes.checked_sub(bytes).ok_or_else(|| self.too_large("512 MB"))?;
        Ok(())
    }

    fn unknown(&self) -> HistoryError {
        let advice = match self.repository.is_shallow() {
            Ok(true) => {
                "the clone is shallow: fetch its history (`fetch-depth: 0` in a workflow, `git fetch --unshallow`)"
            }
            _ => "what only the server has must be fetched first (`git fetch origin`)",
        };
        HistoryError::Revision { revision: self.revision.to_owned(), advice }
    }

    fn broken(&self, error: &dyn Display) -> HistoryError {
        HistoryError::Object { revision: self.revision.to_owned(), error: error.to_string() }
    }

    fn too_large(&self, bound: &'static str) -> HistoryError {
        HistoryError::TooLarge { revision: self.revision.to_owned(), bound }
    }
}

#[cfg(test)]
mod tests;
