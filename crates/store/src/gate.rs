//! Gates: the programs at sites' edges, each with a key of its own; how they prove it stands in [`crate::gate_key`].

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
    /// What its signatures are checked by; none until it enrolled.
    pub public_key: Option<String>,
    /// Until when its code can be used.
    pub code_expires_at: Timestamp,
    /// When its code was used.
    pub code_used_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last spoke.
    pub last_seen_at: Option<Timestamp>,
    /// The roster version it last told.
    pub roster_version: Option<i64>,
    /// Passages that wait at it.
    pub queue: Option<i64>,
}

pub(crate) const COLUMNS: &str = "g.id, g.account_id, g.site_id, g.name, g.public_key, g.code_expires_at, \
                                  g.code_used_at, g.created_at, g.last_seen_at, g.roster_version, g.queue";

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
    /// Adds a gate that has not enrolled yet, for the keyed hash of its code.
    pub async fn insert_gate(&mut self, gate: &Gate, code_hash: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO gate (id, account_id, site_id, name, code_hash, code_expires_at, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(gate.id.to_string())
        .bind(gate.account.to_string())
        .bind(gate.site.to_string())
        .bind(gate.name.as_str())
        .bind(code_hash)
        .bind(micros(gate.code_expires_at))
        .bind(micros(gate.created_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The gate with this id, unless it was revoked.
    pub async fn gate(&mut self, gate: GateId) -> Result<Option<Gate>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM gate g WHERE g.id = $1 AND g.revoked_at IS NULL"
        )))
        .bind(gate.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_gate).transpose()
    }

    /// A site's gates that were not revoked, by name.
    pub async fn gates(&mut self, site: SiteId) -> Result<Vec<Gate>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM gate g WHERE g.site_id = $1 AND g.revoked_at IS NULL ORDER BY g.name, g.id"
        )))
        .bind(site.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_gate).collect()
    }

    /// Takes a gate out of service. False when there is no such gate, or it was taken out before.
    pub async fn revoke_gate(&mut self, gate: GateId, now: Timestamp) -> Result<bool> {
        self.end_gate_session(gate).await?;
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

pub(crate) fn read_gate(row: &AnyRow) -> Result<Gate> {
    Ok(Gate {
        id: id(row, "id")?,
        account: id(row, "account_id")?,
        site: id(row, "site_id")?,
        name: row.try_get("name")?,
        public_key: row.try_get("public_key")?,
        code_expires_at: instant(row, "code_expires_at")?,
        code_used_at: optional_instant(row, "code_used_at")?,
        created_at: instant(row, "created_at")?,
        last_seen_at: optional_instant(row, "last_seen_at")?,
        roster_version: row.try_get("roster_version")?,
        queue: row.try_get("queue")?,
    })
}
