//! A regular expression of JavaScript or Python as the parts that matter for time. It errs on the side of accepting:
//! what no engine takes only needs some reading that ends.

/// Characters of ASCII, one bit each, and one for all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    ascii: u128,
    other: bool,
}

impl Set {
    const ANY: Self = Self { ascii: !0, other: true };
    const LINE: Self = Self { ascii: !(1 << b'\n' | 1 << b'\r'), other: true };

    fn of(letter: char) -> Self {
        match u32::from(letter) {
            code @ 0..=127 => Self { ascii: 1 << code, other: false },
            _ => Self { ascii: 0, other: true },
        }
    }

    fn range(start: char, end: char) -> Self {
        let (first, last) = (u32::from(start), u32::from(end));
        let ascii = (first..=last.min(127)).fold(0, |bits, code| bits | 1u128.checked_shl(code).unwrap_or(0));
        Self { ascii, other: last > 127 }
    }

    fn union(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, other: self.other || other.other }
    }

    /// All others. Letters beyond ASCII are taken to be in both, for they are many.
    fn negated(self) -> Self {
        Self { ascii: !self.ascii, other: true }
    }

    fn with_both_cases(self) -> Self {
        let upper = self.ascii & Self::range('A', 'Z').ascii;
        let lower = self.ascii & Self::range('a', 'z').ascii;
        Self { ascii: self.ascii | upper << 32 | lower >> 32, other: self.other }
    }

    /// The letters in both.
    pub(super) fn common(self, other: Self) -> Self {
        Self { ascii: self.ascii & other.ascii, other: self.other && other.other }
    }

    pub(super) fn is_empty(self) -> bool {
        self.ascii == 0 && !self.other
    }
}

/// A part of an expression.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Nothing, or what takes no letter and hardly ever fails.
    Empty,
    /// The end of the text, a look ahead: takes no letter, and can fail.
    Check,
    /// One letter.
    Letter(Set),
    /// One after the other.
    Sequence(Vec<Part>),
    /// One of several.
    Alternatives(Vec<Part>),
    /// Any number of times; at least once unless `optional`.
    Loop {
        /// What repeats.
        body: Box<Part>,
        /// Whether it may be missing.
        optional: bool,
    },
}

/// Deepest nesting of groups that is looked at.
const MAX_DEPTH: u32 = 40;

/// Repetitions up to this number are written out one by one; up to [`MANY`] they are taken as one.
const FEW: u32 = 4;

/// More repetitions than this are as bad as any number.
const MANY: u32 = 30;

/// Reads an expression. What is inside of looks ahead and behind comes as expressions of their own.
pub(super) fn parse(pattern: &str, ignore_case: bool, whole: bool) -> Vec<Part> {
    let letters: Vec<char> = pattern.chars().collect();
    let mut parser = Parser { letters: &letters, at: 0, depth: 0, ignore_case, looks: Vec::new() };
    let mut parts = Vec::new();
    while parser.at < letters.len() {
        parts.push(parser.alternatives());
        // A bracket that closes nothing.
        parser.at += 1;
    }
    if whole {
        parts.push(Part::Check);
    }
    parser.looks.push(Part::Sequence(parts));
    parser.looks
}

struct Parser<'a> {
    letters: &'a [char],
    at: usize,
    depth: u32,
    ignore_case: bool,
    looks: Vec<Part>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek();
        self.at += 1;
        letter
    }

    fn eat(&mut self, letter: char) -> bool {
        let eaten = self.peek() == Some(letter);
        self.at += usize::from(eaten);
        eaten
    }

    /// Reads up to the end of a group.
    fn alternatives(&mut self) -> Part {
        let mut all = vec![self.sequence()];
        while self.eat('|') {
            all.push(self.sequence());
        }
        match all.len() {
            1 => all.pop().unwrap_or(Part::Empty),
            _ => Part::Alternatives(all),
        }
    }

    fn sequence(&mut self) -> Part {
        let mut parts = Vec::new();
        while let Some(letter) = self.peek() {
            if letter == '|' || letter == ')' {
                break;
            }
            let atom = self.atom();
            parts.push(self.repeated(atom));
        }
        Part::Sequence(parts)
    }

    fn atom(&mut self) -> Part {
        match self.next().unwrap_or_default() {
            '(' => self.group(),
            '[' => {
                let set = self.class();
                self.letter(set)
            }
            '\\' => self.escape(),
            '.' => Part::Letter(Set::LINE),
            '$' => Part::Check,
            '^' => Part::Empty,
            other => self.letter(Set::of(other)),
        }
    }

    fn letter(&self, set: Set) -> Part {
        Part::Letter(if self.ignore_case { set.with_both_cases() } else { set })
    }

    fn group(&mut self) -> Part {
        if self.depth >= MAX_DEPTH {
            self.at = self.letters.len();
            return Part::Empty;
        }
        let kind = self.group_kind();
        self.depth += 1;
        let inner = self.alternatives();
        self.depth -= 1;
        self.eat(')');
        match kind {
            Kind::Plain => inner,
            Kind::Look => {
                self.looks.push(inner);
                Part::Check
            }
            Kind::Nothing => Part::Empty,
        }
    }

    fn group_kind(&mut self) -> Kind {
        if !self.eat('?') {
            return Kind::Plain;
        }
        match self.next().unwrap_or_default() {
            '=' | '!' => Kind::Look,
            '#' => {
                while self.peek().is_some_and(|letter| letter != ')') {
                    self.at += 1;
                }
                Kind::Nothing
            }
            '<' if matches!(self.peek(), Some('=' | '!')) => {
                self.at += 1;
                Kind::Look
            }
            ':' | '>' => Kind::Plain,
            // A name, or flags: up to `>` or `:`, or `)` when they stand alone.
            first => {
                self.flags(first);
                while let Some(letter) = self.peek() {
                    if letter == ')' {
                        break;
                    }
                    self.at += 1;
                    if letter == '>' || letter == ':' {
                        break;
                    }
                    self.flags(letter);
                }
                Kind::Plain
            }
        }
    }

    /// `(?i)`. A name that begins so only makes the answer more careful.
    fn flags(&mut self, letter: char) {
        self.ignore_case |= letter == 'i' && self.at < 6;
    }

    fn escape(&mut self) -> Part {
        match self.next().unwrap_or_default() {
            'b' | 'B' | 'A' | 'G' => Part::Empty,
            'Z' | 'z' => Part::Check,
            // What a group matched before: some text.
            '1'..='9' | 'k' => Part::Letter(Set::ANY),
            letter => {
                let set = self.escaped(letter);
                self.letter(set)
            }
        }
    }

    fn escaped(&mut self, letter: char) -> Set {
        let word = Set::range('a', 'z').union(Set::range('A', 'Z')).union(Set::range('0', '9')).union(Set::of('_'));
        let space = Set { ascii: Set::range('\t', '\r').ascii, other: false }.union(Set::of(' '));
        match letter {
            'd' => Set::range('0', '9'),
            'w' => word,
            's' => space,
            'D' => Set::range('0', '9').negated(),
            'W' => word.negated(),
            'S' => space.negated(),
            'n' => Set::of('\n'),
            'r' => Set::of('\r'),
            't' => Set::of('\t'),
            'f' => Set::of('\u{c}'),
            'v' => Set::of('\u{b}'),
            'x' => self.code(2),
            'u' if self.eat('{') => {
                let set = self.code(6);
                self.eat('}');
                set
            }
            'u' => self.code(4),
            'p' | 'P' if self.eat('{') => {
                while self.next().is_some_and(|letter| letter != '}') {}
                Set::ANY
            }
            other => Set::of(other),
        }
    }

    /// A character by its number, of at most so many digits.
    fn code(&mut self, most: u32) -> Set {
        let mut code = 0;
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|letter| letter.to_digit(16)) else {
                break;
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Set::of(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn class(&mut self) -> Set {
        let negated = self.eat('^');
        let mut set = Set::default();
        let mut first = true;
        while let Some(letter) = self.next() {
            if letter == ']' && !first {
                break;
            }
            first = false;
            let (start, single) = self.class_letter(letter);
            let ranges = self.peek() == Some('-') && self.letters.get(self.at + 1).is_some_and(|next| *next != ']');
            if let (true, Some(start)) = (ranges, single) {
                self.at += 1;
                let end = self.next().unwrap_or_default();
                let (end_set, end) = self.class_letter(end);
                set = set.union(end.map_or(end_set, |end| Set::range(start, end)));
            } else {
                set = set.union(start);
            }
        }
        if negated { set.negated() } else { set }
    }

    /// One member of a class, and the letter if it is a single one.
    fn class_letter(&mut self, letter: char) -> (Set, Option<char>) {
        if letter != '\\' {
            return (Set::of(letter), Some(letter));
        }
        let escaped = self.next().unwrap_or_default();
        if escaped == 'b' {
            return (Set::of('\u{8}'), Some('\u{8}'));
        }
        let set = self.escaped(escaped);
        let single = (0..128u8).find(|code| set == Set::of(char::from(*code))).map(char::from);
        (set, single)
    }

    /// Reads the quantifiers behind an atom. A lazy one goes back all the same, a possessive one never does.
    fn repeated(&mut self, atom: Part) -> Part {
        let part = match self.peek() {
            Some('*') => Part::Loop { body: Box::new(atom), optional: true },
            Some('+') => Part::Loop { body: Box::new(atom), optional: false },
            Some('?') => Part::Alternatives(vec![atom, Part::Empty]),
            Some('{') => match self.bounds() {
                Some((least, most)) => return self.behind(counted(&atom, least, most)),
                None => return atom,
            },
            _ => return atom,
        };
        self.at += 1;
        self.behind(part)
    }

    fn behind(&mut self, part: Part) -> Part {
        if self.eat('+') {
            // It gives nothing back: what it took counts as one letter.
            return Part::Letter(Set::ANY);
        }
        self.eat('?');
        part
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`.
    fn bounds(&mut self) -> Option<(u32, Option<u32>)> {
        let rest = self.letters.get(self.at + 1..)?;
        let length = rest.iter().take(16).position(|letter| *letter == '}')?;
        let text: String = rest.iter().take(length).collect();
        let (least, most) = match text.split_once(',') {
            Some((least, "")) => (least, None),
            Some((least, most)) => (least, Some(most.parse().ok()?)),
            None => (&*text, Some(text.parse().ok()?)),
        };
        let least = if least.is_empty() { 0 } else { least.parse().ok()? };
        self.at += length + 2;
        Some((least, most))
    }
}

enum Kind {
    Plain,
    Look,
    Nothing,
}

fn counted(atom: &Part, least: u32, most: Option<u32>) -> Part {
    let small = size(atom) <= 8;
    let copies = if small { least.min(FEW) } else { least.min(1) };
    let mut parts: Vec<Part> = (0..copies).map(|_| atom.clone()).collect();
    let repeats = most.is_none_or(|most| most > MANY);
    if repeats {
        // Of a single letter only the end of the count could be missed; of a group the ways multiply.
        parts.push(Part::Loop { body: Box::new(atom.clone()), optional: copies > 0 || least == 0 });
    } else if let Some(most) = most {
        let further = if small { (most - least.min(most)).min(FEW) } else { u32::from(copies == 0 && most > 0) };
        for _ in 0..further {
            parts.push(Part::Alternatives(vec![atom.clone(), Part::Empty]));
        }
    }
    Part::Sequence(parts)
}

/// Number of letters.
fn size(part: &Part) -> usize {
    match part {
        Part::Empty | Part::Check => 0,
        Part::Letter(_) => 1,
        Part::Sequence(parts) | Part::Alternatives(parts) => parts.iter().map(size).sum(),
        Part::Loop { body, .. } => size(body),
    }
}
