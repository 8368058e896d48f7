//! A walk ends within its bounds, hands out every token, and each value is found again at its place.
#![no_main]

use buckler_events::{Event, walk, walk_text};
use buckler_types::{Locate, Value, ValueVisitor};
use libfuzzer_sys::fuzz_target;

#[derive(Default)]
struct Bytes {
    values: u32,
    bytes: usize,
    last: Option<(u32, buckler_types::DecoderChain, Vec<u8>)>,
    backwards: bool,
}

impl ValueVisitor for Bytes {
    fn value(&mut self, value: Value<'_>) {
        self.values += 1;
        self.bytes += value.bytes.len();
        self.backwards |= self.last.as_ref().is_some_and(|(offset, ..)| *offset > value.offset);
        self.last = Some((value.offset, value.chain, value.bytes.to_vec()));
    }
}

fuzz_target!(|event: &[u8]| {
    let mut bytes = Bytes::default();
    let walked = walk(event, &mut bytes);
    assert_eq!(walked.values, bytes.values);
    assert!(!bytes.backwards, "values come in the order of their tokens");
    assert!(bytes.bytes <= (34 << 20) + 64 * event.len(), "decoding is bounded");
    if let Some((offset, chain, text)) = bytes.last {
        let place = Event::new(event).locate_value(offset, chain, &text);
        assert!(!place.path.is_empty());
    }
    walk_text(event, 0, &mut Bytes::default());
});
