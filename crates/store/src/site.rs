//! Sites and the towns they lie in.

use domain::division::Division;
use domain::id::SiteId;
use sqlx::Row;

use crate::engine::Tx;
use crate::error::{Error, Result};

impl Tx {
    /// The town a site lies in.
    pub async fn town_of_site(&mut self, site: SiteId) -> Result<Option<Division>> {
        let row = sqlx::query("SELECT town FROM site WHERE id = $1")
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let code: String = row.try_get("town")?;
        code.parse().map(Some).map_err(|_| Error::Form("town"))
    }

    /// A site's name.
    pub async fn site_name(&mut self, site: SiteId) -> Result<Option<String>> {
        let row = sqlx::query("SELECT name FROM site WHERE id = $1")
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        Ok(row.map(|row| row.try_get("name")).transpose()?)
    }

    /// A division's name.
    pub async fn division_name(&mut self, division: &Division) -> Result<Option<String>> {
        let row = sqlx::query("SELECT name FROM division WHERE code = $1")
            .bind(division.as_str())
            .fetch_optional(self.sql())
            .await?;
        Ok(row.map(|row| row.try_get("name")).transpose()?)
    }
}
