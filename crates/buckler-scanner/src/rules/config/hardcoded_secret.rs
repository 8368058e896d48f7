#![doc = include_str!("hardcoded_secret.md")]

use buckler_template::{Entry, Node, Resource, Template};

use crate::finding::{Class, Place, RuleInfo, Severity};
use crate::rules::config::secrets::{is_secret_name, is_secret_value, known_shape};
use crate::rules::config::support::{entries_within, is_written_out};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "hardcoded-secret",
    title: "secret written into a template",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[798, 259, 522],
    risks: &["SAS-7", "S3"],
    page: include_str!("hardcoded_secret.md"),
};

/// Judges secrets that templates write out, outside the environment of functions.
pub(super) struct HardcodedSecret;

impl ConfigRule for HardcodedSecret {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            for entry in entries_within(&resource.properties) {
                if let Some(what) = secret(resource, entry).filter(|_| is_written_out(stack, entry.value.span)) {
                    report
                        .add(
                            stack.place(entry.value.span),
                            format!("`{}` of `{}` holds {what}", entry.key.text, resource.id),
                        )
                        .label("everyone who reads the template has it")
                        .help("use a dynamic reference such as `{{resolve:secretsmanager:…}}`, and replace it now");
                }
            }
        }
        scripts(stack, report);
        for (name, default) in &parameters(stack) {
            report
                .add(stack.place(default.span), format!("the default of parameter `{name}` is a secret"))
                .label("deployments that pass no value use this one")
                .help("remove the default, so that a deployment has to pass a value; and replace it now");
        }
    }
}

/// What an entry of a resource gives away.
fn secret(resource: &Resource, entry: &Entry) -> Option<&'static str> {
    let text = entry.value.text()?;
    let function = ["AWS::Serverless::Function", "AWS::Lambda::Function"].contains(&resource.kind.as_str());
    let code = ["ZipFile", "InlineCode", "DefinitionString", "Schema"].contains(&entry.key.text.as_str());
    // Variables of functions have a rule of their own, code has its rules.
    if function || code {
        return None;
    }
    let property = PROPERTIES.contains(&entry.key.text.as_str());
    let named = (property || SECRET_KEYS.iter().any(|key| entry.key.text.eq_ignore_ascii_case(key)))
        && !entry.value.span.eq(&entry.key.span)
        && is_secret_value(text);
    known_shape(text)
        .or((named || in_document(entry)).then_some("a secret"))
        .or((in_environment(resource, entry) && is_secret_value(text)).then_some("a secret"))
}

/// Properties of resources that take a secret.
const PROPERTIES: &[&str] = &[
    "MasterUserPassword",
    "SecretString",
    "AuthToken",
    "OAuthToken",
    "OauthToken",
    "AccessToken",
    "ApiKeyValue",
    "LoginPassword",
    "ServicePassword",
    "DBPassword",
];

/// Names that mean a secret wherever they stand.
const SECRET_KEYS: &[&str] = &[
    "password",
    "client_secret",
    "clientsecret",
    "secret",
    "secretkey",
    "secret_key",
    "secretaccesskey",
    "api_key",
    "apikey",
    "private_key",
    "privatekey",
    "passphrase",
];

/// Whether an entry is a variable of something that runs elsewhere than in a function.
fn in_environment(resource: &Resource, entry: &Entry) -> bool {
    let runs = ["AWS::CodeBuild::Project", "AWS::ECS::TaskDefinition", "AWS::Amplify::App", "AWS::Amplify::Branch"];
    if entry.key.text != "Value" || !runs.contains(&resource.kind.as_str()) {
        return false;
    }
    // A variable is a mapping of `Name` and `Value`.
    let lists = entries_within(&resource.properties).into_iter().flat_map(|entry| entry.value.items());
    let named = |variable: &&Node| variable.get("Value").is_some_and(|value| value.span == entry.value.span);
    lists
        .into_iter()
        .find(named)
        .and_then(|variable| variable.get("Name"))
        .and_then(Node::text)
        .is_some_and(is_secret_name)
}

/// Whether a secret is a JSON document with a password in it.
fn in_document(entry: &Entry) -> bool {
    let text = entry.value.text().filter(|text| entry.key.text == "SecretString" && text.starts_with('{'));
    let document = text.and_then(|text| Template::parse("", text).ok());
    document.is_some_and(|document| {
        let entries = document.root().entries().iter();
        let mut pairs = entries.filter_map(|entry| Some((entry.key.text.as_str(), entry.value.text()?)));
        pairs.any(|(name, value)| is_secret_name(name) && is_secret_value(value))
    })
}

/// Keys of the cloud in the scripts that start machines.
fn scripts(stack: &Stack<'_>, report: &mut Report) {
    for resource in &stack.application.resources {
        let scripts = entries_within(&resource.properties).into_iter().filter(|entry| entry.key.text == "UserData");
        for script in scripts {
            let place = stack.place(script.value.span);
            let text = stack.text(script.value.span);
            if let Some((from, to)) = embedded_key(text) {
                let at = |offset: usize| place.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
                report
                    .add(
                        Place { start: at(from), end: at(to), ..place },
                        format!("the script that starts `{}` holds a secret access key", resource.id),
                    )
                    .label("everyone who reads the template has it")
                    .help("give the machine a role, and replace the key now");
            }
        }
    }
}

/// Where a script sets a secret access key: the range of the assignment.
fn embedded_key(text: &str) -> Option<(usize, usize)> {
    let name = "AWS_SECRET_ACCESS_KEY";
    let start = text.to_ascii_uppercase().find(name)?;
    let assignment = text.get(start..)?.split_whitespace().next()?;
    let (_, value) = assignment.split_once('=')?;
    is_secret_value(value.trim_matches(['"', '\''])).then_some((start, start + assignment.len()))
}

/// Parameters that are secrets by their name, with the default that is one by its shape.
fn parameters<'a>(stack: &Stack<'a>) -> Vec<(&'a str, &'a Node)> {
    let parameters = stack.application.parameters.iter();
    let secrets = parameters.filter(|parameter| parameter.kind == "String" && is_secret_name(&parameter.name));
    let defaults = secrets.filter_map(|parameter| Some((parameter.name.as_str(), parameter.default.as_ref()?)));
    defaults.filter(|(_, default)| default.text().is_some_and(is_secret_value)).collect()
}
