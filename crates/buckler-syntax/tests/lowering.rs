//! What each construct of a language becomes.

use buckler_syntax::{Dialect, Limits, parse};

/// Compares the tree of a source that has no problems, as text, line by line.
#[track_caller]
fn check(dialect: Dialect, source: &str, expected: &[&str]) {
    let parsed = parse(dialect, source, &Limits::default());
    assert_eq!(parsed.problems, [], "{source}");
    let shown = parsed.tree.map(|tree| tree.show()).unwrap_or_default();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines, expected, "{source}\n{shown}");
}

#[track_caller]
fn javascript(source: &str, expected: &[&str]) {
    check(Dialect::JavaScript, source, expected);
}

#[track_caller]
fn typescript(source: &str, expected: &[&str]) {
    check(Dialect::TypeScript, source, expected);
}

#[track_caller]
fn python(source: &str, expected: &[&str]) {
    check(Dialect::Python, source, expected);
}

#[test]
fn javascript_bindings_and_patterns() {
    javascript("var a = 1, b; let c = 2", &["var a = 1", "var b", "let c = 2"]);
    javascript(
        "const { a, b: [c = 1, , ...d], 'e f': g, [h]: i, ...j } = k",
        &["const {a: a, b: [c ?= 1, _, ...d], e f: g, [h]: i, ...: j} = k"],
    );
    javascript("[a.b, c[d]] = e; ({ f, g: h.i = 1 } = j)", &["[a.b, c[d]] = e", "{f: f, g: h.i ?= 1} = j"]);
    javascript(
        "a = b = c; x += 1; y ||= z; n++; m = --n",
        &["a = (b = c)", "x += 1", "y or= z", "n += 1", "m = (n -= 1)"],
    );
}

#[test]
fn javascript_values() {
    javascript("x = [1, , ...a, 0x1F, 10n]", &["x = [1, null, ... a, 0x1F, 10n]"]);
    javascript(
        "x = { a, 'b': 1, 2: c, [d]: e, f() {}, get g() { return h }, set g(v) {}, ...i }",
        &[
            "x = {a: a, b: 1, 2: c, [d]: e, f: function(), g: function()",
            "  return h(), [unknown]: function(v), ...: i}",
        ],
    );
    javascript("x = undefined ?? null; y = /a[/]b/gi", &["x = (null ?? null)", "y = /a[/]b/gi"]);
    javascript(
        "x = `plain`; y = `a${b}c${d}`; z = tag`e${f}`",
        &[r#"x = "plain""#, r#"y = format("a", b, "c", d)"#, r#"z = tagformat("e", f)"#],
    );
    javascript("x = a?.b?.[c]?.(d)!== void 0", &["x = (a.b[c](d) != void 0)"]);
    javascript("x = a ? b : c, d; y = (e, f)", &["sequence((x = (a ? b : c)), d)", "y = sequence(e, f)"]);
    javascript("x = new A(b, ...c); y = new D", &["x = new A(b, ...c)", "y = new D()"]);
    javascript(r#"x = "\ud83d\ude00 \ud83d!""#, &["x = \"😀 \u{fffd}!\""]);
    javascript(
        "x = a => b; y = async ({ c }, d = 1) => { e }",
        &["x = arrow(a)", "  return b", "y = async arrow({c: c}, d = 1)", "  e"],
    );
}

#[test]
fn javascript_control_flow() {
    javascript(
        "if (a) b(); else if (c) { d() } else e()",
        &["if a", "  b()", "else", "  if c", "    d()", "  else", "    e()"],
    );
    javascript(
        "for (let i = 0; i < n; i++) f(i)",
        &["block", "  let i = 0", "  while (i < n) update (i += 1)", "    f(i)"],
    );
    javascript("for (;;) break", &["while", "  break"]);
    javascript(
        "for (const [k, v] of o) f(k)\nfor (p in q) g(p)\nasync () => { for await (const r of s) {} }",
        &["for const [k, v] in o", "  f(k)", "for p in keys of q", "  g(p)", "async arrow()", "  for const r in s"],
    );
    javascript(
        "do { a() } while (b)\nouter: while (c) continue outer",
        &["do while b", "  a()", "block outer", "  while c", "    continue outer"],
    );
    javascript(
        "switch (a) { case 1: case 2: b(); break; default: c() }",
        &["switch a", "  case 1", "  case 2", "    b()", "    break", "  default", "    c()"],
    );
    javascript(
        "try { a() } catch ({ message }) { throw message } finally { b() }\ntry {} catch {}",
        &["try", "  a()", "catch as {message: message}", "  throw message", "finally", "  b()", "try", "catch"],
    );
    javascript(
        "function* f() { const a = yield b; yield* c }",
        &["function* f()", "  const a = yield b", "  yield from c"],
    );
}

#[test]
fn javascript_classes() {
    javascript(
        "class A extends b.C { #p = 1; static q; constructor() { super(); this.#p = 2 } get r() { return #p in this } static async s() {} static { t() } }",
        &[
            "class A of b.C",
            "  field #p = 1",
            "  fixed field q",
            "  method constructor function()",
            "    super()",
            "    this.#p = 2",
            "  getter r function()",
            "    return (\"#p\" in this)",
            "  fixed method s async function()",
            "  block",
            "    t()",
        ],
    );
}

#[test]
fn javascript_modules() {
    javascript(
        "import a, { b as c, default as d } from 'x'; import * as e from 'y'; import 'z'",
        &[
            r#"import default as a, b as c, default as d from "x""#,
            r#"import module as e from "y""#,
            r#"import  from "z""#,
        ],
    );
    javascript(
        "export const a = 1, b = 2; export { c as d }; export { e } from 'x'; export * from 'y'; export * as f from 'z'",
        &[
            "export const a = 1",
            "export const b = 2",
            "export c as d",
            r#"export e as e from "x""#,
            r#"export all from "y""#,
            r#"export all as f from "z""#,
        ],
    );
    javascript("export default function f() {}", &["function f()", "export f as default"]);
    javascript("export default () => 1", &["export default arrow()", "  return 1"]);
    javascript("export default class {}", &["export default class"]);
    javascript("x = import('y'); z = import.meta.url", &[r#"x = import("y")"#, "z = import.meta.url"]);
}

#[test]
fn javascript_markup() {
    javascript(
        "x = <div id=\"a\" b {...c} d={e}>\n  hi {f}\n  <G.H/>{/* no */}<></>\n</div>",
        &[r#"x = markup("div" {id: "a", b: true, ...: c, d: e} "\n  hi ", f, markup(G.H {} ), markup( {} ))"#],
    );
}

#[test]
fn typescript_leaves_no_trace_of_types() {
    typescript("const a = <B>c as D satisfies E; f<G>(h!)", &["const a = c", "f(h)"]);
    typescript(
        "interface A {} type B = C; declare const d: E; abstract class F { abstract g(): void; h?: string }",
        &["class F", "  field h"],
    );
    typescript(
        "import type { A } from 'a'; import { type B, c } from 'b'; export type { D } from 'd'; import { type E } from 'e'",
        &[r#"import c as c from "b""#],
    );
    typescript("function f(a: string): void; function f(a: any) { return a }", &["function f(a: any)", "  return a"]);
}

#[test]
fn typescript_is_written_out_in_plain_terms() {
    typescript(
        "enum A { B, C = 4, D, E = 'x', F = g() , H }",
        &[r#"const A = {B: 0, C: 4, D: 5, E: "x", F: g(), H: unknown}"#],
    );
    typescript(
        "namespace A.B { export const c = 1; const d = 2; export function e() {} }",
        &[
            "const A = arrow()",
            "  return {B: arrow()",
            "    const c = 1",
            "    const d = 2",
            "    function e()",
            "    return {c: c, e: e}()}()",
        ],
    );
    typescript(
        "class A { constructor(private readonly b: C, d: E) { f() } }",
        &["class A", "  method constructor function(b: C, d: E)", "    this.b = b", "    f()"],
    );
    typescript(
        "import a = require('b'); import c = d.e; export = a",
        &[r#"const a = require("b")"#, "const c = d.e", "module.exports = a"],
    );
}

#[test]
fn annotations_and_decorators_of_parameters_are_kept() {
    typescript(
        "function f(this: X, a?: B.C<D, 'e'>, b: (F | null)[] = [], ...c: any[]) {}",
        &[r#"function f(a: B.C[[D, "e"]], b: [(F | null)] = [], *c: [any])"#],
    );
    typescript(
        "@a class B { @c('/d') e(@f('g') h: I) {} }",
        &[r#"@a class B"#, r#"  method e @c("/d") function(@f("g") h: I)"#],
    );
}

#[test]
fn python_values() {
    python("x = f'a{b!r:>{c}}d' 'e' f'{g=}'", &[r#"x = format("a", b, c, "d", "e", "g=", g)"#]);
    python("x = 'a' 'b', b'\\xff', 1_0, 1j, ..., None, True", &["x = [\"ab\", b\"ÿ\", 1_0, 1j, unknown, null, true]"]);
    python("x = {'a': 1, b: 2, **c}; y = {d, *e}", &["x = {a: 1, [b]: 2, ...: c}", "y = [d, ... e]"]);
    python("x = a[1], b[1:2], c[::3], d[1:, e]", &["x = [a[1], b[1:2], c[:], d[[[1], e]]]"]);
    python(
        "x = a < b <= c; y = d and e and f or not g",
        &["x = ((a < b) and (b <= c))", "y = (((d and e) and f) or not g)"],
    );
    python(
        "x = [a for b in c if d if e for f in g]; y = {h: i async for h, i in j}; z = (k for k in l)",
        &[
            "x = list(a for b in c if d if e for f in g)",
            "y = dictionary(h: i for [h, i] in j)",
            "z = generator(k for k in l)",
        ],
    );
    python("x = f(a, *b, c=d, **e)", &["x = f(a, ...b, c=d, **e)"]);
    python("if (n := f()): g(n)", &["if (n = f())", "  g(n)"]);
    python(
        "x = lambda a, *b, c=1, **d: a if b else c",
        &["x = arrow(a, *b, keyword c = 1, **d)", "  return (b ? a : c)"],
    );
    python("x = t'a{b}'", &[r#"x = format("a", b)"#]);
    python(
        "x = a is not b; y = c not in d; z = e @ f // g",
        &["x = (a != b)", "y = (c not in d)", "z = ((e @ f) // g)"],
    );
}

#[test]
fn python_statements() {
    python(
        "a = b, *c = d = e\nf: int = 1\ng: str\nh += i\nj.k, l[m] = n",
        &["a = [b, ...c] = d = e", "f = 1", "h += i", "[j.k, l[m]] = n"],
    );
    python(
        "for a, b in c:\n  break\nelse:\n  d()\nwhile e: continue",
        &["for [a, b] in c", "  break", "else", "  d()", "while e", "  continue"],
    );
    python("if a: b\nelif c: d\nelse: e", &["if a", "  b", "else", "  if c", "    d", "  else", "    e"]);
    python(
        "try: a\nexcept (B, C) as d: e\nexcept: f\nelse: g\nfinally: h",
        &["try", "  a", "catch [B, C] as d", "  e", "catch", "  f", "else", "  g", "finally", "  h"],
    );
    python("try: a\nexcept* B: c", &["try", "  a", "catch B", "  c"]);
    python(
        "with a as b, c(): d\nasync def f():\n  async with g as (h, i): pass",
        &["with a as b, c()", "  d", "async function f()", "  with g as [h, i]"],
    );
    python(
        "def f():\n  global a, b\n  nonlocal c\n  del d[0], e\n  assert g, h\n  raise I(j) from k\n  return",
        &["function f()", "  outer a, b", "  outer c", "  delete d[0], e", "  assert g", "  throw I(j)", "  return"],
    );
    python(
        "import a.b.c, d as e\nfrom f import g, h as i\nfrom . import j\nfrom ..k import *",
        &[
            r#"import root as a from "a.b.c""#,
            r#"import module as e from "d""#,
            r#"import g as g, h as i from "f""#,
            r#"import j as j from ."""#,
            r#"import all as * from .."k""#,
        ],
    );
    python(
        "type A = int\ndef f[T: str](a: T) -> T: yield a\nclass G[U](H): pass",
        &["function* f(a: T)", "  yield a", "class G of H"],
    );
}

#[test]
fn python_matching() {
    python(
        "match a:\n  case 1 | 'b' | None: c\n  case [d, *e] if f: g\n  case {'h': i, **j}: k\n  case L(m=n) | O(n): p\n  case q.r: s\n  case t: u",
        &[
            "switch a",
            "  case 1, \"b\", null then leave",
            "    c",
            "  case as [d, ...e] if f then leave",
            "    g",
            "  case as {h: i, ...: j} then leave",
            "    k",
            "  case as {m: n} then leave",
            "    p",
            "  case q.r then leave",
            "    s",
            "  default as t then leave",
            "    u",
        ],
    );
}

#[test]
fn python_functions_and_classes() {
    python(
        "@a.b('c')\nasync def f(d, /, e: int = 1, *, g, **h) -> I: 'doc'",
        &[r#"@a.b("c") async function f(d, e: int = 1, keyword g, **h)"#, "  \"doc\""],
    );
    python(
        "@dataclass\nclass A(B, metaclass=M):\n  'doc'\n  c: int = 1\n  d: str\n  e = f = 2\n  class G: pass\n  @property\n  def h(self): return self.c\n  @h.setter\n  def h(self, i): self.c = i\n  @staticmethod\n  def j(): pass\n  @classmethod\n  def k(cls): pass\n  def __init__(self): super().__init__()\n  if l: m()",
        &[
            "@dataclass class A of B",
            "  fixed field c: int = 1",
            "  fixed field d: str",
            "  fixed field e = 2",
            "  fixed field f = 2",
            "  fixed field G = class G",
            "  getter h @property function h(self)",
            "    return self.c",
            "  setter h @h.setter function h(self, i)",
            "    self.c = i",
            "  fixed method j @staticmethod function j()",
            "  fixed method k @classmethod function k(cls)",
            "  method __init__ function __init__(self)",
            "    super().__init__()",
            "  \"doc\"",
            "  if l",
            "    m()",
        ],
    );
}
