//! SQL as the databases read it: a lexer for several dialects, and what its words do.
//!
//! The lexer never fails: what no dialect can read becomes a token of kind `Bad`, and a literal without an end reaches to
//! the end of the text. It runs in linear time, allocates nothing and does not recurse.

mod dialect;
mod lexer;
mod word;

pub use dialect::Dialect;
pub use lexer::Lexer;
pub use word::role;
