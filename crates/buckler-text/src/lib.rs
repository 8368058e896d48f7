//! What several pure crates would otherwise write twice: decoders with budgets, lexers, normal forms.
//!
//! Knows neither attacks nor policies. Touches `core` and `alloc` only; every function is total: bytes that make no
//! sense give an answer that says so.
#![no_std]

extern crate alloc;

pub mod address;
pub mod classes;
pub mod decode;
pub mod js;
pub mod json;
pub mod path;
pub mod shell;
pub mod sql;
pub mod token;
pub mod url;
