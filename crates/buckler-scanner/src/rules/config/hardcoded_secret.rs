#![doc = include_str!("hardcoded_secret.md")]

use buckler_template::{Entry, Node, Resource, Template};

use crate::finding::{Class, Place, RuleInfo, Severity};
use crate::rules::config::secrets::{is_secret_name, is_secret_value, known_shape};
use crate::rules::config::support::{entries_within, is_written_out, words};
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
    let code = ["ZipFile", "InlineCode", "DefinitionString", "Schema", "UserData"].contains(&entry.key.text.as_str());
    // Variables of functions have a rule of their own, code has its rules.
    if function || code {
        return None;
    }
    let named = is_secret_key(&entry.key.text) || in_environment(resource, entry);
    let plain = named && is_secret_value(text) || in_document(entry);
    known_shape(text).or(plain.then_some("a secret"))
}

/// Whether a property of this name takes a secret.
fn is_secret_key(key: &str) -> bool {
    let joined = words(key).concat();
    ENDS_OF_SECRETS.iter().any(|end| joined.ends_with(end)) || ["secret", "password"].contains(&joined.as_str())
}

/// How the names of such properties end.
const ENDS_OF_SECRETS: &[&str] = &[
    "password",
    "passphrase",
    "clientsecret",
    "secretstring",
    "secretkey",
    "secretaccesskey",
    "secrettoken",
    "authtoken",
    "oauthtoken",
    "accesstoken",
    "refreshtoken",
    "hectoken",
    "tokenkey",
    "privatekey",
    "apikey",
    "apikeyvalue",
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

/// Parameters that are secrets, by their name or by what takes them, with a default that is one by its shape.
fn parameters<'a>(stack: &Stack<'a>) -> Vec<(&'a str, &'a Node)> {
    let texts = stack.application.parameters.iter().filter(|parameter| parameter.kind == "String");
    let defaults = texts.filter_map(|parameter| Some((parameter.name.as_str(), parameter.default.as_ref()?)));
    let secrets = defaults.filter(|(_, default)| default.text().is_some_and(is_secret_value));
    secrets.filter(|(name, _)| is_secret_name(name) || becomes_secret(stack, name)).collect()
}

/// Whether a property that takes a secret takes it from this parameter.
fn becomes_secret(stack: &Stack<'_>, parameter: &str) -> bool {
    let resources = stack.application.resources.iter();
    let mut entries = resources.flat_map(|resource| entries_within(&resource.properties));
    entries.any(|entry| {
        let text = stack.text(entry.value.span);
        let refers =
            text.contains("Ref") && text.split(|letter: char| !letter.is_alphanumeric()).any(|it| it == parameter);
        refers && (is_secret_key(&entry.key.text) || is_secret_name(&entry.key.text))
    })
}
