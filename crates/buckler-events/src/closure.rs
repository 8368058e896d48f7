//! Everything that decoders make of a text, and of what they made: a closure of a few levels.
//!
//! Each decoder is guarded by the classes of the bytes, so that a plain text is told in a few nanoseconds.

use crate::{
    Reason,
    walk::{Hint, MAX_DEPTH, Node, Walk},
};
use buckler_text::{
    classes::Classes,
    decode::{
        base64, gzip, hex, html, is_plausible, multipart, nfkc, pairs,
        percent::{self, Plus},
        strip,
    },
    json,
};
use buckler_types::{Decoder, ValueKind, ValueVisitor};

/// Bytes without which no decoder but base64 and hex has anything to do.
const DECODABLE: Classes = Classes::PERCENT
    .with(Classes::PLUS)
    .with(Classes::EQUALS)
    .with(Classes::AMPERSAND)
    .with(Classes::LESS)
    .with(Classes::CONTROL)
    .with(Classes::HIGH);

/// The shortest text that is taken for base64 where nothing says that it is.
const MIN_BASE64: usize = 8;

/// The shortest one where the name of the member says that it may be.
const MIN_HINTED_BASE64: usize = 4;

/// How often percent-encoding is taken off.
const MAX_PERCENT: u8 = 2;

/// Path segments and list elements that are handed out, at most.
const MAX_PIECES: usize = 32;

/// Whether no decoder has anything to do: true for most texts, and told without looking at their bytes again.
#[inline]
pub(crate) fn is_plain(text: &[u8], classes: Classes, hint: Hint) -> bool {
    !classes.has(DECODABLE.with(hint.classes())) && !begins_specially(text) && !may_be_encoded(text, classes, hint)
}

#[inline]
fn begins_specially(text: &[u8]) -> bool {
    match text.first() {
        Some(b'{' | b'[' | b'"' | b' ' | b'\n' | b'\r' | b'\t') => true,
        Some(b'e') => text.starts_with(b"eyJ"),
        Some(b'B') => text.starts_with(b"Bearer ") || text.starts_with(b"Basic "),
        Some(b'b') => text.starts_with(b"bearer ") || text.starts_with(b"basic "),
        Some(b'd') => text.starts_with(b"data:"),
        _ => false,
    }
}

#[inline]
fn may_be_encoded(text: &[u8], classes: Classes, hint: Hint) -> bool {
    !classes.has(Classes::NOT_BASE64)
        && text.len() >= if hint == Hint::Encoded { MIN_HINTED_BASE64 } else { MIN_BASE64 }
        && (!classes.has(Classes::NOT_HEX) || base64::is_probable(text))
}

impl<V: ValueVisitor + ?Sized> Walk<'_, V> {
    /// Hands out what decoders find. `true` when the text is a container of other values.
    pub(crate) fn decode(&mut self, text: &[u8], classes: Classes, kind: ValueKind, node: Node) -> bool {
        if node.chain.len() >= MAX_DEPTH {
            self.walked.miss(self.offset, Reason::Depth);
            return false;
        }
        let hint = core::mem::take(&mut self.hint);
        let container = self.contents(text, classes, hint, node);
        // What was split as it is must not be split once more behind another decoder: `%26` is no separator.
        let node = node.split_if(container);
        self.rewritten(text, classes, kind, node);
        self.encoded(text, classes, hint, kind, node);
        if hint == Hint::Path && classes.has(Classes::SLASH) {
            self.segments(text, node);
        }
        self.hint = hint;
        container
    }

    /// Values inside the text: JSON, token, multipart, form, cookies, list.
    fn contents(&mut self, text: &[u8], classes: Classes, hint: Hint, node: Node) -> bool {
        let mut found = false;
        if begins_specially(text) {
            found |= self.json(text, node)
                || self.credentials(text, node)
                || self.data_url(text, node)
                || self.token(text, node);
        }
        if classes.has(Classes::LINE_END) && classes.has(Classes::EQUALS) {
            found |= self.multipart(text, node);
        }
        if classes.has(Classes::EQUALS) && !found && !node.split {
            found |= hint != Hint::Cookie && self.form(text, node);
            found |= classes.has(Classes::SEMICOLON) && self.parameters(text, node);
        }
        if hint == Hint::List && classes.has(Classes::COMMA) {
            found |= self.list(text, node);
        }
        found
    }

    fn json(&mut self, text: &[u8], node: Node) -> bool {
        let Some(node) = node.then(Decoder::Json).filter(|_| json::looks_like_json(text)) else { return false };
        if !self.grant(text.len()) {
            return false;
        }
        let before = self.walked.values;
        let (faults, _) = self.tokens(text, node);
        if faults > 0 {
            self.walked.miss(self.offset, Reason::Malformed);
        }
        faults == 0 && self.walked.values > before
    }

    /// `Bearer …` and `Basic …`.
    fn credentials(&mut self, text: &[u8], node: Node) -> bool {
        let Some((scheme, credentials)) = text.split_at_checked(6) else { return false };
        let credentials = match scheme.to_ascii_lowercase().as_slice() {
            b"bearer" | b"basic " => credentials.trim_ascii_start(),
            _ => return false,
        };
        let Some(node) = node.then(Decoder::Header) else { return false };
        self.hint = Hint::Encoded;
        self.part(credentials, ValueKind::Text, node);
        self.hint = Hint::None;
        true
    }

    /// `data:text/plain;base64,…`
    fn data_url(&mut self, text: &[u8], node: Node) -> bool {
        let Some(node) = node.then(Decoder::Base64).filter(|_| text.starts_with(b"data:")) else { return false };
        let Some(comma) = text.iter().take(100).position(|byte| *byte == b',') else { return false };
        let (kind, content) = text.split_at_checked(comma).unwrap_or_default();
        let content = content.get(1..).unwrap_or_default();
        kind.ends_with(b";base64") && self.derived(ValueKind::Text, node, |out| base64::decode(content, out))
    }

    /// Header and payload of a JSON Web Token.
    fn token(&mut self, text: &[u8], node: Node) -> bool {
        let Some(node) = node.then(Decoder::Jwt).filter(|_| text.starts_with(b"eyJ")) else { return false };
        if text.iter().filter(|byte| **byte == b'.').count() != 2 {
            return false;
        }
        let mut found = false;
        for part in text.split(|byte| *byte == b'.').take(2) {
            found |= self.derived(ValueKind::Text, node, |out| base64::decode(part, out));
        }
        found
    }

    fn multipart(&mut self, text: &[u8], node: Node) -> bool {
        let (Some(parts), Some(node)) = (multipart::parts(text), node.then(Decoder::Multipart)) else { return false };
        let mut found = false;
        for part in parts {
            for parameter in part.disposition() {
                found = true;
                self.part(parameter.value, ValueKind::Text, node);
            }
            self.part(part.content, ValueKind::Text, node);
        }
        found
    }

    /// Names and values of a form or query. A URL that has a query is not made of it, so it is no container.
    fn form(&mut self, text: &[u8], node: Node) -> bool {
        let (Some(query), Some(node)) = (pairs::query(text), node.then(Decoder::Form)) else { return false };
        for pair in pairs::form(query) {
            self.field(pair.name, ValueKind::Key, node);
            self.field(pair.value, ValueKind::Text, node);
        }
        query.len() == text.len()
    }

    /// One name or value of a form: as it is written, and decoded.
    fn field(&mut self, field: &[u8], kind: ValueKind, node: Node) {
        let decodable = Classes::PERCENT.with(Classes::PLUS);
        let decoded = node.percent_off();
        if node.percent < MAX_PERCENT
            && Classes::of(field).has(decodable)
            && self.derived(kind, decoded, |out| percent::decode(field, Plus::Space, out))
        {
            self.emit(field, kind, node.chain, false);
        } else {
            self.part(field, kind, node);
        }
    }

    /// Cookies, and parameters of a header.
    fn parameters(&mut self, text: &[u8], node: Node) -> bool {
        let Some(node) = node.then(Decoder::Header).filter(|_| pairs::is_parameters(text)) else { return false };
        for pair in pairs::parameters(text) {
            self.part(pair.name, ValueKind::Key, node);
            self.part(pair.value, ValueKind::Text, node);
        }
        true
    }

    fn list(&mut self, text: &[u8], node: Node) -> bool {
        let Some(node) = node.then(Decoder::Header) else { return false };
        for element in pairs::list(text).take(MAX_PIECES) {
            self.part(element, ValueKind::Text, node);
        }
        true
    }

    /// Segments of a path, which a router decodes and hands on one by one.
    fn segments(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Url) else { return };
        for segment in text.split(|byte| *byte == b'/').take(MAX_PIECES) {
            self.part(segment, ValueKind::Text, node);
        }
    }

    /// Other writings of the same text: percent-encoding, character references, compatibility characters, markup and
    /// control characters. All but percent-encoding at most once in a chain: their order makes no difference.
    fn rewritten(&mut self, text: &[u8], classes: Classes, kind: ValueKind, node: Node) {
        if classes.has(Classes::PERCENT.with(Classes::PLUS)) && node.percent < MAX_PERCENT {
            self.percent(text, classes, kind, node);
        }
        if classes.has(Classes::AMPERSAND) {
            self.once(Decoder::Html, kind, node, |out| html::decode(text, out));
        }
        if classes.has(Classes::LESS) {
            self.once(Decoder::Tags, kind, node, |out| strip::tags(text, out));
        }
        if classes.has(Classes::CONTROL) {
            self.once(Decoder::Controls, kind, node, |out| strip::controls(text, out));
        }
        if classes.has(Classes::HIGH) {
            if core::str::from_utf8(text).is_err() {
                self.walked.miss(self.offset, Reason::InvalidUtf8);
            }
            self.once(Decoder::Nfkc, kind, node, |out| nfkc::decode(text, out));
        }
    }

    /// With `+` kept and with `+` read as a space. Behind a first pass, a `+` is one that was written `%2B`.
    fn percent(&mut self, text: &[u8], classes: Classes, kind: ValueKind, node: Node) {
        let first = node.percent == 0;
        for (decoder, plus, class) in
            [(Decoder::Url, Plus::Keep, Classes::PERCENT), (Decoder::Form, Plus::Space, Classes::PLUS)]
        {
            if !classes.has(class) || plus == Plus::Space && !first {
                continue;
            }
            if let Some(node) = node.then(decoder) {
                self.derived(kind, node.percent_off(), |out| percent::decode(text, plus, out));
            }
        }
    }

    fn once(
        &mut self,
        decoder: Decoder,
        kind: ValueKind,
        node: Node,
        decode: impl FnOnce(&mut alloc::vec::Vec<u8>) -> bool,
    ) {
        if node.used(decoder) {
            return;
        }
        if let Some(node) = node.then(decoder) {
            self.derived(kind, node, decode);
        }
    }

    /// Whole texts that stand for bytes: base64, hexadecimal digits, compressed streams.
    fn encoded(&mut self, text: &[u8], classes: Classes, hint: Hint, kind: ValueKind, node: Node) {
        if gzip::is_compressed(text) {
            self.compressed(text, node);
        }
        if !may_be_encoded(text, classes, hint) && !hex::is_prefixed(text) {
            return;
        }
        if let Some(node) = node.then(Decoder::Hex) {
            self.derived(kind, node, |out| hex::decode(text, out));
        }
        if let Some(node) = node.then(Decoder::Base64) {
            self.derived(kind, node, |out| {
                base64::decode(text, out) && (is_plausible(out) || gzip::is_compressed(out))
            });
        }
    }

    fn compressed(&mut self, stream: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Gzip) else { return };
        let Some((bytes, complete)) = gzip::decode(stream, self.grantable()) else { return };
        if !complete {
            self.walked.miss(self.offset, Reason::Inflate);
        }
        self.part(&bytes, ValueKind::Text, node);
    }
}
