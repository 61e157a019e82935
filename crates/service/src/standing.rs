//! Standings: assessed anew for whoever a fact touches, in the same transaction, and by a timer for those whose
//! instant has come. With them go the hits of new matches, the rosters of the sites, and alerts.

use std::collections::HashSet;

use domain::alert::{Matter, matters};
use domain::id::PersonId;
use domain::language::{Language, Words};
use domain::profile::DiseaseProfile;
use domain::reason::Cause;
use domain::standing::{Rules, Standing, State, assess};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::Tx;
use store::standing::Assessed;
use utoipa::ToSchema;

use crate::alert::StillStanding;
use crate::error::{Error, Result};
use crate::platform::Platform;

mod due;

/// People whose facts are in memory at the same time.
pub(crate) const PART: usize = 1_000;

/// Where a person stands, in words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// The state.
    pub state: State,
    /// Every reason, worst first; empty when clear.
    pub reasons: Vec<ReasonView>,
    /// When the state itself ends by time alone: held or barred, as its last reason ends; clear, when they have to
    /// declare again. None: when someone does something.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// One reason, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonView {
    /// The short code: no_declaration, fever, symptom, area, place, contact, taken_back, hit, not_confirmed.
    pub code: String,
    /// What it leads to.
    pub state: State,
    /// The sentence, with what to do.
    pub text: String,
    /// When it ends by itself. None: when someone does something.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

impl StandingView {
    /// Whether a fever or symptom stands.
    pub(crate) fn is_unwell(&self) -> bool {
        let mut reasons = self.reasons.iter();
        reasons.any(|reason| matches!(reason.code.as_str(), "fever" | "symptom"))
    }
}

impl Platform {
    /// Brings everything that follows from facts up to date for these people: hits of lists in force, standing,
    /// rosters of the sites where they are active, and alerts for what is new. In the transaction of the facts.
    pub async fn settle(&self, tx: &mut Tx, people: &[PersonId]) -> Result<()> {
        let mut people = people.to_vec();
        people.sort_unstable();
        people.dedup();
        if people.is_empty() {
            return Ok(());
        }
        tx.hold_lists().await?;
        tx.hold_people(&people).await?;
        // What was written under a record that is led counts for the one that leads it.
        tx.gather(&people).await?;
        let leads = tx.leads_of(&people).await?;
        if !leads.is_empty() {
            people = people
                .iter()
                .map(|person| *leads.get(person).unwrap_or(person))
                .collect();
            people.sort_unstable();
            people.dedup();
            tx.hold_people(&people).await?;
        }
        let in_force = self.rules(tx).await?;
        let mut settled = Vec::new();
        for part in people.chunks(PART) {
            self.screen(tx, part).await?;
            settled.extend(self.assess_part(tx, part, in_force.rules()).await?);
        }
        let arrivals = tx.touch_rosters(&people).await?;
        self.follow_up(tx, &settled, &arrivals).await
    }

    /// Brings rosters, hits and alerts up to date for people who were made in this transaction with their first standing:
    /// nothing is known of them but what lists say, so whoever is on none is not assessed once more.
    pub(crate) async fn settle_newcomers(&self, tx: &mut Tx, people: &[PersonId]) -> Result<()> {
        let mut listed = HashSet::new();
        for part in people.chunks(PART) {
            listed.extend(self.screen(tx, part).await?);
        }
        let (listed, unlisted): (Vec<PersonId>, Vec<PersonId>) =
            people.iter().partition(|person| listed.contains(person));
        self.touch_roster(tx, &unlisted).await?;
        self.settle(tx, &listed).await
    }

    /// Assesses some people anew, and says of whom someone must act on what.
    async fn assess_part(&self, tx: &mut Tx, people: &[PersonId], rules: Rules<'_>) -> Result<Vec<Settled>> {
        let now = self.local_now();
        let since = oldest_day(rules.profiles, now.date())?;
        let known = tx.assessed(people, since, now.timestamp()).await?;
        let assessed: Vec<Standing> = known.iter().map(|one| assess(&one.facts, rules, &now)).collect();
        let changed: Vec<(&Assessed, &Standing)> = known
            .iter()
            .zip(&assessed)
            .filter(|(one, standing)| one.standing != **standing || one.due_at != standing.changes_at)
            .collect();
        tx.put_standings(&changed).await?;
        let hits = known.iter().flat_map(|one| &one.facts.hits).map(|hit| hit.id);
        let taken_back = known.iter().zip(&assessed).flat_map(|(one, standing)| {
            let causes = standing.reasons.iter().map(|reason| &reason.cause);
            let taken_back = causes.filter(|cause| matches!(cause, Cause::TakenBack { .. }));
            taken_back.map(|cause| (one.person, cause))
        });
        let still = StillStanding {
            hits: hits.collect(),
            taken_back: taken_back.collect(),
            profiles: rules.profiles,
        };
        self.end_lapsed(tx, people, &still).await?;
        let settled = known.iter().zip(&assessed).map(|(one, standing)| Settled {
            person: one.person,
            matters: matters(standing, &one.facts, rules, &now),
        });
        Ok(settled.filter(|one| !one.matters.is_empty()).collect())
    }

    /// Where a person stands, in words.
    pub async fn standing_view(
        &self,
        tx: &mut Tx,
        person: PersonId,
        language: Language,
    ) -> Result<StandingView> {
        let found = tx.standings(&[person]).await?.remove(&person);
        let profiles = self.profiles(tx).await?;
        Ok(self.view(&found.ok_or(Error::NotFound)?, &profiles, language))
    }

    /// Where a person stands, in words for themself. Until a site has confirmed who they are, whoever registered by
    /// a link learns nothing of what lists say about the document they gave.
    pub(crate) async fn own_standing_view(
        &self,
        tx: &mut Tx,
        person: PersonId,
        language: Language,
    ) -> Result<StandingView> {
        let mut standing = tx
            .standings(&[person])
            .await?
            .remove(&person)
            .ok_or(Error::NotFound)?;
        let profiles = self.profiles(tx).await?;
        if !tx.active_sites_of(&[person]).await?.is_empty() {
            return Ok(self.view(&standing, &profiles, language));
        }
        standing
            .reasons
            .retain(|reason| !matches!(reason.cause, Cause::Hit { .. }));
        standing.state = State::Hold;
        let mut view = self.view(&standing, &profiles, language);
        view.until = None;
        let words = Words::new(
            "等工地确认你的登记",
            "Waiting for the site to confirm your registration.",
        );
        let reason = ReasonView {
            code: "not_confirmed".to_owned(),
            state: State::Hold,
            text: words.say(language).to_owned(),
            until: None,
        };
        view.reasons.insert(0, reason);
        Ok(view)
    }

    /// A standing in words. Two rules that say the same are said once.
    fn view(&self, standing: &Standing, profiles: &[DiseaseProfile], language: Language) -> StandingView {
        let mut reasons: Vec<ReasonView> = Vec::new();
        for reason in &standing.reasons {
            let view = ReasonView {
                code: reason.cause.code().to_owned(),
                state: reason.state,
                text: reason.words(&self.settings.zone).say(language).to_owned(),
                until: reason.until,
            };
            if !reasons.contains(&view) {
                reasons.push(view);
            }
        }
        StandingView {
            state: standing.state,
            reasons,
            until: standing.until(profiles, &self.local_now()),
        }
    }
}

/// A person just assessed, with what someone must act on.
pub(crate) struct Settled {
    pub(crate) person: PersonId,
    pub(crate) matters: Vec<Matter>,
}

/// The oldest day whose declarations still weigh: what was declared before lies behind every observation.
/// Someone who stands unwell is looked up without it.
pub(crate) fn oldest_day(profiles: &[DiseaseProfile], today: Date) -> Result<Date> {
    let days = profiles.iter().map(|profile| {
        i64::from(profile.observation_days)
            .max(i64::from(profile.look_back_days))
            .max(profile.symptom_free_hours / 24 + 1)
    });
    let days = days.max().unwrap_or(0) + 2;
    today
        .checked_sub(jiff::Span::new().try_days(days).map_err(Error::internal)?)
        .map_err(Error::internal)
}
