//! Editing what is on record of someone at a site: who edits has read it, and what someone else changed since is told
//! field by field rather than written over.

use std::collections::BTreeMap;

use domain::account::Scope;
use domain::dormitory::Move;
use domain::engagement::{History, Period};
use domain::id::{EngagementId, PersonId};
use domain::registry::{CheckedDetails, CheckedWorker, DetailsDraft, Edit, EngagementState};
use domain::rights::Right;
use jiff::civil::Date;
use store::Tx;
use store::engagement::Engagement;
use store::terms::{Since, Terms};

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::fault::detail_fault;
use crate::registry::on_record::{Detail, Record};
use crate::registry::places::{Places, of_another};

/// What is to be changed, and what the caller read of it.
#[derive(Clone)]
pub struct DetailsEdit {
    /// What the form says.
    pub draft: DetailsDraft,
    /// The marks of what was read ([`EditForm::as_read`]).
    pub as_read: BTreeMap<String, String>,
}

/// What an edit begins from, for whoever may make one.
#[derive(Clone, Debug)]
pub struct EditForm {
    /// The engagement that is edited.
    pub engagement: EngagementId,
    /// A mark for each detail; an edit gives them back. They say nothing of what they stand for.
    pub as_read: BTreeMap<String, String>,
}

impl Platform {
    /// Changes what is on record of someone engaged at the caller's site: terms, first day, phone, contact, certificates
    /// and room. What someone else changed since it was read is a conflict that says what it is now, and nothing is
    /// written; what the edit does not name may have changed. Crew, contractor, kind, trade and room are kept for the
    /// days before.
    pub async fn edit_details(
        &self,
        caller: &Caller,
        engagement: EngagementId,
        sent: &DetailsEdit,
    ) -> Result<()> {
        let mut tx = self.store.write().await?;
        let found = self.engagement_to_change(&mut tx, caller, engagement).await?;
        // Held in the order in which everyone does: from here on nothing is changed that this edit would not know of.
        tx.hold_intake().await?;
        tx.hold_people(&[found.person]).await?;
        let record = Record::of(&mut tx, engagement).await?.ok_or(Error::Denied)?;
        if record.engagement.state == EngagementState::Ended {
            return Err(Error::conflict("这个人已经退场了", "This engagement has ended."));
        }
        let edited = Detail::named_by(&sent.draft);
        let changed = record.changed_since(tx.vault(), &edited, &sent.as_read);
        if !changed.is_empty() {
            return Err(Error::ChangedMeanwhile(changed));
        }
        let today = self.local_now().date();
        let checked = record.check(&sent.draft, today);
        let checked =
            checked.map_err(|faults| Error::Invalid(faults.into_iter().map(detail_fault).collect()))?;
        self.persons_own(&mut tx, caller, &record, &checked).await?;
        self.write_edit(&mut tx, &record, &checked).await?;
        if !edited.is_empty() {
            let about = About {
                person: Some(found.person),
                site: Some(found.site),
                reason: None,
            };
            self.record(&mut tx, caller, "worker.change", about).await?;
        }
        self.touch_roster(&mut tx, &[found.person]).await?;
        Ok(tx.commit().await?)
    }

    /// What an edit of one of these engagements begins from; none where the caller may change nothing.
    pub(crate) async fn edit_form(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        engagements: &[Engagement],
    ) -> Result<Option<EditForm>> {
        for engagement in engagements {
            let may = self.may_at_site(tx, caller, Right::ChangeWorkers, engagement.site);
            match may.await {
                Ok(_) if engagement.state != EngagementState::Ended => {}
                Ok(_) | Err(Error::Denied) => continue,
                Err(other) => return Err(other),
            }
            let record = Record::of(tx, engagement.id).await?;
            return Ok(record.map(|record| EditForm {
                engagement: engagement.id,
                as_read: record.marks(tx.vault()),
            }));
        }
        Ok(None)
    }

    /// Phone and contact are the person's and not the engagement's: of someone at work at another site too, a manager
    /// replaces neither, for the phone opens their own page.
    async fn persons_own(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        record: &Record,
        edit: &CheckedDetails,
    ) -> Result<()> {
        let person = &record.person;
        let replaces = edit.phone.clone().over(person.phone.clone()) != person.phone
            && person.phone.is_some()
            || edit.emergency != Edit::Kept;
        if !replaces || !matches!(caller.actor.scope, Scope::Site { .. }) {
            return Ok(());
        }
        let shared = self
            .at_work_elsewhere(tx, record.engagement.site, &[person.id])
            .await?;
        if shared.is_empty() {
            return Ok(());
        }
        Err(Error::conflict(
            "这个人在别的工地也在岗，手机和紧急联系人请镇街或区里改",
            "They are at work at another site too: the town's or the district's officer changes phone and emergency contact.",
        ))
    }

    async fn write_edit(&self, tx: &mut Tx, record: &Record, edit: &CheckedDetails) -> Result<()> {
        let person = &record.person;
        let phone = edit.phone.clone().over(person.phone.clone());
        if phone != person.phone {
            self.change_phone(tx, person, phone.as_ref()).await?;
            self.find_likenesses_of(tx, &[person.id]).await?;
        }
        self.write_terms(tx, record, edit).await?;
        if let Edit::Put(day) = edit.entered_on {
            entered(tx, record, day).await?;
        }
        match &edit.emergency {
            Edit::Kept => {}
            Edit::Cleared => tx.drop_emergency_contact(person.id).await?,
            Edit::Put(contact) => tx.put_emergency_contact(person, contact).await?,
        }
        for certificate in &edit.removed {
            tx.drop_certificate(*certificate, person.id).await?;
        }
        for certificate in &edit.added {
            tx.put_certificate(self.new_id(), person, certificate).await?;
        }
        self.move_house(tx, record, person.id, &edit.lodging).await
    }

    async fn write_terms(&self, tx: &mut Tx, record: &Record, edit: &CheckedDetails) -> Result<()> {
        let held = &record.engagement;
        let person = &record.person;
        let worker = CheckedWorker {
            crew: edit.crew.clone().over(held.crew_name.clone()),
            contractor: match &edit.contractor {
                Edit::Put(named) => Some(named.clone()),
                Edit::Kept | Edit::Cleared => None,
            },
            ..CheckedWorker::of(person.name.clone(), person.document.clone())
        };
        let mut places = Places::of(tx, held.site).await?;
        let contractor = places
            .contractor(&worker)
            .map_err(|fault| Error::Invalid(vec![fault]))?;
        let contractor = match edit.contractor {
            Edit::Cleared if contractor.is_some() => return Err(Error::Invalid(vec![of_another()])),
            Edit::Cleared => None,
            // Whose a crew is says with whom its people are.
            Edit::Kept if edit.crew == Edit::Kept => held.contractor,
            Edit::Kept | Edit::Put(_) => contractor.or(held.contractor),
        };
        places
            .make_crews(tx, held.site, std::iter::once(&worker), || self.new_id())
            .await?;
        let terms = Terms {
            crew: places.crew(&worker),
            contractor,
            kind: edit.kind.clone().over(Some(held.kind)).unwrap_or_default(),
            trade: edit.trade.clone().over(held.trade.clone()),
        };
        if terms != record.terms() {
            tx.put_terms(held.id, &terms, self.since_now()).await?;
        }
        Ok(())
    }

    async fn move_house(&self, tx: &mut Tx, record: &Record, person: PersonId, to: &Move) -> Result<()> {
        let site = record.engagement.site;
        match to {
            Move::Stays => {}
            Move::Since(day) => tx.put_moved_in(site, person, *day).await?,
            Move::Out { on } => tx.move_out(site, &[person], *on).await?,
            Move::In { room, from } => {
                let rooms = tx
                    .rooms_for(site, std::slice::from_ref(room), || self.new_id())
                    .await?;
                if let Some(id) = rooms.get(room) {
                    tx.move_in(self.new_id(), site, *id, person, *from).await?;
                }
            }
        }
        Ok(())
    }

    /// What is written at this moment holds from today on.
    pub(super) fn since_now(&self) -> Since {
        Since {
            day: self.local_now().date(),
            at: self.now(),
        }
    }
}

/// Replaces the first day, where it does not fall into an earlier time at the site.
async fn entered(tx: &mut Tx, record: &Record, day: Date) -> Result<()> {
    let held = &record.engagement;
    let mut history = History::default();
    for other in tx.engagements(held.person).await? {
        if let (Some(entry), Some(exit)) = (other.entered_on, other.ended_on)
            && other.site == held.site
            && other.id != held.id
        {
            // What is on record from earlier is not this edit's to judge.
            let _ = history.add(Period {
                entry,
                exit: Some(exit),
                site: other.site,
            });
        }
    }
    if let Err(why) = history.enter(held.site, day) {
        let words = why.words();
        return Err(Error::field("entered_on", words.zh, words.en));
    }
    if !tx.put_entered_on(held.id, day).await? {
        return Err(Error::Invalid(vec![FieldFault::new(
            "entered_on",
            "登记还没确认，确认那天就是进场日期",
            "This registration is not confirmed yet: the day of confirming is the first day.",
        )]));
    }
    Ok(())
}
