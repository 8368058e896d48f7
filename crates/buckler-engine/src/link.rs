//! From a text to the ranges of it that came from an input.
//!
//! One sweep over the text probes the index at every position and extends each hit to the longest match of that value.
//! Every step is charged to a budget; where it runs out, the range is taken to go on as far as it could (`coarse`).

use crate::index::{self, GRAM, PIECE, SHORT, STRIDE};
use crate::inputs::{Inputs, Stored, ValueId};
use crate::order::Nearest;
use crate::taint::{Taint, TaintRange};
use alloc::vec::Vec;
use core::cmp::Reverse;

/// What linking one text found.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    pub(crate) taint: Taint,
    /// Beginnings of values, five to seven bytes long, after which the value does not go on: a cut value, or words
    /// that the application wrote itself. Only what stands there at other times can tell.
    pub(crate) lone: Vec<TaintRange>,
}

/// Buffers of the sweep, used again and again.
#[derive(Debug, Default)]
pub(crate) struct Linker {
    folded: Vec<u8>,
    found: Vec<Match>,
    nearest: Nearest,
}

#[derive(Clone, Copy, Debug)]
struct Match {
    start: usize,
    end: usize,
    value: ValueId,
    source: ValueId,
    /// Where in the value it starts.
    from: usize,
    whole: bool,
    prefix: bool,
    /// Shorter than what is evidence by itself.
    short: bool,
    coarse: bool,
}

/// Candidates looked at for one position.
const POSITION_STEPS: usize = 16;
/// Candidate steps for a text: so many, and so many for each of its bytes. A step compares eight bytes at most.
const BASE_STEPS: usize = 4096;
const STEPS_PER_BYTE: usize = 4;
/// Matches of one text; from there on they become one coarse range.
const MATCHES: usize = 1 << 16;
/// Bytes that may lie between a value's beginning and where it goes on.
const GAP: usize = 64;
const KEPT: usize = 1 << 16;

impl Linker {
    /// Links one text.
    pub(crate) fn link(&mut self, inputs: &Inputs, text: &[u8]) -> Linked {
        self.found.clear();
        if inputs.is_empty() {
            return Linked::default();
        }
        self.folded.clear();
        self.folded.extend_from_slice(text);
        self.folded.make_ascii_lowercase();
        let mut sweep = Sweep {
            inputs,
            text: &self.folded,
            found: &mut self.found,
            budget: BASE_STEPS + STEPS_PER_BYTE * text.len(),
            coarse: false,
            nearest: &mut self.nearest,
            has_orders: inputs.orders.try_borrow().is_ok_and(|orders| !orders.is_empty()),
            runs: [0; STRIDE],
        };
        sweep.run();
        let coarse = sweep.coarse;
        let linked = resolve(&mut self.found, &self.folded, coarse);
        if self.folded.capacity() > KEPT {
            self.folded = Vec::new();
            self.found = Vec::new();
        }
        linked
    }
}

struct Sweep<'a> {
    inputs: &'a Inputs,
    text: &'a [u8],
    found: &'a mut Vec<Match>,
    budget: usize,
    coarse: bool,
    nearest: &'a mut Nearest,
    /// Long chains were sorted.
    has_orders: bool,
    /// Up to where the coarse run of each alignment was followed.
    runs: [usize; STRIDE],
}

impl Sweep<'_> {
    fn run(&mut self) {
        let text = self.text;
        for (at, window) in text.array_windows::<8>().enumerate() {
            self.probe(at, u64::from_le_bytes(*window));
        }
        for at in text.len().saturating_sub(7)..text.len() {
            self.probe(at, index::word(text, at));
        }
    }

    /// Looks for values that stand at one position, which begins with that word.
    #[inline(always)]
    fn probe(&mut self, at: usize, word: u64) {
        let lengths = self.inputs.index.short_lengths(word);
        if lengths != 0 {
            self.shorts(at, word, lengths);
        }
        if let Some(entry) = self.inputs.index.first(index::gram(word)) {
            self.grams(at, index::gram(word), entry);
        }
    }

    /// Keeps a match, unless there are too many already.
    #[inline]
    fn keep(&mut self, found: Match) {
        if self.found.len() < MATCHES {
            self.found.push(found);
        } else {
            self.give_up(found);
        }
    }

    /// Takes the rest of the text for one range.
    #[cold]
    fn give_up(&mut self, found: Match) {
        if !self.coarse || self.found.last().is_none_or(|last| last.end < self.text.len()) {
            self.coarse = true;
            self.found.push(Match { end: self.text.len(), whole: false, coarse: true, ..found });
        }
    }

    /// Short values that stand at that position.
    #[inline]
    fn shorts(&mut self, at: usize, word: u64, mut lengths: u8) {
        while lengths != 0 {
            let length = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            if at + length > self.text.len() {
                return;
            }
            let Some((value, stored)) = self.inputs.short(index::short_key(word, length), length) else { continue };
            if self.is_word(at, at + length) && !self.has_word_borders(at, at + length) {
                continue;
            }
            let (start, end) = self.with_white_space(stored, at, at + length);
            self.keep(Match {
                start,
                end,
                value,
                source: self.inputs.source(value),
                from: 0,
                whole: true,
                prefix: true,
                short: false,
                coarse: false,
            });
        }
    }

    fn is_word(&self, start: usize, end: usize) -> bool {
        self.text.get(start..end).is_some_and(|bytes| bytes.iter().all(|byte| is_word_byte(*byte)))
    }

    fn has_word_borders(&self, start: usize, end: usize) -> bool {
        let before = start.checked_sub(1).and_then(|at| self.text.get(at));
        ![before, self.text.get(end)].into_iter().flatten().any(|byte| is_word_byte(*byte))
    }

    /// The range with as much of the value's outer white space as the text repeats.
    fn with_white_space(&self, stored: &Stored, start: usize, end: usize) -> (usize, usize) {
        let outer = stored.outer();
        let lead = self.inputs.arena.get(outer.start..stored.at as usize).unwrap_or_default();
        let trail = self.inputs.arena.get(stored.end()..outer.end).unwrap_or_default();
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        let left = lead.iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b).count();
        (start - left, end + index::common(trail, after, trail.len()))
    }

    /// Values that have a sampled gram where the text has it at `at`.
    #[inline]
    fn grams(&mut self, at: usize, gram: u64, first: usize) {
        if at + GRAM > self.text.len() {
            return;
        }
        if self.has_orders && (self.is_inside_whole(at) || self.take_nearest(at, gram)) {
            return;
        }
        let kept = self.found.len();
        let mut entry = Some(first);
        let mut left = POSITION_STEPS.min(self.budget);
        while let Some(position) = entry {
            if left == 0 {
                self.found.truncate(kept);
                self.sort(at, gram);
                return;
            }
            left -= 1;
            self.budget = self.budget.saturating_sub(1);
            if index::gram(index::word(&self.inputs.arena, position)) == gram {
                self.extend(at, position);
            }
            entry = self.inputs.index.before(position);
        }
    }

    /// Whether the match found last is a whole value around that position. What many values have in common with it says
    /// nothing more: another one that goes on behind its end is found there.
    fn is_inside_whole(&self, at: usize) -> bool {
        self.found.last().is_some_and(|last| last.whole && last.start < at && at + GRAM <= last.end)
    }

    /// Sorts a long chain that was not met before, and takes the values that match longest.
    #[cold]
    fn sort(&mut self, at: usize, gram: u64) {
        if let Ok(mut orders) = self.inputs.orders.try_borrow_mut()
            && self.budget > 0
        {
            orders.sort(self.inputs, gram);
            self.has_orders = true;
        }
        if !self.take_nearest(at, gram) {
            self.over_approximate(at);
        }
    }

    /// Of a long chain that was met before, takes the values that match longest. `false`: it was not.
    fn take_nearest(&mut self, at: usize, gram: u64) -> bool {
        let text = self.text.get(at..).unwrap_or_default();
        let met = match self.inputs.orders.try_borrow() {
            Ok(orders) => orders.nearest(self.inputs, gram, text, self.nearest),
            Err(_) => false,
        };
        if !met {
            return false;
        }
        let count = self.nearest.positions.len();
        for number in 0..count.min(self.budget) {
            if let Some(position) = self.nearest.positions.get(number).copied() {
                self.extend(at, position);
            }
        }
        if !self.nearest.exact || count > self.budget {
            self.over_approximate(at);
        }
        self.budget = self.budget.saturating_sub(count);
        true
    }

    /// Extends a gram in both directions and keeps the match, unless it was found four bytes earlier.
    fn extend(&mut self, at: usize, position: usize) {
        let arena = &self.inputs.arena;
        let Some((value, stored)) = self.inputs.owner(position) else { return };
        let outer = stored.outer();
        if position >= stored.at as usize + STRIDE
            && at >= STRIDE
            && index::word(arena, position - STRIDE) as u32 == index::word(self.text, at - STRIDE) as u32
        {
            return;
        }
        let value_rest = arena.get(position + GRAM..outer.end).unwrap_or_default();
        let text_rest = self.text.get(at + GRAM..).unwrap_or_default();
        let right = index::common(value_rest, text_rest, value_rest.len());
        self.budget = self.budget.saturating_sub(right / 8);
        let value_head = arena.get(outer.start..position).unwrap_or_default();
        let text_head = self.text.get(..at).unwrap_or_default();
        let left = value_head.iter().rev().zip(text_head.iter().rev()).take_while(|(a, b)| a == b).count();
        let (start, end) = (at - left, at + GRAM + right);
        let from = position - left - outer.start;
        let prefix = position - left <= stored.at as usize;
        let whole = prefix && position + GRAM + right >= stored.end();
        let found = Match {
            start,
            end,
            value,
            source: self.inputs.source(value),
            from,
            whole,
            prefix,
            short: false,
            coarse: false,
        };
        if whole {
            self.keep(found);
        } else if prefix || !stored.container {
            self.piece(found);
        }
    }

    /// Keeps a piece of a value, without quotes at its borders: these may as well be the application's own, which
    /// stand beside an input by nature.
    fn piece(&mut self, mut found: Match) {
        let bytes = self.text.get(found.start..found.end).unwrap_or_default();
        let quotes = |byte: &u8| matches!(byte, b'\'' | b'"' | b'`');
        found.end -= bytes.iter().rev().take_while(|byte| quotes(byte)).count();
        if !found.prefix {
            found.start = found.end.min(found.start + bytes.iter().take_while(|byte| quotes(byte)).count());
        }
        let length = found.end.saturating_sub(found.start);
        found.short = length < PIECE;
        if !found.short || found.prefix && length >= GRAM {
            self.keep(found);
        }
    }

    /// Taints as much as any value with these grams could have written: a match goes on at most as long as every
    /// gram of its alignment is known.
    #[cold]
    fn over_approximate(&mut self, at: usize) {
        self.coarse = true;
        let Some(run) = self.runs.get_mut(at % STRIDE) else { return };
        if *run > at {
            return;
        }
        let mut last = at;
        while is_known_gram(self.inputs, self.text, last + STRIDE) {
            last += STRIDE;
        }
        *run = last + 1;
        let Some(position) = self.inputs.index.first(index::gram(index::word(self.text, at))) else { return };
        let Some((value, _)) = self.inputs.owner(position) else { return };
        let start = at.saturating_sub(STRIDE - 1);
        let end = (last + PIECE).min(self.text.len());
        self.found.push(Match {
            start,
            end,
            value,
            source: self.inputs.source(value),
            from: 0,
            whole: false,
            prefix: false,
            short: false,
            coarse: true,
        });
    }
}

/// Whether some value has the gram at that position of the text, as far as a few steps can tell.
fn is_known_gram(inputs: &Inputs, text: &[u8], at: usize) -> bool {
    if at + GRAM > text.len() {
        return false;
    }
    let gram = index::gram(index::word(text, at));
    let mut entry = inputs.index.first(gram);
    for _ in 0..4 {
        let Some(position) = entry else { return false };
        if index::gram(index::word(&inputs.arena, position)) == gram {
            return true;
        }
        entry = inputs.index.before(position);
    }
    true
}

pub(crate) const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Keeps of all matches those that say something, in order.
fn resolve(found: &mut [Match], text: &[u8], coarse: bool) -> Linked {
    let mut linked = Linked::default();
    linked.taint.coarse = coarse;
    if found.is_empty() {
        return linked;
    }
    found.sort_unstable_by_key(|found| (found.source, found.start, Reverse(found.end)));
    for group in found.chunk_by_mut(|a, b| a.source == b.source) {
        settle(group, &mut linked);
    }
    linked.taint.sort();
    if join_whole(&mut linked.taint.ranges, text) {
        linked.taint.sort();
    }
    linked
}

/// Settles the matches of one source. Where one of its forms stands whole, pieces of it say nothing; of two that
/// overlap the longer one stays.
fn settle(group: &[Match], linked: &mut Linked) {
    let any_whole = group.iter().any(|found| found.whole);
    let first = linked.taint.ranges.len();
    for (number, found) in group.iter().enumerate() {
        if found.coarse {
            merge_coarse(&mut linked.taint.ranges, first, found);
            continue;
        }
        if any_whole && !found.whole {
            continue;
        }
        if found.short && !goes_on(found, group.get(number + 1..).unwrap_or_default()) {
            linked.lone.push(range(found));
            continue;
        }
        keep_longer(&mut linked.taint.ranges, first, found);
    }
}

/// Whether the value whose beginning this is goes on nearby, as it does when the application replaced something in it.
fn goes_on(found: &Match, later: &[Match]) -> bool {
    later
        .iter()
        .take_while(|other| other.start <= found.end + GAP)
        .take(SHORT)
        .any(|other| other.value == found.value && other.start >= found.end && other.from > found.from && !other.prefix)
}

fn range(found: &Match) -> TaintRange {
    TaintRange {
        start: found.start,
        end: found.end,
        value: found.value,
        whole: found.whole,
        prefix: found.prefix,
        joined: found.coarse,
    }
}

fn merge_coarse(ranges: &mut Vec<TaintRange>, first: usize, found: &Match) {
    match ranges.get_mut(first..).and_then(<[_]>::last_mut) {
        Some(last) if last.joined && last.end >= found.start => last.end = last.end.max(found.end),
        _ => ranges.push(range(found)),
    }
}

fn keep_longer(ranges: &mut Vec<TaintRange>, first: usize, found: &Match) {
    let Some(last) = ranges.get_mut(first..).and_then(<[_]>::last_mut) else {
        ranges.push(range(found));
        return;
    };
    if last.joined || found.start >= last.end {
        ranges.push(range(found));
    } else if last.value == found.value && last.whole && found.whole && found.end > last.end {
        // A value that overlaps itself (`''` in `'''`) was written at least once, at either place.
        ranges.push(range(found));
    } else if found.end - found.start > last.end - last.start {
        *last = range(found);
    }
}

/// Adds ranges for whole values that stand side by side, with nothing, one blank or one comma between them: the
/// application joined them. Words alone are not worth a range. Tells whether it added any.
pub(crate) fn join_whole(ranges: &mut Vec<TaintRange>, text: &[u8]) -> bool {
    let count = ranges.len();
    let mut current: Option<Joined> = None;
    for number in 0..count {
        let Some(next) = ranges.get(number).copied().filter(|range| range.whole) else { continue };
        match &mut current {
            Some(joined) if next.end <= joined.range.end => {}
            Some(joined) if adjoin(&joined.range, &next, text) => {
                joined.range.end = next.end;
                joined.parts += 1;
            }
            _ => {
                let before = current.replace(Joined { range: next, parts: 1 });
                ranges.extend(before.and_then(|joined| joined.finish(text)));
            }
        }
    }
    ranges.extend(current.and_then(|joined| joined.finish(text)));
    ranges.len() > count
}

/// Whole values side by side.
struct Joined {
    range: TaintRange,
    parts: usize,
}

impl Joined {
    fn finish(self, text: &[u8]) -> Option<TaintRange> {
        let bytes = text.get(self.range.start..self.range.end)?;
        let telling = bytes.iter().any(|byte| !is_word_byte(*byte) && !matches!(byte, b' ' | b','));
        (self.parts > 1 && telling).then_some(TaintRange { joined: true, ..self.range })
    }
}

fn adjoin(before: &TaintRange, after: &TaintRange, text: &[u8]) -> bool {
    let between = text.get(before.end..after.start);
    matches!(between, Some([] | [b' '] | [b','])) && before.value != after.value
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;
    use buckler_types::{Decoder, DecoderChain, Value, ValueKind, ValueVisitor};

    fn value(bytes: &[u8], offset: u32) -> Value<'_> {
        let chain = DecoderChain::new();
        Value { bytes, kind: ValueKind::Text, offset, chain, container: false }
    }

    fn inputs(texts: &[&str]) -> Inputs {
        let mut inputs = Inputs::new(7);
        for (offset, text) in texts.iter().enumerate() {
            inputs.value(value(text.as_bytes(), offset as u32));
        }
        inputs
    }

    /// Marks the ranges: `‹`whole`›`, `«`piece`»`, joined ones as `[`…`]`.
    fn link(texts: &[&str], text: &str) -> Vec<String> {
        let linked = Linker::default().link(&inputs(texts), text.as_bytes());
        let mark = |range: &TaintRange| {
            let kind = if range.joined {
                "joined"
            } else if range.whole {
                "whole"
            } else {
                "piece"
            };
            format!("{kind} {}", text.get(range.start..range.end).unwrap())
        };
        linked.taint.ranges.iter().map(mark).collect()
    }

    #[test]
    fn whole_values_are_found_whatever_their_length() {
        for length in 1..40 {
            let text = "x' or 1=1; select name from users --".get(..length.min(36)).unwrap();
            let text = text.trim();
            assert_eq!(link(&[text], &format!("<{text}>"))[0], format!("whole {text}"), "{length}");
        }
    }

    #[test]
    fn letter_case_and_outer_white_space_do_not_matter() {
        assert_eq!(link(&["  Robert'); DROP \n"], "('ROBERT'); drop')"), ["whole ROBERT'); drop"]);
        assert_eq!(link(&["\n;id "], "ls \n;id |wc"), ["whole \n;id "]);
        assert_eq!(link(&["\n;id-the-user"], "ls \n;id-the-user"), ["whole \n;id-the-user"]);
    }

    #[test]
    fn words_need_word_borders() {
        assert_eq!(link(&["user"], "select user_id from users, user"), ["whole user"]);
        assert!(link(&["1"], "10 11 21").is_empty());
    }

    #[test]
    fn pieces_of_eight_are_found_at_every_alignment() {
        let text = "abcdefghijklmnopqrstuvwxyz0123456789";
        for start in 1..28 {
            let piece = text.get(start..start + 8).unwrap();
            assert_eq!(link(&[text], &format!("<{piece}>")), [format!("piece {piece}")], "{piece}");
        }
        assert!(link(&[text], "<bcdefgh>").is_empty());
    }

    #[test]
    fn short_beginnings_need_company() {
        assert!(link(&["it's a long story"], "say('it's ')").is_empty());
        assert_eq!(link(&["it's a long story"], "say('it's _a long story')"), ["piece it's ", "piece a long story"]);
    }

    #[test]
    fn quotes_at_the_edges_of_pieces_are_left_to_the_application() {
        assert_eq!(link(&["f, 'abcdefgh' abcdefg"], "say('abcdefgh')"), ["piece abcdefgh"]);
    }

    #[test]
    fn a_whole_form_silences_pieces_of_the_same_source() {
        let mut inputs = Inputs::new(1);
        inputs.value(value(b"some%20long%20text%27", 3));
        let chain = DecoderChain::new().then(Decoder::Url).unwrap();
        inputs.value(Value { chain, ..value(b"some long text'", 3) });
        let linked = Linker::default().link(&inputs, b"x = 'some long text'' and y = 'long%20text'");
        assert_eq!(linked.taint.ranges.len(), 1, "{:?}", linked.taint.ranges);
        assert!(linked.taint.ranges[0].whole);
    }

    #[test]
    fn containers_match_whole_or_from_their_start() {
        let container = |text: &str| {
            let mut inputs = Inputs::new(1);
            inputs.value(Value { container: true, ..value(br#"{"q":"ab;cd efgh ijk"}"#, 0) });
            Linker::default().link(&inputs, text.as_bytes()).taint.ranges.len()
        };
        assert_eq!(container(r#"x "ab;cd efgh ijk" y"#), 0);
        assert_eq!(container(r#"x {"q":"ab;cd y"#), 1);
    }

    #[test]
    fn values_side_by_side_are_joined() {
        assert_eq!(link(&["ls;", "id"], "run ls; id"), ["joined ls; id", "whole ls;", "whole id"]);
        assert_eq!(link(&["name", "price"], "select name,price"), ["whole name", "whole price"]);
    }

    #[test]
    fn equal_values_are_stored_once() {
        let inputs = inputs(&["same text twice", "same text twice", "no", "no"]);
        assert_eq!(inputs.len(), 2);
        assert_eq!(inputs.offsets(ValueId(0)).unwrap().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(inputs.offsets(ValueId(1)).unwrap().collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn floods_are_over_approximated_and_say_so() {
        let flood = "a".repeat(1 << 16);
        let linked = Linker::default().link(&inputs(&[&flood]), format!("'{}'", "a".repeat(1 << 14)).as_bytes());
        assert!(linked.taint.coarse);
        let range = linked.taint.ranges.iter().max_by_key(|range| range.end - range.start).unwrap();
        assert!(range.start <= 1 && range.end > 1 << 14, "{range:?}");
    }

    #[test]
    fn many_values_grow_the_table() {
        let texts: Vec<String> = (0..5000).map(|number| format!("value number {number} of many")).collect();
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = link(&borrowed, "<value number 4321 of many>");
        assert!(found.contains(&"whole value number 4321 of many".into()));
        assert!(found.iter().all(|range| !range.starts_with("joined")), "{found:?}");
        let short: Vec<String> = (0..5000).map(|number| format!("{number}")).collect();
        let borrowed: Vec<&str> = short.iter().map(String::as_str).collect();
        assert_eq!(link(&borrowed, "id = 4321"), ["whole 4321"]);
    }

    /// Places of a value in a text, letter case aside; words only between word borders.
    fn places(value: &str, text: &str) -> Vec<(usize, usize)> {
        let (value, text) = (value.to_ascii_lowercase(), text.to_ascii_lowercase());
        let word = value.len() <= SHORT && value.bytes().all(is_word_byte);
        let borders = |start: usize, end: usize| {
            let at =
                |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(|byte| is_word_byte(*byte));
            !at(start.checked_sub(1)) && !at(Some(end))
        };
        let windows =
            text.as_bytes().windows(value.len()).enumerate().filter(|(_, window)| *window == value.as_bytes());
        windows.map(|(at, _)| (at, at + value.len())).filter(|(start, end)| !word || borders(*start, *end)).collect()
    }

    fn is_significant(value: &str) -> bool {
        value.trim().len() > 1
            || value.trim().chars().any(|c| c.is_ascii_alphanumeric() || matches!(c, '\'' | '(' | ';'))
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, ..Default::default() })]

        /// Whatever stands whole in a text is covered, whatever else there is, and every range is text of its value.
        #[test]
        fn whole_values_are_covered(
            values in proptest::collection::vec("[aAb1' ;(.-]{1,3}[ab1' ;-]{0,20}", 1..60),
            noise in "[aAb1' ;(.-]{0,12}",
            chosen in proptest::collection::vec(0_usize..60, 1..6),
        ) {
            let mut text = noise.clone();
            for number in chosen {
                text += &values[number % values.len()].to_ascii_uppercase();
                text += &noise;
            }
            let borrowed: Vec<&str> = values.iter().map(String::as_str).collect();
            let inputs = inputs(&borrowed);
            let taint = Linker::default().link(&inputs, text.as_bytes()).taint;
            for range in taint.ranges.iter().filter(|range| !range.joined) {
                let folded = inputs.known(range.value).unwrap().folded;
                let piece = text.get(range.start..range.end).unwrap().to_ascii_lowercase();
                assert!(folded.windows(piece.len()).any(|window| window == piece.as_bytes()), "{piece:?} of {folded:?}");
            }
            for value in values.iter().map(|value| value.trim()).filter(|value| is_significant(value)) {
                for (start, end) in places(value, &text) {
                    let covered = taint.ranges.iter().any(|range| range.start <= start && range.end >= end);
                    assert!(covered, "{value:?} at {start}..{end} of {text:?}: {:?}", taint.ranges);
                }
            }
        }
    }
}
