//! The one door of the registry: checked workers are planned against what is known, then taken in.
//!
//! Planning reads only, so that a dry run is the same code without the writing. Taking in writes a chunk whole
//! or not at all.

use std::collections::{HashMap, HashSet};

use domain::id::{ContractorId, EngagementId, PersonId, SiteId};
use domain::likeness::Traits;
use domain::phone::Phone;
use domain::registry::{CheckedWorker, EngagementState};
use domain::standing::{Facts, Standing, assess};
use jiff::civil::Date;
use store::Tx;
use store::audit::AuditEntry;
use store::engagement::{Engagement, NewEngagement};
use store::person::{NewPerson, Person};
use store::terms::Terms;

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::details::{Known, says};
use crate::registry::fault::other_name;
use crate::registry::own_people::{OwnPeople, others};
use crate::registry::places::Places;

/// A checked worker with the terms of their engagement.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) worker: CheckedWorker,
    pub(crate) state: EngagementState,
    pub(crate) entered_on: Option<Date>,
}

/// What is to be done about an arrival.
pub(crate) enum Step {
    /// Nobody knows them: a new person with a new engagement.
    New,
    /// The document was registered under another name by someone themself, and nobody confirmed it: that registration
    /// gives way to whoever stands here with the document.
    Anew(Engagement),
    /// A person known from elsewhere, or from earlier, begins here. What nobody but they themself ever said of their phone
    /// (not `confirmed`) counts for nothing: the document may be another's.
    Engage { person: Person, confirmed: bool },
    /// Engaged here, with something that is to be changed.
    Change(Box<Change>),
    /// Engaged here, and nothing to change.
    Same,
    /// What is said does not fit what is known.
    Refused(FieldFault),
}

/// What is to be changed about someone engaged here. What an arrival leaves empty stays as it is.
pub(crate) struct Change {
    person: Person,
    engagement: Engagement,
    phone: Option<Phone>,
    confirm: bool,
    place: bool,
    shared: bool,
}

/// When searching finds those who are taken in, and whom they may be is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// With the transaction that takes them in.
    AtOnce,
    /// After [`Platform::find_newcomers`].
    AtTheEnd,
}

/// Who was written.
#[derive(Default)]
pub(crate) struct Written {
    /// The person and engagement of each arrival that was added, by its place among the arrivals.
    pub(crate) added: HashMap<usize, (PersonId, EngagementId)>,
}

impl Platform {
    /// Plans arrivals at a site, one step each. No two of them carry the same document. Who brings the people of
    /// one company brings `own` ones alone.
    pub(crate) async fn plan(
        &self,
        tx: &mut Tx,
        site: SiteId,
        arrivals: &[Arrival],
        own: Option<&OwnPeople>,
    ) -> Result<Vec<Step>> {
        let indexes: Vec<String> = arrivals
            .iter()
            .map(|arrival| tx.vault().document_index(&arrival.worker.document))
            .collect();
        let mut known: HashMap<String, Person> =
            tx.people_by_documents(&indexes).await?.into_iter().collect();
        let leading = leading(tx, &known).await?;
        let stands_for = |person: Person| match person.leading.and_then(|leads| leading.get(&leads)) {
            Some(leads) => leads.clone(),
            None => person,
        };
        let ids: Vec<PersonId> = known
            .values()
            .map(|person| person.leading.unwrap_or(person.id))
            .collect();
        let mut engaged: HashMap<PersonId, Engagement> = tx
            .engagements_at(site, &ids)
            .await?
            .into_iter()
            .map(|engagement| (engagement.person, engagement))
            .collect();
        let shared = self.at_work_elsewhere(tx, site, &ids).await?;
        let by_themselves = tx.never_confirmed(&ids).await?;
        let mut unconfirmed = unconfirmed(tx, &known, &indexes, arrivals).await?;
        let places = Places::of(tx, site).await?;
        let details = if arrivals.iter().any(|arrival| says(&arrival.worker)) {
            let people: Vec<&Person> = known.values().chain(leading.values()).collect();
            Known::of(tx, site, &people).await?
        } else {
            Known::default()
        };
        let mut planned: HashSet<PersonId> = HashSet::new();
        let steps = indexes.iter().zip(arrivals).map(|(index, arrival)| {
            let contractor = match places.contractor(&arrival.worker) {
                Ok(contractor) => contractor,
                Err(fault) => return Step::Refused(fault),
            };
            if own.is_some_and(|own| !own.are_with(contractor)) {
                return Step::Refused(others());
            }
            let Some(person) = known.remove(index) else {
                return Step::New;
            };
            if person.name.normal() != arrival.worker.name.normal() {
                let gives_way = unconfirmed.remove(&person.id).map(Step::Anew);
                return gives_way.unwrap_or_else(|| Step::Refused(other_name()));
            }
            let person = stands_for(person);
            // Two documents of one person in one list.
            if !planned.insert(person.id) {
                return Step::Same;
            }
            match engaged.remove(&person.id) {
                Some(engagement) if own.is_some_and(|own| !own.are_with(engagement.contractor)) => {
                    Step::Refused(others())
                }
                Some(engagement) => {
                    let shared = shared.contains(&person.id);
                    let more = details.lacks(person.id, &arrival.worker, shared);
                    arrival.compared(person, engagement, contractor, shared, more)
                }
                None => Step::Engage {
                    confirmed: !by_themselves.contains(&person.id),
                    person,
                },
            }
        });
        Ok(steps.collect())
    }

    /// Whoever of these is at work at another site as well: what is kept of the person and not of the engagement is not
    /// this site's alone.
    pub(super) async fn at_work_elsewhere(
        &self,
        tx: &mut Tx,
        site: SiteId,
        people: &[PersonId],
    ) -> Result<HashSet<PersonId>> {
        let active = tx.active_sites_of(people).await?;
        let elsewhere = active.into_iter().filter(|(_, at)| *at != site);
        Ok(elsewhere.map(|(person, _)| person).collect())
    }

    /// Takes planned arrivals in: people, crews, engagements, standings and rosters, with an audit entry each. Locks
    /// are taken in the order in which everyone takes them: intake, lists, people, site.
    pub(crate) async fn take_in(
        &self,
        tx: &mut Tx,
        caller: Option<&Caller>,
        site: SiteId,
        (arrivals, steps): (&[Arrival], &[Step]),
        found: Found,
    ) -> Result<Written> {
        tx.hold_intake().await?;
        tx.hold_lists().await?;
        tx.hold_people(&known(steps)).await?;
        let mut places = Places::of(tx, site).await?;
        let coming = arrivals
            .iter()
            .zip(steps)
            .filter(|(_, step)| !matches!(step, Step::Same | Step::Refused(_)))
            .map(|(arrival, _)| &arrival.worker);
        places.make_crews(tx, site, coming, || self.new_id()).await?;
        let now = self.now();
        let standing = self.first_standing(tx).await?;
        let mut written = Written::default();
        let mut people = Vec::new();
        let mut fresh = Vec::new();
        let mut engagements = Vec::new();
        let mut phones = Vec::new();
        let mut settle = Vec::new();
        let mut touch = Vec::new();
        let mut audits: Vec<(&'static str, PersonId)> = Vec::new();
        let mut said: Vec<(PersonId, &CheckedWorker, bool)> = Vec::new();
        for (place, (arrival, step)) in arrivals.iter().zip(steps).enumerate() {
            let person = match step {
                Step::New | Step::Anew(_) => {
                    if let Step::Anew(registration) = step {
                        self.give_way(tx, caller, registration).await?;
                    }
                    let id: PersonId = self.new_id();
                    fresh.push(id);
                    people.push(NewPerson {
                        id,
                        document: arrival.worker.document.clone(),
                        name: arrival.worker.name.clone(),
                        phone: arrival.worker.phone.clone(),
                        birth_date: arrival.worker.birth_date,
                        standing: standing.clone(),
                        created_at: now,
                    });
                    id
                }
                Step::Engage { person, confirmed } => {
                    if self.reach_anew(tx, person, *confirmed, arrival).await? {
                        phones.push(person.id);
                    }
                    person.id
                }
                Step::Change(change) => {
                    self.write_change(tx, change, arrival, &places).await?;
                    let who = change.person.id;
                    phones.extend(change.phone.is_some().then_some(who));
                    said.push((who, &arrival.worker, change.shared));
                    if change.confirm {
                        settle.push(who);
                    } else {
                        touch.push(who);
                    }
                    audits.push(("worker.change", who));
                    continue;
                }
                Step::Same | Step::Refused(_) => continue,
            };
            let engagement: EngagementId = self.new_id();
            engagements.push(NewEngagement {
                id: engagement,
                site,
                person,
                document: arrival.worker.document.clone(),
                crew: places.crew(&arrival.worker),
                contractor: places.contractor(&arrival.worker).ok().flatten(),
                kind: arrival.worker.kind.unwrap_or_default(),
                trade: arrival.worker.trade.clone(),
                state: arrival.state,
                entered_on: arrival.entered_on,
                created_at: now,
            });
            written.added.insert(place, (person, engagement));
            said.push((person, &arrival.worker, true));
            if !matches!(step, Step::New | Step::Anew(_)) {
                settle.push(person);
            }
            audits.push(("worker.add", person));
        }
        tx.insert_people(&people).await?;
        self.engage(tx, &people, &engagements, found).await?;
        self.find_likenesses_of(tx, &phones).await?;
        self.write_details(tx, site, &said).await?;
        if let Some(caller) = caller {
            self.record_all(tx, caller, site, &audits).await?;
        }
        self.settle_newcomers(tx, &fresh).await?;
        self.settle(tx, &settle).await?;
        self.touch_roster(tx, &touch).await?;
        Ok(written)
    }

    /// Adds engagements, some of them of people who are new, and has them found.
    async fn engage(
        &self,
        tx: &mut Tx,
        people: &[NewPerson],
        engagements: &[NewEngagement],
        found: Found,
    ) -> Result<()> {
        match found {
            Found::AtOnce => {
                let traits: Vec<Traits<'_>> = people.iter().map(NewPerson::traits).collect();
                self.find_likenesses(tx, &traits).await?;
                Ok(tx.insert_engagements(engagements).await?)
            }
            Found::AtTheEnd => Ok(tx.insert_newcomers(engagements, self.now()).await?),
        }
    }

    /// Forgets a registration that nobody confirmed. Whoever had it to confirm finds it in their log.
    async fn give_way(&self, tx: &mut Tx, caller: Option<&Caller>, registration: &Engagement) -> Result<()> {
        if !tx.only_registered(registration.person, registration.id).await? {
            return Err(Error::conflict(
                "这个证件号刚刚有变动，请再试一次",
                "Something changed about this document just now. Try again.",
            ));
        }
        if let Some(caller) = caller {
            let about = About {
                person: Some(registration.person),
                site: Some(registration.site),
                reason: None,
            };
            self.record(tx, caller, "engagement.reject", about).await?;
        }
        Ok(tx.release_person(registration.person, self.now()).await?)
    }

    /// The standing of someone of whom nothing is known yet.
    async fn first_standing(&self, tx: &mut Tx) -> Result<Standing> {
        let in_force = self.rules(tx).await?;
        Ok(assess(&Facts::default(), in_force.rules(), &self.local_now()))
    }

    async fn write_change(
        &self,
        tx: &mut Tx,
        change: &Change,
        arrival: &Arrival,
        places: &Places,
    ) -> Result<()> {
        let engagement = &change.engagement;
        if let Some(phone) = &change.phone {
            self.change_phone(tx, &change.person, Some(phone)).await?;
        }
        if change.confirm {
            tx.confirm_engagement(engagement.id, self.local_now().date())
                .await?;
        }
        if change.place {
            let worker = &arrival.worker;
            let contractor = places.contractor(worker).ok().flatten();
            let terms = Terms {
                crew: places.crew(worker).or(engagement.crew),
                contractor: contractor.or(engagement.contractor),
                kind: worker.kind.unwrap_or(engagement.kind),
                trade: worker.trade.clone().or_else(|| engagement.trade.clone()),
            };
            tx.put_terms(engagement.id, &terms, self.since_now()).await?;
        }
        Ok(())
    }

    pub(super) async fn record_all(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        site: SiteId,
        acts: &[(&'static str, PersonId)],
    ) -> Result<()> {
        let entries: Vec<AuditEntry> = acts
            .iter()
            .map(|(action, person)| AuditEntry {
                id: self.new_id(),
                at: self.now(),
                account: caller.actor.account,
                role: caller.actor.role(),
                action: (*action).to_owned(),
                person: Some(*person),
                site: Some(site),
                subject: None,
                reason: None,
                list: None,
            })
            .collect();
        Ok(tx.insert_audits(&entries).await?)
    }
}

/// The records that lead those that were found by their documents.
async fn leading(tx: &mut Tx, known: &HashMap<String, Person>) -> Result<HashMap<PersonId, Person>> {
    let leads: Vec<PersonId> = known.values().filter_map(|person| person.leading).collect();
    let people = tx.people(&leads).await?.into_iter();
    Ok(people.map(|person| (person.id, person)).collect())
}

/// Of those who are known under another name than they arrive with, the registrations that are all there is of them: made
/// by themselves, and confirmed by nobody. Asked of a site's own list alone, and of few.
async fn unconfirmed(
    tx: &mut Tx,
    known: &HashMap<String, Person>,
    indexes: &[String],
    arrivals: &[Arrival],
) -> Result<HashMap<PersonId, Engagement>> {
    let mut found = HashMap::new();
    for (index, arrival) in indexes.iter().zip(arrivals) {
        let Some(person) = known.get(index) else { continue };
        let own_list = arrival.state == EngagementState::Active;
        if !own_list || person.name.normal() == arrival.worker.name.normal() {
            continue;
        }
        let Some(registration) = tx.current_engagements(person.id).await?.pop() else {
            continue;
        };
        if registration.state == EngagementState::Pending
            && tx.only_registered(person.id, registration.id).await?
        {
            found.insert(person.id, registration);
        }
    }
    Ok(found)
}

/// Whoever is known already and written to, in order.
fn known(steps: &[Step]) -> Vec<PersonId> {
    let mut known: Vec<PersonId> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Engage { person, .. } => Some(person.id),
            Step::Anew(registration) => Some(registration.person),
            Step::Change(change) => Some(change.person.id),
            Step::New | Step::Same | Step::Refused(_) => None,
        })
        .collect();
    known.sort_unstable();
    known
}

impl Arrival {
    /// The phone to be written. It opens the worker's own page: where they are another site's people too, the one that
    /// is known is not replaced.
    pub(super) fn new_phone(&self, person: &Person, shared: bool) -> Option<&Phone> {
        self.worker
            .phone
            .as_ref()
            .filter(|phone| Some(*phone) != person.phone.as_ref())
            .filter(|_| !shared || person.phone.is_none())
    }

    fn compared(
        &self,
        person: Person,
        engagement: Engagement,
        contractor: Option<ContractorId>,
        shared: bool,
        more: bool,
    ) -> Step {
        let worker = &self.worker;
        let phone = self.new_phone(&person, shared).cloned();
        let confirm = engagement.state == EngagementState::Pending && self.state == EngagementState::Active;
        let place = worker.crew.is_some() && worker.crew != engagement.crew_name
            || worker.trade.is_some() && worker.trade != engagement.trade
            || worker.kind.is_some_and(|kind| kind != engagement.kind)
            || contractor.is_some() && contractor != engagement.contractor;
        if phone.is_none() && !confirm && !place && !more {
            return Step::Same;
        }
        Step::Change(Box::new(Change {
            person,
            engagement,
            phone,
            confirm,
            place,
            shared,
        }))
    }
}
