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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Derivation, DerivationKind, ValueId};
    use buckler_events::Event;
    use buckler_types::{DetectorId, OperationKind};

    const EVENT: &str = r#"{"version":"2.0","routeKey":"GET /x","rawPath":"/x","rawQueryString":"",
        "queryStringParameters":{"q":"x' or 1=1 --","host":"10.0.0.5"},
        "headers":{"host":"abc.example.com"},
        "requestContext":{"accountId":"123456789012","domainName":"abc.example.com","requestId":"10.0.0.7",
        "http":{"method":"GET","path":"/x","sourceIp":"203.0.113.9"}}}"#;

    const INJECTED: Operation<'static> = Operation::Sql {
        text: "select 1 from t where a = 'x' or 1=1 --'",
        dialect: buckler_types::SqlDialect::Generic,
    };

    fn inputs() -> Inputs {
        let mut inputs = Inputs::new(3);
        buckler_events::walk(EVENT.as_bytes(), &mut inputs);
        inputs
    }

    fn check(engine: &mut Engine, inputs: &Inputs, policy: &Policy, operation: &Operation<'_>) -> Verdict {
        let locate = &Event::new(EVENT.as_bytes());
        engine.check(&Check { operation, site: Site(9), base: None, inputs, locate, policy }, None)
    }

    #[test]
    fn modes_decide_what_becomes_of_the_evidence() {
        for (mode, action, evidence) in [
            (Mode::Off, Action::Allow, false),
            (Mode::Monitor, Action::Allow, true),
            (Mode::Block, Action::Block, true),
        ] {
            let verdict = check(&mut Engine::new(), &inputs(), &Policy::new(mode), &INJECTED);
            assert_eq!((verdict.action, verdict.evidence.is_some()), (action, evidence), "{mode:?}");
        }
    }

    #[test]
    fn evidence_names_the_input_and_its_place() {
        let verdict = check(&mut Engine::new(), &inputs(), &Policy::new(Mode::Block), &INJECTED);
        let evidence = verdict.evidence.unwrap();
        assert_eq!(evidence.detector, DetectorId::SqlInjection);
        assert_eq!(evidence.kind, OperationKind::Sql);
        assert_eq!(evidence.input.unwrap().location.path, "queryStringParameters.q");
        assert_eq!(evidence.text.get(evidence.range.start as usize..evidence.range.end as usize), Some("x' or 1=1 --"));
    }

    #[test]
    fn platform_fields_are_no_evidence_unless_the_policy_says_so() {
        let url = Operation::Url { url: "http://10.0.0.7/status" };
        let mut policy = Policy::new(Mode::Block);
        assert!(check(&mut Engine::new(), &inputs(), &policy, &url).evidence.is_none());
        let chosen = Operation::Url { url: "http://10.0.0.5/status" };
        assert!(check(&mut Engine::new(), &inputs(), &policy, &chosen).evidence.is_some());
        policy.set_switch(Switch::PlatformFieldsAreInputs, true);
        assert!(check(&mut Engine::new(), &inputs(), &policy, &url).evidence.is_some());
    }

    #[test]
    fn text_that_a_site_says_anyway_is_its_own() {
        let mut engine = Engine::new();
        let policy = Policy::new(Mode::Block);
        let own = Operation::Url { url: "http://10.0.0.5/status" };
        assert!(check(&mut engine, &inputs(), &policy, &own).evidence.is_some());
        assert!(check(&mut engine, &Inputs::new(1), &policy, &own).evidence.is_none());
        assert!(check(&mut engine, &inputs(), &policy, &own).evidence.is_none());
    }

    #[test]
    fn what_the_index_could_not_hold_is_refused_on_demand() {
        let mut policy = Policy::new(Mode::Block);
        let mut inputs = inputs();
        let harmless = Operation::Sql { text: "select 1", dialect: buckler_types::SqlDialect::Generic };
        inputs.forget_completeness();
        assert!(check(&mut Engine::new(), &inputs, &policy, &harmless).evidence.is_none());
        policy.set_switch(Switch::IndexBudgetReached, true);
        let verdict = check(&mut Engine::new(), &inputs, &policy, &harmless);
        assert_eq!(verdict.action, Action::Block);
        assert!(verdict.evidence.unwrap().coarse);
    }

    #[test]
    fn a_base_that_an_input_replaced_is_left() {
        let mut inputs = Inputs::new(1);
        buckler_events::walk_text(b"//evil.test/x", 0, &mut inputs);
        let parts = &["https://cdn.example.com/a/", "//evil.test/x"];
        inputs.derive(Derivation { kind: DerivationKind::Url, parts, result: "https://evil.test/x" });
        assert!(inputs.known(ValueId(0)).is_some());
        let policy = Policy::new(Mode::Block);
        let left = Operation::Url { url: "https://evil.test/x" };
        assert!(check(&mut Engine::new(), &inputs, &policy, &left).evidence.is_some());
        inputs.clear();
        buckler_events::walk_text(b"b.png", 0, &mut inputs);
        inputs.derive(Derivation { kind: DerivationKind::Url, parts, result: "https://cdn.example.com/a/b.png" });
        let kept = Operation::Url { url: "https://cdn.example.com/a/b.png" };
        assert!(check(&mut Engine::new(), &inputs, &policy, &kept).evidence.is_none());
    }

    #[test]
    fn the_observer_sees_every_operation() {
        struct Counter(Vec<(OperationKind, Action)>);
        impl Observer for Counter {
            fn operation(&mut self, operation: &Operation<'_>, _site: Site, verdict: &Verdict) {
                self.0.push((operation.kind(), verdict.action));
            }
        }
        let (inputs, policy) = (inputs(), Policy::new(Mode::Block));
        let mut counter = Counter(Vec::new());
        let log = Operation::LogWrite { text: "x' or 1=1 --" };
        for operation in [&INJECTED, &log] {
            let locate = &Event::new(EVENT.as_bytes());
            let check = Check { operation, site: Site::UNKNOWN, base: None, inputs: &inputs, locate, policy: &policy };
            Engine::new().check(&check, Some(&mut counter));
        }
        assert_eq!(counter.0, [(OperationKind::Sql, Action::Block), (OperationKind::LogWrite, Action::Allow)]);
    }
}
