//! What several code rules ask: which flows end in a class of sinks, what surrounds an expression, which words a name
//! is made of.

pub(crate) mod calls;
pub(crate) mod flows;
pub(crate) mod places;
pub(crate) mod regex;
pub(crate) mod words;
