//! Code that stands in a template: analyzed like a file of its own, reported where it stands.

use crate::files::Files;
use crate::finding::{FileId, Place};
use crate::templates::Deployed;

/// How the bytes of such code lie in its template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inline {
    /// The template.
    pub(crate) file: FileId,
    /// The code.
    pub(crate) text: String,
    /// The whole value in the template.
    whole: Place,
    /// For each line its first byte in the code and in the template; none if they are not written line by line.
    lines: Vec<(u32, u32)>,
}

impl Inline {
    /// Finds the lines of `text` in the value at `span` of a template.
    pub(crate) fn new(files: &Files, stack: &Deployed, span: buckler_template::Span, text: &str) -> Option<Self> {
        let file = stack.source_file(span);
        let source = files.get(file)?;
        let byte = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let whole = Place { file, start: byte(span.start), end: byte(span.end) };
        let lines = lines(text, source.text.get(span.start..).unwrap_or_default(), span.start);
        Some(Self { file, text: text.to_owned(), whole, lines: lines.unwrap_or_default() })
    }

    /// The place in the template of a range of the code.
    pub(crate) fn place(&self, start: u32, end: u32) -> Place {
        match (self.offset(start), self.offset(end)) {
            (Some(start), Some(end)) if start <= end => Place { file: self.file, start, end },
            _ => self.whole,
        }
    }

    fn offset(&self, byte: u32) -> Option<u32> {
        let index = self.lines.partition_point(|(start, _)| *start <= byte).checked_sub(1)?;
        let (start, there) = self.lines.get(index)?;
        Some(there + (byte - start))
    }
}

/// The first byte of each line of `text`, there and in the block scalar that `rest` begins with.
fn lines(text: &str, rest: &str, base: usize) -> Option<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    let mut there = rest.split_inclusive('\n');
    let (mut here, mut offset) = (0, base);
    // The line of the key and its `|` comes first.
    offset += there.next()?.len();
    for line in text.split_inclusive('\n') {
        let wanted = line.trim_end_matches(['\n', '\r']);
        let written = there.next()?;
        let indent = written.trim_end_matches(['\n', '\r']).strip_suffix(wanted)?;
        if !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        found.push((u32::try_from(here).ok()?, u32::try_from(offset + indent.len()).ok()?));
        here += line.len();
        offset += written.len();
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_block_scalar_are_found_by_their_indentation() {
        let template = "Code: |\n    a = 1\n\n      b\nNext: 1\n";
        let found = lines("a = 1\n\n  b\n", template.get(6..).unwrap(), 6).unwrap();
        assert_eq!(found, [(0, 12), (6, 18), (7, 23)]);
        assert_eq!(template.get(23..26), Some("  b"));
    }

    #[test]
    fn text_that_is_not_written_line_by_line_is_not_found() {
        assert_eq!(lines("a\nb\n", "\"a\\nb\\n\"\nx: 1\n", 0), None);
    }
}
