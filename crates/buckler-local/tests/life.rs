//! Processes: how they load, fail, time out, rest and end.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod support;

use std::time::{Duration, Instant};

use buckler_local::{Agent, AgentFiles, Mode, NodeRuntime, Outcome, Protection};
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use serde_json::json;
use support::{App, function, header, is_alive, json};

const MANY: (&str, &str) = (
    "many.js",
    "const { spawn } = require('child_process');
    let ticks = 0;
    setInterval(() => ticks++, 5);
    exports.handler = async (event) => {
      if (event.exit !== undefined) process.exit(event.exit);
      if (event.signal) process.kill(process.pid, event.signal);
      if (event.throw) throw new TypeError('thrown');
      if (event.throwString) throw 'text';
      if (event.later) setTimeout(() => { throw new Error('later'); }, 1);
      if (event.reject) Promise.reject(new Error('rejected'));
      if (event.spin) for (;;);
      if (event.circular) { const a = {}; a.a = a; return a; }
      if (event.log) console.log(event.log);
      const child = event.child ? spawn('sleep', ['300']).pid : undefined;
      await new Promise((resolve) => setTimeout(resolve, event.sleep ?? 0));
      return { pid: process.pid, ticks, child };
    };",
);

fn many(properties: &str) -> String {
    function("Many", &format!("Handler: many.handler, {properties}"))
}

#[tokio::test]
async fn a_time_out_ends_the_process_and_the_next_event_gets_a_new_one() {
    let app = App::start(&many("Timeout: 1"), &[MANY]).await;
    let first = app.result("Many", "{}").await;
    let begin = Instant::now();
    for event in [r#"{"sleep": 60000}"#, r#"{"spin": true}"#] {
        let response = app.invoke("Many", event).await;
        assert_eq!(header(&response, "x-amz-function-error"), ["Unhandled"]);
        let message = json(&response)["errorMessage"].as_str().unwrap().to_owned();
        assert!(message.ends_with("Task timed out after 1.00 seconds"), "{message}");
    }
    assert!(begin.elapsed() < Duration::from_secs(4));
    let next = app.result("Many", "{}").await;
    assert_ne!(next["pid"], first["pid"]);
    assert!(!is_alive(first["pid"].as_u64().unwrap()));
    // Two in a row that together take longer than the time-out.
    for _ in 0..2 {
        assert_eq!(app.result("Many", r#"{"sleep": 600}"#).await["pid"], next["pid"]);
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn failures_are_reported_and_the_function_serves_on() {
    let app = App::start(&many("Timeout: 5"), &[MANY]).await;
    for (event, kind, part) in [
        (r#"{"exit": 3}"#, "Runtime.ExitError", "exit status 3"),
        (r#"{"exit": 0}"#, "Runtime.ExitError", "exit status 0"),
        (r#"{"signal": "SIGSEGV"}"#, "Runtime.ExitError", "signal: "),
        (r#"{"throw": true}"#, "TypeError", "thrown"),
        (r#"{"throwString": true}"#, "string", "text"),
        (r#"{"later": true, "sleep": 500}"#, "Error", "later"),
        (r#"{"reject": true, "sleep": 500}"#, "Runtime.UnhandledPromiseRejection", "rejected"),
        (r#"{"circular": true}"#, "Runtime.MarshalError", "circular"),
    ] {
        let response = app.invoke("Many", event).await;
        assert_eq!(
            (response.status().as_u16(), header(&response, "x-amz-function-error")),
            (200, vec!["Unhandled"]),
            "{event}"
        );
        let failure = json(&response);
        assert_eq!(failure["errorType"], kind, "{event}: {failure}");
        assert!(failure["errorMessage"].as_str().unwrap().contains(part), "{event}: {failure}");
        assert!(app.result("Many", "{}").await["pid"].is_number(), "serves on after {event}");
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn an_error_at_load_is_answered_at_once_and_others_serve_on() {
    let template = [
        function("Throws", "Handler: throws.handler"),
        function("Syntax", "Handler: syntax.handler"),
        function("NoExport", "Handler: fine.nothing"),
        function("Requires", "Handler: requires.handler"),
        function("Imports", "Handler: imports.handler"),
        function("Exits", "Handler: exits.handler"),
        function("Missing", "Handler: missing.handler"),
        function("Fine", "Handler: fine.handler"),
    ];
    let files = [
        ("throws.js", "throw new Error('broken at load 7719');"),
        ("syntax.js", "exports.handler = async ( => {};"),
        ("requires.js", "require('no-such-package');"),
        ("imports.mjs", "import x from 'no-such-package'; export const handler = async () => x;"),
        ("exits.js", "process.exit(7);"),
        ("fine.js", "exports.handler = async () => 'fine';"),
    ];
    let app = App::start(&template.concat(), &files).await;
    for (name, kind, part) in [
        ("Throws", "Error", "broken at load 7719"),
        ("Syntax", "Runtime.UserCodeSyntaxError", "SyntaxError"),
        ("NoExport", "Runtime.HandlerNotFound", "fine.nothing"),
        ("Requires", "Runtime.ImportModuleError", "no-such-package"),
        ("Imports", "Runtime.ImportModuleError", "no-such-package"),
        ("Exits", "Runtime.ExitError", "exit status 7"),
        ("Missing", "Runtime.ImportModuleError", "missing.handler"),
    ] {
        let begin = Instant::now();
        let failure = app.result(name, "{}").await;
        assert_eq!(failure["errorType"], kind, "{failure}");
        assert!(failure["errorMessage"].as_str().unwrap().contains(part), "{failure}");
        assert!(begin.elapsed() < Duration::from_secs(3), "{name}");
    }
    assert_eq!(app.result("Fine", "{}").await, "fine");
    let functions = app.platform.functions();
    let problem = |name: &str| functions.iter().find(|function| *function.name == *name).unwrap().problem.clone();
    assert!(problem("Imports").unwrap().contains("type `npm install` in "));
    assert_eq!(problem("Fine"), None);
    app.platform.stop().await;
}

#[tokio::test]
async fn a_load_that_never_ends_is_ended() {
    let files =
        [("hangs.mjs", "await new Promise(() => setInterval(() => {}, 1000));\nexport const handler = async () => 1;")];
    let template = function("Hangs", "Handler: hangs.handler, Timeout: 1");
    let app = App::with(&template, &files, |options| options.init_timeout = Duration::from_millis(300)).await;
    let begin = Instant::now();
    let message = app.result("Hangs", "{}").await["errorMessage"].as_str().unwrap().to_owned();
    assert!(message.ends_with("Task timed out after 1.00 seconds"), "{message}");
    assert!(begin.elapsed() >= Duration::from_millis(1300), "loads a second time with the invocation's time");
    app.platform.stop().await;
}

#[tokio::test]
async fn a_process_rests_between_invocations_unless_told_otherwise() {
    for (freeze, expected) in [(true, 0..8), (false, 8..1000)] {
        let app = App::with(&many("Timeout: 5"), &[MANY], |options| options.freeze = freeze).await;
        let before = app.result("Many", "{}").await["ticks"].as_u64().unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        let ticks = app.result("Many", "{}").await["ticks"].as_u64().unwrap() - before;
        assert!(expected.contains(&ticks), "{ticks} ticks with freeze {freeze}");
        app.platform.stop().await;
    }
}

#[tokio::test]
async fn concurrent_events_get_processes_of_their_own_up_to_the_limit() {
    let app = App::with(&many("Timeout: 5"), &[MANY], |options| options.concurrency = 2).await;
    let invoke = || app.result("Many", r#"{"sleep": 150}"#);
    let results = tokio::join!(invoke(), invoke(), invoke(), invoke(), invoke());
    let pids: std::collections::BTreeSet<u64> = [results.0, results.1, results.2, results.3, results.4]
        .iter()
        .map(|result| result["pid"].as_u64().unwrap())
        .collect();
    assert_eq!(pids.len(), 2);
    app.platform.stop().await;
}

#[tokio::test]
async fn reserved_concurrency_refuses_what_exceeds_it() {
    let app = App::start(&many("Timeout: 5, ReservedConcurrentExecutions: 1"), &[MANY]).await;
    let (first, second) =
        tokio::join!(app.invoke("Many", r#"{"sleep": 300}"#), app.invoke("Many", r#"{"sleep": 300}"#));
    let mut statuses = [first.status().as_u16(), second.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
    app.platform.stop().await;
}

#[tokio::test]
async fn stopping_ends_every_process_and_what_they_started() {
    let app = App::start(&many("Timeout: 5"), &[MANY]).await;
    let result = app.result("Many", r#"{"child": true}"#).await;
    let pids = [result["pid"].as_u64().unwrap(), result["child"].as_u64().unwrap()];
    assert!(pids.iter().all(|pid| is_alive(*pid)));
    app.platform.stop().await;
    let deadline = Instant::now() + Duration::from_secs(2);
    while pids.iter().any(|pid| is_alive(*pid)) && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(pids.iter().all(|pid| !is_alive(*pid)));
}

#[tokio::test]
async fn the_kinds_of_invocation() {
    let mut app = App::start(&many("Timeout: 5"), &[MANY]).await;
    let request = |kind: &str, function: &str, body: &'static str| {
        let path = format!("/2015-03-31/functions/{function}/invocations");
        let request = Request::post(path).header("host", "a").header("x-amz-invocation-type", kind);
        request.body(Full::new(Bytes::from_static(body.as_bytes()))).unwrap()
    };
    assert_eq!(app.http(request("DryRun", "Many", "{}")).await.status(), 204);
    assert_eq!(app.http(request("Event", "Many", r#"{"throw":true}"#)).await.status(), 202);
    assert!(matches!(&app.record().await.outcome, Outcome::Failed { kind, .. } if kind == "TypeError"));
    for (kind, function, body, status) in [
        ("RequestResponse", "Many", "", 200),
        ("RequestResponse", "Many", "{bad", 400),
        ("RequestResponse", "Nobody", "{}", 404),
        ("Event", "Nobody", "{}", 404),
        ("Never", "Many", "{}", 400),
        ("RequestResponse", "arn:aws:lambda:us-east-1:123456789012:function:Many", "{}", 200),
        ("RequestResponse", "Many:$LATEST", "{}", 200),
    ] {
        assert_eq!(app.http(request(kind, function, body)).await.status(), status, "{kind} {function} {body}");
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn handlers_of_every_form_are_found() {
    let template = [
        function("Esm", "Handler: esm.handler"),
        function("Nested", "Handler: nested.a.b.handler"),
        function("Callback", "Handler: callback.handler"),
        function("Never", "Handler: never.handler"),
        function("Default", "Handler: default.handler"),
    ];
    let files = [
        ("esm.mjs", "export const handler = async (event, context) => context.functionName;"),
        ("nested.js", "exports.a = { b: { handler: async () => 'nested' } };"),
        (
            "callback.js",
            "exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = event.wait;
            const timer = setInterval(() => {}, 1000); if (event.wait) setTimeout(() => clearInterval(timer), 200);
            if (event.fail) callback(new RangeError('by callback')); else callback(null, 'called back'); };",
        ),
        ("never.js", "exports.handler = async () => new Promise(() => {});"),
        ("default.mjs", "export default { handler: async () => 'default' };"),
    ];
    let app = App::start(&template.concat(), &files).await;
    assert_eq!(app.result("Esm", "{}").await, "Esm");
    assert_eq!(app.result("Nested", "{}").await, "nested");
    assert_eq!(app.result("Default", "{}").await, "default");
    assert_eq!(app.result("Never", "{}").await, json!(null));
    // Managed runtimes have callbacks up to Node.js 22.
    if NodeRuntime::probe("node").unwrap().major >= 24 {
        assert_eq!(app.result("Callback", "{}").await["errorType"], "Runtime.CallbackHandlerDeprecated");
    } else {
        let begin = Instant::now();
        assert_eq!(app.result("Callback", r#"{"wait": true}"#).await, "called back");
        assert!(begin.elapsed() >= Duration::from_millis(200));
        assert_eq!(app.result("Callback", r#"{"wait": false}"#).await, "called back");
        assert_eq!(app.result("Callback", r#"{"wait": false, "fail": true}"#).await["errorType"], "RangeError");
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn the_environment_is_the_clouds_and_the_templates() {
    let template = function(
        "Env",
        "FunctionName: env-fn, Handler: env.handler, MemorySize: 256, Environment: {Variables: {OWN: !Sub 'a-${AWS::Region}', OVER: template}}",
    );
    let code = "exports.handler = async (event) => Object.fromEntries(event.names.map((name) => [name, process.env[name] ?? null]));";
    let app = App::with(&template, &[("env.js", code)], |options| {
        options.variables.insert("OVER".into(), "user".into());
    })
    .await;
    let names =
        ["OWN", "OVER", "_HANDLER", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_EXECUTION_ENV"];
    let values = app.result("env-fn", &json!({ "names": names }).to_string()).await;
    let expected = json!({
        "OWN": format!("a-{}", values["OWN"].as_str().unwrap().trim_start_matches("a-")), "OVER": "user", "_HANDLER": "env.handler",
        "AWS_LAMBDA_FUNCTION_NAME": "env-fn", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256", "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x",
    });
    assert_eq!(values, expected);
    assert!(!values["OWN"].as_str().unwrap().contains('$'));
    app.platform.stop().await;
}

#[tokio::test]
async fn lines_belong_to_the_invocation_that_printed_them() {
    let mut app = App::start(&many("Timeout: 5"), &[MANY]).await;
    for text in ["first", "second"] {
        app.result("Many", &json!({ "log": text }).to_string()).await;
        let record = app.record().await;
        assert_eq!(record.logs.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), [text]);
    }
    app.platform.stop().await;
}

#[tokio::test]
async fn changed_code_is_loaded_by_the_next_event() {
    let template = function("Code", "Handler: code.handler");
    let app =
        App::with(&template, &[("code.js", "exports.handler = async () => 1;")], |options| options.watch = true).await;
    assert_eq!(app.result("Code", "{}").await, 1);
    tokio::time::sleep(Duration::from_millis(20)).await;
    std::fs::write(app.folder.path().join("code.js"), "exports.handler = async () => 2;").unwrap();
    let deadline = Instant::now() + Duration::from_secs(8);
    while app.result("Code", "{}").await != 2 && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(app.result("Code", "{}").await, 2);
    app.platform.stop().await;
}

/// Stands for an agent: says `line` when it starts, and prints a finding whenever a handler calls `report`.
fn agent(app_folder: &std::path::Path, line: &str) -> Agent {
    let code = format!(
        "process.stdout.write({});
        globalThis.report = () => process.stdout.write('{{\"class_uid\":2004,\"action_id\":2,\"finding_info\":{{\"title\":\"SQL injection\"}}}}\\n');",
        json!(if line.is_empty() { String::new() } else { format!("{line}\n") })
    );
    let preload = app_folder.join("a preload.cjs");
    std::fs::write(&preload, code).unwrap();
    Agent::Attached(AgentFiles { addon: preload.clone(), preload })
}

#[tokio::test]
async fn only_a_function_whose_agent_says_so_is_protected() {
    let folder = tempfile::tempdir().unwrap();
    for (line, expected) in [
        (r#"{"buckler":"start","mode":"block","status":"armed","layers":{}}"#, Protection::Live(Mode::Block)),
        (
            r#"{"buckler":"start","mode":"block","status":"degraded","reason":"no bindings"}"#,
            Protection::Unprotected("agent degraded: no bindings".to_owned()),
        ),
        ("", Protection::Unprotected("the agent did not start".to_owned())),
    ] {
        let code = "exports.handler = async () => { report(); console.log('own line'); return process.env.BUCKLER_BATCH_FAILURES ?? null; };";
        let events = "Events: {Q: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:us-east-1:123456789012:q', FunctionResponseTypes: [ReportBatchItemFailures]}}}";
        let template = function("Fn", &format!("Handler: fn.handler, {events}"))
            + &function("Py", "Handler: fn.handler, Runtime: python3.12");
        let mut app = App::with(&template, &[("fn.js", code)], |options| {
            options.agent = agent(folder.path(), line);
            options.warm = true;
        })
        .await;
        let functions = app.platform.functions();
        assert_eq!(functions[0].protection, expected);
        assert_eq!(functions[1].protection.reason(), Some("not started: Python functions are not run yet"));
        assert_eq!(app.result("Fn", "{}").await, "1");
        let record = app.record().await;
        assert_eq!((record.findings.len(), record.blocked(), &record.protection), (1, true, &expected));
        assert_eq!(record.logs.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["own line"]);
        app.platform.stop().await;
    }
}

#[tokio::test]
async fn a_runtime_that_answers_garbage_harms_nobody_else() {
    let client = "const http = require('http');
        const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
        const call = (method, path, body, then) => {
          const request = http.request({ host, port, method, path: '/2018-06-01/runtime' + path }, (response) => {
            let text = ''; response.on('data', (c) => text += c); response.on('end', () => then(response, text)); });
          request.end(body);
        };
        const next = () => call('GET', '/invocation/next', '', (response, text) => {
          const id = response.headers['lambda-runtime-aws-request-id'];
          const event = JSON.parse(text);
          call('POST', '/invocation/' + (event.wrongId ? 'nobody' : id) + '/response', event.answer, (response) => {
            if (event.wrongId) call('POST', '/nonsense', '', () => call('POST', '/invocation/' + id + '/response', String(response.statusCode), next));
            else next();
          });
        });
        next();";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.js");
    std::fs::write(&path, client).unwrap();
    let template =
        function("Any", "Handler: any.handler, Events: {A: {Type: HttpApi, Properties: {Path: /, Method: get}}}");
    let app = App::with(&template, &[("any.js", "")], |options| options.client = Some(path)).await;
    let response = app.invoke("Any", r#"{"answer": "not json"}"#).await;
    assert_eq!(response.body().as_ref(), b"not json");
    assert_eq!(app.invoke("Any", r#"{"answer": "1", "wrongId": true}"#).await.body().as_ref(), b"400");
    // Over HTTP the answer `undefined` is no response.
    assert_eq!(app.get("/").await.status(), 500);
    assert_eq!(app.invoke("Any", r#"{"answer": "2"}"#).await.body().as_ref(), b"2");
    app.platform.stop().await;
}

#[tokio::test]
async fn packages_of_a_layer_are_found() {
    let template = "  Lib: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: lib}}\n".to_owned()
        + &function("Fn", "Handler: fn.handler, Layers: [!Ref Lib, 'arn:aws:lambda:us-east-1:1:layer:other:1']");
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("lib/nodejs/node_modules/shared-part");
    std::fs::create_dir_all(&package).unwrap();
    std::fs::write(package.join("index.js"), "exports.value = 'of the layer';").unwrap();
    let template = template.replace("lib}", &format!("{}}}", folder.path().join("lib").display()));
    let app = App::start(&template, &[("fn.js", "exports.handler = async () => require('shared-part').value;")]).await;
    assert_eq!(app.result("Fn", "{}").await, "of the layer");
    let notes = &app.platform.functions()[0].notes;
    let about_layers: Vec<_> = notes.iter().filter(|note| note.starts_with("layer ")).collect();
    assert!(about_layers.len() == 1 && about_layers[0].contains("layer:other:1 is not loaded"), "{notes:?}");
    app.platform.stop().await;
}
