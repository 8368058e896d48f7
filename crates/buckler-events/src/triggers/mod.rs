//! The triggers that are recognized, one file each.
//!
//! A trigger says three things, all as data: what its events look like, which fields somebody outside wrote, and what an
//! invocation that was blocked gets as its answer. Values are found without any of it: an event of unknown shape is
//! walked like every other.

mod aws;
mod headers;
mod outline;
#[cfg(test)]
mod testing;

pub(crate) use outline::Outline;

use crate::path::{Fit, Path, Segment};
use buckler_types::{Origin, Trust};

/// A kind of event.
pub(crate) struct Trigger {
    /// The name in findings: `api_gateway_v1`.
    pub(crate) name: &'static str,
    /// Whether an event is of this kind.
    recognizes: fn(&Outline<'_>) -> bool,
    /// Fields that are not the platform's own; the first that fits counts.
    fields: &'static [&'static [Field]],
    /// What a blocked invocation answers.
    pub(crate) response: Response,
}

/// All triggers, special ones before those that would recognize their events too.
const ALL: &[&Trigger] = &[
    &aws::function_url::TRIGGER,
    &aws::api_gateway_v2::TRIGGER,
    &aws::web_socket::TRIGGER,
    &aws::alb::TRIGGER,
    &aws::api_gateway_v1::TRIGGER,
    &aws::s3_in_sqs::TRIGGER,
    &aws::sns_in_sqs::TRIGGER,
    &aws::sqs::TRIGGER,
    &aws::s3::TRIGGER,
    &aws::sns::TRIGGER,
    &aws::dynamodb_streams::TRIGGER,
    &aws::kinesis::TRIGGER,
    &aws::event_bridge::TRIGGER,
    &aws::direct::TRIGGER,
];

/// Events of no known shape: all of it is what somebody sent.
const UNKNOWN: &Trigger = &Trigger {
    name: "unknown",
    recognizes: |_| true,
    fields: &[&[Field::caller("", Origin::Unknown)]],
    response: Response::Error,
};

/// The trigger of an event.
pub(crate) fn recognize(text: &[u8]) -> &'static Trigger {
    let event = Outline::of(text);
    ALL.iter().copied().find(|trigger| (trigger.recognizes)(&event)).unwrap_or(UNKNOWN)
}

/// What a blocked invocation answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Response {
    /// An HTTP response as API Gateway takes it.
    Gateway,
    /// An HTTP response as a load balancer takes it.
    LoadBalancer,
    /// Which records are to come again.
    Batch(Batch),
    /// Success: a failure would bring the same event again.
    Acknowledge,
    /// The error itself: whoever invokes directly reads it.
    Error,
}

/// How records of a batch are told apart and retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    /// Path in a record to what names it in `batchItemFailures`.
    pub(crate) identifier: &'static str,
    /// A failed record brings itself and all later ones again, as in a stream.
    pub(crate) ordered: bool,
}

/// Part of an event, and whose writing it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    path: &'static str,
    /// Only the token at the path itself, not what decoders find inside.
    exact: bool,
    origin: Origin,
    trust: Trust,
}

impl Field {
    /// Written by the caller, at the path and below.
    const fn caller(path: &'static str, origin: Origin) -> Self {
        Self { path, exact: false, origin, trust: Trust::Caller }
    }

    /// Written by the caller's software, or by what anybody may imitate.
    const fn ambient(path: &'static str, origin: Origin) -> Self {
        Self { path, exact: false, origin, trust: Trust::Ambient }
    }

    /// Written by the caller as a whole, while other fields say what is inside.
    const fn envelope(path: &'static str, origin: Origin) -> Self {
        Self { path, exact: true, origin, trust: Trust::Caller }
    }
}

/// Origin and trust of a place in an event of that kind.
pub(crate) fn place(trigger: &Trigger, path: &Path<'_>) -> (Origin, Trust) {
    for field in trigger.fields.iter().copied().flatten() {
        let fit = if field.path.is_empty() { Some(Fit::Below) } else { path.fit(field.path) };
        match fit {
            // The name of a field stands in every event of this kind.
            Some(Fit::Exact) if path.key => return (Origin::Platform, Trust::Platform),
            Some(Fit::Below) if field.exact => {}
            Some(Fit::Below) if field.origin == Origin::Header => return header(path, field),
            Some(_) => return (field.origin, field.trust),
            None => {}
        }
    }
    (Origin::Platform, Trust::Platform)
}

/// Whether whose writing a value is may depend on where inside a token it stands.
pub(crate) fn has_envelopes(trigger: &Trigger) -> bool {
    trigger.fields.iter().copied().flatten().any(|field| field.exact)
}

fn header(path: &Path<'_>, field: &Field) -> (Origin, Trust) {
    let mut names = path.segments.iter().filter_map(|segment| match segment {
        Segment::Name(name) => Some(name),
        Segment::Index(_) => None,
    });
    match names.nth(field.path.split('.').count()) {
        Some(name) if field.trust == Trust::Caller => headers::place(name),
        _ => (field.origin, field.trust),
    }
}
