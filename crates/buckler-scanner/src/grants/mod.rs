//! What the roles of an application grant, and which grants are holes. Rules about roles share it, so that a hole is
//! reported once, by the rule with the gravest reason.

mod callers;
mod holes;
mod people;
mod statements;

use buckler_access::{Access, Catalog, ManagedPolicies, ManagedPolicy, Pattern, Policy};
use buckler_template::{Application, PlacedText, PolicyDocument, PolicySource, Resource, Role, Span};
use std::sync::LazyLock;

pub(crate) use callers::{Caller, is_bound_to_somebody, open_caller};
pub(crate) use holes::{Form, Hole, Reason};
pub(crate) use statements::document;

/// Actions of all services. Read at the first policy of a scan.
pub(crate) static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);
static MANAGED: LazyLock<ManagedPolicies> = LazyLock::new(ManagedPolicies::embedded);

/// The roles of an application with what they grant.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    /// In the order of the application.
    pub(crate) roles: Vec<RoleGrants>,
    /// Holes in them, in order of their places.
    pub(crate) holes: Vec<Hole>,
}

/// One role with what it grants.
#[derive(Debug)]
pub(crate) struct RoleGrants {
    /// Its identifier in the application.
    pub(crate) id: String,
    /// What it is: a role, or a user, a group or a policy that is told as one.
    pub(crate) noun: &'static str,
    /// Identifiers of the functions that run with it.
    pub(crate) functions: Vec<String>,
    /// Who acts with it.
    pub(crate) holder: Holder,
    /// Where the template tells of it.
    pub(crate) span: Span,
    /// Services whose data it can read or change, or that decide about access, in order.
    pub(crate) services: Vec<String>,
    /// All its documents together.
    policy: Policy,
}

/// Who acts with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Code of the application that works on input, or a user of it: what the role grants, an attacker may get.
    Exposed,
    /// A service that does what the application wrote down, with input from outside.
    Directed,
    /// A person, or what deploys and watches the application.
    Trusted,
}

/// Where a document of a role comes from.
#[derive(Debug)]
pub(crate) enum Source<'a> {
    /// The template writes it, or a form of it.
    Written(&'a PolicyDocument),
    /// AWS manages it.
    Managed(&'a PlacedText, ManagedPolicy),
}

impl Grants {
    /// Reads all roles of an application.
    pub(crate) fn of(application: &Application) -> Self {
        let (mut roles, mut holes) = (Vec::new(), Vec::new());
        for role in &application.roles {
            let functions: Vec<_> = application.functions_with(role).map(|function| function.id.clone()).collect();
            let holder = Holder::of(role, !functions.is_empty());
            roles.push(RoleGrants::of(role, "role", functions, holder, &mut holes));
        }
        for person in people::of(application) {
            RoleGrants::of(&person.role, person.noun, Vec::new(), person.holder, &mut holes);
        }
        holes.sort_by_key(|hole: &Hole| (hole.span.file, hole.span.start, hole.reason.rank()));
        // Roles share documents, and several statements can stand at one place: the gravest reason stays.
        let mut kept: Vec<Hole> = Vec::with_capacity(holes.len());
        for hole in holes {
            match kept.last_mut() {
                Some(last) if last.span == hole.span => last.merge(&hole),
                _ => kept.push(hole),
            }
        }
        Self { roles, holes: kept }
    }

    /// Whether the role of a function grants an action for certain: on this resource where one is given, else at all.
    pub(crate) fn function_may(&self, function: &str, action: &str, on: Option<&Resource>) -> bool {
        let role = self.roles.iter().find(|role| role.functions.iter().any(|id| id == function));
        let (Some(role), Some(action)) = (role, CATALOG.action(action)) else { return false };
        let Some(on) = on else { return role.policy.definite().contains(action) };
        let names = [format!("${{{}.Arn}}", on.id), format!("${{{}.Arn}}/*", on.id), format!("${{{}}}", on.id)];
        role.policy.everywhere(&CATALOG).contains(action)
            || names.iter().any(|name| role.policy.allows(action, &Pattern::new(name)) == Access::Definite)
    }
}

impl RoleGrants {
    /// Reads one role, and adds its holes to the others.
    fn of(role: &Role, noun: &'static str, functions: Vec<String>, holder: Holder, holes: &mut Vec<Hole>) -> Self {
        let sources = Source::all_of(role);
        let policy = policy_of(role, &sources);
        let services = holes::services_at_stake(&policy, &sources);
        let grants = Self { id: role.id.clone(), noun, functions, holder, span: role.span, services, policy };
        holes.extend(holes::of(&grants, &sources));
        grants
    }
}

/// What a role grants, all its documents together. Positions of documents are those of the sources.
fn policy_of(role: &Role, sources: &[Source<'_>]) -> Policy {
    let documents: Vec<_> = sources.iter().map(Source::document).collect();
    let mut policy = Policy::of(&CATALOG, &documents);
    if let Some(boundary) = role.boundary.as_ref().and_then(|name| MANAGED.document(&name.text)) {
        policy.bound_by(&Policy::of(&CATALOG, [&boundary.document]));
    }
    policy
}

impl<'a> Source<'a> {
    /// All documents of a role.
    fn all_of(role: &'a Role) -> Vec<Self> {
        let written = role.documents.iter().map(Self::Written);
        let managed = role.managed.iter().filter_map(|name| {
            let policy = MANAGED.document(&name.text)?;
            Some(Self::Managed(name, policy))
        });
        written.chain(managed).collect()
    }

    fn document(&self) -> buckler_access::Document {
        match self {
            Self::Written(written) => document(written),
            Self::Managed(_, policy) => policy.document.clone(),
        }
    }

    /// Whether the format adds it by itself, so that nobody chose its width.
    fn is_implied(&self) -> bool {
        matches!(self, Self::Written(PolicyDocument { source: PolicySource::Implied, .. }))
    }
}

/// Services that run code of the application with a role.
const RUNS_CODE: &[&str] = &["lambda", "edgelambda", "ecs-tasks", "ec2", "apprunner", "tasks.apprunner", "batch"];
/// Services that act for a caller by a definition: mappings, queries, steps.
const FOLLOWS_DEFINITIONS: &[&str] =
    &["apigateway", "appsync", "events", "firehose", "iot", "pipes", "scheduler", "states"];

impl Holder {
    fn of(role: &Role, runs_functions: bool) -> Self {
        let trust = role.trust.iter().flat_map(|trust| &trust.statements);
        let names: Vec<_> =
            trust.filter_map(|statement| statement.principal.as_ref()).flat_map(statements::names).collect();
        let takes = |services: &[&str]| {
            names.iter().any(|name| services.iter().any(|service| name.strip_suffix(".amazonaws.com") == Some(service)))
        };
        if runs_functions || takes(RUNS_CODE) || takes(&["cognito-identity"]) {
            Self::Exposed
        } else if takes(FOLLOWS_DEFINITIONS) {
            Self::Directed
        } else {
            Self::Trusted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use buckler_template::{Deployment, Template};

    const FUNCTION: &str = r"
Resources:
  Work:
    Type: AWS::Lambda::Function
    Properties: {Handler: a.b, Runtime: python3.14, Code: {S3Bucket: a, S3Key: b}, Role: !GetAtt Rights.Arn}
  Files: {Type: AWS::S3::Bucket}
  Rights:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
";

    fn application(text: &str) -> Application {
        Template::parse("template.yaml", text).unwrap().application(&Deployment::symbolic())
    }

    fn with_policies(more: &str) -> Application {
        application(&format!("{FUNCTION}{more}"))
    }

    fn statement(text: &str) -> String {
        format!("      Policies: [{{PolicyName: p, PolicyDocument: {{Statement: [{text}]}}}}]\n")
    }

    fn reasons(application: &Application) -> Vec<Reason> {
        Grants::of(application).holes.into_iter().map(|hole| hole.reason).collect()
    }

    #[test]
    fn one_place_is_one_hole_with_the_gravest_reason() {
        let all = with_policies(&statement("{Effect: Allow, Action: ['*', 's3:*', 'iam:PassRole'], Resource: '*'}"));
        assert_eq!(reasons(&all), [Reason::Administrator]);
    }

    #[test]
    fn three_wide_statements_are_three_holes() {
        let three = "{Effect: Allow, Action: s3:GetObject, Resource: '*'}, \
            {Effect: Allow, Action: dynamodb:Scan, Resource: '*'}, {Effect: Allow, Action: sqs:*, Resource: '*'}";
        assert_eq!(reasons(&with_policies(&statement(three))).len(), 3);
    }

    #[test]
    fn a_denial_in_another_policy_counts() {
        let denied =
            "{Effect: Allow, Action: s3:GetObject, Resource: '*'}, {Effect: Deny, Action: 's3:*', Resource: '*'}";
        assert_eq!(reasons(&with_policies(&statement(denied))), []);
    }

    #[test]
    fn a_boundary_bounds_what_a_role_may_do() {
        let bound = "      PermissionsBoundary: arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess\n";
        let all = statement("{Effect: Allow, Action: 's3:*', Resource: '*'}");
        assert_eq!(reasons(&with_policies(&format!("{bound}{all}"))), []);
    }

    #[test]
    fn a_role_that_nobody_from_outside_takes_is_trusted() {
        let deploy = FUNCTION.replace("lambda.amazonaws.com", "cloudformation.amazonaws.com");
        let deploy = deploy.replace(", Role: !GetAtt Rights.Arn", ", Role: 'arn:aws:iam::123456789012:role/other'");
        let text = format!("{deploy}{}", statement("{Effect: Allow, Action: '*', Resource: '*'}"));
        assert!(Grants::of(&application(&text)).holes.iter().all(|hole| hole.trusted));
        assert!(!Grants::of(&application(&text)).holes.is_empty());
    }

    #[test]
    fn a_user_with_keys_acts_from_outside() {
        let user = "
  Uploader:
    Type: AWS::IAM::User
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}]
";
        let keys = "  Keys: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref Uploader}}\n";
        let trusted = |text: &str| {
            let holes = Grants::of(&application(text)).holes;
            holes.iter().map(|hole| (hole.noun, hole.trusted)).collect::<Vec<_>>()
        };
        assert_eq!(trusted(&format!("Resources:{user}")), [("user", true)]);
        assert_eq!(trusted(&format!("Resources:{user}{keys}")), [("user", false)]);
    }

    #[test]
    fn what_a_function_may_do_is_told_by_all_its_policies() {
        let own = with_policies(&statement("{Effect: Allow, Action: s3:PutObject, Resource: !Sub '${Files.Arn}/*'}"));
        let grants = Grants::of(&own);
        let files = own.resource("Files");
        assert!(grants.function_may("Work", "s3:PutObject", files));
        assert!(grants.function_may("Work", "s3:PutObject", None));
        assert!(!grants.function_may("Work", "s3:DeleteObject", files));
        let managed = with_policies("      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess']\n");
        assert!(Grants::of(&managed).function_may("Work", "s3:PutObject", managed.resource("Files")));
        let other =
            with_policies(&statement("{Effect: Allow, Action: s3:PutObject, Resource: 'arn:aws:s3:::other/*'}"));
        assert!(!Grants::of(&other).function_may("Work", "s3:PutObject", other.resource("Files")));
    }
}
