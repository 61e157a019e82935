//! Exit of a whole crew or contractor in one act, and its undoing while that is possible.
//!
//! The gates follow at once, both ways: who leaves is off the roster with the act, who comes back is on it with the
//! undoing. Faces that no site needs any longer are deleted once the act can be undone no more.

use domain::id::{DepartureId, PersonId, SiteId};
use domain::rights::Right;
use jiff::SignedDuration;
use store::Tx;
use store::departure::{Departure, NewDeparture};
use store::engagement::{Engagement, Whose};

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// How long a departure can be undone: long enough to see that the wrong crew was chosen, short enough that nobody's
/// face is kept for nothing.
const UNDO: SignedDuration = SignedDuration::from_mins(30);

impl Platform {
    /// Ends the engagements of everyone at work in a crew or with a contractor today; a contractor's time at the site
    /// ends with it. Who waits to be confirmed stays. A company ends a crew of its own; that it leaves itself is for the
    /// site to say.
    pub async fn depart(&self, caller: &Caller, site: SiteId, whose: Whose) -> Result<Departure> {
        let mut tx = self.store.write().await?;
        match whose {
            Whose::Crew(crew) => {
                let company = tx.contractor_of_crew(site, crew).await?;
                self.may_at_contractor(&mut tx, caller, Right::EndEngagements, site, company)
                    .await?;
            }
            Whose::Contractor(_) => drop(
                self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
                    .await?,
            ),
        }
        tx.hold_lists().await?;
        let leaving = who_leaves(&mut tx, caller, site, whose).await?;
        if leaving.is_empty() {
            return Err(Error::conflict(
                "这里面没有在岗的人",
                "Nobody of them is at work here.",
            ));
        }
        let people = people_of(&leaving);
        tx.hold_people(&people).await?;
        // Who left meanwhile, while the others were held, is not of them.
        let leaving = who_leaves(&mut tx, caller, site, whose).await?;
        let people: Vec<PersonId> = people_of(&leaving);
        let (now, today) = (self.now(), self.local_now().date());
        let new = NewDeparture {
            id: self.new_id(),
            site,
            whose,
            on: today,
            at: now,
            by: caller.actor.account,
            undo_until: now + UNDO,
        };
        tx.end_engagements(&leaving, today).await?;
        tx.move_out(site, &people, today).await?;
        self.leave_roster(&mut tx, &people, site).await?;
        if let Whose::Contractor(contractor) = whose {
            tx.end_contractor(contractor, today).await?;
        }
        tx.insert_departure(&new, &leaving).await?;
        self.record_departure(&mut tx, caller, site, "engagement.end", &people)
            .await?;
        let made = tx.departure(new.id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(made)
    }

    /// The departures from a site that can still be undone, the last first; a company sees those that it made itself.
    pub async fn departures(&self, caller: &Caller, site: SiteId) -> Result<Vec<Departure>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ReadWorkers, Some(site), None)
            .await?;
        let mut found = tx.departures(site, self.now()).await?;
        if reach.company().is_some() {
            found.retain(|one| one.by == caller.actor.account);
        }
        Ok(found)
    }

    /// Undoes a departure: everyone who left by it is at work again as before, but for those who were engaged at the
    /// site anew meanwhile. Says how many came back. A company undoes what it did itself: whom the site sent away stays
    /// away.
    pub async fn undo_departure(&self, caller: &Caller, departure: DepartureId) -> Result<usize> {
        let mut tx = self.store.write().await?;
        let found = tx.departure(departure).await?.ok_or(Error::Denied)?;
        let own = found.by == caller.actor.account && caller.contractor().is_some();
        let (right, company) = if own {
            (Right::TakeInWorkers, caller.contractor())
        } else {
            (Right::ChangeWorkers, None)
        };
        self.may_at_contractor(&mut tx, caller, right, found.site, company)
            .await?;
        tx.hold_intake().await?;
        tx.hold_lists().await?;
        let left = tx.departed(departure).await?;
        tx.hold_people(&people_of(&left)).await?;
        if found.undo_until <= self.now() || !tx.undo_departure(departure, self.now()).await? {
            return Err(Error::conflict(
                "已经过了能撤销的时间，请把人重新加进来",
                "This can be undone no longer. Add the people anew.",
            ));
        }
        let here = tx.engagements_at(found.site, &people_of(&left)).await?;
        let here = people_of(&here);
        let back: Vec<Engagement> = left
            .into_iter()
            .filter(|engagement| here.binary_search(&engagement.person).is_err())
            .collect();
        let people = people_of(&back);
        tx.resume_engagements(&back).await?;
        tx.move_back(found.site, &people, found.on).await?;
        if let Whose::Contractor(contractor) = found.whose {
            tx.resume_contractor(contractor).await?;
        }
        self.record_departure(&mut tx, caller, found.site, "engagement.resume", &people)
            .await?;
        self.settle(&mut tx, &people).await?;
        tx.commit().await?;
        Ok(people.len())
    }

    /// Settles departures that can be undone no longer: the faces of those whom no site needs any more are deleted,
    /// as their consent promised. The timer calls it; says how many departures it settled. One that fails keeps no other
    /// waiting.
    pub async fn settle_departures(&self) -> Result<usize> {
        let due = self.store.read().await?.departures_due(self.now()).await?;
        let mut failed = None;
        for departure in &due {
            if let Err(error) = self.settle_departure(*departure).await {
                failed = Some(error);
            }
        }
        failed.map_or(Ok(due.len()), Err)
    }

    async fn settle_departure(&self, departure: DepartureId) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.hold_lists().await?;
        let people = people_of(&tx.departed(departure).await?);
        tx.hold_people(&people).await?;
        if tx.settle_departure(departure, self.now()).await? {
            for person in people {
                if tx.current_engagements(person).await?.is_empty() {
                    self.forget_face(&mut tx, person).await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }

    async fn record_departure(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        site: SiteId,
        action: &'static str,
        people: &[PersonId],
    ) -> Result<()> {
        let acts: Vec<(&'static str, PersonId)> = people.iter().map(|person| (action, *person)).collect();
        self.record_all(tx, caller, site, &acts).await
    }
}

/// Who leaves: of a crew in which others work too, a company ends its own people's time alone.
async fn who_leaves(tx: &mut Tx, caller: &Caller, site: SiteId, whose: Whose) -> Result<Vec<Engagement>> {
    let mut leaving = tx.active_of(site, whose).await?;
    if let Some(own) = caller.contractor() {
        leaving.retain(|engagement| engagement.contractor == Some(own));
    }
    Ok(leaving)
}

/// Whose engagements these are, each once and in order.
fn people_of(engagements: &[Engagement]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = engagements.iter().map(|engagement| engagement.person).collect();
    people.sort_unstable();
    people.dedup();
    people
}
