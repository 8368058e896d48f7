//! `buckler run`: an application on this machine, protected.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Result, anyhow};
use buckler_local::{
    Event, FunctionStatus, Outcome, Platform, Protection, Record, RouteLine, StartError, Stream, Unserved,
};
use serde_json::{Value, json};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::commands::serve::Application;
use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, Tone};

/// Arguments of `buckler run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 10 template, 11 handler, 12 port, 13 Node.js, 15 --require-protection.")]
pub(crate) struct RunArguments {
    /// SAM or CloudFormation template, or its folder
    #[arg(default_value = ".")]
    template: PathBuf,

    /// Port of the HTTP front end; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 3000)]
    port: u16,

    #[command(flatten)]
    application: Application,

    /// Print JSON lines
    #[arg(long)]
    json: bool,

    /// Do not start when a function has no live agent
    #[arg(long)]
    require_protection: bool,

    /// Do not look for changes of code and template
    #[arg(long)]
    no_reload: bool,
}

/// How often the template is looked at.
const TEMPLATE_CHECK: Duration = Duration::from_millis(500);

/// Runs the command until a signal ends it.
pub(crate) fn run(arguments: &RunArguments, terminal: Terminal) -> Result<Exit> {
    // One thread: a request is handed from task to task without a switch between cores.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(serve(arguments, terminal))
}

async fn serve(arguments: &RunArguments, terminal: Terminal) -> Result<Exit> {
    let mut signals = Signals::new()?;
    let project = arguments.application.project(&arguments.template)?;
    let mut options = arguments.application.options(&project)?;
    options.port = arguments.port;
    options.watch = !arguments.no_reload;
    let mut view = View { terminal, json: arguments.json, out: io::stdout() };
    let notes = project.notes.clone();
    let template = project.template.clone();
    let platform = Platform::start(project, options).await.map_err(start_failure)?;
    tokio::select! {
        () = platform.warm() => {}
        () = signals.any() => {
            platform.stop().await;
            return Ok(Exit::Clean);
        }
    }
    if let Some(failure) = refusal(&platform.functions(), arguments.require_protection) {
        platform.stop().await;
        return Err(failure);
    }
    let mut events = platform.subscribe();
    view.ready(&platform, &notes)?;
    let mut changes = Changes::new(&template, !arguments.no_reload);
    loop {
        tokio::select! {
            () = signals.any() => break,
            event = next(&mut events) => match event {
                Some(event) => view.event(&event)?,
                None => break,
            },
            () = changes.wait() => tokio::select! {
                reloaded = reload(arguments, &platform, &mut view) => reloaded?,
                () = signals.any() => break,
            },
        }
    }
    platform.stop().await;
    Ok(Exit::Clean)
}

/// The exit code says which of the platform's needs was not met.
fn start_failure(error: StartError) -> anyhow::Error {
    match error {
        StartError::PortTaken(_) | StartError::Listen { .. } => Failure::with(Exit::Port)(&error),
        StartError::System(error) => anyhow!(error).context("cannot start the platform"),
    }
}

/// Why the application is not served: no function of it can be, or protection is required and missing.
fn refusal(functions: &[FunctionStatus], require_protection: bool) -> Option<anyhow::Error> {
    if functions.iter().all(|function| function.unserved.is_some()) {
        let first = functions.iter().find_map(|function| Some((&function.name, function.unserved.as_ref()?)))?;
        let exit = if matches!(first.1, Unserved::Runtime(_) | Unserved::Node) { Exit::Runtime } else { Exit::Handler };
        return Some(Failure::with(exit)(&format_args!("no function can be served; {}: {}", first.0, first.1)));
    }
    let reason = |function: &FunctionStatus| Some(format!("{} ({})", function.name, function.protection.reason()?));
    let unprotected: Vec<_> = functions.iter().filter_map(reason).collect();
    (require_protection && !unprotected.is_empty()).then(|| {
        let list = unprotected.join(", ");
        Failure::with(Exit::Unprotected)(&format_args!(
            "not started, because protection is required; UNPROTECTED: {list}"
        ))
    })
}

/// A template that cannot be used leaves the present application running.
async fn reload(arguments: &RunArguments, platform: &Platform, view: &mut View) -> Result<()> {
    match arguments.application.project(&arguments.template) {
        Ok(project) => {
            let notes = project.notes.clone();
            platform.replace(project).await;
            platform.warm().await;
            view.ready(platform, &notes)
        }
        Err(error) => view.notice(&format!("{error:#}; the application goes on as it was")),
    }
}

/// The next event; some are lost when this side is too slow for them.
async fn next(events: &mut Receiver<Event>) -> Option<Event> {
    loop {
        match events.recv().await {
            Ok(event) => return Some(event),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    }
}

/// The signals that end the command.
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hangup: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    async fn any(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = self.hangup.recv() => {}
        }
    }
}

/// Changes of the template, and of what `sam build` makes of it.
struct Changes {
    paths: Option<[PathBuf; 2]>,
    seen: [Option<SystemTime>; 2],
}

impl Changes {
    fn new(template: &Path, enabled: bool) -> Self {
        let built = template.parent().unwrap_or(Path::new(".")).join(".aws-sam/build/template.yaml");
        let paths = [template.to_owned(), built];
        Self { seen: modified(&paths), paths: enabled.then_some(paths) }
    }

    /// Returns once one of them has changed.
    async fn wait(&mut self) {
        let Some(paths) = &self.paths else { return std::future::pending().await };
        loop {
            tokio::time::sleep(TEMPLATE_CHECK).await;
            let now = modified(paths);
            if now != self.seen {
                self.seen = now;
                return;
            }
        }
    }
}

fn modified(paths: &[PathBuf; 2]) -> [Option<SystemTime>; 2] {
    paths.each_ref().map(|path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok())
}

/// Shows what happens, to a person or a program.
struct View {
    terminal: Terminal,
    json: bool,
    out: io::Stdout,
}

impl View {
    fn ready(&mut self, platform: &Platform, notes: &[String]) -> Result<()> {
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

    fn event(&mut self, event: &Event) -> Result<()> {
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
            Event::Status(status) => match (&status.problem, self.json) {
                (Some(problem), false) => self.notice(&format!("{}: {problem}", status.name)),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn notice(&mut self, text: &str) -> Result<()> {
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
        let titles: Vec<_> = record.findings.iter().map(buckler_local::Finding::title).collect();
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
        if !titles.is_empty() {
            let word = if record.blocked() { "BLOCKED" } else { "ATTACK, not blocked" };
            parts.push(self.terminal.paint(Tone::Bad, format!("{word} {}", titles.join("; "))));
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
