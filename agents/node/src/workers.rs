//! What the threads of one process share: the events of running invocations, for workers that the handler started.
//!
//! A worker has an agent of its own and no handler. Whatever it does is judged against the events that the main
//! thread has published, and what it blocks condemns the invocation of that event.

use buckler_agent::Settings;
use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError,
    atomic::{AtomicU64, Ordering},
};

/// One running invocation as other threads see it.
struct Published {
    /// Its number in the main thread.
    id: u64,
    /// Its request id.
    request_id: Arc<str>,
    /// Its event.
    event: Arc<[u8]>,
    /// The records that workers blocked something for; `None` stands for the whole event.
    blocked: Vec<Option<u32>>,
}

/// What the process was told at start. Read once: the environment may change while workers run.
static SETTINGS: OnceLock<Settings> = OnceLock::new();

static RUNNING: Mutex<Vec<Published>> = Mutex::new(Vec::new());

/// Counts every change of [`RUNNING`], so that a worker sees without a lock that nothing changed.
static CHANGES: AtomicU64 = AtomicU64::new(0);

fn running() -> MutexGuard<'static, Vec<Published>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The settings of the process, from the thread that runs the handler. `None` when none does.
pub(crate) fn settings() -> Option<&'static Settings> {
    SETTINGS.get()
}

/// Reads the settings of the process, once.
pub(crate) fn read_settings() -> &'static Settings {
    SETTINGS.get_or_init(|| {
        let variables = std::env::vars_os();
        Settings::from_variables(
            variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        )
    })
}

/// Changes whenever an invocation was published or withdrawn.
pub(crate) fn version() -> u64 {
    CHANGES.load(Ordering::Acquire)
}

/// Shows an invocation to the workers.
pub(crate) fn publish(id: u64, request_id: &str, event: &str) {
    let mut running = running();
    if running.iter().any(|known| known.id == id) {
        return;
    }
    running.push(Published { id, request_id: request_id.into(), event: event.as_bytes().into(), blocked: Vec::new() });
    CHANGES.fetch_add(1, Ordering::Release);
}

/// Takes an invocation away that has ended.
pub(crate) fn withdraw(id: u64) {
    let mut running = running();
    let before = running.len();
    running.retain(|known| known.id != id);
    if running.len() != before {
        CHANGES.fetch_add(1, Ordering::Release);
    }
}

/// The records that workers blocked something for since the last time.
pub(crate) fn blocked(id: u64) -> Vec<Option<u32>> {
    let mut running = running();
    running.iter_mut().find(|known| known.id == id).map(|known| std::mem::take(&mut known.blocked)).unwrap_or_default()
}

/// A worker blocked something that came from that invocation's event.
pub(crate) fn condemn(id: u64, record: Option<u32>) {
    if let Some(known) = running().iter_mut().find(|known| known.id == id) {
        known.blocked.push(record);
    }
}

/// The invocations that run now: number, request id, event.
pub(crate) fn snapshot() -> Vec<(u64, Arc<str>, Arc<[u8]>)> {
    running().iter().map(|known| (known.id, known.request_id.clone(), known.event.clone())).collect()
}
