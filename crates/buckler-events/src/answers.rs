//! What a trigger gets back when an invocation was blocked.
//!
//! An HTTP caller gets 403. A topic, a bucket or a bus is told that all went well, for a failure would bring the same
//! event again. A batch must lose no innocent record and must not bring the guilty one back for ever.

use crate::{
    Event,
    lookup::Json,
    triggers::{Batch, Response},
};
use alloc::{collections::BTreeMap, string::String, vec::Vec};

/// How the handler of a condemned invocation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler<'a> {
    /// It returned; the JSON of what it returned.
    Returned(&'a str),
    /// It threw, or did not come to an end.
    Failed,
}

/// What the platform is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// What the handler returned.
    Keep,
    /// This JSON instead.
    Replace(String),
    /// The invocation failed.
    Fail,
}

/// The answer of a condemned invocation.
///
/// `records` are the numbers of the records that blocked operations were linked to. `partial_failures` says that the
/// trigger is set up to take `batchItemFailures`.
///
/// A batch whose handler returned keeps the handler's own answer, without the linked records in its list of failures.
/// When the handler failed and partial failures are on, all records of a queue but the linked ones come again; of a
/// stream, those behind the first linked one. With partial failures off the invocation fails, as a poisoned record makes
/// it fail without Buckler.
pub fn answer(event: &Event<'_>, handler: Handler<'_>, records: &[u32], partial_failures: bool) -> Answer {
    match event.response() {
        Response::Gateway => Answer::Replace(GATEWAY.into()),
        Response::LoadBalancer => Answer::Replace(load_balancer(event).into()),
        Response::Acknowledge => Answer::Replace("null".into()),
        Response::Error => Answer::Fail,
        Response::Batch(batch) => batch_answer(event, batch, handler, records, partial_failures),
    }
}

const GATEWAY: &str = r#"{"statusCode":403,"headers":{"content-type":"application/json"},"body":"{\"message\":\"Forbidden\"}","isBase64Encoded":false}"#;

/// A load balancer that sends `multiValueHeaders` takes only those back.
fn load_balancer(event: &Event<'_>) -> &'static str {
    if Json::new(event.text()).has("multiValueHeaders") {
        r#"{"statusCode":403,"statusDescription":"403 Forbidden","multiValueHeaders":{"content-type":["application/json"]},"body":"{\"message\":\"Forbidden\"}","isBase64Encoded":false}"#
    } else {
        r#"{"statusCode":403,"statusDescription":"403 Forbidden","headers":{"content-type":"application/json"},"body":"{\"message\":\"Forbidden\"}","isBase64Encoded":false}"#
    }
}

fn batch_answer(
    event: &Event<'_>,
    batch: Batch,
    handler: Handler<'_>,
    linked: &[u32],
    partial_failures: bool,
) -> Answer {
    let records = Records::of(event, batch, linked);
    match handler {
        Handler::Returned(answer) => match reported_failures(answer) {
            None => Answer::Keep,
            Some(failures) => records.without_linked(&failures),
        },
        Handler::Failed if partial_failures && !linked.is_empty() => records.others_again(),
        Handler::Failed => Answer::Fail,
    }
}

/// Identifiers in a `batchItemFailures` that the handler returned, escapes and all. Empty for what names no record.
fn reported_failures(answer: &str) -> Option<Vec<&[u8]>> {
    let failures = Json::new(answer.as_bytes()).member("batchItemFailures")?;
    Some(failures.elements().map(|failure| failure.text_at("itemIdentifier").unwrap_or_default()).collect())
}

/// The records of a batch by their identifiers, escapes and all.
struct Records<'e, 'l> {
    batch: Batch,
    identifiers: Vec<&'e [u8]>,
    linked: &'l [u32],
}

impl<'e, 'l> Records<'e, 'l> {
    fn of(event: &Event<'e>, batch: Batch, linked: &'l [u32]) -> Self {
        let records = Json::new(event.text()).member("Records");
        let identifier = |record: Json<'e>| record.text_at(batch.identifier).unwrap_or_default();
        let identifiers = records.map(|records| records.elements().map(identifier).collect()).unwrap_or_default();
        Self { batch, identifiers, linked }
    }

    fn is_linked(&self, number: usize) -> bool {
        self.linked.iter().any(|linked| *linked as usize == number)
    }

    /// The failures that the handler reported, without the linked records.
    fn without_linked(&self, failures: &[&[u8]]) -> Answer {
        let known: BTreeMap<&[u8], usize> = self.identifiers.iter().copied().zip(0..).collect();
        let numbers: Option<Vec<usize>> = failures.iter().map(|failure| known.get(failure).copied()).collect();
        let Some(numbers) = numbers else {
            // A failure that names no record counts for the whole batch.
            return self.others_again();
        };
        if !numbers.iter().any(|number| self.is_linked(*number)) {
            return Answer::Keep;
        }
        let again = numbers.iter().filter_map(|number| self.instead_of(*number));
        self.report(again)
    }

    /// The record to be reported in place of a failed one. In a stream a failure stands for all that follows, so what
    /// follows a linked record must still come again.
    fn instead_of(&self, failed: usize) -> Option<usize> {
        if !self.is_linked(failed) {
            return Some(failed);
        }
        if self.batch.ordered { self.next_innocent(failed) } else { None }
    }

    fn next_innocent(&self, from: usize) -> Option<usize> {
        (from..self.identifiers.len()).find(|number| !self.is_linked(*number))
    }

    /// All innocent records that may not have been handled.
    fn others_again(&self) -> Answer {
        let first_linked = self.linked.iter().min().map_or(0, |first| *first as usize);
        let start = if self.batch.ordered { first_linked } else { 0 };
        self.report((start..self.identifiers.len()).filter(|number| !self.is_linked(*number)))
    }

    fn report(&self, numbers: impl Iterator<Item = usize>) -> Answer {
        let mut numbers: Vec<usize> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut json = String::from(r#"{"batchItemFailures":["#);
        for (position, number) in numbers.into_iter().enumerate() {
            let identifier = self.identifiers.get(number).copied().unwrap_or_default();
            json.push_str(if position == 0 { r#"{"itemIdentifier":""# } else { r#",{"itemIdentifier":""# });
            json.push_str(&String::from_utf8_lossy(identifier));
            json.push_str(r#""}"#);
        }
        json.push_str("]}");
        Answer::Replace(json)
    }
}
