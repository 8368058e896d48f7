//! Regular expressions that take exponential time.

/// Longest expression that is looked at.
const MAX_LENGTH: usize = 2000;
/// Deepest nesting of groups that is looked at.
const MAX_DEPTH: usize = 20;

/// Whether an engine that backtracks takes exponential time on some text: a repeated group that can match the same text
/// in two ways, followed by something that can fail.
pub(crate) fn is_exponential(pattern: &str) -> bool {
    if pattern.len() > MAX_LENGTH {
        return false;
    }
    let letters: Vec<char> = pattern.chars().collect();
    let mut parser = Parser { letters: &letters, at: 0, found: false };
    parser.alternatives(0);
    parser.found
}

/// A part of an expression, as far as repetition matters.
#[derive(Clone, Debug)]
struct Part {
    /// Which characters it can begin with and consist of.
    set: Set,
    /// Whether it can match nothing.
    empty: bool,
    /// Whether it repeats without a limit.
    unbounded: bool,
}

/// A set of characters: one bit for each of a few kinds, and single characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    letters: bool,
    digits: bool,
    space: bool,
    /// `.` or a negated class.
    any: bool,
    single: Vec<char>,
}

impl Set {
    fn overlaps(&self, other: &Self) -> bool {
        self.any && !other.is_empty()
            || other.any && !self.is_empty()
            || self.letters && other.letters
            || self.digits && other.digits
            || self.space && other.space
            || self.single.iter().any(|letter| other.holds(*letter))
            || other.single.iter().any(|letter| self.holds(*letter))
    }

    fn holds(&self, letter: char) -> bool {
        self.any
            || self.letters && (letter.is_alphabetic() || letter == '_')
            || self.digits && letter.is_ascii_digit()
            || self.space && letter.is_whitespace()
            || self.single.contains(&letter)
    }

    fn is_empty(&self) -> bool {
        !self.letters && !self.digits && !self.space && !self.any && self.single.is_empty()
    }

    fn join(&mut self, other: &Self) {
        self.letters |= other.letters;
        self.digits |= other.digits;
        self.space |= other.space;
        self.any |= other.any;
        self.single.extend(&other.single);
    }

    fn class(letter: char) -> Self {
        match letter {
            'w' => Self { letters: true, digits: true, ..Self::default() },
            'd' => Self { digits: true, ..Self::default() },
            's' => Self { space: true, ..Self::default() },
            'W' | 'D' | 'S' => Self { any: true, ..Self::default() },
            't' | 'n' | 'r' | 'f' | 'v' => Self { space: true, ..Self::default() },
            // Boundaries match no character.
            'b' | 'B' | 'A' | 'Z' | 'z' => Self::default(),
            other => Self { single: vec![other], ..Self::default() },
        }
    }
}

struct Parser<'a> {
    letters: &'a [char],
    at: usize,
    found: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn eat(&mut self, letter: char) -> bool {
        let eaten = self.peek() == Some(letter);
        self.at += usize::from(eaten);
        eaten
    }

    /// Reads alternatives up to the end of a group; gives the sequences.
    fn alternatives(&mut self, depth: usize) -> Vec<Vec<Part>> {
        let mut all = vec![self.sequence(depth)];
        while self.eat('|') {
            all.push(self.sequence(depth));
        }
        all
    }

    fn sequence(&mut self, depth: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        while let Some(letter) = self.peek() {
            if letter == '|' || letter == ')' {
                break;
            }
            let (part, inner) = self.atom(depth);
            parts.extend(self.repeated(part, &inner));
        }
        parts
    }

    /// Reads one atom; of a group also its alternatives.
    fn atom(&mut self, depth: usize) -> (Part, Vec<Vec<Part>>) {
        let letter = self.peek().unwrap_or_default();
        self.at += 1;
        let set = match letter {
            '(' if depth < MAX_DEPTH => return self.group(depth),
            '[' => self.class(),
            '\\' => {
                let escaped = self.peek().unwrap_or_default();
                self.at += 1;
                Set::class(escaped)
            }
            '.' => Set { any: true, ..Set::default() },
            '^' | '$' => Set::default(),
            other => literal(other),
        };
        let empty = set.is_empty();
        (Part { set, empty, unbounded: false }, Vec::new())
    }

    fn group(&mut self, depth: usize) -> (Part, Vec<Vec<Part>>) {
        let mut looks = false;
        if self.eat('?') {
            match self.peek() {
                Some(':') => self.at += 1,
                Some('=' | '!') => {
                    self.at += 1;
                    looks = true;
                }
                _ => {
                    // A name or a look behind: up to `>`, `=`, `!` or `:`.
                    while let Some(letter) = self.peek() {
                        self.at += 1;
                        if matches!(letter, '>' | '=' | '!' | ':') {
                            looks = matches!(letter, '=' | '!');
                            break;
                        }
                    }
                }
            }
        }
        let inner = self.alternatives(depth + 1);
        self.eat(')');
        if looks {
            return (Part { set: Set::default(), empty: true, unbounded: false }, Vec::new());
        }
        let mut set = Set::default();
        for part in inner.iter().flatten() {
            set.join(&part.set);
        }
        let empty = inner.iter().any(|sequence| sequence.iter().all(|part| part.empty));
        let unbounded = inner.iter().flatten().any(|part| part.unbounded);
        (Part { set, empty, unbounded }, inner)
    }

    fn class(&mut self) -> Set {
        let mut set = Set::default();
        let negated = self.eat('^');
        let mut first = true;
        let mut previous: Option<char> = None;
        while let Some(letter) = self.peek() {
            self.at += 1;
            match letter {
                ']' if !first => break,
                '\\' => {
                    let escaped = self.peek().unwrap_or_default();
                    self.at += 1;
                    set.join(&Set::class(escaped));
                    previous = None;
                }
                '-' if previous.is_some() && self.peek().is_some_and(|next| next != ']') => {
                    let end = self.peek().unwrap_or_default();
                    self.at += 1;
                    let start = previous.take().unwrap_or_default();
                    if start.is_alphabetic() && end.is_alphabetic() {
                        set.letters = true;
                    } else if start.is_ascii_digit() && end.is_ascii_digit() {
                        set.digits = true;
                    } else {
                        set.any = true;
                    }
                }
                other => {
                    set.join(&literal(other));
                    previous = Some(other);
                }
            }
            first = false;
        }
        if negated { Set { any: true, ..Set::default() } } else { set }
    }

    /// Reads a quantifier behind an atom.
    fn repeated(&mut self, mut part: Part, inner: &[Vec<Part>]) -> Option<Part> {
        let (unbounded, optional) = match self.peek() {
            Some('*') => (true, true),
            Some('+') => (true, false),
            Some('?') => (false, true),
            Some('{') => match self.counted() {
                Some(bounds) => bounds,
                None => return Some(part),
            },
            _ => return Some(part),
        };
        if self.letters.get(self.at).is_some_and(|letter| matches!(letter, '*' | '+' | '?')) {
            self.at += 1;
        }
        // Lazy and possessive marks: the first still backtracks, the second never does.
        let possessive = self.eat('+');
        self.eat('?');
        if unbounded && !possessive && is_ambiguous(inner) && self.can_fail() {
            self.found = true;
        }
        part.empty |= optional;
        part.unbounded |= unbounded;
        Some(part)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`: whether it has no upper limit (or one that is as bad), and whether it may be zero.
    fn counted(&mut self) -> Option<(bool, bool)> {
        const MANY: u32 = 20;
        let rest: String = self.letters.get(self.at + 1..)?.iter().take_while(|letter| **letter != '}').collect();
        let mut bounds = rest.splitn(2, ',');
        let least: u32 = bounds.next()?.parse().ok()?;
        let unbounded = match bounds.next() {
            Some("") => true,
            Some(most) => most.parse::<u32>().ok()? > MANY,
            None => false,
        };
        self.at += rest.chars().count() + 2;
        Some((unbounded, least == 0))
    }

    /// Whether something behind this place can fail to match, so that the engine comes back.
    fn can_fail(&self) -> bool {
        let rest: String = self.letters.get(self.at..).unwrap_or_default().iter().collect();
        !rest.trim_start_matches(')').is_empty()
    }
}

/// Whether the content of a repeated group can match the same text in two ways: a part that repeats and stands alone or
/// beside parts that may be missing or overlap with it, or two alternatives that begin alike.
fn is_ambiguous(alternatives: &[Vec<Part>]) -> bool {
    let single = |sequence: &Vec<Part>| {
        let solid: Vec<&Part> = sequence.iter().filter(|part| !part.empty).collect();
        match solid.as_slice() {
            [] => sequence.iter().filter(|part| part.unbounded).count() > 0,
            [only] => only.unbounded,
            _ => false,
        }
    };
    if alternatives.iter().any(single) {
        return true;
    }
    let one_each = alternatives.iter().all(|sequence| sequence.len() == 1);
    one_each
        && alternatives.iter().enumerate().any(|(index, first)| {
            alternatives.iter().skip(index + 1).any(|second| match (first.first(), second.first()) {
                (Some(first), Some(second)) => first.set.overlaps(&second.set),
                _ => false,
            })
        })
}

fn literal(letter: char) -> Set {
    if letter.is_whitespace() {
        Set { space: true, ..Set::default() }
    } else {
        Set { single: vec![letter], ..Set::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_a_repetition_blows_up() {
        for pattern in [
            "^(a+)+$",
            r"(\w+\s?)*$",
            r"^([a-zA-Z0-9]+)*@x",
            "(a|a)*b",
            r"^(\d+)*x",
            r"(.*)*x",
            r"^(([a-z])+.)+[A-Z]([a-z])+$",
            r"(\w|\d)+!",
            "(a*){2,}b",
        ] {
            assert!(is_exponential(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_is_parted_does_not() {
        for pattern in [
            r"^\w+@\w+\.\w+$",
            r"^(\w+,)*\w+$",
            r"^[a-z]+(-[a-z]+)*$",
            r"^(\d{1,3}\.){3}\d{1,3}$",
            r"^(?:[a-f0-9]{2})+$",
            r"(a|b)*c",
            r"^(https?://)?[\w.-]+(/.*)?$",
            "(a+)+",
            r"[.*+?^${}()|[\]\\]",
            r"^(?=.*\d)(?=.*[a-z]).{8,}$",
            r"\.(jpe?g|png)$",
        ] {
            assert!(!is_exponential(pattern), "{pattern}");
        }
    }

    #[test]
    fn broken_expressions_are_read_to_their_end() {
        for pattern in ["(", "[", "a{", "(?<", "\\", "((((((((((((((((((((((((((a)", "a**", "+"] {
            is_exponential(pattern);
        }
    }
}
