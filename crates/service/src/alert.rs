//! Alerts: raised with a standing, seen by those in whose scope the site lies, taken and closed with what was done.
//!
//! Each site where a person is at work has its own alert about a matter, for someone there must act. A check that
//! finds the person fit answers what was declared before it, wherever: the alerts about it at every site are closed
//! by it, and say where it was made. Any other outcome closes the one alert alone.
//!
//! Someone who leaves a site leaves its open alerts behind: they stay open, there and for its town, until someone
//! says what was done (a person sent home ill has to reach a clinic or the community). They show nothing that is told
//! after the leaving, and nobody is found fit by them.

use std::collections::HashSet;

use domain::alert::{AlertKind, AlertState, Before, Matter, Outcome, Step, deadline, step};
use domain::division::Division;
use domain::id::{AlertId, PersonId, SiteId};
use domain::language::Words;
use domain::reason::Cause;
use domain::rights::Right;
use domain::text;
use jiff::Timestamp;
use store::Tx;
use store::alert::{Alert, AlertBody, AlertFilter, CheckedAt, Closing, KnownAlert, NewAlert};
use store::roster::Arrival;

use crate::access::Reach;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::event::Happening;
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};
use crate::standing::Settled;

/// Which alerts are asked for.
#[derive(Clone, Debug, Default)]
pub struct AlertQuery {
    /// At this site.
    pub site: Option<SiteId>,
    /// At sites of this town.
    pub town: Option<Division>,
    /// In this state.
    pub state: Option<AlertState>,
}

/// What was done has at least this many characters.
const SHORTEST_ACTION: usize = 4;

/// And at most this many.
const LONGEST_ACTION: usize = 500;

impl Platform {
    /// Brings alerts up to date with what people's standings ask for, at each site where they are at work: raised
    /// where nobody was told, and showing the last that was told where they stand ([`step`]).
    pub(crate) async fn follow_up(
        &self,
        tx: &mut Tx,
        settled: &[Settled],
        arrivals: &[Arrival],
    ) -> Result<()> {
        if settled.is_empty() {
            return Ok(());
        }
        let arrived: HashSet<(PersonId, SiteId)> = arrivals
            .iter()
            .map(|arrival| (arrival.person, arrival.site))
            .collect();
        let people: Vec<PersonId> = settled.iter().map(|one| one.person).collect();
        let sites = tx.active_sites_of(&people).await?;
        let known = tx.alerts_about(&people).await?;
        for one in settled {
            let mut new = Vec::new();
            for (_, site) in sites.iter().filter(|(person, _)| *person == one.person) {
                let there: Vec<&KnownAlert> = known
                    .iter()
                    .filter(|alert| (alert.person, alert.site) == (one.person, *site))
                    .collect();
                let before: Vec<Before<'_>> = there.iter().map(|alert| before(alert)).collect();
                for matter in &one.matters {
                    match step(matter, &before, arrived.contains(&(one.person, *site))) {
                        Step::Raise => new.push(self.raised(one.person, *site, matter)),
                        Step::Update(at) => self.tell_again(tx, there[at], matter).await?,
                        Step::Rest => {}
                    }
                }
            }
            tx.insert_alerts(one.person, &new).await?;
            for alert in new {
                self.tell_after(tx, alert.site, Happening::Alert(alert.id));
            }
        }
        Ok(())
    }

    fn raised(&self, person: PersonId, site: SiteId, matter: &Matter) -> NewAlert {
        let now = self.now();
        NewAlert {
            id: self.new_id(),
            site,
            person,
            severity: matter.severity,
            body: body(matter),
            raised_at: now,
            acknowledge_by: deadline(matter.severity, now),
        }
    }

    /// Has an alert that stands show what was told since. One that became graver is due sooner.
    async fn tell_again(&self, tx: &mut Tx, alert: &KnownAlert, matter: &Matter) -> Result<()> {
        let now = self.now();
        let mut alert = KnownAlert {
            body: body(matter),
            ..alert.clone()
        };
        if matter.severity > alert.severity {
            alert.severity = matter.severity;
            alert.acknowledge_by = alert.acknowledge_by.min(deadline(matter.severity, now));
        }
        if tx.update_alert(&alert, now).await? {
            self.tell_after(tx, alert.site, Happening::Alert(alert.id));
        }
        Ok(())
    }

    /// Alerts within the caller's scope, newest first.
    pub async fn alerts(&self, caller: &Caller, query: &AlertQuery, paging: &Paging) -> Result<Page<Alert>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(
                &mut tx,
                caller,
                Right::ActOnAlerts,
                query.site,
                query.town.as_ref(),
            )
            .await?;
        let mut filter = AlertFilter {
            state: query.state,
            before: paging.key::<(Timestamp, AlertId)>()?,
            limit: paging.limit() + 1,
            ..AlertFilter::default()
        };
        match &reach {
            Reach::Site(site) => filter.site = Some(*site),
            Reach::Division(division) => filter.division = Some(division.to_string()),
        }
        let found = tx.alerts(&filter).await?;
        drop(tx);
        let page = paging.page(found, |alert| (alert.raised_at, alert.id));
        let people: HashSet<PersonId> = page.items.iter().map(|alert| alert.person).collect();
        let filters = [("state", filter.state.is_some())];
        self.record_list(caller, "alert.list", &reach, &filters, people.len())
            .await?;
        Ok(page)
    }

    /// Says that the caller is on it.
    pub async fn acknowledge_alert(&self, caller: &Caller, alert: AlertId) -> Result<Alert> {
        let mut tx = self.store.write().await?;
        let found = self.alert_for(&mut tx, caller, alert).await?;
        if !tx
            .acknowledge_alert(alert, caller.actor.account, self.now())
            .await?
        {
            return Err(Error::conflict(
                "已经有人在处理了，请刷新看看",
                "Someone is on it already. Reload to see who.",
            ));
        }
        self.changed(tx, caller, &found, "alert.acknowledge").await
    }

    /// Closes an alert with what was done. Found fit, the person is assessed anew in the same transaction, and every
    /// alert about what the check answers is closed with it.
    pub async fn close_alert(
        &self,
        caller: &Caller,
        alert: AlertId,
        action: &str,
        outcome: Outcome,
    ) -> Result<Alert> {
        let mut tx = self.store.write().await?;
        let found = self.alert_for(&mut tx, caller, alert).await?;
        // From here on nothing is told that this closing would not know of.
        tx.hold_lists().await?;
        tx.hold_people(&[found.person]).await?;
        let found = tx.alert(alert).await?.ok_or(Error::Denied)?;
        let action = text::note(action, SHORTEST_ACTION..=LONGEST_ACTION).map_err(|_| {
            Error::field(
                "action",
                "请写清做了什么，4 到 500 个字，不能有看不见的字符",
                "Say what was done, in 4 to 500 characters, none of them invisible.",
            )
        })?;
        if !Outcome::open_to(found.at_work).contains(&outcome) {
            return Err(Error::conflict(
                "这个人已经不在本工地，不能在这里认定正常，请选别的处理结果",
                "They are no longer at this site and cannot be found fit from here. Choose another outcome.",
            ));
        }
        let closing = Closing {
            action,
            outcome,
            checked_at: None,
        };
        let now = self.now();
        if !tx
            .close_alert(found.person, alert, caller.actor.account, now, &closing)
            .await?
        {
            return Err(Error::conflict(
                "这条预警已经处理完了",
                "This alert is closed already.",
            ));
        }
        if outcome == Outcome::Fit {
            let check = self.new_id();
            tx.insert_fit_check(check, found.person, caller.actor.account, now)
                .await?;
            self.close_answered(&mut tx, caller, &found, closing, now).await?;
            self.settle(&mut tx, &[found.person]).await?;
        }
        self.changed(tx, caller, &found, "alert.close").await
    }

    /// Closes what else a check answers: alerts of fevers and symptoms told before it, at every site.
    async fn close_answered(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        checked: &Alert,
        closing: Closing,
        at: Timestamp,
    ) -> Result<()> {
        let closing = Closing {
            checked_at: Some(CheckedAt {
                site: checked.site,
                site_name: checked.site_name.clone(),
            }),
            ..closing
        };
        let mut answered = tx.alerts_about(&[checked.person]).await?;
        answered.retain(|alert| {
            alert.state != AlertState::Closed
                && matches!(alert.body.kind, AlertKind::Fever | AlertKind::Symptom)
                && alert.body.telling.last_at <= at
        });
        for alert in answered {
            tx.close_alert(alert.person, alert.id, caller.actor.account, at, &closing)
                .await?;
            let about = About {
                person: Some(alert.person),
                site: Some(alert.site),
                reason: None,
            };
            self.record(tx, caller, "alert.close_by_check", about).await?;
            self.tell_after(tx, alert.site, Happening::Alert(alert.id));
        }
        Ok(())
    }

    /// One alert within the caller's scope, for telling of it.
    pub async fn alert(&self, caller: &Caller, alert: AlertId) -> Result<Alert> {
        let mut tx = self.store.read().await?;
        self.alert_for(&mut tx, caller, alert).await
    }

    /// The sentence of an alert: who, by masked name, what, and what to do first.
    pub fn alert_words(alert: &Alert) -> Words {
        let name = alert.name.masked();
        let again = match alert.body.telling.times {
            0 | 1 => Words::new("", ""),
            times => Words::new(format!("（报了 {times} 次）"), format!(" (told {times} times)")),
        };
        match &alert.body.cause {
            Cause::Hit { category, .. } => Words::new(
                format!(
                    "{name} 在重点防护名单上（{}），请马上联系本人，安排到一旁等候",
                    category.words().zh
                ),
                format!(
                    "{name} is on the key-person list ({}). Reach them now and have them wait aside.",
                    category.words().en
                ),
            ),
            Cause::Fever { temperature } => Words::new(
                format!("{name} 体温 {temperature} ℃{}，请到现场复测", again.zh),
                format!(
                    "{name} has {temperature} ℃{}. Measure it again on the spot.",
                    again.en
                ),
            ),
            Cause::Symptom { words, .. } => Words::new(
                format!(
                    "{name} 申报了{}{}，请先安排休息，再当面看一下",
                    words.zh, again.zh
                ),
                format!(
                    "{name} declared: {}{}. Let them rest and see them in person.",
                    words.en, again.en
                ),
            ),
            Cause::NoDeclaration | Cause::Area { .. } | Cause::Contact { .. } => Words::new(
                format!("{name} 的通行状态变了，请看一下"),
                format!("The standing of {name} has changed. Please look."),
            ),
        }
    }

    async fn alert_for(&self, tx: &mut Tx, caller: &Caller, alert: AlertId) -> Result<Alert> {
        let found = tx.alert(alert).await?.ok_or(Error::Denied)?;
        self.may_at_site(tx, caller, Right::ActOnAlerts, found.site)
            .await?;
        Ok(found)
    }

    async fn changed(&self, mut tx: Tx, caller: &Caller, alert: &Alert, action: &str) -> Result<Alert> {
        let about = About {
            person: Some(alert.person),
            site: Some(alert.site),
            reason: None,
        };
        self.record(&mut tx, caller, action, about).await?;
        self.tell_after(&mut tx, alert.site, Happening::Alert(alert.id));
        let after = tx.alert(alert.id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(after)
    }
}

/// What an alert says of a matter.
fn body(matter: &Matter) -> AlertBody {
    AlertBody {
        kind: matter.kind,
        cause: matter.cause.clone(),
        telling: matter.telling,
    }
}

fn before(alert: &KnownAlert) -> Before<'_> {
    Before {
        closed: alert.state == AlertState::Closed,
        cause: &alert.body.cause,
        telling: alert.body.telling,
    }
}
