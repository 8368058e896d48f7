//! The outer members of an event, found in one pass, however large it is.

use crate::{lookup::Json, path::unescaped};
use alloc::{borrow::Cow, vec::Vec};

/// What triggers are recognized by.
pub(crate) struct Outline<'a> {
    members: Vec<(&'a [u8], Json<'a>)>,
}

/// Events of known shape have fewer members.
const MAX_MEMBERS: usize = 32;

impl<'a> Outline<'a> {
    pub(crate) fn of(text: &'a [u8]) -> Self {
        Self { members: Json::new(text).members().take(MAX_MEMBERS).collect() }
    }

    /// Whether there is a member at that dotted path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.at(path).is_some()
    }

    /// The string at that dotted path.
    pub(crate) fn text_at(&self, path: &str) -> Option<&'a [u8]> {
        self.at(path)?.text()
    }

    /// The first element of `Records`.
    pub(crate) fn record(&self) -> Option<Json<'a>> {
        self.at("Records")?.elements().next()
    }

    /// Whether the records come from that service.
    pub(crate) fn comes_from(&self, service: &str) -> bool {
        let source =
            self.record().and_then(|record| record.text_at("eventSource").or_else(|| record.text_at("EventSource")));
        source == Some(service.as_bytes())
    }

    /// The body of the first record.
    pub(crate) fn body(&self) -> Option<Cow<'a, [u8]>> {
        self.record()?.text_at("body").map(unescaped)
    }

    fn at(&self, path: &str) -> Option<Json<'a>> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let (_, member) = self.members.iter().find(|(known, _)| *known == name.as_bytes())?;
        rest.map_or(Some(*member), |rest| member.at(rest))
    }
}
