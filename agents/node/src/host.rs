//! The agent of this thread, and how an operation gets to it.

use crate::workers;
use buckler_agent::{
    Agent, Context, Decision, Derivation, InvocationId, Operation, Settings, Site,
    exporters::{Descriptor, Exporter},
};
use std::cell::RefCell;

/// An agent with what the binding needs around it.
pub(crate) struct Host {
    pub(crate) agent: Agent,
    /// Names of the hooked functions; JavaScript names them by position.
    pub(crate) sinks: Vec<String>,
    /// For lines that are no findings.
    pub(crate) lines: Descriptor,
    /// Published invocations that this worker's agent knows. `None` in the thread of the handler.
    followed: Option<Followed>,
    /// An internal error was reported already.
    failed: bool,
}

/// What a worker knows of the invocations that the main thread runs.
#[derive(Default)]
struct Followed {
    version: u64,
    /// Number in the main thread, number here.
    invocations: Vec<(u64, InvocationId)>,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Starts the agent of the thread that runs the handler.
pub(crate) fn start(concurrent: bool) {
    let mut settings = workers::read_settings().clone();
    if concurrent {
        settings.context = Context::Concurrent;
    }
    install(settings, None);
}

/// Starts the agent of a worker. `false` when the process runs no handler.
pub(crate) fn follow() -> bool {
    let Some(settings) = workers::settings() else { return false };
    install(Settings { context: Context::Concurrent, ..settings.clone() }, Some(Followed::default()));
    true
}

fn install(settings: Settings, followed: Option<Followed>) {
    let agent = Agent::new(settings, Box::new(Descriptor::stdout()));
    let host = Host { agent, sinks: Vec::new(), lines: Descriptor::stdout(), followed, failed: false };
    HOST.with(|slot| *slot.borrow_mut() = Some(host));
}

/// Works with the agent of this thread. `None` before it is started.
pub(crate) fn with<T>(work: impl FnOnce(&mut Host) -> T) -> Option<T> {
    HOST.with(|slot| slot.try_borrow_mut().ok()?.as_mut().map(work))
}

/// The isolate ends.
pub(crate) fn stop() {
    let _ = HOST.try_with(|slot| slot.try_borrow_mut().map(|mut host| host.take()));
}

impl Host {
    /// Judges an operation of one invocation, and of a second one that it may belong to as well.
    /// The answer is the message of a block.
    pub(crate) fn check(&mut self, ids: [u64; 2], sink: u32, operation: &Operation<'_>, site: Site) -> Option<String> {
        let sink = self.sinks.get(sink as usize).map_or("", String::as_str);
        if self.followed.is_some() {
            return self.check_published(sink.to_owned(), operation, site);
        }
        let mut ids = ids.into_iter().filter(|id| *id != 0);
        ids.find_map(|id| match self.agent.check(InvocationId(id), sink, operation, site) {
            Decision::Block { message, .. } => Some(message),
            Decision::Allow => None,
        })
    }

    fn check_published(&mut self, sink: String, operation: &Operation<'_>, site: Site) -> Option<String> {
        self.follow();
        let known = self.followed.as_ref()?.invocations.clone();
        known.into_iter().find_map(|(there, here)| match self.agent.check(here, &sink, operation, site) {
            Decision::Block { message, record } => {
                workers::condemn(there, record);
                Some(message)
            }
            Decision::Allow => None,
        })
    }

    /// Brings a worker's invocations up to what the main thread runs.
    fn follow(&mut self) {
        let version = workers::version();
        let Some(followed) = self.followed.as_mut().filter(|followed| followed.version != version) else { return };
        followed.version = version;
        let running = workers::snapshot();
        let agent = &mut self.agent;
        followed.invocations.retain(|(there, here)| {
            let runs = running.iter().any(|(id, ..)| id == there);
            if !runs {
                agent.end(*here);
            }
            runs
        });
        for (id, request_id, event) in running {
            if !followed.invocations.iter().any(|(there, _)| *there == id) {
                let here = agent.begin(&request_id);
                agent.event(here, event.to_vec());
                followed.invocations.push((id, here));
            }
        }
    }

    /// Begins an invocation whose first sink was reached.
    pub(crate) fn begin(&mut self, request_id: &str, event: &str) -> u64 {
        let id = self.agent.begin(request_id);
        self.agent.event(id, event.as_bytes().to_vec());
        id.0
    }

    /// Ends an invocation.
    pub(crate) fn end(&mut self, id: u64) {
        workers::withdraw(id);
        self.agent.end(InvocationId(id));
    }

    /// Remembers a derivation, in a worker for whatever runs in the main thread.
    pub(crate) fn derive(&mut self, id: u64, derivation: Derivation<'_>) {
        self.follow();
        match &self.followed {
            Some(followed) => followed.invocations.iter().for_each(|(_, here)| self.agent.derive(*here, derivation)),
            None => self.agent.derive(InvocationId(id), derivation),
        }
    }

    /// A server answered with a redirect: its target is the caller's choice if the first URL was.
    pub(crate) fn redirect(&mut self, id: u64, from: &str, to: &str) {
        self.follow();
        let followed =
            self.followed.as_ref().map(|followed| followed.invocations.iter().map(|(_, here)| *here).collect());
        for id in followed.unwrap_or_else(|| vec![InvocationId(id)]) {
            self.agent.redirect(id, from, to);
        }
    }

    /// Whether something was blocked for that invocation, here or in a worker.
    pub(crate) fn is_condemned(&mut self, id: u64) -> bool {
        for record in workers::blocked(id) {
            self.agent.condemn(InvocationId(id), record);
        }
        self.agent.is_condemned(InvocationId(id))
    }

    /// Writes one line of JSON.
    pub(crate) fn say(&mut self, line: &str) {
        self.lines.export(&format!("{line}\n"));
    }

    /// Says once that something of ours failed.
    pub(crate) fn report_failure(&mut self, place: &str) {
        if !std::mem::replace(&mut self.failed, true) {
            self.say(&format!("{{\"buckler\":\"error\",\"in\":\"{place}\"}}"));
        }
    }
}
