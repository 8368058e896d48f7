//! Repository tasks: `cargo xtask catalog` generates the hook tables of the agents and the
//! scanner's tables of packages.
//!
//! The structural rules of the repository are ordinary tests of this crate: `cargo test -p xtask`.

mod catalog;
mod scan_catalog;
#[cfg(test)]
mod tidy;

use anyhow::{Context, Result, bail};
use std::path::Path;

fn main() -> Result<()> {
    let task = std::env::args().nth(1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the repository")?;
    match task.as_deref() {
        Some("catalog") => catalog::generate(root).and_then(|()| scan_catalog::generate(root)),
        other => bail!("usage: cargo xtask catalog (not `{}`)", other.unwrap_or_default()),
    }
}
