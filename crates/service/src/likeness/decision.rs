//! Deciding on a pair: merged, kept apart, and either undone. Each by someone whose scope holds both people wholly,
//! for a reason that is recorded.

use domain::account::Scope;
use domain::division::Division;
use domain::id::{LikenessId, PersonId, SiteId};
use domain::rights::Right;
use domain::text;
use store::Tx;
use store::likeness::{Likeness, LikenessState};
use store::merger::Merger;
use store::person::Person;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::likeness::one_person::may_be_one;
use crate::platform::{Caller, Platform};
use crate::registry::{LONGEST_REASON, SHORTEST_REASON, reason_fault};

/// How two records are to be merged.
#[derive(Clone, Debug)]
pub struct MergeOrder {
    /// Which of the two leads: its name, document and phone are what is shown.
    pub leading: PersonId,
    /// That the other's number was written down wrongly and the cards were looked at. Asked for where both records are
    /// known by mainland numbers that pass their check: two such numbers are two people otherwise.
    pub number_mistaken: bool,
    /// Why, in the caller's words; recorded.
    pub reason: String,
}

/// Who may decide on a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// The caller.
    You,
    /// The town's office: one of the two is at another site of it too.
    Town,
    /// The district's office.
    District,
}

impl Platform {
    /// Merges the two records of a pair. The standing of the one person is as strict as the stricter of the two, and
    /// stays so until something answers both: the merger itself lifts nothing.
    pub async fn merge_records(
        &self,
        caller: &Caller,
        likeness: LikenessId,
        order: &MergeOrder,
    ) -> Result<()> {
        let mut tx = self.store.write().await?;
        let (pair, one, other) = self.pair_to_decide(&mut tx, caller, likeness).await?;
        let reason = reason_of(&order.reason)?;
        if pair.state != LikenessState::Open || one.id == other.id {
            return Err(decided_already());
        }
        let (leading, other) = match order.leading {
            leads if leads == pair.one || leads == one.id => (one, other),
            leads if leads == pair.other || leads == other.id => (other, one),
            _ => {
                return Err(Error::field(
                    "leading",
                    "请选哪一份做主档案",
                    "Choose which record leads.",
                ));
            }
        };
        may_be_one(&mut tx, &leading, &other, order).await?;
        let mut places = places_of(&mut tx, &other).await?;
        let merger = Merger {
            id: self.new_id(),
            likeness,
            leading: leading.id,
            other: other.id,
            at: self.now(),
            undone_at: None,
        };
        let today = self.local_now().date();
        tx.merge(&merger, &leading, &other, today).await?;
        self.decide(&mut tx, caller, &pair, LikenessState::Merged, &reason)
            .await?;
        self.settle(&mut tx, &[leading.id]).await?;
        places.extend(places_of(&mut tx, &leading).await?);
        self.record_decision(&mut tx, caller, "likeness.merge", places, &reason)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Keeps the two of a pair apart: they are not shown again unless something new speaks for one person.
    pub async fn keep_apart(&self, caller: &Caller, likeness: LikenessId, reason: &str) -> Result<()> {
        let mut tx = self.store.write().await?;
        let (pair, one, other) = self.pair_to_decide(&mut tx, caller, likeness).await?;
        let reason = reason_of(reason)?;
        if pair.state != LikenessState::Open || one.id == other.id {
            return Err(decided_already());
        }
        self.decide(&mut tx, caller, &pair, LikenessState::Apart, &reason)
            .await?;
        let mut places = places_of(&mut tx, &one).await?;
        places.extend(places_of(&mut tx, &other).await?);
        self.record_decision(&mut tx, caller, "likeness.keep_apart", places, &reason)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Undoes what was decided on a pair last, if it is what the caller saw (`undoes`): who presses twice, or at the
    /// moment of somebody else, undoes once. Of a merger each record stands again as it stood, and the two are kept
    /// apart; what was told since stays with the leading record and weighs on both. Of a pair that was kept apart
    /// somebody has to look again.
    pub async fn undo_decision(
        &self,
        caller: &Caller,
        likeness: LikenessId,
        undoes: LikenessState,
        reason: &str,
    ) -> Result<()> {
        let mut tx = self.store.write().await?;
        let (pair, one, other) = self.pair_to_decide(&mut tx, caller, likeness).await?;
        let reason = reason_of(reason)?;
        let mut people = vec![one.clone(), other.clone()];
        if pair.state != undoes {
            return Err(nothing_to_undo());
        }
        match pair.state {
            LikenessState::Open => return Err(nothing_to_undo()),
            LikenessState::Apart => {
                self.decide(&mut tx, caller, &pair, LikenessState::Open, &reason)
                    .await?;
            }
            LikenessState::Merged => {
                let merger = tx.merger_of(likeness).await?.ok_or_else(nothing_to_undo)?;
                let led = tx.person(merger.other).await?.ok_or(Error::NotFound)?;
                tx.undo_merger(&merger, &one, &led, self.now()).await?;
                self.decide(&mut tx, caller, &pair, LikenessState::Apart, &reason)
                    .await?;
                self.settle(&mut tx, &[merger.leading, merger.other]).await?;
                people = vec![one, led];
            }
        }
        let mut places = Vec::new();
        for person in &people {
            places.extend(places_of(&mut tx, person).await?);
        }
        self.record_decision(&mut tx, caller, "likeness.undo", places, &reason)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Who decides about these people: whoever's scope holds every site where they are engaged.
    pub(super) async fn decides(&self, tx: &mut Tx, caller: &Caller, people: &[PersonId]) -> Result<Decides> {
        let mut towns: Vec<Division> = Vec::new();
        let mut all_within = true;
        let mut outside_district = false;
        for person in people {
            let engagements = tx.current_engagements(*person).await?;
            outside_district |= engagements.is_empty();
            let mut seen =
                engagements.is_empty() && self.may_in_district(caller, Right::MergeWorkers).is_ok();
            for engagement in engagements {
                match self
                    .may_at_site(tx, caller, Right::MergeWorkers, engagement.site)
                    .await
                {
                    Ok(at) => {
                        seen = true;
                        towns.extend(at.town());
                    }
                    Err(Error::Denied) => {
                        all_within = false;
                        let at = tx.division_of_site(engagement.site).await?;
                        towns.extend(at.and_then(|at| at.town()));
                    }
                    Err(error) => return Err(error),
                }
            }
            // Whoever sees one of the two alone learns nothing of the other.
            if !seen {
                return Err(Error::Denied);
            }
        }
        towns.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        towns.dedup();
        Ok(match (all_within, &caller.actor.scope) {
            (true, _) => Decides::You,
            (false, Scope::Site { .. } | Scope::Community { .. })
                if towns.len() == 1 && !outside_district =>
            {
                Decides::Town
            }
            (false, _) => Decides::District,
        })
    }

    /// A pair with the records that stand for its two, all held, once the caller may decide on it.
    async fn pair_to_decide(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        likeness: LikenessId,
    ) -> Result<(Likeness, Person, Person)> {
        // In the order in which everyone takes them.
        tx.hold_intake().await?;
        tx.hold_lists().await?;
        let pair = tx.likeness(likeness).await?.ok_or(Error::Denied)?;
        let mut held = vec![pair.one, pair.other];
        held.extend(tx.leads_of(&[pair.one, pair.other]).await?.into_values());
        held.sort_unstable();
        held.dedup();
        tx.hold_people(&held).await?;
        let pair = tx.likeness(likeness).await?.ok_or(Error::Denied)?;
        let leads = tx.leads_of(&[pair.one, pair.other]).await?;
        let stands_for = |person: PersonId| leads.get(&person).copied().unwrap_or(person);
        let (one, other) = (stands_for(pair.one), stands_for(pair.other));
        match self.decides(tx, caller, &[one, other]).await? {
            Decides::You => {}
            Decides::Town => {
                return Err(Error::conflict(
                    "其中有人还在别的工地，要由镇街来定",
                    "One of them is at another site too: the town's office decides.",
                ));
            }
            Decides::District => {
                return Err(Error::conflict(
                    "其中有人在你管不到的地方，要由区里来定",
                    "One of them is beyond your reach too: the district's office decides.",
                ));
            }
        }
        let one = tx.person(one).await?.ok_or(Error::Denied)?;
        let other = tx.person(other).await?.ok_or(Error::Denied)?;
        Ok((pair, one, other))
    }

    async fn decide(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        pair: &Likeness,
        to: LikenessState,
        reason: &str,
    ) -> Result<()> {
        let by = caller.actor.account;
        let moved = tx
            .decide_likeness(pair.id, (pair.state, to), by, self.now(), reason)
            .await?;
        if moved { Ok(()) } else { Err(decided_already()) }
    }

    async fn record_decision(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &str,
        mut places: Vec<(PersonId, Option<SiteId>)>,
        reason: &str,
    ) -> Result<()> {
        places.sort_unstable();
        places.dedup();
        for (person, site) in places {
            let about = About {
                person: Some(person),
                site,
                reason: Some(reason),
            };
            self.record(tx, caller, action, about).await?;
        }
        Ok(())
    }
}

/// Where a person is engaged, for the log: each site finds it in its own.
async fn places_of(tx: &mut Tx, person: &Person) -> Result<Vec<(PersonId, Option<SiteId>)>> {
    let engagements = tx.current_engagements(person.id).await?;
    let sites = engagements
        .iter()
        .map(|engagement| (person.id, Some(engagement.site)));
    let mut places: Vec<_> = sites.collect();
    if places.is_empty() {
        places.push((person.id, None));
    }
    Ok(places)
}

fn reason_of(text: &str) -> Result<String> {
    text::note(text, SHORTEST_REASON..=LONGEST_REASON).map_err(reason_fault)
}

fn decided_already() -> Error {
    Error::conflict(
        "刚才有人已经定过了，请刷新看看",
        "Someone has decided on this already. Reload to see what.",
    )
}

fn nothing_to_undo() -> Error {
    Error::conflict(
        "这一对没有可撤销的决定，请刷新看看",
        "There is no decision to undo on this pair. Reload to see.",
    )
}
