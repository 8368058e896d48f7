//! Python.
//!
//! Type parameters, return types and the annotations of variables leave no trace; those of parameters and of fields
//! of classes are kept.

mod classes;
mod expressions;
mod functions;
mod matching;
mod statements;
mod version_two;

use crate::tree::{Language, PatternId, PatternKind, Span, TreeBuilder};
use crate::{Limits, Parsed, Problem, nesting};
use alloc::string::ToString;
use alloc::vec::Vec;
use ruff_python_ast::{Identifier, ModModule, PySourceType};
use ruff_text_size::{Ranged, TextRange};

pub(crate) fn parse(source: &str, limits: &Limits) -> Parsed {
    nesting::python(source, limits.depth).run(|| {
        let result = ruff_python_parser::parse_unchecked_source(source, PySourceType::Python);
        let mut problems: Vec<Problem> =
            result.errors().iter().map(|error| Problem::new(error.error.to_string(), span(error.location))).collect();
        if let Some(place) = version_two::place(source, &problems) {
            problems = Vec::from([Problem::new("Python 2 syntax, read in part", place)]);
        }
        let mut lower = Lower::new(source, limits);
        let body = lower.module(result.syntax());
        problems.extend(lower.too_deep.map(|span| Problem::new("nested too deeply, not read from here", span)));
        Parsed { tree: Some(lower.tree.finish(body)), problems }
    })
}

/// Turns the parser's nodes into ours; `'p` is the life of the module.
struct Lower<'p> {
    source: &'p str,
    tree: TreeBuilder,
    depth: u32,
    deepest: u32,
    /// The first place that nests deeper than allowed.
    too_deep: Option<Span>,
    /// Whether the function being read has a `yield`.
    yields: bool,
    /// Left-leaning chains that are being walked, so that each needs no allocation of its own.
    spine: Vec<expressions::Link<'p>>,
}

impl<'p> Lower<'p> {
    fn new(source: &'p str, limits: &Limits) -> Self {
        Self {
            source,
            tree: TreeBuilder::new(Language::Python),
            depth: 0,
            deepest: limits.depth,
            too_deep: None,
            yields: false,
            spine: Vec::new(),
        }
    }

    fn module(&mut self, module: &'p ModModule) -> crate::tree::Block {
        self.block(&module.body)
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

    fn bound(&mut self, identifier: &Identifier) -> PatternId {
        let name = self.tree.name(identifier.as_str());
        self.tree.pattern(span(identifier.range), PatternKind::Name(name))
    }

    fn ignore(&mut self, place: Span) -> PatternId {
        self.tree.pattern(place, PatternKind::Ignore)
    }
}

fn span(range: TextRange) -> Span {
    Span::new(range.start().to_u32(), range.end().to_u32())
}

fn place(node: &impl Ranged) -> Span {
    span(node.range())
}

/// A span of no length where another begins, for parts that nobody wrote.
fn nowhere(span: Span) -> Span {
    Span::new(span.start, span.start)
}
