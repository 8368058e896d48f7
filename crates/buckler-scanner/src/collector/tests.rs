use std::fs;

use super::*;

fn scan(folder: &tempfile::TempDir) -> Collected {
    collect(folder.path(), &Selection::default(), &AtomicBool::new(false)).unwrap()
}

fn write(folder: &tempfile::TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn paths(collected: &Collected) -> Vec<&str> {
    collected.files.iter().map(|(_, file)| file.path.as_str()).collect()
}

const TEMPLATE: &str = "Resources:\n  F: {Type: AWS::Lambda::Function}\n";

#[test]
fn sources_templates_and_settings_are_read_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    for path in
        ["src/app.js", "src/app.py", "lib/x.tsx", "package.json", "README.md", "data.json", "ci.yaml", "types.d.ts"]
    {
        write(&folder, path, "x");
    }
    write(&folder, "template.yaml", TEMPLATE);
    assert_eq!(paths(&scan(&folder)), ["lib/x.tsx", "package.json", "src/app.js", "src/app.py", "template.yaml"]);
}

#[test]
fn dependencies_build_results_and_ignored_files_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, ".gitignore", "secret/\n");
    for path in
        ["node_modules/a/i.js", "a/venv/b.py", "env/pyvenv.cfg", "env/lib/x.py", "dist/x.js", "secret/x.js", "kept.js"]
    {
        write(&folder, path, "x");
    }
    let collected = scan(&folder);
    assert_eq!(paths(&collected), ["kept.js"]);
    assert_eq!(collected.skipped.folders, 4);
    assert_eq!(collected.unchecked, []);
}

#[test]
fn packages_installed_beside_the_code_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "fn/requests-2.1.dist-info/RECORD", "requests/__init__.py,sha256=x,1\nsix.py,,\n../bin/x,,\n");
    for path in ["fn/requests/__init__.py", "fn/six.py", "fn/app.py"] {
        write(&folder, path, "x");
    }
    assert_eq!(paths(&scan(&folder)), ["fn/app.py"]);
}

#[test]
fn output_of_the_cdk_is_read_although_git_ignores_it() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, ".gitignore", "cdk.out\n");
    write(&folder, "cdk.json", "{}");
    write(&folder, "cdk.out/S.template.json", "{\"Resources\": {\"F\": {\"Type\": \"AWS::Lambda::Function\"}}}");
    write(&folder, "cdk.out/asset.1/index.js", "x");
    write(&folder, "cdk.out/asset.1/node_modules/a/index.js", "x");
    assert_eq!(paths(&scan(&folder)), ["cdk.json", "cdk.out/S.template.json", "cdk.out/asset.1/index.js"]);
}

#[test]
fn what_cannot_be_read_as_text_is_said() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "binary.js", b"\x7fELF\0\0");
    write(&folder, "broken.py", b"x = '\xff'\n");
    write(&folder, "latin.py", b"# -*- coding: latin-1 -*-\nx = '\xe9'\n");
    fs::File::create(folder.path().join("huge.js")).unwrap().set_len(100 << 20).unwrap();
    let collected = scan(&folder);
    assert_eq!(paths(&collected), ["broken.py", "latin.py"]);
    assert!(collected.files.get(collected.files.find("latin.py").unwrap()).unwrap().text.contains('é'));
    let said: Vec<_> = collected.unchecked.iter().map(|item| (item.path.as_str(), &item.reason)).collect();
    assert_eq!(
        said,
        [("binary.js", &Reason::Binary), ("broken.py", &Reason::Encoding), ("huge.js", &Reason::TooLarge(100 << 20))]
    );
}

#[cfg(unix)]
#[test]
fn links_within_the_folder_are_other_names_and_links_out_of_it_are_counted() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(&outside, "stolen.js", "x");
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "shared/util.js", "x");
    fs::create_dir(folder.path().join("fn")).unwrap();
    symlink("../shared", folder.path().join("fn/shared")).unwrap();
    symlink("..", folder.path().join("fn/loop")).unwrap();
    symlink("self", folder.path().join("self")).unwrap();
    symlink(outside.path(), folder.path().join("out")).unwrap();
    let collected = scan(&folder);
    assert_eq!(paths(&collected), ["shared/util.js"]);
    assert_eq!(collected.unchecked.iter().map(|item| item.path.as_str()).collect::<Vec<_>>(), ["out"]);
    assert_eq!(collected.files.find("fn/shared/util.js"), collected.files.find("shared/util.js"));
    assert_eq!(collected.files.find("out/stolen.js"), None);
    assert_eq!(collected.skipped.links, 2);
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.js")).status();
    if made.is_ok_and(|status| status.success()) {
        let collected = scan(&folder);
        assert_eq!(paths(&collected), [""; 0]);
        assert_eq!(collected.unchecked[0].path, "pipe.js");
        assert!(open(&folder.path().join("pipe.js")).is_err());
    }
}

#[cfg(unix)]
#[test]
fn a_list_of_what_to_ignore_that_is_no_file_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a/app.js", "x");
    write(&folder, "b/app.js", "x");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("a/.gitignore")).unwrap();
    let collected = scan(&folder);
    assert_eq!(paths(&collected), ["b/app.js"]);
    assert_eq!(collected.unchecked[0].path, "a");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join(".gitignore")).unwrap();
    assert_eq!(scan(&folder).unchecked.iter().map(|item| item.path.as_str()).collect::<Vec<_>>(), [".", "a"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_utf_8_is_read_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"a\xff.js")), "x").unwrap();
    assert_eq!(paths(&scan(&folder)), ["a\u{fffd}.js"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "closed/app.js", "x");
    let closed = folder.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    // The superuser may list everything, so there is nothing to see for it.
    if fs::read_dir(&closed).is_err() {
        let collected = scan(&folder);
        assert!(
            matches!(&collected.unchecked[..], [Unchecked { path, reason: Reason::Unreadable(_), .. }] if path == "closed")
        );
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn patterns_leave_out_more() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "tests/x.js", "x");
    write(&folder, "app.js", "x");
    let selection = Selection { exclude: vec!["tests/".to_owned()] };
    let collected = collect(folder.path(), &selection, &AtomicBool::new(false)).unwrap();
    assert_eq!(paths(&collected), ["app.js"]);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = collect(&folder.path().join("none"), &Selection::default(), &AtomicBool::new(false)).unwrap_err();
    assert!(error.to_string().contains("none"));
}
