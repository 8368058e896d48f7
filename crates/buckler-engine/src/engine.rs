//! One function through which every operation goes.

use crate::link::Linker;
use crate::memory::Memory;
use crate::{Case, Hit, Inputs, detectors};
use alloc::{boxed::Box, string::String, vec::Vec};
use buckler_types::{Action, Evidence, Input, Locate, Mode, Observer, Operation, Policy, Site, Switch, Verdict};

/// One question to the engine.
pub struct Check<'a> {
    /// What is about to be done.
    pub operation: &'a Operation<'a>,
    /// Where in the application.
    pub site: Site,
    /// Directory or URL that the application named, when the caller knows it better than the derivations do.
    pub base: Option<&'a str>,
    /// What the invocation brought in.
    pub inputs: &'a Inputs,
    /// Tells the place of an input.
    pub locate: &'a dyn Locate,
    /// What the user decided.
    pub policy: &'a Policy,
}

/// The detectors and what they remember from one invocation to the next. Bounded.
#[derive(Debug, Default)]
pub struct Engine {
    linker: Linker,
    memory: Memory,
}

impl Engine {
    /// An engine that remembers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Judges one operation and tells the observer.
    pub fn check(&mut self, check: &Check<'_>, observer: Option<&mut dyn Observer>) -> Verdict {
        let verdict = self.judge(check);
        if let Some(observer) = observer {
            observer.operation(check.operation, check.site, &verdict);
        }
        verdict
    }

    fn judge(&mut self, check: &Check<'_>) -> Verdict {
        let mut case = Case {
            inputs: check.inputs,
            locate: check.locate,
            policy: check.policy,
            site: check.site,
            base: check.base,
            linker: &mut self.linker,
            memory: self.memory.site(check.site),
            scrutiny: false,
            first: None,
        };
        if let Some(hit) = objection(check, &mut case) {
            return verdict(hit, check);
        }
        if let (Some(text), Some(taint)) = (text_of(check.operation), case.first) {
            self.memory.learn(check.site, text, &taint);
        }
        unindexed(check)
    }
}

/// What the first detector objects to that still objects under scrutiny.
fn objection(check: &Check<'_>, case: &mut Case<'_>) -> Option<Hit> {
    let kind = check.operation.kind();
    for detector in detectors::ALL {
        if !detector.judges(kind) || check.policy.mode(detector.id()) == Mode::Off {
            continue;
        }
        if detector.detect(check.operation, case).is_some() {
            case.scrutiny = true;
            if let Some(hit) = detector.detect(check.operation, case) {
                return Some(hit);
            }
            case.scrutiny = false;
        }
    }
    None
}

/// The one text of an operation that its call site is remembered by.
const fn text_of<'a>(operation: &Operation<'a>) -> Option<&'a str> {
    match operation {
        Operation::Sql { text, .. } | Operation::Shell { text, .. } | Operation::Code { text } => Some(text),
        Operation::Path { path, .. } => Some(path),
        Operation::Url { url } => Some(url),
        Operation::Connect { host, .. } => Some(host),
        _ => None,
    }
}

/// What becomes of an operation that nothing speaks against, when not every input is known.
fn unindexed(check: &Check<'_>) -> Verdict {
    let kind = check.operation.kind();
    if check.inputs.is_complete() || !check.policy.refuses(Switch::IndexBudgetReached) {
        return Verdict::ALLOW;
    }
    let judge =
        detectors::ALL.iter().find(|detector| detector.judges(kind) && check.policy.mode(detector.id()) != Mode::Off);
    let (Some(detector), Some(text)) = (judge, text_of(check.operation)) else { return Verdict::ALLOW };
    let hit = Hit {
        detector: detector.id(),
        text: String::from(text),
        argument: None,
        range: 0..text.len(),
        value: None,
        tokens: Vec::new(),
        reason: "cannot be judged: the event holds more than the index",
        coarse: true,
    };
    verdict(hit, check)
}

fn verdict(hit: Hit, check: &Check<'_>) -> Verdict {
    let action = match check.policy.mode(hit.detector) {
        Mode::Block => Action::Block,
        Mode::Monitor => Action::Allow,
        Mode::Off => return Verdict::ALLOW,
    };
    let input = hit.value.and_then(|value| check.inputs.known(value)).map(|known| Input {
        location: check.locate.locate_value(known.offset, known.chain, known.folded),
        chain: known.chain,
        length: known.folded.len() as u32,
    });
    let evidence = Evidence {
        detector: hit.detector,
        kind: check.operation.kind(),
        text: hit.text,
        argument: hit.argument,
        range: hit.range.start as u32..hit.range.end as u32,
        tokens: hit.tokens.iter().map(|token| token.start as u32..token.end as u32).collect(),
        reason: hit.reason.into(),
        input,
        coarse: hit.coarse,
    };
    Verdict { action, evidence: Some(Box::new(evidence)) }
}
