//! Source texts as trees.

use buckler_syntax::tree::Tree;
use buckler_syntax::{Dialect, Limits};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::bundles::is_minified;
use crate::files::{Files, SourceFile};
use crate::finding::FileId;
use crate::guarded::guarded;
use crate::unchecked::{Reason, Unchecked};

/// A source text as a tree.
#[derive(Debug)]
pub(crate) struct Source {
    /// The text.
    pub(crate) file: FileId,
    /// The tree.
    pub(crate) tree: Tree,
}

/// The dialect of a file, by its ending.
pub(crate) fn dialect(file: &SourceFile) -> Option<Dialect> {
    let (_, ending) = file.path.rsplit_once('.')?;
    Dialect::of_extension(ending)
}

/// Whether a source was made of others.
pub(crate) fn is_made(files: &Files, id: FileId, file: &SourceFile) -> bool {
    dialect(file).is_some() && (files.bundles().contains(id) || is_minified(file))
}

/// Folders that hold tests and what they need.
const TEST_FOLDERS: &[&str] =
    &["test", "tests", "__tests__", "__mocks__", "spec", "e2e", "integ", "cypress", "fixtures"];
/// Files that are tests or settings of test tools, wherever they lie.
const TEST_FILES: &[&str] = &["conftest.py", "locustfile.py"];

/// Whether a path is one of a test: its code runs on the machines of developers only.
pub(crate) fn is_test(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    folders.split('/').any(|folder| TEST_FOLDERS.contains(&folder))
        || TEST_FILES.contains(&name)
        || name.ends_with(".py") && (name.starts_with("test_") || stem.ends_with("_test"))
        || [".test", ".spec", ".stories"].iter().any(|ending| stem.ends_with(ending))
        || stem == "jest.config"
}

/// Parses every source but those that were made of others and, unless `tests`, those of tests.
pub(crate) fn parse(files: &Files, tests: bool) -> (Vec<Source>, Vec<Unchecked>) {
    let sources: Vec<_> = files
        .iter()
        .filter_map(|(id, file)| Some((id, file, dialect(file)?)))
        .filter(|(id, file, _)| !is_made(files, *id, file) && (tests || !is_test(&file.path)))
        .collect();
    let parsed: Vec<_> = sources.into_par_iter().map(|(id, file, dialect)| one(id, file, dialect)).collect();
    let (mut sources, mut unchecked) = (Vec::with_capacity(parsed.len()), Vec::new());
    for (source, problem) in parsed {
        sources.extend(source);
        unchecked.extend(problem);
    }
    (sources, unchecked)
}

/// Parses one text; what is wrong with it, if anything.
pub(crate) fn one(id: FileId, file: &SourceFile, dialect: Dialect) -> (Option<Source>, Option<Unchecked>) {
    let Some(parsed) = guarded(|| buckler_syntax::parse(dialect, &file.text, &Limits::default())) else {
        let message = "the parser failed; please report this";
        return (None, Some(Unchecked::new(&file.path, Reason::Bound(message.to_owned()))));
    };
    let problem = parsed.problems.first().map(|problem| {
        let line = file.line(problem.span.start);
        Unchecked::at(&file.path, line, Reason::Syntax(problem.message.to_string()))
    });
    (parsed.tree.map(|tree| Source { file: id, tree }), problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_by_their_folder_or_name() {
        for path in [
            "tests/a.py",
            "src/__tests__/a.ts",
            "a/test_x.py",
            "x_test.py",
            "a.test.ts",
            "conftest.py",
            "jest.config.js",
        ] {
            assert!(is_test(path), "{path}");
        }
        for path in
            ["testcode/a.py", "src/BenchmarkTest1.py", "app_testing.py", "src/contest.py", "test.py", "latest/a.js"]
        {
            assert!(!is_test(path), "{path}");
        }
    }
}
