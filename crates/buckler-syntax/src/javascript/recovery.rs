//! A source in which the parser gave up at one place, read without that place.
//!
//! What is left out is the statement of the outermost level, told by lines that begin without indentation. It is
//! blanked, so that every other part keeps its position.

use super::attempt;
use crate::{Dialect, Limits, Parsed};
use alloc::string::String;
use core::ops::Range;

/// Statements that are left out before the whole source is given up.
const MOST_LEFT_OUT: u32 = 8;

/// Reads what stands around the places that do not parse. `failed` is the first attempt.
pub(super) fn parse_the_rest(dialect: Dialect, source: &str, limits: &Limits, failed: Parsed) -> Parsed {
    let mut problems = failed.problems;
    let mut last = problems.last().map(|problem| problem.span.start);
    let mut rest = String::from(source);
    for _ in 0..MOST_LEFT_OUT {
        let Some(place) = last else { break };
        let statement = statement_around(&rest, place as usize);
        if !blank(&mut rest, statement) {
            break;
        }
        let mut parsed = attempt(dialect, &rest, limits);
        last = parsed.problems.last().map(|problem| problem.span.start);
        problems.append(&mut parsed.problems);
        if let Some(tree) = parsed.tree {
            problems.sort_by_key(|problem| problem.span);
            return Parsed { tree: Some(tree), problems };
        }
    }
    Parsed { tree: None, problems }
}

/// From the last line before `place` that begins a statement to the next one after it.
fn statement_around(source: &str, place: usize) -> Range<usize> {
    let (mut start, mut line_start) = (0, 0);
    for line in source.split_inclusive('\n') {
        if begins_statement(line) {
            if line_start > place {
                return start..line_start;
            }
            start = line_start;
        }
        line_start += line.len();
    }
    start..source.len()
}

fn begins_statement(line: &str) -> bool {
    line.starts_with(|letter: char| letter.is_alphanumeric() || "_$@/[('\"`".contains(letter))
}

/// Writes spaces over a part, and says whether there was anything to write over.
fn blank(source: &mut String, part: Range<usize>) -> bool {
    let Some(text) = source.get(part.clone()) else { return false };
    if text.trim().is_empty() {
        return false;
    }
    let spaces: String = text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    source.replace_range(part, &spaces);
    true
}
