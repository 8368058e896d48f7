//! Repository tasks: `cargo xtask catalog` generates the hook tables of the agents.
//!
//! The structural rules of the repository are ordinary tests of this crate: `cargo test -p xtask`.

#[cfg(test)]
mod tidy;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let task = std::env::args().nth(1);
    match task.as_deref() {
        other => bail!("usage: cargo xtask catalog (not `{}`)", other.unwrap_or_default()),
    }
}
