//! Who else could have written it: which ranges of a text are evidence, and which are explained without an input.
//!
//! Everything that makes a range weaker stands here, so that no detector needs rules of its own: fields that the
//! platform writes, text that the call site says whatever the inputs are, and beginnings of values that equal the
//! application's own words. Ranges are only taken away from the one that they belong to; what is explained for one value
//! excuses no other.

use crate::case::Case;
use crate::link::{Linked, join_whole};
use crate::taint::{Taint, TaintRange};
use buckler_types::{Switch, Trust};

/// What of the linked ranges is evidence. Without scrutiny, only what costs nothing to tell; with it, the event and the
/// memory of the call site are asked about every range.
pub(crate) fn weigh(linked: Linked, text: &str, case: &Case<'_>) -> Taint {
    let Linked { mut taint, lone } = linked;
    let varying =
        |range: &&TaintRange| case.memory.is_some_and(|memory| memory.varies(text, &(range.start..range.end)));
    let before = taint.ranges.len();
    taint.ranges.extend(lone.iter().filter(varying));
    if case.scrutiny && !taint.coarse {
        taint.ranges.retain(|range| !range.joined && !is_explained(range, text, case));
        join_whole(&mut taint.ranges, text.as_bytes());
    }
    if case.scrutiny || taint.ranges.len() > before {
        taint.sort();
    }
    taint
}

fn is_explained(range: &TaintRange, text: &str, case: &Case<'_>) -> bool {
    let is_static = || case.memory.is_some_and(|memory| memory.is_static(text, &(range.start..range.end)));
    let of_platform =
        || !case.policy().refuses(Switch::PlatformFieldsAreInputs) && case.trust(range.value) == Trust::Platform;
    is_static() || of_platform()
}
