//! Organisations: companies and public bodies, each once, known by their code.

use domain::id::OrganisationId;
use domain::organisation::Uscc;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, micros};
use crate::engine::Tx;
use crate::error::{Error, Result};

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
        let row = sqlx::query(
            "SELECT o.id AS organisation_id, o.uscc, o.name AS organisation_name FROM organisation o WHERE o.uscc = $1",
        )
        .bind(new.uscc.as_str())
        .fetch_one(self.sql())
        .await?;
        read_organisation(&row)
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
