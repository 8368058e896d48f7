//! Code that makes analysis grow: it ends after a bounded number of steps, in a thread with a small stack, and still
//! finds what is there, or says what it left out.

#![allow(clippy::expect_used, reason = "helpers of tests")]

mod catalog;

use buckler_flow::analysis::{Analysis, ModuleId};
use buckler_flow::{Entry, Program};
use buckler_syntax::{Dialect, Limits, parse};
use std::fmt::Write;

/// Stack of the threads that tests run in by default.
const STACK: usize = 2 << 20;

fn analyze(extension: &str, text: String) -> Analysis {
    let dialect = Dialect::of_extension(extension).expect("a known extension");
    let run = move || {
        let parsed = parse(dialect, &text, &Limits::default());
        let mut program = Program::new(catalog::PACKAGES);
        program.add("app", parsed.tree.expect("a tree"));
        program.link(&|_, _, _| None::<ModuleId>);
        program.add_entry(Entry { symbol: "handler".to_owned(), ..Entry::default() });
        program.run()
    };
    std::thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread").join().expect("no overflow")
}

#[track_caller]
fn check(extension: &str, text: String, hits: usize, steps: u64) {
    let analysis = analyze(extension, text);
    assert_eq!(analysis.hits.len(), hits, "hits; incomplete: {:?}", analysis.incomplete.first());
    assert!(analysis.steps <= steps, "{} steps", analysis.steps);
}

fn python(body: &str) -> String {
    format!("import os\ndef handler(event, context):\n    name = event['body']\n{body}    os.system(name)\n")
}

#[test]
fn nested_loops_do_not_double() {
    let mut body = String::new();
    for depth in 0..20 {
        writeln!(body, "{}for a{depth} in event['x']:", "    ".repeat(depth + 1)).expect("text");
    }
    writeln!(body, "{}name = name + 'x'", "    ".repeat(21)).expect("text");
    check("py", python(&body), 1, 5_000);
}

#[test]
fn a_long_function_costs_as_much_as_it_is_long() {
    let mut body = String::new();
    for branch in 0..3200 {
        writeln!(body, "    if event['a'] == {branch}:\n        value{} = {branch}", branch % 50).expect("text");
    }
    check("py", python(&body), 1, 40_000);
}

#[test]
fn many_early_returns() {
    let mut body = String::new();
    for branch in 0..2000 {
        writeln!(body, "    if event['a'] == {branch}:\n        return {branch}").expect("text");
    }
    check("py", python(&body), 1, 40_000);
}

#[test]
fn a_large_dictionary() {
    let mut body = String::from("    table = {}\n");
    for key in 0..4000 {
        writeln!(body, "    table['k{key}'] = {key}").expect("text");
    }
    body.push_str("    table['name'] = name\n    name = table['name']\n");
    check("py", python(&body), 1, 40_000);
}

#[test]
fn functions_that_call_each_other_twice() {
    let mut text = String::from("import os\ndef f0(x):\n    os.system(x)\n    return x\n");
    for number in 1..26 {
        let before = number - 1;
        writeln!(text, "def f{number}(x):\n    return f{before}(x) + f{before}(x)").expect("text");
    }
    text.push_str("def handler(event, context):\n    return f25(event['body'])\n");
    check("py", text, 1, 80_000);
}

#[test]
fn closures_that_call_each_other_twice() {
    let mut text = String::from(
        "const cp = require('child_process');\nexports.handler = (event) => {\n  const f0 = (x) => cp.exec(x);\n",
    );
    for number in 1..26 {
        let before = number - 1;
        writeln!(text, "  const f{number} = (x) => {{ f{before}(x); f{before}(x); }};").expect("text");
    }
    text.push_str("  f25(event.body);\n};\n");
    check("js", text, 1, 80_000);
}

#[test]
fn recursion_ends() {
    let text = "import os\ndef walk(node):\n    os.system(node['name'])\n    for child in node['children']:\n        walk(child)\n    return walk(node['next'])\ndef handler(event, context):\n    walk(event)\n";
    check("py", text.to_owned(), 1, 2_000);
}

#[test]
fn a_text_of_many_parts() {
    let text = format!("    name = name{}\n", " + 'x'".repeat(10_000));
    check("py", python(&text), 1, 60_000);
}

#[test]
fn a_chain_of_many_calls() {
    let text = format!("exports.handler = (event) => {{ q{}; }};", ".a(event.body)".repeat(5_000));
    let analysis = analyze("js", text);
    assert!(!analysis.incomplete.is_empty(), "what was left out is said");
}

#[test]
fn nested_functions() {
    let mut text = String::from("const cp = require('child_process');\nexports.handler = (event) => ");
    text.push_str(&"(() => ".repeat(60));
    text.push_str("cp.exec(event.body)");
    text.push_str(&")()".repeat(60));
    text.push_str(";\n");
    let analysis = analyze("js", text);
    assert!(analysis.hits.len() == 1 || !analysis.incomplete.is_empty());
}

#[test]
fn a_long_chain_of_functions() {
    let mut text = String::from("import os\ndef f0(x):\n    os.system(x)\n");
    for number in 1..400 {
        writeln!(text, "def f{number}(x):\n    f{}(x)", number - 1).expect("text");
    }
    text.push_str("def handler(event, context):\n    f399(event['body'])\n    f20(event['body'])\n");
    let analysis = analyze("py", text);
    assert_eq!(analysis.hits.len(), 1);
}

#[test]
fn a_large_literal() {
    let mut text = String::from("const cp = require('child_process');\nconst table = [");
    for number in 0..20_000 {
        write!(text, "{number},").expect("text");
    }
    text.push_str("];\nexports.handler = (event) => { cp.exec(event.body); return table.map((x) => x + 1); };\n");
    check("js", text, 1, 60_000);
}

#[test]
fn an_endless_module_is_left_early() {
    let mut text = String::from("import os\n");
    for number in 0..12 {
        writeln!(text, "def g{number}(x, y, z):\n    for a in x:\n        for b in y:\n            g{}(a, b, z)\n            g{}(b, a, x)", (number + 1) % 12, (number + 5) % 12).expect("text");
    }
    text.push_str(
        "def handler(event, context):\n    g0(event['x'], event['y'], event['z'])\n    os.system(event['body'])\n",
    );
    let analysis = analyze("py", text);
    assert!(analysis.steps < 2_000_000, "{} steps", analysis.steps);
    assert!(analysis.hits.len() == 1 || !analysis.incomplete.is_empty());
}

#[test]
fn a_function_bound_again_and_again() {
    let text = format!(
        "import functools, os\ndef f(*x):\n    os.system(x[0])\ng = f\n{}def handler(event, context):\n    g(event['body'])\n    os.system(event['body'])\n",
        "g = functools.partial(g, 'a')\n".repeat(5_000)
    );
    let analysis = analyze("py", text);
    assert!(!analysis.hits.is_empty());
}
