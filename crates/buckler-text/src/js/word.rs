//! What the words of JavaScript do.

use crate::token::Role;

/// What a word does in a program.
pub fn role(word: &[u8]) -> Role {
    match word {
        b"true" | b"false" | b"null" | b"undefined" | b"NaN" | b"Infinity" => Role::Value,
        b"in" | b"of" | b"instanceof" => Role::Infix,
        b"return" | b"typeof" | b"delete" | b"void" | b"throw" | b"new" | b"case" | b"await" | b"yield" | b"else"
        | b"do" | b"extends" | b"var" | b"let" | b"const" | b"default" => Role::Prefix,
        b"function" | b"class" | b"if" | b"for" | b"while" | b"switch" | b"with" | b"try" | b"catch" | b"finally"
        | b"import" | b"export" | b"break" | b"continue" | b"debugger" | b"async" | b"super" => Role::Other,
        _ => Role::Name,
    }
}
