//! What came of an attack or an ordinary request.

use std::time::Duration;

use serde_json::{Value, json};

use super::app::Answer;
use super::cases::{Case, trigger_name};
use crate::commands::event::Trigger;

/// One case, sent once.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) answer: Answer,
    /// Whether it had its effect.
    pub(super) effect: bool,
    /// Whether the records beside it were handled; true where there are none.
    pub(super) innocent: bool,
}

/// A case, sent without and with Buckler.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    pub(super) case: &'a Case,
    pub(super) without: Attempt,
    pub(super) with: Attempt,
}

impl Comparison<'_> {
    /// What speaks against the demo here: an attack that was none, or was not blocked as its trigger asks for.
    pub(super) fn attack_flaw(&self) -> Option<String> {
        let Self { case, without, with } = self;
        if !without.effect {
            return Some(format!("does not succeed without Buckler either: {}", without.answer.brief()));
        }
        if !without.innocent {
            return Some("takes other records with it without Buckler".into());
        }
        if with.effect {
            return Some("succeeds in spite of Buckler".into());
        }
        if !blocks(case.trigger, &with.answer) {
            return Some(format!(
                "is not answered as a blocked {}: {}",
                trigger_name(case.trigger),
                with.answer.brief()
            ));
        }
        if !with.innocent {
            return Some("takes other records with it".into());
        }
        (with.answer.detector().is_none()).then(|| "leaves no finding".into())
    }

    /// What speaks against the demo here: an ordinary request that fails, or is taken for an attack.
    pub(super) fn benign_flaw(&self) -> Option<String> {
        let Self { without, with, .. } = self;
        if !without.effect {
            return Some(format!("fails without Buckler: {}", without.answer.brief()));
        }
        if let Some(detector) = with.answer.detector() {
            return Some(format!("is taken for {detector}"));
        }
        (!with.effect).then(|| format!("fails with Buckler: {}", with.answer.brief()))
    }

    /// What happened with Buckler, in a few words.
    pub(super) fn outcome(&self) -> String {
        let Self { case, with, .. } = self;
        if with.effect {
            return "succeeded".into();
        }
        let detector = with.answer.detector().unwrap_or("no finding");
        if blocks(case.trigger, &with.answer) {
            format!("{} {detector}", word(case.trigger))
        } else {
            format!("answer {} {detector}", with.answer.status)
        }
    }

    /// For machines.
    pub(super) fn json(&self, flaw: Option<String>) -> Value {
        let attempt = |attempt: &Attempt| {
            json!({
                "effect": attempt.effect,
                "status": attempt.answer.status,
                "detector": attempt.answer.detector(),
                "milliseconds": milliseconds(attempt.answer.latency),
                "findings": attempt.answer.findings.iter().map(|finding| &finding.event).collect::<Vec<_>>(),
            })
        };
        json!({
            "id": self.case.id,
            "title": self.case.title,
            "weakness": self.case.weakness,
            "trigger": trigger_name(self.case.trigger),
            "function": self.case.function,
            "without": attempt(&self.without),
            "with": attempt(&self.with),
            "flaw": flaw,
        })
    }
}

/// A duration for people.
pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

impl Answer {
    /// The detector that a blocking finding names.
    pub(super) fn detector(&self) -> Option<&'static str> {
        let blocking = self.findings.iter().find(|finding| finding.blocked())?;
        let finding = buckler_ocsf::parse(&blocking.event.to_string()).ok()?;
        Some(finding.detector.name())
    }

    /// Status and the beginning of the body.
    fn brief(&self) -> String {
        let body: String = self.body.chars().take(160).collect();
        format!("{} {}", self.status, body.replace('\n', " "))
    }
}

/// Whether this is how a blocked event of that kind is answered.
fn blocks(trigger: Trigger, answer: &Answer) -> bool {
    match trigger {
        Trigger::HttpApi | Trigger::RestApi | Trigger::FunctionUrl | Trigger::Alb => answer.status == 403,
        Trigger::Websocket => returned(answer).is_some_and(|value| value.get("statusCode") == Some(&json!(403))),
        Trigger::Direct => answer.failure.is_some(),
        Trigger::Sqs | Trigger::SnsSqs | Trigger::S3Sqs | Trigger::Kinesis | Trigger::Dynamodb => {
            returned(answer).is_some_and(|value| value == json!({ "batchItemFailures": [] }))
        }
        Trigger::S3 | Trigger::Sns | Trigger::Eventbridge | Trigger::Schedule => answer.failure.is_none(),
    }
}

/// How that answer is called.
fn word(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Direct => "refused",
        Trigger::HttpApi | Trigger::RestApi | Trigger::FunctionUrl | Trigger::Alb | Trigger::Websocket => "403",
        // Taken from its queue, or acknowledged: it does not come again.
        _ => "dropped",
    }
}

/// What the function returned, if it did.
fn returned(answer: &Answer) -> Option<Value> {
    answer.failure.is_none().then(|| serde_json::from_str(&answer.body).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    fn answer(status: u16, failure: Option<&str>, body: &str) -> Answer {
        Answer {
            status,
            failure: failure.map(str::to_owned),
            body: body.into(),
            text: body.into(),
            latency: Duration::ZERO,
            findings: Vec::new(),
        }
    }

    #[test]
    fn each_trigger_has_its_own_block_answer() {
        let forbidden = answer(403, None, r#"{"message":"Forbidden"}"#);
        assert!(blocks(Trigger::HttpApi, &forbidden) && blocks(Trigger::Alb, &forbidden));
        assert!(!blocks(Trigger::RestApi, &answer(500, None, "")));
        assert!(blocks(Trigger::Websocket, &answer(200, None, r#"{"statusCode":403}"#)));
        assert!(!blocks(Trigger::Websocket, &answer(200, None, r#"{"statusCode":200}"#)));
        assert!(blocks(Trigger::Direct, &answer(500, Some("Blocked"), "{}")));
        assert!(!blocks(Trigger::Direct, &answer(200, None, "{}")));
    }

    #[test]
    fn blocked_record_of_a_batch_is_not_delivered_again() {
        assert!(blocks(Trigger::Sqs, &answer(200, None, r#"{"batchItemFailures":[]}"#)));
        let again = r#"{"batchItemFailures":[{"itemIdentifier":"m1"}]}"#;
        assert!(!blocks(Trigger::Sqs, &answer(200, None, again)));
        assert!(!blocks(Trigger::Kinesis, &answer(500, Some("Error"), r#"{"batchItemFailures":[]}"#)));
        assert!(blocks(Trigger::Sns, &answer(200, None, "null")));
        assert!(!blocks(Trigger::Sns, &answer(500, Some("Error"), "{}")));
    }
}
