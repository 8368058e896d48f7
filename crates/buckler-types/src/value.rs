//! The stream from event to index: one call per string, number and key, nothing collected on the way.

/// What kind of JSON token a value was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// An object key.
    Key,
    /// A string, or something decoded from one.
    Text,
    /// A number, as it is written.
    Number,
}

/// One step that turned a text into another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Decoder {
    /// A string, number or key of JSON that stood inside a string.
    Json = 1,
    /// Percent-decoding of the whole text, with `+` kept or read as a space.
    Url = 2,
    /// One name or value of a form or query, as it is written or decoded.
    Form = 3,
    /// Base64 or base64url, padded or not.
    Base64 = 4,
    /// Hexadecimal digits.
    Hex = 5,
    /// A gzip or zlib stream.
    Gzip = 6,
    /// Header or payload of a JSON Web Token.
    Jwt = 7,
    /// HTML entities.
    Html = 8,
    /// Unicode compatibility forms (full-width letters, typographic quotes and the like) as ASCII.
    Nfkc = 9,
    /// One part of a multipart body, or a parameter of its headers.
    Multipart = 10,
    /// Markup taken out, as sanitizers do.
    Tags = 11,
    /// NUL and other control characters taken out, or runs of white space made one blank.
    Controls = 12,
    /// One cookie, or one list element, of a header.
    Header = 13,
    /// One segment of a path, or one element of a list.
    Segment = 14,
}

impl Decoder {
    /// Every decoder, in the order of the enum.
    pub const ALL: [Self; 14] = [
        Self::Json,
        Self::Url,
        Self::Form,
        Self::Base64,
        Self::Hex,
        Self::Gzip,
        Self::Jwt,
        Self::Html,
        Self::Nfkc,
        Self::Multipart,
        Self::Tags,
        Self::Controls,
        Self::Header,
        Self::Segment,
    ];

    /// The name in findings: `base64`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Url => "url",
            Self::Form => "form",
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Gzip => "gzip",
            Self::Jwt => "jwt",
            Self::Html => "html",
            Self::Nfkc => "nfkc",
            Self::Multipart => "multipart",
            Self::Tags => "tags",
            Self::Controls => "controls",
            Self::Header => "header",
            Self::Segment => "segment",
        }
    }
}

/// The decoders a value went through, first one first: at most eight, four bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DecoderChain(u32);

impl DecoderChain {
    /// The most steps a chain can hold.
    pub const MAX: usize = 8;

    /// The chain of a value that stood in the event as it is.
    pub const fn new() -> Self {
        Self(0)
    }

    /// The chain with one more step at its end, or `None` when it is full.
    #[must_use]
    pub const fn then(self, decoder: Decoder) -> Option<Self> {
        let length = self.len();
        if length >= Self::MAX {
            return None;
        }
        Some(Self(self.0 | (decoder as u32) << (4 * length)))
    }

    /// How many steps there are.
    pub const fn len(self) -> usize {
        (32 - self.0.leading_zeros()).div_ceil(4) as usize
    }

    /// Whether the value stood in the event as it is.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The steps, first one first.
    pub fn iter(self) -> impl Iterator<Item = Decoder> {
        (0..self.len()).filter_map(move |step| {
            let code = (self.0 >> (4 * step) & 0xf) as usize;
            Decoder::ALL.get(code.wrapping_sub(1)).copied()
        })
    }

    /// Whether that decoder is one of the steps.
    pub fn contains(self, decoder: Decoder) -> bool {
        self.iter().any(|step| step == decoder)
    }
}

/// One string, number or key of an event, or what a decoder made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    /// The bytes after unescaping and decoding. Text is UTF-8 unless a decoder brought other bytes to light.
    pub bytes: &'a [u8],
    /// What it was in the JSON (of the innermost text).
    pub kind: ValueKind,
    /// Byte offset in the event text of the token it came from: the key to its path, origin and trust.
    /// All forms that decoders made of one token share its offset.
    pub offset: u32,
    /// How it was decoded.
    pub chain: DecoderChain,
    /// The text is a container: decoders found values inside it, which follow on their own.
    /// Its middle is not something that the caller wrote as one value.
    pub container: bool,
}

/// Takes in the values of an event, one call each, in the order of the text.
pub trait ValueVisitor {
    /// Takes one value. The bytes are only lent for the call.
    fn value(&mut self, value: Value<'_>);
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn chain_gives_its_steps_back_in_order_and_refuses_a_ninth() {
        let mut chain = DecoderChain::new();
        assert!(chain.is_empty());
        let steps = [Decoder::Header, Decoder::Json, Decoder::Base64, Decoder::Json];
        for step in steps.iter().chain(&steps) {
            chain = chain.then(*step).unwrap();
        }
        assert_eq!(chain.iter().collect::<Vec<_>>(), [steps, steps].concat());
        assert_eq!(chain.len(), 8);
        assert!(chain.then(Decoder::Url).is_none());
    }
}
