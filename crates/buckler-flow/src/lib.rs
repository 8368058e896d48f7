//! Abstract interpretation of the structured tree: which values reach which call.
//!
//! Knows no files and no findings: modules, the catalog of packages and the entries of a program are arguments.
#![no_std]
extern crate alloc;

pub mod analysis;
pub mod catalog;
mod finish;
mod heap;
mod machine;
mod paths;
mod program;
mod regex;
mod scopes;
mod strings;
mod value;

pub use machine::{Memory, Part};
pub use program::{Entry, Program, Shard};

/// Properties of data that are no classes of sinks: bits of [`analysis::Taint::properties`].
pub mod properties {
    /// A path that was resolved: it has no `..` left.
    pub const RESOLVED: u64 = 1 << 40;
    /// A part of a token that was split off.
    pub const TOKEN_PART: u64 = 1 << 41;
    /// Text that begins with `/`.
    pub const BEGINS_WITH_SLASH: u64 = 1 << 42;
    /// Text that does not begin with `//`.
    pub const NO_DOUBLE_SLASH: u64 = 1 << 43;
}
