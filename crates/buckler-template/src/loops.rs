//! `Fn::ForEach` of the language extensions: resources that a loop writes out.

use crate::node::{Entry, Key, Node, Value};
use crate::resolve::{Deployment, Resolver};

/// Most entries that all loops of a template make together.
const MAX_ENTRIES: usize = 5_000;
/// Loops inside loops that are followed.
const MAX_DEPTH: usize = 8;
/// Nodes that are copied at most.
const MAX_NODES: usize = 400_000;

/// The template with its loops written out, if it has any. A loop over what is not known stays as it is.
pub(crate) fn expanded(root: &Node, deployment: &Deployment) -> Option<Node> {
    let sections = ["Resources", "Outputs", "Conditions"];
    let has_loop = |section: &Entry| {
        sections.contains(&section.key.text.as_str())
            && section.value.entries().iter().any(|entry| loop_name(&entry.key.text).is_some())
    };
    if !root.entries().iter().any(has_loop) {
        return None;
    }
    let mut expansion = Expansion { resolver: Resolver::new(root, deployment), entries: 0, nodes: 0 };
    let entries = root.entries().iter().map(|section| {
        let is_section = sections.contains(&section.key.text.as_str());
        let value = if is_section { expansion.section(&section.value, &[], 0) } else { section.value.clone() };
        Entry { key: section.key.clone(), value }
    });
    Some(Node { span: root.span, value: Value::Map(entries.collect()) })
}

/// The name of a loop, from its key.
fn loop_name(key: &str) -> Option<&str> {
    key.strip_prefix("Fn::ForEach::")
}

struct Expansion<'a> {
    resolver: Resolver<'a>,
    entries: usize,
    nodes: usize,
}

/// The variables of the loops around, each with its present value.
type Variables<'v> = [(&'v str, String)];

impl Expansion<'_> {
    /// A mapping with the loops in it written out.
    fn section(&mut self, section: &Node, variables: &Variables<'_>, depth: usize) -> Node {
        let mut made = Vec::new();
        for entry in section.entries() {
            match (loop_name(&entry.key.text), entry.value.items()) {
                (Some(_), [name, collection, body]) if depth < MAX_DEPTH => {
                    self.each(name, collection, body, variables, depth, &mut made);
                }
                _ => made.push(self.filled_entry(entry, variables)),
            }
        }
        Node { span: section.span, value: Value::Map(made) }
    }

    fn each(
        &mut self,
        name: &Node,
        collection: &Node,
        body: &Node,
        variables: &Variables<'_>,
        depth: usize,
        made: &mut Vec<Entry>,
    ) {
        let Some(name) = name.text() else { return };
        let collection = self.filled(collection, variables);
        for item in self.resolver.resolve(&collection).items() {
            let Some(item) = item.scalar() else { continue };
            self.entries += 1;
            if self.entries > MAX_ENTRIES || self.nodes > MAX_NODES {
                return;
            }
            let mut inner: Vec<(&str, String)> = variables.to_vec();
            inner.push((name, item));
            if let Value::Map(entries) = self.section(body, &inner, depth + 1).value {
                made.extend(entries);
            }
        }
    }

    fn filled_entry(&mut self, entry: &Entry, variables: &Variables<'_>) -> Entry {
        let key = Key { text: fill(&entry.key.text, variables), span: entry.key.span };
        Entry { key, value: self.filled(&entry.value, variables) }
    }

    /// A copy with the variables filled in, in texts and by `Ref`. Nesting is bounded by the reader.
    fn filled(&mut self, node: &Node, variables: &Variables<'_>) -> Node {
        self.nodes += 1;
        let reference = node.single().filter(|(name, _)| *name == "Ref").and_then(|(_, argument)| argument.text());
        let value = match &node.value {
            _ if self.nodes > MAX_NODES => Value::Null,
            Value::Map(_) if reference.is_some_and(|name| variables.iter().any(|(known, _)| *known == name)) => {
                Value::Text(fill(&format!("${{{}}}", reference.unwrap_or_default()), variables))
            }
            Value::Text(text) if !variables.is_empty() => Value::Text(fill(text, variables)),
            Value::List(items) => Value::List(items.iter().map(|item| self.filled(item, variables)).collect()),
            Value::Map(entries) => {
                Value::Map(entries.iter().map(|entry| self.filled_entry(entry, variables)).collect())
            }
            other => other.clone(),
        };
        Node { span: node.span, value }
    }
}

/// A text with `${Name}` and `&{Name}` filled in; the second form leaves out what is neither letter nor digit.
fn fill(text: &str, variables: &Variables<'_>) -> String {
    let mut filled = text.to_owned();
    for (name, value) in variables {
        let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
        filled = filled.replace(&format!("${{{name}}}"), value).replace(&format!("&{{{name}}}"), &plain);
    }
    filled
}

#[cfg(test)]
mod tests {
    use crate::{Deployment, Template};

    #[test]
    fn loops_are_written_out() {
        let text = "
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'orders, old-items'}}
Resources:
  Fn::ForEach::Tables:
    - Name
    - !Ref Names
    - 'Table&{Name}': {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub 'x-${Name}', Tags: [{Key: n, Value: !Ref Name}]}}
      'Fn::ForEach::Queues':
        - Kind
        - [A, B]
        - '${Kind}&{Name}': {Type: AWS::SQS::Queue}
  Other: {Type: AWS::SNS::Topic}
";
        let application = Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic());
        let ids: Vec<_> = application.resources.iter().map(|resource| resource.id.as_str()).collect();
        assert_eq!(ids, ["Tableorders", "Aorders", "Borders", "Tableolditems", "Aolditems", "Bolditems", "Other"]);
        let table = &application.resources[3];
        assert_eq!(table.get("TableName").unwrap().text(), Some("x-old-items"));
        assert_eq!(
            (table.get("Tags.0.Value").unwrap().text(), table.span.of(text)),
            (Some("old-items"), "'Table&{Name}'")
        );
    }

    #[test]
    fn loops_that_multiply_are_bounded() {
        let items = vec!["a"; 50].join(", ");
        let mut body = "{'R${I0}': {Type: AWS::SQS::Queue}}".to_owned();
        for level in 0..6 {
            body = format!("{{'Fn::ForEach::L{level}': [I{level}, [{items}], {body}]}}");
        }
        let text = format!("Resources: {body}");
        let application = Template::parse("t.yaml", &text).unwrap().application(&Deployment::symbolic());
        assert!(application.resources.len() <= 5_000);
    }
}
