//! Alerts: raised with a standing, seen by those in whose scope the site lies, taken and closed with what was done.

use std::collections::HashSet;

use domain::alert::{AlertState, Outcome, Raised, deadline, same};
use domain::division::Division;
use domain::id::{AlertId, PersonId, SiteId};
use domain::language::Words;
use domain::reason::Cause;
use domain::rights::Right;
use domain::text;
use jiff::Timestamp;
use store::Tx;
use store::alert::{Alert, AlertBody, AlertFilter, Closing, NewAlert};

use crate::access::Reach;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::event::Happening;
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

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
    /// Raises alerts about a person at each site where they are at work. What stands there already, not yet
    /// closed, is not raised a second time.
    pub async fn raise_alerts(&self, tx: &mut Tx, person: PersonId, raised: &[Raised]) -> Result<()> {
        if raised.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let standing = tx.standing_alerts(person).await?;
        let sites = tx.active_sites_of(&[person]).await?;
        let mut alerts = Vec::new();
        for (_, site) in sites {
            let new = raised.iter().filter(|raised| {
                !standing.iter().any(|(at, body)| {
                    *at == site && body.kind == raised.kind && same(&body.cause, &raised.cause)
                })
            });
            alerts.extend(new.map(|raised| NewAlert {
                id: self.new_id(),
                site,
                person,
                severity: raised.severity,
                body: AlertBody {
                    kind: raised.kind,
                    cause: raised.cause.clone(),
                },
                raised_at: now,
                acknowledge_by: deadline(raised.severity, now),
            }));
        }
        tx.insert_alerts(person, &alerts).await?;
        for alert in alerts {
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

    /// Closes an alert with what was done. Found fit, the person is assessed anew in the same transaction.
    pub async fn close_alert(
        &self,
        caller: &Caller,
        alert: AlertId,
        action: &str,
        outcome: Outcome,
    ) -> Result<Alert> {
        let mut tx = self.store.write().await?;
        let found = self.alert_for(&mut tx, caller, alert).await?;
        let action = text::note(action, SHORTEST_ACTION..=LONGEST_ACTION).map_err(|_| {
            Error::field(
                "action",
                "请写清做了什么，4 到 500 个字，不能有看不见的字符",
                "Say what was done, in 4 to 500 characters, none of them invisible.",
            )
        })?;
        let closing = Closing { action, outcome };
        if outcome == Outcome::Fit
            && !tx
                .active_sites_of(&[found.person])
                .await?
                .contains(&(found.person, found.site))
        {
            // Who has left is nobody's to release here: another site may hold them for what was said since.
            return Err(Error::conflict(
                "这个人已经不在本工地，不能在这里认定正常，请选别的处理结果",
                "They are no longer at this site and cannot be found fit from here. Choose another outcome.",
            ));
        }
        let now = self.now();
        if !tx
            .close_alert(&found, caller.actor.account, now, &closing)
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
            self.settle(&mut tx, &[found.person]).await?;
        }
        self.changed(tx, caller, &found, "alert.close").await
    }

    /// One alert within the caller's scope, for telling of it.
    pub async fn alert(&self, caller: &Caller, alert: AlertId) -> Result<Alert> {
        let mut tx = self.store.read().await?;
        self.alert_for(&mut tx, caller, alert).await
    }

    /// The sentence of an alert: who, by masked name, what, and what to do first.
    pub fn alert_words(alert: &Alert) -> Words {
        let name = alert.name.masked();
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
                format!("{name} 体温 {temperature} ℃，请到现场复测"),
                format!("{name} has {temperature} ℃. Measure it again on the spot."),
            ),
            Cause::Symptom { words, .. } => Words::new(
                format!("{name} 申报了{}，请先安排休息，再当面看一下", words.zh),
                format!(
                    "{name} declared: {}. Let them rest and see them in person.",
                    words.en
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
