//! Consents: given, witnessed, withdrawn; the history is kept.

use domain::consent::Purpose;
use domain::id::{AccountId, PersonId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::columns::{id, instant, micros, optional_id, optional_instant, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};

/// One consent as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// To what.
    pub purpose: Purpose,
    /// To which version of its text.
    pub text_version: String,
    /// Since when.
    pub given_at: Timestamp,
    /// Until when; none while it stands.
    pub withdrawn_at: Option<Timestamp>,
    /// The account that recorded it for the person before it; none when the person did so themself.
    pub witness: Option<AccountId>,
}

const CONSENT: &str = "id, person_id, purpose, text_version, given_at, withdrawn_at, witness_id";

impl Tx {
    /// Records a consent.
    pub async fn insert_consent(&mut self, consent: &Consent) -> Result<()> {
        sqlx::query(
            "INSERT INTO consent (id, person_id, purpose, text_version, given_at, witness_id) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(consent.id.to_string())
        .bind(consent.person.to_string())
        .bind(consent.purpose.word())
        .bind(consent.text_version.as_str())
        .bind(micros(consent.given_at))
        .bind(consent.witness.map(|id| id.to_string()))
        .execute(self.sql())
        .await?;
        self.note_face(consent.person).await
    }

    /// Every consent of a person, standing or withdrawn, newest first.
    pub async fn consents(&mut self, person: PersonId) -> Result<Vec<Consent>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {CONSENT} FROM consent WHERE person_id = $1 ORDER BY given_at DESC, id DESC"
        )))
        .bind(person.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_consent).collect()
    }

    /// The consent of a person that stands for a purpose: the newest not withdrawn.
    pub async fn standing_consent(&mut self, person: PersonId, purpose: Purpose) -> Result<Option<Consent>> {
        Ok(self.standing_consents(&[person], purpose).await?.pop())
    }

    /// The consents of these people that stand for a purpose, at most one each.
    pub async fn standing_consents(&mut self, people: &[PersonId], purpose: Purpose) -> Result<Vec<Consent>> {
        let mut found: Vec<Consent> = Vec::new();
        for part in people.chunks(CHUNK) {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(format!(
                "SELECT {CONSENT} FROM consent WHERE person_id IN ({}) AND purpose = $1 AND withdrawn_at IS NULL \
                 ORDER BY person_id, given_at DESC, id DESC",
                numbered(2, part.len())
            )))
            .bind(purpose.word());
            for person in part {
                query = query.bind(person.to_string());
            }
            for row in query.fetch_all(self.sql()).await? {
                let consent = read_consent(&row)?;
                if found.last().is_none_or(|last| last.person != consent.person) {
                    found.push(consent);
                }
            }
        }
        Ok(found)
    }

    /// Ends every standing consent of a person for a purpose. False when none stood.
    pub async fn withdraw_consents(
        &mut self,
        person: PersonId,
        purpose: Purpose,
        at: Timestamp,
    ) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE consent SET withdrawn_at = $3 WHERE person_id = $1 AND purpose = $2 AND withdrawn_at IS NULL",
        )
        .bind(person.to_string())
        .bind(purpose.word())
        .bind(micros(at))
        .execute(self.sql())
        .await?;
        self.note_face(person).await?;
        Ok(done.rows_affected() > 0)
    }
}

fn read_consent(row: &AnyRow) -> Result<Consent> {
    Ok(Consent {
        id: id(row, "id")?,
        person: id(row, "person_id")?,
        purpose: word(row, "purpose", Purpose::named)?,
        text_version: row.try_get("text_version")?,
        given_at: instant(row, "given_at")?,
        withdrawn_at: optional_instant(row, "withdrawn_at")?,
        witness: optional_id(row, "witness_id")?,
    })
}
