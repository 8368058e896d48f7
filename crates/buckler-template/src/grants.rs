//! What the policy templates and connectors of SAM grant: facts that `data/generate.py` has written down.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::application::Statement;
use crate::json;
use crate::node::Node;
use crate::source::{FileId, Span};

/// Statements that a name of SAM stands for, with `{Parameter}` where values go.
pub(crate) struct Grant {
    /// The parameters of a policy template.
    pub(crate) parameters: Vec<&'static str>,
    /// For connectors: whether the role of the source gets the statements, else that of the destination.
    pub(crate) to_source: bool,
    lines: Vec<&'static str>,
}

struct Table {
    templates: HashMap<&'static str, Grant>,
    connectors: Vec<([&'static str; 3], Grant)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("../data/sam_grants.txt")));

/// The policy template with this name.
pub(crate) fn template(name: &str) -> Option<&'static Grant> {
    TABLE.templates.get(name)
}

/// What a connector of this category (`Read` or `Write`) grants between two kinds of resources.
pub(crate) fn connector(source: &str, destination: &str, category: &str) -> Option<&'static Grant> {
    let wanted = [plain(source), plain(destination), category];
    TABLE.connectors.iter().find(|(of, _)| *of == wanted).map(|(_, grant)| grant)
}

/// The CloudFormation kind behind a kind of SAM.
fn plain(kind: &str) -> &str {
    match kind {
        "AWS::Serverless::Function" => "AWS::Lambda::Function",
        "AWS::Serverless::SimpleTable" => "AWS::DynamoDB::Table",
        "AWS::Serverless::StateMachine" => "AWS::StepFunctions::StateMachine",
        other => other,
    }
}

fn read(text: &'static str) -> Table {
    let mut table = Table { templates: HashMap::new(), connectors: Vec::new() };
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match (line.strip_prefix("  "), blocks.last_mut()) {
            (Some(statement), Some((_, lines))) => lines.push(statement),
            _ => blocks.push((line, Vec::new())),
        }
    }
    for (head, lines) in blocks {
        let words: Vec<&str> = head.split(' ').collect();
        match words.as_slice() {
            ["template", name, parameters @ ..] => {
                let grant = Grant { parameters: parameters.to_vec(), to_source: true, lines };
                table.templates.insert(name, grant);
            }
            ["connector", source, destination, category, role] => {
                let grant = Grant { parameters: Vec::new(), to_source: *role == "source", lines };
                table.connectors.push(([source, destination, category], grant));
            }
            _ => {}
        }
    }
    table
}

impl Grant {
    /// The statements with values in the place of parameters. Actions stand at `span`; a resource stands where the
    /// value was written that it is made with.
    pub(crate) fn statements(&self, values: &[(String, String, Span)], span: Span) -> Vec<Statement> {
        self.lines.iter().map(|line| statement(line, values, span)).collect()
    }
}

fn statement(line: &str, values: &[(String, String, Span)], span: Span) -> Statement {
    let mut parts = line.split(" | ");
    let actions: Vec<&str> = parts.next().unwrap_or_default().split(' ').collect();
    let mut statement = Statement::allow(&actions, &[], span);
    for resource in parts.next().unwrap_or_default().split(' ') {
        statement.resources.push(fill(resource, values, span));
    }
    statement.condition = parts.next().and_then(|condition| {
        let node = json::parse(&fill(condition, values, span).text, FileId(0)).ok()?;
        Some(placed(node, span))
    });
    statement
}

/// A text with its parameters filled in, and the place of the last of them.
fn fill(text: &str, values: &[(String, String, Span)], span: Span) -> crate::application::PlacedText {
    let mut filled = text.to_owned();
    let mut place = span;
    for (name, value, span) in values {
        let mark = format!("{{{name}}}");
        // `${Name}` is a symbol, `{Name}` a parameter.
        if let Some(at) = filled.find(&mark)
            && !filled.get(..at).is_some_and(|before| before.ends_with('$'))
        {
            filled = filled.replace(&mark, value);
            place = *span;
        }
    }
    crate::application::PlacedText { text: filled, span: place }
}

/// The tree at another place.
fn placed(mut node: Node, span: Span) -> Node {
    use crate::node::Value;
    node.span = span;
    node.value = match node.value {
        Value::List(items) => Value::List(items.into_iter().map(|item| placed(item, span)).collect()),
        Value::Map(mut entries) => {
            for entry in &mut entries {
                entry.key.span = span;
                entry.value = placed(std::mem::replace(&mut entry.value, Node::nothing(span)), span);
            }
            Value::Map(entries)
        }
        other => other,
    };
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_template_and_connector_is_there() {
        assert_eq!(TABLE.templates.len(), 81);
        assert_eq!(TABLE.connectors.len(), 31);
        let grants = TABLE.templates.values().chain(TABLE.connectors.iter().map(|(_, grant)| grant));
        for grant in grants {
            let values: Vec<_> =
                grant.parameters.iter().map(|name| ((*name).to_owned(), "v".to_owned(), Span::default())).collect();
            for statement in grant.statements(&values, Span::default()) {
                assert!(!statement.actions.is_empty() && !statement.resources.is_empty());
                for text in statement.actions.iter().chain(&statement.resources) {
                    let unfilled = text.text.contains('{') && !text.text.contains("${");
                    assert!(
                        !unfilled || text.text.contains("{Source.") || text.text.contains("{Destination."),
                        "{text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn values_go_into_resources_and_conditions() {
        let span = Span { line: 7, ..Span::default() };
        let values = [("BucketName".to_owned(), "${Files}".to_owned(), span)];
        let [statement] = &template("S3ReadPolicy").unwrap().statements(&values, Span::default())[..] else { panic!() };
        assert_eq!(statement.resources[1].text, "arn:aws:s3:::${Files}/*");
        assert_eq!((statement.resources[1].span.line, statement.actions[0].span.line), (7, 0));
        let values = [("FunctionName".to_owned(), "f".to_owned(), span)];
        let statements = template("AWSSecretsManagerRotationPolicy").unwrap().statements(&values, span);
        let condition = statements[0].condition.as_ref().unwrap();
        let value = condition.entries()[0].value.entries()[0].value.text().unwrap();
        assert!(value.ends_with(":function:f"), "{value}");
    }
}
