//! What hangs on a record, moved to the one that leads it and back.
//!
//! A row that moves stays as it was sealed: the leading record holds the other's key as well while it leads. Only what
//! is tied to the record itself (face, certificates) is sealed anew for its new place. Each row that moved is in
//! `merged_row`, so that going back takes just those.

use domain::id::{MergerId, PersonId};
use seal::Place;
use sqlx::{AssertSqlSafe, Row};

use crate::engine::Tx;
use crate::error::Result;
use crate::merger::Merger;
use crate::person::Person;

/// Tables whose rows move by the person they name.
const MOVING: [&str; 7] = [
    "declaration",
    "spot_check",
    "hit",
    "passage",
    "alert",
    "consent",
    "lodging",
];

/// Columns that are sealed under the person's key, in rows that move.
const SEALED: [(&str, &str); 6] = [
    ("declaration", "answers"),
    ("spot_check", "body"),
    ("hit", "body"),
    ("passage", "body"),
    ("alert", "body"),
    ("alert", "closing"),
];

impl Tx {
    /// Moves what hangs on the other record to the leading one; what was moved before stays moved.
    pub(super) async fn move_rows(&mut self, merger: &Merger) -> Result<()> {
        for table in MOVING {
            self.note_rows(
                merger,
                table,
                &format!("SELECT id FROM {table} WHERE person_id = $3"),
            )
            .await?;
            let sql = format!("UPDATE {table} SET person_id = $1 WHERE person_id = $2");
            self.hand_over(&sql, merger.other, merger.leading).await?;
        }
        Ok(())
    }

    /// Moves back what was moved, what corrects it, and what was found by the other's document since; and seals it
    /// under the other's own key where it was written under the leading one's.
    pub(super) async fn move_rows_back(
        &mut self,
        merger: &Merger,
        leading: &Person,
        other: &Person,
    ) -> Result<()> {
        for table in MOVING {
            let sql = format!(
                "UPDATE {table} SET person_id = $1 WHERE person_id = $2 AND id IN \
                 (SELECT row_id FROM merged_row WHERE merger_id = $3 AND kind = '{table}')"
            );
            sqlx::query(AssertSqlSafe(sql))
                .bind(other.id.to_string())
                .bind(leading.id.to_string())
                .bind(merger.id.to_string())
                .execute(self.sql())
                .await?;
        }
        let corrections = "UPDATE declaration SET person_id = $1 WHERE person_id = $2 AND corrects IN \
                           (SELECT id FROM declaration WHERE person_id = $1)";
        while self.hand_over(corrections, leading.id, other.id).await? > 0 {}
        let index = self.vault().document_index(&other.document);
        sqlx::query(
            "UPDATE hit SET person_id = $1 WHERE person_id = $2 AND entry_id IN \
             (SELECT id FROM watch_entry WHERE document_index = $3)",
        )
        .bind(other.id.to_string())
        .bind(leading.id.to_string())
        .bind(index)
        .execute(self.sql())
        .await?;
        for (table, column) in SEALED {
            self.seal_anew(table, column, leading, other).await?;
        }
        Ok(())
    }

    /// Runs a statement whose `$1` is where something goes and `$2` where it comes from; says how many rows it changed.
    pub(super) async fn hand_over(&mut self, sql: &str, from: PersonId, to: PersonId) -> Result<u64> {
        let done = sqlx::query(AssertSqlSafe(sql.to_owned()))
            .bind(to.to_string())
            .bind(from.to_string())
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected())
    }

    /// Writes down as moved what `rows` names of the other record (`$3`).
    pub(super) async fn note_rows(&mut self, merger: &Merger, kind: &str, rows: &str) -> Result<()> {
        let sql = format!(
            "INSERT INTO merged_row (merger_id, kind, row_id) SELECT $1, $2, moved.id FROM ({rows}) AS moved \
             WHERE 1 = 1 ON CONFLICT DO NOTHING"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(merger.id.to_string())
            .bind(kind.to_owned())
            .bind(merger.other.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Writes one row down as moved.
    pub(super) async fn note_row(&mut self, merger: MergerId, kind: &str, row: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO merged_row (merger_id, kind, row_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(merger.to_string())
        .bind(kind.to_owned())
        .bind(row.to_owned())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The rows of a kind that moved.
    pub(super) async fn noted(&mut self, merger: MergerId, kind: &str) -> Result<Vec<String>> {
        let rows =
            sqlx::query("SELECT row_id FROM merged_row WHERE merger_id = $1 AND kind = $2 ORDER BY row_id")
                .bind(merger.to_string())
                .bind(kind.to_owned())
                .fetch_all(self.sql())
                .await?;
        rows.iter().map(|row| Ok(row.try_get("row_id")?)).collect()
    }

    /// Seals under the other's key what of its rows the leading one's key had sealed.
    async fn seal_anew(
        &mut self,
        table: &'static str,
        column: &'static str,
        leading: &Person,
        other: &Person,
    ) -> Result<()> {
        let sql = format!(
            "SELECT id, {column} AS sealed FROM {table} WHERE person_id = $1 AND {column} IS NOT NULL"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(other.id.to_string())
            .fetch_all(self.sql())
            .await?;
        for row in &rows {
            let (id, sealed): (String, Vec<u8>) = (row.try_get("id")?, row.try_get("sealed")?);
            let place = Place {
                table,
                column,
                row: &id,
            };
            if other.key.open(&place, &sealed).is_ok() {
                continue;
            }
            let plain = leading.key.open(&place, &sealed)?;
            let anew = other.key.seal(&place, &plain, self.vault().entropy());
            let sql = format!("UPDATE {table} SET {column} = $2 WHERE id = $1");
            sqlx::query(AssertSqlSafe(sql))
                .bind(id)
                .bind(anew)
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }
}
