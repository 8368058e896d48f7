//! The rules, in groups. A rule is one pair of files: what it looks for, and its page with examples that are its tests.

pub mod code;
pub mod config;
#[cfg(test)]
mod pages;
mod report;
mod risks;

pub use report::Report;
pub use risks::risks;

use crate::code::Code;
use crate::finding::RuleInfo;
use crate::pipeline::suppressions;
use crate::stack::Stack;

/// Judges code by the facts of its analysis.
pub trait CodeRule: Sync {
    /// What is fixed about it.
    fn info(&self) -> &'static RuleInfo;

    /// Reports what it finds in the code of one application.
    fn check(&self, code: &Code<'_>, report: &mut Report);
}

/// Judges what a template says.
pub trait ConfigRule: Sync {
    /// What is fixed about it.
    fn info(&self) -> &'static RuleInfo;

    /// Reports what it finds in one template.
    fn check(&self, stack: &Stack<'_>, report: &mut Report);
}

/// What is fixed about every rule, code first.
pub fn infos() -> impl Iterator<Item = &'static RuleInfo> {
    let listed = code::ALL.iter().map(|rule| rule.info()).chain(config::ALL.iter().map(|rule| rule.info()));
    listed.chain([&suppressions::STALE])
}

/// The rule with this name.
pub fn find(id: &str) -> Option<&'static RuleInfo> {
    infos().find(|info| info.id == id)
}
