//! Templates among the texts of a scan, and the applications they describe.

use buckler_template::{Application, Deployment, Node, Span, Template, Workspace};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::assembly::folder;
use crate::files::{Files, SourceFile};
use crate::finding::FileId;
use crate::unchecked::{Reason, Unchecked};

/// An application and the texts it was read from.
#[derive(Debug)]
pub(crate) struct Deployed {
    /// The template.
    pub(crate) file: FileId,
    /// What spans of the application count in: the template, then what it includes.
    pub(crate) sources: Vec<FileId>,
    /// The application.
    pub(crate) application: Application,
}

impl Deployed {
    /// Folder of the template, empty for the scanned folder.
    pub(crate) fn folder<'a>(&self, files: &'a Files) -> &'a str {
        folder(files.path(self.file))
    }

    /// The text that a span of the application counts in.
    pub(crate) fn source_file(&self, span: Span) -> FileId {
        self.sources.get(span.file.0 as usize).copied().unwrap_or(self.file)
    }

    /// Path of the text that a span of the application counts in.
    pub(crate) fn source<'a>(&self, files: &'a Files, span: Span) -> &'a str {
        files.path(self.source_file(span))
    }
}

/// Reads every template, and what they say about each other.
pub(crate) fn read(files: &Files) -> (Vec<Deployed>, Vec<Unchecked>) {
    let candidates: Vec<_> = files.iter().filter(|(_, file)| may_be_template(file)).collect();
    let read: Vec<_> = candidates.into_par_iter().filter_map(|(id, file)| Some((id, parsed(file)?))).collect();
    let mut unchecked: Vec<Unchecked> = programs(files).collect();
    let (mut ids, mut templates) = (Vec::new(), Vec::new());
    for (id, result) in read {
        match result {
            Ok(template) => {
                ids.push(id);
                templates.push(template);
            }
            Err(problem) => unchecked.push(problem),
        }
    }
    let text = |path: &str| Some(files.get(files.find(path)?)?.text.clone());
    let applications = Workspace::new(templates).applications(&Deployment::symbolic(), &text);
    let deployed: Vec<Deployed> = ids
        .into_iter()
        .zip(applications)
        .map(|(file, application)| {
            let sources = application.files.iter().map(|path| files.find(path).unwrap_or(file)).collect();
            Deployed { file, sources, application }
        })
        .collect();
    unchecked.extend(deployed.iter().flat_map(|stack| notes(files, stack)));
    (deployed, unchecked)
}

fn may_be_template(file: &SourceFile) -> bool {
    let name = name(file);
    let has_ending = [".yaml", ".yml", ".json", ".template"].iter().any(|ending| name.ends_with(ending));
    has_ending && (is_serverless(name) || file.text.contains("Resources") && file.text.contains("AWS::"))
}

fn name(file: &SourceFile) -> &str {
    file.path.rsplit('/').next().unwrap_or_default()
}

/// Whether a file is a configuration of the Serverless Framework, by its name.
fn is_serverless(name: &str) -> bool {
    let rest = name.strip_prefix("serverless");
    rest.is_some_and(|rest| rest.starts_with('.') || rest.starts_with('-') || rest.starts_with('_'))
}

/// Configurations that are programs: what they export stands nowhere.
fn programs(files: &Files) -> impl Iterator<Item = Unchecked> {
    let names = ["serverless.ts", "serverless.js", "serverless.mjs", "serverless.cjs"];
    let found = files.iter().filter(move |(_, file)| names.contains(&name(file)));
    found.map(|(_, file)| {
        let message = "is a program, which is not run: the functions that it declares are not known";
        Unchecked::new(&file.path, Reason::Template(message.to_owned()))
    })
}

/// The template in a file; nothing when it is another kind of document.
fn parsed(file: &SourceFile) -> Option<Result<Template, Unchecked>> {
    let template = match Template::parse(&file.path, &file.text) {
        Ok(template) => template,
        Err(error) => {
            let reason = Reason::Syntax(error.message.clone());
            return Some(Err(Unchecked::at(&file.path, error.span.line, reason)));
        }
    };
    let is_framework = is_serverless(name(file)) && template.root().get("provider").is_some();
    (is_framework || has_resources(template.root())).then_some(Ok(template))
}

fn has_resources(root: &Node) -> bool {
    let resources = root.get("Resources").map_or(&[][..], Node::entries);
    let kinds = resources.iter().filter_map(|resource| resource.value.get("Type")?.text());
    kinds.into_iter().any(|kind| kind.contains("::"))
}

/// What a template says that was not understood.
fn notes<'a>(files: &'a Files, stack: &'a Deployed) -> impl Iterator<Item = Unchecked> + 'a {
    stack.application.notes.iter().map(|note| {
        Unchecked::at(stack.source(files, note.span), note.span.line, Reason::Template(note.message.clone()))
    })
}
