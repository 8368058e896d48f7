//! `buckler invoke`: one event to one function, in the application that runs or in one started for it.

use std::io::{Read, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use buckler_local::{InvokeError, Outcome, Platform, Stream};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::commands::serve::Application;
use crate::exit::{Exit, Failure};

/// Arguments of `buckler invoke`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The result goes to standard output, what the function prints to standard error.\nExit codes: 1 an attack was found, 10 template, 11 handler, 13 Node.js, 14 the function failed."
)]
pub(crate) struct InvokeArguments {
    /// Name of the function, or its key in the template
    function: String,

    /// File with the event; - is standard input
    #[arg(long, value_name = "FILE")]
    event: PathBuf,

    /// Port of a running `buckler run`; without one there, the application is started for this event
    #[arg(long, value_name = "PORT", default_value_t = 3000)]
    port: u16,

    /// Template of the application to start, or its folder
    #[arg(long, value_name = "PATH", default_value = ".")]
    template: PathBuf,

    #[command(flatten)]
    application: Application,
}

/// Runs the command.
pub(crate) fn run(arguments: &InvokeArguments) -> Result<Exit> {
    let event = read_event(arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match find_running(arguments.port).await {
            Some(functions) => invoke_running(arguments, event, &functions).await,
            None => invoke_started(arguments, event).await,
        }
    })
}

fn read_event(arguments: &InvokeArguments) -> Result<Bytes> {
    let mut event = Vec::new();
    if arguments.event.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut event).context("cannot read the event from standard input")?;
    } else {
        event = std::fs::read(&arguments.event)
            .with_context(|| format!("cannot read the event `{}`", arguments.event.display()))?;
    }
    let name = arguments.event.display();
    serde_json::from_slice::<Value>(&event).map_err(|error| anyhow!("the event in `{name}` is no JSON: {error}"))?;
    Ok(event.into())
}

/// Names of the functions of the platform on this port, if one is there. Another program may listen there instead.
async fn find_running(port: u16) -> Option<Vec<String>> {
    let response = request(port, "GET", "/2015-03-31/functions", Bytes::new()).await.ok()?;
    let list: Value = serde_json::from_slice(response.body()).ok()?;
    let functions = list.get("Functions")?.as_array()?.iter();
    Some(functions.filter_map(|function| function.get("FunctionName")?.as_str().map(str::to_owned)).collect())
}

async fn invoke_running(arguments: &InvokeArguments, event: Bytes, functions: &[String]) -> Result<Exit> {
    let path = format!("/2015-03-31/functions/{}/invocations", arguments.function);
    let response = request(arguments.port, "POST", &path, event).await?;
    if response.status() == StatusCode::NOT_FOUND {
        return Err(unknown(&arguments.function, functions));
    }
    print(response.body())?;
    let has_failed = response.headers().contains_key("x-amz-function-error") || !response.status().is_success();
    Ok(if has_failed { Exit::Function } else { Exit::Clean })
}

async fn invoke_started(arguments: &InvokeArguments, event: Bytes) -> Result<Exit> {
    let project = arguments.application.project(&arguments.template)?;
    let options = arguments.application.options(&project)?;
    let names: Vec<_> = project.application.functions.iter().map(|function| function.name.clone()).collect();
    let platform = Platform::start(project, options).await?;
    let invoked = platform.invoke(&arguments.function, event).await;
    platform.stop().await;
    let completed = match invoked {
        Ok(completed) => completed,
        Err(InvokeError::Unknown(name)) => return Err(unknown(&name, &names)),
        Err(error) => return Err(Failure::with(Exit::Handler)(&format_args!("{}: {error}", arguments.function))),
    };
    let mut stderr = std::io::stderr();
    for line in &completed.logs {
        let mark = if line.stream == Stream::Stdout { "" } else { "! " };
        writeln!(stderr, "{mark}{}", line.text)?;
    }
    for finding in &completed.findings {
        writeln!(stderr, "{}: {}", if finding.blocked() { "BLOCKED" } else { "ATTACK" }, finding.message())?;
    }
    if let Some(reason) = completed.protection.reason() {
        writeln!(stderr, "UNPROTECTED ({reason})")?;
    }
    match &completed.outcome {
        Outcome::Answered(response) => print(&response.body)?,
        Outcome::Failed { body, .. } => print(body)?,
    }
    Ok(match &completed.outcome {
        _ if !completed.findings.is_empty() => Exit::Findings,
        Outcome::Failed { .. } => Exit::Function,
        Outcome::Answered(_) => Exit::Clean,
    })
}

fn unknown(function: &str, functions: &[String]) -> anyhow::Error {
    anyhow!("no function `{function}`; there is: {}", functions.join(", "))
}

fn print(result: &[u8]) -> Result<()> {
    let mut stdout = std::io::stdout();
    stdout.write_all(result)?;
    Ok(stdout.write_all(b"\n")?)
}

/// One request to this machine.
async fn request(port: u16, method: &str, path: &str, body: Bytes) -> Result<Response<Bytes>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let driving = tokio::spawn(connection);
    let request = Request::builder().method(method).uri(path).header("host", format!("127.0.0.1:{port}"));
    let response = sender.send_request(request.body(Full::new(body))?).await?;
    let (head, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    driving.abort();
    Ok(Response::from_parts(head, body))
}
