//! Notices that code has changed, by looking at modification times.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// Most files looked at in one folder.
const MAX_FILES: usize = 20_000;
/// Shortest time between two looks.
const SHORTEST: Duration = Duration::from_millis(400);
/// A look may take this share of the time at most.
const SHARE: u32 = 50;

/// Folders that hold what others wrote; a change there comes with one of a file beside it.
const SKIPPED: [&str; 4] = ["node_modules", ".git", ".aws-sam", "__pycache__"];

/// What was found at one look: the newest time and how many files there are, so that a removal shows too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    newest: Option<SystemTime>,
    files: usize,
}

impl Look {
    /// Looks at a file or folder.
    pub(crate) fn at(path: &Path) -> Self {
        let mut look = Self { newest: None, files: 0 };
        let mut pending = vec![path.to_owned()];
        while let Some(path) = pending.pop() {
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            if metadata.is_dir() && look.files < MAX_FILES {
                pending.extend(children(&path));
            } else if metadata.is_file() {
                look.files += 1;
                look.newest = look.newest.max(metadata.modified().ok());
            }
        }
        look
    }

    /// The newest modification time found.
    pub(crate) fn newest(self) -> Option<SystemTime> {
        self.newest
    }
}

fn children(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| SKIPPED.iter().all(|skipped| entry.file_name() != *skipped)).map(|entry| entry.path())
}

/// Looks at paths again and again and calls `changed` with the indices of those that changed.
pub(crate) async fn watch(paths: Vec<PathBuf>, mut changed: impl FnMut(Vec<usize>)) {
    let paths = Arc::new(paths);
    let mut before = look_at_all(&paths).await;
    let mut pause = SHORTEST;
    loop {
        tokio::time::sleep(pause).await;
        let begin = Instant::now();
        let now = look_at_all(&paths).await;
        let pairs = now.iter().zip(&before).enumerate();
        let found: Vec<usize> = pairs.filter(|(_, (now, before))| now != before).map(|(index, _)| index).collect();
        before = now;
        if !found.is_empty() {
            changed(found);
        }
        pause = SHORTEST.max(begin.elapsed() * SHARE);
    }
}

/// On a thread of its own, since a large folder would keep invocations waiting.
async fn look_at_all(paths: &Arc<Vec<PathBuf>>) -> Vec<Look> {
    let paths = Arc::clone(paths);
    let looks = tokio::task::spawn_blocking(move || paths.iter().map(|path| Look::at(path)).collect());
    // The closure does not panic; a runtime that stops ends this task as well.
    looks.await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_additions_and_removals_show() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.js");
        fs::write(&file, "1").unwrap();
        let first = Look::at(folder.path());
        fs::create_dir(folder.path().join("node_modules")).unwrap();
        fs::write(folder.path().join("node_modules/x.js"), "1").unwrap();
        assert_eq!(Look::at(folder.path()), first);
        fs::write(folder.path().join("b.js"), "1").unwrap();
        assert_ne!(Look::at(folder.path()), first);
        fs::remove_file(folder.path().join("b.js")).unwrap();
        let later = SystemTime::now() + Duration::from_secs(5);
        fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
        assert_ne!(Look::at(folder.path()), first);
    }
}
