//! Pulling the roster: asked for as differences, trusted by its signature, taken in all or not at all.
//!
//! Nothing here judges anyone. When the line is down the roster in memory stays as it is and grows older.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::roster::{RosterEntry, RosterPage, SignedRoster};
use jiff::{SignedDuration, Timestamp};
use seal::PublicKey;
use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::gate::{CLOCK_TOLERANCE, Gate};
use crate::platform::{LineError, Platform};
use crate::roster::Roster;
use crate::state::{Head, Pin};

/// A confirmation alone is written to the file this seldom: flash wears, and staleness counts in hours.
const CONFIRMED_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// The file is copied to clear it at most this often: faces come and go in crowds, a crew at a time.
const CLEAR_EVERY: SignedDuration = SignedDuration::from_secs(300);
/// After the file failed to take the roster, it is fetched whole this often until the file holds it again.
const MEND_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Why a page is not trusted. The roster held stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Distrust {
    /// Not signed by the platform this gate knows.
    #[error("the roster is not signed by the platform this gate knows")]
    Signature,
    /// Signed, and no roster page of this contract.
    #[error("the roster cannot be read")]
    Unreadable,
    /// Of another site.
    #[error("the roster is of another site: was this folder another gate's before?")]
    Site,
    /// Not what was asked for, or a step back.
    #[error("the roster goes back to an older version")]
    Version,
    /// Made before the one held.
    #[error("the roster is an old one sent again")]
    Replayed,
}

/// Why the roster could not be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Line(#[from] LineError),
    #[error(transparent)]
    Distrust(#[from] Distrust),
}

/// Checks a signed page against what was asked and what is held. Nothing is taken in.
pub(crate) fn trusted(
    signed: &SignedRoster,
    key: Option<&PublicKey>,
    asked: i64,
    held: Option<&Head>,
) -> Result<RosterPage, Distrust> {
    if !key.is_some_and(|key| key.verifies(&signed.page, &signed.signature)) {
        return Err(Distrust::Signature);
    }
    let page: RosterPage = serde_json::from_str(&signed.page).map_err(|_| Distrust::Unreadable)?;
    if held.is_some_and(|held| held.site != page.site) {
        return Err(Distrust::Site);
    }
    // The platform may answer with everything where differences were asked for; never the other way round.
    if (page.since != asked && page.since != 0) || page.version < page.since {
        return Err(Distrust::Version);
    }
    if held.is_some_and(|held| page.issued_at.duration_since(held.confirmed_at) < -CLOCK_TOLERANCE) {
        return Err(Distrust::Replayed);
    }
    Ok(page)
}

/// A whole roster on its way, page by page; it takes the place of the one held when it is complete.
struct Whole {
    version: i64,
    entries: Vec<RosterEntry>,
}

/// Pulls the roster for as long as the gate runs.
pub(crate) struct Sync {
    gate: Arc<Gate>,
    platform: Arc<Platform>,
    whole: Option<Whole>,
    /// Everything is to be fetched anew.
    anew: bool,
    /// When the file last failed to take the roster; none while it holds what memory holds.
    file_behind: Option<Timestamp>,
    written_at: Option<Timestamp>,
    cleared_at: Option<Timestamp>,
    said: Option<Trouble>,
}

impl Sync {
    pub(crate) fn new(gate: Arc<Gate>, platform: Arc<Platform>) -> Self {
        Self {
            gate,
            platform,
            whole: None,
            anew: false,
            file_behind: None,
            written_at: None,
            cleared_at: None,
            said: None,
        }
    }

    /// Asks again and again, seldom while nothing answers.
    pub(crate) async fn run(mut self, full: Arc<AtomicBool>, shutdown: CancellationToken) {
        let pace = self.gate.config.pace;
        let mut wait = pace.poll;
        loop {
            if full.swap(false, Ordering::Relaxed) {
                self.anew = true;
            }
            let outcome = tokio::select! {
                () = shutdown.cancelled() => return,
                outcome = self.turn() => outcome,
            };
            wait = if outcome.is_ok() {
                pace.poll
            } else {
                (wait * 2).min(pace.longest_wait)
            };
            self.report(outcome);
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = self.gate.to_sync.notified() => {}
                () = tokio::time::sleep(jittered(wait, &self.gate)) => {}
            }
        }
    }

    /// One try: every page there is.
    async fn turn(&mut self) -> Result<(), Trouble> {
        let key = self.key().await?;
        loop {
            let asked = self.asked();
            let signed = self.platform.roster(asked).await?;
            let held = self.gate.roster().head().cloned();
            let page = trusted(&signed, key.as_ref(), asked, held.as_ref()).inspect_err(|_| {
                self.gate.metrics.page_refused();
                self.whole = None;
            })?;
            self.gate.line.measure(page.issued_at, self.gate.now());
            let more = page.more;
            self.take(page, held.as_ref()).await;
            if !more {
                self.clear().await;
                return Ok(());
            }
        }
    }

    fn asked(&mut self) -> i64 {
        if let Some(whole) = &self.whole {
            return whole.version;
        }
        let now = self.gate.now();
        if self
            .file_behind
            .is_some_and(|since| now.duration_since(since).abs() > MEND_EVERY)
        {
            self.anew = true;
        }
        if self.anew {
            return 0;
        }
        self.gate.roster().head().map_or(0, |head| head.version)
    }

    /// The platform's key: the one pinned, or at the first talk the one it shows.
    async fn key(&self) -> Result<Option<PublicKey>, Trouble> {
        if let Some(pin) = self.gate.pin() {
            return Ok(PublicKey::from_text(&pin.public_key));
        }
        let shown = self.platform.key().await?;
        let key = PublicKey::from_text(&shown.public_key).ok_or(LineError::Unreadable)?;
        let pin = Pin {
            public_key: shown.public_key,
        };
        let gate = Arc::clone(&self.gate);
        let kept = self
            .gate
            .on_disk(move || gate.state.keep_pin(&pin).map(|()| pin))
            .await;
        match kept {
            Some(Ok(pin)) => {
                tracing::info!(
                    "the platform's key is pinned: rosters signed by another are refused from now on"
                );
                self.gate.set_pin(pin);
            }
            Some(Err(error)) => tracing::error!(%error, "the platform's key cannot be kept"),
            None => {}
        }
        Ok(Some(key))
    }

    async fn take(&mut self, page: RosterPage, held: Option<&Head>) {
        let head = Head::of(&page);
        // Where nobody has ever been, everything from the beginning on and what is new are the same.
        let from_nobody = !self.anew && held.is_some_and(|held| held.version == 0);
        if page.since == 0 && !from_nobody {
            self.whole = Some(Whole {
                version: 0,
                entries: Vec::new(),
            });
        }
        if let Some(whole) = &mut self.whole {
            whole.version = page.version;
            whole
                .entries
                .retain(|entry| !page.removed.contains(&entry.person));
            whole.entries.extend(page.entries);
            if !page.more
                && let Some(whole) = self.whole.take()
            {
                self.replace(head, whole.entries).await;
            }
        } else {
            self.apply(head, page.entries, page.removed, held).await;
        }
    }

    async fn replace(&mut self, head: Head, entries: Vec<RosterEntry>) {
        let gate = Arc::clone(&self.gate);
        let (version, people) = (head.version, entries.len());
        let written = self.gate.on_disk(move || {
            let written = gate.state.replace(&head, &entries);
            let roster = Roster::of(Some(head), entries);
            *gate.roster_mut() = roster;
            written
        });
        let written = written.await;
        self.anew = false;
        self.note(written.is_some_and(|written| written.is_ok()), true);
        let unusable = self.gate.roster().unusable_faces();
        tracing::info!(version, people, "the whole roster is taken in");
        if unusable > 0 {
            tracing::warn!(
                faces = unusable,
                "faces of another model, or damaged, are not used"
            );
        }
        self.gate.tell();
    }

    async fn apply(
        &mut self,
        head: Head,
        entries: Vec<RosterEntry>,
        removed: Vec<domain::id::PersonId>,
        held: Option<&Head>,
    ) {
        let nobody = entries.is_empty() && removed.is_empty();
        let same = nobody && held.is_some_and(|held| held.agrees_with(&head));
        let now = self.gate.now();
        let written_lately = self
            .written_at
            .is_some_and(|at| now.duration_since(at).abs() < CONFIRMED_EVERY);
        let to_file = self.file_behind.is_none() && !(same && written_lately);
        let gate = Arc::clone(&self.gate);
        let written = self.gate.on_disk(move || {
            let written = match (to_file, nobody) {
                (false, _) => Ok(()),
                (true, true) => gate.state.keep_head(&head),
                (true, false) => gate.state.apply(&head, &entries, &removed),
            };
            // Memory takes it even when the file does not: who is barred now is barred now.
            let mut roster = gate.roster_mut();
            for entry in entries {
                roster.put(entry);
            }
            for person in removed {
                roster.remove(person);
            }
            roster.set_head(head);
            drop(roster);
            written
        });
        let written = written.await.is_some_and(|written| written.is_ok());
        if to_file {
            self.note(written, false);
        }
        if !same {
            self.gate.tell();
        }
    }

    /// Clears the remains of deleted faces from the file. An answer that comes meanwhile waits for the copy.
    async fn clear(&mut self) {
        let now = self.gate.now();
        if self
            .cleared_at
            .is_some_and(|at| now.duration_since(at).abs() < CLEAR_EVERY)
        {
            return;
        }
        let gate = Arc::clone(&self.gate);
        match self.gate.on_disk(move || gate.state.clear_remains()).await {
            Some(Ok(true)) => self.cleared_at = Some(now),
            Some(Err(error)) => tracing::warn!(%error, "the remains of deleted faces are not cleared yet"),
            Some(Ok(false)) | None => {}
        }
    }

    /// Notes whether the file took what memory took.
    fn note(&mut self, written: bool, whole: bool) {
        let now = self.gate.now();
        if written {
            self.written_at = Some(now);
            if whole {
                self.file_behind = None;
            }
        } else {
            if self.file_behind.is_none() {
                tracing::error!(
                    "the state file does not take the roster: it is kept in memory until it does"
                );
            }
            self.file_behind = Some(now);
        }
    }

    fn report(&mut self, outcome: Result<(), Trouble>) {
        let trouble = outcome.err();
        match trouble {
            None => self.gate.line.disown(false),
            Some(Trouble::Line(LineError::Key)) => self.gate.line.disown(true),
            // Whoever was disowned and is not answered now still is.
            Some(_) => {}
        }
        if self.gate.line.set(trouble.is_none()) {
            self.gate.tell();
        }
        if trouble == self.said {
            return;
        }
        match trouble {
            Some(trouble) => {
                tracing::warn!(%trouble, "the roster is not confirmed: the gate goes on with the one it has");
            }
            None if self.said.is_some() => tracing::info!("the roster is confirmed again"),
            None => {}
        }
        if trouble.is_none() {
            self.gate.to_send.notify_one();
        }
        self.said = trouble;
    }
}

/// Tells the platform that the gate lives, and learns when the platform was set back to an older state.
pub(crate) async fn heartbeats(
    gate: Arc<Gate>,
    platform: Arc<Platform>,
    full: Arc<AtomicBool>,
    shutdown: CancellationToken,
) {
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(jittered(gate.config.pace.heartbeat, &gate)) => {}
        }
        let version = gate.roster().head().map_or(0, |head| head.version);
        let beat = platform.heartbeat(gate.now(), version, gate.state.waiting());
        let reply = tokio::select! {
            () = shutdown.cancelled() => return,
            reply = beat => reply,
        };
        if let Ok(reply) = reply {
            gate.line.measure(reply.at, gate.now());
            if reply.roster_version < version {
                tracing::warn!("the platform is behind this gate's roster: everything is fetched anew");
                full.store(true, Ordering::Relaxed);
                gate.to_sync.notify_one();
            }
        }
    }
}

/// A wait shortened by up to a fifth, so that gates that lost the line together do not come back together.
fn jittered(wait: Duration, gate: &Gate) -> Duration {
    let mut byte = [0];
    gate.entropy.fill(&mut byte);
    wait.mul_f64(1.0 - f64::from(byte[0]) / 256.0 / 5.0)
}
