//! Hostile and broken sources: none may overflow a stack, hang, panic, or be passed over in silence.

use buckler_syntax::{Dialect, Limits, Parsed, parse};
use std::thread;

/// Parses on a stack as small as those of worker threads; nothing if that panics.
fn parse_on_small_stack(dialect: Dialect, source: String) -> Option<Parsed> {
    let thread = thread::Builder::new().stack_size(2 << 20);
    let read = move || parse(dialect, &source, &Limits::default());
    thread.spawn(read).ok()?.join().ok()
}

/// `open` again and again, `middle`, and `close` as often.
fn nested(before: &str, open: &str, middle: &str, close: &str, times: usize) -> String {
    [before, &open.repeat(times), middle, &close.repeat(times)].concat()
}

/// Forms that nest in the parser, each as: dialect, before, opening, middle, closing.
const NESTING: &[(Dialect, &str, &str, &str, &str)] = &[
    (Dialect::JavaScript, "x=", "(", "1", ")"),
    (Dialect::JavaScript, "x=", "[", "1", "]"),
    (Dialect::JavaScript, "x=", "f(", "1", ")"),
    (Dialect::JavaScript, "x=", "{a:", "1", "}"),
    (Dialect::JavaScript, "", "{", "", "}"),
    (Dialect::JavaScript, "", "function f(){", "", "}"),
    (Dialect::JavaScript, "", "f(function(){", "", "})"),
    (Dialect::JavaScript, "", "f(async (a)=>{", "", "})"),
    (Dialect::JavaScript, "", "class A{static{", "", "}}"),
    (Dialect::JavaScript, "x=", "class extends ", "B", "{}"),
    (Dialect::JavaScript, "", "switch(a){case 1:", "", "}"),
    (Dialect::JavaScript, "x=", "[...", "1", "]"),
    (Dialect::JavaScript, "x=", "`${", "1", "}`"),
    (Dialect::JavaScript, "x=", "<a>", "", "</a>"),
    (Dialect::JavaScript, "x=", "<a b={", "1", "}/>"),
    (Dialect::JavaScript, "x=", "<>{", "1", "}</>"),
    (Dialect::JavaScript, "let ", "[", "a", "]=1"),
    (Dialect::JavaScript, "x=", "(a=[(", "1", ")])"),
    (Dialect::JavaScript, "x=", "a=>", "1", ""),
    (Dialect::JavaScript, "x=", "async a=>", "1", ""),
    (Dialect::JavaScript, "x=", "!", "1", ""),
    (Dialect::JavaScript, "x=", "- ", "1", ""),
    (Dialect::JavaScript, "x=", "-+~", "1", ""),
    (Dialect::JavaScript, "x=", "typeof ", "1", ""),
    (Dialect::JavaScript, "x=", "!a(", "1", ")"),
    (Dialect::JavaScript, "x=", "!!!!!!!!a.b`${", "1", "}`"),
    (Dialect::JavaScript, "x=", "void ", "1", ""),
    (Dialect::JavaScript, "x=", "typeof\n", "1", ""),
    (Dialect::JavaScript, "async function f(){x=", "await ", "1}", ""),
    (Dialect::JavaScript, "function*f(){x=", "yield ", "1}", ""),
    (Dialect::JavaScript, "x=", "a?b:", "1", ""),
    (Dialect::JavaScript, "x=", "a?", "1", ":b"),
    (Dialect::JavaScript, "x=", "a**", "1", ""),
    (Dialect::JavaScript, "", "a=", "1", ""),
    (Dialect::JavaScript, "", "a+=", "1", ""),
    (Dialect::JavaScript, "", "if(a);else ", ";", ""),
    (Dialect::JavaScript, "", "if(a)", ";", ""),
    (Dialect::JavaScript, "", "if(a){}else ", ";", ""),
    (Dialect::JavaScript, "", "if(a)b\nelse ", "c", ""),
    (Dialect::JavaScript, "", "for(;;)", ";", ""),
    (Dialect::JavaScript, "", "do ", ";", " while(1);"),
    (Dialect::JavaScript, "", "while(1)", ";", ""),
    (Dialect::JavaScript, "", "a:", ";", ""),
    (Dialect::JavaScript, "x=", "new ", "B", ""),
    (Dialect::TypeScript, "let x:", "A<", "B", ">"),
    (Dialect::TypeScript, "x=", "a<", "b", ""),
    (Dialect::TypeScript, "x=", "a<(", "b", ")"),
    (Dialect::TypeScript, "type X=", "A extends B?C:", "D", ""),
    (Dialect::TypeScript, "type X=", "keyof ", "b", ""),
    (Dialect::TypeScript, "type X=", "(a:b)=>", "b", ""),
    (Dialect::TypeScript, "type X=", "{a:", "b", "}"),
    (Dialect::TypeScript, "x=", "<T>", "b", ""),
    (Dialect::TypeScript, "", "namespace A{", "", "}"),
    (Dialect::TypeScript, "namespace a", ".a", "{}", ""),
    (Dialect::TypeScript, "x=", "(a?b:(", "1", "))"),
    (Dialect::Python, "x=", "(", "1", ")"),
    (Dialect::Python, "x=", "[", "1", "]"),
    (Dialect::Python, "x=", "{1:", "1", "}"),
    (Dialect::Python, "x=", "f(", "1", ")"),
    (Dialect::Python, "x=", "a[", "1", "]"),
    (Dialect::Python, "x=", "not ", "1", ""),
    (Dialect::Python, "x=", "-", "1", ""),
    (Dialect::Python, "x=", "-~+", "1", ""),
    (Dialect::Python, "async def f():\n x=", "await ", "1", ""),
    (Dialect::Python, "x=", "lambda:", "1", ""),
    (Dialect::Python, "x=", "lambda a:", "1", ""),
    (Dialect::Python, "x=", "1 if a else ", "1", ""),
    (Dialect::Python, "x=", "a**", "1", ""),
    (Dialect::Python, "x=", "[a for b in ", "1", "]"),
    (Dialect::Python, "x=", "f'{", "1", "}'"),
    (Dialect::Python, "x=f'", "{a:", "", "}'"),
    (Dialect::Python, "match x:\n case ", "[", "1", "]: pass"),
    (Dialect::Python, "def f():\n x=", "(yield ", "1", ")"),
];

/// Whether the source, which is one statement, was left out.
fn left_out(parsed: &Parsed) -> bool {
    parsed.tree.as_ref().is_none_or(|tree| tree.exprs().next().is_none())
}

#[test]
fn deep_nesting_is_refused() {
    for (dialect, before, open, middle, close) in NESTING {
        let parsed = parse_on_small_stack(*dialect, nested(before, open, middle, close, 100_000)).unwrap();
        assert!(left_out(&parsed), "{before}{open}");
        assert!(parsed.problems[0].message.contains("nested too deeply"), "{before}{open}: {:?}", parsed.problems);
    }
}

#[test]
fn unclosed_nesting_is_refused() {
    for (dialect, before, open, ..) in NESTING {
        let parsed = parse_on_small_stack(*dialect, [*before, &open.repeat(20_000)].concat()).unwrap();
        assert!(left_out(&parsed) && !parsed.problems.is_empty(), "{before}{open}");
    }
}

#[test]
fn nesting_just_below_the_limit_is_read() {
    for (dialect, before, open, middle, close) in NESTING {
        let parsed = parse_on_small_stack(*dialect, nested(before, open, middle, close, 80)).unwrap();
        assert!(parsed.tree.is_some() || !parsed.problems.is_empty(), "{before}{open}");
        let refused = parsed.problems.iter().any(|problem| problem.message == "nested too deeply to be read");
        assert!(!refused, "{before}{open}");
    }
}

#[test]
fn what_nests_deeper_than_allowed_is_unknown_and_reported() {
    let parsed = parse_on_small_stack(Dialect::JavaScript, nested("y = 1; x=", "[", "z", "]", 400)).unwrap();
    assert!(parsed.tree.unwrap().show().starts_with("y = 1\nx = [[["));
    assert_eq!(parsed.problems[0].message, "nested too deeply, not read from here");
    let parsed = parse_on_small_stack(Dialect::Python, nested("y = 1; x=", "[", "z", "]", 400)).unwrap();
    assert_eq!(parsed.problems[0].message, "nested too deeply, not read from here");
}

#[test]
fn what_stands_around_deep_nesting_is_read() {
    let source = nested("const a = 1;\nconst b = ", "[", "1", "]", 5_000) + ";\nconst c = 2;\n";
    let parsed = parse_on_small_stack(Dialect::JavaScript, source).unwrap();
    assert!(parsed.problems[0].message.contains("nested too deeply"));
    assert_eq!(parsed.tree.unwrap().show(), "const a = 1\nconst c = 2");
}

#[test]
fn long_chains_that_lean_left_are_read() {
    let sources = [
        (Dialect::JavaScript, nested("x=", "a+", "1", "", 20_000)),
        (Dialect::JavaScript, nested("x=", "'a' + ", "b", "", 10_000)),
        (Dialect::JavaScript, nested("x=", "a\n&& ", "b", "", 20_000)),
        (Dialect::JavaScript, nested("x=a", ".b", "", "", 20_000)),
        (Dialect::JavaScript, nested("x=a", "()", "", "", 20_000)),
        (Dialect::JavaScript, nested("x=a", "?.[0]", "", "", 20_000)),
        (Dialect::JavaScript, nested("x=a", "``", "", "", 20_000)),
        (Dialect::JavaScript, nested("x=[", "a=>b,", "", "", 20_000) + "]"),
        (Dialect::JavaScript, nested("", "x = a ? b : c\n", "", "", 20_000)),
        (Dialect::JavaScript, nested("", "const f = a => !a\n", "", "", 20_000)),
        (Dialect::JavaScript, nested("", "if (a) { b } else { c }\n", "", "", 20_000)),
        (Dialect::JavaScript, nested("switch(a){", "case 1: case !2:\n", "", "", 50_000) + "}"),
        (Dialect::JavaScript, nested("x=", "!a && -b.c(d) + ", "!e", "", 20_000)),
        (Dialect::JavaScript, nested("x=", "typeof a === await b || ", "!e", "", 20_000)),
        (Dialect::Python, nested("x=", "-a.b + ", "b", "", 20_000)),
        (Dialect::TypeScript, nested("x=a", "!", "", "", 10_000)),
        (Dialect::TypeScript, nested("type X = a", "[]", "", "", 20_000)),
        (Dialect::TypeScript, nested("type X = a", ".a", "", "", 20_000)),
        (Dialect::TypeScript, nested("type X = import('a')", ".a", "", "", 20_000)),
        (Dialect::TypeScript, nested("type X = typeof a", ".a", "", "", 20_000)),
        (Dialect::TypeScript, nested("type X = ", "a | ", "b", "", 20_000)),
        (Dialect::TypeScript, nested("import x = a", ".a", "", "", 20_000)),
        (Dialect::TypeScript, nested("", "@a ", "class A {}", "", 10_000)),
        (Dialect::JavaScript, nested("x = <a", ".a", "/>", "", 20_000)),
        (Dialect::Python, nested("x=", "a+", "1", "", 20_000)),
        (Dialect::Python, nested("x=(", "'a' 'b'\n", ")", "", 20_000)),
        (Dialect::Python, nested("x=a", ".b", "", "", 20_000)),
        (Dialect::Python, nested("x=a", "()", "", "", 20_000)),
        (Dialect::Python, nested("x=a", "[0]", "", "", 20_000)),
        (Dialect::Python, nested("if a: pass\n", "elif a: pass\n", "", "", 20_000)),
        (Dialect::Python, nested("x=", "a and not ", "b", "", 20_000)),
        (Dialect::Python, nested("x=", "a<", "b", "", 20_000)),
        (Dialect::Python, nested("", "x = 1 if a else 2\n", "", "", 20_000)),
        (Dialect::Python, nested("x=[", "(1, -2),\n", "]", "", 20_000)),
        (Dialect::Python, nested("match x:\n case ", "1|", "2: pass", "", 20_000)),
    ];
    for (dialect, source) in sources {
        let start: String = source.chars().take(30).collect();
        let parsed = parse_on_small_stack(dialect, source).unwrap();
        assert_eq!(parsed.problems, [], "{start}");
        assert!(parsed.tree.is_some(), "{start}");
    }
}

#[test]
fn brackets_in_texts_comments_and_regular_expressions_do_not_nest() {
    let sources = [
        (Dialect::JavaScript, "x = '((((((((((';\n"),
        (Dialect::JavaScript, "x = \"[[[[[[[[\" // {{{{{{{\n"),
        (Dialect::JavaScript, "/* ((((((( */ x = /[(((((((/(]\\((/.test(y) / 2;\n"),
        (Dialect::JavaScript, "x = `(((((((${ y }((((((`;\n"),
        (Dialect::JavaScript, "if (a) /(((/.test(b)\n"),
        (Dialect::JavaScript, "x = (y<<5|z>>>27)+'(((';\n"),
        (Dialect::JavaScript, "f(function(){ return /[{]{3}/g }(), a => { b }, 1 / 2, '(((')\n"),
        (Dialect::JavaScript, "x = <a b='((('>it's ((( here {y} / ( </a>;\n"),
        (Dialect::Python, "x = '((((((((((' # [[[[[[\n"),
        (Dialect::Python, "x = '''(((((((((( ' \"\n((('''\n"),
        (Dialect::Python, "x = f'(((({y!r:>{w}}((({{' + rb'\\'((('\n"),
        (Dialect::Python, "x = f\"{y[\"(((\"]}(((\"\n"),
    ];
    for (dialect, line) in sources {
        let parsed = parse_on_small_stack(dialect, line.repeat(5_000)).unwrap();
        assert!(parsed.tree.is_some(), "{line}: {:?}", parsed.problems);
    }
}

/// The tree as text, and the problems' messages.
fn read(dialect: Dialect, source: &str) -> (String, Vec<String>) {
    let parsed = parse(dialect, source, &Limits::default());
    let messages = parsed.problems.iter().map(|problem| problem.message.to_string()).collect();
    (parsed.tree.map(|tree| tree.show()).unwrap_or_default(), messages)
}

#[test]
fn what_stands_around_an_error_is_read() {
    let (tree, problems) =
        read(Dialect::JavaScript, "const a = 1;\nfunction b() {\n  if (\n}\nconst c = 2;\nd(]);\ne();\n");
    assert_eq!(tree, "const a = 1\nconst c = 2\ne()");
    assert_eq!(problems.len(), 2, "{problems:?}");
    let (tree, problems) = read(Dialect::TypeScript, "import a from 'b'\nlet x: = 3\nexport const f = (e) => a(e)\n");
    assert!(tree.contains("export const f = arrow(e)"), "{tree}");
    assert!(!problems.is_empty());
    let (tree, problems) = read(Dialect::Python, "a = 1\ndef b(:\n  c()\nd = (2\ne()\nf = 3\n");
    assert!(tree.starts_with("a = 1") && tree.ends_with("f = 3"), "{tree}");
    assert!(!problems.is_empty());
}

#[test]
fn positions_stay_when_a_part_is_left_out() {
    let source = "const ä = 1;\nfoo(;\nlast(x);\n";
    let parsed = parse(Dialect::JavaScript, source, &Limits::default());
    let tree = parsed.tree.unwrap();
    let last = tree.stmt(*tree.list(tree.body()).last().unwrap());
    assert_eq!(source.get(last.span.range()), Some("last(x);"));
}

#[test]
fn types_in_a_script_file_are_read() {
    let (tree, problems) = read(Dialect::JavaScript, "// @flow\nfunction f(a: string, b?: number): void { g(a) }\n");
    assert_eq!((tree.as_str(), problems.len()), ("function f(a: string, b: number)\n  g(a)", 0));
}

#[test]
fn python_two_is_told() {
    for line in
        ["print 'a'", "print x, y", "raise A, 'b'", "exec 'a' in b", "x = `y`", "if a <> b: pass", "os.chmod(a, 0755)"]
    {
        let (_, problems) = read(Dialect::Python, &format!("import os\n{line}\n"));
        assert_eq!(problems, ["Python 2 syntax, read in part"], "{line}");
    }
    for line in ["print('a'", "x = = 1", "def f(:", "printed 1"] {
        let (_, problems) = read(Dialect::Python, line);
        assert!(!problems.iter().any(|problem| problem.contains("Python 2")), "{line}");
    }
}

#[test]
fn odd_bytes_are_no_trouble() {
    let (tree, problems) =
        read(Dialect::JavaScript, "\u{feff}#!/usr/bin/env node\r\n'use strict';\r\nx = '\u{2028}' // y\u{2029}z()\r\n");
    assert_eq!((tree.as_str(), problems.len()), ("\"use strict\"\nx = \"\\u{2028}\"\nz()", 0), "{problems:?}");
    let (tree, problems) = read(Dialect::JavaScript, "#!/usr/bin/env node\nx()\n");
    assert_eq!((tree.as_str(), problems.len()), ("x()", 0));
    let (tree, problems) =
        read(Dialect::Python, "\u{feff}#!/usr/bin/env python\r\nx = '''a\r\nb'''\r\nif y:\r\n\tz()\r\n");
    assert_eq!((tree.as_str(), problems.len()), ("x = \"a\\r\\nb\"\nif y\n  z()", 0));
    for dialect in [Dialect::JavaScript, Dialect::TypeScript, Dialect::Python] {
        for source in
            ["", "\0", "\u{fffd}\u{fffd}", "\r", "\u{feff}", "x\0y", "'", "\"\"\"", "`${", "/", "<", "\\u{", "f'{"]
        {
            parse(dialect, source, &Limits::default());
        }
    }
}

#[test]
fn a_source_that_is_too_long_is_refused() {
    let parsed = parse(Dialect::Python, "x = 1\n", &Limits { bytes: 3, ..Limits::default() });
    assert!(parsed.tree.is_none());
    assert_eq!(parsed.problems[0].message, "the file is too large");
}
