//! Messages on their way out.

use domain::id::MessageId;
use domain::message::Message;
use domain::phone::Phone;
use jiff::SignedDuration;
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::start;

const MESSAGE: MessageId = MessageId(Uuid::from_u128(1));

fn code() -> Message {
    Message::SignInCode {
        phone: Phone::parse("13712345678").unwrap(),
        code: "031425".into(),
    }
}

both_engines! {
    async fn a_message_is_taken_by_one_and_due_again_until_it_is_settled(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let give_up = start() + SignedDuration::from_mins(5);
        tx.insert_message(MESSAGE, &code(), start(), give_up).await.unwrap();
        let due = tx.messages_due(start(), 10).await.unwrap();
        assert_eq!((due.len(), due[0].attempts, due[0].give_up_at), (1, 0, give_up));
        let again = start() + SignedDuration::from_secs(15);
        assert_eq!(tx.take_message(&due[0], again).await.unwrap(), Some(code()));
        assert_eq!(tx.take_message(&due[0], again).await.unwrap(), None, "somebody has it");
        tx.begin_attempt(MESSAGE, 1, start()).await.unwrap();
        tx.end_attempt(MESSAGE, 1, ("busy", "Throttling"), start()).await.unwrap();
        assert!(tx.messages_due(start(), 10).await.unwrap().is_empty());
        let due = tx.messages_due(again, 10).await.unwrap();
        assert_eq!(due[0].attempts, 1);
        assert_eq!(tx.take_message(&due[0], again).await.unwrap(), Some(code()));
        tx.begin_attempt(MESSAGE, 2, again).await.unwrap();
        tx.end_attempt(MESSAGE, 2, ("taken", "receipt-1"), again).await.unwrap();
        tx.settle_message(MESSAGE, "sent").await.unwrap();
        assert!(tx.messages_due(give_up, 10).await.unwrap().is_empty());
        let (outcome, attempts) = tx.message_outcome(MESSAGE).await.unwrap();
        assert_eq!(outcome.as_deref(), Some("sent"));
        assert_eq!(attempts, [("busy".into(), "Throttling".into()), ("taken".into(), "receipt-1".into())]);
        assert_eq!(tx.attempts_since(start()).await.unwrap(), 1, "after that instant");
    }
}

both_engines! {
    async fn neither_the_phone_nor_the_code_lies_anywhere_in_clear(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_message(MESSAGE, &code(), start(), start()).await.unwrap();
        tx.commit().await.unwrap();
        let kept = database.contents().await;
        for secret in ["13712345678", "031425"] {
            assert!(!kept.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        }
    }
}

both_engines! {
    async fn a_message_for_nobody_is_forgotten(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_message(MESSAGE, &code(), start(), start()).await.unwrap();
        tx.drop_message(MESSAGE).await.unwrap();
        assert!(tx.messages_due(start(), 10).await.unwrap().is_empty());
        assert_eq!(tx.message_outcome(MESSAGE).await.unwrap(), (None, Vec::new()));
    }
}
