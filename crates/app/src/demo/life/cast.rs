//! Who acts in the demo's life: the managers of the lively sites, the district, and workers, each as they are known
//! here.

use demo::{District, GATE_SITE, LIVELY_SITES, Who};
use domain::account::Scope;
use domain::id::{PersonId, SiteId};
use domain::language::Language;
use service::registry::WorkerEntry;
use service::{Caller, Error, Platform, Whence};

use crate::demo::district::manager_of;
use crate::demo::staff;

/// What the workers' phones call themselves.
const PHONE: &str = "demo";

/// A lively site with its manager.
#[derive(Clone)]
pub(crate) struct Place {
    /// Its place in the district.
    pub(crate) at: usize,
    pub(crate) site: SiteId,
    pub(crate) manager: Caller,
}

/// A lively site with everyone there; none for those whom this database does not know.
struct Staffed {
    place: Place,
    people: Vec<Option<PersonId>>,
}

/// Everyone who acts.
pub(crate) struct Cast(Vec<Staffed>);

impl Cast {
    /// The lively sites that are set up here.
    pub(crate) async fn places(platform: &Platform) -> Result<Vec<Place>, Error> {
        let mut places = Vec::new();
        for at in LIVELY_SITES {
            if let Some(manager) = staff::named(platform, &manager_of(at)).await?
                && let Scope::Site { site } = manager.actor.scope
            {
                places.push(Place { at, site, manager });
            }
        }
        Ok(places)
    }

    /// Everyone at the lively sites of a district.
    pub(crate) async fn of(platform: &Platform, district: &District) -> Result<Self, Error> {
        let mut cast = Vec::new();
        for place in Self::places(platform).await? {
            let vault = platform.store().vault();
            let indexes: Vec<String> = district.sites[place.at]
                .workers
                .iter()
                .map(|worker| vault.document_index(&worker.checked.document))
                .collect();
            let mut tx = platform.store().read().await?;
            let known = tx.people_by_documents(&indexes).await?;
            let known: std::collections::HashMap<String, PersonId> = known
                .into_iter()
                .map(|(index, person)| (index, person.id))
                .collect();
            let people = indexes.iter().map(|index| known.get(index).copied()).collect();
            cast.push(Staffed { place, people });
        }
        Ok(Self(cast))
    }

    /// The sites at which the demo plays a gate: all but the one at which a real one stands.
    pub(crate) fn with_gates(&self) -> impl Iterator<Item = &Place> {
        let places = self.0.iter().map(|staffed| &staffed.place);
        places.filter(|place| place.at != GATE_SITE)
    }

    /// Who a worker is here.
    pub(crate) fn person(&self, who: Who) -> Option<PersonId> {
        let staffed = self.at(who)?;
        staffed.people.get(who.worker).copied().flatten()
    }

    /// A worker, signed in: the first time by the code that their site's manager gives them.
    pub(crate) async fn worker(
        &self,
        platform: &Platform,
        district: &District,
        who: Who,
    ) -> Result<Option<Caller>, Error> {
        let (Some(person), Some(staffed)) = (self.person(who), self.at(who)) else {
            return Ok(None);
        };
        let known = platform.store().read().await?.account_of_person(person).await?;
        if let Some(account) = known {
            return Ok(staff::caller(&account));
        }
        let worker = &district.sites[who.site].workers[who.worker].checked;
        let Some(phone) = &worker.phone else {
            return Ok(None);
        };
        let made = platform.make_sign_in_code(&staffed.place.manager, person).await?;
        let entry = platform
            .worker_sign_in(
                phone.as_str(),
                &made.code,
                &Whence::agent(PHONE),
                Language::Chinese,
            )
            .await?;
        Ok(match entry {
            WorkerEntry::Open(signed_in) => Some(signed_in.caller),
            WorkerEntry::Who(_) => None,
        })
    }

    fn at(&self, who: Who) -> Option<&Staffed> {
        self.0.iter().find(|staffed| staffed.place.at == who.site)
    }
}
