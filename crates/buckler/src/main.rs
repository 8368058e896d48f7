//! The `buckler` command.
fn main() {}
