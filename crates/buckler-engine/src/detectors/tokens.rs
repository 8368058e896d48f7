//! Judges ranges against tokens: what the SQL and the JavaScript detector have in common.
//!
//! An input may fill one literal, one number, one name or a list of those. It must not end or open a literal, and must
//! not stand for more syntax than the one operand that the application left room for. Every range is judged on its own,
//! in one sweep over the tokens: no token is kept, and the work is bounded.

mod literal;
mod run;

use crate::{Case, Hit, Taint, TaintRange, ValueId};
use alloc::{string::String, vec::Vec};
use buckler_text::token::{Role, Token, TokenKind};
use buckler_types::DetectorId;
use core::{cmp::Reverse, ops::Range};
use literal::{Crossing, Within};
pub(super) use run::{Comparison, List, Neighbor, Run};

/// What a language says about its tokens.
pub(super) trait Grammar {
    /// Who objects.
    const DETECTOR: DetectorId;

    /// Whether a text of that language may begin with an operand.
    const BEGINS_WITH_OPERAND: bool;

    /// Whether texts are short, as statements are and modules are not. In a long text an input that is a lone comment
    /// mark, or the quote at one end of a literal, equals some text of the application by chance, and so do several
    /// inputs side by side.
    const TERSE: bool;

    /// Reads a text.
    fn tokens<'a>(&self, text: &'a str) -> impl Iterator<Item = Token> + 'a;

    /// What a token does after a token that does `previous` (`None`: at the beginning).
    fn role(&self, token: &Token, text: &str, previous: Option<Role>) -> Role;

    /// Whether the white space between two tokens ends an expression.
    fn separates(&self, _space: &str) -> bool {
        false
    }

    /// Whether several tokens that fill no operand go on with what the application wrote before them.
    fn extends(&self, _run: &Run, _text: &str) -> bool {
        false
    }

    /// Whether several tokens are still data, or something that the policy tolerates.
    fn tolerates(&self, run: &Run, text: &str, case: &Case<'_>) -> bool;

    /// Why one token that is all of a range is refused, if it is.
    fn refuses(&self, run: &Run, text: &str, case: &Case<'_>) -> Option<&'static str>;
}

/// Judges every range of `taint`. `None`: nothing speaks against the text.
pub(super) fn judge<G: Grammar>(grammar: &G, text: &str, taint: &Taint, case: &Case<'_>) -> Option<Hit> {
    let mut sweep = Sweep::new(grammar, text, taint, case);
    for token in grammar.tokens(text) {
        sweep.token(&token);
        if sweep.objection.is_some() || sweep.is_idle() {
            break;
        }
    }
    sweep.end();
    sweep.objection.map(|objection| hit(grammar, text, objection))
}

/// Why a range is an attack.
#[derive(Clone, Debug)]
struct Objection {
    range: Range<usize>,
    value: ValueId,
    reason: &'static str,
    coarse: bool,
}

/// At most so many tokens are shown.
const SHOWN: usize = 32;

fn hit<G: Grammar>(grammar: &G, text: &str, objection: Objection) -> Hit {
    let Objection { range, value, reason, coarse } = objection;
    let touched = grammar.tokens(text).take_while(|token| token.start() < range.end);
    let tokens = touched.filter(|token| token.end() > range.start).map(|token| token.range()).take(SHOWN).collect();
    Hit {
        detector: G::DETECTOR,
        text: String::from(text),
        argument: None,
        range,
        value: Some(value),
        tokens,
        reason,
        coarse,
    }
}

/// One pass over the tokens of a text.
struct Sweep<'a, G> {
    grammar: &'a G,
    text: &'a str,
    case: &'a Case<'a>,
    coarse: bool,
    /// Ranges not begun, the next one last.
    waiting: Vec<TaintRange>,
    /// Ranges that have begun.
    runs: Vec<Run>,
    previous: Option<Token>,
    before_previous: Option<Token>,
    objection: Option<Objection>,
    /// An objection that holds if the text turns out broken behind it: a quote of the input may be the application's.
    quote_doubt: Option<Objection>,
    /// An objection that holds if a bracket is still open at the end, or was closed too often.
    bracket_doubt: Option<Objection>,
    depth: isize,
    unbalanced: bool,
    /// What the doubtful brackets add to the depth.
    lent: isize,
    /// A literal is still open, or something cannot be read.
    broken: bool,
    /// One input ends a literal, and one opens a literal.
    closed: bool,
    opened: bool,
    budget: usize,
}

impl<'a, G: Grammar> Sweep<'a, G> {
    fn new(grammar: &'a G, text: &'a str, taint: &Taint, case: &'a Case<'a>) -> Self {
        let mut sweep = Self {
            grammar,
            text,
            case,
            coarse: taint.coarse,
            waiting: Vec::with_capacity(taint.ranges.len()),
            runs: Vec::new(),
            previous: None,
            before_previous: None,
            objection: None,
            quote_doubt: None,
            bracket_doubt: None,
            depth: 0,
            unbalanced: false,
            lent: 0,
            broken: false,
            closed: false,
            opened: false,
            budget: 16_384 + 4 * text.len(),
        };
        for range in &taint.ranges {
            sweep.await_range(range);
        }
        sweep.waiting.sort_by_key(|range| Reverse(range.start));
        sweep
    }

    /// Leaves out the white space at the ends of a range. A piece of a value loses the quotes there as well: they may
    /// be the application's own.
    fn await_range(&mut self, range: &TaintRange) {
        let whole = range.whole || range.joined;
        let bytes = self.text.as_bytes();
        let text = bytes.get(range.start..range.end).unwrap_or_default();
        let outer = |byte: &u8, piece: bool| byte.is_ascii_whitespace() || piece && is_quote(*byte);
        let first = text.iter().position(|byte| !outer(byte, !whole && !range.prefix));
        let last = text.iter().rposition(|byte| !outer(byte, !whole));
        let (Some(first), Some(last)) = (first, last.filter(|last| first.is_some_and(|first| first <= *last))) else {
            return self.doubt(range.start..range.end, range.value, "leaves a literal open");
        };
        let (start, end) = (range.start + first, range.start + last + 1);
        let beside = [range.start.checked_sub(1), start.checked_sub(1), Some(end), Some(range.end)];
        if !whole && beside.iter().flatten().any(|at| bytes.get(*at).is_some_and(|byte| is_quote(*byte))) {
            self.doubt(range.start..range.end, range.value, "leaves a literal open");
        }
        self.waiting.push(TaintRange { start, end, ..*range });
    }

    /// Whether no token to come can change the answer.
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.runs.is_empty() && self.quote_doubt.is_none() && self.bracket_doubt.is_none()
    }

    fn token(&mut self, token: &Token) {
        if self.quote_doubt.is_some() && self.is_separated(token) {
            self.forget_doubt();
        }
        if !self.runs.is_empty() && token.kind() != TokenKind::Comment {
            self.finish_before(token);
        }
        self.begin_within(token);
        self.extend(token);
        self.depth += self.opens(token);
        self.unbalanced |= self.depth < 0;
        // What was broken before the first doubt is no fault of an input.
        self.broken |= self.quote_doubt.is_some() && (!token.ended() || token.kind() == TokenKind::Bad);
        if token.kind() != TokenKind::Comment {
            self.before_previous = self.previous.replace(*token);
        }
    }

    /// Brackets that a token opens, or closes when negative. A substitution in a template is a bracket too.
    fn opens(&self, token: &Token) -> isize {
        match token.kind() {
            TokenKind::Open => 1,
            TokenKind::Close => -1,
            TokenKind::Text => {
                let closes = self.byte(token.start()) == Some(b'}');
                let opens = token.closing() == 2 && self.byte(token.end().saturating_sub(1)) == Some(b'{');
                isize::from(opens) - isize::from(closes)
            }
            _ => 0,
        }
    }

    fn end(&mut self) {
        while let Some(run) = self.runs.pop() {
            self.finish(&run);
        }
        let unbalanced = self.unbalanced || self.depth != 0;
        if self.broken || unbalanced || G::TERSE && self.closed && self.opened {
            self.objection = self.objection.take().or(self.quote_doubt.take());
        }
        // Brackets of an input that the application's own text needs are the application's own.
        if unbalanced || self.depth == self.lent {
            self.objection = self.objection.take().or(self.bracket_doubt.take());
        }
    }

    /// Judges the runs that end before `token`.
    fn finish_before(&mut self, token: &Token) {
        let separated = self.is_separated(token);
        let mut place = 0;
        while let Some(run) = self.runs.get_mut(place) {
            if run.end > token.start() {
                place += 1;
                continue;
            }
            if run.right.is_none() && !separated {
                let role = self.grammar.role(token, self.text, run.last_role);
                run.right = Some(Neighbor { token: *token, role });
            }
            let run = self.runs.swap_remove(place);
            self.finish(&run);
        }
    }

    /// Whether the white space before `token` ends an expression.
    fn is_separated(&self, token: &Token) -> bool {
        let before = self.previous.map_or(0, |previous| previous.end());
        self.text.get(before..token.start()).is_some_and(|space| self.grammar.separates(space))
    }

    /// A quote that leaves its line whole has not opened anything, unless it is one of a template.
    fn forget_doubt(&mut self) {
        let template = |doubt: &Objection| {
            let Range { start, end } = doubt.range;
            let edges = [start.saturating_sub(1), start, end.saturating_sub(1), end];
            edges.iter().any(|edge| self.byte(*edge) == Some(b'`'))
        };
        if !self.broken && !self.quote_doubt.as_ref().is_some_and(template) {
            self.quote_doubt = None;
        }
    }

    /// Takes up the ranges that begin within `token`.
    fn begin_within(&mut self, token: &Token) {
        while let Some(range) = self.waiting.pop_if(|range| range.start < token.end()) {
            if range.end > token.end() || range.start < token.start() || !token.is_delimited() {
                let run = Run::new(&range, self.left());
                self.runs.push(run);
                continue;
            }
            let bytes = range.start..range.end;
            match literal::within(token, &bytes, range.whole && !range.joined, self.text.as_bytes()) {
                Within::Content => {}
                Within::Doubt => {
                    let telling = range.whole
                        && !self
                            .text
                            .as_bytes()
                            .get(bytes.clone())
                            .is_some_and(|text| text.iter().all(|byte| is_quote(*byte)));
                    self.closed |= telling && range.end == token.end();
                    self.opened |= telling && range.start == token.start();
                    self.doubt(bytes, range.value, "leaves a literal open");
                }
                Within::Attack(reason) => self.set_objection(bytes, range.value, reason),
                Within::All => {
                    let run = Run::new(&range, self.left());
                    self.runs.push(run);
                }
            }
        }
    }

    /// Adds `token` to the runs that it belongs to.
    fn extend(&mut self, token: &Token) {
        let mut place = 0;
        while let Some(run) = self.runs.get_mut(place) {
            place += 1;
            if !run.overlaps(token) {
                continue;
            }
            self.budget = self.budget.saturating_sub(1);
            let (range, value) = (run.start..run.end, run.value);
            match if token.is_delimited() { literal::crossing(token, &range, run.whole) } else { Crossing::None } {
                Crossing::None => {
                    let role = self.grammar.role(token, self.text, run.last_role);
                    run.take(token, role, self.text.as_bytes());
                }
                // A regular expression that an input ends right before the application's own slash.
                Crossing::Half if run.begins_in_literal() && token.kind() == TokenKind::Comment => {
                    self.set_objection(range, value, "opens a comment");
                }
                Crossing::Half => run.leave(token, Role::Other),
                Crossing::Attack(reason) => self.set_objection(range, value, reason),
                // The application's own delimiter would leave the text broken, if it is not on both sides.
                Crossing::Ends(reason) => {
                    run.ends_literal = true;
                    run.leave(token, Role::Value);
                    self.closed |= run.whole;
                    self.doubt(range, value, reason);
                }
                Crossing::Opens(reason) if run.ends_literal || run.count > 1 && run.begins_operand() => {
                    self.set_objection(range, value, reason);
                }
                Crossing::Opens(reason) => {
                    run.leave(token, Role::Value);
                    self.opened |= run.whole;
                    self.doubt(range, value, reason);
                }
            }
        }
        if self.budget == 0 {
            self.give_up();
        }
    }

    /// Too many long ranges over the same bytes: whatever is not yet seen to be harmless is taken for an attack.
    fn give_up(&mut self) {
        self.coarse = true;
        self.budget = usize::MAX;
        while let Some(run) = self.runs.pop() {
            if run.count > 1 {
                self.set_objection(run.start..run.end, run.value, run.reason());
            }
        }
    }

    /// Judges a run whose tokens have all been seen.
    fn finish(&mut self, run: &Run) {
        let range = run.start..run.end;
        let Some(reason) = self.fault(run) else { return };
        if run.depth != 0 && (run.count <= FEW || !run.whole && !run.ends_literal) {
            self.lent += run.depth;
            let objection = self.object(range, run.value, reason);
            self.bracket_doubt.get_or_insert(objection);
        } else {
            self.set_objection(range, run.value, reason);
        }
    }

    /// What is wrong with a run, if anything.
    fn fault(&self, run: &Run) -> Option<&'static str> {
        let first = run.first?;
        if run.kinds.has(TokenKind::Bad) {
            return Some("cannot be read");
        }
        // A piece from inside a literal up to the quote of the next one: its own quote was left to the application.
        let next = run.right.filter(|right| right.token.kind() == TokenKind::Text && right.token.start() == run.end);
        if run.begins_in_literal() && !run.whole && next.is_some() {
            return Some("ends a string literal");
        }
        if run.count > 1 {
            return (!self.is_harmless(run)).then(|| run.reason());
        }
        match first.kind() {
            TokenKind::Open | TokenKind::Close => Some("adds a bracket"),
            // A comment mark alone equals the application's own by chance, unless an operand belongs there.
            TokenKind::Comment => (G::TERSE && self.lacks_operand(run)).then_some("opens a comment"),
            _ => self.grammar.refuses(run, self.text, self.case),
        }
    }

    /// Whether an operand is missing where the run stands.
    fn lacks_operand(&self, run: &Run) -> bool {
        run.left.is_some_and(|left| left.role.expects_operand())
    }

    fn byte(&self, position: usize) -> Option<u8> {
        self.text.as_bytes().get(position).copied()
    }

    /// Whether several tokens are no evidence.
    fn is_harmless(&self, run: &Run) -> bool {
        run.kinds.only(&[TokenKind::Operator])
            || run.kinds.only(&[TokenKind::Open, TokenKind::Close]) && run.depth == 0
            || run.joined && !G::TERSE
            || self.grammar.tolerates(run, self.text, self.case)
            || self.is_pair_of_container(run)
            || is_coincidence(run, G::BEGINS_WITH_OPERAND) && !self.grammar.extends(run, self.text)
    }

    /// `id=5` is the text of a query string, and the application's own condition as well.
    fn is_pair_of_container(&self, run: &Run) -> bool {
        let container = !run.whole || self.case.known(run.value).is_some_and(|known| known.container);
        let condition = run.left.is_some_and(|left| matches!(left.token.kind(), TokenKind::Word | TokenKind::Comma));
        container && condition && run.comparison == Comparison::Complete
    }

    /// What stands before the token that comes next.
    fn left(&self) -> Option<Neighbor> {
        let token = self.previous?;
        let before = self.before_previous.filter(|_| token.kind() == TokenKind::Operator);
        let before = before.map(|before| self.grammar.role(&before, self.text, None));
        Some(Neighbor { token, role: self.grammar.role(&token, self.text, before) })
    }

    fn doubt(&mut self, range: Range<usize>, value: ValueId, reason: &'static str) {
        let objection = self.object(range, value, reason);
        self.quote_doubt.get_or_insert(objection);
    }

    fn set_objection(&mut self, range: Range<usize>, value: ValueId, reason: &'static str) {
        let objection = self.object(range, value, reason);
        self.objection.get_or_insert(objection);
    }

    const fn object(&self, range: Range<usize>, value: ValueId, reason: &'static str) -> Objection {
        Objection { range, value, reason, coarse: self.coarse }
    }
}

const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"' | b'`' | b'[' | b']')
}

/// So many tokens of a whole value may equal text of the application by chance.
const FEW: u32 = 3;

/// So many tokens of a piece of a value, or of joined values, may do so.
const FEW_OF_PIECE: u32 = 6;

/// A few tokens that fill no operand are most likely the application's own, and equal an input by chance.
fn is_coincidence(run: &Run, begins_with_operand: bool) -> bool {
    if run.kinds.has(TokenKind::Semicolon) || run.cut {
        return false;
    }
    if !run.whole && run.left.is_none() && !(begins_with_operand && run.prefix) {
        return true;
    }
    let everything = run.whole && run.left.is_none() && run.right.is_none();
    let few = run.count <= if run.whole || run.ends_literal { FEW } else { FEW_OF_PIECE };
    few && !everything && !run.fills_operand(begins_with_operand)
}
