//! Edits of a template's text: splices at the places that its tree knows. What is not edited keeps every byte.

use std::fmt::Write as _;

use crate::node::{Node, Value};

/// One splice: the bytes from `start` to `end` become `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// First byte that goes.
    pub start: usize,
    /// One past the last byte that goes.
    pub end: usize,
    /// What comes in its place.
    pub text: String,
}

/// An edited text, and the edits that take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// Applied to `text`, these give the source again, byte for byte.
    pub undo: Vec<Edit>,
}

/// Edits that cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two of them change the same bytes, or insert at the same place.
    #[error("two edits meet at byte {0}")]
    Overlap(usize),
    /// One is outside of the text or splits a character.
    #[error("no place for an edit at byte {0}")]
    Place(usize),
}

/// Applies edits in any order. All places are those of `source`.
///
/// # Errors
/// When two edits meet, or one has no place in the text. Nothing is applied then.
pub fn apply(source: &str, edits: &[Edit]) -> Result<Edited, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.start, edit.end));
    let mut edited = Edited { text: String::with_capacity(source.len()), undo: Vec::with_capacity(edits.len()) };
    let mut at = 0;
    let mut last: Option<&Edit> = None;
    for edit in sorted {
        // Two insertions at one place have no order.
        if edit.start < at || last.is_some_and(|last| last.end == edit.start && last.start == edit.end) {
            return Err(EditError::Overlap(edit.start));
        }
        let (Some(before), Some(removed)) = (source.get(at..edit.start), source.get(edit.start..edit.end)) else {
            return Err(EditError::Place(edit.start));
        };
        edited.text.push_str(before);
        let start = edited.text.len();
        edited.text.push_str(&edit.text);
        edited.undo.push(Edit { start, end: edited.text.len(), text: removed.to_owned() });
        at = edit.end;
        last = Some(edit);
    }
    edited.text.push_str(source.get(at..).ok_or(EditError::Place(at))?);
    Ok(edited)
}

/// The edit that puts a scalar in the place of a value, whatever it was. `text` is the value itself, not yet quoted.
pub fn set_text(node: &Node, text: &str) -> Edit {
    Edit { start: node.span.start, end: node.span.end, text: scalar(text) }
}

/// The edit that gives a mapping one more entry, as its first: in the style in which it is written, with the line ends
/// of the source. `None` for what is not a mapping with entries, and for one that is an intrinsic function.
pub fn insert_entry(source: &str, map: &Node, key: &str, text: &str) -> Option<Edit> {
    let Value::Map(entries) = &map.value else { return None };
    let first = entries.iter().min_by_key(|entry| entry.key.span.start)?;
    let at = first.key.span.start;
    let inside = source.get(map.span.start..at)?;
    if map.single().is_some_and(|(name, _)| name == "Ref" || name.starts_with("Fn::")) || first.key.text == "<<" {
        return None;
    }
    // Entries of an anchor elsewhere do not stand in this mapping.
    if at < map.span.start || at > map.span.end {
        return None;
    }
    let is_json = source.get(first.key.span.start..first.key.span.end)?.starts_with('"');
    let line_start = source.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let before = source.get(line_start..at)?.trim_start_matches('\u{feff}');
    let key = if is_json { quoted(key) } else { key.to_owned() };
    let value = scalar(text);
    let text = if inside.contains('{') {
        let separator =
            if before.trim().is_empty() { format!(",{}{before}", line_end(source)) } else { ", ".to_owned() };
        format!("{key}: {value}{separator}")
    } else {
        // The first key of a mapping in a list stands behind its dash.
        let indent: String = before.chars().map(|c| if c == '\t' { c } else { ' ' }).collect();
        format!("{key}: {value}{}{indent}", line_end(source))
    };
    Some(Edit { start: at, end: at, text })
}

/// The line end that the text uses first.
fn line_end(source: &str) -> &'static str {
    match source.find('\n') {
        Some(at) if source.get(..at).is_some_and(|before| before.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

/// A scalar as YAML and JSON both read it: words of the language and plain numbers as they are, text in quotes.
fn scalar(text: &str) -> String {
    let is_number = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
    if is_number || matches!(text, "true" | "false") { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes, which both languages read alike.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Template;

    fn inserted(source: &str, path: &str) -> String {
        let template = Template::parse("t", source).unwrap();
        let edit = insert_entry(source, template.root().path(path).unwrap(), "New", "a b").unwrap();
        let edited = apply(source, &[edit]).unwrap();
        assert_eq!(apply(&edited.text, &edited.undo).unwrap().text, source);
        let again = Template::parse("t", &edited.text).unwrap_or_else(|error| panic!("{error}: {}", edited.text));
        let map = again.root().path(path).unwrap();
        assert_eq!(map.get("New").and_then(Node::text), Some("a b"), "{}", edited.text);
        let before = template.root().path(path).unwrap();
        assert_eq!(map.entries().len(), before.entries().len() + 1);
        edited.text
    }

    #[test]
    fn an_entry_is_written_in_the_style_of_its_mapping() {
        assert_eq!(inserted("A:\n  B: 1\n", "A"), "A:\n  New: \"a b\"\n  B: 1\n");
        assert_eq!(inserted("A:\r\n  B: 1\r\n", "A"), "A:\r\n  New: \"a b\"\r\n  B: 1\r\n");
        assert_eq!(inserted("A: {B: 1}", "A"), "A: {New: \"a b\", B: 1}");
        assert_eq!(inserted("{\"A\": {\n  \"B\": 1\n}}", "A"), "{\"A\": {\n  \"New\": \"a b\",\n  \"B\": 1\n}}");
        assert_eq!(inserted("A:\n- B: 1\n  C: 2\n", "A.0"), "A:\n- New: \"a b\"\n  B: 1\n  C: 2\n");
        assert_eq!(inserted("\u{feff}A: &é\n  B: \"ü\" # ö\n", "A"), "\u{feff}A: &é\n  New: \"a b\"\n  B: \"ü\" # ö\n");
    }

    #[test]
    fn a_function_takes_no_entry() {
        let source = "A: !Ref B\nC: {'Fn::Sub': x}\n";
        let template = Template::parse("t", source).unwrap();
        for key in ["A", "C"] {
            assert_eq!(insert_entry(source, template.root().get(key).unwrap(), "New", "x"), None);
        }
    }

    #[test]
    fn edits_that_meet_are_refused() {
        let edit = |start, end| Edit { start, end, text: "x".to_owned() };
        assert_eq!(apply("abcdef", &[edit(0, 3), edit(2, 4)]), Err(EditError::Overlap(2)));
        assert_eq!(apply("abcdef", &[edit(2, 2), edit(2, 2)]), Err(EditError::Overlap(2)));
        assert_eq!(apply("aé", &[edit(2, 3)]), Err(EditError::Place(2)));
        assert_eq!(apply("abc", &[edit(3, 9)]), Err(EditError::Place(3)));
        assert_eq!(apply("abc", &[edit(2, 3), edit(0, 2)]).unwrap().text, "xx");
    }
}
