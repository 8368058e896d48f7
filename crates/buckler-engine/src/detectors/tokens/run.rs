//! What the tokens of one range amount to.

use crate::{TaintRange, ValueId};
use buckler_text::token::{Role, Token, TokenKind};

/// The tokens of one range, as far as they have been seen.
#[derive(Clone, Debug)]
pub(in crate::detectors) struct Run {
    /// First byte of the input, white space at both ends left out.
    pub(in crate::detectors) start: usize,
    /// The byte after its last.
    pub(in crate::detectors) end: usize,
    /// The value that it came from.
    pub(in crate::detectors) value: ValueId,
    /// All of the value stands here, and nothing but it.
    pub(in crate::detectors) whole: bool,
    /// Several values, side by side.
    pub(super) joined: bool,
    /// It begins where the value begins.
    pub(in crate::detectors) prefix: bool,
    /// Its first or last token is not its own altogether.
    pub(in crate::detectors) cut: bool,
    /// It ends a literal that the application began.
    pub(in crate::detectors) ends_literal: bool,
    /// What stands before; `None` at the beginning of the text.
    pub(in crate::detectors) left: Option<Neighbor>,
    /// What stands behind; `None` at the end of the text.
    pub(in crate::detectors) right: Option<Neighbor>,
    /// Tokens seen.
    pub(in crate::detectors) count: u32,
    /// Kinds of the tokens seen.
    pub(in crate::detectors) kinds: Kinds,
    /// Words were among them that are no names.
    pub(in crate::detectors) keywords: bool,
    /// Opening brackets among them, less the closing ones.
    pub(super) depth: isize,
    /// The list that the tokens form.
    pub(in crate::detectors) list: List,
    /// The comparison that they form.
    pub(in crate::detectors) comparison: Comparison,
    /// The data that they form.
    pub(in crate::detectors) data: Data,
    /// The first token.
    pub(in crate::detectors) first: Option<Token>,
    /// The last token.
    pub(in crate::detectors) last: Option<Token>,
    /// What the last token does.
    pub(in crate::detectors) last_role: Option<Role>,
}

/// What stands before or behind a range.
#[derive(Clone, Copy, Debug)]
pub(in crate::detectors) struct Neighbor {
    /// The token.
    pub(in crate::detectors) token: Token,
    /// What it does.
    pub(in crate::detectors) role: Role,
}

impl Run {
    pub(super) fn new(range: &TaintRange, left: Option<Neighbor>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            value: range.value,
            whole: range.whole && !range.joined,
            joined: range.joined,
            prefix: range.prefix,
            cut: false,
            ends_literal: false,
            left,
            right: None,
            count: 0,
            kinds: Kinds::default(),
            keywords: false,
            depth: 0,
            list: List::default(),
            comparison: Comparison::default(),
            data: Data::default(),
            first: None,
            last: None,
            last_role: left.map(|left| left.role),
        }
    }

    /// Whether the application left room for an operand here: what stands before expects one, and what stands behind
    /// may follow one.
    pub(in crate::detectors) fn fills_operand(&self, begins_with_operand: bool) -> bool {
        let expected = self.left.map_or(begins_with_operand, |left| left.role.expects_operand());
        // A piece of a value is no operand when it ends on an operator; a whole value may leave a statement broken.
        let complete = self.whole || self.last_role.is_none_or(|role| !role.expects_operand());
        expected && complete && self.right.is_none_or(|right| right.role.follows_operand())
    }

    /// Whether its brackets are closed and it does not end where an operand is to follow.
    pub(in crate::detectors) fn is_closed(&self) -> bool {
        self.depth == 0 && self.last_role.is_none_or(|role| !role.expects_operand())
    }

    /// Whether `token` is a further character of an operator that the application began: the `=` of its `>=`.
    fn goes_on_with(&self, token: &Token) -> bool {
        let left = self.left.filter(|left| left.token.kind() == TokenKind::Operator);
        self.count == 0
            && token.kind() == TokenKind::Operator
            && left.is_some_and(|left| left.token.end() == token.start())
    }

    /// Whether it begins within the content of a literal, and not at its closing quote.
    pub(super) fn begins_in_literal(&self) -> bool {
        self.ends_literal && self.left.is_some_and(|left| left.token.inner().end > self.start)
    }

    /// Whether it is the beginning of a value, in a place where an operand belongs.
    pub(super) fn begins_operand(&self) -> bool {
        self.prefix && self.left.is_some_and(|left| left.role.expects_operand())
    }

    /// Lets the application have `token`, at one of the ends.
    pub(super) fn leave(&mut self, token: &Token, role: Role) {
        let neighbor = Neighbor { token: *token, role };
        if token.start() < self.start {
            self.left = Some(neighbor);
            self.last_role = Some(role);
        } else {
            self.right = Some(neighbor);
            self.end = token.start();
        }
    }

    pub(super) fn overlaps(&self, token: &Token) -> bool {
        token.start() < self.end && self.start < token.end()
    }

    /// Takes in a token that it overlaps.
    pub(super) fn take(&mut self, token: &Token, role: Role, bytes: &[u8]) {
        let cut_left = token.start() < self.start;
        let cut_right = token.end() > self.end;
        // A word at the end of a piece is the application's own, and so is the `>` before the `=` of an input.
        let piece = !self.whole && cut_left != cut_right;
        if piece {
            return self.leave(token, role);
        }
        if self.goes_on_with(token) {
            self.left = Some(Neighbor { token: *token, role });
            self.last_role = Some(role);
            return;
        }
        self.cut |= cut_left;
        self.add(token, role, bytes);
    }

    fn add(&mut self, token: &Token, role: Role, bytes: &[u8]) {
        let first = bytes.get(token.start()).copied();
        self.count += 1;
        self.kinds.insert(token.kind());
        self.depth += match token.kind() {
            TokenKind::Open => 1,
            TokenKind::Close => -1,
            _ => 0,
        };
        self.keywords |= token.kind() == TokenKind::Word && !matches!(role, Role::Name | Role::Value);
        self.list = self.list.then(token, role, matches!(first, Some(b'+' | b'-')));
        self.comparison = self.comparison.then(token, role, first == Some(b'='));
        self.data = self.data.then(token, role, first.unwrap_or_default());
        self.first = self.first.or(Some(*token));
        self.last = Some(*token);
        self.last_role = Some(role);
    }

    /// What is wrong with tokens that are more than one operand.
    pub(super) fn reason(&self) -> &'static str {
        if self.kinds.has(TokenKind::Semicolon) {
            "ends the statement"
        } else if self.keywords {
            "adds keywords"
        } else if self.kinds.has(TokenKind::Open) || self.kinds.has(TokenKind::Close) {
            "adds a call or brackets"
        } else if self.kinds.has(TokenKind::Operator) {
            "adds an operator"
        } else if self.kinds.has(TokenKind::Text) {
            "adds a literal to other tokens"
        } else {
            "adds tokens where one value belongs"
        }
    }
}

/// A set of token kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detectors) struct Kinds(u16);

impl Kinds {
    fn insert(&mut self, kind: TokenKind) {
        self.0 |= 1 << kind as u16;
    }

    /// Whether a token of that kind is there.
    pub(in crate::detectors) const fn has(self, kind: TokenKind) -> bool {
        self.0 >> kind as u16 & 1 == 1
    }

    /// Whether no token is of another kind.
    pub(in crate::detectors) fn only(self, kinds: &[TokenKind]) -> bool {
        kinds.iter().fold(self.0, |left, kind| left & !(1 << *kind as u16)) == 0
    }
}

/// A list of numbers and names, as far as it has been read: `1, -2`, `t.name desc, price`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detectors) enum List {
    /// Nothing yet.
    #[default]
    Start,
    /// A sign.
    Sign,
    /// A number.
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
    pub(in crate::detectors) const fn is_complete(self) -> bool {
        matches!(self, Self::Number | Self::Name | Self::Direction)
    }

    fn then(self, token: &Token, role: Role, is_sign: bool) -> Self {
        let begins = matches!(self, Self::Start | Self::Comma);
        match token.kind() {
            TokenKind::Number if begins || self == Self::Sign => Self::Number,
            TokenKind::Operator if begins && is_sign => Self::Sign,
            // `*` where an operand is expected.
            TokenKind::Operator if role == Role::Value && (begins || self == Self::Dot) => Self::Name,
            TokenKind::Word if role == Role::Direction && self.is_complete() => Self::Direction,
            TokenKind::Word | TokenKind::Name | TokenKind::Parameter if begins && is_operand(role) => Self::Name,
            TokenKind::Word | TokenKind::Name if self == Self::Dot => Self::Name,
            TokenKind::Dot if self == Self::Name => Self::Dot,
            TokenKind::Comma if self.is_complete() => Self::Comma,
            _ => Self::Broken,
        }
    }
}

const fn is_operand(role: Role) -> bool {
    matches!(role, Role::Name | Role::Value | Role::Direction)
}

/// `name = operand`, as far as it has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detectors) enum Comparison {
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
        match (self, token.kind()) {
            (Self::Start, TokenKind::Word | TokenKind::Name) if role == Role::Name => Self::Name,
            (Self::Name, TokenKind::Operator) if is_equals => Self::Equals,
            (Self::Equals, TokenKind::Word | TokenKind::Name | TokenKind::Number | TokenKind::Text) => Self::Complete,
            _ => Self::Broken,
        }
    }
}

/// Data of JavaScript, as far as it has been read: literals, lists of them, JSON and object literals. No name in it is
/// looked up and nothing in it is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::detectors) struct Data {
    state: DataState,
    depth: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DataState {
    /// A value is to come.
    #[default]
    Wanted,
    /// A sign: a number is to come.
    Signed,
    /// A value has come.
    Given,
    /// A bracket was opened: a value or its closing bracket is to come.
    Opened,
    /// A word that is to be the key of an object.
    Key,
    /// No data.
    Broken,
}

impl Data {
    /// Whether it could end here.
    pub(in crate::detectors) fn is_complete(self) -> bool {
        self.state == DataState::Given && self.depth == 0
    }

    fn then(self, token: &Token, role: Role, first: u8) -> Self {
        use DataState::{Broken, Given, Key, Opened, Signed, Wanted};
        let Self { state, depth } = self;
        let wanted = matches!(state, Wanted | Opened);
        let to = |state, depth| Self { state, depth };
        match (token.kind(), first) {
            (TokenKind::Number, _) if wanted || state == Signed => to(Given, depth),
            (TokenKind::Text, b'\'' | b'"') if wanted => to(Given, depth),
            (TokenKind::Word, _) if wanted && role == Role::Value => to(Given, depth),
            (TokenKind::Word, _) if wanted && role == Role::Name && depth > 0 => to(Key, depth),
            (TokenKind::Operator, b'-' | b'+') if wanted => to(Signed, depth),
            (TokenKind::Operator, b':') if matches!(state, Given | Key) && depth > 0 => to(Wanted, depth),
            (TokenKind::Open, b'[' | b'{') if wanted => to(Opened, depth + 1),
            (TokenKind::Close, b']' | b'}') if matches!(state, Given | Opened) && depth > 0 => to(Given, depth - 1),
            (TokenKind::Comma, _) if state == Given => to(Wanted, depth),
            _ => to(Broken, depth),
        }
    }
}
