//! Lists of areas: as they came in, what they hold, and how they are taken back.

use domain::division::Division;
use domain::id::{AreaId, AreaListId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::area::{AreaList, division};
use crate::columns::{day, id, instant, micros, optional_instant};
use crate::engine::Tx;
use crate::error::Result;

/// A list with what is counted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedAreaList {
    /// The list.
    pub list: AreaList,
    /// Its lines.
    pub areas: i64,
    /// Those whose name a person has to read.
    pub unread: i64,
}

impl Tx {
    /// Adds a list without lines.
    pub async fn insert_area_list(&mut self, list: &AreaList) -> Result<()> {
        sqlx::query(
            "INSERT INTO area_list (id, source, disease, as_of, whole, imported_at, imported_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(list.id.to_string())
        .bind(list.source.as_str())
        .bind(list.disease.as_str())
        .bind(list.as_of.to_string())
        .bind(i64::from(list.whole))
        .bind(micros(list.imported_at))
        .bind(list.imported_by.to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes a list back with all its lines. False where it is not there, or was taken back before.
    pub async fn retract_area_list(&mut self, list: AreaListId, now: Timestamp) -> Result<bool> {
        let done =
            sqlx::query("UPDATE area_list SET retracted_at = $2 WHERE id = $1 AND retracted_at IS NULL")
                .bind(list.to_string())
                .bind(micros(now))
                .execute(self.sql())
                .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The lines that stand on earlier lists of a source.
    pub async fn areas_of_source(
        &mut self,
        disease: &str,
        source: &str,
    ) -> Result<Vec<(AreaId, String, Option<Division>)>> {
        let rows = sqlx::query(
            "SELECT a.id, a.name, a.division FROM area a JOIN area_list l ON l.id = a.list_id \
             WHERE l.disease = $1 AND l.source = $2 AND l.retracted_at IS NULL AND a.retracted_at IS NULL",
        )
        .bind(disease)
        .bind(source)
        .fetch_all(self.sql())
        .await?;
        let line = |row: &AnyRow| Ok((id(row, "id")?, row.try_get("name")?, division(row)?));
        rows.iter().map(line).collect()
    }

    /// Lists, those that came in last first, with their counts.
    pub async fn area_lists(
        &mut self,
        before: Option<(Timestamp, AreaListId)>,
        limit: i64,
    ) -> Result<Vec<CountedAreaList>> {
        let (at, last) = before.map_or((i64::MAX, String::new()), |(at, id)| (micros(at), id.to_string()));
        let rows = sqlx::query(
            "SELECT l.id, l.source, l.disease, l.as_of, l.whole, l.imported_at, l.imported_by, l.retracted_at, \
             (SELECT COUNT(*) FROM area a WHERE a.list_id = l.id) AS areas, \
             (SELECT COUNT(*) FROM area a JOIN unread_place p ON p.id = a.place_id \
             WHERE a.list_id = l.id AND p.read_at IS NULL) AS unread \
             FROM area_list l WHERE l.imported_at < $1 OR (l.imported_at = $1 AND l.id < $2) \
             ORDER BY l.imported_at DESC, l.id DESC LIMIT $3",
        )
        .bind(at)
        .bind(last)
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read).collect()
    }

    /// How often areas, and what a person read in a text, were changed: a copy read at another count is old.
    pub async fn areas_revision(&mut self) -> Result<String> {
        let row = sqlx::query("SELECT value FROM setting WHERE name = 'areas'")
            .fetch_one(self.sql())
            .await?;
        Ok(row.try_get("value")?)
    }

    /// Says that areas changed.
    pub async fn note_areas_changed(&mut self) -> Result<()> {
        sqlx::query(
            "UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'areas'",
        )
        .execute(self.sql())
        .await?;
        Ok(())
    }
}

fn read(row: &AnyRow) -> Result<CountedAreaList> {
    let whole: i64 = row.try_get("whole")?;
    Ok(CountedAreaList {
        list: AreaList {
            id: id(row, "id")?,
            source: row.try_get("source")?,
            disease: row.try_get("disease")?,
            as_of: day(row, "as_of")?,
            whole: whole == 1,
            imported_at: instant(row, "imported_at")?,
            imported_by: id(row, "imported_by")?,
            retracted_at: optional_instant(row, "retracted_at")?,
        },
        areas: row.try_get("areas")?,
        unread: row.try_get("unread")?,
    })
}
