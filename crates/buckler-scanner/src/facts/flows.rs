//! Findings about data that reaches a class of sinks.

use crate::code::Code;
use crate::facts::calls;
use crate::finding::Finding;
use crate::rules::Report;
use buckler_flow::analysis::{Hit, Step, StepKind, Taint};
use buckler_flow::catalog::{Kind, Origin};
use buckler_syntax::tree::ExprKind;

/// Longest excerpt of the program in a message.
const MAX_EXCERPT: usize = 60;

/// What a rule about flows looks for and how it says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Class {
    /// Classes of sinks.
    pub kinds: &'static [Kind],
    /// What the code frame says at the argument: `part of this statement`.
    pub label: &'static str,
    /// What to do where the catalog says nothing for the very call.
    pub help: &'static str,
}

/// Reports every flow of a class that `wanted` accepts.
pub(crate) fn report(code: &Code<'_>, report: &mut Report, class: &Class, wanted: impl Fn(&Hit) -> bool) {
    for hit in code.analysis.hits.iter().filter(|hit| class.kinds.contains(&hit.kind) && wanted(hit)) {
        add(code, report, class, hit);
    }
}

/// Reports one flow.
pub(crate) fn add<'r>(code: &Code<'_>, report: &'r mut Report, class: &Class, hit: &Hit) -> Option<&'r mut Finding> {
    let taint = hit.taints.first()?;
    let source = subject(taint);
    let message = match callee(code, hit) {
        Some(callee) => format!("{source} reaches `{callee}`"),
        None => format!("{source} is part of what the function answers"),
    };
    let end = match callee(code, hit) {
        Some(callee) => format!("reaches `{callee}`"),
        None => String::from("is answered"),
    };
    let fix = hit.sink.map_or("", |sink| sink.fix);
    let help = if fix.is_empty() { class.help } else { fix };
    let finding = report.add(code.spot(hit.argument), message);
    finding.label(class.label).help(help).functions(code.names(&hit.entries));
    for step in &taint.steps {
        finding.step(code.spot(step.spot), told(code, step, taint));
    }
    finding.step(code.spot(hit.argument), end);
    Some(finding)
}

/// How a sentence names data of an origin.
pub(crate) fn subject(taint: &Taint) -> String {
    match taint.origin {
        Origin::Input | Origin::Identity => format!("`{}`", taint.label),
        Origin::Stored => match taint.label.strip_prefix("stored in ") {
            Some(store) => format!("what is stored in `{store}`"),
            None => format!("`{}`, which is stored,", taint.label),
        },
        Origin::Remote => format!("the answer of `{}`", taint.label),
        Origin::Error => String::from("the text of an error"),
        Origin::Random => format!("a value that can be guessed (`{}`)", taint.label),
        _ => format!("`{}`", taint.label),
    }
}

/// What is called, as the program writes it, without its arguments.
fn callee(code: &Code<'_>, hit: &Hit) -> Option<String> {
    hit.sink?;
    let tree = code.tree(hit.spot.module)?;
    let spot = match tree.expr(hit.call).kind {
        ExprKind::Call { callee, .. } => tree.expr(callee).span,
        _ => return Some(calls::method(&hit.path).trim_end_matches('=').to_owned()),
    };
    let text = code.source(buckler_flow::analysis::Spot { module: hit.spot.module, span: spot });
    if text.contains('\n') || text.len() > MAX_EXCERPT {
        return Some(calls::method(text).trim().to_owned());
    }
    Some(text.to_owned())
}

fn told(code: &Code<'_>, step: &Step, taint: &Taint) -> String {
    let text = excerpt(code.source(step.spot));
    match step.what {
        StepKind::Source => format!("{} comes from here", subject(taint)),
        StepKind::Assign => format!("goes into `{text}`"),
        StepKind::Pass => format!("is given to `{text}`"),
        StepKind::Return => String::from("comes back from a function"),
        StepKind::Call => format!("goes through `{text}`"),
        StepKind::Throw => String::from("is thrown"),
    }
}

/// The beginning of a text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= MAX_EXCERPT && line.len() == text.trim().len() {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(MAX_EXCERPT).collect();
    short.push('…');
    short
}
