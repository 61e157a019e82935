//! What a gate is told when it starts. Nothing in here reads the environment or a command line.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use domain::passage::Direction;

use crate::identity::Identity;

/// Everything a gate needs to start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the platform is: `https://host[:port]`, without a path.
    pub platform: String,
    /// Who it is.
    pub identity: Identity,
    /// The gate's name, for its own screen.
    pub name: String,
    /// Whether people passing go in or out.
    pub direction: Direction,
    /// The one file the gate keeps its state in.
    pub state_file: PathBuf,
    /// Where the key of that file comes from.
    pub key: KeySource,
    /// The folder with the models and the runtime that `models/prepare.mjs` fills.
    pub models: PathBuf,
    /// Where the kiosk's pages are served. Port 0: any free one.
    pub listen: SocketAddr,
    /// Certificate and key of the kiosk's pages. None: plain HTTP, for a kiosk on the same machine.
    pub tls: Option<Tls>,
    /// A second port for the same pages by TLS, for a kiosk on another machine.
    pub also: Option<(SocketAddr, Tls)>,
    /// Where the gate's metrics are served, for operators alone. None: nowhere.
    pub metrics: Option<SocketAddr>,
    /// Pages of the caller's own beside the kiosk's.
    pub extra: axum::Router,
    /// Certificates (PEM) to trust the platform by, in the place of those of the system and of the authority it
    /// enrolled by.
    pub platform_certificate: Option<PathBuf>,
    /// How often things are done.
    pub pace: Pace,
}

impl Config {
    /// A gate with its defaults: where it enrolled and what it is called there, state beside the working folder, the
    /// kiosk on this machine only.
    pub fn new(identity: Identity) -> Self {
        Self {
            platform: identity.platform.clone(),
            name: identity.name.clone(),
            identity,
            direction: Direction::In,
            state_file: PathBuf::from("gate.redb"),
            key: KeySource::File(PathBuf::from("gate.key")),
            models: PathBuf::from(".models"),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8090),
            tls: None,
            also: None,
            metrics: None,
            extra: axum::Router::new(),
            platform_certificate: None,
            pace: Pace::default(),
        }
    }
}

/// Where the key that seals the state file comes from.
#[derive(Clone)]
pub enum KeySource {
    /// A file of 64 hexadecimal digits, made at the first start and readable by its owner alone.
    File(PathBuf),
    /// The 64 hexadecimal digits themselves, kept elsewhere.
    Given(String),
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Given(_) => f.write_str("Given(…)"),
        }
    }
}

/// Certificate chain and key, both PEM.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The chain.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// How often a gate does what it does again and again.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Asking for roster changes while the line is up.
    pub poll: Duration,
    /// The longest wait between two tries while it is down.
    pub longest_wait: Duration,
    /// Telling the platform that the gate lives.
    pub heartbeat: Duration,
    /// Telling the kiosk how the gate is, and asking whether it is still there.
    pub status: Duration,
    /// A kiosk that has not been heard for this long is gone; its place is free again.
    pub silence: Duration,
}

impl Default for Pace {
    /// Two seconds from a declaration to the gate; half a minute at most after a line is mended; four pings that a
    /// kiosk does not answer.
    fn default() -> Self {
        Self {
            poll: Duration::from_secs(2),
            longest_wait: Duration::from_secs(30),
            heartbeat: Duration::from_secs(15),
            status: Duration::from_secs(5),
            silence: Duration::from_secs(20),
        }
    }
}
