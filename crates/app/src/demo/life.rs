//! The demo's district lives: each day its people declare, come to the gates, and those in charge act on what is
//! abnormal. All of it goes through the use cases, as it would in earnest, one act at a time and with a rest after
//! each, so that whoever tries the demo is served meanwhile. Told to stop, it stops between two acts; begun again, it
//! goes on where it was, since every act has an id of its own.

mod cast;
mod drill;
mod follow_up;
mod gatehouse;
mod morning;
mod screening;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use demo::{Declared, District, Passing, SEED};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use service::declaration::NewDeclaration;
use service::{Error, Platform};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;

use crate::demo::life::cast::Cast;
use crate::demo::life::gatehouse::Gatehouse;
use crate::demo::life::morning::{Morning, Moved};
use crate::secret;

pub(crate) use drill::{ensure as ensure_drill, ensure_area};

/// How often the gates that the demo plays give a sign of life, and it is looked whether a new day has begun.
const EVERY: Duration = Duration::from_mins(1);

/// Whoever comes to a gate within this time is sent together; later than a minute would count as kept without a line.
const TOGETHER: SignedDuration = SignedDuration::from_secs(40);

/// As long a rest as the work took leaves half of the time to everyone else; on a slow machine, this is long enough for
/// whoever waits to get in between.
const REST: Duration = Duration::from_millis(20);

/// Lives until told to stop. Nobody waits for it.
pub(crate) async fn run(platform: Platform, folder: PathBuf, shutdown: CancellationToken) {
    let mark = folder.join("life.day");
    tokio::join!(days(&platform, &mark, &shutdown), beats(&platform, &shutdown));
}

/// Today at once, as far as it has not been lived yet; each day that begins, as its morning comes. What fails of a day is told once and
/// tried again at the next start.
async fn days(platform: &Platform, mark: &Path, shutdown: &CancellationToken) {
    let mut lived = last_lived(mark);
    let mut to_come = false;
    let mut ticks = ticks();
    while tick(&mut ticks, shutdown).await {
        let today = platform.now().to_zoned(platform.settings().zone.clone()).date();
        if lived != Some(today) {
            lived = Some(today);
            let morning = Morning::of(platform, today, to_come);
            if let Err(error) = live(platform, today, morning, mark, shutdown).await {
                tracing::warn!(%error, "the demo's district did not live this day to its end");
            }
        }
        to_come = true;
    }
}

/// The gates that the demo plays tell that they are there.
async fn beats(platform: &Platform, shutdown: &CancellationToken) {
    let mut ticks = ticks();
    while tick(&mut ticks, shutdown).await {
        if let Err(error) = gatehouse::beat(platform).await {
            tracing::warn!(%error, "the demo's gates give no sign of life");
        }
    }
}

fn ticks() -> Interval {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Waits for the next tick; false when told to stop.
async fn tick(ticks: &mut Interval, shutdown: &CancellationToken) -> bool {
    tokio::select! {
        () = shutdown.cancelled() => false,
        _ = ticks.tick() => true,
    }
}

fn last_lived(mark: &Path) -> Option<Date> {
    secret::read(mark).ok().flatten()?.parse().ok()
}

/// Lives a day.
async fn live(
    platform: &Platform,
    today: Date,
    morning: Morning,
    mark: &Path,
    shutdown: &CancellationToken,
) -> Result<(), Error> {
    let made = tokio::task::spawn_blocking(move || {
        let district = demo::district(SEED);
        let day = demo::day(SEED, &district, today);
        (district, day)
    });
    let (district, day) = made.await.map_err(Error::internal)?;
    let clock = Arc::new(Moved::to(morning.begins));
    let life = Life {
        platform: platform.clone().with_clock(clock.clone()),
        present: platform.clone(),
        cast: Cast::of(platform, &district).await?,
        clock,
        morning,
        shutdown: shutdown.clone(),
    };
    if !life.through(&district, &day, today).await? {
        return Ok(());
    }
    secret::keep(mark, &today.to_string())
        .unwrap_or_else(|error| tracing::warn!(%error, "the demo's day is lived again"));
    tracing::info!("the demo's district has lived today");
    Ok(())
}

/// One day, with everyone who acts in it.
struct Life {
    /// By the moved clock.
    platform: Platform,
    /// By everyone's clock.
    present: Platform,
    cast: Cast,
    clock: Arc<Moved>,
    morning: Morning,
    shutdown: CancellationToken,
}

/// What happens.
enum Act<'a> {
    Declares(&'a Declared),
    Comes(&'a Passing),
}

impl Life {
    /// The whole day; false when told to stop before its end.
    async fn through(&self, district: &District, day: &demo::Day, today: Date) -> Result<bool, Error> {
        if !self.comes(self.morning.begins).await {
            return Ok(false);
        }
        self.close_what_was_left().await?;
        self.ensure_watchlist(district, today).await?;
        let mut gates = Vec::new();
        for place in self.cast.with_gates() {
            gates.push((place.at, Gatehouse::at(&self.platform, place).await?));
        }
        let mut waiting: Vec<(Timestamp, &Passing)> = Vec::new();
        for (at, act) in self.acts(day) {
            if !self.comes(at).await {
                return Ok(false);
            }
            let began = Instant::now();
            if let Some((first, _)) = waiting.first()
                && at.duration_since(*first) > TOGETHER
            {
                self.clock.set(*first + TOGETHER);
                self.send(&mut gates, &mut waiting).await?;
            }
            self.clock.set(at);
            match act {
                Act::Declares(declared) => self.declare(declared, district).await?,
                Act::Comes(passing) => waiting.push((at, passing)),
            }
            sleep(began.elapsed().min(REST)).await;
        }
        self.send(&mut gates, &mut waiting).await?;
        if !self.comes(self.morning.ends).await {
            return Ok(false);
        }
        self.act_on_alerts(day).await?;
        Ok(true)
    }

    /// Waits until an instant has come; false when told to stop.
    async fn comes(&self, at: Timestamp) -> bool {
        while !self.shutdown.is_cancelled() {
            let Ok(ahead) = Duration::try_from(at.duration_since(self.present.now())) else {
                return true;
            };
            if ahead.is_zero() {
                return true;
            }
            tokio::select! {
                () = self.shutdown.cancelled() => {}
                // A clock that is set meanwhile is noticed.
                () = sleep(ahead.min(EVERY)) => {}
            }
        }
        false
    }

    /// Everything of the day, in the order of its instants.
    fn acts<'a>(&self, day: &'a demo::Day) -> Vec<(Timestamp, Act<'a>)> {
        let declared = day.declarations.iter();
        let declared = declared.map(|one| (self.morning.instant(one.when), Act::Declares(one)));
        let passing = day.passings.iter();
        let passing = passing.map(|one| (self.morning.instant(one.when), Act::Comes(one)));
        let mut acts: Vec<_> = declared.chain(passing).collect();
        acts.sort_by_key(|(at, _)| *at);
        acts
    }

    async fn declare(&self, declared: &Declared, district: &District) -> Result<(), Error> {
        let worker = self.cast.worker(&self.platform, district, declared.who).await;
        let Some(worker) = unless_gone(worker)?.flatten() else {
            return Ok(());
        };
        let new = NewDeclaration {
            id: declared.id,
            corrects: None,
            text_version: domain::consent::Purpose::Declaration.text().version,
            answers: declared.answers.clone(),
        };
        unless_gone(self.platform.declare(&worker, &new).await).map(drop)
    }

    async fn send(
        &self,
        gates: &mut [(usize, Gatehouse)],
        waiting: &mut Vec<(Timestamp, &Passing)>,
    ) -> Result<(), Error> {
        for (site, gate) in gates {
            let here: Vec<_> = waiting
                .iter()
                .filter(|(_, passing)| passing.who.site == *site)
                .filter_map(|(at, passing)| Some((*at, *passing, self.cast.person(passing.who)?)))
                .collect();
            gate.record(&self.platform, &here).await?;
        }
        waiting.clear();
        Ok(())
    }
}

/// Whoever tries the demo may have changed or ended anything: what can no longer be done is left undone.
fn unless_gone<T>(done: Result<T, Error>) -> Result<Option<T>, Error> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => Err(error),
        Err(_) => Ok(None),
    }
}
