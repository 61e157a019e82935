//! What a change of a profile would do: who at which sites it would hold or clear. Everyone at work in the district is
//! assessed by the rules as they are and as they would be, by the same rule as in earnest; nothing is written but who
//! looked.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::area::Areas;
use domain::id::{PersonId, SiteId};
use domain::profile::{self, DiseaseProfile};
use domain::reason::Cause;
use domain::rights::Right;
use domain::standing::{Facts, Rules, Standing, State, assess};
use jiff::{Timestamp, Zoned};
use tokio::task::JoinSet;

use super::change::{checked, not_in_turn, versions};
use crate::area::weighing;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::standing::oldest_day;

/// So many parts of the district are assessed at the same time: reading one and computing another take turns.
const LANES: usize = 4;

/// People whose facts a lane has in memory at the same time.
const PART: usize = 500;

/// What is to be tried.
#[derive(Clone, Debug)]
pub enum Change {
    /// This version, as if from today on.
    Version(Box<DiseaseProfile>),
    /// Standing the disease down.
    StandDown,
}

/// How many people a change touches, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Who passes now and would not.
    pub held: usize,
    /// Who does not pass now and would.
    pub cleared: usize,
    /// Who passes or waits as before, for other reasons.
    pub changed: usize,
}

/// What a change does at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteEffects {
    /// Which.
    pub site: SiteId,
    /// Its name.
    pub name: String,
    /// Its town's name.
    pub town_name: String,
    /// The people at work there.
    pub people: usize,
    /// What it does to them.
    pub effects: Effects,
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The people at work in the district, each once.
    pub people: usize,
    /// What it does to them.
    pub effects: Effects,
    /// The sites at which it does anything, where it holds most first.
    pub sites: Vec<SiteEffects>,
}

/// The rules as they are and as they would be, at one instant.
struct Trial {
    now: Zoned,
    before: Vec<DiseaseProfile>,
    after: Vec<DiseaseProfile>,
    areas: Areas,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Held,
    Cleared,
    Changed,
}

impl Effects {
    fn count(&mut self, effect: Effect) {
        match effect {
            Effect::Held => self.held += 1,
            Effect::Cleared => self.cleared += 1,
            Effect::Changed => self.changed += 1,
        }
    }
}

impl Trial {
    /// What the change does to someone.
    fn effect_on(&self, facts: &Facts) -> Option<Effect> {
        let under = |profiles| Rules {
            profiles,
            areas: &self.areas,
        };
        let before = assess(facts, under(&self.before), &self.now);
        let after = assess(facts, under(&self.after), &self.now);
        let passes = |standing: &Standing| standing.state == State::Clear;
        match (passes(&before), passes(&after)) {
            (true, false) => Some(Effect::Held),
            (false, true) => Some(Effect::Cleared),
            _ if says(&before) == says(&after) => None,
            _ => Some(Effect::Changed),
        }
    }
}

/// What a standing says but for the version of the rule that says it.
fn says(standing: &Standing) -> Vec<(State, &Cause, Option<Timestamp>)> {
    let reasons = standing.reasons.iter();
    reasons
        .map(|reason| (reason.state, &reason.cause, reason.until))
        .collect()
}

impl Platform {
    /// Tries a change of a disease's profile on everyone at work in the district.
    pub async fn preview_profile(&self, caller: &Caller, code: &str, change: &Change) -> Result<Preview> {
        self.may_in_district(caller, Right::ChangeProfiles)?;
        let trial = Arc::new(self.trial(code, change).await?);
        let mut tx = self.store.read().await?;
        let at_work = tx.people_at_work().await?;
        drop(tx);
        let mut people: Vec<PersonId> = at_work.iter().map(|(person, _)| *person).collect();
        people.sort_unstable();
        people.dedup();
        let effects = self.tried(&trial, &people).await?;
        let preview = self.by_site(people.len(), &at_work, &effects).await?;
        let mut tx = self.store.write().await?;
        let about = About {
            reason: Some(code),
            ..About::default()
        };
        self.record(&mut tx, caller, "profile.preview", about).await?;
        tx.commit().await?;
        Ok(preview)
    }

    async fn trial(&self, code: &str, change: &Change) -> Result<Trial> {
        let mut tx = self.store.read().await?;
        let now = self.local_now();
        let today = now.date();
        let before = tx.profiles().await?;
        let known = versions(&mut tx, code).await?;
        let changed = match change {
            Change::Version(draft) => {
                let next = DiseaseProfile {
                    from: today,
                    ..checked(code, draft).map_err(Error::Invalid)?
                };
                profile::put_in_force(&known, &next, today)
            }
            Change::StandDown => profile::stand_down(&known, today),
        };
        let changed = changed.map_err(not_in_turn)?;
        let is_changed = |one: &DiseaseProfile| {
            let key = |profile: &DiseaseProfile| (profile.code.clone(), profile.version);
            changed.iter().any(|other| key(other) == key(one))
        };
        let mut after = before.clone();
        after.retain(|profile| !is_changed(profile));
        after.extend(changed.iter().cloned());
        let since = oldest_day(&before, today)?.min(oldest_day(&after, today)?);
        let areas = weighing(&mut tx, since).await?;
        Ok(Trial {
            now,
            before,
            after,
            areas,
        })
    }

    /// What the trial does to each of these people, where it does anything.
    async fn tried(&self, trial: &Arc<Trial>, people: &[PersonId]) -> Result<BTreeMap<PersonId, Effect>> {
        let mut lanes = JoinSet::new();
        let share = people.len().div_ceil(LANES).max(1);
        for share in people.chunks(share) {
            let platform = self.clone();
            let share = share.to_vec();
            let trial = trial.clone();
            lanes.spawn(async move { platform.lane(&trial, &share).await });
        }
        let mut effects = BTreeMap::new();
        while let Some(done) = lanes.join_next().await {
            effects.extend(done.map_err(Error::internal)??);
        }
        Ok(effects)
    }

    async fn lane(&self, trial: &Trial, people: &[PersonId]) -> Result<Vec<(PersonId, Effect)>> {
        let mut tx = self.store.read().await?;
        let today = trial.now.date();
        let since = oldest_day(&trial.before, today)?.min(oldest_day(&trial.after, today)?);
        let mut found = Vec::new();
        for part in people.chunks(PART) {
            let known = tx.assessed(part, since, trial.now.timestamp()).await?;
            let effects = known.iter().map(|one| (one.person, trial.effect_on(&one.facts)));
            found.extend(effects.filter_map(|(person, effect)| effect.map(|effect| (person, effect))));
        }
        Ok(found)
    }

    async fn by_site(
        &self,
        people: usize,
        at_work: &[(PersonId, SiteId)],
        effects: &BTreeMap<PersonId, Effect>,
    ) -> Result<Preview> {
        let mut all = Effects::default();
        for effect in effects.values() {
            all.count(*effect);
        }
        let mut here: BTreeMap<SiteId, (usize, Effects)> = BTreeMap::new();
        for (person, site) in at_work {
            let (people, counted) = here.entry(*site).or_default();
            *people += 1;
            if let Some(effect) = effects.get(person) {
                counted.count(*effect);
            }
        }
        let mut tx = self.store.read().await?;
        let names = tx.site_names().await?;
        let mut sites: Vec<SiteEffects> = names
            .into_iter()
            .filter_map(|(site, name, town)| {
                let (people, effects) = here.remove(&site)?;
                (effects != Effects::default()).then(|| SiteEffects {
                    site,
                    name,
                    town_name: town.name_or_code(),
                    people,
                    effects,
                })
            })
            .collect();
        let rank = |one: &SiteEffects| (one.effects.held, one.effects.cleared, one.effects.changed);
        sites.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.name.cmp(&b.name)));
        Ok(Preview {
            people,
            effects: all,
            sites,
        })
    }
}
