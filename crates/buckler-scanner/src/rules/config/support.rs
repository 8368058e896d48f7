//! What several rules ask about an application. No rule of its own: it has no page.

use buckler_template::{Application, Auth, Endpoint, Entry, Field, Function, Node, Span, Trigger, TriggerKind, Value};

use crate::finding::Place;
use crate::stack::Stack;

/// The words of a name in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` are "db" and "password".
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = name.chars().peekable();
    let mut previous = ' ';
    while let Some(letter) = letters.next() {
        let next_is_lower = letters.peek().is_some_and(|next| next.is_ascii_lowercase());
        let begins = letter.is_ascii_uppercase() && (previous.is_ascii_lowercase() || next_is_lower);
        if (!letter.is_ascii_alphanumeric() || begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        }
        previous = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// What a function may do with data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DataAccess {
    /// It may read some.
    pub(super) reads: bool,
    /// It may change some, or act in the name of the application.
    pub(super) writes: bool,
}

/// Actions that show data to a function.
const READS: &[&str] = &[
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:BatchGetItem",
    "dynamodb:PartiQLSelect",
    "s3:GetObject",
    "rds-data:ExecuteStatement",
    "secretsmanager:GetSecretValue",
    "cognito-idp:ListUsers",
];

/// Actions by which a function changes data or acts in the name of the application.
const WRITES: &[&str] = &[
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:PartiQLInsert",
    "dynamodb:PartiQLUpdate",
    "dynamodb:PartiQLDelete",
    "s3:PutObject",
    "s3:DeleteObject",
    "rds-data:ExecuteStatement",
    "ses:SendEmail",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminUpdateUserAttributes",
    "iam:PutRolePolicy",
];

/// What the role of a function lets it do with data.
pub(super) fn data_access(stack: &Stack<'_>, function: &Function) -> DataAccess {
    let grants = stack.grants();
    let any = |actions: &[&str]| actions.iter().any(|action| grants.function_may(&function.id, action, None));
    DataAccess { reads: any(READS), writes: any(WRITES) }
}

/// Whether a value was written out, rather than computed from a parameter or another resource.
pub(super) fn is_written_out(stack: &Stack<'_>, span: Span) -> bool {
    let text = stack.text(span).trim_start_matches(['-', ' ']);
    if stands_elsewhere(stack, span) {
        return true;
    }
    let computed = text.starts_with(['!', '{', '$']) || text.starts_with("Ref:") || text.starts_with("Fn::");
    !computed && !text.is_empty()
}

/// Whether a value was written out elsewhere in the same files: under `custom`, or in a mapping.
fn stands_elsewhere(stack: &Stack<'_>, span: Span) -> bool {
    let text = stack.text(span);
    ["${self:", "${file(", "!FindInMap", "Fn::FindInMap", "{\"Fn::FindInMap\""]
        .iter()
        .any(|form| text.starts_with(form))
}

/// Where a value was written out: at its place, or where that place takes it from.
pub(super) fn origin(stack: &Stack<'_>, span: Span, value: &str) -> Place {
    let place = stack.place(span);
    if !stands_elsewhere(stack, span) {
        return place;
    }
    let sources = std::iter::once(stack.file).chain(stack.sources.iter().copied());
    let found = sources.into_iter().find_map(|file| {
        let start = u32::try_from(stack.files.get(file)?.text.find(value)?).ok()?;
        Some(Place { file, start, end: start.saturating_add(u32::try_from(value.len()).ok()?) })
    });
    found.unwrap_or(place)
}

/// A number, where it is known.
pub(super) fn number(field: &Field<u32>) -> Option<u32> {
    field.value().copied()
}

/// Whether a property is known to be switched off.
pub(super) fn is_off(node: Option<&Node>) -> bool {
    node.and_then(Node::bool) == Some(false)
}

/// Whether a property is known to be switched on.
pub(super) fn is_on(node: Option<&Node>) -> bool {
    node.and_then(Node::bool) == Some(true)
}

/// Whether a property is missing, or known to be switched off.
pub(super) fn is_not_on(node: Option<&Node>) -> bool {
    node.is_none_or(|node| node.bool() == Some(false))
}

/// Every entry of every mapping within a value, in the order written.
pub(super) fn entries_within(node: &Node) -> Vec<&Entry> {
    let mut found = Vec::new();
    let mut pending = vec![Visit::Node(node)];
    while let Some(visit) = pending.pop() {
        let node = match visit {
            Visit::Node(node) => node,
            Visit::Entry(entry) => {
                found.push(entry);
                &entry.value
            }
        };
        match &node.value {
            Value::List(items) => pending.extend(items.iter().rev().map(Visit::Node)),
            Value::Map(entries) => pending.extend(entries.iter().rev().map(Visit::Entry)),
            Value::Unknown(unknown) => pending.extend(unknown.choices.iter().rev().map(Visit::Node)),
            _ => {}
        }
    }
    found
}

/// What [`entries_within`] has still to look at.
enum Visit<'a> {
    Node(&'a Node),
    Entry(&'a Entry),
}

/// The settings of all resources, and of what the template only implies.
pub(super) fn all_settings(application: &Application) -> impl Iterator<Item = &Node> {
    let written = |id: &str| application.resource(id).is_some();
    let apis = application.apis.iter().filter(move |api| !written(&api.id)).map(|api| &api.settings);
    application.resources.iter().map(|resource| &resource.properties).chain(apis)
}

/// A property of a function, globals merged.
pub(super) fn setting<'a>(application: &'a Application, function: &Function, path: &str) -> Option<&'a Node> {
    application.resource(&function.id)?.get(path)
}

/// Whether an endpoint belongs to a WebSocket API; its path is a route key then.
pub(super) fn is_socket(application: &Application, endpoint: &Endpoint) -> bool {
    let api = application.resource(&endpoint.api);
    endpoint.method == "WEBSOCKET"
        || api.and_then(|api| api.get("ProtocolType")).and_then(Node::text) == Some("WEBSOCKET")
        || endpoint.method.is_empty() && matches!(endpoint.path.as_str(), "$connect" | "$disconnect")
}

/// Whether anyone on the Internet may call an endpoint.
pub(super) fn is_open(application: &Application, endpoint: &Endpoint) -> bool {
    // A mock answers by itself: a preflight request in most cases, and nothing is behind it.
    let mock = endpoint.integration.as_deref() == Some("MOCK");
    endpoint.auth == Auth::None
        && endpoint.method != "OPTIONS"
        && !mock
        && !is_guarded(application, &endpoint.api)
        && !is_described_elsewhere(application, &endpoint.api)
}

/// Whether a description that was not read says who may call an API.
fn is_described_elsewhere(application: &Application, api: &str) -> bool {
    application.resource(api).is_some_and(|api| {
        let body = ["DefinitionBody", "Body"].iter().find_map(|key| api.get(key));
        let remote = ["DefinitionUri", "BodyS3Location"].iter().any(|key| api.get(key).is_some());
        let included = |body: &Node| {
            let transform = entries_within(body).iter().any(|entry| entry.key.text == "Fn::Transform");
            transform || body.entries().is_empty()
        };
        remote || body.is_some_and(included)
    })
}

/// Whether an API is reached from a private network only, or has a policy of its own that decides who may call.
fn is_guarded(application: &Application, api: &str) -> bool {
    let settings = application.api(api).map(|api| &api.settings);
    let resource = application.resource(api).map(|resource| &resource.properties);
    settings.into_iter().chain(resource).any(|settings| {
        let policy = settings.get("Policy").or_else(|| settings.path("Auth.ResourcePolicy"));
        let endpoint = settings.get("EndpointConfiguration");
        let private = endpoint.is_some_and(|endpoint| {
            let types = ["Types", "Type"].iter().filter_map(|key| endpoint.get(key));
            let texts = types.flat_map(Node::one_or_many).chain(Some(endpoint));
            texts.filter_map(Node::text).any(|text| text.eq_ignore_ascii_case("private"))
        });
        policy.is_some() || private
    })
}

/// Whether the application knows its users: it has a user pool, or asks somewhere who is calling.
pub(super) fn has_identity(application: &Application) -> bool {
    let pools = ["AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient"];
    let asks = |auth: &Auth| matches!(auth, Auth::Authorizer(_) | Auth::Iam);
    application.resources.iter().any(|resource| pools.contains(&resource.kind.as_str()))
        || application.apis.iter().any(|api| !api.declared.is_empty())
        || application.endpoints.iter().any(|endpoint| asks(&endpoint.auth))
}

/// The triggers by which a function is called over HTTP, whoever may do so.
pub(super) fn http_triggers(function: &Function) -> impl Iterator<Item = &Trigger> {
    function.triggers.iter().filter(|trigger| {
        matches!(
            trigger.kind,
            TriggerKind::RestApi(_)
                | TriggerKind::HttpApi(_)
                | TriggerKind::FunctionUrl { .. }
                | TriggerKind::LoadBalancer(_)
        )
    })
}

/// What the author calls the function behind an endpoint.
pub(super) fn label_of<'a>(application: &'a Application, endpoint: &'a Endpoint) -> Option<&'a str> {
    let id = endpoint.function.as_deref()?;
    Some(application.function(id).map_or(id, |function| &function.label))
}

/// Names in a sentence: "`A`", "`A` and `B`", "`A`, `B` and 3 more".
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{}`", only.as_ref()),
        [first, second] => format!("`{}` and `{}`", first.as_ref(), second.as_ref()),
        [first, second, rest @ ..] => {
            format!("`{}`, `{}` and {} more", first.as_ref(), second.as_ref(), rest.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        let cases: [(&str, &[&str]); 6] = [
            ("DB_PASSWORD", &["db", "password"]),
            ("dbPassword", &["db", "password"]),
            ("APIKey", &["api", "key"]),
            ("stripe-secret.key", &["stripe", "secret", "key"]),
            ("S3Bucket", &["s3", "bucket"]),
            ("", &[]),
        ];
        for (name, expected) in cases {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(listed(&["A"]), "`A`");
        assert_eq!(listed(&["A", "B"]), "`A` and `B`");
        assert_eq!(listed(&["A", "B", "C", "D"]), "`A`, `B` and 2 more");
    }
}
