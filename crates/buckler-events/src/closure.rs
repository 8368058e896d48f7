//! Everything that decoders make of a text, and of what they made: a closure of a few levels.
//!
//! Each decoder is guarded by the classes of the bytes, so that a plain text is told in a few nanoseconds.

use crate::{
    Reason,
    walk::{Hint, MAX_DEPTH, Node, Walk},
};
use alloc::vec::Vec;
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
    .with(Classes::BREAK)
    .with(Classes::COMMA)
    .with(Classes::SEPARATOR)
    .with(Classes::HIGH);

/// Bytes at which applications split texts.
const SEPARATORS: Classes = Classes::COMMA.with(Classes::SEPARATOR).with(Classes::BREAK);

/// The shortest text that is taken for base64 where nothing says that it is.
const MIN_BASE64: usize = 6;

/// The shortest one where the name of the member says that it may be.
const MIN_HINTED_BASE64: usize = 4;

/// How often percent-encoding is taken off.
const MAX_PERCENT: u8 = 2;

/// What may stand before the comma of a `data:` URL.
const LONGEST_DATA_HEADER: usize = 100;

/// Whether no decoder has anything to do: true for most texts, and told without looking at their bytes again.
#[inline]
pub(crate) fn is_plain(text: &[u8], classes: Classes, hint: Hint) -> bool {
    let decodable = classes.has(DECODABLE.with(hint.classes()))
        || begins_specially(text)
        || may_be_encoded(text, classes, hint)
        || classes.has(Classes::BLANK) && strip::has_double_blank(text);
    !decodable
}

#[inline]
fn begins_specially(text: &[u8]) -> bool {
    match text.first() {
        Some(b'{' | b'[' | b'"' | b' ' | b'\n' | b'\r' | b'\t') => true,
        Some(b'e') => text.starts_with(b"eyJ"),
        Some(b'B') => text.starts_with(b"Bearer ") || text.starts_with(b"Basic "),
        Some(b'b') => text.starts_with(b"bearer ") || text.starts_with(b"basic "),
        Some(b'd') => text.starts_with(b"data:"),
        Some(b'0') => hex::is_prefixed(text),
        _ => false,
    }
}

#[inline]
fn may_be_encoded(text: &[u8], classes: Classes, hint: Hint) -> bool {
    !classes.has(Classes::NOT_BASE64)
        && text.len() >= if hint == Hint::Encoded { MIN_HINTED_BASE64 } else { MIN_BASE64 }
        && (!classes.has(Classes::NOT_HEX) || base64::is_probable(text))
}

/// Values inside a text, as far as a look at it tells.
#[derive(Clone, Copy, Debug, Default)]
struct Contents<'t> {
    json: bool,
    /// Behind `Bearer` or `Basic`.
    credentials: Option<&'t [u8]>,
    /// A JSON Web Token.
    token: bool,
    multipart: bool,
    /// Names and values; the whole text, or the query of a URL.
    query: Option<&'t [u8]>,
    /// Cookies, or parameters of a header.
    parameters: bool,
    list: bool,
}

impl<'t> Contents<'t> {
    fn of(text: &'t [u8], classes: Classes, hint: Hint, split: bool) -> Self {
        if split {
            return Self::default();
        }
        let mut contents = Self { list: hint == Hint::List && classes.has(Classes::COMMA), ..Self::default() };
        if begins_specially(text) {
            contents.json = json::looks_like_json(text);
            contents.credentials = credentials(text);
            contents.token = text.starts_with(b"eyJ") && text.iter().filter(|byte| **byte == b'.').count() == 2;
        }
        if contents.json || !classes.has(Classes::EQUALS) {
            return contents;
        }
        contents.multipart = classes.has(Classes::BREAK) && multipart::parts(text).is_some();
        if contents.multipart {
            return contents;
        }
        contents.query = pairs::query(text).filter(|_| hint != Hint::Cookie);
        contents.parameters = hint == Hint::Cookie || classes.has(Classes::SEPARATOR) && pairs::is_parameters(text);
        contents
    }

    /// Whether the text is made of those values. A URL is not made of its query.
    fn fill(&self, text: &[u8]) -> bool {
        self.json
            || self.credentials.is_some()
            || self.token
            || self.multipart
            || self.parameters
            || self.list
            || self.query.is_some_and(|query| query.len() == text.len())
    }
}

/// Decodes what may be base64, unless rubbish comes out.
fn decode_base64(text: &[u8], out: &mut Vec<u8>) -> bool {
    base64::decode(text, out) && (is_plausible(out) || gzip::is_compressed(out))
}

/// What stands behind `Bearer` or `Basic`.
fn credentials(text: &[u8]) -> Option<&[u8]> {
    let (scheme, rest) = text.split_at_checked(6)?;
    let known = scheme.eq_ignore_ascii_case(b"bearer") || scheme.eq_ignore_ascii_case(b"basic ");
    known.then(|| rest.trim_ascii_start())
}

impl<V: ValueVisitor + ?Sized> Walk<'_, V> {
    /// Hands out a text that is not plain, then all that decoders find: depth first.
    #[inline(never)]
    pub(crate) fn decodable(&mut self, text: &[u8], classes: Classes, kind: ValueKind, node: Node) {
        if gzip::is_compressed(text) {
            self.emit(text, kind, node.chain, true);
            return self.compressed(text, node);
        }
        let hint = core::mem::take(&mut self.hint);
        let contents = Contents::of(text, classes, hint, node.split);
        let filled = contents.fill(text);
        self.emit(text, kind, node.chain, filled || node.split);
        if node.chain.len() < MAX_DEPTH {
            // What was split as it is must not be split once more behind another decoder: `%26` is no separator.
            let rewriting = Node { split: node.split || filled, ..node };
            let node = Node { split: false, ..node };
            // A whole JSON document is read, not rewritten: its texts are, one by one.
            if !self.contents(text, contents, node) {
                self.rewritten(text, classes, kind, rewriting);
                if !rewriting.split && classes.has(SEPARATORS) {
                    self.elements(text, node);
                }
            }
            self.encoded(text, classes, hint, kind, node);
            if hint == Hint::Path && classes.has(Classes::SLASH) {
                self.segments(text, node);
            }
        } else if filled || classes.has(Classes::PERCENT) || may_be_encoded(text, classes, hint) {
            self.walked.miss(self.offset, Reason::Depth);
        }
        self.hint = hint;
    }

    /// Hands out what is inside. `true` when the text is JSON from its first byte to its last.
    fn contents(&mut self, text: &[u8], contents: Contents<'_>, node: Node) -> bool {
        if contents.json {
            return self.json(text, node);
        }
        if let Some(credentials) = contents.credentials {
            self.credentials(credentials, node);
        }
        if contents.token {
            self.token(text, node);
        }
        if contents.multipart {
            self.multipart(text, node);
        }
        if let Some(query) = contents.query {
            self.form(query, node);
        }
        if contents.parameters {
            self.parameters(text, node);
        }
        if contents.list {
            self.list(text, node);
        }
        false
    }

    fn json(&mut self, text: &[u8], node: Node) -> bool {
        let Some(node) = node.then(Decoder::Json) else { return false };
        if !self.grant(text.len()) {
            return false;
        }
        let (faults, _) = self.tokens(text, node);
        if faults > 0 {
            self.walked.miss(self.offset, Reason::Malformed);
        }
        faults == 0
    }

    fn credentials(&mut self, credentials: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Header) else { return };
        self.hint = Hint::Encoded;
        self.part(credentials, ValueKind::Text, node);
        self.hint = Hint::None;
    }

    /// Header and payload of a JSON Web Token.
    fn token(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Jwt) else { return };
        for part in text.split(|byte| *byte == b'.').take(2) {
            self.derived(ValueKind::Text, node, |out| base64::decode(part, out));
        }
    }

    fn multipart(&mut self, text: &[u8], node: Node) {
        let (Some(parts), Some(node)) = (multipart::parts(text), node.then(Decoder::Multipart)) else { return };
        for part in parts {
            for parameter in part.disposition() {
                self.part(parameter.value, ValueKind::Text, node);
            }
            self.part(part.content, ValueKind::Text, node);
        }
    }

    fn form(&mut self, query: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Form) else { return };
        let node = Node { plus_is_plus: false, ..node };
        for pair in pairs::form(query) {
            self.part(pair.name, ValueKind::Key, node);
            self.part(pair.value, ValueKind::Text, node);
        }
    }

    fn parameters(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Header) else { return };
        for pair in pairs::parameters(text) {
            self.part(pair.name, ValueKind::Key, node);
            self.part(pair.value, ValueKind::Text, node);
        }
    }

    fn list(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Header) else { return };
        for element in pairs::list(text) {
            self.part(element, ValueKind::Text, node);
        }
    }

    /// The odd element of a list: too short to be found as part of the text.
    fn elements(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Segment) else { return };
        for element in pairs::odd_elements(text) {
            if self.grant(element.len()) {
                self.emit(element, ValueKind::Text, node.chain, false);
            }
        }
    }

    /// Segments of a path, which a router decodes and hands on one by one.
    fn segments(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Segment) else { return };
        for segment in text.split(|byte| *byte == b'/') {
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
        // Line ends are taken out of what may be a URL, and made blanks in what may be prose.
        let broken = classes.has(Classes::BREAK);
        if classes.has(Classes::CONTROL) || broken && !classes.has(Classes::BLANK) {
            self.once(Decoder::Controls, kind, node, |out| strip::controls(text, out));
            self.once(Decoder::Controls, kind, node, |out| strip::invisible_controls(text, out));
        }
        if broken || classes.has(Classes::BLANK) && strip::has_double_blank(text) {
            self.once(Decoder::Controls, kind, node, |out| strip::runs(text, out));
        }
        if classes.has(Classes::HIGH) {
            if node.chain.is_empty() && core::str::from_utf8(text).is_err() {
                self.walked.miss(self.offset, Reason::InvalidUtf8);
            }
            self.once(Decoder::Nfkc, kind, node, |out| nfkc::decode(text, out));
        }
    }

    /// With `+` kept and with `+` read as a space.
    fn percent(&mut self, text: &[u8], classes: Classes, kind: ValueKind, node: Node) {
        let Some(next) = node.then(Decoder::Url).map(Node::percent_off) else { return };
        if classes.has(Classes::PERCENT) {
            self.derived(kind, next, |out| percent::decode(text, Plus::Keep, out));
        }
        if classes.has(Classes::PLUS) && !node.plus_is_plus {
            self.derived(kind, next, |out| percent::decode(text, Plus::Space, out));
        }
    }

    fn once(&mut self, decoder: Decoder, kind: ValueKind, node: Node, decode: impl FnOnce(&mut Vec<u8>) -> bool) {
        if node.used(decoder) {
            return;
        }
        if let Some(node) = node.then(decoder) {
            self.derived(kind, node, decode);
        }
    }

    /// Whole texts that stand for bytes: base64, hexadecimal digits, compressed streams.
    fn encoded(&mut self, text: &[u8], classes: Classes, hint: Hint, kind: ValueKind, node: Node) {
        if text.starts_with(b"data:") {
            self.data_url(text, node);
        }
        if !may_be_encoded(text, classes, hint) && !hex::is_prefixed(text) {
            return;
        }
        if let Some(node) = node.then(Decoder::Hex) {
            self.derived(kind, node, |out| hex::decode(text, out));
        }
        if let Some(node) = node.then(Decoder::Base64) {
            self.derived(kind, node, |out| decode_base64(text, out));
        }
    }

    /// `data:text/plain;base64,…`
    fn data_url(&mut self, text: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Base64) else { return };
        let Some(comma) = text.iter().take(LONGEST_DATA_HEADER).position(|byte| *byte == b',') else { return };
        let (header, content) = text.split_at_checked(comma).unwrap_or_default();
        if header.ends_with(b";base64") {
            let content = content.get(1..).unwrap_or_default();
            self.derived(ValueKind::Text, node, |out| decode_base64(content, out));
        }
    }

    fn compressed(&mut self, stream: &[u8], node: Node) {
        let Some(node) = node.then(Decoder::Gzip) else {
            return self.walked.miss(self.offset, Reason::Depth);
        };
        let Some((bytes, complete)) = gzip::decode(stream, self.grantable()) else { return };
        if !complete {
            self.walked.miss(self.offset, Reason::Inflate);
        }
        self.part(&bytes, ValueKind::Text, node);
    }
}
