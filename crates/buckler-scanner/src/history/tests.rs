use std::process::{Command, Stdio};

use super::*;
use crate::collector::Selection;

/// A repository with one commit of these files.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    git(folder.path(), &["init", "-q"], "");
    git(folder.path(), &["add", "."], "");
    git(folder.path(), &["commit", "-q", "-m", "first"], "");
    folder
}

fn git(folder: &Path, arguments: &[&str], input: &str) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).env("HOME", folder).args(["-c", "user.name=t", "-c", "user.email=t@example.com"]);
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "git {arguments:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn select(folder: &Path) -> Selected {
    Selected::new(folder, &Selection::default()).unwrap()
}

fn state(folder: &Path, revision: &str, now: &Files) -> Result<State, HistoryError> {
    at(folder, revision, &select(folder), now)
}

fn paths(state: &State) -> Vec<&str> {
    state.files.iter().map(|(_, file)| file.path.as_str()).collect()
}

/// A tree of ten trees of ten trees and so on, with `files` at the bottom.
fn bomb(folder: &Path, files: &str, levels: usize) -> String {
    let mut tree = git(folder, &["mktree", "--missing"], files);
    for _ in 0..levels {
        let entries: String = (0..10).map(|number| format!("040000 tree {tree}\td{number}\n")).collect();
        tree = git(folder, &["mktree"], &entries);
    }
    tree
}

#[test]
fn a_folder_of_the_repository_is_read_as_it_was() {
    let folder = repository(&[("a/app.py", "x = 1\n"), ("a/b/app.js", "f();\n"), ("c.py", "\n")]);
    std::fs::write(folder.path().join("a/app.py"), "x = 2\n").unwrap();
    let before = state(&folder.path().join("a"), "HEAD", &Files::default()).unwrap();
    assert_eq!(paths(&before), ["app.py", "b/app.js"]);
    assert_eq!(before.files.get(before.files.find("app.py").unwrap()).unwrap().text, "x = 1\n");
    std::fs::create_dir(folder.path().join("new")).unwrap();
    assert!(state(&folder.path().join("new"), "HEAD", &Files::default()).unwrap().files.is_empty());
}

#[test]
fn a_few_objects_that_stand_for_many_files_are_refused() {
    let folder = repository(&[("app.js", "f();\n")]);
    let blob = git(folder.path(), &["rev-parse", "HEAD:app.js"], "");
    let (repository, _) = open(folder.path()).unwrap();
    for (name, bound) in [("app.js", "files"), ("app.png", "entries of folders")] {
        let tree = bomb(folder.path(), &format!("100644 blob {blob}\t{name}\n"), 12);
        let mut reader = Reader::new(&repository, &tree, Bounds { entries: 2000, files: 200, ..BOUNDS });
        let top = reader.top().unwrap();
        let refused = reader.walk(top, &select(folder.path())).err().unwrap().to_string();
        assert!(refused.starts_with(&format!("there are too many files at `{tree}`")), "{refused}");
        assert!(refused.ends_with(bound), "{refused}");
    }
}

#[test]
fn every_bound_is_kept() {
    let folder = repository(&[("a/app.js", "f();\n"), ("a/b.js", "f();\n"), ("c.js", "f();\n")]);
    let (repository, _) = open(folder.path()).unwrap();
    let read = |bounds: Bounds| {
        let mut reader = Reader::new(&repository, "HEAD", bounds);
        let top = reader.top()?;
        let found = reader.walk(top, &select(folder.path()))?;
        reader.state(found, &select(folder.path()), &Files::default())
    };
    let wide = || Bounds { entries: 4, files: 3, bytes: 1000, path: 8 };
    assert_eq!(paths(&read(wide()).unwrap()), ["a/app.js", "a/b.js", "c.js"]);
    for bounds in [
        Bounds { entries: 3, ..wide() },
        Bounds { files: 1, ..wide() },
        Bounds { bytes: 100, ..wide() },
        Bounds { path: 7, ..wide() },
    ] {
        assert!(matches!(read(bounds), Err(HistoryError::TooLarge { .. })));
    }
}

#[test]
fn an_object_that_is_not_what_its_folder_says_is_an_error() {
    let folder = repository(&[("app.js", "f();\n")]);
    let blob = git(folder.path(), &["rev-parse", "HEAD:app.js"], "");
    let raw: Vec<u8> =
        (0..blob.len()).step_by(2).map(|at| u8::from_str_radix(blob.get(at..at + 2).unwrap(), 16).unwrap()).collect();
    let file = folder.path().join("tree");
    std::fs::write(&file, [b"40000 a\0".as_slice(), &raw].concat()).unwrap();
    let tree = git(folder.path(), &["hash-object", "-t", "tree", "-w", "--literally", "tree"], "");
    assert!(matches!(state(folder.path(), &tree, &Files::default()), Err(HistoryError::Object { .. })));
    assert!(matches!(state(folder.path(), &blob, &Files::default()), Err(HistoryError::Revision { .. })));
}

#[test]
fn files_of_a_submodule_are_those_of_today() {
    let folder = repository(&[("app.js", "f();\n")]);
    let commit = git(folder.path(), &["rev-parse", "HEAD"], "");
    git(folder.path(), &["update-index", "--add", "--cacheinfo", &format!("160000,{commit},lib")], "");
    git(folder.path(), &["commit", "-q", "-m", "second"], "");
    let mut now = Files::default();
    for path in ["app.js", "lib/a.js", "lib/b/c.js", "library/d.js"] {
        now.add(path, "g();\n");
    }
    let before = state(folder.path(), "HEAD", &now).unwrap();
    assert_eq!(paths(&before), ["app.js", "lib/a.js", "lib/b/c.js"]);
    assert_eq!(before.submodules, ["lib"]);
    // Where it was no submodule yet, all of it is new.
    let before = state(folder.path(), "HEAD~1", &now).unwrap();
    assert_eq!((paths(&before), before.submodules.len()), (vec!["app.js"], 0));
}

#[test]
fn a_revision_that_is_not_there_says_what_to_do() {
    let folder = repository(&[("app.js", "f();\n")]);
    let text = |folder: &Path| state(folder, "HEAD~1", &Files::default()).unwrap_err().to_string();
    assert_eq!(
        text(folder.path()),
        "`HEAD~1` names no commit of this repository; what only the server has must be fetched first (`git fetch origin`)"
    );
    git(folder.path(), &["commit", "-q", "--allow-empty", "-m", "second"], "");
    let clone = folder.path().join("clone");
    let url = format!("file://{}", folder.path().display());
    git(folder.path(), &["clone", "-q", "--depth", "1", &url, "clone"], "");
    assert!(text(&clone).contains("the clone is shallow: fetch its history (`fetch-depth: 0`"), "{}", text(&clone));
}
