//! The constructs that are open at a place of a command, as a stack of fixed size.

use super::Context;
use super::documents::Delimiter;

/// A construct that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Commands in `(…)`.
    Subshell,
    /// Words in `name=(…)`, or a pattern like `@(…)`.
    Array,
    /// Commands in `$(…)`, `<(…)` or `>(…)`.
    Substitution,
    /// Commands between backticks.
    Backtick,
    /// Text in `"…"`.
    Double,
    /// Name and operator of `${…}`.
    ParameterName,
    /// The word after the operator of `${…}`.
    ParameterWord,
    /// An expression in `$((…))`.
    Arithmetic,
    /// A here-document in which expansions are recognized.
    Document,
}

/// An open construct with what has to be remembered until it closes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) frame: Frame,
    /// How the text it stands in is read; of quotations and here-documents, how their own text is read.
    pub(super) context: Context,
    /// It stands inside double quotes or a here-document.
    pub(super) quoted: bool,
    /// `case` statements that are open in it.
    pub(super) cases: u16,
    /// Parentheses that are open in it.
    pub(super) parentheses: u32,
    /// Number of the command it stands in.
    pub(super) command: u32,
    /// Where the word it stands in began, as an index of tokens.
    pub(super) word: Option<u32>,
    /// What ends it, when it is a here-document.
    pub(super) delimiter: Delimiter,
}

/// Deeper nesting than this is left unread: no real command comes near it.
pub(super) const DEPTH: usize = 48;

/// The open constructs, outermost first.
#[derive(Debug)]
pub(super) struct Stack {
    entries: [Entry; DEPTH],
    length: usize,
    backticks: usize,
}

impl Stack {
    pub(super) fn new() -> Self {
        let unused = Entry {
            frame: Frame::Subshell,
            context: Context::Unquoted,
            quoted: false,
            cases: 0,
            parentheses: 0,
            command: 0,
            word: None,
            delimiter: Delimiter::default(),
        };
        Self { entries: [unused; DEPTH], length: 0, backticks: 0 }
    }

    /// Opens a construct. `false` when the stack is full.
    pub(super) fn push(&mut self, entry: Entry) -> bool {
        let Some(slot) = self.entries.get_mut(self.length) else { return false };
        *slot = entry;
        self.length += 1;
        self.backticks += usize::from(entry.frame == Frame::Backtick);
        true
    }

    pub(super) fn pop(&mut self) -> Option<Entry> {
        self.length = self.length.checked_sub(1)?;
        let entry = self.entries.get(self.length).copied()?;
        self.backticks -= usize::from(entry.frame == Frame::Backtick);
        Some(entry)
    }

    pub(super) fn top(&self) -> Option<&Entry> {
        self.entries.get(self.length.checked_sub(1)?)
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.length.checked_sub(1)?)
    }

    /// Whether a backtick would end a construct: it ends the innermost open one, whatever is open inside.
    pub(super) fn in_backticks(&self) -> bool {
        self.backticks > 0
    }

    /// Whether what is open is only left open by the end of the text, which shells forgive.
    pub(super) fn is_closed(&self) -> bool {
        self.entries.iter().take(self.length).all(|entry| entry.frame == Frame::Document)
    }
}
