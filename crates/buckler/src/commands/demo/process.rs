//! Helper processes of the demo: each says that it is ready by one line of JSON, and ends when its standard input does,
//! so that none outlives the demo, however that ends.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// A database and an SDK have to be loaded, on a machine that may be busy.
const START: Duration = Duration::from_secs(60);
const FAREWELL: Duration = Duration::from_secs(2);

/// A running helper. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// Open as long as the helper shall live.
    stdin: Option<ChildStdin>,
}

impl Process {
    /// Starts `command` and waits for its line. `name` is what people call it.
    pub(super) async fn start<R: DeserializeOwned>(name: &str, mut command: Command) -> anyhow::Result<(Self, R)> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        // A group of its own: Ctrl-C reaches the demo, which ends its helpers in order.
        command.process_group(0);
        let mut child = command.spawn().with_context(|| format!("{name} cannot be started"))?;
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut process = Self { child, stdin };
        match tokio::time::timeout(START, process.first_line(stdout)).await {
            Ok(Ok(line)) => {
                let ready = serde_json::from_str(&line).with_context(|| format!("{name} said `{}`", line.trim()))?;
                Ok((process, ready))
            }
            Ok(Err(reason)) => bail!("{name} does not start: {reason}"),
            Err(_) => bail!("{name} is not ready after {} s", START.as_secs()),
        }
    }

    /// The line that says it is ready, or why there is none.
    async fn first_line(&mut self, mut stdout: BufReader<ChildStdout>) -> Result<String, String> {
        let mut line = String::new();
        stdout.read_line(&mut line).await.map_err(|error| error.to_string())?;
        let stderr = self.child.stderr.take();
        if line.is_empty() {
            let mut complaint = String::new();
            if let Some(stderr) = stderr {
                stderr.take(1 << 16).read_to_string(&mut complaint).await.map_err(|error| error.to_string())?;
            }
            return Err(last_line(&complaint));
        }
        // Nobody reads on, but a full pipe would stop the helper.
        drain(stdout);
        if let Some(stderr) = stderr {
            drain(stderr);
        }
        Ok(line)
    }

    /// Lets it end by itself, and ends it if it does not.
    pub(super) async fn stop(mut self) {
        drop(self.stdin.take());
        if tokio::time::timeout(FAREWELL, self.child.wait()).await.is_err() {
            // It may have ended in the meantime, which is what is wanted.
            let _ = self.child.kill().await;
        }
    }
}

fn drain(mut stream: impl tokio::io::AsyncRead + Unpin + Send + 'static) {
    tokio::spawn(async move { tokio::io::copy(&mut stream, &mut tokio::io::sink()).await });
}

/// The last line that says something.
pub(super) fn last_line(text: &str) -> String {
    let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or("it says nothing").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[tokio::test]
    async fn helper_is_ready_with_its_first_line_and_ends_with_its_input() {
        let script = r#"echo '{"port":7}'; cat >/dev/null"#;
        let (process, ready) = Process::start::<serde_json::Value>("helper", shell(script)).await.unwrap();
        assert_eq!(ready["port"], 7);
        process.stop().await;
    }

    #[tokio::test]
    async fn helper_that_fails_says_why_in_one_line() {
        let error = Process::start::<serde_json::Value>("helper", shell("echo first >&2; echo 'no port' >&2; exit 1"));
        assert_eq!(error.await.unwrap_err().to_string(), "helper does not start: no port");
    }

    #[tokio::test]
    async fn missing_program_is_an_error() {
        let error = Process::start::<serde_json::Value>("helper", Command::new("/nowhere/at-all")).await.unwrap_err();
        assert_eq!(error.to_string(), "helper cannot be started");
    }
}
