//! Codes by text message: one for each phone, found by the phone's keyed hash. Whose phone it is is not looked at.

use domain::phone_code::Asked;
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

use crate::columns::{instant, micros};
use crate::engine::Tx;
use crate::error::{Error, Result};

/// A try at a phone's code, counted before the code is looked at.
#[derive(Clone, Debug)]
pub struct Try {
    /// The keyed hash of what is right; none once it was used.
    pub code_hash: Option<String>,
    /// The how many-th try at it this is.
    pub number: u32,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

impl Tx {
    /// What was asked for a phone so far; none before the first. Until this ends nobody else asks for the same phone.
    pub async fn hold_phone_code(&mut self, phone_index: &str) -> Result<Option<Asked>> {
        let row = sqlx::query(
            "INSERT INTO phone_code (phone_index, code_hash, tries, expires_at, asked_at, hour_from, in_hour, day_from, in_day) \
             VALUES ($1, NULL, 0, 0, 0, 0, 0, 0, 0) \
             ON CONFLICT (phone_index) DO UPDATE SET phone_index = excluded.phone_index \
             RETURNING asked_at, hour_from, in_hour, day_from, in_day",
        )
        .bind(phone_index)
        .fetch_one(self.sql())
        .await?;
        let count = |column: &'static str| -> Result<u32> {
            let stored: i64 = row.try_get(column)?;
            u32::try_from(stored).map_err(|_| Error::Form(column))
        };
        let asked = Asked {
            last: instant(&row, "asked_at")?,
            hour_from: instant(&row, "hour_from")?,
            in_hour: count("in_hour")?,
            day_from: instant(&row, "day_from")?,
            in_day: count("in_day")?,
        };
        Ok((asked.in_day > 0).then_some(asked))
    }

    /// Puts a new code in the place of the one before, with what was now asked for its phone, which is held.
    pub async fn put_phone_code(
        &mut self,
        phone_index: &str,
        code_hash: &str,
        expires_at: Timestamp,
        asked: &Asked,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE phone_code SET code_hash = $2, tries = 0, expires_at = $3, asked_at = $4, hour_from = $5, \
             in_hour = $6, day_from = $7, in_day = $8 WHERE phone_index = $1",
        )
        .bind(phone_index)
        .bind(code_hash)
        .bind(micros(expires_at))
        .bind(micros(asked.last))
        .bind(micros(asked.hour_from))
        .bind(i64::from(asked.in_hour))
        .bind(micros(asked.day_from))
        .bind(i64::from(asked.in_day))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Counts a try at a phone's code. None where none was asked for.
    pub async fn try_phone_code(&mut self, phone_index: &str) -> Result<Option<Try>> {
        let row = sqlx::query(
            "UPDATE phone_code SET tries = tries + 1 WHERE phone_index = $1 RETURNING code_hash, tries, expires_at",
        )
        .bind(phone_index)
        .fetch_optional(self.sql())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let tries: i64 = row.try_get("tries")?;
        Ok(Some(Try {
            code_hash: row.try_get("code_hash")?,
            number: u32::try_from(tries).unwrap_or(u32::MAX),
            expires_at: instant(&row, "expires_at")?,
        }))
    }

    /// Uses a phone's code up. What is put in its place, for whoever gave it and goes on from there, is good until then.
    pub async fn use_phone_code(&mut self, phone_index: &str, next: Option<(&str, Timestamp)>) -> Result<()> {
        let (hash, until) = next.unzip();
        sqlx::query(
            "UPDATE phone_code SET code_hash = $2, tries = 0, expires_at = COALESCE($3, expires_at) \
             WHERE phone_index = $1",
        )
        .bind(phone_index)
        .bind(hash)
        .bind(until.map(micros))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Forgets the phones for which nothing counts and nothing is good any more.
    pub async fn forget_phone_codes(&mut self, now: Timestamp) -> Result<()> {
        sqlx::query("DELETE FROM phone_code WHERE day_from <= $1 AND expires_at <= $2 AND in_day > 0")
            .bind(micros(now - SignedDuration::from_hours(24)))
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
