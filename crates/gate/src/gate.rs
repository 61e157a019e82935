//! The gate as its parts share it: roster, state, line, models. It starts nothing by itself.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use domain::clock::{Clock, Entropy};
use domain::id::GateId;
use jiff::{SignedDuration, Timestamp};
use recognition::Recognizer;
use tokio::sync::{Notify, watch};
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::metrics::Metrics;
use crate::number::{AskedLimit, NUMBERS, STALE_CODES};
use crate::roster::Roster;
use crate::state::{Pin, State};

/// How far the gate's clock may stand from the platform's and still be believed (the same five minutes that
/// a verdict allows).
pub(crate) const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// What all parts of a gate share.
pub(crate) struct Gate {
    pub(crate) config: Config,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) state: State,
    pub(crate) metrics: Metrics,
    pub(crate) line: Line,
    pub(crate) eyes: OnceLock<Eyes>,
    pub(crate) numbers: AskedLimit,
    pub(crate) stale_codes: AskedLimit,
    /// Everything that has to end before the gate has stopped.
    pub(crate) tasks: TaskTracker,
    /// Rings when there is a passage to send, or the line is there again.
    pub(crate) to_send: Notify,
    /// Rings when the roster is to be asked for without waiting.
    pub(crate) to_sync: Notify,
    changed: watch::Sender<()>,
    roster: RwLock<Roster>,
    pin: Mutex<Option<Pin>>,
}

/// Whether faces can be looked at.
pub(crate) enum Eyes {
    /// The models are ready.
    Open(Recognizer),
    /// They are not there: codes and numbers alone.
    Shut,
}

impl Gate {
    pub(crate) fn new(
        config: Config,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        state: State,
        pin: Option<Pin>,
        roster: Roster,
    ) -> Self {
        Self {
            config,
            clock,
            entropy,
            state,
            metrics: Metrics::new(),
            line: Line::default(),
            eyes: OnceLock::new(),
            numbers: AskedLimit::new(NUMBERS),
            stale_codes: AskedLimit::new(STALE_CODES),
            tasks: TaskTracker::new(),
            to_send: Notify::new(),
            to_sync: Notify::new(),
            changed: watch::Sender::new(()),
            roster: RwLock::new(roster),
            pin: Mutex::new(pin),
        }
    }

    /// The gate's present instant, by its own clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The roster, for reading. A reader that panicked left it as it was.
    pub(crate) fn roster(&self) -> RwLockReadGuard<'_, Roster> {
        self.roster.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The roster, for changing.
    pub(crate) fn roster_mut(&self) -> RwLockWriteGuard<'_, Roster> {
        self.roster.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whom it trusts.
    pub(crate) fn pin(&self) -> Option<Pin> {
        self.pin.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_pin(&self, pin: Pin) {
        *self.pin.lock().unwrap_or_else(PoisonError::into_inner) = Some(pin);
    }

    /// Its id, as it enrolled.
    pub(crate) fn id(&self) -> GateId {
        self.config.identity.gate
    }

    /// The models, once and if they are ready.
    pub(crate) fn recognizer(&self) -> Option<&Recognizer> {
        match self.eyes.get() {
            Some(Eyes::Open(recognizer)) => Some(recognizer),
            Some(Eyes::Shut) | None => None,
        }
    }

    /// Whether the clock cannot be right: far from the platform's at their last talk, or before the roster.
    pub(crate) fn clock_is_wrong(&self, now: Timestamp) -> bool {
        let before_roster = self.roster().age(now).is_some_and(|age| age < -CLOCK_TOLERANCE);
        before_roster || self.line.offset().abs() > CLOCK_TOLERANCE
    }

    /// Work that waits for the disk, off the threads that wait for the line. It is finished even when whoever
    /// waits for it is told to stop. None: it panicked.
    pub(crate) async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        self.tasks.spawn_blocking(work).await.ok()
    }

    /// Tells the kiosks that something they show has changed.
    pub(crate) fn tell(&self) {
        self.changed.send_replace(());
    }

    /// A receiver of what [`Gate::tell`] sends.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }
}

/// The line to the platform, as it was at the last try.
#[derive(Default)]
pub(crate) struct Line {
    up: AtomicBool,
    disowned: AtomicBool,
    offset_ms: AtomicI64,
}

impl Line {
    pub(crate) fn is_up(&self) -> bool {
        self.up.load(Ordering::Relaxed)
    }

    /// Sets it; whether it was otherwise before.
    pub(crate) fn set(&self, up: bool) -> bool {
        self.up.swap(up, Ordering::Relaxed) != up
    }

    /// Whether the platform said at the last talk that it does not know this gate, or no longer.
    pub(crate) fn is_disowned(&self) -> bool {
        self.disowned.load(Ordering::Relaxed)
    }

    pub(crate) fn disown(&self, disowned: bool) {
        self.disowned.store(disowned, Ordering::Relaxed);
    }

    /// How far the platform's clock is ahead of the gate's, as measured last.
    pub(crate) fn offset(&self) -> SignedDuration {
        SignedDuration::from_millis(self.offset_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn measure(&self, platform: Timestamp, here: Timestamp) {
        let ahead = platform.duration_since(here).as_millis();
        let ahead = i64::try_from(ahead).unwrap_or(i64::MAX);
        self.offset_ms.store(ahead, Ordering::Relaxed);
    }
}
