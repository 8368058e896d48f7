//! The model of an application: what its template says it consists of.

mod api;
mod policy;
mod resource;
mod trigger;

use std::borrow::Cow;

use crate::node::Node;
use crate::resolve::Unknown;
use crate::source::Span;

pub use api::{Api, ApiKind, Authorizer, AuthorizerKind, AuthorizerMeans, Cors, DeclaredAuthorizer, Endpoint, Route};
pub(crate) use policy::placed_texts;
pub use policy::{Effect, PlacedText, PolicyDocument, PolicySource, Role, RoleOrigin, Statement};
pub use resource::Resource;
pub use trigger::{Auth, Batch, InvokeMode, LoadBalancerRule, Trigger, TriggerKind};

/// Everything of a template that its readers share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Application {
    /// What it was read from.
    pub format: Format,
    /// Functions in the order of the template.
    pub functions: Vec<Function>,
    /// HTTP front ends: REST APIs and HTTP APIs, the implicit ones included.
    pub apis: Vec<Api>,
    /// Layers that are part of the application.
    pub layers: Vec<Layer>,
    /// What was understood only in part, each with its place.
    pub notes: Vec<Note>,
    /// Every resource that the template writes out, in its order.
    pub resources: Vec<Resource>,
    /// Roles: those of the template, those that functions imply, and those that they take from elsewhere.
    pub roles: Vec<Role>,
    /// Methods and routes of all APIs.
    pub endpoints: Vec<Endpoint>,
    /// What a deployment is asked for.
    pub parameters: Vec<Parameter>,
    /// What it gives to other templates.
    pub outputs: Vec<Output>,
    /// Names of the files it was read from; a [`FileId`](crate::FileId) is an index of them.
    pub files: Vec<String>,
}

impl Application {
    /// The function with this name or this key in the template.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name || function.id == name || function.label == name)
    }

    /// The resource with this key.
    pub fn resource(&self, id: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.id == id)
    }

    /// The resources of one kind, such as `AWS::S3::Bucket`.
    pub fn resources_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Resource> {
        self.resources.iter().filter(move |resource| resource.kind == kind)
    }

    /// The resource that a value names, by a symbol or by the literal name or ARN it has in the template.
    pub fn resource_named<'a>(&'a self, value: &Node) -> Option<&'a Resource> {
        let own = value.references().into_iter().filter(|symbol| symbol.template.is_none());
        if let Some(found) = own.into_iter().find_map(|symbol| self.resource(symbol.name)) {
            return Some(found);
        }
        let text = value.text()?;
        self.resources.iter().find(|resource| resource.is_called(text))
    }

    /// The role of a function.
    pub fn role_of(&self, function: &Function) -> Option<&Role> {
        let id = function.role.as_deref()?;
        self.roles.iter().find(|role| role.id == id)
    }

    /// The functions that run with a role.
    pub fn functions_with<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Function> {
        self.functions.iter().filter(|function| function.role.as_ref() == Some(&role.id))
    }

    /// The API with this identifier.
    pub fn api(&self, id: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.id == id)
    }

    /// The name of the file that a place is in.
    pub fn file(&self, span: Span) -> &str {
        usize::try_from(span.file.0).ok().and_then(|index| self.files.get(index)).map_or("", String::as_str)
    }
}

/// Kinds of files that an application is read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CloudFormation, with or without SAM, also as the CDK writes it.
    #[default]
    CloudFormation,
    /// The Serverless Framework.
    Serverless,
}

/// A parameter of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Its type, such as `String`.
    pub kind: String,
    /// Whether its value is kept out of consoles.
    pub no_echo: bool,
    /// Its default.
    pub default: Option<Node>,
}

/// An output of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Its value, resolved.
    pub value: Node,
    /// The name under which other stacks import it.
    pub export: Option<String>,
}

/// A layer that the template brings itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its key under `Resources`.
    pub id: String,
    /// Where its content is.
    pub content: Field<Code>,
}

/// One function.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its key under `Resources`.
    pub id: String,
    /// Its name: `FunctionName`, else the key.
    pub name: String,
    /// What its author calls it: the key in the file that was written.
    pub label: String,
    /// Where the key stands.
    pub span: Span,
    /// Entry point, such as `src/app.handler`.
    pub handler: Field<String>,
    /// Runtime identifier, such as `nodejs20.x`.
    pub runtime: Field<String>,
    /// Where its code is.
    pub code: Field<Code>,
    /// Time-out in seconds.
    pub timeout: Field<u32>,
    /// Memory in MB.
    pub memory: Field<u32>,
    /// Concurrent instances it is limited to.
    pub reserved_concurrency: Field<u32>,
    /// Layers, by ARN or by key in the template.
    pub layers: Vec<Field<String>>,
    /// Environment variables, globals merged.
    pub environment: Vec<Variable>,
    /// What invokes it.
    pub triggers: Vec<Trigger>,
    /// How `sam build` makes it, such as `esbuild`; such code does not run from its source folder.
    pub build_method: Option<String>,
    /// Identifier of its [`Role`].
    pub role: Option<String>,
    /// `VpcConfig`, resolved.
    pub vpc: Option<Node>,
    /// Where failed asynchronous events go: a dead-letter queue or an on-failure destination, resolved.
    pub dead_letter: Option<Node>,
    /// Tracing mode, such as `Active`.
    pub tracing: Field<String>,
    /// Key that encrypts its environment.
    pub kms_key: Field<String>,
}

/// A value of the template: known, unknown with its reason, or not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// Not given.
    #[default]
    Absent,
    /// The value and where it stands.
    Known(T, Span),
    /// Given, but not known before deployment.
    Unknown(Unknown),
}

impl<T> Field<T> {
    /// Where it stands in the template, if it does.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Absent => None,
            Self::Known(_, span) => Some(*span),
            Self::Unknown(unknown) => Some(unknown.span),
        }
    }

    /// The value, if known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Known(value, _) => Some(value),
            _ => None,
        }
    }
}

impl Field<String> {
    /// The text, if known.
    pub fn known(&self) -> Option<&str> {
        self.value().map(String::as_str)
    }

    /// The text with [symbols](crate::symbol) for what is not known.
    pub fn symbolic(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Absent => None,
            Self::Known(text, _) => Some(Cow::Borrowed(text)),
            Self::Unknown(unknown) => Some(Cow::Borrowed(&unknown.text)),
        }
    }
}

/// Where the code of a function is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// A folder or archive, relative to the template.
    Path(String),
    /// The source text itself.
    Inline(String),
    /// A container image.
    Image(String),
    /// An object in a bucket, or a URI of one.
    Remote(String),
}

/// One environment variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Its value.
    pub value: Field<String>,
}

/// Something a reader of the template should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub message: String,
    /// Where.
    pub span: Span,
}
