//! Tokens come in order, stay inside the text, and unescaping never grows.
#![no_main]

use buckler_text::json::{Token, Tokens, looks_like_json, unescape};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    looks_like_json(text);
    let mut tokens = Tokens::new(text);
    let mut before = 0;
    while let Some(token) = tokens.next_token() {
        assert!(tokens.offset() > before && tokens.offset() <= text.len());
        before = tokens.offset();
        if let Token::Text(token) = token {
            let mut out = Vec::new();
            let found = unescape(token.raw, &mut out);
            assert!(out.len() <= token.raw.len());
            assert!(std::str::from_utf8(token.raw).is_err() || std::str::from_utf8(&out).is_ok());
            assert_eq!(found.classes, buckler_text::classes::Classes::of(&out));
        }
    }
});
