//! The event as it stands in the line. Field names are the schema's.

use crate::{CLASS, ParseError, SCHEMA_VERSION};
use alloc::{borrow::Cow, string::String, vec::Vec};
use buckler_types::{
    Decoder, DecoderChain, DetectorId, Evidence, Finding, Input, Layer, Location, OperationKind, Origin, Outcome, Trust,
};
use core::ops::Range;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(crate) struct Event<'a> {
    class_uid: u32,
    class_name: &'a str,
    category_uid: u32,
    category_name: &'a str,
    activity_id: u32,
    activity_name: &'a str,
    type_uid: u32,
    time: u64,
    severity_id: u32,
    severity: &'a str,
    is_alert: bool,
    action_id: u32,
    action: &'a str,
    disposition_id: u32,
    disposition: &'a str,
    #[serde(borrow)]
    message: Cow<'a, str>,
    metadata: Metadata<'a>,
    finding_info: Info<'a>,
    resources: [Resource<'a>; 1],
    vulnerabilities: [Vulnerability; 1],
    evidences: [Artifact<'a>; 1],
    unmapped: Unmapped<'a>,
}

#[derive(Serialize, Deserialize)]
struct Metadata<'a> {
    version: &'a str,
    product: Product<'a>,
    profiles: [&'a str; 1],
    #[serde(borrow)]
    correlation_uid: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct Product<'a> {
    name: &'a str,
    vendor_name: &'a str,
    version: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct Info<'a> {
    #[serde(borrow)]
    uid: Cow<'a, str>,
    title: Cow<'a, str>,
    types: [Cow<'a, str>; 1],
    analytic: Analytic<'a>,
}

#[derive(Serialize, Deserialize)]
struct Analytic<'a> {
    type_id: u32,
    r#type: &'a str,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct Resource<'a> {
    r#type: &'a str,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct Vulnerability {
    cwe: Cwe,
}

#[derive(Serialize, Deserialize)]
struct Cwe {
    uid: String,
}

#[derive(Serialize, Deserialize)]
struct Artifact<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    data: Data<'a>,
}

#[derive(Serialize, Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    argument: Option<u32>,
    range: [u32; 2],
    tokens: Vec<[u32; 2]>,
    reason: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    input: Option<WireInput<'a>>,
    #[serde(skip_serializing_if = "core::ops::Not::not", default)]
    coarse: bool,
}

#[derive(Serialize, Deserialize)]
struct WireInput<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    origin: Cow<'a, str>,
    trust: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    record: Option<u32>,
    decoders: Vec<Cow<'a, str>>,
    length: u32,
}

#[derive(Serialize, Deserialize)]
struct Unmapped<'a> {
    #[serde(borrow)]
    buckler: Extra<'a>,
}

#[derive(Serialize, Deserialize)]
struct Extra<'a> {
    #[serde(borrow)]
    trigger: Cow<'a, str>,
    layers: Vec<Cow<'a, str>>,
    silence: Cow<'a, str>,
    #[serde(skip_serializing_if = "is_zero", default)]
    cut: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(cut: &u8) -> bool {
    *cut == 0
}

const TRUSTS: [(Trust, &str); 3] =
    [(Trust::Caller, "caller"), (Trust::Ambient, "ambient"), (Trust::Platform, "platform")];

impl<'a> Event<'a> {
    /// Each step of cutting drops more of what is long; the last one leaves only what is bounded.
    pub(crate) const DEEPEST_CUT: u8 = 4;

    pub(crate) fn new(finding: &'a Finding, cut: u8) -> Self {
        let blocked = finding.outcome == Outcome::Blocked;
        let name = finding.detector.name();
        Self {
            class_uid: CLASS,
            class_name: "Detection Finding",
            category_uid: 2,
            category_name: "Findings",
            activity_id: 1,
            activity_name: "Create",
            type_uid: CLASS * 100 + 1,
            time: finding.time,
            severity_id: 4,
            severity: "High",
            is_alert: true,
            action_id: if blocked { 2 } else { 3 },
            action: if blocked { "Denied" } else { "Observed" },
            disposition_id: if blocked { 2 } else { 17 },
            disposition: if blocked { "Blocked" } else { "Logged" },
            message: message(finding, cut),
            metadata: Metadata {
                version: SCHEMA_VERSION,
                product: Product {
                    name: "Buckler",
                    vendor_name: "Buckler",
                    version: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
                },
                profiles: ["security_control"],
                correlation_uid: short(&finding.request_id, cut),
            },
            finding_info: Info {
                uid: short(&finding.id, cut),
                title: Cow::Borrowed(title(finding.detector)),
                types: [Cow::Borrowed(name)],
                analytic: Analytic { type_id: 1, r#type: "Rule", name: Cow::Borrowed(name) },
            },
            resources: [Resource { r#type: "AWS::Lambda::Function", name: short(&finding.function, cut) }],
            vulnerabilities: [Vulnerability { cwe: Cwe { uid: alloc::format!("CWE-{}", finding.detector.cwe()) } }],
            evidences: [Artifact { name: short(&finding.sink, cut), data: Data::new(&finding.evidence, cut) }],
            unmapped: Unmapped {
                buckler: Extra {
                    trigger: Cow::Borrowed(&finding.trigger),
                    layers: finding.layers.iter().map(|layer| Cow::Borrowed(layer.name())).collect(),
                    silence: short(&finding.silence, cut),
                    cut,
                },
            },
        }
    }

    pub(crate) fn finding(self) -> Result<Finding, ParseError> {
        if self.class_uid != CLASS {
            return Err(ParseError::OtherClass(self.class_uid));
        }
        let [name] = self.finding_info.types;
        let detector = DetectorId::from_name(&name).ok_or(ParseError::UnknownWord)?;
        let [artifact] = self.evidences;
        let [resource] = self.resources;
        let extra = self.unmapped.buckler;
        Ok(Finding {
            id: self.finding_info.uid.into_owned(),
            time: self.time,
            detector,
            outcome: if self.action_id == 2 { Outcome::Blocked } else { Outcome::Recorded },
            evidence: artifact.data.evidence(detector)?,
            sink: artifact.name.into_owned(),
            function: resource.name.into_owned(),
            request_id: self.metadata.correlation_uid.into_owned(),
            trigger: Cow::Owned(extra.trigger.into_owned()),
            layers: extra.layers.iter().map(|name| known(Layer::ALL, Layer::name, name)).collect::<Result<_, _>>()?,
            silence: extra.silence.into_owned(),
        })
    }
}

impl<'a> Data<'a> {
    fn new(evidence: &'a Evidence, cut: u8) -> Self {
        let window = window(evidence, cut);
        let shift = window.start as u32;
        let most = match cut {
            0 => usize::MAX,
            1 | 2 => 16,
            _ => 0,
        };
        let inside = |token: &&Range<u32>| token.start >= shift && token.end as usize <= window.end;
        let tokens = evidence.tokens.iter().filter(inside).take(most);
        Self {
            kind: Cow::Borrowed(evidence.kind.name()),
            text: Cow::Borrowed(evidence.text.get(window.clone()).unwrap_or_default()),
            argument: evidence.argument,
            range: [
                evidence.range.start.saturating_sub(shift),
                evidence.range.end.min(window.end as u32).saturating_sub(shift),
            ],
            tokens: tokens.map(|token| [token.start - shift, token.end - shift]).collect(),
            reason: Cow::Borrowed(&evidence.reason),
            input: evidence.input.as_ref().map(|input| WireInput::new(input, cut)),
            coarse: evidence.coarse,
        }
    }

    fn evidence(self, detector: DetectorId) -> Result<Evidence, ParseError> {
        let [start, end] = self.range;
        Ok(Evidence {
            detector,
            kind: known(KINDS, OperationKind::name, &self.kind)?,
            text: self.text.into_owned(),
            argument: self.argument,
            range: start..end,
            tokens: self.tokens.into_iter().map(|[start, end]| start..end).collect(),
            reason: Cow::Owned(self.reason.into_owned()),
            input: self.input.map(WireInput::input).transpose()?,
            coarse: self.coarse,
        })
    }
}

impl<'a> WireInput<'a> {
    fn new(input: &'a Input, cut: u8) -> Self {
        let trust = TRUSTS.iter().find(|(trust, _)| *trust == input.location.trust);
        Self {
            path: short(&input.location.path, cut),
            origin: Cow::Borrowed(input.location.origin.name()),
            trust: Cow::Borrowed(trust.map_or("caller", |(_, name)| name)),
            record: input.location.record,
            decoders: input.chain.iter().map(|decoder| Cow::Borrowed(decoder.name())).collect(),
            length: input.length,
        }
    }

    fn input(self) -> Result<Input, ParseError> {
        let trust = TRUSTS.iter().find(|(_, name)| *name == self.trust).ok_or(ParseError::UnknownWord)?.0;
        let mut chain = DecoderChain::new();
        for name in &self.decoders {
            chain = chain.then(known(Decoder::ALL, Decoder::name, name)?).ok_or(ParseError::UnknownWord)?;
        }
        let location = Location {
            path: self.path.into_owned(),
            origin: known(Origin::ALL, Origin::name, &self.origin)?,
            trust,
            record: self.record,
        };
        Ok(Input { location, chain, length: self.length })
    }
}

const KINDS: [OperationKind; 10] = [
    OperationKind::Sql,
    OperationKind::Shell,
    OperationKind::Exec,
    OperationKind::Path,
    OperationKind::Url,
    OperationKind::Connect,
    OperationKind::Code,
    OperationKind::AwsCall,
    OperationKind::Response,
    OperationKind::LogWrite,
];

fn known<T: Copy, const N: usize>(all: [T; N], name: fn(T) -> &'static str, word: &str) -> Result<T, ParseError> {
    all.into_iter().find(|item| name(*item) == word).ok_or(ParseError::UnknownWord)
}

const fn title(detector: DetectorId) -> &'static str {
    match detector {
        DetectorId::SqlInjection => "SQL injection",
        DetectorId::CommandInjection => "Command injection",
        DetectorId::PathTraversal => "Path traversal or illegal file access",
        DetectorId::Ssrf => "Server-side request forgery",
        DetectorId::CodeInjection => "Code injection",
        _ => "Attack",
    }
}

fn message(finding: &Finding, cut: u8) -> Cow<'_, str> {
    let title = title(finding.detector);
    let done = finding.outcome.name();
    match cut {
        0 => Cow::Owned(alloc::format!("{title} {done} at {}: {}", finding.sink, finding.evidence.sentence())),
        _ => Cow::Owned(alloc::format!("{title} {done}: {}", finding.evidence.reason)),
    }
}

/// The part of the judged text that stays.
fn window(evidence: &Evidence, cut: u8) -> Range<usize> {
    let margin = match cut {
        0 => return 0..evidence.text.len(),
        1 => 600,
        2 => 200,
        _ => return 0..0,
    };
    let start = (evidence.range.start as usize).saturating_sub(margin);
    let end = (evidence.range.end as usize).min(evidence.range.start as usize + margin) + margin;
    floor(&evidence.text, start)..floor(&evidence.text, end)
}

/// Names are kept whole until cutting has begun.
fn short(text: &str, cut: u8) -> Cow<'_, str> {
    let most = match cut {
        0 => return Cow::Borrowed(text),
        1 => 256,
        2 => 128,
        3 => 64,
        _ => 24,
    };
    Cow::Borrowed(text.get(..floor(text, most)).unwrap_or_default())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
