//! One template.

use crate::application::Application;
use crate::files::{Files, ReadFile};
use crate::node::Node;
use crate::resolve::Deployment;
use crate::source::{FileId, ParseError};
use crate::{formats, parse};

/// A parsed template: the tree of its keys and values with their places.
#[derive(Clone, Debug)]
pub struct Template {
    file: String,
    root: Node,
}

impl Template {
    /// Parses `text`, JSON when it begins with `{` and YAML otherwise. `file` is the name that messages show.
    ///
    /// # Errors
    /// The place and kind of the first syntax error, also when nesting or the expansion of aliases passes its bound.
    pub fn parse(file: &str, text: &str) -> Result<Self, ParseError> {
        Ok(Self { file: file.to_owned(), root: parse(text, FileId(0))? })
    }

    /// The file name given to [`Template::parse`].
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The whole tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The application this template describes when deployed as `deployment` says. Files that it includes are not
    /// read: see [`Template::application_with`].
    pub fn application(&self, deployment: &Deployment) -> Application {
        self.application_with(deployment, &|_| None)
    }

    /// The same, with the files that it includes.
    pub fn application_with(&self, deployment: &Deployment, read: &ReadFile<'_>) -> Application {
        let files = Files::new(&self.file, read);
        let mut application = formats::reader::application(&self.root, deployment, &files);
        application.files = files.names();
        application
    }
}
