//! Second factors: the sealed secret of an account's app, its recovery codes, and sign-ins that wait for either or for one of
//! its passkeys.

use domain::id::AccountId;
use jiff::Timestamp;
use seal::{Place, TotpSecret};
use sqlx::Row;

use crate::columns::{id, micros};
use crate::engine::Tx;
use crate::error::{Error, Result};

/// An account's second factor by an app.
#[derive(Clone)]
pub struct SecondFactor {
    /// What its app shares with the platform.
    pub secret: TotpSecret,
    /// Whether a code of it was given back: until then it is asked for nowhere.
    pub confirmed: bool,
}

fn place(account: &str) -> Place<'_> {
    Place {
        table: "second_factor",
        column: "secret",
        row: account,
    }
}

impl Tx {
    /// Begins a second factor, in place of one that was begun before. False when one stands confirmed.
    pub async fn begin_second_factor(&mut self, account: AccountId, secret: &TotpSecret) -> Result<bool> {
        let id = account.to_string();
        let vault = self.vault();
        let sealed = vault.common().seal(&place(&id), secret.bytes(), vault.entropy());
        let done = sqlx::query(
            "INSERT INTO second_factor (account_id, secret, confirmed_at, last_step) VALUES ($1, $2, NULL, 0) \
             ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, last_step = 0 \
             WHERE second_factor.confirmed_at IS NULL",
        )
        .bind(id)
        .bind(sealed)
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// An account's second factor.
    pub async fn second_factor(&mut self, account: AccountId) -> Result<Option<SecondFactor>> {
        let id = account.to_string();
        let row = sqlx::query("SELECT secret, confirmed_at FROM second_factor WHERE account_id = $1")
            .bind(id.as_str())
            .fetch_optional(self.sql())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let sealed: Vec<u8> = row.try_get("secret")?;
        let plain = self.vault().common().open(&place(&id), &sealed)?;
        Ok(Some(SecondFactor {
            secret: TotpSecret::from_bytes(&plain).ok_or(Error::Form("secret"))?,
            confirmed: row.try_get::<Option<i64>, _>("confirmed_at")?.is_some(),
        }))
    }

    /// Takes a code's step as used. False when it, or a later one, was used before.
    pub async fn use_step(&mut self, account: AccountId, step: i64) -> Result<bool> {
        let done =
            sqlx::query("UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2")
                .bind(account.to_string())
                .bind(step)
                .execute(self.sql())
                .await?;
        Ok(done.rows_affected() == 1)
    }

    /// From now on it is asked for. False when it was confirmed before, or there is none.
    pub async fn confirm_second_factor(&mut self, account: AccountId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE second_factor SET confirmed_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL",
        )
        .bind(account.to_string())
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes every second factor away, app and passkeys, with the recovery codes and whatever waits for one. False when
    /// there is none.
    pub async fn remove_second_factor(&mut self, account: AccountId) -> Result<bool> {
        let app = self.forget_of(account, "second_factor").await?;
        let passkeys = self.forget_of(account, "passkey").await?;
        self.end_stand_ins(account).await?;
        Ok(app + passkeys > 0)
    }

    /// Takes the app away. Without a passkey nothing is asked for any more, and the recovery codes go too.
    pub async fn remove_app(&mut self, account: AccountId) -> Result<()> {
        self.forget_of(account, "second_factor").await?;
        self.end_stand_ins_if_last(account).await
    }

    /// Ends what stands in for a second factor where none is left.
    pub(crate) async fn end_stand_ins_if_last(&mut self, account: AccountId) -> Result<()> {
        let left = self
            .account(account)
            .await?
            .is_some_and(|account| account.second_factor);
        if !left {
            self.end_stand_ins(account).await?;
        }
        Ok(())
    }

    async fn end_stand_ins(&mut self, account: AccountId) -> Result<()> {
        for table in ["recovery_code", "half_sign_in", "passkey_challenge"] {
            self.forget_of(account, table).await?;
        }
        Ok(())
    }

    /// Deletes an account's rows of a table; how many there were.
    pub(crate) async fn forget_of(&mut self, account: AccountId, table: &'static str) -> Result<u64> {
        let done = sqlx::query(sqlx::AssertSqlSafe(format!(
            "DELETE FROM {table} WHERE account_id = $1"
        )))
        .bind(account.to_string())
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected())
    }

    /// Keeps the keyed hashes of recovery codes, in place of all earlier ones.
    pub async fn put_recovery_codes(&mut self, account: AccountId, hashes: &[String]) -> Result<()> {
        let id = account.to_string();
        sqlx::query("DELETE FROM recovery_code WHERE account_id = $1")
            .bind(id.as_str())
            .execute(self.sql())
            .await?;
        for hash in hashes {
            sqlx::query("INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)")
                .bind(id.as_str())
                .bind(hash.as_str())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Uses a recovery code up. False when there is none such.
    pub async fn use_recovery_code(&mut self, account: AccountId, code_hash: &str) -> Result<bool> {
        let done = sqlx::query("DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2")
            .bind(account.to_string())
            .bind(code_hash)
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// How many recovery codes an account has left.
    pub async fn recovery_codes_left(&mut self, account: AccountId) -> Result<i64> {
        let row = sqlx::query("SELECT COUNT(*) AS left_over FROM recovery_code WHERE account_id = $1")
            .bind(account.to_string())
            .fetch_one(self.sql())
            .await?;
        Ok(row.try_get("left_over")?)
    }

    /// Keeps a sign-in whose password was right and whose second factor is still to come. What ran out is cleared.
    pub async fn insert_half_sign_in(
        &mut self,
        account: AccountId,
        token_hash: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        sqlx::query("DELETE FROM half_sign_in WHERE expires_at <= $1")
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        sqlx::query("INSERT INTO half_sign_in (token_hash, account_id, expires_at) VALUES ($1, $2, $3)")
            .bind(token_hash)
            .bind(account.to_string())
            .bind(micros(expires_at))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Whose sign-in waits under this token's keyed hash.
    pub async fn half_sign_in(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<AccountId>> {
        let row =
            sqlx::query("SELECT account_id FROM half_sign_in WHERE token_hash = $1 AND expires_at > $2")
                .bind(token_hash)
                .bind(micros(now))
                .fetch_optional(self.sql())
                .await?;
        row.as_ref().map(|row| id(row, "account_id")).transpose()
    }

    /// Ends a sign-in that waits. False when it was ended before: whoever ends it goes on, once.
    pub async fn end_half_sign_in(&mut self, token_hash: &str) -> Result<bool> {
        let done = sqlx::query("DELETE FROM half_sign_in WHERE token_hash = $1")
            .bind(token_hash)
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
