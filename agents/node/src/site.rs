//! The place in the application that a call came from.
//!
//! Taken from V8 directly: a stack made by JavaScript would go through the application's own
//! `Error.prepareStackTrace` and be cut by its `Error.stackTraceLimit`.

use crate::symbols;
use buckler_agent::Site;
use std::{
    ffi::c_int,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A number for the innermost frames of the running JavaScript, the same for each call through the same lines.
/// [`Site::UNKNOWN`] where V8 does not offer its stack.
pub(crate) fn here() -> Site {
    /// Enough to get out of Node's own frames and a client library into the application.
    const FRAMES: c_int = 16;
    /// `v8::StackTrace::kOverview`.
    const OVERVIEW: c_int = 0xf;
    let (Some(isolate), Some(trace), Some(count), Some(frame), Some(script), Some(location)) = (
        symbols::current_isolate(),
        symbols::current_stack_trace(),
        symbols::frame_count(),
        symbols::frame(),
        symbols::script_id(),
        symbols::location(),
    ) else {
        return Site::UNKNOWN;
    };
    let mut hasher = DefaultHasher::new();
    // SAFETY: called from JavaScript, so there is an isolate and an open handle scope; frames are asked for below
    // the count that the trace itself gives.
    unsafe {
        let isolate = isolate();
        let trace = trace(isolate, FRAMES, OVERVIEW);
        if trace.is_null() {
            return Site::UNKNOWN;
        }
        for number in 0..u32::try_from(count(trace)).unwrap_or(0) {
            let frame = frame(trace, isolate, number);
            let place = location(frame);
            (script(frame), place.line, place.column).hash(&mut hasher);
        }
    }
    Site(hasher.finish() | 1)
}
