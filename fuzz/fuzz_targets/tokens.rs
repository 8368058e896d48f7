//! Tokens of SQL and JavaScript come in order and stay inside the text, whoever reads it.
#![no_main]

use buckler_text::{
    js,
    sql::{self, Dialect},
    token::Token,
};
use libfuzzer_sys::fuzz_target;

fn check(text: &str, tokens: impl Iterator<Item = Token>) {
    let mut end = 0;
    for token in tokens {
        let inner = token.inner();
        assert!(end <= token.start() && token.start() <= inner.start);
        assert!(inner.start <= inner.end && inner.end <= token.end() && token.start() < token.end());
        end = token.end();
    }
    assert!(end <= text.len());
}

fuzz_target!(|text: &str| {
    for dialect in [Dialect::POSTGRES, Dialect::MYSQL, Dialect::SQLITE, Dialect::STANDARD, Dialect::BACKSLASH] {
        check(text, sql::Lexer::new(text, dialect));
    }
    check(text, js::Lexer::new(text));
});
