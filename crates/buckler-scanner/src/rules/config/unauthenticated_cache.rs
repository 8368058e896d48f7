#![doc = include_str!("unauthenticated_cache.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_not_on;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "unauthenticated-cache",
    title: "cache that asks for no password",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[306, 319],
    risks: &["SAS-3", "S6"],
    page: include_str!("unauthenticated_cache.md"),
};

/// Judges Redis and Valkey caches without authentication or encryption on the way.
pub(super) struct UnauthenticatedCache;

impl ConfigRule for UnauthenticatedCache {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for cache in stack.application.resources_of("AWS::ElastiCache::ReplicationGroup") {
            let asks = cache.get("AuthToken").is_some() || cache.get("UserGroupIds").is_some();
            if !asks || is_not_on(cache.get("TransitEncryptionEnabled")) {
                report
                    .add(
                        stack.place(cache.place("TransitEncryptionEnabled")),
                        format!("whoever reaches `{}` reads and writes it", cache.id),
                    )
                    .label(if asks { "requests cross the network as plain text" } else { "no password" })
                    .help("set `TransitEncryptionEnabled` and `UserGroupIds`");
            }
        }
    }
}
