//! Passkeys, and what authenticators were asked.

use domain::id::{AccountId, PasskeyId};
use jiff::SignedDuration;
use store::passkey::{Passkey, PasskeyChallenge};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, ground, start};

fn passkey(number: u128) -> Passkey {
    Passkey {
        id: PasskeyId(Uuid::from_u128(number)),
        account: MANAGER,
        host: "sitewarden.test".into(),
        credential: format!("credential-{number}"),
        public_key: vec![0, 1, 2, 255],
        sign_count: 0,
        name: "办公室电脑".into(),
        created_at: start() + SignedDuration::from_secs(number as i64),
        last_used_at: None,
    }
}

both_engines! {
    async fn a_passkey_is_kept_as_it_was_given_and_is_a_second_factor(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        for number in [2, 1] {
            assert!(tx.insert_passkey(&passkey(number)).await.unwrap());
        }
        assert_eq!(tx.passkeys(MANAGER).await.unwrap(), [passkey(1), passkey(2)]);
        let found = tx.passkey_called("sitewarden.test", "credential-2").await.unwrap();
        assert_eq!(found, Some(passkey(2)));
        assert_eq!(tx.passkey_called("localhost", "credential-2").await.unwrap(), None, "of another host");
        assert!(tx.account(MANAGER).await.unwrap().unwrap().second_factor);
        let again = Passkey { id: PasskeyId(Uuid::from_u128(3)), ..passkey(2) };
        assert!(!tx.insert_passkey(&again).await.unwrap(), "it is there already");
    }
}

both_engines! {
    async fn one_that_counts_counts_on_and_one_that_does_not_stays_at_nothing(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.insert_passkey(&passkey(1)).await.unwrap();
        let mut taken = Vec::new();
        for count in [0, 0, 7, 7, 6, 0, 8, u32::MAX] {
            taken.push(tx.use_passkey(passkey(1).id, count, start()).await.unwrap());
        }
        assert_eq!(taken, [true, true, true, false, false, false, true, true]);
        let found = tx.passkeys(MANAGER).await.unwrap().remove(0);
        assert_eq!((found.sign_count, found.last_used_at), (u32::MAX, Some(start())));
        assert!(!tx.use_passkey(passkey(2).id, 9, start()).await.unwrap(), "there is none");
    }
}

both_engines! {
    async fn with_the_last_second_factor_go_the_recovery_codes_and_not_before(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        for number in [1, 2, 3] {
            tx.insert_passkey(&passkey(number)).await.unwrap();
        }
        tx.put_recovery_codes(MANAGER, &["a".into()]).await.unwrap();
        let secret = seal::TotpSecret::from_bytes(&[7; 20]).unwrap();
        tx.begin_second_factor(MANAGER, &secret).await.unwrap();
        tx.confirm_second_factor(MANAGER, start()).await.unwrap();
        let stranger = AccountId(Uuid::from_u128(999));
        assert!(!tx.remove_passkey(stranger, passkey(1).id).await.unwrap(), "not theirs");
        assert!(!tx.name_passkey(stranger, passkey(1).id, "x").await.unwrap(), "not theirs");
        assert!(tx.remove_passkey(MANAGER, passkey(1).id).await.unwrap());
        assert!(!tx.remove_passkey(MANAGER, passkey(1).id).await.unwrap());
        tx.remove_app(MANAGER).await.unwrap();
        assert!(tx.name_passkey(MANAGER, passkey(2).id, "手机").await.unwrap());
        assert_eq!(tx.passkeys(MANAGER).await.unwrap()[0].name, "手机");
        tx.remove_passkey(MANAGER, passkey(2).id).await.unwrap();
        assert_eq!(tx.recovery_codes_left(MANAGER).await.unwrap(), 1, "a passkey is still there");
        tx.remove_passkey(MANAGER, passkey(3).id).await.unwrap();
        assert_eq!(tx.recovery_codes_left(MANAGER).await.unwrap(), 0);
        assert!(!tx.account(MANAGER).await.unwrap().unwrap().second_factor);
        assert!(!tx.remove_second_factor(MANAGER).await.unwrap(), "nothing is left");
        tx.insert_passkey(&passkey(4)).await.unwrap();
        assert!(tx.remove_second_factor(MANAGER).await.unwrap());
        assert_eq!(tx.passkeys(MANAGER).await.unwrap(), []);
    }
}

both_engines! {
    async fn a_challenge_is_answered_once_in_time_and_the_newest_alone(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let asked = |byte: u8| PasskeyChallenge {
            account: Some(MANAGER),
            challenge: vec![byte; 32],
            origin: "https://sitewarden.test".into(),
        };
        let until = start() + SignedDuration::from_mins(5);
        for byte in [1, 2] {
            tx.put_passkey_challenge("session", &asked(byte), start(), until).await.unwrap();
        }
        assert_eq!(tx.take_passkey_challenge("other", start()).await.unwrap(), None);
        assert_eq!(tx.take_passkey_challenge("session", start()).await.unwrap(), Some(asked(2)));
        assert_eq!(tx.take_passkey_challenge("session", start()).await.unwrap(), None, "once");
        tx.put_passkey_challenge("session", &asked(3), start(), until).await.unwrap();
        assert_eq!(tx.take_passkey_challenge("session", until).await.unwrap(), None, "too late");
        tx.put_passkey_challenge("old", &asked(4), start(), until).await.unwrap();
        tx.put_passkey_challenge("new", &asked(5), until, until + SignedDuration::from_mins(5)).await.unwrap();
        assert_eq!(tx.take_passkey_challenge("old", start()).await.unwrap(), None, "what ran out is cleared");
        tx.put_passkey_challenge("session", &asked(6), start(), until).await.unwrap();
        tx.end_half_sign_ins(MANAGER).await.unwrap();
        assert_eq!(tx.take_passkey_challenge("session", start()).await.unwrap(), None, "ended");
    }
}
