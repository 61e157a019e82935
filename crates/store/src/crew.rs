//! Crews: the work teams of a site, known there by name.

use domain::id::{CrewId, SiteId};
use sqlx::Row;

use crate::columns::id;
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, rows_of};

/// A crew with the people at work in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crew {
    /// Which.
    pub id: CrewId,
    /// Its name, once at a site.
    pub name: String,
    /// People at work in it.
    pub people: i64,
}

impl Tx {
    /// A site's crews, by name.
    pub async fn crews(&mut self, site: SiteId) -> Result<Vec<Crew>> {
        let rows = sqlx::query(
            "SELECT c.id, c.name, COUNT(e.id) AS people FROM crew c \
             LEFT JOIN engagement e ON e.crew_id = c.id AND e.state = 'active' AND e.site_id = $1 \
             WHERE c.site_id = $1 GROUP BY c.id, c.name ORDER BY c.name",
        )
        .bind(site.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Crew {
                    id: id(row, "id")?,
                    name: row.try_get("name")?,
                    people: row.try_get("people")?,
                })
            })
            .collect()
    }

    /// Adds crews to a site. A name that stands there already keeps its crew.
    pub async fn insert_crews(&mut self, site: SiteId, crews: &[(CrewId, String)]) -> Result<u64> {
        let mut added = 0;
        for chunk in crews.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO crew (id, site_id, name) VALUES {} ON CONFLICT (site_id, name) DO NOTHING",
                rows_of(chunk.len(), 3)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for (crew, name) in chunk {
                query = query
                    .bind(crew.to_string())
                    .bind(site.to_string())
                    .bind(name.as_str());
            }
            added += query.execute(self.sql()).await?.rows_affected();
        }
        Ok(added)
    }

    /// The ids of a site's crews, with their names.
    pub async fn crew_names(&mut self, site: SiteId) -> Result<Vec<(String, CrewId)>> {
        let rows = sqlx::query("SELECT id, name FROM crew WHERE site_id = $1")
            .bind(site.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| Ok((row.try_get("name")?, id(row, "id")?)))
            .collect()
    }
}
