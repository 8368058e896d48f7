//! The roles that a configuration implies: one that all functions share, or one of their own for some.

use crate::formats::serverless::build::{entry, list, map, normalized, resource, text};
use crate::formats::serverless::{Configuration, SHARED_ROLE};
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// Whether the value of `provider.iam.role` says what the role grants; otherwise it names one.
pub(super) fn is_settings(role: &Node) -> bool {
    const KEYS: [&str; 7] =
        ["statements", "managedPolicies", "permissionsBoundary", "permissionBoundary", "name", "path", "tags"];
    KEYS.iter().any(|key| role.get(key).is_some())
}

impl Configuration {
    /// Statements that the provider gives to the role that functions share.
    fn shared_statements(&self) -> Vec<Node> {
        let lists = [self.provider("iam.role.statements"), self.provider("iamRoleStatements")];
        lists.into_iter().flatten().flat_map(Node::one_or_many).cloned().collect()
    }

    pub(super) fn add_shared_role(&mut self) {
        let is_used = self.resources.iter().any(|entry| {
            let role = entry.value.path("Properties.Role.Fn::GetAtt.0").and_then(Node::text);
            role == Some(SHARED_ROLE)
        });
        if !is_used {
            return;
        }
        let place = self.provider("iam.role").or_else(|| self.provider("iamRoleStatements"));
        let span = place.map_or_else(|| self.place_of_provider(), |node| node.span);
        let statements = self.shared_statements();
        let mut properties = vec![trust(span)];
        let managed = [self.provider("iam.role.managedPolicies"), self.provider("iamManagedPolicies")];
        if let Some(managed) = managed.into_iter().flatten().next() {
            properties.push(entry("ManagedPolicyArns", managed.span, managed.clone()));
        }
        let boundary = [self.provider("iam.role.permissionsBoundary"), self.provider("rolePermissionsBoundary")];
        if let Some(boundary) = boundary.into_iter().flatten().next() {
            properties.push(entry("PermissionsBoundary", boundary.span, boundary.clone()));
        }
        properties.extend(policies(statements, span));
        self.resources.push(resource(SHARED_ROLE, span, "AWS::IAM::Role", properties, span));
    }

    /// The role of a function that has statements of its own, by the plugin for that.
    pub(super) fn add_own_role(&mut self, function: &Entry) -> Option<String> {
        let body = &function.value;
        let own = body.entry("iamRoleStatements").or_else(|| body.get("iam")?.get("role")?.entry("statements"))?;
        let inherits = body.get("iamRoleStatementsInherit").and_then(Node::bool) == Some(true)
            || self.root.path("custom.serverless-iam-roles-per-function.defaultInherit").and_then(Node::bool)
                == Some(true);
        let mut statements = own.value.one_or_many().to_vec();
        if inherits {
            statements.extend(self.shared_statements());
        }
        let span = own.key.span;
        let mut properties = vec![trust(span)];
        properties.extend(policies(statements, own.value.span));
        let id = format!("{}IamRoleLambdaExecution", normalized(&function.key.text));
        self.resources.push(resource(id.clone(), span, "AWS::IAM::Role", properties, own.value.span));
        Some(id)
    }

    fn place_of_provider(&self) -> Span {
        self.root.entry("provider").map_or(self.root.span, |entry| entry.key.span)
    }
}

/// `AssumeRolePolicyDocument`: functions may take the role.
fn trust(span: Span) -> Entry {
    let principal = map(vec![entry("Service", span, text("lambda.amazonaws.com", span))], span);
    let statement = map(
        vec![
            entry("Effect", span, text("Allow", span)),
            entry("Principal", span, principal),
            entry("Action", span, text("sts:AssumeRole", span)),
        ],
        span,
    );
    let document = map(vec![entry("Statement", span, list(vec![statement], span))], span);
    entry("AssumeRolePolicyDocument", span, document)
}

/// `Policies` with one document. A statement that is itself a list, as an included file may be, is taken apart.
fn policies(statements: Vec<Node>, span: Span) -> Option<Entry> {
    let flat: Vec<Node> = statements
        .into_iter()
        .flat_map(|statement| match statement.value {
            Value::List(items) => items,
            _ => vec![statement],
        })
        .collect();
    if flat.is_empty() {
        return None;
    }
    let document = map(vec![entry("Statement", span, list(flat, span))], span);
    let policy =
        map(vec![entry("PolicyName", span, text("lambda", span)), entry("PolicyDocument", span, document)], span);
    Some(entry("Policies", span, list(vec![policy], span)))
}
