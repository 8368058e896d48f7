//! What a function prints, line by line, and the agent's lines among it.

use serde::Deserialize;
use serde_json::Value;

use crate::agent::AgentReport;

/// Longest line that is kept whole, in bytes.
const MAX_LINE: usize = 256 * 1024;

/// A stream of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// One line a function printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Where it was printed.
    pub stream: Stream,
    /// The line without its end.
    pub text: String,
}

/// An attack that the agent found: an event of the OCSF class "Detection Finding".
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The event as it was written.
    pub event: Value,
}

impl Finding {
    /// The class of such events.
    const CLASS: u64 = 2004;

    /// Whether the operation was stopped: action "Denied" or disposition "Blocked".
    pub fn blocked(&self) -> bool {
        ["action_id", "disposition_id"].iter().any(|field| self.event.get(field).and_then(Value::as_u64) == Some(2))
    }

    /// What was found, in a few words.
    pub fn title(&self) -> &str {
        self.text("/finding_info/title").or_else(|| self.text("/message")).unwrap_or("finding without a title")
    }

    /// What was found, where and why, in a sentence.
    pub fn message(&self) -> &str {
        self.text("/message").unwrap_or_else(|| self.title())
    }

    /// The variable that makes an exception for it.
    pub fn exception(&self) -> Option<&str> {
        self.text("/unmapped/buckler/silence")
    }

    fn text(&self, pointer: &str) -> Option<&str> {
        self.event.pointer(pointer).and_then(Value::as_str)
    }
}

/// What a line turns out to be.
#[derive(Debug, PartialEq)]
pub(crate) enum Parsed {
    /// The application's own.
    Plain,
    /// The agent started.
    Start(AgentReport),
    /// A hook was reached for the first time, or something else the agent says about itself.
    Agent,
    /// A finding.
    Finding(Box<Finding>),
}

/// Recognizes the agent's lines; everything else is the application's.
pub(crate) fn parse(line: &str) -> Parsed {
    if !line.starts_with('{') {
        return Parsed::Plain;
    }
    if line.starts_with("{\"buckler\":") {
        return agent_line(line).unwrap_or(Parsed::Plain);
    }
    if !line.contains("\"class_uid\":2004") {
        return Parsed::Plain;
    }
    match serde_json::from_str::<Value>(line) {
        Ok(event) if event.get("class_uid").and_then(Value::as_u64) == Some(Finding::CLASS) => {
            Parsed::Finding(Box::new(Finding { event }))
        }
        _ => Parsed::Plain,
    }
}

fn agent_line(line: &str) -> Option<Parsed> {
    #[derive(Deserialize)]
    struct Head {
        buckler: String,
    }
    let head: Head = serde_json::from_str(line).ok()?;
    match head.buckler.as_str() {
        "start" => Some(Parsed::Start(serde_json::from_str(line).ok()?)),
        _ => Some(Parsed::Agent),
    }
}

/// Cuts a stream of bytes into lines.
#[derive(Default)]
pub(crate) struct LineBuffer {
    pending: Vec<u8>,
}

impl LineBuffer {
    /// Takes bytes in and gives each complete line out.
    pub(crate) fn push(&mut self, bytes: &[u8], mut line: impl FnMut(String)) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.pending.extend_from_slice(part);
            if part.ends_with(b"\n") || self.pending.len() >= MAX_LINE {
                self.flush(&mut line);
            }
        }
    }

    /// Gives out what has no end yet.
    pub(crate) fn flush(&mut self, mut line: impl FnMut(String)) {
        if self.pending.is_empty() {
            return;
        }
        let text = String::from_utf8_lossy(&self.pending);
        line(text.trim_end_matches(['\n', '\r']).to_owned());
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_wherever_reads_end() {
        let mut buffer = LineBuffer::default();
        let mut lines = Vec::new();
        for piece in ["a", "b\nc\r\n\nd", "e"] {
            buffer.push(piece.as_bytes(), |line| lines.push(line));
        }
        buffer.flush(|line| lines.push(line));
        assert_eq!(lines, ["ab", "c", "", "de"]);
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let mut buffer = LineBuffer::default();
        let mut count = 0;
        for _ in 0..100 {
            buffer.push(&[b'x'; 64 * 1024], |_| count += 1);
        }
        assert_eq!(count, 25);
    }

    #[test]
    fn the_agents_lines_are_told_from_the_applications() {
        assert_eq!(parse("hello"), Parsed::Plain);
        assert_eq!(parse(r#"{"level":"info","class_uid":2005}"#), Parsed::Plain);
        assert_eq!(parse(r#"{"buckler": broken"#), Parsed::Plain);
        assert!(matches!(parse(r#"{"buckler":"start","mode":"block","status":"armed"}"#), Parsed::Start(_)));
        assert_eq!(parse(r#"{"buckler":"proven","hook":"fs"}"#), Parsed::Agent);
        let line = r#"{"activity_id":1,"class_uid":2004,"action_id":2,"finding_info":{"title":"SQL injection"}}"#;
        let Parsed::Finding(finding) = parse(line) else { panic!("no finding") };
        assert_eq!((finding.blocked(), finding.title()), (true, "SQL injection"));
    }
}
