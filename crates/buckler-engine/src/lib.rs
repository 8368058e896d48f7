//! Decides whether an operation was shaped by an input.
//!
//! Pure: the same inputs, operation and policy give the same verdict. No files, network, clock or environment; it has
//! no idea which language or cloud called it.
//!
//! ```text
//! values of the event ─▶ Inputs (index) ─┐
//! Operation ─────────────────────────────┴▶ link ─▶ Taint (ranges) ─▶ detector ─▶ Hit ─▶ Verdict
//! ```
#![no_std]

extern crate alloc;

mod case;
mod climb;
mod derivation;
pub mod detectors;
mod engine;
mod evidence;
mod hosts;
mod index;
mod inputs;
mod link;
mod mask;
mod memory;
mod order;
mod taint;

pub use case::{Case, Hit};
pub use engine::{Check, Engine};
pub use inputs::{Derivation, DerivationKind, Inputs, Known, ValueId};
pub use mask::mask;
pub use taint::{Taint, TaintRange};
