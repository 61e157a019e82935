//! Texts that name a place and that nobody could read, and what a person read in them. Workers wrote some of them: they
//! are sealed, and met by a keyed hash.

use std::collections::HashMap;

use domain::area::{Reading, place_key};
use domain::division::Division;
use domain::id::{AccountId, DeclarationId, PersonId, UnreadPlaceId};
use jiff::Timestamp;
use seal::Place;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::area::division;
use crate::columns::{id, instant, micros, open_text};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, at_once, numbered, rows_of};

/// A text that waits for a person to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadPlace {
    /// Which.
    pub id: UnreadPlaceId,
    /// What was written.
    pub text: String,
    /// When it was written last.
    pub told_at: Timestamp,
    /// How many people wrote it.
    pub people: i64,
    /// How many areas are called so.
    pub areas: i64,
}

/// What a person read in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIn {
    /// Which text.
    pub place: UnreadPlaceId,
    /// What it says.
    pub reading: Reading,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
}

fn place(row: &str) -> Place<'_> {
    Place {
        table: "unread_place",
        column: "body",
        row,
    }
}

impl Tx {
    /// Keeps texts for a person to read, each under the id given unless it is kept already; says under which.
    pub async fn keep_unread(
        &mut self,
        texts: &[(UnreadPlaceId, &str)],
        at: Timestamp,
    ) -> Result<Vec<UnreadPlaceId>> {
        let mut kept: HashMap<String, UnreadPlaceId> = HashMap::with_capacity(texts.len());
        let index = |vault: &crate::vault::Vault, text: &str| vault.place_index(&place_key(text));
        for chunk in texts.chunks(at_once(4)) {
            let mut rows: Vec<(String, UnreadPlaceId, Vec<u8>)> = Vec::with_capacity(chunk.len());
            for (which, text) in chunk {
                let own = index(self.vault(), text);
                if kept.contains_key(&own) || rows.iter().any(|(known, ..)| *known == own) {
                    continue;
                }
                let vault = self.vault();
                let row = which.to_string();
                let body = vault
                    .common()
                    .seal(&place(&row), text.as_bytes(), vault.entropy());
                rows.push((own, *which, body));
            }
            if rows.is_empty() {
                continue;
            }
            let sql = format!(
                "INSERT INTO unread_place (id, text_index, body, told_at) VALUES {} \
                 ON CONFLICT (text_index) DO UPDATE SET told_at = excluded.told_at RETURNING id, text_index",
                rows_of(rows.len(), 4)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (index, which, body) in rows {
                query = query
                    .bind(which.to_string())
                    .bind(index)
                    .bind(body)
                    .bind(micros(at));
            }
            for row in &query.fetch_all(self.sql()).await? {
                kept.insert(row.try_get("text_index")?, id(row, "id")?);
            }
        }
        let found = texts
            .iter()
            .filter_map(|(_, text)| kept.get(&index(self.vault(), text)));
        Ok(found.copied().collect())
    }

    /// Notes in which declaration texts stand.
    pub async fn note_mentions(
        &mut self,
        places: &[UnreadPlaceId],
        declaration: DeclarationId,
    ) -> Result<()> {
        for place in places {
            sqlx::query(
                "INSERT INTO place_mention (place_id, declaration_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            )
            .bind(place.to_string())
            .bind(declaration.to_string())
            .execute(self.sql())
            .await?;
        }
        Ok(())
    }

    /// Texts that nobody has read, those written last first.
    pub async fn unread_places(
        &mut self,
        before: Option<(Timestamp, UnreadPlaceId)>,
        limit: i64,
    ) -> Result<Vec<UnreadPlace>> {
        let (at, last) = before.map_or((i64::MAX, String::new()), |(at, id)| (micros(at), id.to_string()));
        let rows = sqlx::query(
            "SELECT p.id, p.body, p.told_at, \
             (SELECT COUNT(DISTINCT d.person_id) FROM place_mention m JOIN declaration d ON d.id = m.declaration_id \
             WHERE m.place_id = p.id) AS people, \
             (SELECT COUNT(*) FROM area a JOIN area_list l ON l.id = a.list_id WHERE a.place_id = p.id \
             AND a.retracted_at IS NULL AND l.retracted_at IS NULL) AS areas \
             FROM unread_place p WHERE p.read_at IS NULL AND (p.told_at < $1 OR (p.told_at = $1 AND p.id < $2)) \
             ORDER BY p.told_at DESC, p.id DESC LIMIT $3",
        )
        .bind(at)
        .bind(last)
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        let read = |row: &AnyRow| {
            Ok(UnreadPlace {
                id: id(row, "id")?,
                text: self.text_of(row)?,
                told_at: instant(row, "told_at")?,
                people: row.try_get("people")?,
                areas: row.try_get("areas")?,
            })
        };
        rows.iter().map(read).collect()
    }

    fn text_of(&self, row: &AnyRow) -> Result<String> {
        let which: UnreadPlaceId = id(row, "id")?;
        let body: Vec<u8> = row.try_get("body")?;
        open_text(self.vault().common(), &place(&which.to_string()), &body)
    }

    /// Keeps what a person read in a text, and has the areas called so lie there. False where there is no such text.
    pub async fn read_place(&mut self, read: &NamedIn) -> Result<bool> {
        let (division, whole): (Option<&Division>, bool) = match &read.reading {
            Reading::In { division, whole } => (Some(division), *whole),
            Reading::Nowhere => (None, false),
        };
        let done = sqlx::query(
            "UPDATE unread_place SET division = $2, whole = $3, read_at = $4, read_by = $5 WHERE id = $1",
        )
        .bind(read.place.to_string())
        .bind(division.map(ToString::to_string))
        .bind(i64::from(whole))
        .bind(micros(read.at))
        .bind(read.by.to_string())
        .execute(self.sql())
        .await?;
        sqlx::query("UPDATE area SET division = $2, whole = $3 WHERE place_id = $1")
            .bind(read.place.to_string())
            .bind(division.map(ToString::to_string))
            .bind(i64::from(whole))
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// What people read in texts, by the form in which texts are compared.
    pub async fn readings(&mut self) -> Result<HashMap<String, Reading>> {
        let rows =
            sqlx::query("SELECT id, body, division, whole FROM unread_place WHERE read_at IS NOT NULL")
                .fetch_all(self.sql())
                .await?;
        let mut found = HashMap::with_capacity(rows.len());
        for row in &rows {
            let whole: i64 = row.try_get("whole")?;
            let reading = match division(row)? {
                Some(division) => Reading::In {
                    division,
                    whole: whole == 1,
                },
                None => Reading::Nowhere,
            };
            found.insert(place_key(&self.text_of(row)?), reading);
        }
        Ok(found)
    }

    /// Has these people's standings assessed anew at `now`, where they stand for themselves.
    pub async fn make_due(&mut self, people: &[PersonId], now: Timestamp) -> Result<()> {
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "UPDATE person SET changes_at = ${} WHERE leading_id IS NULL AND id IN ({})",
                chunk.len() + 1,
                numbered(1, chunk.len())
            );
            let query = crate::standing::bind_all(sql, chunk).bind(micros(now));
            query.execute(self.sql()).await?;
        }
        Ok(())
    }
}
