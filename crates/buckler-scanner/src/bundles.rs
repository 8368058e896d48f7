//! Files that tools have made of sources: minified, or put together from many. What they were made of is analyzed in
//! their place where a source map tells it.

use std::collections::HashMap;

use serde::Deserialize;

use crate::assembly::{folder, joined};
use crate::files::{Files, SourceFile};
use crate::finding::FileId;

/// Smaller files are read as they are, whatever their lines look like.
const MIN_SIZE: usize = 4 << 10;
/// Bytes of a line above which it may be one that nobody wrote.
const LONG_LINE: usize = 500;
/// Bytes for each sign of a statement or block; minified code has fewer.
const BYTES_PER_SIGN: usize = 60;
/// Most sources of one map.
const MAX_SOURCES: usize = 5_000;

/// Files that were made of others.
#[derive(Debug, Default)]
pub(crate) struct Bundles {
    /// The sources of each, those of packages left out.
    sources: HashMap<FileId, Vec<FileId>>,
}

/// The part of a source map that tells what a file was made of.
#[derive(Deserialize)]
struct Map {
    #[serde(default)]
    sources: Vec<Option<String>>,
    #[serde(default, rename = "sourcesContent")]
    contents: Vec<Option<String>>,
}

/// Whether a text is minified: most of it stands on long lines of many statements. A long text or picture in a file that
/// somebody wrote has none.
pub(crate) fn is_minified(file: &SourceFile) -> bool {
    let length = file.text.len();
    if length < MIN_SIZE || file.path.ends_with(".py") {
        return false;
    }
    let dense: usize = file.text.lines().filter(|line| line.len() > LONG_LINE && is_dense(line)).map(str::len).sum();
    dense > length / 2
}

/// Whether a line holds as many statements and blocks as minified code does.
fn is_dense(line: &str) -> bool {
    let signs = line.bytes().filter(|byte| matches!(byte, b';' | b'{' | b'=')).count();
    signs > line.len() / BYTES_PER_SIGN
}

impl Bundles {
    /// Reads the source maps among the texts, and adds the sources that the project does not hold itself.
    pub(crate) fn read(files: &mut Files) -> Self {
        let mut bundles = Self::default();
        let maps: Vec<(FileId, FileId)> = files
            .iter()
            .filter_map(|(map, file)| Some((files.find(file.path.strip_suffix(".map")?)?, map))) // What somebody can have written is analyzed itself, whatever a map says about it.
            .filter(|(bundle, _)| files.get(*bundle).is_some_and(is_minified))
            .collect();
        for (bundle, map) in maps {
            let sources = sources(files, map);
            if !sources.is_empty() {
                bundles.sources.insert(bundle, sources);
            }
        }
        bundles
    }

    /// The source that stands for a file: the one of its name, else the one that comes last, as the entry of a bundle
    /// does. A file that was not made of others stands for itself.
    pub(crate) fn original(&self, files: &Files, file: FileId) -> FileId {
        let Some(sources) = self.sources.get(&file) else { return file };
        let name = stem(files.path(file));
        let named = sources.iter().find(|source| stem(files.path(**source)) == name);
        named.or(sources.last()).copied().unwrap_or(file)
    }

    /// Whether a file was made of others that are known.
    pub(crate) fn contains(&self, file: FileId) -> bool {
        self.sources.contains_key(&file)
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default()
}

fn sources(files: &mut Files, map: FileId) -> Vec<FileId> {
    let Some(file) = files.get(map) else { return Vec::new() };
    let base = folder(&file.path).to_owned();
    let Ok(map) = serde_json::from_str::<Map>(&file.text) else { return Vec::new() };
    let mut contents = map.contents.into_iter();
    let mut found = Vec::new();
    for source in map.sources.into_iter().take(MAX_SOURCES) {
        let content = contents.next().flatten();
        let Some(source) = source.filter(|source| !source.contains("node_modules")) else { continue };
        // Webpack names its sources by an address of its own.
        let path = source
            .split_once("webpack://")
            .map_or(source.as_str(), |(_, rest)| rest.split_once('/').map_or(rest, |(_, path)| path));
        let Some(path) = joined(&base, path).or_else(|| joined("", path.trim_start_matches("../"))) else { continue };
        let known = files.find(&path);
        found.extend(known.or_else(|| content.map(|text| files.add(path, text))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_stands_for_the_source_of_its_name_or_its_last_one() {
        let mut files = Files::default();
        let own = files.add("src/app.ts", "export const handler = 1;");
        let minified = "a();b=1;".repeat(1000);
        let named = files.add("out1/app.js", minified.as_str());
        let other = files.add("out1/index.js", minified.as_str());
        let plain = files.add("out1/z.js", "z");
        files.add("out1/z.js.map", r#"{"version": 3, "sources": ["x.ts"], "sourcesContent": ["x"]}"#);
        files.add("out1/app.js.map", r#"{"version": 3, "sources": ["../node_modules/a/i.js", "../src/app.ts", "../src/util.ts"], "sourcesContent": [null, null, "u"]}"#);
        files.add(
            "out1/index.js.map",
            r#"{"version": 3, "sources": ["webpack://me/./lib/a.ts"], "sourcesContent": ["a"]}"#,
        );
        let bundles = Bundles::read(&mut files);
        assert_eq!(bundles.original(&files, named), own);
        assert_eq!(files.path(bundles.original(&files, other)), "out1/lib/a.ts");
        assert_eq!(bundles.original(&files, plain), plain);
        assert!(files.find("src/util.ts").is_some() && !bundles.contains(plain));
    }

    #[test]
    fn long_lines_of_statements_are_nobodys_and_long_texts_are_somebodys() {
        let mut files = Files::default();
        let minified = files.add("a.js", "a();b=1;".repeat(2000));
        let written = files.add("b.js", "a();\n".repeat(2000));
        let picture = files.add("c.js", format!("const p = '{}';\nrun(p);\n", "iVBORw0KGgo".repeat(900)));
        let python = files.add("d.py", "a = 1; b = 2; ".repeat(2000));
        let is = |id| is_minified(files.get(id).unwrap());
        assert_eq!([is(minified), is(written), is(picture), is(python)], [true, false, false, false]);
    }
}
