//! Passages: taken from gates once each, however often they are sent, and shown within a caller's scope.

use std::collections::HashSet;

use domain::division::Division;
use domain::id::{GateId, PassageId, PersonId, SiteId};
use domain::language::Language;
use domain::passage::{Direction, Passage, Way};
use domain::rights::Right;
use domain::verdict::{Answer, Ground};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::Tx;
use store::passage::{PassageFilter, ReceivedPassage, StoredPassage};
use utoipa::ToSchema;

use crate::access::Reach;
use crate::error::{Error, Result};
use crate::event::Happening;
use crate::gate::GateCaller;
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

/// Passages of one batch at most.
pub const MOST_PASSAGES: usize = 500;

/// A passage that came later than this was kept at the gate while the line was down.
const LATE: SignedDuration = SignedDuration::from_secs(60);

/// Passages shown with a worker.
const SHOWN_WITH_A_WORKER: i64 = 20;

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Held now, new or from before.
    pub accepted: Vec<PassageId>,
    /// Not taken, and never to be: another gate's, under an id that is another gate's, or nothing that a gate can
    /// have recorded ([`Passage::check`]). The gate lays them by in its own file, so that no record is lost.
    pub refused: Vec<PassageId>,
}

/// Which passages are asked for.
#[derive(Clone, Debug, Default)]
pub struct PassageQuery {
    /// At this site.
    pub site: Option<SiteId>,
    /// At sites of this town.
    pub town: Option<Division>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// With this answer.
    pub answer: Option<Answer>,
    /// On this day.
    pub day: Option<Date>,
}

/// One passage, in words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PassageRow {
    /// Which.
    pub id: PassageId,
    /// Where.
    pub site: SiteId,
    /// The site's name.
    pub site_name: String,
    /// At which gate.
    pub gate: GateId,
    /// Who, where known.
    pub person: Option<PersonId>,
    /// Their masked name.
    pub name: Option<String>,
    /// When, by the gate's clock.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// In or out.
    pub direction: Direction,
    /// By what.
    pub way: Way,
    /// The answer given.
    pub answer: Answer,
    /// Why, in words; empty for a plain pass.
    pub reasons: Vec<String>,
    /// Temperature in tenths of a degree, where the gate measures it.
    pub temperature: Option<domain::declaration::Tenths>,
    /// Whether it came more than a minute after.
    pub late: bool,
}

impl PassageRow {
    /// The same for whoever may not see how people are.
    fn without_health(self) -> Self {
        Self {
            reasons: Vec::new(),
            temperature: None,
            ..self
        }
    }
}

impl Platform {
    /// Takes a batch from a gate: each passage is there once, however often it comes. A gate sends for itself
    /// alone, and about whom its rosters ever told it of; of anyone else the passage is kept without the person.
    /// When this returns, what it accepted is durable. `queue` and roster versions that cannot be are brought within
    /// bounds rather than refused: a passage is worth more than a figure beside it.
    pub async fn take_passages(
        &self,
        gate: &GateCaller,
        passages: &[Passage],
        queue: i64,
    ) -> Result<Receipt> {
        if passages.len() > MOST_PASSAGES {
            return Err(Error::field(
                "passages",
                "一次最多送 500 条",
                "At most 500 passages at once.",
            ));
        }
        let own = gate.gate.id;
        let now = self.now();
        let (own, foreign): (Vec<_>, Vec<_>) = passages
            .iter()
            .partition(|passage| passage.gate == own && passage.check().is_ok());
        let mut refused: Vec<PassageId> = foreign.iter().map(|passage| passage.id).collect();
        let mut tx = self.store.write().await?;
        let newest = tx.roster_version(gate.site()).await?.ok_or(Error::Denied)?;
        let own: Vec<Passage> = own
            .into_iter()
            .map(|passage| believed(passage, now, newest))
            .collect();
        let received: Vec<ReceivedPassage<'_>> = own
            .iter()
            .map(|passage| ReceivedPassage {
                passage,
                day: passage.at.to_zoned(self.settings.zone.clone()).date(),
            })
            .collect();
        let taken = tx.insert_passages(gate.site(), &received, now).await?;
        tx.gate_spoke(gate.gate.id, None, Some(queued(queue)), now)
            .await?;
        for passage in taken.added {
            self.tell_after(&mut tx, gate.site(), Happening::Passage(passage));
        }
        tx.commit().await?;
        if taken.untied > 0 {
            tracing::warn!(gate = %gate.gate.id, passages = taken.untied, "a gate names people who never were on its roster: kept without them");
        }
        let accepted = own.iter().map(|passage| passage.id);
        let accepted = accepted.filter(|id| !taken.foreign.contains(id)).collect();
        refused.extend(taken.foreign);
        Ok(Receipt { accepted, refused })
    }

    /// Passages within the caller's scope, newest first.
    pub async fn passages(
        &self,
        caller: &Caller,
        query: &PassageQuery,
        paging: &Paging,
    ) -> Result<Page<PassageRow>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(
                &mut tx,
                caller,
                Right::ReadPassages,
                query.site,
                query.town.as_ref(),
            )
            .await?;
        if let Some(person) = query.person {
            self.may_for_person(&mut tx, caller, Right::ReadPassages, person)
                .await?;
        }
        let filter = PassageFilter {
            person: query.person,
            answer: query.answer,
            day: query.day,
            before: paging.key::<(Timestamp, PassageId)>()?,
            limit: paging.limit() + 1,
            ..within(&reach)
        };
        let found = tx.passages(&filter).await?;
        drop(tx);
        let page = paging.page(found, |passage| (passage.at, passage.id));
        let people: HashSet<PersonId> = page.items.iter().filter_map(|passage| passage.person).collect();
        let filters = [
            ("person", query.person.is_some()),
            ("answer", query.answer.is_some()),
            ("day", query.day.is_some()),
            ("contractor", reach.company().is_some()),
        ];
        self.record_list(caller, "passage.list", &reach, &filters, people.len())
            .await?;
        let health = caller.actor.holds(Right::ReadHealth);
        Ok(page.map(|passage| {
            let row = self.passage_row(passage, caller.language);
            if health { row } else { row.without_health() }
        }))
    }

    /// One passage within the caller's scope, for telling of it.
    pub async fn passage(&self, caller: &Caller, passage: PassageId) -> Result<PassageRow> {
        let mut tx = self.store.read().await?;
        let filter = PassageFilter {
            passage: Some(passage),
            company: caller.company(),
            limit: 1,
            ..PassageFilter::default()
        };
        let found = tx.passages(&filter).await?.pop().ok_or(Error::Denied)?;
        self.reach(&mut tx, caller, Right::ReadPassages, Some(found.site), None)
            .await?;
        Ok(self.passage_row(found, caller.language))
    }

    /// A person's last passages, as far as the caller's scope reaches.
    pub(crate) async fn passage_rows(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: PersonId,
    ) -> Result<Vec<PassageRow>> {
        let reach = self.reach(tx, caller, Right::ReadPassages, None, None).await?;
        let filter = PassageFilter {
            person: Some(person),
            limit: SHOWN_WITH_A_WORKER,
            ..within(&reach)
        };
        let found = tx.passages(&filter).await?;
        Ok(found
            .into_iter()
            .map(|passage| self.passage_row(passage, caller.language))
            .collect())
    }

    /// A passage in words.
    pub fn passage_row(&self, passage: StoredPassage, language: Language) -> PassageRow {
        let mut reasons: Vec<String> = Vec::new();
        for ground in &passage.grounds {
            let words = match ground {
                Ground::Clear => continue,
                Ground::Standing { reason } => reason.words(&self.settings.zone),
                other => other.words(),
            };
            let said = words.say(language).to_owned();
            if !reasons.contains(&said) {
                reasons.push(said);
            }
        }
        PassageRow {
            id: passage.id,
            site: passage.site,
            site_name: passage.site_name,
            gate: passage.gate,
            person: passage.person,
            name: passage.name.map(|name| name.masked()),
            at: passage.at,
            direction: passage.direction,
            way: passage.way,
            answer: passage.answer,
            reasons,
            temperature: passage.temperature,
            late: passage.received_at.duration_since(passage.at) > LATE,
        }
    }
}

fn within(reach: &Reach) -> PassageFilter {
    PassageFilter {
        site: reach.site(),
        division: reach.division().cloned(),
        company: reach.company(),
        ..PassageFilter::default()
    }
}

/// How far ahead of the platform's clock a gate's may be.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// A passage from a clock that cannot be right stands at the instant it came in, and says so; otherwise it would
/// head every list for years. A roster version that this platform never reached (it was set back since) is the newest
/// it has.
fn believed(passage: &Passage, now: Timestamp, newest: i64) -> Passage {
    let mut passage = passage.clone();
    passage.roster_version = passage.roster_version.clamp(0, newest);
    if passage.at.duration_since(now) > AHEAD {
        passage.at = now;
        passage.grounds.push(Ground::ClockWrong);
    }
    passage
}

/// Passages that a gate can keep: a year of a busy gate with the line cut.
const MOST_QUEUED: i64 = 10_000_000;

/// A queue as a gate may tell it.
pub(crate) fn queued(told: i64) -> i64 {
    told.clamp(0, MOST_QUEUED)
}
