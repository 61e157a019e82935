//! Alerts, what listeners find of them, the figures, and the log.

use domain::account::Role;
use domain::alert::{AlertKind, AlertState, Outcome, Severity, Telling};
use domain::declaration::Tenths;
use domain::id::{AlertId, AuditId, PersonId, SiteId};
use domain::reason::Cause;
use domain::registry::EngagementState;
use jiff::SignedDuration;
use jiff::civil::date;
use store::alert::{AlertBody, AlertFilter, Closing, ClosingCheck, NewAlert};
use store::audit::{AuditEntry, AuditFilter, ListLook};
use store::overview::{Counted, Figures, OfPlace};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, OTHER, OTHER_SITE, PERSON, SITE, add, ground, start};

fn fever(number: u128, site: SiteId, person: PersonId) -> NewAlert {
    let raised_at = start() + SignedDuration::from_secs(i64::try_from(number).unwrap());
    NewAlert {
        id: AlertId(Uuid::from_u128(number)),
        site,
        person,
        severity: Severity::Warning,
        body: AlertBody {
            kind: AlertKind::Fever,
            cause: Cause::Fever {
                temperature: Tenths(378),
            },
            telling: Telling {
                last_at: raised_at,
                times: 1,
            },
        },
        raised_at,
        acknowledge_by: raised_at + SignedDuration::from_hours(2),
    }
}

fn ids(alerts: &[store::alert::Alert]) -> Vec<u128> {
    alerts.iter().map(|alert| alert.id.0.as_u128()).collect()
}

both_engines! {
    async fn alerts_are_listed_newest_first_within_their_scope(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.insert_alerts(PERSON, &[fever(1, SITE, PERSON), fever(3, SITE, PERSON)]).await.unwrap();
        tx.insert_alerts(OTHER, &[fever(2, OTHER_SITE, OTHER)]).await.unwrap();
        let all = AlertFilter { limit: 10, ..AlertFilter::default() };
        let newest = tx.alerts(&all).await.unwrap();
        assert_eq!(ids(&newest), [3, 2, 1]);
        assert_eq!((newest[1].town_name.as_str(), newest[1].name.as_str()), ("大沥镇", "王建国"));
        let at_site = AlertFilter { site: Some(SITE), ..all.clone() };
        assert_eq!(ids(&tx.alerts(&at_site).await.unwrap()), [3, 1]);
        let in_town = AlertFilter { division: Some("440605125".into()), ..all.clone() };
        assert_eq!(ids(&tx.alerts(&in_town).await.unwrap()), [2]);
        let older = AlertFilter { after: Some((newest[0].raised_at, newest[0].id)), ..all.clone() };
        assert_eq!(ids(&tx.alerts(&older).await.unwrap()), [2, 1]);
        let closed = AlertFilter { state: Some(AlertState::Closed), ..all };
        assert_eq!(ids(&tx.alerts(&closed).await.unwrap()), [0_u128; 0]);
    }
}

both_engines! {
    async fn an_alert_is_taken_once_and_closed_once_with_what_was_done(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let new = fever(1, SITE, PERSON);
        tx.insert_alerts(PERSON, std::slice::from_ref(&new)).await.unwrap();
        let known = tx.alerts_about(&[PERSON, OTHER]).await.unwrap().remove(0);
        assert_eq!((known.id, known.site, known.person, &known.body), (new.id, SITE, PERSON, &new.body));
        let later = start() + SignedDuration::from_hours(1);
        assert!(tx.acknowledge_alert(new.id, MANAGER, later).await.unwrap());
        assert!(!tx.acknowledge_alert(new.id, MANAGER, later).await.unwrap());
        let taken = tx.alert(new.id).await.unwrap().unwrap();
        assert_eq!((taken.state, taken.acknowledged_by.as_deref()), (AlertState::Acknowledged, Some("陈经理")));
        assert_eq!(tx.alerts_since(later, 10).await.unwrap()[0].id, new.id, "the change is found by its instant");

        let mut again = known.clone();
        again.severity = Severity::Critical;
        again.body.telling.times = 2;
        assert!(tx.update_alert(&again, later).await.unwrap());
        let updated = tx.alert(new.id).await.unwrap().unwrap();
        assert_eq!((updated.severity, updated.body.telling.times, updated.at_work), (Severity::Critical, 2, true));

        let check = ClosingCheck { site: OTHER_SITE, site_name: "工地 b".into(), temperature: Tenths(365) };
        let closing = Closing { action: Some("复测没事".into()), outcome: Outcome::Fit, check: Some(check) };
        assert!(tx.close_alert(PERSON, new.id, Some(MANAGER), later, &closing).await.unwrap());
        assert!(!tx.close_alert(PERSON, new.id, Some(MANAGER), later, &closing).await.unwrap());
        assert!(!tx.update_alert(&again, later).await.unwrap(), "what is closed stays as it was closed");
        let closed = tx.alert(new.id).await.unwrap().unwrap();
        assert_eq!((closed.state, closed.closing), (AlertState::Closed, Some(closing)));
        assert_eq!(tx.alerts_about(&[PERSON]).await.unwrap()[0].state, AlertState::Closed);
    }
}

both_engines! {
    async fn figures_count_each_person_once_where_they_are(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        add(&mut tx, PersonId(Uuid::from_u128(13)), 3, SITE, EngagementState::Pending).await;
        tx.insert_alerts(PERSON, &[fever(1, SITE, PERSON)]).await.unwrap();
        let mut count = async |place: Counted| {
            tx.figures(&place, date(2020, 2, 17), start(), start()).await.unwrap()
        };
        let site = Figures { people: 1, clear: 1, pending: 1, place: Some(OfPlace { open_alerts: 1, ..OfPlace::default() }), ..Figures::default() };
        assert_eq!(count(Counted::Site(SITE)).await, site);
        assert_eq!(count(Counted::Division("440605011".into())).await, site);
        let district = Figures { people: 2, clear: 2, ..site };
        assert_eq!(count(Counted::Division("440605".into())).await, district);
    }
}

both_engines! {
    async fn the_log_is_read_newest_first_by_person_actor_site_or_town(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let entry = |number: u128, person, site| AuditEntry {
            id: AuditId(Uuid::from_u128(number)),
            at: start() + SignedDuration::from_secs(i64::try_from(number).unwrap()),
            account: MANAGER,
            role: Role::Site,
            action: "worker.unmask".into(),
            person,
            site,
            subject: None,
            reason: Some("核对身份".into()),
            list: None,
        };
        for one in [entry(1, Some(PERSON), Some(SITE)), entry(2, Some(OTHER), Some(OTHER_SITE)), entry(3, None, None)] {
            tx.insert_audit(&one).await.unwrap();
        }
        let all = AuditFilter { limit: 10, ..AuditFilter::default() };
        let mut read = async |filter: AuditFilter| -> Vec<u128> {
            let found = tx.audit(&filter).await.unwrap();
            assert!(found.iter().all(|(entry, named)| entry.reason.is_some() && named.actor == "陈经理"));
            found.iter().map(|(entry, _)| entry.id.0.as_u128()).collect()
        };
        assert_eq!(read(all.clone()).await, [3, 2, 1]);
        assert_eq!(read(AuditFilter { person: Some(PERSON), ..all.clone() }).await, [1]);
        assert_eq!(read(AuditFilter { account: Some(MANAGER), ..all.clone() }).await, [3, 2, 1]);
        assert_eq!(read(AuditFilter { site: Some(OTHER_SITE), ..all.clone() }).await, [2]);
        assert_eq!(read(AuditFilter { division: Some("440605011".into()), ..all.clone() }).await, [1]);
        let after = Some((start() + SignedDuration::from_secs(3), AuditId(Uuid::from_u128(3))));
        assert_eq!(read(AuditFilter { before: after, ..all }).await, [2, 1]);
    }
}

both_engines! {
    async fn a_list_stands_with_everyone_who_was_engaged_where_it_reached(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let look = |number: u128, seconds: i64, site: Option<SiteId>, division: Option<&str>| AuditEntry {
            id: AuditId(Uuid::from_u128(number)),
            at: start() + SignedDuration::from_secs(seconds),
            account: MANAGER,
            role: Role::District,
            action: "worker.list".into(),
            person: None,
            site,
            subject: None,
            reason: None,
            list: Some(ListLook {
                division: division.map(|code| code.parse().unwrap()),
                filters: vec!["crew".into(), "sought".into()],
                people: 7,
            }),
        };
        for one in [
            look(1, 1, Some(SITE), None),
            look(2, 2, Some(OTHER_SITE), None),
            look(3, 3, None, Some("440605011")),
            look(4, 4, None, Some("440605125")),
            look(5, 5, None, Some("440605")),
            look(6, -1, Some(SITE), None),
        ] {
            tx.insert_audit(&one).await.unwrap();
        }
        let unmasked = AuditEntry { person: Some(PERSON), action: "worker.unmask".into(), list: None, ..look(7, 2, Some(SITE), None) };
        tx.insert_audit(&unmasked).await.unwrap();
        let all = AuditFilter { person: Some(PERSON), limit: 10, ..AuditFilter::default() };
        let mut read = async |filter: AuditFilter| -> Vec<u128> {
            let found = tx.audit(&filter).await.unwrap();
            found.iter().map(|(entry, _)| entry.id.0.as_u128()).collect()
        };
        assert_eq!(read(all.clone()).await, [5, 3, 7, 1], "not before they came, not elsewhere");
        assert_eq!(read(AuditFilter { limit: 2, ..all.clone() }).await, [5, 3]);
        let after = Some((start() + SignedDuration::from_secs(3), AuditId(Uuid::from_u128(3))));
        assert_eq!(read(AuditFilter { before: after, ..all.clone() }).await, [7, 1]);
        assert_eq!(read(AuditFilter { site: Some(SITE), ..all.clone() }).await, [7, 1]);
        assert_eq!(read(AuditFilter { division: Some("440605011".into()), ..all.clone() }).await, [3, 7, 1]);
        let everyone = AuditFilter { person: None, ..all };
        let found = tx.audit(&everyone).await.unwrap();
        assert_eq!(found[0].0.list, look(5, 5, None, Some("440605")).list);
    }
}

both_engines! {
    async fn an_entry_about_an_account_names_it(database: Database) {
        ground(&database.store).await;
        let entry = AuditEntry {
            id: AuditId(Uuid::from_u128(1)),
            at: start(),
            account: MANAGER,
            role: Role::SecurityAdministrator,
            action: "account.unlock".into(),
            person: None,
            site: None,
            subject: Some(MANAGER),
            reason: None,
            list: None,
        };
        let mut tx = database.store.write().await.unwrap();
        tx.insert_audit(&entry).await.unwrap();
        let found = tx.audit(&AuditFilter { limit: 9, ..AuditFilter::default() }).await.unwrap();
        assert_eq!((found[0].0.subject, found[0].1.subject.as_deref()), (Some(MANAGER), Some("manager")));
    }
}
