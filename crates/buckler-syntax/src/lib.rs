//! Source of functions to one structured tree, the same for every language. Reads strings, not files.
//!
//! A front end never fails: what cannot be lowered is [`ExprKind::Unknown`](tree::ExprKind::Unknown).
#![no_std]
extern crate alloc;

pub mod tree;
