//! Values that climb out of a directory, by what is left of them after the climb.
//!
//! When an application joins such a value to a directory, the climbing part vanishes and only its tail stands in the
//! path: `/srv/docs` and `../../etc/passwd` give `/etc/passwd`.

use crate::inputs::{Inputs, ValueId};
use alloc::{string::String, vec::Vec};
use buckler_text::path;

/// One climbing value.
#[derive(Debug)]
pub(crate) struct Climber {
    pub(crate) value: ValueId,
    /// What follows the climb, in lower case: `etc/passwd`.
    pub(crate) tail: String,
}

/// Climbing values that are kept, and bytes of one that are looked at: the longest path a system takes.
const CLIMBERS: usize = 1024;
const LONGEST: usize = 4096;

/// The values of an event that climb.
pub(crate) fn climbers(inputs: &Inputs) -> Vec<Climber> {
    let mut found = Vec::new();
    for number in 0..inputs.len() as u32 {
        let value = ValueId(number);
        let Some(known) = inputs.known(value).filter(|known| known.folded.len() <= LONGEST && !known.container) else {
            continue;
        };
        let Some(text) = has_parent(known.folded).then(|| core::str::from_utf8(known.folded).ok()).flatten() else {
            continue;
        };
        if let Some(tail) = path::climbing_tail(text.trim()) {
            found.push(Climber { value, tail });
        }
        if found.len() >= CLIMBERS {
            break;
        }
    }
    found
}

fn has_parent(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"..")
}
