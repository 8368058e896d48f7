//! Roles: those the template writes out, those that SAM makes for functions and state machines, and those that
//! functions take from elsewhere; each with every policy that is attached to it.

use crate::application::{
    Application, Field, Format, PlacedText, PolicyDocument, PolicySource, Resource, Role, RoleOrigin, Statement,
    TriggerKind, placed_texts,
};
use crate::formats::reader::{Reader, references};
use crate::formats::serverless::SHARED_ROLE;
use crate::grants;
use crate::node::{Node, Value};
use crate::resources::canonical_arns;
use crate::source::Span;

/// Adds all roles and tells each function which one it has.
pub(crate) fn read(reader: &mut Reader<'_>) {
    let mut roles: Vec<Role> = reader.application.resources_of("AWS::IAM::Role").map(written).collect();
    for (index, role) in functions(reader, &mut roles) {
        if let Some(function) = reader.application.functions.get_mut(index) {
            function.role = Some(role);
        }
    }
    if reader.application.format == Format::Serverless {
        serverless(&reader.application, &mut roles);
    }
    let machines = reader.application.resources_of("AWS::Serverless::StateMachine");
    roles.extend(machines.filter(|machine| machine.get("Role").is_none()).map(|machine| implied(machine, false)));
    attach(&reader.application, &mut roles);
    connectors(reader, &mut roles);
    let arns = canonical_arns(&reader.application.resources);
    let statements =
        roles.iter_mut().flat_map(|role| &mut role.documents).flat_map(|document| &mut document.statements);
    for resource in statements.flat_map(|statement| statement.resources.iter_mut().chain(&mut statement.not_resources))
    {
        arns.replace(&mut resource.text);
    }
    reader.application.roles = roles;
}

/// A role that is written out.
fn written(resource: &Resource) -> Role {
    let policies = resource.get("Policies").map_or(&[][..], Node::one_or_many);
    Role {
        id: resource.id.clone(),
        span: resource.span,
        origin: RoleOrigin::Written,
        documents: policies.iter().flat_map(named_documents).collect(),
        managed: placed_texts(resource.get("ManagedPolicyArns")),
        implied: Vec::new(),
        trust: resource
            .get("AssumeRolePolicyDocument")
            .map(|document| PolicyDocument::read(document, None, PolicySource::Written)),
        boundary: placed_texts(resource.get("PermissionsBoundary")).into_iter().next(),
    }
}

/// The documents of one entry of `Policies`, also of those that an undecided condition chooses between.
fn named_documents(policy: &Node) -> Vec<PolicyDocument> {
    let candidates = match &policy.value {
        Value::Unknown(unknown) => unknown.choices.as_slice(),
        _ => std::slice::from_ref(policy),
    };
    let documents = candidates.iter().filter_map(|policy| {
        let name = policy.get("PolicyName").and_then(Node::symbolic).map(|name| name.into_owned());
        Some(PolicyDocument::read(policy.get("PolicyDocument")?, name, PolicySource::Written))
    });
    documents.collect()
}

/// The identifier of the role of each function, by the index of the function.
fn functions(reader: &Reader<'_>, roles: &mut Vec<Role>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, function) in reader.application.functions.iter().enumerate() {
        let Some(resource) = reader.application.resource(&function.id) else { continue };
        let id = match resource.get("Role") {
            Some(node) => own_role(reader, function.id.as_str(), node, roles),
            None if resource.kind == "AWS::Serverless::Function" => {
                let mut role = implied(resource, true);
                pollers(function.triggers.iter().map(|trigger| (&trigger.kind, trigger.span)), &mut role);
                if let Field::Known(mode, span) = &function.tracing
                    && mode != "Disabled"
                {
                    role.implied.push(managed("AWSXRayDaemonWriteAccess", *span));
                }
                let id = role.id.clone();
                roles.push(role);
                Some(id)
            }
            None => None,
        };
        found.extend(id.map(|id| (index, id)));
    }
    found
}

/// What the Serverless Framework adds to the roles that it makes itself.
fn serverless(application: &Application, roles: &mut [Role]) {
    for role in roles.iter_mut().filter(|role| role.id.ends_with(SHARED_ROLE)) {
        role.implied.push(managed("service-role/AWSLambdaBasicExecutionRole", role.span));
        let mut implied = std::mem::take(&mut role.implied);
        let id = role.id.clone();
        for function in application.functions.iter().filter(|function| function.role.as_ref() == Some(&id)) {
            pollers(function.triggers.iter().map(|trigger| (&trigger.kind, trigger.span)), role);
            if let Some(vpc) = &function.vpc {
                let policy = managed("service-role/AWSLambdaVPCAccessExecutionRole", vpc.span);
                if !role.implied.iter().any(|known| known.text == policy.text) {
                    role.implied.push(policy);
                }
            }
        }
        implied.append(&mut role.implied);
        role.implied = implied;
    }
}

/// The role that a function names: one of the template, or one from elsewhere.
fn own_role(reader: &Reader<'_>, function: &str, node: &Node, roles: &mut Vec<Role>) -> Option<String> {
    // In a local deployment the resolved value is an ARN; the raw one still says which role it is.
    let raw = reader.resolver.resource(function).and_then(|resource| resource.path("Properties.Role"));
    let mut names = raw.map(references).unwrap_or_default();
    names.extend(node.references().iter().map(|symbol| symbol.name.to_owned()));
    names.extend(reader.application.resource_named(node).map(|resource| resource.id.clone()));
    if let Some(role) = roles.iter().find(|role| names.contains(&role.id)) {
        return Some(role.id.clone());
    }
    let id = node.symbolic()?.into_owned();
    if !roles.iter().any(|role| role.id == id) {
        roles.push(Role { origin: RoleOrigin::External, ..empty(id.clone(), node.span) });
    }
    Some(id)
}

fn empty(id: String, span: Span) -> Role {
    Role {
        id,
        span,
        origin: RoleOrigin::Implied,
        documents: Vec::new(),
        managed: Vec::new(),
        implied: Vec::new(),
        trust: None,
        boundary: None,
    }
}

/// The role that SAM makes for a function or state machine.
fn implied(resource: &Resource, is_function: bool) -> Role {
    let mut role = empty(format!("{}Role", resource.id), resource.span);
    role.boundary = placed_texts(resource.get("PermissionsBoundary")).into_iter().next();
    role.trust = resource
        .get("AssumeRolePolicyDocument")
        .map(|document| PolicyDocument::read(document, None, PolicySource::Written));
    if is_function {
        role.implied.push(managed("service-role/AWSLambdaBasicExecutionRole", resource.span));
        if let Some(vpc) = resource.entry("VpcConfig") {
            role.implied.push(managed("service-role/AWSLambdaVPCAccessExecutionRole", vpc.key.span));
        }
        destinations(resource, &mut role);
    }
    for policy in resource.get("Policies").map_or(&[][..], Node::one_or_many) {
        add_policy(policy, &mut role);
    }
    role
}

/// One entry of SAM's `Policies`: a managed policy, a document, or a policy template.
fn add_policy(policy: &Node, role: &mut Role) {
    match &policy.value {
        Value::Unknown(unknown) if !unknown.choices.is_empty() => {
            unknown.choices.iter().flat_map(Node::one_or_many).for_each(|choice| add_policy(choice, role));
        }
        Value::Map(_) if policy.get("Statement").is_some() => {
            role.documents.push(PolicyDocument::read(policy, None, PolicySource::Written));
        }
        Value::Map(_) if policy.get("PolicyDocument").is_some() => role.documents.extend(named_documents(policy)),
        Value::Map(entries) => {
            for entry in entries {
                let Some(grant) = grants::template(&entry.key.text) else { continue };
                let values = entry.value.entries().iter().filter_map(|parameter| {
                    let value = parameter.value.symbolic()?.into_owned();
                    Some((parameter.key.text.clone(), value, parameter.value.span))
                });
                let mut values: Vec<_> = values.collect();
                for missing in &grant.parameters {
                    if !values.iter().any(|(name, ..)| name == missing) {
                        values.push(((*missing).to_owned(), crate::symbol::NOTHING.to_owned(), entry.key.span));
                    }
                }
                role.documents.push(PolicyDocument {
                    name: Some(entry.key.text.clone()),
                    source: PolicySource::Template(entry.key.text.clone()),
                    span: entry.key.span,
                    statements: grant.statements(&values, entry.key.span),
                });
            }
        }
        _ => role.managed.extend(placed_texts(Some(policy))),
    }
}

/// The managed policies that let a function read the queues and streams that invoke it.
fn pollers<'a>(triggers: impl Iterator<Item = (&'a TriggerKind, Span)>, role: &mut Role) {
    for (kind, span) in triggers {
        let name = match kind {
            TriggerKind::Sqs(_) => "service-role/AWSLambdaSQSQueueExecutionRole",
            TriggerKind::Kinesis(_) => "service-role/AWSLambdaKinesisExecutionRole",
            TriggerKind::DynamoDb(_) => "service-role/AWSLambdaDynamoDBExecutionRole",
            TriggerKind::Other(name) if name == "MSK" => "service-role/AWSLambdaMSKExecutionRole",
            _ => continue,
        };
        let policy = managed(name, span);
        if !role.implied.iter().any(|known| known.text == policy.text) {
            role.implied.push(policy);
        }
    }
}

/// What a function may send to its dead-letter queue and to the destinations of asynchronous events.
fn destinations(resource: &Resource, role: &mut Role) {
    let targets = [
        ("DeadLetterQueue", "TargetArn"),
        ("EventInvokeConfig.DestinationConfig.OnSuccess", "Destination"),
        ("EventInvokeConfig.DestinationConfig.OnFailure", "Destination"),
    ];
    for (path, key) in targets {
        let Some(target) = resource.get(path) else { continue };
        let action = match target.get("Type").and_then(Node::text) {
            Some("SQS") => "sqs:SendMessage",
            Some("SNS") => "sns:Publish",
            Some("Lambda") => "lambda:InvokeFunction",
            Some("EventBridge") => "events:PutEvents",
            _ => continue,
        };
        let resources: Vec<String> = placed_texts(target.get(key)).into_iter().map(|text| text.text).collect();
        role.documents.push(PolicyDocument {
            name: None,
            source: PolicySource::Implied,
            span: target.span,
            statements: vec![Statement::allow(&[action], &resources, target.span)],
        });
    }
}

fn managed(name: &str, span: Span) -> PlacedText {
    PlacedText { text: format!("arn:aws:iam::aws:policy/{name}"), span }
}

/// Attaches the policies that are resources of their own.
fn attach(application: &Application, roles: &mut [Role]) {
    for resource in &application.resources {
        let is_policy =
            matches!(resource.kind.as_str(), "AWS::IAM::Policy" | "AWS::IAM::RolePolicy" | "AWS::IAM::ManagedPolicy");
        if !is_policy {
            continue;
        }
        let Some(document) = resource.get("PolicyDocument") else { continue };
        let document = PolicyDocument::read(document, Some(resource.id.clone()), PolicySource::Written);
        let named_roles = resource.get("Roles").or_else(|| resource.get("RoleName"));
        let mut named: Vec<String> = Vec::new();
        for node in named_roles.map_or(&[][..], Node::one_or_many) {
            named.extend(
                node.references()
                    .iter()
                    .filter(|symbol| symbol.template.is_none())
                    .map(|symbol| symbol.name.to_owned()),
            );
            named.extend(application.resource_named(node).map(|resource| resource.id.clone()));
        }
        for role in roles.iter_mut() {
            let names = |text: &PlacedText| {
                crate::symbol::symbols(&text.text).any(|symbol| symbol.is_own(&resource.id))
                    || resource.is_called(&text.text)
            };
            let by_role = role.managed.iter().any(names);
            if by_role || named.contains(&role.id) {
                role.managed.retain(|text| !names(text));
                role.documents.push(document.clone());
            }
        }
    }
}

/// Adds what connectors grant, those of their own and those that stand inside a resource.
fn connectors(reader: &Reader<'_>, roles: &mut [Role]) {
    let application = &reader.application;
    for resource in application.resources_of("AWS::Serverless::Connector") {
        let Some(source) = resource.get("Source").and_then(end) else { continue };
        for destination in resource.get("Destination").map_or(&[][..], Node::one_or_many) {
            connect(application, roles, &source, destination, resource.get("Permissions"), resource.span);
        }
    }
    for resource in &application.resources {
        let Some(raw) = reader.resolver.resource(&resource.id).and_then(|node| node.get("Connectors")) else {
            continue;
        };
        let resolved = reader.resolver.resolve(raw);
        for connector in resolved.entries() {
            let Some(properties) = connector.value.get("Properties") else { continue };
            for destination in properties.get("Destination").map_or(&[][..], Node::one_or_many) {
                let permissions = properties.get("Permissions");
                connect(application, roles, &resource.id, destination, permissions, connector.key.span);
            }
        }
    }
}

/// The key of the resource at one end of a connector.
fn end(node: &Node) -> Option<String> {
    node.get("Id").and_then(Node::scalar)
}

fn connect(
    application: &Application,
    roles: &mut [Role],
    source: &str,
    destination: &Node,
    permissions: Option<&Node>,
    span: Span,
) {
    let Some(destination) = end(destination) else { return };
    let kind = |id: &str| application.resource(id).map(|resource| resource.kind.as_str());
    let (Some(source_kind), Some(destination_kind)) = (kind(source), kind(&destination)) else { return };
    for category in permissions.map_or(&[][..], Node::one_or_many) {
        let Some(name) = category.text() else { continue };
        let Some(grant) = grants::connector(source_kind, destination_kind, name) else { continue };
        let values: Vec<_> = [("Source", source), ("Destination", &destination)]
            .iter()
            .flat_map(|(end, id)| {
                ["Arn", "Name"]
                    .map(|attribute| (format!("{end}.{attribute}"), format!("${{{id}.{attribute}}}"), category.span))
            })
            .collect();
        let holder = if grant.to_source { source } else { &destination };
        let function = application.functions.iter().find(|function| function.id == holder);
        let role_id = function.and_then(|function| function.role.clone()).unwrap_or_else(|| format!("{holder}Role"));
        if let Some(role) = roles.iter_mut().find(|role| role.id == role_id) {
            role.documents.push(PolicyDocument {
                name: None,
                source: PolicySource::Connector,
                span,
                statements: grant.statements(&values, category.span),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::application::{Application, PolicySource, Role, RoleOrigin, Statement};
    use crate::{Deployment, Template};

    fn read(text: &str) -> Application {
        Template::parse("t.yaml", text).unwrap().application(&Deployment::symbolic())
    }

    fn role<'a>(application: &'a Application, function: &str) -> &'a Role {
        application.role_of(application.function(function).unwrap()).unwrap()
    }

    fn statements(role: &Role) -> Vec<String> {
        let texts =
            |texts: &[crate::PlacedText]| texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(",");
        let show = |statement: &Statement| format!("{} on {}", texts(&statement.actions), texts(&statement.resources));
        role.documents.iter().flat_map(|document| &document.statements).map(show).collect()
    }

    #[test]
    fn sam_makes_a_role_of_what_a_function_needs() {
        let text = "
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Tracing: Active
      VpcConfig: {SubnetIds: [a]}
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Jobs.Arn}
      Policies:
        - AmazonS3FullAccess
        - SQSSendMessagePolicy: {QueueName: !GetAtt Jobs.QueueName}
        - S3ReadPolicy:
            BucketName: '*'
        - Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: !Sub 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders/index/*'}]
      Events:
        Q: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}
  Jobs: {Type: AWS::SQS::Queue}
  Orders: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}
";
        let application = read(text);
        let role = role(&application, "Fn");
        assert_eq!(
            (role.id.as_str(), role.origin, role.managed[0].text.as_str()),
            ("FnRole", RoleOrigin::Implied, "AmazonS3FullAccess")
        );
        let implied: Vec<_> = role.implied.iter().filter_map(|text| text.text.rsplit('/').next()).collect();
        let expected = [
            "AWSLambdaBasicExecutionRole",
            "AWSLambdaVPCAccessExecutionRole",
            "AWSLambdaSQSQueueExecutionRole",
            "AWSXRayDaemonWriteAccess",
        ];
        assert_eq!(implied, expected);
        let found = statements(role);
        assert_eq!(found[0], "sqs:SendMessage on ${Jobs.Arn}");
        assert_eq!(found[1], "sqs:SendMessage* on ${Jobs.Arn}");
        assert!(found[2].ends_with("on arn:aws:s3:::*,arn:aws:s3:::*/*"), "{}", found[2]);
        assert_eq!(found[3], "dynamodb:* on ${Orders.Arn}/index/*");
        assert_eq!(role.documents[2].source, PolicySource::Template("S3ReadPolicy".to_owned()));
        assert_eq!(role.documents[2].statements[0].resources[0].span.of(text), "'*'");
        assert_eq!(role.documents[2].span.of(text), "S3ReadPolicy");
    }

    #[test]
    fn policies_find_the_roles_they_are_attached_to() {
        let text = "
Resources:
  A: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Shared.Arn}}
  B: {Type: AWS::Serverless::Function, Properties: {Role: !Sub '${Shared.Arn}', Policies: [AdministratorAccess]}}
  C: {Type: AWS::Lambda::Function, Properties: {Role: 'arn:aws:iam::123456789012:role/other'}}
  Shared:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      ManagedPolicyArns: [!Ref Own, 'arn:aws:iam::aws:policy/ReadOnlyAccess']
      Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: '*', Resource: '*'}}}]
  Own: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: a, Resource: !Ref T}]}}}
  More: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref Shared], PolicyDocument: {Statement: [{Effect: Deny, Action: b, Resource: '*'}]}}}
  T: {Type: AWS::SNS::Topic}
";
        let application = read(text);
        let shared = role(&application, "A");
        assert_eq!(statements(shared), ["* on *", "a on ${T.Arn}", "b on *"]);
        assert_eq!((shared.managed.len(), shared.trust.as_ref().unwrap().statements.len()), (1, 1));
        assert_eq!(application.functions_with(shared).count(), 2);
        assert_eq!(role(&application, "C").origin, RoleOrigin::External);
    }

    #[test]
    fn connectors_grant_what_their_ends_need() {
        let text = "
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Connectors: {Store: {Properties: {Destination: {Id: Table}, Permissions: [Write]}}}
  Other: {Type: AWS::Serverless::Function}
  Table: {Type: AWS::Serverless::SimpleTable}
  Link: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: Other}, Destination: {Id: Table}, Permissions: [Read]}}
";
        let application = read(text);
        assert!(statements(role(&application, "Fn"))[0].ends_with("on ${Table.Arn},${Table.Arn}/index/*"));
        assert!(statements(role(&application, "Other"))[0].starts_with("dynamodb:GetItem"));
        assert_eq!(role(&application, "Fn").documents[0].span.of(text), "Store");
    }

    #[test]
    fn a_policy_behind_an_undecided_condition_is_seen() {
        let text = "
Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - !If [Prod, {Effect: Allow, Action: a, Resource: r}, !Ref AWS::NoValue]
        - !If [Prod, AdministratorAccess, ReadOnlyAccess]
";
        let application = read(text);
        let role = role(&application, "Fn");
        assert!(role.documents[0].statements[0].optional);
        assert_eq!(role.managed.len(), 2);
    }
}
