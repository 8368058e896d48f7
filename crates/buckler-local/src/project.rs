//! The template of an application, read from disk, or what `sam build` made of it.

use std::fs;
use std::path::{Path, PathBuf};

use buckler_template::{Application, Code, Deployment, Note, ParseError, Template};

use crate::watch::Look;

/// Names looked for in a folder.
const NAMES: [&str; 6] =
    ["template.yaml", "template.yml", "template.json", "serverless.yml", "serverless.yaml", "serverless.json"];

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
    #[error(
        "no template at `{0}`: expected a SAM or CloudFormation template such as template.yaml, or a serverless.yml"
    )]
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
    #[error(
        "`{0}` describes no function: expected AWS::Serverless::Function or AWS::Lambda::Function under Resources, or \
         functions in a serverless.yml"
    )]
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
        // Included files are looked for from the whole path: one may stand in a folder above the present one.
        let name = template.canonicalize().unwrap_or_else(|_| template.to_owned()).display().to_string();
        let parsed =
            Template::parse(&name, &text).map_err(|error| ProjectError::Parse { path: shown.clone(), error })?;
        let application = parsed.application_with(deployment, &|path| fs::read_to_string(path).ok());
        if application.functions.is_empty() {
            return Err(ProjectError::NoFunctions(shown));
        }
        let place = |note: &Note| match application.file(note.span) {
            file if file == name => format!("{shown}:{}", note.span),
            file => format!("{file}:{}", note.span),
        };
        let notes = application.notes.iter().map(|note| format!("{}: {}", place(note), note.message)).collect();
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    const TEMPLATE: &str =
        "Resources: {Fn: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, CodeUri: CODE}}}";

    /// A source and a build of it, the files of each this many seconds old.
    fn project(source_age: u64, build_age: u64) -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().unwrap();
        let build = folder.path().join(".aws-sam/build");
        fs::create_dir_all(&build).unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        let old = |path: PathBuf, text: &str, age: u64| {
            fs::write(&path, text).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age);
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        };
        old(folder.path().join("template.yaml"), &TEMPLATE.replace("CODE", "src"), 1000);
        old(folder.path().join("src/a.js"), "", source_age);
        old(build.join("template.yaml"), &TEMPLATE.replace("CODE", "Fn"), build_age);
        let project = Project::load(folder.path(), &Deployment::default()).unwrap();
        (folder, project)
    }

    #[test]
    fn a_build_that_is_newer_than_its_source_is_taken() {
        let (folder, project) = project(100, 10);
        assert_eq!(project.directory, folder.path().join(".aws-sam/build"));
        assert_eq!(project.application.functions[0].code.value(), Some(&Code::Path("Fn".to_owned())));
        assert_eq!((project.template, project.notes.len()), (folder.path().join("template.yaml"), 0));
    }

    #[test]
    fn a_build_that_is_older_is_not_and_one_line_says_what_to_type() {
        let (folder, project) = project(10, 100);
        assert_eq!(project.directory, folder.path());
        assert!(project.notes[0].contains("`sam build`"), "{:?}", project.notes);
    }

    #[test]
    fn a_configuration_of_the_serverless_framework_is_a_template_too() {
        let folder = tempfile::tempdir().unwrap();
        let service = folder.path().join("service");
        fs::create_dir(&service).unwrap();
        fs::write(folder.path().join("common.yml"), "TABLE: orders").unwrap();
        let text = "service: shop\nprovider: {name: aws, runtime: nodejs20.x}\nfunctions:\n  hello:\n    handler: src/hello.handler\n    environment: ${file(../common.yml)}\n    events: [{http: GET /hello}]\n";
        fs::write(service.join("serverless.yml"), text).unwrap();
        let project = Project::load(&service, &Deployment::default()).unwrap();
        let function = project.application.function("hello").unwrap();
        assert_eq!((function.name.as_str(), function.environment[0].value.known()), ("shop-dev-hello", Some("orders")));
        assert_eq!(function.code.value(), Some(&Code::Path(".".to_owned())));
        assert_eq!((project.directory, project.notes.len()), (service, 0));
    }

    #[test]
    fn what_is_no_template_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let load = || Project::load(folder.path(), &Deployment::default()).unwrap_err().to_string();
        assert!(load().starts_with("no template at `"));
        fs::write(folder.path().join("template.json"), "{").unwrap();
        assert!(load().contains("template.json:1:2: not a template: "));
        fs::write(folder.path().join("template.yaml"), "Resources: {}").unwrap();
        assert!(load().contains("describes no function"));
    }
}
