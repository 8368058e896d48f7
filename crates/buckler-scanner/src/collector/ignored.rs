//! Folders that hold no code of the project: dependencies, build results, copies.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders of dependencies and build results, by name.
const NAMES: &[&str] = &[
    "node_modules",
    "bower_components",
    "jspm_packages",
    "vendor",
    "site-packages",
    "dist-packages",
    "__pycache__",
    "dist",
    "build",
    "out",
    "coverage",
    "target",
    "venv",
    "virtualenv",
    "cdk.out",
    "__snapshots__",
];

/// Whether a folder is left out. Hidden ones never come here.
pub(super) fn folder(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    NAMES.contains(&name) || name.ends_with(".egg-info") || path.join("pyvenv.cfg").is_file()
}

/// Most bytes of a list of what to ignore.
const MAX_LIST: u64 = 1 << 20;

/// Whether a list of what to ignore is something else than a small file of its own.
pub(super) fn has_odd_list(folder: &Path) -> bool {
    [".gitignore", ".ignore"].iter().any(|name| {
        let metadata = folder.join(name).symlink_metadata();
        metadata.is_ok_and(|metadata| !metadata.is_file() || metadata.len() > MAX_LIST)
    })
}

/// Whether any part of a path below the root is a folder that is left out, or hidden.
pub(super) fn below_ignored(path: &Path) -> bool {
    path.components()
        .filter_map(|part| part.as_os_str().to_str())
        .any(|name| NAMES.contains(&name) || name.starts_with('.'))
}

/// Folders of CDK output: beside a `cdk.json`, or the scanned folder itself.
pub(super) fn cdk_outputs<'a>(root: &Path, files: impl Iterator<Item = &'a Path>) -> Vec<PathBuf> {
    let beside = files.filter(|path| path.file_name().is_some_and(|name| name == "cdk.json"));
    let folders: BTreeSet<PathBuf> = beside
        .filter_map(Path::parent)
        .map(|folder| folder.join("cdk.out"))
        .chain([root.join("cdk.out")])
        .filter(|folder| folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()))
        .collect();
    folders.into_iter().collect()
}

/// Copies of Python packages that were installed into a folder of the project, told by what the installer left.
#[derive(Debug, Default)]
pub(super) struct Vendored {
    records: Vec<PathBuf>,
}

/// Most bytes of an installer's list that are read.
const MAX_RECORD: u64 = 1 << 20;

impl Vendored {
    /// Notes a folder that an installer made.
    pub(super) fn folder(&mut self, path: &Path) {
        if path.extension().is_some_and(|extension| extension == "dist-info") {
            self.records.push(path.to_path_buf());
        }
    }

    /// Reads what was installed.
    pub(super) fn resolve(self) -> Installed {
        let mut paths = BTreeSet::new();
        for folder in self.records {
            let Some(parent) = folder.parent() else { continue };
            let mut list = String::new();
            let read = super::open(&folder.join("RECORD")).map(|file| file.take(MAX_RECORD).read_to_string(&mut list));
            if !matches!(read, Ok(Ok(_))) {
                continue;
            }
            let names = list.lines().filter_map(|line| line.split([',', '/']).next());
            paths.extend(names.filter(|name| !matches!(*name, "" | "." | "..")).map(|name| parent.join(name)));
            paths.insert(folder);
        }
        Installed { paths }
    }
}

/// Files and folders that an installer put there.
#[derive(Debug)]
pub(super) struct Installed {
    paths: BTreeSet<PathBuf>,
}

impl Installed {
    /// Whether a file is one of them or below one.
    pub(super) fn contains(&self, path: &Path) -> bool {
        !self.paths.is_empty() && path.ancestors().any(|ancestor| self.paths.contains(ancestor))
    }

    /// Number of packages' folders.
    pub(super) fn len(&self) -> usize {
        self.paths.iter().filter(|path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())).count()
    }
}
