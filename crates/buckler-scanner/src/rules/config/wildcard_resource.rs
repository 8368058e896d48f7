#![doc = include_str!("wildcard_resource.md")]

use crate::finding::{Class, RuleInfo, Severity};
use crate::grants::{Form, Reason};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "wildcard-resource",
    title: "action granted on all resources",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[732, 250, 269, 284],
    risks: &["SAS-4", "S5"],
    page: include_str!("wildcard_resource.md"),
};

/// Judges statements that grant single actions on all resources although they could be limited.
pub(super) struct WildcardResource;

impl ConfigRule for WildcardResource {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for hole in &stack.grants().holes {
            let (width, minor) = match (&hole.reason, &hole.form) {
                (Reason::Everywhere(width), _) => (width, false),
                (Reason::Minor(width), Form::Statement | Form::Template(_)) => (width, true),
                _ => continue,
            };
            let what = width
                .deed
                .map_or_else(|| format!("may call {} on all resources", width.listed()), |deed| format!("can {deed}"));
            let by = match &hole.form {
                Form::Template(name) => format!(": `{name}` is not limited to one resource"),
                Form::Managed(_) | Form::Statement => String::new(),
            };
            let finding = hole.report(stack, report, format!("{} {what}{by}", hole.holder(stack)));
            finding.label(format!("{} on all resources", width.listed())).help(advice(&hole.form));
            if minor {
                finding.severity(Severity::Low).class(Class::Hardening);
            } else if width.grave {
                finding.severity(Severity::High);
            }
        }
    }
}

fn advice(form: &Form) -> &'static str {
    match form {
        Form::Template(_) => "give the template the resource of this application, such as `!Ref Table`",
        Form::Managed(_) | Form::Statement => "name the resources that the code works on, such as `!GetAtt Table.Arn`",
    }
}
