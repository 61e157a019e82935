//! Possible duplicates: pairs of records that may be one person, side by side with what speaks for it, for whoever sees
//! both. A person decides; nothing follows from a pair by itself.

use std::collections::HashMap;

use domain::division::Division;
use domain::id::{LikenessId, PersonId, SiteId};
use domain::rights::Right;
use domain::standing::State;
use store::Tx;
use store::engagement::Engagement;
use store::likeness::{Likeness, LikenessFilter};
use store::person::Person;

use crate::error::{Error, Result};
use crate::likeness::one_person::numbers_conflict;
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

mod decision;
mod found;
mod one_person;
mod other_records;

pub use decision::{Decides, MergeOrder};
pub use other_records::OtherRecord;

/// Which pairs are asked for.
#[derive(Clone, Debug, Default)]
pub struct LikenessQuery {
    /// Whether those that are decided, or those that are not.
    pub decided: bool,
    /// Of people at this site.
    pub site: Option<SiteId>,
    /// Of people at sites of this town.
    pub town: Option<Division>,
}

/// A pair as it is looked at.
pub struct LikenessDetail {
    /// The pair.
    pub pair: Likeness,
    /// One record.
    pub one: LikenessRecord,
    /// The other.
    pub other: LikenessRecord,
    /// Whether both have mainland numbers that pass their check, and different ones.
    pub numbers_differ: bool,
    /// Who decides.
    pub decides: Decides,
}

/// One record of a pair.
pub struct LikenessRecord {
    /// Whose.
    pub person: Person,
    /// Where they are engaged, as far as the caller's scope reaches.
    pub engagements: Vec<Engagement>,
    /// Where they stand.
    pub standing: State,
    /// Whether a face is enrolled.
    pub face: bool,
}

impl Platform {
    /// Pairs of whom the caller sees both people: those to decide on, what speaks loudest first, or those decided, the
    /// last first. The look is recorded.
    pub async fn likenesses(
        &self,
        caller: &Caller,
        query: &LikenessQuery,
        paging: &Paging,
    ) -> Result<Page<LikenessDetail>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(
                &mut tx,
                caller,
                Right::MergeWorkers,
                query.site,
                query.town.as_ref(),
            )
            .await?;
        let mut filter = LikenessFilter {
            decided: query.decided,
            after: paging.key::<(i64, LikenessId)>()?,
            limit: paging.limit() + 1,
            ..LikenessFilter::default()
        };
        filter.site = reach.site();
        // The whole district is everyone, also those who are engaged nowhere now.
        let part = reach
            .division()
            .filter(|division| **division != self.settings.district);
        filter.division = part.map(Division::to_string);
        let found = tx.likenesses(&filter).await?;
        let page = paging.page(found, |pair| match (&pair.decided, query.decided) {
            (Some(decided), true) => (decided.at.as_microsecond(), pair.id),
            _ => (pair.rank, pair.id),
        });
        let mut items = Vec::with_capacity(page.items.len());
        for pair in page.items {
            items.push(self.likeness_detail(&mut tx, caller, pair).await?);
        }
        drop(tx);
        let filters = [("state", query.decided)];
        self.record_list(caller, "likeness.list", &reach, &filters, items.len() * 2)
            .await?;
        Ok(Page {
            items,
            next: page.next,
        })
    }

    async fn likeness_detail(&self, tx: &mut Tx, caller: &Caller, pair: Likeness) -> Result<LikenessDetail> {
        let leads = tx.leads_of(&[pair.one, pair.other]).await?;
        let stands_for = |person: PersonId| leads.get(&person).copied().unwrap_or(person);
        let mut people = vec![stands_for(pair.one), stands_for(pair.other)];
        people.dedup();
        let decides = self.decides(tx, caller, &people).await?;
        let numbers_differ = match people[..] {
            [one, other] => numbers_conflict(tx, one, other).await?,
            _ => false,
        };
        let one = self.likeness_record(tx, caller, pair.one).await?;
        let other = self.likeness_record(tx, caller, pair.other).await?;
        Ok(LikenessDetail {
            pair,
            one,
            other,
            numbers_differ,
            decides,
        })
    }

    async fn likeness_record(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: PersonId,
    ) -> Result<LikenessRecord> {
        let found = tx.person(person).await?.ok_or(Error::NotFound)?;
        let holder = found.leading.unwrap_or(person);
        let mut engagements = Vec::new();
        for engagement in tx.current_engagements(person).await? {
            match self
                .may_at_site(tx, caller, Right::ReadWorkers, engagement.site)
                .await
            {
                Ok(_) => engagements.push(engagement),
                Err(Error::Denied) => {}
                Err(error) => return Err(error),
            }
        }
        let standings: HashMap<PersonId, _> = tx.standings(&[holder]).await?;
        Ok(LikenessRecord {
            standing: standings
                .get(&holder)
                .map(|standing| standing.state)
                .unwrap_or_default(),
            face: !tx.enrolled_at(&[holder]).await?.is_empty(),
            person: found,
            engagements,
        })
    }
}
