//! Abstract interpretation of the structured tree: which values reach which call, by summaries per function.
//!
//! Knows no files and no findings: modules, the catalog of packages and the entries of a program are arguments.
#![no_std]
extern crate alloc;

pub mod analysis;
pub mod catalog;
