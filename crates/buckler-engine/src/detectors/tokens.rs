//! Judges ranges against tokens: what the SQL and the JavaScript detector have in common.
//!
//! An input may fill one literal, one number, one name or a list of those. It must not end or open a literal, and must
//! not stand for more syntax than the one operand that the application left room for. Every range is judged on its own,
//! in one sweep over the tokens: nothing is collected, and the work is bounded.

use crate::{Case, Hit, Taint, TaintRange, ValueId};
use alloc::{string::String, vec::Vec};
use buckler_text::token::{Role, Token, TokenKind};
use buckler_types::{DetectorId, Switch, Trust};
use core::ops::Range;

/// What a language says about its tokens.
pub(super) trait Grammar {
    /// The lexer.
    type Tokens<'a>: Iterator<Item = Token>;

    /// Who objects.
    const DETECTOR: DetectorId;

    /// Reads a text.
    fn tokens<'a>(&self, text: &'a str) -> Self::Tokens<'a>;

    /// What a token does after a token of role `previous` (`None`: at the beginning).
    fn role(&self, token: &Token, text: &str, previous: Option<Role>) -> Role;

    /// Whether a text of that language may begin with an operand.
    fn begins_with_operand(&self) -> bool;

    /// Whether what the input adds is a matter of taste that the policy tolerates.
    fn tolerates(&self, run: &Run, text: &str, case: &Case<'_>) -> bool;

    /// Whether a token that is all of an input is refused, and why.
    fn refuses_alone(&self, run: &Run, text: &str, case: &Case<'_>) -> Option<&'static str>;
}

/// Why a range is an attack.
struct Objection {
    range: Range<usize>,
    value: Option<ValueId>,
    reason: &'static str,
    coarse: bool,
}

/// The tokens of one range, as far as they have been seen.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The bytes of the input, white space at both ends left out.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// The value that they came from.
    pub(super) value: ValueId,
    /// All of the value stands here.
    pub(super) whole: bool,
    prefix: bool,
    /// What stood before; `None` at the beginning of the text.
    pub(super) left: Option<Left>,
    /// What stands behind; `None` at the end of the text.
    pub(super) right: Option<Role>,
    /// Tokens seen.
    pub(super) count: u32,
    /// Kinds of the tokens seen.
    pub(super) kinds: Kinds,
    /// The list that the tokens form.
    pub(super) list: List,
    /// The comparison that they form.
    pub(super) comparison: Comparison,
    /// The first token.
    pub(super) first: Option<Token>,
    /// What the first token does.
    pub(super) first_role: Option<Role>,
    /// What the last token does.
    pub(super) last_role: Option<Role>,
}

/// What stands before a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    /// The token.
    pub(super) token: Token,
    /// What it does.
    pub(super) role: Role,
}

/// A set of token kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u16);

impl Kinds {
    fn insert(&mut self, kind: TokenKind) {
        self.0 |= 1 << kind as u16;
    }

    /// Whether a token of that kind is there.
    pub(super) const fn has(self, kind: TokenKind) -> bool {
        self.0 >> kind as u16 & 1 == 1
    }

    /// Whether no token is of another kind.
    pub(super) fn only(self, kinds: &[TokenKind]) -> bool {
        kinds.iter().fold(self.0, |left, kind| left & !(1 << *kind as u16)) == 0
    }
}

/// A list of numbers and names, as far as it has been read: `1, -2`, `t.name desc, price`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum List {
    /// Nothing yet.
    #[default]
    Start,
    /// A sign.
    Sign,
    /// A number, or a literal where those are allowed.
    Number,
    /// A name.
    Name,
    /// A dot behind a name.
    Dot,
    /// `asc` or `desc`.
    Direction,
    /// A comma.
    Comma,
    /// Something that is no such list.
    Broken,
}

impl List {
    /// Whether it could end here.
    pub(super) const fn is_complete(self) -> bool {
        matches!(self, Self::Number | Self::Name | Self::Direction)
    }

    fn then(self, token: &Token, role: Role, is_sign: bool) -> Self {
        let begins = matches!(self, Self::Start | Self::Comma);
        let operand = matches!(role, Role::Name | Role::Value | Role::Direction);
        match token.kind {
            TokenKind::Number if begins || self == Self::Sign => Self::Number,
            TokenKind::Operator if begins && is_sign => Self::Sign,
            TokenKind::Operator if role == Role::Value && (begins || self == Self::Dot) => Self::Name,
            TokenKind::Word | TokenKind::Name | TokenKind::Parameter if begins && operand => Self::Name,
            TokenKind::Word | TokenKind::Name if self == Self::Dot => Self::Name,
            TokenKind::Word if role == Role::Direction && self.is_complete() => Self::Direction,
            TokenKind::Dot if self == Self::Name => Self::Dot,
            TokenKind::Comma if self.is_complete() => Self::Comma,
            _ => Self::Broken,
        }
    }
}

/// `name = operand`, as far as it has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Nothing yet.
    #[default]
    Start,
    /// A name.
    Name,
    /// A name and `=`.
    Equals,
    /// All of it.
    Complete,
    /// Something else.
    Broken,
}

impl Comparison {
    fn then(self, token: &Token, role: Role, is_equals: bool) -> Self {
        match (self, token.kind) {
            (Self::Start, TokenKind::Word | TokenKind::Name) if role == Role::Name => Self::Name,
            (Self::Name, TokenKind::Operator) if is_equals => Self::Equals,
            (Self::Equals, TokenKind::Word | TokenKind::Name | TokenKind::Number | TokenKind::Text)
                if matches!(role, Role::Name | Role::Value) =>
            {
                Self::Complete
            }
            _ => Self::Broken,
        }
    }
}

impl Run {
    fn new(range: &TaintRange, left: Option<Left>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            value: range.value,
            whole: range.whole || range.joined,
            prefix: range.prefix,
            left,
            right: None,
            count: 0,
            kinds: Kinds::default(),
            list: List::default(),
            comparison: Comparison::default(),
            first: None,
            first_role: None,
            last_role: left.map(|left| left.role),
        }
    }

    /// Whether the application left room for an operand here: what stands before expects one, and what stands behind
    /// may follow one.
    pub(super) fn fills_operand(&self, begins_with_operand: bool) -> bool {
        let expected = self.left.map_or(begins_with_operand, |left| left.role.expects_operand());
        expected && self.right.is_none_or(Role::follows_operand)
    }

    fn add(&mut self, token: &Token, role: Role, bytes: &[u8]) {
        let first = bytes.get(token.start).copied();
        self.count += 1;
        self.kinds.insert(token.kind);
        self.list = self.list.then(token, role, matches!(first, Some(b'+' | b'-')));
        self.comparison = self.comparison.then(token, role, first == Some(b'='));
        self.first = self.first.or(Some(*token));
        self.first_role = self.first_role.or(Some(role));
        self.last_role = Some(role);
    }
}

/// Judges every range of `taint`. `None`: nothing speaks against the text.
pub(super) fn judge<G: Grammar>(grammar: &G, text: &str, taint: &Taint, case: &Case<'_>) -> Option<Hit> {
    let mut sweep = Sweep::new(grammar, text, taint, case);
    for token in grammar.tokens(text) {
        if let Some(objection) = sweep.token(&token) {
            return Some(hit(grammar, text, objection));
        }
    }
    sweep.end().map(|objection| hit(grammar, text, objection))
}

/// At most so many tokens are shown.
const SHOWN: usize = 32;

fn hit<G: Grammar>(grammar: &G, text: &str, objection: Objection) -> Hit {
    let Objection { range, value, reason, coarse } = objection;
    let touched = grammar.tokens(text).take_while(|token| token.start < range.end);
    let tokens = touched.filter(|token| token.end > range.start).map(|token| token.range()).take(SHOWN).collect();
    Hit { detector: G::DETECTOR, text: String::from(text), argument: None, range, value, tokens, reason, coarse }
}

/// One pass over the tokens of a text.
struct Sweep<'a, G> {
    grammar: &'a G,
    text: &'a str,
    case: &'a Case<'a>,
    coarse: bool,
    /// Ranges not begun, the next one last.
    waiting: Vec<TaintRange>,
    /// Ranges that have begun and go on.
    runs: Vec<Run>,
    previous: Option<Token>,
    before_previous: Option<Token>,
    /// An objection that holds if the text turns out broken.
    doubt: Option<Objection>,
    depth: isize,
    unbalanced: bool,
    bracket_doubt: Option<Objection>,
    unended: bool,
    budget: usize,
}

impl<'a, G: Grammar> Sweep<'a, G> {
    fn new(grammar: &'a G, text: &'a str, taint: &Taint, case: &'a Case<'a>) -> Self {
        let mut waiting: Vec<_> = taint.ranges.iter().filter_map(|range| trimmed(range, text.as_bytes())).collect();
        waiting.sort_by_key(|range| core::cmp::Reverse(range.start));
        Self {
            grammar,
            text,
            case,
            coarse: taint.coarse,
            waiting,
            runs: Vec::new(),
            previous: None,
            before_previous: None,
            doubt: None,
            depth: 0,
            unbalanced: false,
            bracket_doubt: None,
            unended: false,
            budget: 16_384 + 4 * text.len(),
        }
    }

    fn token(&mut self, token: &Token) -> Option<Objection> {
        if !self.runs.is_empty() {
            self.finish_before(token)?.map_or(Some(()), |_| None);
        }
        None
    }
}
