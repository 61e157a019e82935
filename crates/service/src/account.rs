//! Accounts: who can sign in, how they do, and what they change of their own account.

mod administration;
mod entering;
mod passkey;
mod password;
mod proof;
mod reach;
mod second_factor;
mod session;

use domain::account::{Area, Scope};
use domain::id::{AccountId, PersonId};
use domain::registry::LONGEST_LABEL;
use domain::text;
use store::Tx;
use store::account::Account;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

pub use self::administration::{AccountDraft, AccountQuery, Handed};
pub use self::entering::{Entry, Half, SignedIn};
pub use self::passkey::{Added, Assertion, Attestation, PasskeyCreation, PasskeyRequest};
use self::password::strong;
pub use self::reach::NamedReach;
pub use self::second_factor::{Enrolment, OwnAccount};
pub use self::session::{Attendance, Held};

/// A new account of staff.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name to sign in with.
    pub sign_in_name: String,
    /// What others see.
    pub shown_name: String,
    /// The first password; its owner changes it before anything else is open to them.
    pub password: String,
    /// What it reaches; with it goes the role.
    pub scope: Scope,
}

impl Platform {
    /// What a caller reaches, in words: the names of the district, town, community, site or company, or the person's masked name.
    pub async fn scope_name(&self, caller: &Caller) -> Result<String> {
        let mut tx = self.store.read().await?;
        let name = match &caller.actor.scope {
            Scope::Gate { site, .. } => tx.site_name(*site).await?,
            scope => match scope.area() {
                Some(Area::Site { site }) => tx.site_name(site).await?,
                Some(Area::Contractor { site, contractor }) => {
                    let company = tx.contractor(contractor).await?;
                    let company = company.map(|found| found.organisation.name);
                    let named: Vec<String> = company.into_iter().chain(tx.site_name(site).await?).collect();
                    Some(named.join(" · "))
                }
                Some(Area::Organisation { organisation }) => {
                    let found = tx.organisation(organisation).await?;
                    found.map(|found| found.name)
                }
                area => area.and_then(|area| area.division_name()),
            },
        };
        Ok(name.unwrap_or_default())
    }

    /// Adds an account of staff; for set-up and the command line.
    pub async fn add_account(&self, new: &NewAccount) -> Result<AccountId> {
        let account = self.prepared(new).await?;
        let mut tx = self.store.write().await?;
        tx.insert_account(&account, self.now()).await?;
        tx.commit().await?;
        Ok(account.id)
    }

    /// An account to be added, with what was given for it checked.
    async fn prepared(&self, new: &NewAccount) -> Result<Account> {
        strong("password", &new.password)?;
        Ok(Account {
            id: self.new_id(),
            sign_in_name: Some(checked_name("sign_in_name", &new.sign_in_name)?),
            shown_name: checked_name("shown_name", &new.shown_name)?,
            password_hash: Some(self.hashed_password(&new.password).await?),
            initial_password: true,
            password_set_at: None,
            second_factor: false,
            scope: new.scope.clone(),
            disabled_at: None,
            unlocks: 0,
        })
    }

    /// A worker's account, made when they first need one.
    pub(crate) async fn worker_account(
        &self,
        tx: &mut Tx,
        person: PersonId,
        shown_name: &str,
    ) -> Result<Account> {
        if let Some(account) = tx.account_of_person(person).await? {
            return Ok(account);
        }
        let account = Account {
            id: self.new_id(),
            sign_in_name: None,
            shown_name: shown_name.to_owned(),
            password_hash: None,
            initial_password: false,
            password_set_at: None,
            second_factor: false,
            scope: Scope::Person { person },
            disabled_at: None,
            unlocks: 0,
        };
        tx.insert_account(&account, self.now()).await?;
        Ok(account)
    }
}

/// A name of an account; else the fault is of the field it was typed in.
fn checked_name(field: &'static str, text: &str) -> Result<String> {
    text::line(text, 1..=LONGEST_LABEL).map_err(|_| {
        Error::field(
            field,
            "请填 1 到 60 个字，不能有看不见的字符",
            "Give 1 to 60 characters, none of them invisible.",
        )
    })
}
