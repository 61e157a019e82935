//! Disease profiles: the rules in force, as data. Nothing in them is about a person.

use domain::id::AccountId;
use domain::profile::DiseaseProfile;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{day, instant, micros, optional_instant};
use crate::engine::Tx;
use crate::error::{Error, Result};

/// How a version came in force.
#[derive(Clone, Debug)]
pub struct Putting {
    /// When.
    pub at: Timestamp,
    /// By whom; none at set-up.
    pub by: Option<AccountId>,
    /// Why, in their words.
    pub reason: Option<String>,
}

/// A version with how it came in force.
#[derive(Clone, Debug)]
pub struct PutVersion {
    /// The version.
    pub profile: DiseaseProfile,
    /// When it was put in force.
    pub at: Timestamp,
    /// By whom, by shown name.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A disease stood down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandDown {
    /// Which, by its code.
    pub code: String,
    /// When.
    pub at: Timestamp,
    /// By whom, by shown name.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The last day on which its health data is kept.
    pub retained_until: Date,
    /// When it was put in force again, if it was: then the clock no longer runs.
    pub resumed_at: Option<Timestamp>,
}

impl Tx {
    /// Every version of every profile, by code and version; which are in force is for the rules to say.
    pub async fn profiles(&mut self) -> Result<Vec<DiseaseProfile>> {
        let rows = sqlx::query("SELECT body FROM disease_profile ORDER BY code, version")
            .fetch_all(self.sql())
            .await?;
        rows.iter().map(body).collect()
    }

    /// Every version of one disease's profile, the newest first, with how it came in force.
    pub async fn profile_versions(&mut self, code: &str) -> Result<Vec<PutVersion>> {
        let rows = sqlx::query(
            "SELECT p.body, p.put_at, p.reason, a.shown_name FROM disease_profile p \
             LEFT JOIN account a ON a.id = p.put_by WHERE p.code = $1 ORDER BY p.version DESC",
        )
        .bind(code)
        .fetch_all(self.sql())
        .await?;
        let version = |row: &AnyRow| {
            Ok(PutVersion {
                profile: body(row)?,
                at: instant(row, "put_at")?,
                by: row.try_get("shown_name")?,
                reason: row.try_get("reason")?,
            })
        };
        rows.iter().map(version).collect()
    }

    /// How often the profiles were changed: a copy read at another count is old.
    pub async fn profiles_revision(&mut self) -> Result<String> {
        let row = sqlx::query("SELECT value FROM setting WHERE name = 'profiles'")
            .fetch_one(self.sql())
            .await?;
        Ok(row.try_get("value")?)
    }

    /// Keeps others from changing profiles until this work is done.
    pub async fn hold_profiles(&mut self) -> Result<()> {
        if self.has_other_writers() {
            sqlx::query("SELECT name FROM setting WHERE name = 'profiles' FOR UPDATE")
                .fetch_all(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Writes a version of a profile, in place of the one with the same code and version: how that came in force stays.
    pub async fn put_profile(&mut self, profile: &DiseaseProfile, putting: &Putting) -> Result<()> {
        let body = serde_json::to_string(profile).map_err(|_| Error::Form("body"))?;
        sqlx::query(
            "INSERT INTO disease_profile (code, version, body, from_day, to_day, put_at, put_by, reason) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (code, version) DO UPDATE SET body = excluded.body, from_day = excluded.from_day, \
             to_day = excluded.to_day",
        )
        .bind(profile.code.as_str())
        .bind(profile.version)
        .bind(body)
        .bind(profile.from.to_string())
        .bind(profile.to.map(|day| day.to_string()))
        .bind(micros(putting.at))
        .bind(putting.by.map(|account| account.to_string()))
        .bind(putting.reason.as_deref())
        .execute(self.sql())
        .await?;
        sqlx::query(
            "UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'profiles'",
        )
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Notes that a disease was stood down.
    pub async fn insert_stand_down(
        &mut self,
        code: &str,
        by: AccountId,
        at: Timestamp,
        reason: &str,
        retained_until: Date,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO stand_down (code, at, account_id, reason, retained_until) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(code)
        .bind(micros(at))
        .bind(by.to_string())
        .bind(reason)
        .bind(retained_until.to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Stops the clock of a disease that is put in force again.
    pub async fn end_stand_down(&mut self, code: &str, at: Timestamp) -> Result<()> {
        sqlx::query("UPDATE stand_down SET resumed_at = $2 WHERE code = $1 AND resumed_at IS NULL")
            .bind(code)
            .bind(micros(at))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Every time a disease was stood down, the last first.
    pub async fn stand_downs(&mut self) -> Result<Vec<StandDown>> {
        let rows = sqlx::query(
            "SELECT s.code, s.at, s.reason, s.retained_until, s.resumed_at, a.shown_name FROM stand_down s \
             JOIN account a ON a.id = s.account_id ORDER BY s.at DESC, s.code",
        )
        .fetch_all(self.sql())
        .await?;
        let read = |row: &AnyRow| {
            Ok(StandDown {
                code: row.try_get("code")?,
                at: instant(row, "at")?,
                by: row.try_get("shown_name")?,
                reason: row.try_get("reason")?,
                retained_until: day(row, "retained_until")?,
                resumed_at: optional_instant(row, "resumed_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Makes everyone's standing due now, since the rules changed; of a record that another leads, that one's.
    pub async fn make_all_due(&mut self, now: Timestamp) -> Result<()> {
        sqlx::query("UPDATE person SET changes_at = $1 WHERE leading_id IS NULL")
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(())
    }
}

fn body(row: &AnyRow) -> Result<DiseaseProfile> {
    let body: String = row.try_get("body")?;
    serde_json::from_str(&body).map_err(|_| Error::Form("body"))
}
