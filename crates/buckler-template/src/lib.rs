//! From a deployment template to one model of the application in it: functions, their triggers, environment and
//! limits, with globals merged and intrinsic functions resolved.
//!
//! The crate reads strings, never files. Every key and value keeps its line, column and byte range, because readers
//! of the model want to point at a place and editors of a template want to splice text there. What cannot be known
//! before deployment is [`Unknown`](resolve::Unknown) with a reason; nothing is guessed.
//!
//! ```
//! use buckler_template::{Deployment, Template};
//!
//! let text = "Resources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties: {Handler: app.handler}\n";
//! let template = Template::parse("template.yaml", text)?;
//! let application = template.application(&Deployment::default());
//! assert_eq!(application.functions[0].handler.known(), Some("app.handler"));
//! # Ok::<(), buckler_template::ParseError>(())
//! ```

mod application;
mod formats;
mod json;
mod node;
pub mod resolve;
mod resources;
mod source;
pub mod symbol;
mod yaml;

pub use application::{
    Api, ApiKind, Application, Auth, Authorizer, AuthorizerKind, AuthorizerMeans, Batch, Code, Cors,
    DeclaredAuthorizer, Effect, Endpoint, Field, Function, InvokeMode, Layer, LoadBalancerRule, Note, PlacedText,
    PolicyDocument, PolicySource, Resource, Role, RoleOrigin, Route, Statement, Trigger, TriggerKind, Variable,
};
pub use node::{Entry, Key, Node, Value};
pub use resolve::{Deployment, PhysicalNames};
pub use source::{FileId, ParseError, Span};
pub use symbol::Symbol;

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
        let is_json = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{');
        // A flow mapping in YAML begins with a brace too: text that is no JSON gets a second reading as YAML.
        let root = match json::parse(text, FileId(0)) {
            Ok(root) if is_json => root,
            first => yaml::parse(text, FileId(0)).map_err(|error| first.err().filter(|_| is_json).unwrap_or(error))?,
        };
        Ok(Self { file: file.to_owned(), root })
    }

    /// The file name given to [`Template::parse`].
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The whole tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The application this template describes when deployed as `deployment` says.
    pub fn application(&self, deployment: &Deployment) -> Application {
        let mut application = formats::sam::application(&self.root, deployment);
        application.files = vec![self.file.clone()];
        application
    }
}
