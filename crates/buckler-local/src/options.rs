//! What a user of the platform decides.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use buckler_template::{Deployment, PhysicalNames};
use buckler_types::Mode;

use crate::agent::Agent;
use crate::node::NodeRuntime;

/// How an application is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address the front end listens on.
    pub address: IpAddr,
    /// Port of the front end; 0 takes a free one.
    pub port: u16,
    /// The agent that functions get.
    pub agent: Agent,
    /// Mode for every function. `None` leaves the choice to each function's `BUCKLER_MODE`, and to `block` where
    /// there is none.
    pub mode: Option<Mode>,
    /// Environment variables for every function; they win over the template's.
    pub variables: BTreeMap<String, String>,
    /// Most processes of one function at the same time.
    pub concurrency: usize,
    /// Whether a process is stopped between its invocations, as the cloud does.
    pub freeze: bool,
    /// Interpreters for Node.js functions; the one whose major version a function asks for is taken, else the first.
    pub nodes: Vec<NodeRuntime>,
    /// A runtime client in place of the built-in one, run as `node FILE HANDLER`, such as the official
    /// `aws-lambda-ric/bin/index.mjs`.
    pub client: Option<PathBuf>,
    /// Whether [`Platform::start`](crate::Platform::start) also does what [`Platform::warm`](crate::Platform::warm)
    /// does.
    pub warm: bool,
    /// Whether functions are started anew when their code changes.
    pub watch: bool,
    /// Time a function may take to load.
    pub init_timeout: Duration,
}

impl Options {
    /// The deployment that a local platform stands for: it names resources itself, by their keys in the template.
    pub fn deployment() -> Deployment {
        let region = ["AWS_REGION", "AWS_DEFAULT_REGION"].iter().find_map(|name| std::env::var(name).ok());
        Deployment {
            physical_names: PhysicalNames::Logical,
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
            ..Deployment::default()
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            agent: Agent::Off,
            mode: None,
            variables: BTreeMap::new(),
            concurrency: 4,
            freeze: true,
            nodes: Vec::new(),
            client: None,
            warm: false,
            watch: false,
            // Source: "Understanding the Lambda execution environment lifecycle", init phase: 10 seconds.
            init_timeout: Duration::from_secs(10),
        }
    }
}
