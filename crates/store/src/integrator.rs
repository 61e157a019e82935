//! Outside systems: each found by the keyed hash of its token, which is nowhere kept in clear.

use domain::account::{Actor, Area, Scope};
use domain::id::{AccountId, IntegratorId};
use domain::integrator::Permissions;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::account::read_area;
use crate::columns::{id, instant, micros, optional_instant, word};
use crate::engine::Tx;
use crate::error::Result;

/// An outside system as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrator {
    /// Which.
    pub id: IntegratorId,
    /// The account it acts under.
    pub account: AccountId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Which part of the district it reaches.
    pub area: Area,
    /// What it may do there.
    pub permissions: Permissions,
    /// How its token begins.
    pub prefix: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: AccountId,
    /// Until when its token stands.
    pub expires_at: Timestamp,
    /// When it last asked.
    pub last_used_at: Option<Timestamp>,
    /// When its token was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// An outside system in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegratorRow {
    /// It.
    pub integrator: Integrator,
    /// The name of the district, town, community, site or company it reaches.
    pub area_name: Option<String>,
    /// Who made it.
    pub creator: String,
}

/// Which outside systems are asked for.
#[derive(Clone, Debug, Default)]
pub struct IntegratorFilter {
    /// This one alone.
    pub integrator: Option<IntegratorId>,
    /// Older than this one.
    pub before: Option<(Timestamp, IntegratorId)>,
    /// At most so many.
    pub limit: i64,
}

const COLUMNS: &str = "i.id, i.account_id, a.shown_name, i.purpose, a.division, a.site_id, a.contractor_id, \
                       a.organisation_id, i.permissions, i.prefix, i.created_at, i.created_by, i.expires_at, i.last_used_at, i.revoked_at";

impl Integrator {
    /// Who acts when this system does.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account,
            scope: self.scope(),
        }
    }

    /// What it reaches, and what it may do there.
    pub fn scope(&self) -> Scope {
        Scope::Integrator {
            area: self.area.clone(),
            permissions: self.permissions.clone(),
        }
    }
}

impl Tx {
    /// Adds an outside system for the keyed hash of its token. Its account is there.
    pub async fn insert_integrator(&mut self, new: &Integrator, token_hash: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO integrator (id, account_id, purpose, permissions, prefix, token_hash, created_at, created_by, \
             expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(new.id.to_string())
        .bind(new.account.to_string())
        .bind(new.purpose.as_str())
        .bind(new.permissions.words())
        .bind(new.prefix.as_str())
        .bind(token_hash)
        .bind(micros(new.created_at))
        .bind(new.created_by.to_string())
        .bind(micros(new.expires_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The outside system whose token has this keyed hash, also one that expired or was revoked.
    pub async fn integrator_by_token(&mut self, token_hash: &str) -> Result<Option<Integrator>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM integrator i JOIN account a ON a.id = i.account_id WHERE i.token_hash = $1"
        )))
        .bind(token_hash)
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_integrator).transpose()
    }

    /// Outside systems, the newest first; those that are over among them.
    pub async fn integrators(&mut self, filter: &IntegratorFilter) -> Result<Vec<IntegratorRow>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT {COLUMNS}, m.shown_name AS creator, COALESCE(o.name, t.name) AS place_name \
             FROM integrator i JOIN account a ON a.id = i.account_id JOIN account m ON m.id = i.created_by \
             LEFT JOIN contractor k ON k.id = a.contractor_id LEFT JOIN organisation o ON o.id = k.organisation_id \
             LEFT JOIN site t ON t.id = a.site_id \
             WHERE ($1 IS NULL OR i.id = $1) AND ($2 IS NULL OR i.created_at < $2 OR (i.created_at = $2 AND i.id < $3)) \
             ORDER BY i.created_at DESC, i.id DESC LIMIT $4"
        )))
        .bind(filter.integrator.map(|id| id.to_string()))
        .bind(filter.before.map(|(at, _)| micros(at)))
        .bind(filter.before.map(|(_, id)| id.to_string()))
        .bind(filter.limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                let integrator = read_integrator(row)?;
                let place: Option<String> = row.try_get("place_name")?;
                Ok(IntegratorRow {
                    area_name: place.or_else(|| integrator.area.division_name()),
                    integrator,
                    creator: row.try_get("creator")?,
                })
            })
            .collect()
    }

    /// Notes that an outside system asked.
    pub async fn touch_integrator(&mut self, integrator: IntegratorId, now: Timestamp) -> Result<()> {
        sqlx::query("UPDATE integrator SET last_used_at = $2 WHERE id = $1")
            .bind(integrator.to_string())
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Revokes an outside system's token. False when it was revoked before.
    pub async fn revoke_integrator(&mut self, integrator: IntegratorId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query("UPDATE integrator SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
            .bind(integrator.to_string())
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn read_integrator(row: &AnyRow) -> Result<Integrator> {
    Ok(Integrator {
        id: id(row, "id")?,
        account: id(row, "account_id")?,
        name: row.try_get("shown_name")?,
        purpose: row.try_get("purpose")?,
        area: read_area(row)?,
        permissions: word(row, "permissions", Permissions::named)?,
        prefix: row.try_get("prefix")?,
        created_at: instant(row, "created_at")?,
        created_by: id(row, "created_by")?,
        expires_at: instant(row, "expires_at")?,
        last_used_at: optional_instant(row, "last_used_at")?,
        revoked_at: optional_instant(row, "revoked_at")?,
    })
}
