//! The one pass over the text of an event.

use crate::{Reason, Walked, closure::is_plain};
use alloc::vec::Vec;
use buckler_text::{
    classes::Classes,
    json::{Text, Token, Tokens, unescape},
};
use buckler_types::{Decoder, DecoderChain, Value, ValueKind, ValueVisitor};

/// Hands every string, number and key of an event to the visitor, and what decoders make of them.
///
/// Time is linear in the event. Bytes that are no JSON at all are handed out as one text.
pub fn walk<V: ValueVisitor + ?Sized>(event: &[u8], visitor: &mut V) -> Walked {
    Walker::default().walk(event, visitor)
}

/// Hands out one raw text with all its decoded forms, as if it stood in an event at that offset.
pub fn walk_text<V: ValueVisitor + ?Sized>(text: &[u8], offset: u32, visitor: &mut V) -> Walked {
    Walker::default().walk_text(text, offset, visitor)
}

/// A walk that keeps its buffers for the next one.
#[derive(Debug, Default)]
pub struct Walker {
    buffers: Buffers,
}

impl Walker {
    /// As [`walk`].
    pub fn walk<V: ValueVisitor + ?Sized>(&mut self, event: &[u8], visitor: &mut V) -> Walked {
        let mut walk = Walk::new(event.len(), visitor, &mut self.buffers);
        walk.event(event);
        walk.walked
    }

    /// As [`walk_text`].
    pub fn walk_text<V: ValueVisitor + ?Sized>(&mut self, text: &[u8], offset: u32, visitor: &mut V) -> Walked {
        let mut walk = Walk::new(text.len(), visitor, &mut self.buffers);
        walk.source(offset, text.len());
        walk.text(text, Classes::of(text), ValueKind::Text, Node::default());
        walk.walked
    }
}

/// What the name of a member says about the text behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Nothing.
    #[default]
    None,
    /// It may be base64, however short.
    Encoded,
    /// A path, whose segments routers hand on one by one.
    Path,
    /// A header that proxies append to: a list.
    List,
    /// Cookies: no form, for all their equals signs.
    Cookie,
}

impl Hint {
    fn of(name: &[u8]) -> Self {
        match name {
            b"body" | b"data" | b"Data" | b"value" | b"B" => Self::Encoded,
            b"path" | b"rawPath" | b"key" => Self::Path,
            b"cookie" | b"Cookie" | b"cookies" => Self::Cookie,
            [b'x' | b'X', b'-', ..] | [b'f' | b'F', b'o', b'r', b'w', ..] => Self::List,
            _ => Self::None,
        }
    }

    /// Bytes that the hint gives a meaning.
    #[inline]
    pub(crate) const fn classes(self) -> Classes {
        match self {
            Self::Path => Classes::SLASH,
            Self::List => Classes::COMMA,
            Self::None | Self::Encoded | Self::Cookie => Classes::NONE,
        }
    }
}

/// How a text came to be: by which decoders.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    pub(crate) chain: DecoderChain,
    /// One bit for each decoder in the chain.
    pub(crate) used: u16,
    /// How often percent-encoding was taken off.
    pub(crate) percent: u8,
    /// A `+` in it is none that stands for a space: percent-encoding was taken off.
    pub(crate) plus_is_plus: bool,
    /// The text it is another writing of was taken apart already.
    pub(crate) split: bool,
}

impl Node {
    /// The node one decoder further; `None` when the chain is as long as it may get.
    pub(crate) fn then(self, decoder: Decoder) -> Option<Self> {
        if self.chain.len() >= MAX_DEPTH {
            return None;
        }
        let chain = self.chain.then(decoder)?;
        Some(Self { chain, used: self.used | 1 << decoder as u16, ..self })
    }

    /// The node with percent-encoding taken off once more.
    pub(crate) const fn percent_off(self) -> Self {
        Self { percent: self.percent + 1, plus_is_plus: true, ..self }
    }

    /// Whether that decoder is in the chain.
    pub(crate) const fn used(self, decoder: Decoder) -> bool {
        self.used & 1 << decoder as u16 != 0
    }
}

/// The most decoders in a row.
pub(crate) const MAX_DEPTH: usize = 6;

/// What a single source may take from the common store: with its own allotment, 1 MB + 4 × its length.
const SHARE: usize = 1 << 20;

/// The common store: what all sources together may be decoded to beyond their own allotments.
const STORE: usize = 16 << 20;

/// The walk under way: where values go, and what may still be spent.
pub(crate) struct Walk<'w, V: ?Sized> {
    visitor: &'w mut V,
    buffers: &'w mut Buffers,
    pub(crate) walked: Walked,
    /// Offset of the token whose forms are handed out.
    pub(crate) offset: u32,
    pub(crate) hint: Hint,
    /// Bytes that the token may be decoded to, whatever the others took: no field can starve another one.
    allotment: usize,
    /// Bytes that it may take from the store beyond that.
    share: usize,
    store: usize,
}

impl<'w, V: ValueVisitor + ?Sized> Walk<'w, V> {
    fn new(length: usize, visitor: &'w mut V, buffers: &'w mut Buffers) -> Self {
        let store = STORE.saturating_add(length);
        Self { visitor, buffers, walked: Walked::default(), offset: 0, hint: Hint::None, allotment: 0, share: 0, store }
    }

    fn event(&mut self, event: &[u8]) {
        if begins_as_text(event) {
            self.source(0, event.len());
            self.text(event, Classes::of(event), ValueKind::Text, Node::default());
        }
        let (faults, first) = self.tokens(event, Node::default());
        if let Some(at) = first {
            self.walked.miss(at as u32, Reason::Malformed);
            self.walked.missed = self.walked.missed.saturating_add(faults - 1);
        }
    }

    /// Hands out the values of a JSON text. Gives the number of faults, and where the first one was.
    pub(crate) fn tokens(&mut self, text: &[u8], node: Node) -> (u32, Option<usize>) {
        let outermost = node.chain.is_empty();
        let mut tokens = Tokens::new(text);
        while let Some(token) = tokens.next_value() {
            match token {
                Token::Text(text) => {
                    if outermost {
                        self.source(text.at as u32, text.raw.len());
                    }
                    self.string(text, node);
                }
                Token::Number { at, bytes } => {
                    if outermost {
                        self.offset = at as u32;
                    }
                    self.emit(bytes, ValueKind::Number, node.chain, false);
                }
                Token::Literal | Token::ObjectStart | Token::ArrayStart | Token::End => {}
            }
        }
        let (faults, first) = tokens.faults();
        (faults, first.map(|(at, _)| at))
    }

    /// A new source: what is handed out from now on comes from the token at that offset.
    fn source(&mut self, offset: u32, length: usize) {
        self.offset = offset;
        self.allotment = 4 * length + 64;
        self.share = SHARE;
    }

    /// A name or a text. The name of a member is a hint for what stands behind it.
    #[inline]
    fn string(&mut self, text: Text<'_>, node: Node) {
        let kind = if text.key { ValueKind::Key } else { ValueKind::Text };
        if text.key {
            self.hint = Hint::None;
        }
        if text.classes.has(Classes::BACKSLASH) {
            self.escaped(text.raw, kind, node);
        } else {
            self.text(text.raw, text.classes, kind, node);
        }
        if text.key {
            self.hint = Hint::of(text.raw);
        }
    }

    fn escaped(&mut self, raw: &[u8], kind: ValueKind, node: Node) {
        let mut buffer = self.buffers.take();
        let found = unescape(raw, &mut buffer);
        if found.bad_escape {
            self.walked.miss(self.offset, Reason::BadEscape);
        }
        if found.lone_surrogate {
            self.walked.miss(self.offset, Reason::LoneSurrogate);
        }
        self.text(&buffer, found.classes, kind, node);
        self.buffers.give(buffer);
    }

    /// Hands out a text, and behind it what decoders find in it.
    #[inline]
    pub(crate) fn text(&mut self, text: &[u8], classes: Classes, kind: ValueKind, node: Node) {
        if is_plain(text, classes, self.hint) {
            self.emit(text, kind, node.chain, node.split);
        } else {
            self.decodable(text, classes, kind, node);
        }
    }

    /// Hands out the text that a decoder writes into the buffer it gets, unless it writes none.
    pub(crate) fn derived(&mut self, kind: ValueKind, node: Node, decode: impl FnOnce(&mut Vec<u8>) -> bool) -> bool {
        let mut buffer = self.buffers.take();
        let found = decode(&mut buffer) && self.grant(buffer.len());
        if found {
            self.text(&buffer, Classes::of(&buffer), kind, node);
        }
        self.buffers.give(buffer);
        found
    }

    /// Hands out a part of a text.
    pub(crate) fn part(&mut self, part: &[u8], kind: ValueKind, node: Node) {
        if !part.is_empty() && self.grant(part.len()) {
            self.text(part, Classes::of(part), kind, node);
        }
    }

    /// Asks for leave to work on that many more bytes.
    pub(crate) fn grant(&mut self, length: usize) -> bool {
        let cost = length + 1;
        if cost <= self.allotment {
            self.allotment -= cost;
            return true;
        }
        if cost <= self.share && cost <= self.store {
            self.share -= cost;
            self.store -= cost;
            return true;
        }
        self.walked.miss(self.offset, Reason::Budget);
        false
    }

    /// How many bytes may still be granted at once.
    pub(crate) fn grantable(&self) -> usize {
        self.allotment.max(self.share.min(self.store)).saturating_sub(1)
    }

    #[inline]
    pub(crate) fn emit(&mut self, bytes: &[u8], kind: ValueKind, chain: DecoderChain, container: bool) {
        self.walked.values = self.walked.values.saturating_add(1);
        self.walked.decoded = self.walked.decoded.saturating_add(u32::from(!chain.is_empty()));
        self.visitor.value(Value { bytes, kind, offset: self.offset, chain, container });
    }
}

/// Whether the first token already is no JSON.
fn begins_as_text(event: &[u8]) -> bool {
    let mut tokens = Tokens::new(event);
    tokens.next_token() == Some(Token::Literal) && tokens.faults().0 > 0
}

/// Buffers for decoded text, kept from one use to the next.
#[derive(Debug, Default)]
struct Buffers(Vec<Vec<u8>>);

impl Buffers {
    /// A buffer beyond that is given back to the allocator.
    const LARGEST_KEPT: usize = 64 << 10;

    fn take(&mut self) -> Vec<u8> {
        self.0.pop().unwrap_or_default()
    }

    fn give(&mut self, mut buffer: Vec<u8>) {
        if buffer.capacity() <= Self::LARGEST_KEPT {
            buffer.clear();
            self.0.push(buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{
        format,
        string::{String, ToString},
    };

    /// Writes down every value as `chain:text`, containers in braces, keys with a colon.
    #[derive(Default)]
    struct Written(Vec<String>);

    impl ValueVisitor for Written {
        fn value(&mut self, value: Value<'_>) {
            let chain: Vec<_> = value.chain.iter().map(Decoder::name).collect();
            let text = value.bytes.escape_ascii();
            let text = if value.container { format!("{{{text}}}") } else { format!("{text}") };
            let colon = if value.kind == ValueKind::Key { ":" } else { "" };
            let chain = chain.join(">");
            let arrow = if chain.is_empty() { "" } else { " " };
            self.0.push(format!("{chain}{arrow}{text}{colon}"));
        }
    }

    fn values(event: &str) -> Vec<String> {
        let mut written = Written::default();
        walk(event.as_bytes(), &mut written);
        written.0
    }

    fn forms(text: &str) -> Vec<String> {
        let mut written = Written::default();
        walk_text(text.as_bytes(), 0, &mut written);
        written.0
    }

    #[test]
    fn every_string_number_and_key_comes_once_and_in_order() {
        assert_eq!(
            values(r#"{"a":"b","c":[1,"x y",{"d":-2.5e3}],"e":null}"#),
            ["a:", "b", "c:", "1", "x y", "d:", "-2.5e3", "e:"]
        );
        assert_eq!(values(r#""alone""#), ["alone"]);
        assert_eq!(values(r#"{"a":"1","a":"2"}"#), ["a:", "1", "a:", "2"]);
    }

    #[test]
    fn decoders_follow_each_other() {
        assert_eq!(
            values(r#"{"body":"{\"a\":\"it's\",\"n\":[1,{\"k\":\"JyBvciAxPTEgLS0=\"}]}"}"#),
            [
                "body:",
                r#"{{\"a\":\"it\'s\",\"n\":[1,{\"k\":\"JyBvciAxPTEgLS0=\"}]}}"#,
                "json a:",
                r"json it\'s",
                "json n:",
                "json 1",
                "json k:",
                "json JyBvciAxPTEgLS0=",
                r"json>base64 \' or 1=1 --",
            ]
        );
    }

    #[test]
    fn a_text_is_followed_by_its_other_writings() {
        for (text, others) in [
            ("plain words", &[][..]),
            ("a+b%2527", &["url a+b%27", r"url>url a+b\'", "url a b%27", r"url>url a b\'"]),
            ("JyBvciAxPTEgLS0=", &[r"base64 \' or 1=1 --"]),
            ("Li4veA", &["base64 ../x"]),
            ("27206f7220313d31", &[r"hex \' or 1=1"]),
            ("0x27206f7220313d31", &[r"hex \' or 1=1"]),
            ("data:text/plain;base64,JyBvciAxPTEgLS0=", &[r"base64 \' or 1=1 --"]),
            ("H4sIAAAAAAAC/1NXyC9SMLQ1VNDVBQDtvteqCwAAAA==", &["base64 {…}", r"base64>gzip \' or 1=1 --"]),
            ("&#39; or 1&equals;1", &[r"html \' or 1=1"]),
            ("un<b>ion", &["tags union"]),
            ("a\0b", &["controls ab"]),
            ("ht\ntp", &["controls http", "controls ht tp"]),
            ("1   or \t1", &["controls 1 or 1"]),
            ("1\nor 1", &["controls 1 or 1"]),
            ("＇ or １=1", &[r"nfkc \' or 1=1"]),
            ("l\u{200b}s", &["nfkc ls"]),
        ] {
            let forms = forms(text);
            let shown = |form: &String| if form.contains(r"\x1f") { "base64 {…}".into() } else { form.clone() };
            assert_eq!(forms[1..].iter().map(shown).collect::<Vec<_>>(), others, "{text}");
            assert!(!forms[0].starts_with('{'), "{text}");
        }
    }

    #[test]
    fn a_container_is_followed_by_what_it_holds() {
        for (text, held) in [
            (
                "q=a+b&c=%27&d",
                &["form q:", "form a+b", "form>url a b", "form c:", "form %27", r"form>url \'", "form d"][..],
            ),
            ("sort=1; drop", &["form sort:", "form 1; drop", "header sort:", "header 1", "header drop"]),
            ("text/html; charset=x", &["header text/html", "header charset:", "header x"]),
            ("Bearer JyBvcg==", &["header JyBvcg==", r"header>base64 \' or"]),
            ("[1,\"x\"]", &["json 1", "json x"]),
            ("\"x\"", &["json x"]),
            ("{\"a\":1}\n{\"a\":2}", &["json a:", "json 1", "json a:", "json 2"]),
            (
                "eyJhIjoxfQ.eyJiIjoieCJ9.c2ln",
                &["jwt {{\"a\":1}}", "jwt>json a:", "jwt>json 1", "jwt {{\"b\":\"x\"}}", "jwt>json b:", "jwt>json x"],
            ),
            (
                "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nx\r\n--b--",
                &["multipart n", "multipart x", "controls …"],
            ),
        ] {
            let forms = forms(text);
            let shown = |form: &String| if form.starts_with("controls") { "controls …".into() } else { form.clone() };
            let mut found: Vec<String> = forms[1..]
                .iter()
                .map(shown)
                .filter(|form| !form.starts_with("url "))
                .map(|form| form.replace("\\\"", "\""))
                .collect();
            found.dedup();
            assert_eq!(found, held, "{text}");
            assert!(forms[0].starts_with('{'), "{text}");
        }
    }

    #[test]
    fn a_url_is_not_made_of_its_query() {
        assert_eq!(forms("https://x.example/?a=b c"), ["https://x.example/?a=b c", "form a:", "form b c"]);
    }

    #[test]
    fn what_was_split_is_not_split_again_behind_another_decoder() {
        assert_eq!(forms("a=1%26b"), ["{a=1%26b}", "form a:", "form 1%26b", "form>url 1&b", "url {a=1&b}"]);
    }

    #[test]
    fn names_of_members_are_hints() {
        assert_eq!(values(r#"{"body":"JyBv"}"#), ["body:", "JyBv", r"base64 \' o"]);
        assert_eq!(values(r#"{"other":"JyBv"}"#), ["other:", "JyBv"]);
        assert_eq!(
            values(r#"{"rawPath":"/a/..%2fb"}"#)[1..],
            ["/a/..%2fb", "url /a/../b", "segment a", "segment ..%2fb", "segment>url ../b"]
        );
        assert_eq!(
            values(r#"{"X-Forwarded-For":["1.1.1.1, 2'"]}"#)[1..],
            [r"{1.1.1.1, 2\'}", "header 1.1.1.1", r"header 2\'"]
        );
        assert_eq!(
            values(r#"{"cookies":["a=1+2; b=3"],"x":"y"}"#)[1..],
            [
                "{a=1+2; b=3}",
                "header a:",
                "header 1+2",
                "header>url 1 2",
                "header b:",
                "header 3",
                "url {a=1 2; b=3}",
                "x:",
                "y"
            ]
        );
    }

    #[test]
    fn a_chain_ends_after_six_decoders_and_the_walk_says_so() {
        let wrap =
            |times: usize| (0..times).fold(String::from("it's"), |text, _| serde_json::json!([text]).to_string());
        for (times, cut) in [(6, false), (7, true)] {
            let mut written = Written::default();
            let walked = walk_text(wrap(times).as_bytes(), 0, &mut written);
            assert_eq!(written.0.iter().any(|value| value.ends_with(r" it\'s")), !cut);
            assert_eq!(walked.is_cut(), cut);
        }
    }

    #[test]
    fn buffers_are_kept_but_large_ones_are_not() {
        let mut walker = Walker::default();
        for text in ["a%20b".repeat(3), "a%20b".repeat(100_000), "a%20b".repeat(3)] {
            walker.walk_text(text.as_bytes(), 0, &mut Written::default());
        }
        assert!(!walker.buffers.0.is_empty());
        assert!(walker.buffers.0.iter().all(|buffer| buffer.capacity() <= Buffers::LARGEST_KEPT));
    }
}
