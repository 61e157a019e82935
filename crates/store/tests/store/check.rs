//! Checks on the spot: kept beside each other, and weighed with what was declared.

use domain::declaration::Tenths;
use domain::id::{CheckId, SiteId};
use domain::reason::{Cause, Reason};
use domain::standing::{Standing, State};
use jiff::SignedDuration;
use jiff::civil::date;
use store::check::{CheckBody, NewCheck};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, OTHER, OTHER_SITE, PERSON, SITE, ground, start};

fn check(number: u128, site: SiteId, tenths: i32) -> NewCheck {
    NewCheck {
        id: CheckId(Uuid::from_u128(number)),
        person: PERSON,
        site,
        by: MANAGER,
        at: start() + SignedDuration::from_secs(i64::try_from(number).unwrap()),
        day: date(2020, 2, 17),
        body: CheckBody {
            temperature: Tenths(tenths),
            note: "精神好".into(),
        },
    }
}

both_engines! {
    async fn checks_are_read_newest_first_with_where_and_by_whom(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        for one in [check(1, SITE, 391), check(2, OTHER_SITE, 365)] {
            tx.insert_check(&one).await.unwrap();
        }
        let person = tx.person(PERSON).await.unwrap().unwrap();
        let found = tx.checks(&person, 10).await.unwrap();
        let read: Vec<_> = found.iter().map(|one| (one.body.temperature.0, one.site_name.as_str(), one.by.as_str())).collect();
        assert_eq!(read, [(365, "工地 b", "陈经理"), (391, "工地 a", "陈经理")]);
        assert_eq!(found[0].body.note, "精神好");
        assert_eq!(tx.checks(&person, 1).await.unwrap().len(), 1);
        let other = tx.person(OTHER).await.unwrap().unwrap();
        assert_eq!(tx.checks(&other, 10).await.unwrap(), []);
    }
}

both_engines! {
    async fn of_someone_who_stands_unwell_every_check_weighs_and_of_others_the_late_ones(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.insert_check(&check(1, SITE, 391)).await.unwrap();
        let measured = async |tx: &mut store::Tx, since| {
            let known = tx.assessed(&[PERSON], since, start()).await.unwrap().remove(0);
            let facts = known.facts.checks.clone();
            (known, facts.iter().map(|check| (check.temperature.0, check.day)).collect::<Vec<_>>())
        };
        let day = date(2020, 2, 17);
        assert_eq!(measured(&mut tx, day).await.1, [(391, day)]);
        let (known, old) = measured(&mut tx, date(2020, 4, 1)).await;
        assert_eq!(old, []);
        let ill = Standing {
            state: State::Hold,
            reasons: vec![Reason {
                cause: Cause::Fever { temperature: Tenths(391) },
                state: State::Hold,
                until: None,
                rule: "covid-2020/1".into(),
            }],
            changes_at: None,
        };
        tx.put_standings(&[(&known, &ill)]).await.unwrap();
        assert_eq!(measured(&mut tx, date(2020, 4, 1)).await.1, [(391, day)]);
    }
}
