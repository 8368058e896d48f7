//! What holds for any event.

use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use buckler_events::{Event, walk, walk_text};
use buckler_types::{DecoderChain, Locate, Value, ValueKind, ValueVisitor};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

/// Everything that was handed out.
#[derive(Default)]
struct Taken(Vec<(u32, ValueKind, DecoderChain, Vec<u8>)>);

impl ValueVisitor for Taken {
    fn value(&mut self, value: Value<'_>) {
        self.0.push((value.offset, value.kind, value.chain, value.bytes.to_vec()));
    }
}

fn taken(event: &[u8]) -> Taken {
    let mut taken = Taken::default();
    let walked = walk(event, &mut taken);
    assert_eq!(walked.values as usize, taken.0.len());
    taken
}

/// Any JSON: a few levels deep, with names and texts that need escapes.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(Json::String),
        r#"[a-z"\\{}\[\]:,' =&%;+<>]{0,12}"#.prop_map(Json::String),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|members| Json::Object(Map::from_iter(members))),
        ]
    })
}

/// Strings, numbers and keys of a document by plain recursion, with their paths.
fn expected(json: &Json, path: &str, into: &mut Vec<(String, ValueKind, String)>) {
    match json {
        Json::String(text) => into.push((path.into(), ValueKind::Text, text.clone())),
        Json::Number(number) => into.push((path.into(), ValueKind::Number, number.to_string())),
        Json::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                expected(element, &format!("{path}[{index}]"), into);
            }
        }
        Json::Object(members) => {
            for (name, member) in members {
                let path = member_path(path, name);
                into.push((path.clone(), ValueKind::Key, name.clone()));
                expected(member, &path, into);
            }
        }
        Json::Null | Json::Bool(_) => {}
    }
}

fn member_path(path: &str, name: &str) -> String {
    let word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '$');
    let identifier =
        name.len() <= 64 && name.chars().all(word) && name.starts_with(|first: char| !first.is_ascii_digit());
    if identifier {
        return if path.is_empty() { name.into() } else { format!("{path}.{name}") };
    }
    let mut shown = String::new();
    for character in name.chars().take(64) {
        match character {
            '"' | '\\' => shown.extend(['\\', character]),
            _ if character.is_control() => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
    }
    let more = if name.chars().count() > 64 { "…" } else { "" };
    format!("{path}[\"{shown}{more}\"]")
}

/// One way to write a text into another one, as clients and services do.
#[derive(Clone, Copy, Debug)]
enum Writing {
    Json,
    Base64,
    Base64Url,
    Hex,
    Url,
    Form,
    Gzip,
    Html,
    Cookie,
    Multipart,
    Jwt,
}

const WRITINGS: &[Writing] = &[
    Writing::Json,
    Writing::Base64,
    Writing::Base64Url,
    Writing::Hex,
    Writing::Url,
    Writing::Form,
    Writing::Gzip,
    Writing::Html,
    Writing::Cookie,
    Writing::Multipart,
    Writing::Jwt,
];

impl Writing {
    /// How many decoders it takes to read it.
    fn depth(self) -> usize {
        match self {
            Self::Form | Self::Cookie | Self::Gzip | Self::Jwt => 2,
            _ => 1,
        }
    }

    fn write(self, text: &str) -> String {
        match self {
            Self::Json => json!({ "key": text }).to_string(),
            Self::Base64 => BASE64_STANDARD.encode(text),
            Self::Base64Url => BASE64_URL_SAFE_NO_PAD.encode(text),
            Self::Hex => text.bytes().map(|byte| format!("{byte:02x}")).collect(),
            Self::Url => escaped(text),
            Self::Form => format!("a=1&key={}", escaped(text).replace("%20", "+")),
            Self::Gzip => BASE64_STANDARD.encode(gzip(text)),
            Self::Html => text.replace('&', "&amp;").replace('\'', "&#39;").replace('"', "&quot;").replace('<', "&lt;"),
            Self::Cookie => format!("session=1; key={}", escaped(text)),
            Self::Multipart => {
                format!("--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{text}\r\n--b--\r\n")
            }
            Self::Jwt => {
                let parts = [json!({ "alg": "none" }).to_string(), json!({ "sub": text }).to_string()];
                let [header, payload] = parts.map(|part| BASE64_URL_SAFE_NO_PAD.encode(part));
                format!("{header}.{payload}.c2ln")
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let escape =
        |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escape).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut stream = Vec::from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    stream.extend(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6));
    stream.extend([0; 8]);
    stream
}

proptest! {
    #[test]
    fn every_string_number_and_key_is_handed_out_in_order_and_located(document in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) }.unwrap();
        let event = Event::new(text.as_bytes());
        let mut wanted = Vec::new();
        expected(&document, "", &mut wanted);
        let plain = taken(text.as_bytes()).0.into_iter().filter(|(.., chain, _)| chain.is_empty());
        let found: Vec<_> = plain
            .map(|(offset, kind, _, bytes)| (event.locate(offset).path, kind, String::from_utf8(bytes).unwrap()))
            .collect();
        for (path, ..) in &mut wanted {
            if path.is_empty() {
                *path = "$".into();
            }
        }
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn any_bytes_are_walked_within_bounds(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check_bounds(&bytes);
    }

    #[test]
    fn bytes_that_look_like_much_are_walked_within_bounds(text in r#"[{}\[\]":,\\%+&=;<>a-fA-F0-9 \r\n\x00é.-]{0,600}"#) {
        check_bounds(text.as_bytes());
        let mut taken = Taken::default();
        walk_text(text.as_bytes(), 7, &mut taken);
        prop_assert!(taken.0.iter().all(|(offset, ..)| *offset == 7));
    }

    #[test]
    fn an_attack_is_found_whatever_it_is_wrapped_in(
        attack in r#"[a-z]{1,4}'[ a-z0-9]{4,12}[=<>]{1,2} ?[0-9]{1,3}; ?--"#,
        writings in prop::collection::vec(prop::sample::select(WRITINGS), 0..4),
    ) {
        let times = |wanted: fn(&Writing) -> bool| writings.iter().filter(|writing| wanted(writing)).count();
        prop_assume!(writings.iter().map(|writing| writing.depth()).sum::<usize>() <= 6);
        prop_assume!(times(|writing| matches!(writing, Writing::Url | Writing::Form | Writing::Cookie)) <= 2);
        prop_assume!(times(|writing| matches!(writing, Writing::Html)) <= 1);
        let wrapped = writings.iter().fold(attack.clone(), |text, writing| writing.write(&text));
        let event = json!({ "outer": [{ "field": wrapped }] }).to_string();
        let taken = taken(event.as_bytes());
        let found = taken.0.iter().find(|(.., bytes)| bytes == attack.as_bytes());
        prop_assert!(found.is_some(), "not found in {event}");
        let (offset, _, chain, bytes) = found.unwrap();
        let path = Event::new(event.as_bytes()).locate_value(*offset, *chain, &bytes.to_ascii_lowercase()).path;
        prop_assert!(path.starts_with("outer[0].field"), "{path}");
    }
}

fn check_bounds(bytes: &[u8]) {
    let taken = taken(bytes);
    assert!(taken.0.is_sorted_by_key(|(offset, ..)| *offset));
    let handed: usize = taken.0.iter().map(|(.., bytes)| bytes.len()).sum();
    assert!(handed <= (2 << 20) + 40 * bytes.len());
    let event = Event::new(bytes);
    for (offset, _, chain, text) in taken.0.iter().take(50) {
        assert!(!event.locate_value(*offset, *chain, text).path.is_empty());
    }
}
