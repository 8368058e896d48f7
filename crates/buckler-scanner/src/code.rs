//! What rules for code see: the modules of an application, and the facts that analysis has found about them.

use buckler_flow::Program;
use buckler_flow::analysis::{Analysis, EntryId, EntryInfo, ModuleId, Role, Spot};
use buckler_syntax::tree::{Span, Tree};

use crate::assembly::Module;
use crate::files::Files;
use crate::finding::{FileId, Place};
use crate::stack::Stack;

/// The code of an application.
#[derive(Debug)]
pub struct Code<'a> {
    /// Every text of the scan.
    pub files: &'a Files,
    /// The templates.
    pub stacks: &'a [Stack<'a>],
    /// What the analysis found.
    pub analysis: &'a Analysis,
    pub(crate) program: &'a Program,
    pub(crate) modules: &'a [Module],
}

impl Code<'_> {
    /// The tree of a module.
    pub fn tree(&self, module: ModuleId) -> Option<&Tree> {
        self.program.tree(module)
    }

    /// Every module.
    pub fn modules(&self) -> impl Iterator<Item = ModuleId> {
        (0..).zip(self.modules).map(|(index, _)| ModuleId(index))
    }

    /// The path of a module's file in the scan.
    pub fn path(&self, module: ModuleId) -> &str {
        self.module(module).map_or("", |module| self.files.path(module.file))
    }

    /// The place of a range of a module.
    pub fn spot(&self, spot: Spot) -> Place {
        match self.module(spot.module) {
            Some(Module { inline: Some(inline), .. }) => inline.place(spot.span.start, spot.span.end),
            Some(module) => self.place(module.file, spot.span),
            None => self.place(FileId(u32::MAX), spot.span),
        }
    }

    /// The text of a range of a module.
    pub fn source(&self, spot: Spot) -> &str {
        match self.module(spot.module) {
            Some(Module { inline: Some(inline), .. }) => inline.text.get(spot.span.range()).unwrap_or_default(),
            Some(module) => self.text(module.file, spot.span),
            None => "",
        }
    }

    /// Names of entries, each once: of functions of a template as that calls them, else of the function with its module.
    pub fn names(&self, entries: &[EntryId]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for id in entries {
            let entry = usize::try_from(id.0).ok().and_then(|index| self.analysis.entries.get(index));
            let Some(name) = entry.and_then(|entry| self.name(entry)) else { continue };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn name(&self, entry: &EntryInfo) -> Option<String> {
        match entry.role {
            Role::Library => None,
            Role::Given => Some(entry.name.clone()),
            Role::Shape | Role::Route => {
                let path = entry.function.map_or("", |function| self.path(function.module));
                let module = path.rsplit_once('.').map_or(path, |(module, _)| module);
                Some(format!("{module}.{}", entry.name))
            }
        }
    }

    /// The place of a span of a file.
    pub fn place(&self, file: FileId, span: Span) -> Place {
        Place { file, start: span.start, end: span.end }
    }

    /// The text of a span of a file.
    pub fn text(&self, file: FileId, span: Span) -> &str {
        self.files.text(self.place(file, span))
    }

    fn module(&self, module: ModuleId) -> Option<&Module> {
        self.modules.get(usize::try_from(module.0).ok()?)
    }
}
