//! Header names as they were sent.
//!
//! REST APIs hand them over that way, but hyper keeps them in lower case. So the bytes of each request's head are
//! looked at while hyper reads them. Where that fails, as with requests sent before the answer to the one before,
//! names stay in lower case, which is how HTTP/2 sends them in any case.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::process::lock;

/// Most bytes of a head that are kept.
const MAX_HEAD: usize = 64 * 1024;

/// The names of the request under way.
#[derive(Clone, Default)]
pub(crate) struct SentNames(Arc<Mutex<Head>>);

#[derive(Default)]
struct Head {
    bytes: Vec<u8>,
    is_complete: bool,
}

impl SentNames {
    /// The names of the request whose head was read, each as it was sent.
    pub(crate) fn take(&self) -> Vec<String> {
        let mut head = lock(&self.0);
        let text = String::from_utf8_lossy(&head.bytes).into_owned();
        head.bytes.clear();
        let lines = text.split("\r\n").skip(1).take_while(|line| !line.is_empty());
        lines.filter_map(|line| line.split_once(':')).map(|(name, _)| name.to_owned()).collect()
    }

    /// Begins to look for the next request's head.
    pub(crate) fn rearm(&self) {
        *lock(&self.0) = Head::default();
    }

    fn see(&self, bytes: &[u8]) {
        let mut head = lock(&self.0);
        if head.is_complete {
            return;
        }
        let before = head.bytes.len().saturating_sub(3);
        head.bytes.extend_from_slice(bytes);
        let tail = head.bytes.get(before..).unwrap_or_default();
        head.is_complete = tail.windows(4).any(|window| window == b"\r\n\r\n") || head.bytes.len() > MAX_HEAD;
    }
}

/// A stream whose reads are looked at.
pub(crate) struct Watched<T> {
    inner: T,
    names: SentNames,
}

impl<T> Watched<T> {
    /// Looks at what is read from `inner`.
    pub(crate) fn new(inner: T, names: SentNames) -> Self {
        Self { inner, names }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Watched<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(context, buffer);
        if polled.is_ready() {
            self.names.see(buffer.filled().get(before..).unwrap_or_default());
        }
        polled
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Watched<T> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(context, slices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_wherever_reads_end() {
        let names = SentNames::default();
        for piece in ["GET / HTTP/1.1\r\nHo", "st: x\r\nX-Own-Name: a:b\r", "\n\r", "\nBody: no\r\n\r\n"] {
            names.see(piece.as_bytes());
        }
        assert_eq!(names.take(), ["Host", "X-Own-Name"]);
        names.rearm();
        names.see(b"GET / HTTP/1.1\r\naccept: */*\r\n\r\n");
        assert_eq!(names.take(), ["accept"]);
    }
}
