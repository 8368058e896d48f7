//! Where the code of a function is.

use buckler_syntax::tree::Tree;
use buckler_syntax::{Dialect, Limits};
use buckler_template::{Code, Field, Function};

use crate::files::Files;
use crate::finding::FileId;
use crate::templates::Deployed;

use super::inline::Inline;
use super::paths::{below, folder, is_below, joined};

/// Endings of a module's file, by what counts first.
const JAVASCRIPT: &[&str] = &["ts", "mts", "cts", "tsx", "js", "mjs", "cjs", "jsx"];
/// Folders that compilers write into, which are not read; their sources lie beside them.
const OUTPUTS: &[&str] = &["dist", "build", "out", "lib", ".build", ".webpack", ".esbuild", "target"];

/// The code of a function.
pub(super) enum Found {
    /// A function of a file.
    File { file: FileId, symbol: String, root: String },
    /// A function of code that stands in the template.
    Inline { inline: Inline, tree: Box<Tree>, symbol: String },
    /// It is not part of the project, and the template says so.
    Elsewhere,
}

/// A handler as the template names it.
struct Handler {
    /// Path of the module below the code's folder, without its ending.
    module: String,
    /// What of the module is called.
    symbol: String,
}

/// Looks for the code of one function.
pub(super) struct Handlers<'a> {
    pub(super) files: &'a Files,
    pub(super) stack: &'a Deployed,
    pub(super) function: &'a Function,
}

impl Handlers<'_> {
    /// Finds it, or says what is missing.
    pub(super) fn find(&self) -> Result<Found, String> {
        let runtime = self.function.runtime.known().unwrap_or_default();
        if !(runtime.is_empty() || runtime.starts_with("nodejs") || runtime.starts_with("python")) {
            return Err(format!("`{runtime}` is not analyzed"));
        }
        match &self.function.code {
            Field::Known(Code::Inline(text), span) => self.inline(text, *span),
            Field::Known(Code::Path(path), _) => self.file(path),
            Field::Known(Code::Image(_), _) => Err("it is a container image".to_owned()),
            Field::Known(Code::Remote(uri), _) => Err(format!("it is stored elsewhere ({uri})")),
            Field::Unknown(unknown) => Err(format!("where it is stands only in a deployment: {}", unknown.reason)),
            Field::Absent if self.function.handler == Field::Absent => Ok(Found::Elsewhere),
            Field::Absent => self.file("."),
        }
    }

    fn is_python(&self) -> Option<bool> {
        let runtime = self.function.runtime.known()?;
        Some(runtime.starts_with("python"))
    }

    /// The handler, read as each language that it may be of reads it.
    fn handlers(&self) -> Result<Vec<(Handler, bool)>, String> {
        let text = match &self.function.handler {
            Field::Known(text, _) => text,
            Field::Unknown(unknown) => return Err(format!("its handler is not known: {}", unknown.reason)),
            Field::Absent => return Err("the template names no handler".to_owned()),
        };
        let languages = match self.is_python() {
            Some(python) => vec![python],
            None => vec![false, true],
        };
        let found: Vec<_> = languages.into_iter().filter_map(|python| Some((handler(text, python)?, python))).collect();
        if found.is_empty() { Err(format!("its handler `{text}` names no function of a module")) } else { Ok(found) }
    }

    fn inline(&self, text: &str, span: buckler_template::Span) -> Result<Found, String> {
        let dialect = if self.is_python().unwrap_or(false) { Dialect::Python } else { Dialect::JavaScript };
        let parsed = buckler_syntax::parse(dialect, text, &Limits::default());
        let tree = parsed.tree.ok_or("it does not parse")?;
        let inline = Inline::new(self.files, self.stack, span, text).ok_or("its template is not there")?;
        // Such code is the module `index`, whatever the handler says before the dot.
        let symbol = self.function.handler.known().and_then(|handler| handler.rsplit('.').next()).unwrap_or("handler");
        Ok(Found::Inline { inline, tree: Box::new(tree), symbol: symbol.to_owned() })
    }

    fn file(&self, path: &str) -> Result<Found, String> {
        if [".zip", ".jar"].iter().any(|ending| path.ends_with(ending)) {
            return Err(format!("it is an archive, `{path}`"));
        }
        let base = self.stack.folder(self.files);
        let root = joined(base, path).ok_or_else(|| format!("`{path}` leads out of the scanned folder"))?;
        // A path may name the file itself.
        let root = if self.files.find(&root).is_some() { folder(&root).to_owned() } else { root };
        let handlers = self.handlers()?;
        for (handler, python) in &handlers {
            for candidate in self.candidates(&root, &handler.module) {
                if let Some(file) = self.module_at(&candidate, *python) {
                    return Ok(Found::File { file, symbol: handler.symbol.clone(), root });
                }
            }
        }
        for (handler, python) in &handlers {
            if let Some(file) = self.only_one_called(&root, &handler.module, *python) {
                return Ok(Found::File { file, symbol: handler.symbol.clone(), root });
            }
        }
        let module = handlers.first().map_or("", |(handler, _)| handler.module.as_str());
        Err(format!("there is no `{}` to read", below(&root, module)))
    }

    /// Where the module may be: as named, or where the source of such a build result usually is.
    fn candidates(&self, root: &str, module: &str) -> Vec<String> {
        let mut found = vec![below(root, module)];
        let source = |found: &mut Vec<String>, root: &str, module: &str| {
            found.extend(["src", "lambda", "functions", ""].map(|folder| below(&below(root, folder), module)));
        };
        if let Some((first, rest)) = module.split_once('/').filter(|(first, _)| OUTPUTS.contains(first)) {
            let _ = first;
            source(&mut found, root, rest);
            found.push(below(root, rest));
        }
        let mut outside = root;
        while let Some((parent, _)) = split_output(outside) {
            source(&mut found, parent, module);
            outside = parent;
        }
        source(&mut found, root, module);
        found.into_iter().map(|path| path.replace("//", "/").trim_start_matches('/').to_owned()).collect()
    }

    fn module_at(&self, path: &str, python: bool) -> Option<FileId> {
        let endings: &[&str] = if python { &["py"] } else { JAVASCRIPT };
        let index = if python { "__init__" } else { "index" };
        let direct = endings.iter().map(|ending| format!("{path}.{ending}"));
        let inside = endings.iter().map(|ending| format!("{path}/{index}.{ending}"));
        direct.chain(inside).find_map(|path| self.files.find(&path))
    }

    /// The file below the folder that has the module's name, if there is just one.
    fn only_one_called(&self, root: &str, module: &str, python: bool) -> Option<FileId> {
        let name = module.rsplit('/').next()?;
        let endings: &[&str] = if python { &["py"] } else { JAVASCRIPT };
        let mut found = self.files.iter().filter(|(_, file)| {
            let base = file.path.rsplit('/').next().unwrap_or_default();
            let named = base.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
            named.is_some_and(|ending| endings.contains(&ending)) && is_below(&file.path, root)
        });
        let first = found.next().map(|(id, _)| id);
        if found.next().is_some() { None } else { first }
    }
}

/// The parent of a folder that a compiler writes into.
fn split_output(root: &str) -> Option<(&str, &str)> {
    let (parent, name) = root.rsplit_once('/').unwrap_or(("", root));
    OUTPUTS.contains(&name).then_some((parent, name))
}

/// Reads a handler as a runtime does: Node.js takes the last part of the path up to its first dot as the module,
/// Python all up to the last dot.
fn handler(text: &str, python: bool) -> Option<Handler> {
    let (module, symbol) = if python {
        let (module, symbol) = text.rsplit_once('.')?;
        (module.replace('.', "/"), symbol)
    } else {
        let (path, name) = text.rsplit_once('/').map_or(("", text), |(path, name)| (path, name));
        let (module, symbol) = name.split_once('.')?;
        (below(path, module), symbol)
    };
    let module = module.trim_start_matches("./").trim_start_matches('/').to_owned();
    (!module.is_empty() && !symbol.is_empty()).then(|| Handler { module, symbol: symbol.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_are_read_as_their_runtime_reads_them() {
        let cases = [
            ("app.handler", false, "app", "handler"),
            ("src/app.handler", false, "src/app", "handler"),
            ("./a/b.c.d", false, "a/b", "c.d"),
            ("src/app.handler", true, "src/app", "handler"),
            ("pkg.mod.handler", true, "pkg/mod", "handler"),
        ];
        for (text, python, module, symbol) in cases {
            let found = handler(text, python).unwrap();
            assert_eq!((found.module.as_str(), found.symbol.as_str()), (module, symbol));
        }
        assert!(handler("bootstrap", true).is_none());
    }
}
