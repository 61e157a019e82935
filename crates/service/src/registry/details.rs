//! What is kept of a worker beyond who they are: certificates, whom to call, the room at the site.

use std::collections::HashMap;

use domain::dormitory::Room;
use domain::emergency_contact::EmergencyContact;
use domain::id::{PersonId, SiteId};
use domain::registry::CheckedWorker;
use jiff::civil::Date;
use store::Tx;
use store::certificate::Held;
use store::person::Person;

use crate::error::Result;
use crate::platform::Platform;

/// What is known of some people at a site.
#[derive(Default)]
pub(super) struct Known {
    certificates: HashMap<PersonId, Vec<Held>>,
    contacts: HashMap<PersonId, EmergencyContact>,
    rooms: HashMap<PersonId, (Room, Date)>,
}

/// Whether a form says any of it.
pub(super) fn says(worker: &CheckedWorker) -> bool {
    worker.certificate.is_some() || worker.emergency.is_some() || worker.room.is_some()
}

impl Known {
    pub(super) async fn of(tx: &mut Tx, site: SiteId, people: &[&Person]) -> Result<Self> {
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        Ok(Self {
            certificates: tx.certificates(people).await?,
            contacts: tx.emergency_contacts(people).await?,
            rooms: tx.lodgings(site, &ids).await?,
        })
    }

    /// Whether a form says what is not known yet. `shared`: they are another site's people too.
    pub(super) fn lacks(&self, person: PersonId, worker: &CheckedWorker, shared: bool) -> bool {
        self.lacks_certificate(person, worker)
            || self.new_contact(person, worker, shared).is_some()
            || self.lacks_room(person, worker)
    }

    /// Whom to call, where that is to be written: another site does not replace whom the person named before.
    fn new_contact<'a>(
        &self,
        person: PersonId,
        worker: &'a CheckedWorker,
        shared: bool,
    ) -> Option<&'a EmergencyContact> {
        let known = self.contacts.get(&person);
        worker
            .emergency
            .as_ref()
            .filter(|new| known != Some(*new))
            .filter(|_| !shared || known.is_none())
    }

    fn lacks_certificate(&self, person: PersonId, worker: &CheckedWorker) -> bool {
        let held = self.certificates.get(&person);
        worker.certificate.as_ref().is_some_and(|new| {
            let known = |held: &Vec<Held>| held.iter().any(|one| one.certificate == *new);
            !held.is_some_and(known)
        })
    }

    fn lacks_room(&self, person: PersonId, worker: &CheckedWorker) -> bool {
        let lives = self.rooms.get(&person).map(|(room, _)| room);
        worker.room.is_some() && worker.room.as_ref() != lives
    }
}

impl Platform {
    /// Writes what forms say of people at a site and is not known yet; each with whether they are another site's people
    /// too, or come from one.
    pub(super) async fn write_details(
        &self,
        tx: &mut Tx,
        site: SiteId,
        said: &[(PersonId, &CheckedWorker, bool)],
    ) -> Result<()> {
        let said: Vec<_> = said.iter().filter(|(_, worker, _)| says(worker)).collect();
        if said.is_empty() {
            return Ok(());
        }
        let ids: Vec<PersonId> = said.iter().map(|(person, _, _)| *person).collect();
        let people: HashMap<PersonId, Person> = tx
            .people(&ids)
            .await?
            .into_iter()
            .map(|person| (person.id, person))
            .collect();
        let known = Known::of(tx, site, &people.values().collect::<Vec<_>>()).await?;
        let mut named: Vec<Room> = said
            .iter()
            .filter_map(|(_, worker, _)| worker.room.clone())
            .collect();
        named.sort_unstable();
        named.dedup();
        let rooms = if named.is_empty() {
            HashMap::new()
        } else {
            tx.rooms_for(site, &named, || self.new_id()).await?
        };
        let today = self.local_now().date();
        for (id, worker, shared) in said {
            let Some(person) = people.get(id) else { continue };
            if let (Some(held), true) = (&worker.certificate, known.lacks_certificate(*id, worker)) {
                tx.put_certificate(self.new_id(), person, held).await?;
            }
            if let Some(new) = known.new_contact(*id, worker, *shared) {
                tx.put_emergency_contact(person, new).await?;
            }
            if known.lacks_room(*id, worker)
                && let Some(room) = worker.room.as_ref().and_then(|room| rooms.get(room))
            {
                tx.move_in(self.new_id(), site, *room, *id, today).await?;
            }
        }
        Ok(())
    }
}
