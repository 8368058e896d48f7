//! `buckler demo`: the example app attacked twice, without and with Buckler, on loopback addresses only.
//!
//! The app, the table of what it is sent and everything around it lie in `examples/sieve`; here they are started,
//! compared and told about.

mod app;
mod cases;
mod events;
mod http;
mod judge;
mod output;
mod process;
mod requests;
mod tools;
mod world;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use buckler_local::Agent;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::signal::unix::{SignalKind, signal};

use app::App;
use cases::{Case, Table};
use judge::{Attempt, Comparison, milliseconds};
use output::Progress;
use world::World;

use crate::agent_files;
use crate::exit::Exit;
use crate::terminal::{OutputFormat, Terminal};

/// Attack the example app twice, once without and once with Buckler, and compare.
///
/// Needs Node.js 20 or newer with npm, Python 3 with venv, curl and tar; installs the packages of the example app, and
/// a local cloud into the cache folder, when they are not there yet. Nothing leaves this machine.
///
/// Exit code 0: every attack succeeded without Buckler and was blocked with it, and every ordinary request was answered
/// in both; 1: not so; 2: the demo could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct DemoArguments {
    /// The folder of the example app, if it is not `examples/sieve` of this repository.
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
    /// Leave both apps running afterwards, and say where.
    #[arg(long)]
    keep: bool,
    /// Serve the app without Buckler on this port, with it on the next, and the hosts around on the one after that; 0
    /// takes free ones.
    #[arg(long, value_name = "PORT", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..65534))]
    port: u16,
    #[command(flatten)]
    output: OutputFormat,
}

/// Runs the demo.
///
/// # Errors
/// When it cannot run: something is missing or does not start, or it was interrupted.
pub(crate) fn run(arguments: &DemoArguments, terminal: Terminal) -> anyhow::Result<Exit> {
    let agent = match agent_files::find() {
        Agent::Missing(reason) => anyhow::bail!(reason),
        agent => agent,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let good = runtime.block_on(async {
        let demo = tokio::select! {
            demo = Demo::run(arguments, agent, terminal) => demo?,
            interrupted = interruption() => { interrupted?; anyhow::bail!("interrupted") }
        };
        if arguments.keep {
            demo.tell()?;
            interruption().await?;
        }
        anyhow::Ok(demo.end().await)
    })?;
    Ok(if good { Exit::Clean } else { Exit::Findings })
}

/// Ends when somebody wants the demo to end. Dropping what it has started ends that too.
async fn interruption() -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

/// Everything that runs, and what came of it.
struct Demo {
    world: World,
    without: App,
    with: App,
    good: bool,
    scratch: TempDir,
}

impl Demo {
    async fn run(arguments: &DemoArguments, agent: Agent, terminal: Terminal) -> anyhow::Result<Self> {
        let progress = Progress::new();
        let folder = tools::find_app(arguments.app.as_deref())?;
        if arguments.port != 0 {
            tools::check_ports(arguments.port)?;
        }
        let python = prepare(&folder, &progress).await?;
        let scratch = tempfile::Builder::new().prefix("buckler-demo-").tempdir()?;
        progress.step("starting a local cloud, a database and a few hosts");
        let port = |number: u16| if arguments.port == 0 { 0 } else { arguments.port.saturating_add(number) };
        let world = World::start(&folder, &python, &scratch.path().join("data"), port(2)).await?;
        let text = std::fs::read_to_string(folder.join("attacks.json")).context("attacks.json cannot be read")?;
        let table = cases::read(&text, &world.names(&folder))?;
        progress.step("starting the app without Buckler, and with it");
        let mut without = App::start(&folder, Agent::Off, world.environment(), port(0)).await?;
        let mut with = App::start(&folder, agent, world.environment(), port(1)).await?;
        let (benign, attacks) = compare(&table, &world, &mut without, &mut with, &progress).await?;
        let (_, good) = sums(&benign, &attacks);
        let mut out = io::stdout().lock();
        if arguments.output.is_json() {
            report(&mut out, &benign, &attacks)?;
        } else {
            show(&mut out, &benign, &attacks, terminal)?;
        }
        drop(out);
        Ok(Self { world, without, with, good, scratch })
    }

    /// Says where everything is, for someone who goes on by hand.
    fn tell(&self) -> io::Result<()> {
        let mut err = io::stderr().lock();
        writeln!(err, "\n{:18}{}\n{:18}{}", "without Buckler", self.without.url(), "with Buckler", self.with.url())?;
        for (name, address) in self.world.addresses() {
            writeln!(err, "{name:18}{address}")?;
        }
        writeln!(err, "{:18}{}\n\nCtrl-C ends everything.", "files", self.scratch.path().join("data").display())
    }

    /// Ends everything. Tells whether the demo went as it should.
    async fn end(self) -> bool {
        tokio::join!(self.without.stop(), self.with.stop(), self.world.stop());
        self.good
    }
}

/// Checks the machine and installs what is missing; gives the interpreter that has the local cloud.
async fn prepare(folder: &Path, progress: &Progress) -> anyhow::Result<PathBuf> {
    tools::check().await?;
    if tools::lacks_packages(folder) {
        progress.step("installing the packages of the example app (once)");
        tools::install_packages(folder).await?;
    }
    let (python, ready) = tools::cloud(folder)?;
    if !ready {
        progress.step("installing a local cloud, moto, into the cache folder (once, about half a minute)");
        tools::install_cloud(folder, &python).await?;
    }
    Ok(python)
}

/// Sends everything to both apps: what came of the ordinary requests, and of the attacks.
///
/// Ordinary requests go to both apps in turn, so that their latencies can be compared; attacks first all to the one,
/// then all to the other.
async fn compare<'a>(
    table: &'a Table,
    world: &World,
    without: &mut App,
    with: &mut App,
    progress: &Progress,
) -> anyhow::Result<(Vec<Comparison<'a>>, Vec<Comparison<'a>>)> {
    let mut benign = Vec::with_capacity(table.benign.len());
    for case in progress.each("ordinary requests, without Buckler and with it in turn", &table.benign) {
        let without = attempt(case, world, without, REPETITIONS).await?;
        let with = attempt(case, world, with, REPETITIONS).await?;
        benign.push(Comparison { case, without, with });
    }
    let mut succeeded = Vec::with_capacity(table.attacks.len());
    for case in progress.each("attacks without Buckler", &table.attacks) {
        succeeded.push(attempt(case, world, without, 0).await?);
    }
    let mut attacks = Vec::with_capacity(table.attacks.len());
    for (case, without) in progress.each("attacks with Buckler", &table.attacks).zip(succeeded) {
        attacks.push(Comparison { case, without, with: attempt(case, world, with, 0).await? });
    }
    progress.clear();
    Ok((benign, attacks))
}

/// How often an ordinary request is sent again for the sake of its latency.
const REPETITIONS: u32 = 4;

/// Sends a case into a world as it was at the start, looks at what it did, and repeats it for its latency.
async fn attempt(case: &Case, world: &World, app: &mut App, repetitions: u32) -> anyhow::Result<Attempt> {
    judged(case, world, app, repetitions).await.with_context(|| format!("{} could not be sent", case.id))
}

async fn judged(case: &Case, world: &World, app: &mut App, repetitions: u32) -> anyhow::Result<Attempt> {
    world.reset().await?;
    let text = |name: &str| case.send.get(name).and_then(Value::as_str);
    if let (Some(key), Some(content)) = (text("key"), text("content")) {
        world.upload(key, content).await?;
    }
    let mut answer = app.send(case).await?;
    let effect = world.holds(&case.effect, &answer.text).await?;
    let innocent = match &case.innocent {
        Some(proof) => world.holds(proof, &answer.text).await?,
        None => true,
    };
    let mut latencies = vec![answer.latency];
    for _ in 0..repetitions {
        let again = app.send(case).await?;
        latencies.push(again.latency);
        answer.findings.extend(again.findings);
    }
    answer.latency = median(latencies);
    Ok(Attempt { answer, effect, innocent })
}

/// The middle of some durations; none of none.
fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations.get(durations.len() / 2).copied().unwrap_or_default()
}

/// The table and its summary, for people.
fn show(
    out: &mut impl Write,
    benign: &[Comparison<'_>],
    attacks: &[Comparison<'_>],
    terminal: Terminal,
) -> anyhow::Result<()> {
    let table = output::Table::new(attacks.iter().map(|one| one.case), terminal);
    table.heading(out)?;
    for comparison in attacks {
        table.row(out, comparison)?;
    }
    writeln!(out)?;
    for (name, flaw) in flaws(benign, attacks) {
        table.sentence(out, false, &format!("{name}: {flaw}"))?;
    }
    let (sums, good) = sums(benign, attacks);
    for sentence in sums {
        table.sentence(out, good, &sentence)?;
    }
    Ok(())
}

/// What did not go as it should, with the names of the cases.
fn flaws<'a>(benign: &'a [Comparison<'_>], attacks: &'a [Comparison<'_>]) -> Vec<(&'a str, String)> {
    let benign = benign.iter().filter_map(|one| Some((one.case.id.as_str(), one.benign_flaw()?)));
    let attacks = attacks.iter().filter_map(|one| Some((one.case.id.as_str(), one.attack_flaw()?)));
    benign.chain(attacks).collect()
}

/// The summary, and whether it is a good one.
fn sums(benign: &[Comparison<'_>], attacks: &[Comparison<'_>]) -> (Vec<String>, bool) {
    let triggers: BTreeSet<_> = attacks.iter().map(|one| cases::trigger_name(one.case.trigger)).collect();
    let succeeded = attacks.iter().filter(|one| one.without.effect).count();
    let blocked = attacks.iter().filter(|one| one.attack_flaw().is_none()).count();
    let batches = attacks.iter().filter(|one| one.case.innocent.is_some()).count();
    let kept = attacks.iter().filter(|one| one.case.innocent.is_some() && one.with.innocent).count();
    let answered = benign.iter().filter(|one| one.benign_flaw().is_none()).count();
    let latency = |side: fn(&Comparison<'_>) -> Duration| milliseconds(median(benign.iter().map(side).collect()));
    let sentences = vec![
        format!(
            "{} attacks through {} kinds of trigger: {succeeded} succeeded without Buckler, {blocked} were blocked with it.",
            attacks.len(),
            triggers.len(),
        ),
        format!("In {kept} of {batches} batches that an attack came in, the records beside it were handled as ever."),
        format!(
            "{} ordinary requests: {answered} answered alike, in {:.1} ms without and {:.1} ms with Buckler (median).",
            benign.len(),
            latency(|one| one.without.answer.latency),
            latency(|one| one.with.answer.latency),
        ),
    ];
    (sentences, succeeded == attacks.len() && blocked == attacks.len() && answered == benign.len())
}

/// The same, for machines.
fn report(out: &mut impl Write, benign: &[Comparison<'_>], attacks: &[Comparison<'_>]) -> anyhow::Result<()> {
    let (_, good) = sums(benign, attacks);
    let report = json!({
        "good": good,
        "attacks": attacks.iter().map(|one| one.json(one.attack_flaw())).collect::<Vec<_>>(),
        "benign": benign.iter().map(|one| one.json(one.benign_flaw())).collect::<Vec<_>>(),
    });
    Ok(writeln!(out, "{report}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_is_the_middle() {
        let milliseconds = |values: &[u64]| values.iter().map(|value| Duration::from_millis(*value)).collect();
        assert_eq!(median(milliseconds(&[9, 1, 2])), Duration::from_millis(2));
        assert_eq!(median(Vec::new()), Duration::ZERO);
    }
}
