use super::*;
use alloc::{string::String, vec::Vec};

/// Each token as `kind:text`, text for itself without a kind.
fn read(text: &str) -> Vec<String> {
    let script = lex(text);
    let mut at = 0;
    let mut out = Vec::new();
    for token in &script.tokens {
        assert_eq!(token.start, at, "gap in {text:?}");
        at = token.end;
        let piece = &text[token.start as usize..token.end as usize];
        out.push(alloc::format!("{:?} {piece}", token.kind));
    }
    assert_eq!(at as usize, text.len(), "{text:?} is not read to its end");
    out
}

#[test]
fn dump() {
    extern crate std;
    if let Ok(text) = std::env::var("DUMP") {
        std::println!("{:#?} {:?}", read(&text), lex(&text));
    }
}
