//! What rules for configuration see: one application as its template describes it.

use buckler_template::{Application, Span};

use crate::date::Date;
use crate::files::Files;
use crate::finding::{FileId, Place};
use crate::grants::Grants;
use std::sync::OnceLock;

/// One template, the application in it, and the texts they came from.
#[derive(Debug)]
pub struct Stack<'a> {
    /// The application, resolved with symbols for what only a deployment knows.
    pub application: &'a Application,
    /// Every text of the scan.
    pub files: &'a Files,
    /// The template.
    pub file: FileId,
    /// The texts that spans of the application count in: the template, then files that it includes.
    pub sources: &'a [FileId],
    /// The day of the scan.
    pub today: Date,
    /// What its roles grant, worked out when the first rule asks.
    pub(crate) grants: OnceLock<Grants>,
}

impl Stack<'_> {
    /// What its roles grant.
    pub(crate) fn grants(&self) -> &Grants {
        self.grants.get_or_init(|| Grants::of(self.application))
    }

    /// The place of a span of the application.
    pub fn place(&self, span: Span) -> Place {
        let file = self.sources.get(span.file.0 as usize).copied().unwrap_or(self.file);
        let byte = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Place { file, start: byte(span.start), end: byte(span.end) }
    }

    /// The text of a span of the application.
    pub fn text(&self, span: Span) -> &str {
        self.files.text(self.place(span))
    }
}
