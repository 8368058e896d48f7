#![doc = include_str!("open_search_domain.md")]

use buckler_template::{Effect, Node, PolicyDocument, PolicySource, Resource, Statement};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::is_on;
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "open-search-domain",
    title: "search domain that anyone may query",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[306, 284, 732],
    risks: &["SAS-3", "S6"],
    page: include_str!("open_search_domain.md"),
};

/// Judges OpenSearch and Elasticsearch domains outside a VPC whose policy admits everyone.
pub(super) struct OpenSearchDomain;

impl ConfigRule for OpenSearchDomain {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let domains = ["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"];
        for domain in stack.application.resources.iter().filter(|it| domains.contains(&it.kind.as_str())) {
            let inside = domain.get("VPCOptions").is_some() || is_on(domain.get("AdvancedSecurityOptions.Enabled"));
            let Some(policy) = domain.get("AccessPolicies").filter(|_| !inside) else { continue };
            let document = PolicyDocument::read(policy, None, PolicySource::Written);
            if let Some(statement) = document.statements.iter().find(|statement| admits_everyone(statement)) {
                report_open(stack, domain, statement, report);
            }
        }
    }
}

fn report_open(stack: &Stack<'_>, domain: &Resource, statement: &Statement, report: &mut Report) {
    let place = statement.principal.as_ref().map_or(statement.span, |principal| principal.span);
    report
        .add(stack.place(place), format!("anyone may query and change search domain `{}`", domain.id))
        .label("every principal, without a condition")
        .help("put the domain into the VPC, and name the roles of the functions that use it");
}

fn admits_everyone(statement: &Statement) -> bool {
    let everyone = |principal: &Node| {
        let named = principal.get("AWS").map_or(&[][..], Node::one_or_many);
        std::iter::once(principal).chain(named).any(|name| name.text() == Some("*"))
    };
    statement.effect == Effect::Allow
        && statement.condition.is_none()
        && statement.principal.as_ref().is_some_and(everyone)
}
