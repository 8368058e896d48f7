//! Tests that no single crate can hold, and what they share: the corpus of `cases/`.

pub mod corpus;
