//! A function's process: started in a group of its own, its output read, stopped, continued and ended as a group.

use std::fmt;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::net::unix::pipe::Receiver;
use tokio::process::Command;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::agent::AgentReport;
use crate::guard::Guard;
use crate::logs::{self, Finding, LineBuffer, LogLine, Parsed, Stream};

/// Bytes read from a pipe at once; a pipe holds 64 KB by default.
const READ_SIZE: usize = 16 * 1024;
/// Most lines kept for one invocation; the rest is passed on but not kept.
const MAX_KEPT_LINES: usize = 2000;

/// A running process and everything it has said.
pub(crate) struct Process {
    pid: Pid,
    exit: watch::Receiver<Option<Exit>>,
    output: Arc<Output>,
    tasks: Vec<JoinHandle<()>>,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exit(ExitStatus);

impl fmt::Display for Exit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.code(), self.0.signal()) {
            (Some(code), _) => write!(formatter, "exit status {code}"),
            (None, Some(signal)) => {
                let name = Signal::from_named_raw(signal).map(|signal| format!("{signal:?}").to_ascii_lowercase());
                let name = name.map(|name| name.trim_start_matches("signal::").to_owned());
                write!(formatter, "signal: {}", name.unwrap_or_else(|| signal.to_string()))
            }
            (None, None) => formatter.write_str("no exit status"),
        }
    }
}

/// Where a process's lines go: to the listener at once, and on a heap until somebody asks for them.
pub(crate) struct Output {
    kept: Mutex<Kept>,
    listener: Box<dyn Fn(&LogLine) + Send + Sync>,
    pipes: Vec<Pipe>,
}

/// One of the process's streams.
struct Pipe {
    receiver: Receiver,
    stream: Stream,
    lines: Mutex<LineBuffer>,
}

/// What has been said since the last time somebody asked.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) lines: Vec<LogLine>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) report: Option<AgentReport>,
}

impl Process {
    /// Starts `command`, whose output is taken here. `listener` gets each line of the application.
    pub(crate) fn start(
        command: std::process::Command,
        guard: Arc<Guard>,
        listener: Box<dyn Fn(&LogLine) + Send + Sync>,
    ) -> io::Result<Self> {
        let mut command = Command::from(command);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = command.spawn()?;
        let id = child.id().ok_or_else(|| io::Error::other("the process ended at once"))?;
        guard.add(id);
        let pid = i32::try_from(id).ok().and_then(Pid::from_raw).ok_or_else(|| io::Error::other("no process id"))?;
        let mut pipes = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            pipes.push(pipe(stdout.into_owned_fd()?, Stream::Stdout)?);
        }
        if let Some(stderr) = child.stderr.take() {
            pipes.push(pipe(stderr.into_owned_fd()?, Stream::Stderr)?);
        }
        let output = Arc::new(Output { kept: Mutex::default(), listener, pipes });
        let mut tasks: Vec<_> = (0..output.pipes.len()).map(|index| read_pipe(Arc::clone(&output), index)).collect();
        let (sender, exit) = watch::channel(None);
        tasks.push(tokio::spawn(async move {
            let status = child.wait().await.unwrap_or_default();
            // What the function started does not outlive it.
            let _gone = kill_process_group(pid, Signal::KILL);
            guard.remove(id);
            sender.send_replace(Some(Exit(status)));
        }));
        Ok(Self { pid, exit, output, tasks })
    }

    /// How it ended, if it has.
    pub(crate) fn exit(&self) -> Option<Exit> {
        *self.exit.borrow()
    }

    /// Waits for its end.
    pub(crate) async fn ended(&self) -> Exit {
        let mut exit = self.exit.clone();
        let found = exit.wait_for(Option::is_some).await.map(|exit| *exit);
        found.ok().flatten().unwrap_or(Exit(ExitStatus::default()))
    }

    /// Stops it: it gets no time until [`Process::thaw`].
    pub(crate) fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets a stopped process go on.
    pub(crate) fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    /// Ends it and everything in its group.
    pub(crate) fn kill(&self) {
        self.signal(Signal::KILL);
    }

    /// A group that is gone needs no signal.
    fn signal(&self, signal: Signal) {
        if self.exit().is_none() {
            let _gone = kill_process_group(self.pid, signal);
        }
    }

    /// Everything said so far and not taken yet, what is still in the pipes included.
    pub(crate) fn take_output(&self) -> Kept {
        self.output.drain();
        std::mem::take(&mut lock(&self.output.kept))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        // The task that waits for the end stays: it reaps the process. Readers end with their pipes, unless someone
        // outside the group holds them open.
        let waiting = self.tasks.pop();
        drop(waiting);
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Output {
    /// Reads what is in the pipes now. The reads go past tokio, which may not have noticed yet that there is something:
    /// a line that was printed before an answer was sent is thus always seen before the answer is passed on.
    fn drain(&self) {
        for pipe in &self.pipes {
            self.read_from(pipe, |bytes| Ok(rustix::io::read(&pipe.receiver, bytes)?));
        }
    }

    /// Reads one pipe until it is empty; false at its end.
    fn read_from(&self, pipe: &Pipe, read: impl Fn(&mut [u8]) -> io::Result<usize>) -> bool {
        let mut lines = lock(&pipe.lines);
        let mut bytes = [0; READ_SIZE];
        loop {
            match read(&mut bytes) {
                Ok(0) => {
                    lines.flush(|line| self.line(pipe.stream, line));
                    return false;
                }
                Ok(length) => {
                    let read = bytes.get(..length).unwrap_or_default();
                    lines.push(read, |line| self.line(pipe.stream, line));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return error.kind() == io::ErrorKind::WouldBlock,
            }
        }
    }

    fn line(&self, stream: Stream, text: String) {
        let mut kept = lock(&self.kept);
        match logs::parse(&text) {
            Parsed::Start(report) => kept.report = Some(report),
            Parsed::Agent => {}
            Parsed::Finding(finding) => kept.findings.push(*finding),
            Parsed::Plain => {
                let line = LogLine { stream, text };
                (self.listener)(&line);
                if kept.lines.len() < MAX_KEPT_LINES {
                    kept.lines.push(line);
                }
            }
        }
    }
}

fn pipe(fd: OwnedFd, stream: Stream) -> io::Result<Pipe> {
    Ok(Pipe { receiver: Receiver::from_owned_fd(fd)?, stream, lines: Mutex::default() })
}

fn read_pipe(output: Arc<Output>, index: usize) -> JoinHandle<()> {
    tokio::spawn(async move {
        while let Some(pipe) = output.pipes.get(index) {
            let is_open = pipe.receiver.readable().await.is_ok();
            if !is_open || !output.read_from(pipe, |bytes| pipe.receiver.try_read(bytes)) {
                return;
            }
        }
    })
}

/// A lock whose holder panicked still guards usable data here: lists of lines.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
