#![doc = include_str!("sql_injection.md")]

use super::{
    Detector,
    tokens::{self, Grammar, List, Neighbor, Run},
};
use crate::{Case, Hit, Taint};
use buckler_text::{
    sql::{self, Dialect, Lexer},
    token::{Role, Token, TokenKind},
};
use buckler_types::{DetectorId, Operation, OperationKind, SqlDialect, Switch};

/// Judges SQL statements.
#[derive(Debug)]
pub struct SqlInjection;

impl Detector for SqlInjection {
    fn id(&self) -> DetectorId {
        DetectorId::SqlInjection
    }

    fn page(&self) -> &'static str {
        include_str!("sql_injection.md")
    }

    fn judges(&self, kind: OperationKind) -> bool {
        kind == OperationKind::Sql
    }

    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit> {
        let Operation::Sql { text, dialect } = operation else { return None };
        let taint = case.link(text);
        if taint.is_empty() {
            return None;
        }
        let judge = |dialect| tokens::judge(&Sql { dialect }, text, &taint, case);
        match dialect {
            SqlDialect::Postgres => judge(Dialect::POSTGRES),
            SqlDialect::MySql => judge(Dialect::MYSQL),
            SqlDialect::Sqlite => judge(Dialect::SQLITE),
            SqlDialect::Generic => judge_unknown(text, &taint, case),
        }
    }
}

/// A statement of an unknown dialect: the text of the application may tell how it is read, else every way counts.
fn judge_unknown(text: &str, taint: &Taint, case: &Case<'_>) -> Option<Hit> {
    let judge = |dialect| tokens::judge(&Sql { dialect }, text, taint, case);
    match guess(text, taint) {
        Some(dialect) => judge(dialect),
        None if case.policy().refuses(Switch::AnyDialectObjects) => {
            judge(Dialect::STANDARD).or_else(|| judge(Dialect::BACKSLASH))
        }
        None => judge(Dialect::STANDARD).and(judge(Dialect::BACKSLASH)),
    }
}

/// The dialect, as far as delimiters and variables tell it that no input has touched.
fn guess(text: &str, taint: &Taint) -> Option<Dialect> {
    let mut ranges = taint.ranges.as_slice();
    for token in Lexer::new(text, Dialect::STANDARD) {
        while let [range, rest @ ..] = ranges
            && range.end <= token.start()
        {
            ranges = rest;
        }
        let inner = token.inner();
        let mut touching = ranges.iter().take_while(|range| range.start < token.end());
        let untouched =
            touching.all(|range| token.opening() > 0 && inner.start <= range.start && range.end <= inner.end);
        if let Some(dialect) = told_by(&token, text).filter(|_| untouched) {
            return Some(dialect);
        }
    }
    None
}

fn told_by(token: &Token, text: &str) -> Option<Dialect> {
    match (token.kind(), text.as_bytes().get(token.start())?) {
        (TokenKind::Name, b'`') => Some(Dialect::BACKSLASH),
        (TokenKind::Name, b'[') if is_identifier(text.get(token.inner())?) => Some(Dialect::STANDARD),
        (TokenKind::Text | TokenKind::Parameter, b'$' | b'@') => Some(Dialect::STANDARD),
        _ => None,
    }
}

/// What a name in brackets looks like, as opposed to an array.
fn is_identifier(text: &str) -> bool {
    let letter = text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    letter && text.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | ' '))
}

/// The grammar of SQL, as far as it is needed.
struct Sql {
    dialect: Dialect,
}

impl Grammar for Sql {
    const DETECTOR: DetectorId = DetectorId::SqlInjection;
    const TERSE: bool = true;
    const BEGINS_WITH_OPERAND: bool = false;

    fn tokens<'a>(&self, text: &'a str) -> impl Iterator<Item = Token> + 'a {
        Lexer::new(text, self.dialect)
    }

    fn role(&self, token: &Token, text: &str, previous: Option<Role>) -> Role {
        match token.kind() {
            TokenKind::Word => sql::role(text.as_bytes().get(token.range()).unwrap_or_default()),
            TokenKind::Number | TokenKind::Text | TokenKind::Parameter => Role::Value,
            TokenKind::Name => Role::Name,
            TokenKind::Operator if is_star(token, text) && previous.is_none_or(Role::expects_operand) => Role::Value,
            TokenKind::Operator | TokenKind::Comma | TokenKind::Dot => Role::Infix,
            TokenKind::Open => Role::Prefix,
            TokenKind::Close | TokenKind::Semicolon => Role::Suffix,
            TokenKind::Comment | TokenKind::Bad => Role::Other,
        }
    }

    fn extends(&self, run: &Run, text: &str) -> bool {
        let first = run.first.and_then(|token| text.as_bytes().get(token.range())).unwrap_or_default();
        let appended = APPENDED.iter().any(|word| first.eq_ignore_ascii_case(word));
        run.whole && appended && run.last_role.is_some_and(|role| !role.expects_operand())
    }

    fn tolerates(&self, run: &Run, text: &str, case: &Case<'_>) -> bool {
        if run.list.is_complete() {
            return tolerates_list(run, text, case);
        }
        if run.count <= 3 && leaves_no_statement(run, text) {
            return true;
        }
        let arithmetic = [TokenKind::Number, TokenKind::Operator, TokenKind::Open, TokenKind::Close];
        run.kinds.only(&arithmetic) && !case.policy().refuses(Switch::NumberArithmetic)
    }

    fn refuses(&self, run: &Run, text: &str, case: &Case<'_>) -> Option<&'static str> {
        let first = run.first?;
        let policy = case.policy();
        match first.kind() {
            TokenKind::Text => {
                let container = case.known(run.value).is_some_and(|known| known.container);
                let refused = !container && policy.refuses(Switch::LiteralInNumberSlot);
                (refused && run.fills_operand(false)).then_some("is a string literal where a plain value belongs")
            }
            TokenKind::Parameter => {
                let variable = text.get(first.range()).is_some_and(|text| text.starts_with("@@"));
                let refused = variable && run.start == first.start() && policy.refuses(Switch::ServerVariable);
                refused.then_some("reads a server variable")
            }
            TokenKind::Word | TokenKind::Name => {
                let refused = policy.refuses(Switch::IdentifierInValueSlot) && !run.cut;
                (refused && compares(run)).then_some("is a name where a value belongs")
            }
            _ => None,
        }
    }
}

/// Whether a table is named where the run stands.
fn names_table(run: &Run, text: &str) -> bool {
    is_one_of(run.left, text, &["from", "join", "into", "update", "table"])
}

fn is_one_of(neighbor: Option<Neighbor>, text: &str, words: &[&str]) -> bool {
    let word = neighbor.and_then(|neighbor| text.get(neighbor.token.range())).unwrap_or_default();
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether the application's text would be no statement if one operand stood in place of the run: then the run is
/// most likely the application's own. `id FROM film` leaves a `SELECT` without `FROM`, `film WHERE id` leaves a
/// condition where a table belongs.
fn leaves_no_statement(run: &Run, text: &str) -> bool {
    let condition = run.right.is_some_and(|right| right.role == Role::Infix);
    let alias = run.kinds.only(&[TokenKind::Word]) && !run.keywords;
    let from = text.get(run.start..run.end).is_some_and(|run| run.to_ascii_lowercase().contains(" from "));
    names_table(run, text) && (condition || alias)
        || from && is_one_of(run.left, text, &["select", "distinct"]) && !is_one_of(run.right, text, &["from"])
}

/// What an input begins with that goes on where the application's own condition ended.
const APPENDED: [&[u8]; 7] = [b"or", b"xor", b"union", b"intersect", b"except", b"|", b"&"];

fn is_star(token: &Token, text: &str) -> bool {
    text.as_bytes().get(token.start()) == Some(&b'*')
}

/// Whether the run stands where a value is compared.
fn compares(run: &Run) -> bool {
    let infix = run.left.is_some_and(|left| left.role == Role::Infix && left.token.kind() != TokenKind::Dot);
    run.whole && infix && run.fills_operand(false)
}

/// Numbers and names may be listed, tables may not; what else the policy says about lists.
fn tolerates_list(run: &Run, text: &str, case: &Case<'_>) -> bool {
    let policy = case.policy();
    let sorts = is_one_of(run.left, text, &["by", ","]);
    let comma = run.kinds.has(TokenKind::Comma);
    let names = run.kinds.has(TokenKind::Word) || run.kinds.has(TokenKind::Name);
    let refused = comma && names_table(run, text)
        || run.list == List::Direction && (!sorts || policy.refuses(Switch::OrderDirection))
        || comma && names && policy.refuses(Switch::ColumnList)
        || sorts && run.kinds.has(TokenKind::Operator) && policy.refuses(Switch::SignedPosition);
    !refused
}
