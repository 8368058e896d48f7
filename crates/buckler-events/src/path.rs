//! Where in a JSON text a token stands, told from its offset.

use alloc::{borrow::Cow, string::String, vec::Vec};
use buckler_text::json::{Token, Tokens, unescape};
use core::fmt::Write as _;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'a> {
    /// Name of a member.
    Name(Cow<'a, [u8]>),
    /// Number of an element.
    Index(u32),
}

/// Path to a token, the root first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path<'a> {
    pub(crate) segments: Vec<Segment<'a>>,
    /// The token is the name of the member that the last segment names.
    pub(crate) key: bool,
    /// The token stands deeper than paths are followed.
    pub(crate) deeper: bool,
}

/// Path segments that are kept. What is deeper gets the path of its ancestor and a mark.
const MAX_SEGMENTS: usize = 32;

/// Characters of a name that are shown.
const MAX_NAME: usize = 64;

impl<'a> Path<'a> {
    /// `Records[0].body["x-id"]`; the empty path is `$`.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Name(name) => push_name(name, &mut text),
                Segment::Index(index) => {
                    let _ = write!(text, "[{index}]");
                }
            }
        }
        if self.deeper {
            text.push('…');
        }
        if text.is_empty() {
            text.push('$');
        }
        text
    }

    /// Number of the record, when the path begins with a list of that name.
    pub(crate) fn record(&self, list: &str) -> Option<u32> {
        match self.segments.as_slice() {
            [Segment::Name(name), Segment::Index(index), ..] if **name == *list.as_bytes() => Some(*index),
            _ => None,
        }
    }

    /// The path one member deeper.
    pub(crate) fn push(&mut self, segment: Segment<'a>) {
        if self.segments.len() < MAX_SEGMENTS {
            self.segments.push(segment);
        } else {
            self.deeper = true;
        }
    }

    /// How a pattern fits; `None` when it does not. `Records[].body` fits `Records[7].body` and all below.
    pub(crate) fn fit(&self, pattern: &str) -> Option<Fit> {
        let mut segments = self.segments.iter();
        for step in pattern.split('.') {
            let (name, list) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
            let named = matches!(segments.next()?, Segment::Name(known) if name == "*" || **known == *name.as_bytes());
            if !named || list && !matches!(segments.next()?, Segment::Index(_)) {
                return None;
            }
        }
        Some(if segments.next().is_none() { Fit::Exact } else { Fit::Below })
    }
}

/// Where a path stands to a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// At the place that the pattern names.
    Exact,
    /// Inside it.
    Below,
}

fn push_name(name: &[u8], text: &mut String) {
    let name = String::from_utf8_lossy(name);
    if is_identifier(&name) {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&name);
        return;
    }
    text.push_str("[\"");
    for character in name.chars().take(MAX_NAME) {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            _ if character.is_control() => text.extend(character.escape_unicode()),
            _ => text.push(character),
        }
    }
    if name.chars().nth(MAX_NAME).is_some() {
        text.push('…');
    }
    text.push_str("\"]");
}

fn is_identifier(name: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$';
    name.len() <= MAX_NAME && name.bytes().all(word) && name.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}

/// Follows the structure of a JSON text, token by token.
#[derive(Clone, Debug)]
pub(crate) struct Follower<'a> {
    tokens: Tokens<'a>,
    frames: Vec<Frame<'a>>,
    /// Open brackets beyond those that have a frame.
    deeper: u32,
}

#[derive(Clone, Copy, Debug)]
struct Frame<'a> {
    /// Raw name of the present member; `None` in an array.
    name: Option<&'a [u8]>,
    /// Number of the present element.
    index: u32,
}

impl<'a> Follower<'a> {
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { tokens: Tokens::new(text), frames: Vec::new(), deeper: 0 }
    }

    /// Offset of the byte behind the last token.
    pub(crate) const fn offset(&self) -> usize {
        self.tokens.offset()
    }

    /// Goes on to the next string or number, and gives its offset beside it.
    pub(crate) fn next_value(&mut self) -> Option<(usize, Token<'a>)> {
        loop {
            let token = self.tokens.next_token()?;
            match token {
                Token::Text(text) => {
                    if text.key {
                        self.name(text.raw);
                    }
                    return Some((text.at, token));
                }
                Token::Number { at, .. } => return Some((at, token)),
                _ => self.step(token),
            }
        }
    }

    /// Leaves the string or number that [`next_value`](Self::next_value) gave.
    pub(crate) fn pass(&mut self, token: Token<'_>) {
        if !matches!(token, Token::Text(text) if text.key) {
            self.complete();
        }
    }

    /// Path to the string or number that came last.
    pub(crate) fn path(&self, token: Token<'_>) -> Path<'a> {
        let segment = |frame: &Frame<'a>| match frame.name {
            Some(raw) => Segment::Name(unescaped(raw)),
            None => Segment::Index(frame.index),
        };
        let key = matches!(token, Token::Text(text) if text.key);
        Path { segments: self.frames.iter().map(segment).collect(), key, deeper: self.deeper > 0 }
    }

    fn step(&mut self, token: Token<'a>) {
        match token {
            Token::ObjectStart | Token::ArrayStart if self.frames.len() >= MAX_SEGMENTS => self.deeper += 1,
            Token::ObjectStart => self.frames.push(Frame { name: Some(b""), index: 0 }),
            Token::ArrayStart => self.frames.push(Frame { name: None, index: 0 }),
            Token::End if self.deeper > 0 => self.deeper -= 1,
            Token::End => {
                self.frames.pop();
                self.complete();
            }
            Token::Literal | Token::Text(_) | Token::Number { .. } => self.complete(),
        }
    }

    fn name(&mut self, raw: &'a [u8]) {
        if self.deeper > 0 {
            return;
        }
        if let Some(Frame { name: Some(name), .. }) = self.frames.last_mut() {
            *name = raw;
        }
    }

    fn complete(&mut self) {
        if self.deeper > 0 {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.index = frame.index.saturating_add(1);
        }
    }
}

/// The text of a JSON string.
pub(crate) fn unescaped(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'\\') {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::new();
    unescape(raw, &mut out);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let mut follower = Follower::new(text.as_bytes());
        let mut paths = Vec::new();
        while let Some((_, token)) = follower.next_value() {
            let path = follower.path(token);
            paths.push(path.text() + if path.key { ":" } else { "" });
            follower.pass(token);
        }
        paths
    }

    #[test]
    fn paths_name_members_and_number_elements() {
        assert_eq!(
            paths(r#"{"a":[null,1,{"b":"x"},[],"y"],"x-id":{"":2},"q\"":3}"#),
            [
                "a:",
                "a[1]",
                "a[2].b:",
                "a[2].b",
                "a[4]",
                "[\"x-id\"]:",
                "[\"x-id\"][\"\"]:",
                "[\"x-id\"][\"\"]",
                "[\"q\\\"\"]:",
                "[\"q\\\"\"]"
            ]
        );
        assert_eq!(paths("\"x\""), ["$"]);
        assert_eq!(paths("[[1],2]"), ["[0][0]", "[1]"]);
    }

    #[test]
    fn what_is_very_deep_gets_the_path_of_its_ancestor() {
        let deep = "[".repeat(100) + "1" + &"]".repeat(100) + ",2";
        assert_eq!(paths(&deep), [alloc::format!("{}…", "[0]".repeat(MAX_SEGMENTS)), "$".into()]);
    }

    #[test]
    fn patterns_fit_a_place_and_what_is_inside() {
        let text = br#"{"Records":[{"body":{"a":1}}]}"#;
        let mut follower = Follower::new(text);
        let mut last = None;
        while let Some((_, token)) = follower.next_value() {
            last = Some(follower.path(token));
        }
        let path = last.unwrap();
        assert_eq!(path.fit("Records[].body.a"), Some(Fit::Exact));
        assert_eq!(path.fit("Records[].*"), Some(Fit::Below));
        assert_eq!(path.fit("Records[].bod"), None);
        assert_eq!(path.fit("Records[].body.a.b"), None);
        assert_eq!(path.record("Records"), Some(0));
    }
}
