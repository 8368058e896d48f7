//! `buckler run`, `invoke` and `event` as a user types them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const TEMPLATE: &str = "
Transform: AWS::Serverless-2016-10-31
Parameters: {Word: {Type: String, Default: default}}
Globals: {Function: {Runtime: nodejs20.x, CodeUri: ., Timeout: 5}}
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: hello.handler
      Environment: {Variables: {WORD: !Ref Word}}
      Events: {Get: {Type: HttpApi, Properties: {Path: /hello, Method: get}}}
";
const HELLO: &str = "
const { spawn } = require('child_process');
exports.handler = async (event) => {
  if (event.fail) throw new Error('failed');
  if (event.child) return { pid: process.pid, child: spawn('sleep', ['300']).pid };
  if (event.spin) for (;;);
  return process.env.WORD;
};
";

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("template.yaml"), TEMPLATE).unwrap();
    fs::write(folder.path().join("hello.js"), HELLO).unwrap();
    folder
}

fn buckler(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_buckler"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn output(folder: &Path, arguments: &[&str]) -> Output {
    buckler(folder).args(arguments).output().unwrap()
}

/// Runs to the end and checks the exit code and one line of standard error.
#[track_caller]
fn check(folder: &Path, arguments: &[&str], code: i32, part: &str) {
    let output = output(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    assert!(errors.contains(part), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().filter(|line| line.starts_with("buckler: ")).count(), 1, "{errors}");
}

/// A running `buckler run --json`.
struct Run {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
    ready: Value,
}

impl Run {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = buckler(folder);
        command.args(["run", "--json", "--port", "0"]).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut run = Self { child, lines, ready: Value::Null };
        run.ready = run.line("ready");
        run
    }

    /// The next line of this type.
    fn line(&mut self, kind: &str) -> Value {
        loop {
            let mut text = String::new();
            assert!(self.lines.read_line(&mut text).unwrap() > 0, "ended before `{kind}`");
            let line: Value = serde_json::from_str(&text).unwrap();
            if line["type"] == kind {
                return line;
            }
        }
    }

    fn port(&self) -> String {
        self.ready["url"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()
    }

    fn invoke(&self, event: &str) -> String {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{}", self.port())).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let head = format!(
            "POST /2015-03-31/functions/Hello/invocations HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            event.len()
        );
        stream.write_all(format!("{head}{event}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    fn wait(&mut self) -> Option<i32> {
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("still running five seconds after its signal");
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn is_alive(pid: &Value) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}

#[track_caller]
fn all_gone(pids: &[&Value]) {
    let deadline = Instant::now() + Duration::from_secs(3);
    while pids.iter().any(|pid| is_alive(pid)) && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(pids.iter().all(|pid| !is_alive(pid)), "{pids:?}");
}

#[test]
fn bad_input_has_one_line_and_a_code_of_its_own() {
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path();
    check(folder, &["run"], 10, "no template at `.`");
    check(folder, &["run", "nowhere.yaml"], 10, "no template at `nowhere.yaml`");
    fs::write(folder.join("bad.yaml"), "A: [1\nB: {").unwrap();
    check(folder, &["run", "bad.yaml"], 10, "bad.yaml:2:2: not a template");
    fs::write(folder.join("none.yaml"), "Resources: {}").unwrap();
    check(folder, &["run", "none.yaml"], 10, "describes no function");
    fs::write(folder.join("gone.yaml"), TEMPLATE).unwrap();
    check(folder, &["run", "gone.yaml", "--port", "0"], 11, "handler `hello.handler` not found");

    let project = project();
    let folder = project.path();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    check(folder, &["run", "--port", &port], 12, &format!("port {port} is taken"));
    check(folder, &["run", "--node", "/nowhere/node"], 13, "no Node.js at `/nowhere/node`");
    let old = folder.join("old");
    fs::write(&old, "#!/bin/sh\necho v16.20.0\n").unwrap();
    fs::set_permissions(&old, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    check(folder, &["run", "--node", "./old"], 13, "Node.js 16.20.0 at `./old` is too old");
    check(folder, &["run", "--mode", "off", "--port", "0", "--require-protection"], 15, "Hello (mode is off)");
    check(folder, &["invoke", "Hello", "--event", "nowhere.json"], 2, "cannot read the event `nowhere.json`");
    check(folder, &["invoke", "Hello", "--event", "hello.js"], 2, "is no JSON");
}

#[test]
fn a_signal_ends_every_process() {
    for signal in ["INT", "TERM", "HUP"] {
        let project = project();
        let mut run = Run::start(project.path(), &["--mode", "off"]);
        let started: Value = serde_json::from_str(&run.invoke(r#"{"child": true}"#)).unwrap();
        run.signal(signal);
        assert_eq!(run.wait(), Some(0), "{signal}");
        all_gone(&[&started["pid"], &started["child"]]);
    }
}

#[test]
fn being_killed_ends_every_process_too() {
    let project = project();
    let mut run = Run::start(project.path(), &["--mode", "off", "--no-freeze"]);
    let started: Value = serde_json::from_str(&run.invoke(r#"{"child": true}"#)).unwrap();
    run.signal("KILL");
    run.wait();
    all_gone(&[&started["pid"], &started["child"]]);
}

#[test]
fn json_lines_tell_routes_and_invocations() {
    let project = project();
    let mut run = Run::start(project.path(), &["--mode", "off"]);
    let route = &run.ready["routes"][0];
    assert_eq!((route["method"].as_str(), route["path"].as_str()), (Some("GET"), Some("/hello")));
    let function = &run.ready["functions"][0];
    assert_eq!(function["protection"]["reason"], "mode is off");
    assert_eq!(run.invoke("{}"), "\"default\"");
    let line = run.line("invocation");
    assert_eq!((line["function"].as_str(), line["verdict"].as_str()), (Some("Hello"), Some("allow")));
    assert_eq!(line["protection"]["live"], false);
    run.invoke(r#"{"fail": true}"#);
    assert_eq!(run.line("invocation")["failure"]["message"], "failed");
}

#[test]
fn a_changed_template_is_taken_over_and_a_broken_one_is_not() {
    let project = project();
    let template = project.path().join("template.yaml");
    let mut run = Run::start(project.path(), &["--mode", "off"]);
    std::thread::sleep(Duration::from_millis(20));
    fs::write(&template, "Resources: [").unwrap();
    // The template lies in the folder of the code, so a change of code is noticed as well.
    while !run.line("notice")["text"].as_str().unwrap().contains("the application goes on as it was") {}
    assert_eq!(run.invoke("{}"), "\"default\"");
    fs::write(&template, TEMPLATE.replace("/hello", "/other").replace("Default: default", "Default: changed")).unwrap();
    assert_eq!(run.line("ready")["routes"][0]["path"], "/other");
    assert_eq!(run.invoke("{}"), "\"changed\"");
}

#[test]
fn invoke_uses_a_running_application_or_starts_one() {
    let project = project();
    let folder = project.path();
    let event = folder.join("event.json");
    fs::write(&event, "{}").unwrap();
    fs::write(folder.join(".env"), "WORD='from file'\n").unwrap();
    // Nothing listens on port 1.
    let common = ["invoke", "Hello", "--event", "event.json", "--mode", "off", "--port", "1"];
    let alone = output(folder, &common);
    assert_eq!((alone.status.code(), alone.stdout.as_slice()), (Some(0), &b"\"default\"\n"[..]));
    let with_file = output(folder, &[&common[..], &["--env-file", ".env"]].concat());
    assert_eq!(with_file.stdout, b"\"from file\"\n");
    let with_parameter = output(folder, &[&common[..], &["--parameter", "Word=given"]].concat());
    assert_eq!(with_parameter.stdout, b"\"given\"\n");

    let run = Run::start(folder, &["--mode", "off", "--parameter", "Word=running"]);
    let port = run.port();
    let running = output(folder, &["invoke", "Hello", "--event", "event.json", "--port", &port]);
    assert_eq!((running.status.code(), running.stdout.as_slice()), (Some(0), &b"\"running\"\n"[..]));
    fs::write(&event, r#"{"fail": true}"#).unwrap();
    assert_eq!(output(folder, &["invoke", "Hello", "--event", "event.json", "--port", &port]).status.code(), Some(14));
    check(
        folder,
        &["invoke", "Nobody", "--event", "event.json", "--port", &port],
        2,
        "no function `Nobody`; there is: Hello",
    );
}

#[test]
fn events_are_printed_for_each_trigger() {
    let folder = tempfile::tempdir().unwrap();
    let printed = output(folder.path(), &["event", "s3", "--bucket", "b", "--key", "a b"]);
    let event: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(event["Records"][0]["s3"]["object"]["key"], "a+b");
    let help = output(folder.path(), &["event", "--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("eventbridge"));
}
