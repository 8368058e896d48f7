//! Files that tools have made of sources: minified, or put together from many. What they were made of is analyzed in
//! their place where a source map tells it.

use std::collections::HashMap;

use serde::Deserialize;

use crate::assembly::{folder, joined};
use crate::files::{Files, SourceFile};
use crate::finding::FileId;

/// Smaller files are read as they are, whatever their lines look like.
const MIN_SIZE: usize = 4 << 10;
/// Bytes of a line, on average, above which nobody wrote it.
const MAX_AVERAGE_LINE: usize = 400;
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

/// Whether a text is minified.
pub(crate) fn is_minified(file: &SourceFile) -> bool {
    let length = file.text.len();
    length >= MIN_SIZE && length / file.lines().max(1) > MAX_AVERAGE_LINE
}

impl Bundles {
    /// Reads the source maps among the texts, and adds the sources that the project does not hold itself.
    pub(crate) fn read(files: &mut Files) -> Self {
        let mut bundles = Self::default();
        let maps: Vec<(FileId, FileId)> =
            files.iter().filter_map(|(map, file)| Some((files.find(file.path.strip_suffix(".map")?)?, map))).collect();
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
        let named = files.add("out1/app.js", "x");
        let other = files.add("out1/index.js", "y");
        let plain = files.add("out1/z.js", "z");
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
    fn long_lines_are_nobodys() {
        let mut files = Files::default();
        let minified = files.add("a.js", "a();".repeat(2000));
        let written = files.add("b.js", "a();\n".repeat(2000));
        assert!(is_minified(files.get(minified).unwrap()));
        assert!(!is_minified(files.get(written).unwrap()));
    }
}
