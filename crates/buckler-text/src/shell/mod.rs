//! Shell commands as tokens and words.
//!
//! One lexer reads what `sh` and `bash` read: wherever the two differ it takes the reading that gives text more power
//! (`$'…'`, `&>`, `<(…)`, brace expansion), because `sh` *is* Bash on the images functions run on. It knows neither
//! attacks nor policies. It never fails and never recurses; time and memory are linear in the length of the command.
//!
//! ```
//! use buckler_text::shell::{TokenKind, lex};
//!
//! let script = lex("cat 'a b' > out");
//! let kinds: Vec<_> = script.tokens.iter().map(|token| token.kind).collect();
//! assert_eq!(kinds[..3], [TokenKind::Text, TokenKind::Blank, TokenKind::QuoteOpen]);
//! ```

mod documents;
mod lexer;
mod stack;
mod words;

#[cfg(test)]
mod tests;

pub use lexer::lex;
pub use words::{Argument, Command, Redirection, Segment, Word, commands};

use alloc::vec::Vec;

/// What a stretch of a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Characters that stand for themselves.
    Text,
    /// A backslash with the character it protects.
    Escape,
    /// Blanks between words.
    Blank,
    /// A line break that ends a command.
    Newline,
    /// `;`, `&`, `|`, `&&`, `||`, `;;`, `|&`, `(`, `)` and the like.
    Operator,
    /// A redirection operator with the file descriptor before it: `2>`, `>>`, `<<-`, `<<<`, `>&`.
    Redirect,
    /// From `#` to the end of the line.
    Comment,
    /// The beginning of a quotation: `'`, `"`, `$'`, `$"`.
    QuoteOpen,
    /// The end of a quotation.
    QuoteClose,
    /// `'\''` or `'"'"'` inside single quotes: how programs write one quote there.
    QuoteUnit,
    /// A parameter without braces: `$name`, `$1`, `$?`.
    Variable,
    /// The beginning of an expansion: `${`, `$(`, `$((`, a backtick.
    ExpansionOpen,
    /// The end of an expansion.
    ExpansionClose,
    /// A character of a pattern: `*`, `?`, `[`.
    Glob,
    /// The opening brace of a brace expansion: `{a,b}`, `{1..5}`.
    Brace,
    /// `~` where it stands for a home directory.
    Tilde,
    /// The line that ends a here-document.
    DocumentEnd,
    /// The rest of a command that is nested too deeply to be read.
    Unread,
}

/// How the text of a token is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Outside quotes, where words, operators and expansions are recognized.
    Unquoted,
    /// Inside `'…'`: nothing is special.
    Single,
    /// Inside `"…"`: expansions are recognized.
    Double,
    /// Inside `$'…'`: backslash escapes are recognized.
    Ansi,
    /// A here-document whose delimiter is not quoted: expansions are recognized.
    Document,
    /// A here-document whose delimiter is quoted: nothing is special but its last line.
    RawDocument,
    /// Name and operator inside `${…}`.
    Parameter,
    /// Inside `$((…))`.
    Arithmetic,
}

/// A stretch of a command. Tokens follow each other without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Number of the simple command it belongs to. A substitution holds commands of its own.
    pub command: u32,
    /// What it does.
    pub kind: TokenKind,
    /// How it is read. For quotes: how their interior is read. For the two ends of an expansion: how the text around
    /// it is read.
    pub context: Context,
}

/// A command string, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The tokens. Together they are the whole text.
    pub tokens: Vec<Token>,
    /// A quotation or expansion is never closed.
    pub unterminated: bool,
}
