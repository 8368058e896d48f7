//! Lines on standard output or standard error, one write each, so that lines of several processes do not mix.

use super::Exporter;
use std::{
    fs::File,
    io::{ErrorKind, Write},
    os::fd::AsFd,
    thread,
    time::Duration,
};

/// A duplicate of one of the process's own descriptors. Bypasses every buffer of the host language.
#[derive(Debug)]
pub struct Descriptor {
    file: Option<File>,
    lost: u32,
}

impl Descriptor {
    /// Standard output: what Lambda takes as the function's log.
    pub fn stdout() -> Self {
        Self::of(std::io::stdout().as_fd())
    }

    /// Standard error: for processes whose output somebody parses.
    pub fn stderr() -> Self {
        Self::of(std::io::stderr().as_fd())
    }

    /// A closed descriptor takes nothing, as the process's own writes would do.
    fn of(descriptor: std::os::fd::BorrowedFd<'_>) -> Self {
        Self { file: descriptor.try_clone_to_owned().ok().map(File::from), lost: 0 }
    }
}

impl Exporter for Descriptor {
    fn export(&mut self, line: &str) {
        /// A full pipe is given this long in all before the line is given up.
        const TRIES: u32 = 20;
        let Some(file) = &mut self.file else { return };
        let whole = match self.lost {
            0 => line.to_owned(),
            lost => format!("{{\"buckler\":\"lost\",\"lines\":{lost}}}\n{line}"),
        };
        let mut rest = whole.as_bytes();
        for _ in 0..TRIES {
            match file.write(rest) {
                Ok(written) if written >= rest.len() => {
                    self.lost = 0;
                    return;
                }
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(Duration::from_millis(1)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.lost += 1;
    }
}
