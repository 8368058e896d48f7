#![doc = include_str!("public_database.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_on;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "public-database",
    title: "database with a public address",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[284, 668],
    risks: &["SAS-3", "S6"],
    page: include_str!("public_database.md"),
};

/// Judges databases and brokers that are reached from the Internet.
pub(super) struct PublicDatabase;

impl ConfigRule for PublicDatabase {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for instance in stack.application.resources_of("AWS::DMS::ReplicationInstance") {
            if instance.get("PubliclyAccessible").is_none() {
                report
                    .add(stack.place(instance.span), format!("`{}` has an address on the Internet", instance.id))
                    .label("publicly accessible, as it is unless the template says no")
                    .help("set `PubliclyAccessible: false`");
            }
        }
        for resource in stack.application.resources.iter().filter(|it| KINDS.contains(&it.kind.as_str())) {
            let Some(public) = resource.get("PubliclyAccessible").filter(|public| is_on(Some(public))) else {
                continue;
            };
            let finding = report
                .add(stack.place(public.span), format!("`{}` has an address on the Internet", resource.id))
                .label("publicly accessible")
                .help("set `PubliclyAccessible: false`; functions reach it through the VPC or a proxy");
            if stack.text(public.span) == "true" {
                finding.edit(stack.place(public.span), "false");
            }
        }
    }
}

/// Resources that have such a switch.
const KINDS: &[&str] = &[
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::Redshift::Cluster",
    "AWS::RedshiftServerless::Workgroup",
    "AWS::DMS::ReplicationInstance",
    "AWS::AmazonMQ::Broker",
    "AWS::Lightsail::Database",
    "AWS::Neptune::DBInstance",
];
