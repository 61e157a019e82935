//! What a change of areas does to people: told in numbers before it is done, and done to those it touches alone.

use std::collections::{BTreeMap, HashSet};

use domain::id::{PersonId, SiteId};
use domain::reason::{Cause, Reason};
use domain::standing::{Rules, Standing, assess};
use store::Tx;

use super::rules::weighing;
use crate::error::Result;
use crate::platform::Platform;
use crate::standing::{PART, oldest_day};

/// How many people a change holds or frees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Held by an area, or by a place that may be in one, and not before.
    pub held: usize,
    /// Held so before, and not any more.
    pub freed: usize,
    /// The same by where they are at work.
    pub sites: Vec<SiteEffect>,
}

/// How many people of a site a change holds or frees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteEffect {
    /// Which.
    pub site: SiteId,
    /// What it is called.
    pub name: String,
    /// Held now and not before.
    pub held: usize,
    /// Held before and not now.
    pub freed: usize,
}

/// Whom a change touches.
#[derive(Default)]
struct Touched {
    people: Vec<PersonId>,
    held: HashSet<PersonId>,
    freed: HashSet<PersonId>,
}

impl Platform {
    /// Work that changes areas: nobody is assessed beside it, so that nobody is missed.
    pub(super) async fn change_areas(&self) -> Result<Tx> {
        let mut tx = self.store.write().await?;
        tx.hold_screening().await?;
        Ok(tx)
    }

    /// Ends work that changed areas. Tried only, nothing stays. Else whoever it touches is assessed anew before this
    /// answers, a part at a time; were it to break off in between, the timer goes on.
    pub(super) async fn areas_changed(&self, mut tx: Tx, dry_run: bool) -> Result<Effect> {
        tx.note_areas_changed().await?;
        let touched = self.touched(&mut tx).await?;
        let effect = in_numbers(&mut tx, &touched).await?;
        if dry_run {
            return Ok(effect);
        }
        tx.make_due(&touched.people, self.now()).await?;
        tx.commit().await?;
        if let Err(error) = self.settle_due().await {
            tracing::error!(%error, "areas changed; whoever they touch is settled by the timer");
        }
        Ok(effect)
    }

    /// Whose reasons of areas and places change, of all who told of a stay or a trip that still weighs.
    async fn touched(&self, tx: &mut Tx) -> Result<Touched> {
        let now = self.local_now();
        let profiles = self.profiles(tx).await?;
        let since = oldest_day(&profiles, now.date())?;
        let areas = weighing(tx, since).await?;
        let rules = Rules {
            profiles: &profiles,
            areas: &areas,
        };
        let travellers = tx.travellers(since).await?;
        let mut touched = Touched::default();
        for part in self.standing_for_themselves(tx, travellers).await?.chunks(PART) {
            for one in tx.assessed(part, since, now.timestamp()).await? {
                let after = assess(&one.facts, rules, &now);
                let (before, after) = (of_areas(&one.standing), of_areas(&after));
                if before == after {
                    continue;
                }
                touched.people.push(one.person);
                match (before.is_empty(), after.is_empty()) {
                    (true, false) => drop(touched.held.insert(one.person)),
                    (false, true) => drop(touched.freed.insert(one.person)),
                    _ => {}
                }
            }
        }
        Ok(touched)
    }

    /// These people, and in the place of a record that is led the one that leads it.
    async fn standing_for_themselves(&self, tx: &mut Tx, mut people: Vec<PersonId>) -> Result<Vec<PersonId>> {
        let leads = tx.leads_of(&people).await?;
        if !leads.is_empty() {
            for person in &mut people {
                *person = *leads.get(person).unwrap_or(person);
            }
            people.sort_unstable();
            people.dedup();
        }
        Ok(people)
    }
}

fn of_areas(standing: &Standing) -> Vec<&Reason> {
    let reasons = standing.reasons.iter();
    reasons
        .filter(|reason| matches!(reason.cause, Cause::Area { .. } | Cause::Place { .. }))
        .collect()
}

async fn in_numbers(tx: &mut Tx, touched: &Touched) -> Result<Effect> {
    let people: Vec<PersonId> = touched.held.iter().chain(&touched.freed).copied().collect();
    let mut by_site: BTreeMap<SiteId, (usize, usize)> = BTreeMap::new();
    for (person, site) in tx.active_sites_of(&people).await? {
        let (held, freed) = by_site.entry(site).or_default();
        *held += usize::from(touched.held.contains(&person));
        *freed += usize::from(touched.freed.contains(&person));
    }
    let mut sites = Vec::with_capacity(by_site.len());
    for (site, (held, freed)) in by_site {
        sites.push(SiteEffect {
            site,
            name: tx.site_name(site).await?.unwrap_or_default(),
            held,
            freed,
        });
    }
    sites.sort_by(|a, b| (b.held + b.freed, &a.name).cmp(&(a.held + a.freed, &b.name)));
    Ok(Effect {
        held: touched.held.len(),
        freed: touched.freed.len(),
        sites,
    })
}
