//! One platform and one gate with its folder, started as the program would start them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::clock::Clock;
use domain::roster::RosterEntry;
use gate::state::{FileShelf, Shelf};
use gate::{Config, Identity, KeySource, Pace, Running};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::clock::{MovedClock, Repeated};
use super::kiosk::Kiosk;
use super::pictures;
use super::platform::{GATE, Platform, SECRET};

/// The longest any test waits for something to come about.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

static RUNS: AtomicU64 = AtomicU64::new(1);

pub(crate) struct World {
    pub(crate) clock: Arc<MovedClock>,
    pub(crate) platform: Platform,
    pub(crate) folder: TempDir,
    /// How long a kiosk may be silent; taken up at the next start.
    pub(crate) silence: Duration,
    faces: bool,
    gate: Option<(Running, CancellationToken)>,
}

impl World {
    /// A platform with these workers, and a gate that has their roster. Faces are off.
    pub(crate) async fn with(workers: impl IntoIterator<Item = RosterEntry>) -> Self {
        Self::made(workers, false).await
    }

    /// The same with the models.
    pub(crate) async fn with_faces(workers: impl IntoIterator<Item = RosterEntry>) -> Self {
        Self::made(workers, true).await
    }

    async fn made(workers: impl IntoIterator<Item = RosterEntry>, faces: bool) -> Self {
        let clock = Arc::new(MovedClock::new());
        let platform = Platform::start(Arc::clone(&clock));
        for worker in workers {
            platform.books().put(worker);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let mut world = Self {
            clock,
            platform,
            folder,
            silence: PATIENCE,
            faces,
            gate: None,
        };
        world.start().await;
        world.synced().await;
        world
    }

    /// Starts the gate on what its folder holds.
    pub(crate) async fn start(&mut self) {
        let shelf = FileShelf::new(self.folder.path().join("gate.redb"));
        self.start_on(Box::new(shelf)).await;
    }

    pub(crate) async fn start_on(&mut self, shelf: Box<dyn Shelf>) {
        let shutdown = CancellationToken::new();
        let entropy = Arc::new(Repeated(AtomicU64::new(
            RUNS.fetch_add(1, Ordering::SeqCst) << 40,
        )));
        let clock: Arc<dyn Clock> = self.clock.clone();
        let gate = gate::start_on(shelf, self.config(), clock, entropy, shutdown.clone()).await;
        self.gate = Some((gate.expect("the gate starts"), shutdown));
    }

    pub(crate) fn config(&self) -> Config {
        let folder = self.folder.path();
        let platform = format!("http://{}", self.platform.address);
        let mut config = Config::new(Identity::with_secret(&SECRET, GATE, platform));
        "东门".clone_into(&mut config.name);
        config.state_file = folder.join("gate.redb");
        config.key = KeySource::File(folder.join("gate.key"));
        config.models = if self.faces {
            pictures::models()
        } else {
            folder.join("no models")
        };
        config.listen = ([127, 0, 0, 1], 0).into();
        config.metrics = Some(([127, 0, 0, 1], 0).into());
        config.pace = Pace {
            poll: Duration::from_millis(10),
            longest_wait: Duration::from_millis(40),
            heartbeat: Duration::from_millis(10),
            status: Duration::from_millis(50),
            silence: self.silence,
        };
        config
    }

    /// Stops the gate and waits until it has.
    pub(crate) async fn stop(&mut self) {
        let (gate, shutdown) = self.gate.take().expect("a gate runs");
        shutdown.cancel();
        gate.stopped().await.expect("it stops cleanly");
    }

    pub(crate) fn gate(&self) -> &Running {
        &self.gate.as_ref().expect("a gate runs").0
    }

    pub(crate) async fn kiosk(&self) -> Kiosk {
        Kiosk::at(self.gate().address).await
    }

    /// Waits until the gate has what the platform has, and its camera where it is to have one.
    pub(crate) async fn synced(&self) {
        let version = self.platform.books().version;
        let asked = self.platform.books().asked_since.len();
        // A request after this one that asks from the newest version: the one before was taken in.
        self.platform
            .until("the gate takes in the roster", |books| {
                books
                    .asked_since
                    .get(asked..)
                    .is_some_and(|later| later.contains(&version))
            })
            .await;
        let mut kiosk = self.kiosk().await;
        kiosk.gate("the line is up", |gate| gate["line"] == "up").await;
        if self.faces {
            kiosk
                .gate("the camera is ready", |gate| gate["camera_note"].is_null())
                .await;
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn after(&self, seconds: i64) -> Timestamp {
        self.now() + SignedDuration::from_secs(seconds)
    }
}
