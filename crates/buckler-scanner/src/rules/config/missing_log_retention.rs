#![doc = include_str!("missing_log_retention.md")]

use buckler_template::Function;

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::fix::Fix;
use crate::rules::config::support::{listed, setting};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "missing-log-retention",
    title: "logs that are kept forever",
    severity: Severity::Low,
    class: Class::Hardening,
    cwe: &[779, 212],
    risks: &["SAS-5", "S10"],
    page: include_str!("missing_log_retention.md"),
};

const FIX: Fix = Fix {
    sam: "add an `AWS::Logs::LogGroup` named `/aws/lambda/<function>` with `RetentionInDays`",
    cloudformation: "add an `AWS::Logs::LogGroup` named `/aws/lambda/<function>` with `RetentionInDays`",
    serverless: "set `provider.logRetentionInDays`, or `logRetentionInDays` of the function",
};

/// Judges how long logs of functions are kept.
pub(super) struct MissingLogRetention;

impl ConfigRule for MissingLogRetention {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        for group in application.resources_of("AWS::Logs::LogGroup").filter(|it| it.get("RetentionInDays").is_none()) {
            report
                .add(stack.place(group.span), format!("what `{}` holds is kept forever", group.id))
                .label("no retention")
                .group("no retention")
                .help("set `RetentionInDays`");
        }
        let without: Vec<&Function> = application.functions.iter().filter(|it| !has_group(stack, it)).collect();
        let Some(first) = without.first() else { return };
        let names: Vec<_> = without.iter().map(|function| function.label.as_str()).collect();
        report
            .add(stack.place(first.span), format!("the logs of {} are kept forever", listed(&names)))
            .label("its log group is made without a retention")
            .group("no log group")
            .help(FIX.of(stack, &first.id))
            .functions(names);
    }
}

/// Whether the template says how long the logs of a function are kept.
fn has_group(stack: &Stack<'_>, function: &Function) -> bool {
    let application = stack.application;
    // A group of its own, or the days that the Serverless Framework puts into the group that it makes.
    let settings = ["LoggingConfig.LogGroup", "LogRetentionInDays"];
    let configured = settings.iter().any(|path| setting(application, function, path).is_some());
    let name = format!("/aws/lambda/{}", function.name);
    let mut groups = application.resources_of("AWS::Logs::LogGroup");
    configured
        || groups.any(|group| {
            group.get("LogGroupName").is_some_and(|it| {
                it.refers_to(&function.id)
                    || it.symbolic().is_some_and(|text| text == name || text.contains(&function.name))
            })
        })
}
