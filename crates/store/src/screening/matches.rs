//! People and lines that meet on the keyed hash of the document, and the hits made of it.

use domain::id::{HitId, PersonId, WatchEntryId, WatchlistId};
use domain::name::Name;
use domain::screening::Category;
use jiff::Timestamp;
use seal::DataKey;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, instant, micros, open_json, open_text, person_key, seal_json};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, numbered, rows_of};
use crate::person;
use crate::screening::{EntryBody, HitBody, entry_place, hit_place, key_place};
use crate::standing::bind_all;
use crate::vault::Vault;

/// A person and a line that carry the same document, not yet written down as a hit.
#[derive(Clone)]
pub struct Match {
    /// Who.
    pub person: PersonId,
    /// Which line.
    pub entry: WatchEntryId,
    /// Of which list.
    pub watchlist: WatchlistId,
    /// Why they are on it.
    pub category: Category,
    /// When the line ends.
    pub expires_at: Timestamp,
    /// Whether the names agree in their normal form.
    pub name_agrees: bool,
    key: DataKey,
}

impl Tx {
    /// Lines in force that carry the document of one of these people and are no hit yet.
    pub async fn matches(&mut self, people: &[PersonId], now: Timestamp) -> Result<Vec<Match>> {
        let mut found = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT p.id AS person_id, p.sealed_key, p.name, w.id AS entry_id, w.watchlist_id, w.body, \
                 w.expires_at, l.sealed_key AS list_key FROM person p \
                 JOIN watch_entry w ON w.document_index = p.document_index \
                 JOIN watchlist l ON l.id = w.watchlist_id \
                 LEFT JOIN hit h ON h.entry_id = w.id AND h.person_id = COALESCE(p.leading_id, p.id) \
                 WHERE p.id IN ({}) AND l.retired_at IS NULL AND h.id IS NULL AND w.expires_at > ${}",
                numbered(1, chunk.len()),
                chunk.len() + 1
            );
            let rows = bind_all(sql, chunk)
                .bind(micros(now))
                .fetch_all(self.sql())
                .await?;
            for row in &rows {
                found.push(self.read_match(row)?);
            }
        }
        Ok(found)
    }

    /// Compares the name of a person anew with the lines that carry their document, after it was corrected. A hit stays a
    /// hit. Of the same person the names go on to agree where they did under the name of before: a correction by a site
    /// weakens nothing that a list says.
    pub async fn compare_hits_anew(&mut self, person: PersonId, same_person: bool) -> Result<()> {
        let rows = sqlx::query(
            "SELECT p.id AS person_id, p.sealed_key, p.name, w.id AS entry_id, w.watchlist_id, w.body, w.expires_at, \
             l.sealed_key AS list_key, h.id AS hit_id, h.body AS hit_body FROM hit h JOIN person p ON p.id = h.person_id \
             JOIN watch_entry w ON w.id = h.entry_id JOIN watchlist l ON l.id = w.watchlist_id \
             WHERE p.id = $1 AND w.document_index = p.document_index",
        )
        .bind(person.to_string())
        .fetch_all(self.sql())
        .await?;
        for row in &rows {
            let hit: HitId = id(row, "hit_id")?;
            let mut found = self.read_match(row)?;
            let sealed: Vec<u8> = row.try_get("hit_body")?;
            let before: HitBody = open_json(&found.key, &hit_place(&hit.to_string()), &sealed)?;
            found.name_agrees |= same_person && before.name_agrees;
            let body = found.sealed_body(self.vault(), hit)?;
            sqlx::query("UPDATE hit SET body = $2 WHERE id = $1")
                .bind(hit.to_string())
                .bind(body)
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    fn read_match(&self, row: &AnyRow) -> Result<Match> {
        let person: PersonId = id(row, "person_id")?;
        let key = person_key(self.vault(), row, person)?;
        let sealed: Vec<u8> = row.try_get("name")?;
        let name = open_text(&key, &person::place("name", &person.to_string()), &sealed)?;
        let watchlist: WatchlistId = id(row, "watchlist_id")?;
        let wrapped: Vec<u8> = row.try_get("list_key")?;
        let list_key = self.vault().key(&key_place(&watchlist.to_string()), &wrapped)?;
        let entry: WatchEntryId = id(row, "entry_id")?;
        let sealed: Vec<u8> = row.try_get("body")?;
        let body: EntryBody = open_json(&list_key, &entry_place(&entry.to_string()), &sealed)?;
        let normal = |text: &str| {
            Name::parse(text)
                .map(|name| name.normal())
                .map_err(|_| Error::Form("name"))
        };
        Ok(Match {
            person,
            entry,
            watchlist,
            category: body.category,
            expires_at: instant(row, "expires_at")?,
            name_agrees: normal(&name)? == normal(&body.name)?,
            key,
        })
    }

    /// Writes matches down as hits.
    pub async fn insert_hits(&mut self, hits: &[(HitId, &Match)], now: Timestamp) -> Result<()> {
        for chunk in hits.chunks(CHUNK) {
            let sealed: Vec<Vec<u8>> = chunk
                .iter()
                .map(|(hit, found)| found.sealed_body(self.vault(), *hit))
                .collect::<Result<_>>()?;
            let sql = format!(
                "INSERT INTO hit (id, entry_id, watchlist_id, person_id, body, found_at, expires_at) VALUES {} \
                 ON CONFLICT (entry_id, person_id) DO NOTHING",
                rows_of(chunk.len(), 7)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for ((hit, found), sealed) in chunk.iter().zip(sealed) {
                query = query
                    .bind(hit.to_string())
                    .bind(found.entry.to_string())
                    .bind(found.watchlist.to_string())
                    .bind(found.person.to_string())
                    .bind(sealed)
                    .bind(micros(now))
                    .bind(micros(found.expires_at));
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }
}

impl Match {
    fn sealed_body(&self, vault: &Vault, hit: HitId) -> Result<Vec<u8>> {
        let body = HitBody {
            category: self.category,
            name_agrees: self.name_agrees,
        };
        seal_json(vault, &self.key, &hit_place(&hit.to_string()), &body)
    }
}
