//! Which file an import means.

use std::collections::HashMap;

use serde_json::Value;

use crate::files::Files;
use crate::finding::FileId;

use super::Roots;
use super::paths::{ancestors, below, folder, is_below, joined};

const ENDINGS: &[&str] = &["ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts"];

/// Answers which file an import means.
#[derive(Debug)]
pub(crate) struct Resolver<'a> {
    files: &'a Files,
    roots: &'a Roots,
    /// Folders of the packages of this repository, by name, with what their manifests say.
    packages: HashMap<String, (String, Value)>,
    /// What compilers are told about names of modules, by folder.
    compilers: HashMap<String, Compiler>,
}

/// The part of a `tsconfig.json` that names modules.
#[derive(Debug, Default)]
struct Compiler {
    base: Option<String>,
    paths: Vec<(String, Vec<String>)>,
}

impl<'a> Resolver<'a> {
    /// Reads the manifests of packages and the settings of compilers.
    pub(crate) fn new(files: &'a Files, roots: &'a Roots) -> Self {
        let mut resolver = Self { files, roots, packages: HashMap::new(), compilers: HashMap::new() };
        for (_, file) in files.iter() {
            let (place, name) = (folder(&file.path), file.path.rsplit('/').next().unwrap_or_default());
            if name == "package.json" {
                let Ok(manifest) = serde_json::from_str::<Value>(&file.text) else { continue };
                if let Some(name) = manifest.get("name").and_then(Value::as_str) {
                    resolver.packages.insert(name.to_owned(), (place.to_owned(), manifest));
                }
            } else if name.starts_with("tsconfig") && name.ends_with(".json") {
                let compiler = Compiler::read(place, &file.text);
                // `tsconfig.json` itself counts before its variants.
                if name == "tsconfig.json" || !resolver.compilers.contains_key(place) {
                    resolver.compilers.insert(place.to_owned(), compiler);
                }
            }
        }
        resolver
    }

    /// The file that `text` means in the file `from`; `level` is the number of leading dots in Python.
    pub(crate) fn resolve(&self, from: FileId, text: &str, level: u32) -> Option<FileId> {
        let from = self.files.path(from);
        if from.ends_with(".py") { self.python(folder(from), text, level) } else { self.javascript(folder(from), text) }
    }

    fn python(&self, from: &str, text: &str, level: u32) -> Option<FileId> {
        let path = text.replace('.', "/");
        if level > 0 {
            let base = ancestors(from).nth(level as usize - 1)?;
            return self.python_at(&below(base, &path));
        }
        // The folder of the code comes first on the search path, then layers; a module's own folders stand for
        // whatever else puts there what belongs together.
        let roots = self.roots.functions.iter().filter(|root| is_below(from, root)).map(String::as_str);
        let beside = ancestors(from);
        let found = roots.chain(beside).find_map(|root| self.python_at(&below(root, &path)));
        found.or_else(|| self.in_layers(&["python", ""], |base| self.python_at(&below(base, &path))))
    }

    fn python_at(&self, path: &str) -> Option<FileId> {
        let path = path.trim_end_matches('/');
        self.files.find(&format!("{path}.py")).or_else(|| self.files.find(&below(path, "__init__.py")))
    }

    fn in_layers(&self, places: &[&str], find: impl Fn(&str) -> Option<FileId>) -> Option<FileId> {
        let bases = self.roots.layers.iter().flat_map(|root| places.iter().map(move |place| below(root, place)));
        bases.into_iter().find_map(|base| find(base.trim_end_matches('/')))
    }

    fn javascript(&self, from: &str, text: &str) -> Option<FileId> {
        if let Some(path) = text.strip_prefix("/opt/") {
            let path = path.strip_prefix("nodejs/").unwrap_or(path);
            return self.in_layers(&["nodejs", "nodejs/node_modules", ""], |base| self.script(&joined(base, path)?));
        }
        if text.starts_with('.') {
            return self.script(&joined(from, text)?);
        }
        self.by_compiler(from, text).or_else(|| self.by_package(text)).or_else(|| {
            self.in_layers(&["nodejs/node_modules", "nodejs", "node_modules"], |base| self.script(&joined(base, text)?))
        })
    }

    /// A module by its path, as Node.js and compilers look it up.
    fn script(&self, path: &str) -> Option<FileId> {
        let exact = || self.files.find(path);
        let with_ending = || ENDINGS.iter().find_map(|ending| self.files.find(&format!("{path}.{ending}")));
        // TypeScript is imported by the name that it will have.
        let compiled = || {
            let (stem, ending) = path.rsplit_once('.')?;
            let own = match ending {
                "js" | "jsx" => ["ts", "tsx"],
                "mjs" => ["mts", "ts"],
                "cjs" => ["cts", "ts"],
                _ => return None,
            };
            own.iter().find_map(|ending| self.files.find(&format!("{stem}.{ending}")))
        };
        let inside = || {
            let main = self.packages.values().find(|(folder, _)| folder == path && !path.is_empty());
            let main = main.and_then(|(folder, manifest)| self.main(folder, manifest));
            main.or_else(|| ENDINGS.iter().find_map(|ending| self.files.find(&below(path, &format!("index.{ending}")))))
        };
        exact().or_else(with_ending).or_else(compiled).or_else(inside)
    }

    /// The module that a manifest names as its package's own.
    fn main(&self, folder: &str, manifest: &Value) -> Option<FileId> {
        let exported = manifest.get("exports").map(|exports| exports.get(".").unwrap_or(exports));
        let named = [
            exported.and_then(target),
            manifest.get("module").and_then(Value::as_str),
            manifest.get("main").and_then(Value::as_str),
        ];
        let found = named.into_iter().flatten().find_map(|path| self.source(folder, path));
        found.or_else(|| ["src/index", "index", "lib/index"].iter().find_map(|path| self.file(&below(folder, path))))
    }

    /// A path that a manifest names, or the source of such a build result.
    fn source(&self, folder: &str, path: &str) -> Option<FileId> {
        let path = joined(folder, path)?;
        let stem =
            path.rsplit_once('.').filter(|(_, ending)| !ending.contains('/')).map_or(path.as_str(), |(stem, _)| stem);
        self.files.find(&path).or_else(|| self.file(stem)).or_else(|| {
            let inner = stem.strip_prefix(folder).unwrap_or(stem).trim_start_matches('/');
            let rest = ["dist/", "build/", "lib/", "out/"].iter().find_map(|output| inner.strip_prefix(output))?;
            self.file(&below(folder, &format!("src/{rest}"))).or_else(|| self.file(&below(folder, rest)))
        })
    }

    fn file(&self, stem: &str) -> Option<FileId> {
        ENDINGS.iter().find_map(|ending| self.files.find(&format!("{stem}.{ending}")))
    }

    /// A package of this repository, or a module of one.
    fn by_package(&self, text: &str) -> Option<FileId> {
        if let Some((folder, manifest)) = self.packages.get(text) {
            return self.main(folder, manifest);
        }
        let parts = if text.starts_with('@') { 2 } else { 1 };
        let end = text.match_indices('/').nth(parts - 1)?.0;
        let (folder, manifest) = self.packages.get(text.get(..end)?)?;
        let inner = text.get(end + 1..)?;
        let exported = manifest.get("exports").and_then(|exports| exports.get(format!("./{inner}"))).and_then(target);
        exported.and_then(|path| self.source(folder, path)).or_else(|| {
            self.script(&joined(folder, inner)?).or_else(|| self.script(&below(folder, &format!("src/{inner}"))))
        })
    }

    /// A name that a compiler's settings give a meaning.
    fn by_compiler(&self, from: &str, text: &str) -> Option<FileId> {
        let (place, compiler) = ancestors(from).find_map(|place| Some((place, self.compilers.get(place)?)))?;
        let base = compiler.base.as_deref().unwrap_or(place);
        for (pattern, targets) in &compiler.paths {
            let star = match pattern.split_once('*') {
                Some((prefix, suffix)) => {
                    let Some(star) = text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix)) else {
                        continue;
                    };
                    star
                }
                None if pattern == text => "",
                None => continue,
            };
            let found = targets.iter().find_map(|target| self.script(&joined(base, &target.replace('*', star))?));
            if found.is_some() {
                return found;
            }
        }
        self.script(&joined(compiler.base.as_deref()?, text)?)
    }
}

/// The path that a condition of `exports` leads to.
fn target(value: &Value) -> Option<&str> {
    let mut value = value;
    for _ in 0..8 {
        match value {
            Value::String(path) => return Some(path),
            Value::Object(conditions) => {
                let wanted = ["import", "node", "require", "default", "types"];
                value = wanted.iter().find_map(|condition| conditions.get(*condition))?;
            }
            _ => return None,
        }
    }
    None
}

impl Compiler {
    fn read(place: &str, text: &str) -> Self {
        let Ok(settings) = serde_json::from_str::<Value>(&plain_json(text)) else { return Self::default() };
        let Some(options) = settings.get("compilerOptions") else { return Self::default() };
        let base = options.get("baseUrl").and_then(Value::as_str).and_then(|base| joined(place, base));
        let paths = options.get("paths").and_then(Value::as_object).into_iter().flatten();
        let texts = |value: &Value| -> Vec<String> {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Self { base, paths: paths.map(|(pattern, targets)| (pattern.clone(), texts(targets))).collect() }
    }
}

/// JSON without the comments and final commas that settings of compilers may have.
fn plain_json(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                plain.push('"');
                while let Some(inner) = letters.next() {
                    plain.push(inner);
                    match inner {
                        '\\' => plain.extend(letters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '/' if letters.peek() == Some(&'/') => while letters.next_if(|next| *next != '\n').is_some() {},
            '/' if letters.peek() == Some(&'*') => {
                let mut last = ' ';
                letters.next();
                for inner in letters.by_ref() {
                    if last == '*' && inner == '/' {
                        break;
                    }
                    last = inner;
                }
            }
            '}' | ']' => {
                let end = plain.trim_end().len();
                if plain.get(..end).is_some_and(|before| before.ends_with(',')) {
                    plain.truncate(end - 1);
                }
                plain.push(letter);
            }
            _ => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(paths: &[(&str, &str)], roots: Roots, from: &str, text: &str, level: u32) -> Option<String> {
        let mut files = Files::default();
        for (path, text) in paths {
            files.add(*path, *text);
        }
        let from = files.find(from).unwrap();
        let found = Resolver::new(&files, &roots).resolve(from, text, level);
        found.map(|file| files.path(file).to_owned())
    }

    #[test]
    fn scripts_are_found_as_node_and_compilers_find_them() {
        let files = [
            ("src/a.ts", ""),
            ("src/util.ts", ""),
            ("src/lib/index.js", ""),
            ("shared/x.js", ""),
            (
                "tsconfig.json",
                "{ // names\n \"compilerOptions\": {\"baseUrl\": \"./\", \"paths\": {\"@shared/*\": [\"shared/*\"],},},}",
            ),
            (
                "packages/core/package.json",
                "{\"name\": \"@me/core\", \"main\": \"dist/index.js\", \"exports\": {\"./sub\": \"./dist/sub.js\"}}",
            ),
            ("packages/core/src/index.ts", ""),
            ("packages/core/src/sub.ts", ""),
        ];
        let cases = [
            ("./util", Some("src/util.ts")),
            ("./util.js", Some("src/util.ts")),
            ("./lib", Some("src/lib/index.js")),
            ("../shared/x", Some("shared/x.js")),
            ("@shared/x", Some("shared/x.js")),
            ("shared/x", Some("shared/x.js")),
            ("@me/core", Some("packages/core/src/index.ts")),
            ("@me/core/sub", Some("packages/core/src/sub.ts")),
            ("../../outside", None),
            ("fs", None),
        ];
        for (text, expected) in cases {
            assert_eq!(resolved(&files, Roots::default(), "src/a.ts", text, 0).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn modules_of_python_are_found_beside_in_packages_and_in_layers() {
        let files = [
            ("fn/app.py", ""),
            ("fn/pkg/__init__.py", ""),
            ("fn/pkg/sub/mod.py", ""),
            ("fn/pkg/other.py", ""),
            ("layer/python/shared/__init__.py", ""),
        ];
        let roots = || Roots { functions: vec!["fn".to_owned()], layers: vec!["layer".to_owned()] };
        let cases = [
            ("fn/app.py", "pkg", 0, Some("fn/pkg/__init__.py")),
            ("fn/app.py", "pkg.other", 0, Some("fn/pkg/other.py")),
            ("fn/pkg/sub/mod.py", "other", 2, Some("fn/pkg/other.py")),
            ("fn/pkg/sub/mod.py", "", 2, Some("fn/pkg/__init__.py")),
            ("fn/pkg/sub/mod.py", "app", 0, Some("fn/app.py")),
            ("fn/app.py", "shared", 0, Some("layer/python/shared/__init__.py")),
            ("fn/app.py", "json", 0, None),
            ("fn/app.py", "x", 9, None),
        ];
        for (from, text, level, expected) in cases {
            assert_eq!(resolved(&files, roots(), from, text, level).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn scripts_of_layers_are_found_by_the_path_they_will_have() {
        let files = [
            ("fn/a.js", ""),
            ("layers/common/nodejs/util.js", ""),
            ("layers/common/nodejs/node_modules/x/index.js", ""),
        ];
        let roots = || Roots { functions: Vec::new(), layers: vec!["layers/common".to_owned()] };
        let found = |text| resolved(&files, roots(), "fn/a.js", text, 0);
        assert_eq!(found("/opt/nodejs/util").as_deref(), Some("layers/common/nodejs/util.js"));
        assert_eq!(found("x").as_deref(), Some("layers/common/nodejs/node_modules/x/index.js"));
    }
}
