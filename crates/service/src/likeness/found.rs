//! Finding pairs: whoever is added, corrected or gets another phone is compared with those few under whose keys they
//! meet; what the enrolment of a face finds is written down as well.

use std::collections::{BTreeMap, HashMap};

use domain::id::PersonId;
use domain::likeness::{Evidence, Met, Traits, evidence, rank};
use store::Tx;
use store::likeness::{Likeness, LikenessState};
use store::person::Person;

use crate::error::Result;
use crate::platform::Platform;

impl Platform {
    /// Looks for whom these people may be, and writes down the pairs. They are in the registry already.
    pub(crate) async fn find_likenesses(&self, tx: &mut Tx, people: &[Traits<'_>]) -> Result<()> {
        let meetings = tx.meet(people).await?;
        let mut pairs: BTreeMap<(PersonId, PersonId), bool> = BTreeMap::new();
        for met in meetings {
            let pair = (met.person.min(met.other), met.person.max(met.other));
            *pairs.entry(pair).or_default() |= met.phones;
        }
        if pairs.is_empty() {
            return Ok(());
        }
        let mut ids: Vec<PersonId> = pairs.keys().flat_map(|(one, other)| [*one, *other]).collect();
        ids.sort_unstable();
        ids.dedup();
        let known: HashMap<PersonId, Person> = tx
            .people(&ids)
            .await?
            .into_iter()
            .map(|person| (person.id, person))
            .collect();
        for ((one, other), phones) in pairs {
            if let (Some(one), Some(other)) = (known.get(&one), known.get(&other)) {
                let met = Met { faces: false, phones };
                self.weigh_likeness(tx, one, other, met).await?;
            }
        }
        Ok(())
    }

    /// Looks again for whom someone may be after their phone changed: the one before still counts.
    pub(crate) async fn find_likenesses_of(&self, tx: &mut Tx, people: &[PersonId]) -> Result<()> {
        let people = tx.people(people).await?;
        let traits: Vec<Traits<'_>> = people.iter().map(Person::traits).collect();
        for person in &people {
            self.weigh_likenesses_anew(tx, person).await?;
        }
        self.find_likenesses(tx, &traits).await
    }

    /// Looks anew for whom someone may be after what they are registered as changed from `before`. Where it was another
    /// person, nothing that was found of that one says anything any more.
    pub(crate) async fn find_likenesses_anew(
        &self,
        tx: &mut Tx,
        before: &Person,
        same_person: bool,
    ) -> Result<()> {
        if same_person {
            tx.forget_keys(&before.traits()).await?;
        } else {
            tx.forget_all_keys(before.id).await?;
            for pair in tx.likenesses_of(before.id).await? {
                if pair.state == LikenessState::Open {
                    tx.drop_likeness(pair.id).await?;
                }
            }
        }
        self.find_likenesses_of(tx, &[before.id]).await
    }

    /// Writes down that the enrolment of a face found two people's alike.
    pub(crate) async fn faces_met(&self, tx: &mut Tx, one: PersonId, other: PersonId) -> Result<()> {
        let met = Met {
            faces: true,
            phones: false,
        };
        if let (Some(one), Some(other)) = (tx.person(one).await?, tx.person(other).await?) {
            self.weigh_likeness(tx, &one, &other, met).await?;
        }
        Ok(())
    }

    async fn weigh_likenesses_anew(&self, tx: &mut Tx, person: &Person) -> Result<()> {
        for pair in tx.likenesses_of(person.id).await? {
            let other = if pair.one == person.id {
                pair.other
            } else {
                pair.one
            };
            if let Some(other) = tx.person(other).await? {
                self.weigh_likeness(tx, person, &other, Met::default()).await?;
            }
        }
        Ok(())
    }

    /// Writes down what speaks for two records being one person now, with what was found before. A pair that was kept
    /// apart is shown again only if something of another kind speaks for it.
    async fn weigh_likeness(&self, tx: &mut Tx, one: &Person, other: &Person, met: Met) -> Result<()> {
        let stands_for = |person: &Person| person.leading.unwrap_or(person.id);
        if stands_for(one) == stands_for(other) {
            return Ok(());
        }
        let before = tx.likeness_of(one.id, other.id).await?;
        let said = |known: fn(&Evidence) -> bool| {
            let before = before.as_ref();
            before.is_some_and(|pair| pair.evidence.iter().any(known))
        };
        let met = Met {
            faces: met.faces || said(|known| *known == Evidence::Face),
            phones: met.phones || said(|known| matches!(known, Evidence::Phone | Evidence::FormerPhone)),
        };
        let found = evidence(&one.traits(), &other.traits(), met);
        let rank = rank(&one.document, &other.document, &found);
        let stays = before.as_ref().is_some_and(|pair| match pair.state {
            LikenessState::Open => pair.evidence == found,
            LikenessState::Apart => !goes_beyond(&found, &pair.evidence),
            LikenessState::Merged => true,
        });
        match (before, rank) {
            (Some(pair), None) if pair.state == LikenessState::Open => Ok(tx.drop_likeness(pair.id).await?),
            (before, Some(rank)) if !stays => {
                let id = before.map(|pair| pair.id);
                let pair = Likeness {
                    id: id.unwrap_or_else(|| self.new_id()),
                    one: one.id,
                    other: other.id,
                    evidence: found,
                    rank,
                    state: LikenessState::Open,
                    found_at: self.now(),
                    decided: None,
                };
                Ok(tx.put_likeness(&pair).await?)
            }
            _ => Ok(()),
        }
    }
}

/// Whether something speaks for a pair of a kind that did not before.
fn goes_beyond(found: &[Evidence], before: &[Evidence]) -> bool {
    let kind = std::mem::discriminant::<Evidence>;
    found
        .iter()
        .any(|new| before.iter().all(|known| kind(known) != kind(new)))
}
