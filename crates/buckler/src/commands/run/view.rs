//! What `buckler run` shows, to a person or to a program.

use std::io::{self, Write};
use std::time::{Duration, SystemTime};

use anyhow::Result;
use buckler_local::{Event, FunctionStatus, Outcome, Platform, Protection, Record, RouteLine, Stream};
use serde_json::{Value, json};

use crate::terminal::{Terminal, Tone};

/// Shows what happens.
pub(crate) struct View {
    terminal: Terminal,
    json: bool,
    out: io::Stdout,
}

impl View {
    /// Shows it on standard output, as JSON lines if `json`.
    pub(crate) fn new(terminal: Terminal, json: bool) -> Self {
        Self { terminal, json, out: io::stdout() }
    }

    /// Functions are being started, which takes a while when there are many.
    pub(crate) fn starting(&self, platform: &Platform) -> Result<()> {
        if self.json {
            return Ok(());
        }
        let count = platform.functions().len();
        let text = format!("Starting {count} function{} …", if count == 1 { "" } else { "s" });
        Ok(writeln!(io::stderr(), "{}", self.terminal.paint(Tone::Faint, text))?)
    }

    /// The application is being served.
    pub(crate) fn ready(&mut self, platform: &Platform, notes: &[String]) -> Result<()> {
        let url = format!("http://{}", platform.address());
        if self.json {
            let routes: Vec<_> = platform
                .routes()
                .iter()
                .map(|route| json!({"front": route.front, "method": route.method, "path": route.path, "function": *route.function}))
                .collect();
            let functions: Vec<_> = platform.functions().iter().map(function_json).collect();
            return self.json_line(
                &json!({"type": "ready", "url": url, "routes": routes, "functions": functions, "notes": notes}),
            );
        }
        let mut text = format!("{}\n\n", self.terminal.paint(Tone::Strong, format!("Serving on {url}")));
        text += &self.route_lines(&platform.routes(), &url);
        text += "\n";
        let functions = platform.functions();
        let width = functions.iter().map(|function| function.name.len()).max().unwrap_or(0);
        for function in &functions {
            text += &self.function_lines(function, width);
        }
        for note in notes {
            text += &format!("  {}\n", self.terminal.paint(Tone::Warning, note));
        }
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    fn route_lines(&self, routes: &[RouteLine], url: &str) -> String {
        let invoke = "/2015-03-31/functions/NAME/invocations";
        let width = routes.iter().map(|route| route.path.len()).chain([invoke.len()]).max().unwrap_or(0);
        let mut lines = String::new();
        for route in routes {
            let front = format!("{} {}", route.front, route.front_id);
            let (function, front) = (
                self.terminal.paint(Tone::Strong, &route.function),
                self.terminal.paint(Tone::Faint, front.trim_end()),
            );
            lines += &format!("  {:<7} {url}{:<width$}  {function}  {front}\n", route.method, route.path);
        }
        lines
            + &format!(
                "  {:<7} {url}{invoke:<width$}  {}\n",
                "POST",
                self.terminal.paint(Tone::Faint, "any function, for AWS SDKs and tools")
            )
    }

    fn function_lines(&self, function: &FunctionStatus, width: usize) -> String {
        let name = self.terminal.paint(Tone::Strong, format!("{:<width$}", function.name));
        let mut lines = format!("  {name}  {:<11} {}\n", function.runtime, self.protection(&function.protection));
        if let Some(problem) = &function.problem
            && function.protection.reason() != Some(problem)
        {
            lines += &format!("    {}\n", self.terminal.paint(Tone::Bad, problem));
        }
        for note in &function.notes {
            lines += &format!("    {}\n", self.terminal.paint(Tone::Warning, note));
        }
        lines
    }

    fn protection(&self, protection: &Protection) -> String {
        let tone = match protection {
            Protection::Live(_) => Tone::Good,
            Protection::Pending => Tone::Faint,
            Protection::Unprotected(_) => Tone::Bad,
        };
        self.terminal.paint(tone, protection)
    }

    /// Something happened.
    pub(crate) fn event(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::Invocation(record) if self.json => self.json_line(&record_json(record)),
            Event::Invocation(record) => self.invocation(record),
            Event::Log { function, line } if self.json => {
                let stream = if line.stream == Stream::Stdout { "stdout" } else { "stderr" };
                self.json_line(&json!({"type": "log", "function": **function, "stream": stream, "text": line.text}))
            }
            Event::Log { function, line } => {
                let text = format!("{function}: {}", line.text);
                Ok(writeln!(io::stderr(), "{}", self.terminal.paint(Tone::Faint, text))?)
            }
            Event::Unrouted { request, status } => self.notice(&format!("{status} {request}: no such route")),
            Event::Notice(text) => self.notice(text),
            _ => Ok(()),
        }
    }

    /// Something else worth a line.
    pub(crate) fn notice(&mut self, text: &str) -> Result<()> {
        if self.json {
            return self.json_line(&json!({"type": "notice", "text": text}));
        }
        Ok(writeln!(self.out, "{} {}", time_of_day(), self.terminal.paint(Tone::Warning, text))?)
    }

    fn invocation(&mut self, record: &Record) -> Result<()> {
        let cold = record.init.map(|init| format!(" + {} load", milliseconds(init))).unwrap_or_default();
        let time = self.terminal.paint(Tone::Faint, format!("{}{cold}", milliseconds(record.duration)));
        let function = self.terminal.paint(Tone::Strong, &record.function);
        let (status, source) = (record.status, &record.source);
        writeln!(self.out, "{} {status} {source}  {function}  {time}  {}", time_of_day(), self.verdict(record))?;
        Ok(())
    }

    fn verdict(&self, record: &Record) -> String {
        let mut parts = Vec::new();
        if let Some(reason) = record.protection.reason() {
            parts.push(self.terminal.paint(Tone::Bad, format!("UNPROTECTED ({reason})")));
        }
        match &record.outcome {
            Outcome::Failed { kind, .. } => {
                parts.push(self.terminal.paint(Tone::Bad, format!("FAILED {kind}: {}", first_line(record))))
            }
            Outcome::Answered(_) if record.findings.is_empty() => parts.push(self.terminal.paint(Tone::Good, "ok")),
            Outcome::Answered(_) => {}
        }
        for finding in &record.findings {
            let word = if finding.blocked() { "BLOCKED" } else { "ATTACK, not blocked:" };
            parts.push(self.terminal.paint(Tone::Bad, format!("{word} {}", finding.message())));
            if let Some(exception) = finding.exception() {
                parts.push(self.terminal.paint(Tone::Faint, format!("[exception: {exception}]")));
            }
        }
        parts.join("  ")
    }

    fn json_line(&mut self, value: &Value) -> Result<()> {
        Ok(writeln!(self.out, "{value}")?)
    }
}

/// The first line of a failure's message.
fn first_line(record: &Record) -> String {
    let message = record.failure_message();
    message.lines().next().unwrap_or_default().chars().take(300).collect()
}

fn function_json(function: &FunctionStatus) -> Value {
    json!({
        "name": *function.name,
        "handler": function.handler,
        "runtime": function.runtime,
        "protection": protection_json(&function.protection),
        "problem": function.problem,
        "notes": function.notes,
    })
}

fn protection_json(protection: &Protection) -> Value {
    let (live, mode) = match protection {
        Protection::Live(mode) => (json!(true), Some(mode.name())),
        Protection::Pending => (Value::Null, None),
        Protection::Unprotected(_) => (json!(false), None),
    };
    json!({"live": live, "mode": mode, "reason": protection.reason()})
}

fn record_json(record: &Record) -> Value {
    let verdict = if record.blocked() {
        "block"
    } else if record.findings.is_empty() {
        "allow"
    } else {
        "monitor"
    };
    let failure = match &record.outcome {
        Outcome::Failed { kind, .. } => json!({"type": kind, "message": record.failure_message()}),
        Outcome::Answered(_) => Value::Null,
    };
    json!({
        "type": "invocation",
        "function": *record.function,
        "requestId": record.request_id,
        "source": record.source,
        "status": record.status,
        "durationMs": record.duration.as_secs_f64() * 1000.0,
        "initMs": record.init.map(|init| init.as_secs_f64() * 1000.0),
        "verdict": verdict,
        "failure": failure,
        "findings": record.findings.iter().map(|finding| &finding.event).collect::<Vec<_>>(),
        "protection": protection_json(&record.protection),
    })
}

fn milliseconds(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

/// Time of day in UTC, as logs in the cloud have it.
fn time_of_day() -> String {
    let seconds =
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs()) % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
