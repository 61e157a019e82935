//! Workers of a site: the list, one added by form, one looked at, one unmasked.

use domain::certificate::Certificate;
use domain::dormitory::Room;
use domain::emergency_contact::EmergencyContact;
use domain::face::FaceState;
use domain::id::{ContractorId, CrewId, EngagementId, PersonId, SiteId};
use domain::registry::{EngagementState, WorkerDraft};
use domain::rights::Right;
use domain::search::{NotAQuery, Query};
use domain::standing::State;
use domain::text::{self, NotReadable};
use domain::worker_kind::WorkerKind;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::certificate::Held;
use store::check::Check;
use store::consent::Consent;
use store::correction::EarlierIdentity;
use store::engagement::Engagement;
use store::face::FaceStage;
use store::person::Person;
use store::worker::{Worker, WorkerFilter};

use crate::audit::About;
use crate::check::CheckForm;
use crate::declaration::DeclarationRow;
use crate::error::{Error, Result};
use crate::likeness::OtherRecord;
use crate::page::{Page, Paging};
use crate::passage::PassageRow;
use crate::platform::{Caller, Platform};
use crate::registry::edit::EditForm;
use crate::registry::fault::field_fault;
use crate::registry::intake::{Arrival, Found, Step};
use crate::standing::StandingView;

/// Which workers of a site are asked for.
#[derive(Clone, Debug, Default)]
pub struct WorkerQuery {
    /// Who is found by this ([`domain::search`]): name, pinyin, initials, the last digits of phone or document.
    pub sought: Option<String>,
    /// Of this crew.
    pub crew: Option<CrewId>,
    /// Of this contractor.
    pub contractor: Option<ContractorId>,
    /// Managers or workers.
    pub kind: Option<WorkerKind>,
    /// Who were engaged on this day, whether they have left since or not.
    pub day: Option<Date>,
    /// With this standing.
    pub standing: Option<State>,
    /// With an engagement in this state; every one that has not ended when not said.
    pub engagement: Option<EngagementState>,
    /// With face use come this far.
    pub face: Option<FaceStage>,
}

/// A worker with everything their page shows.
pub struct WorkerDetail {
    /// Who.
    pub person: Person,
    /// What else they are registered as.
    pub other_records: Vec<OtherRecord>,
    /// Their engagements within the caller's scope, newest first.
    pub engagements: Vec<Engagement>,
    /// Their certificates, the one that is valid longest first.
    pub certificates: Vec<Held>,
    /// Whom to call.
    pub emergency: Option<EmergencyContact>,
    /// Where they sleep, at a site that the caller sees, and since when.
    pub room: Option<(Room, Date)>,
    /// Their standing.
    pub standing: StandingView,
    /// How far face use has come.
    pub face: FaceState,
    /// What they agreed to.
    pub consents: Vec<Consent>,
    /// What they declared, newest first; nothing for whoever may not read it.
    pub declarations: Vec<DeclarationRow>,
    /// The checks on the spot, newest first.
    pub checks: Vec<Check>,
    /// What an edit begins from, where the caller may make one.
    pub edit: Option<EditForm>,
    /// What a check asks for, where there is something for it to answer and the caller may make one.
    pub check: Option<CheckForm>,
    /// When the card by which they sign in was made; none: they have none.
    pub sign_in_card: Option<Timestamp>,
    /// Their last passages.
    pub passages: Vec<PassageRow>,
}

/// Who someone is in full, and what they were registered as before.
pub struct FullIdentity {
    /// Who.
    pub person: Person,
    /// What stood before each correction, the last first.
    pub earlier: Vec<EarlierIdentity>,
    /// Whom to call.
    pub emergency: Option<EmergencyContact>,
    /// Their certificates.
    pub certificates: Vec<Certificate>,
}

impl Platform {
    /// Workers of a site, the newest engagement first.
    pub async fn workers(
        &self,
        caller: &Caller,
        site: SiteId,
        query: &WorkerQuery,
        paging: &Paging,
    ) -> Result<Page<Worker>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ListWorkers, Some(site), None)
            .await?;
        if query.contractor.is_some() {
            self.may_at_contractor(&mut tx, caller, Right::ListWorkers, site, query.contractor)
                .await?;
        }
        let filter = WorkerFilter {
            before: paging.key::<EngagementId>()?,
            limit: paging.limit() + 1,
            company: reach.company(),
            ..self.worker_filter(site, query)?
        };
        let mut found = tx.workers(&filter).await?;
        drop(tx);
        if !caller.actor.holds(Right::ReadHealth) {
            for worker in &mut found {
                worker.standing.reasons.clear();
            }
        }
        let page = paging.page(found, |worker| worker.engagement);
        self.record_list(
            caller,
            "worker.list",
            &reach,
            &filters_used(&filter),
            page.items.len(),
        )
        .await?;
        Ok(page)
    }

    /// What a query asks of a site's list.
    pub(super) fn worker_filter(&self, site: SiteId, query: &WorkerQuery) -> Result<WorkerFilter> {
        let sought = match query.sought.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(Query::parse(text).map_err(not_a_query)?),
        };
        Ok(WorkerFilter {
            sought,
            crew: query.crew,
            contractor: query.contractor,
            kind: query.kind,
            day: query.day,
            standing: query.standing,
            state: query.engagement,
            face: query.face,
            ..WorkerFilter::of(site, self.local_now().date())
        })
    }

    /// One row of the list.
    pub(crate) async fn worker_row(
        &self,
        tx: &mut Tx,
        site: SiteId,
        engagement: EngagementId,
    ) -> Result<Worker> {
        let filter = WorkerFilter {
            engagement: Some(engagement),
            limit: 1,
            ..WorkerFilter::of(site, self.local_now().date())
        };
        tx.workers(&filter).await?.pop().ok_or(Error::NotFound)
    }

    /// Adds a worker to a site by form, active from today on. Who is engaged there already is a conflict.
    pub async fn add_worker(&self, caller: &Caller, site: SiteId, draft: &WorkerDraft) -> Result<Worker> {
        let today = self.local_now().date();
        let mut tx = self.store.write().await?;
        let own = self.may_take_in(&mut tx, caller, site).await?;
        let worker = draft
            .check(today)
            .map_err(|faults| Error::Invalid(faults.into_iter().map(field_fault).collect()))?;
        let mut arrivals = [Arrival {
            worker,
            state: EngagementState::Active,
            entered_on: Some(today),
        }];
        if let Some(own) = &own {
            own.claim(&mut arrivals);
        }
        let steps = self.plan(&mut tx, site, &arrivals, own.as_ref()).await?;
        match steps.first() {
            Some(Step::Refused(fault)) => return Err(Error::Invalid(vec![fault.clone()])),
            Some(Step::Same | Step::Change(_)) => return Err(engaged_already()),
            _ => {}
        }
        let written = self
            .take_in(&mut tx, Some(caller), site, (&arrivals, &steps), Found::AtOnce)
            .await?;
        let (_, engagement) = written.added.get(&0).ok_or(Error::NotFound)?;
        let mut row = self.worker_row(&mut tx, site, *engagement).await?;
        tx.commit().await?;
        if !caller.actor.holds(Right::ReadHealth) {
            row.standing.reasons.clear();
        }
        Ok(row)
    }

    /// One worker; the look is recorded.
    pub async fn worker(&self, caller: &Caller, person: PersonId) -> Result<WorkerDetail> {
        let mut tx = self.store.write().await?;
        let site = self
            .may_for_person(&mut tx, caller, Right::ReadWorkers, person)
            .await?;
        let about = About {
            person: Some(person),
            site,
            reason: None,
        };
        self.record(&mut tx, caller, "worker.look", about).await?;
        tx.commit().await?;
        // The look is on record before anything is shown; what is shown is read without the writer's lock.
        let as_of = self.now();
        let mut tx = self.store.read().await?;
        let found = tx.person(person).await?.ok_or(Error::Denied)?;
        let mut engagements = Vec::new();
        for engagement in tx.engagements(person).await? {
            let (place, whose) = (engagement.site, engagement.contractor);
            let may = self.may_at_contractor(&mut tx, caller, Right::ReadWorkers, place, whose);
            match may.await {
                Ok(()) => engagements.push(engagement),
                Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
        }
        let face = self.face_states(&mut tx, &[person]).await?.remove(&person);
        let standing = self.standing_view(&mut tx, person, caller.language).await?;
        let mut room = None;
        for engagement in engagements
            .iter()
            .filter(|one| one.state != EngagementState::Ended)
        {
            room = room.or(tx.lodgings(engagement.site, &[person]).await?.remove(&person));
        }
        Ok(WorkerDetail {
            other_records: self.other_records(&mut tx, caller, person).await?,
            edit: self.edit_form(&mut tx, caller, &engagements).await?,
            check: self
                .check_form(&mut tx, caller, &standing, &engagements, as_of)
                .await?,
            checks: self.checks_shown(&mut tx, caller, &found).await?,
            engagements,
            certificates: tx
                .certificates(&[&found])
                .await?
                .remove(&person)
                .unwrap_or_default(),
            emergency: tx.emergency_contacts(&[&found]).await?.remove(&person),
            room,
            standing,
            face: face.unwrap_or(FaceState::NoConsent),
            consents: tx.consents(person).await?,
            declarations: if caller.actor.holds(Right::ReadDeclarations) {
                self.declaration_rows(&mut tx, person, caller.language).await?
            } else {
                Vec::new()
            },
            sign_in_card: tx.sign_in_card(person).await?,
            passages: self.passage_rows(&mut tx, caller, person).await?,
            person: found,
        })
    }

    /// A worker's identity in full, for a reason that is recorded.
    pub async fn unmask(&self, caller: &Caller, person: PersonId, reason: &str) -> Result<FullIdentity> {
        let mut tx = self.store.write().await?;
        let site = self
            .may_for_person(&mut tx, caller, Right::Unmask, person)
            .await?;
        let reason = text::note(reason, SHORTEST_REASON..=LONGEST_REASON).map_err(reason_fault)?;
        let found = tx.person(person).await?.ok_or(Error::Denied)?;
        let about = About {
            person: Some(person),
            site,
            reason: Some(&reason),
        };
        self.record(&mut tx, caller, "worker.unmask", about).await?;
        let earlier = tx.earlier_identities(&found).await?;
        let emergency = tx.emergency_contacts(&[&found]).await?.remove(&person);
        let certificates = tx.certificates(&[&found]).await?.remove(&person);
        tx.commit().await?;
        Ok(FullIdentity {
            emergency,
            certificates: certificates
                .unwrap_or_default()
                .into_iter()
                .map(|held| held.certificate)
                .collect(),
            person: found,
            earlier,
        })
    }
}

/// By what a list was cut, for the log: kinds of filters, never what they say.
pub(super) fn filters_used(filter: &WorkerFilter) -> [(&'static str, bool); 8] {
    [
        ("sought", filter.sought.is_some()),
        ("crew", filter.crew.is_some()),
        (
            "contractor",
            filter.contractor.is_some() || filter.company.is_some(),
        ),
        ("kind", filter.kind.is_some()),
        ("day", filter.day.is_some()),
        ("standing", filter.standing.is_some()),
        ("engagement", filter.state.is_some()),
        ("face", filter.face.is_some()),
    ]
}

/// Why an identity was seen in full has at least this many characters.
pub(crate) const SHORTEST_REASON: usize = 4;

/// And at most this many.
pub(crate) const LONGEST_REASON: usize = 200;

pub(crate) fn reason_fault(why: NotReadable) -> Error {
    let (zh, en) = match why {
        NotReadable::Short => (
            "请写明为什么要看，至少 4 个字",
            "Say why you need to see it: at least 4 characters.",
        ),
        NotReadable::Long => (
            "写得太长了，最多 200 个字，写清为什么要看就好",
            "This is too long: 200 characters at most. Just say why you need to see it.",
        ),
        NotReadable::Hidden | NotReadable::Formula => (
            "里面有看不见的字符，请删掉重新写",
            "There are invisible characters in it. Delete it and type it again.",
        ),
    };
    Error::field("reason", zh, en)
}

pub(super) fn not_a_query(why: NotAQuery) -> Error {
    let words = why.words();
    Error::field("q", words.zh, words.en)
}

fn engaged_already() -> Error {
    Error::conflict(
        "这个人已经在本场所了，可以在名单里找到",
        "This person is engaged at this site already: find them in the list.",
    )
}
