//! The platform as a whole: its functions, its front end, and what watches them.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use tokio::task::{JoinHandle, JoinSet};

use crate::event::{Completed, Event, FunctionStatus, Record, RouteLine};
use crate::front::{self, Router};
use crate::guard::Guard;
use crate::instance::Launcher;
use crate::options::Options;
use crate::pool::{Call, Pool, Refused};
use crate::process::lock;
use crate::project::Project;
use crate::spec::{Spec, Unserved};
use crate::watch;

/// The client that runs Node.js functions.
const NODE_CLIENT: &str = include_str!("client/node.cjs");
/// Events a slow watcher may lag behind before it loses some.
const EVENT_BUFFER: usize = 4096;
/// Versions of a function that one event may outlive while it waits.
const MAX_VERSIONS: usize = 5;
/// How long processes may take to end once they are killed.
const END_LIMIT: std::time::Duration = std::time::Duration::from_secs(2);
/// Up to this many functions keep the process they were first started in; of more, memory would run out.
const MAX_WARM: usize = 24;

/// A running application.
pub struct Platform {
    shared: Arc<Shared>,
    address: SocketAddr,
    serving: JoinHandle<()>,
    watching: std::sync::Mutex<Option<JoinHandle<()>>>,
    /// The folder of the runtime client; removed when the platform is dropped.
    _runtime_dir: tempfile::TempDir,
}

/// What the front end and the platform share.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) events: broadcast::Sender<Event>,
    pub(crate) address: SocketAddr,
    launcher: Arc<Launcher>,
    application: RwLock<Arc<Running>>,
}

/// One version of the application.
pub(crate) struct Running {
    pub(crate) pools: Vec<Arc<Pool>>,
    pub(crate) router: Router,
    pub(crate) account: String,
    pub(crate) region: String,
}

/// Why a platform did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens on the port.
    #[error("port {0} is taken: choose another with --port, or end the program that listens on it")]
    PortTaken(u16),
    /// The front end cannot listen.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was tried.
        address: String,
        /// What happened.
        source: io::Error,
    },
    /// Something the platform needs from the system failed.
    #[error("cannot start: {0}")]
    System(#[from] io::Error),
}

/// Why a function was not invoked.
#[derive(Debug, thiserror::Error)]
pub enum InvokeError {
    /// The application has no such function.
    #[error("no function `{0}`")]
    Unknown(String),
    /// It cannot be served.
    #[error("{0}")]
    Unserved(Unserved),
    /// All instances it is limited to are busy.
    #[error("all instances of the function are busy")]
    Throttled,
}

impl Platform {
    /// Starts an application.
    ///
    /// # Errors
    /// When the port is taken or the system refuses what is needed.
    pub async fn start(project: Project, options: Options) -> Result<Self, StartError> {
        let listener = listen(SocketAddr::new(options.address, options.port)).await?;
        let address = listener.local_addr()?;
        let runtime_dir = tempfile::Builder::new().prefix("buckler-runtime-").tempdir()?;
        let client = runtime_dir.path().join("node.cjs");
        std::fs::write(&client, NODE_CLIENT)?;
        let (events, _) = broadcast::channel(EVENT_BUFFER);
        let runtime_path = runtime_dir.path().display().to_string();
        let launcher = Arc::new(Launcher {
            guard: Arc::new(Guard::start(&client)?),
            client: options.client.clone().unwrap_or(client),
            names_handler: options.client.is_some(),
            runtime_dir: runtime_path,
        });
        let running = Running::new(&project, &options, &launcher, &events);
        let application = RwLock::new(Arc::new(running));
        let shared = Arc::new(Shared { options, events, address, launcher, application });
        let serving = tokio::spawn(front::serve(listener, Arc::clone(&shared)));
        let platform =
            Self { shared, address, serving, watching: std::sync::Mutex::default(), _runtime_dir: runtime_dir };
        platform.begin().await;
        Ok(platform)
    }

    /// Where the front end listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Everything that happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.shared.events.subscribe()
    }

    /// The state of each function, in the order of the template.
    pub fn functions(&self) -> Vec<FunctionStatus> {
        self.shared.running().pools.iter().map(|pool| pool.status()).collect()
    }

    /// The routes of all front ends.
    pub fn routes(&self) -> Vec<RouteLine> {
        self.shared.running().router.lines()
    }

    /// Invokes a function by its name or key.
    ///
    /// # Errors
    /// When there is no such function, it cannot be served or is busy. A failure of the function itself is an
    /// [`Outcome`](crate::Outcome).
    pub async fn invoke(&self, function: &str, payload: Bytes) -> Result<Completed, InvokeError> {
        let completed = self.shared.invoke(function, Call { payload, ..Call::default() }).await?;
        self.shared.record(function, "invoke".to_owned(), 200, &completed);
        Ok(completed)
    }

    /// Puts another version of the application in place of the present one. Invocations under way are finished.
    pub async fn replace(&self, project: Project) {
        let shared = &self.shared;
        let running = Running::new(&project, &shared.options, &shared.launcher, &shared.events);
        let previous = {
            let mut application = shared.application.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            std::mem::replace(&mut *application, Arc::new(running))
        };
        previous.pools.iter().for_each(|pool| pool.retire());
        self.begin().await;
    }

    /// Ends every process and the front end.
    pub async fn stop(self) {
        self.serving.abort();
        if let Some(watching) = lock(&self.watching).take() {
            watching.abort();
        }
        self.shared.running().pools.iter().for_each(|pool| pool.retire());
        let ended = tokio::time::timeout(END_LIMIT, self.shared.launcher.guard.end_all());
        // What the system has not ended by then, the guard's helper tries once more.
        let _late = ended.await;
    }

    /// Warms functions and watches their code, as the options say.
    async fn begin(&self) {
        if self.shared.options.warm {
            self.warm().await;
        }
        if self.shared.options.watch {
            let watcher = tokio::spawn(watch_code(Arc::clone(&self.shared)));
            if let Some(previous) = lock(&self.watching).replace(watcher) {
                previous.abort();
            }
        }
    }

    /// Starts each function once, as many at a time as there are cores, so that its problems and its protection are
    /// known.
    pub async fn warm(&self) {
        let running = self.shared.running();
        let keep = running.pools.len() <= MAX_WARM;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut warming = JoinSet::new();
        for pool in &running.pools {
            if warming.len() >= cores {
                warming.join_next().await;
            }
            let pool = Arc::clone(pool);
            warming.spawn(async move { pool.warm(keep).await });
        }
        warming.join_all().await;
    }
}

impl Shared {
    /// The present version of the application.
    pub(crate) fn running(&self) -> Arc<Running> {
        Arc::clone(&self.application.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Invokes a function by name, key or ARN.
    pub(crate) async fn invoke(&self, function: &str, call: Call) -> Result<Completed, InvokeError> {
        for _ in 0..MAX_VERSIONS {
            let pool = self.running().pool(function).ok_or_else(|| InvokeError::Unknown(function.to_owned()))?;
            // In a task of its own, so that a caller who goes away does not end the invocation half-way.
            match tokio::spawn(pool.invoke(call.clone())).await {
                Ok(Ok(completed)) => return Ok(completed),
                Ok(Err(Refused::Unserved(reason))) => return Err(InvokeError::Unserved(reason)),
                Ok(Err(Refused::Throttled)) | Err(_) => return Err(InvokeError::Throttled),
                Ok(Err(Refused::Retired)) => {}
            }
        }
        Err(InvokeError::Throttled)
    }

    /// Tells the watchers of a completed invocation.
    pub(crate) fn record(&self, function: &str, source: String, status: u16, completed: &Completed) {
        let name = self.running().pool(function).map_or_else(|| function.into(), |pool| Arc::clone(&pool.spec.name));
        let record = Record {
            function: name,
            request_id: completed.request_id.clone(),
            source,
            status,
            duration: completed.duration,
            init: completed.init,
            outcome: completed.outcome.clone(),
            findings: completed.findings.clone(),
            logs: completed.logs.clone(),
            protection: completed.protection.clone(),
        };
        self.tell(Event::Invocation(Arc::new(record)));
    }

    /// Tells the watchers, if there are any.
    pub(crate) fn tell(&self, event: Event) {
        let _unheard = self.events.send(event);
    }

    /// Starts functions anew whose code has changed.
    fn reload(&self, indices: &[usize]) {
        let mut application = self.application.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut pools = application.pools.clone();
        let mut names = Vec::new();
        for index in indices {
            let Some(pool) = pools.get_mut(*index) else { continue };
            let fresh =
                Pool::new(pool.spec.refreshed(), &self.options, Arc::clone(&self.launcher), self.events.clone());
            names.push(pool.spec.name.to_string());
            std::mem::replace(pool, fresh).retire();
        }
        let running = Running {
            router: application.router.clone(),
            account: application.account.clone(),
            region: application.region.clone(),
            pools,
        };
        *application = Arc::new(running);
        drop(application);
        self.tell(Event::Notice(format!("code of {} changed: the next invocation loads it", names.join(", "))));
    }
}

impl Running {
    fn new(project: &Project, options: &Options, launcher: &Arc<Launcher>, events: &broadcast::Sender<Event>) -> Self {
        let Project { application, deployment, .. } = project;
        let (region, account) = (&deployment.region, &deployment.account);
        let pools = application.functions.iter().map(|function| {
            let spec = Spec::new(function, project, options);
            Pool::new(spec, options, Arc::clone(launcher), events.clone())
        });
        let pools: Vec<_> = pools.collect();
        let names: BTreeMap<&str, Arc<str>> =
            pools.iter().map(|pool| (pool.spec.id.as_str(), Arc::clone(&pool.spec.name))).collect();
        let router = Router::new(application, &names);
        Self { router, account: account.clone(), region: region.clone(), pools }
    }

    /// The function with this name, key or ARN, a qualifier such as `:$LATEST` aside.
    pub(crate) fn pool(&self, function: &str) -> Option<Arc<Pool>> {
        let name = match function.split(':').collect::<Vec<_>>().as_slice() {
            ["arn", _, "lambda", _, _, "function", name, ..] | [_, "function", name, ..] | [name, ..] => *name,
            [] => function,
        };
        self.pools
            .iter()
            .find(|pool| &*pool.spec.name == name || pool.spec.id == name || pool.spec.label == name)
            .cloned()
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::PortTaken(address.port()),
        _ => StartError::Listen { address: address.to_string(), source },
    })
}

/// Functions often share a folder, which is then looked at once.
async fn watch_code(shared: Arc<Shared>) {
    let mut folders: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for (index, pool) in shared.running().pools.iter().enumerate() {
        folders.entry(pool.spec.root.clone()).or_default().push(index);
    }
    let (paths, functions): (Vec<_>, Vec<_>) = folders.into_iter().unzip();
    let affected = move |changed: Vec<usize>| -> Vec<usize> {
        changed.into_iter().filter_map(|index| functions.get(index)).flatten().copied().collect()
    };
    watch::watch(paths, move |changed| shared.reload(&affected(changed))).await;
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.serving.abort();
        if let Some(watching) = lock(&self.watching).take() {
            watching.abort();
        }
    }
}
