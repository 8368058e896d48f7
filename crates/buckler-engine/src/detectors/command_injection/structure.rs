//! What an input does to the structure of a command string.

use super::vector::TELLING;
use crate::{Case, TaintRange, ValueId};
use alloc::vec::Vec;
use buckler_text::shell::{Context, Script, Token, TokenKind};
use buckler_types::Switch;
use core::ops::Range;

/// What is wrong with a range.
pub(super) struct Objection {
    /// Bytes of the tokens that the input created or cut.
    pub(super) tokens: Vec<Range<usize>>,
    /// What it does, in a few words.
    pub(super) reason: &'static str,
}

/// Whether the range changes the structure of the command: each token it writes is judged where it stands.
pub(super) fn judge(text: &str, script: &Script, range: &TaintRange, case: &Case<'_>) -> Option<Objection> {
    let written = Written::new(text, range, case);
    if written.may_be_delimiter() && !script.unterminated {
        return None;
    }
    let mut objection: Option<Objection> = None;
    for token in tokens_from(script, written.start) {
        if token.start as usize >= written.end {
            break;
        }
        if let Some(reason) = written.objects(token) {
            let objection = objection.get_or_insert(Objection { tokens: Vec::new(), reason });
            if objection.tokens.len() < TOKENS {
                objection.tokens.push(token.start as usize..token.end as usize);
            }
        }
    }
    objection
}

/// A finding names this many tokens at most.
const TOKENS: usize = 16;

/// The tokens from the one on that holds that byte.
pub(super) fn tokens_from(script: &Script, at: usize) -> &[Token] {
    let first = script.tokens.partition_point(|token| token.end as usize <= at);
    script.tokens.get(first..).unwrap_or_default()
}

/// The part of a range that counts, with what is needed to judge it.
struct Written<'a> {
    text: &'a str,
    case: &'a Case<'a>,
    range: &'a TaintRange,
    start: usize,
    end: usize,
}

impl<'a> Written<'a> {
    fn new(text: &'a str, range: &'a TaintRange, case: &'a Case<'_>) -> Self {
        let (mut start, mut end) = (range.start, range.end);
        if range.whole {
            (start, end) = with_line_breaks(text, range, case);
        } else {
            // A piece of a value also fits where the application's own quotes stand beside it; a short one from the
            // middle of a value, where its own operators do.
            let piece = text.get(start..end).unwrap_or_default();
            let is_short = !range.prefix && piece.len() < TELLING;
            let is_edge = |character: char| {
                matches!(character, '\'' | '"' | '`' | ' ')
                    || (is_short && matches!(character, '&' | '|' | ';' | '<' | '>' | '(' | ')'))
            };
            if !range.prefix {
                start += piece.len() - piece.trim_start_matches(is_edge).len();
            }
            end -= piece.len() - piece.trim_end_matches(is_edge).len();
        }
        Self { text, case, range, start, end: end.max(start) }
    }

    fn piece(&self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// Quotes, alone or with one character, equal the application's own delimiters. Written by an input, they leave the
    /// command without an end.
    fn may_be_delimiter(&self) -> bool {
        let is_quote = |byte: u8| matches!(byte, b'\'' | b'"');
        let piece = self.piece().as_bytes();
        piece.iter().copied().all(is_quote) || (piece.len() == 2 && piece.iter().copied().any(is_quote))
    }

    fn refuses(&self, switch: Switch) -> bool {
        self.case.policy().refuses(switch)
    }

    /// What the range does by writing (part of) that token, if anything.
    fn objects(&self, token: &Token) -> Option<&'static str> {
        let begins = token.start as usize >= self.start;
        match token.kind {
            TokenKind::Text => self.objects_to_text(token),
            TokenKind::QuoteUnit => None,
            TokenKind::Escape => self.reaches_past(token).then_some("takes away the meaning of the character after it"),
            TokenKind::Blank => self.refuses(Switch::ExtraWords).then_some("adds a word"),
            TokenKind::Newline => self.objects_to_newline(token),
            TokenKind::Operator => (!self.is_application_operator(token)).then_some("adds an operator"),
            TokenKind::Redirect => self.objects_to_redirect(token),
            TokenKind::Comment => begins.then_some("comments out the rest of the line"),
            TokenKind::QuoteOpen | TokenKind::QuoteClose => Some("begins or ends a quotation"),
            TokenKind::Variable => begins.then_some("adds an expansion"),
            TokenKind::ExpansionOpen => begins.then_some("adds an expansion"),
            TokenKind::ExpansionClose => Some("ends an expansion"),
            TokenKind::Glob => self.refuses(Switch::Glob).then_some("adds a pattern"),
            TokenKind::Brace => begins.then_some("adds an expansion"),
            TokenKind::Tilde => begins.then_some("names a home directory"),
            TokenKind::DocumentEnd => self.crosses_document_end(token).then_some("ends a here-document"),
            TokenKind::Unread => (!self.piece().bytes().all(is_plain)).then_some("is nested too deeply to be read"),
        }
    }

    fn objects_to_text(&self, token: &Token) -> Option<&'static str> {
        let start = self.start.max(token.start as usize);
        let part = self.text.get(start..self.end.min(token.end as usize)).unwrap_or_default();
        match token.context {
            Context::Arithmetic => {
                let unsigned = part.trim().trim_start_matches(['-', '+']);
                let is_operand =
                    unsigned.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
                (!is_operand).then_some("changes an arithmetic expression")
            }
            Context::Parameter => {
                let is_name = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                (!is_name).then_some("changes an expansion")
            }
            _ => None,
        }
    }

    /// An escape counts if it takes effect on a character the input did not write, or on the end of the command. A
    /// second backslash is the application's own, which escaped the first; in a here-document a line break is only
    /// joined.
    fn reaches_past(&self, token: &Token) -> bool {
        let (start, end) = (token.start as usize, token.end as usize);
        let is_cut = start >= self.start && (end > self.end || end - start == 1);
        if !is_cut || !(self.range.whole || self.range.prefix) {
            return false;
        }
        let escaped = self.text.get(start + 1..end);
        escaped != Some("\\") && !(escaped == Some("\n") && token.context == Context::Document)
    }

    fn objects_to_newline(&self, token: &Token) -> Option<&'static str> {
        let rest = self.text.get(token.end as usize..).unwrap_or_default();
        let ends_command = rest.trim_start().is_empty();
        (!ends_command || self.refuses(Switch::TrailingNewline)).then_some("begins another command on a new line")
    }

    fn objects_to_redirect(&self, token: &Token) -> Option<&'static str> {
        let start = self.start.max(token.start as usize);
        let part = self.text.get(start..self.end.min(token.end as usize)).unwrap_or_default();
        // Digits alone are a number that happens to stand before the application's own redirection, and an ampersand
        // alone is half of it.
        let is_rest = part.bytes().all(|byte| byte.is_ascii_digit()) || part == "&";
        (!is_rest && !self.is_application_operator(token)).then_some("redirects input or output")
    }

    /// Whether an input that is nothing but an operator equals one that the application wrote itself. Nothing in the
    /// text tells the two apart; the neighbors make one of them more likely.
    fn is_application_operator(&self, token: &Token) -> bool {
        if !self.is_lone(token) {
            return false;
        }
        let is_part = (token.start as usize) < self.start || (token.end as usize) > self.end;
        is_part || (!self.refuses(Switch::LoneOperator) && self.fits_between_neighbors(token))
    }

    /// Whether the range is nothing but operators, or several inputs the first or last of which may be.
    fn is_lone(&self, token: &Token) -> bool {
        let is_operator = |text: &str| text.bytes().all(|byte| b";&|<>() ".contains(&byte));
        if self.range.joined {
            let before = self.text.get(self.start..token.start as usize).unwrap_or_default();
            let after = self.text.get(token.end as usize..self.end).unwrap_or_default();
            return before.trim().is_empty() || after.trim().is_empty();
        }
        is_operator(self.piece())
    }

    /// Whether an application would write that operator there: a word follows it, and blanks set it off.
    fn fits_between_neighbors(&self, token: &Token) -> bool {
        let before = self.text.get(..token.start as usize).unwrap_or_default().chars().next_back();
        let after = self.text.get(token.end as usize..).unwrap_or_default();
        let next = after.chars().next();
        let is_blank = |character: Option<char>| character.is_none_or(|character| character.is_ascii_whitespace());
        let is_word = |character: char| {
            character.is_alphanumeric() || matches!(character, '/' | '.' | '_' | '-' | '"' | '\'' | '$' | '&')
        };
        match self.text.get(token.start as usize..token.end as usize) {
            Some(";") => {
                let ends_word =
                    |before: char| before.is_alphanumeric() || matches!(before, '"' | '\'' | ')' | '}' | '`');
                is_blank(next) && before.is_some_and(ends_word)
            }
            Some("&") if after.trim().is_empty() => true,
            Some(operator) if operator.contains(['<', '>']) => {
                (is_blank(before) || before.is_some_and(|before| before.is_ascii_digit()))
                    && after.trim_start().starts_with(is_word)
            }
            Some("(" | ")") => true,
            _ => is_blank(before) && is_blank(next) && after.trim_start().starts_with(is_word),
        }
    }

    /// The delimiter itself is the application's; writing across its border is not.
    fn crosses_document_end(&self, token: &Token) -> bool {
        let (start, end) = (token.start as usize, token.end as usize);
        start > self.start || (start == self.start && end < self.end)
    }
}

/// A whole value with the line breaks before and after it, if the application left them in place. A line break after it
/// alone is not told from the application's own. Of the forms of a value, which come one after the other, the linked one
/// may have lost them.
fn with_line_breaks(text: &str, range: &TaintRange, case: &Case<'_>) -> (usize, usize) {
    let forms = (0..=FORMS).map_while(|back| range.value.0.checked_sub(back).map(ValueId));
    let mut forms = forms.filter(|form| !range.joined && case.is_same_source(*form, range.value));
    let counts_after = case.policy().refuses(Switch::TrailingNewline);
    let whole = forms.find_map(|form| standing(text, range, case.known(form)?.folded, counts_after));
    whole.unwrap_or((range.start, range.end))
}

/// How many forms before the linked one are looked at.
const FORMS: u32 = 8;

/// Where a form of the value stands with its outer white space, if that begins with a line break (or, when those after
/// a value count, ends with one).
fn standing(text: &str, range: &TaintRange, form: &[u8], counts_after: bool) -> Option<(usize, usize)> {
    let trimmed = form.trim_ascii();
    let lead = form.len() - form.trim_ascii_start().len();
    let (lead, rest) = form.split_at_checked(lead)?;
    let tail = rest.get(trimmed.len()..)?;
    let (before, after) = (text.as_bytes().get(..range.start)?, text.as_bytes().get(range.end..)?);
    let has_tail = after.starts_with(tail);
    let breaks = lead.contains(&b'\n') || (counts_after && has_tail && tail.contains(&b'\n'));
    if trimmed.len() != range.end - range.start || !breaks || !before.ends_with(lead) {
        return None;
    }
    Some((range.start - lead.len(), if has_tail { range.end + tail.len() } else { range.end }))
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_./-:@%+=".contains(&byte) || byte >= 0x80
}
