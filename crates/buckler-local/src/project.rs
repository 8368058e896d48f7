//! The template of an application, read from disk, or what `sam build` made of it.

use std::fs;
use std::path::{Path, PathBuf};

use buckler_template::{Application, Code, Deployment, ParseError, Template};

use crate::watch::Look;

/// Names looked for in a folder.
const NAMES: [&str; 3] = ["template.yaml", "template.yml", "template.json"];

/// An application and the folder its paths start from.
#[derive(Clone, Debug)]
pub struct Project {
    /// The template that was named or found.
    pub template: PathBuf,
    /// The folder that `CodeUri` is relative to.
    pub directory: PathBuf,
    /// What the template describes.
    pub application: Application,
    /// How it is deployed.
    pub deployment: Deployment,
    /// What its user should know.
    pub notes: Vec<String>,
}

/// A template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// There is none.
    #[error("no template at `{0}`: expected a SAM or CloudFormation template such as template.yaml")]
    Missing(String),
    /// It cannot be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The file.
        path: String,
        /// What happened.
        source: std::io::Error,
    },
    /// It is neither YAML nor JSON.
    #[error("{path}:{}:{}: not a template: {}", error.span.line, error.span.column, error.message)]
    Parse {
        /// The file.
        path: String,
        /// Where and what.
        error: ParseError,
    },
    /// It describes no function.
    #[error("`{0}` describes no function: expected AWS::Serverless::Function or AWS::Lambda::Function under Resources")]
    NoFunctions(String),
}

impl Project {
    /// Reads the template at `path`, or the one in the folder `path`. What `sam build` made of it is taken instead
    /// when that is newer than every source file.
    ///
    /// # Errors
    /// When there is no template, it cannot be read or parsed, or describes no function.
    pub fn load(path: &Path, deployment: &Deployment) -> Result<Self, ProjectError> {
        let template = find(path)?;
        let source = Self::read(&template, deployment)?;
        let built = source.directory.join(".aws-sam/build/template.yaml");
        if !built.is_file() || template.ends_with(".aws-sam/build/template.yaml") {
            return Ok(source);
        }
        source.or_built(&built)
    }

    fn read(template: &Path, deployment: &Deployment) -> Result<Self, ProjectError> {
        let shown = template.display().to_string();
        let text = fs::read(template).map_err(|source| ProjectError::Read { path: shown.clone(), source })?;
        let text = String::from_utf8_lossy(&text);
        let parsed =
            Template::parse(&shown, &text).map_err(|error| ProjectError::Parse { path: shown.clone(), error })?;
        let application = parsed.application(deployment);
        if application.functions.is_empty() {
            return Err(ProjectError::NoFunctions(shown));
        }
        let notes = application.notes.iter().map(|note| format!("{shown}:{}: {}", note.span, note.message)).collect();
        let directory = match template.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Ok(Self { template: template.to_owned(), directory, application, deployment: deployment.clone(), notes })
    }

    /// The built application when it is newer than its source, else the source with a line that says so.
    fn or_built(mut self, built: &Path) -> Result<Self, ProjectError> {
        let build_time = fs::metadata(built).and_then(|metadata| metadata.modified()).ok();
        let template_time = fs::metadata(&self.template).and_then(|metadata| metadata.modified()).ok();
        let newest =
            self.source_folders().iter().filter_map(|folder| Look::at(folder).newest()).chain(template_time).max();
        if build_time < newest {
            self.notes.push(
                "the build in .aws-sam is older than the source, which is used; type `sam build` to renew it"
                    .to_owned(),
            );
            return Ok(self);
        }
        let mut project = Self::read(built, &self.deployment)?;
        project.template = self.template;
        Ok(project)
    }

    fn source_folders(&self) -> Vec<PathBuf> {
        let codes = self.application.functions.iter().filter_map(|function| function.code.value());
        let paths = codes.filter_map(|code| match code {
            Code::Path(path) => Some(self.directory.join(path)),
            _ => None,
        });
        paths.collect()
    }
}

fn find(path: &Path) -> Result<PathBuf, ProjectError> {
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let found = NAMES.iter().map(|name| path.join(name)).find(|candidate| candidate.is_file());
    found.ok_or_else(|| ProjectError::Missing(path.display().to_string()))
}
