//! Disease profiles: the rules in force, as data. Nothing in them is about a person.

use domain::profile::DiseaseProfile;
use jiff::Timestamp;
use sqlx::Row;

use crate::columns::micros;
use crate::engine::Tx;
use crate::error::{Error, Result};

impl Tx {
    /// Every version of every profile, by code and version; which are in force is for the rules to say.
    pub async fn profiles(&mut self) -> Result<Vec<DiseaseProfile>> {
        let rows = sqlx::query("SELECT body FROM disease_profile ORDER BY code, version")
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| {
                let body: String = row.try_get("body")?;
                serde_json::from_str(&body).map_err(|_| Error::Form("body"))
            })
            .collect()
    }

    /// How often the profiles were changed: a copy read at another count is old.
    pub async fn profiles_revision(&mut self) -> Result<String> {
        let row = sqlx::query("SELECT value FROM setting WHERE name = 'profiles'")
            .fetch_one(self.sql())
            .await?;
        Ok(row.try_get("value")?)
    }

    /// Adds a profile where this code has none yet. False when it has: what a district edited stays as it is.
    pub async fn add_profile(&mut self, profile: &DiseaseProfile) -> Result<bool> {
        let known = sqlx::query("SELECT version FROM disease_profile WHERE code = $1 LIMIT 1")
            .bind(profile.code.as_str())
            .fetch_optional(self.sql())
            .await?;
        if known.is_some() {
            return Ok(false);
        }
        self.put_profile(profile).await?;
        Ok(true)
    }

    /// Writes a version of a profile, in place of the one with the same code and version.
    pub async fn put_profile(&mut self, profile: &DiseaseProfile) -> Result<()> {
        let body = serde_json::to_string(profile).map_err(|_| Error::Form("body"))?;
        sqlx::query(
            "INSERT INTO disease_profile (code, version, body, from_day, to_day) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (code, version) DO UPDATE SET body = excluded.body, from_day = excluded.from_day, \
             to_day = excluded.to_day",
        )
        .bind(profile.code.as_str())
        .bind(profile.version.as_str())
        .bind(body)
        .bind(profile.from.to_string())
        .bind(profile.to.map(|day| day.to_string()))
        .execute(self.sql())
        .await?;
        sqlx::query(
            "UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'profiles'",
        )
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Makes everyone's standing due now, since the rules changed.
    pub async fn make_all_due(&mut self, now: Timestamp) -> Result<()> {
        sqlx::query("UPDATE person SET changes_at = $1")
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
