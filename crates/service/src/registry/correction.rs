//! Correcting who a worker is registered as. The document stays, for it is what a person is known by; what was
//! registered before is kept, sealed, and shown to whoever sees the identity in full.

use domain::account::Scope;
use domain::division::Division;
use domain::id::{PersonId, SiteId};
use domain::registry::{CheckedWorker, WorkerDraft};
use domain::rights::Right;
use domain::text;
use store::Tx;
use store::correction::{Corrected, Identity};
use store::person::Person;

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::fault::field_fault;
use crate::registry::worker::{LONGEST_REASON, SHORTEST_REASON};

/// What is to be registered instead.
#[derive(Clone)]
pub struct Correction {
    /// The name, as on the document.
    pub name: String,
    /// The day of birth, where the document does not carry it; empty: as it was, if this is the same person.
    pub birth_date: String,
    /// Whether the one who was registered is this person, and was only written down wrongly. Where the document was
    /// registered for someone else, what belonged to that one goes: face and consent to it, phone, sign-ins.
    pub same_person: bool,
    /// Why, in the caller's own words; recorded.
    pub reason: String,
}

impl Platform {
    /// Corrects a worker's name and day of birth, with a reason. A manager may while the person is engaged at their
    /// site alone; for someone engaged at other sites too, the officer of the town or district whose scope holds every
    /// one of them; for someone engaged nowhere, the district. What was declared stays either way: facts are not
    /// unsaid, and what holds because of them is lifted as ever, by a check or by time. Matches with lists are compared
    /// with the new name, and the rosters of the sites show it.
    pub async fn correct_worker(&self, caller: &Caller, person: PersonId, sent: &Correction) -> Result<()> {
        let mut tx = self.store.write().await?;
        // Held first: nobody engages them elsewhere between the question who may and the answer.
        tx.hold_lists().await?;
        tx.hold_people(&[person]).await?;
        let sites = self.may_correct(&mut tx, caller, person).await?;
        let found = tx.person(person).await?.ok_or(Error::Denied)?;
        let identity = self.checked(&found, sent)?;
        let same = identity.name == found.name && identity.birth_date == found.birth_date;
        if same && sent.same_person {
            return Err(Error::conflict(
                "登记的就是这样，没有要改的",
                "This is what is registered: there is nothing to correct.",
            ));
        }
        let now = self.now();
        let correction = Corrected {
            id: self.new_id(),
            at: now,
            by: caller.actor.account,
        };
        tx.correct_person(&found, &identity, correction).await?;
        if !sent.same_person {
            self.forget_face(&mut tx, person).await?;
            tx.cut_off(person, now).await?;
        }
        self.find_likenesses_anew(&mut tx, &found, sent.same_person)
            .await?;
        tx.compare_hits_anew(person, sent.same_person).await?;
        self.settle(&mut tx, &[person]).await?;
        let reason = Some(sent.reason.trim());
        // Each site where they are finds it in its own log.
        let mut places: Vec<Option<SiteId>> = sites.into_iter().map(Some).collect();
        if places.is_empty() {
            places.push(None);
        }
        for site in places {
            let about = About {
                person: Some(person),
                site,
                reason,
            };
            self.record(&mut tx, caller, "worker.correct", about).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Goes on only if the caller may correct this person; says where the person is engaged.
    async fn may_correct(&self, tx: &mut Tx, caller: &Caller, person: PersonId) -> Result<Vec<SiteId>> {
        let mut sites = Vec::new();
        let mut towns: Vec<Division> = Vec::new();
        let mut within = 0;
        for engagement in tx.current_engagements(person).await? {
            let at = tx.division_of_site(engagement.site).await?.ok_or(Error::Denied)?;
            let town = at.town().ok_or(Error::Denied)?;
            if !towns.contains(&town) {
                towns.push(town);
            }
            match self
                .may_at_site(tx, caller, Right::CorrectWorkers, engagement.site)
                .await
            {
                Ok(_) => within += 1,
                Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
            sites.push(engagement.site);
        }
        if sites.is_empty() {
            if tx.people(&[person]).await?.is_empty() {
                return Err(Error::Denied);
            }
            self.may_in_district(caller, Right::CorrectWorkers)?;
        } else if within == 0 {
            return Err(Error::Denied);
        } else if within < sites.len() {
            return Err(ask_higher(&caller.actor.scope, towns.len() == 1));
        }
        Ok(sites)
    }

    fn checked(&self, person: &Person, sent: &Correction) -> Result<Identity> {
        let document = &person.document;
        let known = person
            .birth_date
            .filter(|_| sent.same_person && document.birth_date().is_none());
        let birth_date = match sent.birth_date.trim() {
            "" => known.map(|day| day.to_string()).unwrap_or_default(),
            stated => stated.to_owned(),
        };
        let draft = WorkerDraft {
            name: sent.name.clone(),
            document_kind: document.kind().word().to_owned(),
            document: document.number().to_owned(),
            birth_date,
            ..WorkerDraft::default()
        };
        let checked = draft.check(self.local_now().date());
        let mut faults: Vec<FieldFault> = checked
            .as_ref()
            .err()
            .into_iter()
            .flatten()
            .copied()
            .map(field_fault)
            .collect();
        if text::note(&sent.reason, SHORTEST_REASON..=LONGEST_REASON).is_err() {
            faults.push(FieldFault::new(
                "reason",
                "请写明凭什么改的，至少 4 个字，比如“核对了身份证原件”",
                "Say on what grounds, in at least 4 characters, such as “compared with the identity card”.",
            ));
        }
        match checked {
            Ok(CheckedWorker { name, birth_date, .. }) if faults.is_empty() => {
                Ok(Identity { name, birth_date })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// Who is to be asked about someone who is engaged outside the caller's scope as well.
fn ask_higher(scope: &Scope, in_one_town: bool) -> Error {
    if matches!(scope, Scope::Site { .. } | Scope::Community { .. }) && in_one_town {
        return Error::conflict(
            "这个人还在别的工地，姓名要由镇街来改，请找镇街的工作人员",
            "This person is engaged at another site too: ask the town's office to correct the name.",
        );
    }
    Error::conflict(
        "这个人还在别的镇街的工地，姓名要由区里来改，请找区里的工作人员",
        "This person is engaged in another town too: ask the district's office to correct the name.",
    )
}
