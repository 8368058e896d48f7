//! The program: modules with their trees, how they refer to each other, and what is called from outside.

use crate::analysis::ModuleId;
use crate::catalog::{Language, Package};
use crate::paths::Catalog;
use crate::scopes::Scopes;
use crate::strings::{Strings, Sym};
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use buckler_syntax::tree::{ExprKind, Imported, Name, StmtKind, Tree};
use hashbrown::{HashMap, HashSet};

/// A function that somebody calls from outside.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its name for people.
    pub name: String,
    /// The module that has it.
    pub module: u32,
    /// What it is there: `handler`, `Class.method`.
    pub symbol: String,
    /// Triggers whose events it gets, by their names in the catalog.
    pub triggers: Vec<String>,
    /// Variables of its environment: constants, or references to resources.
    pub environment: Vec<(String, String)>,
}

/// A module of the program.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) tree: Tree,
    pub(crate) scopes: Scopes,
    /// What each name of the tree is in the whole program.
    pub(crate) syms: Box<[Sym]>,
    /// Modules of the program that it refers to, by how it does.
    pub(crate) links: HashMap<(Sym, u32), ModuleId>,
}

impl Module {
    pub(crate) fn sym(&self, name: Name) -> Sym {
        self.syms.get(name.index()).copied().unwrap_or(Sym(0))
    }
}

/// Everything that is analyzed. Read only once analysis begins, so that threads can share it.
#[derive(Debug)]
pub struct Program {
    pub(crate) strings: Strings,
    pub(crate) catalog: Catalog,
    pub(crate) modules: Vec<Module>,
    pub(crate) entries: Vec<Entry>,
}

/// Modules that are analyzed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shard {
    pub(crate) modules: Vec<ModuleId>,
}

impl Program {
    /// An empty program and what is known of packages.
    pub fn new(catalog: &[&'static Package]) -> Self {
        let mut strings = Strings::default();
        strings.intern("");
        let catalog = Catalog::new(catalog, &mut strings);
        Self { strings, catalog, modules: Vec::new(), entries: Vec::new() }
    }

    /// Adds a module.
    pub fn add(&mut self, name: &str, tree: Tree) -> ModuleId {
        let id = ModuleId(u32::try_from(self.modules.len()).unwrap_or(u32::MAX));
        let syms = tree.names().iter().map(|name| self.strings.intern(name)).collect();
        let scopes = Scopes::new(&tree);
        self.modules.push(Module { name: name.to_owned(), tree, scopes, syms, links: HashMap::new() });
        id
    }

    /// The tree of a module.
    pub fn tree(&self, module: ModuleId) -> Option<&Tree> {
        self.module(module).map(|module| &module.tree)
    }

    /// The name of a module, as it was added.
    pub fn name(&self, module: ModuleId) -> &str {
        self.module(module).map_or("", |module| &module.name)
    }

    /// Number of modules.
    pub fn len(&self) -> usize {
        self.modules.len()
    }

    /// Whether there is no module.
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty()
    }

    pub(crate) fn module(&self, module: ModuleId) -> Option<&Module> {
        self.modules.get(module.0 as usize)
    }

    /// Adds a function that is called from outside.
    pub fn add_entry(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Asks which modules the texts of imports mean: importing module, text, and number of leading dots in Python.
    pub fn link(&mut self, resolve: &dyn Fn(ModuleId, &str, u32) -> Option<ModuleId>) {
        let mut links = Vec::new();
        for (module, id) in self.modules.iter().zip((0..).map(ModuleId)) {
            links.push(
                references(&module.tree)
                    .into_iter()
                    .filter_map(|(text, level)| resolve(id, &text, level).map(|target| (text, level, target)))
                    .collect::<Vec<_>>(),
            );
        }
        for (module, links) in self.modules.iter_mut().zip(links) {
            for (text, level, target) in links {
                module.links.insert((self.strings.intern(&text), level), target);
            }
        }
    }

    /// At most `count` disjoint groups of modules of about the same size; modules that refer to each other stay together.
    pub fn shards(&self, count: usize) -> Vec<Shard> {
        let mut groups: Vec<(usize, Shard)> = core::iter::repeat_with(Default::default).take(count.max(1)).collect();
        let mut components = self.components();
        components.sort_by_key(|component| core::cmp::Reverse(self.size(component)));
        for component in components {
            let size = self.size(&component);
            if let Some((total, shard)) = groups.iter_mut().min_by_key(|(total, _)| *total) {
                *total += size;
                shard.modules.extend(component);
            }
        }
        let mut shards: Vec<Shard> = groups.into_iter().map(|(_, shard)| shard).collect();
        shards.retain(|shard| !shard.modules.is_empty());
        for shard in &mut shards {
            shard.modules.sort_unstable();
        }
        shards
    }

    fn size(&self, modules: &[ModuleId]) -> usize {
        modules.iter().filter_map(|module| self.module(*module)).map(|module| 1 + module.tree.exprs().count()).sum()
    }

    fn components(&self) -> Vec<Vec<ModuleId>> {
        let mut parents: Vec<usize> = (0..self.modules.len()).collect();
        for (index, module) in self.modules.iter().enumerate() {
            for target in module.links.values() {
                let (one, other) = (find(&mut parents, index), find(&mut parents, target.0 as usize));
                if let Some(parent) = parents.get_mut(one.max(other)) {
                    *parent = one.min(other);
                }
            }
        }
        let mut components: Vec<Vec<ModuleId>> = alloc::vec![Vec::new(); self.modules.len()];
        for (index, id) in (0..self.modules.len()).zip((0..).map(ModuleId)) {
            let root = find(&mut parents, index);
            if let Some(component) = components.get_mut(root) {
                component.push(id);
            }
        }
        components.retain(|component| !component.is_empty());
        components
    }
}

fn find(parents: &mut [usize], mut index: usize) -> usize {
    while let Some(parent) = parents.get(index).copied().filter(|parent| *parent != index) {
        let next = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(index) {
            *slot = next;
        }
        index = parent;
    }
    index
}

/// Texts by which a module may refer to others.
fn references(tree: &Tree) -> Vec<(String, u32)> {
    let mut found: HashSet<(String, u32)> = HashSet::new();
    for (_, stmt) in tree.stmts() {
        match stmt.kind {
            StmtKind::Import(import) => {
                let module = tree.text(import.module);
                found.insert((module.to_owned(), import.level));
                if tree.language() == Language::Python {
                    python_members(tree, module, &import, &mut found);
                }
            }
            StmtKind::Export(buckler_syntax::tree::Export::Names { module: Some(module), .. })
            | StmtKind::Export(buckler_syntax::tree::Export::All { module, .. }) => {
                found.insert((tree.text(module).to_owned(), 0));
            }
            _ => {}
        }
    }
    for (_, expr) in tree.exprs() {
        let text = match expr.kind {
            ExprKind::Import(text) => Some(text),
            ExprKind::Call { callee, arguments, .. } => match tree.expr(callee).kind {
                ExprKind::Name(name) if ["require", "import_module", "__import__"].contains(&tree.text(name)) => {
                    tree.list(arguments).first().map(|argument| argument.value)
                }
                ExprKind::Member { name, .. } if tree.text(name) == "import_module" => {
                    tree.list(arguments).first().map(|argument| argument.value)
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(ExprKind::Text(text)) = text.map(|text| tree.expr(text).kind) {
            found.insert((tree.text(text).to_owned(), 0));
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_unstable();
    found
}

/// In Python, what is imported from a package may be a module of it, and `import a.b` binds `a`.
fn python_members(
    tree: &Tree,
    module: &str,
    import: &buckler_syntax::tree::Import,
    found: &mut HashSet<(String, u32)>,
) {
    for item in tree.list(import.items) {
        match item.imported {
            Imported::Member(name) => {
                let dot = if module.is_empty() { "" } else { "." };
                found.insert((alloc::format!("{module}{dot}{}", tree.text(name)), import.level));
            }
            Imported::Root => {
                for (at, _) in module.match_indices('.') {
                    found.insert((module.get(..at).unwrap_or_default().to_owned(), import.level));
                }
            }
            Imported::Module | Imported::All => {}
        }
    }
}
