//! JavaScript as V8 reads it, as far as tokens go, and what its words do.
//!
//! The lexer never fails, runs in linear time and does not recurse. Whether a slash divides or begins a regular
//! expression is told from the token before it.

mod lexer;
mod word;

pub use lexer::Lexer;
pub use word::role;
