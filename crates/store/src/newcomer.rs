//! Newcomers by a list: engaged, judged and listed at once, but found by searching only at the list's end. Their tokens
//! are then written together in the order of the index, so that each of its leaves is written once and not with each
//! chunk of the list.

use std::collections::HashMap;

use domain::id::{EngagementId, PersonId, SiteId};
use domain::registry::EngagementState;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::columns::{id, micros, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, at_once, numbered, rows_of};
use crate::person::Person;
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
        let made = engagements.chunks(at_once(2)).map(|chunk| {
            let sql = format!(
                "INSERT INTO newcomer (engagement_id, at) VALUES {}",
                rows_of(chunk.len(), 2)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for engagement in chunk {
                query = query.bind(engagement.to_string()).bind(micros(at));
            }
            Ok(query)
        });
        self.execute_each(made).await?;
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

    /// Has searching find newcomers from now on; `people` is who they are.
    pub async fn list_newcomers(&mut self, newcomers: &[Newcomer], people: &[Person]) -> Result<()> {
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let led = self.led_by(&ids).await?;
        let mut records: HashMap<PersonId, Vec<&Person>> = HashMap::with_capacity(people.len());
        let own = people.iter().map(|person| (person.id, person));
        for (person, record) in own.chain(led.iter().map(|(leading, led)| (*leading, led))) {
            records.entry(person).or_default().push(record);
        }
        let mut all: Vec<(Listed, &Person)> = Vec::with_capacity(newcomers.len());
        for newcomer in newcomers {
            let records = records.get(&newcomer.person).into_iter().flatten();
            all.extend(records.map(|record| (newcomer.listed, *record)));
        }
        all.sort_by_key(|(listed, _)| listed.site);
        self.index(&all).await?;
        let made = newcomers.chunks(CHUNK).map(|chunk| {
            let sql = format!(
                "DELETE FROM newcomer WHERE engagement_id IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for newcomer in chunk {
                query = query.bind(newcomer.listed.engagement.to_string());
            }
            Ok(query)
        });
        self.execute_each(made).await?;
        Ok(())
    }
}
