//! Events made to hurt: each is walked in linear time and bounded memory, and says so when it was cut.
//!
//! Work is counted, not timed: the bytes that are handed out bound what a walk does.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use buckler_events::{Event, Reason, Walked, walk};
use buckler_types::{Locate, Value, ValueVisitor};

#[derive(Default)]
struct Counting {
    values: usize,
    bytes: usize,
    longest: usize,
}

impl ValueVisitor for Counting {
    fn value(&mut self, value: Value<'_>) {
        self.values += 1;
        self.bytes += value.bytes.len();
        self.longest = self.longest.max(value.bytes.len());
    }
}

fn count(event: &str) -> (Counting, Walked) {
    let mut counting = Counting::default();
    let walked = walk(event.as_bytes(), &mut counting);
    assert_eq!(walked.values as usize, counting.values);
    (counting, walked)
}

/// Whether that text is among the values.
fn hands_out(event: &str, text: &str) -> bool {
    struct Search<'a>(&'a str, bool);
    impl ValueVisitor for Search<'_> {
        fn value(&mut self, value: Value<'_>) {
            self.1 |= value.bytes == self.0.as_bytes();
        }
    }
    let mut search = Search(text, false);
    walk(event.as_bytes(), &mut search);
    search.1
}

fn gzip(bytes: &[u8]) -> String {
    let mut stream = Vec::from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    stream.extend(miniz_oxide::deflate::compress_to_vec(bytes, 9));
    stream.extend([0; 8]);
    BASE64_STANDARD.encode(stream)
}

#[test]
fn three_million_brackets_are_no_stack() {
    let event = "[".repeat(3_000_000) + "\"deep' or 1=1\"" + &"]".repeat(3_000_000);
    let (counting, walked) = count(&event);
    assert_eq!((counting.values, walked.missed), (1, 0));
    let place = Event::new(event.as_bytes()).locate(3_000_000);
    assert!(place.path.starts_with("[0][0]") && place.path.ends_with('…') && place.path.len() < 200);
}

#[test]
fn a_hundred_thousand_nested_objects_are_no_stack() {
    let event = "{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000);
    assert_eq!(count(&event).0.values, 100_001);
}

#[test]
fn depth_and_number_of_fields_are_no_limit() {
    let deep = "[".repeat(25) + "\"x' or 1=1\"" + &"]".repeat(25);
    assert!(hands_out(&deep, "x' or 1=1"));
    let fields: Vec<_> = (0..300).map(|field| format!("\"f{field}\":\"v' {field}\"")).collect();
    assert!(hands_out(&format!("{{{}}}", fields.join(",")), "v' 299"));
    let long = "a".repeat(5000) + "' or 1=1";
    assert!(hands_out(&format!("[\"{long}\"]"), &long));
}

#[test]
fn base64_three_times_around_two_megabytes_is_decoded_or_said_to_be_cut() {
    let mut text = "select 1 ".repeat(150_000);
    for _ in 0..3 {
        text = BASE64_STANDARD.encode(text);
    }
    let (counting, walked) = count(&format!("[\"{text}\"]"));
    assert!(counting.bytes <= 5 * text.len() + (1 << 20));
    assert!(counting.values == 4 || walked.is_cut());
}

#[test]
fn percent_encoded_percents_cost_two_passes() {
    let text = "%25".repeat(1_000_000);
    let (counting, walked) = count(&format!("[\"{text}\"]"));
    assert!(counting.bytes <= 2 * text.len());
    assert!(counting.values <= 3 && !walked.is_cut());
}

#[test]
fn a_bomb_of_two_hundred_megabytes_stops_at_the_budget_and_says_so() {
    let bomb = gzip(&vec![b'a'; 200 << 20]);
    let event = format!("[\"{bomb}\", \"after' it\"]");
    let (counting, walked) = count(&event);
    assert!(counting.longest <= (1 << 20) + 4 * bomb.len());
    assert!(walked.is_cut());
    assert_eq!(walked.places[0].reason, Reason::Inflate);
    assert!(hands_out(&event, "after' it"));
}

#[test]
fn many_bombs_share_one_store_and_starve_no_other_field() {
    let bomb = gzip(&vec![b'a'; 1 << 20]);
    let bombs = vec![format!("\"{bomb}\""); 100].join(",");
    let late = BASE64_STANDARD.encode("late' or 1=1 --");
    let event = format!("[{bombs},\"{late}\"]");
    let (counting, _) = count(&event);
    assert!(counting.bytes <= (18 << 20) + 8 * event.len(), "the store is shared");
    assert!(hands_out(&event, "late' or 1=1 --"));
}

#[test]
fn a_form_of_850_000_pairs_is_taken_apart_once() {
    let form = "a=1&b=%27&".repeat(425_000);
    let (counting, _) = count(&format!("{{\"body\":\"{form}\"}}"));
    assert!(counting.values >= 4 * 425_000 && counting.values <= 6 * 425_000);
    assert!(counting.bytes <= 8 * form.len());
}

#[test]
fn every_opener_repeated_without_end_is_linear() {
    let openers = [
        "&", "&#", "&#x41", "=", "a=", "a=b;", ";", "<", "<>", "%", "%2", "+", ",", "/", "\\u0000", "\\\"", "{", "[",
        "--\\r\\n", "\\r\\n", "{\\\"", "eyJ.", "é", "ａ", "YWFh", "6161", "Basic ", "data:", " ",
    ];
    for opener in openers {
        for key in ["body", "path", "cookie", "x-forwarded-for", "other"] {
            let text = opener.repeat(60_000 / opener.len());
            let event = format!("{{\"{key}\":\"{text}\"}}");
            let (counting, _) = count(&event);
            assert!(counting.bytes <= 12 * event.len() + (1 << 20), "{opener} under {key}: {} bytes", counting.bytes);
            assert!(counting.values <= 4 * event.len(), "{opener} under {key}: {} values", counting.values);
        }
    }
}

#[test]
fn bytes_that_are_no_utf8_and_half_characters_are_handed_out_and_named() {
    let mut counting = Counting::default();
    let walked = walk(b"[\"a\xff' or 1=1\", \"\\ud800' or 1=1\", \"ok\"]", &mut counting);
    assert_eq!(counting.values, 3);
    let reasons: Vec<_> = walked.places.iter().map(|place| place.reason).collect();
    assert_eq!(reasons, [Reason::InvalidUtf8, Reason::LoneSurrogate]);
    assert!(hands_out("[\"\\ud800' or 1=1\"]", "\u{fffd}' or 1=1"));
}

#[test]
fn both_values_of_a_repeated_key_are_handed_out() {
    let event = r#"{"id":"1","id":"2' or 1=1"}"#;
    assert!(hands_out(event, "1") && hands_out(event, "2' or 1=1"));
}

#[test]
fn malformed_events_give_what_they_have_and_where_they_break() {
    let (counting, walked) = count(r#"{"a":"x' or 1","b":}garbage{"c":"open"#);
    assert_eq!((counting.values, walked.missed), (5, 2));
    assert_eq!((walked.places[0].offset, walked.places[0].reason), (20, Reason::Malformed));
    assert!(hands_out("plain text' or 1=1 --", "plain text' or 1=1 --"));
}

#[test]
fn places_are_bounded_and_the_rest_is_counted() {
    let event = format!("[{}]", vec!["\"\\q\""; 1000].join(","));
    let (_, walked) = count(&event);
    assert_eq!((walked.missed, walked.places.len()), (1000, Walked::MAX_PLACES));
}

#[test]
fn places_in_a_large_event_are_found_from_checkpoints() {
    let records: Vec<_> = (0..20_000).map(|number| format!("{{\"id\":{number},\"deep\":[[\"v{number}\"]]}}")).collect();
    let event = format!("{{\"list\":[{}]}}", records.join(","));
    let located = Event::new(event.as_bytes());
    for number in [0, 1, 777, 12_345, 19_999] {
        let offset = event.find(&format!("\"v{number}\"")).unwrap() as u32;
        assert_eq!(located.locate(offset).path, format!("list[{number}].deep[0][0]"));
    }
    assert_eq!(located.locate(3).path, "$");
    assert_eq!(located.locate(u32::MAX).path, "$");
}
