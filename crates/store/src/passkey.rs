//! Passkeys of staff, and what authenticators were asked and have not answered yet.

use domain::id::{AccountId, PasskeyId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, optional_id, optional_instant};
use crate::engine::Tx;
use crate::error::{Error, Result};

/// A passkey as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Which.
    pub id: PasskeyId,
    /// Whose.
    pub account: AccountId,
    /// The host it is for.
    pub host: String,
    /// What the authenticator calls it there (base64url).
    pub credential: String,
    /// Its public half, as it was given (COSE).
    pub public_key: Vec<u8>,
    /// How often it had signed when it was last seen.
    pub sign_count: u32,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When someone last signed in by it.
    pub last_used_at: Option<Timestamp>,
}

/// What an authenticator was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyChallenge {
    /// Whose passkey may answer; none where that is what is asked.
    pub account: Option<AccountId>,
    /// What is to be signed.
    pub challenge: Vec<u8>,
    /// The page on which it was asked.
    pub origin: String,
}

const PASSKEY: &str =
    "id, account_id, host, credential, public_key, sign_count, name, created_at, last_used_at";

impl Tx {
    /// Adds a passkey. False when the host has one of that credential already, whosever it is.
    pub async fn insert_passkey(&mut self, passkey: &Passkey) -> Result<bool> {
        let done = sqlx::query(sqlx::AssertSqlSafe(format!(
            "INSERT INTO passkey ({PASSKEY}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (host, credential) DO NOTHING"
        )))
        .bind(passkey.id.to_string())
        .bind(passkey.account.to_string())
        .bind(passkey.host.as_str())
        .bind(passkey.credential.as_str())
        .bind(passkey.public_key.clone())
        .bind(i64::from(passkey.sign_count))
        .bind(passkey.name.as_str())
        .bind(micros(passkey.created_at))
        .bind(passkey.last_used_at.map(micros))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// An account's passkeys, the oldest first.
    pub async fn passkeys(&mut self, account: AccountId) -> Result<Vec<Passkey>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {PASSKEY} FROM passkey WHERE account_id = $1 ORDER BY created_at, id"
        )))
        .bind(account.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_passkey).collect()
    }

    /// The passkey that an authenticator calls so at a host.
    pub async fn passkey_called(&mut self, host: &str, credential: &str) -> Result<Option<Passkey>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {PASSKEY} FROM passkey WHERE host = $1 AND credential = $2"
        )))
        .bind(host)
        .bind(credential)
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_passkey).transpose()
    }

    /// Names an account's passkey. False when it has none such.
    pub async fn name_passkey(&mut self, account: AccountId, passkey: PasskeyId, name: &str) -> Result<bool> {
        let done = sqlx::query("UPDATE passkey SET name = $3 WHERE account_id = $1 AND id = $2")
            .bind(account.to_string())
            .bind(passkey.to_string())
            .bind(name)
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Removes an account's passkey. False when it has none such. With its last second factor go the recovery codes.
    pub async fn remove_passkey(&mut self, account: AccountId, passkey: PasskeyId) -> Result<bool> {
        let done = sqlx::query("DELETE FROM passkey WHERE account_id = $1 AND id = $2")
            .bind(account.to_string())
            .bind(passkey.to_string())
            .execute(self.sql())
            .await?;
        self.end_stand_ins_if_last(account).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes that someone signed in by a passkey, which says that it has signed so often. False when it is gone, or had
    /// signed as often before: one that counts counts on.
    pub async fn use_passkey(&mut self, passkey: PasskeyId, count: u32, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE passkey SET sign_count = $2, last_used_at = $3 \
             WHERE id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))",
        )
        .bind(passkey.to_string())
        .bind(i64::from(count))
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps what an authenticator is asked for a session or a sign-in, in place of what it was asked before. What ran out
    /// is cleared.
    pub async fn put_passkey_challenge(
        &mut self,
        asked_by: &str,
        asked: &PasskeyChallenge,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        sqlx::query("DELETE FROM passkey_challenge WHERE expires_at <= $1")
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        sqlx::query(
            "INSERT INTO passkey_challenge (asked_by, account_id, challenge, origin, expires_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (asked_by) DO UPDATE SET account_id = excluded.account_id, \
             challenge = excluded.challenge, origin = excluded.origin, expires_at = excluded.expires_at",
        )
        .bind(asked_by)
        .bind(asked.account.map(|account| account.to_string()))
        .bind(asked.challenge.clone())
        .bind(asked.origin.as_str())
        .bind(micros(expires_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes what was asked out, whatever the answer is worth: it is answered once. None when nothing was asked, or too
    /// long ago.
    pub async fn take_passkey_challenge(
        &mut self,
        asked_by: &str,
        now: Timestamp,
    ) -> Result<Option<PasskeyChallenge>> {
        let row = sqlx::query(
            "DELETE FROM passkey_challenge WHERE asked_by = $1 RETURNING account_id, challenge, origin, expires_at",
        )
        .bind(asked_by)
        .fetch_optional(self.sql())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let asked = PasskeyChallenge {
            account: optional_id(&row, "account_id")?,
            challenge: row.try_get("challenge")?,
            origin: row.try_get("origin")?,
        };
        Ok((instant(&row, "expires_at")? > now).then_some(asked))
    }
}

fn read_passkey(row: &AnyRow) -> Result<Passkey> {
    Ok(Passkey {
        id: id(row, "id")?,
        account: id(row, "account_id")?,
        host: row.try_get("host")?,
        credential: row.try_get("credential")?,
        public_key: row.try_get("public_key")?,
        sign_count: u32::try_from(row.try_get::<i64, _>("sign_count")?)
            .map_err(|_| Error::Form("sign_count"))?,
        name: row.try_get("name")?,
        created_at: instant(row, "created_at")?,
        last_used_at: optional_instant(row, "last_used_at")?,
    })
}
