//! Second factors, recovery codes, and sign-ins that wait for them.

use domain::id::AccountId;
use jiff::SignedDuration;
use seal::TotpSecret;
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, ground, start};

fn secret(byte: u8) -> TotpSecret {
    TotpSecret::from_bytes(&[byte; 20]).unwrap()
}

both_engines! {
    async fn a_second_factor_is_begun_again_until_it_is_confirmed_and_lies_nowhere_in_clear(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        for byte in [b'x', b'y'] {
            assert!(tx.begin_second_factor(MANAGER, &secret(byte)).await.unwrap());
        }
        let found = tx.second_factor(MANAGER).await.unwrap().unwrap();
        assert_eq!((found.secret.bytes(), found.confirmed), (&[b'y'; 20][..], false));
        assert!(!tx.account(MANAGER).await.unwrap().unwrap().second_factor, "not asked for yet");
        assert!(tx.confirm_second_factor(MANAGER, start()).await.unwrap());
        assert!(!tx.confirm_second_factor(MANAGER, start()).await.unwrap(), "once");
        assert!(tx.account(MANAGER).await.unwrap().unwrap().second_factor);
        assert!(!tx.begin_second_factor(MANAGER, &secret(b'z')).await.unwrap(), "it stands");
        tx.commit().await.unwrap();
        let kept = database.contents().await;
        assert!(!kept.windows(20).any(|window| window == [b'y'; 20]));
    }
}

both_engines! {
    async fn no_code_is_taken_twice_nor_one_from_before_it(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        assert!(!tx.use_step(MANAGER, 7).await.unwrap(), "there is none");
        tx.begin_second_factor(MANAGER, &secret(1)).await.unwrap();
        let mut taken = Vec::new();
        for step in [7, 7, 6, 8] {
            taken.push(tx.use_step(MANAGER, step).await.unwrap());
        }
        assert_eq!(taken, [true, false, false, true]);
    }
}

both_engines! {
    async fn a_recovery_code_works_once_and_new_ones_end_the_old(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.put_recovery_codes(MANAGER, &["a".into(), "b".into()]).await.unwrap();
        assert!(tx.use_recovery_code(MANAGER, "a").await.unwrap());
        assert!(!tx.use_recovery_code(MANAGER, "a").await.unwrap());
        assert_eq!(tx.recovery_codes_left(MANAGER).await.unwrap(), 1);
        tx.put_recovery_codes(MANAGER, &["c".into()]).await.unwrap();
        assert!(!tx.use_recovery_code(MANAGER, "b").await.unwrap());
        tx.begin_second_factor(MANAGER, &secret(1)).await.unwrap();
        assert!(tx.remove_second_factor(MANAGER).await.unwrap());
        assert_eq!(tx.recovery_codes_left(MANAGER).await.unwrap(), 0);
    }
}

both_engines! {
    async fn a_sign_in_waits_five_minutes_and_goes_on_once(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let until = start() + SignedDuration::from_mins(5);
        tx.insert_half_sign_in(MANAGER, "hash", start(), until).await.unwrap();
        assert_eq!(tx.half_sign_in("hash", start()).await.unwrap(), Some(MANAGER));
        assert_eq!(tx.half_sign_in("other", start()).await.unwrap(), None);
        assert_eq!(tx.half_sign_in("hash", until).await.unwrap(), None);
        assert!(tx.end_half_sign_in("hash").await.unwrap());
        assert!(!tx.end_half_sign_in("hash").await.unwrap());
        let nobody = AccountId(Uuid::from_u128(999));
        assert!(tx.insert_half_sign_in(nobody, "x", start(), until).await.is_err());
    }
}
