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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::ToString};
    use serde_json::{Value as Json, json};

    const SQS: &str = "sqs";
    const KINESIS: &str = "kinesis";
    const DYNAMODB: &str = "dynamodb";

    /// A batch of five records with the identifiers `r0` to `r4`.
    fn batch(service: &str) -> String {
        let record = |number: usize| match service {
            SQS => json!({ "messageId": format!("r{number}"), "eventSource": "aws:sqs", "body": "x" }),
            KINESIS => {
                json!({ "kinesis": { "sequenceNumber": format!("r{number}"), "data": "eA==" }, "eventSource": "aws:kinesis" })
            }
            _ => {
                json!({ "dynamodb": { "SequenceNumber": format!("r{number}"), "Keys": {} }, "eventSource": "aws:dynamodb" })
            }
        };
        json!({ "Records": (0..5).map(record).collect::<Vec<_>>() }).to_string()
    }

    fn failures(numbers: &[usize]) -> String {
        let items: Vec<_> = numbers.iter().map(|number| json!({ "itemIdentifier": format!("r{number}") })).collect();
        json!({ "batchItemFailures": items }).to_string()
    }

    fn check(service: &str, handler: Handler<'_>, linked: &[u32], partial: bool, expected: &Answer) {
        let text = batch(service);
        let found = answer(&Event::new(text.as_bytes()), handler, linked, partial);
        assert_eq!(&found, expected, "{service} {handler:?} {linked:?} {partial}");
    }

    #[test]
    fn a_handler_that_returned_keeps_its_answer_for_all_other_records() {
        for service in [SQS, KINESIS, DYNAMODB] {
            for returned in ["null", "{}", r#"{"batchItemFailures":[]}"#, "\"done\"", "", &failures(&[0, 4])] {
                check(service, Handler::Returned(returned), &[2], true, &Answer::Keep);
            }
        }
    }

    #[test]
    fn a_linked_record_is_not_retried_and_what_follows_it_in_a_stream_is() {
        let returned = failures(&[1, 2, 4]);
        check(SQS, Handler::Returned(&returned), &[2], true, &Answer::Replace(failures(&[1, 4])));
        let returned = failures(&[2]);
        check(SQS, Handler::Returned(&returned), &[2], true, &Answer::Replace(failures(&[])));
        check(KINESIS, Handler::Returned(&returned), &[2], true, &Answer::Replace(failures(&[3])));
        check(DYNAMODB, Handler::Returned(&returned), &[2, 3], true, &Answer::Replace(failures(&[4])));
        check(DYNAMODB, Handler::Returned(&returned), &[2, 3, 4], true, &Answer::Replace(failures(&[])));
    }

    #[test]
    fn a_failed_queue_handler_gets_all_other_records_again() {
        check(SQS, Handler::Failed, &[2], true, &Answer::Replace(failures(&[0, 1, 3, 4])));
        check(SQS, Handler::Failed, &[0, 1, 2, 3, 4], true, &Answer::Replace(failures(&[])));
    }

    #[test]
    fn a_failed_stream_handler_goes_on_behind_the_linked_record() {
        check(KINESIS, Handler::Failed, &[2], true, &Answer::Replace(failures(&[3, 4])));
        check(KINESIS, Handler::Failed, &[1, 3], true, &Answer::Replace(failures(&[2, 4])));
        check(KINESIS, Handler::Failed, &[4], true, &Answer::Replace(failures(&[])));
    }

    #[test]
    fn without_partial_failures_a_failed_batch_fails() {
        for service in [SQS, KINESIS, DYNAMODB] {
            check(service, Handler::Failed, &[2], false, &Answer::Fail);
            check(service, Handler::Failed, &[], true, &Answer::Fail);
        }
    }

    #[test]
    fn a_failure_that_names_no_record_counts_for_the_whole_batch() {
        for returned in [r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, r#"{"batchItemFailures":[{}]}"#] {
            check(SQS, Handler::Returned(returned), &[2], true, &Answer::Replace(failures(&[0, 1, 3, 4])));
        }
    }

    /// Which records come again, and which are done, as the platform reads an answer.
    fn come_again(service: &str, answer: &Json) -> Vec<usize> {
        let failed: Vec<usize> = answer["batchItemFailures"].as_array().map_or(Vec::new(), |items| {
            items
                .iter()
                .map(|item| item["itemIdentifier"].as_str().unwrap().trim_start_matches('r').parse().unwrap())
                .collect()
        });
        match failed.iter().min() {
            Some(first) if service != SQS => (*first..5).collect(),
            _ => failed,
        }
    }

    #[test]
    fn no_innocent_record_is_lost_and_no_linked_one_blocks_the_rest_for_ever() {
        for service in [SQS, KINESIS, DYNAMODB] {
            for linked in (1u32..32).map(|bits| (0..5).filter(|bit| bits >> bit & 1 == 1).collect::<Vec<u32>>()) {
                let is_linked = |number: &usize| linked.contains(&(*number as u32));
                // The handler works on one record after the other and stops at the first linked one.
                let first = linked[0] as usize;
                let reported = failures(&if service == SQS { (first..5).collect::<Vec<_>>() } else { [first].into() });
                for handler in [Handler::Failed, Handler::Returned(&reported)] {
                    let text = batch(service);
                    let Answer::Replace(answered) = answer(&Event::new(text.as_bytes()), handler, &linked, true) else {
                        panic!("{service} {linked:?} {handler:?}");
                    };
                    let again = come_again(service, &answered.parse().unwrap());
                    let unhandled = (first..5).filter(|number| !is_linked(number));
                    assert!(
                        unhandled.clone().all(|number| again.contains(&number)),
                        "{service} {linked:?}: {answered}"
                    );
                    assert!(again.first().is_none_or(|number| !is_linked(number)), "{service} {linked:?}: {answered}");
                    assert!(service != SQS || !again.iter().any(is_linked), "{linked:?}: {answered}");
                }
            }
        }
    }

    #[test]
    fn http_callers_get_403_in_the_shape_of_their_trigger() {
        for (name, fixture) in [
            ("api_gateway_v1", include_str!("triggers/aws/api_gateway_v1.json")),
            ("api_gateway_v2", include_str!("triggers/aws/api_gateway_v2.json")),
            ("function_url", include_str!("triggers/aws/function_url.json")),
            ("alb", include_str!("triggers/aws/alb.json")),
            ("web_socket", include_str!("triggers/aws/web_socket.json")),
        ] {
            let event = Event::new(fixture.as_bytes());
            assert_eq!(event.trigger(), name);
            for handler in [Handler::Returned(r#"{"statusCode":200}"#), Handler::Failed] {
                let Answer::Replace(response) = answer(&event, handler, &[], false) else { panic!("{name}") };
                let response: Json = response.parse().unwrap();
                assert_eq!(response["statusCode"], 403);
                assert_eq!(response["headers"]["content-type"], "application/json");
                assert!(response["body"].as_str().unwrap().parse::<Json>().is_ok());
                assert_eq!(response.get("statusDescription").is_some(), name == "alb");
            }
        }
    }

    #[test]
    fn a_load_balancer_with_repeated_headers_gets_them_back() {
        let text = r#"{"requestContext":{"elb":{}},"multiValueHeaders":{}}"#;
        let Answer::Replace(response) = answer(&Event::new(text.as_bytes()), Handler::Failed, &[], false) else {
            panic!()
        };
        let response: Json = response.parse().unwrap();
        assert_eq!(response["multiValueHeaders"]["content-type"][0], "application/json");
    }

    #[test]
    fn topics_buckets_and_buses_are_told_that_all_went_well_and_direct_callers_get_the_error() {
        for fixture in [
            include_str!("triggers/aws/sns.json"),
            include_str!("triggers/aws/s3.json"),
            include_str!("triggers/aws/event_bridge.json"),
        ] {
            assert_eq!(
                answer(&Event::new(fixture.as_bytes()), Handler::Failed, &[0], false),
                Answer::Replace("null".into())
            );
        }
        let direct = Event::new(include_bytes!("triggers/aws/direct.json"));
        assert_eq!(answer(&direct, Handler::Returned("{}"), &[], false), Answer::Fail);
    }
}
