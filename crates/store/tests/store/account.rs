//! Accounts and sessions.

use domain::account::Scope;
use domain::id::{AccountId, SessionId};
use jiff::{SignedDuration, Timestamp};
use store::account::Account;
use store::session::Session;
use store::sign_in::Allowance;
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
        initial_password: true,
        password_set_at: None,
        second_factor: false,
        scope: Scope::Town {
            division: "440605011".parse().unwrap(),
        },
        disabled_at: None,
        unlocks: 0,
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
    async fn all_sessions_but_one_end_at_once_and_nobody_elses_do(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let other = Account { id: AccountId(Uuid::from_u128(9)), sign_in_name: Some("dali".into()), ..officer() };
        for account in [&officer(), &other] {
            tx.insert_account(account, start()).await.unwrap();
        }
        for (number, account) in [(1, officer().id), (2, officer().id), (3, officer().id), (4, other.id)] {
            let session = Session {
                id: SessionId(Uuid::from_u128(number)),
                account,
                device: "phone".into(),
                created_at: start(),
                last_seen_at: start(),
                expires_at: start() + SignedDuration::from_mins(60),
            };
            tx.insert_session(&session, &format!("hash {number}")).await.unwrap();
        }
        let kept = SessionId(Uuid::from_u128(2));
        tx.revoke_other_sessions(officer().id, Some(kept), start()).await.unwrap();
        let ids = |sessions: Vec<Session>| sessions.into_iter().map(|session| session.id).collect::<Vec<_>>();
        assert_eq!(ids(tx.sessions(officer().id, start()).await.unwrap()), [kept]);
        assert_eq!(tx.sessions(other.id, start()).await.unwrap().len(), 1);
        tx.revoke_other_sessions(officer().id, None, start()).await.unwrap();
        assert_eq!(tx.sessions(officer().id, start()).await.unwrap().len(), 0);
    }
}

both_engines! {
    async fn a_password_is_someone_elses_until_its_owner_sets_it(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_account(&officer(), start()).await.unwrap();
        assert!(tx.account(officer().id).await.unwrap().unwrap().initial_password);
        let later = start() + SignedDuration::from_hours(1);
        tx.put_password(officer().id, "own", false, later).await.unwrap();
        let account = tx.account(officer().id).await.unwrap().unwrap();
        assert_eq!((account.password_hash.as_deref(), account.initial_password), (Some("own"), false));
        assert_eq!(account.password_set_at, Some(later));
    }
}

both_engines! {
    async fn a_slot_takes_so_many_failures_and_opens_again_when_it_said(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let at = |minute: i64| start() + SignedDuration::from_mins(minute);
        let allowance = |minute| Allowance { most: 3, forget_at: at(minute + 15) };
        for minute in 0..3 {
            assert_eq!(tx.count_try("place 0", allowance(minute), at(minute)).await.unwrap(), None);
        }
        for minute in [3, 10] {
            let until = tx.count_try("place 0", allowance(minute), at(minute)).await.unwrap();
            assert_eq!(until, Some(at(17)), "asking again does not put it off");
        }
        assert_eq!(tx.count_try("place 1", allowance(3), at(3)).await.unwrap(), None, "another slot");
        assert_eq!(tx.count_try("place 0", allowance(17), at(17)).await.unwrap(), None);
    }
}

both_engines! {
    async fn what_turned_out_well_is_taken_back(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let once = Allowance { most: 1, forget_at: start() + SignedDuration::from_mins(15) };
        for _ in 0..3 {
            assert_eq!(tx.count_try("name 0", once, start()).await.unwrap(), None);
            tx.forgive_try("name 0").await.unwrap();
        }
        for _ in 0..3 {
            tx.count_try("name 0", once, start()).await.unwrap();
        }
        tx.forgive_all_tries("name 0").await.unwrap();
        assert_eq!(tx.count_try("name 0", once, start()).await.unwrap(), None);
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
