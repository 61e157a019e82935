//! Newcomers by a list: engaged, judged and listed at once, but found by searching only at the list's end. Their tokens
//! are then written together in the order of the index, so that each of its leaves is written once and not with each
//! chunk of the list.

use domain::id::{EngagementId, PersonId, SiteId};
use domain::registry::EngagementState;
use domain::search::SearchKeys;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::columns::{id, micros, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered, rows_of};
use crate::search::Listed;

/// Someone who is engaged and not found by searching yet.
#[derive(Clone, Copy, Debug)]
pub struct Newcomer {
    /// Who.
    pub person: PersonId,
    listed: Listed,
}

impl Tx {
    /// Keeps who is to be found later.
    pub(crate) async fn keep_newcomers(&mut self, engagements: &[EngagementId], at: Timestamp) -> Result<()> {
        for chunk in engagements.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO newcomer (engagement_id, at) VALUES {}",
                rows_of(chunk.len(), 2)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for engagement in chunk {
                query = query.bind(engagement.to_string()).bind(micros(at));
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }

    /// Those who came at `until` or before, who came first first.
    pub async fn newcomers(&mut self, until: Timestamp, limit: i64) -> Result<Vec<Newcomer>> {
        let rows = sqlx::query(
            "SELECT e.id, e.site_id, e.person_id, e.state FROM newcomer n JOIN engagement e ON e.id = n.engagement_id \
             WHERE n.at <= $1 ORDER BY n.engagement_id LIMIT $2",
        )
        .bind(micros(until))
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                let site: SiteId = id(row, "site_id")?;
                Ok(Newcomer {
                    person: id(row, "person_id")?,
                    listed: Listed {
                        engagement: id(row, "id")?,
                        site,
                        left: word(row, "state", EngagementState::named)? == EngagementState::Ended,
                    },
                })
            })
            .collect()
    }

    /// Has searching find newcomers from now on.
    pub async fn list_newcomers(&mut self, newcomers: &[Newcomer]) -> Result<()> {
        let people: Vec<PersonId> = newcomers.iter().map(|newcomer| newcomer.person).collect();
        let found = self.search_keys_of(&people).await?;
        let mut all: Vec<(Listed, SearchKeys)> = newcomers
            .iter()
            .flat_map(|newcomer| {
                let keys = found.get(&newcomer.person).into_iter().flatten();
                keys.map(|keys| (newcomer.listed, keys.clone()))
            })
            .collect();
        all.sort_by_key(|(listed, _)| listed.site);
        self.index(&all).await?;
        for chunk in newcomers.chunks(CHUNK) {
            let sql = format!(
                "DELETE FROM newcomer WHERE engagement_id IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for newcomer in chunk {
                query = query.bind(newcomer.listed.engagement.to_string());
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }
}
