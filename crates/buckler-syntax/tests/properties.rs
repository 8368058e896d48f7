//! What holds for the tree of any text.

use buckler_syntax::tree::{ExprId, ExprKind, PatternKind, Piece, PropertyKey, Span, StmtKind, Tree};
use buckler_syntax::{Dialect, Limits, parse};
use proptest::prelude::*;

const DIALECTS: [Dialect; 4] = [Dialect::JavaScript, Dialect::TypeScript, Dialect::TypeScriptMarkup, Dialect::Python];

/// Everything that should hold, as the first thing that does not.
fn fault(source: &str, tree: &Tree) -> Option<String> {
    for (id, expr) in tree.exprs() {
        let fault = bad_span(source, expr.span).or_else(|| match expr.kind {
            ExprKind::Name(name) => bad_name(source, tree.text(name), expr.span),
            ExprKind::Member { name, name_span, .. } => bad_name(source, tree.text(name), name_span),
            _ => None,
        });
        if let Some(fault) = fault {
            return Some(format!("{fault} in {expr:?}"));
        }
        for part in parts(tree, id) {
            let inner = tree.expr(part).span;
            let inside = expr.span.start <= inner.start && inner.end <= expr.span.end;
            if !inside && inner.start != inner.end && expr.span.start != expr.span.end {
                return Some(format!("{inner:?} is no part of {:?}: {:?}", expr.span, expr.kind));
            }
        }
    }
    for (_, function) in tree.functions() {
        let name = function.name.map_or("", |name| tree.text(name));
        if let Some(fault) = bad_span(source, function.span).or_else(|| bad_name(source, name, function.name_span)) {
            return Some(fault);
        }
        for parameter in tree.list(function.parameters) {
            let pattern = tree.pattern(parameter.pattern);
            if let PatternKind::Name(name) = pattern.kind
                && let Some(fault) = bad_name(source, tree.text(name), pattern.span)
            {
                return Some(fault);
            }
        }
    }
    for (_, stmt) in tree.stmts() {
        if let StmtKind::Import(import) = stmt.kind {
            for item in tree.list(import.items) {
                if let Some(fault) = bad_name(source, tree.text(item.local), item.span) {
                    return Some(fault);
                }
            }
        }
        if let Some(fault) = bad_span(source, stmt.span) {
            return Some(fault);
        }
    }
    None
}

fn bad_span(source: &str, span: Span) -> Option<String> {
    source.get(span.range()).is_none().then(|| format!("{span:?} is no part of the source"))
}

/// Names stand where they say, unless written with escapes, in letters that Python folds, or by nobody.
fn bad_name(source: &str, name: &str, span: Span) -> Option<String> {
    let Some(text) = source.get(span.range()) else { return Some(format!("{span:?} is no part of the source")) };
    let written = text == name || text.is_empty() || text.contains('\\') || !text.is_ascii();
    (!written).then(|| format!("`{name}` is written `{text}`"))
}

/// The expressions right below one.
fn parts(tree: &Tree, id: ExprId) -> Vec<ExprId> {
    match tree.expr(id).kind {
        ExprKind::Member { object, .. } => vec![object],
        ExprKind::Index { object, index } => vec![object, index],
        ExprKind::Slice { object, lower, upper } => [Some(object), lower, upper].into_iter().flatten().collect(),
        ExprKind::Call { callee, arguments, .. } => {
            let arguments = tree.list(arguments).iter().map(|argument| argument.value);
            [callee].into_iter().chain(arguments).collect()
        }
        ExprKind::Format(pieces) => {
            let values = tree.list(pieces).iter();
            values.filter_map(|piece| if let Piece::Value(value) = piece { Some(*value) } else { None }).collect()
        }
        ExprKind::Binary { left, right, .. } | ExprKind::Logical { left, right, .. } => vec![left, right],
        ExprKind::Unary { operand, .. } => vec![operand],
        ExprKind::Conditional { test, yes, no } => vec![test, yes, no],
        ExprKind::List(items) | ExprKind::Sequence(items) => tree.list(items).to_vec(),
        ExprKind::Dictionary(entries) => {
            let mut parts = Vec::new();
            for entry in tree.list(entries) {
                parts.push(entry.value);
                if let PropertyKey::Computed(key) = entry.key {
                    parts.push(key);
                }
            }
            parts
        }
        ExprKind::Spread(value) | ExprKind::Await(value) | ExprKind::Import(value) => vec![value],
        ExprKind::Assign { value, .. } => vec![value],
        ExprKind::Markup { tag, children, .. } => tag.into_iter().chain(tree.list(children).to_vec()).collect(),
        _ => Vec::new(),
    }
}

/// Reads a text in every dialect; the first property that does not hold.
fn first_fault(source: &str) -> Option<String> {
    DIALECTS.into_iter().find_map(|dialect| {
        let parsed = parse(dialect, source, &Limits { depth: 40, ..Limits::default() });
        if parsed.tree.is_none() && parsed.problems.is_empty() {
            return Some(String::from("nothing was read and nothing is said about it"));
        }
        parsed.tree.as_ref().and_then(|tree| fault(source, tree)).map(|fault| format!("{dialect:?}: {fault}"))
    })
}

const WORDS: &[&str] = &[
    "a",
    "b",
    "c",
    "é",
    "x1",
    "$",
    "_",
    "#p",
    "0",
    "1.5",
    "0x1f",
    "10n",
    "'s'",
    "\"t\"",
    "'''u\n'''",
    "`v`",
    "`w${",
    "}`",
    "f'{",
    "}'",
    "b'\\xff'",
    "r'\\'",
    "/re/g",
    "/",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "</",
    "/>",
    ",",
    ";",
    ":",
    ".",
    "?.",
    "...",
    "=",
    "==",
    "=>",
    "+=",
    ":=",
    "->",
    "+",
    "-",
    "*",
    "**",
    "//",
    "%",
    "&",
    "&&",
    "|",
    "||",
    "??",
    "!",
    "~",
    "?",
    "@",
    "\\",
    "\n",
    "\n  ",
    "\n    ",
    "\t",
    " ",
    "if",
    "else",
    "elif",
    "for",
    "while",
    "do",
    "of",
    "in",
    "not",
    "is",
    "and",
    "or",
    "lambda",
    "def",
    "class",
    "extends",
    "return",
    "yield",
    "await",
    "async",
    "function",
    "const",
    "let",
    "var",
    "new",
    "this",
    "super",
    "typeof",
    "void",
    "delete",
    "import",
    "from",
    "as",
    "export",
    "default",
    "try",
    "except",
    "catch",
    "finally",
    "raise",
    "throw",
    "with",
    "match",
    "case",
    "switch",
    "pass",
    "global",
    "enum",
    "namespace",
    "type",
    "interface",
    "static",
    "get",
    "set",
    "private",
    "declare",
    "del",
    "assert",
    "None",
    "true",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "\0",
    "// c\n",
    "# d\n",
    "/* e */",
    "<div>",
    "</div>",
];

const SAMPLES: &[&str] = &[
    "const { a, b: [c = 1, ...d] } = require('x');\nexport const f = async ({ e }, g = 2) => { for (const h of e?.i ?? []) { await j(`k${h}`, ...d) } return { l: 1, ...g } }\nclass M extends N { #o = 1; static p() { return new Q(this.#o) } get r() { return /s[/]/g } }\n",
    "import t, { u as v } from 'w';\nenum X { Y = 1, Z }\nnamespace A.B { export function c() {} }\nclass D { constructor(private e: F<G>, @H() i?: string) {} }\nconst j = <any>k as L; export = j;\nfunction m(n: o): p; switch (q) { case 1: break; default: r() }\n",
    "from a import (b as c)\nimport d.e\n@f.g('h')\nasync def i(j, /, k: int = 1, *l, m, **n):\n    with o as p, q: pass\n    match r:\n        case {'s': t, **u} if v: yield t\n        case _: raise w from x\n    return f'{y!r:>{z}} {a=}' 'b', lambda *c: c, [d for e in f if g]\nclass H(I):\n    @property\n    def j(self): return self.k[1:2]\n",
];

proptest! {
    #[test]
    fn any_text_is_read_within_its_bounds(source in any::<String>()) {
        prop_assert_eq!(first_fault(&source), None);
    }

    #[test]
    fn any_words_are_read_within_their_bounds(words in prop::collection::vec(prop::sample::select(WORDS), 0..60), spaced in any::<bool>()) {
        prop_assert_eq!(first_fault(&words.join(if spaced { " " } else { "" })), None);
    }

    #[test]
    fn a_source_with_a_part_cut_out_or_put_in_is_read(
        sample in prop::sample::select(SAMPLES), start in 0usize..600, length in 0usize..20, word in prop::sample::select(WORDS),
    ) {
        let letters: Vec<char> = sample.chars().collect();
        let start = start.min(letters.len());
        let end = (start + length).min(letters.len());
        let source: String = letters[..start].iter().copied().chain(word.chars()).chain(letters[end..].iter().copied()).collect();
        prop_assert_eq!(first_fault(&source), None);
    }
}

#[test]
fn whole_samples_are_read_within_their_bounds() {
    for sample in SAMPLES {
        assert_eq!(first_fault(sample), None);
    }
}
