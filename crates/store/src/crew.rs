//! Crews: the work teams of a site, known there by name.

use domain::id::{ContractorId, CrewId, SiteId};
use sqlx::Row;

use crate::columns::{id, optional_id};
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
    /// To which contractor it belongs.
    pub contractor: Option<ContractorId>,
    /// People at work in it.
    pub people: i64,
}

/// A crew to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCrew {
    /// Which.
    pub id: CrewId,
    /// Its name, once at a site.
    pub name: String,
    /// To which contractor it belongs.
    pub contractor: Option<ContractorId>,
}

impl Tx {
    /// A site's crews, by name.
    pub async fn crews(&mut self, site: SiteId) -> Result<Vec<Crew>> {
        let rows = sqlx::query(
            "SELECT c.id, c.name, c.contractor_id, COUNT(e.id) AS people FROM crew c \
             LEFT JOIN engagement e ON e.crew_id = c.id AND e.state = 'active' AND e.site_id = $1 \
             WHERE c.site_id = $1 GROUP BY c.id, c.name, c.contractor_id ORDER BY c.name",
        )
        .bind(site.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Crew {
                    id: id(row, "id")?,
                    name: row.try_get("name")?,
                    contractor: optional_id(row, "contractor_id")?,
                    people: row.try_get("people")?,
                })
            })
            .collect()
    }

    /// Adds crews to a site. A name that stands there already keeps its crew.
    pub async fn insert_crews(&mut self, site: SiteId, crews: &[NewCrew]) -> Result<u64> {
        let mut added = 0;
        for chunk in crews.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO crew (id, site_id, name, contractor_id) VALUES {} ON CONFLICT (site_id, name) DO NOTHING",
                rows_of(chunk.len(), 4)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for crew in chunk {
                query = query
                    .bind(crew.id.to_string())
                    .bind(site.to_string())
                    .bind(crew.name.as_str())
                    .bind(crew.contractor.map(|contractor| contractor.to_string()));
            }
            added += query.execute(self.sql()).await?.rows_affected();
        }
        Ok(added)
    }

    /// A site's crews, with nobody counted, in no order.
    pub async fn crew_names(&mut self, site: SiteId) -> Result<Vec<NewCrew>> {
        let rows = sqlx::query("SELECT id, name, contractor_id FROM crew WHERE site_id = $1")
            .bind(site.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(NewCrew {
                    id: id(row, "id")?,
                    name: row.try_get("name")?,
                    contractor: optional_id(row, "contractor_id")?,
                })
            })
            .collect()
    }

    /// To which contractor a crew of a site belongs; none where it is nobody's, or not there.
    pub async fn contractor_of_crew(&mut self, site: SiteId, crew: CrewId) -> Result<Option<ContractorId>> {
        let row = sqlx::query("SELECT contractor_id FROM crew WHERE id = $1 AND site_id = $2")
            .bind(crew.to_string())
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.map_or(Ok(None), |row| optional_id(&row, "contractor_id"))
    }

    /// The site a crew belongs to.
    pub async fn site_of_crew(&mut self, crew: CrewId) -> Result<Option<SiteId>> {
        let row = sqlx::query("SELECT site_id FROM crew WHERE id = $1")
            .bind(crew.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(|row| id(row, "site_id")).transpose()
    }
}
