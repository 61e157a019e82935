//! Cards by which workers sign in: one a person, found by the keyed hash of the code on it.

use domain::id::PersonId;
use jiff::Timestamp;

use crate::columns::{id, instant, micros};
use crate::engine::Tx;
use crate::error::Result;

/// Failures after which a card is good no more.
const MOST_FAILURES: i64 = 5;

impl Tx {
    /// Makes a person's card, in place of any earlier one.
    pub async fn put_sign_in_card(
        &mut self,
        person: PersonId,
        code_index: &str,
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO sign_in_card (person_id, code_index, failures, made_at) VALUES ($1, $2, 0, $3) \
             ON CONFLICT (person_id) DO UPDATE SET code_index = excluded.code_index, failures = 0, \
             made_at = excluded.made_at",
        )
        .bind(person.to_string())
        .bind(code_index)
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Whose card it is, counted as a failure until [`Tx::forgive_sign_in_card`] takes that back. None: nobody's, or
    /// five failures were counted.
    pub async fn try_sign_in_card(&mut self, code_index: &str) -> Result<Option<PersonId>> {
        let row = sqlx::query(
            "UPDATE sign_in_card SET failures = failures + 1 WHERE code_index = $1 AND failures < $2 \
             RETURNING person_id",
        )
        .bind(code_index)
        .bind(MOST_FAILURES)
        .fetch_optional(self.sql())
        .await?;
        row.map(|row| id(&row, "person_id")).transpose()
    }

    /// Takes back what was counted against a person's card.
    pub async fn forgive_sign_in_card(&mut self, person: PersonId) -> Result<()> {
        sqlx::query("UPDATE sign_in_card SET failures = 0 WHERE person_id = $1")
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// When a person's card was made; none: there is none.
    pub async fn sign_in_card(&mut self, person: PersonId) -> Result<Option<Timestamp>> {
        let row = sqlx::query("SELECT made_at FROM sign_in_card WHERE person_id = $1")
            .bind(person.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.map(|row| instant(&row, "made_at")).transpose()
    }

    /// Ends a person's card. False: there was none.
    pub async fn end_sign_in_card(&mut self, person: PersonId) -> Result<bool> {
        let done = sqlx::query("DELETE FROM sign_in_card WHERE person_id = $1")
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
