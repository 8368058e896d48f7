//! Source of functions to one structured tree, the same for every language. Reads strings, not files.
//!
//! A front end never fails: what cannot be lowered is [`ExprKind::Unknown`](tree::ExprKind::Unknown), and what was
//! left out is said in [`Parsed::problems`].
#![no_std]
extern crate alloc;

mod javascript;
mod nesting;
mod python;
mod show;
pub mod tree;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use tree::{Span, Tree};

/// A way of writing source that a front end reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// JavaScript, with markup.
    JavaScript,
    /// TypeScript.
    TypeScript,
    /// TypeScript with markup.
    TypeScriptMarkup,
    /// Python.
    Python,
}

impl Dialect {
    /// The dialect of a file by its name. Declaration files (`.d.ts`) have none: nothing in them runs.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let (stem, extension) = name.rsplit_once('.')?;
        let dialect = Self::of_extension(extension)?;
        let declares = matches!(extension, "ts" | "mts" | "cts") && stem.ends_with(".d");
        (!declares).then_some(dialect)
    }

    /// The dialect of files that end so; the ending comes without its dot.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "js" | "mjs" | "cjs" | "jsx" => Some(Self::JavaScript),
            "ts" | "mts" | "cts" => Some(Self::TypeScript),
            "tsx" => Some(Self::TypeScriptMarkup),
            "py" | "pyw" => Some(Self::Python),
            _ => None,
        }
    }
}

/// What reading one source may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest source, in bytes.
    pub bytes: usize,
    /// Deepest nesting of expressions and statements. Chains that lean left (`a + b + c`, `a.b().c()`) and chains of
    /// `else if` do not count. More than a thousand is not read in any case.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: 256 }
    }
}

/// Something that was not read as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in lower case and without a final period.
    pub message: Cow<'static, str>,
    /// Where.
    pub span: Span,
}

impl Problem {
    fn new(message: impl Into<Cow<'static, str>>, span: Span) -> Self {
        Self { message: message.into(), span }
    }
}

impl Parsed {
    /// A source that was not read at all.
    fn nothing(problem: Problem) -> Self {
        Self { tree: None, problems: Vec::from([problem]) }
    }
}

/// A source as far as it could be read.
#[derive(Debug)]
pub struct Parsed {
    /// The tree of what could be read; none when that is nothing.
    pub tree: Option<Tree>,
    /// What could not, in the order it stands, at most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
}

/// One source has no more problems than this; further ones say little.
pub const MOST_PROBLEMS: usize = 16;

/// Reads a source.
pub fn parse(dialect: Dialect, source: &str, limits: &Limits) -> Parsed {
    let whole = Span::new(0, u32::try_from(source.len()).unwrap_or(u32::MAX));
    if source.len() > limits.bytes || source.len() >= u32::MAX as usize {
        return Parsed::nothing(Problem::new("the file is too large", whole));
    }
    let mut parsed = match dialect {
        Dialect::Python => python::parse(source, limits),
        _ => javascript::parse(dialect, source, limits),
    };
    parsed.problems.truncate(MOST_PROBLEMS);
    parsed
}
