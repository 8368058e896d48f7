#![doc = include_str!("unencrypted_store.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::{is_not_on, is_off};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unencrypted-store",
    title: "data stored without encryption",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[311, 312],
    risks: &["SAS-3", "S3"],
    page: include_str!("unencrypted_store.md"),
};

/// Judges stores that are not encrypted unless the template says so.
pub(super) struct UnencryptedStore;

impl ConfigRule for UnencryptedStore {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            for store in STORES.iter().filter(|store| store.kind == resource.kind) {
                let setting = resource.get(store.switch);
                let plain = match store.default {
                    Default::Plain => is_not_on(setting),
                    Default::Encrypted => is_off(setting),
                    Default::PlainWithoutKey => setting.is_none(),
                };
                // A database of a cluster, or one made from a snapshot, takes the setting from there.
                let inherits = ["DBClusterIdentifier", "SnapshotIdentifier", "SourceDBInstanceIdentifier"];
                if plain && inherits.iter().all(|key| resource.get(key).is_none()) {
                    report
                        .add(
                            stack.place(resource.place(store.switch)),
                            format!("`{}` stores data without encryption", resource.id),
                        )
                        .label(format!("`{}` is not set", store.switch))
                        .group(store.kind)
                        .help(format!("set `{}`", store.switch));
                }
            }
        }
    }
}

/// A kind of resource that stores data.
struct Store {
    kind: &'static str,
    switch: &'static str,
    default: Default,
}

/// What a store does when nothing is said.
enum Default {
    /// It keeps data as it is, until a switch says otherwise.
    Plain,
    /// It keeps data as it is, until a key or a setting is given.
    PlainWithoutKey,
    /// It encrypts, until a switch says otherwise.
    Encrypted,
}

const fn store(kind: &'static str, switch: &'static str, default: Default) -> Store {
    Store { kind, switch, default }
}

/// Stores and their defaults. S3, DynamoDB, CloudWatch Logs, Secrets Manager and the environment of functions are
/// always encrypted and need no rule.
const STORES: &[Store] = &[
    store("AWS::RDS::DBInstance", "StorageEncrypted", Default::Plain),
    store("AWS::RDS::DBCluster", "StorageEncrypted", Default::Plain),
    store("AWS::DocDB::DBCluster", "StorageEncrypted", Default::Plain),
    store("AWS::Neptune::DBCluster", "StorageEncrypted", Default::Plain),
    store("AWS::Redshift::Cluster", "Encrypted", Default::Encrypted),
    store("AWS::EFS::FileSystem", "Encrypted", Default::Plain),
    store("AWS::EC2::Volume", "Encrypted", Default::Plain),
    store("AWS::ElastiCache::ReplicationGroup", "AtRestEncryptionEnabled", Default::Plain),
    store("AWS::DAX::Cluster", "SSESpecification.SSEEnabled", Default::Plain),
    store("AWS::OpenSearchService::Domain", "EncryptionAtRestOptions.Enabled", Default::Plain),
    store("AWS::Elasticsearch::Domain", "EncryptionAtRestOptions.Enabled", Default::Plain),
    store("AWS::Kinesis::Stream", "StreamEncryption", Default::PlainWithoutKey),
    store("AWS::SNS::Topic", "KmsMasterKeyId", Default::PlainWithoutKey),
    store("AWS::SQS::Queue", "SqsManagedSseEnabled", Default::Encrypted),
];
