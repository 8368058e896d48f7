//! What the demo needs on the machine, and the two things that it installs: the packages of the example app, and the
//! local cloud in a Python environment of its own, kept for the next time.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use tokio::process::Command;

use super::process::last_line;

const OLDEST_NODE: u32 = 20;
/// Packages come over a network that may be slow.
const INSTALLATION: Duration = Duration::from_secs(600);
const QUESTION: Duration = Duration::from_secs(30);

/// Checks that the programs are there which the app and its surroundings call.
///
/// # Errors
/// The first one that is missing, and what it is for.
pub(super) async fn check() -> anyhow::Result<()> {
    let node = version("node", "the functions run on Node.js 20 or newer").await?;
    let major: u32 = node.trim_start_matches('v').split('.').next().and_then(|part| part.parse().ok()).unwrap_or(0);
    ensure!(major >= OLDEST_NODE, "node is {node}; the functions need {OLDEST_NODE} or newer");
    version("python3", "the local cloud is a Python package").await?;
    version("curl", "the example app downloads pages with it").await?;
    version("tar", "the example app packs reports with it").await?;
    Ok(())
}

/// Checks that the ports of a demo that begins at `first` are free: two for the app, one for the hosts around it.
///
/// # Errors
/// The first one that is taken.
pub(super) fn check_ports(first: u16) -> anyhow::Result<()> {
    for (offset, address) in [(0, "127.0.0.1"), (1, "127.0.0.1"), (2, "127.0.0.2")] {
        let port = first.saturating_add(offset);
        TcpListener::bind((address, port))
            .with_context(|| format!("port {port} of {address} is taken: choose others with --port"))?;
    }
    Ok(())
}

/// Finds the example app: in the folder given, or above this folder or the program itself.
///
/// # Errors
/// When it is not there.
pub(super) fn find_app(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(folder) = given {
        ensure!(is_app(folder), "{} holds no attacks.json and template.yaml", folder.display());
        return Ok(folder.canonicalize()?);
    }
    let program = std::env::current_exe().ok();
    let starts = [std::env::current_dir().ok(), program];
    let found = starts.iter().flatten().flat_map(|start| start.ancestors()).map(|folder| folder.join("examples/sieve"));
    let app = found.into_iter().find(|folder| is_app(folder));
    Ok(app
        .context("examples/sieve is not here; run this inside the repository, or say where by --app")?
        .canonicalize()?)
}

fn is_app(folder: &Path) -> bool {
    folder.join("attacks.json").is_file() && folder.join("template.yaml").is_file()
}

/// Whether the packages of the app have to be installed: they are not there, or the lock file is younger.
pub(super) fn lacks_packages(app: &Path) -> bool {
    let changed = |name: &str| app.join(name).metadata().and_then(|file| file.modified()).ok();
    changed("node_modules/.package-lock.json") < changed("package-lock.json")
}

/// Installs the packages of the app, exactly those of its lock file.
///
/// # Errors
/// When there is no npm, or it fails.
pub(super) async fn install_packages(app: &Path) -> anyhow::Result<()> {
    version("npm", "it installs the packages of the example app").await?;
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(app);
    run("npm ci", command, INSTALLATION).await?;
    Ok(())
}

/// The Python environment with the local cloud: the interpreter, and whether it is ready.
///
/// The folder is named after what is in it, so that a new version gets a new one.
///
/// # Errors
/// When there is no folder for caches.
pub(super) fn cloud(app: &Path) -> anyhow::Result<(PathBuf, bool)> {
    let wanted = std::fs::read_to_string(requirements(app)).context("world/requirements.txt cannot be read")?;
    let name: String =
        wanted.trim().chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let folder = caches()?.join("buckler").join(name);
    Ok((folder.join("bin/python"), folder.join(READY).is_file()))
}

/// Lies in the environment once everything in it is installed.
const READY: &str = "installed";

/// Installs the local cloud into that environment.
///
/// # Errors
/// When Python cannot make one, or pip fails.
pub(super) async fn install_cloud(app: &Path, python: &Path) -> anyhow::Result<()> {
    let folder = python.parent().and_then(Path::parent).context("the environment has no folder")?;
    let mut command = Command::new("python3");
    command.args(["-m", "venv", "--clear"]).arg(folder);
    let made = run("python3 -m venv", command, INSTALLATION).await;
    made.map_err(|error| anyhow::anyhow!("{error:#} (on Debian, the package python3-venv has it)"))?;
    let mut command = Command::new(python);
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements(app));
    run("pip install", command, INSTALLATION).await?;
    std::fs::write(folder.join(READY), "").with_context(|| format!("{} cannot be written", folder.display()))
}

fn requirements(app: &Path) -> PathBuf {
    app.join("world/requirements.txt")
}

fn caches() -> anyhow::Result<PathBuf> {
    let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    named.or_else(usual).context("neither XDG_CACHE_HOME nor HOME says where the local cloud can be kept")
}

async fn version(program: &str, purpose: &str) -> anyhow::Result<String> {
    let mut command = Command::new(program);
    command.arg("--version");
    let output = run(program, command, QUESTION).await;
    let output = output.map_err(|error| anyhow::anyhow!("{error:#}, but {purpose}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

async fn run(name: &str, mut command: Command, patience: Duration) -> anyhow::Result<Output> {
    command.kill_on_drop(true).stdin(std::process::Stdio::null());
    let output = tokio::time::timeout(patience, command.output()).await;
    let output = output.with_context(|| format!("{name} did not end within {} s", patience.as_secs()))?;
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => anyhow::anyhow!("{name} is not installed"),
        _ => anyhow::anyhow!("{name} cannot be started: {error}"),
    })?;
    if !output.status.success() {
        bail!("{name} failed: {}", last_line(&String::from_utf8_lossy(&output.stderr)));
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn missing_program_is_named_with_its_purpose() {
        let error = version("no-such-program-at-all", "it does things").await.unwrap_err();
        assert_eq!(error.to_string(), "no-such-program-at-all is not installed, but it does things");
    }

    #[tokio::test]
    async fn failure_is_told_by_its_last_line() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo one >&2; echo two >&2; exit 3"]);
        assert_eq!(run("it", command, QUESTION).await.unwrap_err().to_string(), "it failed: two");
    }

    #[test]
    fn taken_port_is_named() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = check_ports(port).unwrap_err();
        assert_eq!(error.to_string(), format!("port {port} of 127.0.0.1 is taken: choose others with --port"));
    }

    #[test]
    fn folder_without_the_app_is_refused() {
        assert!(find_app(Some(Path::new("/"))).is_err());
    }
}
