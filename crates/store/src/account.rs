//! Accounts, and workers' one-time sign-in codes.

use domain::account::{Actor, Area, Office, Role, Scope};
use domain::division::Division;
use domain::id::{AccountId, PersonId, SiteId};
use domain::integrator::Permissions;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, micros, optional_id, optional_instant, word};
use crate::engine::Tx;
use crate::error::{Error, Result};

/// An account as stored.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// The name to sign in with; none for workers and gates.
    pub sign_in_name: Option<String>,
    /// What others see.
    pub shown_name: String,
    /// Argon2 hash in PHC form.
    pub password_hash: Option<String>,
    /// Someone else made the password, and its owner has not changed it yet.
    pub initial_password: bool,
    /// When the password was set; none where there is none. An account that is added has its own instant.
    pub password_set_at: Option<Timestamp>,
    /// A second factor is asked for when it signs in; kept by [`crate::second_factor`] and [`crate::passkey`].
    pub second_factor: bool,
    /// Role and reach. A gate's account has the gate's site here and no gate: see `gate`.
    pub scope: Scope,
    /// Switched off since.
    pub disabled_at: Option<Timestamp>,
    /// How often its locks were opened; each time failures are counted from none anew.
    pub unlocks: i64,
}

pub(crate) const ACCOUNT: &str = "a.id, a.sign_in_name, a.shown_name, a.password_hash, a.initial_password, \
                                  a.password_set_at, a.role, a.division, a.site_id, a.contractor_id, a.organisation_id, a.person_id, \
                                  a.disabled_at, a.unlocks, \
                                  (SELECT COUNT(*) FROM second_factor f WHERE f.account_id = a.id \
                                  AND f.confirmed_at IS NOT NULL) \
                                  + (SELECT COUNT(*) FROM passkey k WHERE k.account_id = a.id) AS second_factors";

impl Tx {
    /// Adds an account. A sign-in name that stands already is a conflict.
    pub async fn insert_account(&mut self, account: &Account, now: Timestamp) -> Result<()> {
        let reach = Columns::of(&account.scope);
        sqlx::query(
            "INSERT INTO account (id, sign_in_name, shown_name, password_hash, initial_password, password_set_at, role, \
             division, site_id, contractor_id, organisation_id, person_id, created_at, unlocks) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)",
        )
        .bind(account.id.to_string())
        .bind(account.sign_in_name.clone())
        .bind(account.shown_name.as_str())
        .bind(account.password_hash.clone())
        .bind(i64::from(account.initial_password))
        .bind(account.password_hash.as_ref().map(|_| micros(now)))
        .bind(account.scope.role().word())
        .bind(reach.division)
        .bind(reach.site)
        .bind(reach.contractor)
        .bind(reach.organisation)
        .bind(reach.person)
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The account with this sign-in name.
    pub async fn account_named(&mut self, sign_in_name: &str) -> Result<Option<Account>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT} FROM account a WHERE a.sign_in_name = $1"
        )))
        .bind(sign_in_name)
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// The account of a worker.
    pub async fn account_of_person(&mut self, person: PersonId) -> Result<Option<Account>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT} FROM account a WHERE a.person_id = $1"
        )))
        .bind(person.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// The account with this id.
    pub async fn account(&mut self, account: AccountId) -> Result<Option<Account>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT} FROM account a WHERE a.id = $1"
        )))
        .bind(account.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// Sets an account's password at an instant; `initial` when someone else than its owner made it.
    pub async fn put_password(
        &mut self,
        account: AccountId,
        password_hash: &str,
        initial: bool,
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE account SET password_hash = $2, initial_password = $3, password_set_at = $4 WHERE id = $1",
        )
        .bind(account.to_string())
        .bind(password_hash)
        .bind(i64::from(initial))
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Sets a worker's one-time sign-in code, in place of any earlier one.
    pub async fn put_sign_in_code(
        &mut self,
        person: PersonId,
        code_hash: &str,
        expires_at: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO sign_in_code (person_id, code_hash, failures, expires_at) VALUES ($1, $2, 0, $3) \
             ON CONFLICT (person_id) DO UPDATE SET code_hash = excluded.code_hash, failures = 0, \
             expires_at = excluded.expires_at",
        )
        .bind(person.to_string())
        .bind(code_hash)
        .bind(micros(expires_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Uses up a person's code. True when it was right, in time, and tried fewer than five times before; a wrong
    /// try is counted apart.
    pub async fn use_sign_in_code(
        &mut self,
        person: PersonId,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let used = sqlx::query(
            "DELETE FROM sign_in_code WHERE person_id = $1 AND code_hash = $2 AND expires_at > $3 AND failures < 5",
        )
        .bind(person.to_string())
        .bind(code_hash)
        .bind(micros(now))
        .execute(self.sql())
        .await?;
        Ok(used.rows_affected() == 1)
    }

    /// Counts a wrong try against the codes of these people.
    pub async fn count_code_failures(&mut self, people: &[PersonId]) -> Result<()> {
        for person in people {
            sqlx::query("UPDATE sign_in_code SET failures = failures + 1 WHERE person_id = $1")
                .bind(person.to_string())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }
}

/// What a scope reaches, as an account's row keeps it.
#[derive(Default)]
struct Columns {
    division: Option<String>,
    site: Option<String>,
    contractor: Option<String>,
    organisation: Option<String>,
    person: Option<String>,
}

impl Columns {
    fn of(scope: &Scope) -> Self {
        let mut columns = Self::default();
        match (scope, scope.area()) {
            (Scope::Gate { site, .. }, _) => columns.site = Some(site.to_string()),
            (Scope::Person { person }, _) => columns.person = Some(person.to_string()),
            (
                _,
                Some(Area::District { division } | Area::Town { division } | Area::Community { division }),
            ) => columns.division = Some(division.to_string()),
            (_, Some(Area::Site { site })) => columns.site = Some(site.to_string()),
            (_, Some(Area::Contractor { site, contractor })) => {
                columns.site = Some(site.to_string());
                columns.contractor = Some(contractor.to_string());
            }
            (_, Some(Area::Organisation { organisation })) => {
                columns.organisation = Some(organisation.to_string());
            }
            (_, None) => {}
        }
        columns
    }
}

impl Account {
    /// Who acts when this account does.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.id,
            scope: self.scope.clone(),
        }
    }
}

pub(crate) fn read_account(row: &AnyRow) -> Result<Account> {
    Ok(Account {
        id: id(row, "id")?,
        sign_in_name: row.try_get("sign_in_name")?,
        shown_name: row.try_get("shown_name")?,
        password_hash: row.try_get("password_hash")?,
        initial_password: row.try_get::<i64, _>("initial_password")? != 0,
        password_set_at: optional_instant(row, "password_set_at")?,
        second_factor: row.try_get::<i64, _>("second_factors")? > 0,
        scope: read_scope(row)?,
        disabled_at: optional_instant(row, "disabled_at")?,
        unlocks: row.try_get("unlocks")?,
    })
}

fn read_scope(row: &AnyRow) -> Result<Scope> {
    let division = || -> Result<Division> {
        let code: Option<String> = row.try_get("division")?;
        code.and_then(|code| code.parse().ok())
            .ok_or(Error::Form("division"))
    };
    let administration = |office| {
        Ok::<_, Error>(Scope::Administration {
            office,
            division: division()?,
        })
    };
    Ok(match word(row, "role", Role::named)? {
        Role::SystemAdministrator => administration(Office::System)?,
        Role::SecurityAdministrator => administration(Office::Security)?,
        Role::Auditor => administration(Office::Audit)?,
        Role::District => Scope::District {
            division: division()?,
        },
        Role::Town => Scope::Town {
            division: division()?,
        },
        Role::Community => Scope::Community {
            division: division()?,
        },
        Role::Site => Scope::Site {
            site: id(row, "site_id")?,
        },
        Role::Contractor => Scope::Contractor {
            site: id(row, "site_id")?,
            contractor: id(row, "contractor_id")?,
        },
        Role::Enterprise => Scope::Enterprise {
            organisation: id(row, "organisation_id")?,
        },
        Role::Worker => Scope::Person {
            person: id(row, "person_id")?,
        },
        // What it is permitted stands in its own row; an account alone may nothing.
        Role::Integrator => Scope::Integrator {
            area: read_area(row)?,
            permissions: Permissions::default(),
        },
        Role::Gate => {
            let site: Option<SiteId> = optional_id(row, "site_id")?;
            // The gate's own row names the gate; an account alone acts for none.
            Scope::Gate {
                gate: domain::id::GateId(uuid::Uuid::nil()),
                site: site.ok_or(Error::Form("site_id"))?,
            }
        }
    })
}

/// The part of the district that an account's row names.
pub(crate) fn read_area(row: &AnyRow) -> Result<Area> {
    if let Some(site) = optional_id(row, "site_id")? {
        return Ok(match optional_id(row, "contractor_id")? {
            Some(contractor) => Area::Contractor { site, contractor },
            None => Area::Site { site },
        });
    }
    if let Some(organisation) = optional_id(row, "organisation_id")? {
        return Ok(Area::Organisation { organisation });
    }
    let code: Option<String> = row.try_get("division")?;
    let division = code.and_then(|code| code.parse::<Division>().ok());
    let division = division.ok_or(Error::Form("division"))?;
    Ok(if division.is_community() {
        Area::Community { division }
    } else if division.is_town() {
        Area::Town { division }
    } else {
        Area::District { division }
    })
}
