//! Closing alerts: with what was done, because a check on the spot or a look into a correction answered them, or
//! because nothing is left to be done.

use std::collections::HashSet;

use domain::alert::{AlertKind, AlertState, Outcome};
use domain::declaration::Tenths;
use domain::id::{AlertId, HitId, PersonId, SiteId};
use domain::profile::{self, DiseaseProfile};
use domain::reason::Cause;
use domain::text;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::alert::{Alert, Closing, KnownAlert};

use crate::audit::About;
use crate::check::{LONGEST_NOTE, Look, SHORTEST_NOTE, impossible_temperature, told_meanwhile};
use crate::error::{Error, FieldFault, Result};
use crate::event::Happening;
use crate::platform::{Caller, Platform};

/// How an alert is to be closed.
#[derive(Clone, Debug)]
pub struct ClosingDraft {
    /// What was done.
    pub action: String,
    /// How it ended for the person.
    pub outcome: Outcome,
    /// What was measured, of someone found fit.
    pub temperature: Option<Tenths>,
    /// When what the closer goes by was read: it answers nothing that was told later.
    pub as_of: Timestamp,
}

/// What still stands of what alerts are about, for some people.
pub(crate) struct StillStanding<'a> {
    /// Their matches with lists.
    pub(crate) hits: HashSet<HitId>,
    /// What of each was taken back and nobody has looked into.
    pub(crate) taken_back: Vec<(PersonId, &'a Cause)>,
    /// The profiles, which may say nothing of it any more.
    pub(crate) profiles: &'a [DiseaseProfile],
}

impl StillStanding<'_> {
    fn holds(&self, person: PersonId, cause: &Cause, today: Date) -> bool {
        let stands = match cause {
            Cause::Hit { hit, .. } => self.hits.contains(hit),
            Cause::TakenBack { .. } => self
                .taken_back
                .iter()
                .any(|(of, held)| *of == person && held.same_matter(cause)),
            _ => true,
        };
        stands && profile::weighs(self.profiles, today, cause)
    }
}

impl Platform {
    /// Closes an alert with what was done. Found fit, that is a check on the spot at the alert's site, like
    /// [`Platform::check_worker`], and every alert about what it answers is closed with it.
    pub async fn close_alert(&self, caller: &Caller, alert: AlertId, sent: &ClosingDraft) -> Result<Alert> {
        let mut tx = self.store.write().await?;
        let found = self.alert_for(&mut tx, caller, alert).await?;
        // From here on nothing is told that this closing would not know of.
        tx.hold_lists().await?;
        tx.hold_people(&[found.person]).await?;
        let found = tx.alert(alert).await?.ok_or(Error::Denied)?;
        if found.state == AlertState::Closed {
            return Err(closed_already());
        }
        refuse_closed_outcome(&found, sent.outcome)?;
        let action = self.checked_closing(&mut tx, sent).await?;
        let known = tx.alerts_about(&[found.person]).await?;
        let answers = |one: &KnownAlert| one.id == alert || is_lifted(one, sent.outcome);
        if known
            .iter()
            .any(|one| answers(one) && one.body.telling.last_at > self.read_at(sent.as_of))
        {
            return Err(told_meanwhile());
        }
        if found.body.kind.lifted_by() == Some(sent.outcome) {
            let mut lifted = known;
            lifted.retain(|one| is_lifted(one, sent.outcome));
            self.theirs_to_answer(&mut tx, caller, found.site, found.person, &lifted)
                .await?;
        }
        let look = sent.temperature.map(|temperature| Look {
            person: found.person,
            site: found.site,
            site_name: found.site_name.clone(),
            temperature,
            note: action.clone(),
        });
        let closing = Closing {
            action: Some(action),
            outcome: sent.outcome,
            check: look.as_ref().map(Look::of_closing),
        };
        let by = Some(caller.actor.account);
        if !tx
            .close_alert(found.person, alert, by, self.now(), &closing)
            .await?
        {
            return Err(closed_already());
        }
        if let Some(look) = look {
            self.look_at(&mut tx, caller, look).await?;
        }
        if sent.outcome == Outcome::Mistyped {
            self.verify_corrections(&mut tx, caller, &found, &closing).await?;
        }
        self.changed(tx, caller, &found, "alert.close").await
    }

    /// Writes down that everything the person took back had been mistyped, with all that follows from it.
    async fn verify_corrections(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        alert: &Alert,
        closing: &Closing,
    ) -> Result<()> {
        let (person, now) = (alert.person, self.now());
        tx.verify_corrections(person, alert.site, caller.actor.account, now)
            .await?;
        let about = About {
            person: Some(person),
            site: Some(alert.site),
            reason: None,
        };
        self.record(tx, caller, "declaration.verify", about).await?;
        self.close_answered(tx, caller, person, alert.site, closing, now)
            .await?;
        self.settle(tx, &[person]).await
    }

    /// What was done, in the form it is kept in; every fault at once.
    async fn checked_closing(&self, tx: &mut Tx, sent: &ClosingDraft) -> Result<String> {
        let mut faults = Vec::new();
        let action = text::note(&sent.action, SHORTEST_NOTE..=LONGEST_NOTE);
        if action.is_err() {
            faults.push(FieldFault::new(
                "action",
                "请写清做了什么，4 到 500 个字，不能有看不见的字符",
                "Say what was done, in 4 to 500 characters, none of them invisible.",
            ));
        }
        faults.extend(temperature_fault(sent, self.fever_from(tx).await?));
        match action {
            Ok(action) if faults.is_empty() => Ok(action),
            _ => Err(Error::Invalid(faults)),
        }
    }

    /// Closes what an outcome at a site lifts and was told before it, at every site where the person is at work: a check
    /// answers fevers and symptoms. Those of sites that they have left stay as they were: nothing is told there after
    /// the leaving.
    pub(crate) async fn close_answered(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: PersonId,
        site: SiteId,
        closing: &Closing,
        at: Timestamp,
    ) -> Result<()> {
        let mut answered = tx.alerts_about(&[person]).await?;
        answered.retain(|alert| {
            alert.state != AlertState::Closed
                && is_lifted(alert, closing.outcome)
                && alert.body.telling.last_at < at
        });
        if answered.is_empty() {
            return Ok(());
        }
        let at_work = tx.active_sites_of(&[person]).await?;
        answered.retain(|alert| at_work.iter().any(|(_, at)| *at == alert.site));
        let elsewhere = closing.for_another_site();
        for alert in answered {
            let by = Some(caller.actor.account);
            let (closing, by) = if alert.site == site {
                (closing, by)
            } else {
                (&elsewhere, None)
            };
            tx.close_alert(person, alert.id, by, at, closing).await?;
            let about = About {
                person: Some(person),
                site: Some(alert.site),
                reason: None,
            };
            self.record(tx, caller, "alert.close_together", about).await?;
            self.tell_after(tx, alert.site, Happening::Alert(alert.id));
        }
        Ok(())
    }

    /// Ends open alerts about which nothing is left to be done, beyond what `standing` says still stands.
    pub(crate) async fn end_lapsed(
        &self,
        tx: &mut Tx,
        people: &[PersonId],
        standing: &StillStanding<'_>,
    ) -> Result<()> {
        let closing = Closing {
            action: None,
            outcome: Outcome::Lapsed,
            check: None,
        };
        let today = self.local_now().date();
        let mut lapsed = tx.alerts_about(people).await?;
        lapsed.retain(|alert| {
            alert.state != AlertState::Closed && !standing.holds(alert.person, &alert.body.cause, today)
        });
        for alert in lapsed {
            tx.close_alert(alert.person, alert.id, None, self.now(), &closing)
                .await?;
            self.tell_after(tx, alert.site, Happening::Alert(alert.id));
        }
        Ok(())
    }
}

fn is_lifted(alert: &KnownAlert, outcome: Outcome) -> bool {
    alert.body.kind.lifted_by() == Some(outcome)
}

fn closed_already() -> Error {
    Error::conflict("这条预警已经处理完了", "This alert is closed already.")
}

fn refuse_closed_outcome(alert: &Alert, outcome: Outcome) -> Result<()> {
    if Outcome::open_to(alert.body.kind, alert.at_work).contains(&outcome) {
        return Ok(());
    }
    Err(match (outcome, alert.body.kind) {
        (Outcome::Fit, AlertKind::Hit) => Error::conflict(
            "在名单上，看一眼解决不了，请选别的处理结果",
            "Being on a list is not answered by a look at them. Choose another outcome.",
        ),
        (Outcome::Fit, AlertKind::TakenBack)
        | (Outcome::Mistyped, AlertKind::Hit | AlertKind::Fever | AlertKind::Symptom) => not_theirs(),
        (Outcome::Fit | Outcome::Mistyped, _) => Error::conflict(
            "这个人已经不在本工地，不能在这里认定没事，请选别的处理结果",
            "They are no longer at this site and cannot be released from here. Choose another outcome.",
        ),
        _ => not_theirs(),
    })
}

fn not_theirs() -> Error {
    Error::conflict(
        "这种预警没有这个处理结果，请选别的",
        "An alert of this kind does not end that way. Choose another outcome.",
    )
}

/// What is wrong with the temperature: it goes with being found fit, and only then.
fn temperature_fault(sent: &ClosingDraft, fever_from: Tenths) -> Option<FieldFault> {
    let (zh, en) = match (sent.outcome, sent.temperature) {
        (Outcome::Fit, None) => (
            "认定没事之前先量体温，填在这里".to_owned(),
            "Measure the temperature before you find them fit, and write it here.".to_owned(),
        ),
        (Outcome::Fit, Some(temperature)) if !temperature.is_possible() => {
            return Some(impossible_temperature("temperature"));
        }
        (Outcome::Fit, Some(temperature)) if temperature >= fever_from => (
            format!("{temperature} ℃ 算发热，不能认定没事，请选别的结果，体温写在“做了什么”里"),
            format!("{temperature} ℃ is a fever. Choose another outcome and write it under what was done."),
        ),
        (Outcome::Fit, Some(_)) | (_, None) => return None,
        (_, Some(_)) => (
            "只有复查没事才在这里填体温，别的写在“做了什么”里".to_owned(),
            "A temperature belongs here only when they are fit. Write it under what was done.".to_owned(),
        ),
    };
    Some(FieldFault::new("temperature", zh, en))
}
