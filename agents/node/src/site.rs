//! The place in the application that a call came from.
//!
//! Taken from V8 directly: a stack made by JavaScript would go through the application's own
//! `Error.prepareStackTrace` and be cut by its `Error.stackTraceLimit`.

use crate::{
    js::Env,
    symbols::{self, Local},
};
use buckler_agent::Site;
use std::{
    cell::RefCell,
    collections::HashMap,
    ffi::c_int,
    hash::{DefaultHasher, Hash, Hasher},
    ops::ControlFlow,
};

/// Enough to get out of Node's own frames and a client library into the application.
const FRAMES: c_int = 16;

/// Scripts whose kind is remembered. They are all of them, unless the application makes new ones without end.
const SCRIPTS: usize = 4096;

thread_local! {
    /// Whether a script belongs to the application, by its number.
    static KNOWN: RefCell<HashMap<c_int, bool>> = RefCell::default();
}

/// A number for the innermost frames of the running JavaScript, the same for each call through the same lines.
///
/// [`Site::UNKNOWN`] where V8 does not offer its stack, and where no frame is the application's: what Node does later on
/// its behalf looks the same whoever asked for it, and must not share one memory.
pub(crate) fn here(env: Env) -> Site {
    let (Some(script), Some(location)) = (symbols::script_id(), symbols::location()) else { return Site::UNKNOWN };
    let mut hasher = DefaultHasher::new();
    let mut application = false;
    frames(|frame| {
        // SAFETY: `frame` is a frame of the trace that is being walked.
        let (number, place) = unsafe { (script(frame), location(frame)) };
        (number, place.line, place.column).hash(&mut hasher);
        application = application || is_application(env, number, frame);
        ControlFlow::Continue(())
    });
    if application { Site(hasher.finish() | 1) } else { Site::UNKNOWN }
}

/// Called first by the agent's own scripts, while they load: those on the stack are no part of the application.
pub(crate) fn note_own_scripts(env: Env) {
    let Some(script) = symbols::script_id().filter(|_| KNOWN.with_borrow(HashMap::is_empty)) else { return };
    frames(|frame| {
        if name(env, frame).is_none_or(|name| name.starts_with("node:")) {
            return ControlFlow::Break(());
        }
        // SAFETY: as above.
        let number = unsafe { script(frame) };
        KNOWN.with_borrow_mut(|known| known.insert(number, false));
        ControlFlow::Continue(())
    });
}

fn is_application(env: Env, script: c_int, frame: Local) -> bool {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&script).copied()) {
        return known;
    }
    // Text given to `eval` has no name.
    let application = name(env, frame).is_none_or(|name| !name.starts_with("node:"));
    KNOWN.with_borrow_mut(|known| {
        if known.len() < SCRIPTS {
            known.insert(script, application);
        }
    });
    application
}

fn name(env: Env, frame: Local) -> Option<String> {
    let script_name = symbols::script_name()?;
    // SAFETY: `frame` is a frame of the trace that is being walked.
    let name = unsafe { script_name(frame) };
    (!name.is_null()).then(|| env.owned(name.cast()))
}

/// Walks the innermost frames, the running one first.
fn frames(mut visit: impl FnMut(Local) -> ControlFlow<()>) {
    /// `v8::StackTrace::kOverview`.
    const OVERVIEW: c_int = 0xf;
    let (Some(isolate), Some(trace), Some(count), Some(frame)) =
        (symbols::current_isolate(), symbols::current_stack_trace(), symbols::frame_count(), symbols::frame())
    else {
        return;
    };
    // SAFETY: called from JavaScript, so there is an isolate and an open handle scope; frames are asked for below
    // the count that the trace itself gives.
    unsafe {
        let isolate = isolate();
        let trace = trace(isolate, FRAMES, OVERVIEW);
        if trace.is_null() {
            return;
        }
        for number in 0..u32::try_from(count(trace)).unwrap_or(0) {
            if visit(frame(trace, isolate, number)).is_break() {
                return;
            }
        }
    }
}
