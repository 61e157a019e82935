//! A gate's key: enrolled by a one-time code, proved by an answered challenge, and the short session that opens.

use domain::id::GateId;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::columns::micros;
use crate::engine::Tx;
use crate::error::Result;
use crate::gate::{COLUMNS, Gate, read_gate};

impl Tx {
    /// The gate whose code has this keyed hash, also when it was used or is too old; none that is out of service.
    pub async fn gate_by_code(&mut self, code_hash: &str) -> Result<Option<Gate>> {
        self.gate_where("g.code_hash = $1", code_hash).await
    }

    /// The gate of a public key; none that is out of service.
    pub async fn gate_by_key(&mut self, public_key: &str) -> Result<Option<Gate>> {
        self.gate_where("g.public_key = $1", public_key).await
    }

    async fn gate_where(&mut self, condition: &str, value: &str) -> Result<Option<Gate>> {
        let sql = format!("SELECT {COLUMNS} FROM gate g WHERE {condition} AND g.revoked_at IS NULL");
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(value)
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(read_gate).transpose()
    }

    /// Gives a gate a new code in the place of the one before; its key and its session end.
    pub async fn renew_gate_code(
        &mut self,
        gate: GateId,
        code_hash: &str,
        expires_at: Timestamp,
    ) -> Result<()> {
        self.end_gate_session(gate).await?;
        sqlx::query(
            "UPDATE gate SET public_key = NULL, code_hash = $2, code_expires_at = $3, code_used_at = NULL WHERE id = $1",
        )
        .bind(gate.to_string())
        .bind(code_hash)
        .bind(micros(expires_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes a gate's public key for its code. False when the code was used meanwhile, or is too old.
    pub async fn enrol_gate(
        &mut self,
        gate: GateId,
        code_hash: &str,
        public_key: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE gate SET public_key = $3, code_used_at = $4 WHERE id = $1 AND code_hash = $2 \
             AND code_used_at IS NULL AND code_expires_at > $4 AND revoked_at IS NULL",
        )
        .bind(gate.to_string())
        .bind(code_hash)
        .bind(public_key)
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Uses a challenge up. False when it was used before; it is remembered until `forget_at`.
    pub async fn use_gate_challenge(
        &mut self,
        challenge: &str,
        forget_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool> {
        sqlx::query("DELETE FROM gate_challenge WHERE forget_at <= $1")
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        let used = sqlx::query(
            "INSERT INTO gate_challenge (challenge, forget_at) VALUES ($1, $2) ON CONFLICT (challenge) DO NOTHING",
        )
        .bind(challenge)
        .bind(micros(forget_at))
        .execute(self.sql())
        .await?;
        Ok(used.rows_affected() == 1)
    }

    /// Opens a gate's session for the keyed hash of its token, in the place of the one before.
    pub async fn open_gate_session(
        &mut self,
        gate: GateId,
        token_hash: &str,
        expires_at: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO gate_session (gate_id, token_hash, expires_at) VALUES ($1, $2, $3) \
             ON CONFLICT (gate_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at",
        )
        .bind(gate.to_string())
        .bind(token_hash)
        .bind(micros(expires_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The gate that holds the session of a token's keyed hash.
    pub async fn gate_by_session(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<Gate>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM gate_session s JOIN gate g ON g.id = s.gate_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND g.revoked_at IS NULL"
        );
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(token_hash)
            .bind(micros(now))
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(read_gate).transpose()
    }

    /// Ends a gate's session.
    pub(crate) async fn end_gate_session(&mut self, gate: GateId) -> Result<()> {
        sqlx::query("DELETE FROM gate_session WHERE gate_id = $1")
            .bind(gate.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
