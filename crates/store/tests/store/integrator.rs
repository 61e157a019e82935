//! Outside systems: found by their token's hash, with what they reach and may do.

use domain::account::{Area, Scope};
use domain::id::{AccountId, IntegratorId};
use domain::integrator::{Permission, Permissions};
use jiff::SignedDuration;
use store::Store;
use store::account::Account;
use store::integrator::{Integrator, IntegratorFilter};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, SITE, ground, start};

async fn integrator(store: &Store, number: u128, area: Area, token_hash: &str) -> Integrator {
    let new = Integrator {
        id: IntegratorId(Uuid::from_u128(number)),
        account: AccountId(Uuid::from_u128(50 + number)),
        name: format!("系统 {number}"),
        purpose: "每天汇总".into(),
        area,
        permissions: [Permission::ReadSites, Permission::ReadFigures]
            .into_iter()
            .collect(),
        prefix: "swi_01234567".into(),
        created_at: start() + SignedDuration::from_secs(i64::try_from(number).unwrap()),
        created_by: MANAGER,
        expires_at: start() + SignedDuration::from_hours(24),
        last_used_at: None,
        revoked_at: None,
    };
    let account = Account {
        id: new.account,
        sign_in_name: None,
        shown_name: new.name.clone(),
        password_hash: None,
        initial_password: false,
        password_set_at: None,
        second_factor: false,
        scope: new.scope(),
        disabled_at: None,
        unlocks: 0,
    };
    let mut tx = store.write().await.unwrap();
    tx.insert_account(&account, start()).await.unwrap();
    tx.insert_integrator(&new, token_hash).await.unwrap();
    tx.commit().await.unwrap();
    new
}

fn town() -> Area {
    Area::Town {
        division: "440605011".parse().unwrap(),
    }
}

fn district() -> Area {
    Area::District {
        division: "440605".parse().unwrap(),
    }
}

both_engines! {
    async fn a_system_reads_back_as_it_was_connected_whatever_it_reaches(database: Database) {
        ground(&database.store).await;
        for (number, area) in [(1, district()), (2, town()), (3, Area::Site { site: SITE })] {
            let hash = format!("hash {number}");
            let made = integrator(&database.store, number, area, &hash).await;
            let mut tx = database.store.read().await.unwrap();
            assert_eq!(tx.integrator_by_token(&hash).await.unwrap(), Some(made.clone()));
            assert_eq!(tx.integrator_by_token("other").await.unwrap(), None);
            let account = tx.account(made.account).await.unwrap().unwrap();
            let alone = Scope::Integrator { area: made.area, permissions: Permissions::default() };
            assert_eq!(account.scope, alone, "an account alone may nothing");
        }
    }
}

both_engines! {
    async fn the_list_names_each_part_and_goes_on_where_it_ended(database: Database) {
        ground(&database.store).await;
        integrator(&database.store, 1, Area::Site { site: SITE }, "a").await;
        integrator(&database.store, 2, town(), "b").await;
        let mut tx = database.store.read().await.unwrap();
        let first = tx.integrators(&IntegratorFilter { limit: 1, ..IntegratorFilter::default() }).await.unwrap();
        assert_eq!((first[0].area_name.as_deref(), first[0].creator.as_str()), (Some("桂城街道"), "陈经理"));
        let last = &first[0].integrator;
        let after = IntegratorFilter { before: Some((last.created_at, last.id)), limit: 9, ..IntegratorFilter::default() };
        let rest = tx.integrators(&after).await.unwrap();
        assert_eq!(rest.iter().map(|row| row.integrator.name.as_str()).collect::<Vec<_>>(), ["系统 1"]);
    }
}

both_engines! {
    async fn a_token_is_revoked_once_and_its_use_is_noted(database: Database) {
        ground(&database.store).await;
        let made = integrator(&database.store, 1, town(), "a").await;
        let later = start() + SignedDuration::from_secs(5);
        let mut tx = database.store.write().await.unwrap();
        tx.touch_integrator(made.id, later).await.unwrap();
        assert!(tx.revoke_integrator(made.id, later).await.unwrap());
        assert!(!tx.revoke_integrator(made.id, later).await.unwrap());
        let found = tx.integrator_by_token("a").await.unwrap().unwrap();
        assert_eq!((found.last_used_at, found.revoked_at), (Some(later), Some(later)));
    }
}
