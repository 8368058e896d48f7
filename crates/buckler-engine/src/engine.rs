//! One function through which every operation goes.

use crate::link::Linker;
use crate::{Case, Hit, Inputs, detectors};
use alloc::boxed::Box;
use buckler_types::{Action, Evidence, Input, Locate, Mode, Observer, Operation, Policy, Site, Verdict};

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
        let kind = check.operation.kind();
        let mut case = Case {
            inputs: check.inputs,
            locate: check.locate,
            policy: check.policy,
            site: check.site,
            base: check.base,
            linker: &mut self.linker,
        };
        for detector in detectors::ALL {
            if !detector.judges(kind) || check.policy.mode(detector.id()) == Mode::Off {
                continue;
            }
            if let Some(hit) = detector.detect(check.operation, &mut case) {
                return verdict(hit, check);
            }
        }
        Verdict::ALLOW
    }
}

fn verdict(hit: Hit, check: &Check<'_>) -> Verdict {
    let action = match check.policy.mode(hit.detector) {
        Mode::Block => Action::Block,
        Mode::Monitor => Action::Allow,
        Mode::Off => return Verdict::ALLOW,
    };
    let input = hit.value.and_then(|value| check.inputs.known(value)).map(|known| Input {
        location: check.locate.locate(known.offset),
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
