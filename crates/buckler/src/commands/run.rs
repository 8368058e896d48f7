//! `buckler run`: an application on this machine, protected.

mod view;

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Result, anyhow};
use buckler_local::{Event, FunctionStatus, Platform, Protection, StartError, Unserved};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::commands::serve::Application;
use crate::exit::{Exit, Failure};
use crate::terminal::{OutputFormat, Terminal};

use self::view::View;

/// Arguments of `buckler run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 10 template, 11 handler, 12 port, 13 Node.js, 15 --require-protection.")]
pub(crate) struct RunArguments {
    /// SAM or CloudFormation template, serverless.yml, or the folder of one
    #[arg(default_value = ".")]
    template: PathBuf,

    /// Port of the HTTP front end; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 3000)]
    port: u16,

    #[command(flatten)]
    application: Application,

    #[command(flatten)]
    output: OutputFormat,

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
    let mut view = View::new(terminal, arguments.output.is_json());
    let notes = project.notes.clone();
    let template = project.template.clone();
    let platform = Platform::start(project, options).await.map_err(start_failure)?;
    // Requests are served from here on, so what happens is kept until the list of routes has been shown.
    let mut events = platform.subscribe();
    view.starting(&platform)?;
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
    let unprotected: Vec<_> = functions.iter().filter_map(without_live_agent).collect();
    (require_protection && !unprotected.is_empty()).then(|| {
        let list = unprotected.join(", ");
        Failure::with(Exit::Unprotected)(&format_args!(
            "not started, because protection is required; UNPROTECTED: {list}"
        ))
    })
}

/// A function whose agent is not known to be live, with the reason.
fn without_live_agent(function: &FunctionStatus) -> Option<String> {
    let reason = match &function.protection {
        Protection::Live(_) => return None,
        Protection::Unprotected(reason) => reason,
        Protection::Pending => function.problem.as_deref().unwrap_or("not started yet"),
    };
    Some(format!("{} ({reason})", function.name))
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
