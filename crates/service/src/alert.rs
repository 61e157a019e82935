//! Alerts: raised with a standing, seen by those in whose scope the site lies, taken and closed with what was done.
//!
//! Each site where a person is at work has its own alert about a matter, for someone there must act. A check that
//! finds the person fit answers what was declared before it, wherever: the alerts about it at every site are closed
//! by it, and say where it was made; so does whoever looks into a correction. Any other outcome closes the one alert
//! alone.
//!
//! Someone who leaves a site leaves its open alerts behind: they stay open, there and for its town, until someone
//! says what was done (a person sent home ill has to reach a clinic or the community). They show nothing that is told
//! after the leaving, and nobody is found fit by them.

use std::collections::HashSet;

use domain::alert::{AlertState, Before, Matter, Step, deadline, step};
use domain::division::Division;
use domain::id::{AlertId, PersonId, SiteId};
use domain::language::Words;
use domain::reason::{Cause, exposure};
use domain::rights::Right;
use jiff::Timestamp;
use store::Tx;
use store::alert::{Alert, AlertBody, AlertFilter, KnownAlert, NewAlert};
use store::roster::Arrival;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::event::Happening;
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};
use crate::standing::Settled;

mod closing;

pub use closing::ClosingDraft;
pub(crate) use closing::StillStanding;

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

    /// Alerts within the caller's scope: what waits by its deadline, what is done and all together from the newest back.
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
            after: paging.key::<(Timestamp, AlertId)>()?,
            limit: paging.limit() + 1,
            ..AlertFilter::default()
        };
        filter.site = reach.site();
        filter.division = reach.division().map(Division::to_string);
        let found = tx.alerts(&filter).await?;
        drop(tx);
        let page = paging.page(found, |alert| filter.key(alert));
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

    /// One alert within the caller's scope, for telling of it.
    pub async fn alert(&self, caller: &Caller, alert: AlertId) -> Result<Alert> {
        let mut tx = self.store.read().await?;
        self.alert_for(&mut tx, caller, alert).await
    }

    /// The sentence of an alert: who, by masked name, what, and what to do first. Once it is closed, nothing is asked.
    pub fn alert_words(alert: &Alert) -> Words {
        let (what, ask) = what_and_ask(&alert.body);
        let name = alert.name.masked();
        if alert.state == AlertState::Closed {
            return Words::new(format!("{name} {}", what.zh), format!("{name} {}.", what.en));
        }
        Words::new(
            format!("{name} {}，{}", what.zh, ask.zh),
            format!("{name} {}. {}", what.en, ask.en),
        )
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

/// What it is, and what to do first.
fn what_and_ask(body: &AlertBody) -> (Words, Words) {
    let again = match body.telling.times {
        0 | 1 => Words::new("", ""),
        times => Words::new(format!("（报了 {times} 次）"), format!(" (told {times} times)")),
    };
    match &body.cause {
        Cause::Hit { category, .. } => {
            let category = category.words();
            (
                Words::new(
                    format!("在重点防护名单上（{}）", category.zh),
                    format!("is on the key-person list ({})", category.en),
                ),
                Words::new(
                    "请马上联系本人，安排到一旁等候",
                    "Reach them now and have them wait aside.",
                ),
            )
        }
        Cause::Fever { temperature } => (
            Words::new(
                format!("体温 {temperature} ℃{}", again.zh),
                format!("has {temperature} ℃{}", again.en),
            ),
            Words::new("请到现场复测", "Measure it again on the spot."),
        ),
        Cause::Symptom { words, .. } => (
            Words::new(
                format!("申报了{}{}", words.zh, again.zh),
                format!("declared: {}{}", words.en, again.en),
            ),
            Words::new(
                "请先安排休息，再当面看一下",
                "Let them rest and see them in person.",
            ),
        ),
        Cause::TakenBack { place, last_day } => {
            let was = exposure(place.as_deref(), *last_day);
            (
                Words::new(
                    format!("改了申报，去掉了“{}”", was.zh),
                    format!("corrected a declaration, which took back: {}", was.en),
                ),
                Words::new(
                    "请问清本人，看看车票、行程，再写下核实的结果",
                    "Ask them, look at tickets, and write down what you found.",
                ),
            )
        }
        Cause::NoDeclaration | Cause::Area { .. } | Cause::Place { .. } | Cause::Contact { .. } => (
            Words::new("的通行状态变了", "stands differently now"),
            Words::new("请看一下", "Please look."),
        ),
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
