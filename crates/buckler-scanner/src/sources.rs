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

/// Parses every source but those that were made of others.
pub(crate) fn parse(files: &Files) -> (Vec<Source>, Vec<Unchecked>) {
    let sources: Vec<_> = files
        .iter()
        .filter_map(|(id, file)| Some((id, file, dialect(file)?)))
        .filter(|(id, file, _)| !is_made(files, *id, file))
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
