//! Reading single members of an event without parsing the rest.

use buckler_text::json::{Token, Tokens};

/// A value in a JSON text, known by where it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Json<'a> {
    /// The first value of a text.
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// The member of that name. Costs one pass over the members before it.
    pub(crate) fn member(self, name: &str) -> Option<Self> {
        self.members().find(|(known, _)| *known == name.as_bytes()).map(|(_, value)| value)
    }

    /// The member that a dotted path leads to.
    pub(crate) fn at(self, path: &str) -> Option<Self> {
        path.split('.').try_fold(self, Self::member)
    }

    /// Whether there is a member at that path.
    pub(crate) fn has(self, path: &str) -> bool {
        self.at(path).is_some()
    }

    /// The string at that path, escapes and all.
    pub(crate) fn text_at(self, path: &str) -> Option<&'a [u8]> {
        self.at(path)?.text()
    }

    /// The string, escapes and all.
    pub(crate) fn text(self) -> Option<&'a [u8]> {
        match Tokens::starting_at(self.text, self.at).next_token()? {
            Token::Text(text) => Some(text.raw),
            _ => None,
        }
    }

    /// Members of an object: raw name and value.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'a [u8], Self)> {
        let mut tokens = Tokens::starting_at(self.text, self.at);
        let mut open = matches!(tokens.next_token(), Some(Token::ObjectStart));
        core::iter::from_fn(move || {
            let name = match tokens.next_token() {
                Some(Token::Text(text)) if open && text.key => text.raw,
                _ => {
                    open = false;
                    return None;
                }
            };
            let value = Self { text: self.text, at: tokens.offset() };
            skip(&mut tokens);
            Some((name, value))
        })
    }

    /// Elements of an array.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        let mut tokens = Tokens::starting_at(self.text, self.at);
        let mut open = matches!(tokens.next_token(), Some(Token::ArrayStart));
        core::iter::from_fn(move || {
            let at = tokens.offset();
            open = open && skip(&mut tokens);
            open.then_some(Self { text: self.text, at })
        })
    }
}

/// Passes over one value (and its colon). `false` when there is none any more.
fn skip(tokens: &mut Tokens<'_>) -> bool {
    let mut depth = 0u32;
    loop {
        match tokens.next_token() {
            None => return false,
            Some(Token::ObjectStart | Token::ArrayStart) => depth += 1,
            Some(Token::End) if depth == 0 => return false,
            Some(Token::End) => depth -= 1,
            Some(_) => {}
        }
        if depth == 0 {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    const TEXT: &[u8] = br#" {"a":{"x":[1,{"y":"\"z"}]}, "b" : "c", "n": null, "d":[true,"e",{}] } "#;

    #[test]
    fn members_are_found_past_nested_ones() {
        let json = Json::new(TEXT);
        assert_eq!(json.text_at("b"), Some(&b"c"[..]));
        assert!(json.has("a.x") && json.has("n") && !json.has("a.y") && !json.has("b.c"));
        assert_eq!(json.members().count(), 4);
        assert_eq!(json.text_at("a"), None);
    }

    #[test]
    fn elements_come_one_by_one() {
        let elements: Vec<_> = Json::new(TEXT).member("d").unwrap().elements().map(Json::text).collect();
        assert_eq!(elements, [None, Some(&b"e"[..]), None]);
        assert_eq!(Json::new(b"[]").elements().count(), 0);
        assert_eq!(Json::new(b"[1,[2").elements().count(), 1);
        assert_eq!(Json::new(b"7").elements().count(), 0);
    }
}
