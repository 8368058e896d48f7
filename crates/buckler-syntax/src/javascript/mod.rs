//! JavaScript, TypeScript and their markup forms.
//!
//! Types and casts leave no trace, except the annotations of parameters. What TypeScript adds at run time is written
//! out in plain terms: an enum is a dictionary, a namespace a function that is called at once, a parameter property
//! an assignment at the beginning of its constructor. Parts written out so have empty spans.

mod classes;
mod expressions;
mod functions;
mod markup;
mod modules;
mod patterns;
mod recovery;
mod statements;
mod types;

use crate::tree::{ExprId, ExprKind, Language, Name, Span, TreeBuilder};
use crate::{Dialect, Limits, Parsed, Problem, nesting};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use oxc_allocator::Allocator;
use oxc_ast::ast::{Program, SourceType, Str};
use oxc_parser::{ParseOptions, Parser, ParserReturn};

/// Reads a source. What does not parse as JavaScript may have types all the same, as files for Flow have.
pub(crate) fn parse(dialect: Dialect, source: &str, limits: &Limits) -> Parsed {
    // Runtimes skip a byte order mark before `#!`, the parser wants that line to be the first thing.
    match source.strip_prefix("\u{feff}#!") {
        Some(rest) => parse_plain(dialect, &["//   ", rest].concat(), limits),
        None => parse_plain(dialect, source, limits),
    }
}

fn parse_plain(dialect: Dialect, source: &str, limits: &Limits) -> Parsed {
    let parsed = attempt(dialect, source, limits);
    if dialect == Dialect::JavaScript && !parsed.problems.is_empty() {
        let typed = attempt(Dialect::TypeScriptMarkup, source, limits);
        if typed.problems.is_empty() {
            return typed;
        }
    }
    match parsed.tree {
        Some(_) => parsed,
        None => recovery::parse_the_rest(dialect, source, limits, parsed),
    }
}

/// Reads a source as it is, or not at all when the parser gives up.
fn attempt(dialect: Dialect, source: &str, limits: &Limits) -> Parsed {
    nesting::javascript(source, dialect).run(|| {
        let source_type = SourceType::unambiguous();
        let source_type = match dialect {
            Dialect::TypeScript => source_type.with_typescript(true),
            Dialect::TypeScriptMarkup => source_type.with_typescript(true).with_jsx(true),
            _ => source_type.with_jsx(true),
        };
        let options = ParseOptions {
            preserve_parens: false,
            allow_return_outside_function: true,
            enable_ident_hashes: false,
            ..ParseOptions::default()
        };
        let allocator = Allocator::default();
        lower(source, limits, &Parser::new(&allocator, source, source_type).with_options(options).parse())
    })
}

fn lower(source: &str, limits: &Limits, result: &ParserReturn<'_>) -> Parsed {
    let mut problems: Vec<Problem> = Vec::new();
    for error in result.diagnostics.errors() {
        let span = error
            .labels
            .first()
            .map_or(Span::default(), |label| Span::new(label.offset(), label.offset().saturating_add(label.len())));
        problems.push(Problem::new(error.message.to_string(), span));
    }
    problems.sort_by_key(|problem| problem.span);
    if result.panicked {
        return Parsed { tree: None, problems };
    }
    let mut lower = Lower::new(source, limits);
    let body = lower.program(&result.program);
    problems.extend(lower.too_deep.map(|span| Problem::new("nested too deeply, not read from here", span)));
    Parsed { tree: Some(lower.tree.finish(body)), problems }
}

/// Turns the parser's nodes into ours; `'p` is the life of the program.
struct Lower<'p, 'a> {
    source: &'p str,
    tree: TreeBuilder,
    depth: u32,
    deepest: u32,
    /// The first place that nests deeper than allowed.
    too_deep: Option<Span>,
    /// Left-leaning chains that are being walked, so that each needs no allocation of its own.
    spine: Vec<expressions::Link<'p, 'a>>,
}

impl<'p, 'a> Lower<'p, 'a> {
    fn new(source: &'p str, limits: &Limits) -> Self {
        Self {
            source,
            tree: TreeBuilder::new(Language::JavaScript),
            depth: 0,
            deepest: limits.depth,
            too_deep: None,
            spine: Vec::new(),
        }
    }

    fn program(&mut self, program: &'p Program<'a>) -> crate::tree::Block {
        let mut ids = Vec::new();
        self.directives(&program.directives, &mut ids);
        self.statements(&program.body, &mut ids);
        self.tree.list(&ids)
    }

    /// Runs `step` one level deeper, or gives nothing when that is too deep.
    fn deeper<T>(&mut self, span: Span, step: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= self.deepest {
            self.too_deep.get_or_insert(span);
            return None;
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        Some(result)
    }

    fn text(&self, span: Span) -> &'p str {
        self.source.get(span.range()).unwrap_or_default()
    }

    fn named(&mut self, span: Span, name: &str) -> ExprId {
        let name = self.tree.name(name);
        self.tree.expr(span, ExprKind::Name(name))
    }

    /// Text of a literal; half a surrogate pair becomes the replacement character.
    fn literal(&mut self, value: &Str<'a>, lone_surrogates: bool) -> Name {
        if lone_surrogates {
            self.tree.name(&without_surrogates(value.as_str()))
        } else {
            self.tree.name(value.as_str())
        }
    }
}

/// The parser writes half a pair as U+FFFD and four digits, and U+FFFD itself in the same way.
fn without_surrogates(value: &str) -> String {
    let mut parts = value.split('\u{fffd}');
    let mut text = String::from(parts.next().unwrap_or_default());
    for part in parts {
        text.push('\u{fffd}');
        text.push_str(part.get(4..).unwrap_or_default());
    }
    text
}

fn span(span: oxc_span::Span) -> Span {
    Span::new(span.start, span.end)
}

/// A span of no length where another begins, for parts that nobody wrote.
fn nowhere(span: Span) -> Span {
    Span::new(span.start, span.start)
}
