//! One record that leads another of the same person, and how that is undone.
//!
//! What hangs on the other record moves to the leading one, so that every list, roster, standing and export has the
//! person once and needs to know nothing of it. The other record stays, with its document, name and phone: by them the
//! person is still found. Nothing is sealed anew for it, since the leading record is given the other's key as well;
//! undoing takes the key out again. Which rows moved is written down, and just those move back.

mod engagements;
mod facts;
mod kept;
mod rows;

use std::collections::HashMap;

use domain::id::{LikenessId, MergerId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, optional_id, optional_instant};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};
use crate::person::{self, Person, place, read_person};
use crate::standing::bind_all;

/// One record leading another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merger {
    /// Which.
    pub id: MergerId,
    /// For which pair.
    pub likeness: LikenessId,
    /// The record that leads.
    pub leading: PersonId,
    /// The record that it stands for.
    pub other: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// Until when; none while it stands.
    pub undone_at: Option<Timestamp>,
}

const MERGER: &str = "SELECT id, likeness_id, leading_id, other_id, at, undone_at FROM merger";

fn read_merger(row: &AnyRow) -> Result<Merger> {
    Ok(Merger {
        id: id(row, "id")?,
        likeness: id(row, "likeness_id")?,
        leading: id(row, "leading_id")?,
        other: id(row, "other_id")?,
        at: instant(row, "at")?,
        undone_at: optional_instant(row, "undone_at")?,
    })
}

impl Tx {
    /// Has one record lead another from now on. Neither may be led, and the other lead nobody; both are held.
    pub async fn merge(
        &mut self,
        merger: &Merger,
        leading: &Person,
        other: &Person,
        today: Date,
    ) -> Result<()> {
        self.unlist(&[leading.id, other.id]).await?;
        sqlx::query(
            "INSERT INTO merger (id, likeness_id, leading_id, other_id, at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(merger.id.to_string())
        .bind(merger.likeness.to_string())
        .bind(leading.id.to_string())
        .bind(other.id.to_string())
        .bind(micros(merger.at))
        .execute(self.sql())
        .await?;
        // Nobody's standing is assessed under a record that is led.
        sqlx::query("UPDATE person SET leading_id = $1, changes_at = NULL WHERE id = $2")
            .bind(leading.id.to_string())
            .bind(other.id.to_string())
            .execute(self.sql())
            .await?;
        let both = Person {
            key: leading.key.joined_with(&other.key),
            ..leading.clone()
        };
        self.put_key(&both).await?;
        self.move_engagements(merger, today).await?;
        self.move_rows(merger).await?;
        self.move_kept(merger, &both, other).await?;
        self.end_reach(&[other.id], merger.at).await?;
        self.note_face(leading.id).await?;
        self.list(&[leading.id]).await
    }

    /// Has the other record stand for itself again, as it stood, with what was added to it since ([`rows`]). Both are
    /// held.
    pub async fn undo_merger(
        &mut self,
        merger: &Merger,
        leading: &Person,
        other: &Person,
        at: Timestamp,
    ) -> Result<()> {
        self.unlist(&[leading.id]).await?;
        sqlx::query("UPDATE merger SET undone_at = $2 WHERE id = $1")
            .bind(merger.id.to_string())
            .bind(micros(at))
            .execute(self.sql())
            .await?;
        sqlx::query("UPDATE person SET leading_id = NULL WHERE id = $1")
            .bind(other.id.to_string())
            .execute(self.sql())
            .await?;
        self.move_rows_back(merger, leading, other).await?;
        self.move_engagements_back(merger, other).await?;
        self.move_kept_back(merger, leading, other).await?;
        let alone = Person {
            key: leading.key.parted_from(&other.key),
            ..leading.clone()
        };
        self.put_key(&alone).await?;
        self.end_reach(&[leading.id, other.id], at).await?;
        self.note_face(leading.id).await?;
        self.note_face(other.id).await?;
        self.list(&[leading.id, other.id]).await
    }

    /// The merger that stands for a pair.
    pub async fn merger_of(&mut self, likeness: LikenessId) -> Result<Option<Merger>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "{MERGER} WHERE likeness_id = $1 AND undone_at IS NULL"
        )))
        .bind(likeness.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_merger).transpose()
    }

    /// The records that these people's records lead, each with who leads it.
    pub async fn led_by(&mut self, people: &[PersonId]) -> Result<Vec<(PersonId, Person)>> {
        let columns = person::COLUMNS;
        let mut found = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT {columns} FROM person p WHERE p.leading_id IN ({}) ORDER BY p.id",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                let led = read_person(self.vault(), row)?;
                if let Some(leading) = led.leading {
                    found.push((leading, led));
                }
            }
        }
        Ok(found)
    }

    /// Of these records those that are led, each with who leads it.
    pub async fn leads_of(&mut self, people: &[PersonId]) -> Result<HashMap<PersonId, PersonId>> {
        let mut found = HashMap::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT id, leading_id FROM person WHERE leading_id IS NOT NULL AND id IN ({})",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                if let Some(leading) = optional_id(row, "leading_id")? {
                    found.insert(id(row, "id")?, leading);
                }
            }
        }
        Ok(found)
    }

    /// Moves to the leading records what was written under others that they lead: by a request that was on its way
    /// while they were merged, by a gate that had not heard of it, or for the other's document.
    pub async fn gather(&mut self, people: &[PersonId]) -> Result<()> {
        let led = self.leads_of(people).await?;
        for other in led.keys() {
            let row = sqlx::query(AssertSqlSafe(format!(
                "{MERGER} WHERE other_id = $1 AND undone_at IS NULL"
            )))
            .bind(other.to_string())
            .fetch_optional(self.sql())
            .await?;
            if let Some(row) = row {
                self.move_rows(&read_merger(&row)?).await?;
            }
        }
        Ok(())
    }

    async fn put_key(&mut self, person: &Person) -> Result<()> {
        let row = person.id.to_string();
        let wrapped = self.vault().wrapped(&person.key, &place("sealed_key", &row));
        sqlx::query("UPDATE person SET sealed_key = $2 WHERE id = $1")
            .bind(row)
            .bind(wrapped)
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
