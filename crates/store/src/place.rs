//! Where sites and companies are, and whose: what scopes are compared with.

use domain::id::{ContractorId, SiteId};
use domain::rights::Place;

use crate::columns::{id, optional_id};
use crate::engine::Tx;
use crate::error::Result;
use crate::site::division;

impl Tx {
    /// A site as a place.
    pub async fn place_of_site(&mut self, site: SiteId) -> Result<Option<Place>> {
        let row = sqlx::query("SELECT division, organisation_id AS owner FROM site WHERE id = $1")
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Place::Site {
            site,
            division: division(&row, "division")?,
            owner: optional_id(&row, "owner")?,
        }))
    }

    /// A company at its site as a place.
    pub async fn place_of_contractor(&mut self, contractor: ContractorId) -> Result<Option<Place>> {
        let row = sqlx::query(
            "SELECT k.organisation_id AS company, k.site_id, s.division, s.organisation_id AS owner \
             FROM contractor k JOIN site s ON s.id = k.site_id WHERE k.id = $1",
        )
        .bind(contractor.to_string())
        .fetch_optional(self.sql())
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Place::Contractor {
            contractor,
            company: id(&row, "company")?,
            site: id(&row, "site_id")?,
            division: division(&row, "division")?,
            owner: optional_id(&row, "owner")?,
        }))
    }
}
