//! What several rules ask about an application. No rule of its own: it has no page.

use buckler_template::{
    Application, Auth, Effect, Endpoint, Entry, Field, Function, Node, Resource, Span, Trigger, TriggerKind, Value,
};

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

/// Whether `text` is what `pattern` describes, with `*` for any text and `?` for any character, in any case.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut seen) = (0, 0);
    // Where the last star stood, and how much of the text it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while seen < text.len() {
        match (pattern.get(at), text.get(seen)) {
            (Some(b'*'), _) => {
                star = Some((at, seen));
                at += 1;
            }
            (Some(wanted), Some(found)) if *wanted == b'?' || wanted.eq_ignore_ascii_case(found) => {
                at += 1;
                seen += 1;
            }
            _ => match star {
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    at = place + 1;
                    seen = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|rest| *rest == b'*')
}

/// Whether the role of a function allows an action, on this resource where one is given.
pub(super) fn may(application: &Application, function: &Function, action: &str, on: Option<&Resource>) -> bool {
    let Some(role) = application.role_of(function) else { return false };
    let service = action.split(':').next().unwrap_or_default();
    let managed = role.managed.iter().any(|policy| managed_grants(&policy.text, service));
    let statements = role.documents.iter().flat_map(|document| &document.statements);
    managed
        || statements.filter(|statement| statement.effect == Effect::Allow).any(|statement| {
            let acts = statement.actions.iter().any(|pattern| matches(&pattern.text, action));
            let reaches = on.is_none_or(|on| statement.resources.iter().any(|text| covers(&text.text, on)));
            acts && reaches
        })
}

/// Whether a managed policy grants everything of a service.
fn managed_grants(policy: &str, service: &str) -> bool {
    let name = policy.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let all = name == "administratoraccess" || name == "poweruseraccess";
    all || name.ends_with("fullaccess") && name.contains(service)
}

/// Whether the resource of a statement includes a resource of the template.
fn covers(text: &str, resource: &Resource) -> bool {
    let symbol = buckler_template::symbol::symbols(text).any(|symbol| symbol.name == resource.id);
    text == "*" || symbol || resource.is_called(text.trim_end_matches(['*', '/']))
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
    "s3:PutObject",
    "s3:DeleteObject",
    "rds-data:ExecuteStatement",
    "ses:SendEmail",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminUpdateUserAttributes",
    "iam:PutRolePolicy",
];

/// What the role of a function lets it do with data.
pub(super) fn data_access(application: &Application, function: &Function) -> DataAccess {
    let any = |actions: &[&str]| actions.iter().any(|action| may(application, function, action, None));
    DataAccess { reads: any(READS), writes: any(WRITES) }
}

/// Whether a value was written out, rather than computed from a parameter or another resource.
pub(super) fn is_written_out(stack: &Stack<'_>, span: Span) -> bool {
    let text = stack.text(span).trim_start_matches(['-', ' ']);
    // A variable of the same file is as much written out as the place that uses it.
    if text.starts_with("${self:") {
        return true;
    }
    let computed = text.starts_with(['!', '{', '$']) || text.starts_with("Ref:") || text.starts_with("Fn::");
    !computed && !text.is_empty()
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
    api.and_then(|api| api.get("ProtocolType")).and_then(Node::text) == Some("WEBSOCKET")
        || endpoint.method.is_empty() && matches!(endpoint.path.as_str(), "$connect" | "$disconnect")
}

/// Whether anyone on the Internet may call an endpoint.
pub(super) fn is_open(application: &Application, endpoint: &Endpoint) -> bool {
    // A mock answers by itself: a preflight request in most cases, and nothing is behind it.
    let mock = endpoint.integration.as_deref() == Some("MOCK");
    endpoint.auth == Auth::None && endpoint.method != "OPTIONS" && !mock && !is_guarded(application, &endpoint.api)
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
    fn patterns_have_stars_and_question_marks() {
        for (pattern, text) in [("s3:*", "S3:PutObject"), ("*", ""), ("s3:Put*", "s3:PutObject"), ("a?c*e", "abcde")] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("s3:Get*", "s3:PutObject"), ("", "a"), ("a?", "a"), ("*b", "ba"), ("a*b*c", "acb")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(listed(&["A"]), "`A`");
        assert_eq!(listed(&["A", "B"]), "`A` and `B`");
        assert_eq!(listed(&["A", "B", "C", "D"]), "`A`, `B` and 2 more");
    }
}
