//! `buckler scan` as people and pipelines run it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// A role that may do everything, and nothing else that is wrong.
const WIDE: &str = "\
Resources:
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs24.x
      CodeUri: src
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: '*'
              Resource: '*'
";

const CODE: &str = "exports.handler = async () => ({ statusCode: 204 });\n";

/// A folder with files, by path and text.
fn project(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn wide() -> tempfile::TempDir {
    project(&[("template.yaml", WIDE.as_bytes()), ("src/app.js", CODE.as_bytes())])
}

fn clean() -> tempfile::TempDir {
    let narrow = WIDE
        .replace("Action: '*'", "Action: logs:CreateLogGroup")
        .replace("Resource: '*'", "Resource: arn:aws:logs:eu-west-1:123456789012:log-group:work");
    project(&[("template.yaml", narrow.as_bytes()), ("src/app.js", CODE.as_bytes())])
}

fn scan(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_buckler"));
    command.arg("scan").arg(folder).args(arguments).env("NO_COLOR", "1").env_remove("COLUMNS");
    command.output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn sarif(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let mut all = vec!["--format", "sarif"];
    all.extend(arguments);
    let output = scan(folder, &all);
    (code(&output), serde_json::from_slice(&output.stdout).unwrap())
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
    let status =
        Command::new("git").current_dir(folder).args(identity).args(arguments).env("HOME", folder).output().unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn a_clean_application_prints_one_line_and_ends_with_0() {
    let output = scan(clean().path(), &[]);
    assert_eq!(out(&output).lines().next(), Some("No findings in 1 function, 1 template, 1 source file."));
    assert_eq!(code(&output), 0);
}

#[test]
fn a_finding_shows_its_place_and_ends_with_1() {
    let output = scan(wide().path(), &[]);
    let text = out(&output);
    assert!(text.contains("critical[administrator-role]"), "{text}");
    assert!(text.contains("--> template.yaml:12:23"), "{text}");
    assert!(text.contains("12 |               Action: '*'\n"), "{text}");
    assert!(text.contains("1 critical in 1 function"), "{text}");
    assert_eq!(code(&output), 1);
}

#[test]
fn a_threshold_decides_about_the_exit_code_only() {
    let folder = project(&[
        ("template.yaml", WIDE.replace("'*'\n              Resource", "'s3:*'\n              Resource").as_bytes()),
        ("src/app.js", CODE.as_bytes()),
    ]);
    let output = scan(folder.path(), &["--fail-on", "critical"]);
    assert!(out(&output).contains("1 high"), "{}", out(&output));
    assert_eq!(code(&output), 0);
    fs::write(folder.path().join("buckler.toml"), "[scan]\nfail-on = 'high'\n").unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 1);
}

#[test]
fn nothing_to_scan_is_not_clean() {
    let output = scan(project(&[("README.md", b"x")]).path(), &[]);
    assert!(out(&output).contains("there is nothing here to scan"), "{}", out(&output));
    assert_eq!(code(&output), 3);
}

#[test]
fn a_folder_that_is_not_there_and_settings_that_mean_nothing_end_with_2() {
    let folder = clean();
    assert_eq!(code(&scan(&folder.path().join("none"), &[])), 2);
    fs::create_dir(folder.path().join("buckler.toml")).unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 2);
    fs::remove_dir(folder.path().join("buckler.toml")).unwrap();
    fs::write(folder.path().join("buckler.toml"), "[scan]\nexclud = []\n").unwrap();
    let output = scan(folder.path(), &[]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("buckler.toml` line 2, column 1"), "{output:?}");
}

#[test]
fn what_could_not_be_checked_is_said_and_ends_with_3() {
    let cases: [(&str, &[u8]); 4] = [
        ("src/broken.js", b"function ( {"),
        ("src/binary.py", b"\x7fELF\0\0\0"),
        ("src/latin.js", b"const a = '\xff';\n"),
        ("other.yaml", b"Resources:\n  A:\n    Type: 'AWS::S3::Bucket\n"),
    ];
    for (path, text) in cases {
        let folder = clean();
        fs::write(folder.path().join(path), text).unwrap();
        let (exit, log) = sarif(folder.path(), &[]);
        assert_eq!(exit, 3, "{path}");
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false, "{path}");
        let notification = &invocation["toolExecutionNotifications"][0];
        let uri = &notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, path);
        let text = out(&scan(folder.path(), &[]));
        assert!(text.contains("Not checked (1):") && text.contains(path), "{text}");
    }
}

#[test]
fn a_finding_counts_also_when_something_else_could_not_be_checked() {
    let folder = wide();
    fs::write(folder.path().join("src/broken.py"), "def f(:\n").unwrap();
    let (exit, log) = sarif(folder.path(), &[]);
    assert_eq!(exit, 1);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn the_code_of_a_function_that_is_not_there_is_said() {
    let folder = project(&[("template.yaml", WIDE.replace("'*'", "'logs:PutLogEvents'").as_bytes())]);
    let output = scan(folder.path(), &[]);
    assert!(
        out(&output).contains("the code of `Work` was not checked: there is no `src/app` to read"),
        "{}",
        out(&output)
    );
    assert_eq!(code(&output), 3);
}

#[test]
fn a_hundred_megabytes_are_not_read() {
    let folder = clean();
    fs::File::create(folder.path().join("src/huge.js")).unwrap().set_len(100 << 20).unwrap();
    let output = scan(folder.path(), &[]);
    assert!(out(&output).contains("src/huge.js: is too large (105 MB)"), "{}", out(&output));
    assert_eq!(code(&output), 3);
}

#[test]
fn a_template_that_defines_itself_by_itself_ends() {
    let cyclic = "\
Conditions: {A: !Condition B, B: !Condition A}
Parameters: {P: {Type: String}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Condition: A
    Properties: {Handler: !Sub '${F}', CodeUri: !GetAtt F.Arn, Runtime: !Ref F, Role: !GetAtt F.Role, Environment: {Variables: {X: !Ref F}}}
";
    let output = scan(project(&[("template.yaml", cyclic.as_bytes())]).path(), &[]);
    assert!(matches!(code(&output), 1 | 3), "{output:?}");
}

#[test]
fn deep_and_large_inputs_end() {
    let deep = format!(
        "Resources:\n  A: {{Type: AWS::S3::Bucket, Properties: {}1{}}}\n",
        "{a: ".repeat(20_000),
        "}".repeat(20_000)
    );
    // A line each, for what stands on one line is taken for minified.
    let brackets = format!("const a = {}1{};\n", "[\n".repeat(100_000), "]".repeat(100_000));
    let folder = project(&[("deep.yaml", deep.as_bytes()), ("deep.js", brackets.as_bytes())]);
    let output = scan(folder.path(), &[]);
    assert_eq!(code(&output), 3, "{output:?}");
    assert!(out(&output).contains("deep.yaml") && out(&output).contains("deep.js"), "{}", out(&output));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_is_read() {
    let outside = project(&[("secret.js", b"eval(process.env.X)"), ("template.yaml", WIDE.as_bytes())]);
    let folder = clean();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("linked")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("src/loop")).unwrap();
    let template = fs::read_to_string(folder.path().join("template.yaml")).unwrap();
    let leading_out = template
        .replace("CodeUri: src", &format!("CodeUri: ../{}", outside.path().file_name().unwrap().to_string_lossy()));
    fs::write(folder.path().join("template.yaml"), leading_out).unwrap();
    let output = scan(folder.path(), &[]);
    assert!(out(&output).contains("leads out of the scanned folder"), "{}", out(&output));
    assert!(!out(&output).contains("secret.js"), "{}", out(&output));
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let folder = wide();
    let baseline = folder.path().join("known.txt");
    let baseline = baseline.to_str().unwrap();
    assert_eq!(code(&scan(folder.path(), &["--baseline", baseline, "--write-baseline"])), 0);
    assert_eq!(code(&scan(folder.path(), &["--baseline", baseline])), 0);
    // Moving lines changes nothing; another hole is new.
    let template = folder.path().join("template.yaml");
    fs::write(&template, format!("# moved\n\n{WIDE}")).unwrap();
    assert_eq!(code(&scan(folder.path(), &["--baseline", baseline])), 0);
    let second = WIDE.replace("Resources:\n", "").replace("Work:", "Other:");
    fs::write(&template, format!("{WIDE}{second}")).unwrap();
    let (exit, log) = sarif(folder.path(), &["--baseline", baseline]);
    let states: Vec<&str> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["baselineState"].as_str().unwrap())
        .collect();
    assert_eq!((exit, states), (1, vec!["unchanged", "new"]));
    assert_eq!(code(&scan(folder.path(), &["--baseline", "/nowhere/known.txt"])), 2);
}

#[test]
fn a_difference_reports_only_what_a_change_brings() {
    let folder = wide();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    let unchanged = scan(folder.path(), &["--diff", "HEAD"]);
    assert!(out(&unchanged).contains("1 that were there at `HEAD`"), "{}", out(&unchanged));
    assert_eq!(code(&unchanged), 0);
    let second = WIDE.replace("Resources:\n", "").replace("Work:", "Other:");
    fs::write(folder.path().join("template.yaml"), format!("{WIDE}{second}")).unwrap();
    let output = scan(folder.path(), &["--diff", "main"]);
    assert!(
        out(&output).contains("--> template.yaml:24:23") && out(&output).contains("1 critical"),
        "{}",
        out(&output)
    );
    assert_eq!(code(&output), 1);
    // A folder of the repository is compared with the same folder of the revision.
    assert_eq!(code(&scan(&folder.path().join("src"), &["--diff", "HEAD"])), 0);
    let unknown = scan(folder.path(), &["--diff", "no-such-branch"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("must be fetched first"), "{unknown:?}");
    assert_eq!(code(&unknown), 2);
    assert_eq!(code(&scan(wide().path(), &["--diff", "HEAD"])), 2);
}

/// A hole whose place is in the code.
const HOLE: &str = "exports.handler = async (event) => eval(event.queryStringParameters.q);\n";

#[test]
fn a_difference_knows_a_file_by_its_text_when_it_was_renamed() {
    let template = WIDE.replace("'*'", "'logs:PutLogEvents'");
    let folder = project(&[("template.yaml", template.as_bytes()), ("src/app.js", HOLE.as_bytes())]);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    fs::rename(folder.path().join("src/app.js"), folder.path().join("src/hook.js")).unwrap();
    fs::write(folder.path().join("template.yaml"), template.replace("app.handler", "hook.handler")).unwrap();
    let output = scan(folder.path(), &["--diff", "HEAD"]);
    assert!(out(&output).contains("that were there at `HEAD`"), "{}", out(&output));
    assert_eq!(code(&output), 0, "{}", out(&output));
    fs::write(folder.path().join("src/hook.js"), HOLE.replace(".q)", ".code)")).unwrap();
    assert_eq!(code(&scan(folder.path(), &["--diff", "HEAD"])), 1);
}

#[test]
fn a_difference_takes_a_submodule_as_it_is_now_and_says_so() {
    let folder = clean();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    let commit = "160000,0123456789012345678901234567890123456789,lib";
    git(folder.path(), &["update-index", "--add", "--cacheinfo", commit]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    fs::create_dir(folder.path().join("lib")).unwrap();
    fs::write(folder.path().join("lib/template.yaml"), WIDE).unwrap();
    fs::create_dir(folder.path().join("lib/src")).unwrap();
    fs::write(folder.path().join("lib/src/app.js"), CODE).unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 1);
    let output = scan(folder.path(), &["--diff", "HEAD"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("`lib` is a submodule") && said.contains("compared as it is now"), "{said}");
    assert_eq!(code(&output), 0, "{}", out(&output));
}

#[cfg(unix)]
#[test]
fn a_baseline_is_not_written_through_a_link_of_the_project() {
    let (folder, outside) = (wide(), project(&[("kept", b"kept")]));
    let (kept, baseline) = (outside.path().join("kept"), folder.path().join("known.txt"));
    std::os::unix::fs::symlink(&kept, &baseline).unwrap();
    let output = scan(folder.path(), &["--baseline", baseline.to_str().unwrap(), "--write-baseline"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("is a link"), "{output:?}");
    assert_eq!(code(&output), 2);
    assert_eq!(fs::read(&kept).unwrap(), b"kept");
}

#[cfg(unix)]
#[test]
fn a_repository_runs_nothing_when_it_is_compared() {
    use std::os::unix::fs::PermissionsExt;
    let folder = wide();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    let proof = folder.path().join("ran");
    let script = folder.path().join("run.sh");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", proof.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let run = script.display();
    let config = format!(
        "[core]\n\tfsmonitor = {run}\n\tsshCommand = {run}\n\tpager = {run}\n\thooksPath = .\n[filter \"x\"]\n\tsmudge = {run}\n\tclean = {run}\n\tprocess = {run}\n[diff]\n\texternal = {run}\n[include]\n\tpath = {run}\n"
    );
    fs::write(folder.path().join(".git/config"), config).unwrap();
    fs::write(folder.path().join(".gitattributes"), "* filter=x diff=x\n").unwrap();
    assert_eq!(code(&scan(folder.path(), &["--diff", "HEAD"])), 0);
    assert!(!proof.exists());
}

#[test]
fn a_comment_with_a_reason_allows_a_finding() {
    let allowed = WIDE.replace(
        "Action: '*'",
        "Action: '*' # buckler: allow(administrator-role) sandbox account only until=2099-01-01",
    );
    let folder = project(&[("template.yaml", allowed.as_bytes()), ("src/app.js", CODE.as_bytes())]);
    let (exit, log) = sarif(folder.path(), &[]);
    let suppression = &log["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((exit, suppression["justification"].as_str()), (0, Some("sandbox account only")));
    let expired = allowed.replace("2099", "2001");
    fs::write(folder.path().join("template.yaml"), expired).unwrap();
    let output = scan(folder.path(), &[]);
    assert!(
        out(&output).contains("administrator-role") && out(&output).contains("stale-suppression"),
        "{}",
        out(&output)
    );
}

#[test]
fn settings_switch_rules_and_leave_out_files() {
    let folder = wide();
    let settings = folder.path().join("buckler.toml");
    fs::write(&settings, "[scan.rules]\nadministrator-role = 'off'\n").unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 0);
    fs::write(&settings, "[scan.rules]\nadministrator-role = 'low'\n").unwrap();
    assert!(out(&scan(folder.path(), &[])).contains("1 low in 1 function"));
    fs::write(&settings, "[scan]\nexclude = ['*.yaml']\n").unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 0);
}

#[test]
fn json_is_one_object_per_line_and_ends_with_a_summary() {
    let output = scan(wide().path(), &["--json"]);
    let lines: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["finding", "summary"]);
    assert_eq!(lines[0]["rule"], "administrator-role");
    assert_eq!((lines[0]["file"].as_str(), lines[0]["line"].as_u64()), (Some("template.yaml"), Some(12)));
    assert_eq!(lines[1]["open"], 1);
}

#[test]
fn markdown_is_a_table_with_details() {
    let text = out(&scan(wide().path(), &["--format", "markdown"]));
    assert!(text.contains("**1 critical** in 1 function, 1 template and 1 source file."), "{text}");
    assert!(text.contains("| critical | administrator-role | `template.yaml:12` |"), "{text}");
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let folder = wide();
    let first = scan(folder.path(), &["--format", "sarif"]).stdout;
    assert_eq!(first, scan(folder.path(), &["--format", "sarif"]).stdout);
}

const INJECTION: &str = "exports.handler = async (event) => require('child_process').execSync('ls ' + event.body);\n";

#[test]
fn tests_are_left_out_unless_they_are_asked_for_or_deployed() {
    let folder = clean();
    fs::create_dir_all(folder.path().join("tests")).unwrap();
    fs::write(folder.path().join("tests/app.js"), INJECTION).unwrap();
    let output = scan(folder.path(), &[]);
    assert!(out(&output).contains("Left out: 1 test file."), "{}", out(&output));
    assert_eq!(code(&output), 0);
    // A folder that is scanned itself is no test of anything.
    assert_eq!(code(&scan(&folder.path().join("tests"), &[])), 1);
    let template = fs::read_to_string(folder.path().join("template.yaml")).unwrap();
    fs::write(folder.path().join("template.yaml"), template.replace("CodeUri: src", "CodeUri: tests")).unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 1);
}

#[test]
fn what_nobody_deploys_is_hardening() {
    let folder = clean();
    fs::create_dir_all(folder.path().join("tools")).unwrap();
    let tool = "const https = require('https');\nnew https.Agent({ rejectUnauthorized: false });\n";
    fs::write(folder.path().join("tools/load.js"), tool).unwrap();
    let plain = scan(folder.path(), &[]);
    assert_eq!(code(&plain), 0, "{}", out(&plain));
    assert!(out(&plain).contains("of hardening"), "{}", out(&plain));
    fs::write(folder.path().join("src/app.js"), format!("{tool}{CODE}")).unwrap();
    assert_eq!(code(&scan(folder.path(), &[])), 1);
}
