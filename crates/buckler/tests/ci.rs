//! The scripts of `docs/ci`, as git and a pipeline run them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const WIDE: &str = "\
Resources:
  Work:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']
";

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ci").join(name)
}

fn git(folder: &Path, arguments: &[&str]) -> Output {
    let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    let mut command = Command::new("git");
    command.current_dir(folder).args(identity).args(arguments);
    command.env("HOME", folder).env("BUCKLER", env!("CARGO_BIN_EXE_buckler")).env("NO_COLOR", "1").output().unwrap()
}

#[test]
fn the_hook_refuses_a_commit_that_brings_a_finding_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert!(git(path, &["init", "-q"]).status.success());
    fs::copy(script("pre-commit"), path.join(".git/hooks/pre-commit")).unwrap();
    fs::write(path.join("app.py"), "x = 1\n").unwrap();
    git(path, &["add", "."]);
    let first = git(path, &["commit", "-q", "-m", "first"]);
    assert!(first.status.success(), "{first:?}");
    // What is not staged is not committed, so it does not count.
    fs::write(path.join("template.yaml"), WIDE).unwrap();
    fs::write(path.join("app.py"), "x = 2\n").unwrap();
    assert!(git(path, &["commit", "-q", "-m", "second", "app.py"]).status.success());
    git(path, &["add", "."]);
    let refused = git(path, &["commit", "-q", "-m", "third"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("commit refused"), "{refused:?}");
    // What is there already does not stand in the way of the next commit.
    assert!(git(path, &["commit", "-q", "--no-verify", "-m", "third"]).status.success());
    fs::write(path.join("app.py"), "x = 3\n").unwrap();
    git(path, &["add", "."]);
    let next = git(path, &["commit", "-q", "-m", "fourth"]);
    assert!(next.status.success(), "{next:?}");
}

#[test]
fn the_script_leaves_a_file_for_the_host_and_a_page_for_people() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("template.yaml"), WIDE).unwrap();
    let (sarif, summary) = (folder.path().join("out.sarif"), folder.path().join("summary.md"));
    let run = |scanned: &Path| {
        let mut command = Command::new("sh");
        command.arg(script("scan.sh")).arg(scanned).arg(&sarif).arg(&summary).args(["--fail-on", "high"]);
        command.env("BUCKLER", env!("CARGO_BIN_EXE_buckler")).output().unwrap().status.code()
    };
    assert_eq!(run(folder.path()), Some(1));
    assert!(fs::read_to_string(&sarif).unwrap().contains("\"results\""));
    assert!(fs::read_to_string(&summary).unwrap().contains("administrator"));
    // A scan that failed leaves no file that would look like a clean one.
    assert_eq!(run(&folder.path().join("none")), Some(2));
    assert!(!sarif.exists());
}
