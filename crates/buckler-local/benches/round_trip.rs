//! How long an invocation of an empty Node.js handler takes from handing the event over to the result, with processes
//! that are stopped between invocations and without. `cargo bench -p buckler-local`

use std::time::{Duration, Instant};

use buckler_local::{NodeRuntime, Options, Platform, Project};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const ROUNDS: usize = 3000;
const TEMPLATE: &str = "
Resources:
  Empty:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x
      CodeUri: .
      Events: {Get: {Type: HttpApi, Properties: {Path: /, Method: GET}}}
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        floor().await?;
        for freeze in [false, true] {
            measure(freeze).await?;
        }
        Ok(())
    })
}

/// What no platform can be faster than: 500 bytes to a Node.js process over loopback and 100 bytes back.
async fn floor() -> Result<(), Box<dyn std::error::Error>> {
    const ECHO: &str = "require('net').connect(+process.argv[1], '127.0.0.1')
        .setNoDelay(true).on('data', function () { this.write(Buffer.alloc(100)); })";
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port().to_string();
    let mut node = tokio::process::Command::new("node").args(["-e", ECHO, &port]).kill_on_drop(true).spawn()?;
    let (mut stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        stream.write_all(&[b'x'; 500]).await?;
        stream.read_exact(&mut [0; 100]).await?;
        times.push(begin.elapsed());
    }
    report("floor: bare socket to Node.js and back", times);
    Ok(node.kill().await?)
}

async fn measure(freeze: bool) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("template.yaml"), TEMPLATE)?;
    std::fs::write(folder.path().join("app.js"), "exports.handler = async () => ({});")?;
    let project = Project::load(folder.path(), &Options::deployment())?;
    let options = Options { freeze, nodes: vec![NodeRuntime::probe("node")?], ..Options::default() };
    let platform = Platform::start(project, options).await?;
    let label = if freeze { "freeze" } else { "no freeze" };

    let mut inside = Vec::new();
    let mut around = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        let completed = platform.invoke("Empty", Bytes::from_static(b"{}")).await?;
        around.push(begin.elapsed());
        inside.push(completed.duration);
    }
    report(&format!("{label}: event out to result in"), inside);
    report(&format!("{label}: library call"), around);

    let stream = tokio::net::TcpStream::connect(platform.address()).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let mut http = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        let request = Request::get("/").header("host", "bench").body(Full::<Bytes>::default())?;
        let response = sender.send_request(request).await?;
        response.into_body().collect().await?;
        http.push(begin.elapsed());
    }
    report(&format!("{label}: HTTP API, request to response"), http);
    platform.stop().await;
    Ok(())
}

fn report(label: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1e6);
    eprintln!("{label:<45} p50 {:6.1} µs  p90 {:6.1}  p99 {:6.1}", at(50), at(90), at(99));
}
