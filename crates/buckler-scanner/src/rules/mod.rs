//! The rules, in groups. A rule is one pair of files: what it looks for, and its page with examples that are its tests.

pub mod code;
pub mod config;
