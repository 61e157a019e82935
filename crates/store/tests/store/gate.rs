//! Gates: enrolled once by a code, known by their key, and told apart from whoever sends a challenge again.

use domain::account::Scope;
use domain::id::{AccountId, GateId};
use jiff::SignedDuration;
use store::Store;
use store::account::Account;
use store::gate::Gate;
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{SITE, ground, start};

pub(crate) async fn gate(store: &Store) -> Gate {
    gate_numbered(store, 1, "hash").await
}

/// A gate that waits for its code.
pub(crate) async fn gate_numbered(store: &Store, number: u128, code_hash: &str) -> Gate {
    let gate = Gate {
        id: GateId(Uuid::from_u128(number)),
        account: AccountId(Uuid::from_u128(30 + number)),
        site: SITE,
        name: "南门".into(),
        public_key: None,
        code_expires_at: start() + SignedDuration::from_hours(1),
        code_used_at: None,
        created_at: start(),
        last_seen_at: None,
        roster_version: None,
        queue: None,
    };
    let account = Account {
        id: gate.account,
        sign_in_name: None,
        shown_name: "南门".into(),
        password_hash: None,
        initial_password: false,
        password_set_at: None,
        second_factor: false,
        scope: Scope::Gate {
            gate: gate.id,
            site: SITE,
        },
        disabled_at: None,
        unlocks: 0,
    };
    let mut tx = store.write().await.unwrap();
    tx.insert_account(&account, start()).await.unwrap();
    tx.insert_gate(&gate, code_hash).await.unwrap();
    tx.commit().await.unwrap();
    gate
}

both_engines! {
    async fn a_code_enrols_one_key_within_its_hour(database: Database) {
        ground(&database.store).await;
        let gate = gate(&database.store).await;
        let hour = SignedDuration::from_hours(1);
        let mut tx = database.store.write().await.unwrap();
        let found = tx.gate_by_code("hash").await.unwrap().unwrap();
        assert_eq!((found.id, found.public_key, found.code_used_at), (gate.id, None, None));
        assert!(!tx.enrol_gate(gate.id, "hash", "key", start() + hour).await.unwrap(), "too old");
        assert!(!tx.enrol_gate(gate.id, "another", "key", start()).await.unwrap());
        assert!(tx.enrol_gate(gate.id, "hash", "key", start()).await.unwrap());
        assert!(!tx.enrol_gate(gate.id, "hash", "other key", start()).await.unwrap(), "used");
        assert_eq!(tx.gate_by_key("key").await.unwrap().map(|gate| gate.code_used_at), Some(Some(start())));
        assert_eq!(tx.gate_by_key("other key").await.unwrap(), None);
    }
}

both_engines! {
    async fn a_new_code_ends_the_key_and_the_session_of_before(database: Database) {
        ground(&database.store).await;
        let gate = gate(&database.store).await;
        let later = start() + SignedDuration::from_hours(2);
        let mut tx = database.store.write().await.unwrap();
        tx.enrol_gate(gate.id, "hash", "key", start()).await.unwrap();
        tx.open_gate_session(gate.id, "token", later).await.unwrap();
        assert_eq!(tx.gate_by_session("token", start()).await.unwrap().map(|gate| gate.id), Some(gate.id));
        tx.renew_gate_code(gate.id, "new", later).await.unwrap();
        assert_eq!(tx.gate_by_session("token", start()).await.unwrap(), None);
        assert_eq!(tx.gate_by_key("key").await.unwrap(), None);
        assert_eq!(tx.gate_by_code("hash").await.unwrap(), None);
        assert!(tx.enrol_gate(gate.id, "new", "new key", start()).await.unwrap());
    }
}

both_engines! {
    async fn what_a_gate_tells_of_itself_stays_where_it_tells_nothing_new(database: Database) {
        ground(&database.store).await;
        let gate = gate(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.gate_spoke(gate.id, Some(7), Some(2), start()).await.unwrap();
        tx.gate_spoke(gate.id, None, Some(0), start()).await.unwrap();
        let found = tx.gate(gate.id).await.unwrap().unwrap();
        assert_eq!((found.roster_version, found.queue, found.last_seen_at), (Some(7), Some(0), Some(start())));
    }
}

both_engines! {
    async fn one_session_of_a_gate_stands_until_it_ends_or_the_gate_does(database: Database) {
        ground(&database.store).await;
        let gate = gate(&database.store).await;
        let later = start() + SignedDuration::from_mins(15);
        let mut tx = database.store.write().await.unwrap();
        tx.enrol_gate(gate.id, "hash", "key", start()).await.unwrap();
        tx.open_gate_session(gate.id, "first", later).await.unwrap();
        tx.open_gate_session(gate.id, "second", later).await.unwrap();
        assert_eq!(tx.gate_by_session("first", start()).await.unwrap(), None);
        assert!(tx.gate_by_session("second", start()).await.unwrap().is_some());
        assert_eq!(tx.gate_by_session("second", later).await.unwrap(), None);
        assert!(tx.revoke_gate(gate.id, start()).await.unwrap());
        assert!(!tx.revoke_gate(gate.id, start()).await.unwrap(), "once");
        assert_eq!(tx.gate_by_session("second", start()).await.unwrap(), None);
        assert_eq!(tx.gate_by_key("key").await.unwrap(), None);
        assert_eq!(tx.gate_by_code("hash").await.unwrap(), None);
        assert_eq!(tx.gates(SITE).await.unwrap(), []);
    }
}

both_engines! {
    async fn a_challenge_is_answered_once_and_forgotten_when_it_is_too_old(database: Database) {
        let minute = SignedDuration::from_mins(1);
        let mut tx = database.store.write().await.unwrap();
        assert!(tx.use_gate_challenge("one", start() + minute, start()).await.unwrap());
        assert!(!tx.use_gate_challenge("one", start() + minute, start()).await.unwrap());
        assert!(tx.use_gate_challenge("two", start() + minute, start()).await.unwrap());
        assert!(tx.use_gate_challenge("one", start() + minute * 2, start() + minute).await.unwrap(), "the table stays small");
    }
}

both_engines! {
    async fn two_answers_to_one_challenge_at_the_same_moment_open_one_session(database: Database) {
        let answer = |store: Store| async move {
            let mut tx = store.write().await.unwrap();
            let first = tx.use_gate_challenge("one", start() + SignedDuration::from_mins(1), start()).await.unwrap();
            tx.commit().await.unwrap();
            first
        };
        let one = tokio::spawn(answer(database.store.clone()));
        let two = tokio::spawn(answer(database.store.clone()));
        assert_ne!(one.await.unwrap(), two.await.unwrap());
    }
}
