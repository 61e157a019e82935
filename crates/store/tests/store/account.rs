//! Accounts and sessions.

use domain::account::Scope;
use domain::id::{AccountId, SessionId};
use jiff::{SignedDuration, Timestamp};
use store::account::{Account, Session};
use testkit::both_engines;
use uuid::Uuid;

fn start() -> Timestamp {
    "2020-02-17T00:00:00Z".parse().unwrap()
}

fn officer() -> Account {
    Account {
        id: AccountId(Uuid::from_u128(1)),
        sign_in_name: Some("guicheng".into()),
        shown_name: "桂城街道".into(),
        password_hash: Some("hash".into()),
        scope: Scope::Town {
            division: "440605011".parse().unwrap(),
        },
        failures: 0,
        locked_until: None,
        disabled_at: None,
    }
}

both_engines! {
    async fn a_session_is_found_by_its_token_until_it_is_revoked(database: Database) {
        let session = Session {
            id: SessionId(Uuid::from_u128(2)),
            account: officer().id,
            device: "phone".into(),
            created_at: start(),
            last_seen_at: start(),
            expires_at: start() + SignedDuration::from_mins(60),
        };
        let mut tx = database.store.write().await.unwrap();
        tx.insert_account(&officer(), start()).await.unwrap();
        tx.insert_session(&session, "hash").await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = database.store.write().await.unwrap();
        let (found, account) = tx.session("hash", start()).await.unwrap().expect("the session stands");
        assert_eq!((found.id, account.scope), (session.id, officer().scope));
        assert!(tx.session("hash", session.expires_at).await.unwrap().is_none(), "it ends by itself");
        assert!(tx.revoke_session(officer().id, session.id, start()).await.unwrap());
        assert!(!tx.revoke_session(officer().id, session.id, start()).await.unwrap(), "once");
        assert!(tx.session("hash", start()).await.unwrap().is_none());
    }
}

both_engines! {
    async fn an_account_locks_at_the_fifth_failure(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_account(&officer(), start()).await.unwrap();
        let until = start() + SignedDuration::from_mins(15);
        for failures in 1..=5 {
            tx.count_failure(officer().id, 5, until).await.unwrap();
            let account = tx.account_named("guicheng").await.unwrap().unwrap();
            assert_eq!(account.failures, failures);
            assert_eq!(account.locked_until, (failures == 5).then_some(until));
        }
    }
}

both_engines! {
    async fn two_accounts_never_share_a_sign_in_name(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_account(&officer(), start()).await.unwrap();
        let twin = Account { id: AccountId(Uuid::from_u128(9)), ..officer() };
        assert!(matches!(tx.insert_account(&twin, start()).await, Err(store::Error::Conflict(_))));
    }
}

both_engines! {
    async fn what_was_not_committed_is_not_there(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_account(&officer(), start()).await.unwrap();
        drop(tx);
        assert!(database.store.read().await.unwrap().account_named("guicheng").await.unwrap().is_none());
    }
}

both_engines! {
    async fn a_database_opens_again_only_with_its_master_key(database: Database) {
        let again = testkit::database::open(&database.url).await;
        assert_eq!(again.vault().public_key(), database.store.vault().public_key());
        let other = seal::MasterKey::from_hex(&"2".repeat(64)).unwrap();
        let wrong = store::Store::open(&database.url, other, std::sync::Arc::new(testkit::Dice::new(2))).await;
        assert!(matches!(wrong, Err(store::Error::Sealed(_))));
    }
}
