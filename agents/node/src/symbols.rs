//! Functions of V8 and Node that N-API does not offer, found by their C++ names in the running program.
//!
//! Each may be missing in some future Node: then the part that needs it is off and the start line says so.
//! The declarations hold for x86_64 and aarch64: handles are plain pointers, results of up to 16 bytes come back in
//! registers.

use std::{
    ffi::{CStr, c_char, c_int, c_void},
    sync::OnceLock,
};

/// A `v8::Local<T>`. N-API's values are the same pointers.
pub(crate) type Local = *mut c_void;

/// A `v8::Isolate*`.
pub(crate) type Isolate = *mut c_void;

/// `v8::ModifyCodeGenerationFromStringsResult`.
#[repr(C)]
pub(crate) struct Generation {
    /// Whether the text may become code.
    pub(crate) allowed: bool,
    /// Another text to take in its place, or null.
    pub(crate) modified: Local,
}

/// `v8::ModifyCodeGenerationFromStringsCallback2`: context, source, whether the source is "code like".
pub(crate) type GenerationCallback = unsafe extern "C" fn(Local, Local, bool) -> Generation;

/// `v8::Location`.
#[repr(C)]
pub(crate) struct Place {
    pub(crate) line: c_int,
    pub(crate) column: c_int,
}

macro_rules! symbols {
    ($($(#[$doc:meta])* $name:ident: $signature:ty = $mangled:literal;)+) => {
        $($(#[$doc])* pub(crate) fn $name() -> Option<$signature> {
            static FOUND: OnceLock<Option<$signature>> = OnceLock::new();
            *FOUND.get_or_init(|| {
                let address = find($mangled)?;
                // SAFETY: the mangled name holds the parameter types, so a function under it has this signature.
                Some(unsafe { std::mem::transmute::<*mut c_void, $signature>(address) })
            })
        })+
    };
}

symbols! {
    /// `Isolate* v8::Isolate::GetCurrent()`
    current_isolate: unsafe extern "C" fn() -> Isolate = c"_ZN2v87Isolate10GetCurrentEv";
    /// `void v8::Isolate::SetModifyCodeGenerationFromStringsCallback(…)`
    set_generation_callback: unsafe extern "C" fn(Isolate, GenerationCallback) =
        c"_ZN2v87Isolate42SetModifyCodeGenerationFromStringsCallbackEPFNS_37ModifyCodeGenerationFromStringsResultENS_5LocalINS_7ContextEEENS2_INS_5ValueEEEbE";
    /// `node::ModifyCodeGenerationFromStrings(…)`, the callback that Node itself installs
    node_generation_callback: GenerationCallback =
        c"_ZN4node31ModifyCodeGenerationFromStringsEN2v85LocalINS0_7ContextEEENS1_INS0_5ValueEEEb";
    /// `Local<StackTrace> v8::StackTrace::CurrentStackTrace(Isolate*, int, StackTraceOptions)`
    current_stack_trace: unsafe extern "C" fn(Isolate, c_int, c_int) -> Local =
        c"_ZN2v810StackTrace17CurrentStackTraceEPNS_7IsolateEiNS0_17StackTraceOptionsE";
    /// `int v8::StackTrace::GetFrameCount() const`
    frame_count: unsafe extern "C" fn(Local) -> c_int = c"_ZNK2v810StackTrace13GetFrameCountEv";
    /// `Local<StackFrame> v8::StackTrace::GetFrame(Isolate*, uint32_t) const`
    frame: unsafe extern "C" fn(Local, Isolate, u32) -> Local = c"_ZNK2v810StackTrace8GetFrameEPNS_7IsolateEj";
    /// `int v8::StackFrame::GetScriptId() const`
    script_id: unsafe extern "C" fn(Local) -> c_int = c"_ZNK2v810StackFrame11GetScriptIdEv";
    /// `Local<String> v8::StackFrame::GetScriptName() const`
    script_name: unsafe extern "C" fn(Local) -> Local = c"_ZNK2v810StackFrame13GetScriptNameEv";
    /// `Location v8::StackFrame::GetLocation() const`
    location: unsafe extern "C" fn(Local) -> Place = c"_ZNK2v810StackFrame11GetLocationEv";
}

fn find(name: &CStr) -> Option<*mut c_void> {
    unsafe extern "C" {
        fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    }
    /// Search in the default order: the program itself comes first.
    const DEFAULT: *mut c_void = std::ptr::null_mut();
    // SAFETY: the name is NUL-terminated.
    let address = unsafe { dlsym(DEFAULT, name.as_ptr()) };
    (!address.is_null()).then_some(address)
}
