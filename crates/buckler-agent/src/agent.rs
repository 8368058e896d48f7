//! begin ─▶ check ─▶ respond ─▶ end.

use crate::{
    Answer, Context, Derivation, Handler, Observer, Operation, Settings, Site, Verdict, exporters::Exporter,
    invocation::Invocation, report,
};
use buckler_engine::{Check, Engine, Inputs};
use buckler_events::{Event, Walker, answers};
use buckler_types::{Action, Evidence, Outcome};
use std::hash::{BuildHasher, RandomState};

/// How many ended invocations stay known, for work that they left over.
const KEPT: u64 = 2;

/// Number of an invocation within its process, counted from 1. 0 names none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct InvocationId(pub u64);

/// Whether an operation may go ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may.
    Allow,
    /// It may not.
    Block {
        /// For the error that the application sees. Holds no value of a payload.
        message: String,
        /// The record of the batch that the operation was linked to.
        record: Option<u32>,
    },
}

/// One agent per thread of JavaScript or per interpreter.
pub struct Agent {
    settings: Settings,
    engine: Engine,
    walker: Walker,
    seed: u64,
    begun: u64,
    invocations: Vec<Invocation>,
    spare: Vec<Inputs>,
    exporter: Box<dyn Exporter>,
    observer: Option<Box<dyn Observer>>,
}

impl Agent {
    /// An agent with no invocation in it.
    pub fn new(settings: Settings, exporter: Box<dyn Exporter>) -> Self {
        Self {
            settings,
            engine: Engine::new(),
            walker: Walker::default(),
            seed: RandomState::new().hash_one(0_u8),
            begun: 0,
            invocations: Vec::new(),
            spare: Vec::new(),
            exporter,
            observer: None,
        }
    }

    /// Whether every detector is off, so that there is nothing to hook.
    pub fn is_off(&self) -> bool {
        self.settings.policy.is_off()
    }

    /// What the agent was told.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// From now on every operation is shown to the observer, with its verdict.
    pub fn observe(&mut self, observer: Box<dyn Observer>) {
        self.observer = Some(observer);
    }

    /// Begins an invocation. Forgets those that ended before the last two.
    pub fn begin(&mut self, request_id: &str) -> InvocationId {
        self.begun += 1;
        self.forget();
        let id = InvocationId(self.begun);
        let inputs = self.spare.pop().unwrap_or_else(|| Inputs::new(self.seed));
        self.invocations.push(Invocation::new(id, request_id, inputs));
        id
    }

    fn forget(&mut self) {
        /// Ended invocations and their inputs whose buffers are worth keeping.
        const MOST_SPARE: usize = 2;
        let oldest = self.begun.saturating_sub(KEPT);
        let gone = self.invocations.extract_if(.., |invocation| invocation.ended && invocation.id.0 < oldest);
        for mut invocation in gone {
            if self.spare.len() < MOST_SPARE {
                invocation.inputs.clear();
                self.spare.push(invocation.inputs);
            }
        }
    }

    /// Hands over the event's JSON text, once, at the first sink. It is read when something is checked.
    pub fn event(&mut self, id: InvocationId, text: Vec<u8>) {
        if let Some(invocation) = self.find(id) {
            invocation.hand_over(text);
        }
    }

    /// Whether the event was handed over, or the invocation is not known any more and needs none.
    pub fn has_event(&self, id: InvocationId) -> bool {
        self.invocations.iter().rev().find(|known| known.id == id).is_none_or(Invocation::has_event)
    }

    /// Remembers how the application built a text, for the sink that follows.
    pub fn derive(&mut self, id: InvocationId, derivation: Derivation<'_>) {
        if let Some(invocation) = self.find(id) {
            invocation.inputs.derive(derivation);
        }
    }

    /// A server answered a request for `from` with a redirect to `to`, both absolute URLs. When an input chose the first,
    /// it chose the second too, and the check of it will find that. Tells whether that is so.
    pub fn redirect(&mut self, id: InvocationId, from: &str, to: &str) -> bool {
        self.find(id).is_some_and(|invocation| invocation.inputs.redirect(from, to))
    }

    /// Judges an operation of that invocation, reports what is found, and says whether the operation may go ahead.
    ///
    /// `sink` is the called function in its own words: `fs.readFileSync`.
    pub fn check(&mut self, id: InvocationId, sink: &str, operation: &Operation<'_>, site: Site) -> Decision {
        if self.is_off() {
            return Decision::Allow;
        }
        let Some(own) = self.invocations.iter().rposition(|known| known.id == id) else { return Decision::Allow };
        let verdict = self.judge(own, operation, site, true);
        if let Some(evidence) = verdict.evidence {
            return self.object(own, sink, verdict.action, *evidence, true);
        }
        let Some(previous) = self.previous(own) else { return Decision::Allow };
        let verdict = self.judge(previous, operation, site, false);
        match verdict.evidence {
            Some(evidence) if evidence.input.is_some() => self.object(previous, sink, verdict.action, *evidence, false),
            _ => Decision::Allow,
        }
    }

    /// The invocation whose left-over work cannot be told from this one's.
    fn previous(&self, own: usize) -> Option<usize> {
        let previous = own.checked_sub(1)?;
        let known = self.invocations.get(previous)?;
        (self.settings.context == Context::Single && known.has_event()).then_some(previous)
    }

    fn judge(&mut self, position: usize, operation: &Operation<'_>, site: Site, own: bool) -> Verdict {
        let Some(invocation) = self.invocations.get_mut(position) else { return Verdict::ALLOW };
        if let Some(line) =
            invocation.index(&mut self.walker).and_then(|walked| report::partly_read(invocation, &walked))
        {
            self.exporter.export(&line);
        }
        let check = Check {
            operation,
            site,
            base: None,
            inputs: &invocation.inputs,
            locate: &Event::new(invocation.text()),
            policy: &self.settings.policy,
        };
        match &mut self.observer {
            Some(observer) if own => self.engine.check(&check, Some(observer.as_mut())),
            _ => self.engine.check(&check, None),
        }
    }

    /// A detector objects: condemns the invocation (its own only), reports, and words the refusal.
    fn object(&mut self, position: usize, sink: &str, action: Action, evidence: Evidence, own: bool) -> Decision {
        let exception = report::exception(&evidence, sink);
        if self.settings.policy.exceptions.contains(&exception) {
            return Decision::Allow;
        }
        let Some(invocation) = self.invocations.get_mut(position) else { return Decision::Allow };
        let record = evidence.input.as_ref().and_then(|input| input.location.record);
        if own && action == Action::Block {
            invocation.condemn(record);
        }
        let message = report::message(&evidence, sink, &exception);
        let outcome = if action == Action::Block { Outcome::Blocked } else { Outcome::Recorded };
        if let Some(line) = report::finding(invocation, &self.settings, sink, outcome, evidence, exception) {
            self.exporter.export(&line);
        }
        match action {
            Action::Block => Decision::Block { message, record },
            Action::Allow => Decision::Allow,
        }
    }

    /// Condemns an invocation for what another agent blocked on its behalf: that of a worker thread.
    pub fn condemn(&mut self, id: InvocationId, record: Option<u32>) {
        if let Some(invocation) = self.find(id) {
            invocation.condemn(record);
        }
    }

    /// Whether an operation of the invocation was blocked, so that [`respond`](Self::respond) must be asked.
    pub fn is_condemned(&self, id: InvocationId) -> bool {
        self.invocations.iter().rev().find(|known| known.id == id).is_some_and(|known| known.condemned)
    }

    /// How the invocation is to be answered, given what the handler did.
    pub fn respond(&mut self, id: InvocationId, handler: Handler<'_>) -> Answer {
        let partial_failures = self.settings.partial_failures;
        match self.find(id) {
            Some(invocation) if invocation.condemned => {
                answers::answer(&Event::new(invocation.text()), handler, &invocation.records, partial_failures)
            }
            _ => Answer::Keep,
        }
    }

    /// Ends an invocation. Its inputs stay known for work that it left over.
    pub fn end(&mut self, id: InvocationId) {
        let Some(invocation) = self.find(id) else { return };
        invocation.ended = true;
        if let Some(line) = report::surplus(invocation) {
            self.exporter.export(&line);
        }
    }

    fn find(&mut self, id: InvocationId) -> Option<&mut Invocation> {
        self.invocations.iter_mut().rev().find(|known| known.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SqlDialect;
    use buckler_types::{Mode, Policy};
    use std::{cell::RefCell, rc::Rc};

    struct Kept(Rc<RefCell<Vec<String>>>);

    impl Exporter for Kept {
        fn export(&mut self, line: &str) {
            assert!(line.len() <= crate::LINE_LIMIT && line.ends_with('\n'), "{line}");
            self.0.borrow_mut().push(line.into());
        }
    }

    fn agent(change: impl FnOnce(&mut Settings)) -> (Agent, Rc<RefCell<Vec<String>>>) {
        let mut settings =
            Settings { policy: Policy::new(Mode::Block), function: "orders".into(), ..Settings::default() };
        change(&mut settings);
        let lines = Rc::default();
        (Agent::new(settings, Box::new(Kept(Rc::clone(&lines)))), lines)
    }

    const ATTACK: &str = r#"{"version":"2.0","rawPath":"/","requestContext":{"http":{"method":"GET"}},"body":"{\"ref\":\"zebra' UNION SELECT card FROM vault --\"}"}"#;
    const STATEMENT: &str = "SELECT total FROM orders WHERE ref = 'zebra' UNION SELECT card FROM vault --'";

    fn begin(agent: &mut Agent, event: &str) -> InvocationId {
        let id = agent.begin("r-1");
        agent.event(id, event.into());
        id
    }

    fn query(agent: &mut Agent, id: InvocationId, text: &str) -> Decision {
        agent.check(id, "pg.query", &Operation::Sql { text, dialect: SqlDialect::Postgres }, Site::UNKNOWN)
    }

    #[test]
    fn an_attack_is_blocked_reported_masked_and_answered() {
        let (mut agent, lines) = agent(|_| ());
        let id = begin(&mut agent, ATTACK);
        let Decision::Block { message, .. } = query(&mut agent, id, STATEMENT) else { panic!("not blocked") };
        assert!(message.contains("pg.query") && !message.contains("zebra"), "{message}");
        let Answer::Replace(answer) = agent.respond(id, Handler::Returned("{}")) else { panic!("not replaced") };
        assert!(answer.contains("403"));
        let finding = buckler_ocsf::parse(&lines.borrow()[0]).unwrap();
        assert_eq!(finding.outcome, Outcome::Blocked);
        assert_eq!(finding.trigger, "api_gateway_v2");
        assert_eq!(finding.silence, "BUCKLER_EXCEPTIONS=sql_injection:pg.query:body.ref");
        for secret in ["zebra", "card", "vault"] {
            assert!(!lines.borrow()[0].contains(secret), "{}", lines.borrow()[0]);
        }
    }

    #[test]
    fn the_variable_that_a_finding_names_silences_it() {
        let (mut agent, lines) = agent(|settings| {
            settings.policy.set("BUCKLER_EXCEPTIONS", "sql_injection:pg.query:body.ref");
        });
        let id = begin(&mut agent, ATTACK);
        assert_eq!(query(&mut agent, id, STATEMENT), Decision::Allow);
        assert!(lines.borrow().is_empty() && !agent.is_condemned(id));
    }

    #[test]
    fn monitor_reports_and_lets_through() {
        let (mut agent, lines) = agent(|settings| settings.policy = Policy::new(Mode::Monitor));
        let id = begin(&mut agent, ATTACK);
        assert_eq!(query(&mut agent, id, STATEMENT), Decision::Allow);
        assert_eq!(agent.respond(id, Handler::Returned("{}")), Answer::Keep);
        assert_eq!(buckler_ocsf::parse(&lines.borrow()[0]).unwrap().outcome, Outcome::Recorded);
    }

    #[test]
    fn left_over_work_is_judged_against_its_own_invocation_and_condemns_nobody_else() {
        let (mut agent, lines) = agent(|_| ());
        let first = begin(&mut agent, ATTACK);
        agent.end(first);
        let second = begin(&mut agent, "{}");
        assert!(matches!(query(&mut agent, second, STATEMENT), Decision::Block { .. }));
        assert!(!agent.is_condemned(second));
        assert_eq!(lines.borrow().len(), 1);
        agent.end(second);
        let third = begin(&mut agent, "{}");
        assert_eq!(query(&mut agent, third, STATEMENT), Decision::Allow);
    }

    #[test]
    fn a_redirect_keeps_the_taint_of_the_url_that_led_to_it() {
        let (mut agent, _) = agent(|_| ());
        let id = begin(
            &mut agent,
            r#"{"version":"2.0","rawPath":"/","queryStringParameters":{"u":"http://news.example.com/a"}}"#,
        );
        let fetch = |agent: &mut Agent, url: &str| agent.check(id, "fetch", &Operation::Url { url }, Site::UNKNOWN);
        assert_eq!(fetch(&mut agent, "http://news.example.com/a"), Decision::Allow);
        assert!(!agent.redirect(id, "http://other.example.com/", "http://10.0.0.7/"));
        assert_eq!(fetch(&mut agent, "http://10.0.0.7/"), Decision::Allow);
        assert!(agent.redirect(id, "http://news.example.com/a", "http://10.0.0.7/"));
        assert!(matches!(fetch(&mut agent, "http://10.0.0.7/"), Decision::Block { .. }));
    }

    #[test]
    fn twenty_findings_are_written_and_the_rest_is_counted() {
        let (mut agent, lines) = agent(|_| ());
        let id = begin(&mut agent, ATTACK);
        for _ in 0..25 {
            query(&mut agent, id, STATEMENT);
        }
        agent.end(id);
        assert_eq!(lines.borrow().len(), 21);
        assert!(lines.borrow()[20].contains("\"count\":5"), "{}", lines.borrow()[20]);
    }

    #[test]
    fn ended_invocations_are_forgotten_and_unknown_ones_change_nothing() {
        let (mut agent, _) = agent(|settings| settings.context = Context::Concurrent);
        for _ in 0..100 {
            let id = begin(&mut agent, "{}");
            query(&mut agent, id, "SELECT 1");
            agent.end(id);
        }
        assert!(agent.invocations.len() <= 3, "{}", agent.invocations.len());
        assert_eq!(query(&mut agent, InvocationId(999), STATEMENT), Decision::Allow);
        assert!(agent.has_event(InvocationId(999)));
    }
}
