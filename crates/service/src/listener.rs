//! Listening: what happens within a caller's scope, once each, from this process and from others on the same
//! database.
//!
//! This process's own events come at once over the broadcast. What another process wrote is found by asking the
//! database for the newest rows every few seconds; both name the same rows, and each is told once.

use std::collections::HashMap;
use std::time::Duration;

use domain::division::Division;
use domain::id::{AlertId, PassageId, SiteId};
use domain::rights::Right;
use jiff::{SignedDuration, Timestamp};
use store::alert::Alert;
use store::site::SiteFilter;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::access::Reach;
use crate::error::{Error, Result};
use crate::event::{Event, Happening};
use crate::platform::{Caller, Platform};

/// How often the database is asked for what other processes wrote, and whether the session still stands.
const LOOK_EVERY: Duration = Duration::from_secs(3);

/// How far back each look reaches: commits may overtake each other by this much.
const OVERLAP: SignedDuration = SignedDuration::from_secs(10);

/// Rows of one look at most; more than this and the listener reads its lists again.
const MOST: i64 = 5_000;

/// What a listener is told.
#[derive(Clone, Debug)]
pub enum News {
    /// A passage came in.
    Passage(PassageId),
    /// An alert was raised, acknowledged or closed.
    Alert(Box<Alert>),
    /// Too much happened at once: read the lists again.
    Reload,
}

/// Listens within a scope.
pub struct Listener {
    platform: Platform,
    caller: Caller,
    reach: Reach,
    told: Receiver<Event>,
    look: Interval,
    since: Timestamp,
    seen: Seen,
    within: HashMap<SiteId, bool>,
    waiting: Vec<News>,
}

/// What has been told already, with the instant until which it could turn up again.
#[derive(Default)]
struct Seen {
    passages: HashMap<PassageId, Timestamp>,
    alerts: HashMap<AlertId, Timestamp>,
}

impl Seen {
    /// Whether a passage is new here.
    fn passage(&mut self, passage: PassageId, at: Timestamp) -> bool {
        self.passages.insert(passage, at).is_none()
    }

    /// Whether this change of an alert is new here.
    fn alert(&mut self, alert: AlertId, changed_at: Timestamp) -> bool {
        let before = self.alerts.insert(alert, changed_at);
        before.is_none_or(|before| before < changed_at)
    }

    fn forget(&mut self, before: Timestamp) {
        self.passages.retain(|_, at| *at >= before);
        self.alerts.retain(|_, at| *at >= before);
    }
}

impl Platform {
    /// Listens from now on at a site, in a town, or in the caller's whole scope.
    pub async fn listen(
        &self,
        caller: &Caller,
        site: Option<SiteId>,
        town: Option<&Division>,
    ) -> Result<Listener> {
        let told = self.events();
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ReadPassages, site, town)
            .await?;
        let mut look = interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        look.reset();
        let since = self.now();
        let mut listener = Listener {
            platform: self.clone(),
            caller: caller.clone(),
            reach,
            told,
            look,
            since,
            seen: Seen::default(),
            within: HashMap::new(),
            waiting: Vec::new(),
        };
        drop(tx);
        self.record_list(caller, "passage.watch", &listener.reach, &[], 0)
            .await?;
        // Told again rather than missed: what came in while a page had read its lists and did not listen yet.
        listener.look_again().await?;
        Ok(listener)
    }

    /// Whether a session still stands, without moving its end on: listening is no use of it.
    pub async fn still_signed_in(&self, caller: &Caller) -> Result<bool> {
        let mut tx = self.store.read().await?;
        let account = tx.account(caller.actor.account).await?;
        if account.is_none_or(|account| account.disabled_at.is_some()) {
            return Ok(false);
        }
        let standing = tx.sessions(caller.actor.account, self.now()).await?;
        Ok(standing.iter().any(|session| Some(session.id) == caller.session))
    }
}

impl Listener {
    /// Who listens.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Waits for what happens next. None when the session has ended.
    pub async fn next(&mut self) -> Result<Option<News>> {
        loop {
            if let Some(news) = self.waiting.pop() {
                return Ok(Some(news));
            }
            tokio::select! {
                told = self.told.recv() => match told {
                    Ok(event) => self.hear(event).await?,
                    Err(RecvError::Lagged(_)) => self.waiting.push(News::Reload),
                    Err(RecvError::Closed) => return Ok(None),
                },
                _ = self.look.tick() => {
                    if !self.platform.still_signed_in(&self.caller).await? {
                        return Ok(None);
                    }
                    self.look_again().await?;
                }
            }
        }
    }

    async fn hear(&mut self, event: Event) -> Result<()> {
        if !self.reaches(event.site).await? {
            return Ok(());
        }
        match event.what {
            Happening::Passage(passage) => self.passage(passage, self.platform.now()),
            Happening::Alert(alert) => self.alert(alert).await?,
        }
        Ok(())
    }

    async fn look_again(&mut self) -> Result<()> {
        // A site may have been placed in another community meanwhile.
        self.within.clear();
        let since = self.since - OVERLAP;
        let mut tx = self.platform.store.read().await?;
        let passages = tx.passages_since(since, MOST).await?;
        let alerts = tx.alerts_since(since, MOST).await?;
        drop(tx);
        if passages.len() as i64 == MOST || alerts.len() as i64 == MOST {
            self.since = self.platform.now();
            self.waiting.push(News::Reload);
            return Ok(());
        }
        let newest = passages
            .last()
            .map(|row| row.at)
            .max(alerts.last().map(|row| row.at));
        self.since = newest.unwrap_or(since).max(self.since);
        self.seen.forget(since - OVERLAP);
        for row in passages {
            if self.reaches(row.site).await? {
                self.passage(row.id, row.at);
            }
        }
        for row in alerts {
            if self.reaches(row.site).await? && self.seen.alerts.get(&row.id).is_none_or(|at| *at < row.at) {
                self.alert(row.id).await?;
            }
        }
        Ok(())
    }

    fn passage(&mut self, passage: PassageId, at: Timestamp) {
        if self.seen.passage(passage, at) {
            self.waiting.insert(0, News::Passage(passage));
        }
    }

    async fn alert(&mut self, alert: AlertId) -> Result<()> {
        match self.platform.alert(&self.caller, alert).await {
            Ok(alert) if self.seen.alert(alert.id, alert.changed_at) => {
                self.waiting.insert(0, News::Alert(Box::new(alert)));
                Ok(())
            }
            Ok(_) | Err(Error::Denied) => Ok(()),
            Err(other) => Err(other),
        }
    }

    async fn reaches(&mut self, site: SiteId) -> Result<bool> {
        if let Some(own) = self.reach.site() {
            return Ok(own == site);
        }
        if let Some(known) = self.within.get(&site) {
            return Ok(*known);
        }
        let filter = SiteFilter {
            site: Some(site),
            division: self.reach.division().map(Division::to_string),
            company: self.reach.company(),
            limit: 1,
            ..SiteFilter::default()
        };
        let within = !self.platform.store.read().await?.sites(&filter).await?.is_empty();
        self.within.insert(site, within);
        Ok(within)
    }
}
