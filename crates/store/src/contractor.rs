//! Contractors: which companies are at work at a site, as what, since and until when.

use domain::contractor::ContractorKind;
use domain::id::{ContractorId, OrganisationId, SiteId};
use jiff::civil::Date;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{day, id, optional_day, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::organisation::{Organisation, read_organisation};

/// A company at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contractor {
    /// Which.
    pub id: ContractorId,
    /// Where.
    pub site: SiteId,
    /// The company.
    pub organisation: Organisation,
    /// As what.
    pub kind: ContractorKind,
    /// The first day.
    pub entered_on: Date,
    /// The last day, once it has left.
    pub ended_on: Option<Date>,
    /// Its people who are at work.
    pub people: i64,
}

/// A company that comes to a site.
#[derive(Clone, Debug)]
pub struct NewContractor {
    /// Which.
    pub id: ContractorId,
    /// Where.
    pub site: SiteId,
    /// The company.
    pub organisation: OrganisationId,
    /// As what.
    pub kind: ContractorKind,
    /// The first day.
    pub entered_on: Date,
}

const SELECT: &str = "SELECT k.id, k.site_id, k.kind, k.entered_on, k.ended_on, \
                      o.id AS organisation_id, o.uscc, o.name AS organisation_name, \
                      (SELECT COUNT(*) FROM engagement e WHERE e.contractor_id = k.id AND e.state = 'active') AS people \
                      FROM contractor k JOIN organisation o ON o.id = k.organisation_id";

impl Tx {
    /// A site's contractors: those at work before those who left, each by name.
    pub async fn contractors(&mut self, site: SiteId) -> Result<Vec<Contractor>> {
        let sql = format!(
            "{SELECT} WHERE k.site_id = $1 \
             ORDER BY CASE WHEN k.ended_on IS NULL THEN 0 ELSE 1 END, o.name, k.entered_on, k.id"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(site.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter().map(read_contractor).collect()
    }

    /// A contractor.
    pub async fn contractor(&mut self, contractor: ContractorId) -> Result<Option<Contractor>> {
        let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE k.id = $1")))
            .bind(contractor.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(read_contractor).transpose()
    }

    /// Adds a contractor. A company that is at work at the site already is a conflict.
    pub async fn insert_contractor(&mut self, new: &NewContractor) -> Result<()> {
        sqlx::query(
            "INSERT INTO contractor (id, site_id, organisation_id, kind, entered_on) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(new.id.to_string())
        .bind(new.site.to_string())
        .bind(new.organisation.to_string())
        .bind(new.kind.word())
        .bind(new.entered_on.to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Ends a contractor's time at its site. False when it has ended already.
    pub async fn end_contractor(&mut self, contractor: ContractorId, on: Date) -> Result<bool> {
        let done = sqlx::query("UPDATE contractor SET ended_on = $2 WHERE id = $1 AND ended_on IS NULL")
            .bind(contractor.to_string())
            .bind(on.to_string())
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Has a contractor whose time ended at its site go on, unless it came anew meanwhile.
    pub async fn resume_contractor(&mut self, contractor: ContractorId) -> Result<()> {
        sqlx::query(
            "UPDATE contractor SET ended_on = NULL WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM contractor other \
             WHERE other.site_id = contractor.site_id AND other.organisation_id = contractor.organisation_id \
             AND other.ended_on IS NULL)",
        )
        .bind(contractor.to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }
}

fn read_contractor(row: &AnyRow) -> Result<Contractor> {
    Ok(Contractor {
        id: id(row, "id")?,
        site: id(row, "site_id")?,
        organisation: read_organisation(row)?,
        kind: word(row, "kind", ContractorKind::named)?,
        entered_on: day(row, "entered_on")?,
        ended_on: optional_day(row, "ended_on")?,
        people: row.try_get("people")?,
    })
}
