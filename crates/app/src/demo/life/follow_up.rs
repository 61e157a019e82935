//! What those in charge do about alerts: what was left from earlier days is closed, and of what the morning brought
//! every other one is closed and the rest is being seen to; the newest still waits.

use std::collections::HashSet;

use demo::Day;
use domain::alert::{AlertKind, AlertState, Outcome};
use domain::declaration::Tenths;
use domain::id::PersonId;
use jiff::{SignedDuration, Timestamp};
use service::Error;
use service::Paging;
use service::alert::{AlertQuery, ClosingDraft};
use store::alert::Alert;

use crate::demo::life::cast::Place;
use crate::demo::life::{Life, unless_gone};

/// How long after an alert somebody is on it, and how long after that it is done.
const SEEN_AFTER: SignedDuration = SignedDuration::from_mins(9);
const DONE_AFTER: SignedDuration = SignedDuration::from_mins(16);

impl Life {
    /// Closes what earlier days left behind at the sites that the demo plays. The gate's own site is for whoever
    /// tries the demo.
    pub(crate) async fn close_what_was_left(&self) -> Result<(), Error> {
        for place in self.cast.with_gates() {
            for state in [AlertState::Open, AlertState::Acknowledged] {
                for alert in self.alerts(place, state).await? {
                    if alert.raised_at < self.morning.begins {
                        self.close(place, &alert, "已移交社区，当日回访无异常", Outcome::HandedOver)
                            .await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Acts on what the morning brought; what came in lately waits.
    pub(crate) async fn act_on_alerts(&self, day: &Day) -> Result<(), Error> {
        let left: HashSet<PersonId> = day.lately().filter_map(|who| self.cast.person(who)).collect();
        let mut closes = false;
        for place in self.cast.with_gates() {
            self.clock.set(self.morning.ends);
            let mut open = self.alerts(place, AlertState::Open).await?;
            open.retain(|alert| alert.raised_at >= self.morning.begins && !left.contains(&alert.person));
            open.sort_by_key(|alert| (alert.raised_at, alert.id));
            for alert in open {
                self.clock.set(self.after(alert.raised_at, SEEN_AFTER));
                let seen = self.platform.acknowledge_alert(&place.manager, alert.id).await;
                unless_gone(seen)?;
                if closes {
                    self.clock
                        .set(self.after(alert.raised_at, SEEN_AFTER + DONE_AFTER));
                    let (action, outcome) = done(alert.body.kind);
                    self.close(place, &alert, action, outcome).await?;
                }
                closes = !closes;
            }
        }
        Ok(())
    }

    /// So long after, or as the morning ends where that is sooner.
    fn after(&self, at: Timestamp, by: SignedDuration) -> Timestamp {
        (at + by).min(self.morning.ends.max(at))
    }

    async fn alerts(&self, place: &Place, state: AlertState) -> Result<Vec<Alert>, Error> {
        let query = AlertQuery {
            site: Some(place.site),
            state: Some(state),
            ..AlertQuery::default()
        };
        let most = Paging {
            limit: Some(200),
            ..Paging::default()
        };
        let page = self.platform.alerts(&place.manager, &query, &most).await?;
        Ok(page.items)
    }

    async fn close(&self, place: &Place, alert: &Alert, action: &str, outcome: Outcome) -> Result<(), Error> {
        let sent = ClosingDraft {
            action: action.to_owned(),
            outcome,
            temperature: (outcome == Outcome::Fit).then_some(MEASURED),
            as_of: self.platform.now(),
        };
        let closed = self.platform.close_alert(&place.manager, alert.id, &sent).await;
        unless_gone(closed).map(drop)
    }
}

/// What is measured of someone found fit.
const MEASURED: Tenths = Tenths(365);

/// What is done about a kind of alert, in words, and how it ends.
fn done(kind: AlertKind) -> (&'static str, Outcome) {
    match kind {
        AlertKind::Hit => ("已通知本人到指定地点，交社区健康管理", Outcome::HandedOver),
        AlertKind::Fever => ("复测仍发热，已由专车送发热门诊", Outcome::SentToClinic),
        AlertKind::Symptom => ("当面看过，复测 36.5 ℃，没有不适", Outcome::Fit),
        AlertKind::TakenBack => ("看过车票，问过同住的人，是选错了地方", Outcome::Mistyped),
    }
}
