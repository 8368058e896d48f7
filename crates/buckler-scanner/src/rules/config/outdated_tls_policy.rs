#![doc = include_str!("outdated_tls_policy.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "outdated-tls-policy",
    title: "outdated versions of TLS",
    severity: Severity::Low,
    class: Class::Finding,
    cwe: &[327, 326],
    risks: &["SAS-3", "S6"],
    page: include_str!("outdated_tls_policy.md"),
};

/// Judges the oldest version of TLS that domains, distributions and listeners speak.
pub(super) struct OutdatedTlsPolicy;

impl ConfigRule for OutdatedTlsPolicy {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            for (_, path) in SETTINGS.iter().filter(|(kind, _)| *kind == resource.kind) {
                let Some(setting) = resource.get(path) else { continue };
                let Some(policy) = setting.text().filter(|text| is_outdated(text)) else { continue };
                report
                    .add(stack.place(setting.span), format!("`{}` still speaks what `{policy}` allows", resource.id))
                    .label("TLS before 1.2")
                    .group("TLS before 1.2")
                    .help("choose a policy with TLS 1.2 as the oldest version");
            }
        }
    }
}

/// Where resources say which versions they speak.
const SETTINGS: &[(&str, &str)] = &[
    ("AWS::ApiGateway::DomainName", "SecurityPolicy"),
    ("AWS::ApiGatewayV2::DomainName", "DomainNameConfigurations.0.SecurityPolicy"),
    ("AWS::Serverless::Api", "Domain.SecurityPolicy"),
    ("AWS::Serverless::HttpApi", "Domain.SecurityPolicy"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.ViewerCertificate.MinimumProtocolVersion"),
    ("AWS::ElasticLoadBalancingV2::Listener", "SslPolicy"),
    ("AWS::OpenSearchService::Domain", "DomainEndpointOptions.TLSSecurityPolicy"),
    ("AWS::Elasticsearch::Domain", "DomainEndpointOptions.TLSSecurityPolicy"),
];

fn is_outdated(policy: &str) -> bool {
    let exact = ["TLS_1_0", "TLS_1_1", "SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", "Policy-Min-TLS-1-0-2019-07"];
    let balancers =
        ["ELBSecurityPolicy-2015", "ELBSecurityPolicy-2016", "ELBSecurityPolicy-TLS-1-0", "ELBSecurityPolicy-TLS-1-1"];
    exact.contains(&policy) || balancers.iter().any(|old| policy.starts_with(old)) || {
        let modern = policy.strip_prefix("ELBSecurityPolicy-TLS13-1-");
        modern.is_some_and(|rest| rest.starts_with(['0', '1']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_with_tls_1_2_as_the_oldest_version_are_fine() {
        for policy in
            ["TLS_1_2", "TLSv1.2_2021", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-FS-1-2-2019-08"]
        {
            assert!(!is_outdated(policy), "{policy}");
        }
        for policy in ["TLS_1_0", "TLSv1", "ELBSecurityPolicy-TLS13-1-0-2021-06", "ELBSecurityPolicy-2016-08"] {
            assert!(is_outdated(policy), "{policy}");
        }
    }
}
