//! Finding ⇄ OCSF event, so that an exported finding can be read by other tools and replayed by ours.
//!
//! The event is a Detection Finding (class 2004) of the Open Cybersecurity Schema Framework, version 1.8.0, with the
//! profile `security_control`. What the schema has no field for stands under `evidences[0].data` and
//! `unmapped.buckler`.
#![no_std]

extern crate alloc;

mod wire;

use alloc::string::String;
use buckler_types::Finding;
use wire::Event;

/// Version of the schema that the events follow.
pub const SCHEMA_VERSION: &str = "1.8.0";

/// Number of the class Detection Finding.
pub const CLASS: u32 = 2004;

/// The finding as one line of JSON without a line break, of at most `limit` bytes.
///
/// When it would be longer, the judged text is cut around the range first, then left out, then the tokens go;
/// what was cut is said in `unmapped.buckler.cut`. `None` when even that does not fit.
pub fn line(finding: &Finding, limit: usize) -> Option<String> {
    (0..=Event::DEEPEST_CUT)
        .filter_map(|cut| serde_json::to_string(&Event::new(finding, cut)).ok())
        .find(|line| line.len() <= limit)
}

/// Reads a finding back from one line.
///
/// # Errors
/// The line is no JSON, no event of the class, or lacks what only Buckler writes.
pub fn parse(line: &str) -> Result<Finding, ParseError> {
    let event: Event<'_> = serde_json::from_str(line).map_err(|_| ParseError::NotAnEvent)?;
    event.finding()
}

/// Why a line is no finding of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// It is no JSON, or an event of another shape.
    NotAnEvent,
    /// It is an event of another class.
    OtherClass(u32),
    /// A field holds a word that this version does not know.
    UnknownWord,
}

impl core::fmt::Display for ParseError {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NotAnEvent => write!(out, "not an OCSF event that Buckler wrote"),
            Self::OtherClass(class) => write!(out, "OCSF class {class} where {CLASS} was expected"),
            Self::UnknownWord => write!(out, "a field holds a word that this version does not know"),
        }
    }
}

impl core::error::Error for ParseError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{borrow::Cow, boxed::Box, format, string::ToString, vec, vec::Vec};
    use buckler_types::*;

    fn finding(text: &str) -> Finding {
        let location = Location {
            path: "Records[2].body.name".into(),
            origin: Origin::QueueMessage,
            trust: Trust::Caller,
            record: Some(2),
        };
        let chain = DecoderChain::new().then(Decoder::Json).and_then(|chain| chain.then(Decoder::Base64)).unwrap();
        Finding {
            id: "1-2".into(),
            time: 1_795_600_800_123,
            detector: DetectorId::SqlInjection,
            outcome: Outcome::Blocked,
            evidence: Evidence {
                detector: DetectorId::SqlInjection,
                kind: OperationKind::Sql,
                text: text.into(),
                argument: None,
                range: 33..41,
                tokens: vec![33..34, 35..37],
                reason: Cow::Borrowed("ends a string literal"),
                input: Some(Input { location, chain, length: 8 }),
                coarse: false,
            },
            sink: "pg.query".into(),
            function: "orders".into(),
            request_id: "r-1".into(),
            trigger: Cow::Borrowed("sqs"),
            layers: vec![Layer::Event, Layer::Hooks],
            silence: "BUCKLER_EXCEPTIONS=sql_injection:pg.query:Records[].body.name".into(),
        }
    }

    #[test]
    fn a_finding_survives_the_round_trip() {
        let original = finding("SELECT * FROM orders WHERE ref = '…' OR 1=1 --'");
        let line = line(&original, 4095).unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(parse(&line).unwrap(), original);
    }

    #[test]
    fn required_fields_of_the_class_are_there() {
        let line = line(&finding("SELECT 1"), 4095).unwrap();
        let event: serde_json::Value = serde_json::from_str(&line).unwrap();
        for (pointer, value) in [
            ("/class_uid", "2004"),
            ("/category_uid", "2"),
            ("/activity_id", "1"),
            ("/type_uid", "200401"),
            ("/severity_id", "4"),
            ("/disposition_id", "2"),
            ("/action_id", "2"),
            ("/time", "1795600800123"),
            ("/metadata/version", "\"1.8.0\""),
            ("/metadata/product/name", "\"Buckler\""),
            ("/finding_info/uid", "\"1-2\""),
        ] {
            assert_eq!(event.pointer(pointer).map(ToString::to_string).as_deref(), Some(value), "{pointer}");
        }
    }

    #[test]
    fn a_long_text_is_cut_around_the_range_and_says_so() {
        let mut long = finding(&format!("{}' OR '1'='1{}", "é".repeat(4000), "y".repeat(9000)));
        long.evidence.range = 8000..8011;
        long.evidence.tokens = (0..3000).map(|n| n..n + 1).collect::<Vec<_>>();
        let line = line(&long, 4095).unwrap();
        assert!(line.len() <= 4095 && line.contains("' OR '1'='1"), "{line}");
        assert!(line.contains("\"cut\":"));
        let read = parse(&line).unwrap();
        let range = read.evidence.range.start as usize..read.evidence.range.end as usize;
        assert_eq!(read.evidence.text.get(range).unwrap(), "' OR '1'='1");
    }

    #[test]
    fn names_of_any_length_still_leave_a_line() {
        let mut long = finding("SELECT 1");
        long.function = "f".repeat(9000);
        long.request_id = "\u{1}".repeat(9000);
        long.silence = "s".repeat(9000);
        if let Some(input) = &mut long.evidence.input {
            input.location.path = "p".repeat(9000);
        }
        assert!(line(&long, 4095).is_some());
    }

    #[test]
    fn other_lines_are_refused_with_the_reason() {
        let unknown = line(&finding("SELECT 1"), 4095).unwrap().replace("\"sql_injection\"", "\"sql_confusion\"");
        for (text, error) in
            [("{", ParseError::NotAnEvent), ("{}", ParseError::NotAnEvent), (&unknown, ParseError::UnknownWord)]
        {
            assert_eq!(parse(text), Err(error), "{text}");
        }
        let boxed: Box<dyn core::error::Error> = Box::new(ParseError::OtherClass(6003));
        assert!(boxed.to_string().contains("6003"));
    }
}
