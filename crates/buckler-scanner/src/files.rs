//! The texts of a scan. They are read once, before anything is judged; from then on nobody needs a file system.

use std::collections::{BTreeMap, HashMap};

use buckler_syntax::tree::LineIndex;

use crate::bundles::Bundles;
use crate::finding::{FileId, Place};

/// One text and its name.
#[derive(Debug)]
pub struct SourceFile {
    /// Path below the scanned folder, with `/` on every platform.
    pub path: String,
    /// Its text.
    pub text: String,
    lines: LineIndex,
}

/// A position as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { path, text, lines }
    }

    /// Line of a byte, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.lines.line(offset)
    }

    /// Number of lines.
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// The byte at which a line begins.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.lines.start(line)
    }

    /// A line without its end; empty when there is none of that number.
    pub fn line_text(&self, line: u32) -> &str {
        let Some(start) = self.lines.start(line) else { return "" };
        let rest = self.text.get(start as usize..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().trim_end_matches('\r')
    }

    /// Where a byte stands.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.lines.line(offset);
        let start = self.lines.start(line).unwrap_or_default() as usize;
        let before = self.text.get(start..offset as usize).unwrap_or_default();
        Position { line, column: u32::try_from(before.chars().count()).unwrap_or(u32::MAX).saturating_add(1) }
    }

    /// The text of a range of bytes.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Most links on the way to one file.
const MAX_LINKS: usize = 8;

/// All texts of a scan.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<SourceFile>,
    by_path: HashMap<String, FileId>,
    links: BTreeMap<String, String>,
    bundles: Bundles,
}

impl Files {
    /// Adds a text. A second one of the same path takes the place of the first in look-ups by path.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let path = path.into();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.by_path.insert(path.clone(), id);
        self.files.push(SourceFile::new(path, text.into()));
        id
    }

    /// The text with this number.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The text at this path; links within the scanned folder are other names for what they lead to.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let mut path = std::borrow::Cow::Borrowed(path);
        for _ in 0..MAX_LINKS {
            if let Some(id) = self.by_path.get(path.as_ref()) {
                return Some(*id);
            }
            path = self.without_link(&path)?.into();
        }
        None
    }

    /// Makes `path` another name for `target`, for each pair.
    pub(crate) fn set_links(&mut self, links: BTreeMap<String, String>) {
        self.links = links;
    }

    /// Reads the source maps among the texts.
    pub(crate) fn read_maps(&mut self) {
        self.bundles = Bundles::read(self);
    }

    /// What files were made of.
    pub(crate) fn bundles(&self) -> &Bundles {
        &self.bundles
    }

    /// The path with the first link in it replaced by where that leads.
    fn without_link(&self, path: &str) -> Option<String> {
        if self.links.is_empty() {
            return None;
        }
        let ends = path.match_indices('/').map(|(index, _)| index).chain([path.len()]);
        ends.into_iter().find_map(|end| {
            let (link, rest) = path.split_at_checked(end)?;
            Some(format!("{}{rest}", self.links.get(link)?))
        })
    }

    /// Every text in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Path of a text.
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.path)
    }

    /// The text of a place.
    pub fn text(&self, place: Place) -> &str {
        self.get(place.file).map_or("", |file| file.slice(place.start, place.end))
    }

    /// Line on which a place begins.
    pub fn line(&self, place: Place) -> u32 {
        self.get(place.file).map_or(0, |file| file.line(place.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut files = Files::default();
        let id = files.add("a.js", "let é = 1;\r\nfoo();\n");
        let file = files.get(id).unwrap();
        assert_eq!(file.position(7), Position { line: 1, column: 7 });
        assert_eq!(file.line_text(1), "let é = 1;");
        assert_eq!(file.line_text(2), "foo();");
        assert_eq!(file.line_text(9), "");
    }

    #[test]
    fn a_place_outside_its_text_is_empty() {
        let mut files = Files::default();
        let id = files.add("a.js", "é");
        assert_eq!(files.text(Place { file: id, start: 1, end: 9 }), "");
        assert_eq!(files.find("a.js"), Some(id));
        assert_eq!(files.path(FileId(9)), "");
    }
}
