//! Several templates of one repository: nested stacks get the parameters that are passed to them, and what one stack
//! exports is what another imports.

use std::collections::BTreeMap;

use crate::application::{Application, Note, Output, Resource};
use crate::files::{ReadFile, joined};
use crate::node::{Entry, Node, Value};
use crate::resolve::Deployment;
use crate::symbol::{Symbol, qualified};
use crate::template::Template;

/// How often values are passed on. A value goes through no more stacks than this, since one round takes it one
/// template further.
const ROUNDS: usize = 5;

/// Templates that are deployed together.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    templates: Vec<Template>,
}

/// A stack inside another one.
struct Nested<'a> {
    parent: usize,
    child: usize,
    resource: &'a Resource,
}

impl Workspace {
    /// A workspace of these templates. Their file names must begin at one folder, for stacks name each other by path.
    pub fn new(templates: Vec<Template>) -> Self {
        Self { templates }
    }

    /// The templates, in the order given.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// The application of each template, in their order. A symbol such as `${1/Table.Arn}` is one of the template
    /// with that number: see [`resource_of`].
    pub fn applications(&self, deployment: &Deployment, read: &ReadFile<'_>) -> Vec<Application> {
        let read_one = |template: &Template, deployment: &Deployment| template.application_with(deployment, read);
        let mut applications: Vec<_> = self.templates.iter().map(|template| read_one(template, deployment)).collect();
        let imports: Vec<bool> = self.templates.iter().zip(&applications).map(|pair| imports(pair.0, pair.1)).collect();
        let mut known: Vec<Deployment> = vec![deployment.clone(); self.templates.len()];
        for _ in 0..ROUNDS {
            let next = self.deployments(deployment, &applications, &imports);
            let changed: Vec<usize> = (0..known.len()).filter(|index| known.get(*index) != next.get(*index)).collect();
            if changed.is_empty() {
                break;
            }
            for index in changed {
                let (Some(template), Some(decided)) = (self.templates.get(index), next.get(index)) else { continue };
                if let Some(slot) = applications.get_mut(index) {
                    *slot = read_one(template, decided);
                }
            }
            known = next;
        }
        self.note_missing(&mut applications);
        applications
    }

    /// Notes the nested stacks whose template is none of the workspace, for nothing of them is known.
    fn note_missing(&self, applications: &mut [Application]) {
        let numbers = self.numbers();
        for application in applications {
            let missing = application.resources.iter().filter_map(|resource| {
                let location = location(resource)?.text()?;
                let path = joined(application.file(resource.span), location);
                let known = path.is_some_and(|path| numbers.contains_key(path.as_str()));
                let message = format!("the template of `{}` is not among these: `{location}`", resource.id);
                (!known).then_some(Note { message, span: resource.span })
            });
            let missing: Vec<_> = missing.collect();
            application.notes.extend(missing);
        }
    }

    /// The number of each template, by its file.
    fn numbers(&self) -> BTreeMap<&str, usize> {
        self.templates.iter().enumerate().map(|(index, template)| (template.file(), index)).collect()
    }

    /// What the other templates decide for each.
    fn deployments(&self, base: &Deployment, applications: &[Application], imports: &[bool]) -> Vec<Deployment> {
        let mut deployments = vec![base.clone(); applications.len()];
        let exports = exports(applications);
        // A template that imports nothing is not read again because of what others export.
        for (deployment, _) in deployments.iter_mut().zip(imports).filter(|(_, imports)| **imports) {
            deployment.exports = exports.clone();
        }
        let mut passed: Vec<BTreeMap<String, Option<Node>>> = vec![BTreeMap::new(); applications.len()];
        for nested in self.nested(applications) {
            let outputs = applications.get(nested.child).map_or(&[][..], |child| &child.outputs);
            if let Some(parent) = deployments.get_mut(nested.parent) {
                for output in outputs {
                    let name = format!("{}.Outputs.{}", nested.resource.id, output.name);
                    parent.outputs.insert(name, moved(&output.value, nested.child));
                }
            }
            if let Some(passed) = passed.get_mut(nested.child) {
                pass(nested.resource, nested.parent, passed);
            }
        }
        for (deployment, passed) in deployments.iter_mut().zip(passed) {
            let agreed = passed.into_iter().filter_map(|(name, value)| Some((name, value?)));
            deployment.passed.extend(agreed);
        }
        deployments
    }

    /// The stacks whose template is one of the workspace.
    fn nested<'a>(&self, applications: &'a [Application]) -> Vec<Nested<'a>> {
        let numbers = self.numbers();
        let mut found = Vec::new();
        for (parent, application) in applications.iter().enumerate() {
            for resource in &application.resources {
                let from = application.file(resource.span);
                let path = location(resource).and_then(Node::text).and_then(|path| joined(from, path));
                if let Some(child) = path.and_then(|path| numbers.get(path.as_str()).copied()) {
                    found.push(Nested { parent, child, resource });
                }
            }
        }
        found
    }
}

/// Where a nested stack has its template.
fn location(resource: &Resource) -> Option<&Node> {
    match resource.kind.as_str() {
        "AWS::Serverless::Application" => resource.get("Location"),
        // The CDK notes beside it which file it uploads.
        "AWS::CloudFormation::Stack" => {
            let asset = resource.metadata.as_ref().and_then(|metadata| metadata.get("aws:asset:path"));
            asset.or_else(|| resource.get("TemplateURL"))
        }
        _ => None,
    }
}

/// The resource that a symbol of the application `index` names, in that application or another one of the workspace.
pub fn resource_of<'a>(
    applications: &'a [Application],
    index: usize,
    symbol: &Symbol<'_>,
) -> Option<(usize, &'a Resource)> {
    let number = symbol.template.unwrap_or(index);
    applications.get(number)?.resource(symbol.name).map(|resource| (number, resource))
}

/// Every value that is exported, by the name of its export. One that two stacks export is left out.
fn exports(applications: &[Application]) -> BTreeMap<String, Node> {
    let mut found: BTreeMap<String, Option<Node>> = BTreeMap::new();
    for (index, application) in applications.iter().enumerate() {
        for Output { value, export, .. } in &application.outputs {
            let Some(name) = export else { continue };
            let value = moved(value, index);
            found.entry(name.clone()).and_modify(|known| *known = None).or_insert(Some(value));
        }
    }
    found.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Whether a template imports anything, told by the text of its tree.
fn imports(template: &Template, application: &Application) -> bool {
    let mut pending = vec![template.root()];
    while let Some(node) = pending.pop() {
        if node.entry("Fn::ImportValue").is_some() {
            return true;
        }
        pending.extend(node.items());
        pending.extend(node.entries().iter().map(|entry| &entry.value));
    }
    // Included files import as well.
    application.files.len() > 1
}

/// Adds the parameters that a stack passes down. Where two parents disagree the child keeps its own default.
fn pass(resource: &Resource, parent: usize, passed: &mut BTreeMap<String, Option<Node>>) {
    for entry in resource.get("Parameters").map_or(&[][..], Node::entries) {
        let value = moved(&entry.value, parent);
        let agrees = |known: &mut Option<Node>| {
            if known.as_ref().is_some_and(|known| known.value != value.value) {
                *known = None;
            }
        };
        passed.entry(entry.key.text.clone()).and_modify(agrees).or_insert(Some(value));
    }
}

/// A value of the template `from`, for another one: its symbols say where they belong.
fn moved(node: &Node, from: usize) -> Node {
    let value = match &node.value {
        Value::Text(text) => Value::Text(qualified(text, from)),
        Value::Unknown(unknown) => {
            let mut unknown = unknown.without_choices();
            unknown.text = qualified(&unknown.text, from);
            Value::Unknown(Box::new(unknown))
        }
        Value::List(items) => Value::List(items.iter().map(|item| moved(item, from)).collect()),
        Value::Map(entries) => Value::Map(
            entries.iter().map(|entry| Entry { key: entry.key.clone(), value: moved(&entry.value, from) }).collect(),
        ),
        other => other.clone(),
    };
    // Its place is another file's: who takes it, says where.
    Node { span: crate::source::Span::default(), value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Vec<Application> {
        let templates = files.iter().map(|(name, text)| Template::parse(name, text).unwrap());
        Workspace::new(templates.collect()).applications(&Deployment::symbolic(), &|_| None)
    }

    fn variable(application: &Application) -> String {
        application.functions[0].environment[0].value.symbolic().unwrap().into_owned()
    }

    const CHILD: &str = "
Parameters: {Table: {Type: String}, Size: {Type: Number, Default: 1}}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: !Ref Size
      Environment: {Variables: {TABLE: !Ref Table}}
      Policies: [{Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: !Sub 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}'}]}]
";

    #[test]
    fn nested_stacks_get_what_is_passed_to_them_through_their_parent() {
        let root = "
Resources:
  Store: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: store/template.yaml}}
  App: {Type: AWS::Serverless::Application, Properties: {Location: ./app/template.yaml, Parameters: {Table: !GetAtt Store.Outputs.Name, Size: 9}}}
";
        let store = "
Resources: {Orders: {Type: AWS::DynamoDB::Table}}
Outputs: {Name: {Value: !Ref Orders}}
";
        let applications =
            read(&[("x/root.yaml", root), ("x/store/template.yaml", store), ("x/app/template.yaml", CHILD)]);
        let app = &applications[2];
        assert_eq!(variable(app), "${1/Orders}");
        assert_eq!(app.functions[0].timeout.value(), Some(&9));
        let name = &app.functions[0].environment[0].value.symbolic().unwrap();
        let symbol = Symbol::whole(name).unwrap();
        let (number, resource) = resource_of(&applications, 2, &symbol).unwrap();
        assert_eq!((number, resource.kind.as_str()), (1, "AWS::DynamoDB::Table"));
        let place = app.functions[0].environment[0].value.span().unwrap();
        assert_eq!((place.line, place.of(CHILD)), (8, "!Ref Table"));
    }

    #[test]
    fn a_nested_stack_without_its_template_is_noted() {
        let root = "
Resources:
  Here: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: here.yaml}}
  Outside: {Type: AWS::Serverless::Application, Properties: {Location: ../../outside.yaml}}
  Public: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: 'arn:aws:x', SemanticVersion: 1.0.0}}}
";
        let applications = read(&[("x/root.yaml", root), ("x/here.yaml", CHILD)]);
        let notes: Vec<_> = applications[0].notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(notes, ["the template of `Outside` is not among these: `../../outside.yaml`"]);
    }

    #[test]
    fn what_one_stack_exports_another_imports() {
        let exporting = "
Parameters: {Stage: {Type: String, Default: dev}}
Resources: {Bus: {Type: AWS::Events::EventBus}}
Outputs: {Bus: {Value: !GetAtt Bus.Arn, Export: {Name: !Sub 'bus-${Stage}'}}}
";
        let importing = "
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {BUS: !ImportValue bus-dev}}}}
";
        let applications = read(&[("a.yaml", importing), ("b.yaml", exporting)]);
        assert_eq!(variable(&applications[0]), "${1/Bus.Arn}");
        let alone = read(&[("a.yaml", importing)]);
        assert_eq!(variable(&alone[0]), "${Import::bus-dev}");
    }

    #[test]
    fn a_child_of_two_parents_keeps_what_they_agree_on() {
        let parent = |name: &str| {
            format!(
                "Resources: {{App: {{Type: AWS::Serverless::Application, Properties: {{Location: child.yaml, Parameters: {{Table: {name}, Size: 5}}}}}}}}"
            )
        };
        let (one, two) = (parent("one"), parent("two"));
        let applications = read(&[("one.yaml", &one), ("two.yaml", &two), ("child.yaml", CHILD)]);
        assert_eq!(variable(&applications[2]), "${Table}");
        assert_eq!(applications[2].functions[0].timeout.value(), Some(&5));
    }

    #[test]
    fn stacks_that_contain_each_other_come_to_an_end() {
        let stack = |other: &str| {
            format!(
                "Parameters: {{P: {{Type: String}}}}\nResources: {{S: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {other}, Parameters: {{P: !Sub '${{P}}${{P}}'}}}}}}}}"
            )
        };
        let (one, two) = (stack("two.yaml"), stack("one.yaml"));
        assert_eq!(read(&[("one.yaml", &one), ("two.yaml", &two)]).len(), 2);
    }
}
