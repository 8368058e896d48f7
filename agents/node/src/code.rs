//! Text that is about to become JavaScript: `eval`, `Function` and their relatives, in every context of an isolate.
//!
//! V8 asks one callback per isolate. Node has installed its own; ours asks that one first, so whoever forbids code
//! generation from strings keeps it forbidden.

use crate::{
    js::{Env, UNDEFINED, edge},
    symbols::{self, Generation, Local},
};
use napi_sys::{Status, ValueType, napi_env, napi_ref, napi_typeof, napi_value};
use std::{cell::Cell, ptr::null_mut};

#[derive(Clone, Copy)]
struct Watch {
    env: napi_env,
    judge: napi_ref,
    /// Not 0 while there is an invocation to judge for. JavaScript writes it.
    live: *const u32,
}

thread_local! {
    static WATCH: Cell<Option<Watch>> = const { Cell::new(None) };
}

/// From now on `judge` is called with each text that is about to become code while the shared word is not 0; it
/// answers `true` to refuse. The answer is the buffer of that word, or `undefined` where V8 cannot be asked.
pub(crate) fn watch(env: Env, judge: napi_value) -> napi_value {
    let (Some(isolate), Some(install), Some(_)) =
        (symbols::current_isolate(), symbols::set_generation_callback(), symbols::node_generation_callback())
    else {
        return UNDEFINED;
    };
    let (word, live) = env.shared_word();
    let kept = env.keep(word);
    let judge = env.keep(judge);
    if live.is_null() || kept.is_null() || judge.is_null() {
        return UNDEFINED;
    }
    WATCH.set(Some(Watch { env: env.raw(), judge, live }));
    // SAFETY: called from JavaScript, so this thread has a current isolate.
    unsafe { install(isolate(), generated) };
    word
}

/// The isolate ends.
pub(crate) fn stop() {
    let _ = WATCH.try_with(|watch| watch.set(None));
}

unsafe extern "C" fn generated(context: Local, source: Local, code_like: bool) -> Generation {
    let Some(node) = symbols::node_generation_callback() else {
        return Generation { allowed: true, modified: null_mut() };
    };
    // SAFETY: V8's own arguments are handed on.
    let answer = unsafe { node(context, source, code_like) };
    if !answer.allowed {
        return answer;
    }
    // A judge that fails has decided already, as `BUCKLER_ON_ERROR` says, so a panic here is past all decisions.
    let refused = !edge(|| if refuses(source) { source.cast() } else { UNDEFINED }, || UNDEFINED).is_null();
    Generation { allowed: !refused, ..answer }
}

fn refuses(source: Local) -> bool {
    let Some(watch) = WATCH.try_with(Cell::get).ok().flatten() else { return false };
    // SAFETY: the buffer behind the word is kept until the isolate ends, when `stop` forgets the pointer.
    if unsafe { watch.live.read_volatile() } == 0 {
        return false;
    }
    let env = Env::new(watch.env);
    let source: napi_value = source.cast();
    let mut kind = ValueType::napi_undefined;
    // SAFETY: N-API's values are V8's handles.
    let status = unsafe { napi_typeof(watch.env, source, &mut kind) };
    if status != Status::napi_ok || kind != ValueType::napi_string {
        return false;
    }
    env.call(watch.judge, source).is_some_and(|answer| env.is_true(answer))
}
