//! Organisations: companies and public bodies, each once, known by their code.

use domain::id::OrganisationId;
use domain::organisation::Uscc;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, micros};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::containing;

/// An organisation as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Which.
    pub id: OrganisationId,
    /// The code it is known by.
    pub uscc: Uscc,
    /// What it is called.
    pub name: String,
}

impl Tx {
    /// The organisation with this code; where there is none yet, this one is it. A name that stands is kept: one site
    /// does not rename a company for all others.
    pub async fn organisation_or(&mut self, new: &Organisation, now: Timestamp) -> Result<Organisation> {
        sqlx::query(
            "INSERT INTO organisation (id, uscc, name, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (uscc) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(new.uscc.as_str())
        .bind(new.name.as_str())
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        let found = self.organisation_with(&new.uscc).await?;
        found.ok_or(Error::Form("uscc"))
    }

    /// The organisation with this code.
    pub async fn organisation_with(&mut self, uscc: &Uscc) -> Result<Option<Organisation>> {
        let row = sqlx::query(
            "SELECT o.id AS organisation_id, o.uscc, o.name AS organisation_name FROM organisation o WHERE o.uscc = $1",
        )
        .bind(uscc.as_str())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_organisation).transpose()
    }
}

/// Which organisations are asked for.
#[derive(Clone, Debug, Default)]
pub struct OrganisationFilter {
    /// This one alone.
    pub organisation: Option<OrganisationId>,
    /// With this in their name or their code.
    pub named: Option<String>,
    /// After this one, by name and id.
    pub after: Option<(String, OrganisationId)>,
    /// At most so many.
    pub limit: i64,
}

impl Tx {
    /// Organisations by name.
    pub async fn organisations(&mut self, filter: &OrganisationFilter) -> Result<Vec<Organisation>> {
        let after = filter.after.clone().unzip();
        let rows = sqlx::query(
            "SELECT o.id AS organisation_id, o.uscc, o.name AS organisation_name FROM organisation o \
             WHERE ($1 IS NULL OR o.id = $1) AND ($2 IS NULL OR o.name LIKE $2 ESCAPE '!' OR o.uscc LIKE $2 ESCAPE '!') \
             AND ($3 IS NULL OR o.name > $3 OR (o.name = $3 AND o.id > $4)) ORDER BY o.name, o.id LIMIT $5",
        )
        .bind(filter.organisation.map(|id| id.to_string()))
        .bind(filter.named.as_ref().map(|text| containing(text)))
        .bind(after.0)
        .bind(after.1.map(|id| id.to_string()))
        .bind(filter.limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_organisation).collect()
    }

    /// An organisation.
    pub async fn organisation(&mut self, organisation: OrganisationId) -> Result<Option<Organisation>> {
        let filter = OrganisationFilter {
            organisation: Some(organisation),
            limit: 1,
            ..OrganisationFilter::default()
        };
        Ok(self.organisations(&filter).await?.pop())
    }
}

/// Reads `organisation_id`, `uscc` and `organisation_name`.
pub(crate) fn read_organisation(row: &AnyRow) -> Result<Organisation> {
    let uscc: String = row.try_get("uscc")?;
    Ok(Organisation {
        id: id(row, "organisation_id")?,
        uscc: uscc.parse().map_err(|_| Error::Form("uscc"))?,
        name: row.try_get("organisation_name")?,
    })
}
