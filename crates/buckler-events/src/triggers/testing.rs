//! What every trigger must keep: its fixture is recognized, and an attack in any field that a caller writes is handed
//! out and located, whatever encoding the platform puts around it.

use super::{ALL, recognize};
use crate::{Event, path::Follower, walk};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString},
    vec::Vec,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use buckler_text::json::Token;
use buckler_types::{Locate, Location, Origin, Trust, Value, ValueKind, ValueVisitor};

/// The attack: quotes, blanks, characters that every encoding has to encode.
pub(super) const ATTACK: &str = "x' OR 1=1; --";

/// One field of a fixture: where it is, whose it is, and how an attack is written there.
pub(super) struct Case {
    path: &'static str,
    origin: Origin,
    write: fn(&str) -> String,
    /// Where the attack is found, when that is deeper.
    inner: &'static str,
}

impl Case {
    pub(super) fn plain(path: &'static str, origin: Origin) -> Self {
        Self { path, origin, write: str::to_string, inner: "" }
    }

    pub(super) fn written(path: &'static str, origin: Origin, write: fn(&str) -> String, inner: &'static str) -> Self {
        Self { path, origin, write, inner }
    }
}

/// `customer=<attack>` as a browser sends it.
pub(super) fn form(attack: &str) -> String {
    format!("note=a&customer={}", query(attack))
}

/// As in a query.
pub(super) fn query(attack: &str) -> String {
    attack.replace('%', "%25").replace('\'', "%27").replace('=', "%3D").replace(';', "%3B").replace(' ', "+")
}

/// As in a path.
pub(super) fn path(attack: &str) -> String {
    format!("/orders/{}", query(attack).replace('+', "%20"))
}

/// As in a JSON document.
pub(super) fn json(attack: &str) -> String {
    serde_json::json!({ "a": [1, { "customer": attack }] }).to_string()
}

/// As one of the cookies of a header.
pub(super) fn cookie(attack: &str) -> String {
    format!("session=8f14e45f; {}", single_cookie(attack))
}

/// As one cookie.
pub(super) fn single_cookie(attack: &str) -> String {
    format!("theme={}", query(attack))
}

/// As a part of a multipart body.
pub(super) fn multipart(attack: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"customer\"\r\n\r\n{attack}\r\n--b--\r\n")
}

/// As a message of a topic, the way a queue delivers it.
pub(super) fn notification(attack: &str) -> String {
    serde_json::json!({ "Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": attack })
        .to_string()
}

/// As the key of an object, the way a queue delivers it.
pub(super) fn bucket_notification(attack: &str) -> String {
    serde_json::json!({ "Records": [{ "eventSource": "aws:s3", "s3": { "object": { "key": query(attack) } } }] })
        .to_string()
}

pub(super) fn base64(attack: &str) -> String {
    BASE64_STANDARD.encode(attack)
}

pub(super) fn base64_form(attack: &str) -> String {
    base64(&form(attack))
}

pub(super) fn base64_json(attack: &str) -> String {
    base64(&json(attack))
}

pub(super) fn gzip_json(attack: &str) -> String {
    let mut stream = Vec::from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    stream.extend(miniz_oxide::deflate::compress_to_vec(json(attack).as_bytes(), 6));
    stream.extend([0; 8]);
    BASE64_STANDARD.encode(stream)
}

/// Checks a fixture against its fields. A field that is the caller's and in no case fails the test by name.
pub(super) fn check(name: &str, fixture: &str, cases: &[Case]) {
    assert_eq!(Event::new(fixture.as_bytes()).trigger(), name);
    for case in cases {
        check_case(fixture, case);
    }
    let covered: BTreeSet<&str> = cases.iter().map(|case| case.path).collect();
    let event = Event::new(fixture.as_bytes());
    for (offset, _, path) in tokens(fixture) {
        if event.locate(offset).trust == Trust::Caller {
            assert!(covered.contains(path.as_str()), "{name}: `{path}` is the caller's and has no case");
        }
    }
}

/// Writes the attack into one field and looks where it is found.
fn check_case(fixture: &str, case: &Case) {
    let (_, source, _) = tokens(fixture)
        .into_iter()
        .find(|(.., path)| path == case.path)
        .unwrap_or_else(|| panic!("no `{}`", case.path));
    let written = serde_json::to_string(&(case.write)(ATTACK)).unwrap();
    let (before, after) = (fixture.get(..source.start).unwrap(), fixture.get(source.end..).unwrap());
    let attacked = format!("{before}{written}{after}");
    let found = locations(&attacked, ATTACK);
    let path = format!("{}{}", case.path, case.inner);
    let wanted = |location: &&Location| location.path == path;
    let location = found.iter().find(wanted).unwrap_or_else(|| panic!("attack at `{path}` not found, only {found:?}"));
    assert_eq!((location.origin, location.trust), (case.origin, Trust::Caller), "{path}");
    let number =
        path.strip_prefix("Records[").and_then(|rest| rest.split(']').next()).map(|number| number.parse().unwrap());
    assert_eq!(location.record, number, "{path}");
}

/// Where the values with that text are located.
pub(super) fn locations(event: &str, text: &str) -> Vec<Location> {
    struct Finder<'a> {
        event: Event<'a>,
        text: &'a str,
        found: Vec<Location>,
    }
    impl ValueVisitor for Finder<'_> {
        fn value(&mut self, value: Value<'_>) {
            if value.bytes == self.text.as_bytes() {
                let folded = value.bytes.to_ascii_lowercase();
                self.found.push(self.event.locate_value(value.offset, value.chain, &folded));
            }
        }
    }
    let mut finder = Finder { event: Event::new(event.as_bytes()), text, found: Vec::new() };
    walk(event.as_bytes(), &mut finder);
    finder.found
}

/// Offset, source range and path of each string and number that is no key.
fn tokens(fixture: &str) -> Vec<(u32, core::ops::Range<usize>, String)> {
    let mut follower = Follower::new(fixture.as_bytes());
    let mut tokens = Vec::new();
    while let Some((at, token)) = follower.next_value() {
        let end = match token {
            Token::Text(text) => at + text.raw.len() + 2,
            Token::Number { bytes, .. } => at + bytes.len(),
            _ => at,
        };
        if !follower.path(token).key {
            tokens.push((at as u32, at..end, follower.path(token).text()));
        }
        follower.pass(token);
    }
    tokens
}

#[test]
fn every_trigger_has_a_file_a_fixture_and_a_line_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/triggers/aws");
    let names = |ending: &str| -> BTreeSet<String> {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        files.filter_map(|file| file.strip_suffix(ending).map(String::from)).filter(|name| name != "mod").collect()
    };
    let listed: BTreeSet<String> = ALL.iter().map(|trigger| trigger.name.to_string()).collect();
    assert_eq!(listed, names(".rs"));
    assert_eq!(listed, names(".json"));
}

#[test]
fn trust_alone_is_the_trust_of_the_place() {
    struct Compare<'a>(Event<'a>, usize);
    impl ValueVisitor for Compare<'_> {
        fn value(&mut self, value: Value<'_>) {
            let place = self.0.locate_value(value.offset, value.chain, value.bytes);
            assert_eq!(self.0.trust(value.offset, value.chain, value.bytes), place.trust, "{}", place.path);
            self.1 += 1;
        }
    }
    for fixture in [
        include_str!("aws/sns_in_sqs.json"),
        include_str!("aws/s3_in_sqs.json"),
        include_str!("aws/sqs.json"),
        include_str!("aws/api_gateway_v1.json"),
        include_str!("aws/direct.json"),
    ] {
        let mut compare = Compare(Event::new(fixture.as_bytes()), 0);
        walk(fixture.as_bytes(), &mut compare);
        assert!(compare.1 > 5);
    }
}

#[test]
fn events_of_unknown_shape_are_unknown_and_all_of_it_is_the_callers() {
    for event in [r#"{"Records":[{"eventSource":"aws:other","x":"y"}]}"#, r#"{"awslogs":{"data":"H4sI"}}"#] {
        assert_eq!(recognize(event.as_bytes()).name, "unknown");
    }
    let location = &locations(r#"{"Records":[{"eventSource":"aws:other","x":"y"}]}"#, "y")[0];
    assert_eq!(
        (location.path.as_str(), location.origin, location.trust),
        ("Records[0].x", Origin::Unknown, Trust::Caller)
    );
}

#[test]
fn names_of_fields_are_the_platforms_and_names_of_parameters_the_callers() {
    let fixture = include_str!("aws/api_gateway_v1.json").replace("\"sort\": \"name\"", "\"so'rt\": \"name\"");
    assert_eq!(locations(&fixture, "queryStringParameters")[0].trust, Trust::Platform);
    let name = &locations(&fixture, "so'rt")[0];
    assert_eq!(
        (name.path.as_str(), name.origin, name.trust),
        ("queryStringParameters[\"so'rt\"]", Origin::Query, Trust::Caller)
    );
    let kinds = |text: &str| {
        struct Kind<'a>(&'a str, Option<ValueKind>);
        impl ValueVisitor for Kind<'_> {
            fn value(&mut self, value: Value<'_>) {
                if value.bytes == self.0.as_bytes() {
                    self.1 = Some(value.kind);
                }
            }
        }
        let mut kind = Kind(text, None);
        walk(fixture.as_bytes(), &mut kind);
        kind.1
    };
    assert_eq!(kinds("so'rt"), Some(ValueKind::Key));
}
