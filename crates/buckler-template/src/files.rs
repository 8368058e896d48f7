//! Files that a template includes. The crate opens none: whoever asks for an application hands in how texts are read.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::node::Node;
use crate::parse;
use crate::source::FileId;

/// Most files that one template may include.
const MAX_FILES: usize = 256;
/// Most bytes of all of them together.
const MAX_BYTES: usize = 16 << 20;

/// How an included file is read: from its path to its text. Paths begin where the name of the template begins, so
/// `services/a/serverless.yml` includes `services/a/common.yml`; one that leads out of there is not asked for.
pub type ReadFile<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// The files of one template: itself, number 0, and those it includes.
pub(crate) struct Files<'a> {
    read: &'a ReadFile<'a>,
    table: RefCell<Table>,
}

#[derive(Default)]
struct Table {
    names: Vec<String>,
    parsed: HashMap<String, Option<Rc<Node>>>,
    bytes: usize,
}

impl<'a> Files<'a> {
    pub(crate) fn new(template: &str, read: &'a ReadFile<'a>) -> Self {
        Self { read, table: RefCell::new(Table { names: vec![template.to_owned()], ..Table::default() }) }
    }

    /// The names of all files read so far; a [`FileId`] is an index of them.
    pub(crate) fn names(self) -> Vec<String> {
        self.table.into_inner().names
    }

    /// The name of one file.
    pub(crate) fn name(&self, file: FileId) -> String {
        let index = usize::try_from(file.0).unwrap_or(usize::MAX);
        self.table.borrow().names.get(index).cloned().unwrap_or_default()
    }

    /// The tree of the YAML or JSON file at `path`, seen from the file `from`.
    pub(crate) fn load(&self, path: &str, from: FileId) -> Option<Rc<Node>> {
        let name = joined(&self.name(from), path)?;
        if let Some(known) = self.table.borrow().parsed.get(&name) {
            return known.clone();
        }
        let (count, bytes) = (self.table.borrow().names.len(), self.table.borrow().bytes);
        if count > MAX_FILES || bytes > MAX_BYTES {
            return None;
        }
        let text = (self.read)(&name);
        let mut table = self.table.borrow_mut();
        table.bytes += text.as_ref().map_or(0, String::len);
        let file = FileId(u32::try_from(count).unwrap_or(u32::MAX));
        let root = text.and_then(|text| parse(&text, file).ok()).map(Rc::new);
        if root.is_some() {
            table.names.push(name.clone());
        }
        table.parsed.insert(name, root.clone());
        root
    }
}

/// `path` seen from the folder of the file `from`, without `.` and `..`; nothing when it leads above where `from`
/// begins.
pub(crate) fn joined(from: &str, path: &str) -> Option<String> {
    let path = path.strip_prefix("file://").unwrap_or(path);
    let mut parts: Vec<&str> = if path.starts_with('/') { vec![""] } else { from.split('/').collect() };
    if !path.starts_with('/') {
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.pop() {
                Some(part) if !matches!(part, "" | "." | "..") => {}
                _ => return None,
            },
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_file_that_names_them() {
        let cases = [
            ("a/serverless.yml", "./x.yml", Some("a/x.yml")),
            ("a/b/serverless.yml", "../x.yml", Some("a/x.yml")),
            ("serverless.yml", "x/./y.yml", Some("x/y.yml")),
            ("serverless.yml", "../x.yml", None),
            ("/home/me/t.yaml", "../x.yml", Some("/home/x.yml")),
            ("./t.yaml", "x.yml", Some("./x.yml")),
        ];
        for (from, path, expected) in cases {
            assert_eq!(joined(from, path).as_deref(), expected, "{path} in {from}");
        }
    }

    #[test]
    fn a_file_is_read_once() {
        let count = RefCell::new(0);
        let read = |_: &str| {
            *count.borrow_mut() += 1;
            Some("a: 1".to_owned())
        };
        let files = Files::new("t.yml", &read);
        let first = files.load("x.yml", FileId(0)).unwrap();
        assert_eq!(first.get("a").unwrap().span.file, FileId(1));
        assert!(files.load("./x.yml", FileId(0)).is_some());
        assert_eq!((*count.borrow(), files.names()), (1, vec!["t.yml".to_owned(), "x.yml".to_owned()]));
    }
}
