//! Staff's accounts as whoever keeps them sees them, and what is done to them.

use domain::account::Role;
use domain::id::AccountId;
use jiff::Timestamp;
use sqlx::Row;

use crate::account::{ACCOUNT, Account, read_account};
use crate::columns::{instant, micros, optional_instant};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::containing;

/// An account in the list.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// The name of the district, town, community, site or company it reaches.
    pub scope_name: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Option<Timestamp>,
    /// Wrong passwords lock it somewhere until then.
    pub locked_until: Option<Timestamp>,
}

/// Which accounts are asked for.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// With this in their sign-in name or shown name.
    pub named: Option<String>,
    /// Of this role.
    pub role: Option<Role>,
    /// This one alone.
    pub account: Option<AccountId>,
    /// After this sign-in name.
    pub after: Option<String>,
    /// At most so many.
    pub limit: i64,
}

impl Tx {
    /// Accounts of staff, by sign-in name.
    pub async fn accounts(&mut self, filter: &AccountFilter) -> Result<Vec<AccountRow>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT}, a.created_at, a.locked_until, t.name AS site_name, o.name AS company, \
             (SELECT MAX(s.last_seen_at) FROM session s WHERE s.account_id = a.id) AS last_seen_at \
             FROM account a LEFT JOIN site t ON t.id = a.site_id LEFT JOIN contractor k ON k.id = a.contractor_id \
             LEFT JOIN organisation o ON o.id = COALESCE(k.organisation_id, a.organisation_id) \
             WHERE a.sign_in_name IS NOT NULL AND ($1 IS NULL OR a.sign_in_name > $1) \
             AND ($2 IS NULL OR a.sign_in_name LIKE $2 ESCAPE '!' OR a.shown_name LIKE $2 ESCAPE '!') \
             AND ($3 IS NULL OR a.role = $3) AND ($4 IS NULL OR a.id = $4) ORDER BY a.sign_in_name LIMIT $5"
        )))
        .bind(filter.after.clone())
        .bind(filter.named.as_ref().map(|text| containing(text)))
        .bind(filter.role.map(Role::word))
        .bind(filter.account.map(|account| account.to_string()))
        .bind(filter.limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                let account = read_account(row)?;
                let company: Option<String> = row.try_get("company")?;
                let site: Option<String> = row.try_get("site_name")?;
                let division = account.scope.area().and_then(|area| area.division_name());
                let named: Vec<String> = [company, site, division].into_iter().flatten().collect();
                Ok(AccountRow {
                    account,
                    scope_name: Some(named.join(" · ")).filter(|name| !name.is_empty()),
                    created_at: instant(row, "created_at")?,
                    last_seen_at: optional_instant(row, "last_seen_at")?,
                    locked_until: optional_instant(row, "locked_until")?,
                })
            })
            .collect()
    }

    /// Switches an account off (since when) or on again. False when it stood so before.
    pub async fn put_disabled(&mut self, account: AccountId, since: Option<Timestamp>) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE account SET disabled_at = $2 WHERE id = $1 AND (disabled_at IS NULL) <> ($2 IS NULL)",
        )
        .bind(account.to_string())
        .bind(since.map(micros))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes until when an account is locked somewhere, for whoever keeps accounts to see. An account that is not
    /// there takes as long to note.
    pub async fn note_lock(&mut self, account: AccountId, until: Timestamp) -> Result<()> {
        sqlx::query("UPDATE account SET locked_until = $2 WHERE id = $1")
            .bind(account.to_string())
            .bind(micros(until))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Opens an account's locks, wherever they are: its failures are counted from none anew.
    pub async fn unlock_account(&mut self, account: AccountId) -> Result<()> {
        sqlx::query("UPDATE account SET locked_until = NULL, unlocks = unlocks + 1 WHERE id = $1")
            .bind(account.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Ends the sign-ins of an account that wait for its second factor, and what its authenticators were asked.
    pub async fn end_half_sign_ins(&mut self, account: AccountId) -> Result<()> {
        for table in ["half_sign_in", "passkey_challenge"] {
            self.forget_of(account, table).await?;
        }
        Ok(())
    }
}
