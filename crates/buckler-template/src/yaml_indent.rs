//! Lines of flow collections and quoted texts that stand further left than YAML 1.2 allows, such as a closing bracket
//! below the first letter of its key. Every other reader of templates takes them, and many are written so: here they
//! get blanks in front, and the places of what is read are those of the text without these blanks.

use crate::node::{Node, Value};
use crate::source::Span;

/// Blanks put in front of a line: more than the indentation of any template.
const BLANKS: usize = 400;
/// Most lines that get blanks.
const MAX_LINES: usize = 5_000;
/// Most bytes that are read again, all tries together.
const MAX_BYTES: usize = 32 << 20;

/// A text with blanks in front of some of its lines.
pub(crate) struct Indented {
    pub(crate) text: String,
    /// Where the lines with blanks begin in the text without any, in order.
    starts: Vec<usize>,
    bytes: usize,
}

impl Indented {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), starts: Vec::new(), bytes: 0 }
    }

    /// Moves the lines that the reader has refused at `at`, a place in the text with blanks. False when there is
    /// nothing more to try.
    pub(crate) fn move_right(&mut self, at: usize, in_quotes: bool) -> bool {
        self.bytes += self.text.len();
        let lines = if in_quotes { lines_of_quoted(&self.text, at) } else { lines_of_flow(&self.text, at) };
        let fresh: Vec<usize> = lines.into_iter().filter(|line| !self.has_blanks(*line)).collect();
        if fresh.is_empty() || self.bytes > MAX_BYTES || self.starts.len() + fresh.len() > MAX_LINES {
            return false;
        }
        let mut text = String::with_capacity(self.text.len() + fresh.len() * BLANKS);
        let mut from = 0;
        for line in &fresh {
            text.push_str(self.text.get(from..*line).unwrap_or_default());
            text.extend(std::iter::repeat_n(' ', BLANKS));
            from = *line;
        }
        text.push_str(self.text.get(from..).unwrap_or_default());
        let starts: Vec<usize> = fresh.iter().map(|line| self.original(*line)).collect();
        self.starts.extend(starts);
        self.starts.sort_unstable();
        self.text = text;
        true
    }

    /// Whether the line that begins here has its blanks already.
    fn has_blanks(&self, line: usize) -> bool {
        self.starts.binary_search(&self.original(line)).is_ok()
    }

    /// The place in the text without blanks.
    fn original(&self, at: usize) -> usize {
        // The number of lines with blanks before a place grows with the place, and so does what they add.
        let before = |count: usize| self.starts.get(count).map_or(usize::MAX, |start| start + count * BLANKS);
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(middle) < at { low = middle + 1 } else { high = middle }
        }
        let whole = at.saturating_sub(low * BLANKS);
        // Inside the blanks of the last line is its begin.
        let last = low.checked_sub(1).and_then(|last| self.starts.get(last));
        last.map_or(whole, |start| whole.max(*start))
    }

    /// The place of a range in the text without blanks.
    pub(crate) fn place(&self, span: Span) -> Span {
        let start = self.original(span.start);
        let moved = span.start - start;
        let line_start = self.text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let blanks = if moved > 0 && self.has_blanks(line_start) { BLANKS } else { 0 };
        let column = span.column.saturating_sub(u32::try_from(blanks).unwrap_or(0));
        Span { start, end: self.original(span.end), column, ..span }
    }

    /// The tree with the places of the text without blanks. Nesting is bounded by the reader.
    pub(crate) fn placed(&self, node: &mut Node) {
        node.span = self.place(node.span);
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.placed(item)),
            Value::Map(entries) => {
                for entry in entries {
                    entry.key.span = self.place(entry.key.span);
                    self.placed(&mut entry.value);
                }
            }
            _ => {}
        }
    }
}

/// Where the line of a place begins.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The line of a token in a flow collection and those after it until the collection ends.
fn lines_of_flow(text: &str, at: usize) -> Vec<usize> {
    let mut lines = vec![line_of(text, at)];
    let Some(rest) = text.get(at..) else { return lines };
    let mut depth = 0_usize;
    let mut quote = None;
    let mut ended = false;
    let mut pending = Vec::new();
    let mut before = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        match (quote, c) {
            (Some('"'), '\\') => {
                chars.next();
            }
            (Some(open), _) if c == open => quote = None,
            (_, '\n') => pending.push(at + offset + 1),
            (Some(_), _) => {}
            (None, '#') if before.is_whitespace() => {
                while chars.peek().is_some_and(|(_, next)| *next != '\n') {
                    chars.next();
                }
            }
            (None, c) if c.is_whitespace() => {}
            (None, c) => {
                // After the last bracket only a comma or a further bracket still belongs to a flow collection.
                if ended && !matches!(c, ',' | ']' | '}') {
                    return lines;
                }
                lines.append(&mut pending);
                ended = false;
                match c {
                    '[' | '{' => depth += 1,
                    ']' | '}' if depth == 0 => ended = true,
                    ']' | '}' => depth -= 1,
                    '"' | '\'' if !before.is_alphanumeric() => quote = Some(c),
                    _ => {}
                }
            }
        }
        before = c;
    }
    lines
}

/// The lines after the first one of a text in quotes that begins at `at`.
fn lines_of_quoted(text: &str, at: usize) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut chars = text.get(at..).unwrap_or_default().char_indices();
    let Some((_, quote)) = chars.next() else { return lines };
    while let Some((offset, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => {
                // A line may end behind the backslash.
                if let Some((next, '\n')) = chars.next() {
                    lines.push(at + next + 1);
                }
            }
            '\n' => lines.push(at + offset + 1),
            c if c == quote => break,
            _ => {}
        }
    }
    lines
}
