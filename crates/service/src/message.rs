//! Messages on their way out: written with what they tell of, handed over afterwards, each attempt kept.
//!
//! Whoever hands one over takes it first, so that several processes never send the same at once; one that was cut off
//! in the middle of it is sent again rather than never.

use std::sync::Arc;

use connect::{Receipt, Refusal, Sender};
use domain::id::MessageId;
use domain::message::Message;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::message::Due;
use tokio::task::JoinSet;

use crate::error::{Error, Result};
use crate::platform::Platform;

/// So many messages are handed over at once.
const AT_ONCE: i64 = 16;

/// A message that was not taken is handed over again after this long, then after twice as long, and so on. Longer than
/// anybody waits for a provider's answer, so that what is under way is not sent beside itself.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(15);

/// A message that is being handed over.
struct Taken {
    id: MessageId,
    number: u32,
    message: Message,
}

impl Platform {
    /// Hands over what is due; how many messages that were. Where that is as many as go at once, more may be due.
    pub async fn send_messages(&self) -> Result<usize> {
        let Some(sender) = &self.sender else { return Ok(0) };
        let due = self.store.read().await?.messages_due(self.now(), AT_ONCE).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut sending = JoinSet::new();
        for taken in self.take_messages(&due).await? {
            sending.spawn(self.clone().hand_over(sender.clone(), taken));
        }
        // One that fails keeps none of the others from being noted.
        let mut all = Ok(due.len());
        while let Some(done) = sending.join_next().await {
            if let Err(error) = done.map_err(Error::internal).flatten() {
                all = Err(error);
            }
        }
        all
    }

    async fn take_messages(&self, due: &[Due]) -> Result<Vec<Taken>> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let mut all = Vec::new();
        for due in due {
            let again_at = now + AGAIN_AFTER * 2_i32.saturating_pow(due.attempts.min(16));
            let Some(message) = tx.take_message(due, again_at).await? else {
                continue;
            };
            if due.give_up_at <= now {
                tx.settle_message(due.id, "late").await?;
            } else if is_for_somebody(&mut tx, &message).await? {
                let number = due.attempts + 1;
                tx.begin_attempt(due.id, number, now).await?;
                all.push(Taken {
                    id: due.id,
                    number,
                    message,
                });
            } else {
                tx.drop_message(due.id).await?;
            }
        }
        tx.commit().await?;
        Ok(all)
    }

    async fn hand_over(self, sender: Arc<dyn Sender>, taken: Taken) -> Result<()> {
        let answer = sender.send(&taken.message).await;
        let mut tx = self.store.write().await?;
        let (id, number, now) = (taken.id, taken.number, self.now());
        match answer {
            Ok(Receipt(receipt)) => {
                tx.end_attempt(id, number, ("taken", &receipt), now).await?;
                tx.settle_message(id, "sent").await?;
            }
            Err(Refusal { why, code }) => {
                tracing::warn!(why = why.words().en, code, "a message was not taken");
                tx.end_attempt(id, number, (why.word(), &code), now).await?;
                if !why.passes() {
                    tx.settle_message(id, "refused").await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }

    /// How many messages were handed over in the hour before an instant.
    pub(crate) async fn handed_over_in_hour(&self, tx: &mut Tx, now: Timestamp) -> Result<i64> {
        Ok(tx.attempts_since(now - SignedDuration::from_hours(1)).await?)
    }
}

/// Whether anybody is registered whom a message is for. It is looked at only now, so that whoever asked for a code, and
/// how long the answer took, learned nothing of it.
async fn is_for_somebody(tx: &mut Tx, message: &Message) -> Result<bool> {
    match message {
        Message::SignInCode { phone, .. } => {
            let index = tx.vault().phone_index(phone);
            Ok(!tx.people_by_phone(&index).await?.is_empty())
        }
    }
}
