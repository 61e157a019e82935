//! Whoever is due: settled by the timer, a district within seconds of a change of its rules.
//!
//! Most of them nobody has to act about. They are assessed beside each other by several readers and written down
//! together, each only if nobody settled them since they were read: whoever adds a fact settles the person in the same
//! transaction, and that changes when they are due. The others are settled one part after another, like after a fact.

use domain::alert::matters;
use domain::id::PersonId;
use domain::standing::assess;
use jiff::SignedDuration;
use store::standing::Reassessed;
use tokio::task::JoinSet;

use super::oldest_day;
use crate::error::{Error, Result};
use crate::platform::Platform;

/// People asked for at a time.
const AT_ONCE: i64 = 10_000;

/// People looked at together, and written down in one transaction: short enough that others write in between.
const PART: usize = 1_000;

/// So many parts are looked at beside the one that is written down.
const LANES: usize = 3;

/// Whoever could not be settled is tried again after this long.
const TRIED_AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// A part that was looked at.
#[derive(Default)]
struct Looked {
    /// About whom nobody has to act, neither before nor now.
    quiet: Vec<Reassessed>,
    /// Everyone else.
    others: Vec<PersonId>,
}

impl Platform {
    /// Settles everyone whose standing changes by itself now or was to before; says how many. The timer calls it.
    pub async fn settle_due(&self) -> Result<usize> {
        let mut settled = 0;
        loop {
            let due = self.store.read().await?.people_due(self.now(), AT_ONCE).await?;
            if due.is_empty() {
                return Ok(settled);
            }
            for part in self.settle_quiet(&due).await?.chunks(PART) {
                if let Err(error) = self.settle_together(part).await {
                    tracing::warn!(%error, "standings could not be settled together: each by itself now");
                    self.settle_each(part).await?;
                }
            }
            settled += due.len();
        }
    }

    /// Settles those about whom nobody has to act; gives the others back.
    async fn settle_quiet(&self, due: &[PersonId]) -> Result<Vec<PersonId>> {
        let mut others = Vec::new();
        let mut parts = due.chunks(PART).map(<[PersonId]>::to_vec);
        let mut looking = JoinSet::new();
        let look = |part: Vec<PersonId>, looking: &mut JoinSet<Looked>| {
            let platform = self.clone();
            looking.spawn(async move {
                platform.look_at_due(&part).await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "standings could not be looked at together");
                    Looked {
                        others: part,
                        ..Looked::default()
                    }
                })
            });
        };
        for part in parts.by_ref().take(LANES) {
            look(part, &mut looking);
        }
        while let Some(looked) = looking.join_next().await {
            if let Some(part) = parts.next() {
                look(part, &mut looking);
            }
            let looked = looked.map_err(Error::internal)?;
            self.write_down(&looked.quiet).await?;
            others.extend(looked.others);
        }
        others.sort_unstable();
        Ok(others)
    }

    async fn look_at_due(&self, people: &[PersonId]) -> Result<Looked> {
        let mut tx = self.store.read().await?;
        let now = self.local_now();
        let in_force = self.rules(&mut tx).await?;
        let rules = in_force.rules();
        let since = oldest_day(rules.profiles, now.date())?;
        let acted_on = tx.with_open_alerts(people).await?;
        let mut looked = Looked::default();
        for one in tx.assessed(people, since, now.timestamp()).await? {
            let standing = assess(&one.facts, rules, &now);
            let quiet =
                !acted_on.contains(&one.person) && matters(&standing, &one.facts, rules, &now).is_empty();
            match one.reassessed(tx.vault(), &standing)?.filter(|_| quiet) {
                Some(reassessed) => looked.quiet.push(reassessed),
                None => looked.others.push(one.person),
            }
        }
        Ok(looked)
    }

    async fn write_down(&self, quiet: &[Reassessed]) -> Result<()> {
        if quiet.is_empty() {
            return Ok(());
        }
        let mut people: Vec<PersonId> = quiet.iter().map(|one| one.person).collect();
        people.sort_unstable();
        let mut tx = self.store.write().await?;
        tx.hold_people(&people).await?;
        let written = tx.put_reassessed(quiet).await?;
        self.touch_roster(&mut tx, &written).await?;
        Ok(tx.commit().await?)
    }

    async fn settle_together(&self, people: &[PersonId]) -> Result<()> {
        let mut tx = self.store.write().await?;
        self.settle(&mut tx, people).await?;
        Ok(tx.commit().await?)
    }

    /// Settles people one by one: whoever cannot be settled keeps the standing they have, is tried again later, and
    /// keeps nobody behind them waiting.
    async fn settle_each(&self, people: &[PersonId]) -> Result<()> {
        for person in people {
            if let Err(error) = self.settle_together(&[*person]).await {
                tracing::error!(%error, %person, "a standing could not be settled; trying again later");
                let mut tx = self.store.write().await?;
                tx.put_off(*person, self.now() + TRIED_AGAIN).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }
}
