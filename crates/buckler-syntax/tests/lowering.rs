//! What each construct of a language becomes.

use buckler_syntax::{Dialect, Limits, parse};

/// The tree of a source without problems, as text.
fn show(dialect: Dialect, source: &str) -> String {
    let parsed = parse(dialect, source, &Limits::default());
    assert_eq!(parsed.problems, [], "{source}");
    parsed.tree.unwrap().show()
}

fn javascript(source: &str) -> String {
    show(Dialect::JavaScript, source)
}

fn typescript(source: &str) -> String {
    show(Dialect::TypeScript, source)
}

fn python(source: &str) -> String {
    show(Dialect::Python, source)
}

#[test]
fn thin() {
    println!(
        "{}",
        javascript(
            "const { a, b: [c = 1, ...d], ...e } = require('x');\nfor (let i = 0, n = 3; i < n; i++) { if (a) continue; else if (b) break; else f(`x${i}y`) }\nexport default async function handler(event) { const x = event?.body?.[0] ?? (await y()); return { statusCode: 200, ...x, get z() { return 1 } } }\nclass A extends B { #p = 1; static q; constructor() { super(); this.#p++ } get x() { return this.#p } static { f() } }\nx = <div a='1' {...p}>hi {name}</div>"
        )
    );
    println!(
        "{}",
        typescript(
            "enum E { A, B = 4, C, D = 'x' }\nnamespace N { export const x = 1; export function f() {} }\nclass A { constructor(private readonly db: Db, @Body() b?: string | null) {} }\nimport fs = require('fs');\nexport = fs;\nconst y = <any>x as unknown as T;\nimport type { T } from 't';\nimport { type U, v } from './u';"
        )
    );
    println!(
        "{}",
        python(
            "import os.path, a as b\nfrom . import (x as y)\nfrom ..m import *\n@app.route('/x', methods=['GET'])\nasync def f(a, /, b: int = 1, *c, d, **e):\n    '''doc'''\n    global g\n    with open(a) as h, k: pass\n    x = [i async for i in y if i > 0]\n    match x:\n        case {'a': z, **r} if z: return z\n        case 1 | 2: pass\n        case Point(x=q) as p: yield p\n        case _: raise E('x') from None\n    if a < b <= c: pass\n    elif (n := 1): pass\n    else: del x[1:2]\n    return f'{x!r:>{w}} {y=}' 'lit', b'\\xff', lambda *a: a\nclass C(B, metaclass=M):\n    x: int = 1\n    class Meta: pass\n    @property\n    def p(self): return self._p\n    @staticmethod\n    def s(): pass\n"
        )
    );
}
