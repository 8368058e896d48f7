#![doc = include_str!("public_resource_policy.md")]

use buckler_template::{Node, PolicyDocument, PolicySource, Resource, Statement};

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{CATALOG, Caller, open_caller};
use crate::rules::config::support::{is_on, listed};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;
use buckler_access::Level;

const INFO: RuleInfo = RuleInfo {
    id: "public-resource-policy",
    title: "policy that lets anybody in",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[732, 284, 862, 668],
    risks: &["SAS-3", "S5", "S6"],
    page: include_str!("public_resource_policy.md"),
};

/// Judges the policies of resources by who they let in.
pub(super) struct PublicResourcePolicy;

/// Resources with a policy, the property that holds it, what it is about and the property that names that.
const POLICIES: &[(&str, &str, &str, &str)] = &[
    ("AWS::S3::BucketPolicy", "PolicyDocument", "bucket", "Bucket"),
    ("AWS::S3::AccessPoint", "Policy", "bucket", "Bucket"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", "queue", "Queues"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", "topic", "Topics"),
    ("AWS::KMS::Key", "KeyPolicy", "key", ""),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", "secret", "SecretId"),
    ("AWS::ECR::Repository", "RepositoryPolicyText", "repository", ""),
    ("AWS::Events::EventBus", "Policy", "event bus", ""),
    ("AWS::Events::EventBusPolicy", "Statement", "event bus", "EventBusName"),
    ("AWS::DynamoDB::Table", "ResourcePolicy.PolicyDocument", "table", ""),
    ("AWS::DynamoDB::GlobalTable", "ResourcePolicy.PolicyDocument", "table", ""),
    ("AWS::Kinesis::ResourcePolicy", "ResourcePolicy", "stream", "ResourceArn"),
    ("AWS::EFS::FileSystem", "FileSystemPolicy", "file system", ""),
    ("AWS::Backup::BackupVault", "AccessPolicy", "vault", ""),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument", "repository", ""),
];

/// Resources that let one caller in, by the property that names it.
const CALLERS: &[(&str, &str)] = &[
    ("AWS::Lambda::Permission", "FunctionName"),
    ("AWS::Lambda::LayerVersionPermission", "LayerVersionArn"),
    ("AWS::Events::EventBusPolicy", "EventBusName"),
];

impl ConfigRule for PublicResourcePolicy {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            for (_, property, kind, target) in POLICIES.iter().filter(|(of, ..)| *of == resource.kind) {
                let Some(policy) = resource.get(property) else { continue };
                let document = PolicyDocument::read(policy, None, PolicySource::Written);
                let target = resource.get(target);
                for statement in &document.statements {
                    judge(stack, report, resource, (kind, target), statement);
                }
            }
            if let Some((_, target)) = CALLERS.iter().find(|(of, _)| *of == resource.kind) {
                judge_caller(stack, report, resource, resource.get(target));
            }
        }
    }
}

fn judge(
    stack: &Stack<'_>,
    report: &mut Report,
    resource: &Resource,
    (kind, target): (&str, Option<&Node>),
    statement: &Statement,
) {
    let Some(caller) = open_caller(statement) else { return };
    let owner = target.and_then(|target| stack.application.resource_named(target)).unwrap_or(resource);
    if owner.kind == "AWS::S3::Bucket" && is_shut(owner) {
        return;
    }
    let actions: Vec<_> = statement.actions.iter().map(|action| action.text.as_str()).collect();
    let reads_only = !actions.is_empty() && actions.iter().all(|action| is_read(action));
    // A website is meant to be read by everybody.
    let is_website = owner.get("WebsiteConfiguration").is_some() && actions.iter().all(|action| is_page_read(action));
    let who = match caller {
        Caller::Anybody(_) => "anybody",
        Caller::AllBut(_) => "everybody but a few",
    };
    let what = if actions.is_empty() { "nearly everything".to_owned() } else { listed(&actions) };
    let finding = report
        .add(stack.place(caller.span()), format!("{who} may call {what} on the {kind} `{}`", owner.id))
        .label(format!("lets {who} in"))
        .severity(if reads_only { Severity::High } else { Severity::Critical })
        .help("name the accounts or roles that are meant, or bind callers with a condition such as `aws:SourceArn`");
    if is_website {
        finding.severity(Severity::Low).class(Class::Hardening);
    }
}

/// A permission for one caller, written as properties of a resource of its own.
fn judge_caller(stack: &Stack<'_>, report: &mut Report, resource: &Resource, target: Option<&Node>) {
    let Some(principal) = resource.get("Principal").filter(|principal| principal.text() == Some("*")) else { return };
    let binds = ["SourceArn", "SourceAccount", "PrincipalOrgID", "OrganizationId", "EventSourceToken", "Condition"];
    let is_bound = binds.iter().any(|key| resource.get(key).is_some());
    // The URL that such a permission belongs to is judged by its own setting.
    let is_for_url = resource.get("FunctionUrlAuthType").is_some()
        || resource.get("Action").and_then(Node::text) == Some("lambda:InvokeFunctionUrl")
        || is_on(resource.get("InvokedViaFunctionUrl"));
    if is_bound || is_for_url {
        return;
    }
    let owner = target.and_then(|target| stack.application.resource_named(target)).unwrap_or(resource);
    let function = stack.application.functions.iter().find(|function| function.id == owner.id);
    let (what, severity) = match resource.kind.as_str() {
        "AWS::Lambda::Permission" => ("invoke the function", Severity::Critical),
        "AWS::Lambda::LayerVersionPermission" => ("use the layer", Severity::Medium),
        _ => ("send events to the bus", Severity::High),
    };
    let name = function.map_or(owner.id.as_str(), |function| function.label.as_str());
    report
        .add(stack.place(principal.span), format!("anybody with an AWS account may {what} `{name}`"))
        .label("lets anybody in")
        .severity(severity)
        .functions(function.map(|function| function.label.as_str()))
        .help("name the account or the service that is meant, with its `SourceArn`");
}

/// Whether settings of the bucket keep a public policy from having effect.
fn is_shut(bucket: &Resource) -> bool {
    let blocks = ["RestrictPublicBuckets", "BlockPublicPolicy"];
    blocks.iter().any(|block| is_on(bucket.get(&format!("PublicAccessBlockConfiguration.{block}"))))
}

fn is_read(action: &str) -> bool {
    let granted = CATALOG.expand(action);
    !granted.is_empty() && granted.iter().all(|action| CATALOG.level(action) <= Level::Read)
}

fn is_page_read(action: &str) -> bool {
    ["s3:GetObject", "s3:GetObjectVersion"].iter().any(|read| read.eq_ignore_ascii_case(action))
}
