//! Whatever event and answer of a handler come in, what the platform is told is one JSON value.
#![no_main]

use buckler_events::{
    Event,
    answers::{Answer, Handler, answer},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str, Vec<u8>, bool)| {
    let (event, returned, linked, partial_failures) = input;
    let linked: Vec<u32> = linked.into_iter().map(u32::from).collect();
    let event = Event::new(event);
    for handler in [Handler::Failed, Handler::Returned(returned)] {
        if let Answer::Replace(json) = answer(&event, handler, &linked, partial_failures) {
            assert!(json == "null" || json.starts_with('{') && json.ends_with('}'));
        }
    }
});
