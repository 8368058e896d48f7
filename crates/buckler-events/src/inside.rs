//! Where inside a token a decoded value stands: the way of the decoders, gone once more.

use crate::path::{Follower, Path, Segment, unescaped};
use alloc::{borrow::Cow, vec::Vec};
use buckler_text::{
    decode::{
        base64, gzip, hex, html, multipart, nfkc, pairs,
        percent::{self, Plus},
        strip,
    },
    json::Token,
};
use buckler_types::{Decoder, DecoderChain};

/// Whether a value is a field of a form.
pub(crate) fn is_form(chain: DecoderChain) -> bool {
    chain.contains(Decoder::Form) || chain.contains(Decoder::Multipart)
}

/// Extends the path of a token by the way to the value that the chain made of it. Leaves it alone when the value is not
/// found before the budget, in bytes looked at, is spent.
pub(crate) fn extend<'a>(path: &mut Path<'a>, raw: &'a [u8], chain: DecoderChain, wanted: &[u8], budget: &mut usize) {
    if raw.len() > *budget {
        return;
    }
    let steps: Vec<Decoder> = chain.iter().collect();
    let mut search = Search { wanted, budget, way: Vec::new() };
    if search.find(&unescaped(raw), &steps) {
        path.key = search.way.last().is_some_and(|step| step.key);
        for step in search.way {
            step.segments.into_iter().for_each(|segment| path.push(segment));
        }
    }
}

struct Search<'w> {
    wanted: &'w [u8],
    budget: &'w mut usize,
    way: Vec<Step>,
}

/// What one decoder adds to a path.
struct Step {
    segments: Vec<Segment<'static>>,
    key: bool,
}

impl Search<'_> {
    fn find(&mut self, text: &[u8], steps: &[Decoder]) -> bool {
        let Some(budget) = self.budget.checked_sub(text.len() + 1) else { return false };
        *self.budget = budget;
        let Some((step, rest)) = steps.split_first() else { return text.eq_ignore_ascii_case(self.wanted) };
        match step {
            Decoder::Json => self.json(text, rest),
            Decoder::Form => {
                let query = pairs::query(text).unwrap_or(text);
                pairs::form(query).any(|pair| self.pair(pair, rest))
            }
            Decoder::Header => self.header(text, rest),
            Decoder::Multipart => {
                multipart::parts(text).is_some_and(|mut parts| parts.any(|part| self.part(part, rest)))
            }
            Decoder::Segment => {
                text.split(|byte| *byte == b'/').any(|segment| self.find(segment, rest))
                    || pairs::odd_elements(text).any(|element| self.find(element, rest))
            }
            Decoder::Jwt => {
                text.split(|byte| *byte == b'.').take(2).any(|part| self.rewritten(part, rest, base64::decode))
            }
            Decoder::Url => {
                self.rewritten(text, rest, |text, out| percent::decode(text, Plus::Keep, out))
                    || self.rewritten(text, rest, |text, out| percent::decode(text, Plus::Space, out))
            }
            Decoder::Base64 => {
                let content = data_of_url(text).unwrap_or(text);
                self.rewritten(content, rest, base64::decode)
            }
            Decoder::Hex => self.rewritten(text, rest, hex::decode),
            Decoder::Gzip => gzip::decode(text, *self.budget).is_some_and(|(text, _)| self.find(&text, rest)),
            Decoder::Html => self.rewritten(text, rest, html::decode),
            Decoder::Nfkc => self.rewritten(text, rest, nfkc::decode),
            Decoder::Tags => self.rewritten(text, rest, strip::tags),
            Decoder::Controls => self.rewritten(text, rest, strip::controls) || self.rewritten(text, rest, strip::runs),
        }
    }

    fn rewritten(&mut self, text: &[u8], rest: &[Decoder], decode: impl FnOnce(&[u8], &mut Vec<u8>) -> bool) -> bool {
        let mut out = Vec::new();
        decode(text, &mut out) && self.find(&out, rest)
    }

    fn json(&mut self, text: &[u8], rest: &[Decoder]) -> bool {
        let mut follower = Follower::new(text);
        while let Some((_, token)) = follower.next_value() {
            let found = self.within(|search| match token {
                Token::Text(text) => search.find(&unescaped(text.raw), rest),
                Token::Number { bytes, .. } => search.find(bytes, rest),
                _ => false,
            });
            if let Some(inner) = found {
                let path = follower.path(token);
                let segments = path.segments.into_iter().map(owned).collect();
                self.way.push(Step { segments, key: path.key && rest.is_empty() });
                self.way.extend(inner);
                return true;
            }
            follower.pass(token);
        }
        false
    }

    /// Searches deeper; gives the way found there.
    fn within(&mut self, find: impl FnOnce(&mut Self) -> bool) -> Option<Vec<Step>> {
        let before = core::mem::take(&mut self.way);
        let found = find(self);
        let inner = core::mem::replace(&mut self.way, before);
        found.then_some(inner)
    }

    fn pair(&mut self, pair: pairs::Pair<'_>, rest: &[Decoder]) -> bool {
        self.named(pair.name, pair.name, true, rest) || self.named(pair.name, pair.value, false, rest)
    }

    fn part(&mut self, part: multipart::Part<'_>, rest: &[Decoder]) -> bool {
        let name = part.name().unwrap_or_default();
        part.disposition().any(|parameter| self.named(name, parameter.value, false, rest))
            || self.named(name, part.content, false, rest)
    }

    fn header(&mut self, text: &[u8], rest: &[Decoder]) -> bool {
        if text.contains(&b'=') && pairs::parameters(text).any(|pair| self.pair(pair, rest)) {
            return true;
        }
        let credentials = text.split_at_checked(6).map_or(text, |(_, rest)| rest.trim_ascii_start());
        self.find(credentials, rest) || pairs::list(text).any(|element| self.find(element, rest))
    }

    /// Searches what stands behind a name.
    fn named(&mut self, name: &[u8], text: &[u8], key: bool, rest: &[Decoder]) -> bool {
        let Some(inner) = self.within(|search| search.find(text, rest)) else { return false };
        let mut decoded = Vec::new();
        let name = if percent::decode(name, Plus::Space, &mut decoded) { decoded } else { name.to_vec() };
        let segments = if name.is_empty() { Vec::new() } else { alloc::vec![Segment::Name(Cow::Owned(name))] };
        self.way.push(Step { segments, key });
        self.way.extend(inner);
        true
    }
}

fn owned(segment: Segment<'_>) -> Segment<'static> {
    match segment {
        Segment::Name(name) => Segment::Name(Cow::Owned(name.into_owned())),
        Segment::Index(index) => Segment::Index(index),
    }
}

/// What stands behind the comma of `data:…;base64,…`.
fn data_of_url(text: &[u8]) -> Option<&[u8]> {
    let comma = text.strip_prefix(b"data:")?.iter().position(|byte| *byte == b',')?;
    text.get(b"data:".len() + comma + 1..)
}
