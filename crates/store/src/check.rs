//! Checks on the spot: each a row of its own, what was measured and seen sealed under the person's key. Rows are
//! added, never changed.

use domain::declaration::Tenths;
use domain::id::{AccountId, CheckId, PersonId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use seal::{DataKey, Place};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, open_json, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::person::Person;

/// A check about to be written down.
#[derive(Clone, Debug)]
pub struct NewCheck {
    /// Which.
    pub id: CheckId,
    /// Who was looked at.
    pub person: PersonId,
    /// At which site.
    pub site: SiteId,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// The local day of it.
    pub day: Date,
    /// What was measured and seen.
    pub body: CheckBody,
}

/// What was measured and seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckBody {
    /// The temperature.
    pub temperature: Tenths,
    /// What was seen and done, in the words of who did it.
    pub note: String,
}

/// A check with the names beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub id: CheckId,
    /// When.
    pub at: Timestamp,
    /// The site it was made at.
    pub site: SiteId,
    /// The name of that site.
    pub site_name: String,
    /// Who made it, by shown name.
    pub by: String,
    /// What was measured and seen.
    pub body: CheckBody,
}

/// What a row says of what was measured and seen.
pub(crate) fn open(row: &AnyRow, key: &DataKey, check: CheckId) -> Result<CheckBody> {
    let sealed: Vec<u8> = row.try_get("body")?;
    open_json(key, &place(&check.to_string()), &sealed)
}

fn place(row: &str) -> Place<'_> {
    Place {
        table: "spot_check",
        column: "body",
        row,
    }
}

impl Tx {
    /// Adds a check.
    pub async fn insert_check(&mut self, check: &NewCheck) -> Result<()> {
        let key = self.key_of_person(check.person).await?;
        let which = check.id.to_string();
        let body = seal_json(self.vault(), &key, &place(&which), &check.body)?;
        sqlx::query(
            "INSERT INTO spot_check (id, person_id, site_id, at, day, account_id, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(which)
        .bind(check.person.to_string())
        .bind(check.site.to_string())
        .bind(micros(check.at))
        .bind(check.day.to_string())
        .bind(check.by.to_string())
        .bind(body)
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// A person's checks, newest first.
    pub async fn checks(&mut self, person: &Person, limit: i64) -> Result<Vec<Check>> {
        let rows = sqlx::query(
            "SELECT k.id, k.at, k.site_id, k.body, s.name AS site_name, a.shown_name FROM spot_check k \
             JOIN site s ON s.id = k.site_id JOIN account a ON a.id = k.account_id \
             WHERE k.person_id = $1 ORDER BY k.at DESC, k.id DESC LIMIT $2",
        )
        .bind(person.id.to_string())
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        let read = |row: &AnyRow| {
            let which: CheckId = id(row, "id")?;
            Ok(Check {
                id: which,
                at: instant(row, "at")?,
                site: id(row, "site_id")?,
                site_name: row.try_get("site_name")?,
                by: row.try_get("shown_name")?,
                body: open(row, &person.key, which)?,
            })
        };
        rows.iter().map(read).collect()
    }
}
