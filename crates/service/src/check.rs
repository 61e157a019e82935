//! Checks on the spot: what staff who stood before a person measured and saw. It is the one way in which a fever or
//! symptom is answered before its time, made by itself or by closing an alert.

use domain::account::Scope;
use domain::alert::Outcome;
use domain::declaration::Tenths;
use domain::id::{PersonId, SiteId};
use domain::profile;
use domain::registry::EngagementState;
use domain::rights::Right;
use domain::text;
use jiff::Timestamp;
use store::Tx;
use store::alert::{Closing, ClosingCheck, KnownAlert};
use store::check::{Check, CheckBody, NewCheck};
use store::engagement::Engagement;
use store::person::Person;

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::standing::StandingView;

/// What was seen or done has at least this many characters.
pub(crate) const SHORTEST_NOTE: usize = 4;

/// And at most this many.
pub(crate) const LONGEST_NOTE: usize = 500;

/// Checks shown with a worker.
const CHECKS_SHOWN: i64 = 60;

/// A check as it is sent.
#[derive(Clone, Debug)]
pub struct CheckDraft {
    /// At which site the person was looked at.
    pub site: SiteId,
    /// What was measured.
    pub temperature: Tenths,
    /// What was seen.
    pub note: String,
    /// When what the checker goes by was read: it answers nothing that was told later.
    pub as_of: Timestamp,
}

/// What became of a check.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whether it found the person fit.
    pub fit: bool,
    /// Where they stand now.
    pub standing: StandingView,
}

/// What a check of someone who stands unwell asks for, for whoever may make one.
#[derive(Clone, Debug)]
pub struct CheckForm {
    /// Where they are at work within the caller's scope.
    pub sites: Vec<Engagement>,
    /// From where it is a fever.
    pub fever_from: Tenths,
    /// When this was read; a check gives it back.
    pub as_of: Timestamp,
}

/// A look at a person, ready to be written down.
pub(crate) struct Look {
    pub(crate) person: PersonId,
    pub(crate) site: SiteId,
    pub(crate) site_name: String,
    pub(crate) temperature: Tenths,
    pub(crate) note: String,
}

impl Look {
    /// What an alert that it answers says of it.
    pub(crate) fn of_closing(&self) -> ClosingCheck {
        ClosingCheck {
            site: self.site,
            site_name: self.site_name.clone(),
            temperature: self.temperature,
        }
    }
}

impl Platform {
    /// Takes down a check of someone at work at a site. Without a fever it finds them fit: the fevers and symptoms told
    /// before are answered at every site, and their alerts closed. A fever that was measured holds them and is told to
    /// their sites like a declared one.
    pub async fn check_worker(
        &self,
        caller: &Caller,
        person: PersonId,
        sent: &CheckDraft,
    ) -> Result<Checked> {
        let mut tx = self.store.write().await?;
        self.may_at_site(&mut tx, caller, Right::ActOnAlerts, sent.site)
            .await?;
        // From here on nothing is told that this check would not know of.
        tx.hold_lists().await?;
        tx.hold_people(&[person]).await?;
        let site_name = at_work(&mut tx, sent.site, person).await?;
        let note = checked_note(sent)?;
        let known = tx.alerts_about(&[person]).await?;
        let unwell = |alert: &&KnownAlert| alert.body.kind.is_answered_by_a_check();
        let told_at = known
            .iter()
            .filter(unwell)
            .map(|alert| alert.body.telling.last_at);
        if told_at.max().is_some_and(|at| at > self.read_at(sent.as_of)) {
            return Err(told_meanwhile());
        }
        let unwell: Vec<KnownAlert> = known.iter().filter(unwell).cloned().collect();
        self.theirs_to_answer(&mut tx, caller, sent.site, person, &unwell)
            .await?;
        let look = Look {
            person,
            site: sent.site,
            site_name,
            temperature: sent.temperature,
            note,
        };
        let fit = self.look_at(&mut tx, caller, look).await?;
        let standing = self.standing_view(&mut tx, person, caller.language).await?;
        tx.commit().await?;
        Ok(Checked { fit, standing })
    }

    /// When a page was read, by what it sends back: a clock that is ahead has seen nothing that was not told yet.
    pub(crate) fn read_at(&self, as_of: Timestamp) -> Timestamp {
        as_of.min(self.now())
    }

    /// A manager answers what was told while the person was at work with them. Who was told of before they came, and is
    /// at work elsewhere too, is looked at there, or by whoever oversees both: nobody takes another site's people in to
    /// find them fit.
    pub(crate) async fn theirs_to_answer(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        site: SiteId,
        person: PersonId,
        answered: &[KnownAlert],
    ) -> Result<()> {
        let Scope::Site { .. } = caller.actor.scope else {
            return Ok(());
        };
        let Some(told_at) = answered.iter().map(|alert| alert.body.telling.last_at).max() else {
            return Ok(());
        };
        let here = tx.engagements_at(site, &[person]).await?.pop();
        let came_later = here.is_none_or(|here| here.created_at > told_at);
        let elsewhere = tx.active_sites_of(&[person]).await?;
        if came_later && elsewhere.iter().any(|(_, at)| *at != site) {
            return Err(Error::conflict(
                "这个情况是到本工地之前报的，这个人在别的工地也在岗，请由那边或镇街复查",
                "This was told before they came here, and they are at work elsewhere too: that site or the town's \
                 officer makes the check.",
            ));
        }
        Ok(())
    }

    /// Writes a look down with all that follows from it; says whether it found the person fit. The person is held.
    pub(crate) async fn look_at(&self, tx: &mut Tx, caller: &Caller, look: Look) -> Result<bool> {
        let now = self.local_now();
        let fit = look.temperature < self.fever_from(tx).await?;
        let check = NewCheck {
            id: self.new_id(),
            person: look.person,
            site: look.site,
            by: caller.actor.account,
            at: now.timestamp(),
            day: now.date(),
            body: CheckBody {
                temperature: look.temperature,
                note: look.note.clone(),
            },
        };
        tx.insert_check(&check).await?;
        let about = About {
            person: Some(look.person),
            site: Some(look.site),
            reason: None,
        };
        self.record(tx, caller, "worker.check", about).await?;
        if fit {
            let closing = Closing {
                check: Some(look.of_closing()),
                action: Some(look.note),
                outcome: Outcome::Fit,
            };
            self.close_answered(tx, caller, look.person, look.site, &closing, check.at)
                .await?;
        }
        self.settle(tx, &[look.person]).await?;
        Ok(fit)
    }

    /// What a check asks for; none where nothing stands that it could answer, or the caller may make none.
    pub(crate) async fn check_form(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        standing: &StandingView,
        engagements: &[Engagement],
        as_of: Timestamp,
    ) -> Result<Option<CheckForm>> {
        if !standing.is_unwell() {
            return Ok(None);
        }
        let mut sites = Vec::new();
        for engagement in engagements {
            let may = self.may_at_site(tx, caller, Right::ActOnAlerts, engagement.site);
            match may.await {
                Ok(_) if engagement.state == EngagementState::Active => sites.push(engagement.clone()),
                Ok(_) | Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
        }
        if sites.is_empty() {
            return Ok(None);
        }
        Ok(Some(CheckForm {
            sites,
            fever_from: self.fever_from(tx).await?,
            as_of,
        }))
    }

    /// A person's latest checks, newest first, at the sites of which the caller may read; what another site's people
    /// saw is not told here.
    pub(crate) async fn checks_shown(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: &Person,
    ) -> Result<Vec<Check>> {
        let mut shown = Vec::new();
        for check in tx.checks(person, CHECKS_SHOWN).await? {
            match self
                .may_at_site(tx, caller, Right::ReadDeclarations, check.site)
                .await
            {
                Ok(_) => shown.push(check),
                Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(shown)
    }

    /// From where a temperature is a fever today.
    pub(crate) async fn fever_from(&self, tx: &mut Tx) -> Result<Tenths> {
        let profiles = self.profiles(tx).await?;
        Ok(profile::fever_from(&profiles, self.local_now().date()))
    }
}

/// The name of a site at which a person is at work. Who waits to be confirmed there is not yet; of anyone else nothing
/// is said.
async fn at_work(tx: &mut Tx, site: SiteId, person: PersonId) -> Result<String> {
    let engagement = tx.engagements_at(site, &[person]).await?.pop();
    let engagement = engagement.ok_or(Error::Denied)?;
    if engagement.state != EngagementState::Active {
        return Err(Error::conflict(
            "这个人的登记还没确认，先确认在岗再复查",
            "This registration is not confirmed yet. Confirm it first.",
        ));
    }
    Ok(engagement.site_name)
}

fn checked_note(sent: &CheckDraft) -> Result<String> {
    let mut faults = Vec::new();
    if !sent.temperature.is_possible() {
        faults.push(impossible_temperature("temperature"));
    }
    let note = text::note(&sent.note, SHORTEST_NOTE..=LONGEST_NOTE);
    if note.is_err() {
        faults.push(FieldFault::new(
            "note",
            "请写清看到了什么，4 到 500 个字，不能有看不见的字符",
            "Say what you saw, in 4 to 500 characters, none of them invisible.",
        ));
    }
    match note {
        Ok(note) if faults.is_empty() => Ok(note),
        _ => Err(Error::Invalid(faults)),
    }
}

/// A temperature that nobody has.
pub(crate) fn impossible_temperature(field: impl Into<String>) -> FieldFault {
    FieldFault::new(
        field,
        "体温要在 34.0 到 43.0 ℃ 之间，请再看一下",
        "The temperature has to be between 34.0 and 43.0 ℃. Look again.",
    )
}

/// Something was told that whoever checks or closes has not seen.
pub(crate) fn told_meanwhile() -> Error {
    Error::conflict(
        "刚才又报了新情况，请先看一下再记",
        "Something new was told just now. Look at it first.",
    )
}
