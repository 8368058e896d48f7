//! What is reported.

use crate::{DetectorId, Evidence};
use alloc::{borrow::Cow, string::String, vec::Vec};

/// What was done about a detected attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The operation was refused.
    Blocked,
    /// The operation went ahead, and is on record.
    Recorded,
}

/// A layer of protection that was live when something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// The event is captured and its values are known.
    Event,
    /// Hooks in the process ask the engine.
    Hooks,
}

impl Outcome {
    /// The name in findings: `blocked`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Recorded => "recorded",
        }
    }
}

impl Layer {
    /// Every layer.
    pub const ALL: [Self; 2] = [Self::Event, Self::Hooks];

    /// The name in findings: `hooks`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Hooks => "hooks",
        }
    }
}

/// One detected attack with everything a reader needs to understand it and to react.
///
/// Texts are masked already: no value of a payload is in it unless the user asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Unique within the function's logs.
    pub id: String,
    /// Time of the operation, milliseconds since 1970-01-01 UTC.
    pub time: u64,
    /// Who objected.
    pub detector: DetectorId,
    /// What was done.
    pub outcome: Outcome,
    /// The evidence. Its text is masked.
    pub evidence: Evidence,
    /// The function that was called, in its own words: `fs.readFileSync`.
    pub sink: String,
    /// Name of the protected function.
    pub function: String,
    /// Id of the invocation.
    pub request_id: String,
    /// Trigger that delivered the event: `api_gateway_v2`.
    pub trigger: Cow<'static, str>,
    /// Layers that were live.
    pub layers: Vec<Layer>,
    /// The exact variable that would silence it for this function:
    /// `BUCKLER_EXCEPTIONS=sql_injection:pg.query:body.name`.
    pub silence: String,
}
