//! Reads a project. This is the only part of a scan that touches files, and it touches none outside the folder it was
//! given: links are noted and never followed, and nothing is executed.

mod ignored;
mod text;

use std::collections::BTreeMap;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ignore::{DirEntry, WalkBuilder};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::files::Files;
use crate::unchecked::{Reason, Unchecked};

use self::ignored::Vendored;
use self::text::Kind;

/// Largest source file that is read. Larger ones are data or bundles.
pub(crate) const MAX_SOURCE: u64 = 4 << 20;
/// Largest template that is read; CloudFormation takes 1 MB.
const MAX_TEMPLATE: u64 = 2 << 20;
/// Largest source map that is read.
const MAX_MAP: u64 = 16 << 20;
/// Most files of one scan.
const MAX_FILES: usize = 100_000;
/// Most bytes of one scan.
const MAX_BYTES: u64 = 512 << 20;

/// Which files a scan reads.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Patterns, as in a `.gitignore`, of what is left out.
    pub exclude: Vec<String>,
}

/// The same choice for states of a project that lie in no folder.
#[cfg(feature = "history")]
#[derive(Debug)]
pub struct Selected {
    exclude: ignore::overrides::Override,
}

#[cfg(feature = "history")]
impl Selected {
    /// Reads the patterns of a selection.
    ///
    /// # Errors
    /// When one of them is malformed.
    pub fn new(root: &Path, selection: &Selection) -> Result<Self, CollectError> {
        Ok(Self { exclude: overrides(root, selection)? })
    }

    /// Whether a folder is read.
    pub(crate) fn folder(&self, path: &str) -> bool {
        !ignored::below_ignored(Path::new(path)) && !self.exclude.matched(path, true).is_ignore()
    }

    /// Most bytes that are read of a file; nothing for one that is not read.
    pub(crate) fn limit(&self, path: &str) -> Option<u64> {
        let hidden = path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        let kind = Kind::of(Path::new(path)).filter(|_| !hidden)?;
        (!self.exclude.matched(path, false).is_ignore()).then_some(kind.limit())
    }

    /// The text of a file, if it is one.
    pub(crate) fn text(&self, path: &str, bytes: Vec<u8>) -> Option<String> {
        let path = Path::new(path);
        let kind = Kind::of(path).filter(|kind| bytes.len() as u64 <= kind.limit())?;
        Some(text::decode(bytes, kind, path, true).ok()??.0)
    }
}

/// What was read.
#[derive(Debug, Default)]
pub struct Collected {
    /// The texts.
    pub files: Files,
    /// What could not be read.
    pub unchecked: Vec<Unchecked>,
    /// What was left out on purpose.
    pub skipped: Skipped,
}

/// What is left out on purpose, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Folders of dependencies and of build results.
    pub folders: usize,
    /// Links that lead out of the scanned folder or nowhere.
    pub links: usize,
}

/// A project that cannot be scanned at all.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// The folder cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Root {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A pattern of the settings is none.
    #[error("`{pattern}` is no pattern: {error}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        error: ignore::Error,
    },
}

/// One file that is to be read.
struct Candidate {
    path: PathBuf,
    name: String,
    kind: Kind,
    size: u64,
}

/// Reads what is worth reading below `root`, or `root` itself if it is a file. Stops early, with what it has, when
/// `cancelled` is set.
///
/// # Errors
/// When `root` itself cannot be read or the selection holds a malformed pattern.
pub fn collect(root: &Path, selection: &Selection, cancelled: &AtomicBool) -> Result<Collected, CollectError> {
    let at_root = |error| CollectError::Root { path: root.to_path_buf(), error };
    let metadata = std::fs::metadata(root).map_err(at_root)?;
    if metadata.is_dir() {
        std::fs::read_dir(root).map_err(at_root)?;
    }
    let mut walk = Walk::new(root);
    walk.run(selection, cancelled)?;
    Ok(walk.read(cancelled))
}

/// The state of one walk.
struct Walk<'a> {
    root: &'a Path,
    candidates: Vec<Candidate>,
    links: BTreeMap<String, String>,
    vendored: Vendored,
    collected: Collected,
}

impl<'a> Walk<'a> {
    fn new(root: &'a Path) -> Self {
        Self {
            root,
            candidates: Vec::new(),
            links: BTreeMap::new(),
            vendored: Vendored::default(),
            collected: Collected::default(),
        }
    }

    fn run(&mut self, selection: &Selection, cancelled: &AtomicBool) -> Result<(), CollectError> {
        let mut builder = WalkBuilder::new(self.root);
        // Files of the user's home and of parent folders are not ours to read.
        builder.follow_links(false).parents(false).git_global(false).require_git(false);
        builder.sort_by_file_name(Ord::cmp);
        builder.overrides(overrides(self.root, selection)?);
        let skipped = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&skipped);
        // The library opens lists of what to ignore by itself, and would wait for a pipe or follow a link.
        let odd = Arc::new(Mutex::new(Vec::new()));
        let noticed = Arc::clone(&odd);
        if ignored::has_odd_list(self.root) {
            builder.ignore(false).git_ignore(false);
            self.odd_list(self.root);
        }
        builder.git_exclude(false);
        builder.filter_entry(move |entry| {
            if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
                return true;
            }
            let ignored = ignored::folder(entry.path());
            if ignored {
                counter.fetch_add(1, Ordering::Relaxed);
            }
            let is_odd = !ignored && ignored::has_odd_list(entry.path());
            if is_odd && let Ok(mut noticed) = noticed.lock() {
                noticed.push(entry.path().to_path_buf());
            }
            !(ignored || is_odd)
        });
        for entry in builder.build() {
            if cancelled.load(Ordering::Relaxed) {
                break;
            }
            match entry {
                Ok(entry) => self.entry(&entry),
                Err(error) => self.failed(&error),
            }
        }
        let odd = odd.lock().map(|mut odd| std::mem::take(&mut *odd)).unwrap_or_default();
        odd.iter().for_each(|folder| self.odd_list(folder));
        self.assets(cancelled);
        self.collected.skipped.folders = skipped.load(Ordering::Relaxed);
        Ok(())
    }

    /// Output of the CDK is read although it is usually ignored, for there is no other template.
    fn assets(&mut self, cancelled: &AtomicBool) {
        let folders: Vec<PathBuf> =
            ignored::cdk_outputs(self.root, self.candidates.iter().map(|file| file.path.as_path()));
        for folder in folders {
            let mut builder = WalkBuilder::new(&folder);
            builder.standard_filters(false).follow_links(false).sort_by_file_name(Ord::cmp);
            builder.filter_entry(|entry| {
                !(entry.file_type().is_some_and(|kind| kind.is_dir())
                    && ignored::folder(entry.path())
                    && entry.depth() > 0)
            });
            for entry in builder.build().flatten() {
                if cancelled.load(Ordering::Relaxed) {
                    break;
                }
                self.entry(&entry);
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry) {
        let Some(kind) = entry.file_type() else { return };
        let name = self.name(entry.path());
        if kind.is_symlink() {
            self.link(entry.path(), name);
        } else if kind.is_dir() {
            self.vendored.folder(entry.path());
        } else if kind.is_file()
            && let Some(kind) = Kind::of(entry.path())
            && !self.candidates.iter().rev().take(1).any(|last| last.name == name)
        {
            let size = entry.metadata().map(|metadata| metadata.len()).unwrap_or_default();
            self.candidates.push(Candidate { path: entry.path().to_path_buf(), name, kind, size });
        } else if !kind.is_file() && Kind::of(entry.path()).is_some() {
            // A pipe, a device: whoever opens it may wait forever.
            self.collected.unchecked.push(Unchecked::new(name, Reason::Unreadable("not a regular file".to_owned())));
        }
    }

    fn odd_list(&mut self, folder: &Path) {
        let message = "its `.gitignore` or `.ignore` is no regular file, so that nothing in it was read";
        let name = Some(self.name(folder)).filter(|name| !name.is_empty()).unwrap_or_else(|| ".".to_owned());
        self.collected.unchecked.push(Unchecked::new(name, Reason::Template(message.to_owned())));
    }

    /// A link is another name for what it leads to, provided that lies in the scanned folder.
    fn link(&mut self, path: &Path, name: String) {
        let root = self.root.canonicalize().ok();
        let target = path.canonicalize().ok();
        let inside = root.zip(target).and_then(|(root, target)| Some(slashes(target.strip_prefix(root).ok()?)));
        match inside {
            Some(target) if !target.is_empty() && !ignored::below_ignored(Path::new(&target)) => {
                self.links.insert(name, target);
            }
            None if path.exists() && (path.is_dir() || Kind::of(path).is_some()) => {
                let message = "leads out of the scanned folder and was not followed";
                self.collected.unchecked.push(Unchecked::new(name, Reason::Template(message.to_owned())));
            }
            _ => self.collected.skipped.links += 1,
        }
    }

    fn failed(&mut self, error: &ignore::Error) {
        let path = path_of(error).map_or_else(|| ".".to_owned(), |path| self.name(path));
        let text = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.collected.unchecked.push(Unchecked::new(path, Reason::Unreadable(text)));
    }

    /// The path below the root; a single file that is scanned is known by its own name.
    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.root).map(slashes).unwrap_or_default();
        let own = || path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if below.is_empty() && path.is_file() { own() } else { below }
    }

    fn read(mut self, cancelled: &AtomicBool) -> Collected {
        let vendored = std::mem::take(&mut self.vendored).resolve();
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.retain(|file| !vendored.contains(&file.path));
        self.collected.skipped.folders += vendored.len();
        let kept = self.bounded(candidates);
        // Includes of `serverless.yml` are other YAML and JSON files; without such a file nobody asks for those.
        let includes = kept.iter().any(|file| text::is_serverless(&file.path));
        let read: Vec<_> = kept
            .into_par_iter()
            .map(|file| {
                let result = match cancelled.load(Ordering::Relaxed) {
                    true => Ok(None),
                    false => read(&file, includes),
                };
                (file.name, result)
            })
            .collect();
        for (name, result) in read {
            match result {
                Ok(Some((text, problem))) => {
                    self.collected.unchecked.extend(problem.map(|reason| Unchecked::new(name.clone(), reason)));
                    self.collected.files.add(name, text);
                }
                Ok(None) => {}
                Err(reason) => self.collected.unchecked.push(Unchecked::new(name, reason)),
            }
        }
        self.collected.files.set_links(self.links);
        self.collected.files.read_maps();
        self.collected.unchecked.sort();
        self.collected
    }

    /// Leaves out, aloud, what is too large alone or together.
    fn bounded(&mut self, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let mut total = 0;
        let mut kept = Vec::with_capacity(candidates.len().min(MAX_FILES));
        for file in candidates {
            if file.size > file.kind.limit() {
                if matches!(file.kind, Kind::Source | Kind::Template) {
                    self.collected.unchecked.push(Unchecked::new(file.name, Reason::TooLarge(file.size)));
                }
            } else if kept.len() >= MAX_FILES || total + file.size > MAX_BYTES {
                self.collected.unchecked.push(Unchecked::new(file.name, Reason::Full));
            } else {
                total += file.size;
                kept.push(file);
            }
        }
        kept
    }
}

type Text = Option<(String, Option<Reason>)>;

fn read(file: &Candidate, includes: bool) -> Result<Text, Reason> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or_default());
    let unreadable = |error: io::Error| Reason::Unreadable(error.to_string());
    let source = open(&file.path).map_err(unreadable)?;
    // The file may have grown since it was measured.
    source.take(file.kind.limit() + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > file.kind.limit() {
        return Err(Reason::TooLarge(bytes.len() as u64));
    }
    text::decode(bytes, file.kind, &file.path, includes)
}

/// Opens a regular file; what was exchanged for a link, pipe or device since the walk is refused.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    let file = options.open(path)?;
    match file.metadata().as_ref().map(Metadata::is_file) {
        Ok(true) => Ok(file),
        _ => Err(io::Error::other("not a regular file")),
    }
}

fn overrides(root: &Path, selection: &Selection) -> Result<ignore::overrides::Override, CollectError> {
    let mut builder = ignore::overrides::OverrideBuilder::new(root);
    for pattern in &selection.exclude {
        let at_pattern = |error| CollectError::Pattern { pattern: pattern.clone(), error };
        builder.add(&format!("!{pattern}")).map_err(at_pattern)?;
    }
    builder.build().map_err(|error| CollectError::Pattern { pattern: String::new(), error })
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// The repository that a folder lies in.
pub(crate) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

/// The path with `/` between its parts.
pub(crate) fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests;
