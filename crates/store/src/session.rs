//! Sessions: each found by the keyed hash of its token, which is nowhere kept in clear.

use domain::id::{AccountId, SessionId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::account::{ACCOUNT, Account, read_account};
use crate::columns::{id, instant, micros};
use crate::engine::Tx;
use crate::error::Result;

/// A session as stored.
#[derive(Clone, Debug)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// The device, in words.
    pub device: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used.
    pub last_seen_at: Timestamp,
    /// Ends by itself.
    pub expires_at: Timestamp,
}

impl Tx {
    /// Opens a session for the keyed hash of its token.
    pub async fn insert_session(&mut self, session: &Session, token_hash: &str) -> Result<()> {
        sqlx::query(
            "INSERT INTO session (id, account_id, token_hash, device, created_at, last_seen_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(session.id.to_string())
        .bind(session.account.to_string())
        .bind(token_hash)
        .bind(session.device.as_str())
        .bind(micros(session.created_at))
        .bind(micros(session.last_seen_at))
        .bind(micros(session.expires_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The standing session of a token's keyed hash, with its account.
    pub async fn session(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<(Session, Account)>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT s.id AS session_id, s.account_id, s.device, s.created_at, s.last_seen_at, s.expires_at, {ACCOUNT} \
             FROM session s JOIN account a ON a.id = s.account_id \
             WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND a.disabled_at IS NULL"
        )))
        .bind(token_hash)
        .bind(micros(now))
        .fetch_optional(self.sql())
        .await?;
        row.as_ref()
            .map(|row| Ok((read_session(row, "session_id")?, read_account(row)?)))
            .transpose()
    }

    /// Notes that a session was used, and until when it now stands.
    pub async fn touch_session(
        &mut self,
        session: SessionId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        sqlx::query("UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1")
            .bind(session.to_string())
            .bind(micros(now))
            .bind(micros(expires_at))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// An account's standing sessions, newest first.
    pub async fn sessions(&mut self, account: AccountId, now: Timestamp) -> Result<Vec<Session>> {
        let rows = sqlx::query(
            "SELECT id, account_id, device, created_at, last_seen_at, expires_at FROM session \
             WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id DESC",
        )
        .bind(account.to_string())
        .bind(micros(now))
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| read_session(row, "id")).collect()
    }

    /// Ends a session of an account. False when there is none such.
    pub async fn revoke_session(
        &mut self,
        account: AccountId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE session SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL",
        )
        .bind(session.to_string())
        .bind(account.to_string())
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends every session of an account but one.
    pub async fn revoke_other_sessions(
        &mut self,
        account: AccountId,
        kept: Option<SessionId>,
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE session SET revoked_at = $3 WHERE account_id = $1 AND revoked_at IS NULL AND ($2 IS NULL OR id <> $2)",
        )
        .bind(account.to_string())
        .bind(kept.map(|session| session.to_string()))
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(())
    }
}

fn read_session(row: &AnyRow, id_column: &'static str) -> Result<Session> {
    Ok(Session {
        id: id(row, id_column)?,
        account: id(row, "account_id")?,
        device: row.try_get("device")?,
        created_at: instant(row, "created_at")?,
        last_seen_at: instant(row, "last_seen_at")?,
        expires_at: instant(row, "expires_at")?,
    })
}
