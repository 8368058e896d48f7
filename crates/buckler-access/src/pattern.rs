//! Patterns of resources, and whether one matches all that another can.

use crate::automaton;
use alloc::{borrow::Cow, string::String, vec::Vec};

/// How a text writes a part of which nothing is known.
const UNKNOWN: &str = "${}";

/// Whether all that one pattern matches is matched by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// All of it.
    Yes,
    /// At least one text is not.
    No,
    /// A part is not known before deployment, or the question was too large.
    Unknown,
}

/// A pattern of resources: `*` stands for any text, `?` for one character, `${…}` for one constant text that is known
/// by its name only. `${}` is an unknown part, which equals nothing for certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    tokens: Vec<Token>,
}

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// This character, or one character of the name of a constant.
    One(char),
    /// Any one character.
    Any,
    /// Any text.
    Star,
    /// A part that is not known.
    Unknown,
}

impl Pattern {
    /// Reads a pattern. Every text is one.
    pub fn new(text: &str) -> Self {
        let mut tokens = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            if let Some((symbol, after)) = symbol(rest) {
                match symbol {
                    UNKNOWN => push(&mut tokens, Token::Unknown),
                    // How a policy writes the characters themselves.
                    "${*}" => tokens.push(Token::One('*')),
                    "${?}" => tokens.push(Token::One('?')),
                    "${$}" => tokens.push(Token::One('$')),
                    constant => tokens.extend(constant.chars().map(Token::One)),
                }
                rest = after;
                continue;
            }
            match letter {
                '*' => push(&mut tokens, Token::Star),
                '?' => tokens.push(Token::Any),
                other => tokens.push(Token::One(other)),
            }
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
        Self { tokens }
    }

    /// The pattern for "all of these in one account": where an ARN has partition, region and account, `*`.
    ///
    /// A role works in one account, so a region or an account in a pattern limits nothing that is worth limiting.
    pub fn regardless_of_account(text: &str) -> Self {
        Self::new(&without_account(text))
    }

    /// Whether it matches everything.
    pub fn is_everything(&self) -> bool {
        self.tokens == [Token::Star]
    }

    /// Whether it can match more than one text.
    pub fn has_wildcards(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Star | Token::Any))
    }

    /// Whether it matches `text`, which has no wildcards.
    pub fn matches(&self, text: &str) -> bool {
        let letters: Vec<_> = text.chars().map(Token::One).collect();
        covers(&self.tokens, &letters)
    }

    /// Whether it matches all that `other` can match.
    pub fn includes(&self, other: &Self) -> Inclusion {
        // Whatever the unknown parts are: what they can be at most is any text.
        let widest = widened(&other.tokens);
        let uncertain = |pattern: &Self| pattern.tokens.contains(&Token::Unknown);
        let answer = if self.tokens.contains(&Token::Any) {
            automaton::includes(&self.tokens, &widest)
        } else if covers(&self.tokens, &widest) {
            Inclusion::Yes
        } else {
            Inclusion::No
        };
        match answer {
            Inclusion::No if uncertain(self) || uncertain(other) => Inclusion::Unknown,
            answer => answer,
        }
    }
}

/// Adds a token; two stars in a row are one, and so are two unknown parts.
fn push(tokens: &mut Vec<Token>, token: Token) {
    let repeats = matches!(token, Token::Star | Token::Unknown) && tokens.last() == Some(&token);
    if !repeats {
        tokens.push(token);
    }
}

/// `${…}` at the beginning of the text, and what follows it.
fn symbol(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("${")?;
    let end = inner.find('}')? + "${".len() + 1;
    text.split_at_checked(end)
}

fn widened(tokens: &[Token]) -> Cow<'_, [Token]> {
    if !tokens.contains(&Token::Unknown) {
        return Cow::Borrowed(tokens);
    }
    let mut widest = Vec::with_capacity(tokens.len());
    for token in tokens {
        push(&mut widest, if *token == Token::Unknown { Token::Star } else { *token });
    }
    Cow::Owned(widest)
}

/// Whether `pattern` matches `text` when each star of `text` is one fresh character, which only a star of `pattern`
/// can consume. Without `?` that is inclusion, exactly: a star can be filled with a character that the pattern does
/// not name, so whatever matches it must be a star; and what matches the fresh character matches any text there.
fn covers(pattern: &[Token], text: &[Token]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while let Some(letter) = text.get(read) {
        match pattern.get(at) {
            Some(Token::Star) => {
                last_star = Some((at, read));
                at += 1;
                continue;
            }
            Some(token) if fits(*token, *letter) => {
                at += 1;
                read += 1;
                continue;
            }
            _ => {}
        }
        // The last star takes one more; an earlier one need never be asked again.
        let Some((star, taken)) = last_star else { return false };
        last_star = Some((star, taken + 1));
        (at, read) = (star + 1, taken + 1);
    }
    pattern.get(at..).unwrap_or_default().iter().all(|token| *token == Token::Star)
}

/// Whether a token other than a star consumes `letter`.
fn fits(token: Token, letter: Token) -> bool {
    match token {
        Token::One(_) => token == letter,
        Token::Any => matches!(letter, Token::One(_)),
        Token::Star | Token::Unknown => false,
    }
}

fn without_account(text: &str) -> Cow<'_, str> {
    if !text.starts_with("arn:") {
        return Cow::Borrowed(text);
    }
    let mut fields = Vec::new();
    let mut rest = text;
    while fields.len() < 5 {
        let Some(end) = colon(rest) else { return Cow::Borrowed(text) };
        let (field, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        fields.push(field);
        rest = after.get(1..).unwrap_or_default();
    }
    let mut wide = String::with_capacity(text.len());
    for (position, field) in fields.iter().enumerate() {
        // arn : partition : service : region : account : resource
        wide.push_str(if matches!(position, 1 | 3 | 4) { "*" } else { field });
        wide.push(':');
    }
    wide.push_str(rest);
    Cow::Owned(wide)
}

/// The first colon outside of `${…}`: `${AWS::Region}` has two inside.
fn colon(text: &str) -> Option<usize> {
    let mut inside = false;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '{' => inside = text.get(..at).is_some_and(|before| before.ends_with('$')),
            '}' => inside = false,
            ':' if !inside => return Some(at),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn includes(wide: &str, narrow: &str) -> Inclusion {
        Pattern::new(wide).includes(&Pattern::new(narrow))
    }

    #[test]
    fn wildcards_include_what_they_can_match() {
        for (wide, narrow) in [
            ("*", "anything"),
            ("*", "*"),
            ("a*", "a*b"),
            ("*b*", "a*b*c"),
            ("a**", "a*"),
            ("arn:aws:s3:::*", "arn:aws:s3:::shop/*"),
            ("arn:aws:s3:::*", "arn:aws:s3:::${}"),
            ("a?", "ab"),
            ("a*", "a?"),
            ("?*", "*?"),
            ("${Table.Arn}/index/*", "${Table.Arn}/index/by-name"),
            ("*", "${}"),
            ("shop-${}", "shop-x"),
        ] {
            let expected = if wide.contains("${}") { Inclusion::Unknown } else { Inclusion::Yes };
            assert_eq!(includes(wide, narrow), expected, "{wide} ⊇ {narrow}");
        }
    }

    #[test]
    fn what_escapes_is_not_included() {
        for (wide, narrow) in [
            ("anything", "*"),
            ("a*b", "a*"),
            ("arn:aws:s3:::shop/*", "arn:aws:s3:::shop*"),
            ("a?", "a*"),
            ("a?", "a"),
            ("${Table.Arn}", "${Other.Arn}"),
            ("${*}", "*"),
            ("", "*"),
        ] {
            assert_eq!(includes(wide, narrow), Inclusion::No, "{wide} ⊉ {narrow}");
        }
    }

    #[test]
    fn an_unknown_part_is_never_guessed() {
        assert_eq!(includes("arn:aws:s3:::${}", "arn:aws:s3:::shop"), Inclusion::Unknown);
        assert_eq!(includes("arn:aws:s3:::shop", "arn:aws:s3:::${}"), Inclusion::Unknown);
        assert_eq!(includes("arn:aws:s3:::*", "arn:aws:s3:::${}"), Inclusion::Yes);
    }

    #[test]
    fn partition_region_and_account_limit_nothing() {
        let wide = |text: &str| without_account(text).into_owned();
        assert_eq!(wide("arn:aws:sqs:eu-west-1:123456789012:*"), "arn:*:sqs:*:*:*");
        assert_eq!(wide("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:a:b"), "arn:*:sqs:*:*:a:b");
        assert_eq!(wide("arn:aws:s3:::shop/*"), "arn:*:s3:*:*:shop/*");
        assert_eq!(wide("${Table.Arn}"), "${Table.Arn}");
        assert_eq!(wide("arn:aws:s3"), "arn:aws:s3");
        assert_eq!(wide("*"), "*");
    }

    /// All texts of up to four letters of an alphabet that is larger than what patterns name.
    fn texts() -> Vec<String> {
        let mut all = alloc::vec![String::new()];
        let mut last = all.clone();
        for _ in 0..5 {
            last = last
                .iter()
                .flat_map(|text| "abz".chars().map(move |letter| alloc::format!("{text}{letter}")))
                .collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    /// A matcher that tries everything.
    fn slow(pattern: &[Token], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some((Token::Star, more)), _) => (0..=text.len()).any(|taken| slow(more, &text[taken..])),
            (Some((Token::Any, more)), Some((_, rest))) => slow(more, rest),
            (Some((Token::One(wanted), more)), Some((letter, rest))) => wanted == letter && slow(more, rest),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn matching_agrees_with_trying_everything(pattern in "[ab*?]{0,6}", text in "[abz]{0,6}") {
            let pattern = Pattern::new(&pattern);
            let letters: Vec<_> = text.chars().collect();
            prop_assert_eq!(pattern.matches(&text), slow(&pattern.tokens, &letters));
        }

        #[test]
        fn inclusion_of_stars_agrees_with_all_short_texts(wide in "[ab*]{0,4}", narrow in "[ab*]{0,3}") {
            agrees(&wide, &narrow)?;
        }

        #[test]
        fn inclusion_of_single_wildcards_agrees_with_all_short_texts(wide in "[ab*?]{0,4}", narrow in "[ab*?]{0,3}") {
            agrees(&wide, &narrow)?;
        }

        #[test]
        fn any_text_is_a_pattern_that_includes_itself(text in "\\PC{0,40}") {
            let pattern = Pattern::new(&text);
            let expected = if pattern.tokens.contains(&Token::Unknown) { Inclusion::Unknown } else { Inclusion::Yes };
            prop_assert_eq!(pattern.includes(&pattern), expected);
        }
    }

    /// Patterns this short differ on a text of at most five letters, if they differ.
    fn agrees(wide: &str, narrow: &str) -> Result<(), TestCaseError> {
        let (wide, narrow) = (Pattern::new(wide), Pattern::new(narrow));
        let expected = texts().iter().filter(|text| narrow.matches(text)).all(|text| wide.matches(text));
        let expected = if expected { Inclusion::Yes } else { Inclusion::No };
        prop_assert_eq!(wide.includes(&narrow), expected);
        Ok(())
    }
}
