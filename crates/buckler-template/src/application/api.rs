//! HTTP front ends and their routes.

use crate::application::Auth;
use crate::node::Node;
use crate::source::Span;

/// An HTTP route that leads to a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Identifier of the [`Api`] it belongs to.
    pub api: String,
    /// Upper-case method; `ANY` stands for each.
    pub method: String,
    /// Path with `{name}` and `{name+}` parts, or `$default`.
    pub path: String,
    /// Version of the event: `1.0` or `2.0`.
    pub payload: String,
    /// The authorizer the route names; `NONE` stands for none, not even the API's default one.
    pub authorizer: Option<String>,
}

/// An HTTP front end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Its key in the template, or the name the implicit one gets.
    pub id: String,
    /// REST or HTTP API.
    pub kind: ApiKind,
    /// Stage name; `$default` does not appear in paths.
    pub stage: String,
    /// Cross-origin rules.
    pub cors: Option<Cors>,
    /// Content types that are handed over and answered in binary; HTTP APIs decide this by themselves.
    pub binary_types: Vec<String>,
    /// Functions that decide who may call.
    pub authorizers: Vec<Authorizer>,
    /// The authorizer of routes that name none.
    pub default_authorizer: Option<String>,
    /// Where it stands: its key, or the first event that implies it.
    pub span: Span,
    /// Authorizers of every kind that it declares.
    pub declared: Vec<DeclaredAuthorizer>,
    /// Its properties with functions resolved and globals merged, in the words of its format; an API that is only
    /// implied has those of `Globals`.
    pub settings: Node,
}

impl Api {
    /// Whether only a private network reaches it.
    pub fn is_private(&self) -> bool {
        let endpoint = self.settings.get("EndpointConfiguration");
        let kinds = endpoint.map(|node| node.get("Type").or_else(|| node.get("Types")).unwrap_or(node));
        kinds.is_some_and(|kinds| kinds.one_or_many().iter().any(|kind| kind.text() == Some("PRIVATE")))
    }

    /// A front end without any settings.
    pub fn new(id: String, kind: ApiKind, stage: String) -> Self {
        Self {
            id,
            kind,
            stage,
            cors: None,
            binary_types: Vec::new(),
            authorizers: Vec::new(),
            default_authorizer: None,
            span: Span::default(),
            declared: Vec::new(),
            settings: Node::nothing(Span::default()),
        }
    }
}

/// An authorizer that an API declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredAuthorizer {
    /// The name by which routes refer to it, or its key in the template.
    pub name: String,
    /// Where that stands.
    pub span: Span,
    /// What it asks.
    pub means: AuthorizerMeans,
}

/// What an authorizer decides by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizerMeans {
    /// A function, by its key when it is in the template.
    Function(Option<String>),
    /// A user pool.
    UserPool,
    /// A signed token of any issuer.
    Jwt,
    /// Permissions of the cloud.
    Iam,
    /// It cannot be told from the template.
    Unknown,
}

/// One method of one path of an [`Api`], with or without a function behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Identifier of the [`Api`] it belongs to.
    pub api: String,
    /// Upper-case method; `ANY` stands for each.
    pub method: String,
    /// Path with `{name}` and `{name+}` parts, or `$default`; for WebSocket APIs the route key.
    pub path: String,
    /// Key of the function behind it; none when it leads to another service.
    pub function: Option<String>,
    /// Kind of what is behind it, such as `AWS_PROXY`, `AWS`, `HTTP_PROXY` or `MOCK`, as far as it is known.
    pub integration: Option<String>,
    /// The key of the event, resource or operation.
    pub name: String,
    /// Where it stands: the key of the event, resource or operation.
    pub span: Span,
    /// Who may call it.
    pub auth: Auth,
    /// Where that is said, else the place of the endpoint.
    pub auth_span: Span,
    /// Whether the API checks requests against a model or for required parameters; `None` when that is not known.
    pub validated: Option<bool>,
}

/// A function that decides whether a request to a REST API may reach its function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorizer {
    /// Name by which routes refer to it.
    pub name: String,
    /// Key of its function in the template.
    pub function: String,
    /// What it gets.
    pub kind: AuthorizerKind,
}

/// Kinds of [`Authorizer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizerKind {
    /// The value of one header.
    Token {
        /// Its name.
        header: String,
    },
    /// The whole request, provided that these are there.
    Request {
        /// Names of headers.
        headers: Vec<String>,
        /// Names of query parameters.
        query: Vec<String>,
    },
}

/// Kinds of [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKind {
    /// API Gateway REST API.
    Rest,
    /// API Gateway HTTP API.
    Http,
}

/// Cross-origin rules that the front end applies by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cors {
    /// Allowed origins.
    pub origins: Vec<String>,
    /// Allowed methods.
    pub methods: Vec<String>,
    /// Allowed request headers.
    pub headers: Vec<String>,
    /// Headers a page may read.
    pub exposed: Vec<String>,
    /// Whether credentials are allowed.
    pub credentials: bool,
    /// Seconds a preflight answer may be kept.
    pub max_age: Option<String>,
}
