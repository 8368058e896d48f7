//! Where findings go.

mod descriptor;

pub use descriptor::Descriptor;

/// Takes finished lines away. Must not block: what it cannot take at once is lost, and it says how much was.
pub trait Exporter {
    /// Takes one line, which ends in a line break and is at most [`LINE_LIMIT`](crate::LINE_LIMIT) bytes long.
    fn export(&mut self, line: &str);
}
