//! Tests that no single crate can hold.
