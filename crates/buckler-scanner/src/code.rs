//! What rules for code see: the modules of one application, and the facts that analysis has found about them.

use crate::files::Files;
use crate::finding::{FileId, Place};
use crate::stack::Stack;
use buckler_syntax::tree::Span;

/// The code of one application.
#[derive(Debug)]
pub struct Code<'a> {
    /// Every text of the scan.
    pub files: &'a Files,
    /// The templates.
    pub stacks: &'a [Stack<'a>],
}

impl Code<'_> {
    /// The place of a span of a file.
    pub fn place(&self, file: FileId, span: Span) -> Place {
        Place { file, start: span.start, end: span.end }
    }

    /// The text of a span of a file.
    pub fn text(&self, file: FileId, span: Span) -> &str {
        self.files.text(self.place(file, span))
    }
}
