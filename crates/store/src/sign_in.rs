//! Failed sign-ins, counted in slots. Which slot a try falls in is the caller's; a slot names nobody.

use jiff::Timestamp;
use sqlx::Row;

use crate::columns::{instant, micros};
use crate::engine::Tx;
use crate::error::Result;

/// How many failures a slot takes, and until when it remembers them.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Failures after which a slot takes no more tries.
    pub most: u32,
    /// A failure now is remembered until then; once there were `most`, that is when tries are taken again.
    pub forget_at: Timestamp,
}

impl Tx {
    /// Counts a try as a failure until [`Tx::forgive_try`] or [`Tx::forgive_all_tries`] takes it back. None: it
    /// may be looked at. Else the slot is full, and the instant from which it takes tries again; asking does not
    /// move that instant on.
    pub async fn count_try(
        &mut self,
        slot: &str,
        allowance: Allowance,
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        let row = sqlx::query(
            "INSERT INTO sign_in_try (slot, failures, forget_at) VALUES ($1, 1, $2) \
             ON CONFLICT (slot) DO UPDATE SET \
             failures = CASE WHEN sign_in_try.forget_at <= $3 THEN 1 \
               WHEN sign_in_try.failures > $4 THEN sign_in_try.failures ELSE sign_in_try.failures + 1 END, \
             forget_at = CASE WHEN sign_in_try.forget_at <= $3 OR sign_in_try.failures < $4 \
               THEN excluded.forget_at ELSE sign_in_try.forget_at END \
             RETURNING failures, forget_at",
        )
        .bind(slot)
        .bind(micros(allowance.forget_at))
        .bind(micros(now))
        .bind(i64::from(allowance.most))
        .fetch_one(self.sql())
        .await?;
        let failures: i64 = row.try_get("failures")?;
        let until = instant(&row, "forget_at")?;
        Ok((failures > i64::from(allowance.most)).then_some(until))
    }

    /// Takes one try back that turned out well.
    pub async fn forgive_try(&mut self, slot: &str) -> Result<()> {
        sqlx::query("UPDATE sign_in_try SET failures = failures - 1 WHERE slot = $1 AND failures > 0")
            .bind(slot)
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Forgets a slot's failures: whoever tries there has proved themself.
    pub async fn forgive_all_tries(&mut self, slot: &str) -> Result<()> {
        sqlx::query("DELETE FROM sign_in_try WHERE slot = $1")
            .bind(slot)
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
