//! Starting a gate and stopping it: its tasks, its port, its models.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use domain::clock::{Clock, Entropy};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use recognition::{Options, Recognizer};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{Config, Tls};
use crate::error::GateError;
use crate::gate::{Eyes, Gate};
use crate::platform::Platform;
use crate::roster::Roster;
use crate::state::{FileShelf, Shelf, State};
use crate::{key, kiosk, outbox, sync};

/// A client that does not finish its request's head in this time is let go.
const REQUEST_WITHIN: Duration = Duration::from_secs(20);

/// How long open connections are given when the gate stops.
const GOODBYE: Duration = Duration::from_secs(2);

/// A gate that runs.
pub struct Running {
    /// Where its pages are.
    pub address: SocketAddr,
    /// Where its metrics are, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// Where a damaged state file was moved at the start, if it was.
    pub set_aside: Option<PathBuf>,
    serving: JoinHandle<std::io::Result<()>>,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

impl Running {
    /// Waits until the gate has stopped, for being told to or for not being able to go on.
    pub async fn stopped(self) -> Result<(), GateError> {
        let served = self.serving.await;
        self.shutdown.cancel();
        self.tasks.wait().await;
        match served {
            Ok(served) => served.map_err(GateError::Serve),
            Err(error) => Err(GateError::Serve(std::io::Error::other(error))),
        }
    }
}

/// Runs a gate until `shutdown` is cancelled.
pub async fn run(
    config: Config,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    shutdown: CancellationToken,
) -> Result<(), GateError> {
    start(config, clock, entropy, shutdown).await?.stopped().await
}

/// Starts a gate and returns once its pages are served; models and roster changes follow by themselves.
pub async fn start(
    config: Config,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    shutdown: CancellationToken,
) -> Result<Running, GateError> {
    let shelf = Box::new(FileShelf::new(&config.state_file));
    start_on(shelf, config, clock, entropy, shutdown).await
}

/// The same with a shelf of the caller's for the state file.
pub async fn start_on(
    shelf: Box<dyn Shelf>,
    config: Config,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    shutdown: CancellationToken,
) -> Result<Running, GateError> {
    // Whoever installed one before has the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let platform = Arc::new(Platform::new(&config)?);
    let tls = match &config.tls {
        Some(tls) => Some(certificate(tls).await?),
        None => None,
    };
    let (listener, address) = listen(config.listen)?;
    let also = match &config.also {
        Some((address, tls)) => Some((listen(*address)?, certificate(tls).await?)),
        None => None,
    };
    let metrics = config.metrics.map(listen).transpose()?;
    let opened = (config.clone(), Arc::clone(&clock), Arc::clone(&entropy));
    let (gate, set_aside) = tokio::task::spawn_blocking(move || gate(shelf, opened))
        .await
        .map_err(|error| GateError::State(error.to_string()))??;

    let tasks = gate.tasks.clone();
    let eyes = Arc::clone(&gate);
    tasks.spawn_blocking(move || open_eyes(&eyes));
    let full = Arc::new(AtomicBool::new(false));
    let puller = sync::Sync::new(Arc::clone(&gate), Arc::clone(&platform));
    tasks.spawn(puller.run(Arc::clone(&full), shutdown.clone()));
    tasks.spawn(sync::heartbeats(
        Arc::clone(&gate),
        Arc::clone(&platform),
        full,
        shutdown.clone(),
    ));
    tasks.spawn(outbox::run(Arc::clone(&gate), platform, shutdown.clone()));
    if gate.state.waiting() > 0 {
        gate.to_send.notify_one();
    }
    tasks.close();

    let metrics_at = metrics.as_ref().map(|(_, address)| *address);
    if let Some((listener, address)) = metrics {
        let listening = |source| GateError::Listen { address, source };
        let server = axum_server::from_tcp(listener)
            .map_err(listening)?
            .first_request_timeout(REQUEST_WITHIN);
        let app = kiosk::management(Arc::clone(&gate)).into_make_service();
        tasks.spawn(server.handle(stopped_by(&shutdown)).serve(app));
    }
    let handle = stopped_by(&shutdown);
    let app = kiosk::router(Arc::clone(&gate), tasks.clone(), shutdown.clone())
        .merge(config.extra.clone())
        .into_make_service_with_connect_info::<SocketAddr>();
    let listening = |source| GateError::Listen { address, source };
    if let Some(((listener, address), tls)) = also {
        let listening = |source| GateError::Listen { address, source };
        let mut server = axum_server::from_tcp_rustls(listener, tls).map_err(listening)?;
        patient(server.http_builder());
        let server = server.first_request_timeout(REQUEST_WITHIN);
        tasks.spawn(server.handle(stopped_by(&shutdown)).serve(app.clone()));
    }
    let serving = if let Some(tls) = tls {
        let mut server = axum_server::from_tcp_rustls(listener, tls).map_err(listening)?;
        patient(server.http_builder());
        let server = server.first_request_timeout(REQUEST_WITHIN);
        tokio::spawn(server.handle(handle).serve(app))
    } else {
        let mut server = axum_server::from_tcp(listener).map_err(listening)?;
        patient(server.http_builder());
        let server = server.first_request_timeout(REQUEST_WITHIN);
        tokio::spawn(server.handle(handle).serve(app))
    };
    if config.tls.is_none() && !address.ip().is_loopback() {
        tracing::warn!("without a certificate, browsers give the kiosk a camera on this machine alone");
    }
    let people = gate.roster().people();
    tracing::info!(%address, people, queue = gate.state.waiting(), "the gate is open for kiosks");
    Ok(Running {
        address,
        metrics: metrics_at,
        set_aside,
        serving,
        tasks,
        shutdown,
    })
}

type Parts = (Config, Arc<dyn Clock>, Arc<dyn Entropy>);

/// Opens the state and builds the roster from it.
fn gate(
    shelf: Box<dyn Shelf>,
    (config, clock, entropy): Parts,
) -> Result<(Arc<Gate>, Option<PathBuf>), GateError> {
    let key = key::key(&config.key, entropy.as_ref())?;
    let opened = State::open(shelf, key, Arc::clone(&entropy)).map_err(|error| match error {
        GateError::StateInUse(_) => GateError::StateInUse(config.state_file.clone()),
        other => other,
    });
    let (state, stored, set_aside) = opened?;
    if let Some(aside) = &set_aside {
        tracing::error!(
            moved_to = %aside.display(), passages = state.waiting(),
            "the state file was damaged or sealed with another key: it is moved aside and the whole roster is fetched anew"
        );
    }
    if let Err(error) = state.clear_remains() {
        tracing::warn!(%error, "remains of deleted faces are cleared at the next change");
    }
    let roster = Roster::of(stored.head, stored.entries);
    let gate = Gate::new(config, clock, entropy, state, stored.pin, roster);
    Ok((Arc::new(gate), set_aside))
}

/// Loads the models. Without them the gate goes on by codes and numbers, and says so.
fn open_eyes(gate: &Gate) {
    let eyes = match Recognizer::load(&gate.config.models, &Options::default()) {
        Ok(recognizer) => Eyes::Open(recognizer),
        Err(error) => {
            tracing::error!(%error, "faces are off: people come in by code or number");
            Eyes::Shut
        }
    };
    // Nobody else opens them.
    let _ = gate.eyes.set(eyes);
    gate.tell();
}

/// A server's handle that lets open connections end once the gate is told to stop.
/// Lets go of whoever does not finish a request's head: a connection that says nothing would be kept for ever.
fn patient(http: &mut Builder<TokioExecutor>) {
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_WITHIN);
}

fn stopped_by(shutdown: &CancellationToken) -> Handle<SocketAddr> {
    let handle = Handle::new();
    let (stopper, told) = (handle.clone(), shutdown.clone());
    tokio::spawn(async move {
        told.cancelled().await;
        stopper.graceful_shutdown(Some(GOODBYE));
    });
    handle
}

fn listen(wanted: SocketAddr) -> Result<(TcpListener, SocketAddr), GateError> {
    let failed = |source| GateError::Listen {
        address: wanted,
        source,
    };
    let listener = TcpListener::bind(wanted).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

async fn certificate(tls: &Tls) -> Result<RustlsConfig, GateError> {
    let loaded = RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await;
    loaded.map_err(|error| GateError::Certificate {
        path: tls.certificate.clone(),
        why: error.to_string(),
    })
}
