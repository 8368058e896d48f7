#![doc = include_str!("unauthenticated_endpoint.md")]

use std::collections::BTreeMap;

use buckler_template::{Application, Auth, Endpoint, Span};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::{
    DataAccess, data_access, has_identity, is_open, is_socket, label_of, listed, words,
};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unauthenticated-endpoint",
    title: "API method that anyone may call",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[306, 862],
    risks: &["SAS-2", "S2"],
    page: include_str!("unauthenticated_endpoint.md"),
};

const FIX: Fix = Fix {
    sam: "set `Auth: DefaultAuthorizer` of the API, or `Auth: Authorizer` of the event",
    cloudformation: "set `AuthorizationType` and `AuthorizerId` of the method or route",
    serverless: "set `authorizer` of the event; an `httpApi` event names one of `provider.httpApi.authorizers`",
};

/// Judges methods of APIs without an authorizer.
pub(super) struct UnauthenticatedEndpoint;

impl ConfigRule for UnauthenticatedEndpoint {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        let identity = has_identity(application);
        let open = application.endpoints.iter().filter(|it| is_open(application, it) && !is_socket(application, it));
        // Without any notion of a user there is one cause for a whole API: nobody ever decides who calls. What belongs
        // to somebody by its name, or to operators, is a hole of its own all the same.
        let mut whole: BTreeMap<&str, Vec<Open<'_>>> = BTreeMap::new();
        for endpoint in open {
            let access = access(stack, endpoint);
            let harm = match harm(endpoint, access, identity) {
                Harm::None if is_omission(application, endpoint, access) => Harm::Real,
                harm => harm,
            };
            let open = Open { endpoint, access, harm };
            let said = endpoint.auth_span != endpoint.span;
            if harm == Harm::Real && !identity && !said && !belongs_to_somebody(endpoint) {
                whole.entry(&endpoint.api).or_default().push(open);
            } else {
                one(stack, &open, report);
            }
        }
        whole.values().for_each(|open| api(stack, open, report));
    }
}

/// An endpoint that is open to anyone.
struct Open<'a> {
    endpoint: &'a Endpoint,
    access: DataAccess,
    harm: Harm,
}

/// Whether a stranger's call does harm.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Harm {
    /// It changes or shows what is not the stranger's.
    Real,
    /// None that the template shows.
    None,
}

/// One finding for an API without any authorizer.
fn api(stack: &Stack<'_>, open: &[Open<'_>], report: &mut Report) {
    let Some(first) = open.first() else { return };
    let calls: Vec<_> = open.iter().map(|open| call(open.endpoint)).collect();
    let message = format!("anyone may call {} of `{}`, which has no authorizer", listed(&calls), first.endpoint.api);
    add(stack, first.endpoint.auth_span, message, open, report);
}

/// One finding for one method.
fn one(stack: &Stack<'_>, open: &Open<'_>, report: &mut Report) {
    let Open { endpoint, access, .. } = open;
    let behind = match (label_of(stack.application, endpoint), access) {
        (Some(name), DataAccess { writes: true, .. }) => format!(", and `{name}` behind it may change data"),
        (Some(name), DataAccess { reads: true, .. }) => format!(", and `{name}` behind it may read data"),
        _ => String::new(),
    };
    let message = format!("anyone may call `{}`: it has no authorizer{behind}", call(endpoint));
    add(stack, endpoint.auth_span, message, std::slice::from_ref(open), report);
}

fn add(stack: &Stack<'_>, span: Span, message: String, open: &[Open<'_>], report: &mut Report) {
    let class = if open.iter().any(|open| open.harm == Harm::Real) { Class::Finding } else { Class::Hardening };
    let writes = open.iter().any(|open| open.access.writes);
    report
        .add(stack.place(span), message)
        .class(class)
        .severity(match class {
            Class::Finding if writes => Severity::High,
            Class::Finding => Severity::Medium,
            Class::Hardening => Severity::Low,
        })
        .label("nobody asks who is calling")
        .help(open.first().map_or("", |open| FIX.of(stack, &open.endpoint.api)))
        .functions(open.iter().filter_map(|open| label_of(stack.application, open.endpoint)))
        .group(match class {
            Class::Finding => "no authorizer",
            Class::Hardening => "no authorizer, harmless",
        });
}

/// What a function behind an endpoint may do.
fn access(stack: &Stack<'_>, endpoint: &Endpoint) -> DataAccess {
    let function = endpoint.function.as_deref().and_then(|name| stack.application.function(name));
    function.map(|function| data_access(stack, function)).unwrap_or_default()
}

/// `DELETE /items/{id}`.
fn call(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method, endpoint.path)
}

fn harm(endpoint: &Endpoint, access: DataAccess, identity: bool) -> Harm {
    let words = words_of(endpoint);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let real = match endpoint.method.as_str() {
        _ if has(OPEN_BY_DESIGN) => false,
        "PUT" | "PATCH" | "DELETE" => true,
        "POST" if identity => true,
        "POST" | "ANY" | "*" => access.writes || has(SENSITIVE) && access.reads,
        // What is only read is often meant for everybody, so its name must say otherwise.
        _ => has(ADMINISTRATIVE) || has(SENSITIVE) && (access.writes || identity),
    };
    if real { Harm::Real } else { Harm::None }
}

/// Whether the name of a method says that it is not for everybody.
fn belongs_to_somebody(endpoint: &Endpoint) -> bool {
    words_of(endpoint).iter().any(|word| [ADMINISTRATIVE, SENSITIVE].iter().any(|list| list.contains(&word.as_str())))
}

/// Whether the rest of the API says that a method without an authorizer was forgotten: the same function, or the same
/// kind of request to the same things, asks who is calling; or the API has an authorizer, which nothing uses.
fn is_omission(application: &Application, endpoint: &Endpoint, access: DataAccess) -> bool {
    if words_of(endpoint).iter().any(|word| OPEN_BY_DESIGN.contains(&word.as_str())) {
        return false;
    }
    let guarded =
        |other: &&Endpoint| matches!(other.auth, Auth::Authorizer(_) | Auth::Iam) && other.api == endpoint.api;
    let mut others = application.endpoints.iter().filter(guarded).peekable();
    if others.peek().is_none() {
        return application.api(&endpoint.api).is_some_and(|api| !api.declared.is_empty());
    }
    let things = |path: &str| path.trim_start_matches('/').split('/').next().map(str::to_owned);
    others.any(|other| {
        let same_function = other.function.is_some() && other.function == endpoint.function;
        let same_things = things(&other.path) == things(&endpoint.path);
        access.reads && same_things && (same_function || other.method == endpoint.method)
    })
}

/// The words of path and function.
fn words_of(endpoint: &Endpoint) -> Vec<String> {
    let mut found = words(&endpoint.path);
    found.extend(endpoint.function.as_deref().map(words).unwrap_or_default());
    found
}

/// Words of routes that strangers must be able to call, because nobody can have proved who they are before, or because
/// the sender proves it inside the message.
const OPEN_BY_DESIGN: &[&str] = &[
    "login",
    "signin",
    "signup",
    "register",
    "registration",
    "oauth",
    "oauth2",
    "authorize",
    "callback",
    "token",
    "webhook",
    "webhooks",
    "hook",
    "hooks",
    "health",
    "healthcheck",
    "healthz",
    "ping",
    "status",
    "version",
    "docs",
    "swagger",
    "openapi",
    "favicon",
    "robots",
    "static",
    "assets",
    "public",
    "well",
    "forgot",
    "reset",
    "confirm",
    "verify",
    "contact",
    "feedback",
    "subscribe",
    "newsletter",
    "hello",
    "helloworld",
    "echo",
    "captcha",
    "challenge",
    "jwks",
    "saml",
    "slack",
    "telegram",
    "twilio",
    "stripe",
    "github",
    "alexa",
];

/// Words of what belongs to somebody.
const SENSITIVE: &[&str] = &[
    "user",
    "users",
    "staff",
    "people",
    "person",
    "persons",
    "member",
    "members",
    "salary",
    "salaries",
    "student",
    "students",
    "wallet",
    "wallets",
    "card",
    "cards",
    "secret",
    "secrets",
    "account",
    "accounts",
    "profile",
    "profiles",
    "order",
    "orders",
    "payment",
    "payments",
    "billing",
    "invoice",
    "invoices",
    "customer",
    "customers",
    "patient",
    "patients",
    "employee",
    "employees",
    "message",
    "messages",
    "inbox",
    "booking",
    "bookings",
    "receipt",
    "receipts",
    "document",
    "documents",
    "upload",
    "uploads",
    "report",
    "reports",
    "export",
    "backup",
    "transaction",
    "transactions",
    "balance",
    "transfer",
];

/// Words of what only operators do.
const ADMINISTRATIVE: &[&str] = &["admin", "admins", "administrator", "internal", "debug", "backdoor", "root"];
