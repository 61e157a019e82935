//! Watchlists, their entries and hits. An entry is sealed under its list's key, a hit under its person's; the
//! two meet on the keyed hash of the document alone.

use domain::document::{Document, DocumentKind};
use domain::id::{AccountId, PersonId, WatchEntryId, WatchlistId};
use domain::name::Name;
use domain::screening::Category;
use jiff::Timestamp;
use seal::Place;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, instant, micros, optional_instant, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered, rows_of};

mod hits;
mod matches;

pub use hits::{FoundHit, HitFilter};
pub(crate) use hits::{HitBody, hit_place};
pub use matches::Match;

/// A watchlist as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watchlist {
    /// Which.
    pub id: WatchlistId,
    /// What it is called.
    pub name: String,
    /// Who made it.
    pub source: String,
    /// When it came in.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: AccountId,
    /// When all of it ends.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub retired_at: Option<Timestamp>,
}

/// A watchlist with what is counted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedList {
    /// The list.
    pub list: Watchlist,
    /// Its entries.
    pub entries: i64,
    /// Its hits that stand.
    pub hits: i64,
}

/// A line of a list.
#[derive(Clone, Debug)]
pub struct WatchEntry {
    /// Which.
    pub id: WatchEntryId,
    /// Whose document.
    pub document: Document,
    /// The name on the list.
    pub name: Name,
    /// Why they are on it.
    pub category: Category,
    /// In the list's own words.
    pub reason: String,
    /// When the line ends.
    pub expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct EntryBody {
    kind: DocumentKind,
    number: String,
    name: String,
    category: Category,
    reason: String,
}

fn key_place(row: &str) -> Place<'_> {
    Place {
        table: "watchlist",
        column: "sealed_key",
        row,
    }
}

fn entry_place(row: &str) -> Place<'_> {
    Place {
        table: "watch_entry",
        column: "body",
        row,
    }
}

impl Tx {
    /// Keeps lists as they are until this work is done. On PostgreSQL a list and a person that come at the same
    /// time would each miss the other; SQLite has one writer.
    pub async fn hold_lists(&mut self) -> Result<()> {
        self.lock_screening("SHARE").await
    }

    /// Keeps everyone else from screening until this work is done; before a list is changed.
    pub async fn hold_screening(&mut self) -> Result<()> {
        self.lock_screening("UPDATE").await
    }

    async fn lock_screening(&mut self, strength: &str) -> Result<()> {
        if self.has_other_writers() {
            let sql = format!("SELECT name FROM setting WHERE name = 'screening' FOR {strength}");
            sqlx::query(AssertSqlSafe(sql)).fetch_all(self.sql()).await?;
        }
        Ok(())
    }

    /// Adds a list with its lines.
    pub async fn insert_watchlist(&mut self, list: &Watchlist, entries: &[WatchEntry]) -> Result<()> {
        let row = list.id.to_string();
        let (key, wrapped) = self.vault().new_key(&key_place(&row));
        sqlx::query(
            "INSERT INTO watchlist (id, sealed_key, name, source, imported_at, imported_by, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(row.as_str())
        .bind(wrapped)
        .bind(list.name.as_str())
        .bind(list.source.as_str())
        .bind(micros(list.imported_at))
        .bind(list.imported_by.to_string())
        .bind(micros(list.expires_at))
        .execute(self.sql())
        .await?;
        for chunk in entries.chunks(CHUNK) {
            let sealed: Vec<Vec<u8>> = chunk
                .iter()
                .map(|entry| {
                    let body = EntryBody {
                        kind: entry.document.kind(),
                        number: entry.document.number().to_owned(),
                        name: entry.name.as_str().to_owned(),
                        category: entry.category,
                        reason: entry.reason.clone(),
                    };
                    seal_json(self.vault(), &key, &entry_place(&entry.id.to_string()), &body)
                })
                .collect::<Result<_>>()?;
            let sql = format!(
                "INSERT INTO watch_entry (id, watchlist_id, document_index, body, expires_at) VALUES {}",
                rows_of(chunk.len(), 5)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (entry, sealed) in chunk.iter().zip(sealed) {
                query = query
                    .bind(entry.id.to_string())
                    .bind(row.as_str())
                    .bind(self.vault().document_index(&entry.document))
                    .bind(sealed)
                    .bind(micros(entry.expires_at));
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }

    /// The people who carry one of these documents.
    pub async fn people_with_documents(&mut self, documents: &[Document]) -> Result<Vec<PersonId>> {
        let mut found = Vec::new();
        for chunk in documents.chunks(CHUNK) {
            let sql = format!(
                "SELECT id FROM person WHERE document_index IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for document in chunk {
                query = query.bind(self.vault().document_index(document));
            }
            for row in &query.fetch_all(self.sql()).await? {
                found.push(id(row, "id")?);
            }
        }
        Ok(found)
    }

    /// Takes a list back and lifts its hits; says whom they were about. None when it is not there or was taken
    /// back before.
    pub async fn retire_watchlist(
        &mut self,
        list: WatchlistId,
        now: Timestamp,
    ) -> Result<Option<Vec<PersonId>>> {
        let done = sqlx::query("UPDATE watchlist SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL")
            .bind(list.to_string())
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        let rows = sqlx::query(
            "UPDATE hit SET lifted_at = $2 WHERE watchlist_id = $1 AND lifted_at IS NULL RETURNING person_id",
        )
        .bind(list.to_string())
        .bind(micros(now))
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| id(row, "person_id"))
            .collect::<Result<Vec<_>>>()
            .map(Some)
    }

    /// Lists, newest first, with their counts.
    pub async fn watchlists(
        &mut self,
        before: Option<(Timestamp, WatchlistId)>,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<CountedList>> {
        let (at, last) = before.map_or((i64::MAX, String::new()), |(at, id)| (micros(at), id.to_string()));
        let rows = sqlx::query(
            "SELECT l.id, l.name, l.source, l.imported_at, l.imported_by, l.expires_at, l.retired_at, \
             (SELECT COUNT(*) FROM watch_entry w WHERE w.watchlist_id = l.id) AS entries, \
             (SELECT COUNT(*) FROM hit h WHERE h.watchlist_id = l.id AND h.lifted_at IS NULL AND h.expires_at > $4) \
             AS hits FROM watchlist l WHERE l.imported_at < $1 OR (l.imported_at = $1 AND l.id < $2) \
             ORDER BY l.imported_at DESC, l.id DESC LIMIT $3",
        )
        .bind(at)
        .bind(last)
        .bind(limit)
        .bind(micros(now))
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(CountedList {
                    list: Watchlist {
                        id: id(row, "id")?,
                        name: row.try_get("name")?,
                        source: row.try_get("source")?,
                        imported_at: instant(row, "imported_at")?,
                        imported_by: id(row, "imported_by")?,
                        expires_at: instant(row, "expires_at")?,
                        retired_at: optional_instant(row, "retired_at")?,
                    },
                    entries: row.try_get("entries")?,
                    hits: row.try_get("hits")?,
                })
            })
            .collect()
    }
}
