//! Releasing a document: a person of whom nothing is known but a registration that a site rejected is forgotten, so
//! that the document can be registered anew under the right name.

use domain::id::{EngagementId, PersonId};
use jiff::Timestamp;
use sqlx::Row;

use crate::columns::micros;
use crate::engine::Tx;
use crate::error::Result;

/// What goes with a person, in an order in which nothing is left that refers to what is gone.
const GOES_FIRST: [&str; 13] = [
    "DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE person_id = $1)",
    "DELETE FROM sign_in_code WHERE person_id = $1",
    "DELETE FROM sign_in_card WHERE person_id = $1",
    "DELETE FROM consent WHERE person_id = $1",
    "DELETE FROM hit WHERE person_id = $1",
    "DELETE FROM earlier_identity WHERE person_id = $1",
    "DELETE FROM likeness WHERE one_id = $1 OR other_id = $1",
    "DELETE FROM certificate WHERE person_id = $1",
    "DELETE FROM emergency_contact WHERE person_id = $1",
    "DELETE FROM lodging WHERE person_id = $1",
    "DELETE FROM earlier_terms WHERE engagement_id IN (SELECT id FROM engagement WHERE person_id = $1)",
    "DELETE FROM newcomer WHERE engagement_id IN (SELECT id FROM engagement WHERE person_id = $1)",
    "DELETE FROM engagement WHERE person_id = $1",
];

/// What someone is shown as whose registration was released, in the log of what they did.
const RELEASED_NAME: &str = "—";

impl Tx {
    /// Whether nothing is known of a person but this engagement and what registering oneself leaves: no other
    /// engagement, roster or passage, nothing declared, no consent but the one to declaring, no face, check, alert or merger.
    /// Matches with lists do not count: they are found again with the document.
    pub async fn only_registered(&mut self, person: PersonId, engagement: EngagementId) -> Result<bool> {
        let row = sqlx::query(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM engagement WHERE person_id = $1 AND id <> $2) \
             OR EXISTS (SELECT 1 FROM roster WHERE person_id = $1) \
             OR EXISTS (SELECT 1 FROM passage WHERE person_id = $1) \
             OR EXISTS (SELECT 1 FROM declaration WHERE person_id = $1) \
             OR EXISTS (SELECT 1 FROM consent WHERE person_id = $1 AND purpose <> 'declaration') \
             OR EXISTS (SELECT 1 FROM face WHERE person_id = $1) \
             OR EXISTS (SELECT 1 FROM spot_check WHERE person_id = $1) \
             OR EXISTS (SELECT 1 FROM alert WHERE person_id = $1) \
             OR EXISTS (SELECT 1 FROM merger WHERE leading_id = $1 OR other_id = $1) THEN 1 ELSE 0 END AS known",
        )
        .bind(person.to_string())
        .bind(engagement.to_string())
        .fetch_one(self.sql())
        .await?;
        let known: i64 = row.try_get("known")?;
        Ok(known == 0)
    }

    /// Forgets a person with their key, after [`Tx::only_registered`] said that nothing else is known of them. What
    /// their account did stays in the log, without a name.
    pub async fn release_person(&mut self, person: PersonId, at: Timestamp) -> Result<()> {
        if let Some(known) = self.person(person).await? {
            let listed = self.listed(person).await?.into_iter();
            let all: Vec<_> = listed.map(|one| (one, &known)).collect();
            self.forget_index(&all).await?;
        }
        self.forget_all_keys(person).await?;
        for statement in GOES_FIRST {
            sqlx::query(statement)
                .bind(person.to_string())
                .execute(self.sql())
                .await?;
        }
        sqlx::query(
            "UPDATE account SET person_id = NULL, shown_name = $2, disabled_at = $3 WHERE person_id = $1",
        )
        .bind(person.to_string())
        .bind(RELEASED_NAME)
        .bind(micros(at))
        .execute(self.sql())
        .await?;
        sqlx::query("DELETE FROM person WHERE id = $1")
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
