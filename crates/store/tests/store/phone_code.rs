//! Codes by text message.

use domain::phone_code::Asked;
use jiff::SignedDuration;
use testkit::both_engines;

use crate::ground::start;

both_engines! {
    async fn each_try_is_counted_before_it_is_looked_at_and_a_code_that_was_used_is_gone(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        assert!(tx.try_phone_code("phone").await.unwrap().is_none(), "none was asked for");
        assert!(tx.hold_phone_code("phone").await.unwrap().is_none());
        let asked = Asked::once_more(None, start()).unwrap();
        let until = start() + SignedDuration::from_mins(5);
        tx.put_phone_code("phone", "right", until, &asked).await.unwrap();
        assert_eq!(tx.hold_phone_code("phone").await.unwrap(), Some(asked));
        for number in 1..=3 {
            let tried = tx.try_phone_code("phone").await.unwrap().unwrap();
            assert_eq!((tried.number, tried.code_hash.as_deref(), tried.expires_at), (number, Some("right"), until));
        }
        let later = until + SignedDuration::from_mins(5);
        tx.use_phone_code("phone", Some(("ticket", later))).await.unwrap();
        let tried = tx.try_phone_code("phone").await.unwrap().unwrap();
        assert_eq!((tried.number, tried.code_hash.as_deref(), tried.expires_at), (1, Some("ticket"), later));
        tx.use_phone_code("phone", None).await.unwrap();
        assert_eq!(tx.try_phone_code("phone").await.unwrap().unwrap().code_hash, None);
        assert_eq!(tx.hold_phone_code("phone").await.unwrap(), Some(asked), "what was asked counts on");
    }
}

both_engines! {
    async fn a_phone_is_forgotten_once_nothing_counts_any_more(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let asked = Asked::once_more(None, start()).unwrap();
        tx.hold_phone_code("phone").await.unwrap();
        tx.put_phone_code("phone", "code", start(), &asked).await.unwrap();
        for (hours, known) in [(23, true), (24, false)] {
            tx.forget_phone_codes(start() + SignedDuration::from_hours(hours)).await.unwrap();
            assert_eq!(tx.try_phone_code("phone").await.unwrap().is_some(), known, "after {hours} hours");
        }
    }
}

both_engines! {
    async fn two_who_ask_at_once_for_a_phone_are_counted_one_after_the_other(database: Database) {
        let ask = async || {
            let mut tx = database.store.write().await.unwrap();
            let before = tx.hold_phone_code("phone").await.unwrap();
            let asked = Asked::once_more(before, start());
            if let Ok(asked) = asked {
                tx.put_phone_code("phone", "code", start(), &asked).await.unwrap();
                tx.commit().await.unwrap();
            }
            asked.is_ok()
        };
        let (one, other) = tokio::join!(ask(), ask());
        assert_ne!(one, other, "one of them has a code");
    }
}
