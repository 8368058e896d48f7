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
pub mod edit;
mod files;
mod formats;
mod grants;
mod json;
mod loops;
mod node;
pub mod resolve;
mod resources;
mod source;
pub mod symbol;
mod template;
mod workspace;
mod yaml;
mod yaml_indent;

pub use application::{
    Api, ApiKind, Application, Auth, Authorizer, AuthorizerKind, AuthorizerMeans, Batch, Code, Cors,
    DeclaredAuthorizer, Effect, Endpoint, Field, Format, Function, InvokeMode, Layer, LoadBalancerRule, Note, Output,
    Parameter, PlacedText, PolicyDocument, PolicySource, Resource, Role, RoleOrigin, Route, Statement, Trigger,
    TriggerKind, Variable,
};
pub use files::ReadFile;
pub use node::{Entry, Key, Node, Value};
pub use resolve::{Deployment, PhysicalNames};
pub use source::{FileId, ParseError, Span};
pub use symbol::Symbol;
pub use template::Template;
pub use workspace::{Workspace, resource_of};

/// Parses one text, JSON when it begins with `{` and YAML otherwise.
fn parse(text: &str, file: FileId) -> Result<Node, ParseError> {
    let is_json = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{');
    // A flow mapping in YAML begins with a brace too: text that is no JSON gets a second reading as YAML.
    match is_json.then(|| json::parse(text, file)) {
        Some(Ok(root)) => Ok(root),
        first => yaml::parse(text, file).map_err(|error| first.and_then(Result::err).unwrap_or(error)),
    }
}
