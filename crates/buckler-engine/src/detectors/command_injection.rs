#![doc = include_str!("command_injection.md")]

mod arguments;
mod code;
mod programs;
mod sed;
mod structure;
mod values;
mod vector;
mod walk;

#[cfg(test)]
mod tests;

use super::Detector;
use crate::{Case, Hit, Taint, TaintRange};
use alloc::vec::Vec;
use arguments::Judge;
use buckler_text::shell::{Context, Script, commands, lex};
use buckler_types::{DetectorId, Operation, OperationKind};
use vector::Vector;

/// Judges command strings and argument vectors.
#[derive(Debug)]
pub struct CommandInjection;

impl Detector for CommandInjection {
    fn id(&self) -> DetectorId {
        DetectorId::CommandInjection
    }

    fn page(&self) -> &'static str {
        include_str!("command_injection.md")
    }

    fn judges(&self, kind: OperationKind) -> bool {
        matches!(kind, OperationKind::Shell | OperationKind::Exec)
    }

    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit> {
        match *operation {
            Operation::Shell { text, .. } => {
                let taint = case.link(text);
                judge_command(text, &taint, case, 0)
            }
            Operation::Exec { program, args } => {
                let vector = Vector::linked(program, args, case);
                Judge { case, depth: 0 }.vector(&vector, 0)
            }
            _ => None,
        }
    }
}

/// Commands within commands (`sh -c "…"`) are read to this depth. What an input writes deeper is refused.
const DEPTH: usize = 4;

/// Judges a command string: first what its inputs do to its structure, then the programs and arguments they choose.
fn judge_command(text: &str, taint: &Taint, case: &mut Case<'_>, depth: usize) -> Option<Hit> {
    if taint.is_empty() {
        return None;
    }
    let script = lex(text);
    for range in &taint.ranges {
        if let Some(objection) = structure::judge(text, &script, range, case) {
            return Some(Hit {
                detector: DetectorId::CommandInjection,
                text: text.into(),
                argument: None,
                range: range.start..range.end,
                value: Some(range.value),
                tokens: objection.tokens,
                reason: objection.reason,
                coarse: taint.coarse,
            });
        }
    }
    commands(text, &script, &tainted_commands(&script, &taint.ranges)).iter().find_map(|command| {
        let vector = Vector::of_command(text, &script, command, taint)?;
        Judge { case, depth }.vector(&vector, 0)
    })
}

/// Numbers of the simple commands in which ranges begin, ascending.
fn tainted_commands(script: &Script, ranges: &[TaintRange]) -> Vec<u32> {
    let mut numbers: Vec<u32> = ranges
        .iter()
        .filter_map(|range| structure::tokens_from(script, range.start).first())
        .filter(|token| !matches!(token.context, Context::Document | Context::RawDocument))
        .map(|token| token.command)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Whether a word is the name of a program that is known here: it says what was attempted, and nothing of a payload.
pub(crate) fn is_known_program(word: &str) -> bool {
    programs::find(word).is_some()
}
