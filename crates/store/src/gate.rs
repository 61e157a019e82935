//! Gates: the programs at sites' edges, each with a token of its own.

use domain::account::{Actor, Scope};
use domain::id::{AccountId, GateId, SiteId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, optional_instant};
use crate::engine::Tx;
use crate::error::Result;

/// A gate as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Which.
    pub id: GateId,
    /// The account it acts under.
    pub account: AccountId,
    /// Where it stands.
    pub site: SiteId,
    /// What it is called.
    pub name: String,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// When it last spoke.
    pub last_seen_at: Option<Timestamp>,
    /// The roster version it last told.
    pub roster_version: Option<i64>,
    /// Passages that wait at it.
    pub queue: Option<i64>,
}

const COLUMNS: &str = "id, account_id, site_id, name, created_at, last_seen_at, roster_version, queue";

impl Gate {
    /// Who acts when this gate does.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account,
            scope: Scope::Gate {
                gate: self.id,
                site: self.site,
            },
        }
    }
}

impl Tx {
    /// Adds a gate for the keyed hash of its token.
    pub async fn insert_gate(&mut self, gate: &Gate, token_hash: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO gate (id, account_id, site_id, name, token_hash, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(gate.id.to_string())
        .bind(gate.account.to_string())
        .bind(gate.site.to_string())
        .bind(gate.name.as_str())
        .bind(token_hash)
        .bind(micros(gate.created_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The gate with this token, unless it was revoked.
    pub async fn gate_by_token(&mut self, token_hash: &str) -> Result<Option<Gate>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM gate WHERE token_hash = $1 AND revoked_at IS NULL"
        )))
        .bind(token_hash)
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_gate).transpose()
    }

    /// The gate with this id, unless it was revoked.
    pub async fn gate(&mut self, gate: GateId) -> Result<Option<Gate>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM gate WHERE id = $1 AND revoked_at IS NULL"
        )))
        .bind(gate.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_gate).transpose()
    }

    /// A site's gates that were not revoked, by name.
    pub async fn gates(&mut self, site: SiteId) -> Result<Vec<Gate>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM gate WHERE site_id = $1 AND revoked_at IS NULL ORDER BY name, id"
        )))
        .bind(site.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_gate).collect()
    }

    /// Revokes a gate's token. False when there is no such gate, or it was revoked before.
    pub async fn revoke_gate(&mut self, gate: GateId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query("UPDATE gate SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
            .bind(gate.to_string())
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes that a gate spoke, and what it told of itself; what it did not tell stays.
    pub async fn gate_spoke(
        &mut self,
        gate: GateId,
        roster_version: Option<i64>,
        queue: Option<i64>,
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE gate SET last_seen_at = $2, roster_version = COALESCE($3, roster_version), \
             queue = COALESCE($4, queue) WHERE id = $1",
        )
        .bind(gate.to_string())
        .bind(micros(now))
        .bind(roster_version)
        .bind(queue)
        .execute(self.sql())
        .await?;
        Ok(())
    }
}

fn read_gate(row: &AnyRow) -> Result<Gate> {
    Ok(Gate {
        id: id(row, "id")?,
        account: id(row, "account_id")?,
        site: id(row, "site_id")?,
        name: row.try_get("name")?,
        created_at: instant(row, "created_at")?,
        last_seen_at: optional_instant(row, "last_seen_at")?,
        roster_version: row.try_get("roster_version")?,
        queue: row.try_get("queue")?,
    })
}
