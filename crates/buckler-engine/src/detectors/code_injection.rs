#![doc = include_str!("code_injection.md")]

use super::{
    Detector,
    tokens::{self, Grammar, Run},
};
use crate::{Case, Hit};
use buckler_text::{
    js::{self, Lexer},
    token::{Role, Token, TokenKind},
};
use buckler_types::{DetectorId, Operation, OperationKind, Policy, Switch};

/// Judges text that is run as JavaScript.
#[derive(Debug)]
pub struct CodeInjection;

impl Detector for CodeInjection {
    fn id(&self) -> DetectorId {
        DetectorId::CodeInjection
    }

    fn page(&self) -> &'static str {
        include_str!("code_injection.md")
    }

    fn judges(&self, kind: OperationKind) -> bool {
        kind == OperationKind::Code
    }

    fn detect(&self, operation: &Operation<'_>, case: &mut Case<'_>) -> Option<Hit> {
        let Operation::Code { text } = operation else { return None };
        let taint = case.link(text);
        if taint.is_empty() { None } else { tokens::judge(&JavaScript, text, &taint, case) }
    }
}

/// The grammar of JavaScript, as far as it is needed.
struct JavaScript;

impl Grammar for JavaScript {
    const DETECTOR: DetectorId = DetectorId::CodeInjection;
    const TERSE: bool = false;
    const BEGINS_WITH_OPERAND: bool = true;

    fn tokens<'a>(&self, text: &'a str) -> impl Iterator<Item = Token> + 'a {
        Lexer::new(text)
    }

    fn role(&self, token: &Token, text: &str, previous: Option<Role>) -> Role {
        match token.kind() {
            TokenKind::Word => js::role(text.as_bytes().get(token.range()).unwrap_or_default()),
            TokenKind::Number | TokenKind::Parameter => Role::Value,
            TokenKind::Name => Role::Name,
            TokenKind::Text => role_of_text(token, text),
            // `++` and `--`
            TokenKind::Operator if token.end() - token.start() > 1 => match previous {
                Some(role) if !role.expects_operand() => Role::Suffix,
                _ => Role::Prefix,
            },
            TokenKind::Operator | TokenKind::Comma | TokenKind::Dot => Role::Infix,
            TokenKind::Open => Role::Prefix,
            TokenKind::Close => Role::Suffix,
            TokenKind::Semicolon => Role::Clause,
            TokenKind::Comment | TokenKind::Bad => Role::Other,
        }
    }

    fn separates(&self, space: &str) -> bool {
        space.contains('\n')
    }

    fn tolerates(&self, run: &Run, text: &str, case: &Case<'_>) -> bool {
        is_common(run, text) || is_data(run) || is_permitted(run, case.policy())
    }

    fn refuses(&self, run: &Run, text: &str, case: &Case<'_>) -> Option<&'static str> {
        let first = run.first.filter(|token| token.kind() == TokenKind::Text)?;
        if role_of_text(&first, text) != Role::Value {
            return Some("opens a template expression");
        }
        let refused = case.policy().refuses(Switch::LoneLiteralInCode) && run.fills_operand(true);
        refused.then_some("is a literal where a plain value belongs")
    }
}

const ACCESS: [TokenKind; 2] = [TokenKind::Word, TokenKind::Dot];

/// Whether the run is text of many programs: `return 1`, `for (let i = 0; i <`, `x =` before the rest of an arrow, or
/// the end of a longer name and what follows it.
fn is_common(run: &Run, text: &str) -> bool {
    let words = run.kinds.only(&[TokenKind::Word, TokenKind::Number]) && run.count <= 3;
    let piece = !run.whole && !run.ends_literal;
    !run.whole && !run.prefix && words
        || piece && !run.is_closed() && (!run.prefix || begins_statement(run, text))
        || run.count <= 2 && begins_arrow(run, text)
        || run.cut && run.kinds.only(&ACCESS)
}

/// Whether the run is data, in a place where a bracket makes a list or an object of it.
fn is_data(run: &Run) -> bool {
    run.data.is_complete() && (run.fills_operand(true) || !run.kinds.has(TokenKind::Open))
}

/// Whether the policy lets such code pass.
fn is_permitted(run: &Run, policy: &Policy) -> bool {
    let after_comma = run.left.is_some_and(|left| left.token.kind() == TokenKind::Comma);
    let expression = run.kinds.only(&[TokenKind::Word, TokenKind::Number, TokenKind::Operator]);
    let brackets = [TokenKind::Number, TokenKind::Operator, TokenKind::Open, TokenKind::Close];
    after_comma && expression && !policy.refuses(Switch::ExpressionAfterComma)
        || run.kinds.only(&ACCESS) && !run.keywords && !policy.refuses(Switch::PropertyAccessInCode)
        || run.kinds.only(&brackets) && !policy.refuses(Switch::NumberArithmetic)
}

/// Whether the first token is a word that begins a statement.
fn begins_statement(run: &Run, text: &str) -> bool {
    let first = run.first.and_then(|token| text.as_bytes().get(token.range())).unwrap_or_default();
    matches!(js::role(first), Role::Other | Role::Prefix) && first.is_ascii() && first.len() > 1
}

/// Whether the run ends on the first half of an arrow of the application: `x =` in `x => x.id`.
fn begins_arrow(run: &Run, text: &str) -> bool {
    let around = run.last.and_then(|last| text.get(last.start()..last.end() + 1));
    around == Some("=>") && run.last.is_some_and(|last| last.end() == run.end)
}

/// A template is one operand, however many pieces it is in.
fn role_of_text(token: &Token, text: &str) -> Role {
    let begins = text.as_bytes().get(token.start()) != Some(&b'}');
    let ends = !text.get(token.range()).is_some_and(|text| text.ends_with("${")) || token.closing() != 2;
    match (begins, ends) {
        (true, true) => Role::Value,
        (true, false) => Role::Prefix,
        (false, true) => Role::Suffix,
        (false, false) => Role::Infix,
    }
}
