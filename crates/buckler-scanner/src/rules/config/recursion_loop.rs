#![doc = include_str!("recursion_loop.md")]

use buckler_template::{Application, Function, Node, Resource, Trigger, TriggerKind, Variable, symbol};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::config::support::{entries_within, setting};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "recursion-loop",
    title: "function that feeds its own trigger",
    severity: Severity::Medium,
    class: Class::Finding,
    cwe: &[674, 835, 770],
    risks: &["SAS-8", "S6"],
    page: include_str!("recursion_loop.md"),
};

/// Judges functions that may write to what triggers them.
pub(super) struct RecursionLoop;

impl ConfigRule for RecursionLoop {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        let application = stack.application;
        for function in &application.functions {
            for trigger in &function.triggers {
                let source = trigger.source.as_deref().and_then(|id| application.resource(id));
                if let Some(found) = source.and_then(|source| feedback(stack, function, trigger, source)) {
                    found.report(stack, function, trigger, report);
                }
            }
            unguarded(stack, function, report);
        }
    }
}

/// A function that may write to the source of one of its triggers.
struct Feedback<'a> {
    source: &'a Resource,
    verb: &'static str,
    /// Whether the trigger takes only a part of what the source gets.
    filtered: bool,
    /// The variable that tells the function where to write.
    variable: Option<&'a Variable>,
}

impl Feedback<'_> {
    fn report(&self, stack: &Stack<'_>, function: &Function, trigger: &Trigger, report: &mut Report) {
        let (name, source) = (function.label.as_str(), self.source.id.as_str());
        let proven = self.variable.is_some() && !self.filtered;
        let finding = report
            .add(stack.place(trigger.span), format!("`{name}` may {} `{source}`, which triggers it", self.verb))
            .label(if self.filtered {
                "the filter has to leave out what it writes"
            } else {
                "each event may cause the next"
            })
            .class(if proven { Class::Finding } else { Class::Hardening })
            .severity(if proven { Severity::Medium } else { Severity::Low })
            .help("write elsewhere, or take only a prefix that the function never writes to")
            .function(name);
        if let Some(variable) = self.variable {
            finding.step(stack.place(variable.span), format!("the function knows `{source}` by this variable"));
        }
    }
}

fn feedback<'a>(
    stack: &Stack<'a>,
    function: &'a Function,
    trigger: &Trigger,
    source: &'a Resource,
) -> Option<Feedback<'a>> {
    let (action, verb) = match &trigger.kind {
        TriggerKind::S3 { events, .. }
            if events.iter().any(|event| event.contains("Created") || event.ends_with(":*")) =>
        {
            ("s3:PutObject", "write to")
        }
        TriggerKind::Sqs(_) => ("sqs:SendMessage", "send to"),
        TriggerKind::Sns { .. } => ("sns:Publish", "publish to"),
        TriggerKind::Kinesis(_) => ("kinesis:PutRecord", "write to"),
        _ => return None,
    };
    if !stack.grants().function_may(&function.id, action, Some(source)) {
        return None;
    }
    let application = stack.application;
    let names = |variable: &&Variable| {
        let text = variable.value.symbolic().unwrap_or_default();
        symbol::symbols(&text).any(|symbol| symbol.name == source.id) || source.is_called(&text)
    };
    // A role that several functions share says little about what this one does.
    let role = application.role_of(function)?;
    let own_role = application.functions_with(role).count() == 1;
    let variable = function.environment.iter().find(|it| own_role && names(it));
    Some(Feedback { source, verb, filtered: is_filtered(application, function, trigger, source), variable })
}

/// Whether a trigger takes only some of what its source gets.
fn is_filtered(application: &Application, function: &Function, trigger: &Trigger, source: &Resource) -> bool {
    let event = setting(application, function, &format!("Events.{}.Properties", trigger.name));
    let in_event = event.is_some_and(has_filter);
    let mapping = application.resource(&trigger.name).is_some_and(|mapping| has_filter(&mapping.properties));
    let bucket = source.get("NotificationConfiguration").is_some_and(has_filter);
    in_event || mapping || bucket
}

fn has_filter(node: &Node) -> bool {
    let filters = ["filter", "filtercriteria", "filterpolicy", "rules", "filterpatterns"];
    let entries = entries_within(node);
    entries.iter().any(|entry| filters.contains(&entry.key.text.to_ascii_lowercase().as_str()))
}

/// A function whose guard against loops is switched off.
fn unguarded(stack: &Stack<'_>, function: &Function, report: &mut Report) {
    let Some(guard) = setting(stack.application, function, "RecursiveLoop") else { return };
    if guard.text() == Some("Allow") {
        report
            .add(stack.place(guard.span), format!("nothing stops `{}` when it triggers itself", function.label))
            .label("the cloud's loop detection is switched off")
            .class(Class::Hardening)
            .help("remove `RecursiveLoop: Allow`")
            .function(function.label.as_str());
    }
}
