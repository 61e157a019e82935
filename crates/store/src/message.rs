//! Messages on their way out: to whom and what, sealed until it was sent or given up, and each attempt.

use domain::id::MessageId;
use domain::message::Message;
use jiff::Timestamp;
use seal::Place;
use sqlx::Row;

use crate::columns::{id, instant, micros, open_json, seal_json};
use crate::engine::Tx;
use crate::error::{Error, Result};

/// A message whose instant has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub id: MessageId,
    /// How often it was handed over before.
    pub attempts: u32,
    /// From when on it is of no use.
    pub give_up_at: Timestamp,
}

fn place(id: &str) -> Place<'_> {
    Place {
        table: "message",
        column: "body",
        row: id,
    }
}

impl Tx {
    /// Writes a message to be sent at once, and to be given up at an instant.
    pub async fn insert_message(
        &mut self,
        id: MessageId,
        message: &Message,
        now: Timestamp,
        give_up_at: Timestamp,
    ) -> Result<()> {
        let id = id.to_string();
        let vault = self.vault();
        let body = seal_json(vault, vault.common(), &place(&id), message)?;
        sqlx::query(
            "INSERT INTO message (id, kind, body, created_at, due_at, give_up_at, attempts) \
             VALUES ($1, $2, $3, $4, $4, $5, 0)",
        )
        .bind(id.as_str())
        .bind(message.kind())
        .bind(body)
        .bind(micros(now))
        .bind(micros(give_up_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Messages whose instant has come, the longest due first.
    pub async fn messages_due(&mut self, now: Timestamp, limit: i64) -> Result<Vec<Due>> {
        let rows = sqlx::query(
            "SELECT id, attempts, give_up_at FROM message WHERE due_at IS NOT NULL AND due_at <= $1 \
             ORDER BY due_at, id LIMIT $2",
        )
        .bind(micros(now))
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                let attempts: i64 = row.try_get("attempts")?;
                Ok(Due {
                    id: id(row, "id")?,
                    attempts: u32::try_from(attempts).map_err(|_| Error::Form("attempts"))?,
                    give_up_at: instant(row, "give_up_at")?,
                })
            })
            .collect()
    }

    /// Takes a message that is due, so that nobody else sends it; unless it is settled it is due again at an instant.
    /// None when somebody else took it first.
    pub async fn take_message(&mut self, due: &Due, again_at: Timestamp) -> Result<Option<Message>> {
        let id = due.id.to_string();
        let row = sqlx::query(
            "UPDATE message SET attempts = attempts + 1, due_at = $3 \
             WHERE id = $1 AND attempts = $2 AND due_at IS NOT NULL RETURNING body",
        )
        .bind(id.as_str())
        .bind(i64::from(due.attempts))
        .bind(micros(again_at))
        .fetch_optional(self.sql())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let body: Vec<u8> = row.try_get("body")?;
        Ok(Some(open_json(self.vault().common(), &place(&id), &body)?))
    }

    /// Notes that a message is being handed over.
    pub async fn begin_attempt(&mut self, message: MessageId, number: u32, now: Timestamp) -> Result<()> {
        sqlx::query("INSERT INTO message_attempt (message_id, number, at) VALUES ($1, $2, $3)")
            .bind(message.to_string())
            .bind(i64::from(number))
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Notes what was answered: a word, and the receipt or the provider's own word.
    pub async fn end_attempt(
        &mut self,
        message: MessageId,
        number: u32,
        (outcome, said): (&str, &str),
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE message_attempt SET ended_at = $3, outcome = $4, said = $5 WHERE message_id = $1 AND number = $2",
        )
        .bind(message.to_string())
        .bind(i64::from(number))
        .bind(micros(now))
        .bind(outcome)
        .bind(said)
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// A message is sent no more, and what it said is erased.
    pub async fn settle_message(&mut self, message: MessageId, outcome: &str) -> Result<()> {
        sqlx::query("UPDATE message SET body = NULL, due_at = NULL, outcome = $2 WHERE id = $1")
            .bind(message.to_string())
            .bind(outcome)
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Forgets a message that is for nobody and was never handed over.
    pub async fn drop_message(&mut self, message: MessageId) -> Result<()> {
        sqlx::query("DELETE FROM message WHERE id = $1")
            .bind(message.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// How often messages were handed over after an instant.
    pub async fn attempts_since(&mut self, since: Timestamp) -> Result<i64> {
        let row = sqlx::query("SELECT COUNT(*) AS handed_over FROM message_attempt WHERE at > $1")
            .bind(micros(since))
            .fetch_one(self.sql())
            .await?;
        Ok(row.try_get("handed_over")?)
    }

    /// What became of a message, and of each attempt at it, by their words; none while it is to be sent yet.
    pub async fn message_outcome(
        &mut self,
        message: MessageId,
    ) -> Result<(Option<String>, Vec<(String, String)>)> {
        let outcome = sqlx::query("SELECT outcome FROM message WHERE id = $1")
            .bind(message.to_string())
            .fetch_optional(self.sql())
            .await?;
        let outcome = outcome.map(|row| row.try_get("outcome")).transpose()?.flatten();
        let attempts = sqlx::query(
            "SELECT COALESCE(outcome, '') AS outcome, COALESCE(said, '') AS said FROM message_attempt \
             WHERE message_id = $1 ORDER BY number",
        )
        .bind(message.to_string())
        .fetch_all(self.sql())
        .await?;
        let attempts = attempts
            .iter()
            .map(|row| Ok((row.try_get("outcome")?, row.try_get("said")?)));
        Ok((outcome, attempts.collect::<Result<_>>()?))
    }
}
