//! Screening: lists of key persons, matched with people on the keyed hash of the document whenever either side
//! changes.

use std::collections::HashSet;

use domain::division::Division;
use domain::id::{HitId, PersonId, SiteId, WatchlistId};
use domain::language::Words;
use domain::rights::Right;
use jiff::Timestamp;
use store::Tx;
use store::screening::{CountedList, FoundHit, HitFilter, Match};

use crate::audit::About;
use crate::error::{Error, Result};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

mod import;
mod sheet;

pub use import::{ListDraft, WatchlistReport};

/// What every list is for: the categories are closed, and none of them serves anything else.
pub fn purpose() -> Words {
    Words::new("疫情防控", "Epidemic control")
}

impl Platform {
    /// Writes down as hits what matches of these people with lists in force, and says whose are new. What is a hit already
    /// stays one.
    pub(crate) async fn screen(&self, tx: &mut Tx, people: &[PersonId]) -> Result<Vec<PersonId>> {
        let now = self.now();
        // Of someone with several records, each with its document and name.
        let led: Vec<PersonId> = tx.led_by(people).await?.iter().map(|(_, led)| led.id).collect();
        let mut found = tx.matches(people, now).await?;
        found.extend(tx.matches(&led, now).await?);
        let hits: Vec<(HitId, &Match)> = found.iter().map(|one| (self.new_id(), one)).collect();
        tx.insert_hits(&hits, now).await?;
        tx.gather(&led).await?;
        Ok(found.iter().map(|one| one.person).collect())
    }

    /// Lists, newest first; the district's.
    pub async fn watchlists(&self, caller: &Caller, paging: &Paging) -> Result<Page<CountedList>> {
        self.may_in_district(caller, Right::ChangeWatchlists)?;
        let before = paging.key::<(Timestamp, WatchlistId)>()?;
        let mut tx = self.store.read().await?;
        let found = tx.watchlists(before, paging.limit() + 1, self.now()).await?;
        Ok(paging.page(found, |counted| (counted.list.imported_at, counted.list.id)))
    }

    /// Takes a list back: its hits are lifted, and those they were about are assessed anew.
    pub async fn retire_watchlist(&self, caller: &Caller, list: WatchlistId) -> Result<()> {
        self.may_in_district(caller, Right::ChangeWatchlists)?;
        let mut tx = self.store.write().await?;
        tx.hold_screening().await?;
        let lifted = tx.retire_watchlist(list, self.now()).await?;
        let lifted = lifted.ok_or(Error::NotFound)?;
        self.record(&mut tx, caller, "watchlist.retire", About::default())
            .await?;
        self.settle(&mut tx, &lifted).await?;
        Ok(tx.commit().await?)
    }

    /// Hits that stand, of people engaged within the caller's scope, newest first; the look is recorded.
    pub async fn hits(
        &self,
        caller: &Caller,
        site: Option<SiteId>,
        town: Option<&Division>,
        paging: &Paging,
    ) -> Result<Page<FoundHit>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ReadDeclarations, site, town)
            .await?;
        let mut filter = HitFilter {
            before: paging.key::<(Timestamp, HitId)>()?,
            limit: paging.limit() + 1,
            now: self.now(),
            ..HitFilter::default()
        };
        filter.site = reach.site();
        // The whole district is everyone, also those who are engaged nowhere now.
        filter.division = reach
            .division()
            .filter(|division| **division != self.settings.district)
            .cloned();
        let mut found = tx.hits(&filter).await?;
        drop(tx);
        for hit in &mut found {
            hit.sites.retain(|(site, _, town)| {
                reach.site().is_none_or(|own| *site == own)
                    && reach.division().is_none_or(|own| own.contains(town))
            });
        }
        let page = paging.page(found, |hit| (hit.found_at, hit.id));
        let people: HashSet<PersonId> = page.items.iter().map(|hit| hit.person).collect();
        self.record_list(caller, "hit.list", &reach, &[], people.len())
            .await?;
        Ok(page)
    }
}
