//! Who else could have written it: which ranges of a text are evidence, and which are explained without an input.
//!
//! Everything that makes a range weaker stands here, so that no detector needs rules of its own: fields that the
//! platform writes, text that the call site says whatever the inputs are, and beginnings of values that equal the
//! application's own words. Ranges are only taken away from the one that they belong to; what is explained for one value
//! excuses no other.

use crate::case::Case;
use crate::inputs::ValueId;
use crate::link::{Linked, join_whole};
use crate::taint::{Taint, TaintRange};
use alloc::collections::BTreeMap;
use buckler_types::{Switch, Trust};

/// A text with more ranges is not looked at one by one: no caller's text is excused then.
const SCRUTINIZED: usize = 1024;

/// What of the linked ranges is evidence. Without scrutiny, only what costs nothing to tell; with it, the event and the
/// memory of the call site are asked about every range.
pub(crate) fn weigh(linked: Linked, text: &str, case: &Case<'_>) -> Taint {
    let Linked { mut taint, lone } = linked;
    let varying =
        |range: &&TaintRange| case.memory.is_some_and(|memory| memory.varies(text, &(range.start..range.end)));
    let before = taint.ranges.len();
    taint.ranges.extend(lone.iter().filter(varying));
    if case.scrutiny && !taint.coarse && taint.ranges.len() <= SCRUTINIZED {
        let mut platform = Platform::default();
        taint
            .ranges
            .retain(|range| !range.joined && !is_static(range, text, case) && !platform.wrote(range.value, case));
        join_whole(&mut taint.ranges, text.as_bytes());
    }
    if case.scrutiny || taint.ranges.len() > before {
        taint.sort();
    }
    taint
}

/// Whether the call site says the same whatever the inputs are.
fn is_static(range: &TaintRange, text: &str, case: &Case<'_>) -> bool {
    case.memory.is_some_and(|memory| memory.is_static(text, &(range.start..range.end)))
}

/// Which values the platform wrote, each looked up once.
#[derive(Default)]
struct Platform(BTreeMap<ValueId, bool>);

impl Platform {
    fn wrote(&mut self, value: ValueId, case: &Case<'_>) -> bool {
        if case.policy().refuses(Switch::PlatformFieldsAreInputs) {
            return false;
        }
        *self.0.entry(value).or_insert_with(|| case.trust(value) == Trust::Platform)
    }
}
