//! Corrections of who a person is registered as: the new name and day of birth in place of the old, which are kept.

use domain::id::{AccountId, PersonId};
use domain::name::Name;
use jiff::Timestamp;
use jiff::civil::Date;
use seal::Place;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::columns::{id, instant, micros, open_json, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::person::{Person, place};

/// What of a person's identity can be corrected. The document cannot: it is what a person is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The name as written.
    pub name: Name,
    /// The day of birth, if known.
    pub birth_date: Option<Date>,
}

/// What a person was registered as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierIdentity {
    /// As what.
    pub identity: Identity,
    /// Until when.
    pub replaced_at: Timestamp,
}

/// Which correction, when and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Corrected {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
}

fn earlier_place(row: &str) -> Place<'_> {
    Place {
        table: "earlier_identity",
        column: "body",
        row,
    }
}

impl Tx {
    /// Replaces what a person is registered as, and keeps what stood before, sealed. The worker's account shows the
    /// new name, masked.
    pub async fn correct_person(
        &mut self,
        person: &Person,
        identity: &Identity,
        correction: Corrected,
    ) -> Result<()> {
        let earlier = Identity {
            name: person.name.clone(),
            birth_date: person.birth_date,
        };
        let row = correction.id.to_string();
        let body = seal_json(self.vault(), &person.key, &earlier_place(&row), &earlier)?;
        sqlx::query(
            "INSERT INTO earlier_identity (id, person_id, body, replaced_at, replaced_by) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(row)
        .bind(person.id.to_string())
        .bind(body)
        .bind(micros(correction.at))
        .bind(correction.by.to_string())
        .execute(self.sql())
        .await?;

        let row = person.id.to_string();
        let vault = self.vault();
        let seal = |column, plain: &str| {
            person
                .key
                .seal(&place(column, &row), plain.as_bytes(), vault.entropy())
        };
        let name = seal("name", identity.name.as_str());
        let birth_date = identity
            .birth_date
            .map(|day| seal("birth_date", &day.to_string()));
        sqlx::query("UPDATE person SET name = $2, birth_date = $3 WHERE id = $1")
            .bind(row.clone())
            .bind(name)
            .bind(birth_date)
            .execute(self.sql())
            .await?;
        sqlx::query("UPDATE account SET shown_name = $2 WHERE person_id = $1")
            .bind(row)
            .bind(identity.name.masked())
            .execute(self.sql())
            .await?;
        self.index_anew(person).await
    }

    /// What a person was registered as before, the last first.
    pub async fn earlier_identities(&mut self, person: &Person) -> Result<Vec<EarlierIdentity>> {
        let rows = sqlx::query(
            "SELECT id, body, replaced_at FROM earlier_identity WHERE person_id = $1 ORDER BY replaced_at DESC, id DESC",
        )
        .bind(person.id.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                let which: Uuid = id(row, "id")?;
                let sealed: Vec<u8> = sqlx::Row::try_get(row, "body")?;
                Ok(EarlierIdentity {
                    identity: open_json(&person.key, &earlier_place(&which.to_string()), &sealed)?,
                    replaced_at: instant(row, "replaced_at")?,
                })
            })
            .collect()
    }

    /// Forgets by what someone was reached who turned out to be another person: their phone, sign-in code and
    /// sessions.
    pub async fn cut_off(&mut self, person: PersonId, at: Timestamp) -> Result<()> {
        let before = self.person(person).await?;
        sqlx::query("UPDATE person SET phone = NULL, phone_index = NULL WHERE id = $1")
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        if let Some(before) = before {
            self.index_anew(&before).await?;
        }
        self.end_sign_ins(person, at).await
    }

    /// Ends a worker's sessions and the code that was read to them: whoever has them has to sign in anew.
    pub async fn end_sign_ins(&mut self, person: PersonId, at: Timestamp) -> Result<()> {
        let row = person.to_string();
        sqlx::query("DELETE FROM sign_in_code WHERE person_id = $1")
            .bind(row.clone())
            .execute(self.sql())
            .await?;
        sqlx::query(
            "UPDATE session SET revoked_at = $2 WHERE revoked_at IS NULL \
             AND account_id IN (SELECT id FROM account WHERE person_id = $1)",
        )
        .bind(row)
        .bind(micros(at))
        .execute(self.sql())
        .await?;
        Ok(())
    }
}
