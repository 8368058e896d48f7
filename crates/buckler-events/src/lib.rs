//! Any event as a stream of values, and what can be told of a value from where it stood.
//!
//! [`walk`] hands every string, number and key of an event to a visitor, and whatever decoders make of them. It builds
//! no list, keeps no stack and never fails: [`Walked`] says what was not understood. [`Event`] is asked only when there
//! is evidence: which trigger, which path, which origin, whose writing; [`answers`] says what a trigger gets back when
//! an invocation is blocked.
//!
//! Pure: bytes in, calls out. No files, network, clock or environment.
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod answers;
mod closure;
mod event;
mod inside;
mod lookup;
mod path;
mod triggers;
mod walk;
mod walked;

pub use event::Event;
pub use walk::{Walker, walk, walk_text};
pub use walked::{Missed, Reason, Walked};
