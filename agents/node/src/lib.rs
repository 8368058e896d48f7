//! The Node.js addon: converts values, asks `buckler-agent`, answers.
//!
//! No detection and no policy here. The TypeScript beside it (`src-js/`) knows which function of Node is which
//! operation; [`calls`] is everything it can ask. State is kept per thread, since every worker of Node has its own
//! isolate; [`workers`] holds the little that threads share.
//!
//! No panic leaves the addon: each call from JavaScript goes through [`js::edge`].

mod calls;
mod code;
mod host;
mod js;
mod site;
mod symbols;
mod workers;

use napi_sys::{napi_env, napi_value};

/// Node calls this in every isolate that loads the addon.
///
/// # Safety
/// To be called by Node only, with the environment and the exports object of the module.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn napi_register_module_v1(env: napi_env, exports: napi_value) -> napi_value {
    calls::register(js::Env::new(env), exports);
    exports
}
